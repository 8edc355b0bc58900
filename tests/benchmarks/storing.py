"""Storing records in SQLite, beside the same rows through SQLAlchemy alone."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlalchemy

from benchmarks.measuring import Row
from benchmarks.timing import Task, best
from malplan.drafts import Draft
from malplan.logbook import Logbook
from malplan.records import Observation, Record, new_record_id
from malplan.stores import Store
from malplan.workspace import Workspace
from malplan_sql import SqlStores
from malplan_sql.rows import COLUMNS, row_of
from malplan_sql.schema import RECORD

MANY = 100_000
_BEGIN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def observations(count: int) -> list[Record]:
    """Observations as somebody would record them, a second apart."""
    return [
        Record(
            id=new_record_id(moment),
            plan="ungeloeftet",
            on=moment.date(),
            recorded=moment,
            what=Observation(sign="fremmoede", value=Decimal(serial % 40)),
            by="tovholder",
            comment="Flere kom end ventet, og to tog en ven med.",
        )
        for serial, moment in enumerate(_BEGIN + timedelta(seconds=one) for one in range(count))
    ]


class Ours:
    """malplan's store, in a file that is made anew."""

    store: Store

    def __init__(self, file: Path) -> None:
        self.file = file

    def begin(self) -> None:
        """Begin with an empty file."""
        if hasattr(self, "store"):
            self.store.close()
        self.file.unlink(missing_ok=True)
        self.store = SqlStores().open(f"sqlite:///{self.file}", folder=self.file.parent)

    def add(self, records: list[Record]) -> None:
        """Add records in one transaction."""
        self.store.append(records)


class Theirs:
    """SQLAlchemy alone: the same tables in such a file, and the same settings of each connection."""

    engine: sqlalchemy.Engine

    def __init__(self, file: Path) -> None:
        self.file = file

    def begin(self) -> None:
        """Begin with an empty file, made by malplan so that it is the same."""
        if hasattr(self, "engine"):
            self.engine.dispose()
        self.file.unlink(missing_ok=True)
        SqlStores().open(f"sqlite:///{self.file}", folder=self.file.parent).close()
        self.engine = sqlalchemy.create_engine(f"sqlite:///{self.file}")
        sqlalchemy.event.listen(self.engine, "connect", _set)

    def add(self, rows: list[dict[str, Any]]) -> None:
        """Add rows in one transaction."""
        with self.engine.begin() as connection:
            connection.execute(sqlalchemy.insert(RECORD), rows)


def _set(connection: Any, _: object) -> None:
    for pragma in ("synchronous = FULL", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def storing_rows(seconds: float) -> Iterator[Row]:
    """Adding one record, durably, and adding very many in one transaction."""
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Ours(Path(folder) / "ours.db"), Theirs(Path(folder) / "theirs.db")
        yield _one(ours, theirs, seconds)
        yield from _many(ours, theirs, seconds)
        ours.store.close()
        theirs.engine.dispose()


def _one(ours: Ours, theirs: Theirs, seconds: float) -> Row:
    ours.begin()
    theirs.begin()
    records = iter(observations(MANY))
    next_one: list[Record] = []
    next_row: list[dict[str, Any]] = []

    def draw() -> None:
        next_one[:] = [next(records)]
        next_row[:] = [dict(zip(COLUMNS, row_of(next_one[0]), strict=True))]

    took = best(
        {
            "malplan": Task(lambda: ours.add(next_one), prepare=draw, times=1),
            "sqlalchemy": Task(lambda: theirs.add(next_row), prepare=draw, times=1),
        },
        seconds=seconds / 4,
    )
    return Row("Store a record, SQLite", took["malplan"], "SQLAlchemy, same row",
               took["sqlalchemy"], limit=1.5)  # fmt: skip


def _many(ours: Ours, theirs: Theirs, seconds: float) -> Iterator[Row]:
    records = observations(MANY)
    plan = Workspace().load("ungeloeftet")
    drafts = [
        Draft(what=record.what, on=record.on, by=record.by, comment=record.comment)
        for record in records
    ]

    logbook: Logbook

    def begin() -> None:
        nonlocal logbook
        ours.begin()
        logbook = Workspace(store=ours.store).logbook

    rows = [dict(zip(COLUMNS, row_of(record), strict=True)) for record in records]
    took = best(
        {
            "malplan": Task(lambda: ours.add(records), prepare=ours.begin, times=1),
            "checked": Task(lambda: logbook.record_all(plan, drafts), prepare=begin, times=1),
            "sqlalchemy": Task(lambda: theirs.add(rows), prepare=theirs.begin, times=1),
        },
        seconds=seconds,
    )
    peer, theirs_took = "SQLAlchemy, same rows", took["sqlalchemy"]
    yield Row(f"Store {MANY:,} records", took["malplan"], peer, theirs_took, limit=2)
    yield Row("… made and checked", took["checked"], peer, theirs_took, limit=2)
