"""Other words on the same model: SMTTE, and a municipality's own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import attrs
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from malplan import SMTTE, InvalidPlan, Plan, Vocabulary, Workspace, json_schema
from malplan.cli import cli
from malplan.convert import Form
from malplan.loading import read_plan
from malplan.messages import LANGUAGES, Language, labels

EXAMPLE = Path(__file__).parents[1] / "docs" / "examples" / "smtte-eksempel.yaml"
TEXT = EXAMPLE.read_text(encoding="utf-8")
OWN = Vocabulary(**{field.name: f"Ord-{field.name}" for field in attrs.fields(Vocabulary)})


@pytest.fixture
def smtte(workspace: Workspace) -> Plan:
    return workspace.load(EXAMPLE)


def headings(workspace: Workspace, plan: Plan, language: Language) -> list[str]:
    text = workspace.render(plan, "markdown", language=language).decode()
    return re.findall(r"^#{2,} (.*)$", text, re.MULTILINE)


def test_the_example_is_plainly_one_and_checks_without_findings(
    workspace: Workspace, smtte: Plan
) -> None:
    assert smtte.title.startswith("Eksempel:")
    assert smtte.municipality == "Eksempelkommune"
    assert smtte.vocabulary == SMTTE
    assert workspace.check(smtte) == ()


def test_its_words_are_printed_in_markdown(workspace: Workspace, smtte: Plan) -> None:
    action = "Tiltag 1: Eleverne spiser på to hold"
    assert headings(workspace, smtte, "da") == [
        *("Mål", "Sammenhæng", action, "Tegn", "Milepælsplan", "Evaluering", "Læring")
    ]
    assert headings(workspace, smtte, "en") == [
        *("Mål", "Sammenhæng", action, "Tegn", "Milestone plan", "Evaluering", "Learning")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_words_are_printed_in_the_terminal(language: Language) -> None:
    result = CliRunner().invoke(cli, ["show", str(EXAMPLE), "--lang", language])
    assert result.exit_code == 0
    for word in (
        "SMTTE-plan 2026",
        "Sammenhæng ──",
        "Tiltag 1: ",
        "\nTegn\n",
        ": mål 1\n",
        "Evaluering ──",
    ):
        assert word in result.stdout
    for word in ("prøvehandling", "trial action", "udfordring", "challenge", "goals", "signs"):
        assert word not in result.stdout.lower()


def test_the_same_model_lies_beneath(workspace: Workspace, smtte: Plan) -> None:
    without = TEXT.replace("vocabulary: smtte\n", "")
    plain = read_plan(without.encode(), suffix=".yaml", converters=workspace.converters)
    assert plain == attrs.evolve(smtte, vocabulary=None)
    assert headings(workspace, plain, "da")[:3] == [
        *("Mål", "Udfordring", "Prøvehandling 1: Eleverne spiser på to hold")
    ]
    worse = attrs.evolve(smtte, actions=(attrs.evolve(smtte.actions[0], hypothesis=None),))
    plain = attrs.evolve(worse, vocabulary=None)
    assert workspace.check(worse) == workspace.check(plain) != ()


def test_a_name_is_written_back_in_yaml_and_words_in_json(
    workspace: Workspace, smtte: Plan
) -> None:
    assert b"\nvocabulary: smtte\n" in workspace.render(smtte, "yaml")
    assert json.loads(workspace.render(smtte, "json"))["vocabulary"]["challenge"] == "Sammenhæng"
    spelt = attrs.evolve(smtte, vocabulary=attrs.evolve(SMTTE, actions="Indsatser"))
    assert b"\n  actions: Indsatser\n" in workspace.render(spelt, "yaml")
    for plan in (smtte, spelt):
        for form in ("yaml", "json"):
            content = workspace.render(plan, form)
            again = read_plan(content, suffix=f".{form}", converters=workspace.converters)
            assert again == plan


@pytest.mark.parametrize("name", ["SMTTE", "smte", "", "../etc"])
def test_a_name_that_there_is_not(name: str, workspace: Workspace) -> None:
    content = TEXT.replace("vocabulary: smtte", f"vocabulary: '{name}'").encode()
    with pytest.raises(InvalidPlan) as caught:
        read_plan(content, suffix=".yaml", converters=workspace.converters, file="x")
    (problem,) = caught.value.problems
    assert (problem.line, problem.path) == (7, "vocabulary")
    assert f"der hedder ”{name}”; skriv ”smtte”" in problem.message.da
    assert f"named “{name}”; write “smtte”" in problem.message.en


EVERYTHING = """\
format: 1
id: p
title: P
year: 2026
municipality: M
owner: {name: A}
coordinators: [{name: B}]
workplaces: [{name: C}]
goals: [{id: g, text: G}]
target_group: {text: T}
objectives: [{id: o, text: O, policy: {title: P}}]
challenge: {text: C, key_figures: [{id: k, text: K, value: 1}]}
actions:
- id: a
  title: A
  hypothesis: H
  signs: [{id: s, text: S, leads_to: [g, s2]}, {id: s2, text: S}]
  milestones: [{id: m, text: M}, {id: n, text: N, after: [m]}]
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_can_be_replaced_everywhere(language: Language, workspace: Workspace) -> None:
    assert {field.name for field in attrs.fields(Vocabulary)} == set(labels.HEADINGS)
    plan = read_plan(EVERYTHING.encode(), suffix=".yaml", converters=workspace.converters)
    for actions in (plan.actions, ()):
        own = attrs.evolve(plan, vocabulary=OWN, actions=actions)
        text = workspace.render(own, "markdown", language=language).decode().replace("\\", "")
        wanted = set(labels.HEADINGS) - (
            {"actions"}
            if actions
            else {"action", "hypothesis", "sign", "signs", "milestone", "milestones", "goal"}
        )
        assert set(re.findall(r"[Oo]rd-(\w+)", text)) == wanted
        assert "trial action" not in text.lower()
        assert "prøvehandling" not in text.lower()


