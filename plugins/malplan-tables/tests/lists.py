"""Makes lists as people keep them, and asks the source of them."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Literal

import openpyxl
from hypothesis import strategies as st

from malplan.sources import Fetched, Reading, Request
from malplan.testing import SourceSuite
from malplan_tables import TableSettings, TableSource

MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
SOURCE = TableSource()

NAMES = ("Anna Eksempel", "Søren Æblegård", "Åse Prøvesen")
CPR = ("010203-1234", "311299 4321", "1111111118")

Row = tuple[date, int | Decimal, str]
"""The day, a number and an answer."""


class _Requests(SourceSuite):
    source = SOURCE


def request(folder: Path, *, since: date | None = None, **settings: Any) -> Request:
    return _Requests().request(TableSettings(**settings), folder=folder, since=since)


def fetch(folder: Path, *, since: date | None = None, **settings: Any) -> Fetched:
    return SOURCE.fetch(request(folder, since=since, **settings))


def figures(folder: Path, **settings: Any) -> tuple[Reading, ...]:
    return fetch(folder, **settings).readings


# --- How people write -----------------------------------------------------------------------------
DATE_STYLES: dict[str, Callable[[date], str]] = {
    "plain": lambda day: f"{day.day}-{day.month}-{day.year}",
    "points": lambda day: f"{day:%d.%m.%Y}",
    "short": lambda day: f"{day.day}/{day.month}-{day:%y}",
    "iso": lambda day: day.isoformat(),
    "words": lambda day: f"{day.day}. {MONTHS[day.month - 1]} {day.year}",
    "moment": lambda day: f"{day:%d-%m-%Y} 14:05:59",
    "spaces": lambda day: f"  {day:%d-%m-%Y}\u00a0",
}


def danish(number: int | Decimal) -> str:
    """A number with a decimal comma and points between thousands: 1.234,5."""
    return f"{number:,}".translate(str.maketrans(",.", ".,"))


def csv_text(
    rows: Sequence[Sequence[str]], *, delimiter: str = ";", quoting: Literal[0, 1, 2, 3] = csv.QUOTE_MINIMAL,
    end: str = "\r\n",
) -> str:  # fmt: skip
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(rows)
    return stream.getvalue()


def table(rows: Sequence[Row], style: str = "plain") -> list[list[str]]:
    """The rows as texts, below their headings."""
    day = DATE_STYLES[style]
    return [["dato", "antal", "svar"], *([day(on), danish(n), said] for on, n, said in rows)]


def write_csv(path: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> None:
    path.write_bytes(csv_text(rows).encode(encoding))


def write_excel(path: Path | IO[bytes], rows: Sequence[Sequence[Any]], sheet: str = "Ark1") -> None:
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet(sheet)
    for row in rows:
        page.append(list(row))
    book.save(path)


# --- Strategies -----------------------------------------------------------------------------------
days = st.dates(date(2026, 1, 1), date(2027, 3, 1))
numbers = st.integers(-2_000_000, 2_000_000) | st.decimals(
    -5_000, 5_000, places=2, allow_nan=False, allow_infinity=False
)
answers = st.sampled_from(["Nej", "Delvist", "Ja", "ja "])
row_lists = st.lists(st.tuples(days, numbers, answers), min_size=1, max_size=30)

_serial = itertools.count()


def new_folder(path: Path) -> Path:
    """An empty folder for one example of a test."""
    folder = path / str(next(_serial))
    folder.mkdir()
    return folder
