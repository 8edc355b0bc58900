"""What changed in a plan between two days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from operator import attrgetter
from typing import Literal

from attrs import frozen

from malplan.figures import standing
from malplan.history import entries, known_records
from malplan.messages import Message
from malplan.periods import Period
from malplan.reasons import figure_said
from malplan.records import PlanAdopted, Record
from malplan.status import SignStatus, Status

Part = Literal["sign", "milestone", "action"]


@frozen
class Snapshot:
    """How a part of a plan stood on a day.

    Attributes:
        state: Its state, as it is written: ``met``.
        figure: Of a sign, what was observed of it; None if nothing was.
        period: Of a milestone, its time.
        on: Of a milestone, the day it was reached or dropped.
    """

    state: str
    figure: Message | None = None
    period: Period | None = None
    on: date | None = None


@frozen
class Change:
    """How a part of a plan stood on two days.

    Attributes:
        part: What it is.
        id: Its id.
        before: How it stood on the first day; None if the plan did not have it.
        after: How it stood on the last day; None if the plan did not have it any more.
    """

    part: Part
    id: str
    before: Snapshot | None
    after: Snapshot | None


@frozen
class Changes:
    """What changed in a plan, from the end of one day to the end of another.

    Changes of two spans that meet add up to those of both.

    Attributes:
        plan: The id of the plan.
        since: The first day.
        until: The last day.
        changes: What stands otherwise: trial actions, signs, milestones, each by id.
        records: The records that speak of a day after ``since`` and until ``until``, by that day.
    """

    plan: str
    since: date
    until: date
    changes: tuple[Change, ...]
    records: tuple[Record, ...]

    def __add__(self, other: Changes) -> Changes:
        """The changes of both spans.

        Raises:
            ValueError: They are of different plans, or do not meet.
        """
        if (self.plan, self.until) != (other.plan, other.since):
            raise ValueError("the changes do not follow each other")
        first = {(one.part, one.id): one for one in self.changes}
        second = {(one.part, one.id): one for one in other.changes}
        both = (
            Change(
                part,
                id,
                first[part, id].before if (part, id) in first else second[part, id].before,
                second[part, id].after if (part, id) in second else first[part, id].after,
            )
            for part, id in {**first, **second}
        )
        return Changes(
            self.plan,
            self.since,
            other.until,
            _sorted(one for one in both if one.before != one.after),
            (*self.records, *other.records),
        )


_ORDER: tuple[Part, ...] = ("action", "sign", "milestone")


def _sorted(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(sorted(changes, key=lambda one: (_ORDER.index(one.part), one.id)))


def changes_between(before: Status, after: Status, records: Iterable[Record]) -> Changes:
    """What changed from one status of a plan to a later one.

    Args:
        before: How it stood on the first day.
        after: How it stood on the last day.
        records: The records of the plan.
    """
    first, second = dict(_snapshots(before)), dict(_snapshots(after))
    changes = (
        Change(part, id, first.get((part, id)), second.get((part, id)))
        for part, id in {**first, **second}
        if first.get((part, id)) != second.get((part, id))
    )
    since, until = before.on, after.on
    counting = entries(known_records(records, after.known_at))
    found = [
        entry
        for entry in counting
        if since < entry.record.on <= until and not isinstance(entry.record.what, PlanAdopted)
    ]
    found.sort(key=attrgetter("place"))
    return Changes(
        after.plan.id, since, until, _sorted(changes), tuple(entry.record for entry in found)
    )


def _snapshots(status: Status) -> Iterator[tuple[tuple[Part, str], Snapshot]]:
    for action in status.actions:
        yield ("action", action.id), Snapshot(action.state.value)
    for sign in status.signs:
        yield ("sign", sign.id), Snapshot(sign.state.value, _figure(sign))
    for milestone in status.milestones:
        snapshot = Snapshot(milestone.state.value, period=milestone.period, on=milestone.on)
        yield ("milestone", milestone.id), snapshot


def _figure(status: SignStatus) -> Message | None:
    measure, figure = status.sign.measure, status.figure
    if measure is None or figure is None or standing(measure, figure) is None:
        return None
    return figure_said(measure, figure).message
