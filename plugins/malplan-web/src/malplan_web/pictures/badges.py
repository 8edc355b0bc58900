"""How states look: each has a shape of its own, and never only a colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from malplan.records import SignState
from malplan.status import MilestoneState
from malplan_web.pictures.scene import Mark, Role, Shape, Symbol

Badge = tuple[Shape, Role]

MILESTONES: Mapping[MilestoneState, Badge] = {
    MilestoneState.DONE: ("check", "met"),
    MilestoneState.LATE: ("up", "missed"),
    MilestoneState.CURRENT: ("circle", "accent"),
    MilestoneState.UPCOMING: ("ring", "accent"),
    MilestoneState.UNSCHEDULED: ("dash", "waiting"),
    MilestoneState.DROPPED: ("cross", "waiting"),
}
SIGNS: Mapping[SignState, Badge] = {
    SignState.MET: ("check", "met"),
    SignState.MOVING: ("right", "moving"),
    SignState.UNCHANGED: ("dash", "waiting"),
    SignState.WORSE_THAN_BASELINE: ("left", "missed"),
    SignState.MISSED: ("cross", "missed"),
    SignState.NOT_DUE: ("ring", "waiting"),
    SignState.NO_DATA: ("frame", "waiting"),
}


def badge(x: float, y: float, kind: Badge, size: float = 12) -> Iterator[Mark]:
    """The shape of a state; a check mark stands on a disc, so that it is seen when small."""
    shape, role = kind
    if shape == "check":
        yield Symbol(x=x, y=y, shape="circle", role=role, size=size + 2)
        yield Symbol(x=x, y=y, shape=shape, role="background", size=size)
    else:
        yield Symbol(x=x, y=y, shape=shape, role=role, size=size)
