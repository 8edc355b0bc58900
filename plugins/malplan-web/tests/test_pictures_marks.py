"""What a reader sees: coarse times are soft, moves and states are marked, targets lie where they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import get_args

import attrs
import examples
import pytest
from picture_views import COLORS, pictures_of, seen

from malplan.measures import (
    Baseline,
    Combine,
    Counts,
    Direction,
    Measure,
    Qualitative,
    Quantitative,
    ScaleStep,
    StepTarget,
    Target,
    TargetKind,
)
from malplan.model import Milestone, Plan, Sign, TrialAction
from malplan.periods import Period
from malplan.presentation import View
from malplan.records import (
    MilestoneDropped,
    MilestoneMoved,
    MilestoneReached,
    Observation,
    Record,
    SignState,
    What,
)
from malplan.status import ActionState, MilestoneState, SignStatus, assess
from malplan_web.pictures import Picture, sign_chart, timeline
from malplan_web.pictures.badges import Badge
from malplan_web.pictures.drawing import _PENNED, _SHAPES
from malplan_web.pictures.scene import Line, Mark, Rect, Shape, Symbol, Text, marks_of

ON = date(2026, 5, 15)


def marks(picture: Picture) -> tuple[Mark, ...]:
    return tuple(marks_of(picture.spec)[1])


def texts(picture: Picture) -> list[str]:
    return [mark.text for mark in marks(picture) if isinstance(mark, Text)]


def recorded(*whats: tuple[What, date]) -> list[Record]:
    return [
        Record(
            id=f"019c6bef-0000-7000-8000-{number:012}",
            plan="plan",
            on=on,
            recorded=datetime(2027, 1, 1, tzinfo=UTC) + timedelta(hours=number),
            what=what,
        )
        for number, (what, on) in enumerate(whats)
    ]


def plan_of(action: TrialAction) -> Plan:
    return Plan(
        id="plan", title="Plan", year=2026, municipality="Eksempelkommune", actions=(action,)
    )


# --- Timelines ------------------------------------------------------------------------------------
def milestones(*phrases: str | None) -> Plan:
    steps = tuple(
        Milestone(
            id=f"m{number}",
            text=f"Milepæl nummer {number}.",
            period=None if phrase is None else Period.parse(phrase, year=2026),
        )
        for number, phrase in enumerate(phrases, 1)
    )
    return plan_of(TrialAction(id="handling", title="Handling", milestones=steps))


def line_of(plan: Plan, *whats: tuple[What, date]) -> Picture:
    view = seen(plan, recorded(*whats), ON) if whats else View.of(plan)
    picture = timeline(view, view.plan.actions[0], "da", COLORS)
    assert picture is not None
    return picture


def bar_of(phrase: str) -> Rect | None:
    """The bar of a milestone; the others are the legend's and the hairlines."""
    found = [mark for mark in marks(line_of(milestones(phrase))) if isinstance(mark, Rect)]
    return next((one for one in found if one.fill == "accent" and one.height == 12), None)


def test_a_day_is_sharp_and_a_period_is_soft() -> None:
    day = line_of(milestones("5. maj 2026"))
    assert bar_of("5. maj 2026") is None
    assert any(isinstance(one, Symbol) and one.shape == "diamond" for one in marks(day))
    coarse, about = bar_of("ultimo marts/primo april"), bar_of("omkring april")
    assert coarse is not None
    assert about is not None
    assert coarse.fade == about.fade == "both"
    assert about.core < coarse.core
    assert about.faded < coarse.faded


def test_a_bar_lies_on_its_days() -> None:
    bar = bar_of("ultimo marts/primo april")
    assert bar is not None
    left, width = 316, 444
    begins, ends = date(2026, 3, 21), date(2026, 4, 11)
    assert bar.x == pytest.approx(left + width * (begins - date(2026, 1, 1)).days / 365, abs=0.1)
    assert bar.width == pytest.approx(width * (ends - begins).days / 365, abs=0.1)


@pytest.mark.parametrize(("phrase", "side"), [("senest 1. juni", "left"), ("fra maj", "right")])
def test_an_open_end_fades_and_has_an_arrow(phrase: str, side: str) -> None:
    bar = bar_of(phrase)
    assert bar is not None
    assert bar.fade == side
    shapes = [one.shape for one in marks(line_of(milestones(phrase))) if isinstance(one, Symbol)]
    assert side in shapes


