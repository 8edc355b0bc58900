"""The times that days are put together in: weeks, months, quarters."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from malplan_tables.settings import By

Span = tuple[date, date]
"""The first and the last day."""


def _day(day: date) -> Span:
    return day, day


def _week(day: date) -> Span:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _months(count: int) -> Callable[[date], Span]:
    """Puts a day in the span of so many months, counted from January."""

    def span(day: date) -> Span:
        first = (day.month - 1) // count * count + 1
        last = first + count - 1
        return date(day.year, first, 1), date(day.year, last, monthrange(day.year, last)[1])

    return span


_SPANS: dict[By, Callable[[date], Span]] = {
    By.DAY: _day,
    By.WEEK: _week,
    By.MONTH: _months(1),
    By.QUARTER: _months(3),
    By.HALF_YEAR: _months(6),
    By.YEAR: _months(12),
}


@lru_cache(maxsize=4096)
def span_of(day: date, by: By) -> Span:
    """The time of a kind in which a day lies; of :attr:`By.ALL` the day alone."""
    return _SPANS.get(by, _day)(day)
