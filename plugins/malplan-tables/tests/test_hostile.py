"""Files that were made to do harm, or that are broken."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lists import SOURCE, fetch, new_folder, write_csv, write_excel

from malplan.errors import InvalidValue
from malplan_tables import excel_files, letters
from malplan_tables.settings import Encoding, What

ROWS = [["dato", "navn"], ["5-3-2026", "Anna Eksempel"]]


def told(folder: Path, name: str) -> str:
    with pytest.raises(InvalidValue) as caught:
        fetch(folder, file=name, date="dato")
    assert str(folder) not in str(caught.value)
    assert "Anna" not in str(caught.value)
    return caught.value.message.da


# --- Paths ----------------------------------------------------------------------------------------
@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a list, beside one that nobody may read."""
    inside = tmp_path / "plan"
    (inside / "lister").mkdir(parents=True)
    write_csv(tmp_path / "udenfor.csv", ROWS)
    write_csv(inside / "lister" / "a.csv", ROWS)
    return inside


@pytest.mark.parametrize("name", ["lister/a.csv", "lister/*.csv", "**/a.csv", "./lister/a.csv"])
def test_what_is_inside_is_read(folder: Path, name: str) -> None:
    gave = fetch(folder, file=name, date="dato")
    assert gave.readings[0].value == 1
    asked = f"”{name}” (1 fil): " if "*" in name else "lister/a.csv: "
    assert gave.provenance.query.startswith(asked)
    assert str(folder) not in repr(gave)


@pytest.mark.parametrize("name", ["link.csv", "lin*.csv", "mappe/udenfor.csv", "mappe/*.csv"])
def test_a_link_that_leads_out_is_refused(folder: Path, name: str) -> None:
    (folder / "link.csv").symlink_to(folder.parent / "udenfor.csv")
    (folder / "mappe").symlink_to(folder.parent)
    assert "uden for den mappe" in told(folder, name)


def test_a_link_inside_is_followed_and_counted_once(folder: Path) -> None:
    (folder / "lister" / "b.csv").symlink_to(folder / "lister" / "a.csv")
    (gave,) = fetch(folder, files=("lister/*.csv", "lister/a.csv"), date="dato").readings
    assert gave.value == 1


@pytest.mark.parametrize("name", ["mangler.csv", "lister/mangler.csv", "*.xlsx", "lister", "["])
def test_what_is_not_there_is_told(folder: Path, name: str) -> None:
    assert told(folder, name)


def test_a_name_with_a_null_is_told(folder: Path) -> None:
    with pytest.raises(ValueError, match="U\\+0000"):
        told(folder, "a\0.csv")


def test_a_file_nearly_of_that_name_is_offered(folder: Path) -> None:
    assert "Mente du ”lister/a.csv”?" in told(folder, "lister/aa.csv")
    assert "udenfor" not in told(folder, "udenfo.csv")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "r\u00f8r.csv")
    assert "ikke en almindelig fil" in told(folder, "r\u00f8r.csv")


def test_what_excel_keeps_of_an_open_file_is_left_out(folder: Path) -> None:
    (folder / "lister" / "~$a.csv").write_bytes(b"\x05Anna")
    assert fetch(folder, file="lister/*", date="dato").readings[0].value == 1


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_letters_of_two_bytes_are_known_by_their_zeros(tmp_path: Path, order: str) -> None:
    text = "dato;svar\r\n5-3-2026;ja\r\n"
    (tmp_path / "a.csv").write_bytes(text.encode(order))
    assert fetch(tmp_path, file="a.csv", date="dato").readings[0].value == 1
    (tmp_path / "b.csv").write_bytes(text.encode(order)[:-1])
    assert "b.csv" in told(tmp_path, "b.csv")


