"""The chain of change: from a trial action over its signs to a goal."""

from __future__ import annotations

from graphlib import TopologicalSorter

from malplan.model import Plan


def goals_reached(plan: Plan) -> dict[str, frozenset[str]]:
    """For each sign and goal of a plan, the ids of the goals its chain passes or ends in.

    A goal reaches itself.
    """
    goals = frozenset(goal.id for goal in plan.goals)
    graph = {goal.id: set(goal.leads_to) for goal in plan.goals}
    graph |= {sign.id: set(sign.leads_to) for sign in plan.signs}
    reached: dict[str, frozenset[str]] = {}
    for id in TopologicalSorter(graph).static_order():
        reached[id] = (goals & {id}).union(*(reached[next_id] for next_id in graph[id]))
    return reached
