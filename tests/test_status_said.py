"""What a status says and shows: the numbers of what is late, days, records, and what it is of."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import attrs
import pytest
from following import (
    AFTER,
    BEFORE,
    DUE,
    LAST,
    MEASURES,
    PLAN,
    YEAR,
    at_least,
    at_most,
    count,
    observed,
    record,
)

from malplan import Period, Plan
from malplan.convert import Converters
from malplan.measures import Baseline, Counts, Direction, Measure, Qualitative, StepTarget
from malplan.model import Milestone, MilestoneKind, Sign
from malplan.moments import COPENHAGEN, end_of
from malplan.records import (
    Decision,
    DecisionMade,
    Evaluation,
    MilestoneDropped,
    MilestoneMoved,
    MilestoneReached,
    PlanAdopted,
    Record,
    SignAsItStood,
    SignState,
    Stage,
)
from malplan.status import (
    ActionState,
    ActionStatus,
    MilestoneState,
    MilestoneStatus,
    SignStatus,
    assess,
    published_status,
)
from malplan.versions import canonical, version_of

PEOPLE = Counts.PEOPLE
LATER = date(YEAR, 6, 30)
DAY = timedelta(days=1)


def with_sign(measure: Measure | None, when: Period | None = None) -> Plan:
    (action,) = PLAN.actions
    sign = Sign(id="fremmoede", text="Et tegn", measure=measure, when=when)
    return attrs.evolve(PLAN, actions=(attrs.evolve(action, signs=(sign,)),))


def with_milestones(*milestones: Milestone) -> Plan:
    (action,) = PLAN.actions
    return attrs.evolve(PLAN, actions=(attrs.evolve(action, milestones=milestones),))


def sign_of(plan: Plan, *records: Record, on: date = AFTER) -> SignStatus:
    return assess(plan, records, on=on).signs[0]


def action_of(*records: Record, on: date = AFTER) -> ActionStatus:
    return assess(PLAN, records, on=on).actions[0]


def published_sign(measure: Measure, *records: Record, threshold: int = 5) -> SignStatus:
    status = assess(with_sign(measure), records, on=AFTER)
    return published_status(status, threshold=threshold).signs[0]


def decided(decision: Decision, on: date) -> Record:
    return record(DecisionMade(action="svoemning", decision=decision, because="Derfor"), on)


def evaluated(on: date, *signs: SignAsItStood, stage: Stage = Stage.FINAL) -> Record:
    return record(Evaluation(action="svoemning", stage=stage, text="Det gik", signs=signs), on)


# --- The whole ------------------------------------------------------------------------------------
def test_a_status_says_by_what_it_was_judged() -> None:
    moment = datetime(YEAR, 4, 1, 12, tzinfo=UTC)
    status = assess(PLAN, [], on=BEFORE, known_at=moment, version="abc")
    assert (status.known_at, status.version, status.on) == (moment, "abc", BEFORE)


def test_freshness_counts_the_days_of_the_zone_until_their_last_moment() -> None:
    late_at_night = datetime(YEAR, 4, 1, 22, 30, tzinfo=UTC)  # past midnight in Denmark
    came = observed("fremmoede", 15, BEFORE, at=late_at_night)
    for zone, on, days in (
        (COPENHAGEN, date(YEAR, 4, 1), None),
        (COPENHAGEN, date(YEAR, 4, 2), 0),
        (ZoneInfo("UTC"), date(YEAR, 4, 1), 0),
        (ZoneInfo("Pacific/Auckland"), date(YEAR, 4, 3), 1),
    ):
        status = assess(PLAN, [came], on=on, zone=zone)
        assert (status.freshness_days, status.actions[0].freshness_days) == (days, days)
    last_moment = attrs.evolve(came, recorded=end_of(BEFORE))
    assert assess(PLAN, [last_moment], on=BEFORE).freshness_days == 0


# --- Signs ----------------------------------------------------------------------------------------
def test_a_sign_without_a_measure_is_due_when_it_is_measured() -> None:
    sign = sign_of(with_sign(None, when=DUE))
    assert (sign.action, sign.targets, sign.judged.due) == ("svoemning", (), DUE)
    assert sign_of(with_sign(count(), when=DUE)).targets == ()


def test_words_that_name_no_day_are_no_time() -> None:
    some_day = Period(None, None, "når alle er klar")
    assert sign_of(with_sign(count(at_least(15, None)), when=some_day)).judged.due is None
    milestone = Milestone(id="m", text="M", period=some_day)
    (status,) = assess(with_milestones(milestone), [], on=AFTER).milestones
    assert (status.state, status.period) == (MilestoneState.UNSCHEDULED, None)


def test_what_was_measured_in_time_is_not_told_as_measured_later() -> None:
    in_time, later = observed("fremmoede", 3, LAST), observed("fremmoede", 9, AFTER)
    plan = with_sign(count(at_least(15)))
    assert "Målt efter fristen" not in sign_of(plan, in_time).because.da
    assert "Målt efter fristen: 9 unge" in sign_of(plan, in_time, later).because.da


def test_a_step_is_judged_later_and_not_measured() -> None:
    steps = observed("hoert", "lidt", LAST), observed("hoert", "meget", AFTER)
    hoert = next(one for one in assess(PLAN, steps, on=AFTER).signs if one.id == "hoert")
    assert "Vurderet efter fristen: trinet ”meget”" in hoert.because.da


def test_what_should_be_reached_is_a_sentence_of_its_own() -> None:
    worse = sign_of(with_sign(count(at_least(20), baseline=10)), observed("fremmoede", 8, BEFORE),
                    on=BEFORE)  # fmt: skip
    (aim,) = (one.message for one in worse.reasons if one.rule == "aim")
    assert (aim.da, aim.en) == ("Måltallet er mindst 20 unge.", "The target is at least 20 unge.")


def test_an_earlier_step_is_called_a_step() -> None:
    hoert = MEASURES["hoert"]
    assert isinstance(hoert, Qualitative)
    june = Period.parse("juni", year=YEAR)
    steps = (StepTarget(step="lidt", due=DUE), StepTarget(step="meget", due=june))
    sign = sign_of(with_sign(attrs.evolve(hoert, targets=steps)))
    assert "For et tidligere ønsket trin, " in sign.because.da


# --- Milestones -----------------------------------------------------------------------------------
@pytest.mark.parametrize("words", [None, "fra maj"])
def test_an_evaluation_stands_for_the_milestone_that_has_a_last_day(words: str | None) -> None:
    def final(id: str, period: Period | None) -> Milestone:
        return Milestone(id=id, text="M", kind=MilestoneKind.FINAL_EVALUATION, period=period)

    open_ended = None if words is None else Period.parse(words, year=YEAR)
    plan = with_milestones(final("open", open_ended), final("closed", DUE))
    status = assess(plan, [evaluated(BEFORE)], on=BEFORE)
    states = {one.id: one.state for one in status.milestones}
    assert states["closed"] is MilestoneState.DONE
    assert states["open"] is not MilestoneState.DONE


def workshop_of(*records: Record, plan: Plan = PLAN, on: date = LATER) -> MilestoneStatus:
    found = assess(plan, records, on=on).milestones
    return next(one for one in found if one.id == "workshop")


def moved(words: str, on: date) -> Record:
    what = MilestoneMoved(
        milestone="workshop", period=Period.parse(words, year=YEAR), because="Lokalet var optaget"
    )
    return record(what, on)


def adopted(plan: Plan, on: date) -> Record:
    content = canonical(plan, Converters().archived)
    return record(PlanAdopted(content=content), on, version=version_of(content))


def test_when_a_milestone_was_reached_and_by_which_record() -> None:
    reached = record(MilestoneReached(milestone="workshop"), LAST)
    workshop = workshop_of(reached)
    assert (workshop.on, workshop.records, workshop.slippage_days) == (LAST, (reached.id,), 0)
    assert (workshop_of().on, workshop_of().records) == (None, ())
    assert "udløb 10. april 2026, og milepælen" in workshop_of().because.da
    no_time = next(one for one in assess(PLAN, [], on=LATER).milestones if one.id == "invitation")
    assert no_time.slippage_days == 0


def test_how_much_later_is_told_also_of_what_was_not_moved() -> None:
    reached = [record(MilestoneReached(milestone="workshop"), LAST + n * DAY) for n in range(3)]
    said = [workshop_of(one).because.da for one in reached]
    assert "senere end" not in said[0]
    assert said[1].endswith("Det er 1 dag senere end først planlagt.")
    assert said[2].endswith("Det er 2 dage senere end først planlagt.")
    dropped = record(MilestoneDropped(milestone="workshop"), AFTER)
    assert workshop_of(dropped).slippage_days == 0


def test_how_many_times_it_was_moved_is_told() -> None:
    moves = [moved("maj", date(YEAR, 3, 1)), moved("juni", date(YEAR, 3, 2))]
    assert "Den er flyttet 1 gang;" in workshop_of(moves[0]).because.da
    assert "Den er flyttet 2 gange;" in workshop_of(*moves).because.da


def test_what_is_optional_is_told_until_it_is_over() -> None:
    told = "Den gennemføres kun, hvis det er muligt."
    optional = Milestone(id="workshop", text="M", period=DUE, optional=True)
    final = attrs.evolve(optional, kind=MilestoneKind.FINAL_EVALUATION)
    plan = with_milestones(optional)
    assert told in workshop_of(plan=plan).because.da
    for over in (MilestoneReached(milestone="workshop"), MilestoneDropped(milestone="workshop")):
        assert told not in workshop_of(record(over, BEFORE), plan=plan).because.da
    assert told not in workshop_of(evaluated(BEFORE), plan=with_milestones(final)).because.da


def test_the_first_time_is_that_of_what_was_adopted_before_it_was_moved() -> None:
    move = moved("maj", AFTER)
    at_once = attrs.evolve(adopted(PLAN, LAST), recorded=move.recorded)
    assert workshop_of(at_once, move).first_period == DUE
    later = attrs.evolve(at_once, recorded=move.recorded + timedelta(microseconds=1))
    assert workshop_of(later, move).first_period == Period.parse("maj", year=YEAR)
    assert workshop_of(adopted(with_milestones(), BEFORE)).first_period is None


# --- Trial actions --------------------------------------------------------------------------------
def test_all_else_is_done_where_something_is_done_and_the_rest_dropped() -> None:
    def milestone(id: str) -> Milestone:
        return Milestone(id=id, text="M", period=DUE)

    plan = with_milestones(milestone("a"), milestone("b"))
    done = [record(MilestoneReached(milestone=id), BEFORE) for id in "ab"]
    dropped = [record(MilestoneDropped(milestone=id), BEFORE) for id in "ab"]
    for records, state in (
        (done, ActionState.AWAITING_EVALUATION),
        ([done[0], dropped[1]], ActionState.AWAITING_EVALUATION),
        (dropped, ActionState.RUNNING),
        (done[:1], ActionState.RUNNING),
    ):
        assert assess(plan, records, on=AFTER).actions[0].state is state


def test_what_is_late_and_missed_is_told_by_its_numbers() -> None:
    missed = [observed(sign, 3, BEFORE) for sign in ("fremmoede", "med-udgangspunkt")]
    action = action_of(*missed, record(MilestoneReached(milestone="start"), BEFORE))
    assert "Milepæl 1.3 er forsinket." in action.because.da
    assert "Tegn, der ikke blev nået: 1.1 og 1.2." in action.because.da


def test_the_record_behind_a_state_and_its_day() -> None:
    final, stop = evaluated(date(YEAR, 4, 2)), decided(Decision.STOP, date(YEAR, 4, 3))
    came = observed("fremmoede", 15, LAST)
    action = action_of(came, final, stop)
    assert action.records == (stop.id,)
    assert "Det blev den 3. april 2026 besluttet" in action.because.da
    action = action_of(came, final)
    assert action.records == (final.id,)
    assert "Den endelige evaluering er fra 2. april 2026" in action.because.da
    assert action_of(came).records == (came.id,)
    assert "det seneste gælder 10. april 2026" in action_of(came).because.da


def test_a_decision_is_told_once() -> None:
    go_on = decided(Decision.CONTINUE, LAST)
    action = action_of(evaluated(BEFORE), go_on)
    assert action.state is ActionState.DECIDED
    assert action.because.da.count("besluttet") == 1


def test_what_came_after_the_final_evaluation_is_counted() -> None:
    final = evaluated(BEFORE)
    later = [
        observed("fremmoede", 15, BEFORE, at=final.recorded + timedelta(hours=hours))
        for hours in (1, 2)
    ]
    same = attrs.evolve(later[0], recorded=final.recorded)
    assert action_of(final, same).later == ()
    assert "1 registrering er kommet til" in action_of(final, later[0]).because.da
    action = action_of(final, *later)
    assert set(action.later) == {one.id for one in later}
    assert "2 registreringer er kommet til" in action.because.da


# --- Published ------------------------------------------------------------------------------------
def test_of_what_is_large_everything_is_shown_but_the_observations() -> None:
    measure = count(
        at_least(20, Period.parse("marts", year=YEAR)),
        at_least(30, Period.parse("maj", year=YEAR)),
        baseline=10,
        counts=PEOPLE,
    )
    came = observed("fremmoede", 17, date(YEAR, 3, 1))
    plain, sign = sign_of(with_sign(measure), came), published_sign(measure, came)
    assert plain.judged.progress is not None
    assert sign.judged == attrs.evolve(plain.judged, figure=sign.judged.figure)
    assert sign.reasons == plain.reasons
    assert "tidligere måltal" in sign.because.da
    assert "udgangspunktet, 10 unge" in sign.because.da
    for figure in (sign.figure, *(one.figure for one in sign.targets)):
        assert figure is not None
        assert figure.value == 17
        assert (figure.latest, figure.records) == (None, ())
    assert len(sign.targets) == 2
    assert published_sign(count(counts=PEOPLE), came).targets == ()


def test_a_state_that_is_not_shown_shows_no_progress_and_says_why() -> None:
    measure = count(at_most(1), baseline=20, direction=Direction.DOWN, counts=PEOPLE)
    came = observed("fremmoede", 1, BEFORE)
    assert sign_of(with_sign(measure), came).judged.progress is not None
    sign = published_sign(measure, came)
    assert sign.because.da == "Tallet vises ikke, fordi det kan pege på enkelte personer."
    assert (sign.judged.progress, sign.targets[0].progress) == (None, None)


def test_two_equal_groups_of_small_counts_are_both_shown() -> None:
    measure = count(at_least(3), counts=PEOPLE)
    states = [published_sign(measure, observed("fremmoede", n, BEFORE)).state for n in range(1, 5)]
    assert states == [SignState.MISSED, SignState.MISSED, SignState.MET, SignState.MET]
    # The time is over: it does not matter whether it is worse or better than the baseline.
    measure = count(at_least(3), baseline=2, counts=PEOPLE)
    assert published_sign(measure, observed("fremmoede", 1, BEFORE)).state is SignState.MISSED


def test_of_one_small_count_alone_nothing_is_shown() -> None:
    measure = count(at_least(3), counts=PEOPLE)
    sign = published_sign(measure, observed("fremmoede", 1, BEFORE), threshold=2)
    assert sign.state is SignState.NO_DATA


def test_a_figure_that_came_late_to_one_of_the_targets() -> None:
    measure = count(at_least(2, Period.parse("marts", year=YEAR)), at_least(3, DUE), counts=PEOPLE)
    sign = published_sign(measure, observed("fremmoede", 2, BEFORE))
    assert [one.figure for one in sign.targets] == [None, None]
    assert sign.state is SignState.NO_DATA


def test_none_of_many_is_shown() -> None:
    came = observed("andel-tilfredse", 0, BEFORE, of=20)
    status = published_status(assess(PLAN, [came], on=BEFORE))
    sign = next(one for one in status.signs if one.id == "andel-tilfredse")
    assert sign.figure is not None


def test_the_plan_of_a_published_status_is_published_by_the_same_threshold() -> None:
    plan = with_sign(count(baseline=7, counts=PEOPLE))
    for threshold, baseline in ((7, Baseline(value=Decimal(7))), (8, Baseline(withheld=True))):
        status = published_status(assess(plan, [], on=BEFORE), threshold=threshold)
        (sign,) = status.plan.signs
        assert getattr(sign.measure, "baseline", None) == baseline


def test_what_was_missed_is_told_after_what_is_late() -> None:
    status = assess(PLAN, [observed("med-udgangspunkt", 3, BEFORE)], on=AFTER)
    (plain,), (action,) = status.actions, published_status(status).actions
    assert action.missed == plain.missed == ("med-udgangspunkt",)
    assert action.reasons == plain.reasons
    reached = [record(MilestoneReached(milestone=id), BEFORE) for id in ("start", "workshop")]
    for records in (reached, reached[:1]):
        missed = observed("med-udgangspunkt", 3, BEFORE)
        later = observed("fravaer", 3, BEFORE, at=datetime(YEAR, 4, 9, tzinfo=UTC))
        late = assess(PLAN, [missed, evaluated(BEFORE), later, *records], on=AFTER)
        assert late.actions[0].reasons[-1].rule == "later_one"
        assert published_status(late).actions[0].reasons == late.actions[0].reasons


@pytest.mark.parametrize(
    ("sign", "value", "of", "shown"),
    [
        ("fremmoede", 17, None, True),
        ("fremmoede", 5, None, True),
        ("fremmoede", 4, None, False),
        ("fremmoede", 0, None, True),
        ("fremmoede", None, None, True),
        ("deltagere-i-alt", 17, None, False),
        ("andel-tilfredse", 8, 20, True),
        ("andel-tilfredse", 16, 20, False),
        ("andel-tilfredse", 0, 20, True),
        ("andel-tilfredse", None, None, True),
    ],
)
def test_which_signs_of_an_evaluation_are_shown(
    sign: str, value: int | None, of: int | None, shown: bool
) -> None:
    stood = SignAsItStood(
        sign=sign,
        state=SignState.MOVING,
        value=None if value is None else Decimal(value),
        of=None if of is None else Decimal(of),
    )
    (action,) = published_status(assess(PLAN, [evaluated(BEFORE, stood)], on=AFTER)).actions
    (evaluation,) = action.evaluations
    assert isinstance(evaluation.what, Evaluation)
    assert evaluation.what.signs == ((stood,) if shown else ())