def test_what_is_said_to_be_of_two_bytes_is_read_so(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("øø;æå\n".encode("utf-16-le"))
    with pytest.raises(InvalidValue):
        fetch(tmp_path, file="a.csv", date="dato", encoding=Encoding.UTF_16)


def test_a_file_with_zeros_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"dato;svar\n5-3-2026;\0a\n")
    assert "a.csv" in told(tmp_path, "a.csv")


def test_a_line_of_two_bytes_without_an_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters, "MOST_LINE", 100)
    (tmp_path / "a.csv").write_bytes(f"dato;svar\n5-3-2026;{'x' * 200}".encode("utf-16"))
    assert "a.csv" in told(tmp_path, "a.csv")


# --- Workbooks ------------------------------------------------------------------------------------
def changed(path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Write a workbook whose part ``name`` was changed, or added."""
    write_excel(path, ROWS)
    with zipfile.ZipFile(path) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    parts[name] = change(parts.get(name, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, content in parts.items():
            archive.writestr(one, content)


SHEET = "xl/worksheets/sheet1.xml"
BILLION = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">
<c t="inlineStr" r="A1"><is><t>&b;</t></is></c></row></sheetData></worksheet>"""


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    changed(tmp_path / "f.xlsx", SHEET, lambda _: b" " * (20 * 2**20))
    assert "fylder unormalt meget" in told(tmp_path, "f.xlsx")


def test_too_many_strings_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel_files, "MOST_STRINGS", 10_000)
    changed(tmp_path / "f.xlsx", "xl/sharedStrings.xml", lambda _: os.urandom(10_001))
    assert "fylder unormalt meget" in told(tmp_path, "f.xlsx")


@pytest.mark.parametrize("size", [0, 1])
def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path, size: int) -> None:
    with zipfile.ZipFile(tmp_path / "f.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "x" * size)
    assert "f.xlsx" in told(tmp_path, "f.xlsx")


def test_a_workbook_of_too_many_parts_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_excel(tmp_path / "f.xlsx", ROWS)
    monkeypatch.setattr(excel_files, "MOST_PARTS", 3)
    assert "fylder unormalt meget" in told(tmp_path, "f.xlsx")


def test_a_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    write_excel(tmp_path / "f.xlsx", ROWS)
    content = bytearray((tmp_path / "f.xlsx").read_bytes())
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1  # encrypted, as the directory of the archive says it
        at = content.find(b"PK\x01\x02", at + 1)
    (tmp_path / "f.xlsx").write_bytes(content)
    assert "f.xlsx" in told(tmp_path, "f.xlsx")


def test_a_large_workbook_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("malplan_tables.fetching.MOST_BYTES", 100)
    write_excel(tmp_path / "f.xlsx", ROWS)
    assert "er for stor" in told(tmp_path, "f.xlsx")


def test_a_row_that_no_sheet_has_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excel_files, "MOST_ROWS", 100)
    changed(tmp_path / "f.xlsx", SHEET, lambda xml: xml.replace(b'r="2"', b'r="99999999999"', 1))
    assert "er beskadiget" in told(tmp_path, "f.xlsx")


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    changed(tmp_path / "f.xlsx", SHEET, lambda _: BILLION)
    assert "er beskadiget" in told(tmp_path, "f.xlsx")


def test_a_wrong_size_of_a_sheet_hides_no_rows(tmp_path: Path) -> None:
    size = b'<dimension ref="A1:A1"/><sheetData>'
    changed(tmp_path / "f.xlsx", SHEET, lambda xml: xml.replace(b"<sheetData>", size))
    assert fetch(tmp_path, file="f.xlsx", date="dato").readings[0].value == 1


