"""What an output gets of the log: in an internal version all of it, and else nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import chain
from zoneinfo import ZoneInfo

import attrs
import pytest
from following import PLAN
from hypothesis import given, settings

from malplan.due import due_items
from malplan.fields import parts_of
from malplan.history import known_records
from malplan.presentation import View
from malplan.records import MilestoneReached, Observation, PlanAdopted, Record
from malplan.settings import Settings
from malplan.stores import MemoryStore
from malplan.testing.examples import NAMES, STATUS_DAY, example_plan, example_store, example_view
from malplan.testing.strategies import logs_of, views
from malplan.workspace import Workspace

NUUK = ZoneInfo("America/Nuuk")


@settings(max_examples=25)
@given(views())
def test_who_sees_the_log_is_told_that_it_is_internal(view: View) -> None:
    assert view.internal or not view.records
    assert view.status is not None or not view.records


@settings(max_examples=25)
@given(logs_of(PLAN))
@pytest.mark.parametrize("without_names", [True, False])
def test_all_of_the_log_is_seen_inside(without_names: bool, log: list[Record]) -> None:
    workspace = Workspace(Settings(timezone=NUUK), find_plugins=lambda: (), store=MemoryStore(log))
    view = workspace.view(
        PLAN, internal=True, with_status=True, with_log=True, without_names=without_names
    )
    known = known_records(log)
    assert [one.id for one in view.records] == [one.id for one in known]
    assert [one.comment for one in view.records] == [one.comment for one in known]
    assert [one.by for one in view.records] == [None if without_names else one.by for one in known]
    assert view.timezone == NUUK


def test_a_version_of_the_plan_is_not_told_again() -> None:
    """It may hold names, and counts that another version holds back."""
    workspace = Workspace(find_plugins=lambda: (), store=MemoryStore())
    seen = Observation(sign=PLAN.signs[0].id, value=Decimal(1))
    workspace.record(PLAN, seen, on=date(2026, 3, 1), by="tovholder (eksempel)")
    adopted, recorded = workspace.view(PLAN, internal=True, with_status=True, with_log=True).records
    assert adopted.what == PlanAdopted()
    assert adopted.version == workspace.logbook.version(PLAN)
    assert recorded.by == "tovholder (eksempel)"
    assert workspace.view(PLAN, with_status=True, with_log=True).records == ()
    assert workspace.view(PLAN, internal=True).records == ()


@settings(max_examples=25)
@given(views())
def test_comments_and_roles_are_in_the_log_alone(view: View) -> None:
    told = [
        part
        for whole in (view.status, *chain.from_iterable(view.series.values()))
        if whole is not None
        for _, part in parts_of(whole)
        if isinstance(part, Record)
    ]
    assert not [one for one in told if (one.by, one.comment, one.reason) != (None, None, None)]


@settings(max_examples=25)
@given(views())
def test_what_is_judged_is_one_of_the_targets(view: View) -> None:
    for sign in () if view.status is None else view.status.signs:
        assert not sign.targets or any(one is sign.judged for one in sign.targets)


def test_what_is_due_in_a_view_is_due_in_its_plan() -> None:
    workspace = Workspace(find_plugins=lambda: (), store=example_store(example_plan()))
    status = workspace.status(example_plan(), on=STATUS_DAY)
    due = [(one.id, one.when) for one in due_items(status, 60)]
    assert any(one.part == "target" for one in due_items(status, 60))
    for internal in (True, False):
        view = example_view(internal=internal)
        assert view.status is not None
        assert [(one.id, one.when) for one in due_items(view.status, 60)] == due


def test_a_log_that_nobody_shows_makes_no_edition_internal() -> None:
    workspace = Workspace(find_plugins=lambda: (), store=MemoryStore())
    workspace.record(PLAN, MilestoneReached(milestone="start"), comment="En bemærkning")
    inside, outside = (
        workspace.view(PLAN, internal=internal, with_status=True) for internal in (True, False)
    )
    assert inside == attrs.evolve(outside, threshold=None)
    assert workspace.view(PLAN, internal=True, with_status=True, with_log=True).internal


@pytest.mark.parametrize("internal", [True, False])
def test_no_name_is_left_where_names_are_off(internal: bool) -> None:
    named, nameless = (
        repr(example_view(internal=internal, without_names=without, with_log=True))
        for without in (False, True)
    )
    for name in NAMES:
        assert named.count(name) > 1  # in the plan, and in that of its status
        assert name not in nameless
