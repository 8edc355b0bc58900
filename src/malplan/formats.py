"""Numbers as people write them, in both languages."""

from __future__ import annotations

from decimal import Decimal

from malplan.messages import Language, Message

_LOCALES: dict[Language, str] = {"da": "da_DK", "en": "en_GB"}


def number_text(value: Decimal | int, language: Language) -> str:
    """A number with thousands separators: 64.000 in Danish, 64,000 in English."""
    # Babel takes its time to load, and most of malplan does without.
    from babel.numbers import format_decimal

    return format_decimal(value, locale=_LOCALES[language], decimal_quantization=False)


def figure(value: Decimal | int) -> Message:
    """A number in both languages."""
    return Message(da=number_text(value, "da"), en=number_text(value, "en"))
