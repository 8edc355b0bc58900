"""The rules of a status, in three tables: the first rule that applies gives the state.

The docs show the same tables.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from attrs import frozen

from malplan.figures import Figure
from malplan.measures import Measure, StepTarget, Target
from malplan.model import MilestoneKind
from malplan.periods import Period
from malplan.records import Record, SignState, Stage
from malplan.status.values import ActionState, MilestoneState

EVALUATIONS = {
    MilestoneKind.INTERIM_EVALUATION: Stage.INTERIM,
    MilestoneKind.FINAL_EVALUATION: Stage.FINAL,
}
"""The evaluation for which a milestone stands."""


def scheduled(period: Period | None) -> Period | None:
    """A time that has a day; None for words alone."""
    return period if period is not None and period.scheduled else None


def is_over(due: Period | None, on: date) -> bool:
    """Whether the last day of a time has gone by; an interval is never over on its last day."""
    return due is not None and due.end is not None and on > due.end


# --- Signs ----------------------------------------------------------------------------------------
@frozen
class SignCase:
    """What the rules of a sign look at.

    Attributes:
        measure: How it is observed.
        target: What should be reached.
        due: When.
        over: Whether that time is over.
        figure: What counts: until the last day of ``due``, or until the day of the status.
        later: What was observed after ``due`` too.
        start: Where it stood before.
        stands: Where it stands.
        left: How much is left to the target.
        left_at_start: How much was left at the start.
    """

    measure: Measure | None
    target: Target | StepTarget | None
    due: Period | None
    over: bool
    figure: Figure | None = None
    later: Figure | None = None
    start: Fraction | None = None
    stands: Fraction | None = None
    left: Fraction | None = None
    left_at_start: Fraction | None = None


@frozen
class SignRule:
    """A rule of how a sign stands.

    Attributes:
        code: What it is called, and which sentence it says.
        state: What it gives.
        applies: Whether it does.
    """

    code: str
    state: SignState
    applies: Callable[[SignCase], bool]


def _gained(case: SignCase) -> Fraction | None:
    """How much nearer to the target it is than at the start; None where that cannot be told."""
    if case.left is None or case.left_at_start is None:
        return None
    return case.left_at_start - case.left


def _is_worse(case: SignCase) -> bool:
    gained = _gained(case)
    return gained is not None and gained < 0


SIGN_RULES: tuple[SignRule, ...] = (
    SignRule("no_measure", SignState.NO_DATA, lambda case: case.measure is None),
    SignRule("nothing_in_time", SignState.NO_DATA, lambda case: case.figure is None and case.over),
    SignRule(
        "nothing_yet",
        SignState.NOT_DUE,
        lambda case: case.figure is None and case.due is not None,
    ),
    SignRule("nothing_recorded", SignState.NO_DATA, lambda case: case.figure is None),
    SignRule(
        "not_computable",
        SignState.NO_DATA,
        lambda case: case.figure is not None and not case.figure.computable,
    ),
    SignRule("no_baseline", SignState.NO_DATA, lambda case: case.left is None),
    SignRule(
        "reached",
        SignState.MET,
        lambda case: case.target is not None and case.left is not None and case.left <= 0,
    ),
    SignRule("not_reached", SignState.MISSED, lambda case: case.target is not None and case.over),
    SignRule("worse", SignState.WORSE_THAN_BASELINE, _is_worse),
    SignRule(
        "same",
        SignState.UNCHANGED,
        lambda case: _gained(case) is not None and case.stands == case.start,
    ),
    SignRule("as_far", SignState.UNCHANGED, lambda case: _gained(case) == 0),
    SignRule(
        "better",
        SignState.MOVING,
        lambda case: _gained(case) is not None and case.target is not None,
    ),
    SignRule("better_without_target", SignState.MOVING, lambda case: _gained(case) is not None),
    SignRule("below_target", SignState.NOT_DUE, lambda case: case.target is not None),
    SignRule("nothing_to_compare", SignState.NOT_DUE, lambda case: True),
)
"""How a sign stands; the first rule that applies counts."""


# --- Milestones -----------------------------------------------------------------------------------
@frozen
class MilestoneCase:
    """What the rules of a milestone look at.

    Attributes:
        period: Its time, after moves.
        on: The day of the status.
        dropped: The record that it was dropped.
        reached: The record that it was reached.
        evaluated: The evaluation that it stands for.
    """

    period: Period | None
    on: date
    dropped: Record | None
    reached: Record | None
    evaluated: Record | None


@frozen
class MilestoneRule:
    """A rule of how a milestone stands.

    Attributes:
        code: What it is called, and which sentence it says.
        state: What it gives.
        applies: Whether it does.
    """

    code: str
    state: MilestoneState
    applies: Callable[[MilestoneCase], bool]


def _has_begun(case: MilestoneCase) -> bool:
    period = case.period
    return period is not None and (period.start is None or case.on >= period.start)


MILESTONE_RULES: tuple[MilestoneRule, ...] = (
    MilestoneRule("dropped", MilestoneState.DROPPED, lambda case: case.dropped is not None),
    MilestoneRule("reached", MilestoneState.DONE, lambda case: case.reached is not None),
    MilestoneRule("evaluated", MilestoneState.DONE, lambda case: case.evaluated is not None),
    MilestoneRule("no_time", MilestoneState.UNSCHEDULED, lambda case: case.period is None),
    MilestoneRule("over", MilestoneState.LATE, lambda case: is_over(case.period, case.on)),
    MilestoneRule("running", MilestoneState.CURRENT, _has_begun),
    MilestoneRule("ahead", MilestoneState.UPCOMING, lambda case: True),
)
"""How a milestone stands; the first rule that applies counts."""


# --- Trial actions --------------------------------------------------------------------------------
@frozen
class ActionCase:
    """What the rules of a trial action look at.

    Attributes:
        decision: The last decision, if it closes the trial action.
        on_the_way: The last decision, if the trial action goes on.
        final: The final evaluation.
        evaluation_time: The time of the final evaluation, if it has come.
        all_else_done: Whether all other milestones are reached or dropped, and some reached.
        last: The record that speaks of the latest day.
    """

    decision: Record | None
    on_the_way: Record | None
    final: Record | None
    evaluation_time: Period | None
    all_else_done: bool
    last: Record | None


@frozen
class ActionRule:
    """A rule of how a trial action stands.

    Attributes:
        code: What it is called, and which sentence it says.
        state: What it gives.
        applies: Whether it does.
    """

    code: str
    state: ActionState
    applies: Callable[[ActionCase], bool]


ACTION_RULES: tuple[ActionRule, ...] = (
    ActionRule("decision", ActionState.DECIDED, lambda case: case.decision is not None),
    ActionRule("final_evaluation", ActionState.EVALUATED, lambda case: case.final is not None),
    ActionRule(
        "evaluation_time",
        ActionState.AWAITING_EVALUATION,
        lambda case: case.evaluation_time is not None,
    ),
    ActionRule("all_else_done", ActionState.AWAITING_EVALUATION, lambda case: case.all_else_done),
    ActionRule("something_recorded", ActionState.RUNNING, lambda case: case.last is not None),
    ActionRule("nothing_recorded", ActionState.PLANNED, lambda case: True),
)
"""How a trial action stands; the first rule that applies counts."""
