"""Period: a time as coarse as people say it."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs

from malplan.danish import bounds_if_readable, bounds_of
from malplan.edtf import from_edtf, to_edtf
from malplan.errors import InvalidPeriod, InvalidValue, shown
from malplan.messages import Language, Message, times
from malplan.messages import problems as words
from malplan.phrasing import phrase_of
from malplan.privacy import redact
from malplan.spans import DEFAULT_POLICY, FIRST_YEAR, LAST_YEAR, PeriodPolicy
from malplan.texts import line

__all__ = ["Period", "PeriodPolicy"]


def _as_day(value: Any) -> date | None:
    # pendulum's dates and datetimes are dates too; a period keeps plain days.
    if value is None or type(value) is date:
        return value
    if not isinstance(value, date):
        raise InvalidPeriod(words.EXPECTED.format(kind=words.A_DATE, value=shown(value)))
    return date(value.year, value.month, value.day)


def _as_words(text: Any) -> str:
    return line(" ".join(text.split()) if isinstance(text, str) else text) if text else ""


def _said(text: str) -> str:
    try:
        return line(" ".join(line(text).split()))
    except InvalidValue as error:
        raise InvalidPeriod(error.message) from None


@attrs.frozen(repr=False)
class Period:
    """An interval of whole days, and the words in which it was said.

    Both bounds are inclusive and either may be open. Two periods are equal when their bounds and
    ``approximate`` are; the words do not count. A period without any bound is *unscheduled*: it
    keeps the words, such as "efter en besøgsrunde", and no day.

    >>> period = Period.parse("ultimo marts/primo april", year=2026)
    >>> period.start, period.end
    (datetime.date(2026, 3, 21), datetime.date(2026, 4, 10))
    >>> str(period)
    'ultimo marts til primo april 2026'

    Attributes:
        start: The first day, or None for an open start.
        end: The last day, or None for an open end.
        text: The words as written. Left out, they are those of ``str(period)``. They must mean
            the bounds: what is written to a file is read back by its words.
        approximate: Whether the words say "about" (omkring, ca.).

    Raises:
        InvalidPeriod: The end is before the start, or a year is outside 1900 to 2199.
    """

    start: date | None = attrs.field(converter=_as_day)
    end: date | None = attrs.field(converter=_as_day)
    text: str = attrs.field(default="", eq=False, converter=_as_words)
    approximate: bool = False

    def __attrs_post_init__(self) -> None:
        for day in (self.start, self.end):
            if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
                raise InvalidPeriod(
                    times.YEAR_OUT_OF_RANGE.format(year=day.year, first=FIRST_YEAR, last=LAST_YEAR)
                )
        if self.start is not None and self.end is not None and self.end < self.start:
            raise InvalidPeriod(times.ENDS_BEFORE_START.format(start=self.start, end=self.end))
        if not self.scheduled:
            object.__setattr__(self, "approximate", False)  # "about" needs something to be near
        if not self.text:
            object.__setattr__(self, "text", str(self))

    @classmethod
    def parse(
        cls, text: str, *, year: int | None = None, policy: PeriodPolicy = DEFAULT_POLICY
    ) -> Period:
        """Read a Danish time phrase.

        Args:
            text: The phrase: "medio februar", "maj/juni", "senest 5. maj 2026", "uge 12".
            year: The year of a phrase that names none; in a plan, the plan's year.
            policy: What primo, medio, ultimo and named periods mean.

        Raises:
            InvalidPeriod: The phrase cannot be read or has several meanings; the message says from
                where on, and its ``candidates`` are what it could have been. Also when it names no
                year and ``year`` is None.
        """
        said = _said(text)
        bounds = bounds_of(said, year, policy)
        return cls(bounds.start, bounds.end, said, bounds.approximate)

    @classmethod
    def parse_if_readable(
        cls, text: str, *, year: int | None = None, policy: PeriodPolicy = DEFAULT_POLICY
    ) -> Period | None:
        """The same, with None for a phrase that :meth:`parse` refuses.

        Much quicker for such a phrase, because what it could have been is not looked for.
        """
        try:
            said = _said(text)
            bounds = bounds_if_readable(said, year, policy)
            # "efter december" of the last year that there is has bounds and is no period.
            return (
                None if bounds is None else cls(bounds.start, bounds.end, said, bounds.approximate)
            )
        except InvalidPeriod:
            return None

    @classmethod
    def from_edtf(cls, text: str) -> Period:
        """Read EDTF (ISO 8601-2:2019): ``2026-05-05``, ``2026-05~``, ``../2026-06-01``.

        Level 1, and of level 2 the seasons, quarters and half-years.

        Raises:
            InvalidPeriod: It is no EDTF, or says what a period cannot hold: an uncertain date, an
                unknown end, a time of day.
        """
        bounds = from_edtf(text)
        return cls(bounds.start, bounds.end, approximate=bounds.approximate)

    def edtf(self) -> str | None:
        """The bounds as EDTF, level 1; None where the period is unscheduled.

        >>> Period.parse("omkring maj", year=2026).edtf()
        '2026-05~'
        """
        return to_edtf(self.start, self.end, approximate=self.approximate)

    def in_words(self, language: Language) -> str:
        """The canonical phrase, with its year: "ultimo marts 2026", "late March 2026"."""
        return phrase_of(self.start, self.end, approximate=self.approximate, language=language)

    @property
    def message(self) -> Message:
        """The words as written; in English, what they mean.

        What has no day keeps its own words in both languages.
        """
        return Message(da=self.text, en=self.in_words("en") if self.scheduled else self.text)

    @property
    def scheduled(self) -> bool:
        """Whether there is a day to hold on to at either end."""
        return self.start is not None or self.end is not None

    def __contains__(self, other: date | Period) -> bool:
        """Whether a day, or the whole of another period, lies inside this one."""
        if isinstance(other, date):
            other = Period(other, other)
        starts = self.start is None or (other.start is not None and self.start <= other.start)
        ends = self.end is None or (other.end is not None and other.end <= self.end)
        return starts and ends

    def __repr__(self) -> str:
        bounds = f"start={self.start!r}, end={self.end!r}"
        return f"Period({bounds}, text={redact(self.text)!r}, approximate={self.approximate})"

    def __str__(self) -> str:
        """The canonical Danish phrase, with its year; parsing it gives an equal period."""
        return self.in_words("da")

    def isoformat(self) -> str:
        """The bounds as ISO 8601 dates, ``2026-02-11/2026-02-20``; an open one is ``..``."""
        start = ".." if self.start is None else self.start.isoformat()
        end = ".." if self.end is None else self.end.isoformat()
        return f"{start}/{end}"
