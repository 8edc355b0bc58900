"""What a plan may say of a table, and what is told where it contradicts itself."""

from __future__ import annotations

import inspect
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from malplan import Workspace
from malplan.errors import InvalidPlan
from malplan.periods import Period
from malplan_tables import TableSettings
from malplan_tables.settings import By, What, folded

PLAN = """
format: 1
id: eksempel
title: Et eksempel
year: 2026
municipality: Eksempel Kommune
goals:
- id: kom-med
  text: Flere kommer med
actions:
- id: workshop
  title: Åben workshop
  signs:
  - id: fremmoede
    text: Hvor mange der kommer
    measure: {kind: quantitative, unit: deltagere, combine: sum, counts: people}
    source:
      text: Fremmødelisten
      name: tables
      settings:
"""


def read(tmp_path: Path, settings: str) -> Any:
    lines = "\n".join(f"        {line}" for line in settings.splitlines())
    (tmp_path / "eksempel.yaml").write_text(f"{PLAN}{lines}\n", "utf-8")
    plan = Workspace().load(str(tmp_path / "eksempel.yaml"))
    return plan.actions[0].signs[0].source


def test_a_plan_says_what_is_counted(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        "files: [lister/*.csv, svar.xlsx]\ndate: Dato\nwhat: share\ncolumn: Svar\n"
        "scale: [Nej, Ja]\nat_least: Ja\nwhere: {Hold: A, Aar: 2026}\nby: half_year",
    )
    assert source.settings == TableSettings(
        files=("lister/*.csv", "svar.xlsx"),
        date="Dato",
        what=What.SHARE,
        column="Svar",
        scale=("Nej", "Ja"),
        at_least="Ja",
        where={"Hold": "A", "Aar": "2026"},
        by=By.HALF_YEAR,
    )


def test_a_file_may_speak_of_one_time(tmp_path: Path) -> None:
    source = read(tmp_path, "file: marts.csv\non: marts 2026")
    assert source.settings.on == Period.parse("marts 2026")


def test_all_contradictions_are_told_with_their_places(tmp_path: Path) -> None:
    settings = "files: [a.csv, ../b.csv, /c.csv]\nwhat: share\nscale: [Ja, ja]\nby: week\non: fra marts 2026"
    with pytest.raises(InvalidPlan) as caught:
        read(tmp_path, settings)
    place = "actions/workshop/signs/fremmoede/source/settings"
    assert {problem.path for problem in caught.value.problems} == {
        f"{place}/{name}"
        for name in ("files/1", "files/2", "scale", "at_least", "column", "by", "on")
    }
    assert all(problem.line for problem in caught.value.problems)


def wrong(**settings: Any) -> set[str]:
    """The fields that are wrong."""
    with pytest.raises(InvalidPlan) as caught:
        TableSettings(**settings)
    return {problem.path for problem in caught.value.problems}


@pytest.mark.parametrize("what", [What.SUM, What.MEAN, What.DISTINCT])
def test_what_needs_a_column_says_so(what: What) -> None:
    assert wrong(file="a.csv", date="dato", what=what) == {"column"}
    assert TableSettings(file="a.csv", date="dato", what=what, column="n").grouped is By.DAY


@pytest.mark.parametrize(
    ("settings", "fields"),
    [
        ({}, {"file", "date"}),
        ({"file": "a", "files": ("b",), "date": "d"}, {"file"}),
        ({"file": "a", "date": "d", "on": Period.parse("2026")}, {"date"}),
        ({"file": "a", "date": "d", "column": "n"}, {"column"}),
        ({"file": "a", "date": "d", "at_least": "1", "scale": ("a", "b")}, {"at_least", "scale"}),
        ({"file": "a", "date": "d", "headings": 0}, {"headings"}),
        ({"file": "a", "date": "d", "least_answers": 0}, {"least_answers"}),
        ({"file": "a", "date": "d", "where": {"x": 1}}, {"where"}),
        ({"file": "a", "date": "d", "where": ("x",)}, {"where"}),
    ],
)
def test_what_contradicts_itself_is_told(settings: dict[str, Any], fields: set[str]) -> None:
    assert wrong(**settings) == fields


@pytest.mark.parametrize("least", ["Ja", "3 af 5", "", "1.000,5"])
def test_what_counts_is_a_number_or_on_the_scale(least: str) -> None:
    share = {"file": "a", "date": "d", "what": What.SHARE, "column": "svar"}
    assert wrong(**share, at_least=least) == {"at_least"}
    assert wrong(**share, at_least="Måske", scale=("Nej", "Ja")) == {"at_least"}


@pytest.mark.parametrize(
    "name",
    [
        *("../a.csv", "a/../../b.csv", "/etc/passwd", "C:\\a.csv", "\\\\server\\a.csv", "a\\..\\b"),
        *("~/a.csv", "c:a.csv", "\\a.csv"),
    ],
)
def test_a_name_that_leaves_the_folder_is_refused(name: str) -> None:
    assert wrong(file=name, date="dato") == {"file"}


def test_every_setting_is_explained() -> None:
    import attrs

    explained = inspect.getdoc(TableSettings) or ""
    for field in attrs.fields(TableSettings):
        assert f"\n    {field.name}: " in explained


def test_plans_and_settings_have_hashes(tmp_path: Path) -> None:
    text = "file: a.csv\ndate: Dato\nwhere: {Hold: A}"
    one, other = read(tmp_path, text), read(tmp_path, text)
    assert one == other
    assert hash(one) == hash(other) == hash(read(tmp_path, text))
    assert hash(Workspace().load(str(tmp_path / "eksempel.yaml")))
    assert one.settings != read(tmp_path, text.replace("A}", "B}")).settings


@pytest.mark.parametrize("name", ["Hold Å ", "Hold A\u030a"])
def test_what_is_filtered_twice_is_told(name: str) -> None:
    assert wrong(file="a", date="d", where={"Hold Å": "x", name: "y"}) == {"where"}


def test_filters_are_composed() -> None:
    filters = TableSettings(file="a", date="d", where={" A\u030ar": "O\u0308 "}).where
    assert filters == {"År": "Ö"}


@given(st.text(max_size=8))
@example("J\u030c")
@example("\u1fb3\u0304")
def test_texts_are_compared_without_regard_to_how_they_are_written(text: str) -> None:
    small = unicodedata.normalize("NFD", text).casefold()
    for form in (small, f" {text}\u00a0", folded(text)):
        assert folded(form) == folded(text)
    for how in ("NFC", "NFD"):
        assert folded(unicodedata.normalize(how, text)) == folded(text)


def test_settings_hide_cpr_numbers() -> None:
    assert "010203" not in repr(TableSettings(file="010203-1234.csv", date="dato"))
