"""What the source says of figures, what it tells of files, and how much it holds in memory."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from blake3 import blake3
from lists import CPR, NAMES, SOURCE, csv_text, fetch, figures, table, write_csv, write_excel

from malplan.errors import InvalidValue
from malplan.periods import Period
from malplan.sources import Description
from malplan_tables import csv_files
from malplan_tables import messages as words
from malplan_tables.settings import By, What

ROWS = table([(date(2026, 3, 5), 3, "Ja"), (date(2026, 3, 6), 4, "Nej")])


# --- Where figures come from ----------------------------------------------------------------------
def checksum_of(content: bytes) -> str:
    return f"blake3:{blake3(content).hexdigest()}"


def test_the_checksum_of_a_file_is_its_own(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", ROWS)
    write_excel(tmp_path / "a.xlsx", ROWS)
    for name in ("a.csv", "a.xlsx"):
        wanted = checksum_of((tmp_path / name).read_bytes())
        assert fetch(tmp_path, file=name, date="dato").provenance.checksum == wanted


def test_the_checksum_of_several_does_not_depend_on_their_order(tmp_path: Path) -> None:
    for name, rows in (("a.csv", ROWS), ("b.csv", ROWS[:2]), ("c.csv", ROWS[:1])):
        write_csv(tmp_path / name, rows)

    def checksum(*names: str) -> str:
        return fetch(tmp_path, files=names, date="dato").provenance.checksum

    assert checksum("a.csv", "b.csv") == checksum("b.csv", "a.csv")
    (tmp_path / "d.csv").write_bytes((tmp_path / "b.csv").read_bytes())
    assert checksum("a.csv", "b.csv") == checksum("a.csv", "d.csv")
    assert len({checksum("a.csv"), checksum("a.csv", "b.csv"), checksum("a.csv", "c.csv")}) == 3


def test_the_query_says_what_was_counted(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", ROWS)
    write_excel(tmp_path / "b.xlsx", ROWS)
    asked: dict[str, Any] = {"files": ("*.xlsx", "a.csv"), "sheet": None}
    told = [
        fetch(tmp_path, date="dato", **asked),
        fetch(
            tmp_path,
            date="dato",
            by=By.HALF_YEAR,
            what=What.SHARE,
            column="antal",
            at_least="4",
            where={"svar": "Nej"},
            **asked,
        ),
        fetch(
            tmp_path, file="b.xlsx", sheet="Ark1", on=Period.parse("marts 2026"), what=What.SUM,
            column="antal",
        ),
    ]  # fmt: skip
    assert [one.provenance.query for one in told] == [
        "a.csv og ”*.xlsx” (1 fil): antal rækker pr. dag efter ”dato”",
        "a.csv og ”*.xlsx” (1 fil): andelen af svar i ”antal”, der er mindst ”4”, pr. halvår efter ”dato”, "
        "hvor ”svar” er ”Nej”",
        "b.xlsx (Ark1): summen af ”antal” for marts 2026",
    ]
    assert all(one.provenance.licence is None for one in told)


def test_the_query_names_no_file_that_the_plan_does_not_name(tmp_path: Path) -> None:
    for name in ("Anna Eksempel", "Bo Eksempel", "fælles"):
        write_csv(tmp_path / f"{name}.csv", ROWS)
    (tmp_path / "[1].csv").write_bytes((tmp_path / "fælles.csv").read_bytes())

    def named(*files: str) -> str:
        return fetch(tmp_path, files=files, date="dato").provenance.query.split(":")[0]

    assert named("*.csv") == "”*.csv” (4 filer)"
    assert named("*Eksempel.csv", "fælles.csv") == "fælles.csv og ”*Eksempel.csv” (2 filer)"
    assert named("*.csv", "fælles.csv") == "fælles.csv og ”*.csv” (3 filer)"
    assert named("fælles.csv", "*.csv") == "fælles.csv og ”*.csv” (3 filer)"
    assert named("[1].csv") == "[1].csv"
    (tmp_path / "Anna Eksempel.csv").write_bytes(b"dato\nx\n")
    with pytest.raises(InvalidValue, match=r"Anna Eksempel\.csv, row 2"):  # people must find it
        fetch(tmp_path, file="*.csv", date="dato")


def test_a_cpr_number_in_a_name_is_not_told(tmp_path: Path) -> None:
    write_csv(tmp_path / f"{CPR[0]}.csv", ROWS)
    assert CPR[0] not in repr(fetch(tmp_path, file="*.csv", date="dato"))


def test_times_are_whole(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", ROWS)

    def time(by: By) -> str:
        (one,) = figures(tmp_path, file="a.csv", date="dato", by=by)
        return one.period.text

    assert time(By.WEEK) == str(Period.parse("uge 10 2026"))
    assert time(By.MONTH) == "marts 2026"
    assert time(By.QUARTER) == "1. kvartal 2026"
    assert time(By.YEAR) == "2026"
    assert time(By.ALL) == str(Period(date(2026, 3, 5), date(2026, 3, 6)))


def test_a_file_that_speaks_of_one_time_is_one_figure(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("navn;antal\nA;3\n;\n\nB;4\nC;\n", "utf-8")
    march = Period.parse("marts 2026")
    (rows,) = figures(tmp_path, file="a.csv", on=march)
    (total,) = figures(tmp_path, file="a.csv", on=march, what=What.SUM, column="antal")
    assert rows.period == march
    assert [rows.value, total.value] == [Decimal(3), Decimal(7)]


def test_no_row_is_no_figure(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", ROWS[:1])
    gave = fetch(tmp_path, file="a.csv", date="dato")
    assert gave.readings == ()
    assert [one.da for one in gave.notices] == ["Ingen rækker passer til det, der tælles"]


# --- Standard input -------------------------------------------------------------------------------
class _Pipe(io.BytesIO):
    """Bytes that cannot be sought in, as those of a pipe."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: object) -> int:
        raise io.UnsupportedOperation("seek")


