"""What a picture is made of: rectangles, lines, symbols and texts, at their places.

Places are computed before anything is drawn, so that no number, month or text is left to the
locale, the time zone or the fonts of the machine that draws. Colours are named by their role in a
:class:`~malplan_web.pictures.colors.Theme`; what draws puts in both themes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Literal

import attrs

from malplan_web.pictures.colors import Colors

Role = Literal[
    "background", "surface", "ink", "muted", "line", "edge", "accent", "on_accent", "soft",
    "met", "moving", "missed", "waiting",
]  # fmt: skip
"""The name of a colour of a theme."""

Anchor = Literal["start", "middle", "end"]


def _px(value: float) -> float:
    """A tenth of a pixel is exact enough, and the same on every machine."""
    return round(float(value), 1) + 0.0  # never -0.0


Point = tuple[float, float]


def _points(given: Iterable[Point]) -> tuple[Point, ...]:
    return tuple((_px(x), _px(y)) for x, y in given)


@attrs.frozen(kw_only=True)
class Rect:
    """A rectangle.

    Attributes:
        x: Its left side.
        y: Its upper side.
        width: How wide it is.
        height: How high it is.
        fill: The colour inside, if any.
        stroke: The colour of its edge, if any.
        dashed: Whether the edge is dashed.
        corner: The radius of the corners.
        opacity: How opaque the inside is.
        fade: The sides on which the inside fades: ``left``, ``right`` or ``both``.
        core: How much of the inside is full, where it fades.
        faded: How opaque it is where it has faded.
    """

    x: float = attrs.field(converter=_px)
    y: float = attrs.field(converter=_px)
    width: float = attrs.field(converter=_px)
    height: float = attrs.field(converter=_px)
    fill: Role | None = None
    stroke: Role | None = None
    dashed: bool = False
    corner: float = 0
    opacity: float = 1
    fade: Literal["left", "right", "both"] | None = None
    core: float = 0
    faded: float = 0


@attrs.frozen(kw_only=True)
class Line:
    """A line through points.

    Attributes:
        points: The points, in order.
        role: Its colour.
        width: How thick it is.
        dashed: Whether it is dashed.
    """

    points: tuple[Point, ...] = attrs.field(converter=_points)
    role: Role
    width: float = 1
    dashed: bool = False


Shape = Literal[
    "disc", "diamond", "frame", "left", "right",
    "check", "arrow", "equal", "circle", "question", "down", "cross", "alarm", "dash",
]  # fmt: skip
"""A frame is an empty diamond; left and right are heads of arrows. The others say states."""


@attrs.frozen(kw_only=True)
class Symbol:
    """A small shape that says something.

    Attributes:
        x: Its middle.
        y: Its middle.
        shape: Which.
        role: Its colour.
        size: How wide it is.
    """

    x: float = attrs.field(converter=_px)
    y: float = attrs.field(converter=_px)
    shape: Shape
    role: Role
    size: float = 12


@attrs.frozen(kw_only=True)
class Text:
    """One line of text.

    Attributes:
        x: Where it is anchored.
        y: Its base line.
        text: The text, as it is.
        role: Its colour.
        size: The size of its letters.
        bold: Whether it is bold.
        anchor: Which part of it stands at ``x``.
    """

    x: float = attrs.field(converter=_px)
    y: float = attrs.field(converter=_px)
    text: str
    role: Role = "ink"
    size: float = 14
    bold: bool = False
    anchor: Anchor = "start"


Mark = Rect | Line | Symbol | Text

_KINDS: dict[type[Mark], str] = {Rect: "rect", Line: "line", Symbol: "symbol", Text: "text"}
"""From the lowest to the highest: a text is never under a line."""


@attrs.frozen
class Scene:
    """Marks on a surface; later marks lie on earlier ones of their kind.

    Attributes:
        width: In pixels.
        height: In pixels.
        marks: The marks.
    """

    width: int
    height: int
    marks: tuple[Mark, ...]

    def spec(self, colors: Colors) -> str:
        """The scene and its colours as canonical JSON: the same scene is the same text."""
        kinds: dict[str, list[dict[str, Any]]] = {kind: [] for kind in _KINDS.values()}
        for mark in self.marks:
            kinds[_KINDS[type(mark)]].append(_said(mark))
        described = {
            "width": self.width,
            "height": self.height,
            "marks": kinds,
            "light": dict(colors.light.items()),
            "dark": dict(colors.dark.items()),
        }
        return json.dumps(described, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _said(mark: Mark) -> dict[str, Any]:
    """The attributes of a mark that are not as they mostly are."""
    usual = {field.name: field.default for field in attrs.fields(type(mark))}
    said = attrs.asdict(mark)
    return {name: value for name, value in said.items() if value != usual[name]}


def marks_of(spec: str) -> tuple[dict[str, Any], Iterable[Mark]]:
    """What :meth:`Scene.spec` wrote: everything but the marks, and the marks."""
    described = json.loads(spec)
    kinds = described.pop("marks")
    return described, tuple(kind(**one) for kind, name in _KINDS.items() for one in kinds[name])
