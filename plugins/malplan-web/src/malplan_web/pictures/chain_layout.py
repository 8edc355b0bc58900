"""Where the boxes and arrows of a chain of change stand, on a wide and on a narrow page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import attrs

from malplan_web.pictures.badges import Badge
from malplan_web.pictures.layering import Route, Slot, layered
from malplan_web.pictures.lettering import wrapped
from malplan_web.pictures.placing import placed
from malplan_web.pictures.scene import Line, Mark, Point, Rect, Role, Scene, Symbol, Text
from malplan_web.pictures.time_axis import SMALL

WIDE, NARROW = 860, 328
_GAP = 30
_ASIDE = 18
_BETWEEN = 12
_PAD = 8
_LINE = 15
_LINES = 3
_MOST = 220
_BOW = 22


@attrs.frozen(kw_only=True)
class Box:
    """A trial action, a sign or a goal.

    Attributes:
        id: Its id.
        kind: What it is.
        label: What it is called: "Tegn 1.2".
        text: What it says.
        state: How it stands, where that is known.
        leads_to: What it leads to, in words.
    """

    id: str
    kind: Literal["action", "sign", "goal"]
    label: str
    text: str
    state: Badge | None
    leads_to: str


@attrs.frozen
class Group:
    """Boxes under one heading."""

    title: str
    boxes: Sequence[Box]


Column = Sequence[Group]


def in_columns(columns: Sequence[Column], links: Sequence[tuple[str, str]]) -> Scene:
    """The scene of a wide page: a column for each level, and arrows.

    Args:
        columns: The columns, from the trial actions to the goals.
        links: From which box to which an arrow leads.
    """
    return _Columns(columns, links).scene()


def in_a_list(columns: Sequence[Column]) -> Scene:
    """The scene of a narrow page: one box below the other, and what each leads to in words."""
    return _List().scene([group for column in columns for group in column])


def _frame(box: Box, x: float, y: float, width: float, height: float) -> Rect:
    fills: dict[str, Role] = {"action": "soft", "sign": "surface", "goal": "soft"}
    stroke: Role = "edge" if box.kind == "sign" else "accent"
    return Rect(x=x, y=y, width=width, height=height, fill=fills[box.kind], stroke=stroke, corner=6)


def _text(box: Box, x: float, y: float, width: float, size: int) -> Iterator[Text | Symbol]:
    """What stands in a box: its label, its state, its text."""
    line = size + 3
    yield Text(x=x, y=y + line - 3, text=box.label, size=SMALL, bold=True, role="muted")
    y += line + 2
    for text in wrapped(box.text, width, size, most=_LINES):
        yield Text(x=x, y=y + line - 4, text=text, size=size)
        y += line
    if box.state is not None:
        yield box.state.symbol(x + 5, y + 8)
        for text in wrapped(box.state.text, width - 16, SMALL, most=2, bold=True):
            yield Text(x=x + 16, y=y + 12, text=text, size=SMALL, bold=True)
            y += _LINE


def _height(box: Box, width: float, size: int) -> float:
    """How high a box must be for what stands in it."""
    lowest = max(mark.y for mark in _text(box, 0, 0, width, size))
    return lowest + 6 + _PAD


# --- Columns --------------------------------------------------------------------------------------
class _Columns:
    """Boxes in columns, with arrows."""

    def __init__(self, columns: Sequence[Column], links: Sequence[tuple[str, str]]) -> None:
        room = (WIDE - 1 - _ASIDE - _GAP * (len(columns) - 1)) / len(columns)
        self.width = min(room, _MOST)
        self.inner = self.width - 2 * _PAD
        self.left = [1 + (self.width + _GAP) * at for at in range(len(columns))]
        self.boxes = {box.id: box for column in columns for group in column for box in group.boxes}
        ids = [[[box.id for box in group.boxes] for group in column] for column in columns]
        self.layers = layered(ids, links)
        self.column_of = {
            slot: at for at, slots in enumerate(self.layers.columns) for slot in slots
        }
        self.titles = [self._lines(column[0].title) for column in columns]
        self.inner_titles = {
            self._first(group): self._lines(group.title)
            for column in columns
            for group in column[1:]
        }
        self.heights: dict[Slot, float] = {
            slot: _height(self.boxes[slot], self.inner, SMALL) if isinstance(slot, str) else 1
            for slot in self.column_of
        }
        above: dict[Slot, float] = {
            slot: len(lines) * _LINE + 12 for slot, lines in self.inner_titles.items()
        }
        head = max(map(len, self.titles)) * _LINE + 6
        tops = placed(self.layers, self.heights, above, _BETWEEN)
        self.tops = {slot: top + head for slot, top in tops.items()}

    def _lines(self, title: str) -> tuple[str, ...]:
        return wrapped(title, self.width, SMALL, most=2, bold=True)

    def _first(self, group: Group) -> Slot:
        """The uppermost box of a group."""
        ids = {box.id for box in group.boxes}
        slots = (slot for column in self.layers.columns for slot in column)
        return next(slot for slot in slots if slot in ids)

    def scene(self) -> Scene:
        bottom = max(top + self.heights[slot] for slot, top in self.tops.items())
        width = round(self.left[-1] + self.width + _ASIDE)
        return Scene(width, round(bottom + 4), tuple(self._marks()))

    def _marks(self) -> Iterator[Mark]:
        for x, lines in zip(self.left, self.titles, strict=True):
            yield from _title(lines, x, 0)
        for slot, lines in self.inner_titles.items():
            above = self.tops[slot] - len(lines) * _LINE - 6
            yield from _title(lines, self.left[self.column_of[slot]], above)
        for id, box in self.boxes.items():
            x, y = self.left[self.column_of[id]], self.tops[id]
            yield _frame(box, x, y, self.width, self.heights[id])
            yield from _text(box, x + _PAD, y + 3, self.inner, SMALL)
        for route in self.layers.routes:
            yield from self._arrow(route)

    # --- Arrows -----------------------------------------------------------------------------------
    def _middle(self, slot: Slot) -> float:
        return self.tops[slot] + self.heights[slot] / 2

    def _arrow(self, route: Route) -> Iterator[Mark]:
        first, *passed, last = route.through
        if self.column_of[first] == self.column_of[last]:
            yield from self._bow(route)
            return
        left = self.left[self.column_of[first]] + self.width
        points: list[Point] = [(left, self._middle(first))]
        for slot in passed:
            left, y = self.left[self.column_of[slot]], self._middle(slot)
            points += (*_level(points[-1], (left, y)), (left + self.width, y))
        points += _level(points[-1], (self.left[self.column_of[last]], self._middle(last)))
        yield Line(points=points, role="edge", width=1.5)
        if route.start == first:
            yield from _tip(*points[-1], "right")
        else:
            yield from _tip(*points[0], "left")

    def _bow(self, route: Route) -> Iterator[Mark]:
        """An arrow inside a column, on the right of its boxes."""
        x = self.left[self.column_of[route.start]] + self.width
        start, end = self._middle(route.start), self._middle(route.end)
        aside = 12 if start < end else -12
        start, end = start + aside, end - aside
        bow = ((x, start), (x + _BOW, start), (x + _BOW, end), (x, end))
        yield Line(points=_curve(*bow), role="edge", width=1.5)
        yield from _tip(x, end, "left")


def _title(lines: Sequence[str], x: float, y: float) -> Iterator[Text]:
    for number, line in enumerate(lines):
        yield Text(x=x, y=y + 12 + number * _LINE, text=line, size=SMALL, bold=True)


def _tip(x: float, y: float, shape: Literal["left", "right"]) -> Iterator[Mark]:
    """The head of an arrow that ends at a place."""
    yield Symbol(x=x - 4 if shape == "right" else x + 4, y=y, shape=shape, role="edge", size=9)


def _level(start: Point, end: Point) -> tuple[Point, ...]:
    """A soft line that leaves and arrives level, without its start."""
    bend = (start[0] + end[0]) / 2
    return _curve(start, (bend, start[1]), (bend, end[1]), end)[1:]


def _curve(*corners: Point, steps: int = 12) -> tuple[Point, ...]:
    """A cubic Bézier curve as points."""
    found = []
    for step in range(steps + 1):
        t, rest = step / steps, 1 - step / steps
        weights = (rest**3, 3 * rest**2 * t, 3 * rest * t**2, t**3)
        x, y = (
            sum(weight * corner[axis] for weight, corner in zip(weights, corners, strict=True))
            for axis in (0, 1)
        )
        found.append((x, y))
    return tuple(found)


# --- A list ---------------------------------------------------------------------------------------
class _List:
    """Boxes one below the other."""

    def __init__(self) -> None:
        self.y = 0.0

    def scene(self, groups: Sequence[Group]) -> Scene:
        marks = [mark for group in groups for mark in self._group(group)]
        return Scene(NARROW, round(self.y), tuple(marks))

    def _group(self, group: Group) -> Iterator[Mark]:
        lines = wrapped(group.title, NARROW, SMALL, most=2, bold=True)
        yield from _title(lines, 0, self.y)
        self.y += len(lines) * _LINE + 4
        for box in group.boxes:
            yield from self._box(box)
        self.y += 12

    def _box(self, box: Box) -> Iterator[Mark]:
        width, top = NARROW - 2, self.y
        inner = width - 2 * _PAD
        size = 14
        yield from _text(box, _PAD, top + 4, inner, size)
        bottom = top + _height(box, inner, size) - 2
        for number, line in enumerate(wrapped(box.leads_to, inner - 18, SMALL, most=2)):
            if not number:
                ends = ((_PAD, bottom + 6), (_PAD + 9, bottom + 6))
                yield Line(points=ends, role="edge", width=1.5)
                yield Symbol(x=_PAD + 10, y=bottom + 6, shape="right", role="edge", size=8)
            yield Text(x=_PAD + 18, y=bottom + 10, text=line, size=SMALL, role="muted")
            bottom += _LINE
        height = bottom - top + 4
        yield _frame(box, 1, top, width, height)
        self.y = top + height + 8
