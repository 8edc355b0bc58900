"""The invariants of a plan: all problems, with their places."""

from __future__ import annotations

import copy
import pickle
import sys
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given

import malplan
from malplan import (
    Baseline,
    Challenge,
    Counts,
    Direction,
    Extension,
    Goal,
    InvalidPlan,
    KeyFigure,
    Learning,
    Milestone,
    Objective,
    Period,
    Person,
    Plan,
    Qualitative,
    Quantitative,
    ScaleStep,
    Sign,
    StepTarget,
    Target,
    TargetGroup,
    TargetKind,
    TrialAction,
    Workplace,
)
from malplan.fields import parts_of
from malplan.records import Record, new_record_id
from malplan.relations import NAMED, named_in
from malplan.testing import strategies
from malplan.texts import _FORBIDDEN


def plan_with(**parts: Any) -> Plan:
    fields: dict[str, Any] = {"id": "p", "title": "P", "year": 2026, "municipality": "M"}
    return Plan(**(fields | parts))


def paths_of(make: Any) -> list[str]:
    with pytest.raises(InvalidPlan) as caught:
        make()
    for problem in caught.value.problems:
        assert problem.message.da
        assert problem.message.en
    return [problem.path for problem in caught.value.problems]


def test_all_problems_of_fields_are_told_at_once() -> None:
    found = paths_of(
        lambda: Plan(id="Å b", title=" ", year=26, municipality="a\nb", coordinators=["x"])  # type: ignore[arg-type]
    )
    assert found == ["id", "title", "year", "municipality", "coordinators/0"]


@pytest.mark.parametrize(
    "id", ["", "A", "a b", "a--b", "-a", "a-", "æ", "../../etc", "a/b", "a.b", "0101901234", 5]
)
def test_what_is_no_id(id: Any) -> None:
    assert paths_of(lambda: Goal(id=id, text="x")) == ["id"]


@pytest.mark.parametrize(
    "text", ["", " \n ", "a\x00", "a\x1b[31m", "\ud800", "a\u2028b", "a\u202eb", 5, None]
)
def test_what_is_no_text(text: Any) -> None:
    assert paths_of(lambda: Goal(id="g", text=text)) == ["text"]


def test_text_is_kept_in_one_form() -> None:
    goal = Goal(id="g", text="  cafe\u0301\r\n\r\nto  ")
    assert goal.text == "café\n\nto"
    assert goal == Goal(id="g", text=unicodedata.normalize("NFD", "café\n\nto"))


@pytest.mark.parametrize(
    "value",
    [0.1, True, "5", Decimal("NaN"), Decimal("Infinity"), 10**15, Decimal("1E+99999"),
     Decimal("1E-10"), Decimal("1234567.123456789"), None],
)  # fmt: skip
def test_what_is_no_number(value: Any) -> None:
    assert paths_of(lambda: KeyFigure(id="k", text="x", value=value)) == ["value"]


@pytest.mark.parametrize(
    "value", [0, -5, 10**15 - 1, Decimal("0.000000001"), Decimal("-0"), Decimal("1E+14")]
)
def test_what_is_a_number(value: Any) -> None:
    assert KeyFigure(id="k", text="x", value=value).value == value


def test_ids_are_unique_across_kinds() -> None:
    found = paths_of(
        lambda: plan_with(
            goals=(Goal(id="a", text="x"),),
            objectives=(Objective(id="a", text="x"),),
            actions=(
                TrialAction(
                    id="b",
                    title="x",
                    signs=(Sign(id="a", text="x"),),
                    milestones=(Milestone(id="b", text="x"),),
                ),
            ),
        )
    )
    assert found == [
        "goals/a/id",
        "objectives/a/id",
        "actions/b/id",
        "actions/b/signs/a/id",
        "actions/b/milestones/b/id",
    ]


def test_references_must_lead_somewhere() -> None:
    found = paths_of(
        lambda: plan_with(
            goals=(Goal(id="g", text="x", leads_to=("s",)),),
            challenge=Challenge(
                text="x", key_figures=(KeyFigure(id="k", text="x", value=Decimal(1), part_of="g"),)
            ),
            actions=(
                TrialAction(
                    id="b",
                    title="x",
                    signs=(Sign(id="s", text="x", leads_to=("m",)),),
                    milestones=(Milestone(id="m", text="x", after=("nowhere",)),),
                ),
            ),
        )
    )
    assert found == [
        "goals/g/leads_to/0",
        "challenge/key_figures/k/part_of",
        "actions/b/signs/s/leads_to/0",
        "actions/b/milestones/m/after/0",
    ]


