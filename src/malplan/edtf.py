"""Periods as EDTF, the Extended Date/Time Format of ISO 8601-2:2019, annex A.

Written is level 1: a year, a month, a day, or an interval of these, open (``..``) and approximate
(``~``) where the period is. Read is level 1 and, of level 2, the seasons, quarters and half-years
(ISO 8601-2, 4.8: 21-24 and 25-28, 33-36, 40-41). What a period cannot hold is refused: uncertain
dates, unknown ends, times of day, sets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from malplan.errors import InvalidPeriod, shown
from malplan.messages import OR, Message, listed, times
from malplan.spans import FIRST_YEAR, LAST_YEAR, Span, day_span, months_span

OPEN = ".."


class Interval(NamedTuple):
    """Inclusive days, open where None, and whether they are approximate."""

    start: date | None
    end: date | None
    approximate: bool


# --- Writing --------------------------------------------------------------------------------------
def to_edtf(start: date | None, end: date | None, *, approximate: bool = False) -> str | None:
    """Bounds as EDTF, as coarse as they are; None without any bound, which EDTF cannot say."""
    if start is None and end is None:
        return None
    mark = "~" if approximate else ""
    if start is None or end is None:
        return "/".join(OPEN if day is None else f"{day}{mark}" for day in (start, end))
    first, last = _coarse(start, end)
    return f"{first}{mark}" if first == last else f"{first}{mark}/{last}{mark}"


def _coarse(start: date, end: date) -> tuple[str, str]:
    if months_span(start.year, 1, 12).start == start and months_span(end.year, 1, 12).end == end:
        return f"{start:%Y}", f"{end:%Y}"
    if start.day == 1 and months_span(end.year, end.month, end.month).end == end:
        return f"{start:%Y-%m}", f"{end:%Y-%m}"
    return f"{start}", f"{end}"


# --- Reading --------------------------------------------------------------------------------------
_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9][0-9])-(?P<day>[0-9][0-9])")
_MONTH = re.compile(r"(?P<year>[0-9]{4})-(?:(?P<month>0[0-9]|1[0-2])-XX|(?P<group>[0-9][0-9]))")
_YEAR = re.compile(r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-XX(?:-XX)?)?")

_GROUPS: Mapping[int, tuple[int, int]] = MappingProxyType(
    {
        21: (3, 5), 22: (6, 8), 23: (9, 11),
        25: (3, 5), 26: (6, 8), 27: (9, 11),
        33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
        40: (1, 6), 41: (7, 12),
    }
)  # fmt: skip
"""The first and the last month of seasons (of the north), quarters and half-years."""

_WINTERS = (24, 28)


def from_edtf(text: str) -> Interval:
    """Read EDTF.

    Raises:
        InvalidPeriod: It is no EDTF, or says what a period cannot hold.
    """
    try:
        return _read(text)
    except InvalidPeriod as error:
        message = times.NOT_EDTF.format(text=shown(text), reason=error.message)
        raise InvalidPeriod(message, error.candidates) from None


def _read(text: str) -> Interval:
    if re.search(r"[?%]", text):
        raise InvalidPeriod(times.EDTF_UNCERTAIN)
    ends = text.split("/")
    if len(ends) > 2:
        raise InvalidPeriod(times.EDTF_FORM)
    if len(ends) == 1:
        span, about = _date(text)
        return Interval(span.start, span.end, about)
    if "" in ends:
        raise InvalidPeriod(times.EDTF_UNKNOWN_END)
    if ends == [OPEN, OPEN]:
        raise InvalidPeriod(times.EDTF_FORM)
    first = None if ends[0] == OPEN else _date(ends[0])
    last = None if ends[1] == OPEN else _date(ends[1])
    start, end = first and first[0].start, last and last[0].end
    if start and end and end < start:
        raise InvalidPeriod(times.ENDS_BEFORE_START.format(start=start, end=end))
    return Interval(start, end, any(one[1] for one in (first, last) if one))


def _date(text: str) -> tuple[Span, bool]:
    plain = text.removesuffix("~")
    about = plain != text
    if found := _DAY.fullmatch(plain):
        return day_span(_known(found["year"]), int(found["month"]), int(found["day"])), about
    if found := _MONTH.fullmatch(plain):
        return _months(_known(found["year"]), int(found["month"] or found["group"])), about
    if found := _YEAR.fullmatch(plain):
        first = _known(found["year"].replace("X", "0"))
        last = _known(found["year"].replace("X", "9"))
        return Span(months_span(first, 1, 12).start, months_span(last, 1, 12).end), about
    raise InvalidPeriod(times.EDTF_FORM)


def _months(year: int, number: int) -> Span:
    if number in _WINTERS:
        winters = tuple(f"{first}-12/{first + 1}-02" for first in (year - 1, year))
        message: Message = times.EDTF_WINTER.format(candidates=listed(winters, word=OR))
        raise InvalidPeriod(message, winters)
    return months_span(year, *_GROUPS.get(number, (number, number)))


def _known(year: str) -> int:
    number = int(year)
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise InvalidPeriod(
            times.YEAR_OUT_OF_RANGE.format(year=number, first=FIRST_YEAR, last=LAST_YEAR)
        )
    return number
