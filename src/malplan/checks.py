"""The rules of the method: what a good målplan holds.

Each rule is one function that yields places and sentences; ``CHECKS`` lists them with their codes
and severities. The questions behind them are those of the form: what shows whether it works, when
does each trial action start, what are the milestones, when are the interim and the final
evaluation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice

import attrs

from malplan.chain import goals_reached, signs_that_lead_to_a_goal
from malplan.fields import texts_of
from malplan.findings import Finding, Severity
from malplan.formats import figure
from malplan.measures import Quantitative
from malplan.messages import Message, listed
from malplan.messages import findings as words
from malplan.model import KeyFigure, Milestone, MilestoneKind, Plan, Sign, TrialAction
from malplan.periods import Period
from malplan.privacy import has_cpr_number

ABOUT_THREE_MONTHS = timedelta(days=100)
"""A trial action that takes longer should have an interim evaluation."""

_MOST_LATER = 20
"""How many later milestones are named for one final evaluation."""


@attrs.frozen
class _Found:
    path: str
    message: Message
    severity: Severity | None = None


_Rule = Callable[[Plan], Iterator[_Found]]


@attrs.frozen
class MethodCheck:
    """A rule of the method as a check that can be registered.

    Attributes:
        code: The code of its findings.
        severity: How much they matter, where the rule does not say otherwise.
        rule: Finds the places. Its docstring says what it finds and why it matters, and what to do
            about it is in the messages; docs/reference/checks.md is made from both.
    """

    code: str
    severity: Severity
    rule: _Rule = attrs.field(repr=False)

    def check(self, plan: Plan) -> Iterator[Finding]:
        """Look at a plan."""
        for found in self.rule(plan):
            yield Finding(self.code, found.severity or self.severity, found.path, found.message)


def _action(action: TrialAction) -> str:
    return f"actions/{action.id}"


# --- Signs ----------------------------------------------------------------------------------------
def _goal_without_sign(plan: Plan) -> Iterator[_Found]:
    """No sign leads to a goal.

    Directly or through other signs and goals. Without one, nobody can see whether the goal comes
    nearer.
    """
    reached = goals_reached(plan)
    for goal in plan.goals:
        if goal.id not in reached:
            yield _Found(f"goals/{goal.id}", words.GOAL_WITHOUT_SIGN)


def _action_without_sign(plan: Plan) -> Iterator[_Found]:
    """A trial action has no signs.

    Nothing shows whether it works.
    """
    for action in plan.actions:
        if not action.signs:
            yield _Found(_action(action), words.ACTION_WITHOUT_SIGN)


def _action_without_measurable_sign(plan: Plan) -> Iterator[_Found]:
    """None of a trial action's signs has a number or a scale.

    Two people who look at the same trial action could see different things.
    """
    for action in plan.actions:
        if action.signs and all(sign.measure is None for sign in action.signs):
            yield _Found(_action(action), words.ACTION_WITHOUT_MEASURABLE_SIGN)


def _few_measurable_signs(plan: Plan) -> Iterator[_Found]:
    """Only some of the plan's signs have a number or a scale.

    A sign that is not counted can still be judged on named steps. Told once for the whole plan.
    """
    measurable = sum(sign.measure is not None for sign in plan.signs)
    if 0 < measurable < len(plan.signs):
        yield _Found(
            "",
            words.FEW_MEASURABLE_SIGNS.format(measurable=measurable, total=len(plan.signs)),
        )


def _sign_without_measurement(plan: Plan) -> Iterator[_Found]:
    """It does not say how a sign is measured, or when.

    The day on which a target is due counts as when. A sign that is followed in a new way each time
    shows the way, and not the change.
    """
    for action in plan.actions:
        for sign in action.signs:
            how, when = sign.how is not None, _says_when(sign)
            if how and when:
                continue
            what = words.WHEN if how else words.HOW if when else words.HOW_AND_WHEN
            yield _Found(
                f"{_action(action)}/signs/{sign.id}",
                words.SIGN_WITHOUT_MEASUREMENT.format(what=what),
            )


def _says_when(sign: Sign) -> bool:
    """Whether it says when the sign is measured, or when its target is due."""
    due = sign.measure is not None and any(target.due for target in sign.measure.targets)
    return sign.when is not None or due


def _sign_without_baseline(plan: Plan) -> Iterator[_Found]:
    """A quantitative sign does not say where it stood before.

    A number alone does not tell whether anything has changed.
    """
    for action in plan.actions:
        for sign in action.signs:
            if isinstance(sign.measure, Quantitative) and sign.measure.baseline is None:
                yield _Found(f"{_action(action)}/signs/{sign.id}", words.SIGN_WITHOUT_BASELINE)


def _broken_chain(plan: Plan) -> Iterator[_Found]:
    """A sign's chain of change reaches no goal.

    A sign leads to another sign or to a goal. Where the chain ends earlier, it does not say why the
    sign matters. Told once for each trial action.
    """
    leading = signs_that_lead_to_a_goal(plan)
    for index, action in enumerate(plan.actions, 1):
        broken = [
            f"{index}.{number}"
            for number, sign in enumerate(action.signs, 1)
            if sign.id not in leading
        ]
        if broken:
            message = words.BROKEN_CHAIN if len(broken) > 1 else words.BROKEN_CHAIN_OF_ONE
            yield _Found(_action(action), message.format(signs=listed(broken)))


# --- Time -----------------------------------------------------------------------------------------
def _milestones(plan: Plan) -> Iterator[tuple[str, Milestone]]:
    for action in plan.actions:
        for milestone in action.milestones:
            yield f"{_action(action)}/milestones/{milestone.id}", milestone


def _has(action: TrialAction, kind: MilestoneKind) -> bool:
    return any(milestone.kind is kind for milestone in action.milestones)


def _days(period: Period | None) -> tuple[date, date] | None:
    """The first and the last day that a period names; the one it names where it is open."""
    if period is None:
        return None
    days = [day for day in (period.start, period.end) if day is not None]
    return (days[0], days[-1]) if days else None


def _long_span(action: TrialAction) -> tuple[Period, Period] | None:
    """The first and the last time that the milestones name, if they are far enough apart."""
    timed = [(m.period, days) for m in action.milestones if m.period and (days := _days(m.period))]
    if not timed:
        return None
    first, (start, _) = min(timed, key=lambda pair: pair[1][0])
    last, (_, end) = max(timed, key=lambda pair: pair[1][1])
    return (first, last) if end - start > ABOUT_THREE_MONTHS else None


def _no_hypothesis(plan: Plan) -> Iterator[_Found]:
    """A trial action does not say what is expected, and why.

    A hypothesis can turn out right or wrong, and both teach something.
    """
    for action in plan.actions:
        if action.hypothesis is None:
            yield _Found(_action(action), words.NO_HYPOTHESIS)


def _no_start(plan: Plan) -> Iterator[_Found]:
    """None of a trial action's milestones is its start.

    The start tells whether the trial action is planned or running.
    """
    for action in plan.actions:
        if not _has(action, MilestoneKind.START):
            yield _Found(_action(action), words.NO_START)


def _no_interim_evaluation(plan: Plan) -> Iterator[_Found]:
    """No interim evaluation is planned.

    It is what lets a trial action be changed while there is time. A trial action that takes long is
    told so by ``long-without-interim-evaluation`` instead.
    """
    # A long trial action is told so by the next check, and not twice.
    for action in plan.actions:
        if not _has(action, MilestoneKind.INTERIM_EVALUATION) and not _long_span(action):
            yield _Found(_action(action), words.NO_INTERIM_EVALUATION)


def _long_without_interim_evaluation(plan: Plan) -> Iterator[_Found]:
    """No interim evaluation is planned in more than about three months.

    About three months are 100 days, from the first to the last day that the milestones name.
    """
    for action in plan.actions:
        span = _long_span(action)
        if span and not _has(action, MilestoneKind.INTERIM_EVALUATION):
            start, end = (period.message for period in span)
            message = words.LONG_WITHOUT_INTERIM_EVALUATION.format(start=start, end=end)
            yield _Found(_action(action), message)


def _no_final_evaluation(plan: Plan) -> Iterator[_Found]:
    """No final evaluation is planned.

    Without one it is never decided whether to continue, adapt, stop or scale up.
    """
    for action in plan.actions:
        if not _has(action, MilestoneKind.FINAL_EVALUATION):
            yield _Found(_action(action), words.NO_FINAL_EVALUATION)


def _final_evaluation_too_early(plan: Plan) -> Iterator[_Found]:
    """The final evaluation comes before another milestone.

    It cannot take in what happens after it. A warning where the two times overlap, so that it only
    may come before.
    """
    for index, action in enumerate(plan.actions, 1):
        others = [
            (f"{index}.{number}", milestone.period, days)
            for number, milestone in enumerate(action.milestones, 1)
            if milestone.kind is not MilestoneKind.FINAL_EVALUATION
            and milestone.period
            and (days := _days(milestone.period))
        ]
        for final in action.milestones:
            if final.kind is not MilestoneKind.FINAL_EVALUATION or final.period is None:
                continue
            end = final.period.end or date.max
            later = (other for other in others if other[2][1] > end)
            for name, period, days in islice(later, _MOST_LATER):
                surely = days[0] > end
                message = words.FINAL_EVALUATION_TOO_EARLY if surely else words.FINAL_MAYBE_EARLY
                yield _Found(
                    f"{_action(action)}/milestones/{final.id}",
                    message.format(
                        evaluation=final.period.message,
                        milestone=name,
                        period=period.message,
                    ),
                    None if surely else Severity.WARNING,
                )


def _unscheduled_milestone(plan: Plan) -> Iterator[_Found]:
    """A milestone has no time.

    Without a time it can be neither upcoming nor late. Words that name no day, such as *løbende*,
    are no time. Advice where the milestone is optional.
    """
    for path, milestone in _milestones(plan):
        if milestone.period is None or not milestone.period.scheduled:
            severity = Severity.ADVICE if milestone.optional else None
            yield _Found(path, _no_time(milestone.period, plan.year), severity)


def _no_time(period: Period | None, year: int) -> Message:
    """Words under ``text`` alone are not read; some could be."""
    meant = None if period is None else Period.parse_if_readable(period.text, year=year)
    if meant is None or not meant.scheduled:
        return words.UNSCHEDULED_MILESTONE
    return words.TIME_NOT_READ.format(text=meant.text)


def _sign_before_year(plan: Plan) -> Iterator[_Found]:
    """A sign is to be looked at, or reached, before the plan's year begins.

    Most often a year is mistyped. After the year it may be: some effects come late.
    """
    for action in plan.actions:
        for sign in action.signs:
            targets = () if sign.measure is None else sign.measure.targets
            times = (sign.when, *(target.due for target in targets))
            early = [time for time in times if time and time.end and time.end.year < plan.year]
            if early:
                message = words.SIGN_BEFORE_YEAR.format(period=early[0].message, year=plan.year)
                yield _Found(f"{_action(action)}/signs/{sign.id}", message)


def _milestone_outside_year(plan: Plan) -> Iterator[_Found]:
    """A milestone is not in the plan's year.

    Most often a year is mistyped. The year's first and last week may lap over.
    """
    for path, milestone in _milestones(plan):
        days = _days(milestone.period)
        if milestone.period and days and not _within_year(days, plan.year):
            message = words.MILESTONE_OUTSIDE_YEAR.format(
                period=milestone.period.message, year=plan.year
            )
            yield _Found(path, message)


def _within_year(days: tuple[date, date], year: int) -> bool:
    """Whether a time lies in a year; the first and the last week of it may lap over."""
    start, end = days
    lap = timedelta(days=6)
    inside = start <= date(year, 12, 31) and end >= date(year, 1, 1)
    return inside and start >= date(year, 1, 1) - lap and end <= date(year, 12, 31) + lap


# --- The rest of the plan -------------------------------------------------------------------------
def _figures_do_not_add_up(plan: Plan) -> Iterator[_Found]:
    """Key figures do not add up to the one that they are parts of.

    Only parts in the unit of the whole are added. A figure that is *about* may be off by what
    rounding hides: about 350 by 5, about 100 by 50. A single part may be less than its whole, but
    not more. Where a figure is held back (`withheld`), its whole and that of which it is a part are
    not looked at.
    """
    parts_of_whole: dict[str | None, list[KeyFigure]] = {}
    for part in plan.key_figures:
        parts_of_whole.setdefault(part.part_of, []).append(part)
    for whole in plan.key_figures:
        parts = [part for part in parts_of_whole.get(whole.id, ()) if part.unit == whole.unit]
        values = [part.value for part in parts if part.value is not None]
        if not parts or whole.value is None or len(values) < len(parts):
            continue
        total = sum(values, Decimal(0))
        slack = sum((_slack(part) for part in (whole, *parts)), Decimal(0))
        # A single part need not be all of its whole, but it cannot be more.
        missing = whole.value - total if len(parts) > 1 else min(whole.value - total, Decimal(0))
        if abs(missing) > slack:
            message = words.FIGURES_DO_NOT_ADD_UP.format(
                parts=listed([part.text for part in parts]),
                sum=figure(total),
                whole=figure(whole.value),
            )
            yield _Found(f"challenge/key_figures/{whole.id}", message)


def _slack(key_figure: KeyFigure) -> Decimal:
    """What "about" allows: half a unit of the last digit that is not zero (350: 5; 100: 50)."""
    if not key_figure.about or not key_figure.value:
        return Decimal(0)
    exponent = key_figure.value.normalize().as_tuple().exponent
    return Decimal(5).scaleb(int(exponent) - 1)


def _no_coordinator(plan: Plan) -> Iterator[_Found]:
    """The plan has no coordinator.

    Nobody is named who keeps it on course.
    """
    if not plan.coordinators:
        yield _Found("coordinators", words.NO_COORDINATOR)


def _cpr_number(plan: Plan) -> Iterator[_Found]:
    """A text holds what looks like a CPR number.

    In a published plan it would expose somebody. Looked for in every text, with or without a dash
    or a space, and with 60 added to the day, as replacement numbers have it.
    """
    for path, text in texts_of(plan):
        if has_cpr_number(text):
            yield _Found(path, words.CPR_NUMBER)


_ADVICE, _WARNING, _ERROR = Severity.ADVICE, Severity.WARNING, Severity.ERROR

CHECKS: tuple[MethodCheck, ...] = (
    MethodCheck("cpr-number", _ERROR, _cpr_number),
    MethodCheck("no-coordinator", _WARNING, _no_coordinator),
    MethodCheck("goal-without-sign", _WARNING, _goal_without_sign),
    MethodCheck("figures-do-not-add-up", _WARNING, _figures_do_not_add_up),
    MethodCheck("few-measurable-signs", _ADVICE, _few_measurable_signs),
    MethodCheck("action-without-sign", _WARNING, _action_without_sign),
    MethodCheck("action-without-measurable-sign", _WARNING, _action_without_measurable_sign),
    MethodCheck("no-hypothesis", _ADVICE, _no_hypothesis),
    MethodCheck("broken-chain", _ADVICE, _broken_chain),
    MethodCheck("no-start", _WARNING, _no_start),
    MethodCheck("no-interim-evaluation", _WARNING, _no_interim_evaluation),
    MethodCheck("long-without-interim-evaluation", _WARNING, _long_without_interim_evaluation),
    MethodCheck("no-final-evaluation", _WARNING, _no_final_evaluation),
    MethodCheck("sign-without-measurement", _ADVICE, _sign_without_measurement),
    MethodCheck("sign-without-baseline", _WARNING, _sign_without_baseline),
    MethodCheck("sign-before-year", _WARNING, _sign_before_year),
    MethodCheck("final-evaluation-too-early", _ERROR, _final_evaluation_too_early),
    MethodCheck("unscheduled-milestone", _WARNING, _unscheduled_milestone),
    MethodCheck("milestone-outside-year", _WARNING, _milestone_outside_year),
)
"""The checks of the method, in the order in which a plan is read."""
