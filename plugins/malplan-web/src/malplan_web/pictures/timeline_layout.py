"""Where the rows, bars and names of a timeline stand, on a wide and on a narrow page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

import attrs

from malplan.messages import Language, Message, labels
from malplan.periods import Period
from malplan.status import MilestoneState
from malplan_web.pictures import picture_words as words
from malplan_web.pictures.badges import Badge
from malplan_web.pictures.lettering import shortened, width_of, wrapped
from malplan_web.pictures.scene import Line, Mark, Rect, Role, Scene, Shape, Symbol, Text
from malplan_web.pictures.time_axis import SMALL, TimeAxis

_SIZE = 14
_BAR = 12
_GAP = 10


@attrs.frozen(kw_only=True)
class Layout:
    """How much room there is.

    Attributes:
        width: Of the picture.
        names: Of the names; as wide as the picture, they stand above the bars.
        lines: The most lines of a name.
    """

    width: int
    names: int
    lines: int

    @property
    def left(self) -> int:
        """Where the axis begins."""
        return 0 if self.is_stacked else self.names + 16

    @property
    def is_stacked(self) -> bool:
        """Whether the names stand above the bars."""
        return self.names == self.width


WIDE = Layout(width=760, names=300, lines=2)
NARROW = Layout(width=328, names=328, lines=2)


@attrs.frozen(kw_only=True)
class Row:
    """One milestone.

    Attributes:
        number: What it is called: "1.5".
        text: The milestone.
        time: Its time in words; empty where there is none.
        note: What else is said of it: what kind it is, whether it is optional.
        state: How it stands, where that is known.
        badge: How that looks.
        state_said: The same in words, with the day.
        period: Its time, where it has one.
        first: The time that it first had, where that was another.
        first_said: The same in words.
        day: The day it was reached or dropped.
    """

    number: str
    text: str
    time: str
    note: str
    state: MilestoneState | None
    badge: Badge | None
    state_said: str
    period: Period | None
    first: Period | None
    first_said: str
    day: date | None

    @property
    def is_placed(self) -> bool:
        """Whether there is a day at which it can stand."""
        return self.period is not None or self.first is not None or self.day is not None

    @property
    def days(self) -> Iterator[date]:
        """All days that must be on the axis."""
        periods = (one for one in (self.period, self.first) if one is not None)
        for day in (self.day, *(day for one in periods for day in (one.start, one.end))):
            if day is not None:
                yield day


def laid_out(
    rows: Sequence[Row], layout: Layout, year: int, on: date | None, language: Language
) -> Scene:
    """The scene of a timeline.

    Args:
        rows: The milestones.
        layout: How much room there is.
        year: The plan's year.
        on: The day to mark.
        language: The language of what is not the plan's.
    """
    days = [day for row in rows for day in row.days]
    axis = TimeAxis.over(year, days, layout.left, layout.width - layout.left, language)
    return _Drawer(layout, axis, on, language).scene(rows)


class _Drawer:
    """Puts marks onto one scene, from its top to its bottom."""

    def __init__(self, layout: Layout, axis: TimeAxis, on: date | None, language: Language) -> None:
        self.layout, self.axis, self.on, self.language = layout, axis, on, language
        self.y = 0.0
        self.indent = 0.0
        self.used: set[Kind] = set()

    @property
    def _is_seen(self) -> bool:
        """Whether there is a day to mark that lies on the axis."""
        return self.on is not None and self.on in self.axis

    def _say(self, message: Message, **values: object) -> str:
        return message.format(**values).text(self.language)

    def scene(self, rows: Sequence[Row]) -> Scene:
        self.indent = max(width_of(row.number, _SIZE, bold=True) for row in rows) + 8
        placed = [row for row in rows if row.is_placed]
        marks = [*self._chart(placed), *self._unplaced([row for row in rows if not row.is_placed])]
        return Scene(self.layout.width, round(self.y + 4), tuple(marks))

    def _chart(self, rows: Sequence[Row]) -> Iterator[Mark]:
        base = 14 + (16 if self._is_seen else 0) + (16 if self.axis.has_years else 0)
        self.y = top = base + 8
        if not rows:
            return
        marks = [mark for row in rows for mark in self._row(row)]
        yield from self.axis.names(base)
        if not self.layout.is_stacked:
            yield from self._behind(top, self.y)
        yield from self._today(top)
        yield from marks
        yield from self._legend()

    def _behind(self, top: float, bottom: float) -> Iterator[Mark]:
        """What stands behind bars: the months, and the day."""
        yield from self.axis.grid(top, bottom)
        if self.on is not None and self._is_seen:
            x = self.axis.middle(self.on)
            yield Line(points=((x, top), (x, bottom)), role="ink", width=1.5)

    def _hairline(self) -> Mark:
        return Rect(x=0, y=self.y, width=self.layout.width, height=1, fill="line")

    # --- One row ----------------------------------------------------------------------------------
    def _row(self, row: Row) -> Iterator[Mark]:
        yield self._hairline()
        top = self.y + 6
        self.y = top
        yield from self._name(row)
        if self.layout.is_stacked:
            middle = self.y + _GAP + _BAR / 2
            self.y = middle + _BAR / 2 + _GAP
            yield from self._behind(middle - _BAR, middle + _BAR)
        else:
            self.y += _GAP
            middle = (top + self.y) / 2 - 2
        yield from self._bars(row, middle)

    def _name(self, row: Row) -> Iterator[Mark]:
        room = self.layout.names - self.indent
        yield Text(x=0, y=self.y + 15, text=row.number, bold=True)
        for line in wrapped(row.text, room, _SIZE, most=self.layout.lines):
            yield Text(x=self.indent, y=self.y + 15, text=line)
            self.y += 18
        self.y += 2
        if row.badge is not None:
            yield row.badge.symbol(self.indent + 6, self.y + 9)
            said = shortened(row.state_said, room - 18, SMALL, bold=True)
            yield Text(
                x=self.indent + 18,
                y=self.y + 13,
                text=said,
                size=SMALL,
                bold=True,
                role=row.badge.role,
            )
            self.y += 17
        time = row.time or self._say(labels.NO_TIME)
        if row.first_said:
            time = self._say(words.TIME_FIRST, time=time, first=row.first_said)
        for line in wrapped(_joined(time, row.note), room, SMALL, most=2):
            yield Text(x=self.indent, y=self.y + 13, text=line, size=SMALL, role="muted")
            self.y += 16

    # --- Bars -------------------------------------------------------------------------------------
    def _bars(self, row: Row, y: float) -> Iterator[Mark]:
        role = _ROLES.get(row.state, "accent")
        if row.first is not None:
            self.used.add("first")
            yield from self._period(row.first, y, "edge", "first")
        if row.period is not None:
            is_over = row.day is not None
            yield from self._period(row.period, y, role, "over" if is_over else "planned")
        if row.state is MilestoneState.LATE:
            yield from self._lateness(row, y)
        if row.day is not None:
            yield from self._ending(row, self.axis.middle(row.day), y)

    def _ending(self, row: Row, x: float, y: float) -> Iterator[Mark]:
        """The day on which it was reached or dropped."""
        if row.state is MilestoneState.DONE:
            yield Symbol(x=x, y=y, shape="disc", role="met", size=16)
            yield Symbol(x=x, y=y, shape="check", role="background", size=12)
        else:
            yield Symbol(x=x, y=y, shape="cross", role="waiting", size=16)

    def _lateness(self, row: Row, y: float) -> Iterator[Mark]:
        """From the end of a time that is over to the day on which it is looked at."""
        end = row.period.end if row.period is not None else None
        if end is not None and self.on is not None and self._is_seen and end < self.on:
            x = self.axis.middle(self.on)
            yield Line(
                points=((self.axis.end(end), y), (x, y)), role="missed", width=1.5, dashed=True
            )

    def _period(self, period: Period, y: float, role: Role, how: How) -> Iterator[Mark]:
        """A time: a sharp mark for a day, and for everything coarser a bar with soft ends."""
        if period.start is not None and period.start == period.end:
            self.used.add("about" if period.approximate else "day")
            yield from self._one_day(period.start, y, role, how, about=period.approximate)
            return
        start, end = self._ends(period)
        bar = Rect(x=start, y=y - _BAR / 2, width=end - start, height=_BAR, corner=3)
        if how == "first":
            yield attrs.evolve(bar, stroke=role, dashed=True)
            return
        bar = attrs.evolve(bar, fill=role, opacity=0.4 if how == "over" else 1)
        yield self._soft(bar, period)
        yield from self._open_ends(period, start, end, y, role)

    def _one_day(self, day: date, y: float, role: Role, how: How, *, about: bool) -> Iterator[Mark]:
        x = self.axis.middle(day)
        if about:
            halo = Rect(x=x - 14, y=y - _BAR / 2, width=28, height=_BAR, fill=role, opacity=0.6)
            yield attrs.evolve(halo, fade="both", core=0)
        shape: Shape = "frame" if how == "first" or about else "diamond"
        if how != "over":
            yield Symbol(x=x, y=y, shape=shape, role=role, size=_BAR)
        elif not about:
            yield Symbol(x=x, y=y, shape="frame", role=role, size=_BAR)

    def _ends(self, period: Period) -> tuple[float, float]:
        """The sides of a bar; what is open is drawn for a while only."""
        axis, open_for = self.axis, self.axis.width / 6
        if period.start is None and period.end is not None:
            end = axis.end(period.end)
            return max(axis.left, end - open_for), end
        if period.end is None and period.start is not None:
            start = axis.begin(period.start)
            return start, min(axis.right, start + open_for)
        start, end = (
            axis.begin(period.start or date(axis.first, 1, 1)),
            axis.end(period.end or date(axis.last, 12, 31)),
        )
        missing = max(6 - (end - start), 0)
        return start - missing / 2, end + missing / 2

    def _soft(self, bar: Rect, period: Period) -> Rect:
        if period.start is None or period.end is None:
            side: Literal["left", "right"] = "left" if period.start is None else "right"
            self.used.add("open")
            return attrs.evolve(bar, fade=side, core=0.3)
        if period.approximate:
            self.used.add("about")
            return attrs.evolve(bar, fade="both")
        self.used.add("coarse")
        return attrs.evolve(bar, fade="both", core=0.4, faded=0.25)

    def _open_ends(
        self, period: Period, start: float, end: float, y: float, role: Role
    ) -> Iterator[Mark]:
        if period.start is None:
            yield Symbol(x=start + 6, y=y, shape="left", role=role, size=_BAR)
        if period.end is None:
            yield Symbol(x=end - 6, y=y, shape="right", role=role, size=_BAR)

    # --- The day, and what the marks mean ---------------------------------------------------------
    def _today(self, top: float) -> Iterator[Mark]:
        if self.on is None or not self._is_seen:
            return
        x = self.axis.middle(self.on)
        text = Period(self.on, self.on).in_words(self.language).rsplit(" ", 1)[0]
        half = width_of(text, SMALL, bold=True) / 2
        at = min(max(x, self.axis.left + half), self.axis.right - half)
        yield Line(points=((x, top - 6), (x, top)), role="ink", width=1.5)
        yield Text(x=at, y=12, text=text, size=SMALL, bold=True, anchor="middle")

    def _legend(self) -> Iterator[Mark]:
        yield self._hairline()
        x, self.y = float(self.layout.left), self.y + 16
        for kind, message in words.LEGEND.items():
            if kind not in self.used:
                continue
            text = self._say(message)
            needed = 34 + width_of(text, SMALL) + 16
            if x > self.layout.left and x + needed > self.layout.width:
                x, self.y = self.layout.left, self.y + 18
            yield from self._sample(kind, x, self.y)
            yield Text(x=x + 34, y=self.y + 4, text=text, size=SMALL, role="muted")
            x += needed
        if self.on is not None and not self._is_seen:
            self.y += 18
            day = Period(self.on, self.on).message
            text = self._say(labels.OUTSIDE, day=day)
            yield Text(x=self.layout.left, y=self.y + 4, text=text, size=SMALL, role="muted")
        self.y += 14

    def _sample(self, kind: Kind, x: float, y: float) -> Iterator[Mark]:
        bar = Rect(x=x, y=y - 5, width=28, height=10, corner=3)
        match kind:
            case "day":
                yield Symbol(x=x + 22, y=y, shape="diamond", role="accent", size=_BAR)
            case "coarse":
                yield attrs.evolve(bar, fill="accent", fade="both", core=0.4, faded=0.25)
            case "about":
                yield attrs.evolve(bar, fill="accent", fade="both", core=0)
            case "open":
                yield attrs.evolve(bar, fill="accent", fade="right", core=0.3, faded=0)
                yield Symbol(x=x + 22, y=y, shape="right", role="accent", size=10)
            case "first":
                yield attrs.evolve(bar, stroke="edge", dashed=True)

    # --- What has no time -------------------------------------------------------------------------
    def _unplaced(self, rows: Sequence[Row]) -> Iterator[Mark]:
        if not rows:
            return
        heading = self._say(labels.NO_TIME)
        heading = heading[:1].upper() + heading[1:]
        yield Text(x=0, y=self.y + 22, text=heading, size=SMALL, bold=True)
        self.y += 32
        room = self.layout.width - self.indent
        for row in rows:
            yield Text(x=0, y=self.y + 14, text=row.number, bold=True)
            for line in wrapped(row.text, room, _SIZE, most=self.layout.lines):
                yield Text(x=self.indent, y=self.y + 14, text=line)
                self.y += 18
            for line in wrapped(_joined(row.time, row.note), room, SMALL, most=1):
                yield Text(x=self.indent, y=self.y + 13, text=line, size=SMALL, role="muted")
                self.y += 16
            self.y += 4


Kind = Literal["day", "coarse", "about", "open", "first"]
"""What a mark can mean."""

How = Literal["planned", "over", "first"]
"""What a time is: planned, behind, or only first planned."""


def _joined(*texts: str) -> str:
    return " – ".join(filter(None, texts))


_ROLES: Mapping[MilestoneState | None, Role] = {
    MilestoneState.DONE: "met",
    MilestoneState.LATE: "missed",
    MilestoneState.DROPPED: "waiting",
}
"""The colours of bars; what is only planned has the accent."""
