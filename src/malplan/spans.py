"""The calendar of a plan: days, weeks, months and their parts, as spans of whole days.

What primo, medio and ultimo mean is a :class:`PeriodPolicy`, a value that can be replaced.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import NamedTuple

import attrs
import pendulum

from malplan.errors import InvalidPeriod
from malplan.messages import Message, times

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years a period may touch. Anything else is a slip of the pen in a plan."""

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Part(Enum):
    """A part of a month, a year or another span; how large it is depends on the span."""

    PRIMO = "primo"
    MEDIO = "medio"
    ULTIMO = "ultimo"
    START = "starten af"
    MIDDLE = "midten af"
    END = "slutningen af"
    FIRST_HALF = "første halvdel af"
    SECOND_HALF = "anden halvdel af"
    FIRST_DAY = "indgangen til"
    LAST_DAY = "udgangen af"


THIRDS = (Part.PRIMO, Part.MEDIO, Part.ULTIMO)
"""The parts into which a month falls."""

_THIRDS = {
    Part.PRIMO: 0, Part.MEDIO: 1, Part.ULTIMO: 2,
    Part.START: 0, Part.MIDDLE: 1, Part.END: 2,
}  # fmt: skip
_HALVES = {Part.FIRST_HALF: 0, Part.SECOND_HALF: 1}
# The starting, the middle and the closing months of a year, as people mean them: counted from 0.
_OF_TWELVE_MONTHS = {Part.START: (0, 2), Part.MIDDLE: (4, 7), Part.END: (9, 11)}


def _as_pairs(named: Mapping[str, str] | Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    pairs = named.items() if isinstance(named, Mapping) else named
    return tuple(sorted((" ".join(name.split()).lower(), phrase) for name, phrase in pairs))


@attrs.frozen
class PeriodPolicy:
    """What the words of time mean where the calendar does not say it.

    Attributes:
        primo_ends: The last day of a month's primo.
        medio_ends: The last day of a month's medio; the rest of the month is ultimo.
        months_of_year: The first and the last month of a year's primo, medio and ultimo.
        named: What a municipality's own names mean, as phrases: ``{"vinterferien": "uge 8"}``. A
            name may end in a year, for that year alone: ``"sommerferien 2026"``. Kept as sorted
            pairs.

    Raises:
        InvalidPeriod: The three parts of a month would overlap or be empty.
    """

    primo_ends: int = 10
    medio_ends: int = 20
    months_of_year: tuple[tuple[int, int], tuple[int, int], tuple[int, int]] = (
        (1, 1),
        (6, 7),
        (12, 12),
    )
    named: tuple[tuple[str, str], ...] = attrs.field(default=(), converter=_as_pairs)

    def __attrs_post_init__(self) -> None:
        if not 1 <= self.primo_ends < self.medio_ends < 28:
            raise InvalidPeriod(
                times.POLICY_ORDER.format(primo=self.primo_ends, medio=self.medio_ends)
            )

    def days(self, part: Part, last_of_month: int) -> tuple[int, int]:
        """The first and the last day of a part of a month with ``last_of_month`` days."""
        if part in _HALVES:
            return ((1, 15), (16, last_of_month))[_HALVES[part]]
        return (
            (1, self.primo_ends),
            (self.primo_ends + 1, self.medio_ends),
            (self.medio_ends + 1, last_of_month),
        )[_THIRDS[part]]

    def part_of(self, day: int) -> Part:
        """The third of a month in which its day number ``day`` lies."""
        if day <= self.primo_ends:
            return Part.PRIMO
        return Part.MEDIO if day <= self.medio_ends else Part.ULTIMO

    def months(self, part: Part, first: int, last: int) -> tuple[int, int] | None:
        """The first and the last month of a part of whole months, or None where it has none.

        Args:
            part: The part.
            first: The number of the first month of the whole.
            last: The number of its last month; above 12 in the next year.
        """
        count = last - first + 1
        if part in _HALVES and count % 2 == 0:
            begins = first + _HALVES[part] * count // 2
            return begins, begins + count // 2 - 1
        if count == 12 and part in _OF_TWELVE_MONTHS:
            begins, ends = _OF_TWELVE_MONTHS[part]
            return first + begins, first + ends
        if (first, last) == (1, 12) and part in _THIRDS:
            return self.months_of_year[_THIRDS[part]]
        if count in (3, 6) and part in _THIRDS:
            begins = first + _THIRDS[part] * count // 3
            return begins, begins + count // 3 - 1
        return None


DEFAULT_POLICY = PeriodPolicy()


class Span(NamedTuple):
    """Whole days from ``start`` to ``end``, both inclusive."""

    start: date
    end: date


def _plain(day: date) -> date:
    return date(day.year, day.month, day.day)


def day_span(year: int, month: int, number: int) -> Span:
    """One day, from its number in the month.

    Raises:
        InvalidPeriod: There is no such day.
    """
    _check_month(month)
    if not 1 <= number <= pendulum.date(year, month, 1).days_in_month:
        if (number, month) == (29, 2):
            raise InvalidPeriod(times.LEAP_DAY.format(year=year))
        raise InvalidPeriod(times.NO_SUCH_DAY.format(day=number, month=_month_name(month)))
    day = date(year, month, number)
    return Span(day, day)


def week_span(year: int, number: int) -> Span:
    """An ISO 8601 week, Monday to Sunday.

    Raises:
        InvalidPeriod: The year has no such week.
    """
    try:
        monday = pendulum.Date.fromisocalendar(year, number, 1)
    except ValueError:
        problem = times.NO_SUCH_WEEK if number == 53 else times.NEVER_A_WEEK
        raise InvalidPeriod(problem.format(week=number, year=year)) from None
    return Span(_plain(monday), _plain(monday.end_of("week")))


def month_span(year: int, month: int, part: Part | None, policy: PeriodPolicy) -> Span:
    """A month, or the part of it that ``policy`` gives.

    Raises:
        InvalidPeriod: There is no such month.
    """
    if part is None:
        return months_span(year, month, month)
    _check_month(month)
    first, last = policy.days(part, pendulum.date(year, month, 1).days_in_month)
    return Span(date(year, month, first), date(year, month, last))


def months_span(year: int, first: int, last: int) -> Span:
    """Whole months, from number ``first`` to number ``last``; above 12 is in the next year.

    Raises:
        InvalidPeriod: There is no such month.
    """
    _check_month(first)
    years, month = divmod(last - 1, 12)
    end = pendulum.date(year + years, month + 1, 1).end_of("month")
    return Span(date(year, first, 1), _plain(end))


def week_of_month_span(year: int, month: int, number: int) -> Span:
    """Seven days of a month: its first for ``number`` 1 and so on, its last for -1.

    Raises:
        InvalidPeriod: There is no such month.
    """
    whole = months_span(year, month, month)
    start = 1 + (number - 1) * 7 if number > 0 else whole.end.day - 6
    return Span(date(year, month, start), date(year, month, start + 6))


def _check_month(month: int) -> None:
    if not 1 <= month <= 12:
        raise InvalidPeriod(times.NO_SUCH_MONTH.format(number=month))


def _month_name(month: int) -> Message:
    return Message(da=MONTHS[month - 1], en=ENGLISH_MONTHS[month - 1])
