"""Draws a scene: Altair describes it as Vega-Lite, vl-convert makes that an SVG.

Both take their time to load, so that only this module knows them, and it is imported when a
picture is drawn. Colours go in as stand-ins; :mod:`~malplan_web.pictures.styling` puts in those
of both themes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

import altair as alt
import vl_convert
from altair.utils.schemapi import debug_mode

from malplan_web.pictures.scene import (
    Anchor,
    Line,
    Mark,
    Rect,
    Role,
    Shape,
    Symbol,
    Text,
    marks_of,
)
from malplan_web.pictures.styling import stand_in, styled

_VEGA_LITE = alt.SCHEMA_VERSION.removeprefix("v").rpartition(".")[0]
"""The version of Vega-Lite that Altair writes and vl-convert reads."""

_SHAPES: Mapping[Shape, str] = {
    "disc": "circle",
    "diamond": "diamond",
    "left": "triangle-left",
    "right": "triangle-right",
}
"""The shapes that are filled."""

_PENNED: Mapping[Shape, str] = {
    "frame": "diamond",
    "check": "M-0.625,0.0625L-0.1875,0.5L0.625,-0.4375",
    "arrow": "M-0.5,0.5L0.5,-0.5M-0.25,-0.5L0.5,-0.5L0.5,0.25",
    "equal": "M-0.625,-0.25L0.625,-0.25M-0.625,0.25L0.625,0.25",
    "circle": "M0.625,0A0.625,0.625,0,1,1,-0.625,0A0.625,0.625,0,1,1,0.625,0",
    "question": "M-0.3125,-0.25A0.3125,0.3125,0,1,1,0.1375,0.025C0.0375,0.075,0,0.1375,0,0.25"
    "M0,0.575L0,0.5875",
    "down": "M-0.5,-0.5L0.5,0.5M0.5,-0.25L0.5,0.5L-0.25,0.5",
    "cross": "M-0.5,-0.5L0.5,0.5M0.5,-0.5L-0.5,0.5",
    "alarm": "M0,-0.75L0.875,0.75L-0.875,0.75L0,-0.75M0,-0.1875L0,0.25M0,0.5L0,0.5125",
    "dash": "M-0.625,0L0.625,0",
}
"""The shapes that are drawn with a pen, in a square from -1 to 1; the page has the same."""


def drawn(spec: str) -> bytes:
    """The SVG of a scene.

    Args:
        spec: The scene, as :meth:`malplan_web.pictures.scene.Scene.spec` wrote it.
    """
    described, marks = marks_of(spec)
    width, height = described["width"], described["height"]
    # With a ground of its own, a picture can be read wherever it is put.
    ground = Rect(x=0, y=0, width=width, height=height, fill="background")
    found = vega_lite(width, height, (ground, *marks))
    svg = vl_convert.vegalite_to_svg(found, vl_version=_VEGA_LITE)
    return styled(svg, light=described["light"], dark=described["dark"])


def vega_lite(
    width: int, height: int, marks: Iterable[Mark], *, validate: bool = False
) -> dict[str, Any]:
    """Marks as Vega-Lite.

    Args:
        width: How wide the picture is.
        height: How high it is.
        marks: What is drawn.
        validate: Whether Altair holds it against the schema of Vega-Lite, which takes longer than
            drawing it; the tests do.
    """
    groups: dict[tuple[type[Mark], str], list[dict[str, Any]]] = {}
    for number, mark in enumerate(marks):
        style, rows = _STYLES[type(mark)](mark)
        group = groups.setdefault((type(mark), json.dumps(style)), [])
        group += ({**row, "mark": number} for row in rows)
    datasets = {f"marks-{number}": rows for number, rows in enumerate(groups.values())}
    with debug_mode(validate):
        chart = alt.TopLevelLayerSpec(
            layer=[
                alt.UnitSpec(
                    data=alt.NamedData(name=name),
                    mark=alt.MarkDef(type=_MARKS[kind], aria=False, **json.loads(style)),
                    encoding=_ENCODINGS[kind],
                )
                for (kind, style), name in zip(groups, datasets, strict=True)
            ],
            width=width,
            height=height,
            padding=0,
            autosize=alt.AutoSizeParams(type="none"),
            background="transparent",
            config=alt.Config(view=alt.ViewConfig(stroke=None)),
        )
        found = chart.to_dict(validate=validate)
    return {**found, "datasets": datasets}


_MARKS: Mapping[type[Mark], Literal["rect", "line", "point", "text"]] = {
    Rect: "rect",
    Line: "line",
    Symbol: "point",
    Text: "text",
}


def _place(field: str) -> alt.PositionFieldDef:
    """A field that holds pixels."""
    return alt.PositionFieldDef(field=field, type="quantitative", scale=None, axis=None)


_X, _Y = _place("x"), _place("y")
_ENCODINGS: Mapping[type[Mark], alt.FacetedEncoding] = {
    Rect: alt.FacetedEncoding(
        x=_X,
        y=_Y,
        x2=alt.SecondaryFieldDef(field="x2"),
        y2=alt.SecondaryFieldDef(field="y2"),
    ),
    Line: alt.FacetedEncoding(
        x=_X,
        y=_Y,
        detail=alt.FieldDefWithoutScale(field="mark", type="quantitative"),
        order=alt.OrderFieldDef(field="order", type="quantitative"),
    ),
    Symbol: alt.FacetedEncoding(x=_X, y=_Y),
    Text: alt.FacetedEncoding(x=_X, y=_Y, text=alt.StringFieldDef(field="text", type="nominal")),
}
"""Places are pixels already; a text is a value of the data, and never an expression."""


# --- The style of a mark, and its rows of data ----------------------------------------------------
_Drawn = tuple[dict[str, Any], list[dict[str, Any]]]


def _rect(mark: Rect) -> _Drawn:
    style: dict[str, Any] = {
        "cornerRadius": mark.corner,
        "fill": None if mark.fill is None else _filled(mark, mark.fill),
        "fillOpacity": mark.opacity if mark.fade is None else 1,
        "stroke": None if mark.stroke is None else stand_in(mark.stroke),
        "strokeWidth": 1.5,
        "strokeDash": [4, 3] if mark.dashed else [],
    }
    x2, y2 = mark.x + mark.width, mark.y + mark.height
    return style, [{"x": mark.x, "y": mark.y, "x2": x2, "y2": y2}]


def _filled(mark: Rect, role: Role) -> object:
    """The inside of a rectangle: one colour, or one that fades to its sides.

    How opaque it is stands in the stops of a gradient: on paper, Chromium forgets it elsewhere.
    """
    if mark.fade is None:
        return stand_in(role)
    full, faded = mark.opacity, mark.opacity * mark.faded
    left = faded if mark.fade in ("left", "both") else full
    right = faded if mark.fade in ("right", "both") else full
    edge = (1 - mark.core) / (2 if mark.fade == "both" else 1)
    begins = edge if mark.fade in ("left", "both") else 0
    ends = 1 - edge if mark.fade in ("right", "both") else 1
    stops = ((0, left), (begins, full), (ends, full), (1, right))
    return {
        "gradient": "linear",
        "stops": [{"offset": at, "color": stand_in(role, opacity)} for at, opacity in stops],
    }


def _line(mark: Line) -> _Drawn:
    style = {
        "color": stand_in(mark.role),
        "strokeWidth": mark.width,
        "strokeDash": [5, 4] if mark.dashed else [],
        "strokeJoin": "round",
    }
    return style, [{"x": x, "y": y, "order": at} for at, (x, y) in enumerate(mark.points)]


def _symbol(mark: Symbol) -> _Drawn:
    is_penned = mark.shape in _PENNED
    style = {
        "shape": _PENNED[mark.shape] if is_penned else _SHAPES[mark.shape],
        "size": mark.size**2,
        "fill": None if is_penned else stand_in(mark.role),
        "stroke": stand_in(mark.role) if is_penned else None,
        "strokeWidth": 1.8 if is_penned else 0,
        "strokeCap": "round",
        "opacity": 1,
    }
    return style, [{"x": mark.x, "y": mark.y}]


def _text(mark: Text) -> _Drawn:
    style = {
        "align": _ALIGN[mark.anchor],
        "baseline": "alphabetic",
        "color": stand_in(mark.role),
        "fontSize": mark.size,
        "fontWeight": 600 if mark.bold else 400,
        "limit": 0,
    }
    return style, [{"x": mark.x, "y": mark.y, "text": mark.text}]


_ALIGN: Mapping[Anchor, str] = {"start": "left", "middle": "center", "end": "right"}
_STYLES: Mapping[type[Mark], Callable[[Any], _Drawn]] = {
    Rect: _rect,
    Line: _line,
    Symbol: _symbol,
    Text: _text,
}
