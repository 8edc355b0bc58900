"""A plan to read in tests, and records of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from datetime import time as clock
from decimal import Decimal
from typing import Any

from reading import time

from malplan import (
    Counts,
    Milestone,
    MilestoneKind,
    Plan,
    Quantitative,
    Record,
    Sign,
    Target,
    TargetKind,
    TrialAction,
)
from malplan.records import What, new_record_id


def milestone(id: str, phrase: str | None, **more: Any) -> Milestone:
    text = more.pop("text", f"Trinnet {id} nås.")
    return Milestone(id=id, text=text, period=time(phrase) if phrase else None, **more)


def plan_of(*milestones: Milestone, signs: tuple[Sign, ...] = (), **more: Any) -> Plan:
    """A plan with one trial action."""
    action = TrialAction(id="handling", title="En handling", milestones=milestones, signs=signs)
    known: dict[str, Any] = {
        "id": "plan",
        "title": "En plan",
        "year": 2026,
        "municipality": "Eksempel Kommune",
        "actions": (action,),
    }
    return Plan(**{**known, **more})


def at_least(value: int, phrase: str | None) -> Target:
    due = time(phrase) if phrase else None
    return Target(kind=TargetKind.AT_LEAST, value=Decimal(value), due=due)


FREMMOEDE = Sign(
    id="fremmoede",
    text="Der møder mindst 15 unge op.",
    measure=Quantitative(
        unit="unge", counts=Counts.PEOPLE, targets=(at_least(15, "ultimo april"),)
    ),
)
PLAN = plan_of(
    milestone("start", "medio februar", kind=MilestoneKind.START),
    milestone("workshop", "ultimo marts/primo april"),
    milestone("midtvejs", "juni", kind=MilestoneKind.INTERIM_EVALUATION),
    milestone("slut", "ultimo 2026", kind=MilestoneKind.FINAL_EVALUATION),
    signs=(FREMMOEDE,),
)


def record(what: What, on: date, *, hour: int = 10, plan: Plan = PLAN, **more: Any) -> Record:
    """A record that was made on the day it speaks of."""
    moment = datetime.combine(on, clock(hour), UTC)
    return Record(id=new_record_id(moment), plan=plan.id, on=on, recorded=moment, what=what, **more)
