"""What is told of bad input in detail: all problems at once, and exact lines."""

from __future__ import annotations

import json
import typing
from enum import Enum
from pathlib import Path
from typing import Any

import attrs
import pytest
import yaml
from cattrs import AttributeValidationNote, ClassValidationError
from hypothesis import given
from hypothesis import strategies as st

from malplan import InvalidPlan, InvalidValue, Message, Plan, Problem, Workspace, measures, model
from malplan.convert import Converters
from malplan.loading import read_plan, read_plan_file
from malplan.measures import Baseline, Measure, ScaleStep, StepTarget, Target
from malplan.messages import fields
from malplan.problems import problems_in
from malplan.reading import MOST_LEVELS
from malplan.syntax import yaml_reason

CONVERTERS = Converters()
HEAD = "format: 1\nid: p\ntitle: P\nyear: 2026\nmunicipality: M\n"


def problems_of(content: str | bytes, suffix: str = ".yaml") -> tuple[Problem, ...]:
    raw = content.encode() if isinstance(content, str) else content
    with pytest.raises(InvalidPlan) as caught:
        read_plan(raw, suffix=suffix, converters=CONVERTERS, file="plan.yaml")
    assert all(problem.file == "plan.yaml" for problem in caught.value.problems)
    return caught.value.problems


KEY_FIGURE = "challenge:\n  text: C\n  key_figures: [{id: k, text: K, value: %s}]\n"
SIGN = """actions:
- id: a
  title: A
  signs:
  - {id: s, text: S, measure: {kind: quantitative, unit: u, targets: [{%s, value: 3}]}}
"""
MEASURE = "actions/a/signs/s/measure"
MANY = """\
format: 1
id: Min Plan
titel: Noget
year: tyve
municipality: M
goals:
  - id: g
    text: G
    leads_to: [nowhere]
  - id: g
    text: H
actions:
  - id: w
    title: W
    group: {most: -3}
    signs:
      - id: s
        text:
        level: outpt
        leads_to: [gg]
        measure: {kind: quantitativ, unit: p}
      - id: s2
        text: hej
        measure:
          kind: quantitative
          unit: p
          targets:
            - {kind: between, value: 10}
            - {kind: at_most, value: "1.000,5"}
    milestones:
      - {id: m, text: t, period: mdio februar}
      - {id: m2, text: t, optional: måske}
      - just text
      - {id: m3, text: t, after: [m9], periode: x}
"""


def test_all_problems_are_told_in_one_run() -> None:
    told = [(problem.line, problem.path) for problem in problems_of(MANY)]
    signs, milestones = "actions/w/signs", "actions/w/milestones"
    assert told == [
        (1, "title"),
        (2, "id"),
        (3, "titel"),
        (4, "year"),
        (7, "goals/g/id"),
        (9, "goals/g/leads_to/0"),
        (10, "goals/g/id"),
        (15, "actions/w/group/most"),
        (18, f"{signs}/s/text"),
        (19, f"{signs}/s/level"),
        (20, f"{signs}/s/leads_to/0"),
        (21, f"{signs}/s/measure/kind"),
        (28, f"{signs}/s2/measure/targets/0/upper"),
        (29, f"{signs}/s2/measure/targets/1/value"),
        (29, f"{signs}/s2/measure/targets/1/kind"),
        (31, f"{milestones}/m/period"),
        (32, f"{milestones}/m2/optional"),
        (33, f"{milestones}/2"),
        (34, f"{milestones}/m3/periode"),
        (34, f"{milestones}/m3/after/0"),
    ]


