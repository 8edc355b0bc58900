"""Numbers as people write them, in both languages."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from malplan.messages import Language, Message

_LOCALES: dict[Language, str] = {"da": "da_DK", "en": "en_GB"}


@lru_cache(maxsize=4096)  # Babel takes longer for a number than all else for its sentence
def number_text(value: Decimal | int, language: Language) -> str:
    """A number with thousands separators: 64.000 in Danish, 64,000 in English."""
    # Babel takes its time to load, and most of malplan does without.
    from babel.numbers import format_decimal

    return format_decimal(value, locale=_LOCALES[language], decimal_quantization=False)


def figure(value: Decimal | int) -> Message:
    """A number in both languages."""
    return Message(da=number_text(value, "da"), en=number_text(value, "en"))


def json_number(value: object) -> int | float:
    """A Decimal as JSON writes it, exactly: a plan's numbers have at most 15 significant digits.

    Raises:
        TypeError: It is no Decimal, as the standard library asks of such a function.
    """
    if not isinstance(value, Decimal):
        raise TypeError(type(value).__name__)
    return int(value) if value == value.to_integral_value() else float(value)
