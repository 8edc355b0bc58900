"""The JSON Schema refuses what the reader refuses, where a schema can, and nothing else."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from malplan import InvalidPlan, InvalidValue, Period, Plan, Problem, Workspace, json_schema
from malplan.convert import Converters, Form
from malplan.loading import read_plan
from malplan.scalars import BOOLEANS
from malplan.schema import PHRASES
from malplan.testing import strategies, yaml12
from malplan.texts import line, prose, slug

CONVERTERS = Converters()
DOCS = Path(__file__).parents[1] / "docs" / "how-to"
HOW_TO = (DOCS / "edit-with-a-schema.md").read_text(encoding="utf-8")
FORMS: tuple[Form, ...] = ("yaml", "json")
SCHEMAS = {form: json_schema(form) for form in FORMS}
VALIDATORS = {
    form: Draft202012Validator(schema, format_checker=FormatChecker(["date"]))
    for form, schema in SCHEMAS.items()
}
Steps = tuple[str | int, ...]


# --- Places ---------------------------------------------------------------------------------------
def places_of(error: ValidationError) -> set[Steps]:
    """The places that an error speaks of: the key, where one is missing or one too many."""
    here = tuple(error.absolute_path)
    held: Any = error.instance
    rule: Any = error.validator_value
    schema: Any = error.schema
    if error.validator == "required":
        return {(*here, next(key for key in rule if error.message.startswith(repr(key))))}
    if error.validator == "additionalProperties":
        return {(*here, key) for key in set(held) - set(schema["properties"])}
    return {here}


def refused(data: Any, form: Form) -> set[Steps]:
    errors = VALIDATORS[form].iter_errors(data)
    return {place for error in errors for place in places_of(error)}


def read(content: str, suffix: str) -> Plan:
    return read_plan(content.encode(), suffix=suffix, converters=CONVERTERS)


def problems_of(content: str, suffix: str) -> tuple[Problem, ...]:
    with pytest.raises(InvalidPlan) as caught:
        read(content, suffix)
    return caught.value.problems


def is_read(content: str, suffix: str) -> bool:
    try:
        read(content, suffix)
    except InvalidPlan:
        return False
    return True


# --- What is read is valid ------------------------------------------------------------------------
@pytest.mark.parametrize("form", FORMS)
def test_it_is_a_schema(form: Form) -> None:
    Draft202012Validator.check_schema(SCHEMAS[form])
    assert json.loads(json.dumps(SCHEMAS[form])) == SCHEMAS[form]
    assert SCHEMAS[form]["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    used = set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(SCHEMAS[form])))
    assert used == set(SCHEMAS[form]["$defs"])


@given(plan=strategies.plans())
def test_every_plan_is_valid_in_both_forms(plan: Plan) -> None:
    workspace = Workspace(find_plugins=lambda: ())
    data = json.loads(workspace.render(plan, "json"))
    assert refused(data, "json") == set()
    assert refused(data, "yaml") == set()
    assert refused(yaml12.load(workspace.render(plan, "yaml").decode()), "yaml") == set()


def test_the_example_of_the_docs_is_valid() -> None:
    text = (DOCS / "add-a-plan.md").read_text(encoding="utf-8")
    (plan,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert refused(yaml12.load(plan), "yaml") == set()


def test_the_examples_of_the_how_to_are_valid(workspace: Workspace, tmp_path: Path) -> None:
    files = re.findall(
        r"^`planer/([^`\n]+)`\n\n```\w+\n(.*?)^```", HOW_TO, re.MULTILINE | re.DOTALL
    )
    assert [name for name, _ in files] == ["sommer.yaml", "vinter.json"]
    for name, text in files:
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert workspace.load(tmp_path / name).year == 2026
        assert refused(yaml12.load(text), "json" if name.endswith("json") else "yaml") == set()


HEAD = "format: 1\nid: p\ntitle: P\nyear: 2026\nmunicipality: M\n"
TYPED_OTHERWISE = """\
id: 2026
title: nej
year: "2026"
municipality: 00.30
supersedes: 1e-3
owner:
goals: ~
target_group: {text: 2026-05-05, youngest: '15', oldest: }
classifications: [{scheme: KLE, code: 00.30, title: 12:30}]
challenge:
  text: no
  key_figures:
  - {id: 019, text: 0x1f, value: "3.5", about: ja, as_of: 2025}
  - {id: 0o17, text: .inf, value: 5., about: NEJ, as_of: 5.5, unit: null}
  - {id: x, text: X, value: "15", counts: people}