def piped(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(_Pipe(content)))


def test_the_standard_input_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_csv(tmp_path / "a.csv", ROWS)
    write_excel(tmp_path / "b.xlsx", ROWS)
    for name in ("a.csv", "b.xlsx"):
        content = (tmp_path / name).read_bytes()
        piped(monkeypatch, content)
        gave = fetch(tmp_path, file="-", date="dato")
        assert gave.readings == figures(tmp_path, file=name, date="dato")
        assert gave.provenance.query == "standardinput: antal rækker pr. dag efter ”dato”"
        assert gave.provenance.checksum == checksum_of(content)


def test_what_is_wrong_with_the_standard_input_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped(monkeypatch, b"dato\nAnna Eksempel\n")
    with pytest.raises(InvalidValue) as caught:
        fetch(tmp_path, file="-", date="dato")
    assert str(caught.value) == "standard input, row 2, column “dato”: not a date"
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InvalidValue, match="Nothing comes from standard input"):
        fetch(tmp_path, file="-", date="dato")


def test_the_standard_input_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):  # of another input, another time
        piped(monkeypatch, csv_text(ROWS).encode())
        assert fetch(tmp_path, file="-", date="dato").readings
        with pytest.raises(InvalidValue, match="Standard input was read already"):
            fetch(tmp_path, file="-", date="dato")


# --- What a file holds ----------------------------------------------------------------------------
def described(folder: Path, name: str) -> Description:
    return SOURCE.describe(name, options={}, folder=folder, offline=True)


def facts_of(found: Description) -> dict[str, str]:
    return {name if isinstance(name, str) else name.en: said for name, said in found.facts}


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_file_is_described_without_what_stands_in_it(tmp_path: Path, suffix: str) -> None:
    rows = [
        ["navn", "dato", "timer", "note", "cpr"],
        [NAMES[0], "5-3-2026", "1,5", "", CPR[0]],
        ["", "", "", "", ""],
        [NAMES[1], "6. marts 2026", "2", "", CPR[1]],
    ]
    (write_csv if suffix == "csv" else write_excel)(tmp_path / f"a.{suffix}", rows)
    found = described(tmp_path, f"a.{suffix}")
    kinds = {part.id: str(getattr(part.title, "da", "")) for part in found.parts}
    assert list(kinds.items())[:4] == [
        ("navn", "tekst"),
        ("dato", "datoer"),
        ("timer", "tal"),
        ("note", "tom"),
    ]
    facts = facts_of(found)
    assert facts.pop("rows") == "2"
    if suffix == "csv":
        assert facts == {"encoding": "utf-8", "delimiter": ";", "columns named by row": "1"}
    else:
        assert facts == {"sheets": "Ark1", "columns named by row": "1"}
    assert not any(secret in repr(found) for secret in (*NAMES, *CPR))
    assert fetch(tmp_path, **{**found.example, "what": What.ROWS, "by": By.MONTH}).readings


