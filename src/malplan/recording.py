"""Whether a record fits the plan, the log and the calendar: every problem, before it is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from malplan.errors import Problem, did_you_mean, shown
from malplan.history import Entry
from malplan.measures import (
    Combine,
    Counts,
    Qualitative,
    Quantitative,
    is_headcount,
    not_a_headcount,
)
from malplan.messages import OR, Message, listed
from malplan.messages import records as words
from malplan.model import Milestone, Plan, Sign
from malplan.periods import Period
from malplan.records import (
    Evaluation,
    MilestoneDropped,
    MilestoneMoved,
    MilestoneReached,
    Observation,
    PlanAdopted,
    Record,
    Stage,
)
from malplan.status.milestones import AdoptedTimes


class Fit:
    """Tells what does not fit a plan on the day of recording, of one thing after the other.

    Args:
        plan: The plan it is judged by.
        today: The day on which it is recorded.
    """

    def __init__(self, plan: Plan, today: date) -> None:
        self._plan = plan
        self._today = today
        self._signs = {sign.id: sign for sign in plan.signs}  # an import asks for each of many rows

    def misfits(
        self, what: Any, on: date, counting: Iterable[Entry], *, corrected: Any = None
    ) -> list[Problem]:
        """What is wrong with a record, beside what a record may hold at all.

        Args:
            what: What it tells.
            on: The day it speaks of.
            counting: The entries that count already; of what is corrected, nothing. What was
                observed does not matter.
            corrected: What the record told that this one takes the place of, if it does. What
                stays as it was is not looked at again: the plan may have changed since.
        """
        problems = []
        if on > self._today:
            days = {"day": _day(on), "today": _day(self._today)}
            problems.append(_problem("on", words.IN_THE_FUTURE, **days))
        is_observation = isinstance(what, Observation)
        if is_observation and what.period is not None:
            problems += _of_day(on, what.period, self._today)
        if corrected is not None and what == corrected:
            return problems
        plan = self._plan
        if is_observation:
            if what.period is not None:
                problems += _of_period(what.period, self._today)
            return problems + _of_sign(what, self._signs.get(what.sign), plan)
        match what:
            case MilestoneReached() | MilestoneDropped() | MilestoneMoved():
                problems += _of_milestone(what, plan, list(counting), corrected)
            case Evaluation():
                problems += _unknown_action(what.action, plan)
                problems += _second_evaluation(what, list(counting))
            case _ if hasattr(what, "action"):
                problems += _unknown_action(what.action, plan)
        return problems


def _of_day(on: date, period: Period, today: date) -> list[Problem]:
    if not period.scheduled or on in period or _is_ahead(period, today):
        return []
    return [_problem("on", words.OUTSIDE_ITS_PERIOD, day=_day(on), period=period.message)]


def _is_ahead(period: Period, today: date) -> bool:
    return period.start is not None and period.start > today


def _problem(field: str, message: Message, **values: object) -> Problem:
    return Problem(field, message.format(**values))


def _day(day: date) -> Message:
    return Period(day, day).message


# --- Observations ---------------------------------------------------------------------------------
# Lists rather than generators: an import asks this of many observations that are right, and a
# generator that yields nothing costs as much as all that is looked at.
def _of_sign(what: Observation, sign: Sign | None, plan: Plan) -> list[Problem]:
    if sign is None:
        return [unknown_sign(what.sign, plan)]
    measure = sign.measure
    if measure is None:
        return [_problem("sign", words.NO_MEASURE, id=sign.id)]
    if isinstance(measure, Qualitative):
        return _on_scale(what, measure)
    return _in_number(what, measure)


def _of_period(period: Period, today: date) -> list[Problem]:
    if not period.scheduled:
        return [_problem("period", words.UNDATED_PERIOD, text=shown(period.text))]
    if _is_ahead(period, today):
        return [_problem("period", words.NOT_BEGUN, period=period.message, today=_day(today))]
    return []


def unknown_sign(id: str, plan: Plan) -> Problem:
    """What is said of a sign that the plan does not have; the nearest are offered."""
    return _unknown(words.UNKNOWN_SIGN, "sign", id, plan, [one.id for one in plan.signs])


def _on_scale(what: Observation, measure: Qualitative) -> list[Problem]:
    known = [one.id for one in measure.scale]
    if what.step in known:
        return []
    steps = listed(known, word=OR)
    if what.step is None:
        return [_problem("step", words.NEEDS_A_STEP, id=what.sign, steps=steps)]
    return [_problem("step", words.NOT_A_STEP, step=what.step, steps=steps)]


_RATIO, _PEOPLE = Combine.RATIO, Counts.PEOPLE
"""Looked up once: an import asks for each of many rows."""


def _in_number(what: Observation, measure: Quantitative) -> list[Problem]:
    value, of = what.value, what.of
    if value is None:
        return [_problem("value", words.NEEDS_A_NUMBER, id=what.sign, unit=measure.unit)]
    problems = []
    is_ratio, counts_people = measure.combine is _RATIO, measure.counts is _PEOPLE
    if is_ratio is (of is None):
        message = words.NEEDS_OF if is_ratio else words.OF_WITHOUT_RATIO
        problems.append(_problem("of", message, id=what.sign))
    for name, number in (("value", value),) if of is None else (("value", value), ("of", of)):
        if counts_people and not is_headcount(number):
            problems += not_a_headcount(number, name)
        elif is_ratio and not counts_people and number < 0:
            problems.append(_problem(name, words.NEGATIVE, value=number))
    if is_ratio and of is not None:
        if of == 0:
            problems.append(_problem("of", words.RATIO_OF_NOTHING, of=of))
        elif 0 < of < value:
            problems.append(_problem("value", words.RATIO_OVER_ONE, value=value, of=of))
    return problems


# --- Milestones and trial actions -----------------------------------------------------------------
def _of_milestone(
    what: MilestoneReached | MilestoneDropped | MilestoneMoved,
    plan: Plan,
    counting: list[Entry],
    corrected: Any,
) -> Iterator[Problem]:
    milestones = [one for action in plan.actions for one in action.milestones]
    milestone = next((one for one in milestones if one.id == what.milestone), None)
    if milestone is None:
        known = [one.id for one in milestones]
        yield _unknown(words.UNKNOWN_MILESTONE, "milestone", what.milestone, plan, known)
        return
    if not isinstance(corrected, MilestoneMoved):  # which it was before it ended
        yield from _ended(milestone.id, counting)
    if isinstance(what, MilestoneMoved) and what.period != getattr(corrected, "period", None):
        yield from _of_move(what, milestone, counting)


def _ended(id: str, counting: list[Entry]) -> Iterator[Problem]:
    """A milestone that was reached or dropped is so until that record is taken back."""
    last = _last(counting, lambda one: _is_of(one, id, MilestoneReached, MilestoneDropped))
    if last is not None:
        reached = isinstance(last.what, MilestoneReached)
        message = words.ALREADY_DONE if reached else words.ALREADY_DROPPED
        yield _problem("milestone", message, id=id, day=_day(last.on), record=last.id)


def _of_move(
    what: MilestoneMoved, milestone: Milestone, counting: list[Entry]
) -> Iterator[Problem]:
    if not what.period.scheduled:
        yield _problem("period", words.MOVED_TO_NOTHING, text=shown(what.period.text))
        return
    last = _last(counting, lambda one: _is_of(one, milestone.id, MilestoneMoved))
    times = AdoptedTimes(one.record for one in counting if isinstance(one.record.what, PlanAdopted))
    moved = last.what if last is not None and not times.set_since(last, milestone) else None
    now = moved.period if isinstance(moved, MilestoneMoved) else milestone.period
    if now == what.period and now is not None:
        yield _problem(
            "period", words.MOVED_TO_THE_SAME, id=milestone.id, period=what.period.message
        )


def _is_of(record: Record, milestone: str, *kinds: type) -> bool:
    return isinstance(record.what, kinds) and record.subject == milestone


def _last(counting: Sequence[Entry], wanted: Callable[[Record], bool]) -> Record | None:
    found = [one for one in counting if wanted(one.record)]
    return max(found, key=attrgetter("place")).record if found else None


def _unknown_action(id: str, plan: Plan) -> Iterator[Problem]:
    known = [action.id for action in plan.actions]
    if id not in known:
        yield _unknown(words.UNKNOWN_ACTION, "action", id, plan, known)


def _second_evaluation(what: Evaluation, counting: list[Entry]) -> Iterator[Problem]:
    def is_final(record: Record) -> bool:
        other = record.what
        return isinstance(other, Evaluation) and (other.action, other.stage) == (
            what.action,
            Stage.FINAL,
        )

    last = _last(counting, is_final) if what.stage is Stage.FINAL else None
    if last is not None:
        yield _problem(
            "action",
            words.ALREADY_EVALUATED,
            id=what.action,
            day=_day(last.on),
            record=last.id,
        )


def _unknown(message: Message, field: str, id: str, plan: Plan, known: list[str]) -> Problem:
    hint = did_you_mean(id, known)
    if not hint and known:
        hint = words.IN_THE_PLAN.format(names=listed(known))
    return _problem(field, message, plan=plan.id, id=shown(id), hint=hint)
