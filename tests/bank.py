"""A plugin with a source of data that says what a test tells it to, and a log that stays."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import attrs

import malplan
from malplan import Period
from malplan.records import Provenance
from malplan.registry import Registry
from malplan.sources import Description, Fetched, Part, Reading, Request
from malplan.stores import MemoryStore

RETRIEVED = datetime(2026, 5, 15, 9, 0, tzinfo=UTC)

store = MemoryStore()
tables: dict[str, Sequence[Reading] | BaseException] = {}
"""What the tables of the bank hold, or what happens to who asks for them."""
asked: list[Request] = []


@attrs.frozen(kw_only=True)
class Ask:
    """What the bank is asked for.

    Attributes:
        table: The name of a table.
        rows: How many rows there are.
        at: A time.
    """

    table: str
    rows: int = 1
    at: Period | None = None


class Bank:
    """A source whose tables are those above."""

    name = "bank"
    title = "En bank (eksempel)"
    settings = Ask
    option_names = ("base_url", "token")

    def fetch(self, request: Request) -> Fetched:
        """What the table holds."""
        asked.append(request)
        held = tables[request.settings.table]
        if isinstance(held, BaseException):
            raise held
        readings = tuple(one for one in held if request.wants(one.period))
        return Fetched(
            readings=readings,
            provenance=Provenance(
                source=self.name,
                query=f"tabel {request.settings.table}",
                retrieved=RETRIEVED,
                checksum=hashlib.sha256(repr(readings).encode()).hexdigest(),
                licence="CC BY 4.0, En bank",
            ),
            notices=(malplan.Message(da="et eksempel", en="an example"),),
        )

    def describe(self, table: str, *, options: Any, folder: Path, offline: bool) -> Description:
        """What a table is."""
        held = tables.get(table)
        if isinstance(held, BaseException):
            raise held
        return Description(
            id=table,
            title="Eksempel",
            parts=(
                Part(
                    id="omraade", title="Område", values=(("101", "Nord"), ("147", "Syd")), count=2
                ),
                Part(id="tid", count=40),
            ),
            facts=(("enhed", "personer"),),
            example={"table": table, "rows": 3},
        )


class Stores:
    """Opens the one store."""

    schemes: Sequence[str] = ("bank",)

    def open(self, url: str, *, folder: Path) -> MemoryStore:
        """The store."""
        return store


@malplan.hookimpl
def malplan_register(registry: Registry) -> None:
    """Register the source and the store."""
    registry.source(Bank())
    registry.store(Stores())


def day(number: int, value: Any, month: int = 3, **more: Any) -> Reading:
    """A reading of a day in 2026."""
    on = date(2026, month, number)
    return Reading(period=Period(on, on), value=value, **more)
