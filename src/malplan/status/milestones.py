"""How a milestone stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import frozen

from malplan.history import Entry
from malplan.messages import status as words
from malplan.model import Milestone, TrialAction
from malplan.periods import Period
from malplan.reasons import Reason, reason
from malplan.records import MilestoneDropped, MilestoneMoved, MilestoneReached, Record
from malplan.status.rules import EVALUATIONS, MILESTONE_RULES, MilestoneCase, scheduled
from malplan.status.values import MilestoneStatus
from malplan.versions import content_of, milestone_periods


class AdoptedTimes:
    """The times that milestones had in the adopted versions of a plan.

    Args:
        adopted: The records of the versions that were adopted by the day of the status.
    """

    def __init__(self, adopted: Iterable[Record]) -> None:
        self._versions: dict[str | None, Mapping[str, Period]] = {}
        self._first: dict[str, tuple[Record, Period]] = {}
        for record in sorted(adopted, key=lambda one: (one.on, one.recorded, one.id)):
            content = content_of(record)
            if content is None:
                continue
            times = milestone_periods(content)
            self._versions[record.version] = times
            for id, period in times.items():
                self._first.setdefault(id, (record, period))

    def first(self, milestone: Milestone, before: Record | None) -> Period | None:
        """The first time that the plan gave a milestone.

        Args:
            milestone: The milestone.
            before: Its first move; what the plan said only after it is not the first.
        """
        if milestone.id not in self._first:
            return None if self._versions else scheduled(milestone.period)
        record, period = self._first[milestone.id]
        # By when they were recorded: what happened in April may be told in May, and then the plan
        # is adopted in May too.
        is_later = before is not None and record.recorded > before.recorded
        return None if is_later else period

    def set_since(self, move: Record, milestone: Milestone) -> bool:
        """Whether a later version of the plan gave a milestone another time than it had then."""
        then = self._versions.get(move.version)
        return then is not None and then.get(milestone.id) != scheduled(milestone.period)


@frozen
class _Course:
    """What happened to a milestone, in the order of the days."""

    moves: tuple[Record, ...]
    ended: Record | None
    first: Period | None
    period: Period | None
    was_unscheduled: bool
    is_moved: bool


def _course(milestone: Milestone, happened: Sequence[Entry], times: AdoptedTimes) -> _Course:
    records = [entry.record for entry in happened]
    moves = [one for one in records if isinstance(one.what, MilestoneMoved)]
    ended = [one for one in records if not isinstance(one.what, MilestoneMoved)]
    planned = times.first(milestone, moves[0] if moves else None)
    moved_to = [one.what.period for one in moves if isinstance(one.what, MilestoneMoved)]
    is_moved = bool(moves) and not times.set_since(moves[-1], milestone)
    period = scheduled(moved_to[-1] if is_moved else milestone.period)
    return _Course(
        moves=tuple(moves),
        ended=ended[-1] if ended else None,
        first=planned or (moved_to[0] if moved_to else None),
        period=period,
        was_unscheduled=planned is None,
        is_moved=is_moved,
    )


def milestone_status(
    milestone: Milestone,
    action: TrialAction,
    happened: Sequence[Entry],
    evaluation: Record | None,
    times: AdoptedTimes,
    on: date,
) -> MilestoneStatus:
    """How a milestone stands.

    Args:
        milestone: The milestone.
        action: Its trial action.
        happened: That it was moved, reached or dropped, in the order of the days.
        evaluation: The evaluation that it stands for, if it was recorded.
        times: The times that it had in the versions of the plan.
        on: The day.
    """
    course = _course(milestone, happened, times)
    ended = course.ended
    case = MilestoneCase(
        period=course.period,
        on=on,
        dropped=ended if ended is not None and isinstance(ended.what, MilestoneDropped) else None,
        reached=ended if ended is not None and isinstance(ended.what, MilestoneReached) else None,
        evaluated=evaluation,
    )
    rule = next(rule for rule in MILESTONE_RULES if rule.applies(case))
    ending = case.dropped or case.reached or case.evaluated
    moves = len(course.moves) - (1 if course.was_unscheduled and course.moves else 0)
    slipped = _slipped(course, None if ending is case.dropped else ending)
    seen: dict[str, Any] = {"period": course.period}
    if ending is not None:
        seen["day"] = ending.on
    if course.period is not None:
        seen["last_day"] = course.period.end
    reasons = [
        reason(words.MILESTONE_REASONS, rule.code, **seen),
        *_told_of_moves(course, moves, slipped),
        *_told_why(course, case, optional=milestone.optional),
    ]
    behind = (*course.moves, *((ending,) if ending is not None else ()))
    return MilestoneStatus(
        milestone=milestone,
        action=action.id,
        state=rule.state,
        period=course.period,
        first_period=course.first,
        on=None if ending is None else ending.on,
        moves=moves,
        slippage_days=slipped,
        reasons=tuple(reasons),
        records=tuple(one.id for one in behind),
    )


def _slipped(course: _Course, ending: Record | None) -> int:
    """Days after the last day of the first time; zero for what is not later."""
    until = None if course.period is None else course.period.end
    if ending is not None:
        until = ending.on
    if until is None or course.first is None or course.first.end is None:
        return 0
    return max((until - course.first.end).days, 0)


def _told_of_moves(course: _Course, moves: int, slipped: int) -> Iterator[Reason]:
    table = words.MILESTONE_REASONS
    if moves:
        yield reason(
            table, "moved_once" if moves == 1 else "moved", first=course.first, moves=moves
        )
    elif course.first != course.period and course.first is not None:
        yield reason(table, "rescheduled", first=course.first)
    elif not slipped:
        return
    if slipped:
        yield reason(table, "slipped_one" if slipped == 1 else "slipped", days=slipped)


def _told_why(course: _Course, case: MilestoneCase, *, optional: bool) -> Iterator[Reason]:
    """The reason that somebody gave for the last thing that happened."""
    open_ = case.dropped is None and case.reached is None and case.evaluated is None
    last = case.dropped or (course.moves[-1] if course.is_moved and open_ else None)
    what = None if last is None else last.what
    if isinstance(what, MilestoneMoved | MilestoneDropped) and what.because:
        yield reason(words.MILESTONE_REASONS, "because", because=what.because)
    if optional and open_:
        yield reason(words.MILESTONE_REASONS, "optional")


def evaluations_of(
    action: TrialAction,
    evaluations: Sequence[Record],
    times: Mapping[str, Period | None],
    dropped: Collection[str],
) -> Mapping[str, Record]:
    """Which evaluation each milestone of a trial action stands for: the first for the first.

    Args:
        action: The trial action.
        evaluations: What was recorded, in the order of the days.
        times: The times of the milestones.
        dropped: The milestones that were given up, which stand for none.
    """
    found: dict[str, Record] = {}
    for kind, stage in EVALUATIONS.items():
        ids = [one.id for one in action.milestones if one.kind is kind and one.id not in dropped]
        ids.sort(key=lambda id: _last_day(times.get(id)))
        made = [one for one in evaluations if getattr(one.what, "stage", None) is stage]
        found.update(zip(ids, made, strict=False))
    return found


def _last_day(period: Period | None) -> date:
    return date.max if period is None or period.end is None else period.end


def is_dropped(happened: Sequence[Entry]) -> bool:
    """Whether a milestone was given up, by what happened to it in the order of the days."""
    ended = [one for one in happened if not isinstance(one.record.what, MilestoneMoved)]
    return bool(ended) and isinstance(ended[-1].record.what, MilestoneDropped)


def time_of(milestone: Milestone, happened: Sequence[Entry], times: AdoptedTimes) -> Period | None:
    """The time of a milestone, after moves."""
    return _course(milestone, happened, times).period
