"""How far down what stands in columns is placed: near what it is joined with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from malplan_web.pictures.layering import Layers, Slot


def placed(
    layers: Layers, heights: Mapping[Slot, float], above: Mapping[Slot, float], gap: float
) -> dict[Slot, float]:
    """Find the upper side of everything.

    The highest column is filled from above; from it on to both sides, each slot is put as near as
    there is room to the middle of those that it is joined with.

    Args:
        layers: What stands in each column, in order.
        heights: How high it is.
        above: How much room it needs above itself, where it needs any.
        gap: The least room between two.
    """
    tops: dict[Slot, float] = {}
    joined = _joined(layers)
    columns = layers.columns
    highest = max(range(len(columns)), key=lambda at: _high(columns[at], heights, above, gap))
    limit = _high(columns[highest], heights, above, gap)
    for at in (highest, *range(highest - 1, -1, -1), *range(highest + 1, len(columns))):
        wanted: dict[Slot, float] = {}
        for slot in columns[at]:
            middles = [tops[one] + heights[one] / 2 for one in joined.get(slot, ()) if one in tops]
            if middles:
                wanted[slot] = sum(middles) / len(middles) - heights[slot] / 2
        tops.update(_column(columns[at], wanted, heights, above, gap, limit))
    return tops


def _joined(layers: Layers) -> Mapping[Slot, list[Slot]]:
    found: dict[Slot, list[Slot]] = {}
    for route in layers.routes:
        for one, other in pairwise(route.through):
            found.setdefault(one, []).append(other)
            found.setdefault(other, []).append(one)
    return found


def _high(
    column: Sequence[Slot],
    heights: Mapping[Slot, float],
    above: Mapping[Slot, float],
    gap: float,
) -> float:
    return sum(heights[slot] + above.get(slot, 0) + gap for slot in column) - gap


def _column(
    column: Sequence[Slot],
    wanted: Mapping[Slot, float],
    heights: Mapping[Slot, float],
    above: Mapping[Slot, float],
    gap: float,
    limit: float,
) -> Iterator[tuple[Slot, float]]:
    """One column: pushed down as far as wanted, and up again where it would leave the picture."""
    pushed: list[float] = []
    free = 0.0
    for slot in column:
        free += above.get(slot, 0)
        pushed.append(max(free, wanted.get(slot, free)))
        free = pushed[-1] + heights[slot] + gap
    for slot, top in zip(reversed(column), reversed(pushed), strict=True):
        lifted = min(top, limit - heights[slot])
        yield slot, lifted
        limit = lifted - above.get(slot, 0) - gap
