"""How a plan stands: sorts the records by what they are about, and judges each part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from malplan.history import Entry, entries, known_records
from malplan.messages import status as words
from malplan.model import MilestoneKind, Plan, TrialAction
from malplan.moments import COPENHAGEN, a_day, day_of, end_of, moment
from malplan.numbering import numbers_of
from malplan.periods import Period
from malplan.reasons import Reason, reason
from malplan.records import (
    Decision,
    DecisionMade,
    Evaluation,
    Learning,
    MilestoneDropped,
    MilestoneMoved,
    MilestoneReached,
    Observation,
    PlanAdopted,
    Record,
    SignState,
    Stage,
)
from malplan.status.milestones import (
    AdoptedTimes,
    evaluations_of,
    is_dropped,
    milestone_status,
    time_of,
)
from malplan.status.rules import ACTION_RULES, ActionCase
from malplan.status.signs import sign_status
from malplan.status.values import (
    ActionStatus,
    MilestoneState,
    MilestoneStatus,
    SignStatus,
    Status,
)


def assess(
    plan: Plan,
    records: Iterable[Record],
    *,
    on: date,
    known_at: datetime | None = None,
    version: str | None = None,
    zone: ZoneInfo = COPENHAGEN,
) -> Status:
    """How a plan stands on a day, by what was recorded.

    Args:
        plan: The plan to judge by.
        records: All records of the plan, in any order; those of other plans are left out.
        on: The day. Records that speak of a later day are left out.
        known_at: Records that were made later are left out, with what they correct or retract.
        version: The version of the plan in the log, to be told with the status.
        zone: Where a day begins and ends.

    Raises:
        InvalidValue: ``on`` is no day from 1900 to 2199, or ``known_at`` has no time zone.
    """
    on, known_at = a_day(on), None if known_at is None else moment(known_at)
    known = known_records((one for one in records if one.plan == plan.id), known_at)
    counting = [entry for entry in entries(known) if entry.record.on <= on]
    by_subject = _BySubject(counting)
    signs = tuple(
        sign_status(sign, action.id, by_subject.of(sign.id, Observation), on)
        for action in plan.actions
        for sign in action.signs
    )
    milestones = tuple(_milestones(plan, by_subject, on))
    numbers = numbers_of(plan)
    return Status(
        plan=plan,
        on=on,
        known_at=known_at,
        version=version,
        signs=signs,
        milestones=milestones,
        actions=tuple(
            _action(action, by_subject, signs, milestones, numbers, on, zone)
            for action in plan.actions
        ),
        freshness_days=_freshness(
            (one for one in known if one.on <= on and type(one.what) is not PlanAdopted), on, zone
        ),
        unplaced=tuple(by_subject.unplaced(plan)),
        last_recorded=known[-1].recorded if known else None,
    )


class _BySubject:
    """The entries by what they are about."""

    def __init__(self, counting: Iterable[Entry]) -> None:
        self._entries: dict[tuple[type, str | None], list[Entry]] = {}
        for entry in counting:
            key = type(entry.record.what), entry.record.subject
            held = self._entries.get(key)
            if held is None:
                self._entries[key] = [entry]
            else:
                held.append(entry)

    def of(self, subject: str | None, *kinds: type) -> list[Entry]:
        """The entries of some kinds about one thing; of several kinds, or few, by their days."""
        if len(kinds) == 1 and kinds[0] is Observation:
            return self._entries.get((Observation, subject), [])
        found = [entry for kind in kinds for entry in self._entries.get((kind, subject), ())]
        return sorted(found, key=attrgetter("place"))

    def of_all(self, subjects: Iterable[str]) -> list[Entry]:
        """Every entry about some things."""
        wanted = set(subjects)
        return [
            entry
            for (_, subject), held in self._entries.items()
            if subject in wanted
            for entry in held
        ]

    def unplaced(self, plan: Plan) -> Iterator[Record]:
        """The records about what the plan does not have."""
        known = {None, *(sign.id for sign in plan.signs), *(action.id for action in plan.actions)}
        known.update(one.id for action in plan.actions for one in action.milestones)
        for (_, subject), held in self._entries.items():
            if subject not in known:
                yield from (entry.record for entry in held)


def _freshness(records: Iterable[Record], on: date, zone: ZoneInfo) -> int | None:
    """Whole days since anything was recorded, as far as it was by the end of a day."""
    until = end_of(on, zone)
    last = max((one.recorded for one in records if one.recorded <= until), default=None)
    return None if last is None else (on - day_of(last, zone)).days


def _milestones(plan: Plan, by_subject: _BySubject, on: date) -> Iterator[MilestoneStatus]:
    times = AdoptedTimes(entry.record for entry in by_subject.of(None, PlanAdopted))
    kinds = (MilestoneMoved, MilestoneReached, MilestoneDropped)
    for action in plan.actions:
        made = [entry.record for entry in by_subject.of(action.id, Evaluation)]
        happened = {one.id: by_subject.of(one.id, *kinds) for one in action.milestones}
        evaluations = evaluations_of(
            action,
            made,
            {one.id: time_of(one, happened[one.id], times) for one in action.milestones},
            {id for id, entries in happened.items() if is_dropped(entries)},
        )
        for milestone in action.milestones:
            evaluation = evaluations.get(milestone.id)
            yield milestone_status(milestone, action, happened[milestone.id], evaluation, times, on)


# --- Trial actions --------------------------------------------------------------------------------
def _action(
    action: TrialAction,
    by_subject: _BySubject,
    signs: Sequence[SignStatus],
    milestones: Sequence[MilestoneStatus],
    numbers: Mapping[str, str],
    on: date,
    zone: ZoneInfo,
) -> ActionStatus:
    own = [one for one in milestones if one.action == action.id]
    late = tuple(one.id for one in own if one.state is MilestoneState.LATE)
    missed = tuple(
        one.id for one in signs if one.action == action.id and one.state is SignState.MISSED
    )
    evaluations = by_subject.of(action.id, Evaluation)
    finals = [one for one in evaluations if getattr(one.record.what, "stage", None) is Stage.FINAL]
    decisions = by_subject.of(action.id, DecisionMade)
    decision = decisions[-1].record if decisions else None
    subjects = (action.id, *(one.id for one in action.signs), *(one.id for one in own))
    everything = by_subject.of_all(subjects)
    last = max(everything, key=attrgetter("place")).record if everything else None
    case = ActionCase(
        decision=decision if decision is not None and _ends(decision, finals) else None,
        on_the_way=decision if decision is not None and not _ends(decision, finals) else None,
        final=finals[-1].record if finals else None,
        evaluation_time=_evaluation_time(own),
        all_else_done=_all_else_done(own),
        last=last,
    )
    rule = next(rule for rule in ACTION_RULES if rule.applies(case))
    later = _after(finals[-1], everything) if finals else ()
    behind = {
        "decision": case.decision,
        "final_evaluation": case.final,
        "something_recorded": last,
    }.get(rule.code)
    return ActionStatus(
        action=action,
        state=rule.state,
        late=late,
        missed=missed,
        evaluations=tuple(one.record for one in evaluations),
        learnings=tuple(one.record for one in by_subject.of(action.id, Learning)),
        decision=decision,
        later=later,
        freshness_days=_freshness((one.record for one in everything), on, zone),
        reasons=tuple(
            _reasons(rule.code, case, _called(late, numbers), _called(missed, numbers), later)
        ),
        records=() if behind is None else (behind.id,),
    )


def _called(ids: Iterable[str], numbers: Mapping[str, str]) -> tuple[str, ...]:
    """What people call parts of the plan."""
    return tuple(numbers[id] for id in ids)


def _after(final: Entry, everything: Iterable[Entry]) -> tuple[str, ...]:
    """The observations that were made, or corrected, after the final evaluation."""
    return tuple(
        entry.record.id
        for entry in everything
        if isinstance(entry.record.what, Observation)
        and entry.record.recorded > final.first.recorded
    )


def _ends(decision: Record, finals: Sequence[Entry]) -> bool:
    """Whether a decision closes a trial action: it stops or spreads, or its end was evaluated."""
    what = decision.what
    if isinstance(what, DecisionMade) and what.decision in (Decision.STOP, Decision.SCALE):
        return True
    return bool(finals) and decision.on >= finals[-1].record.on


def _evaluation_time(milestones: Iterable[MilestoneStatus]) -> Period | None:
    """The time of a final evaluation, if it has come."""
    for one in milestones:
        if one.milestone.kind is MilestoneKind.FINAL_EVALUATION and one.state in (
            MilestoneState.CURRENT,
            MilestoneState.LATE,
        ):
            return one.period
    return None


def _all_else_done(milestones: Iterable[MilestoneStatus]) -> bool:
    ended = (MilestoneState.DONE, MilestoneState.DROPPED)
    others = [one for one in milestones if one.milestone.kind is not MilestoneKind.FINAL_EVALUATION]
    return any(one.state is MilestoneState.DONE for one in others) and all(
        one.state in ended for one in others
    )


def _decided(record: Record | None) -> dict[str, Any]:
    what = None if record is None else record.what
    if not isinstance(what, DecisionMade):
        return {}
    return {"decision": words.DECISIONS[what.decision.value], "because": what.because}


def _reasons(
    rule: str,
    case: ActionCase,
    late: tuple[str, ...],
    missed: tuple[str, ...],
    later: Sequence[str],
) -> Iterator[Reason]:
    table = words.ACTION_REASONS
    record = case.decision or case.final or case.last
    seen: dict[str, Any] = {"period": case.evaluation_time}
    if record is not None:
        seen["day"] = record.on
    yield reason(table, rule, **seen, **_decided(case.decision))
    if case.on_the_way is not None:
        yield reason(table, "decision", day=case.on_the_way.on, **_decided(case.on_the_way))
    if late:
        code = "late_one" if len(late) == 1 else "late"
        yield reason(table, code, names=late)
    if missed:
        yield reason(table, "missed", names=missed)
    if later:
        yield reason(table, "later_one" if len(later) == 1 else "later", count=len(later))
