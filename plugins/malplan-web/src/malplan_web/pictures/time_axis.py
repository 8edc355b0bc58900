"""A time axis: where a day lies, and the months and years above it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from malplan.messages import Language
from malplan_web.pictures import picture_words as words
from malplan_web.pictures.lettering import width_of
from malplan_web.pictures.scene import Mark, Rect, Text

SMALL = 12
"""The size of the letters of an axis: the smallest there are."""

_GAP = 4
_MONTHS_OF_TICKS = (1, 2, 3, 6)
_YEARS_OF_TICKS = (1, 2, 5, 10, 20, 50, 100)


@attrs.frozen
class TimeAxis:
    """Whole years, side by side.

    Attributes:
        first: The first year.
        last: The last year.
        left: Where it begins, in pixels.
        width: How wide it is.
        language: The language of the months.
    """

    first: int
    last: int
    left: float
    width: float
    language: Language

    @classmethod
    def over(
        cls, year: int, days: Iterable[date | None], left: float, width: float, language: Language
    ) -> TimeAxis:
        """The axis of a plan's year, and of the years of all days that must be on it."""
        years = [year, *(day.year for day in days if day is not None)]
        return cls(min(years), max(years), left, width, language)

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.left + self.width

    @property
    def has_years(self) -> bool:
        """Whether the years are named above the months: where there is more than one."""
        return self.first != self.last and self._months_of_ticks() is not None

    def __contains__(self, day: date) -> bool:
        return self.first <= day.year <= self.last

    def begin(self, day: date) -> float:
        """Where a day begins."""
        passed = day.toordinal() - date(self.first, 1, 1).toordinal()
        return self.left + self.width * passed / self._days()

    def end(self, day: date) -> float:
        """Where a day ends."""
        return self.begin(day) + self.width / self._days()

    def middle(self, day: date) -> float:
        """The middle of a day."""
        return (self.begin(day) + self.end(day)) / 2

    def _days(self) -> int:
        return date(self.last, 12, 31).toordinal() + 1 - date(self.first, 1, 1).toordinal()

    def grid(self, top: float, bottom: float) -> Iterator[Mark]:
        """The hairlines between months or years, from ``top`` to ``bottom``."""
        for x in (*(self.begin(start) for start, _, _ in self._ticks()), self.right - 1):
            yield Rect(x=x, y=top, width=1, height=bottom - top, fill="line")

    def names(self, base: float) -> Iterator[Mark]:
        """The names of months and years; ``base`` is the base line of the lower ones."""
        for start, end, name in self._ticks():
            if self.begin(start) + width_of(name, SMALL) <= self.right:
                middle = (self.begin(start) + self.end(end)) / 2
                # A name that is wider than its time begins with it.
                x = max(middle, self.begin(start) + width_of(name, SMALL) / 2)
                yield self._name(x, base, name)
        if self.has_years:
            for year in range(self.first, self.last + 1):
                middle = (self.begin(date(year, 1, 1)) + self.end(date(year, 12, 31))) / 2
                yield self._name(middle, base - 16, str(year))

    @staticmethod
    def _name(x: float, y: float, text: str) -> Text:
        return Text(x=x, y=y, text=text, role="muted", size=SMALL, anchor="middle")

    def _ticks(self) -> Iterator[tuple[date, date, str]]:
        """The months or years that are named, with their first and last day."""
        months = self._months_of_ticks()
        if months is not None:
            names = words.MONTHS.text(self.language).split()
            for year in range(self.first, self.last + 1):
                for month in range(1, 13, months):
                    last = date(year, month, monthrange(year, month)[1])
                    yield date(year, month, 1), last, names[month - 1]
            return
        count = self.last + 1 - self.first
        room = self.width / (width_of("2000", SMALL) + _GAP)
        step = next((one for one in _YEARS_OF_TICKS if count / one <= room), _YEARS_OF_TICKS[-1])
        for year in range(self.first, self.last + 1, step):
            yield date(year, 1, 1), date(year, 12, 31), str(year)

    def _months_of_ticks(self) -> int | None:
        """How many months there are between two ticks; None if only years have room."""
        names = words.MONTHS.text(self.language).split()
        needed = max(width_of(name, SMALL) for name in names) + 2
        month = self.width / 12 / (self.last + 1 - self.first)
        return next((one for one in _MONTHS_OF_TICKS if month * one >= needed), None)