def test_a_few_wrong_days_hide_no_column_of_days(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", [["n", "dag"], *([["1", "5-3-2026"]] * 3), ["1", "i morgen"]])
    found = described(tmp_path, "a.csv")
    assert [part.title for part in found.parts] == [words.NUMBERS, words.MIXED]
    assert found.example["date"] == "dag"


def test_a_file_without_headings_is_not_described(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", [[NAMES[0], CPR[0]], [NAMES[1], CPR[1]]])
    with pytest.raises(InvalidValue) as caught:
        described(tmp_path, "a.csv")
    assert not any(secret in str(caught.value) for secret in (*NAMES, *CPR))


def test_the_letters_and_the_delimiter_are_facts(tmp_path: Path) -> None:
    text = csv_text([["dato", "bemærkning"], ["5-3-2026", "å"]], delimiter="\t")
    for encoding in ("windows-1252", "utf-16", "utf-8"):
        (tmp_path / "a.csv").write_bytes(text.encode(encoding))
        assert facts_of(described(tmp_path, "a.csv")) == {
            "encoding": encoding,
            "delimiter": "tab",
            "columns named by row": "1",
            "rows": "1",
        }


# --- Many rows ------------------------------------------------------------------------------------
def test_plain_rows_are_counted_many_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_row(self: object, cells: list[str]) -> None:
        raise AssertionError("a row was taken by itself")

    monkeypatch.setattr(csv_files._Rows, "_take_row", no_row)
    for quoting in (0, 1):  # QUOTE_MINIMAL, QUOTE_ALL
        content = csv_text([ROWS[0], *(ROWS[1:] * 5_000)], quoting=quoting).encode("windows-1252")
        (tmp_path / "a.csv").write_bytes(content)
        found = figures(tmp_path, file="a.csv", date="dato", where={"svar": "ja"})
        assert [one.value for one in found] == [5_000]


_PEAK = """
import resource, sys
from pathlib import Path
from typing import Any
from malplan.testing import SourceSuite
from malplan_tables import TableSettings, TableSource, letters

letters.CHUNK = 2**20

class Suite(SourceSuite):
    source = TableSource()

settings = TableSettings(file=sys.argv[2], date="dato", where={"hold": "A"})
request = Suite().request(settings, folder=Path(sys.argv[1]))
counted = sum(one.value for one in TableSource().fetch(request).readings)
print(counted, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
_BETWEEN = (
    "import subprocess, sys; subprocess.run([sys.executable, '-c', *sys.argv[1:]], check=True)"
)
"""Linux counts the memory of the process that starts another as that one's: here it is small."""


def counted_with_peak(folder: Path, name: str) -> tuple[int, int]:
    """How many rows were counted, and the most memory that it took, in KiB."""
    command = [sys.executable, "-c", _BETWEEN, _PEAK, str(folder), name]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    counted, peak = map(int, done.stdout.split())
    return counted, peak


def rows_of(count: int, note: str) -> Iterator[str]:
    yield "dato;navn;hold;note\n"
    for serial in range(count):
        yield f"{serial % 28 + 1}-3-2026;Navn {serial};{'AB'[serial % 2]};{note}\n"


@pytest.mark.skipif(sys.platform == "win32", reason="the memory of a process is not told there")
@pytest.mark.parametrize("note", ["x" * 300, '"a;b' + "x" * 300 + '"'], ids=["plain", "quoted"])
def test_many_rows_need_no_more_memory_than_few(tmp_path: Path, note: str) -> None:
    for name, count in (("few.csv", 50_000), ("many.csv", 150_000)):
        with (tmp_path / name).open("w", encoding="utf-8") as stream:
            stream.writelines(rows_of(count, note))
    (_, few), (counted, many) = (
        counted_with_peak(tmp_path, one) for one in ("few.csv", "many.csv")
    )
    assert counted == 75_000
    few_bytes, bytes_ = ((tmp_path / one).stat().st_size for one in ("few.csv", "many.csv"))
    more = (bytes_ - few_bytes) // 1024
    assert many - few < more / 2, f"{many - few} KiB more for {more} KiB more"
