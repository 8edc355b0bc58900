"""The codes of times in Statistikbanken and Jobindsats, and the periods that they mean.

2026, 2026H1 (half-year), 2026K1 (quarter), 2026M03, 2026U12 (ISO week), 2026M03D05; in English and
in Jobindsats a quarter is 2026Q1 or 2026Q01.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from malplan.errors import InvalidPeriod
from malplan.periods import Period
from malplan.spans import MONTHS

_CODE = re.compile(
    r"([0-9]{4})"
    r"(?:H(?P<half>[12])|[KQ]0?(?P<quarter>[1-4])|U(?P<week>[0-9]{2})"
    r"|M(?P<month>[0-9]{2})(?:D(?P<day>[0-9]{2}))?)?"
)
_DAY = timedelta(days=1)


@lru_cache(maxsize=4096)
def period_of(code: str) -> Period | None:
    """The period that a code means; None for what is none, such as a rolling year.

    >>> str(period_of("2026K1"))
    '1. kvartal 2026'
    """
    match = _CODE.fullmatch(code)
    if match is None:
        return None
    try:
        return Period(*_bounds(int(match[1]), match), _words(match))
    except (ValueError, InvalidPeriod):  # there is no month 13, no week 53 of each year
        return None


def _bounds(year: int, match: re.Match[str]) -> tuple[date, date]:
    half, quarter, week, month, day = match.group("half", "quarter", "week", "month", "day")
    if week:
        return date.fromisocalendar(year, int(week), 1), date.fromisocalendar(year, int(week), 7)
    if day:
        only = date(year, int(month), int(day))
        return only, only
    if month:
        return _months(year, int(month), 1)
    if quarter:
        return _months(year, 3 * int(quarter) - 2, 3)
    return _months(year, 6 * int(half) - 5, 6) if half else _months(year, 1, 12)


def _words(match: re.Match[str]) -> str:
    """What people call the period; finding it out from its days takes a hundred times as long."""
    year = match[1]
    half, quarter, week, month, day = match.group("half", "quarter", "week", "month", "day")
    if week:
        return f"uge {int(week)} i {year}"
    if month:
        name = f"{MONTHS[int(month) - 1]} {year}"
        return f"{int(day)}. {name}" if day else name
    if quarter:
        return f"{quarter}. kvartal {year}"
    return f"{half}. halvår {year}" if half else year


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    after = first + count
    end = date(year + 1, 1, 1) if after > 12 else date(year, after, 1)
    return date(year, first, 1), end - _DAY


def code_of(period: Period) -> str | None:
    """The code of a period as Statistikbanken writes it; None where it has no code.

    >>> code_of(Period.parse("uge 12", year=2026))
    '2026U12'
    """
    start, end = period.start, period.end
    if start is None or end is None:
        return None
    month = start.month
    candidates = (
        f"{start.year}",
        f"{start.year}H{(month + 5) // 6}",
        f"{start.year}K{(month + 2) // 3}",
        f"{start.year}M{month:02}",
        "{}U{:02}".format(*start.isocalendar()),
        f"{start.year}M{month:02}D{start.day:02}",
    )
    return next((code for code in candidates if period_of(code) == period), None)
