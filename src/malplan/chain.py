"""The chain of change: from a trial action over its signs to a goal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from malplan.model import Plan


def goals_reached(plan: Plan) -> frozenset[str]:
    """The ids of the goals that the chain of some sign passes or ends in."""
    links = _links(plan)
    goals = {goal.id for goal in plan.goals}
    return frozenset(goals & _reached(links, (sign.id for sign in plan.signs)))


def signs_that_lead_to_a_goal(plan: Plan) -> frozenset[str]:
    """The ids of the signs whose chain ends in a goal."""
    back: dict[str, list[str]] = {}
    for start, ends in _links(plan).items():
        for end in ends:
            back.setdefault(end, []).append(start)
    reaching = _reached(back, (goal.id for goal in plan.goals))
    return frozenset(sign.id for sign in plan.signs if sign.id in reaching)


def _links(plan: Plan) -> dict[str, tuple[str, ...]]:
    links = {goal.id: goal.leads_to for goal in plan.goals}
    return links | {sign.id: sign.leads_to for sign in plan.signs}


def _reached(links: Mapping[str, Iterable[str]], starts: Iterable[str]) -> set[str]:
    """The starts, and all that can be come to from them."""
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        id = waiting.pop()
        if id not in found:
            found.add(id)
            waiting.extend(links.get(id, ()))
    return found
