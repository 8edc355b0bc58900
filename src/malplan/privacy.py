"""CPR numbers: how they are found and how they are taken out.

A CPR number has ten digits, ``DDMMYYSSSS``. The first six are the date of birth; the seventh digit
and the year together give the century. A replacement number (*erstatnings-CPR-nummer*), which
hospitals and others use, has 60 added to the day. The check digit is no longer used for all
numbers, so that only the date can be checked. Source: CPR-kontoret, "Personnummeret i CPR".
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

MASK = "[CPR]"
"""What stands where a CPR number was."""

_SPACE = r"[\s\u00ad\u200b\u2060]?"
_SEPARATOR = rf"{_SPACE}[-\u2010-\u2015\u2212]?{_SPACE}"
_CANDIDATE = re.compile(
    rf"(?<!\d)(?P<day>\d\d)(?P<inner>[ .\-]?)(?P<month>\d\d)(?P=inner)(?P<year>\d\d)"
    rf"{_SEPARATOR}(?P<seventh>\d)\d{{3}}(?!\d)"
)


def find_cpr_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Find every CPR number in ``text``, as (start, end) positions.

    Ten digits count when the first six are a date: with or without a space or a dash before the
    last four, with or without the same separator inside the date, and with 60 added to the day.
    """
    for match in _CANDIDATE.finditer(text):
        day, month, year, seventh = (
            int(match[name]) for name in ("day", "month", "year", "seventh")
        )
        if _is_date(day - 60 if day > 60 else day, month, _century(year, seventh) + year):
            yield match.span()


def has_cpr_number(text: str) -> bool:
    """Whether there is a CPR number anywhere in ``text``."""
    return next(find_cpr_numbers(text), None) is not None


def redact(text: str) -> str:
    """Replace every CPR number in ``text`` by :data:`MASK`."""
    kept, at = [], 0
    for start, end in find_cpr_numbers(text):
        kept += [text[at:start], MASK]
        at = end
    return "".join([*kept, text[at:]]) if kept else text


def _century(year: int, seventh: int) -> int:
    """The century of a two-digit year, from the table of the CPR office."""
    if seventh <= 3:
        return 1900
    if seventh in (4, 9):
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800


def _is_date(day: int, month: int, year: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
