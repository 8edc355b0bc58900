"""Sources as a plan names them, key figures beside the newest, and the commands of both."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import bank
import pytest
from bank import Ask, tables
from banking import new_bank, workspace  # noqa: F401 - pytest finds new_bank here
from logs import run, run_json

from malplan import (
    InvalidPlan,
    InvalidSettings,
    KeyFigure,
    Message,
    Period,
    Plan,
    Settings,
    load_plan,
)
from malplan.convert import Converters
from malplan.data_sources import DataSource
from malplan.errors import SourceFailed
from malplan.loading import read_plan
from malplan.model import Challenge
from malplan.sources import Reading

# --- In a plan ------------------------------------------------------------------------------------
FILE = """\
format: 1
id: {id}
title: Et eksempel
year: 2026
municipality: Eksempelkommunen
challenge:
  text: Tallet er for højt
  key_figures:
    - id: uden
      text: unge uden uddannelse og job
      value: 350
      as_of: 2025
      source:
        name: bank
        text: En bank
        settings: {table: figurer}
    - {id: alle, text: alle unge, value: 1000, source: Eget skøn}
actions:
  - id: workshop
    title: Workshop
    signs:
      - id: kom
        text: De unge kommer
        source:
          name: bank
          settings:
            table: lister
        measure: {kind: quantitative, unit: unge, combine: sum}
      - {id: glade, text: De er glade, source: Vores eget skema}