@pytest.mark.parametrize(
    ("content", "line", "path", "says"),
    [
        (HEAD + "titel: x\n", 6, "titel", "Mente du ”title”"),
        (HEAD + "Fører_til: x\n", 6, "Fører_til", "Her kan stå: format, id"),
        (HEAD + "Målgruppe: x\n", 6, "Målgruppe", "Mente du ”target_group”"),
        (HEAD + KEY_FIGURE % "1, enhed: x", 8, "challenge/key_figures/k/enhed", "Mente du ”unit”"),
        (HEAD + SIGN % "kind: mindst", 10, f"{MEASURE}/targets/0/kind", "Mente du ”at_least”"),
        (HEAD + SIGN % "kind: Højst", 10, f"{MEASURE}/targets/0/kind", "Mente du ”at_most”"),
        (HEAD + "goals:\n- {id: g, text: Vi laver mad, men ikke mere}\n", 7, "goals/g/men ikke mere", "anførselstegn om hele teksten"),
        (HEAD + "goals:\n- {id: g, text: G, leads_to: h}\n", 7, "goals/g/leads_to", "en liste, for eksempel [h]"),
        (HEAD + "goals:\n- {id: g, text: G, leads_to: 'h, i'}\n", 7, "goals/g/leads_to", "en liste, men der står"),
        (HEAD + "goals:\n- {id: g, text: G, leads_to: {h: i}}\n", 7, "goals/g/leads_to", "en liste, men der står"),
        (HEAD + "goals:\n- x\n", 7, "goals/0", "felter, for eksempel {text: x}, men der står ”x”"),
        (HEAD + "owner: 'Anna: afdelingschef'\n", 6, "owner", "felter skrevet som"),
        (HEAD + "owner: yes\n", 6, "owner", "felter, for eksempel {name: yes}"),
        (HEAD + "owner: []\n", 6, "owner", "felter skrevet som"),
        (HEAD + "vocabulary: [x]\n", 6, "vocabulary", "felter skrevet som"),
        (HEAD + "zzz: x\n", 6, "zzz", "Her kan stå: format, id"),
        (HEAD + "zzz:\n", 6, "zzz", "findes ikke her"),
        ("format: 1\nid: p\nyear: 2026\nmunicipality: M\n", 1, "title", "mangler"),
        (HEAD.replace("2026", "2026.5"), 4, "year", "helt tal"),
        (HEAD.replace("2026", "1e400"), 4, "year", "helt tal"),
        (HEAD.replace("2026", "9" * 5000), 4, "year", "helt tal"),
        (HEAD.replace("2026", "20 26"), 4, "year", "helt tal"),
        (HEAD.replace("2026", "1066"), 4, "year", "mindst 1900"),
        (HEAD.replace("format: 1", "format: 2"), 1, "format", "nyere udgave"),
        (HEAD + "goals: x\n", 6, "goals", "en liste"),
        (HEAD + "goals: {id: g}\n", 6, "goals", "en liste"),
        (HEAD + "goals:\n- x\n", 7, "goals/0", "felter"),
        (HEAD + "owner: Anna\n", 6, "owner", "felter"),
        (HEAD + "title: Q\n", 6, "title", "linje 3"),
        (HEAD + "\tgoals: x\n", 6, "", "mellemrum"),
        (HEAD + "owner: &a {name: x}\ncoordinators: [*a]\n", 7, "coordinators/0", "henvisninger"),
        (HEAD + "owner: !!python/object:os.system {name: x}\n", 6, "owner", "mærker"),
        (HEAD + "owner: {name: !!str x}\n", 6, "owner/name", "mærker"),
        (HEAD + "---\n" + HEAD, 6, "", "én plan"),
        (HEAD + "[a: b\n", 6, "", "kolon"),
        ("? [a]\n: b\n", 1, "", "feltnavn"),
        ("", None, "", "tom"),
        ("  \n\n", None, "", "tom"),
        ("- a\n", 1, "", "felter"),
        ("tekst", 1, "", "felter"),
        ("null", 1, "", "felter"),
        (HEAD.replace("P", '"\\0"'), 3, "title", "U+0000"),
        (HEAD.replace("P", "P\x01"), 3, "", "kontroltegn"),
        (HEAD.replace("P", "P: Q"), 3, "", "kolon"),
        (HEAD + "goals:\n- id: g\n  text: G\n x: 1\n", 9, "", "rykket"),
        (HEAD + KEY_FIGURE % "64.000", 8, "challenge/key_figures/k/value", "skriv 64000"),
        (HEAD + KEY_FIGURE % "1.000", 8, "challenge/key_figures/k/value", "skriv 1000, hvis punktummet skiller tusinder, og ellers 1"),
        (HEAD + KEY_FIGURE % "-10.500", 8, "challenge/key_figures/k/value", "ellers -10.5"),
        (HEAD + KEY_FIGURE % "64.001", 8, "challenge/key_figures/k/value", "ellers 64.0010"),
        (HEAD + KEY_FIGURE % "' 64.000 '", 8, "challenge/key_figures/k/value", "skriv 64000"),
        (HEAD + KEY_FIGURE % "64_000", 8, "challenge/key_figures/k/value", "et tal"),
        (HEAD + KEY_FIGURE % "1.234.567", 8, "challenge/key_figures/k/value", "intet skilletegn mellem tusinderne"),
        (HEAD + KEY_FIGURE % "'64,5'", 8, "challenge/key_figures/k/value", "punktum"),
        (HEAD + KEY_FIGURE % "mange", 8, "challenge/key_figures/k/value", "et tal"),
        (HEAD + KEY_FIGURE % "3.5, counts: people", 8, "challenge/key_figures/k/value", "antal personer"),
        (HEAD.replace("P", '"\\u202e"'), 3, "title", "U+202E"),
        (HEAD + "extensions: {malplan-vejle: {a: 1}}\n", 6, "extensions/malplan-vejle", "installér"),
        (HEAD + "supersedes: ../../etc\n", 6, "supersedes", "id"),
    ],
)  # fmt: skip
def test_what_is_told(content: str, line: int | None, path: str, says: str) -> None:
    found = [problem for problem in problems_of(content) if says in problem.message.da]
    assert found, [problem.text("da") for problem in problems_of(content)]
    assert (found[0].line, found[0].path) == (line, path)
    assert found[0].message.en != found[0].message.da


