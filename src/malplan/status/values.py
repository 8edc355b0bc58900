"""What a status holds: how each sign, milestone and trial action stands, and why."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum

from attrs import field, frozen

from malplan.figures import Figure, Progress
from malplan.measures import StepTarget, Target
from malplan.messages import Message
from malplan.model import Milestone, Plan, Sign, TrialAction
from malplan.periods import Period
from malplan.reasons import Reason, because
from malplan.records import Record, SignState


class MilestoneState(Enum):
    """How a milestone stands."""

    DONE = "done"
    UPCOMING = "upcoming"
    CURRENT = "current"
    LATE = "late"
    UNSCHEDULED = "unscheduled"
    DROPPED = "dropped"


class ActionState(Enum):
    """How a trial action stands."""

    PLANNED = "planned"
    RUNNING = "running"
    AWAITING_EVALUATION = "awaiting_evaluation"
    EVALUATED = "evaluated"
    DECIDED = "decided"


@frozen
class TargetStatus:
    """How a sign stands against one of its targets.

    Attributes:
        target: The target; None where the sign has none.
        due: When it should be reached; None where nobody said.
        state: How the sign stands.
        reasons: Why.
        figure: What was judged: until the last day of ``due``, or until the day of the status.
        progress: How much of the way is behind, where that is a number.
    """

    target: Target | StepTarget | None
    due: Period | None
    state: SignState
    reasons: tuple[Reason, ...]
    figure: Figure | None = None
    progress: Progress | None = None

    @property
    def because(self) -> Message:
        """Why, in both languages."""
        return because(self.reasons)


@frozen
class SignStatus:
    """How a sign stands.

    Attributes:
        sign: The sign.
        action: The id of its trial action.
        judged: By the target that counts on the day: the first whose time is not over, else the
            last.
        targets: By each target, in the order of their times.
        figure: What all observations until the day say together.
        reasons: Why.
    """

    sign: Sign
    action: str
    judged: TargetStatus
    targets: tuple[TargetStatus, ...]
    figure: Figure | None
    reasons: tuple[Reason, ...]

    @property
    def id(self) -> str:
        """The id of the sign."""
        return self.sign.id

    @property
    def state(self) -> SignState:
        """How it stands."""
        return self.judged.state

    @property
    def latest(self) -> Record | None:
        """The latest observation, by the day it speaks of."""
        return None if self.figure is None else self.figure.latest

    @property
    def records(self) -> tuple[str, ...]:
        """The ids of the records behind it."""
        judged = self.judged.figure
        found = (*(judged.records if judged else ()), *(self.figure.records if self.figure else ()))
        return tuple(dict.fromkeys(found))

    @property
    def because(self) -> Message:
        """Why, in both languages."""
        return because(self.reasons)


@frozen
class MilestoneStatus:
    """How a milestone stands.

    Attributes:
        milestone: The milestone, as the plan has it.
        action: The id of its trial action.
        state: How it stands.
        period: Its time, after moves.
        first_period: The first time that it had.
        on: The day it was reached or dropped.
        moves: How many times it was moved.
        slippage_days: How many days after the last day of its first time it was reached, or is to
            be reached; 0 if it is not later.
        reasons: Why.
        records: The ids of the records behind it.
    """

    milestone: Milestone
    action: str
    state: MilestoneState
    period: Period | None
    first_period: Period | None
    on: date | None
    moves: int
    slippage_days: int
    reasons: tuple[Reason, ...]
    records: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id of the milestone."""
        return self.milestone.id

    @property
    def because(self) -> Message:
        """Why, in both languages."""
        return because(self.reasons)


@frozen
class ActionStatus:
    """How a trial action stands.

    Attributes:
        action: The trial action.
        state: How it stands.
        late: The ids of its late milestones.
        missed: The ids of its signs that were missed.
        evaluations: The records of its evaluations, in the order of their days; the signs in them
            stay as they stood.
        learnings: The records of what was learned.
        decision: The record of the last decision.
        later: The ids of the records that came after the final evaluation.
        freshness_days: How many days ago anything of it was recorded; None if nothing was.
        reasons: Why.
        records: The ids of the records behind the state.
    """

    action: TrialAction
    state: ActionState
    late: tuple[str, ...]
    missed: tuple[str, ...]
    evaluations: tuple[Record, ...]
    learnings: tuple[Record, ...]
    decision: Record | None
    later: tuple[str, ...]
    freshness_days: int | None
    reasons: tuple[Reason, ...]
    records: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id of the trial action."""
        return self.action.id

    @property
    def because(self) -> Message:
        """Why, in both languages."""
        return because(self.reasons)


@frozen
class Status:
    """How a plan stands on a day.

    Attributes:
        plan: The plan that it is judged by.
        on: The day.
        known_at: What was recorded later is left out; None leaves out nothing.
        version: The version of the plan in the log; None if none was adopted.
        signs: The signs, in the order of the plan.
        milestones: The milestones, in the order of the plan.
        actions: The trial actions, in the order of the plan.
        freshness_days: How many days before ``on`` anybody recorded anything; None if nobody did.
        unplaced: The records of signs, milestones and trial actions that the plan does not have.
        last_recorded: When the last of all records that were known was made, by which the newer of
            two documents is told; None if there is none. It says nothing of how the plan stands:
            with another, a status is equal.
    """

    plan: Plan
    on: date
    known_at: datetime | None
    version: str | None
    signs: tuple[SignStatus, ...]
    milestones: tuple[MilestoneStatus, ...]
    actions: tuple[ActionStatus, ...]
    freshness_days: int | None
    unplaced: tuple[Record, ...]
    last_recorded: datetime | None = field(default=None, eq=False)
