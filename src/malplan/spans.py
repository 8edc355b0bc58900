"""The calendar of a plan: days, weeks, months and their parts, as spans of whole days.

What primo, medio and ultimo mean is a :class:`PeriodPolicy`, a value that can be replaced.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import NamedTuple

import attrs
import pendulum

from malplan.errors import InvalidPeriod
from malplan.messages import Message
from malplan.messages import problems as words

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years a period may touch. Anything else is a slip of the pen in a plan."""

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip


class Part(Enum):
    """A third of a month or of a year."""

    PRIMO = "primo"
    MEDIO = "medio"
    ULTIMO = "ultimo"


@attrs.frozen
class PeriodPolicy:
    """What primo, medio and ultimo mean.

    Attributes:
        primo_ends: The last day of a month's primo.
        medio_ends: The last day of a month's medio; the rest of the month is ultimo.
        months_of_year: The first and the last month of a year's primo, medio and ultimo.

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

    def __attrs_post_init__(self) -> None:
        if not 1 <= self.primo_ends < self.medio_ends < 28:
            raise InvalidPeriod(
                words.POLICY_ORDER.format(primo=self.primo_ends, medio=self.medio_ends)
            )

    def days(self, part: Part, last_of_month: int) -> tuple[int, int]:
        """The first and the last day of a part of a month with ``last_of_month`` days."""
        return {
            Part.PRIMO: (1, self.primo_ends),
            Part.MEDIO: (self.primo_ends + 1, self.medio_ends),
            Part.ULTIMO: (self.medio_ends + 1, last_of_month),
        }[part]

    def part_of(self, day: int) -> Part:
        """The part of a month in which its day number ``day`` lies."""
        if day <= self.primo_ends:
            return Part.PRIMO
        return Part.MEDIO if day <= self.medio_ends else Part.ULTIMO

    def months(self, part: Part) -> tuple[int, int]:
        """The first and the last month of a part of a year."""
        return self.months_of_year[list(Part).index(part)]


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
            raise InvalidPeriod(words.LEAP_DAY.format(year=year))
        raise InvalidPeriod(words.NO_SUCH_DAY.format(day=number, month=_month_name(month)))
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
        problem = words.NO_SUCH_WEEK if number == 53 else words.NEVER_A_WEEK
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
    """Whole months, from number ``first`` to number ``last`` of a year.

    Raises:
        InvalidPeriod: There is no such month.
    """
    _check_month(first)
    return Span(date(year, first, 1), _plain(pendulum.date(year, last, 1).end_of("month")))


def _check_month(month: int) -> None:
    if not 1 <= month <= 12:
        raise InvalidPeriod(words.NO_SUCH_MONTH.format(number=month))


def _month_name(month: int) -> Message:
    return Message(da=MONTHS[month - 1], en=pendulum.date(2000, month, 1).format("MMMM"))
