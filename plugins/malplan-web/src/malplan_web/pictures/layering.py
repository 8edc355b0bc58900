"""The order of what stands in columns, so that the lines between them cross little.

The method is that of Sugiyama, Tagawa and Toda (1981): a line over several columns gets a place in
each of them, and each column is sorted by the mean place of what its entries are joined with. It
is deterministic: equals keep the order in which they were given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise

import attrs

_SWEEPS = 8

Slot = str | tuple[str, str, int]
"""What has a place in a column: an entry, or a line that passes (from, to, column)."""


@attrs.frozen
class Route:
    """A line from one entry to another, over the places where it passes columns.

    Attributes:
        start: The entry it begins at.
        end: The entry it ends at.
        through: All of its places, from the column on the left to the one on the right; of a line
            inside one column, only its ends.
    """

    start: str
    end: str
    through: tuple[Slot, ...]


@attrs.frozen
class Layers:
    """What stands in each column, from above, and the lines between.

    Attributes:
        columns: The places of each column, in order.
        routes: The lines, in the order in which they were given.
    """

    columns: tuple[tuple[Slot, ...], ...]
    routes: tuple[Route, ...]


def layered(groups: Sequence[Sequence[Sequence[str]]], links: Iterable[tuple[str, str]]) -> Layers:
    """Find the order in each column.

    Args:
        groups: The columns; each has groups of entries, which stay together and in order.
        links: From which entry to which a line leads.
    """
    column_of = {
        id: number for number, column in enumerate(groups) for group in column for id in group
    }
    routes = tuple(_route(start, end, column_of) for start, end in links)
    group_of: dict[Slot, int] = {
        id: number for column in groups for number, group in enumerate(column) for id in group
    }
    columns: list[list[Slot]] = [[id for group in column for id in group] for column in groups]
    for route in routes:
        for slot in route.through:
            if isinstance(slot, tuple):
                columns[slot[2]].append(slot)
    joined = [pair for route in routes for pair in pairwise(route.through)]
    best = _sorted(columns, joined, group_of)
    return Layers(tuple(map(tuple, best)), routes)


def _route(start: str, end: str, column_of: Mapping[str, int]) -> Route:
    first, last = sorted((start, end), key=column_of.__getitem__)
    passed = range(column_of[first] + 1, column_of[last])
    return Route(start, end, (first, *((start, end, column) for column in passed), last))


def _sorted(
    columns: list[list[Slot]], joined: Sequence[tuple[Slot, Slot]], group_of: Mapping[Slot, int]
) -> list[list[Slot]]:
    """The best of some sweeps from left to right and back."""
    neighbours: dict[Slot, list[Slot]] = {}
    for one, other in joined:
        neighbours.setdefault(one, []).append(other)
        neighbours.setdefault(other, []).append(one)
    best, fewest = columns, _crossings(columns, joined)
    for sweep in range(_SWEEPS):
        is_forward = sweep % 2 == 0
        order = range(len(columns)) if is_forward else range(len(columns) - 1, -1, -1)
        columns = [list(column) for column in columns]
        for number in order:
            beside = number - 1 if is_forward else number + 1
            if not 0 <= beside < len(columns):
                continue
            at = {slot: place / len(columns[beside]) for place, slot in enumerate(columns[beside])}
            columns[number] = _by_mean(columns[number], neighbours, at, group_of)
        crossings = _crossings(columns, joined)
        if crossings < fewest:
            best, fewest = columns, crossings
        if not fewest:
            break
    return best


def _by_mean(
    column: Sequence[Slot],
    neighbours: Mapping[Slot, Sequence[Slot]],
    at: Mapping[Slot, float],
    group_of: Mapping[Slot, int],
) -> list[Slot]:
    """A column, sorted by where its entries are joined; who is joined with none keeps its place."""

    def mean(place: int, slot: Slot) -> float:
        places = [at[other] for other in neighbours.get(slot, ()) if other in at]
        return sum(places) / len(places) if places else place / len(column)

    means = {slot: mean(place, slot) for place, slot in enumerate(column)}
    entries = sorted(
        (slot for slot in column if slot in group_of), key=lambda one: (group_of[one], means[one])
    )
    passing = sorted((slot for slot in column if slot not in group_of), key=means.__getitem__)
    return list(_merged(entries, passing, means))


def _merged(
    entries: Sequence[Slot], passing: Sequence[Slot], means: Mapping[Slot, float]
) -> Iterator[Slot]:
    """Lines between entries, without another order of the entries."""
    waiting = list(passing)
    for entry in entries:
        while waiting and means[waiting[0]] < means[entry]:
            yield waiting.pop(0)
        yield entry
    yield from waiting


def _crossings(columns: Sequence[Sequence[Slot]], joined: Iterable[tuple[Slot, Slot]]) -> int:
    """How many pairs of lines cross between two columns."""
    at = {slot: (number, place) for number, column in enumerate(columns)
          for place, slot in enumerate(column)}  # fmt: skip
    between: dict[int, list[tuple[int, int]]] = {}
    for one, other in joined:
        (column, start), (last, end) = at[one], at[other]
        if column != last:
            between.setdefault(column, []).append((start, end))
    return sum(
        (one[0] - other[0]) * (one[1] - other[1]) < 0
        for lines in between.values()
        for one, other in combinations(lines, 2)
    )
