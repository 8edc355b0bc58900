"""Texts, numbers, days, yes and no of a plan, from what stands in a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from malplan.errors import InvalidValue, did_you_mean, shown
from malplan.messages import EMPTY, OR, Message, listed, quoted
from malplan.messages import problems as words
from malplan.messages.fields import word_called


def kind_of(value: object) -> Message:
    """What a value of the input is, as an error names it."""
    if value is None:
        return words.NOTHING
    if isinstance(value, Mapping):
        return words.A_MAPPING_VALUE
    if isinstance(value, list | tuple):
        return words.A_LIST_VALUE
    if isinstance(value, bool):
        value = str(value).lower()
    if value == "":
        return words.AN_EMPTY_TEXT
    return quoted(shown(value))


def expected(kind: Message, value: object) -> InvalidValue:
    """The error for a value where something of another kind should stand."""
    return InvalidValue(words.EXPECTED.format(kind=kind, value=kind_of(value)))


def read_text(value: Any, _: type) -> str:
    """A text as it stands; raises InvalidValue for anything else, as all of these do."""
    if isinstance(value, str):
        return value
    raise expected(words.A_TEXT, value)


def read_decimal(value: Any, _: type) -> Decimal:
    """A number, exact, with a decimal point; from YAML, where all scalars are texts, too."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, str):
        return _read_written_number(value)
    raise expected(words.A_NUMBER, value)


THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{3})+")
"""No number: "64.000" is sixty-four thousand to a Dane and sixty-four to a computer."""
# Decimal takes 64_000, NaN and the digits of other scripts too; people do not write so.
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_WITH_SEPARATORS = re.compile(r"[+-]?\d[\d\s.,']*", re.ASCII)


def _read_written_number(text: str) -> Decimal:
    text = text.strip()
    if THOUSANDS.fullmatch(text) and text.count(".") == 1:
        thousands, short = text.replace(".", ""), text.rstrip("0").rstrip(".")
        # Without zeros at its end it has one meaning, unless there are three decimals then too.
        decimal = f"{text}0" if THOUSANDS.fullmatch(short) else short
        raise InvalidValue(
            words.TWO_MEANINGS.format(
                value=shown(text), thousands=shown(thousands), decimal=shown(decimal)
            )
        )
    if _NUMBER.fullmatch(text):
        with suppress(InvalidOperation):  # an exponent beyond what Decimal can hold
            return Decimal(text)
    if _WITH_SEPARATORS.fullmatch(text):
        raise InvalidValue(words.DECIMAL_POINT.format(value=shown(text)))
    raise expected(words.A_NUMBER, text)


_WHOLE = re.compile(r"-?\d+", re.ASCII)


def read_int(value: Any, _: type) -> int:
    """A whole number."""
    if isinstance(value, str) and not _WHOLE.fullmatch(value.strip()):
        raise expected(words.A_WHOLE_NUMBER, value)
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise expected(words.A_WHOLE_NUMBER, value)
    number = read_decimal(value, Decimal)
    if not number.is_finite() or number.adjusted() > 18 or number != number.to_integral_value():
        raise expected(words.A_WHOLE_NUMBER, value)
    return int(number)


BOOLEANS = {"true": True, "ja": True, "yes": True, "false": False, "nej": False, "no": False}
"""What yes and no are called, in small or capital letters."""


def read_bool(value: Any, _: type) -> bool:
    """Yes or no, in one of the ways of :data:`BOOLEANS`."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in BOOLEANS:
        return BOOLEANS[value.lower()]
    raise expected(words.A_YES_OR_NO, value)


def read_date(value: Any, _: type) -> date:
    """A day, as 2026-05-05."""
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        raise expected(words.A_DATE, value) from None
    if day.isoformat() != value:  # ISO 8601 has other forms too; in a plan a day has this one
        raise expected(words.A_DATE, value)
    return day


# So few choices that repeating the nearest of them would not help.
_FEW = 3


def not_one_of(value: str, choices: list[str]) -> InvalidValue:
    """The error for a text that is none of a few, with the one that is meant in Danish."""
    meant = word_called(value, choices)
    if meant is not None:
        hint = did_you_mean(meant, [meant])
    else:
        hint = did_you_mean(value, choices) if len(choices) > _FEW else EMPTY
    return InvalidValue(
        words.ONE_OF.format(
            value=shown(value),
            choices=listed(choices, word=OR),
            hint=hint,
        )
    )
