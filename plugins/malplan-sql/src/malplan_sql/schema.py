"""The tables, and how an older database becomes like a new one.

Alembic is made for schemas that their developers change while they run it; a library that brings
its schema along needs one number and a few steps in order, run where the store is opened. So there
is nothing to configure, and no command that somebody forgets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import BigInteger, Column, Connection, MetaData, Table, Text, inspect, text

from malplan_sql import words

_TABLES = MetaData()
RECORD = Table(
    "record",
    _TABLES,
    Column("id", Text, primary_key=True),
    Column("plan", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("recorded", BigInteger, nullable=False),
    Column("content", Text, nullable=False),
)
"""Records: ``recorded`` in microseconds since 1970 in UTC, ``content`` the whole record as JSON."""

LISTENER = Table("listener", _TABLES, Column("name", Text, primary_key=True))
"""Those who want to be told of records."""

PENDING = Table(
    "pending",
    _TABLES,
    Column("listener", Text, primary_key=True),
    Column("record", Text, primary_key=True),
)
"""Which listener was not told of which record yet."""


# --- Versions -------------------------------------------------------------------------------------
def _records(dialect: str) -> Iterator[str]:
    """Version 1."""
    # Texts are compared byte by byte, as Python does: another order would depend on the server.
    words = 'TEXT COLLATE "C"' if dialect == "postgresql" else "TEXT"
    yield (
        f"CREATE TABLE record (id {words} NOT NULL PRIMARY KEY, plan {words} NOT NULL, "
        f"kind {words} NOT NULL, recorded BIGINT NOT NULL, content TEXT NOT NULL)"
    )
    yield "CREATE INDEX record_order ON record (plan, recorded, id)"
    if dialect == "postgresql":
        # Statistics keep samples of a column, which would outlive a text that is blanked.
        yield "ALTER TABLE record ALTER COLUMN content SET STATISTICS 0"


def _listeners(dialect: str) -> Iterator[str]:
    """Version 2."""
    words = 'TEXT COLLATE "C"' if dialect == "postgresql" else "TEXT"
    yield f"CREATE TABLE listener (name {words} NOT NULL PRIMARY KEY)"
    yield (
        f"CREATE TABLE pending (listener {words} NOT NULL, record {words} NOT NULL, "
        "PRIMARY KEY (listener, record))"
    )


STEPS: tuple[Callable[[str], Iterator[str]], ...] = (_records, _listeners)
"""Each makes one version of the one before. A step that was released is never changed."""

VERSION = len(STEPS)


def version_of(connection: Connection) -> int | None:
    """The version of the schema; None where there is none yet."""
    if not inspect(connection).has_table("malplan_schema"):
        return None
    version: int = connection.execute(text("SELECT version FROM malplan_schema")).scalar_one()
    return version


def upgrade(connection: Connection, version: int = VERSION) -> None:
    """Bring the tables to a version, within the transaction that the connection is in.

    Raises:
        WrongSchema: They are newer, or somebody else's.
    """
    found = version_of(connection)
    if found is None:
        if inspect(connection).has_table("record"):
            raise WrongSchema(words.TABLES_OF_OTHERS)
        connection.execute(text("CREATE TABLE malplan_schema (version INTEGER NOT NULL)"))
        connection.execute(text("INSERT INTO malplan_schema (version) VALUES (0)"))
    elif found > version:
        raise WrongSchema(words.NEWER.format(found=found, known=version))
    for step in STEPS[found or 0 : version]:
        for statement in step(connection.dialect.name):
            connection.execute(text(statement))
    connection.execute(text("UPDATE malplan_schema SET version = :version"), {"version": version})


class WrongSchema(Exception):
    """The tables are not those of this version, nor of an older one; ``args`` holds why."""
