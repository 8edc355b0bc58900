"""A timeline in characters, in which a coarse period looks coarse.

A year is 36 cells, three for each month: days 1-10, 11-20 and the rest. A span of more than a year
gets coarser cells, so that it fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar

import attrs

from malplan.messages import labels as words
from malplan.periods import Period
from malplan.spans import DEFAULT_POLICY, THIRDS, Span, month_span, months_span

_CELLS = 36


@attrs.frozen
class TimelineScale:
    """The cells of a timeline.

    Attributes:
        cells: What each cell stands for, without gaps.
        header: What stands above the cells.
    """

    DAY: ClassVar[str] = "◆"
    PART: ClassVar[str] = "■"
    COARSE: ClassVar[str] = "▒"
    ABOUT: ClassVar[str] = "░"
    OPEN: ClassVar[str] = "╌"
    TODAY: ClassVar[str] = "│"
    TODAY_INSIDE: ClassVar[str] = "┿"
    EMPTY: ClassVar[str] = "·"

    cells: tuple[Span, ...]
    header: str
    on: date | None = None

    @classmethod
    def of(
        cls, year: int, periods: Iterable[Period | None], on: date | None = None
    ) -> TimelineScale:
        """A scale of the plan's year, or of all the years that the periods touch."""
        days = [day for p in periods if p for day in (p.start, p.end) if day]
        first = min([year, *(day.year for day in days)])
        last = max([year, *(day.year for day in days)])
        if first == last:
            cells = [
                month_span(year, month, part, DEFAULT_POLICY)
                for month in range(1, 13)
                for part in THIRDS
            ]
            initials = words.MONTHS.da
            return cls(tuple(cells), "".join(f"{initial}  " for initial in initials), on)
        months = (last - first + 1) * 12
        size = -(-months // _CELLS)
        spans = []
        for index in range(0, months, size):
            end = min(index + size, months) - 1
            start_span = months_span(first + index // 12, index % 12 + 1, index % 12 + 1)
            end_span = months_span(first + end // 12, end % 12 + 1, end % 12 + 1)
            spans.append(Span(start_span.start, end_span.end))
        return cls(tuple(spans), _years_header(spans), on)

    @property
    def width(self) -> int:
        """How many cells there are."""
        return len(self.cells)

    def cell_of(self, day: date) -> int | None:
        """The cell in which a day lies, or None outside the timeline."""
        for index, cell in enumerate(self.cells):
            if cell.start <= day <= cell.end:
                return index
        return None

    def mark(self, period: Period) -> str:
        """The character that shows how coarse a period is."""
        if period.approximate:
            return self.ABOUT
        if period.start is None or period.end is None:
            return self.OPEN
        if period.start == period.end:
            return self.DAY
        # A whole month or more is coarse; the shortest has 28 days.
        return self.COARSE if (period.end - period.start).days + 1 >= 28 else self.PART

    def marks_used(self, periods: Sequence[Period | None]) -> set[str]:
        """The characters that these periods need."""
        return {self.mark(period) for period in periods if period and period.scheduled}

    def bar(self, period: Period | None) -> str:
        """One character for each cell."""
        if period is None or not period.scheduled:
            return self._with_day([self.EMPTY] * self.width)
        mark = self.mark(period)
        row = []
        for cell in self.cells:
            after_start = period.start is None or period.start <= cell.end
            before_end = period.end is None or cell.start <= period.end
            row.append(mark if after_start and before_end else self.EMPTY)
        return self._with_day(row)

    def _with_day(self, row: list[str]) -> str:
        cell = None if self.on is None else self.cell_of(self.on)
        if cell is not None:
            row[cell] = self.TODAY if row[cell] == self.EMPTY else self.TODAY_INSIDE
        return "".join(row)


def _years_header(spans: Sequence[Span]) -> str:
    """The years, each above its first cell where there is room."""
    header = ""
    for index, span in enumerate(spans):
        is_new = index == 0 or span.start.year != spans[index - 1].start.year
        if is_new and len(header) <= index:
            header = header.ljust(index) + f"{span.start.year} "
    return header[: len(spans)].ljust(len(spans))
