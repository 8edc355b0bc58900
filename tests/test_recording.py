"""Recording: what does not fit the plan, the log or the calendar is told, and nothing is stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import attrs
import pytest
from following import DUE, PLAN, count
from hypothesis import given
from hypothesis import strategies as st
from logs import NOON, Clock, everything, workspace

from malplan import InvalidPlan, InvalidRecord, Period, Plan, StoreFailed
from malplan.drafts import Draft
from malplan.measures import Combine
from malplan.model import Sign
from malplan.records import (
    Decision,
    DecisionMade,
    Evaluation,
    Learning,
    MilestoneDropped,
    MilestoneMoved,
    MilestoneReached,
    Observation,
    Record,
    SignState,
    Stage,
    What,
)
from malplan.stores import MemoryStore
from malplan.testing import strategies

TODAY = date(2026, 5, 15)
APRIL = Period.parse("april", year=2026)


def seen(sign: str = "fremmoede", value: int | str | None = 12, **more: Any) -> Observation:
    return Observation(sign=sign, value=None if value is None else Decimal(value), **more)


def final(text: str = "Det virkede.") -> Evaluation:
    return Evaluation(action="svoemning", stage=Stage.FINAL, text=text)


def moved(period: Period = APRIL, milestone: str = "workshop") -> MilestoneMoved:
    return MilestoneMoved(milestone=milestone, period=period, because="Lokalet var optaget.")


DONE = MilestoneReached(milestone="workshop")
DROPPED = MilestoneDropped(milestone="workshop", because="Ingen ville være med.")


class Wrong(NamedTuple):
    """Something that cannot be recorded.

    Attributes:
        wrong: What is wrong.
        what: What somebody wants to record.
        path: The field that is told.
        gist: What the Danish sentence says.
        before: What was recorded before.
        on: The day it speaks of.
    """

    wrong: str
    what: What
    path: str
    gist: str
    before: tuple[What, ...] = ()
    on: date | None = None


LIST = (
    # --- Signs ------------------------------------------------------------------------------------
    Wrong("a sign near one", seen("fremmode"), "sign", "intet tegn ”fremmode”. Mente du ”fremmoede”?"),
    Wrong("a sign near none", seen("zzz"), "sign", "Planen har fremmoede, med-udgangspunkt"),
    Wrong("a sign without a measure", seen("ingen-maaling"), "sign", "hverken et tal eller en skala endnu"),
    Wrong("a value off the scale", seen("hoert", None, step="helt"), "step", "Skriv et af trinene slet-ikke, lidt eller meget"),
    Wrong("a number for a scale", seen("hoert", 3), "step", "vurderes på en skala. Skriv et af trinene slet-ikke"),
    Wrong("a step for a number", seen(value=None, step="lidt"), "value", "er et tal (unge). Skriv et tal"),
    Wrong("a ratio without --of", seen("andel-tilfredse", 3), "of", "er en andel. Skriv også, hvor mange"),
    Wrong("a ratio over 1", seen("andel-tilfredse", 5, of=Decimal(4)), "value", "5 af 4 kan ikke passe; delen er større"),
    Wrong("a ratio of 0", seen("andel-tilfredse", 0, of=Decimal(0)), "of", "en andel af 0 kan ikke beregnes"),
    Wrong("a part of 0", seen("andel-tilfredse", 1, of=Decimal(0)), "of", "en andel af 0 kan ikke beregnes"),
    Wrong("a ratio below zero", seen("andel-tilfredse", -1, of=Decimal(4)), "value", "-1"),
    Wrong("--of of no ratio", seen(of=Decimal(20)), "of", "er ikke en andel"),
    Wrong("people below zero", seen(value=-1), "value", "skal være et helt tal og mindst 0; her står -1"),
    Wrong("half a person", seen(value="12.5"), "value", "skal være et helt tal og mindst 0; her står 12,5"),
    # --- Days -------------------------------------------------------------------------------------
    Wrong("a day in the future", seen(), "on", "16. maj 2026 er ikke kommet endnu (i dag er det 15. maj 2026)", on=date(2026, 5, 16)),
    Wrong("a time that has not begun", seen(period=Period.parse("juni", year=2026)), "period", "juni er ikke begyndt endnu (i dag er det 15. maj 2026)"),
    Wrong("words without days", seen(period=Period(None, None, "efter aftale")), "period", "siger ikke, hvilke dage det drejer sig om"),
    # --- Milestones -------------------------------------------------------------------------------
    Wrong("a milestone near one", MilestoneReached(milestone="workshp"), "milestone", "ingen milepæl ”workshp”. Mente du ”workshop”?"),
    Wrong("a milestone that is a sign", MilestoneReached(milestone="fremmoede"), "milestone", "Planen har start, invitation"),
    Wrong("done twice", DONE, "milestone", "blev nået den 15. maj 2026. Ret registreringen", (DONE,)),
    Wrong("dropped twice", DROPPED, "milestone", "blev opgivet den 15. maj 2026. Træk registreringen", (DROPPED,)),
    Wrong("dropped when done", DROPPED, "milestone", "blev nået den 15. maj 2026", (DONE,)),
    Wrong("done when dropped", DONE, "milestone", "blev opgivet den 15. maj 2026", (DROPPED,)),
    Wrong("moved when done", moved(), "milestone", "blev nået den 15. maj 2026", (DONE,)),
    Wrong("moved to the time it has", moved(DUE), "period", "har allerede det tidspunkt: ultimo marts/primo april"),
    Wrong("moved there twice", moved(), "period", "har allerede det tidspunkt: april", (moved(),)),
    Wrong("moved to nothing", moved(Period(None, None, "snarest")), "period", "”snarest” siger ikke, hvilke dage det drejer sig om"),
    Wrong("moved nowhere without a time", moved(Period(None, None, "snarest"), "invitation"), "period", "Skriv det nye tidspunkt så præcist"),
    # --- Trial actions ----------------------------------------------------------------------------
    Wrong("an evaluation of no action", Evaluation(action="svoemnig", stage=Stage.INTERIM, text="T"), "action", "ingen prøvehandling ”svoemnig”. Mente du ”svoemning”?"),
    Wrong("a learning of no action", Learning(action="workshop", text="T"), "action", "Planen har svoemning"),
    Wrong("a decision of no action", DecisionMade(action="x", decision=Decision.STOP, because="B"), "action", "ingen prøvehandling ”x”"),
    Wrong("a second final evaluation", final(), "action", "har en endelig evaluering fra 15. maj 2026. Ret den", (final(),)),
)  # fmt: skip


@pytest.mark.parametrize("row", LIST, ids=[row.wrong for row in LIST])
def test_what_does_not_fit_is_told_and_not_stored(row: Wrong) -> None:
    log = workspace()
    for what in row.before:
        log.record(PLAN, what)
    before = everything(log)
    with pytest.raises(InvalidRecord) as caught:
        log.record(PLAN, row.what, on=row.on)
    (problem,) = caught.value.problems
    assert problem.path == row.path
    assert row.gist in problem.message.da
    assert "{" not in problem.message.da + problem.message.en
    assert everything(log) == before


FITS: dict[str, What] = {
    "zero people": seen(value=0),
    "nobody of some": seen("andel-tilfredse", 0, of=Decimal(8)),
    "all of them": seen("andel-tilfredse", 8, of=Decimal(8)),
    "below zero, of what is no count": seen("samtaler", -3),
    "a month that runs": seen(period=Period.parse("maj", year=2026)),
    "a time that is open": seen(period=Period.parse("senest juni", year=2026)),
    "a step": seen("hoert", None, step="lidt", evidence="De sagde det."),
    "a time for what had none": moved(APRIL, "invitation"),
    "an interim evaluation": Evaluation(action="svoemning", stage=Stage.INTERIM, text="T"),
}


@pytest.mark.parametrize("what", FITS.values(), ids=FITS)
def test_what_fits_is_stored(what: What) -> None:
    log = workspace()
    record = log.record(PLAN, what, by="tovholder", comment="Så sandt")
    assert record in everything(log)
    assert record.on == TODAY
    assert record.version == log.logbook.version(PLAN)


def test_an_evaluation_after_another_plan_is_no_second_one() -> None:
    log = workspace()
    log.record(PLAN, final())
    log.record(attrs.evolve(PLAN, id="vinter"), final())
    log.record(PLAN, Evaluation(action="svoemning", stage=Stage.INTERIM, text="Undervejs"))
    assert [one.kind for one in log.logbook.records("vinter")] == ["plan_adopted", "evaluation"]


# --- All at once ----------------------------------------------------------------------------------
def test_every_problem_is_told_at_once() -> None:
    log = workspace()
    drafts = [
        Draft(what=seen("zzz"), on=date(2026, 6, 1), comment="Om 010190-1234"),
        Draft(what=seen(value="0.5")),
        Draft(what=DONE),
        Draft(what=DONE, by="x\ny"),
    ]
    with pytest.raises(InvalidRecord) as caught:
        log.logbook.record_all(PLAN, drafts)
    paths = [one.path for one in caught.value.problems]
    assert paths == ["on", "sign", "comment", "value", "milestone", "by"]
    assert everything(log) == ()


def test_several_are_stored_together_or_not_at_all() -> None:
    log = workspace()
    learned = Learning(action="svoemning", text="Et neutralt sted gør forskellen.")
    decided = DecisionMade(action="svoemning", decision=Decision.ADAPT, because="Flere kommer.")
    with pytest.raises(InvalidRecord):
        log.logbook.record_all(PLAN, [Draft(what=learned), Draft(what=seen("zzz"))])
    assert everything(log) == ()
    recorded = log.logbook.record_all(PLAN, [Draft(what=learned), Draft(what=decided)])
    assert [one.kind for one in everything(log)] == ["plan_adopted", "learning", "decision"]
    assert [one.what for one in recorded.records] == [learned, decided]


def test_what_is_no_day_is_told() -> None:
    log = workspace()
    wrong: Any
    for wrong in ("2026-05-01", datetime(2026, 5, 1, tzinfo=UTC), 5):
        with pytest.raises(InvalidRecord) as caught:
            log.record(PLAN, seen(), on=wrong)
        assert [one.path for one in caught.value.problems] == ["on"]


class Full(MemoryStore):
    """A store with no room for records."""

    def append(self, records: Any) -> None:
        if records:
            from malplan import Message

            raise StoreFailed(Message(da="der er ikke plads", en="there is no room"))


def test_a_store_that_fails_is_told() -> None:
    log = workspace(Full())
    with pytest.raises(StoreFailed, match="no room"):
        log.record(PLAN, seen())
    assert everything(log) == ()


# --- Days -----------------------------------------------------------------------------------------
def test_a_figure_of_too_many_digits_is_left_out_of_an_evaluation() -> None:
    log = workspace()
    most = Decimal(999_999_999_999_999)
    for _ in range(2):
        log.record(PLAN, Observation(sign="samtaler", value=most), on=date(2026, 4, 1))
    log.record(PLAN, Evaluation(action="svoemning", stage=Stage.INTERIM, text="Det går"))
    kept = everything(log)[-1].what
    assert isinstance(kept, Evaluation)
    (stood,) = (one for one in kept.signs if one.sign == "samtaler")
    assert (stood.value, stood.state) == (None, SignState.MET)
    assert len(stood.records) == 2


@pytest.mark.parametrize(
    ("zone", "last_day"),
    [
        ("Europe/Copenhagen", date(2026, 5, 16)),
        ("UTC", date(2026, 5, 15)),
        ("America/Nuuk", date(2026, 5, 15)),
        ("Pacific/Auckland", date(2026, 5, 16)),
    ],
)
def test_which_day_it_is_depends_on_the_zone(zone: str, last_day: date) -> None:
    late = datetime(2026, 5, 15, 22, 30, tzinfo=UTC)
    log = workspace(clock=Clock(late), timezone=ZoneInfo(zone))
    assert log.record(PLAN, seen()).on == last_day
    with pytest.raises(InvalidRecord, match="has not come yet"):
        log.record(PLAN, seen(), on=last_day + timedelta(days=1))


@pytest.mark.parametrize(
    ("phrase", "on"),
    [
        ("marts", date(2026, 3, 31)),
        ("maj", TODAY),
        ("uge 20", TODAY),
        ("fra april", TODAY),
        ("senest juni", TODAY),
        ("senest 5. maj", date(2026, 5, 5)),
    ],
)
def test_a_time_speaks_of_its_last_day_that_has_come(phrase: str, on: date) -> None:
    period = Period.parse(phrase, year=2026)
    assert workspace().record(PLAN, seen(period=period)).on == on


# --- Milestones that move -------------------------------------------------------------------------
def with_workshop_in(phrase: str) -> Plan:
    action = PLAN.actions[0]
    milestones = tuple(
        attrs.evolve(one, period=Period.parse(phrase, year=2026)) if one.id == "workshop" else one
        for one in action.milestones
    )
    return attrs.evolve(PLAN, actions=(attrs.evolve(action, milestones=milestones),))


def test_a_time_that_the_plan_took_back_can_be_given_again() -> None:
    log = workspace()
    log.record(PLAN, moved())
    later = with_workshop_in("juni")
    with pytest.raises(InvalidRecord, match="has that time already: June 2026"):
        log.record(later, moved(Period.parse("juni", year=2026)))
    log.record(later, moved())
    (workshop,) = [one for one in log.status(later).milestones if one.id == "workshop"]
    assert workshop.period == APRIL


def test_a_milestone_may_move_back_and_forth() -> None:
    log = workspace()
    log.record(PLAN, moved())
    log.record(PLAN, moved(DUE))
    log.record(PLAN, moved())
    (workshop,) = [one for one in log.status(PLAN).milestones if one.id == "workshop"]
    assert (workshop.moves, workshop.period) == (3, APRIL)


# --- Evaluations keep what they saw ---------------------------------------------------------------
def test_an_evaluation_keeps_the_signs_as_they_stood() -> None:
    log = workspace()
    observed = log.record(PLAN, seen(value=16), on=date(2026, 4, 1))
    log.record(PLAN, seen("hoert", None, step="lidt"), on=date(2026, 4, 1))
    log.record(PLAN, seen("andel-tilfredse", 6, of=Decimal(8)), on=date(2026, 4, 1))
    kept = log.record(PLAN, final())
    log.record(PLAN, seen(value=2), on=date(2026, 4, 2))
    assert isinstance(kept.what, Evaluation)
    signs = {one.sign: one for one in kept.what.signs}
    assert set(signs) == {one.id for one in PLAN.signs}
    assert (signs["fremmoede"].value, signs["fremmoede"].state) == (Decimal(16), SignState.MET)
    assert signs["fremmoede"].records == (observed.id,)
    assert signs["hoert"].step == "lidt"
    share = signs["andel-tilfredse"]
    assert (share.value, share.of) == (Decimal(6), Decimal(8))
    assert signs["samtaler"].value is None
    (again,) = [one for one in everything(log) if one.id == kept.id]
    assert again == kept


# --- Laws -----------------------------------------------------------------------------------------
@given(data=st.data(), plan=strategies.plans())
def test_what_was_recorded_is_in_the_log_as_it_was_made(data: st.DataObject, plan: Plan) -> None:
    """Whatever fits is stored whole; whatever does not leaves the log as it was."""
    log = workspace(clock=Clock(datetime(2100, 1, 1, tzinfo=UTC)))
    for made in data.draw(strategies.logs_of(plan)):
        before = everything(log)
        try:
            record = log.record(plan, made.what, on=made.on, by=made.by, comment=made.comment)
        except InvalidRecord as error:
            assert error.problems
            assert everything(log) == before
        else:
            assert set(everything(log)) >= {record, *before}
            assert record.comment == made.comment
    ids = [one.id for one in everything(log)]
    assert ids == sorted(ids)


@given(value=st.decimals(-10, 10, places=1), of=st.decimals(-10, 10, places=1))
def test_a_share_is_between_nothing_and_all(value: Decimal, of: Decimal) -> None:
    measure = count(combine=Combine.RATIO)
    action = attrs.evolve(PLAN.actions[0], signs=(Sign(id="andel", text="A", measure=measure),))
    log = workspace()
    what = Observation(sign="andel", value=value, of=of)
    fits = 0 <= value <= of and of > 0
    try:
        log.record(attrs.evolve(PLAN, actions=(action,)), what)
    except InvalidRecord:
        assert not fits
    else:
        assert fits


def test_records_are_the_only_way_to_say_what_happened() -> None:
    with pytest.raises(InvalidPlan):
        Record(id="x", plan="sommer", on=TODAY, recorded=NOON, what=seen())
    with pytest.raises(InvalidPlan) as caught:
        Observation(sign="Fremmøde", value=Decimal("1.5"), step="lidt", evidence="")
    assert {one.path for one in caught.value.problems} >= {"sign", "evidence"}
    kinds: tuple[Callable[[], Any], ...] = (
        lambda: Observation(sign="a"),
        lambda: Observation(sign="a", value=Decimal(1), step="b"),
        lambda: Observation(sign="a", step="b", of=Decimal(1)),
        lambda: Observation(sign="a", value=Decimal(1), evidence="E"),
    )
    for make in kinds:
        with pytest.raises(InvalidPlan):
            make()
