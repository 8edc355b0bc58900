"""The picture of the cost over the number of plans."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import altair as alt
import attrs

from benchmarks.measuring import COUNTS, SERIES, Point

# On a light ground of its own, so that it can be read where the page is dark; the colours are
# those of Okabe and Ito, which the colour-blind can tell apart, and each line has its own mark.
_GROUND, _INK, _GRID = "#fbfbf8", "#222222", "#dddddd"
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#8a5a83")
_SHAPES = ("circle", "square", "triangle-up", "diamond")


def draw(points: Iterable[Point], path: Path) -> None:
    """Write the picture as SVG: both axes logarithmic."""
    values = [attrs.asdict(point) | {"ms": point.seconds * 1000} for point in points]
    names = list(SERIES)
    chart = (
        alt.Chart(alt.InlineData(values))
        .mark_line(point={"size": 60, "filled": True}, strokeWidth=2)
        .encode(
            x=alt.X(
                "plans:Q",
                title="different plans",
                scale=alt.Scale(type="log"),
                axis=alt.Axis(values=list(COUNTS), format=",d"),
            ),
            y=alt.Y(
                "ms:Q",
                title="milliseconds",
                scale=alt.Scale(type="log"),
                axis=alt.Axis(values=[10**power for power in range(-3, 5)], format="~g"),
            ),
            color=alt.Color(
                "reader:N",
                sort=names,
                scale=alt.Scale(domain=names, range=_COLOURS),
                legend=alt.Legend(title=None, labelColor=_INK, labelLimit=240),
            ),
            shape=alt.Shape("reader:N", sort=names, scale=alt.Scale(domain=names, range=_SHAPES)),
        )
        .properties(width=420, height=300, background=_GROUND, padding=16)
        .configure_view(stroke=None)
        .configure_axis(labelColor=_INK, titleColor=_INK, gridColor=_GRID, domainColor=_INK)
    )
    chart.save(path)