def test_a_byte_order_mark_and_windows_line_ends_are_fine() -> None:
    content = b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode()
    assert read_plan(content, suffix=".yaml", converters=CONVERTERS).title == "P"


def test_every_line_is_exact_in_json_too() -> None:
    content = (
        '{"format": 1, "id": "p",\n\t"title": "\\u00e6\\/\\nx",\n"year": "x", "goals": [\n 5]\n}'
    )
    told = {(problem.line, problem.path) for problem in problems_of(content, ".json")}
    assert told == {(2, "title"), (3, "year"), (4, "goals/0"), (1, "municipality")}


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        ('{"a": 1,\n "a": 2}', 2, "igen"),
        ('{"a": [1, 2}', 1, "JSON"),
        ('{"a": NaN}', None, "NaN"),
        ('{"a": -Infinity}', None, "Infinity"),
        ('{"title": "\\ud800"}', None, "U+D800"),
        ("[1]", 1, "felter"),
        ('{"year": 1e99999999999999999999}', None, "ikke et tal"),
        ("{} {}", 1, "JSON"),
        ('{"a\n": 1}', 1, "JSON"),
    ],
)
def test_bad_json(content: str, line: int | None, says: str) -> None:
    found = [p for p in problems_of(content, ".json") if says in p.message.da]
    assert found
    assert line is None or found[0].line == line


