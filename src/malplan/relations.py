"""How the parts of a plan refer to each other by their ids, and what can be wrong with that.

The model builds on this module, so that its classes are known here by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import chain, islice
from typing import Any

from malplan.errors import Problem, did_you_mean
from malplan.fields import once_a_class, parts_of, path_of
from malplan.messages import Message, listed
from malplan.messages import problems as words

_ENDS = {
    "Goal": ("leads_to", ("Goal",), words.NO_GOAL),
    "Sign": ("leads_to", ("Sign", "Goal"), words.NO_SIGN_OR_GOAL),
    "KeyFigure": ("part_of", ("KeyFigure",), words.NO_KEY_FIGURE),
    "Milestone": ("after", ("Milestone",), words.NO_MILESTONE),
}
"""Which field of which class refers to which kinds of parts."""

NAMED = frozenset({"Goal", "Objective", "KeyFigure", "TrialAction", "Sign", "Milestone"})
"""The classes whose ids share the common space of a plan."""

_MOST_PROBLEMS = 200
_HOME = "malplan.model"


@once_a_class
def _name_of(cls: Any) -> str:
    """The name of the model's class that this is; none for a class of somebody else's."""
    return next((one.__name__ for one in cls.__mro__ if one.__module__ == _HOME), "")


def references_of(part: Any) -> tuple[str, ...]:
    """The ids that a part of a plan refers to."""
    end = _ENDS.get(_name_of(type(part)))
    held = getattr(part, end[0]) if end else ()
    return () if held is None else (held,) if isinstance(held, str) else held


def problems_of(plan: Any) -> Iterator[Problem]:
    """Ids used twice, references to nothing, and circles, anywhere in the plan; at most 200."""
    found = list(islice(_problems_among(named_in(plan)), _MOST_PROBLEMS))
    # Places are looked for only when something is wrong.
    places = [steps for steps, part in parts_of(plan) if _is_named(part)] if found else []
    for index, inside, message in found:
        steps = places[index] + tuple((step, str(step)) for step in inside)
        yield Problem(path_of(steps), message, steps=tuple(step for step, _ in steps))


def _is_named(part: object) -> bool:
    return _name_of(type(part)) in NAMED


def named_in(plan: Any) -> list[Any]:
    """All parts of those classes, in the order of the fields."""
    parts = [*plan.goals, *plan.objectives, *plan.key_figures]
    for action in plan.actions:
        parts += (action, *action.signs, *action.milestones)
    for extension in plan.extensions:
        parts += (part for _, part in parts_of(extension) if _is_named(part))
    return parts


_Found = tuple[int, tuple[str | int, ...], Message]
"""Which part has a problem, where in it, and what."""


def _problems_among(parts: list[Any]) -> Iterator[_Found]:
    kinds = {part.id: _name_of(type(part)) for part in reversed(parts)}
    counts = Counter(part.id for part in parts) if len(kinds) < len(parts) else None
    referring = []
    for index, part in enumerate(parts):
        if counts and counts[part.id] > 1:
            yield index, ("id",), words.DUPLICATE_ID.format(id=part.id, count=counts[part.id])
        references = references_of(part)
        if references:
            referring.append((index, part, references))
            wanted = _ENDS[_name_of(type(part))][1]
            for at, id in enumerate(references):
                if kinds.get(id) not in wanted:
                    yield _dangling(index, part, at, kinds)
    if not counts:
        yield from _circles(referring)


def _dangling(index: int, part: Any, at: int, kinds: Mapping[str, str]) -> _Found:
    field, wanted, none = _ENDS[_name_of(type(part))]
    id = references_of(part)[at]
    hint = did_you_mean(id, [name for name, kind in kinds.items() if kind in wanted])
    inside = (field,) if isinstance(getattr(part, field), str) else (field, at)
    return index, inside, words.DANGLING.format(id=id, none=none, hint=hint)


def _circles(referring: list[tuple[int, Any, tuple[str, ...]]]) -> Iterator[_Found]:
    """One problem for each kind of reference that goes round in a circle."""
    graphs: dict[str, dict[str, tuple[str, ...]]] = {}
    for _, part, references in referring:
        graphs.setdefault(_ENDS[_name_of(type(part))][0], {})[part.id] = references
    for field, graph in graphs.items():
        if graph.keys().isdisjoint(chain(*graph.values())):
            continue
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle = error.args[1]
            names = list(dict.fromkeys(circle))
            alone = words.SELF_REFERENCE.format(id=names[0])
            several = words.CYCLE.format(names=listed(names, quotes=True))
            index = next(index for index, part, _ in referring if part.id == circle[0])
            yield index, (field,), alone if len(names) == 1 else several
