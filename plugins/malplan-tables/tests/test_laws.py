"""What is counted does not depend on how a list is kept."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lists import (
    CPR,
    DATE_STYLES,
    NAMES,
    Row,
    csv_text,
    days,
    fetch,
    figures,
    new_folder,
    row_lists,
    table,
    write_csv,
    write_excel,
)
from questions import by_hand, settings_of_questions

from malplan.errors import InvalidValue
from malplan.periods import Period
from malplan.sources import Reading
from malplan_tables import csv_files
from malplan_tables.settings import By, What


def values(readings: tuple[Reading, ...]) -> list[tuple[Decimal | None, Decimal | None]]:
    return [(one.value, one.of) for one in readings]


@given(rows=row_lists, question=settings_of_questions)
def test_figures_are_those_counted_by_hand(
    tmp_path: Path, rows: list[Row], question: dict[str, Any]
) -> None:
    folder = new_folder(tmp_path)
    write_csv(folder / "liste.csv", table(rows))
    found = values(figures(folder, file="liste.csv", **question))
    if question["what"] is What.MEAN:
        for (value, _), (wanted, _) in zip(found, by_hand(rows, question), strict=True):
            assert value is not None
            assert abs(value - wanted) <= Decimal("0.000001")
    else:
        assert found == by_hand(rows, question)


@given(rows=row_lists, question=settings_of_questions, data=st.data())
def test_files_that_are_split_count_the_same(
    tmp_path: Path, rows: list[Row], question: dict[str, Any], data: st.DataObject
) -> None:
    folder = new_folder(tmp_path)
    at = data.draw(st.integers(0, len(rows)))
    write_csv(folder / "hele.csv", table(rows))
    write_csv(folder / "del-1.csv", table(rows[:at]))
    write_excel(folder / "del-2.xlsx", table(rows[at:]))
    whole = figures(folder, file="hele.csv", **question)
    assert figures(folder, files=("del-1.csv", "del-2.xlsx"), **question) == whole
    assert figures(folder, file="del-*", **question) == whole


@given(rows=row_lists, question=settings_of_questions, seed=st.integers())
def test_the_order_of_rows_does_not_matter(
    tmp_path: Path, rows: list[Row], question: dict[str, Any], seed: int
) -> None:
    folder = new_folder(tmp_path)
    mixed = list(rows)
    random.Random(seed).shuffle(mixed)
    write_csv(folder / "a.csv", table(rows))
    write_csv(folder / "b.csv", table(mixed))
    one, other = (figures(folder, file=name, **question) for name in ("a.csv", "b.csv"))
    assert one == other


@given(
    rows=row_lists,
    question=settings_of_questions,
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "windows-1252", "utf-16", "utf-16-le"]),
    delimiter=st.sampled_from([";", "\t", ",", "|"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    end=st.sampled_from(["\r\n", "\n"]),
    style=st.sampled_from(sorted(DATE_STYLES)),
    ends=st.booleans(),
)
def test_how_a_file_is_written_does_not_matter(
    tmp_path: Path,
    rows: list[Row],
    question: dict[str, Any],
    encoding: str,
    delimiter: str,
    quoting: Literal[0, 1, 2, 3],
    end: str,
    style: str,
    ends: bool,
) -> None:
    folder = new_folder(tmp_path)
    write_csv(folder / "a.csv", table(rows))
    text = csv_text(table(rows, style), delimiter=delimiter, quoting=quoting, end=end)
    text = text.replace("antal", "antal bøger", 1)
    (folder / "b.csv").write_bytes((text if ends else text.rstrip("\r\n")).encode(encoding))
    other = dict(question)
    if other.get("column") == "antal":
        other["column"] = "antal bøger"
    assert figures(folder, file="b.csv", **other) == figures(folder, file="a.csv", **question)


@given(rows=row_lists, question=settings_of_questions)
def test_csv_and_excel_count_the_same(
    tmp_path: Path, rows: list[Row], question: dict[str, Any]
) -> None:
    folder = new_folder(tmp_path)
    write_csv(folder / "a.csv", table(rows))
    write_excel(folder / "texts.xlsx", table(rows))
    typed: list[list[Any]] = [["dato", "antal", "svar"], *(list(row) for row in rows)]
    write_excel(folder / "typed.xlsx", typed)
    wanted = figures(folder, file="a.csv", **question)
    assert figures(folder, file="texts.xlsx", **question) == wanted
    assert figures(folder, file="typed.xlsx", **question) == wanted


def days_of(one: Reading) -> tuple[date, date]:
    return one.period.start or date.min, one.period.end or date.max


@given(rows=row_lists, by=st.sampled_from(list(By)))
def test_the_sum_of_days_is_the_sum_of_the_whole(tmp_path: Path, rows: list[Row], by: By) -> None:
    folder = new_folder(tmp_path)
    write_csv(folder / "a.csv", table(rows))
    asked = {"file": "a.csv", "date": "dato", "what": What.SUM, "column": "antal"}
    by_day = figures(folder, **asked)
    longer = figures(folder, by=by, **asked)
    assert sum(one.value or 0 for one in by_day) == sum(one.value or 0 for one in longer)
    for one in longer:
        inside = [
            day.value or 0
            for day in by_day
            if days_of(one)[0] <= days_of(day)[0] and days_of(day)[1] <= days_of(one)[1]
        ]
        assert one.value == sum(inside)


@given(rows=row_lists, question=settings_of_questions, since=days)
def test_since_leaves_out_what_ended_before(
    tmp_path: Path, rows: list[Row], question: dict[str, Any], since: date
) -> None:
    folder = new_folder(tmp_path)
    write_csv(folder / "a.csv", table(rows))
    everything = figures(folder, file="a.csv", **question)
    kept = tuple(one for one in everything if one.period.end and one.period.end >= since)
    assert figures(folder, file="a.csv", since=since, **question) == kept


# --- How people write a name ----------------------------------------------------------------------
_SPELLINGS: list[Callable[[str], str]] = [
    str,
    str.upper,
    lambda name: normalize("NFD", name),
    lambda name: f"  {normalize('NFD', name.upper())} ",
]


@given(
    came=st.lists(st.tuples(st.integers(1, 40), st.sampled_from(_SPELLINGS)), min_size=1),
    way=st.sampled_from(["quick", "quoted", "rows", "excel"]),
    form=st.sampled_from(["NFC", "NFD"]),
)
def test_people_and_answers_are_told_apart_by_what_they_say(
    tmp_path: Path,
    came: list[tuple[int, Callable[[str], str]]],
    way: str,
    form: Literal["NFC", "NFD"],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = new_folder(tmp_path)
    rows = [["navn", "svar", "note"]]
    rows += [
        [spell(f"deltager {n} på æblegården"), spell(("små", "større")[n % 2]), "x"]
        for n, spell in came
    ]
    name = "a.xlsx" if way == "excel" else "a.csv"
    if way == "quoted":
        rows[-1][-1] = "x;y"
    (write_excel if way == "excel" else write_csv)(folder / name, rows)
    asked: dict[str, Any] = {"file": name, "on": Period.parse("2026")}
    small, larger = normalize(form, "Små"), normalize(form, "STØRRE")
    share = {"what": What.SHARE, "column": "svar", "scale": (small, larger), "at_least": larger}
    odd = [n for n, _ in came if n % 2]
    with monkeypatch.context() as patch:
        if way == "rows":
            patch.setattr(csv_files, "is_plain", lambda chunk, delimiter: False)
            patch.setattr(csv_files._Rows, "take_equal", lambda rows, found: False)
        (people,) = figures(folder, what=What.DISTINCT, column="navn", **asked)
        (answered,) = figures(folder, **share, **asked)
        smalls = figures(folder, where={"svar": small}, **asked)
    assert people.value == len({n for n, _ in came})
    assert answered.value == len(odd)
    assert answered.of == len(came)
    assert sum(int(one.value or 0) for one in smalls) == len(came) - len(odd)


# --- Nobody is shown ------------------------------------------------------------------------------
@given(rows=row_lists, question=settings_of_questions, people=st.randoms(use_true_random=False))
def test_names_and_cpr_numbers_change_nothing_and_are_nowhere(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    rows: list[Row],
    question: dict[str, Any],
    people: random.Random,
) -> None:
    folder = new_folder(tmp_path)
    plain = table(rows)
    with_people = [["navn", *plain[0], "cpr-nummer"]]
    with_people += [[people.choice(NAMES), *row, people.choice(CPR)] for row in plain[1:]]
    wrong = [*with_people, [NAMES[0], NAMES[1], CPR[0], CPR[1], CPR[2]]]
    write_csv(folder / "a.csv", plain)
    told = []
    for name, suffix in (("people", "csv"), ("people", "xlsx")):
        write = write_csv if suffix == "csv" else write_excel
        write(folder / f"{name}.{suffix}", with_people)
        write(folder / f"wrong.{suffix}", wrong)
        gave = fetch(folder, file=f"{name}.{suffix}", **question)
        assert gave.readings == figures(folder, file="a.csv", **question)
        told.append(repr(gave))
        told.append(repr(described(folder, f"{name}.{suffix}")))
        if not question["where"]:
            with pytest.raises(InvalidValue) as caught:
                fetch(folder, file=f"wrong.{suffix}", **question)
            told += [repr(caught.value), caught.value.message.da, caught.value.message.en]
    told.append(caplog.text)
    for text in told:
        for secret in (*NAMES, *CPR, *(name.split()[0] for name in NAMES)):
            assert secret not in text


def described(folder: Path, name: str) -> object:
    from lists import SOURCE

    return SOURCE.describe(name, options={}, folder=folder, offline=True)


# --- Two ways to read CSV -------------------------------------------------------------------------
_PIECES = st.lists(
    st.sampled_from(
        ["2-1-2026", "3-1-2026", "Ja", "ja", "nej", "æ", "å", "a\u030a", "I alt", "sum:", " ", ";", ";", ";", "\n", "\n", "\r\n", '"', '""', "\r"]
    ),
    max_size=30,
)  # fmt: skip


@given(pieces=_PIECES)
@example(pieces=['"', "Ja", ";", '"', "nej", '"', ";", "Ja", '"', "\n"])
@example(pieces=["2-1-2026", ";", '"', "Ja", '"', "\r", "\r\n"])
@example(pieces=["2-1-2026", ";", "Ja", ";", ";", "æ", "\n"])
@example(pieces=["I alt", ";", "Ja", ";", "\n"])
@example(pieces=[";", "Ja", ";", "sum:", "\n"])
def test_the_quick_way_says_what_the_slow_one_does(
    tmp_path: Path, pieces: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = new_folder(tmp_path)
    rows = ["2-1-2026;Ja;x", "3-1-2026;nej;", '"4-1-2026";"Ja";"y"']
    text = "\n".join(["dato;svar;andet", *rows, "".join(pieces), ""])
    (folder / "a.csv").write_bytes(text.encode())
    distinct = {"file": "a.csv", "what": What.DISTINCT}
    questions: list[dict[str, Any]] = [
        {"file": "a.csv", "date": "dato", "where": {"svar": "Ja"}},
        {"column": "andet", "on": Period.parse("2026"), **distinct},
        {"column": "svar", "on": Period.parse("2026"), "where": {"andet": "Å"}, **distinct},
    ]
    quick = [outcome(folder, **asked) for asked in questions]
    with monkeypatch.context() as patch:
        patch.setattr(csv_files, "is_plain", lambda chunk, delimiter: False)
        assert [outcome(folder, **asked) for asked in questions] == quick
        patch.setattr(csv_files._Rows, "take_equal", lambda rows, found: False)
        assert [outcome(folder, **asked) for asked in questions] == quick


def outcome(folder: Path, **asked: Any) -> object:
    try:
        gave = fetch(folder, **asked)
    except InvalidValue as error:
        return error.message
    return gave.readings, gave.notices, gave.provenance.checksum
