"""What cells may hold, and what is said of those that hold something else."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lists import SOURCE, fetch, figures, write_csv, write_excel

from malplan.errors import InvalidValue
from malplan.periods import Period
from malplan_tables.cells import cell_of, day_of, is_total_row, number_of
from malplan_tables.headings import looks_like_data
from malplan_tables.settings import By, DecimalMark, What

COMMA, POINT = DecimalMark.COMMA, DecimalMark.POINT


def told(folder: Path, **settings: Any) -> list[str]:
    """The lines of what is wrong, in Danish."""
    with pytest.raises(InvalidValue) as caught:
        fetch(folder, **settings)
    return caught.value.message.da.split("\n")


# --- Cells ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (" ja ", "ja"),
        (True, "SAND"),
        (False, "FALSK"),
        (3, Decimal(3)),
        (0.1 + 0.2, Decimal("0.3")),
        (datetime.fromisoformat("2026-03-05T23:59"), date(2026, 3, 5)),
        (date(2026, 3, 5), date(2026, 3, 5)),
        (time(9, 30), "00:00"),
        (timedelta(hours=30), "00:00"),
        (b"x", "b'x'"),
    ],
)
def test_what_a_cell_of_excel_holds(value: object, cell: object) -> None:
    found = cell_of(value)
    assert (found, type(found)) == (cell, type(cell))


# --- Days and numbers -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text",
    [
        *("5-3-2026", "05.03.2026", "5/3-26", "5/3 2026", "5/3/26", "2026-03-05", "5. 3. 2026"),
        *("5. marts 2026", "den 5. marts 2026", "5 marts 2026", "2026/3/5", "05-03-26"),
        *("05-03-2026 23:59", "2026-03-05T23:59:59.999", "05-03-2026 kl. 9.30"),
    ],
)
def test_days_are_read_as_danes_write_them(text: str) -> None:
    assert day_of(text) == date(2026, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        *("", "marts 2026", "5. marts", "uge 12", "31-2-2026", "3/25/2026", "5-3", "46086", "i dag"),
        *("010203-1234", "0102031234", "5-3-202", "5-3-20266", "2026-03-05T23:59Z", "5.-7. maj 2026"),
        *("٥-٣-٢٠٢٦", "5-3-2026 Anna", "1.234,5"),
    ],
)  # fmt: skip
def test_what_is_no_day_is_none(text: str) -> None:
    assert day_of(text) is None


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [
        ("1.234,5", COMMA, "1234.5"),
        ("1 234,5", COMMA, "1234.5"),
        ("1\u00a0234.567", COMMA, "1234567"),
        ("-3", COMMA, "-3"),
        ("\u22123,25", COMMA, "-3.25"),
        ("1234567,5", COMMA, "1234567.5"),
        ("1,234.5", POINT, "1234.5"),
        ("0.5", POINT, "0.5"),
    ],
)
def test_numbers_are_read_as_danes_write_them(text: str, mark: DecimalMark, number: str) -> None:
    assert number_of(text, mark) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        *((text, COMMA) for text in ("1.5", "1.2345", "1.23,4", "1,5,5", "12 %", "1e5", "NaN", "")),
        *((text, COMMA) for text in ("fem", "1.234.56", "٥", "1" * 16, "--1", ",5", "0102031.234")),
        *((text, POINT) for text in ("1,5", "1.234,5", "1.2.3")),
    ],
)
def test_what_is_no_number_is_none(text: str, mark: DecimalMark) -> None:
    assert number_of(text, mark) is None


@given(st.decimals(-999_999, 999_999, places=3, allow_nan=False, allow_infinity=False))
def test_a_number_is_what_was_written(number: Decimal) -> None:
    english = f"{number:,}"
    assert number_of(english, POINT) == number
    assert number_of(english.translate(str.maketrans(",.", ".,")), COMMA) == number


# --- What is wrong --------------------------------------------------------------------------------
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_every_wrong_cell_is_told_by_its_place(tmp_path: Path, suffix: str) -> None:
    rows = [
        ["navn", "dato", "svar"],
        ["Anna", "5-3-2026", "4"],
        ["Bo", "i torsdags", "4"],
        [],
        ["Carl", "6-3-2026", "fire"],
        ["", "I alt", "8"],
        ["", "1-1-1066", "8"],
    ]
    (write_csv if suffix == "csv" else write_excel)(tmp_path / f"f.{suffix}", rows)
    asked = {"file": f"f.{suffix}", "date": "dato", "what": What.SUM, "column": "svar"}
    assert told(tmp_path, **asked) == [
        f"f.{suffix}, række 3, kolonne ”dato”: ikke en dato",
        f"f.{suffix}, række 5, kolonne ”svar”: ikke et tal skrevet med decimalkomma",
        f"f.{suffix}, række 6, kolonne ”dato”: ikke en dato, men det ligner en sum. Slet rækken, "
        "eller læg den i et andet ark",
        f"f.{suffix}, række 7, kolonne ”dato”: datoen skal ligge i årene 1901 til 2198",
    ]


@given(wrong=st.integers(1, 60))
def test_of_many_wrong_rows_the_first_twenty_are_told(
    tmp_path_factory: pytest.TempPathFactory, wrong: int
) -> None:
    folder = tmp_path_factory.mktemp("wrong")
    write_csv(folder / "f.csv", [["dato"], ["5-3-2026"], *([["Anna Eksempel"]] * wrong)])
    lines = told(folder, file="f.csv", date="dato")
    assert len([line for line in lines if "ikke en dato" in line]) == min(wrong, 20)
    assert (lines[-1] == f"… og {wrong - 20} flere") == (wrong > 20)


def test_rows_are_counted_as_a_spreadsheet_does(tmp_path: Path) -> None:
    text = 'dato;note\r\n5-3-2026;"to\r\nlinjer"\r\n\r\nforkert;x\r\n'
    (tmp_path / "f.csv").write_bytes(text.encode())
    assert told(tmp_path, file="f.csv", date="dato") == [
        "f.csv, række 4, kolonne ”dato”: ikke en dato"
    ]


def test_rows_of_the_second_piece_are_counted_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("malplan_tables.letters.FIRST_CHUNK", 32)
    monkeypatch.setattr("malplan_tables.letters.CHUNK", 64)
    rows = [["dato", "navn"], *([["5-3-2026", "Søren"]] * 40), ["forkert", "x"]]
    for encoding in ("utf-8", "windows-1252", "utf-16"):
        write_csv(tmp_path / "f.csv", rows, encoding)
        assert told(tmp_path, file="f.csv", date="dato") == [
            "f.csv, række 42, kolonne ”dato”: ikke en dato"
        ]


def test_rows_without_a_day_are_counted_in_a_notice(tmp_path: Path) -> None:
    write_csv(
        tmp_path / "f.csv",
        [["dato", "navn"], ["5-3-2026", "Anna"], ["", "Bo"], ["", ""], ["", "Carl"]],
    )
    gave = fetch(tmp_path, file="f.csv", date="dato")
    assert [one.value for one in gave.readings] == [1]
    assert [one.da for one in gave.notices] == [
        "2 rækker uden dato i kolonnen ”dato” er ikke talt med"
    ]


def test_who_did_not_answer_is_in_no_share(tmp_path: Path) -> None:
    write_csv(
        tmp_path / "f.csv",
        [["dato", "svar"], ["5-3-2026", "5"], ["5-3-2026", ""], ["5-3-2026", "2"]],
    )
    gave = fetch(tmp_path, file="f.csv", date="dato", what=What.SHARE, column="svar", at_least="4")
    assert [(one.value, one.of) for one in gave.readings] == [(Decimal(1), Decimal(2))]
    assert [one.da for one in gave.notices] == [
        "1 række med en tom celle i kolonnen ”svar” er ikke talt med"
    ]


def test_a_mean_of_few_answers_is_left_out(tmp_path: Path) -> None:
    rows = [["dato", "svar"], *([["5-3-2026", "4"]] * 5), ["6-3-2026", "1"]]
    write_csv(tmp_path / "f.csv", rows)
    asked: dict[str, Any] = {"file": "f.csv", "date": "dato", "what": What.MEAN, "column": "svar"}
    gave = fetch(tmp_path, **asked)
    assert [one.value for one in gave.readings] == [4]
    assert "færre end 5 svar" in gave.notices[0].da
    assert [one.value for one in figures(tmp_path, by=By.MONTH, **asked)] == [Decimal("3.5")]
    assert len(figures(tmp_path, least_answers=1, **asked)) == 2


def test_a_mean_has_at_most_nine_decimals(tmp_path: Path) -> None:
    rows = [["dato", "svar"], *([["5-3-2026", "1"]] * 2), *([["5-3-2026", "2"]] * 4)]
    write_csv(tmp_path / "f.csv", rows)
    asked = {"file": "f.csv", "date": "dato", "what": What.MEAN, "column": "svar"}
    assert [one.value for one in figures(tmp_path, **asked)] == [Decimal("1.666666667")]


def test_a_sum_of_too_many_digits_is_told(tmp_path: Path) -> None:
    rows = [["dato", "kr"], *([["5-3-2026", "9" * 15]] * 2)]
    write_csv(tmp_path / "f.csv", rows)
    assert told(tmp_path, file="f.csv", date="dato", what=What.SUM, column="kr") == [
        "5. marts 2026: tallet har flere end 15 cifre og kan ikke bruges"
    ]


def test_a_delimiter_in_a_bare_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text("note;dato\nen; to;5-3-2026\nx;5-3-2026;;\n", "utf-8")
    lines = told(tmp_path, file="f.csv", date="dato")
    assert lines[0].startswith("f.csv, række 2: flere celler")
    assert len(lines) == 1


def test_short_rows_end_in_empty_cells(tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text("dato;a;b\n5-3-2026\n5-3-2026;x\n", "utf-8")
    assert [one.value for one in figures(tmp_path, file="f.csv", date="dato")] == [2]


@pytest.mark.parametrize("last", ['6-3-2026;"uden ende\n7-3-2026;x\n', '6-3-2026;"a"b\n'])
def test_a_quotation_mark_that_stands_wrong_is_told(tmp_path: Path, last: str) -> None:
    (tmp_path / "f.csv").write_text(f"dato;note\n5-3-2026;x\n{last}", "utf-8")
    assert told(tmp_path, file="f.csv", date="dato") == [
        "f.csv, række 3: et anførselstegn står forkert eller er ikke afsluttet"
    ]


def test_problems_of_all_files_are_told_together(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", [["dato"], ["x"]])
    write_csv(tmp_path / "b.csv", [["dag"], ["5-3-2026"]])
    (tmp_path / "c.csv").touch()
    assert told(tmp_path, file="*.csv", date="dato") == [
        "a.csv, række 2, kolonne ”dato”: ikke en dato",
        "b.csv har ingen kolonne, der hedder ”dato” i række 1",
        "c.csv er tom",
    ]


# --- Headings -------------------------------------------------------------------------------------
def test_a_missing_column_is_told_with_one_of_nearly_that_name(tmp_path: Path) -> None:
    write_csv(tmp_path / "f.csv", [["datoo", "navn"], ["5-3-2026", "Anna"]])
    assert told(tmp_path, file="f.csv", date="dato") == [
        "f.csv har ingen kolonne, der hedder ”dato” i række 1. Mente du ”datoo”?"
    ]


DATA = [
    *("5-3-2026", "8. april", "d. 29. februar", "010203-1234", "12345678", "12 34 56 78"),
    *("4", "1.234,5", "1,234.5", "anna@eksempel.dk", "+45 12 34 56", 46086, date(2026, 3, 5)),
]


@pytest.mark.parametrize("cell", DATA)
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_first_row_of_data_is_not_shown(tmp_path: Path, cell: Any, suffix: str) -> None:
    rows: list[list[Any]] = [["Anna Eksempel", cell], ["Bo Eksempel", cell]]
    (write_csv if suffix == "csv" else write_excel)(tmp_path / f"f.{suffix}", rows)
    (line,) = told(tmp_path, file=f"f.{suffix}", date="dato")
    assert line.startswith(f"f.{suffix}, række 1: her skulle overskrifterne stå")
    assert "Anna" not in line
    with pytest.raises(InvalidValue) as caught:
        SOURCE.describe(f"f.{suffix}", options={}, folder=tmp_path, offline=True)
    assert caught.value.message.da == line


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_row_that_is_taken_for_headings_is_not_shown(tmp_path: Path, suffix: str) -> None:
    rows = [["navn", "hold"], ["Anna Eksempel", "Bo Eksempel"], ["Carl Eksempel", "A"]]
    (write_csv if suffix == "csv" else write_excel)(tmp_path / f"f.{suffix}", rows)
    for headings in (2, 3):
        assert told(tmp_path, file=f"f.{suffix}", headings=headings, date="Navn") == [
            f"f.{suffix} har ingen kolonne, der hedder ”Navn” i række {headings}"
        ]


@pytest.mark.parametrize("heading", ["dato", "Navn", "Svar 1-5", "Uge 12", "Marts 2026", "2. svar"])
def test_usual_headings_are_no_data(heading: str) -> None:
    assert not looks_like_data([heading])


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_heading_is_found_however_its_letters_are_put_together(
    tmp_path: Path, suffix: str, form: Literal["NFC", "NFD"]
) -> None:
    other: Literal["NFC", "NFD"] = "NFD" if form == "NFC" else "NFC"
    rows = [[normalize(form, "Måned"), normalize(form, "Hold å")], ["5-3-2026", "Å"]]
    (write_csv if suffix == "csv" else write_excel)(tmp_path / f"f.{suffix}", rows)
    asked = {"date": normalize(other, "Måned"), "where": {normalize(other, "Hold  å"): "å"}}
    assert [one.value for one in figures(tmp_path, file=f"f.{suffix}", **asked)] == [1]


# --- Totals ---------------------------------------------------------------------------------------
MARCH = Period.parse("marts 2026")
A_TOTAL = "det ligner en sum, som ikke skal tælles med. Slet rækken, eller læg den i et andet ark"


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize(
    "total", ["I alt", "SUM", " total: ", "\u017fum", "\x1fSamlet\u00a0", '"I alt"']
)
@pytest.mark.parametrize("what", [What.ROWS, What.SUM])
def test_a_total_of_a_file_without_days_is_told(
    tmp_path: Path, suffix: str, total: str, what: What
) -> None:
    asked: dict[str, Any] = {"on": MARCH, "what": what}
    if what is What.SUM:
        asked |= {"column": "antal"}
    if suffix == "csv":
        text = f"navn;hold;antal\nA;x;3\nB;y;4\n;{total};7\n"
        (tmp_path / "f.csv").write_bytes(text.encode())
    else:
        if "\x1f" in total:
            pytest.skip("no cell of Excel holds it")
        total = total.strip('"')
        rows: list[list[Any]] = [
            ["navn", "hold", "antal"],
            ["A", "x", 3],
            ["B", "y", 4],
            [None, total, 7],
        ]
        write_excel(tmp_path / "f.xlsx", rows)
    assert told(tmp_path, file=f"f.{suffix}", **asked) == [f"f.{suffix}, række 4: {A_TOTAL}"]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_what_only_looks_like_a_total_is_counted(tmp_path: Path, suffix: str) -> None:
    rows = [["navn", "hold", "antal"], ["A", "sum", "3"], ["Summa", "", "4"], ["I alt", "y", "7"]]
    (write_csv if suffix == "csv" else write_excel)(tmp_path / f"f.{suffix}", rows[:3])
    asked = {"file": f"f.{suffix}", "on": MARCH, "what": What.SUM, "column": "antal"}
    assert [one.value for one in figures(tmp_path, **asked)] == [7]
    # As of rows with days, a total that is passed over does no harm.
    (write_csv if suffix == "csv" else write_excel)(tmp_path / f"f.{suffix}", rows)
    assert [one.value for one in figures(tmp_path, where={"hold": "Sum"}, **asked)] == [3]


@pytest.mark.parametrize(
    ("cells", "is_total"),
    [(["", " ", "I alt"], True), (["", "Ja", "I alt"], False), ([Decimal(1), "I alt"], False),
     (["", " "], False), ([], False)],
)  # fmt: skip
def test_the_first_cell_that_holds_anything_says_what_is_a_total(
    cells: list[Any], is_total: bool
) -> None:
    assert is_total_row(cells) is is_total


def test_two_columns_of_one_name_are_told(tmp_path: Path) -> None:
    write_csv(tmp_path / "f.csv", [["dato", "svar", "dato"], ["5-3-2026", "1", "6-3-2026"]])
    assert told(tmp_path, file="f.csv", date="dato") == [
        "f.csv har flere kolonner med overskriften ”dato”. Giv dem hver sin"
    ]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_headings_may_stand_lower(tmp_path: Path, suffix: str) -> None:
    rows = [["Fremmøde, 2026"], [], ["dato", "navn"], ["5-3-2026", "Anna"]]
    (write_csv if suffix == "csv" else write_excel)(tmp_path / f"f.{suffix}", rows)
    asked = {"file": f"f.{suffix}", "date": "dato"}
    assert [one.value for one in figures(tmp_path, headings=3, **asked)] == [1]
    assert told(tmp_path, **asked)


@pytest.mark.parametrize("content", ['"dato', '"dato"x;y\n5-3-2026;\n'])
def test_headings_that_cannot_be_read_are_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "f.csv").write_text(content, "utf-8")
    assert told(tmp_path, file="f.csv", date="dato") == [
        "f.csv har ingen række med overskrifter, der kan læses"
    ]


def test_a_file_may_say_its_delimiter(tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text('sep=,\r\ndato,svar\r\n5-3-2026,"1,5"\r\n', "utf-8")
    asked = {"file": "f.csv", "date": "dato", "what": What.SUM, "column": "svar"}
    assert [one.value for one in figures(tmp_path, **asked)] == [Decimal("1.5")]


# --- Excel ----------------------------------------------------------------------------------------
def test_a_day_of_excel_has_no_time(tmp_path: Path) -> None:
    moment = datetime(2026, 3, 5, 23, 59)  # noqa: DTZ001 - Excel knows no zones
    rows: list[list[Any]] = [["dato"], [moment], [date(2026, 3, 5)], ["5. marts 2026"]]
    write_excel(tmp_path / "f.xlsx", rows)
    assert [one.value for one in figures(tmp_path, file="f.xlsx", date="dato")] == [3]


def test_numbers_of_excel_are_what_it_shows(tmp_path: Path) -> None:
    write_excel(
        tmp_path / "f.xlsx", [["dato", "n"], [date(2026, 3, 5), 0.1], [date(2026, 3, 5), 0.2]]
    )
    asked = {"file": "f.xlsx", "date": "dato", "what": What.SUM, "column": "n"}
    assert [one.value for one in figures(tmp_path, **asked)] == [Decimal("0.3")]


def test_a_formula_without_its_result_is_told(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["dato", "n", "note"],
        [date(2026, 3, 5), "=1+1", "=A1"],
        [date(2026, 3, 6), 2, None],
    ]
    write_excel(tmp_path / "f.xlsx", rows)
    asked = {"file": "f.xlsx", "date": "dato"}
    assert told(tmp_path, what=What.SUM, column="n", **asked) == [
        "f.xlsx, række 2, kolonne ”n”: formlen har intet gemt resultat. Åbn filen i Excel, og gem "
        "den igen"
    ]
    assert len(figures(tmp_path, **asked)) == 2  # the day is no formula


def test_a_missing_sheet_is_told_with_those_that_are_there(tmp_path: Path) -> None:
    write_excel(tmp_path / "f.xlsx", [["dato"], ["5-3-2026"]], "Fremmøde")
    write_csv(tmp_path / "f.csv", [["dato"], ["5-3-2026"]])
    assert figures(tmp_path, file="f.xlsx", sheet="fremmøde", date="dato")
    assert "Den har ”Fremmøde”" in told(tmp_path, file="f.xlsx", sheet="Svar", date="dato")[0]
    assert "er ikke en Excel-fil" in told(tmp_path, file="f.csv", sheet="Svar", date="dato")[0]
