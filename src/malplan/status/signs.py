"""How a sign stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import takewhile
from typing import Any

from malplan.figures import Figure, combined, gap, progress, standing, starting_point
from malplan.history import Entry
from malplan.measures import Measure, Qualitative, StepTarget, Target
from malplan.messages import status as words
from malplan.model import Sign
from malplan.periods import Period
from malplan.reasons import Reason, aim_said, baseline_said, figure_said, reason, target_said
from malplan.records import SignState
from malplan.status.rules import SIGN_RULES, SignCase, is_over, scheduled
from malplan.status.values import SignStatus, TargetStatus


def sign_status(sign: Sign, action: str, observations: Sequence[Entry], on: date) -> SignStatus:
    """How a sign stands.

    Args:
        sign: The sign.
        action: The id of its trial action.
        observations: What was observed of it until the day, in any order.
        on: The day.
    """
    measure = sign.measure
    if measure is None:
        judged = _judge(SignCase(None, None, scheduled(sign.when), False))
        return SignStatus(sign, action, judged, (), None, judged.reasons)
    figure = combined(measure, observations)
    targets = sorted(measure.targets, key=_due_order)
    statuses = tuple(
        _against(target, sign, measure, observations, figure, on) for target in targets or (None,)
    )
    judged = next((one for one in statuses if not is_over(one.due, on)), statuses[-1])
    return SignStatus(
        sign=sign,
        action=action,
        judged=judged,
        targets=statuses if targets else (),
        figure=figure,
        reasons=(*judged.reasons, *_missed_before(judged, statuses, measure)),
    )


def _against(
    target: Target | StepTarget | None,
    sign: Sign,
    measure: Measure,
    observations: Sequence[Entry],
    figure: Figure | None,
    on: date,
) -> TargetStatus:
    """How a sign stands against one target: once its time is over, by what speaks of that time."""
    due = scheduled(target.due if target is not None else None) or scheduled(sign.when)
    over = is_over(due, on)
    judged, later = figure, None
    if over and due is not None and due.end is not None:
        end = due.end
        in_time = [entry for entry in observations if entry.record.on <= end]
        if len(in_time) < len(observations):
            judged, later = combined(measure, in_time), figure
    return judge(measure, target, due, over=over, figure=judged, later=later)


def judge(
    measure: Measure,
    target: Target | StepTarget | None,
    due: Period | None,
    *,
    over: bool,
    figure: Figure | None,
    later: Figure | None = None,
) -> TargetStatus:
    """How a figure stands against a target.

    Args:
        measure: How the sign is observed.
        target: The target; None where there is none.
        due: When it should be reached.
        over: Whether that time is over.
        figure: What counts.
        later: What was observed after that time too.
    """
    start = starting_point(measure)
    stands = None if figure is None else standing(measure, figure)
    case = SignCase(
        measure=measure,
        target=target,
        due=due,
        over=over,
        figure=figure,
        later=later,
        start=start,
        stands=stands,
        left=None if stands is None else gap(measure, target, stands),
        left_at_start=None if start is None else gap(measure, target, start),
    )
    return _judge(case)


def _judge(case: SignCase) -> TargetStatus:
    rule = next(rule for rule in SIGN_RULES if rule.applies(case))
    figure, measure = case.figure, case.measure
    return TargetStatus(
        target=case.target,
        due=case.due,
        state=rule.state,
        reasons=tuple(_reasons(rule.code, case)),
        figure=figure,
        progress=None
        if measure is None or figure is None
        else progress(measure, case.target, figure),
    )


def _reasons(rule: str, case: SignCase) -> Iterator[Reason]:
    table, measure = words.SIGN_REASONS, case.measure
    if measure is None:
        yield reason(table, rule)
        return
    seen: dict[str, Any] = {**aim_said(measure)}
    if case.figure is not None and case.figure.computable:
        seen["figure"] = figure_said(measure, case.figure)
    if case.target is not None:
        seen["target"] = target_said(measure, case.target)
    if case.start is not None:
        seen["baseline"] = baseline_said(measure, case.start)
    if case.due is not None:
        seen["last_day"] = case.due.end
    yield reason(table, rule, **seen)
    if rule in _WITHOUT_TARGET and case.target is not None:
        yield reason(table, "aim", Aim=seen["Aim"], target=seen["target"])
    if case.due is not None and not case.over:
        yield reason(table, "due", due=case.due)
    if case.later is not None and case.later.computable:
        rule = "later_step" if isinstance(measure, Qualitative) else "later"
        yield reason(table, rule, later=figure_said(measure, case.later))


_WITHOUT_TARGET = ("worse", "same")
"""The rules whose sentences do not name the target."""


def _missed_before(
    judged: TargetStatus, statuses: Sequence[TargetStatus], measure: Measure
) -> Iterator[Reason]:
    for one in takewhile(lambda one: one is not judged, statuses):
        rule = _EARLIER.get(one.state)
        if rule is not None and one.target is not None:
            target = target_said(measure, one.target)
            noun = aim_said(measure)["aim_noun"]
            yield reason(words.SIGN_REASONS, rule, aim_noun=noun, target=target, due=one.due)


_EARLIER = {SignState.MISSED: "earlier_missed", SignState.NO_DATA: "earlier_no_data"}
"""What is said of targets whose time was over before that of the one that counts."""


def _due_order(target: Target | StepTarget) -> date:
    due = scheduled(target.due)
    return due.end if due is not None and due.end is not None else date.max
