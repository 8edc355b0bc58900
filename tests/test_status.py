"""How a plan stands: the laws of a status, and the cases that break other systems."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

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
from hypothesis import assume, given
from hypothesis import strategies as st

from malplan import Period
from malplan.figures import progress
from malplan.measures import Combine, Direction, Measure, Quantitative
from malplan.messages import status as words
from malplan.model import Milestone, Sign
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
    Retraction,
    SignState,
    Stage,
)
from malplan.status import (
    ACTION_RULES,
    MILESTONE_RULES,
    SIGN_RULES,
    ActionState,
    MilestoneState,
    MilestoneStatus,
    SignStatus,
    Status,
    assess,
)
from malplan.testing.strategies import logs_of, records_of

DAYS = st.dates(date(YEAR, 1, 1), date(YEAR + 1, 1, 31))
LOGS = logs_of(PLAN)


def sign_of(status: Status, id: str) -> SignStatus:
    return next(one for one in status.signs if one.id == id)


def milestone_of(status: Status, id: str) -> MilestoneStatus:
    return next(one for one in status.milestones if one.id == id)


def parts(status: Status) -> tuple[Any, ...]:
    return (*status.signs, *status.milestones, *status.actions)


def state(sign: str, records: list[Record], on: date) -> SignState:
    return sign_of(assess(PLAN, records, on=on), sign).state


def measured(measure: Measure, records: list[Record], on: date) -> SignStatus:
    """How a sign with a measure stands, by records of the sign ``fremmoede``."""
    (action,) = PLAN.actions
    sign = Sign(id="fremmoede", text="Et tegn", measure=measure)
    plan = attrs.evolve(PLAN, actions=(attrs.evolve(action, signs=(sign,)),))
    return assess(plan, records, on=on).signs[0]


# --- Laws -----------------------------------------------------------------------------------------
@given(LOGS, DAYS, st.randoms())
def test_a_status_is_a_function_of_the_set_of_records(
    records: list[Record], on: date, chance: random.Random
) -> None:
    again = [*records, *records]
    chance.shuffle(again)
    assert assess(PLAN, again, on=on) == assess(PLAN, records, on=on)


@given(LOGS, DAYS, st.integers(0, 500))
def test_what_was_known_at_a_moment_is_asked_again(
    records: list[Record], on: date, days: int
) -> None:
    moment = datetime(YEAR, 1, 1, tzinfo=UTC) + timedelta(days)
    known = [one for one in records if one.recorded <= moment]
    then = assess(PLAN, records, on=on, known_at=moment)
    assert attrs.evolve(then, known_at=None) == assess(PLAN, known, on=on)


@given(LOGS, records_of(PLAN), st.integers(1, 300))
def test_what_was_not_yet_does_not_count(records: list[Record], one: Record, days: int) -> None:
    assume(one.id not in {other.id for other in records})
    on = one.on - timedelta(days)
    assert assess(PLAN, [*records, one], on=on) == assess(PLAN, records, on=on)


@given(LOGS, DAYS)
def test_the_last_record_is_told_and_makes_no_status_another(
    records: list[Record], on: date
) -> None:
    status = assess(PLAN, records, on=on)
    assert status.last_recorded == max((one.recorded for one in records), default=None)
    assert attrs.evolve(status, last_recorded=None) == status


@given(LOGS, records_of(PLAN), DAYS)
def test_an_observation_turns_no_other_sign(records: list[Record], one: Record, on: date) -> None:
    assume(one.id not in {other.id for other in records})
    before, after = assess(PLAN, records, on=on), assess(PLAN, [*records, one], on=on)
    for first, second in zip(before.signs, after.signs, strict=True):
        if not isinstance(one.what, Observation) or first.id != one.what.sign:
            assert first == second


@given(LOGS, records_of(PLAN), DAYS)
def test_what_is_retracted_was_never_there(records: list[Record], one: Record, on: date) -> None:
    assume(one.id not in {other.id for other in records})
    moment = max([one.recorded, *(other.recorded for other in records)])
    gone = record(Retraction(record=one.id, because="Det var forkert"), on, at=moment)
    back = record(Retraction(record=gone.id, because="Det var rigtigt"), on, at=moment)
    without, with_it = assess(PLAN, records, on=on), assess(PLAN, [*records, one], on=on)
    assert _judged(assess(PLAN, [*records, one, gone], on=on)) == _judged(without)
    assert _judged(assess(PLAN, [*records, one, gone, back], on=on)) == _judged(with_it)


NUMBERS = sorted(set(MEASURES) - {"andel-tilfredse", "hoert"})


@given(LOGS, st.sampled_from(NUMBERS), st.integers(0, 50), st.integers(0, 50), DAYS, DAYS)
def test_what_is_corrected_was_always_so(
    records: list[Record], sign: str, said: int, meant: int, day: date, on: date
) -> None:
    wrong = observed(sign, said, day)
    right = attrs.evolve(wrong, what=Observation(sign=sign, value=Decimal(meant)))
    moment = max([wrong.recorded, *(other.recorded for other in records)])
    corrected = record(right.what, day, at=moment, corrects=wrong.id)
    found = _states(assess(PLAN, [*records, wrong, corrected], on=on))
    assert found == _states(assess(PLAN, [*records, right], on=on))


def _judged(status: Status) -> object:
    """All but how fresh it is: a retraction is something that was recorded."""
    actions = tuple(attrs.evolve(one, freshness_days=None) for one in status.actions)
    return attrs.evolve(status, freshness_days=None, actions=actions)


def _states(status: Status) -> object:
    """How everything stands, without the ids of records."""
    return (
        [(one.state, one.because, one.figure and one.figure.value) for one in status.signs],
        [(one.state, one.because, one.period, one.slippage_days) for one in status.milestones],
        [one.state for one in status.actions],
    )


@given(LOGS, DAYS)
def test_every_state_says_why_in_both_languages(records: list[Record], on: date) -> None:
    status = assess(PLAN, records, on=on)
    for one in parts(status):
        assert one.because.da
        assert one.because.en
    for part in parts(assess(PLAN, [], on=on)):
        assert "{" not in part.because.da + part.because.en


@given(DAYS)
def test_nothing_recorded_is_never_a_result(on: date) -> None:
    for one in assess(PLAN, (), on=on).signs:
        assert one.state in (SignState.NO_DATA, SignState.NOT_DUE)
        assert one.figure is None
        assert one.records == ()


RANKS = [
    SignState.WORSE_THAN_BASELINE,
    SignState.UNCHANGED,
    SignState.MOVING,
    SignState.MET,
]


@given(st.integers(-50, 50), st.integers(-50, 50))
def test_lower_is_better_where_the_direction_is_down(one: int, other: int) -> None:
    low, high = sorted((one, other))
    for sign, is_down in (("fravaer", True), ("fald", True), ("med-udgangspunkt", False)):
        ranks = [
            RANKS.index(state(sign, [observed(sign, value, BEFORE)], BEFORE))
            for value in (low, high)
        ]
        assert ranks == sorted(ranks, reverse=is_down)


@given(LOGS, DAYS)
def test_progress_is_at_its_end_when_the_target_is_met(records: list[Record], on: date) -> None:
    for one in assess(PLAN, records, on=on).signs:
        found = one.judged.progress
        if found is not None:
            assert 0 <= found.clamped <= 1
            assert (found.raw >= 1) is (one.state is SignState.MET)
            assert found.raw == found.clamped or not 0 <= found.raw <= 1


@given(st.dates(date(YEAR, 1, 1), date(YEAR, 12, 1)), st.integers(0, 60))
def test_an_interval_is_never_late_on_its_last_day(start: date, days: int) -> None:
    period = Period(start, start + timedelta(days))
    (action,) = PLAN.actions
    milestone = Milestone(id="m", text="M", period=period)
    plan = attrs.evolve(PLAN, actions=(attrs.evolve(action, milestones=(milestone,)),))
    states = {
        day: assess(plan, (), on=day).milestones[0].state
        for day in (
            start - timedelta(1),
            start,
            start + timedelta(days),
            start + timedelta(days + 1),
        )
    }
    assert list(states.values())[-1] is MilestoneState.LATE
    assert states[start] is MilestoneState.CURRENT
    assert states[start + timedelta(days)] is MilestoneState.CURRENT
    assert states[start - timedelta(1)] is MilestoneState.UPCOMING


@given(LOGS, DAYS)
def test_every_record_behind_a_state_counts_and_is_of_that_day(
    records: list[Record], on: date
) -> None:
    by_id = {one.id: one for one in records}
    retracted = {one.what.record for one in records if isinstance(one.what, Retraction)}
    status = assess(PLAN, records, on=on)
    for part in parts(status):
        for id in part.records:
            assert by_id[id].on <= on
            assert id not in retracted or any(
                isinstance(one.what, Retraction) and one.id in retracted for one in records
            )


def test_every_rule_has_its_sentence_and_every_sentence_is_used() -> None:
    more = {"aim", "withheld", "due", "later", "later_step", "earlier_missed", "earlier_no_data"}
    assert {one.code for one in SIGN_RULES} | more == set(words.SIGN_REASONS)
    for names in (words.AIMS, words.SENTENCE_AIMS, words.AIM_NOUNS):
        assert set(names) == {"number", "step"}
    more = {"moved_once", "moved", "rescheduled", "slipped_one", "slipped", "because", "optional"}
    assert {one.code for one in MILESTONE_RULES} | more == set(words.MILESTONE_REASONS)
    more = {"late_one", "late", "missed", "later_one", "later"}
    assert {one.code for one in ACTION_RULES} | more == set(words.ACTION_REASONS)
    assert {one.value for one in SignState} == set(words.SIGN_STATES)
    assert {one.value for one in MilestoneState} == set(words.MILESTONE_STATES)
    assert {one.value for one in ActionState} == set(words.ACTION_STATES)
    assert {one.value for one in Decision} == set(words.DECISIONS)


# --- Cases that break other systems ---------------------------------------------------------------
def test_below_the_baseline_is_worse_before_the_time_and_missed_after_it() -> None:
    records = [observed("med-udgangspunkt", 7, BEFORE)]
    assert state("med-udgangspunkt", records, BEFORE) is SignState.WORSE_THAN_BASELINE
    assert state("med-udgangspunkt", records, LAST) is SignState.WORSE_THAN_BASELINE
    assert state("med-udgangspunkt", records, AFTER) is SignState.MISSED


def test_nothing_newer_when_the_time_is_over_is_never_on_time() -> None:
    old = [observed("med-udgangspunkt", 14, date(YEAR, 1, 15))]
    assert state("med-udgangspunkt", old, BEFORE) is SignState.MOVING
    assert state("med-udgangspunkt", old, AFTER) is SignState.MISSED
    assert state("med-udgangspunkt", [], AFTER) is SignState.NO_DATA


def test_what_comes_after_the_time_is_told_and_does_not_change_the_past() -> None:
    late = [observed("fremmoede", 20, date(YEAR, 4, 12))]
    found = sign_of(assess(PLAN, late, on=date(YEAR, 5, 1)), "fremmoede")
    assert found.state is SignState.NO_DATA
    assert "20 unge (12. april 2026)" in found.because.da
    both = [observed("fremmoede", 12, date(YEAR, 4, 8)), *late]
    found = sign_of(assess(PLAN, both, on=date(YEAR, 5, 1)), "fremmoede")
    assert found.state is SignState.MISSED
    assert found.because.en.endswith("Measured after it was due: 20 unge (12 April 2026).")
    assert found.latest == late[0]


def test_more_than_all_of_it() -> None:
    found = sign_of(
        assess(PLAN, [observed("med-udgangspunkt", 25, BEFORE)], on=BEFORE), "med-udgangspunkt"
    )
    assert found.state is SignState.MET
    assert found.judged.progress is not None
    assert found.judged.progress.raw == Fraction(3, 2)
    assert found.judged.progress.clamped == 1


def test_a_baseline_that_equals_the_target_divides_by_nothing() -> None:
    measure = count(at_least(10), baseline=10)
    for value, expected in (
        (10, SignState.MET),
        (11, SignState.MET),
        (9, SignState.WORSE_THAN_BASELINE),
    ):
        found = measured(measure, [observed("fremmoede", value, BEFORE)], BEFORE)
        assert found.state is expected
        assert found.judged.progress is None


def test_a_trend_that_should_fall() -> None:
    for value, expected in (
        (13, SignState.WORSE_THAN_BASELINE),
        (12, SignState.UNCHANGED),
        (8, SignState.MOVING),
        (5, SignState.MET),
        (0, SignState.MET),
    ):
        assert state("fravaer", [observed("fravaer", value, BEFORE)], BEFORE) is expected
    found = sign_of(assess(PLAN, [observed("fravaer", 8, BEFORE)], on=BEFORE), "fravaer")
    assert found.judged.progress is not None
    assert found.judged.progress.raw == Fraction(4, 7)


@pytest.mark.parametrize("phrase", ["april", "2. kvartal", "uge 14", "2026"])
def test_a_month_or_a_quarter_is_missed_after_its_last_day_only(phrase: str) -> None:
    due = Period.parse(phrase, year=YEAR)
    assert due.end is not None
    measure = count(at_least(15, due))
    records = [observed("fremmoede", 12, date(YEAR, 1, 5))]
    assert measured(measure, records, due.end).state is SignState.NOT_DUE
    assert measured(measure, records, due.end + timedelta(1)).state is SignState.MISSED


def test_zero_is_not_nothing() -> None:
    zero = measured(count(at_least(15)), [observed("fremmoede", 0, BEFORE)], BEFORE)
    nothing = measured(count(at_least(15)), [], BEFORE)
    assert zero.figure is not None
    assert zero.figure.value == 0
    assert nothing.figure is None
    assert zero.reasons[0].rule == "below_target"
    assert nothing.reasons[0].rule == "nothing_yet"
    assert "0 unge" in zero.because.da
    added_up = measured(
        count(at_least(3), combine=Combine.SUM), [observed("fremmoede", 0, BEFORE)], BEFORE
    )
    assert added_up.state is SignState.UNCHANGED
    none_at_most = count(at_most(0), direction=Direction.DOWN)
    assert measured(none_at_most, [observed("fremmoede", 0, BEFORE)], AFTER).state is SignState.MET
    assert measured(none_at_most, [], AFTER).state is SignState.NO_DATA


def test_shares_are_added_up_before_they_are_divided() -> None:
    records = [
        observed("andel-tilfredse", 4, BEFORE, of=6),
        observed("andel-tilfredse", 2, LAST, of=4),
    ]
    found = sign_of(assess(PLAN, records, on=LAST), "andel-tilfredse")
    assert found.figure is not None
    assert (found.figure.numerator, found.figure.denominator) == (Decimal(6), Decimal(10))
    assert found.figure.value == 60  # and not the average, 58.3
    assert found.state is SignState.MET
    assert "60 %, nemlig 6 af 10" in found.because.da
    assert set(found.records) == {one.id for one in records}


def test_a_source_that_is_silent_still_counts() -> None:
    records = [
        observed("deltagere-i-alt", 20, date(YEAR, 3, 1), source="nord"),
        observed("deltagere-i-alt", 10, date(YEAR, 3, 1), source="syd"),
        observed("deltagere-i-alt", 31, date(YEAR, 4, 1), source="nord"),
    ]
    found = sign_of(assess(PLAN, records, on=LAST), "deltagere-i-alt")
    assert found.figure is not None
    assert found.figure.value == 41
    assert found.state is SignState.MET
    assert set(found.records) == {records[1].id, records[2].id}


def test_after_the_final_evaluation_its_signs_stay_as_they_stood() -> None:
    first = observed("fremmoede", 12, date(YEAR, 4, 8))
    final = record(
        Evaluation(action="svoemning", stage=Stage.FINAL, text="Det gik godt"), date(YEAR, 4, 9)
    )
    late = observed("fremmoede", 16, date(YEAR, 4, 8), at=datetime(YEAR, 4, 20, 9, tzinfo=UTC))
    status = assess(PLAN, [first, final, late], on=date(YEAR, 5, 1))
    (action,) = status.actions
    assert action.state is ActionState.EVALUATED
    assert action.evaluations == (final,)
    assert action.later == (late.id,)
    assert "1 registrering er kommet til efter den endelige evaluering" in action.because.da
    assert milestone_of(status, "slut").state is MilestoneState.DONE


def test_who_corrects_something_old_does_not_make_it_the_latest() -> None:
    morning = observed("fremmoede", 9, BEFORE, at=datetime(YEAR, 4, 1, 8, tzinfo=UTC))
    evening = observed("fremmoede", 14, BEFORE, at=datetime(YEAR, 4, 1, 18, tzinfo=UTC))
    corrected = observed(
        "fremmoede", 10, BEFORE, at=datetime(YEAR, 4, 5, tzinfo=UTC), corrects=morning.id
    )
    found = sign_of(assess(PLAN, [morning, evening, corrected], on=LAST), "fremmoede")
    assert found.latest == evening
    assert found.figure is not None
    assert found.figure.value == 14


def test_the_hour_that_comes_twice_is_two_hours() -> None:
    """At 2.30 on 25 October 2026 clocks in Denmark show the same time twice."""
    first, second = (datetime(YEAR, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))
    on = date(YEAR, 10, 25)
    records = [
        observed("intet-at-maale-mod", 7, on, at=second),
        observed("intet-at-maale-mod", 5, on, at=first),
    ]
    figure = sign_of(assess(PLAN, records, on=on), "intet-at-maale-mod").figure
    assert figure is not None
    assert figure.value == 7


def test_the_day_of_a_moment_is_the_day_in_denmark() -> None:
    before_midnight = datetime(YEAR, 3, 28, 22, 59, tzinfo=UTC)  # 23.59 in Copenhagen
    summer_time = datetime(YEAR, 3, 29, 22, 1, tzinfo=UTC)  # 0.01 on the 30th
    for moment, day in ((before_midnight, date(YEAR, 3, 28)), (summer_time, date(YEAR, 3, 30))):
        one = observed("fremmoede", 5, date(YEAR, 3, 1), at=moment)
        on = day + timedelta(2)
        assert assess(PLAN, [one], on=on).freshness_days == 2
        assert assess(PLAN, [one], on=day - timedelta(1)).freshness_days is None


# --- Signs ----------------------------------------------------------------------------------------
def test_a_step_is_judged_by_its_place_on_the_scale_and_is_no_number() -> None:
    for step, expected in (
        ("slet-ikke", SignState.WORSE_THAN_BASELINE),
        ("lidt", SignState.UNCHANGED),
        ("meget", SignState.MET),
    ):
        found = sign_of(assess(PLAN, [observed("hoert", step, BEFORE)], on=BEFORE), "hoert")
        assert found.state is expected
        assert found.judged.progress is None
        assert found.figure is not None
        assert found.figure.value is None


def test_the_target_whose_time_is_not_over_counts() -> None:
    spring, autumn = (Period.parse(text, year=YEAR) for text in ("marts", "oktober"))
    measure = count(at_least(30, autumn), at_least(10, spring), baseline=0)
    records = [observed("fremmoede", 6, date(YEAR, 3, 15)), observed("fremmoede", 35, AFTER)]
    in_march = measured(measure, records, date(YEAR, 3, 31))
    assert (in_march.state, in_march.judged.due) == (SignState.MOVING, spring)
    in_april = measured(measure, records[:1], date(YEAR, 4, 1))
    assert (in_april.state, in_april.judged.due) == (SignState.MOVING, autumn)
    assert "Et tidligere måltal, mindst 10 unge (marts), blev ikke nået." in in_april.because.da
    later = measured(measure, records, date(YEAR, 12, 1))
    assert later.state is SignState.MET
    assert [one.state for one in later.targets] == [SignState.MISSED, SignState.MET]


def test_a_change_needs_something_to_change_from() -> None:
    measure = attrs.evolve(MEASURES["stigning"], baseline=None)
    found = measured(measure, [observed("fremmoede", 12, BEFORE)], BEFORE)
    assert (found.state, found.reasons[0].rule) == (SignState.NO_DATA, "no_baseline")


def test_what_no_longer_fits_the_measure_cannot_be_computed() -> None:
    found = measured(MEASURES["hoert"], [observed("fremmoede", 12, BEFORE)], BEFORE)
    assert (found.state, found.reasons[0].rule) == (SignState.NO_DATA, "not_computable")
    found = measured(MEASURES["andel-tilfredse"], [observed("fremmoede", 12, BEFORE)], BEFORE)
    assert (found.state, found.reasons[0].rule) == (SignState.NO_DATA, "not_computable")
    found = measured(count(at_least(3)), [observed("fremmoede", "meget", BEFORE)], BEFORE)
    assert (found.state, found.reasons[0].rule) == (SignState.NO_DATA, "not_computable")


def test_the_middle_is_reached_from_both_sides() -> None:
    measure = MEASURES["gruppens-stoerrelse"]
    assert isinstance(measure, Quantitative)
    for value, expected, raw in (
        (2, SignState.UNCHANGED, 0),
        (4, SignState.MOVING, Fraction(1, 2)),
        (6, SignState.MET, 1),
        (8, SignState.MET, 1),
        (9, SignState.MOVING, Fraction(3, 4)),
        (13, SignState.WORSE_THAN_BASELINE, Fraction(-1, 4)),
    ):
        found = measured(measure, [observed("fremmoede", value, BEFORE)], BEFORE)
        assert found.state is expected, value
        assert found.figure is not None
        moved = progress(measure, measure.targets[0], found.figure)
        assert moved is not None
        assert moved.raw == raw


def test_as_far_from_the_target_on_its_other_side_is_not_the_same() -> None:
    measure = MEASURES["gruppens-stoerrelse"]
    for value, rule in ((2, "same"), (12, "as_far")):
        found = measured(measure, [observed("fremmoede", value, BEFORE)], BEFORE)
        assert (found.state, found.reasons[0].rule) == (SignState.UNCHANGED, rule)
        assert "mellem 6 og 8" in found.because.da
        assert ("Det er det samme" in found.because.da) is (rule == "same")


def test_a_change_of_what_is_in_per_cent_is_in_points() -> None:
    for unit, says in (("%", "4 procentpoint"), ("unge", "4 unge")):
        change = MEASURES["stigning"]
        assert isinstance(change, Quantitative)
        measure = attrs.evolve(change, unit=unit)
        found = measured(measure, [observed("fremmoede", 50, BEFORE)], BEFORE)
        assert f"en stigning på {says}" in found.because.da
        assert ("percentage points" in found.because.en) is (unit == "%")


def test_worse_and_the_same_name_the_target() -> None:
    for sign, figure, rule, says in (
        ("med-udgangspunkt", 7, "worse", "Måltallet er mindst 20 unge."),
        ("med-udgangspunkt", 10, "same", "Måltallet er mindst 20 unge."),
        ("hoert", "slet-ikke", "worse", "Det ønskede trin er"),
        ("hoert", "lidt", "same", "Det ønskede trin er"),
    ):
        found = sign_of(assess(PLAN, [observed(sign, figure, BEFORE)], on=BEFORE), sign)
        assert [one.rule for one in found.reasons][:2] == [rule, "aim"]
        assert says in found.because.da


def test_a_figure_is_exact() -> None:
    measure = Quantitative(unit="andel", combine=Combine.RATIO)
    found = measured(measure, [observed("fremmoede", 1, BEFORE, of=3)], BEFORE)
    assert found.figure is not None
    assert found.figure.value == Fraction(1, 3)
    assert found.figure.number == Decimal("0.333333333")
    assert "0,33 andel" in found.because.da


# --- Milestones -----------------------------------------------------------------------------------
def moved(to: str, on: date) -> Record:
    period = Period.parse(to, year=YEAR)
    return record(
        MilestoneMoved(milestone="workshop", period=period, because="Lokalet var optaget"), on
    )


def test_moves_are_counted_from_the_first_time() -> None:
    moves = [moved("ultimo april", date(YEAR, 3, 20)), moved("10. maj", date(YEAR, 4, 20))]
    once = milestone_of(assess(PLAN, moves, on=date(YEAR, 4, 1)), "workshop")
    assert (once.moves, once.slippage_days, once.first_period) == (1, 20, DUE)
    assert once.because.da == (
        "Planlagt tid: ultimo april. Den er flyttet 1 gang; den var først planlagt til: ultimo "
        "marts/primo april. Det er 20 dage senere end først planlagt. Begrundelse: Lokalet var "
        "optaget."
    )
    twice = milestone_of(assess(PLAN, moves, on=date(YEAR, 5, 11)), "workshop")
    assert (twice.state, twice.moves, twice.slippage_days) == (MilestoneState.LATE, 2, 30)
    done = record(MilestoneReached(milestone="workshop"), date(YEAR, 4, 15))
    reached = milestone_of(assess(PLAN, [*moves, done], on=date(YEAR, 5, 11)), "workshop")
    assert (reached.state, reached.slippage_days) == (MilestoneState.DONE, 5)
    early = milestone_of(
        assess(PLAN, [moved("primo marts", date(YEAR, 2, 1))], on=BEFORE), "workshop"
    )
    assert (early.moves, early.slippage_days) == (1, 0)


def test_the_first_time_of_what_had_none_is_no_delay() -> None:
    given_one = record(
        MilestoneMoved(
            milestone="invitation", period=Period.parse("marts", year=YEAR), because="Aftalt"
        ),
        date(YEAR, 2, 1),
    )
    found = milestone_of(assess(PLAN, [given_one], on=date(YEAR, 3, 5)), "invitation")
    assert (found.state, found.moves, found.slippage_days) == (MilestoneState.CURRENT, 0, 0)
    assert milestone_of(assess(PLAN, [], on=AFTER), "invitation").state is (
        MilestoneState.UNSCHEDULED
    )


def test_what_is_dropped_is_neither_late_nor_done() -> None:
    dropped = record(
        MilestoneDropped(milestone="workshop", because="Ingen ville komme"), date(YEAR, 4, 1)
    )
    found = milestone_of(assess(PLAN, [dropped], on=date(YEAR, 6, 1)), "workshop")
    assert found.state is MilestoneState.DROPPED
    assert found.because.en == ("It was dropped on 1 April 2026. Reason: Ingen ville komme.")


# --- Trial actions --------------------------------------------------------------------------------
def test_a_trial_action_from_plan_to_decision() -> None:
    day = date(YEAR, 2, 15)
    records: list[Record] = []
    states = [assess(PLAN, records, on=day).actions[0].state]
    for what in (
        MilestoneReached(milestone="start"),
        MilestoneReached(milestone="workshop"),
        MilestoneDropped(milestone="invitation"),
        Evaluation(action="svoemning", stage=Stage.INTERIM, text="Vi er på vej"),
        Evaluation(action="svoemning", stage=Stage.FINAL, text="Det virkede"),
        DecisionMade(action="svoemning", decision=Decision.SCALE, because="Det virkede"),
    ):
        records.append(record(what, day))
        states.append(assess(PLAN, records, on=day).actions[0].state)
    assert states == [
        ActionState.PLANNED,
        ActionState.RUNNING,
        ActionState.RUNNING,
        ActionState.RUNNING,
        ActionState.AWAITING_EVALUATION,
        ActionState.EVALUATED,
        ActionState.DECIDED,
    ]
    (action,) = assess(PLAN, records, on=day).actions
    assert action.because.da == (
        "Det blev den 15. februar 2026 besluttet at udbrede prøvehandlingen: Det virkede."
    )


def test_the_time_of_the_final_evaluation_is_waited_for() -> None:
    (action,) = assess(PLAN, [], on=date(YEAR, 12, 1)).actions
    assert action.state is ActionState.AWAITING_EVALUATION
    (action,) = assess(PLAN, [], on=date(YEAR, 11, 30)).actions
    assert action.state is ActionState.PLANNED
    assert action.late == ("start", "workshop", "undervejs")
    assert "Milepælene 1.1, 1.3 og 1.4 er forsinkede." in action.because.da


def test_what_was_learned_is_there() -> None:
    learned = record(Learning(action="svoemning", text="Et neutralt sted hjælper"), BEFORE)
    (action,) = assess(PLAN, [learned], on=AFTER).actions
    assert action.learnings == (learned,)
    assert action.freshness_days == 10


def test_records_of_what_the_plan_does_not_have_are_shown() -> None:
    stray = observed("et-gammelt-tegn", 3, BEFORE)
    assert assess(PLAN, [stray], on=AFTER).unplaced == (stray,)
    other = attrs.evolve(stray, plan="en-anden")
    assert assess(PLAN, [other], on=AFTER) == assess(PLAN, [], on=AFTER)