def test_deep_enough(workspace: Workspace) -> None:
    inner = '{"name": "w"}'
    for _ in range((MOST_LEVELS - 4) // 2):
        inner = f'{{"name": "w", "workplaces": [{inner}]}}'
    content = (
        f'{{"id": "p", "title": "P", "year": 2026, "municipality": "M", "workplaces": [{inner}]}}'
    )
    plan = read_plan(content.encode(), suffix=".json", converters=CONVERTERS)
    again = workspace.render(plan, "yaml")
    assert read_plan(again, suffix=".yaml", converters=CONVERTERS) == plan


# --- Files ----------------------------------------------------------------------------------------
def test_the_name_of_a_registered_file_is_the_id(tmp_path: Path) -> None:
    path = tmp_path / "other.yaml"
    path.write_text(HEAD, encoding="utf-8")
    assert read_plan_file(path, CONVERTERS).id == "p"
    with pytest.raises(InvalidPlan, match="must be the same"):
        read_plan_file(path, CONVERTERS, must_match_name=True)


# --- Laws -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("suffix", [".yaml", ".json"])
@given(content=st.binary(max_size=200))
def test_any_bytes_are_a_plan_or_problems(suffix: str, content: bytes) -> None:
    try:
        read_plan(content, suffix=suffix, converters=CONVERTERS, file="x")
    except InvalidPlan as error:
        assert error.problems


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


def places_in(data: Any, steps: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [steps] if steps else []
    items = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for step, inner in items:
        found += places_in(inner, (*steps, step))
    return found


GOOD = json.loads(
    Workspace(find_plugins=lambda: ()).render(
        read_plan(
            (
                HEAD
                + """\
owner: {name: A, role: B}
goals: [{id: g, text: G}]
target_group: {text: T, youngest: 15, oldest: 29}
challenge: {text: C, key_figures: [{id: k, text: K, value: 3.5, as_of: maj 2025}]}
actions:
- id: a
  title: A
  group: {most: 8}
  signs:
  - {id: s, text: S, leads_to: [g], when: maj, measure: {kind: quantitative, unit: u,
     targets: [{kind: at_least, value: 15, due: ultimo marts/primo april}]}}
  - {id: q, text: Q, measure: {kind: qualitative, scale: [{id: l, name: L}, {id: h, name: H}]}}
  milestones: [{id: m, text: M, period: medio februar, after: []}]
"""
            ).encode(),
            suffix=".yaml",
            converters=CONVERTERS,
        ),
        "json",
    )
)
PLACES = places_in(GOOD)


@given(place=st.sampled_from(PLACES), value=JSON, remove=st.booleans())
def test_a_plan_with_one_thing_changed_is_a_plan_or_problems(
    place: tuple[Any, ...], value: Any, remove: bool
) -> None:
    data = json.loads(json.dumps(GOOD))
    *outer, last = place
    inside = data
    for step in outer:
        inside = inside[step]
    if remove:
        del inside[last]
    else:
        inside[last] = value
    content = json.dumps(data, indent=1).encode()
    try:
        plan = read_plan(content, suffix=".json", converters=CONVERTERS, file="x")
    except InvalidPlan as error:
        for problem in error.problems:
            assert problem.line is None or problem.line <= content.count(b"\n") + 1
            assert not problem.message.da.startswith("kunne ikke læses: "), problem
    else:
        assert isinstance(plan, Plan)


# --- Regressions ----------------------------------------------------------------------------------
def test_no_placeholder_is_ever_told() -> None:
    scale = "scale: [{id: a, name: A}, {id: c, name: C}], targets: [{step: b}], baseline: d"
    content = (
        HEAD.replace("2026", "tyve")
        + "actions:\n- id: x\n  title: X\n  signs:\n"
        + f"  - {{id: s, text: S, when: 29. februar, measure: {{kind: qualitative, {scale}}}}}\n"
        + "  milestones: [{id: m, text: M, period: uge 53}]\n"
    )
    told = [problem.text("da") for problem in problems_of(content)]
    assert told == [
        "plan.yaml:4: year: her skal stå et helt tal, men der står ”tyve”",
        "plan.yaml:10: actions/x/signs/s/measure/targets/0/step: ”b” er ikke et trin på tegnets "
        "skala; den har trinene ”a” og ”c”",
        "plan.yaml:10: actions/x/signs/s/measure/baseline: ”d” er ikke et trin på tegnets skala; "
        "den har trinene ”a” og ”c”",
    ]


def test_what_a_terminal_would_obey_is_not_quoted() -> None:
    told = "".join(
        problem.text("da")
        for content in ('"\\e[2Jhej": 1\n', '"\\u202e": 1\n"\\u202e": 2\n', '"\\ud800": 1')
        for suffix in (".yaml", ".json")
        for problem in (
            problems_of(content, suffix)
            if suffix == ".yaml"
            else problems_of(
                "{" + content.replace("\\e", "\\u001b").replace('1\n"', '1,"').strip() + "}", suffix
            )
        )
    )
    assert told.isprintable()
    told.encode()


def test_so_many_problems_that_the_rest_is_only_counted() -> None:
    milestones = "".join(f"  - {{id: m{n}, text: M, after: [x{n}]}}\n" for n in range(1000))
    many = problems_of(HEAD + "actions:\n- id: a\n  title: A\n  milestones:\n" + milestones)
    assert len(many) == 201
    assert "flere problemer" in many[-1].message.da
    keys = problems_of(HEAD + "".join(f"key{n}: x\n" for n in range(5000)))
    assert len(keys) == 201


def test_a_cpr_number_in_a_key_is_not_shown() -> None:
    (problem,) = problems_of(HEAD + '"010190-1234": x\n')
    assert "1234" not in repr(problem)
    assert "1234" not in problem.text("da")


def test_what_is_put_in_the_place_of_a_problem_is_not_told_of() -> None:
    sign = """\
actions:
  - id: a
    title: A
    signs:
      - id: s
        text: S
        measure:
          kind: quantitative
          unit: x
          direction: down
          targets:
            - {kind: between, value: 1}
"""
    head = "format: 1\nid: p\ntitle: P\nyear: 2026\nmunicipality: Eksempel Kommune\n"
    (told,) = problems_of(head + sign)
    assert told.path == "actions/a/signs/s/measure/targets/0/upper"


def test_of_many_times_that_cannot_be_read_the_last_are_told_without_a_guess() -> None:
    milestones = "".join(f"  - {{id: m{at}, text: T, period: mdio maj}}\n" for at in range(202))
    told = problems_of(f"{HEAD}actions:\n- id: a\n  title: A\n  milestones:\n{milestones}")
    guessed = [one for one in told if "medio maj" in one.message.da]
    assert told[0] in guessed
    assert all("mdio maj" in one.message.da for one in told[:-1])


def test_of_many_names_twenty_are_named() -> None:
    steps = ", ".join(f"{{id: s{at}, name: N}}" for at in range(25))
    measure = f"{{kind: qualitative, scale: [{steps}], targets: [{{step: ingen}}]}}"
    sign = f"{{id: s, text: T, measure: {measure}}}"
    (told,) = problems_of(f"{HEAD}actions: [{{id: a, title: A, signs: [{sign}]}}]\n")
    assert "s19" in told.message.da
    assert "s20" not in told.message.da
    assert "5" in told.message.da


@pytest.mark.parametrize(
    ("keys", "twice"), [(["a", "b", "a"], "a"), (["a", "b", "c", "c", "b"], "c")]
)
def test_a_key_that_stands_twice_in_json_is_named(keys: list[str], twice: str) -> None:
    content = "{" + ", ".join(f'"{key}": 1' for key in keys) + "}"
    assert f"”{twice}”" in problems_of(content, ".json")[0].message.da


def test_an_error_that_is_gone_when_it_is_looked_for_is_told_all_the_same() -> None:
    calls: list[str] = []

    @attrs.frozen
    class Once:
        text: str = attrs.field()

        @text.validator
        def _fails_once(self, _: object, value: str) -> None:
            calls.append(value)
            if len(calls) == 1:
                raise ValueError("kun én gang")

    converters = Converters(extension_type=lambda name: Once)
    content = f"{HEAD}extensions: {{malplan-own: {{text: a}}}}\n".encode()
    with pytest.raises(ClassValidationError):
        read_plan(content, suffix=".yaml", converters=converters)
    assert read_plan(content, suffix=".yaml", converters=converters).extensions


def test_an_error_without_a_place_is_told_on_the_first_line() -> None:
    message, line = yaml_reason(yaml.MarkedYAMLError(problem="noget"), "a: 1")
    assert "noget" in message.da
    assert line == 1


def test_a_problem_that_cannot_be_mended_is_told_once() -> None:
    data = {"title": "P"}

    def refuse(_: object) -> None:
        error: Exception = InvalidValue(Message(da="Nej.", en="No."))
        for name in ("ord", "title"):
            error.__notes__ = [AttributeValidationNote(f"Structuring {name}", name, Plan)]
            error = ClassValidationError("While structuring", [error], Plan)
        raise error

    (told,) = problems_in(data, Plan, refuse, file=None)
    assert (told.path, told.message.en) == ("title/ord", "No.")
    assert data == {"title": "P"}


def test_what_is_wrong_anew_each_time_comes_to_an_end() -> None:
    tries: list[object] = []

    def refuse(data: object) -> None:
        tries.append(data)
        said = f"{len(tries)}."
        raise InvalidPlan([Problem("titel", Message(da=said, en=said), steps=("titel",))])

    told = problems_in({"titel": "P"}, Plan, refuse, file=None)
    assert [one.message.en for one in told] == [f"{at}." for at in range(1, len(tries) + 1)]
    assert len(tries) < 100


def test_what_has_a_danish_name_is_a_field() -> None:
    classes = [one for one in vars(model).values() if isinstance(one, type) and attrs.has(one)]
    classes += [*typing.get_args(Measure), Baseline, Target, ScaleStep, StepTarget]
    there = {field.name for one in classes for field in attrs.fields(one)}
    assert set(fields.FIELDS_IN_DANISH) <= there
    for one in classes:
        names = [field.name for field in attrs.fields(one) if one is not model.Vocabulary]
        said = [word for name in names for word in fields.FIELDS_IN_DANISH.get(name, ())]
        assert len(said) == len(set(said)), one


def test_what_has_a_danish_name_is_a_word_of_a_field() -> None:
    kinds = [
        [one.value for one in kind]
        for module in (model, measures)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Enum) and kind is not Enum
    ]
    kinds.append(["quantitative", "qualitative"])
    assert set(fields.WORDS_IN_DANISH) <= {word for words in kinds for word in words}
    for words in kinds:
        said = [one for word in words for one in fields.WORDS_IN_DANISH.get(word, ())]
        assert len(said) == len(set(said)), words
