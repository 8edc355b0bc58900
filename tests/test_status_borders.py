"""The borders of a status: last days, first versions, two trial actions, what others share."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

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
    count,
    observed,
    record,
)

from malplan import Period, Plan
from malplan.changes import changes_between
from malplan.convert import Converters
from malplan.due import due_items
from malplan.measures import Combine, Direction, Measure, Quantitative
from malplan.model import Milestone, MilestoneKind, Sign, TrialAction
from malplan.records import (
    Decision,
    DecisionMade,
    Evaluation,
    MilestoneDropped,
    MilestoneMoved,
    MilestoneReached,
    Observation,
    PlanAdopted,
    Record,
    SignAsItStood,
    SignState,
    Stage,
)
from malplan.status import ActionState, MilestoneState, Status, assess, published_status
from malplan.versions import canonical, version_of

CONVERTER = Converters().archived
TWO = attrs.evolve(
    PLAN,
    actions=(
        *PLAN.actions,
        TrialAction(
            id="cykling",
            title="Cykling",
            signs=(Sign(id="cyklister", text="Cyklister", measure=count(at_least(5))),),
            milestones=(
                Milestone(
                    id="cykelevaluering",
                    text="Vi ser på cyklerne",
                    kind=MilestoneKind.FINAL_EVALUATION,
                    period=Period.parse("maj", year=YEAR),
                ),
            ),
        ),
    ),
)


def with_sign(measure: Measure, when: Period | None = None) -> Plan:
    (action,) = PLAN.actions
    sign = Sign(id="fremmoede", text="Et tegn", measure=measure, when=when)
    return attrs.evolve(PLAN, actions=(attrs.evolve(action, signs=(sign,)),))


def with_milestones(*milestones: Milestone) -> Plan:
    (action,) = PLAN.actions
    return attrs.evolve(PLAN, actions=(attrs.evolve(action, milestones=milestones),))


def adopted(plan: Plan, on: date) -> Record:
    content = canonical(plan, CONVERTER)
    return record(PlanAdopted(content=content), on, version=version_of(content))


def state_of(status: Status, milestone: str) -> MilestoneState:
    return next(one for one in status.milestones if one.id == milestone).state


def phrase(text: str) -> Period:
    return Period.parse(text, year=YEAR)


# --- Signs ----------------------------------------------------------------------------------------
def test_what_speaks_of_the_last_day_is_in_time() -> None:
    came = observed("fremmoede", 15, LAST)
    for on in (LAST, AFTER, date(YEAR, 6, 1)):
        sign = assess(PLAN, [came], on=on).signs[0]
        assert sign.state is SignState.MET
    late = observed("fremmoede", 15, AFTER)
    assert assess(PLAN, [late], on=AFTER).signs[0].state is SignState.NO_DATA


def test_what_was_recorded_at_the_moment_was_known_at_it() -> None:
    came = observed("fremmoede", 15, LAST)
    known = assess(PLAN, [came], on=LAST, known_at=came.recorded)
    assert known.signs[0].state is SignState.MET
    before = assess(PLAN, [came], on=LAST, known_at=came.recorded - timedelta(microseconds=1))
    assert before.signs[0].state is SignState.NOT_DUE


def test_when_it_is_measured_is_when_it_is_due_if_the_target_does_not_say() -> None:
    plan = with_sign(count(at_least(15, None), baseline=1), when=DUE)
    came = observed("fremmoede", 3, BEFORE)
    assert assess(plan, [came], on=LAST).signs[0].state is SignState.MOVING
    assert assess(plan, [came], on=AFTER).signs[0].state is SignState.MISSED
    assert assess(plan, [], on=AFTER).signs[0].state is SignState.NO_DATA


def test_less_is_better_without_a_target_too() -> None:
    plan = with_sign(count(baseline=10, direction=Direction.DOWN))
    for value, expected in ((9, SignState.MOVING), (11, SignState.WORSE_THAN_BASELINE)):
        status = assess(plan, [observed("fremmoede", value, BEFORE)], on=BEFORE)
        assert status.signs[0].state is expected


@pytest.mark.parametrize("unit", ["%", "procent", "pct.", "Pct", "% af de unge"])
def test_a_ratio_in_per_cent_counts_in_hundredths(unit: str) -> None:
    measure = Quantitative(unit=unit, combine=Combine.RATIO, targets=(at_least(60),))
    status = assess(with_sign(measure), [observed("fremmoede", 6, BEFORE, of=10)], on=AFTER)
    assert status.signs[0].state is SignState.MET
    assert f"60 {unit}, nemlig 6 af 10" in status.signs[0].because.da


def test_a_figure_however_large_is_told() -> None:
    measure = count(at_least(10**14), combine=Combine.SUM)
    records = [observed("fremmoede", 10**14, BEFORE) for _ in range(2_000)]
    sign = assess(with_sign(measure), records, on=BEFORE).signs[0]
    assert sign.figure is not None
    assert sign.figure.number == 2000 * Decimal(10) ** 14
    assert sign.because.en.startswith("200,000,000,000,000,000 unge in all")


def test_a_ratio_among_numbers_and_a_step_that_is_gone_do_not_fit() -> None:
    ratio = observed("fremmoede", 3, LAST, of=4)
    number = observed("fremmoede", 16, BEFORE)
    sign = assess(with_sign(count(at_least(15))), [number, ratio], on=LAST).signs[0]
    assert sign.figure is not None
    assert sign.figure.value == 16
    gone = observed("fremmoede", "et-gammelt-trin", LAST)
    sign = assess(with_sign(MEASURES["hoert"]), [gone], on=LAST).signs[0]
    assert sign.reasons[0].rule == "not_computable"


def test_an_earlier_target_without_data_is_told_and_due() -> None:
    measure = count(at_least(10, phrase("marts")), at_least(30, phrase("oktober")))
    status = assess(with_sign(measure), [], on=date(YEAR, 5, 1))
    assert status.signs[0].state is SignState.NOT_DUE
    assert "blev der ikke registreret noget i tide" in status.signs[0].because.da
    (item,) = [one for one in due_items(status, 30) if one.part == "target"]
    assert (item.when, item.last_day) == ("late", date(YEAR, 3, 31))


def test_a_target_is_due_on_the_last_day_that_is_looked_at() -> None:
    status = assess(with_sign(count(at_least(15))), [], on=date(YEAR, 3, 11))
    assert [one.id for one in due_items(status, 30) if one.part == "target"] == ["fremmoede"]
    assert [one.id for one in due_items(status, 29) if one.part == "target"] == []


# --- Milestones -----------------------------------------------------------------------------------
def planned(text: str | None) -> Plan:
    period = None if text is None else phrase(text)
    return with_milestones(Milestone(id="workshop", text="Workshoppen", period=period))


def moved(text: str, on: date, version: Plan) -> Record:
    what = MilestoneMoved(milestone="workshop", period=phrase(text), because="Lokalet")
    return record(what, on, version=version_of(canonical(version, CONVERTER)))


def test_slippage_is_counted_from_the_first_version_of_the_plan() -> None:
    old, new = planned("marts"), planned("april")
    log = [adopted(old, date(YEAR, 1, 10)), adopted(new, date(YEAR, 2, 10))]
    (milestone,) = assess(new, log, on=date(YEAR, 2, 11)).milestones
    assert (milestone.first_period, milestone.slippage_days) == (phrase("marts"), 30)
    assert "Planen havde først et andet tidspunkt: marts" in milestone.because.da
    (milestone,) = assess(old, log, on=date(YEAR, 2, 9)).milestones
    assert milestone.slippage_days == 0


def test_a_plan_that_was_edited_after_a_move_says_the_time() -> None:
    old, new = planned("marts"), planned("juni")
    log = [
        adopted(old, date(YEAR, 1, 10)),
        moved("april", date(YEAR, 2, 1), old),
        adopted(new, date(YEAR, 3, 1)),
    ]
    (milestone,) = assess(old, log[:2], on=date(YEAR, 2, 2)).milestones
    assert (milestone.period, milestone.moves) == (phrase("april"), 1)
    assert "Begrundelse: Lokalet." in milestone.because.da
    (milestone,) = assess(new, log, on=date(YEAR, 3, 2)).milestones
    assert (milestone.period, milestone.first_period) == (phrase("juni"), phrase("marts"))
    assert "Lokalet" not in milestone.because.da  # which was why it was moved to April


def test_the_first_time_may_be_that_of_a_move() -> None:
    old, new = planned(None), planned("maj")
    log = [
        adopted(old, date(YEAR, 1, 10)),
        moved("marts", date(YEAR, 2, 1), old),
        adopted(new, date(YEAR, 3, 1)),
    ]
    (milestone,) = assess(new, log, on=date(YEAR, 3, 2)).milestones
    assert (milestone.first_period, milestone.slippage_days) == (phrase("marts"), 61)


def test_each_evaluation_stands_for_one_milestone_by_their_times() -> None:
    kind = MilestoneKind.INTERIM_EVALUATION
    late = Milestone(id="efteraar", text="Efterår", kind=kind, period=phrase("oktober"))
    early = Milestone(id="foraar", text="Forår", kind=kind, period=phrase("april"))
    plan = with_milestones(late, early)
    what = Evaluation(action="svoemning", stage=Stage.INTERIM, text="På vej")
    made = record(what, date(YEAR, 4, 20))
    status = assess(plan, [made], on=date(YEAR, 5, 2))
    assert state_of(status, "foraar") is MilestoneState.DONE
    assert state_of(status, "efteraar") is MilestoneState.UPCOMING
    dropped = record(MilestoneDropped(milestone="foraar"), date(YEAR, 4, 1))
    status = assess(plan, [dropped, made], on=date(YEAR, 5, 2))
    assert state_of(status, "foraar") is MilestoneState.DROPPED
    assert state_of(status, "efteraar") is MilestoneState.DONE


# --- Trial actions --------------------------------------------------------------------------------
def decided(decision: Decision, on: date) -> Record:
    return record(DecisionMade(action="svoemning", decision=decision, because="Derfor"), on)


def evaluated(on: date, action: str = "svoemning") -> Record:
    return record(Evaluation(action=action, stage=Stage.FINAL, text="Det gik"), on)


def test_a_decision_to_go_on_does_not_end_a_trial_action() -> None:
    go_on = decided(Decision.CONTINUE, date(YEAR, 3, 1))
    action = assess(PLAN, [go_on], on=date(YEAR, 4, 1)).actions[0]
    assert (action.state, action.decision) == (ActionState.RUNNING, go_on)
    assert "Det blev den 1. marts 2026 besluttet at fortsætte prøvehandlingen: Derfor." in (
        action.because.da
    )
    late = assess(PLAN, [go_on], on=date(YEAR + 1, 1, 20)).actions[0]
    assert late.state is ActionState.AWAITING_EVALUATION
    final = evaluated(date(YEAR, 12, 10))
    after = assess(PLAN, [go_on, final], on=date(YEAR, 12, 20)).actions[0]
    assert after.state is ActionState.EVALUATED
    again = decided(Decision.CONTINUE, date(YEAR, 12, 10))
    closed = assess(PLAN, [go_on, final, again], on=date(YEAR, 12, 20)).actions[0]
    assert (closed.state, closed.decision) == (ActionState.DECIDED, again)


@pytest.mark.parametrize("decision", [Decision.STOP, Decision.SCALE])
def test_a_decision_to_stop_or_to_scale_up_ends_it(decision: Decision) -> None:
    action = assess(PLAN, [decided(decision, BEFORE)], on=AFTER).actions[0]
    assert action.state is ActionState.DECIDED


def test_the_last_decision_counts() -> None:
    records = [decided(Decision.STOP, BEFORE), decided(Decision.SCALE, LAST)]
    assert assess(PLAN, records, on=AFTER).actions[0].decision == records[1]


def test_the_final_evaluation_is_waited_for_when_it_is_late() -> None:
    action = assess(PLAN, [], on=date(YEAR + 1, 2, 1)).actions[0]
    assert action.state is ActionState.AWAITING_EVALUATION


def test_trial_actions_keep_to_themselves() -> None:
    missed = observed("cyklister", 2, BEFORE)
    swimming, cycling = assess(TWO, [missed, evaluated(BEFORE, "cykling")], on=AFTER).actions
    assert (swimming.missed, cycling.missed) == ((), ("cyklister",))
    assert (swimming.state, cycling.state) == (ActionState.PLANNED, ActionState.EVALUATED)
    assert swimming.evaluations == ()
    assert swimming.freshness_days is None
    reached = record(MilestoneReached(milestone="cykelevaluering"), BEFORE)
    due = {one.id: one.action for one in due_items(assess(TWO, [reached], on=AFTER), 0)}
    assert due["cykelevaluering"] == "cykling"


def test_adopting_a_plan_is_not_recording_something() -> None:
    status = assess(PLAN, [adopted(PLAN, BEFORE)], on=AFTER)
    assert status.freshness_days is None


# --- Publishing, changes --------------------------------------------------------------------------
def test_what_a_published_status_leaves_out() -> None:
    came = observed("fremmoede", 17, BEFORE)
    stray = observed("et-gammelt-tegn", 3, BEFORE)
    published = published_status(assess(PLAN, [came, stray], on=AFTER))
    assert published.unplaced == ()
    assert published.signs[0].figure is not None
    assert published.signs[0].records == ()


def test_the_sign_of_an_evaluation_that_the_plan_no_longer_has_is_not_published() -> None:
    signs = (SignAsItStood(sign="ude-af-planen", state=SignState.MISSED, value=Decimal(3)),)
    what = Evaluation(action="svoemning", stage=Stage.FINAL, text="Det gik", signs=signs)
    (action,) = published_status(assess(PLAN, [record(what, BEFORE)], on=AFTER)).actions
    (shown,) = action.evaluations
    assert isinstance(shown.what, Evaluation)
    assert shown.what.signs == ()


def test_changes_are_from_the_end_of_one_day_to_the_end_of_another() -> None:
    records = [observed("fremmoede", value, day) for value, day in ((1, BEFORE), (2, LAST))]

    def between(since: date, until: date) -> list[Record]:
        before, after = (assess(PLAN, records, on=day) for day in (since, until))
        return list(changes_between(before, after, records).records)

    assert between(BEFORE, LAST) == [records[1]]
    assert between(BEFORE - timedelta(1), BEFORE) == [records[0]]
    assert between(LAST, AFTER) == []


def test_a_day_or_a_moment_that_cannot_be_meant_is_told() -> None:
    for on in (date(9999, 12, 31), date(1, 1, 1), "2026-05-15", datetime(2026, 5, 15)):  # noqa: DTZ001
        with pytest.raises(ValueError, match=r"1900|is not a day"):
            assess(PLAN, [], on=on)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no time zone"):
        assess(PLAN, [], on=BEFORE, known_at=datetime(2026, 5, 15))  # noqa: DTZ001
    assert assess(PLAN, [], on=BEFORE, known_at=datetime(2026, 5, 15, tzinfo=UTC)).on == BEFORE
    with pytest.raises(ValueError, match="1900"):
        observed("fremmoede", 1, date(1800, 1, 1), at=datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises(ValueError, match="100000"):
        observed("fremmoede", 1, BEFORE, comment="x" * 100_001)
    assert Observation(sign="fremmoede", value=Decimal(1)).of is None


def test_a_move_told_later_than_it_happened_keeps_the_first_time() -> None:
    """Who begins the log in May tells of April too: the plan is adopted in May then."""
    from malplan.testing.examples import STATUS_DAY, example_plan, example_store

    plan = example_plan()
    status = assess(plan, example_store().records(), on=STATUS_DAY)
    (milestone,) = (one for one in status.milestones if one.id == "foerste-besoeg")
    assert (milestone.moves, milestone.first_period) == (1, Period.parse("april", year=YEAR))
    assert milestone.slippage_days == 31
