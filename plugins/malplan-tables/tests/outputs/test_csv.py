"""CSV: what is written is read back, and opens right in Excel."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from malplan import InvalidValue
from malplan.messages import LANGUAGES, Language
from malplan.presentation import View
from malplan.testing._generated import views
from malplan.testing.examples import example_view
from malplan_tables.outputs.cells import Cell, Column
from malplan_tables.outputs.csv_file import csv_bytes, format_of
from malplan_tables.outputs.tables import TABLES, Table, names_of, table_of
from outputs.spreadsheets import csv_of, followed_by_a_third, hostile_view, is_a_formula, rows_of

MARKS = {"da": (";", ","), "en": (",", ".")}
PAYLOADS = ("=1+1 ", "+", "-", "@", " =", '"=', "＝", "a;=", "a,=", "\u200b=", "'=")
languages = st.sampled_from(LANGUAGES)


def read(value: str, like: Cell, decimal_mark: str) -> Cell:
    """A value as what it is: by the kind of what was written."""
    match like:
        case None:
            return value or None
        case Decimal():
            return Decimal(value.replace(decimal_mark, "."))
        case datetime():
            return datetime.fromisoformat(value)
        case date():
            return date.fromisoformat(value)
        case _:
            return value


def without_apostrophes(cell: Cell) -> Cell:
    return cell.replace("'", "") if isinstance(cell, str) else cell


@given(st.data(), st.sampled_from(views(12)), languages)
def test_what_is_written_is_read_back(data: st.DataObject, view: View, language: Language) -> None:
    name = data.draw(st.sampled_from(names_of(view)))
    delimiter, mark = MARKS[language]
    table = table_of(view, name, language)
    header, *rows = rows_of(csv_of(view, language, table=name), delimiter)
    assert [text.replace("'", "") for text in header] == [
        column.title.replace("'", "") for column in table.columns
    ]
    assert len(rows) == len(table.rows)
    for row, cells in zip(rows, table.rows, strict=True):
        found = [read(value, cell, mark) for value, cell in zip(row, cells, strict=True)]
        assert [*map(without_apostrophes, found)] == [*map(without_apostrophes, cells)]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_value_is_a_formula(payload: str) -> None:
    view = hostile_view(payload, internal=True)
    for name in TABLES:
        content = csv_of(view, table=name)
        values = [value for row in rows_of(content) for value in row]
        assert any(payload.strip(" '") in value.replace("'", "") for value in values)
        assert not [value for value in values if is_a_formula(value)]
        # Nor is one where it is opened with another separator, as in another country.
        for delimiter in ",|\t":
            text = io.StringIO(content.decode("utf-8-sig"), newline="")
            for row in csv.reader(text, delimiter=delimiter):
                assert not [value for value in row if is_a_formula(value)]


@settings(max_examples=15)
@given(st.sampled_from(views(12)), languages)
def test_nor_in_any_other_plan(view: View, language: Language) -> None:
    for name in names_of(view):
        content = csv_of(view, language, table=name)
        for row in rows_of(content, MARKS[language][0]):
            assert not [value for value in row if is_a_formula(value)]


def test_it_opens_right_in_danish_excel() -> None:
    content = csv_of(example_view(), table="milestones")
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n") == 7
    assert '"Milepæl 2.2";"Første besøg.";;"Kommende";' in content.decode("utf-8-sig")
    assert '"ultimo maj";2026-05-21;2026-05-31;;"april";1;31;"nej";' in content.decode("utf-8-sig")


def test_decimals_are_written_as_the_language_does() -> None:
    written: dict[Language, bytes] = {
        language: csv_of(followed_by_a_third(), language, table="signs") for language in LANGUAGES
    }
    assert b';33,33;"%";1;3;' in written["da"]
    assert b',33.33,"%",1,3,' in written["en"]


@pytest.mark.parametrize(
    ("option", "delimiter"), [("tab", "\t"), (",", ","), ("|", "|"), (";", ";")]
)
def test_another_separator_may_be_asked_for(option: str, delimiter: str) -> None:
    view = hostile_view("=1;2,3|4 ")
    content = csv_of(view, table="signs", delimiter=option, encoding="utf-8-no-bom")
    assert content.startswith(b'"')
    assert rows_of(content, delimiter) == rows_of(csv_of(view, table="signs"))


def test_a_negative_number_stays_one() -> None:
    table = Table("t", "T", (Column("-a", 1), Column("b", 1)), ((Decimal("-3.5"), "-3,5"),))
    assert csv_bytes(table, format_of({}, "da")).decode("utf-8-sig") == (
        '"\'-a";"b"\r\n-3,5;"\'-3,5"\r\n'
    )
    assert csv_bytes(table, format_of({"delimiter": ","}, "da")).decode("utf-8-sig") == (
        '"\'-a","b"\r\n"-3,5","\'-3,5"\r\n'
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"table": "sign"}, "signs"),
        ({"table": ""}, "signs"),
        ({"table": "log"}, "--internal"),
        ({"delimiter": "x"}, "tab"),
        ({"encoding": "latin-1"}, "windows-1252"),
    ],
)
def test_a_wrong_option_says_what_there_is(
    options: dict[str, str], said: str, language: Language
) -> None:
    with pytest.raises(InvalidValue) as raised:
        csv_of(example_view(), language, **options)
    assert said in raised.value.message.text(language)


def test_an_old_encoding_has_danish_letters_and_refuses_what_it_has_not() -> None:
    content = csv_of(example_view(), encoding="windows-1252")
    assert "Prøvehandling".encode("cp1252") in content
    with pytest.raises(InvalidValue, match="U\\+2265"):
        csv_of(hostile_view("≥"), encoding="windows-1252")


def test_a_sign_is_not_a_day() -> None:
    """1.2 alone would be the first of February in Danish Excel."""
    view = example_view(internal=True, with_log=True)
    for name in TABLES:
        for row in rows_of(csv_of(view, table=name)):
            assert not {"1.1", "1.2", "2.1", "2.2"} & set(row)