"""


def plan_file(tmp_path: Path, text: str = FILE) -> Path:
    file = tmp_path / "eksempel.yaml"
    file.write_text(text.replace("{id}", "eksempel"), encoding="utf-8")
    return file


def test_a_source_is_words_or_a_name_with_settings(tmp_path: Path) -> None:
    log = workspace()
    plan = load_plan(plan_file(tmp_path), log)
    kom, glade = plan.signs
    assert kom.source == DataSource(name="bank", settings=Ask(table="lister"))
    assert glade.source == DataSource(text="Vores eget skema")
    for form in ("yaml", "json"):
        written = tmp_path / f"igen.{form}"
        written.write_bytes(log.render(plan, form, internal=True))
        assert load_plan(written, log) == plan
    assert json.loads(log.render(plan, "json"))["actions"][0]["signs"][1]["source"] == (
        "Vores eget skema"
    )
    shown = log.render(plan, "markdown").decode()
    assert "Vores eget skema" in shown
    assert "En bank" in shown


WRONG = {
    ("table: lister", "tabel: lister"): ("signs/kom/source/settings/tabel", "table"),
    ("table: lister", "table: lister\n            rows: mange"): (
        "signs/kom/source/settings/rows",
        "mange",
    ),
    ("table: lister", "table: lister\n            at: engang"): (
        "signs/kom/source/settings/at",
        "engang",
    ),
    ("- id: kom\n        text: De unge kommer\n        source:\n          name: bank",) * 1
    + ("- id: kom\n        text: De unge kommer\n        source:\n          name: banken",): (
        "signs/kom/source/name",
        "bank",
    ),
    ("source: Eget skøn", "source: ''"): ("key_figures/alle/source", ""),
    ("source: Eget skøn", "source: {settings: {table: x}}"): ("key_figures/alle/source", "name"),
}


@pytest.mark.parametrize("change", WRONG, ids=range(len(WRONG)))
def test_a_wrong_setting_is_a_problem_with_its_line(
    tmp_path: Path, change: tuple[str, str]
) -> None:
    place, said = WRONG[change]
    assert change[0] in FILE
    text = FILE.replace(*change).replace("year: 2026", "year: 26")
    with pytest.raises(InvalidPlan) as error:
        load_plan(plan_file(tmp_path, text), workspace())
    found = {problem.path: problem for problem in error.value.problems}
    assert any(path.endswith("year") for path in found)  # all problems at once
    problem = next(one for path, one in found.items() if place in path)
    assert problem.line is not None
    assert said in problem.message.en + problem.message.da
    assert len(found) <= 3


def test_all_problems_of_settings_are_told_at_once(tmp_path: Path) -> None:
    text = FILE.replace(
        "            table: lister",
        "            tabel: lister\n            rows: mange\n            at: engang",
    )
    with pytest.raises(InvalidPlan) as error:
        load_plan(plan_file(tmp_path, text), workspace())
    lines = FILE.splitlines()
    first = next(at for at, line in enumerate(lines, 1) if "table: lister" in line)
    told = {problem.path.rpartition("/")[2]: problem.line for problem in error.value.problems}
    assert told == {"tabel": first, "table": first - 1, "rows": first + 1, "at": first + 2}


def test_nothing_is_written_beside_what_is_said(installed: Any) -> None:
    installed.tables["lister"] = []
    text = FILE.replace(
        "- {id: glade",
        "- id: to\n        text: To\n        source: {name: bank, settings: {table: lister}}\n      - {id: glade",
    )
    plan_file(Path.cwd(), text)
    said = run("fetch", "eksempel.yaml", "--lang", "en").stderr
    assert said == "Note: kom: an example\nNote: to: an example\n"


# --- Key figures ----------------------------------------------------------------------------------
def test_figures_show_nothing_that_is_ahead(tmp_path: Path) -> None:
    log = workspace()
    plan = load_plan(plan_file(tmp_path), log)
    past, ahead = (
        Reading(period=Period.parse(year), value=Decimal(1)) for year in ("2025", "2040")
    )
    tables["figurer"] = [past, ahead]
    assert log.figures(plan)[0].newest == past


def test_figures_show_the_newest_and_leave_the_plan_alone(tmp_path: Path) -> None:
    log = workspace()
    plan = load_plan(plan_file(tmp_path), log)
    before = attrs.evolve(plan)
    newest = Reading(period=Period.parse("april 2026"), value=Decimal(330))
    tables["figurer"] = [newest, Reading(period=Period.parse("2025"), value=Decimal(352))]
    uden, alle = log.figures(plan)
    assert uden.newest == newest
    assert uden.provenance is not None
    assert (alle.newest, alle.error) == (None, None)
    assert plan == before
    tables["figurer"] = SourceFailed(Message(da="lukket", en="closed"))
    uden, _ = log.figures(plan)
    assert uden.newest is None
    assert "closed" in str(uden.error)


# --- On the command line --------------------------------------------------------------------------
@pytest.fixture
def installed(install: Callable[..., str], tmp_path: Path) -> Any:
    """The bank as a plugin of its own, and a folder with the plan; gives the plugin's module."""
    name = install("malplan-bank", Path(bank.__file__).read_text(encoding="utf-8"))
    settings = 'store = "bank://"\n[plugins]\nallow = ["malplan-bank"]\n'
    (tmp_path / "malplan.toml").write_text(settings, encoding="utf-8")
    plan_file(tmp_path)
    import importlib

    return importlib.import_module(name)


def test_fetch_says_what_is_new(installed: Any) -> None:
    held = installed.day(2, Decimal(12)), installed.day(9, Decimal(4))
    installed.tables["lister"] = held
    first = run("fetch", "eksempel.yaml").output
    assert "kom" in first
    assert "udgave" in first  # that the plan was adopted
    assert "et eksempel" in first
    found = run_json("fetch", "eksempel.yaml", "--sign", "kom", "--since", "2026-03-05")
    (result,) = found["results"]
    assert (result["new"], result["corrected"], result["unchanged"]) == ([], [], 1)
    assert result["provenance"]["licence"] == "CC BY 4.0, En bank"
    log = run("log", "eksempel.yaml").output
    assert "Hentet fra" in log
    records = run_json("log", "eksempel.yaml")
    assert [one["provenance"]["source"] for one in records if one["kind"] == "observation"] == [
        "bank",
        "bank",
    ]


def test_a_failure_is_told_and_the_exit_code_says_so(installed: Any) -> None:
    installed.tables["lister"] = installed.malplan.errors.SourceFailed(
        Message(da="banken har lukket", en="the bank is closed")
    )
    assert "banken har lukket" in run("fetch", "eksempel.yaml", code=2).output
    data = json.loads(run("fetch", "eksempel.yaml", "--json", code=2).stdout)
    assert data["results"][0]["error"]["en"] == "the bank is closed"