def test_nothing_goes_in_circles() -> None:
    def figure(id: str, whole: str) -> KeyFigure:
        return KeyFigure(id=id, text="x", value=Decimal(1), part_of=whole)

    found = paths_of(
        lambda: plan_with(
            goals=(Goal(id="g", text="x", leads_to=("g",)),),
            challenge=Challenge(text="x", key_figures=(figure("k", "l"), figure("l", "k"))),
            actions=(
                TrialAction(
                    id="t", title="x", milestones=(Milestone(id="m", text="x", after=("m",)),)
                ),
            ),
        )
    )
    assert found[2:] == ["actions/t/milestones/m/after"]
    assert found[0] == "goals/g/leads_to"
    assert found[1] in ("challenge/key_figures/k/part_of", "challenge/key_figures/l/part_of")


def test_an_id_used_twice_is_not_told_as_a_circle_too() -> None:
    twice = (Milestone(id="m", text="x"), Milestone(id="m", text="x", after=("m",)))
    found = paths_of(lambda: plan_with(actions=(TrialAction(id="t", title="x", milestones=twice),)))
    assert found == ["actions/t/milestones/m/id"] * 2


def target(kind: TargetKind, value: int = 1, upper: int | None = None) -> Target:
    return Target(kind=kind, value=Decimal(value), upper=None if upper is None else Decimal(upper))


@pytest.mark.parametrize(
    ("make", "path"),
    [
        (lambda: target(TargetKind.BETWEEN), "upper"),
        (lambda: target(TargetKind.BETWEEN, 5, 5), "upper"),
        (lambda: target(TargetKind.AT_LEAST, 5, 6), "upper"),
        (lambda: target(TargetKind.INCREASE, 0), "value"),
        (lambda: target(TargetKind.DECREASE, -1), "value"),
        (lambda: Quantitative(unit="x", targets=(target(TargetKind.AT_MOST),)), "targets/0/kind"),
        (
            lambda: Quantitative(
                unit="x", direction=Direction.DOWN, targets=(target(TargetKind.INCREASE),)
            ),
            "targets/0/kind",
        ),
        (
            lambda: Quantitative(
                unit="x", counts=Counts.PEOPLE, targets=(target(TargetKind.AT_LEAST, -1),)
            ),
            "targets/0/value",
        ),
        (
            lambda: Quantitative(
                unit="x", counts=Counts.PEOPLE, baseline=Baseline(value=Decimal(-1))
            ),
            "baseline/value",
        ),
        (lambda: KeyFigure(id="k", text="x", value=Decimal(-1), counts=Counts.PEOPLE), "value"),
        (lambda: TargetGroup(text="x", youngest=30, oldest=15), "oldest"),
        (lambda: Qualitative(scale=(ScaleStep(id="a", name="A"),)), "scale"),
        (lambda: Qualitative(scale=(ScaleStep(id="a", name="A"),) * 2), "scale/1/id"),
        (
            lambda: Qualitative(
                scale=(ScaleStep(id="a", name="A"), ScaleStep(id="b", name="B")), baseline="c"
            ),
            "baseline",
        ),
        (
            lambda: Qualitative(
                scale=(ScaleStep(id="a", name="A"), ScaleStep(id="b", name="B")),
                targets=(StepTarget(step="c"),),
            ),
            "targets/0/step",
        ),
        (lambda: plan_with(format=2), "format"),
    ],
)
def test_rules_between_fields(make: Any, path: str) -> None:
    assert paths_of(make) == [path]


def test_the_same_scale_may_serve_two_signs() -> None:
    scale = Qualitative(scale=(ScaleStep(id="nej", name="Nej"), ScaleStep(id="ja", name="Ja")))
    signs = tuple(Sign(id=id, text="x", measure=scale) for id in ("a", "b"))
    assert len(plan_with(actions=(TrialAction(id="t", title="x", signs=signs),)).signs) == 2


def test_a_date_is_not_a_moment() -> None:
    assert paths_of(lambda: Milestone(id="m", text="x", period=date(2026, 1, 1))) == ["period"]  # type: ignore[arg-type]


@given(strategies.plans())
def test_a_plan_is_a_value(plan: Plan) -> None:
    assert copy.deepcopy(plan) == plan
    assert pickle.loads(pickle.dumps(plan)) == plan
    assert hash(copy.deepcopy(plan)) == hash(plan)
    assert attrs.evolve(plan) == plan
    changed = attrs.evolve(plan, title=f"{plan.title} x")
    assert changed != plan


def test_lists_become_tuples() -> None:
    plan = plan_with(coordinators=[Person(name="A")])
    assert plan.coordinators == (Person(name="A"),)
    assert isinstance(hash(plan), int)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        plan.title = "x"  # type: ignore[misc]


