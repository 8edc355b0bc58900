"""The files in another program: LibreOffice sees texts, numbers and days, and computes nothing."""

from __future__ import annotations

import csv
import shutil
import subprocess
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from malplan_tables.outputs.tables import tables_of
from outputs.spreadsheets import csv_of, followed_by_a_third, hostile_view, xlsx_of

MISSING = "LibreOffice Calc is not there; apt-get install libreoffice-calc-nogui"
DANISH = "--infilter=CSV:59,34,76,1,,1030,false,true"
"""Semicolons, quotation marks, UTF-8, from the first line, in Danish, numbers and days as such."""
ALL_SHEETS = "csv:Text - txt - csv (StarCalc):59,34,76,1,,1030,true,true,false,false,false,-1"
PAYLOADS = ("=1+1 ", ' "=1+1;=2+2 ', "@SUM(1;2) ")


def converted(folder: Path, *arguments: str) -> None:
    """Let LibreOffice open files and save them in another format."""
    program = shutil.which("soffice")
    if program is None:
        pytest.fail(MISSING, pytrace=False)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", *arguments]
    done = subprocess.run(command, capture_output=True, timeout=120, cwd=folder, check=False)
    if b"could not be loaded" in done.stderr or b"no export filter" in done.stderr:
        pytest.fail(MISSING, pytrace=False)
    done.check_returncode()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    sources = []
    for at, payload in enumerate(PAYLOADS):
        sources.append(folder / f"hostile-{at}.csv")
        sources[-1].write_bytes(csv_of(hostile_view(payload), table="signs"))
    sources.append(folder / "signs.csv")
    sources[-1].write_bytes(csv_of(followed_by_a_third(), table="signs"))
    converted(folder, DANISH, "--convert-to", "xlsx", *map(str, sources))
    hostile = folder / "book.xlsx"
    hostile.write_bytes(xlsx_of(hostile_view("=1+1 ", internal=True)))
    converted(folder, "--convert-to", ALL_SHEETS, str(hostile))
    return folder


def test_a_danish_file_has_numbers_and_days(folder: Path) -> None:
    sheet = load_workbook(folder / "signs.xlsx").worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    rows = {row[1].value: dict(zip(titles, row, strict=True)) for row in sheet.iter_rows(2)}
    sign = rows["Tegn 2.1"]
    assert sign["Prøvehandling"].value == "Prøvehandling 2: Besøg i foreninger"
    assert (sign["Resultat"].value, sign["Resultat"].data_type) == (33.33, "n")
    assert (sign["Nævner"].value, sign["Enhed"].value) == (3, "%")
    assert sign["Frist til"].value == datetime.combine(date(2026, 5, 31), time())


@pytest.mark.parametrize("at", range(len(PAYLOADS)))
def test_a_hostile_text_of_a_csv_file_is_a_text(folder: Path, at: int) -> None:
    sheet = load_workbook(folder / f"hostile-{at}.xlsx").worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    found = [cell.value for cell in cells if PAYLOADS[at].strip()[:4] in str(cell.value)]
    assert found


def test_a_hostile_text_of_a_workbook_is_shown_as_it_is(folder: Path) -> None:
    compared = 0
    for table in tables_of(hostile_view("=1+1 ", internal=True), "da"):
        with (folder / f"book-{table.title}.csv").open(encoding="utf-8", newline="") as file:
            _, *shown = csv.reader(file, delimiter=";")
        assert len(shown) == len(table.rows)
        for cells, row in zip(shown, table.rows, strict=True):
            for cell, value in zip(cells, row, strict=True):
                if isinstance(value, str):
                    assert cell == value
                    compared += value.startswith("=")
                elif isinstance(value, Decimal):
                    assert Decimal(cell.replace(",", ".")) == value
    assert compared > 20
