"""What is published exposes nobody, says what is not shown, and is still a plan."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from malplan import (
    Baseline,
    Challenge,
    Counts,
    Extension,
    InvalidPlan,
    InvalidSettings,
    InvalidValue,
    KeyFigure,
    Person,
    Plan,
    Quantitative,
    Settings,
    Sign,
    Target,
    TargetKind,
    TrialAction,
    View,
    Workspace,
    check,
    load_plan,
)
from malplan.blocks import Fact, Items, Paragraph, Table
from malplan.cli import cli
from malplan.cli.terminal import print_plan
from malplan.loading import read_plan
from malplan.messages import LANGUAGES
from malplan.messages import labels as words
from malplan.presentation import present
from malplan.privacy import is_small, withheld_parts
from malplan.publishing import has_withheld, nameless, published
from malplan.testing import strategies

WORKSPACE = Workspace(find_plugins=lambda: ())
EXAMPLE = """\
format: 1
id: example
title: Eksempel
year: 2026
municipality: Eksempel Kommune
owner: {name: Anne Andersen, role: afdelingschef}
coordinators: [{name: Bo Bendtsen}]
challenge:
  text: Få unge kommer
  key_figures:
  - {id: all, text: unge i alt, value: 40, unit: personer, counts: people}
  - {id: few, text: under 18 år, value: 3, unit: personer, about: true, part_of: all, counts: people}
  - {id: some, text: 18-24 år, value: 7, unit: personer, part_of: all}
  - {id: most, text: over 24 år, value: 30, unit: personer, part_of: all, counts: people}
  - {id: share, text: under 18 år, value: 7.5, unit: "%", part_of: all}
  - {id: money, text: kroner, value: 4, unit: kr., part_of: all}
  - {id: none, text: ingen, value: 0, counts: people}
actions:
- id: action
  title: Værksted
  signs:
  - id: sign
    text: De kommer
    measure:
      kind: quantitative
      unit: unge
      counts: people
      baseline: {value: 2, as_of: maj 2025, source: Optælling}
      targets: [{kind: at_least, value: 4}]
  - id: hours
    text: De bliver
    measure: {kind: quantitative, unit: timer, baseline: {value: 2}}
