"""Tables in the format JSON-stat (https://json-stat.org), as Statistikbanken writes them.

A table is a cube: dimensions in an order of their own, each with its codes, and one long list of
values in which the last dimension changes fastest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import chain
from math import prod
from typing import Any

import attrs

from malplan.errors import InvalidValue, did_you_mean, shown
from malplan.messages import listed
from malplan_statistics import messages as words
from malplan_statistics.failures import Unavailable
from malplan_statistics.figures import MISSING, Figure, total

MOST_CELLS = 2_000_000
"""A cube of more cells is not laid out: a few bytes could ask for any amount of memory."""


@attrs.frozen(kw_only=True)
class Cube:
    """A table.

    Attributes:
        what: What it is called in errors.
        dimensions: The codes of each dimension, both in their order.
        values: The figures; of what is missing None.
    """

    what: str
    dimensions: Mapping[str, tuple[str, ...]]
    values: list[Figure] = attrs.field(repr=False)

    def by_time(self, time: str, *, add_up: bool) -> Iterator[tuple[str, Figure]]:
        """The figure of each time, by its code.

        Args:
            time: The dimension that is the time.
            add_up: Whether several figures of one time are added up; a missing part leaves the sum
                missing.

        Raises:
            InvalidValue: There is no such dimension; or there are several figures of a time, and
                they are not added up.
        """
        names = list(self.dimensions)
        if time not in names:
            hint = did_you_mean(time, names)
            raise InvalidValue(words.NO_TIME.format(what=self.what, name=shown(time), hint=hint))
        if not self.values:
            return
        sizes = [len(codes) for codes in self.dimensions.values()]
        at = names.index(time)
        before, after = prod(sizes[:at]), prod(sizes[at + 1 :])
        if before * after != 1 and not add_up:
            several = [
                name for name, size in zip(names, sizes, strict=True) if size != 1 and name != time
            ]
            names_said = listed([shown(name) for name in several])
            raise InvalidValue(words.SEVERAL_CELLS.format(what=self.what, names=names_said))
        codes = self.dimensions[time]
        if before * after == 1:
            yield from zip(codes, self.values, strict=True)
            return
        for position, code in enumerate(codes):
            yield code, total(self._of_time(position, len(codes), before, after))

    def _of_time(self, position: int, times: int, before: int, after: int) -> list[Figure]:
        """The figures of one time: in runs of ``after``, one for each of ``before``.

        Or, the other way about, in slices with a step; whichever are fewer.
        """
        values, step = self.values, times * after
        first = position * after
        if before <= after:
            runs = (values[start : start + after] for start in range(first, len(values), step))
        else:
            runs = (values[first + offset :: step] for offset in range(after))
        found = list(runs)
        return found[0] if len(found) == 1 else list(chain.from_iterable(found))


def read_cube(data: Any, what: str) -> Cube:
    """Read a table from the data of its JSON.

    Args:
        data: ``{"dataset": {"dimension": {"id": [...], "size": [...], ...}, "value": ...}}``.
        what: What it is called in errors.

    Raises:
        Unavailable: It is no such table, or contradicts itself.
    """
    try:
        dataset = data["dataset"]
        dimension = dataset["dimension"]
        names, sizes = dimension["id"], dimension["size"]
        dimensions = {
            name: _codes(dimension[name]["category"], size)
            for name, size in zip(names, sizes, strict=True)
        }
        values = _values(dataset["value"], _count(names, sizes))
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError):
        raise Unavailable(words.NO_CUBE.format(what=what)) from None
    return Cube(what=what, dimensions=dimensions, values=values)


def _count(names: list[Any], sizes: list[int]) -> int:
    """How many cells a cube has, if it can be."""
    if len(set(names)) != len(names) or not all(isinstance(name, str) for name in names):
        raise ValueError("two dimensions of one name")
    count = prod(sizes)
    if count > MOST_CELLS:
        raise ValueError("too many cells")
    return count


def _codes(category: Any, size: Any) -> tuple[str, ...]:
    """The codes of a dimension in order: of a list, of a dict of positions, or of one label."""
    index = category["index"] if "index" in category else category["label"]
    if type(size) is not int or size != len(index):
        raise ValueError("another size")
    if isinstance(index, dict) and "index" in category:
        if set(index.values()) != set(range(size)) or not all(
            type(one) is int for one in index.values()
        ):
            raise ValueError("positions with gaps")
        codes = tuple(sorted(index, key=index.__getitem__))
    elif isinstance(index, list) or size == 1:
        codes = tuple(index)
    else:
        raise ValueError("an order is needed")
    if len(set(codes)) != size or not all(isinstance(code, str) for code in codes):
        raise ValueError("a code stands twice")
    return codes


def _values(given: Any, count: int) -> list[Figure]:
    """The values of all cells; what is no figure is refused."""
    values: list[Any]
    if isinstance(given, dict):
        values = [None] * count
        for position, value in given.items():
            at = int(position)
            if not 0 <= at < count or str(at) != position:
                raise ValueError("outside of the cube")
            values[at] = value
    elif isinstance(given, list) and len(given) == count:
        values = given
    else:
        raise ValueError("another count of values")
    kinds = set(map(type, values))
    if str in kinds:
        values = [None if value in MISSING else value for value in values]
        kinds = set(map(type, values))
    if kinds - {int, Decimal, type(None)}:
        raise ValueError("no figure")
    return values
