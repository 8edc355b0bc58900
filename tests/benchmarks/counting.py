"""Counting the rows of a list in a file, beside polars reading the same columns of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import polars

from benchmarks.measuring import Row
from benchmarks.timing import Task, best
from malplan.sources import Request
from malplan.workspace import Workspace
from malplan_tables import TableSettings, TableSource

MANY = 1_000_000
_FIRST = date(2026, 1, 1)


def write_list(path: Path, count: int, place: str) -> None:
    """An attendance list as Excel writes it in Denmark, a row for each who came to a place."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write("Dato;Navn;Hold;Sted;Svar\r\n")
        for serial in range(count):
            day = _FIRST + timedelta(days=serial % 365)
            stream.write(
                f"{day:%d-%m-%Y};Deltager {serial};Hold {serial % 7};{place};{serial % 5 + 1}\r\n"
            )


def a_request(file: Path, settings: TableSettings) -> Request:
    """What asks for the rows of a file each day, for the first sign of a plan."""
    plan = Workspace().load("ungeloeftet")
    sign = plan.actions[0].signs[0]
    return Request(plan=plan, about=sign, settings=settings, today=_FIRST, folder=file.parent)


def counting_rows(seconds: float) -> Iterator[Row]:
    """Counting a million rows by day: plain ones, and ones that have to be read one by one."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "list.csv"
        write_list(file, MANY, "Kulturhuset")
        yield _by_day(f"Count {MANY:,} CSV rows", file, seconds, limit=3)
        write_list(file, MANY, '"Kulturhuset; lille sal"')
        yield _by_day("… with quoted delimiters", file, seconds / 4)


def _by_day(what: str, file: Path, seconds: float, limit: float | None = None) -> Row:
    request = a_request(file, TableSettings(file=file.name, date="Dato"))
    source = TableSource()
    assert sum(one.value or 0 for one in source.fetch(request).readings) == MANY
    took = best(
        {
            "malplan": Task(lambda: source.fetch(request), times=1),
            "polars": Task(lambda: polars.read_csv(file, separator=";", columns=["Dato"]), times=1),
        },
        seconds=seconds,
    )
    return Row(what, took["malplan"], "polars, same columns", took["polars"], limit=limit)
