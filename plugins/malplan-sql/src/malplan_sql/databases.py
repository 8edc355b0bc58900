"""What SQLite and PostgreSQL do each in its own way."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Collection, Iterator
from typing import Any, Protocol

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    Text,
    any_,
    bindparam,
    exc,
    func,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from malplan.messages import Message
from malplan_sql import words


class Database(Protocol):
    """What a store needs beyond the SQL that both understand.

    Attributes:
        placeholder: What stands for a parameter.
    """

    placeholder: str

    def prepare(self, connection: Connection) -> None:
        """Set a connection that is used for the first time."""

    def begin_writing(self, connection: Connection) -> None:
        """Begin a transaction that writes."""

    def begin_alone(self, connection: Connection) -> None:
        """Begin a transaction when nobody is adding records; others who add wait for its end."""

    def begin_upgrade(self, connection: Connection) -> None:
        """Begin a transaction that changes tables; only one does at a time."""

    def among(self, column: Column[str], values: Collection[str]) -> ColumnElement[bool]:
        """Whether a column holds one of these values, however many they are."""

    def forget(self, engine: Engine) -> Message | None:
        """Remove old copies of texts that are blanked; why one may remain, if one may."""

    def unsuited(self, connection: Connection) -> Message | None:
        """Why the database cannot hold a log."""


class Sqlite:
    """SQLite; what is said of transactions holds for the driver of the standard library."""

    placeholder = "?"

    def prepare(self, connection: Connection) -> None:
        """Writes reach the disk before they are acknowledged; what is deleted is overwritten."""
        raw: Any = connection.connection.dbapi_connection
        for pragma in ("synchronous = FULL", "fullfsync = ON", "secure_delete = ON"):
            raw.execute(f"PRAGMA {pragma}").close()

    def begin_writing(self, connection: Connection) -> None:
        """Wait for others at once: a transaction that has read first cannot always wait."""
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    begin_alone = begin_upgrade = begin_writing

    def among(self, column: Column[str], values: Collection[str]) -> ColumnElement[bool]:
        """One parameter, because SQLite takes some thousands only."""
        listed = bindparam(None, json.dumps(list(values)), Text)
        return column.in_(select(func.json_each(listed).table_valued("value").c.value))

    def forget(self, engine: Engine) -> Message | None:
        """Write the file anew, and empty the log of writes; others may keep the latter busy."""
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM")
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalars().one()
        return words.OLD_COPY_REMAINS if busy else None

    def unsuited(self, connection: Connection) -> Message | None:
        """A file that malplan made is suited."""
        return None


_UPGRADING = 0x6D616C706C616E
"""The key of the advisory lock, of all that use the server: "malplan"."""


class Postgresql:
    """PostgreSQL."""

    placeholder = "%s"

    def prepare(self, connection: Connection) -> None:
        """Writes reach the disk before they are acknowledged, also where the server is lax."""
        connection.execute(
            text(
                "SELECT set_config('synchronous_commit', 'on', false) "
                "WHERE current_setting('synchronous_commit') = 'off'"
            )
        )
        connection.commit()

    def begin_writing(self, connection: Connection) -> None:
        """It begins by itself."""

    def begin_alone(self, connection: Connection) -> None:
        """Whoever is adding has seen who listens, or has yet to look."""
        connection.exec_driver_sql("LOCK TABLE record IN SHARE MODE")

    def begin_upgrade(self, connection: Connection) -> None:
        """Wait for others who open the same server."""
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADING})

    def among(self, column: Column[str], values: Collection[str]) -> ColumnElement[bool]:
        """One parameter: an array."""
        return column == any_(bindparam(None, list(values), ARRAY(Text)))

    def forget(self, engine: Engine) -> Message | None:
        """Write the table anew, and let go of the log of writes, which not every role may.

        What the server keeps of that log for others or to use again, and what is outside the
        server, is beyond this.
        """
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            with _notices(connection) as notices:
                connection.exec_driver_sql("SET lock_timeout = '60s'")
                try:
                    connection.exec_driver_sql("VACUUM (FULL, VERBOSE) record")
                finally:
                    connection.exec_driver_sql("RESET lock_timeout")
            refused = False
            for statement in ("SELECT pg_switch_wal()", "CHECKPOINT"):
                try:
                    connection.exec_driver_sql(statement)
                except exc.ProgrammingError:
                    refused = True
        # The first number of the detail says how many rows somebody's transaction still holds. A
        # role that may not do it is only warned, without such a detail.
        counts = [re.search(r"\d+", detail) for detail in notices]
        if not any(count and count[0] == "0" for count in counts):
            return words.OLD_COPY_REMAINS
        return words.WAL_REMAINS if refused else None

    def unsuited(self, connection: Connection) -> Message | None:
        """A database must hold every character."""
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
        return None if encoding == "UTF8" else words.NOT_UNICODE.format(encoding=encoding)


@contextlib.contextmanager
def _notices(connection: Connection) -> Iterator[list[str]]:
    """The details of what the server tells meanwhile."""
    found: list[str] = []
    driver: Any = connection.connection.driver_connection

    def keep(diagnostic: Any) -> None:
        found.append(diagnostic.message_detail or "")

    driver.add_notice_handler(keep)
    try:
        yield found
    finally:
        driver.remove_notice_handler(keep)


DATABASES: dict[str, Database] = {"sqlite": Sqlite(), "postgresql": Postgresql()}