def test_figures_beside_the_newest(installed: Any) -> None:
    installed.tables["figurer"] = [
        installed.Reading(period=Period.parse("april 2026"), value=Decimal("330.5"))
    ]
    text = run("figures", "eksempel.yaml").output
    assert "330,5" in text
    assert "april 2026" in text
    assert "ingen datakilde" in text
    data = run_json("figures", "eksempel.yaml")
    assert data["figures"][0]["newest"]["value"] == 330.5
    assert data["figures"][0]["value"] == 350


def test_figures_need_no_log(installed: Any, tmp_path: Path) -> None:
    (tmp_path / "malplan.toml").write_text('[plugins]\nallow = ["malplan-bank"]\n', "utf-8")
    installed.tables["figurer"] = [
        installed.Reading(period=Period.parse("april 2026"), value=Decimal("330.5"))
    ]
    assert "330,5" in run("figures", "eksempel.yaml").output
    assert "ingen plan ”eksempl”" in run("figures", "eksempl", code=2).stderr
    assert "pip install malplan-sql" in run("fetch", "eksempel.yaml", code=2).stderr


def test_a_figure_whose_source_fails_is_told_and_the_exit_code_says_so(installed: Any) -> None:
    installed.tables["figurer"] = installed.malplan.errors.SourceFailed(
        Message(da="banken har lukket", en="the bank is closed")
    )
    result = run("figures", "eksempel.yaml", code=2)
    assert "banken har lukket" in result.stderr
    assert "mislykkedes" in result.stdout
    assert "350" in result.stdout  # what the plan says is shown all the same


def test_a_figure_may_be_a_step(installed: Any) -> None:
    installed.tables["figurer"] = [
        installed.Reading(period=Period.parse("april 2026"), step="meget")
    ]
    assert "meget" in run("figures", "eksempel.yaml").output