actions:
- id: a
  title: +5
  places: [{name: 1, settled: Yes}]
  milestones:
  - {id: m, text: 1, optional: nej, period: {text: 1, start: null}}
  - {id: n, text: N, period: {start: 2026-05-01, approximate: ja}}
"""


def test_what_an_editor_types_otherwise_is_no_error() -> None:
    plan = read(TYPED_OTHERWISE, ".yaml")
    assert (plan.id, plan.title, plan.classifications[0].code) == ("2026", "nej", "00.30")
    data = yaml12.load(TYPED_OTHERWISE)
    assert (data["id"], data["classifications"][0]["code"]) == (2026, 0.3)
    assert refused(data, "yaml") == set()
    assert ("id",) in refused(data, "json")


def test_true_in_a_text_needs_quotation_marks_in_an_editor() -> None:
    content = HEAD.replace("P", "true")
    assert read(content, ".yaml").title == "true"
    assert refused(yaml12.load(content), "yaml") == {("title",)}
    assert refused(yaml12.load(HEAD.replace("P", "'true'")), "yaml") == set()


# --- No false alarms ------------------------------------------------------------------------------
EXAMPLE = """\
format: 1
id: p
title: P
year: 2026
municipality: M
owner: {name: A, role: B}
coordinators: [{name: C}]
workplaces: [{name: W, description: D, workplaces: [{name: V}]}]
goals: [{id: g, text: G, description: D}, {id: h, text: H, leads_to: [g]}]
target_group: {text: T, youngest: 15, oldest: 29, characteristics: [X]}
objectives: [{id: o, text: O, policy: {title: T}}]
challenge:
  text: C
  key_figures:
  - {id: k, text: K, value: 12, as_of: maj 2025, counts: people, about: true, unit: u, source: s}
  - {id: l, text: L, value: 3.5, part_of: k}
actions:
- id: a
  title: A
  description: D
  hypothesis: H
  group: {most: 8, description: D}
  sessions: 2
  places: [{name: P, activity: A, settled: false}]
  signs:
  - id: s
    text: S
    level: output
    leads_to: [g]
    how: H
    when: maj
    source: K
    measure:
      kind: quantitative
      unit: u
      counts: people
      direction: up
      combine: latest
      baseline: {value: 0, as_of: '2025', source: S}
      targets:
      - {kind: at_least, value: 15, due: ultimo marts/primo april}
      - {kind: between, value: 15, upper: 20}
      - {kind: increase, value: 3}
  - id: q
    text: Q
    measure:
      kind: qualitative
      scale: [{id: low, name: L, criterion: C}, {id: high, name: H}]
      targets: [{step: high, due: uge 27}]
      baseline: low
  - {id: r, text: R, measure: {kind: qualitative, scale: [{id: b, name: B}, {id: c, name: C}]}}
  - id: d
    text: D
    measure:
      kind: quantitative
      unit: u
      direction: down
      targets: [{kind: at_most, value: 3}, {kind: decrease, value: 1}]
  milestones:
  - {id: m, text: M, kind: start, period: medio februar}
  - {id: n, text: N, optional: true, after: [m], period: {start: 2026-03-01, end: 2026-03-10}}
  - {id: x, text: X, period: {text: når alle kan, approximate: true}}
