"""The workbook: what is written is read back, and nothing in it is computed."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from malplan.messages import LANGUAGES, Language
from malplan.presentation import View
from malplan.testing._generated import views
from malplan.testing.examples import STATUS_DAY, example_plan, example_view
from malplan.workspace import Workspace
from malplan_tables.outputs.cells import Cell
from malplan_tables.outputs.tables import TABLES, tables_of
from malplan_tables.outputs.texts import as_xml_holds_it
from outputs.spreadsheets import hostile_view, xlsx_of

languages = st.sampled_from(LANGUAGES)
SHEETS = {
    "da": [
        *("Status", "Prøvehandlinger", "Tegn", "Måltal", "Milepæle", "Målinger og vurderinger"),
        *("Evaluering og læring", "Nøgletal", "Om planen"),
    ],
    "en": [
        *("Status", "Trial actions", "Signs", "Targets", "Milestones", "Observations"),
        *("Evaluation and learning", "Key figures", "About the plan"),
    ],
}
PAYLOADS = (
    "=1+1 ",
    "+",
    "-",
    "@",
    '=HYPERLINK("http://example.org";"x") ',
    "#N/A ",
    "_x003D_1",
    "{=1}",
)


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def as_read(cell: Cell) -> object:
    match cell:
        case Decimal():
            return float(cell)
        case datetime():
            return cell
        case date():
            return datetime.combine(cell, time())
        case str():
            return as_xml_holds_it(cell)
        case _:
            return None


@settings(max_examples=15)
@given(st.sampled_from(views(12)), languages)
def test_what_is_written_is_read_back(view: View, language: Language) -> None:
    workbook = opened(xlsx_of(view, language))
    for table in tables_of(view, language):
        header, *rows = workbook[table.title].iter_rows(values_only=True)
        assert list(header) == [as_xml_holds_it(column.title) for column in table.columns]
        assert rows == [tuple(map(as_read, row)) for row in table.rows]


@settings(max_examples=5)
@given(st.sampled_from(views(12)), languages)
def test_the_same_view_gives_the_same_bytes(view: View, language: Language) -> None:
    assert xlsx_of(view, language) == xlsx_of(view, language)


def test_the_clock_is_in_none_of_it() -> None:
    content = xlsx_of(example_view())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core) == [f"{STATUS_DAY}T00:00:00Z"] * 2


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("internal", [False, True])
def test_every_text_is_a_text(payload: str, internal: bool) -> None:
    content = xlsx_of(hostile_view(payload, internal=internal))
    found = 0
    for sheet in opened(content):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n", "d")
                assert cell.hyperlink is None
                if isinstance(cell.value, str) and cell.value.startswith(tuple("=+-@")):
                    assert cell.quotePrefix
                    found += 1
    assert found or not payload.startswith(tuple("=+-@"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            assert b"<f>" not in part
            assert b"<f " not in part
            assert b"externalLink" not in part


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheets_are_set_for_reading(language: Language) -> None:
    workbook = opened(xlsx_of(example_view(), language))
    assert workbook.sheetnames == SHEETS[language]
    assert len(SHEETS[language]) == len(TABLES) - 1  # the log is not for everybody
    for sheet in workbook:
        assert sheet.freeze_panes in ("A2", "C2")
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.print_title_rows == "$1:$1"
        assert all(cell.alignment.wrap_text for cell in sheet[1])
        letters = [get_column_letter(at) for at in range(1, sheet.max_column + 1)]
        assert all(10 < sheet.column_dimensions[letter].width < 100 for letter in letters)


def test_an_internal_workbook_opens_with_the_note() -> None:
    content = xlsx_of(example_view(internal=True, with_log=True))
    workbook = opened(content)
    first = workbook.worksheets[0]
    assert workbook.active is first
    assert first.title == "Om planen"
    assert workbook.sheetnames == [SHEETS["da"][-1], *SHEETS["da"][:-1], "Log"]
    assert str(first["B2"].value).startswith("Intern udgave: ")
    for sheet in workbook.worksheets[1:]:
        assert sheet.cell(1, sheet.max_column).value == "Intern udgave"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        for name in sheets:
            assert b"<oddHeader>&amp;CIntern udgave: " in archive.read(name)


def test_days_and_numbers_are_what_they_are() -> None:
    sheet = opened(xlsx_of(example_view()))["Tegn"]
    titles = [cell.value for cell in sheet[1]]
    rows = {row[1].value: dict(zip(titles, row, strict=True)) for row in sheet.iter_rows(2)}
    due = rows["Tegn 2.1"]["Frist til"]
    assert due.value == datetime.combine(date(2026, 5, 31), time())
    assert due.number_format == "dd\\-mm\\-yyyy"
    result = rows["Tegn 2.1"]["Resultat"]
    assert (result.value, result.number_format) == (60, "#,##0")
    assert rows["Tegn 1.1"]["Resultat"].value == "vises ikke"


def test_a_row_is_high_enough_for_its_text() -> None:
    sheet = opened(xlsx_of(hostile_view("meget lang " * 60)))["Status"]
    heights = [sheet.row_dimensions[row].height or 0 for row in range(1, sheet.max_row + 1)]
    assert heights[1] > 100
    assert max(heights) <= 409


def test_a_moment_shows_the_clock() -> None:
    sheet = opened(xlsx_of(example_view(internal=True, with_log=True)))["Log"]
    titles = [cell.value for cell in sheet[1]]
    recorded = sheet.cell(2, titles.index("Registreret") + 1)
    assert recorded.value == datetime.fromisoformat(f"{STATUS_DAY}T11:00")
    assert str(recorded.number_format).endswith("hh:mm")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no os.openpty")
def test_a_terminal_is_not_filled_with_a_workbook(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_bytes(Workspace(find_plugins=lambda: ()).render(example_plan(), "json"))
    command = [sys.executable, "-m", "malplan", "render", str(plan), "--to", "xlsx"]
    ours, theirs = os.openpty()
    shown = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, check=False)
    assert shown.returncode == 2
    assert "-o FIL" in shown.stderr.decode()
    os.close(theirs)
    os.close(ours)
    piped = subprocess.run([*command, "-o", "-"], capture_output=True, check=True)
    assert zipfile.is_zipfile(io.BytesIO(piped.stdout))
