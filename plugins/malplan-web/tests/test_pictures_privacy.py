"""What is held back cannot be seen, read or worked out from any picture."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import attrs
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from picture_views import COLORS, THRESHOLD, languages, pictures_of, seen

from malplan.measures import (
    Baseline,
    Combine,
    Counts,
    Direction,
    Quantitative,
    Target,
    TargetKind,
)
from malplan.messages import Language
from malplan.model import Goal, Plan, Sign, TrialAction
from malplan.periods import Period
from malplan.records import Observation, Record
from malplan_web.pictures import Picture, sign_chart

ON = date(2026, 5, 15)
small = st.integers(1, THRESHOLD - 1)
combines = st.sampled_from((Combine.LATEST, Combine.SUM, Combine.RUNNING_TOTAL))


def plan_of(measure: Quantitative) -> Plan:
    sign = Sign(id="fremmoede", text="De unge kommer.", measure=measure, leads_to=("maal",))
    action = TrialAction(id="workshop", title="Workshop", signs=(sign,))
    return Plan(
        id="plan",
        title="En plan",
        year=2026,
        municipality="Eksempelkommune",
        goals=(Goal(id="maal", text="Et mål"),),
        actions=(action,),
    )


def counted(value: int, of: int | None = None, on: date = date(2026, 4, 8)) -> Record:
    return Record(
        id="019c6bef-0000-7000-8000-000000000000",
        plan="plan",
        on=on,
        recorded=datetime(2026, 4, 20, 12, tzinfo=UTC),
        what=Observation(
            sign="fremmoede", value=Decimal(value), of=None if of is None else Decimal(of)
        ),
    )


def people(*targets: Target, combine: Combine = Combine.LATEST, **more: object) -> Quantitative:
    return Quantitative(
        unit="personer",
        counts=Counts.PEOPLE,
        targets=targets,
        combine=combine,
        **more,  # type: ignore[arg-type]
    )


def shown(plan: Plan, record: Record, language: Language) -> tuple[object, ...]:
    """All that anybody can see."""
    view = seen(plan, [record], ON)
    return tuple(
        (one.spec, one.alt, one.title, one.header, one.rows, one.key())
        for one in pictures_of(view, language)
    )


def states(plan: Plan, record: Record) -> list[object]:
    status = seen(plan, [record], ON).status
    assert status is not None
    return [one.state for one in status.signs]


@given(small, small, st.integers(0, 30), combines, languages)
@settings(max_examples=60, deadline=None)
def test_small_counts_look_alike(
    one: int, other: int, wanted: int, combine: Combine, language: Language
) -> None:
    target = Target(
        kind=TargetKind.AT_LEAST, value=Decimal(wanted), due=Period.parse("maj", year=2026)
    )
    plan = plan_of(people(target, combine=combine))
    # Which of them reached the target may be told where more than one count would have.
    assume(states(plan, counted(one)) == states(plan, counted(other)))
    assert shown(plan, counted(one), language) == shown(plan, counted(other), language)


@given(small, small, st.integers(THRESHOLD, 40), st.sampled_from(TargetKind), languages)
@settings(max_examples=60, deadline=None)
def test_small_baselines_look_alike(
    one: int, other: int, value: int, kind: TargetKind, language: Language
) -> None:
    upper = Decimal(99) if kind is TargetKind.BETWEEN else None
    is_down = kind in (TargetKind.AT_MOST, TargetKind.DECREASE)
    measure = people(
        Target(kind=kind, value=Decimal(2), upper=upper),
        direction=Direction.DOWN if is_down else Direction.UP,
    )
    first, second = (
        plan_of(attrs.evolve(measure, baseline=Baseline(value=Decimal(before))))
        for before in (one, other)
    )
    assume(states(first, counted(value)) == states(second, counted(value)))
    assert shown(first, counted(value), language) == shown(second, counted(value), language)


def test_of_people_the_course_is_not_public() -> None:
    plan = plan_of(people())
    sign = plan.signs[0]

    def chart(*counts: int, internal: bool) -> Picture:
        records = [
            attrs.evolve(
                counted(value, on=date(2026, 3, day)), id=f"019c6bef-0000-7000-8000-{day:012}"
            )
            for day, value in zip((1, 5, 9), counts, strict=True)
        ]
        picture = sign_chart(seen(plan, records, ON, internal=internal), sign, "da", COLORS)
        assert picture is not None
        return picture

    assert chart(20, 31, 45, internal=False) == chart(10, 38, 45, internal=False)
    measured = {
        internal: [row[1] for row in chart(20, 31, 45, internal=internal).rows if row[2]]
        for internal in (False, True)
    }
    assert measured[False][:-1] == ["45 personer"]
    assert measured[True][:-1] == ["20 personer", "31 personer", "45 personer"]


def test_what_is_held_back_is_said() -> None:
    target = Target(kind=TargetKind.AT_LEAST, value=Decimal(15))
    plan = plan_of(people(target, baseline=Baseline(value=Decimal(3))))
    view = seen(plan, [counted(4)], ON)
    picture = sign_chart(view, view.plan.signs[0], "da", COLORS)
    assert picture is not None
    assert ("Udgangspunkt", "vises ikke", "") in picture.rows
    measured = next(row for row in picture.rows if row[0] == "Måling")
    assert measured[1] == "Tallet vises ikke, fordi det kan pege på enkelte personer."
    assert measured[1] in picture.alt


def test_a_share_of_few_is_not_drawn() -> None:
    measure = people(combine=Combine.RATIO, baseline=Baseline(value=Decimal(50)))
    plan = plan_of(attrs.evolve(measure, unit="% af de unge"))
    first, second = (shown(plan, counted(value, of=6), "da") for value in (2, 3))
    assert first == second
