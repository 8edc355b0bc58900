"""What of a status may be published: whoever reads it cannot tell a small count of people."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from following import AFTER, BEFORE, DUE, PLAN, YEAR, at_least, count, observed, record
from hypothesis import given
from hypothesis import strategies as st

from malplan import Period, Plan
from malplan.fields import map_parts, parts_of
from malplan.measures import (
    Baseline,
    Combine,
    Counts,
    Direction,
    Quantitative,
    Target,
    TargetKind,
)
from malplan.model import Person, Sign
from malplan.outputs.json import json_text
from malplan.plain_data import status_data
from malplan.records import (
    Decision,
    DecisionMade,
    Evaluation,
    Learning,
    Observation,
    Record,
    SignAsItStood,
    SignState,
    Stage,
)
from malplan.standing import state_of, stated
from malplan.status import Status, assess, published_status, unsigned_status
from malplan.testing.strategies import logs_of

DAYS = st.dates(date(YEAR, 1, 1), date(YEAR + 1, 1, 31))


def plan_of(measure: Quantitative) -> Plan:
    (action,) = PLAN.actions
    sign = Sign(id="fremmoede", text="Et tegn", measure=measure)
    return attrs.evolve(PLAN, actions=(attrs.evolve(action, signs=(sign,)),))


def seen(status: Status) -> str:
    """Everything that a reader of a published status sees."""
    data: dict[str, Any] = status_data(status)
    parts: tuple[Any, ...] = (*status.signs, *status.milestones, *status.actions)
    texts = [one.because.text(language) for one in parts for language in ("da", "en")]
    evaluations = [record.what for one in status.actions for record in one.evaluations]
    return json_text(data) + repr(texts) + repr(evaluations) + repr(status.plan)


KINDS = (TargetKind.AT_LEAST, TargetKind.AT_MOST)
SMALL = range(1, 5)


@given(
    kind=st.sampled_from(KINDS),
    targets=st.lists(st.integers(0, 9), max_size=2, unique=True),
    baseline=st.none() | st.integers(0, 9),
    value=st.sampled_from(SMALL),
    on=DAYS,
    combine=st.sampled_from((Combine.LATEST, Combine.SUM, Combine.RUNNING_TOTAL)),
)
def test_a_small_count_could_as_well_be_another(
    kind: TargetKind,
    targets: list[int],
    baseline: int | None,
    value: int,
    on: date,
    combine: Combine,
) -> None:
    measure = count(
        *(Target(kind=kind, value=Decimal(one), due=DUE) for one in targets),
        baseline=baseline,
        direction=Direction.UP if kind is TargetKind.AT_LEAST else Direction.DOWN,
        counts=Counts.PEOPLE,
        combine=combine,
    )
    plan = plan_of(measure)
    one = observed("fremmoede", value, BEFORE)

    def told(small: int) -> str:
        what = Observation(sign="fremmoede", value=Decimal(small))
        other = attrs.evolve(one, what=what)
        return seen(published_status(assess(plan, [other], on=on)))

    mine = told(value)
    assert any(told(other) == mine for other in SMALL if other != value)


@given(logs_of(PLAN), DAYS)
def test_publishing_again_changes_nothing(records: list[Record], on: date) -> None:
    once = published_status(assess(PLAN, records, on=on))
    assert published_status(once) == once
    assert once.unplaced == ()


def test_what_is_large_is_shown_without_the_observations_behind_it() -> None:
    came = observed("fremmoede", 17, BEFORE, comment="Kun til os selv")
    status = published_status(assess(PLAN, [came], on=BEFORE))
    sign = next(one for one in status.signs if one.id == "fremmoede")
    assert sign.state is SignState.MET
    assert sign.figure is not None
    assert sign.figure.value == 17
    assert sign.latest is None
    assert "Kun til os selv" not in seen(status)
    assert "17 unge" in sign.because.da


def test_a_small_figure_is_not_shown_and_its_state_is() -> None:
    came = observed("fremmoede", 3, BEFORE)
    status = published_status(assess(PLAN, [came], on=AFTER))
    sign = next(one for one in status.signs if one.id == "fremmoede")
    assert sign.state is SignState.MISSED
    assert sign.figure is None
    assert sign.because.da == (
        "Tallet vises ikke, fordi det kan pege på enkelte personer. Fristen udløb 10. april 2026, "
        "og måltallet, mindst 15 unge, blev ikke nået."
    )
    assert "3 unge" not in seen(status)


def test_a_state_that_would_tell_the_figure_is_not_shown_either() -> None:
    plan = plan_of(count(at_least(4), counts=Counts.PEOPLE))
    status = published_status(assess(plan, [observed("fremmoede", 4, BEFORE)], on=AFTER))
    (sign,) = status.signs
    assert (sign.state, sign.reasons[0].rule) == (SignState.NO_DATA, "withheld")
    # Were 1, 2 and 3 shown as missed, what is not shown would be a 4.
    other = published_status(assess(plan, [observed("fremmoede", 2, BEFORE)], on=AFTER))
    assert other.signs == status.signs
    plan = plan_of(count(at_least(3), counts=Counts.PEOPLE))
    missed = published_status(assess(plan, [observed("fremmoede", 2, BEFORE)], on=AFTER))
    assert missed.signs[0].state is SignState.MISSED  # 1 or 2; and 3 and 4 are met


def test_a_sign_that_is_hidden_is_not_among_the_missed() -> None:
    plan = plan_of(count(at_least(2), counts=Counts.PEOPLE))
    status = assess(plan, [observed("fremmoede", 1, BEFORE)], on=AFTER)
    assert status.actions[0].missed == ("fremmoede",)
    (action,) = published_status(status).actions
    assert action.missed == ()
    assert "1.1" not in action.because.da.partition("Tegn")[2]


def test_the_difference_of_totals_is_no_way_in() -> None:
    plan = plan_of(count(at_least(10), counts=Counts.PEOPLE, combine=Combine.SUM))
    records = [observed("fremmoede", 12, BEFORE), observed("fremmoede", 2, AFTER)]
    (sign,) = published_status(assess(plan, records, on=date(YEAR, 5, 1))).signs
    assert sign.figure is None
    assert sign.judged.figure is None
    assert not any(word in sign.because.da for word in ("12 unge", "14 unge"))


@pytest.mark.parametrize(("value", "of"), [(2, 20), (18, 20), (3, 4)])
def test_a_share_of_few_or_of_all_but_few_is_not_shown(value: int, of: int) -> None:
    came = observed("andel-tilfredse", value, BEFORE, of=of)
    status = published_status(assess(PLAN, [came], on=BEFORE))
    sign = next(one for one in status.signs if one.id == "andel-tilfredse")
    assert (sign.state, sign.figure) == (SignState.NO_DATA, None)
    assert f"{value} af {of}" not in seen(status)


def test_a_small_baseline_is_not_told_by_the_progress() -> None:
    measure = Quantitative(
        unit="unge",
        counts=Counts.PEOPLE,
        baseline=Baseline(value=Decimal(3)),
        targets=(at_least(15),),
    )
    status = published_status(
        assess(plan_of(measure), [observed("fremmoede", 9, BEFORE)], on=BEFORE)
    )
    (sign,) = status.signs
    assert sign.state is SignState.MOVING
    assert sign.judged.progress is None
    assert "bedre end udgangspunktet, som ikke vises" in sign.because.da
    assert "3 unge" not in seen(status)
    (action,) = status.actions
    held_back = attrs.evolve(measure, baseline=Baseline(withheld=True))
    assert sign.sign.measure == held_back
    assert sign.sign == status.plan.signs[0]
    assert action.action == status.plan.actions[0]


def test_the_signs_of_an_evaluation_are_held_back_too() -> None:
    signs = (
        SignAsItStood(sign="fremmoede", state=SignState.MISSED, value=Decimal(3)),
        SignAsItStood(sign="deltagere-i-alt", state=SignState.MOVING, value=Decimal(12)),
        SignAsItStood(
            sign="andel-tilfredse", state=SignState.MET, value=Decimal(2), of=Decimal(20)
        ),
        SignAsItStood(sign="fravaer", state=SignState.MOVING, value=Decimal(3)),
    )
    what = Evaluation(action="svoemning", stage=Stage.FINAL, text="Det gik", signs=signs)
    (action,) = published_status(assess(PLAN, [record(what, BEFORE)], on=AFTER)).actions
    (shown,) = action.evaluations
    assert isinstance(shown.what, Evaluation)
    assert [one.sign for one in shown.what.signs] == ["fravaer"]  # which counts no people


def test_names_are_left_out_on_request() -> None:
    plan = attrs.evolve(PLAN, owner=Person(name="En leder (et eksempel)"))
    status = assess(plan, [], on=BEFORE)
    assert published_status(status).plan.owner is not None
    assert published_status(status, without_names=True).plan.owner is None


def test_what_came_when_its_time_was_over_is_not_told_either() -> None:
    plan = plan_of(count(at_least(15), counts=Counts.PEOPLE))
    status = published_status(assess(plan, [observed("fremmoede", 3, AFTER)], on=AFTER))
    (sign,) = status.signs
    assert sign.state is SignState.NO_DATA
    assert sign.figure is None
    assert " 3" not in sign.because.da


def test_a_state_that_is_not_shown_says_so() -> None:
    plan = plan_of(count(at_least(2), counts=Counts.PEOPLE))
    status = assess(plan, [observed("fremmoede", 1, BEFORE)], on=BEFORE)
    (sign,) = published_status(status).signs
    assert state_of(sign).da == "vises ikke"
    assert state_of(status.signs[0]).da != "vises ikke"
    assert stated(sign, "en").startswith("Not shown. ")


def without_role(part: Any) -> Any:
    if isinstance(part, Record):
        return attrs.evolve(part, by=None, comment=None, reason=None)
    return part


@given(logs_of(PLAN), DAYS)
def test_only_roles_comments_and_reasons_are_taken_out(records: list[Record], on: date) -> None:
    status = assess(PLAN, records, on=on)
    bare = unsigned_status(status)
    assert bare == map_parts(status, without_role)
    for sign in bare.signs:
        assert not sign.targets or any(one is sign.judged for one in sign.targets)


def test_all_that_a_status_tells_loses_its_roles_and_comments() -> None:
    said: dict[str, Any] = {"by": "tovholder", "comment": "En bemærkning"}
    earlier = observed("stigning", 12, BEFORE, **said)
    records = [
        earlier,
        observed("stigning", 13, BEFORE, corrects=earlier.id, reason="Talt igen", **said),
        observed("hoert", "lidt", BEFORE, **said),
        record(Evaluation(action="svoemning", stage=Stage.FINAL, text="Det gik"), BEFORE, **said),
        record(Learning(action="svoemning", text="Det lærte vi"), BEFORE, **said),
        record(
            DecisionMade(action="svoemning", decision=Decision.SCALE, because="Derfor"),
            BEFORE,
            **said,
        ),
        record(Observation(sign="findes-ikke", value=Decimal(3)), BEFORE, **said),
    ]
    status = assess(PLAN, records, on=AFTER)
    told = [part for _, part in parts_of(status) if isinstance(part, Record)]
    assert {one.kind for one in told} == {"observation", "evaluation", "learning", "decision"}
    assert all(one.by and one.comment for one in told)
    assert unsigned_status(status) == map_parts(status, without_role)
    assert len(unsigned_status(status).unplaced) == 1
    shown = [part for _, part in parts_of(published_status(status)) if isinstance(part, Record)]
    assert {one.kind for one in shown} == {"observation", "evaluation", "learning", "decision"}
    assert not any(one.by or one.comment or one.reason for one in shown)


def test_of_a_sign_that_is_hidden_no_earlier_target_is_told() -> None:
    later = Target(kind=TargetKind.AT_LEAST, value=Decimal(80), due=Period.parse("maj", year=YEAR))
    measure = Quantitative(
        unit="%", combine=Combine.RATIO, counts=Counts.PEOPLE, targets=(at_least(60), later)
    )
    status = assess(plan_of(measure), [observed("fremmoede", 1, BEFORE, of=3)], on=AFTER)
    assert [one.rule for one in status.signs[0].reasons][-1].startswith("earlier")
    (sign,) = published_status(status).signs
    assert [one.rule for one in sign.reasons] == ["withheld"]
