"""What is due, and which evaluations are missing."""

from __future__ import annotations

from datetime import date, timedelta

import attrs
from following import AFTER, BEFORE, LAST, PLAN, YEAR, observed, record
from hypothesis import given
from hypothesis import strategies as st

from malplan.due import DueItem, due_items
from malplan.records import (
    Evaluation,
    MilestoneDropped,
    MilestoneReached,
    Record,
    SignState,
    Stage,
)
from malplan.status import MilestoneState, assess
from malplan.testing.strategies import logs_of

DAYS = st.dates(date(YEAR, 1, 1), date(YEAR + 1, 1, 31))


def due(records: list[Record], on: date, within: int = 30) -> dict[str, DueItem]:
    return {item.id: item for item in due_items(assess(PLAN, records, on=on), within)}


@given(logs_of(PLAN), DAYS, st.integers(0, 100), st.integers(0, 100))
def test_looking_further_shows_no_less(
    records: list[Record], on: date, within: int, more: int
) -> None:
    near = due(records, on, within)
    far = due(records, on, within + more)
    assert near.items() <= far.items()


@given(logs_of(PLAN), DAYS)
def test_late_is_what_the_status_calls_late(records: list[Record], on: date) -> None:
    status = assess(PLAN, records, on=on)
    found = due(records, on, 0)
    for milestone in status.milestones:
        is_late = milestone.state is MilestoneState.LATE
        item = found.get(milestone.id)
        assert is_late is (item is not None and item.when == "late" and item.period is not None)
    for sign in status.signs:
        if sign.state is SignState.MET:
            assert sign.id not in found


@given(logs_of(PLAN), DAYS)
def test_days_left_are_counted_from_the_day(records: list[Record], on: date) -> None:
    for item in due(records, on).values():
        if item.last_day is not None and item.days_left is not None:
            assert on + timedelta(item.days_left) == item.last_day
            assert (item.days_left < 0) is (item.when == "late")


def test_what_is_late_current_and_coming() -> None:
    found = due([], BEFORE)
    assert found["start"].when == "late"
    assert found["start"].days_left == -40
    assert found["workshop"].when == "current"
    assert found["undervejs"].when == "upcoming"
    assert found["undervejs"].part == "evaluation"
    assert found["fremmoede"].part == "target"
    assert "slut" not in found  # in December
    assert "invitation" not in found  # has no time


def test_of_a_time_that_is_over_only_what_is_missing_is_due() -> None:
    missed, met = observed("fremmoede", 3, BEFORE), observed("fravaer", 2, BEFORE)
    found = due([missed, met], AFTER)
    assert "fremmoede" not in found
    assert "fravaer" not in found
    assert found["samtaler"].when == "late"  # nobody recorded anything
    assert due([met], LAST).keys() & {"fravaer", "samtaler"} == {"samtaler"}


def test_what_is_done_or_dropped_is_not_due() -> None:
    records = [
        record(MilestoneReached(milestone="start"), BEFORE),
        record(MilestoneDropped(milestone="workshop"), BEFORE),
    ]
    assert due(records, BEFORE).keys().isdisjoint({"start", "workshop"})


def test_an_evaluation_that_was_held_and_not_recorded_is_missing() -> None:
    day = date(YEAR, 5, 20)
    reached = record(MilestoneReached(milestone="undervejs"), day)
    item = due([reached], day)["undervejs"]
    assert (item.part, item.when, item.days_left) == ("evaluation", "late", None)
    assert item.because.da == "Milepælen er nået, men evalueringen er ikke registreret."
    made = record(Evaluation(action="svoemning", stage=Stage.INTERIM, text="På vej"), day)
    assert "undervejs" not in due([reached, made], day)


def test_a_trial_action_that_is_done_without_an_evaluation_in_sight() -> None:
    (action,) = PLAN.actions
    milestones = tuple(one for one in action.milestones if one.id in ("start", "workshop"))
    plan = attrs.evolve(PLAN, actions=(attrs.evolve(action, milestones=milestones),))
    records = [record(MilestoneReached(milestone=one.id), BEFORE) for one in milestones]
    found = {item.id: item for item in due_items(assess(plan, records, on=AFTER), 0)}
    assert found["svoemning"].part == "evaluation"
    assert found["svoemning"].order[0] == date.max