def test_a_source_may_know_little_of_a_table(
    installed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def describe(self: object, table: str, **_: object) -> Any:
        return installed.Description(id=table, title="Lidt")

    monkeypatch.setattr(installed.Bank, "describe", describe)
    text = run("sources", "describe", "bank", "lister").output
    assert "Lidt" in text
    assert "name: bank" not in text
    monkeypatch.delattr(installed.Bank, "describe")
    assert "bank" in run("sources", "describe", "bank", "lister", code=2).stderr


def test_sources_and_what_they_hold(installed: Any) -> None:
    text = run("sources").output
    for said in (
        "En bank (eksempel)",
        "Tilvalg med --set",
        "Indstillinger i planen",
        "table, [rows]",
    ):
        assert said in text
    (one,) = run_json("sources")
    assert (one["name"], one["options"]) == ("bank", ["base_url", "token"])
    assert [held["name"] for held in one["settings"]] == ["table", "rows", "at"]
    assert [held["required"] for held in one["settings"]] == [True, False, False]
    text = run("sources", "describe", "bank", "lister").output
    for said in ("Eksempel", "Område", "101 (Nord)", "personer", "table: lister", "name: bank"):
        assert said in text
    data = run_json("sources", "describe", "bank", "lister")
    assert data["parts"][0]["values"][1] == {"id": "147", "title": "Syd"}
    assert "statbank" in run("sources", "describe", "statbank", "X", code=2).output


def test_files_are_beside_the_plan_or_where_it_is_said(installed: Any, tmp_path: Path) -> None:
    installed.tables["lister"] = []
    (tmp_path / "malplan.toml").rename(tmp_path / "other.toml")
    (tmp_path / "planer").mkdir()
    (tmp_path / "eksempel.yaml").rename(tmp_path / "planer" / "eksempel.yaml")
    store = ("--store", "bank://")
    run("fetch", "planer/eksempel.yaml", *store)
    run("fetch", "planer/eksempel.yaml", "--folder", ".", *store)
    (tmp_path / "malplan.toml").write_text('data = "lister"', encoding="utf-8")
    run("fetch", "planer/eksempel.yaml", *store)
    folders = [request.folder.resolve() for request in installed.asked]
    assert folders == [tmp_path / "planer", tmp_path, tmp_path / "lister"]


def test_a_plan_without_sources_says_so(installed: Any, tmp_path: Path) -> None:
    text = FILE[: FILE.index("challenge:")]
    (tmp_path / "tom.yaml").write_text(text.replace("{id}", "tom"), encoding="utf-8")
    assert "ingen tegn med en datakilde" in run("fetch", "tom.yaml").output
    assert "ingen nøgletal" in run("figures", "tom.yaml").output


def test_the_schema_knows_the_settings(installed: Any) -> None:
    schema = json.loads(run("schema").stdout)
    assert "Ask" in schema["$defs"]
    assert "bank" in schema["$defs"]["data_source"]["properties"]["name"]["enum"]


def test_the_settings_of_sources_are_checked(tmp_path: Path) -> None:
    file = tmp_path / "malplan.toml"
    file.write_text("[sources]\nbank = 3\n", encoding="utf-8")
    with pytest.raises(InvalidSettings, match="sources/bank"):
        Settings.from_file(file)
    (tmp_path / "data").mkdir()
    file.write_text('data = "data"\n[sources.bank]\nbase_url = "x"\n', encoding="utf-8")
    found = Settings.from_file(file)
    assert found.data_folder == tmp_path / "data"
    assert found.sources == {"bank": {"base_url": "x"}}


def test_a_key_figure_can_be_made_with_words() -> None:
    figure = KeyFigure(id="a", text="A", value=Decimal(1), source="Jobindsats")
    assert figure.source == DataSource(text="Jobindsats")
    assert Challenge(text="T", key_figures=(figure,)).key_figures[0].source is figure.source


def test_what_people_should_know_of_recording_is_told(
    install: Callable[..., str], installed: Any, tmp_path: Path
) -> None:
    install(
        "malplan-listens",
        "import malplan\n@malplan.hookimpl\ndef malplan_recorded(plan, record):\n    1 / 0\n"
        "@malplan.hookimpl\ndef malplan_register(registry): pass\n",
    )
    file = tmp_path / "malplan.toml"
    file.write_text(file.read_text("utf-8").replace('"]', '", "malplan-listens"]'), "utf-8")
    installed.tables["lister"] = [installed.day(2, Decimal(12))]
    result = run("fetch", "eksempel.yaml")
    assert "malplan-listens" in result.stderr
    assert "kom" in result.stdout


def test_the_settings_of_a_source_are_texts_too() -> None:
    with pytest.raises(InvalidPlan) as caught:
        DataSource(name="bank", settings=Ask(table="a\x00b"))
    assert [one.path for one in caught.value.problems] == ["settings/table"]


def test_what_is_no_source_is_told() -> None:
    wrong: Any = 5
    with pytest.raises(InvalidPlan, match="source"):
        KeyFigure(id="a", text="A", value=Decimal(1), source=wrong)


def test_settings_of_no_class_are_written_as_they_are() -> None:
    source = DataSource(name="bank", settings={"table": "lister"})
    figure = KeyFigure(id="a", text="A", value=Decimal(1), source=source)
    plan = Plan(
        id="p", title="P", year=2026, municipality="M",
        challenge=Challenge(text="T", key_figures=(figure,)),
    )  # fmt: skip
    (written,) = json.loads(workspace().render(plan, "json"))["challenge"]["key_figures"]
    assert written["source"]["settings"] == {"table": "lister"}


@pytest.mark.parametrize("name", ["jobindsats", 5])
def test_a_source_that_nobody_brings_is_a_problem(tmp_path: Path, name: object) -> None:
    text = f"{FILE[: FILE.index('challenge:')]}actions:\n- id: a\n  title: A\n  signs:\n  - id: s\n    text: S\n"
    content = f"{text}    source: {{name: {name}}}\n".replace("{id}", "p").encode()
    with pytest.raises(InvalidPlan) as caught:
        read_plan(content, suffix=".yaml", converters=Converters())
    (told,) = caught.value.problems
    assert (told.line, told.path) == (12, "actions/a/signs/s/source/name")
