"""What is written reads back equal, in every format and with every word."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from cattrs.errors import BaseValidationError, ForbiddenExtraKeysError
from hypothesis import given, settings
from hypothesis import strategies as st

from malplan import (
    Challenge,
    InvalidPlan,
    InvalidValue,
    KeyFigure,
    Milestone,
    Period,
    PeriodPolicy,
    Plan,
    Settings,
    TrialAction,
    Workspace,
)
from malplan.convert import Converters, make_converter
from malplan.formats import json_number
from malplan.loading import read_plan
from malplan.testing import strategies

CONVERTERS = Converters()
WORKSPACE = Workspace(find_plugins=lambda: ())


def everything(plan: Plan) -> Any:
    """All that a plan holds; unlike equality, with the words of its periods."""
    return CONVERTERS.json.unstructure(plan, Plan)


@pytest.mark.parametrize("form", ["json", "yaml"])
@given(plan=strategies.plans())
def test_a_plan_survives_being_written_and_read(form: str, plan: Plan) -> None:
    content = WORKSPACE.render(plan, form, internal=True)
    again = read_plan(content, suffix=f".{form}", converters=CONVERTERS)
    assert again == plan
    assert everything(again) == everything(plan)
    assert WORKSPACE.render(again, form, internal=True) == content


@given(plan=strategies.plans())
def test_json_and_yaml_say_the_same(plan: Plan) -> None:
    through_json = read_plan(
        WORKSPACE.render(plan, "json", internal=True), suffix=".json", converters=CONVERTERS
    )
    through_yaml = read_plan(
        WORKSPACE.render(plan, "yaml", internal=True), suffix=".yaml", converters=CONVERTERS
    )
    assert everything(through_json) == everything(through_yaml)


def shuffled(data: Any, random: Any) -> Any:
    if isinstance(data, dict):
        items = list(data.items())
        random.shuffle(items)
        return {key: shuffled(value, random) for key, value in items}
    return [shuffled(item, random) for item in data] if isinstance(data, list) else data


@given(plan=strategies.plans(), random=st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_matter(plan: Plan, random: Any) -> None:
    data = json.loads(WORKSPACE.render(plan, "json", internal=True))
    content = json.dumps(shuffled(data, random)).encode()
    again = read_plan(content, suffix=".json", converters=CONVERTERS)
    assert everything(again) == everything(plan)


@given(value=strategies.numbers())
def test_a_number_is_written_exactly(value: Decimal) -> None:
    from malplan.outputs.json import json_text

    assert Decimal(json.loads(json_text([value]), parse_float=str, parse_int=str)[0]) == value


@given(value=st.integers(-(10**11), 10**11))
def test_a_number_with_three_decimals_survives_yaml(value: int) -> None:
    figure = KeyFigure(id="k", text="K", value=Decimal(value).scaleb(-3))
    plan = Plan(
        id="a", title="A", year=2026, municipality="B",
        challenge=Challenge(text="C", key_figures=(figure,)),
    )  # fmt: skip
    content = WORKSPACE.render(plan, "yaml", internal=True)
    assert read_plan(content, suffix=".yaml", converters=CONVERTERS) == plan


def test_json_leaves_nothing_out_and_yaml_what_is_not_said(workspace: Workspace) -> None:
    plan = Plan(id="a", title="A", year=2026, municipality="B")
    assert json.loads(workspace.render(plan, "json"))["owner"] is None
    assert workspace.render(plan, "yaml").decode() == (
        "format: 1\nid: a\ntitle: A\nyear: 2026\nmunicipality: B\n"
    )


def test_text_keeps_what_yaml_would_read_otherwise(workspace: Workspace) -> None:
    content = (
        b"format: 1\nid: a\ntitle: 12:30\nyear: 2026\nmunicipality: nej\n"
        b"classifications: [{scheme: KLE, code: 00.30}]\n"
    )
    plan = read_plan(content, suffix=".yaml", converters=CONVERTERS)
    assert (plan.title, plan.municipality) == ("12:30", "nej")
    assert plan.classifications[0].code == "00.30"
    again = read_plan(workspace.render(plan, "yaml"), suffix=".yaml", converters=CONVERTERS)
    assert again == plan


BASE = '{"format": 1, "id": "a", "title": "A", "year": 2026, "municipality": "B", %s}'


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ('"medio februar"', "2026-02-11", "2026-02-20"),
        ('{"text": "medio februar"}', None, None),
        ('{"start": "2026-02-11", "end": "2026-02-20"}', "2026-02-11", "2026-02-20"),
        ('{"text": "når sneen er væk", "start": "2026-03-01"}', "2026-03-01", None),
        (
            '{"text": "løbende", "start": "2026-03-01", "end": "2026-04-01"}',
            "2026-03-01",
            "2026-04-01",
        ),
        ('"løbende"', None, None),
    ],
)
def test_a_period_is_a_phrase_or_dates(period: str, start: str | None, end: str | None) -> None:
    milestone = f'{{"id": "m", "text": "M", "period": {period}}}'
    actions = f'"actions": [{{"id": "x", "title": "X", "milestones": [{milestone}]}}]'
    plan = read_plan((BASE % actions).encode(), suffix=".json", converters=CONVERTERS)
    found = plan.actions[0].milestones[0].period
    assert found is not None
    assert (found.start and found.start.isoformat()) == start
    assert (found.end and found.end.isoformat()) == end


@pytest.mark.parametrize(
    "period",
    [
        '{"text": "maj", "start": "2026-05-01", "end": "2026-06-01"}',
        '{"text": "omkring maj", "start": "2026-05-01", "end": "2026-05-31", "approximate": false}',
        '{"txt": "maj"}',
        "{}",
        "[]",
        "5",
        '{"start": "20260501"}',
        '{"start": "2026-W10-1"}',
        '{"start": "2026-02-30"}',
        '{"start": "2026-05-02", "end": "2026-05-01"}',
    ],
)
def test_words_and_dates_must_agree(period: str) -> None:
    milestone = f'{{"id": "m", "text": "M", "period": {period}}}'
    actions = f'"actions": [{{"id": "x", "title": "X", "milestones": [{milestone}]}}]'
    with pytest.raises(InvalidPlan) as caught:
        read_plan((BASE % actions).encode(), suffix=".json", converters=CONVERTERS, file="p.json")
    (problem,) = caught.value.problems
    assert problem.path == "actions/x/milestones/m/period"
    assert problem.line == 1


# --- Words that have come to mean something else --------------------------------------------------
@pytest.mark.parametrize("form", ["json", "yaml"])
@given(plan=strategies.plans(), year=st.integers(1901, 2198))
@settings(max_examples=50)
def test_a_plan_that_is_copied_to_another_year_can_be_read(
    form: str, plan: Plan, year: int
) -> None:
    moved = attrs.evolve(plan, year=year)
    content = WORKSPACE.render(moved, form, internal=True)
    assert read_plan(content, suffix=f".{form}", converters=CONVERTERS) == moved


@pytest.mark.parametrize("form", ["json", "yaml"])
@pytest.mark.parametrize("policy", [PeriodPolicy(), PeriodPolicy(primo_ends=12, medio_ends=22)])
@pytest.mark.parametrize(
    "period",
    [
        Period(date(2026, 5, 1), date(2026, 5, 31), "juni"),
        Period(date(2026, 5, 5), date(2026, 5, 5), "5. maj", approximate=True),
        Period(date(2026, 5, 1), date(2026, 5, 10)),
        Period(date(2026, 5, 1), None, "medio juni"),
        Period(None, None, "maj"),
    ],
)
def test_a_period_with_wrong_words_keeps_its_days(
    form: str, policy: PeriodPolicy, period: Period
) -> None:
    workspace = Workspace(Settings(policy=policy), find_plugins=lambda: ())
    action = TrialAction(
        id="t", title="T", milestones=(Milestone(id="m", text="M", period=period),)
    )
    plan = Plan(id="a", title="A", year=2026, municipality="B", actions=(action,))
    content = workspace.render(plan, form)
    again = read_plan(content, suffix=f".{form}", converters=workspace.converters)
    assert again == plan


def test_stale_words_are_said_anew(workspace: Workspace) -> None:
    period = Period.parse("medio februar", year=2026)
    action = TrialAction(
        id="t", title="T", milestones=(Milestone(id="m", text="M", period=period),)
    )
    plan = Plan(id="a", title="A", year=2027, municipality="B", actions=(action,))
    assert b"period: medio februar 2026\n" in workspace.render(plan, "yaml")


# --- Converters -----------------------------------------------------------------------------------
@attrs.frozen
class Node:
    """An extension that holds itself, in every way a class can."""

    name: str
    about: bool = False
    next: Node | None = None
    inside: tuple[Node, ...] = ()


@pytest.mark.parametrize("detailed", [False, True])
def test_a_class_that_holds_itself_is_read(detailed: bool) -> None:
    converter = make_converter(extension_type=lambda name: Node, detailed=detailed)
    inner = {"name": "b", "about": None, "next": None, "inside": None}
    node = {"name": "a", "about": "ja", "next": inner, "inside": [inner, {"name": "c"}]}
    head = {"id": "p", "title": "P", "year": 2026, "municipality": "M"}
    plan = converter.structure(head | {"extensions": {"x": node}}, Plan)
    b = Node("b")
    assert plan.extensions[0].value == Node("a", True, b, (b, Node("c")))
    for wrong in (node | {"nme": 1}, node | {"next": inner | {"name": None}}, node | {"next": []}):
        with pytest.raises((InvalidValue, BaseValidationError, KeyError, ForbiddenExtraKeysError)):
            converter.structure(head | {"extensions": {"x": wrong}}, Plan)


WORDS_AND_DAYS = [
    ({"approximate": None}, False),
    ({"approximate": True}, True),
    ({"text": "ca. maj", "approximate": True}, True),
    ({"text": "ca. maj"}, False),
    ({"text": "når sneen er væk"}, False),
    ({"text": "løbende"}, False),
    ({"text": None}, False),
]


@pytest.mark.parametrize(("changes", "approximate"), WORDS_AND_DAYS)
def test_words_beside_days(changes: dict[str, Any], approximate: bool) -> None:
    days = {"text": "maj", "start": "2026-05-01", "end": "2026-05-31"}
    converter = make_converter()
    milestone = {"id": "m", "text": "M", "period": days | changes}
    actions = [{"id": "a", "title": "A", "milestones": [milestone]}]
    head = {"id": "p", "title": "P", "year": 2026, "municipality": "M", "actions": actions}
    if changes == {"approximate": True}:
        with pytest.raises(InvalidValue):
            converter.structure(head, Plan)
        return
    for _ in range(2):  # the second time, what the words mean is known
        period = converter.structure(head, Plan).actions[0].milestones[0].period
        assert period == Period(date(2026, 5, 1), date(2026, 5, 31), "", approximate)
        assert period.text == (changes.get("text", "maj") or "maj 2026")


def test_what_is_no_number_of_a_plan_is_not_written() -> None:
    assert json_number(Decimal("2.5")) == 2.5
    with pytest.raises(TypeError, match="float"):
        json_number(2.5)