def test_the_empty_text_of_a_formula_is_empty(tmp_path: Path) -> None:
    # As Excel writes =IF(B2="";"";B2), and as who does not compute it does.
    cell = b'<c r="B3" t="str"><f>IF(A2="","",A2)</f><v></v></c>'
    row = b'<row r="3"><c r="A3" t="inlineStr"><is><t>6-3-2026</t></is></c>' + cell + b"</row>"
    end = b"</sheetData>"
    changed(tmp_path / "f.xlsx", SHEET, lambda xml: xml.replace(end, row + end))
    cell_of_none = row.replace(b' t="str"', b"")
    changed(tmp_path / "g.xlsx", SHEET, lambda xml: xml.replace(end, cell_of_none + end))
    asked: dict[str, Any] = {"date": "dato", "what": What.DISTINCT, "column": "navn"}
    assert len(fetch(tmp_path, file="f.xlsx", **asked).readings) == 1
    with pytest.raises(InvalidValue, match="row 3, column “navn”: the formula has no stored"):
        fetch(tmp_path, file="g.xlsx", **asked)


def test_macros_are_refused(tmp_path: Path) -> None:
    changed(tmp_path / "f.xlsx", "xl/vbaProject.bin", lambda _: b"x")
    write_excel(tmp_path / "g.xlsm", ROWS)
    assert "indeholder makroer" in told(tmp_path, "f.xlsx")
    assert "indeholder makroer" in told(tmp_path, "g.xlsm")


def test_other_documents_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "f.docx", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    (tmp_path / "f.pdf").write_bytes(b"%PDF-1.7\n\x00\x01\x02")
    (tmp_path / "f.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (tmp_path / "g.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert "hverken CSV eller Excel" in told(tmp_path, "f.docx")
    assert "hverken CSV eller Excel" in told(tmp_path, "f.pdf")
    assert "gamle Excel-format" in told(tmp_path, "f.xls")
    assert "gamle Excel-format" in told(tmp_path, "g.xlsx")


_BOOK = io.BytesIO()


def workbook_bytes() -> bytes:
    if not _BOOK.getvalue():
        write_excel(_BOOK, ROWS)
    return _BOOK.getvalue()


@given(at=st.integers(0, 5_000), garbage=st.binary(max_size=12), cut=st.booleans())
def test_a_broken_workbook_is_read_or_told(
    tmp_path: Path, at: int, garbage: bytes, cut: bool
) -> None:
    content = workbook_bytes()
    at %= len(content)
    rest = b"" if cut else content[at + len(garbage) :]
    folder = new_folder(tmp_path)
    (folder / "f.xlsx").write_bytes(content[:at] + garbage + rest)
    read_or_told(folder, "f.xlsx")


# --- Texts ----------------------------------------------------------------------------------------
@given(content=st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode()))
@example(b"dato\n5-3-2026\n\xff\xfe")
@example(b"\xff\xfe\x00\xd8\x00\x00")
@example(b"dato\r5-3-2026\r")
@example(b"\xef\xbb\xbf")
@example(b'"dato')
@example(b"dato\n\x81\n")
def test_any_bytes_are_read_or_told(tmp_path: Path, content: bytes) -> None:
    folder = new_folder(tmp_path)
    (folder / "f.csv").write_bytes(content)
    (folder / "g.csv").write_bytes(b"dato;x\n5-3-2026;y\n" + content)
    read_or_told(folder, "f.csv")
    read_or_told(folder, "g.csv")


def read_or_told(folder: Path, name: str) -> None:
    try:
        fetch(folder, file=name, date="dato")
    except InvalidValue as error:
        assert error.message.da
    try:
        SOURCE.describe(name, options={}, folder=folder, offline=True)
    except InvalidValue as error:
        assert error.message.da


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_bytes(b"dato\n" + b"x" * (3 * 2**20))
    assert told(tmp_path, "f.csv")


def test_letters_that_turn_out_to_be_others_are_told(tmp_path: Path) -> None:
    rows = "dato;navn\n" + "5-3-2026;Søren\n" * 10_000
    (tmp_path / "f.csv").write_bytes(rows.encode() + "6-3-2026;Åse\n".encode("windows-1252"))
    assert "kan ikke læses med tegnsættet utf-8" in told(tmp_path, "f.csv")