def test_what_has_no_time_is_below() -> None:
    picture = line_of(milestones("maj", None))
    assert "Intet tidspunkt endnu" in texts(picture)
    assert texts(picture).index("Intet tidspunkt endnu") < texts(picture).index("1.2")
    assert picture.rows[1] == ("1.2", "Milepæl nummer 2.", "intet tidspunkt endnu")
    assert picture.alt == "Tidslinje med 2 milepæle. Intet tidspunkt endnu: 1.2."
    alone = line_of(milestones(None))
    assert "jan" not in texts(alone)


def test_a_move_shows_both_times() -> None:
    moved = MilestoneMoved(milestone="m1", period=Period.parse("juni", year=2026), because="Ferie.")
    picture = line_of(milestones("april"), (moved, date(2026, 4, 2)))
    ghosts = [one for one in marks(picture) if isinstance(one, Rect) and one.dashed]
    assert len(ghosts) == 2  # its own, and that of the legend
    assert "juni (først planlagt: april)" in texts(picture)
    assert picture.header == ("Nr.", "Milepæl", "Tidspunkt", "Først planlagt", "Status")
    assert picture.rows[0][2:] == ("juni", "april", "Kommende")


def test_states_have_shapes_and_names() -> None:
    picture = line_of(
        milestones("april", "april", "april", "maj", "august"),
        (MilestoneReached(milestone="m1"), date(2026, 4, 20)),
        (MilestoneDropped(milestone="m2", because=None), date(2026, 4, 21)),
    )
    states = [row[3] for row in picture.rows]
    assert states == [
        "Nået 20. april 2026",
        "Opgivet 21. april 2026",
        "Forsinket",
        "Aktuel",
        "Kommende",
    ]
    shapes = {one.shape for one in marks(picture) if isinstance(one, Symbol)}
    assert shapes == {"disc", "check", "cross", "alarm", "arrow", "circle"}
    assert {*states} <= {*texts(picture)}
    assert "15. maj" in texts(picture)


def test_a_timeline_of_several_years_names_them() -> None:
    picture = line_of(milestones("januar 2026", "december 2027"))
    assert {"2026", "2027"} <= {*texts(picture)}


def test_the_day_may_lie_outside() -> None:
    view = View.of(milestones("maj"), date(2027, 5, 1))
    picture = timeline(view, view.plan.actions[0], "da", COLORS)
    assert picture is not None
    assert "1. maj 2027 ligger uden for tidslinjen" in texts(picture)


# --- Signs ----------------------------------------------------------------------------------------
def chart_of(
    measure: Measure, *values: tuple[object, date], of: int | None = None
) -> Picture | None:
    sign = Sign(id="tegn", text="Et tegn", measure=measure)
    plan = plan_of(TrialAction(id="handling", title="Handling", signs=(sign,)))
    whats: Sequence[tuple[What, date]] = [
        (
            Observation(sign="tegn", step=value)
            if isinstance(value, str)
            else Observation(
                sign="tegn",
                value=Decimal(str(value)),
                of=None if of is None else Decimal(of),
            ),
            on,
        )
        for value, on in values
    ]
    view = seen(plan, recorded(*whats), ON)
    return sign_chart(view, view.plan.signs[0], "da", COLORS)


def number(*targets: Target, **more: object) -> Quantitative:
    return Quantitative(unit="dB", targets=targets, **more)  # type: ignore[arg-type]


def aim(kind: TargetKind, value: object, **more: object) -> Target:
    return Target(kind=kind, value=Decimal(str(value)), **more)  # type: ignore[arg-type]


MARCH, APRIL = date(2026, 3, 4), date(2026, 4, 8)


def test_lower_is_better_is_said_and_seen() -> None:
    measure = number(
        aim(TargetKind.AT_MOST, 65, due=Period.parse("uge 20", year=2026)),
        direction=Direction.DOWN,
        baseline=Baseline(value=Decimal(75)),
    )
    picture = chart_of(measure, (72.5, MARCH), (69, APRIL))
    assert picture is not None
    assert "Lavere er bedre" in texts(picture)
    [zone] = [
        one
        for one in marks(picture)
        if isinstance(one, Rect) and one.fill == "soft" and one.height > 14
    ]
    [line] = [
        one
        for one in marks(picture)
        if isinstance(one, Line) and one.role == "accent" and one.points[1][0] > 36
    ]
    assert zone.y == pytest.approx(line.points[0][1])  # the zone lies below the line
    assert picture.rows[:4] == (
        ("Udgangspunkt", "75 dB", ""),
        ("Måltal", "højst 65 dB", "uge 20"),
        ("Måling", "72,5 dB", "4. marts 2026"),
        ("Måling", "69 dB", "8. april 2026"),
    )


