"""How the parts of a plan refer to each other by their ids, and what can be wrong with that.

The model builds on this module, so that its classes are known here by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import islice
from typing import Any

from malplan.errors import Problem, did_you_mean
from malplan.fields import Step, Value, parts_of, path_of
from malplan.messages import Message, listed
from malplan.messages import problems as words

_ENDS = {
    "Goal": ("leads_to", ("Goal",), words.NO_GOAL),
    "Sign": ("leads_to", ("Sign", "Goal"), words.NO_SIGN_OR_GOAL),
    "KeyFigure": ("part_of", ("KeyFigure",), words.NO_KEY_FIGURE),
    "Milestone": ("after", ("Milestone",), words.NO_MILESTONE),
}
"""Which field of which class refers to which kinds of parts."""

_NAMED = frozenset({"Goal", "Objective", "KeyFigure", "TrialAction", "Sign", "Milestone"})
"""The classes whose ids share the common space of a plan."""

_MOST_PROBLEMS = 200


def references_of(part: Any) -> tuple[str, ...]:
    """The ids that a part of a plan refers to."""
    end = _ENDS.get(type(part).__name__)
    held = getattr(part, end[0]) if end else ()
    return () if held is None else (held,) if isinstance(held, str) else held


def problems_of(plan: Value) -> Iterator[Problem]:
    """Ids used twice, references to nothing, and circles, anywhere in the plan; at most 200."""
    yield from islice(_problems_of(plan), _MOST_PROBLEMS)


def _problems_of(plan: Value) -> Iterator[Problem]:
    parts = [(steps, part) for steps, part in parts_of(plan) if type(part).__name__ in _NAMED]
    kinds = {part.id: type(part).__name__ for _, part in reversed(parts)}
    unique = len(kinds) == len(parts)
    counts = {} if unique else Counter(part.id for _, part in parts)
    referring = []
    for steps, part in parts:
        if counts.get(part.id, 1) > 1:
            message = words.DUPLICATE_ID.format(id=part.id, count=counts[part.id])
            yield _at((*steps, ("id", "id")), message)
        if references_of(part):
            referring.append((steps, part))
            yield from _dangling_in(part, steps, kinds)
    if unique:
        yield from _circles(referring)


def _dangling_in(part: Any, steps: tuple[Step, ...], kinds: Mapping[str, str]) -> Iterator[Problem]:
    field, wanted, none = _ENDS[type(part).__name__]
    for index, id in enumerate(references_of(part)):
        if kinds.get(id) not in wanted:
            known = [name for name, other in kinds.items() if other in wanted]
            item = () if isinstance(getattr(part, field), str) else ((index, str(index)),)
            hint = did_you_mean(id, known)
            yield _at(
                (*steps, (field, field), *item),
                words.DANGLING.format(id=id, none=none, hint=hint),
            )


def _circles(referring: list[tuple[tuple[Step, ...], Any]]) -> Iterator[Problem]:
    """One problem for each kind of reference that goes round in a circle."""
    graphs: dict[str, dict[str, tuple[str, ...]]] = {}
    for _, part in referring:
        graphs.setdefault(_ENDS[type(part).__name__][0], {})[part.id] = references_of(part)
    for field, graph in graphs.items():
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle = error.args[1]
            names = list(dict.fromkeys(circle))
            alone = words.SELF_REFERENCE.format(id=names[0])
            several = words.CYCLE.format(names=listed(names, quotes=True))
            steps = next(steps for steps, part in referring if part.id == circle[0])
            yield _at((*steps, (field, field)), alone if len(names) == 1 else several)


def _at(steps: tuple[Step, ...], message: Message) -> Problem:
    return Problem(path_of(steps), message, steps=tuple(step for step, _ in steps))
