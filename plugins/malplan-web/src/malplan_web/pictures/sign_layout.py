"""Where the figures, the baseline and the targets of a sign stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

import attrs

from malplan.periods import Period
from malplan_web.pictures.badges import Badge
from malplan_web.pictures.lettering import shortened, width_of, wrapped
from malplan_web.pictures.scene import Line, Mark, Rect, Scene, Symbol, Text
from malplan_web.pictures.time_axis import SMALL, TimeAxis
from malplan_web.pictures.value_axis import ValueAxis

WIDTH = 360
_MOST_POINTS = 40
"""Where there are more figures, the line alone shows them."""

_KEY = 36
"""How far a text of the key is from the left; its sample stands before it."""


@attrs.frozen
class Point:
    """A figure on its day.

    Attributes:
        on: The day.
        value: The number, or the position of the step.
        said: The number or step in words.
        label: What stands beside the point, if anything.
    """

    on: date
    value: Fraction
    said: str
    label: str


@attrs.frozen
class Held:
    """Where a sign stood before.

    Attributes:
        value: The number, or the position of the step; None where it is held back.
        said: The same in words.
        time: The time of which it speaks, in words.
    """

    value: Fraction | None
    said: str
    time: str


@attrs.frozen
class Aim:
    """What should be reached.

    Attributes:
        low: From which value on it is reached; None where any lower one is as good.
        high: Up to which value it is reached.
        due: When.
        said: The same in words.
        time: When, in words.
    """

    low: Fraction | None
    high: Fraction | None
    due: Period | None
    said: str
    time: str

    @property
    def bounds(self) -> tuple[Fraction, ...]:
        """The values that can be drawn."""
        return tuple(value for value in (self.low, self.high) if value is not None)


@attrs.frozen(kw_only=True)
class SignScene:
    """What is drawn of a sign.

    Attributes:
        points: The figures, in the order of their days.
        aims: The targets, in the order of their times.
        baseline: Where it stood before, if anybody said.
        is_stepped: Whether a figure stands until the next one.
        state: How it stands; None where nobody asked.
        said: The latest figure in words, or why there is none.
        note: Which way is better, where that is not plain.
        unit: What is above the axis.
        baseline_label: What a baseline is called.
        aim_label: What a target is called.
    """

    points: Sequence[Point]
    aims: Sequence[Aim]
    baseline: Held | None
    is_stepped: bool
    state: Badge | None
    said: str
    note: str
    unit: str
    baseline_label: str
    aim_label: str

    @property
    def said_of_baseline(self) -> str:
        """The baseline with its label and time; empty where there is none."""
        held = self.baseline
        return "" if held is None else _labelled(self.baseline_label, held.said, held.time)

    def said_of(self, aim: Aim) -> str:
        """A target with its label and time."""
        return _labelled(self.aim_label, aim.said, aim.time)

    @property
    def said_of_plan(self) -> Iterator[str]:
        """The baseline and the targets in words."""
        if self.baseline is not None:
            yield self.said_of_baseline
        yield from map(self.said_of, self.aims)

    @property
    def values(self) -> Iterator[Fraction]:
        """All values that must be on the axis."""
        if self.baseline is not None and self.baseline.value is not None:
            yield self.baseline.value
        for aim in self.aims:
            yield from aim.bounds
        for point in self.points:
            yield point.value

    @property
    def days(self) -> Iterator[date | None]:
        """All days that must be on the axis."""
        for aim in self.aims:
            if aim.due is not None:
                yield from (aim.due.start, aim.due.end)
        for point in self.points:
            yield point.on


def laid_out(sign: SignScene, values: ValueAxis, time: Callable[[float, float], TimeAxis]) -> Scene:
    """The scene of a sign.

    Args:
        sign: What is drawn.
        values: The upright axis.
        time: Makes the time axis, from its left side and its width.
    """
    left = values.room + 8
    return _Drawer(sign, values, time(left, WIDTH - left)).scene()


class _Drawer:
    """Puts marks onto one scene."""

    def __init__(self, sign: SignScene, values: ValueAxis, time: TimeAxis) -> None:
        self.sign, self.values, self.time = sign, values, time
        self.top = 24.0
        self.bottom = self.top + values.height
        self.y = self.bottom + (36 if time.has_years else 20)

    def scene(self) -> Scene:
        marks = [*self._plot(), *self._key()]
        return Scene(WIDTH, round(self.y + 4), tuple(marks))

    def _at(self, value: Fraction) -> float:
        return self.top + self.values.at(value)

    # --- The plot ---------------------------------------------------------------------------------
    def _plot(self) -> Iterator[Mark]:
        time = self.time
        if self.sign.unit:
            unit = shortened(self.sign.unit, WIDTH, SMALL)
            yield Text(x=0, y=12, text=unit, role="muted", size=SMALL)
        for aim in self.sign.aims:
            yield from self._zone(aim)
        yield from time.grid(self.bottom - 4, self.bottom + 4)
        yield from time.names(self.y - 4)
        yield from self.values.marks(self.top, time.left, time.right)
        yield from self._baseline()
        yield from self._aim_lines()
        yield from self._figures()

    def _zone(self, aim: Aim) -> Iterator[Mark]:
        """The days on which a target is due; the values that reach it are tinted."""
        if aim.due is None:
            return
        start, end = (
            self.time.left if aim.due.start is None else self.time.begin(aim.due.start),
            self.time.right if aim.due.end is None else self.time.end(aim.due.end),
        )
        width = max(end - start, 2)
        top = self.top if aim.high is None else self._at(aim.high)
        bottom = self.bottom if aim.low is None else self._at(aim.low)
        if aim.bounds:
            zone = Rect(x=start, y=top, width=width, height=bottom - top, fill="soft")
            yield zone
        for x, bound in ((start, aim.due.start), (end, aim.due.end)):
            if bound is not None:
                yield Rect(
                    x=min(x, self.time.right - 1),
                    y=self.top,
                    width=1,
                    height=self.bottom - self.top,
                    fill="accent",
                    opacity=0.5,
                )

    def _aim_lines(self) -> Iterator[Line]:
        """Each target from the time of the one before it to its own."""
        start = self.time.left
        for aim in self.sign.aims:
            due = None if aim.due is None else aim.due.end
            end = self.time.right if due is None else self.time.end(due)
            end = max(end, min(start + 4, self.time.right))
            for value in aim.bounds:
                y = self._at(value)
                yield Line(points=((start, y), (end, y)), role="accent", width=2)
            start = end

    def _baseline(self) -> Iterator[Line]:
        baseline = self.sign.baseline
        if baseline is not None and baseline.value is not None:
            y = self._at(baseline.value)
            ends = ((self.time.left, y), (self.time.right, y))
            yield Line(points=ends, role="muted", width=1.5, dashed=True)

    def _figures(self) -> Iterator[Mark]:
        places = [(self.time.middle(one.on), self._at(one.value)) for one in self.sign.points]
        if not places:
            return
        if len(places) > 1:
            line = tuple(_stepped(places)) if self.sign.is_stepped else tuple(places)
            yield Line(points=line, role="ink", width=1.5)
        if len(places) <= _MOST_POINTS:
            for x, y in places[:-1]:
                yield Symbol(x=x, y=y, shape="disc", role="ink", size=7)
        yield from self._last(places)

    def _last(self, places: Sequence[tuple[float, float]]) -> Iterator[Mark]:
        """The latest figure; its label stands where the line does not come from."""
        x, y = places[-1]
        yield Symbol(x=x, y=y, shape="disc", role="ink", size=10)
        text = shortened(self.sign.points[-1].label, self.time.width, SMALL, bold=True)
        half = width_of(text, SMALL, bold=True) / 2
        at = min(max(x, self.time.left + half), self.time.right - half)
        comes_from_above = len(places) > 1 and places[-2][1] < y
        bases = (y + 21, y - 11) if comes_from_above else (y - 11, y + 21)
        base = min(bases, key=lambda base: self._in_the_way(at - half, at + half, base))
        yield Text(x=at, y=base, text=text, size=SMALL, bold=True, anchor="middle")

    def _in_the_way(self, left: float, right: float, base: float) -> int:
        """How many lines a text would lie on; one outside the plot lies on its edge."""
        top, bottom = base - SMALL, base + 2
        lines = (line.points for line in (*self._aim_lines(), *self._baseline()))
        crossed = sum(
            top <= y <= bottom and start < right and left < end for (start, y), (end, _) in lines
        )
        return crossed + (bottom > self.bottom)

    # --- What the marks mean ----------------------------------------------------------------------
    def _key(self) -> Iterator[Mark]:
        sign = self.sign
        self.y += 12
        if sign.state is not None:
            yield sign.state.symbol(14, self.y + 7)
            yield from self._said(sign.state.text, bold=True)
        if sign.said:
            if sign.points:
                yield Symbol(x=14, y=self.y + 7, shape="disc", role="ink", size=8)
            yield from self._said(sign.said)
        if sign.baseline is not None:
            if sign.baseline.value is not None:
                y = self.y + 7
                yield Line(points=((0, y), (28, y)), role="muted", width=1.5, dashed=True)
            yield from self._said(sign.said_of_baseline)
        for aim in sign.aims:
            if aim.bounds:
                y = self.y + 7
                if aim.due is not None:
                    yield Rect(x=10, y=y - 7, width=8, height=14, fill="soft")
                yield Line(points=((0, y), (28, y)), role="accent", width=2)
            yield from self._said(sign.said_of(aim))
        if sign.note:
            yield Symbol(x=14, y=self.y + 7, shape="down", role="muted", size=13)
            yield from self._said(sign.note)

    def _said(self, text: str, *, bold: bool = False) -> Iterator[Mark]:
        for line in wrapped(text, WIDTH - _KEY, SMALL, most=3, bold=bold):
            yield Text(x=_KEY, y=self.y + 11, text=line, size=SMALL, bold=bold)
            self.y += 15
        self.y += 4


def _labelled(label: str, text: str, time: str) -> str:
    return f"{label}: {text} ({time})" if time else f"{label}: {text}"


def _stepped(places: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """A line that stays where it is until the next place."""
    yield places[0]
    for (_, before), (x, y) in pairwise(places):
        yield x, before
        yield x, y
