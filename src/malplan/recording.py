"""Whether a record fits the plan, the log and the calendar: every problem, before it is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from malplan.errors import Problem, did_you_mean, shown
from malplan.history import Entry
from malplan.measures import Combine, Counts, Qualitative, Quantitative, not_a_headcount
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
        problems = list(_of_day(what, on, self._today))
        if what == corrected:
            return problems
        plan = self._plan
        match what:
            case Observation():
                problems += _of_observation(what, self._signs.get(what.sign), plan, self._today)
            case MilestoneReached() | MilestoneDropped() | MilestoneMoved():
                problems += _of_milestone(what, plan, list(counting), corrected)
            case Evaluation():
                problems += _unknown_action(what.action, plan)
                problems += _second_evaluation(what, list(counting))
            case _ if hasattr(what, "action"):
                problems += _unknown_action(what.action, plan)
        return problems


def _of_day(what: Any, on: date, today: date) -> Iterator[Problem]:
    if on > today:
        yield _problem("on", words.IN_THE_FUTURE, day=_day(on), today=_day(today))
    period = what.period if isinstance(what, Observation) else None
    is_ahead = period is not None and period.start is not None and period.start > today
    if period is not None and period.scheduled and on not in period and not is_ahead:
        yield _problem("on", words.OUTSIDE_ITS_PERIOD, day=_day(on), period=period.message)


def _problem(field: str, message: Message, **values: object) -> Problem:
    return Problem(field, message.format(**values))


def _day(day: date) -> Message:
    return Period(day, day).message


# --- Observations ---------------------------------------------------------------------------------
def _of_observation(
    what: Observation, sign: Sign | None, plan: Plan, today: date
) -> Iterator[Problem]:
    period = what.period
    if period is not None and not period.scheduled:
        yield _problem("period", words.UNDATED_PERIOD, text=shown(period.text))
    elif period is not None and period.start is not None and period.start > today:
        yield _problem("period", words.NOT_BEGUN, period=period.message, today=_day(today))
    if sign is None:
        yield unknown_sign(what.sign, plan)
    elif sign.measure is None:
        yield _problem("sign", words.NO_MEASURE, id=sign.id)
    elif isinstance(sign.measure, Qualitative):
        yield from _on_scale(what, sign.measure)
    else:
        yield from _in_number(what, sign.measure)


def unknown_sign(id: str, plan: Plan) -> Problem:
    """What is said of a sign that the plan does not have; the nearest are offered."""
    return _unknown(words.UNKNOWN_SIGN, "sign", id, plan, [one.id for one in plan.signs])


def _on_scale(what: Observation, measure: Qualitative) -> Iterator[Problem]:
    steps = listed([one.id for one in measure.scale], word=OR)
    if what.step is None:
        yield _problem("step", words.NEEDS_A_STEP, id=what.sign, steps=steps)
    elif what.step not in {one.id for one in measure.scale}:
        yield _problem("step", words.NOT_A_STEP, step=what.step, steps=steps)


def _in_number(what: Observation, measure: Quantitative) -> Iterator[Problem]:
    value, of = what.value, what.of
    if value is None:
        yield _problem("value", words.NEEDS_A_NUMBER, id=what.sign, unit=measure.unit)
        return
    is_ratio = measure.combine is Combine.RATIO
    if is_ratio is (of is None):
        message = words.NEEDS_OF if is_ratio else words.OF_WITHOUT_RATIO
        yield _problem("of", message, id=what.sign)
    for name, number in (("value", value), ("of", of)):
        if measure.counts is Counts.PEOPLE:
            yield from not_a_headcount(number, name)
        elif is_ratio and number is not None and number < 0:
            yield _problem(name, words.NEGATIVE, value=number)
    if is_ratio and of is not None:
        if of == 0:
            yield _problem("of", words.RATIO_OF_NOTHING, of=of)
        elif 0 < of < value:
            yield _problem("value", words.RATIO_OVER_ONE, value=value, of=of)


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
