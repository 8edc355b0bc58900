"""What a log refuses and repairs: another year, a clock set back, a listener that records."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import attrs
import pytest
from following import PLAN, YEAR
from logs import NOON, Clock, everything, workspace

import malplan
from malplan import InvalidRecord, Period, Plan, Workspace
from malplan.drafts import Draft
from malplan.records import (
    BLANKED,
    Evaluation,
    MilestoneMoved,
    MilestoneReached,
    Observation,
    Record,
    SignAsItStood,
    SignState,
    Stage,
    What,
)
from malplan.registry import Entry, Kind
from malplan.stores import MemoryStore

CAME = Observation(sign="fremmoede", value=Decimal(16))


def test_next_years_plan_has_a_log_of_its_own() -> None:
    log = workspace()
    log.record(PLAN, CAME)
    next_year = attrs.evolve(PLAN, year=YEAR + 1)
    for take in (log.logbook.adopt, lambda plan: log.record(plan, CAME)):
        with pytest.raises(InvalidRecord, match="an id of its own, and write the old one under"):
            take(next_year)
    own = attrs.evolve(next_year, id="sommer-2027", supersedes=PLAN.id)
    log.record(own, CAME, on=NOON.date())
    assert len(everything(log)) == 4


def test_an_edited_plan_comes_into_force_whatever_the_clock_says() -> None:
    clock = Clock()
    log = workspace(clock=clock)
    log.record(PLAN, CAME)
    clock.moment = NOON - timedelta(days=1)
    edited = attrs.evolve(PLAN, title="Sommer, rettet")
    version = log.record(edited, CAME, on=date(YEAR, 5, 1)).version
    assert log.logbook.is_current(edited)
    assert log.logbook.adopt(edited).adopted is None
    assert log.logbook.version(edited) == version


def test_many_drafts_are_held_against_each_other() -> None:
    log = workspace()
    drafts = [Draft(what=MilestoneReached(milestone="start")) for _ in range(12)]
    with pytest.raises(InvalidRecord) as caught:
        log.logbook.record_all(PLAN, drafts)
    assert len(caught.value.problems) == 11
    assert everything(log) == ()


def test_an_evaluation_freezes_what_is_recorded_with_it() -> None:
    log = workspace()
    invented = (SignAsItStood(sign="opfundet", state=SignState.MET),)
    what = Evaluation(action="svoemning", stage=Stage.FINAL, text="Det gik", signs=invented)
    came = attrs.evolve(CAME, value=Decimal(18))
    drafts = [Draft(what=came, on=date(YEAR, 4, 8)), Draft(what=what)]
    observation, evaluation = log.logbook.record_all(PLAN, drafts).records
    assert isinstance(evaluation.what, Evaluation)
    frozen = {one.sign: one for one in evaluation.what.signs}
    assert frozen["fremmoede"] == SignAsItStood(
        sign="fremmoede", state=SignState.MET, value=Decimal(18), records=(observation.id,)
    )
    assert set(frozen) == {sign.id for sign in PLAN.signs}


def test_an_evaluation_of_an_earlier_day_is_judged_by_the_plan_of_that_day() -> None:
    clock = Clock(datetime(YEAR, 4, 1, tzinfo=UTC))
    log = workspace(clock=clock)
    log.record(PLAN, attrs.evolve(CAME, value=Decimal(16)))
    clock.moment = datetime(YEAR, 5, 20, tzinfo=UTC)
    harder = _with_target(PLAN, 30)
    what = Evaluation(action="svoemning", stage=Stage.INTERIM, text="På vej")
    record = log.record(harder, what, on=date(YEAR, 4, 20))
    assert isinstance(record.what, Evaluation)
    frozen = next(one for one in record.what.signs if one.sign == "fremmoede")
    status = log.status(harder, on=date(YEAR, 4, 20))
    assert frozen.state is status.signs[0].state is SignState.MET


def _with_target(plan: Plan, value: int) -> Plan:
    (action,) = plan.actions
    sign, *others = action.signs
    measure = sign.measure
    assert isinstance(measure, malplan.Quantitative)
    (target,) = measure.targets
    target = attrs.evolve(target, value=Decimal(value))
    changed = attrs.evolve(sign, measure=attrs.evolve(measure, targets=(target,)))
    return attrs.evolve(plan, actions=(attrs.evolve(action, signs=(changed, *others)),))


# --- Corrections ----------------------------------------------------------------------------------
def test_the_day_follows_the_time_that_an_observation_speaks_of() -> None:
    log = workspace()
    march = attrs.evolve(CAME, period=Period.parse("marts", year=YEAR))
    record = log.record(PLAN, march)
    assert record.on == date(YEAR, 3, 31)
    april = Period.parse("april", year=YEAR)
    (corrected,) = log.logbook.correct(record.id, period=april).records
    assert corrected.on == date(YEAR, 4, 30)
    with pytest.raises(InvalidRecord, match="does not lie in"):
        log.logbook.correct(record.id, on=date(YEAR, 5, 2))
    with pytest.raises(InvalidRecord, match="does not lie in"):
        log.record(PLAN, march, on=date(YEAR, 4, 1))


def test_what_stays_in_a_correction_is_not_looked_at_again() -> None:
    log = workspace()
    what = MilestoneMoved(milestone="workshop", period=Period.parse("maj", year=YEAR), because="A")
    record = log.record(PLAN, what)
    (action,) = PLAN.actions
    milestones = [
        attrs.evolve(one, period=what.period) if one.id == "workshop" else one
        for one in action.milestones
        if one.id != "start"
    ]
    taken_over = attrs.evolve(action, milestones=tuple(milestones), signs=action.signs[1:])
    changed = Workspace(
        find_plugins=lambda: (), store=log.logbook.store, clock=Clock(NOON + timedelta(1))
    )
    changed.logbook.adopt(attrs.evolve(PLAN, actions=(taken_over,)))
    (again,) = changed.logbook.correct(record.id, because="B").records
    assert again.what == attrs.evolve(what, because="B")


def test_the_comment_on_a_sign_that_is_gone_can_be_corrected() -> None:
    log = workspace()
    record = log.record(PLAN, CAME, comment="Før")
    (action,) = PLAN.actions
    log.logbook.adopt(attrs.evolve(PLAN, actions=(attrs.evolve(action, signs=action.signs[1:]),)))
    (again,) = log.logbook.correct(record.id, comment="Efter").records
    assert again.comment == "Efter"
    with pytest.raises(InvalidRecord, match="no sign"):
        log.logbook.correct(record.id, value=Decimal(3))


# --- Restoring ------------------------------------------------------------------------------------
def test_what_was_blanked_is_blanked_where_it_is_restored() -> None:
    log = workspace()
    record = log.record(PLAN, CAME, comment="Noget om æblegrød")
    elsewhere = workspace(MemoryStore(everything(log)))
    log.logbook.redact(record.id, "Det skulle væk")
    assert elsewhere.logbook.restore(everything(log)) == 3
    assert everything(elsewhere) == everything(log)
    assert [one.comment for one in everything(elsewhere) if one.id == record.id] == [BLANKED]


def test_a_version_that_is_not_what_was_stored_is_not_restored() -> None:
    log = workspace()
    log.record(PLAN, CAME)
    first, second = everything(log)
    wrong = attrs.evolve(first, version="0" * 64)
    elsewhere = workspace()
    with pytest.raises(InvalidRecord, match="0/content: the version 000000000000"):
        elsewhere.logbook.restore([wrong, second])
    assert everything(elsewhere) == ()


# --- Listeners ------------------------------------------------------------------------------------
def test_a_listener_that_records_is_not_told_of_it_meanwhile() -> None:
    log = workspace()
    told: list[What] = []

    def listen(plan: Plan, record: Record) -> None:
        told.append(record.what)
        if isinstance(record.what, Observation) and len(told) < 20:
            log.record(plan, MilestoneReached(milestone="start"))

    entry = Entry(Kind.LISTENER, "lytter", listen, "lytter")
    log.logbook._delivery._listeners = (entry,)
    log.record(PLAN, CAME)
    assert [type(one).__name__ for one in told] == ["PlanAdopted", "Observation"]
    log.record(PLAN, MilestoneReached(milestone="workshop"))
    assert [type(one).__name__ for one in told[2:]] == ["MilestoneReached", "MilestoneReached"]


# --- For other tools ------------------------------------------------------------------------------
def test_a_status_is_json_for_any_library() -> None:
    log = workspace()
    log.record(PLAN, attrs.evolve(CAME, value=Decimal("16")), on=date(YEAR, 4, 8))
    log.record(PLAN, Observation(sign="andel-tilfredse", value=Decimal(2), of=Decimal(3)))
    status = log.status(PLAN)
    data = json.loads(json.dumps(malplan.status_data(status)))
    assert data["signs"][0]["figure"]["value"] == 16
    changes = log.logbook.changes(PLAN, since=date(YEAR, 1, 1))
    assert json.loads(json.dumps(malplan.changes_data(changes)))["plan"] == PLAN.id
    items = log.logbook.due([PLAN])
    assert json.loads(json.dumps([malplan.due_data(item) for item in items]))
    with pytest.raises(ValueError, match="lies before"):
        log.logbook.changes(PLAN, since=date(YEAR, 5, 1), until=date(YEAR, 4, 1))
    assert log.logbook.records(PLAN) == log.logbook.records(PLAN.id)