vocabulary: {actions: Tiltag}
classifications: [{scheme: S, code: "00.30", title: T}]
supersedes: older
"""
GOOD: dict[str, Any] = yaml12.load(EXAMPLE)


class Plain(str):
    """A scalar that YAML writes without quotation marks."""

    __slots__ = ()


def flow(data: Any) -> str:
    """The data as YAML on one line."""
    if isinstance(data, Plain):
        return str(data)
    if isinstance(data, dict):
        return (
            "{" + ", ".join(f"{json.dumps(key)}: {flow(held)}" for key, held in data.items()) + "}"
        )
    if isinstance(data, list):
        return f"[{', '.join(map(flow, data))}]"
    return json.dumps(data, ensure_ascii=False)


def places_in(data: Any, steps: Steps = ()) -> Iterator[Steps]:
    yield steps
    items = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for step, inner in items:
        yield from places_in(inner, (*steps, step))


def at(data: Any, steps: Steps) -> Any:
    for step in steps:
        data = data[step]
    return data


def put(steps: Steps, value: Any) -> dict[str, Any]:
    """The example with one value changed."""
    data = copy.deepcopy(GOOD)
    at(data, steps[:-1])[steps[-1]] = value
    return data


PLACES = [steps for steps in places_in(GOOD) if steps]
KEYS = sorted({step for steps in PLACES for step in steps if isinstance(step, str)} | {"zz"})
PLAIN = [
    *("2026", "00.30", "nej", "Ja", "no", "null", "~", "-5", "+5", "0", "1e3", "1e-3", "0x1f", "019"),
    *("64.000", "64.5", "1.234.567", "1066", "2200", "9" * 16, ".inf", ".nan", "5.5", "2025", "3.0"),
    *("2026-05-05", "2026-13-01", "medio februar", "løbende", "når alle kan", "g", "g-h", "Min Plan"),
    *("people", "at_least", "at_most", "between", "increase", "up", "down", "true", "False", "low"),
    *("quantitative", "qualitative"),
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=5),
    st.text(" \t\n\r\x1c\x85\u2028\ufeff\u200ea1.-e+٣", max_size=6),
    st.sampled_from(strategies.HOSTILE + tuple(PLAIN)),
)
SCALARS = st.none() | st.booleans() | st.integers(-5, 3000) | st.floats(-1e16, 1e16) | TEXTS
VALUES = st.one_of(
    SCALARS,
    st.sampled_from(PLACES).map(lambda steps: copy.deepcopy(at(GOOD, steps))),
    st.lists(SCALARS, max_size=2),
    st.dictionaries(st.sampled_from(KEYS), SCALARS, max_size=3),
    st.fixed_dictionaries(
        {}, optional={"text": SCALARS, "start": SCALARS, "end": SCALARS, "approximate": SCALARS}
    ),
)


@st.composite
def changed(draw: st.DrawFn, values: st.SearchStrategy[Any]) -> dict[str, Any]:
    """The example with a value replaced, taken away or added."""
    steps = draw(st.sampled_from(PLACES))
    data = put(steps, draw(values))
    held = at(data, steps[:-1])
    match draw(st.sampled_from(("replace", "remove", "add"))):
        case "remove":
            del held[steps[-1]]
        case "add" if isinstance(held, dict):
            held[draw(st.sampled_from(KEYS))] = held.pop(steps[-1])
    return data


@settings(max_examples=500)
@given(data=changed(VALUES))
def test_what_the_schema_refuses_in_json_the_reader_refuses(data: dict[str, Any]) -> None:
    if refused(data, "json"):
        assert not is_read(json.dumps(data), ".json")


@settings(max_examples=500)
@given(data=changed(VALUES | st.sampled_from(PLAIN).map(Plain)))
def test_what_the_schema_refuses_in_yaml_the_reader_refuses(data: dict[str, Any]) -> None:
    content = flow(data)
    assume(content.isprintable())
    typed = yaml12.load(content)
    errors = [
        error
        for error in VALIDATORS["yaml"].iter_errors(typed)
        if not (error.validator == "type" and isinstance(error.instance, bool))
    ]
    if errors:
        assert not is_read(content, ".yaml"), errors


def _takes(rule: Any, text: str) -> bool:
    try:
        rule(text)
    except InvalidValue:
        return False
    return True


def test_the_patterns_know_the_characters_that_the_reader_knows() -> None:
    properties = SCHEMAS["json"]["properties"]
    goal = SCHEMAS["json"]["$defs"]["Goal"]["properties"]
    for schema, rule in ((properties["title"], line), (goal["text"], prose)):
        pattern = re.compile(schema["pattern"])
        for code in (*range(0xD800), *range(0xE000, 0x10100)):
            for text in (chr(code), f"a{chr(code)}a", f"{chr(code)}a", f"a{chr(code)}"):
                assert bool(pattern.search(text)) is _takes(rule, text), ascii(text)
        for text in ("a\nb", "a\r\nb", "a\rb", "a\r\r\nb", "a \n\n b", " a b\r\n"):
            assert bool(pattern.search(text)) is _takes(rule, text), ascii(text)


@pytest.mark.parametrize(
    ("kind", "schema"),
    [
        (Decimal, SCHEMAS["json"]["$defs"]["KeyFigure"]["properties"]["value"]),
        (int, SCHEMAS["json"]["properties"]["format"]),
        (bool, SCHEMAS["json"]["$defs"]["Place"]["properties"]["settled"]),
        (date, SCHEMAS["json"]["$defs"]["time_with_days"]["properties"]["start"]),
    ],
)
@given(data=st.data())
def test_the_patterns_of_written_values_mean_the_readers(
    kind: Any, schema: dict[str, Any], data: st.DataObject
) -> None:
    likely = st.text("0123456789.eE+-_ \n٣", max_size=8)
    words = st.sampled_from([*BOOLEANS, *map(str.upper, BOOLEANS), "jA", "ja\n", " ja"])
    day = "{:04}-{:02}-{:02}{}".format
    days = st.builds(
        day,
        st.integers(1890, 2210),
        st.integers(0, 13),
        st.integers(0, 32),
        st.sampled_from(["", "\n"]),
    )
    text = data.draw(likely | words | days)
    pattern = bool(re.search(schema["pattern"], text))
    read_as = _takes(lambda value: CONVERTERS.json.structure(value, kind), text)
    if kind is date:  # the reader knows February, and the period its first and last year
        assert not read_as or pattern or not 1900 <= date.fromisoformat(text).year <= 2199
        assert not pattern or read_as or text.endswith(("29", "30", "31"))
    else:
        assert pattern is read_as


@given(id=st.from_regex(r"[a-z0-9-]{0,6}\n?\Z"))
def test_the_pattern_of_ids(id: str) -> None:
    pattern = SCHEMAS["json"]["properties"]["id"]["pattern"]
    assert bool(re.search(pattern, id)) is _takes(slug, id)


def test_the_examples_of_times_are_times() -> None:
    for phrase in PHRASES:
        assert Period.parse(phrase, year=2026).scheduled


# --- What both refuse -----------------------------------------------------------------------------
SIGN: Steps = ("actions", 0, "signs", 0)
NUMBER: Steps = (*SIGN, "measure")
SCALE: Steps = ("actions", 0, "signs", 1, "measure")
MILESTONE: Steps = ("actions", 0, "milestones", 0)
FIGURE: Steps = ("challenge", "key_figures", 0)
REMOVED = object()
MISTAKES: dict[str, tuple[Steps, Any]] = {
    "an unknown key": (("titel",), "x"),
    "an unknown key inside": (("goals", 0, "tekst"), "x"),
    "a missing field": (("title",), REMOVED),
    "a missing field inside": ((*SIGN, "text"), REMOVED),
    "null where something must be": (("title",), None),
    "null in a list": (("workplaces", 0), None),
    "a list where a text should be": (("title",), ["x"]),
    "a mapping where a text should be": ((*SIGN, "how"), {"x": "y"}),
    "a text where a list should be": (("workplaces",), "x"),
    "a text where a mapping should be": (("owner",), "Anna"),
    "a mapping where a list should be": (("workplaces",), {"name": "W"}),
    "a text where a number should be": ((*FIGURE, "value"), "mange"),
    "a list where a number should be": ((*FIGURE, "value"), [3]),
    "a number with thousands": ((*FIGURE, "value"), "64.000"),
    "a number with a comma": ((*FIGURE, "value"), "64,5"),
    "a number beyond 15 digits": ((*FIGURE, "value"), 10**15),
    "a text where yes or no should be": ((*FIGURE, "about"), "måske"),
    "a number where yes or no should be": ((*FIGURE, "about"), 1),
    "an unknown value": ((*SIGN, "level"), "outpt"),
    "an unknown value of another kind": ((*MILESTONE, "kind"), "strat"),
    "an id with capital letters": (("id",), "Min Plan"),
    "an id below zero": (("id",), "-5"),
    "an id with a line end": (("objectives", 0, "id"), "o\n"),
    "a reference that is no id": ((*SIGN, "leads_to", 0), "Mål"),
    "a control character": (("title",), "a\x00b"),
    "a tab": (("title",), "a\tb"),
    "a mark that turns the direction": (("title",), "a\u202eb"),
    "a control character in a paragraph": (("goals", 0, "text"), "a\x1bb"),
    "two lines where one is asked": (("title",), "a\nb"),
    "an empty text": (("title",), ""),
    "a text of spaces": (("goals", 0, "text"), " \n "),
    "an early year": (("year",), 1066),
    "a late year": (("year",), 2200),
    "half a year": (("year",), 2026.5),
    "an age below zero": (("target_group", "youngest"), -1),
    "nobody at most": (("actions", 0, "group", "most"), 0),
    "minus two sessions": (("actions", 0, "sessions"), -2),
    "one and a half session": (("actions", 0, "sessions"), 1.5),
    "another format": (("format",), 2),
    "a measure without a kind": ((*NUMBER, "kind"), REMOVED),
    "a measure of an unknown kind": ((*NUMBER, "kind"), "kvantitativ"),
    "a scale in a number": ((*NUMBER, "scale"), []),
    "a unit in a scale": ((*SCALE, "unit"), "u"),
    "a measure that is a text": (NUMBER, "15"),
    "a scale of one step": (("actions", 0, "signs", 2, "measure", "scale"), [{"id": "b", "name": "B"}]),
    "a figure that is not there": ((*FIGURE, "value"), REMOVED),
    "nothing where a figure must be": ((*FIGURE, "value"), None),
    "nothing where a figure must be, before": ((*NUMBER, "baseline", "value"), REMOVED),
    "half a person": ((*FIGURE, "value"), 3.5),
    "half a person to reach": ((*NUMBER, "targets", 0, "value"), 3.5),
    "fewer than no persons before": ((*NUMBER, "baseline", "value"), -1),
    "between without an upper figure": ((*NUMBER, "targets", 1, "upper"), REMOVED),
    "an upper figure without between": ((*NUMBER, "targets", 0, "upper"), 20),
    "an increase of nothing": ((*NUMBER, "targets", 2, "value"), 0),
    "a target against the direction": ((*NUMBER, "targets", 0, "kind"), "at_most"),
    "a target against the way down": (
        ("actions", 0, "signs", 3, "measure", "targets", 0, "kind"),
        "at_least",
    ),
    "an unknown extension": (("extensions",), {"malplan-vejle": {}}),
    "extensions in a list": (("extensions",), []),
    "a list where a time should be": ((*MILESTONE, "period"), ["maj"]),
    "a time of two lines": ((*MILESTONE, "period"), "maj\njuni"),
    "a time without anything": ((*MILESTONE, "period"), {"approximate": True}),
    "a time of nothing": ((*MILESTONE, "period"), {"text": "", "start": None}),
}  # fmt: skip
IN_A_TIME: dict[str, Any] = {
    "start": "5. maj",
    "end": "2026-13-01",
    "approximate": "måske",
    "slut": "2026-05-01",
    "text": "a\x00b",
}


def with_mistake(steps: Steps, value: Any) -> dict[str, Any]:
    data = put(steps, value)
    if value is REMOVED:
        del at(data, steps[:-1])[steps[-1]]
    return data


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_at_the_same_place(mistake: str) -> None:
    steps, value = MISTAKES[mistake]
    data = with_mistake(steps, value)
    place = (*steps, "malplan-vejle") if mistake == "an unknown extension" else steps
    assert refused(data, "json") == {place}
    assert refused(data, "yaml") == {place}
    told = problems_of(json.dumps(data), ".json")
    assert {problem.steps for problem in told} == {place}


def test_an_id_is_no_number_below_zero_in_yaml() -> None:
    content = f"{HEAD}supersedes: -5\n"
    assert refused(yaml12.load(content), "yaml") == {("supersedes",)}
    assert not is_read(content, ".yaml")


def test_a_number_is_no_text_in_json() -> None:
    data = put(("title",), 5)
    assert refused(data, "json") == {("title",)}
    assert {problem.steps for problem in problems_of(json.dumps(data), ".json")} == {("title",)}


@pytest.mark.parametrize("key", IN_A_TIME)
def test_a_mistake_inside_a_time_is_told_at_its_key(key: str) -> None:
    steps: Steps = (*MILESTONE, "period")
    data = put(steps, {"start": "2026-05-01", key: IN_A_TIME[key]})
    assert refused(data, "json") == {(*steps, key)}
    # The reader names the time.
    assert {problem.steps for problem in problems_of(json.dumps(data), ".json")} == {steps}


def test_a_day_that_is_in_no_calendar() -> None:
    steps: Steps = (*MILESTONE, "period")
    data = put(steps, {"start": "2026-02-30"})
    assert refused(data, "yaml") == {(*steps, "start")}
    assert {problem.steps for problem in problems_of(json.dumps(data), ".json")} == {steps}


# --- What only the reader can tell ----------------------------------------------------------------
ONLY_THE_READER = re.findall(r"^\| ([^|`]+) \| `([^`]+)` \|$", HOW_TO, re.MULTILINE)


def test_every_row_of_the_how_to_is_tried() -> None:
    table = HOW_TO.split("| only malplan tells |")[1].split("\n\n")[0]
    assert len(ONLY_THE_READER) == len(table.splitlines()) - 2 > 0


@pytest.mark.parametrize(
    ("what", "lines"), ONLY_THE_READER, ids=[what for what, _ in ONLY_THE_READER]
)
def test_only_the_reader_tells(what: str, lines: str) -> None:
    content = f"{HEAD}{lines}\n"
    assert refused(yaml12.load(content), "yaml") == set()
    assert problems_of(content, ".yaml")


def test_a_lone_surrogate_is_left_to_the_reader() -> None:
    content = json.dumps(put(("title",), "\ud800"))
    assert refused(json.loads(content), "json") == set()
    assert not is_read(content, ".json")


# --- $schema --------------------------------------------------------------------------------------
def test_a_plan_may_name_its_schema(workspace: Workspace, tmp_path: Path) -> None:
    modeline = "# yaml-language-server: $schema=malplan.schema.json\n"
    plain = read(HEAD, ".yaml")
    for content in (f"{modeline}{HEAD}", f"$schema: ./malplan.schema.json\n{HEAD}"):
        assert read(content, ".yaml") == plain
        assert refused(yaml12.load(content), "yaml") == set()
    data = {"$schema": "./malplan.schema.json", **GOOD}
    plan = read(json.dumps(data), ".json")
    assert plan == read(json.dumps(GOOD), ".json")
    assert refused(data, "json") == set()
    assert b"$schema" not in workspace.render(plan, "json")


def test_the_name_of_a_schema_is_a_text_at_the_top() -> None:
    for steps, value in ((("$schema",), 5), (("$schema",), None), (("owner", "$schema"), "x")):
        data = put(steps, value)
        assert refused(data, "json") == {steps}
        assert {problem.steps for problem in problems_of(json.dumps(data), ".json")} == {steps}
