"""Records for the tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from malplan.moments import now
from malplan.records import Observation, Record, Redaction, new_record_id
from malplan_sql import SqlStores
from malplan_sql.store import SqlStore

SECRET = "Æblegrøden var her"
FORMS = (SECRET.encode(), ascii(SECRET)[1:-1].encode(), SECRET.replace("ø", "\\u00f8").encode())
"""The text as UTF-8, and as it is escaped."""


def record(**changes: Any) -> Record:
    fields: dict[str, Any] = {
        "id": new_record_id(now()),
        "plan": "sommer",
        "on": date(2026, 3, 1),
        "recorded": datetime(2026, 3, 1, 12, tzinfo=UTC),
        "what": Observation(sign="fremmoede", value=Decimal(12)),
        **changes,
    }
    return Record(**fields)


def redaction(*records: Record) -> Record:
    ids = tuple(one.id for one in records)
    return record(what=Redaction(records=ids, because="Efter anmodning"))


def opened(url: str, folder: Path = Path()) -> SqlStore:
    store = SqlStores().open(url, folder=folder)
    assert isinstance(store, SqlStore)
    return store


def holding(folder: Path) -> list[str]:
    """The files of a folder in which the secret stands."""
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(form in path.read_bytes() for form in FORMS)
    ]
