"""What people call the parts of a plan: goal 1, sign 1.2, milestone 2.3."""

from __future__ import annotations

from collections.abc import Mapping

from malplan.model import Plan


def numbers_of(plan: Plan) -> Mapping[str, str]:
    """The numbers of goals, signs and milestones by their ids, as every output prints them."""
    found = {goal.id: str(index) for index, goal in enumerate(plan.goals, 1)}
    for index, action in enumerate(plan.actions, 1):
        found |= {sign.id: f"{index}.{inner}" for inner, sign in enumerate(action.signs, 1)}
        found |= {step.id: f"{index}.{inner}" for inner, step in enumerate(action.milestones, 1)}
    return found