def test_a_word_is_small_inside_a_sentence_unless_it_is_an_abbreviation(
    workspace: Workspace,
) -> None:
    plan = read_plan(EVERYTHING.encode(), suffix=".yaml", converters=workspace.converters)
    for word, said in (("KPI", "KPI 1.2"), ("Indikator", "indikator 1.2")):
        own = attrs.evolve(plan, vocabulary=Vocabulary(sign=word))
        assert f"Fører til: mål 1, {said}\n" in workspace.render(own, "markdown").decode()


def test_findings_are_in_the_words_of_the_method_and_places_in_the_plan_s(
    smtte: Plan, workspace: Workspace, tmp_path: Path
) -> None:
    plan = attrs.evolve(smtte, vocabulary=OWN)
    sign = attrs.evolve(plan.actions[0].signs[0], how=None, measure=None)
    plan = attrs.evolve(plan, actions=(attrs.evolve(plan.actions[0], signs=(sign,)),))
    path = tmp_path / "plan.yaml"
    path.write_bytes(workspace.render(plan, "yaml"))
    said = CliRunner().invoke(cli, ["check", str(path)]).stdout
    assert "prøvehandlingens tegn" in said
    assert "Ord-action 1: Eleverne" in said
    assert "Ord-sign 1.1: Der er" in said


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_the_schema_takes_a_name_or_words(form: Form) -> None:
    validator = Draft202012Validator(json_schema(form))
    plan = {"id": "p", "title": "P", "year": 2026, "municipality": "M"}
    for good in ("smtte", {"actions": "Tiltag"}, {}, None):
        assert validator.is_valid({**plan, "vocabulary": good}), good
    for bad in ("SMTTE", "", 5, ["smtte"], {"action": ["x"]}, {"word": "x"}):
        assert not validator.is_valid({**plan, "vocabulary": bad}), bad
    assert not validator.is_valid({**plan, "id": "p" * 101})
