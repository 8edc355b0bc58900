"""What is due: late, current and coming, by its last day, and which evaluations are missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from attrs import frozen

from malplan.messages import Message
from malplan.messages import status as words
from malplan.periods import Period
from malplan.reasons import reason
from malplan.records import SignState
from malplan.status import (
    ActionState,
    ActionStatus,
    MilestoneState,
    MilestoneStatus,
    SignStatus,
    Status,
)
from malplan.status.milestones import evaluations_of
from malplan.status.rules import EVALUATIONS

When = Literal["late", "current", "upcoming"]


@frozen
class DueItem:
    """Something that is due.

    Attributes:
        plan: The id of the plan.
        part: ``milestone``, ``evaluation``, or ``target`` of a sign.
        id: The id of the milestone, the sign or the trial action.
        action: The id of the trial action.
        text: The milestone or the sign, in the plan's words.
        when: Whether it is late, in its time now, or coming.
        period: Its time; None for an evaluation that has none.
        days_left: Days until its last day, below zero when it is over; None without a last day.
        because: Why it is here.
    """

    plan: str
    part: Literal["milestone", "evaluation", "target"]
    id: str
    action: str
    text: str
    when: When
    period: Period | None
    days_left: int | None
    because: Message

    @property
    def last_day(self) -> date | None:
        """The last day on which it is in time."""
        return None if self.period is None else self.period.end

    @property
    def order(self) -> tuple[date, str, str]:
        """The last day, the plan and the id, by which items are sorted; without a day, last."""
        return self.last_day or date.max, self.plan, self.id


_WHEN: dict[MilestoneState, When] = {
    MilestoneState.LATE: "late",
    MilestoneState.CURRENT: "current",
    MilestoneState.UPCOMING: "upcoming",
}


def due_items(status: Status, within: int) -> Iterator[DueItem]:
    """What is late, in its time, or begins or ends within some days.

    Args:
        status: How a plan stands.
        within: How many days ahead.
    """
    horizon = status.on + timedelta(days=min(within, (date.max - status.on).days))
    for milestone in status.milestones:
        yield from _of_milestone(status, milestone, horizon)
    for sign in status.signs:
        yield from _of_sign(status, sign, horizon)
    yield from _missing_evaluations(status)


def _of_milestone(status: Status, milestone: MilestoneStatus, horizon: date) -> Iterator[DueItem]:
    when, period = _WHEN.get(milestone.state), milestone.period
    if when is None or period is None:
        return
    if when == "upcoming" and period.start is not None and period.start > horizon:
        return
    yield DueItem(
        plan=status.plan.id,
        part="evaluation" if milestone.milestone.kind in EVALUATIONS else "milestone",
        id=milestone.id,
        action=milestone.action,
        text=milestone.milestone.text,
        when=when,
        period=period,
        days_left=_days_left(period, status.on),
        because=milestone.because,
    )


def _of_sign(status: Status, sign: SignStatus, horizon: date) -> Iterator[DueItem]:
    """A sign whose target is to be reached soon, or of whose time nothing is recorded."""
    if sign.sign.measure is None:
        return
    for one in sign.targets or (sign.judged,):
        due, is_judged = one.due, one is sign.judged
        if due is None or due.end is None or one.state is SignState.MET:
            continue
        over = status.on > due.end
        if over and one.state is not SignState.NO_DATA:
            continue
        if not over and (not is_judged or due.end > horizon):
            continue
        begun = due.start is None or status.on >= due.start
        yield DueItem(
            plan=status.plan.id,
            part="target",
            id=sign.id,
            action=sign.action,
            text=sign.sign.text,
            when="late" if over else "current" if begun else "upcoming",
            period=due,
            days_left=_days_left(due, status.on),
            because=one.because,
        )


def _missing_evaluations(status: Status) -> Iterator[DueItem]:
    """What was to be evaluated by now, and nobody has recorded how.

    A milestone that was reached without its evaluation, and a trial action of which all else is
    done, without an evaluation in sight.
    """
    for action in status.actions:
        own = [
            one
            for one in status.milestones
            if one.action == action.id and one.milestone.kind in EVALUATIONS
        ]
        made = evaluations_of(
            action.action,
            action.evaluations,
            {one.id: one.period for one in own},
            {one.id for one in own if one.state is MilestoneState.DROPPED},
        )
        for milestone in own:
            if milestone.state is MilestoneState.DONE and milestone.id not in made:
                yield _evaluation(status, action, milestone.id, milestone.milestone.text, "reached")
        ahead = any(one.state in _WHEN for one in own)
        if action.state is ActionState.AWAITING_EVALUATION and not ahead:
            yield _evaluation(status, action, action.id, action.action.title, "all_else_done")


def _evaluation(status: Status, action: ActionStatus, id: str, text: str, rule: str) -> DueItem:
    return DueItem(
        plan=status.plan.id,
        part="evaluation",
        id=id,
        action=action.id,
        text=text,
        when="late",
        period=None,
        days_left=None,
        because=reason(words.MISSING_EVALUATIONS, rule).message,
    )


def _days_left(period: Period, on: date) -> int | None:
    return None if period.end is None else (period.end - on).days
