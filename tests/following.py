"""A plan with signs of every kind, and records of it: what the tests of the log share."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from malplan import Period, Plan
from malplan.measures import (
    Baseline,
    Combine,
    Counts,
    Direction,
    Measure,
    Qualitative,
    Quantitative,
    ScaleStep,
    StepTarget,
    Target,
    TargetKind,
)
from malplan.model import Milestone, MilestoneKind, Sign, TrialAction
from malplan.records import Observation, Record, What, new_record_id

YEAR = 2026
DUE = Period.parse("ultimo marts/primo april", year=YEAR)
"""From 21 March to 10 April."""
BEFORE, LAST, AFTER = date(YEAR, 4, 1), date(YEAR, 4, 10), date(YEAR, 4, 11)


def at_least(value: int, due: Period | None = DUE) -> Target:
    return Target(kind=TargetKind.AT_LEAST, value=Decimal(value), due=due)


def at_most(value: int, due: Period | None = DUE) -> Target:
    return Target(kind=TargetKind.AT_MOST, value=Decimal(value), due=due)


def count(*targets: Target, baseline: int | None = None, **more: Any) -> Quantitative:
    start = None if baseline is None else Baseline(value=Decimal(baseline))
    return Quantitative(unit="unge", targets=targets, baseline=start, **more)


SCALE = (
    ScaleStep(id="slet-ikke", name="slet ikke"),
    ScaleStep(id="lidt", name="lidt"),
    ScaleStep(id="meget", name="meget"),
)
MEASURES: dict[str, Measure] = {
    "fremmoede": count(at_least(15), counts=Counts.PEOPLE),
    "med-udgangspunkt": count(at_least(20), baseline=10),
    "fravaer": count(at_most(5), baseline=12, direction=Direction.DOWN),
    "stigning": count(Target(kind=TargetKind.INCREASE, value=Decimal(4), due=DUE), baseline=10),
    "fald": count(
        Target(kind=TargetKind.DECREASE, value=Decimal(4), due=DUE),
        baseline=10,
        direction=Direction.DOWN,
    ),
    "gruppens-stoerrelse": count(
        Target(kind=TargetKind.BETWEEN, value=Decimal(6), upper=Decimal(8), due=DUE), baseline=2
    ),
    "samtaler": count(at_least(30), combine=Combine.SUM),
    "deltagere-i-alt": count(at_least(40), combine=Combine.RUNNING_TOTAL, counts=Counts.PEOPLE),
    "andel-tilfredse": Quantitative(
        unit="%", combine=Combine.RATIO, targets=(at_least(60),), counts=Counts.PEOPLE
    ),
    "hoert": Qualitative(
        scale=SCALE, targets=(StepTarget(step="meget", due=DUE),), baseline="lidt"
    ),
    "uden-maaltal": count(baseline=3),
    "intet-at-maale-mod": count(),
}
PLAN = Plan(
    id="sommer",
    title="Sommer (et eksempel)",
    year=YEAR,
    municipality="Eksempelkommunen",
    actions=(
        TrialAction(
            id="svoemning",
            title="Svømning",
            signs=(
                *(Sign(id=id, text=id, measure=measure) for id, measure in MEASURES.items()),
                Sign(id="ingen-maaling", text="Noget, der ikke måles endnu"),
            ),
            milestones=(
                Milestone(
                    id="start",
                    text="Vi går i gang",
                    kind=MilestoneKind.START,
                    period=Period.parse("medio februar", year=YEAR),
                ),
                Milestone(id="invitation", text="Invitationen sendes"),
                Milestone(id="workshop", text="Workshoppen holdes", period=DUE),
                Milestone(
                    id="undervejs",
                    text="Vi ser på tegnene",
                    kind=MilestoneKind.INTERIM_EVALUATION,
                    period=Period.parse("maj", year=YEAR),
                ),
                Milestone(
                    id="slut",
                    text="Vi slutter",
                    kind=MilestoneKind.FINAL_EVALUATION,
                    period=Period.parse("ultimo 2026", year=YEAR),
                ),
            ),
        ),
    ),
)

_made = itertools.count(1)


def record(what: What, on: date, *, at: datetime | None = None, **more: Any) -> Record:
    """A record that was made at noon of its day, or at a moment; each a little later."""
    moment = (at or datetime.combine(on, time(12), UTC)) + timedelta(microseconds=next(_made))
    return Record(id=new_record_id(moment), plan=PLAN.id, on=on, recorded=moment, what=what, **more)


def observed(sign: str, value: int | str, on: date, of: int | None = None, **more: Any) -> Record:
    """An observation of a number, a ratio or a step."""
    source = more.pop("source", None)
    if isinstance(value, str):
        return record(Observation(sign=sign, step=value), on, **more)
    denominator = None if of is None else Decimal(of)
    what = Observation(sign=sign, value=Decimal(value), of=denominator, source=source)
    return record(what, on, **more)