@pytest.mark.parametrize(
    ("kind", "value", "more", "drawn"),
    [
        (TargetKind.AT_LEAST, 80, {}, 1),
        (TargetKind.BETWEEN, 60, {"upper": Decimal(70)}, 2),
        (TargetKind.INCREASE, 5, {}, 1),
    ],
)
def test_targets_are_lines(
    kind: TargetKind, value: int, more: dict[str, object], drawn: int
) -> None:
    measure = number(aim(kind, value, **more), baseline=Baseline(value=Decimal(50)))
    picture = chart_of(measure, (72, MARCH))
    assert picture is not None
    lines = [one for one in marks(picture) if isinstance(one, Line) and one.role == "accent"]
    assert len(lines) == drawn + 1  # and that of the key


def test_a_change_from_an_unknown_baseline_is_only_said() -> None:
    picture = chart_of(number(aim(TargetKind.INCREASE, 5)), (72, MARCH))
    assert picture is not None
    assert not [one for one in marks(picture) if isinstance(one, Line) and one.role == "accent"]
    assert "stigning på 5 dB" in picture.alt


def test_a_share_is_drawn_in_its_unit() -> None:
    measure = Quantitative(unit="%", combine=Combine.RATIO, counts=Counts.PEOPLE)
    picture = chart_of(measure, (30, MARCH), of=40)
    assert picture is not None
    assert ("Måling", "75 % (30 af 40)", "4. marts 2026") in picture.rows
    assert "75" in texts(picture)


def test_steps_are_drawn_on_their_scale() -> None:
    scale = tuple(ScaleStep(id=f"trin-{at}", name=name) for at, name in enumerate(("Få", "Mange")))
    due = Period.parse("maj", year=2026)
    measure = Qualitative(scale=scale, targets=(StepTarget(step="trin-1", due=due),))
    picture = chart_of(measure, ("trin-0", MARCH), ("trin-1", APRIL))
    assert picture is not None
    assert {"Få", "Mange"} <= {*texts(picture)}
    course = next(one for one in marks(picture) if isinstance(one, Line) and one.role == "ink")
    assert len(course.points) == 3  # a step: level, then up
    assert picture.header == ("Hvad", "Trin", "Tidspunkt")
    assert picture.rows[0] == ("Ønsket trin", "mindst ”Mange”", "maj")


@pytest.mark.parametrize("value", [0, -7, 0.000001, 999_999_999_999_999, 123_456_789.123456])
def test_any_number_can_be_drawn(value: float) -> None:
    picture = chart_of(number(), (value, MARCH), (value, APRIL))
    assert picture is not None
    assert picture.svg()


def test_a_figure_of_every_day_is_drawn_as_a_line() -> None:
    values = [(at % 17, date(2026, 1, 1) + timedelta(days=at)) for at in range(134)]
    picture = chart_of(number(), *values)
    assert picture is not None
    course = next(one for one in marks(picture) if isinstance(one, Line) and one.role == "ink")
    assert len(course.points) == len(values)
    assert len(picture.rows) == len(values) + 1
    assert len([one for one in marks(picture) if isinstance(one, Symbol)]) < 10


def test_nothing_to_draw_is_no_picture() -> None:
    assert chart_of(number(), *()) is None
    view = View.of(plan_of(TrialAction(id="h", title="H", signs=(Sign(id="s", text="S"),))))
    assert sign_chart(view, view.plan.signs[0], "da", COLORS) is None


def test_english_labels_and_numbers() -> None:
    view = examples.followed().view(examples.kom_med(), with_status=True)
    pictures = list(pictures_of(view, "en"))
    said = " ".join(text for picture in pictures for text in (picture.alt, *texts(picture)))
    assert "Target: at least" in said
    assert "26.42 %" in said
    assert "Måltal" not in said


# --- The page and the pictures --------------------------------------------------------------------
def test_every_state_of_the_page_can_be_drawn() -> None:
    status = seen(milestones("april"), recorded(), ON).status
    assert status is not None
    shapes = set()
    for state in MilestoneState:
        part = attrs.evolve(status.milestones[0], state=state)
        shapes.add(Badge.of(part, "da").shape)
    for kind in ActionState:
        shapes.add(Badge.of(attrs.evolve(status.actions[0], state=kind), "da").shape)
    sign = assessed_sign()
    for stands in SignState:
        judged = attrs.evolve(sign.judged, state=stands)
        shapes.add(Badge.of(attrs.evolve(sign, judged=judged), "da").shape)
    assert shapes <= {*_SHAPES, *_PENNED} == {*get_args(Shape)}


def assessed_sign() -> SignStatus:
    sign = Sign(id="tegn", text="Et tegn")
    plan = plan_of(TrialAction(id="handling", title="Handling", signs=(sign,)))
    return assess(plan, [], on=ON).signs[0]
