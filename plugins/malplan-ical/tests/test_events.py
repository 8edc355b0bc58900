"""What an event says: how a milestone or a target stands, and why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import attrs
from ical.event import Event, EventStatus
from made import FREMMOEDE, PLAN, at_least, milestone, plan_of, record
from reading import by_uid, days, number, seen, time, written

from malplan import (
    Counts,
    MilestoneDropped,
    MilestoneMoved,
    MilestoneReached,
    Observation,
    Plan,
    PlanAdopted,
    Qualitative,
    Quantitative,
    Record,
    ScaleStep,
    Sign,
    StepTarget,
)
from malplan.messages import Language

ON = date(2026, 4, 20)
REACHED = record(MilestoneReached(milestone="start"), date(2026, 2, 17))
MOVED = record(
    MilestoneMoved(milestone="workshop", period=time("maj"), because="Lokalet var optaget."),
    date(2026, 4, 9),
)


def event(
    part: str, *records: Record, plan: Plan = PLAN, on: date = ON, language: Language = "da"
) -> Event:
    return by_uid(written(seen(plan, records, on), language))[part]


# --- Milestones -----------------------------------------------------------------------------------
def test_what_is_reached_is_marked_and_reminds_nobody() -> None:
    found = event("milestone.start", REACHED)
    assert found.summary == "Nået: Milepæl 1.1, start – Trinnet start nås."
    assert found.status is EventStatus.CONFIRMED
    assert found.alarm == []
    assert days(found) == (date(2026, 2, 11), date(2026, 2, 20))
    assert found.description == (
        "Trinnet start nås.\n\n"
        "Prøvehandling 1: En handling\n"
        "Tidspunkt: medio februar\n"
        "Status: Nået. Den blev nået den 17. februar 2026."
    )


def test_in_english_too() -> None:
    found = event("milestone.start", REACHED, language="en")
    assert found.summary == "Done: Milestone 1.1, start – Trinnet start nås."
    assert found.categories == ["Milestone"]
    assert found.description == (
        "Trinnet start nås.\n\n"
        "Trial action 1: En handling\n"
        "Time: mid-February 2026\n"
        "Status: Done. It was reached on 17 February 2026."
    )


def test_what_is_dropped_is_cancelled_and_says_why() -> None:
    dropped = MilestoneDropped(milestone="midtvejs", because="Der er ikke tid.")
    found = event("milestone.midtvejs", record(dropped, ON))
    assert found.summary == "Opgivet: Milepæl 1.3, foreløbig evaluering – Trinnet midtvejs nås."
    assert found.status is EventStatus.CANCELLED
    assert found.alarm == []
    assert "Status: Opgivet. Den blev opgivet den 20. april 2026." in str(found.description)
    assert "Begrundelse: Der er ikke tid." in str(found.description)


def test_what_is_moved_has_its_new_time_and_tells_the_first() -> None:
    found = event("milestone.workshop", REACHED, MOVED)
    assert found.summary == "Milepæl 1.2 – Trinnet workshop nås."
    assert days(found) == (date(2026, 5, 1), date(2026, 5, 31))
    assert len(found.alarm) == 2
    assert found.description == (
        "Trinnet workshop nås.\n\n"
        "Prøvehandling 1: En handling\n"
        "Tidspunkt: maj\n"
        "Status: Den er flyttet 1 gang; den var først planlagt til: ultimo marts/primo april. "
        "Det er 51 dage senere end først planlagt. Begrundelse: Lokalet var optaget."
    )


def test_what_is_late_says_so_and_reminds_nobody() -> None:
    found = event("milestone.workshop", REACHED)
    assert found.summary == "Forsinket: Milepæl 1.2 – Trinnet workshop nås."
    assert found.alarm == []
    assert "udløb 10. april 2026" in str(found.description)


def test_an_evaluation_asks_its_question() -> None:
    found = event("milestone.slut", REACHED)
    assert found.summary == "Milepæl 1.4, endelig evaluering – Trinnet slut nås."
    assert found.categories == ["Evaluering"]
    assert str(found.description).endswith(
        "Hvilken effekt og værdi har det for målgruppen, undervejs og til sidst?"
    )


def test_the_whole_of_a_long_text_is_in_the_description() -> None:
    text = "Et langt trin, " * 20 + "med mere."
    found = event("milestone.trin", plan=plan_of(milestone("trin", "maj", text=text)))
    assert len(str(found.summary)) < 100
    assert str(found.summary).endswith(" …")
    assert text in str(found.description)


def test_a_time_that_the_plan_has_been_given_since_is_the_newest() -> None:
    changed = plan_of(
        *PLAN.actions[0].milestones[:1], milestone("workshop", "juni"), milestone("nyt", "juli")
    )
    view = attrs.evolve(seen(PLAN, [REACHED, MOVED], ON), plan=changed)
    found = by_uid(written(view))
    assert days(found["milestone.workshop"]) == (date(2026, 6, 1), date(2026, 6, 30))
    assert "flyttet" not in str(found["milestone.workshop"].description)
    assert days(found["milestone.nyt"]) == (date(2026, 7, 1), date(2026, 7, 31))
    assert str(found["milestone.start"].summary).startswith("Nået: ")


def test_a_milestone_that_gets_a_time_gets_an_event() -> None:
    plan = plan_of(milestone("trin", None))
    moved = MilestoneMoved(milestone="trin", period=time("maj"), because="Nu ved vi det.")
    assert by_uid(written(seen(plan))) == {}
    assert days(event("milestone.trin", record(moved, ON), plan=plan))[1] == date(2026, 5, 31)


# --- Signs ----------------------------------------------------------------------------------------
def test_a_due_date_says_the_target_and_how_the_sign_stands() -> None:
    found = event("target.fremmoede.1", REACHED)
    assert found.summary == "Frist for tegn 1.1 – Der møder mindst 15 unge op."
    assert found.categories == ["Frist for tegn"]
    assert days(found) == (date(2026, 4, 21), date(2026, 4, 30))
    assert len(found.alarm) == 2
    assert found.description == (
        "Der møder mindst 15 unge op.\n\n"
        "Prøvehandling 1: En handling\n"
        "Måltal: mindst 15 unge\n"
        "Tidspunkt: ultimo april\n"
        "Status: Ikke afgjort. Der er ikke registreret noget endnu, og fristen er ikke udløbet. "
        "Frist: ultimo april.\n\n"
        "Hvad kan vi se, høre eller tælle, hvis det virker?"
    )


def test_a_target_that_is_met_or_missed_is_marked() -> None:
    met = record(Observation(sign="fremmoede", value=Decimal(17)), ON)
    found = event("target.fremmoede.1", met)
    assert found.summary == "Nået: Frist for tegn 1.1 – Der møder mindst 15 unge op."
    assert found.alarm == []
    missed = record(Observation(sign="fremmoede", value=Decimal(12)), ON)
    found = event("target.fremmoede.1", missed, on=date(2026, 5, 1))
    assert found.summary == "Ikke nået: Frist for tegn 1.1 – Der møder mindst 15 unge op."
    assert found.status is EventStatus.CONFIRMED


def test_each_target_stands_for_itself() -> None:
    measure = Quantitative(
        unit="unge", targets=(at_least(20, "december"), at_least(10, "maj"), at_least(30, None))
    )
    plan = plan_of(signs=(attrs.evolve(FREMMOEDE, measure=measure),))
    seen_ = record(Observation(sign="fremmoede", value=Decimal(12)), ON)
    found = by_uid(written(seen(plan, [seen_], ON)))
    assert set(found) == {"target.fremmoede.1", "target.fremmoede.2"}
    assert "mindst 20 unge" in str(found["target.fremmoede.1"].description)
    assert str(found["target.fremmoede.2"].summary).startswith("Nået: ")
    assert not str(found["target.fremmoede.1"].summary).startswith("Nået: ")


def test_a_step_on_a_scale_is_a_target_too() -> None:
    scale = (ScaleStep(id="lav", name="lav"), ScaleStep(id="hoej", name="høj"))
    targets = (StepTarget(step="hoej", due=time("maj")),)
    sign = Sign(id="trivsel", text="De trives.", measure=Qualitative(scale=scale, targets=targets))
    found = event("target.trivsel.1", plan=plan_of(signs=(sign,)))
    assert "Ønsket trin: mindst ”høj”" in str(found.description)


def test_without_a_target_it_is_when_the_sign_is_measured() -> None:
    measured = attrs.evolve(FREMMOEDE, measure=Quantitative(unit="unge"), when=time("maj"))
    found = event("sign.fremmoede", plan=plan_of(signs=(measured,)))
    assert days(found)[1] == date(2026, 5, 31)
    unmeasured = attrs.evolve(measured, measure=None)
    assert by_uid(written(seen(plan_of(signs=(unmeasured,))))) == {}


# --- What may not be told -------------------------------------------------------------------------
def test_no_small_count_is_told_and_an_internal_calendar_says_that_it_is_one() -> None:
    few = record(Observation(sign="fremmoede", value=Decimal(3)), ON)
    public = written(seen(PLAN, [few], ON))
    assert public.name == ["En plan (Eksempel Kommune)"]
    for found in public.events:
        assert "3 unge" not in str(found.description)
        assert "Intern" not in str(found.description)
    internal = written(seen(PLAN, [few], ON, internal=True))
    assert internal.name == ["Intern: En plan (Eksempel Kommune)"]
    assert internal.description[0].startswith("Intern udgave: ")
    for found in internal.events:
        assert str(found.description).startswith("Intern udgave: ")
    assert "3 unge" in str(by_uid(internal)["target.fremmoede.1"].description)


def test_how_many_records_there_are_is_not_told() -> None:
    """The same calendar from one record and from many, if the last was made at the same moment."""
    last = record(MilestoneReached(milestone="start"), ON, hour=12)
    sign = attrs.evolve(FREMMOEDE, measure=Quantitative(unit="unge", counts=Counts.PEOPLE))
    plan = plan_of(*PLAN.actions[0].milestones, signs=(sign,))
    one = record(Observation(sign="fremmoede", value=Decimal(3)), ON, hour=8)
    two = record(Observation(sign="fremmoede", value=Decimal(4)), ON, hour=9)
    first, second = (
        written(seen(plan, records, ON)) for records in ([one, last], [one, two, last])
    )
    assert first == second


def test_adopting_a_plan_makes_its_events_newer() -> None:
    adopted = record(PlanAdopted(content=None), ON)
    before, after = event("milestone.slut", REACHED), event("milestone.slut", REACHED, adopted)
    assert number(after) > number(before)