"""


@pytest.fixture
def example(tmp_path: Path) -> Plan:
    path = tmp_path / "example.yaml"
    path.write_text(EXAMPLE, encoding="utf-8")
    return load_plan(path, WORKSPACE)


def figures_of(plan: Plan) -> dict[str, Decimal | None]:
    return {figure.id: figure.value for figure in plan.key_figures}


def baselines_of(plan: Plan) -> list[Decimal | None]:
    measures = [sign.measure for sign in plan.signs if isinstance(sign.measure, Quantitative)]
    return [measure.baseline.value for measure in measures if measure.baseline]


# --- What is held back ----------------------------------------------------------------------------
def test_what_is_published_of_an_example(example: Plan) -> None:
    plan = published(example)
    assert figures_of(plan) == {
        "all": 40,
        "few": None,
        "some": None,  # not marked, but in the unit of those who are
        "most": 30,
        "share": None,  # 7.5 % of 40 are 3
        "money": 4,
        "none": 0,
    }
    assert baselines_of(plan) == [None, 2]
    assert has_withheld(plan)
    assert not has_withheld(example)
    assert plan.owner == example.owner
    assert published(example, threshold=2) == example
    assert figures_of(published(example, threshold=31))["most"] is None


def test_a_share_is_held_back_with_what_it_is_a_share_of() -> None:
    def plan(share: str, whole: int, unit: str) -> Plan:
        return plan_of(
            KeyFigure(id="all", text="x", value=Decimal(whole), counts=Counts.PEOPLE),
            KeyFigure(id="part", text="x", value=Decimal(share), unit=unit, part_of="all"),
        )

    assert figures_of(published(plan("50", 20, "%")))["part"] == 50
    assert figures_of(published(plan("100", 20, "%")))["part"] == 100
    assert figures_of(published(plan("15", 20, "% af dem")))["part"] is None
    assert figures_of(published(plan("85", 20, "pct.")))["part"] is None
    assert figures_of(published(plan("22", 20, "procent")))["part"] is None
    assert figures_of(published(plan("50", 4, "%"))) == {"all": None, "part": None}
    assert figures_of(published(plan("2", 1000, "‰")))["part"] is None
    # Shares add up to a hundred, so that one is known from the others.
    whole = KeyFigure(id="all", text="x", value=Decimal(40), counts=Counts.PEOPLE)
    shares = [
        KeyFigure(id=f"s{at}", text="x", value=Decimal(share), unit="%", part_of="all")
        for at, share in enumerate(("7.5", "42.5", "50"))
    ]
    assert list(figures_of(published(plan_of(whole, *shares))).values()) == [40, None, None, None]


def test_the_whole_of_people_is_people() -> None:
    plan = plan_of(
        KeyFigure(id="all", text="x", value=Decimal(13), unit="unge"),
        KeyFigure(id="a", text="x", value=Decimal(3), part_of="all", counts=Counts.PEOPLE),
        KeyFigure(id="b", text="x", value=Decimal(10), part_of="all", counts=Counts.PEOPLE),
    )
    assert figures_of(published(plan)) == {"all": 13, "a": None, "b": None}


def plan_of(*figures: KeyFigure, **fields: Any) -> Plan:
    challenge = Challenge(text="x", key_figures=figures)
    return Plan(id="p", title="P", year=2026, municipality="M", challenge=challenge, **fields)


PLANS = strategies.plans()
THRESHOLDS = st.integers(2, 20)


@st.composite
def plans_with_parts(draw: st.DrawFn) -> Plan:
    """Plans with key figures that are parts of each other, in few units, some held back before."""
    figures: list[KeyFigure] = []
    for index in range(draw(st.integers(1, 6))):
        value = draw(st.integers(0, 25).map(Decimal) | st.none() | st.just(Decimal("3.5")))
        whole = draw(st.sampled_from([None, *(figure.id for figure in figures)]))
        halves = value is not None and value % 1 != 0
        figures.append(
            KeyFigure(
                id=f"f{index}",
                text="x",
                value=value,
                withheld=value is None,
                unit=draw(st.sampled_from([None, "personer", "%"])),
                about=draw(st.booleans()),
                part_of=whole,
                counts=None if halves else draw(st.sampled_from([None, Counts.PEOPLE])),
            )
        )
    return plan_of(*figures)


@given(PLANS | plans_with_parts(), THRESHOLDS)
def test_no_small_count_is_published(plan: Plan, threshold: int) -> None:
    public = published(plan, threshold=threshold)
    counted = [figure for figure in public.key_figures if figure.counts]
    measures = [s.measure for s in public.signs if isinstance(s.measure, Quantitative)]
    counted += [m.baseline for m in measures if m.counts and m.baseline]  # type: ignore[misc]
    assert not any(one.value and is_small(one.value, threshold) for one in counted)


@given(PLANS | plans_with_parts(), THRESHOLDS)
def test_publishing(plan: Plan, threshold: int) -> None:
    public = published(plan, threshold=threshold)
    assert published(public, threshold=threshold) is public
    more = published(plan, threshold=threshold + 1)
    for low, high, own in zip(public.key_figures, more.key_figures, plan.key_figures, strict=True):
        assert low.value in (own.value, None)
        assert high.value in (low.value, None)
        assert own.value != 0 or low.value == 0 or low.counts is None
    if not has_withheld(public):
        assert public is plan
    assert [sign.text for sign in public.signs] == [sign.text for sign in plan.signs]


@given(st.lists(st.integers(1, 20), min_size=2, max_size=5), THRESHOLDS)
def test_the_parts_are_those_of_privacy(sizes: list[int], threshold: int) -> None:
    counts = {"all": sum(sizes), **{f"f{at}": size for at, size in enumerate(sizes)}}
    part_of = {id: "all" for id in counts if id != "all"}
    plan = plan_of(
        *(
            KeyFigure(
                id=id, text="x", value=Decimal(n), part_of=part_of.get(id), counts=Counts.PEOPLE
            )
            for id, n in counts.items()
        )
    )
    public = figures_of(published(plan, threshold=threshold))
    held_back = {id for id, value in public.items() if value is None}
    assert held_back == withheld_parts(counts, part_of, threshold)


@given(PLANS)
@settings(max_examples=30)
def test_what_is_published_is_a_plan_in_every_format(plan: Plan) -> None:
    public = published(plan)
    for name in ("yaml", "json"):
        content = WORKSPACE.render(plan, name)
        assert read_plan(content, suffix=f".{name}", converters=WORKSPACE.converters) == public
        assert WORKSPACE.render(public, name) == content
    check(public, WORKSPACE)


@attrs.frozen
class Vejle:
    """An extension with parts of the model in it."""

    contact: Person
    figures: tuple[KeyFigure, ...]


def test_an_extension_is_published_too() -> None:
    few = KeyFigure(id="few", text="x", value=Decimal(3), counts=Counts.PEOPLE, part_of="all")
    other = KeyFigure(id="other", text="x", value=Decimal(9), counts=Counts.PEOPLE, part_of="all")
    plan = plan_of(
        KeyFigure(id="all", text="x", value=Decimal(12), counts=Counts.PEOPLE),
        extensions=(Extension(name="vejle", value=Vejle(Person(name="Anne"), (few, other))),),
    )
    own: Any = published(plan, without_names=True).extensions[0].value
    assert [figure.value for figure in own.figures] == [None, None]
    assert own.contact.name == "…"


# --- The model ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fields", "paths"),
    [
        ({}, ["value"]),
        ({"value": None}, ["value"]),
        ({"withheld": False}, ["value"]),
        ({"value": Decimal(1), "withheld": True}, ["withheld"]),
        ({"withheld": True}, []),
        ({"value": Decimal(1)}, []),
    ],
)
def test_a_figure_is_given_or_held_back(fields: dict[str, Any], paths: list[str]) -> None:
    told = []
    for make in (lambda: Baseline(**fields), lambda: KeyFigure(id="k", text="K", **fields)):
        try:
            make()
        except InvalidPlan as error:
            told.append([problem.path for problem in error.problems])
        else:
            told.append([])
    assert told == [paths, paths]


HEAD = "format: 1\nid: p\ntitle: P\nyear: 2026\nmunicipality: M\nchallenge:\n  text: C\n"


def test_a_figure_without_a_value_is_told_with_all_else_that_is_wrong() -> None:
    content = (
        f"{HEAD}  key_figures:\n  - {{id: k, text: K}}\n  - {{id: l, text: L, value: 3, part_of: k,\n"
        "    withheld: ja}\n  - {id: m, text: M, value: mange, part_of: nowhere}\n"
    )
    with pytest.raises(InvalidPlan) as caught:
        read_plan(content.encode(), suffix=".yaml", converters=WORKSPACE.converters)
    assert [(one.line, one.path, one.message.da) for one in caught.value.problems] == [
        (9, "challenge/key_figures/k/value", "feltet ”value” mangler"),
        (
            11,
            "challenge/key_figures/l/withheld",
            "et tal, der holdes tilbage (withheld), kan ikke også stå i value; slet et af de to "
            "felter",
        ),
        (12, "challenge/key_figures/m/value", "her skal stå et tal, men der står ”mange”"),
        (
            12,
            "challenge/key_figures/m/part_of",
            "der er intet nøgletal med id’et ”nowhere” i planen",
        ),
    ]


def test_the_checks_do_not_add_up_what_is_held_back(example: Plan) -> None:
    wrong = attrs.evolve(
        example,
        challenge=Challenge(
            text="x",
            key_figures=(
                KeyFigure(id="all", text="x", value=Decimal(40)),
                KeyFigure(id="a", text="x", withheld=True, part_of="all"),
                KeyFigure(id="b", text="x", value=Decimal(30), part_of="all"),
            ),
        ),
    )
    for plan in (published(example), wrong):
        codes = {finding.code for finding in check(plan, WORKSPACE)}
        assert "figures-do-not-add-up" not in codes
        assert "sign-without-baseline" not in codes


# --- What people read -----------------------------------------------------------------------------
def texts_of(view: View) -> list[str]:
    """Every text of what people read, in order."""

    def of(blocks: Sequence[object]) -> list[str]:
        found: list[str] = []
        for block in blocks:
            match block:
                case Paragraph():
                    found.append(block.text)
                case Fact():
                    found.append(f"{block.label}: {block.text}")
                case Table():
                    found += [" | ".join(row) for row in block.rows]
                case Items():
                    for item in block.items:
                        found += [item.text, *of(item.facts)]
        return found

    sections = [inner for one in present(view, "da") for inner in (one, *one.sections)]
    return [text for section in sections for text in of(section.blocks)]


WHY = "Antal under 5 personer vises ikke, bortset fra 0. Det samme gælder tal, som de kan regnes ud fra."


def test_people_read_what_is_not_shown_and_why(example: Plan) -> None:
    texts = texts_of(WORKSPACE.view(example))
    assert texts.count(WHY) == 1
    assert "vises ikke | heraf under 18 år | ikke oplyst" in texts
    assert "vises ikke | heraf 18-24 år | ikke oplyst" in texts  # not to be told apart
    assert "30 personer | heraf over 24 år | ikke oplyst" in texts
    assert "Udgangspunkt: vises ikke (maj 2025, Optælling)" in texts
    assert "Måltal: mindst 4 unge" in texts
    again = texts_of(View.of(published(example)))
    assert "Små antal personer vises ikke. Det samme gælder tal, som de kan regnes ud fra." in again


def test_an_internal_version_says_that_it_is(example: Plan) -> None:
    for language in LANGUAGES:
        source = WORKSPACE.render(example, "markdown", language=language, internal=True).decode()
        said = words.INTERNAL.text(language)
        assert said in source.replace("\\", "")
        assert source.index("Eksempel Kommune") < source.index(said[:20]) < source.index("Anne")
        assert said not in WORKSPACE.render(example, "markdown", language=language).decode()
    assert WORKSPACE.view(example, internal=True).plan is example
    harmless = published(example)
    assert not WORKSPACE.view(harmless, internal=True).internal  # there is nothing to keep inside


def test_a_plan_without_small_counts_is_written_as_it_is() -> None:
    plan = plan_of(
        KeyFigure(id="all", text="x", value=Decimal(350), about=True, counts=Counts.PEOPLE),
        KeyFigure(id="a", text="x", value=Decimal(300), part_of="all", counts=Counts.PEOPLE),
        KeyFigure(id="b", text="x", value=Decimal(47), part_of="all", counts=Counts.PEOPLE),
    )
    assert WORKSPACE.view(plan) == View(plan, threshold=5)
    for name in ("yaml", "json", "markdown"):
        assert WORKSPACE.render(plan, name) == WORKSPACE.render(plan, name, internal=True)
        assert b"withheld" not in WORKSPACE.render(plan, name)


@pytest.mark.parametrize("name", ["yaml", "json", "markdown"])
def test_names_are_left_out_when_asked(example: Plan, name: str) -> None:
    for internal in (True, False):
        source = WORKSPACE.render(example, name, internal=internal, without_names=True).decode()
        assert "Anne" not in source
        assert "Bendtsen" not in source
        assert "Anne" in WORKSPACE.render(example, name, internal=internal).decode()
    assert published(example, without_names=True) == nameless(published(example))
    assert nameless(nameless(example)) == nameless(example)


def test_the_terminal_is_internal(example: Plan, capsys: pytest.CaptureFixture[str]) -> None:
    print_plan(WORKSPACE.view(example, internal=True), "da")
    out = capsys.readouterr().out
    assert "Intern udgave" in out
    assert "Udgangspunkt: 2 unge" in out


# --- The settings and the command line ------------------------------------------------------------
@pytest.mark.parametrize("threshold", [1, 1001, True, "5"])
def test_a_threshold_is_from_2_to_1000(threshold: Any) -> None:
    with pytest.raises(InvalidValue):
        Settings(threshold=threshold)


@pytest.mark.parametrize(
    ("toml", "path", "says"),
    [
        ("[privacy]\nthreshold = 1\n", "privacy/threshold", "mindst 2"),
        ("[privacy]\nthreshold = 1001\n", "privacy/threshold", "højst 1000"),
        ("[privacy]\nthreshold = 2.5\n", "privacy/threshold", "et helt tal"),
        ("[privacy]\ntreshold = 5\n", "privacy/treshold", "Mente du ”threshold”"),
    ],
)
def test_what_is_wrong_with_the_setting(tmp_path: Path, toml: str, path: str, says: str) -> None:
    file = tmp_path / "malplan.toml"
    file.write_text(toml, encoding="utf-8")
    with pytest.raises(InvalidSettings) as caught:
        Settings.from_file(file)
    (problem,) = caught.value.problems
    assert problem.path == path
    assert says in problem.message.da


def test_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("malplan.toml").write_text("[plugins]\nallow = []\n", encoding="utf-8")
    Path("example.yaml").write_text(EXAMPLE, encoding="utf-8")

    def figures(*args: str) -> dict[str, int]:
        result = CliRunner().invoke(cli, [args[0], "example.yaml", *args[1:]])
        assert result.exit_code == 0, result.output
        data = json.loads(result.stdout)
        assert ("owner" in data and data["owner"] is None) is ("--without-names" in args)
        return {one["id"]: one["value"] for one in data["challenge"]["key_figures"]}

    assert figures("render", "--to", "json")["few"] is None
    assert figures("render", "--to", "json", "--internal")["few"] == 3
    assert figures("render", "--to", "json", "--without-names")["few"] is None
    assert figures("render", "--to", "json", "--internal", "--without-names")["few"] == 3
    assert figures("show", "--json")["few"] == 3
    Path("malplan.toml").write_text(
        "[plugins]\nallow = []\n[privacy]\nthreshold = 2\n", encoding="utf-8"
    )
    assert figures("render", "--to", "json")["few"] == 3


def test_a_target_is_no_count_of_people_who_came() -> None:
    measure = Quantitative(
        unit="unge",
        counts=Counts.PEOPLE,
        targets=(Target(kind=TargetKind.AT_LEAST, value=Decimal(4)),),
    )
    action = TrialAction(id="a", title="A", signs=(Sign(id="s", text="S", measure=measure),))
    plan = plan_of(actions=(action,))
    assert published(plan) is plan
