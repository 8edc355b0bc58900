"""Versions of a plan: the log adopts them, and each day is judged by the one then in force."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from following import PLAN, at_least, count
from hypothesis import given, settings
from logs import (
    NOON,
    Clock,
    everything,
    install_shared_log,
    run,
    run_json,
    shared_store,
    workspace,
    write_plan,
)

from malplan import InvalidPlan, Plan, UnknownName, Workspace
from malplan.convert import Converters
from malplan.measures import Counts
from malplan.model import Sign
from malplan.records import MilestoneReached, Observation, PlanAdopted, Record, SignState
from malplan.spans import PeriodPolicy
from malplan.status import SignStatus
from malplan.stores import MemoryStore
from malplan.testing import strategies
from malplan.versions import canonical, milestone_periods, plan_of, version_of

Install = Callable[..., str]

MARCH, APRIL, MAY = (datetime(2026, month, 2, 10, 0, tzinfo=UTC) for month in (3, 4, 5))


def with_target(value: int) -> Plan:
    """The plan, in which so many shall come."""
    measure = count(at_least(value), counts=Counts.PEOPLE)
    return with_signs(Sign(id="fremmoede", text="De unge kommer", measure=measure))


def with_signs(*signs: Sign) -> Plan:
    return attrs.evolve(PLAN, actions=(attrs.evolve(PLAN.actions[0], signs=signs),))


def seen(value: int = 12) -> Observation:
    return Observation(sign="fremmoede", value=Decimal(value))


def fremmoede(log: Workspace, plan: Plan, on: date) -> SignStatus:
    (sign,) = [one for one in log.status(plan, on=on).signs if one.id == "fremmoede"]
    return sign


def adoptions(records: tuple[Record, ...]) -> list[str | None]:
    return [one.version for one in records if isinstance(one.what, PlanAdopted)]


# --- Adopting -------------------------------------------------------------------------------------
def test_the_first_record_adopts_the_plan_and_each_after_it_changed() -> None:
    log = workspace()
    first, second = with_target(15), with_target(20)
    for plan in (first, first, second, second, first):
        log.record(plan, seen())
    one, two = log.logbook.version(first), log.logbook.version(second)
    assert one != two
    assert adoptions(everything(log)) == [one, two, one]
    judged_by = [record.version for record in everything(log) if record.kind == "observation"]
    assert judged_by == [one, one, two, two, one]


def test_adopting_again_does_nothing() -> None:
    log = workspace()
    assert log.logbook.adopt(PLAN, by="tovholder", comment="Fra starten").adopted is not None
    again = log.logbook.adopt(PLAN)
    assert (again.adopted, again.records) == (None, ())
    (adopted,) = everything(log)
    assert (adopted.by, adopted.comment) == ("tovholder", "Fra starten")
    assert log.logbook.is_current(PLAN)
    assert not log.logbook.is_current(with_target(15))


def test_what_means_the_same_is_the_same_version() -> None:
    same = attrs.evolve(PLAN, actions=tuple(attrs.evolve(one) for one in PLAN.actions))
    log = workspace()
    assert log.logbook.version(same) == log.logbook.version(PLAN)
    five, also_five = (
        with_signs(Sign(id="s", text="S", measure=attrs.evolve(count(), unit=unit)))
        for unit in ("unge", " unge ")
    )
    assert log.logbook.version(five) == log.logbook.version(also_five)


@settings(max_examples=40)
@given(plan=strategies.plans())
def test_an_adopted_plan_reads_back_as_it_was(plan: Plan) -> None:
    log = workspace()
    try:
        log.logbook.adopt(plan)
    except InvalidPlan as error:
        pytest.fail(str(error))
    adopted = log.logbook.adopted(plan.id)
    assert adopted is not None
    assert adopted.plan == plan
    again = workspace(log.logbook.store)  # which has read nothing yet
    assert again.logbook.plan(plan.id) == plan
    assert again.logbook.is_current(plan)


@settings(max_examples=40)
@given(plan=strategies.plans())
def test_the_version_is_the_sum_of_canonical_json(plan: Plan) -> None:
    converter = Converters().archived
    content = canonical(plan, converter)
    assert json.dumps(json.loads(content), ensure_ascii=False, sort_keys=True) == json.dumps(
        json.loads(content), ensure_ascii=False
    )
    assert canonical(attrs.evolve(plan), converter) == content
    assert version_of(content) == workspace().logbook.version(plan)


# --- Which version counts -------------------------------------------------------------------------
def test_editing_a_target_in_may_leaves_april_as_it_was() -> None:
    clock = Clock(APRIL)
    log = workspace(clock=clock)
    log.record(with_target(15), seen(16))
    clock.moment = MAY
    later = with_target(20)
    log.record(later, seen(17))
    april, may = fremmoede(log, later, APRIL.date()), fremmoede(log, later, MAY.date())
    assert (april.state, may.state) == (SignState.MET, SignState.MISSED)
    assert log.status(later, on=date(2026, 5, 1)).version == log.logbook.version(with_target(15))
    assert log.status(later, on=MAY.date()).version == log.logbook.version(later)
    assert log.status(later, on=date(2026, 6, 1)).version == log.logbook.version(later)


def test_before_the_first_version_the_first_counts() -> None:
    clock = Clock(APRIL)
    log = workspace(clock=clock)
    log.record(with_target(15), seen(16), on=MARCH.date())
    clock.moment = MAY
    log.logbook.adopt(with_target(20))
    assert fremmoede(log, with_target(20), MARCH.date()).state is SignState.MET
    status = log.status(with_target(20), on=date(2025, 1, 1))
    assert status.version == log.logbook.version(with_target(15))


def test_a_plan_that_nothing_adopted_is_judged_as_it_is() -> None:
    log = workspace()
    status = log.status(PLAN)
    assert (status.plan, status.version) == (PLAN, None)
    assert log.logbook.is_current(PLAN)
    assert everything(log) == ()


def test_as_known_then_the_later_version_was_not_there() -> None:
    clock = Clock(APRIL)
    log = workspace(clock=clock)
    log.record(with_target(15), seen(16))
    clock.moment = MAY
    log.logbook.adopt(with_target(20))
    known = log.status(with_target(20), on=date(2026, 6, 1), known_at=APRIL + timedelta(days=1))
    assert known.version == log.logbook.version(with_target(15))
    adopted = log.logbook.adopted("sommer", known_at=APRIL + timedelta(days=1))
    assert adopted is not None
    assert adopted.version == known.version


def test_a_version_that_was_retracted_counts_no_more() -> None:
    clock = Clock(APRIL)
    log = workspace(clock=clock)
    log.record(with_target(15), seen(16))
    clock.moment = MAY
    wrong = log.logbook.adopt(with_target(20)).adopted
    assert wrong is not None
    log.logbook.retract(wrong.id, "Den var ikke færdig")
    assert fremmoede(log, with_target(20), MAY.date()).state is SignState.MET
    assert not log.logbook.is_current(with_target(20))


def test_a_version_that_was_blanked_counts_no_more() -> None:
    log = workspace()
    log.record(with_target(15), seen(16), on=APRIL.date())
    second = log.logbook.adopt(with_target(20)).adopted
    assert second is not None
    log.logbook.redact(second.id, "Der stod et navn")
    status = log.status(with_target(20))
    assert status.version == log.logbook.version(with_target(15))
    log.record(with_target(20), seen(17))
    assert log.status(with_target(20)).version == log.logbook.version(with_target(20))


# --- What a version no longer has -----------------------------------------------------------------
def test_records_of_a_sign_that_was_dropped_are_shown() -> None:
    clock = Clock(APRIL)
    log = workspace(clock=clock)
    old = log.record(with_target(15), seen(16))
    done = log.record(with_target(15), MilestoneReached(milestone="workshop"))
    clock.moment = MAY
    action = attrs.evolve(PLAN.actions[0], signs=(), milestones=())
    new = attrs.evolve(PLAN, actions=(action,))
    log.logbook.adopt(new)
    status = log.status(new)
    assert status.signs == ()
    assert set(status.unplaced) == {old, done}
    assert log.status(new, on=date(2026, 4, 20)).unplaced == ()
    corrected = log.logbook.retract(old.id, "Tegnet er væk").records
    assert corrected
    assert log.status(new).unplaced == (done,)


# --- What cannot be read --------------------------------------------------------------------------
def broken(record: Record) -> Record:
    what = record.what
    assert isinstance(what, PlanAdopted)
    content = (what.content or "").replace("Eksempelkommunen", "En anden kommune")
    return attrs.evolve(record, what=PlanAdopted(content=content))


def test_a_version_that_is_not_what_was_stored_is_told() -> None:
    log = workspace()
    observation = log.record(PLAN, seen())
    store = MemoryStore(
        broken(one) if one.kind == "plan_adopted" else one for one in everything(log)
    )
    changed = workspace(store)
    with pytest.raises(InvalidPlan, match="does not match its checksum"):
        changed.status(PLAN)
    with pytest.raises(InvalidPlan, match="does not match its checksum"):
        changed.logbook.plan("sommer")
    other = attrs.evolve(PLAN, id="vinter")
    failed: list[InvalidPlan] = []
    statuses = list(changed.logbook.statuses([PLAN, other], unreadable=failed.append))
    assert [one.plan.id for one in statuses] == ["vinter"]
    assert len(failed) == 1
    assert changed.logbook.due([PLAN, other], unreadable=failed.append)
    # It can be recorded in all the same, and the version can be taken back.
    changed.record(PLAN, seen(13))
    (bad,) = [one for one in everything(changed) if one.kind == "plan_adopted"]
    changed.logbook.retract(bad.id, "Ikke den, der blev gemt")
    changed.record(PLAN, seen(14))
    assert changed.status(PLAN).version == observation.version


DANGLING = (
    '{"format": 1, "id": "sommer", "title": "S", "year": 2026, "municipality": "M", '
    '"goals": [{"id": "a", "text": "A", "leads_to": ["ingen"]}]}'
)


@pytest.mark.parametrize(
    "content", ["", "[", "{}", '{"format": 1}', "[" * 100_000, "null", DANGLING]
)
def test_a_version_that_is_no_plan_is_told(content: str) -> None:
    record = Record(
        id="019d6c2e-0000-7000-8000-000000000000",
        plan="sommer",
        on=NOON.date(),
        recorded=NOON,
        what=PlanAdopted(content=content),
        version=version_of(content),
    )
    with pytest.raises(InvalidPlan):
        plan_of(record, Converters().archived)
    with pytest.raises(InvalidPlan):
        workspace(MemoryStore([record])).status(PLAN)
    assert milestone_periods(content) == {}


def test_another_policy_leaves_adopted_versions_as_they_were() -> None:
    store = MemoryStore()
    workspace(store).record(PLAN, seen())
    shorter = workspace(store, policy=PeriodPolicy(primo_ends=7, medio_ends=14))
    status = shorter.status(PLAN)
    workshop = next(one for one in status.milestones if one.id == "workshop")
    assert workshop.period is not None
    assert workshop.period.isoformat() == "2026-03-21/2026-04-10"
    assert shorter.logbook.plan("sommer") == PLAN
    assert adoptions(everything(shorter)) == [status.version]


def test_of_plans_that_are_followed_one_that_cannot_be_read_is_told() -> None:
    log = workspace()
    log.record(PLAN, seen())
    other = attrs.evolve(PLAN, id="vinter")

    def broken() -> Plan:
        return Plan(id="Æ", title="", year=2026, municipality="M")

    plans = {"vinter": lambda: other, "sommer": lambda: PLAN, "aar": broken}
    failed: list[InvalidPlan] = []
    followed = list(log.logbook.followed(plans, unreadable=failed.append))
    assert [(one.plan.id, one.status is None) for one in followed] == [
        ("sommer", False),
        ("vinter", True),
    ]
    assert len(failed) == 1
    with pytest.raises(InvalidPlan):
        list(log.logbook.followed(plans))


# --- Plans that are gone --------------------------------------------------------------------------
def test_a_plan_that_is_no_longer_installed_can_be_asked_for() -> None:
    log = workspace()
    record = log.record(PLAN, seen())
    assert log.logbook.plan("sommer") == PLAN
    log.logbook.correct(record.id, value=Decimal(13), reason="Talt om")
    with pytest.raises(UnknownName):
        log.logbook.plan("vinter")


# --- By the command line --------------------------------------------------------------------------
@pytest.fixture
def module(install: Install, tmp_path: Path) -> str:
    return install_shared_log(install, tmp_path, with_target(15))


def test_the_log_says_that_it_adopted_the_plan(module: str, tmp_path: Path) -> None:
    record = ("record", "sommer", "fremmoede", "12")
    says = "Bemærk: Planen er taget i brug, som den er nu (udgave "
    first = run(*record)
    assert first.stderr.startswith(says)
    assert len(first.stdout.splitlines()) == 1
    assert run(*record).stderr == ""
    write_plan(tmp_path, with_target(20))
    assert "Bemærk: Planen er ændret" in run("status", "sommer").stderr
    assert "malplan adopt sommer" in run("status", "sommer").stderr
    assert run(*record, "--lang", "en").stderr.startswith("Note: The plan is adopted as it is")
    assert run("status", "sommer").stderr == ""
    assert len(adoptions(tuple(shared_store(module).records()))) == 2


def test_adopt(module: str) -> None:
    adopted = run_json("adopt", "sommer", "--comment", "Fra starten", "--by", "tovholder")
    assert adopted["records"] == []
    assert len(adopted["adopted"]) == 64
    again = run("adopt", "sommer")
    assert (again.stdout, "allerede taget i brug" in again.stderr) == ("", True)
    assert "adopted already" in run("adopt", "sommer", "--lang", "en").stderr
    assert run_json("adopt", "sommer")["adopted"] is None
    assert [one.comment for one in shared_store(module).records()] == ["Fra starten"]


def test_status_asks_for_a_plan_that_is_gone(module: str, tmp_path: Path) -> None:
    run("record", "sommer", "fremmoede", "12", "--on", "2026-03-01")
    (tmp_path / "planer" / "sommer.yaml").unlink()
    assert run_json("status", "sommer")["plan"] == "sommer"
    for args in (["status"], ["log"], ["due"]):
        assert run(*args, "sommer").stdout
    assert run("changes", "sommer", "--since", "2026-01-01").stdout
    assert run("record", "sommer", "fremmoede", "13", "--on", "2026-03-02").stderr == ""
    assert "Mente du" not in run("status", "somer", code=2).stderr


def test_a_broken_version_is_told(module: str) -> None:
    run("adopt", "sommer")
    store: Any = shared_store(module)
    (id, record), *_ = store._records.items()
    store._records[id] = broken(record)
    for args in (["status", "sommer"], ["changes", "sommer", "--since", "2026-01-01"]):
        assert "passer ikke til kontrolsummen" in run(*args, code=2).stderr
    run("log", "sommer")