def test_a_cpr_number_is_not_shown_by_repr_or_errors() -> None:
    assert "0101901234" not in repr(Goal(id="g", text="Ring til 010190-1234"))
    for separator in (" ", "\u00a0", "-"):
        number = f"010190{separator}1234"
        assert "1234" not in repr(plan_with(title=number, coordinators=(Person(name=number),)))
        assert "1234" not in repr(TargetGroup(text="x", characteristics=(number,)))
        assert "1234" not in repr(malplan.Period(None, None, number))
        assert "1234" not in repr(malplan.Problem(number, malplan.Message("a", "b")))
    with pytest.raises(InvalidPlan) as caught:
        Goal(id="Borger 010190-1234", text="x")
    assert "1234" not in str(caught.value)
    assert "1234" not in repr(caught.value)


@pytest.mark.parametrize("kind", [list, tuple])
def test_each_item_is_looked_at(kind: Any) -> None:
    person = malplan.Person(name="x")
    assert plan_with(coordinators=kind([person])).coordinators == (person,)
    assert paths_of(lambda: plan_with(coordinators=kind([person, "x"]))) == ["coordinators/1"]
    assert paths_of(lambda: Goal(id="a", text="x", leads_to=kind(["b", "Å", "c", 5]))) == [
        "leads_to/1",
        "leads_to/3",
    ]


def test_what_is_printable_is_allowed_in_a_text() -> None:
    # A printable text is not looked at twice.
    for character in map(chr, range(sys.maxunicode + 1)):
        assert not (character.isprintable() and _FORBIDDEN.search(character))


@attrs.frozen
class Own:
    """An extension with parts of the model in it."""

    first: Milestone
    rest: list[Milestone]
    by_name: dict[str, Milestone]


@given(plan=strategies.plans())
def test_ids_are_looked_for_everywhere(plan: Plan) -> None:
    last, *others = (Milestone(id=f"own-{number}", text="x") for number in range(3))
    value = Own(others[0], [others[1]], {"c": attrs.evolve(last, after=("own-1",))})
    plan = attrs.evolve(plan, extensions=(malplan.Extension(name="x", value=value),))
    named = [part for _, part in parts_of(plan) if type(part).__name__ in NAMED]
    assert named_in(plan) == named
    for part in named:
        wrong = attrs.evolve(value, first=attrs.evolve(others[0], id=part.id))
        if part is not others[0]:
            with pytest.raises(InvalidPlan):
                attrs.evolve(plan, extensions=(malplan.Extension(name="x", value=wrong),))


def test_workplaces_are_a_tree() -> None:
    inner = Workplace(name="b")
    assert Workplace(name="a", workplaces=(inner,)).workplaces == (inner,)


def test_errors_can_be_pickled() -> None:
    with pytest.raises(InvalidPlan) as caught:
        Goal(id="A", text="x")
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.problems == caught.value.problems
    assert str(again) == str(caught.value)
    with pytest.raises(malplan.InvalidPeriod) as other:
        malplan.Period.parse("x")
    assert str(pickle.loads(pickle.dumps(other.value))) == str(other.value)


@pytest.mark.parametrize(
    "make",
    [
        lambda: malplan.Period("2026-01-01", None),
        lambda: malplan.Period.parse(None),  # type: ignore[arg-type]
        lambda: malplan.Period.parse(5),  # type: ignore[arg-type]
        lambda: malplan.Period(None, None, 5),
    ],
)
def test_what_is_no_period(make: Any) -> None:
    with pytest.raises(malplan.InvalidValue):
        make()


def test_a_list_that_is_none_is_told() -> None:
    with pytest.raises(InvalidPlan) as caught:
        plan_with(goals=5, actions="abc")
    assert [one.path for one in caught.value.problems] == ["goals", "actions"]


def test_a_class_of_ones_own_may_stand_for_a_part() -> None:
    @attrs.frozen(kw_only=True, repr=False)
    class OwnGoal(Goal):
        weight: int = 1

    own = OwnGoal(id="g", text="G")
    assert plan_with(goals=(own,)).goals == (own,)


def test_an_extension_has_its_name_alone() -> None:
    twice = (Extension(name="malplan-own", value=1), Extension(name="malplan-own", value=2))
    with pytest.raises(InvalidPlan) as caught:
        plan_with(extensions=twice)
    assert [one.path for one in caught.value.problems] == ["extensions/malplan-own"]
    with pytest.raises(InvalidPlan) as caught:
        plan_with(extensions=("malplan-own",))
    assert [one.path for one in caught.value.problems] == ["extensions/0"]


def test_a_day_of_another_library_is_a_day() -> None:
    day = pendulum.date(2026, 5, 1)
    assert Period(day, day) == Period(date(2026, 5, 1), date(2026, 5, 1))
    assert type(Period(day, None).start) is date
    moment = datetime(2026, 5, 1, tzinfo=UTC)
    made = Record(
        id=new_record_id(moment),
        plan="p",
        on=day,
        recorded=moment,
        what=Learning(action="a", text="T"),
    )
    assert made.on == date(2026, 5, 1)
