"""The store: records in a table."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, Engine, delete, exc, insert, select, update

from malplan.errors import ConflictingRecord, StoreFailed, reason_of
from malplan.messages import records as record_words
from malplan.records import Record, Redaction, blanked
from malplan.stores import shown_address
from malplan_sql import schema, words
from malplan_sql.databases import DATABASES
from malplan_sql.failures import code_of, failed, told_of
from malplan_sql.rows import COLUMNS, record_of, row_of
from malplan_sql.schema import LISTENER, PENDING, RECORD

_PREPARED = "malplan"
_AT_A_TIME = 1000
"""How many rows are held in memory while reading, and named in one statement while writing."""
_TRIES = 10


class SqlStore:
    """Keeps records in SQLite or PostgreSQL; see :class:`malplan.stores.Store`.

    A tool that has an engine of its own gives it, and keeps it: :meth:`close` lets it be. The
    tables are made beside those that are there.

    Args:
        engine: An engine of SQLAlchemy, for SQLite or for PostgreSQL with psycopg 3.
        place: What errors call the store; by default the address without user and password.
        owned: Whether closing the store closes the engine.

    Raises:
        StoreFailed: The database cannot be used, or its tables are somebody else's or newer.
    """

    def __init__(self, engine: Engine, *, place: str | None = None, owned: bool = False) -> None:
        self._place = place or shown_address(engine.url.render_as_string())
        self._engine = engine
        self._owned = owned
        name = engine.dialect.name
        if name not in DATABASES:
            raise failed(self._place, words.OTHER_DATABASE.format(name=name))
        self._database = DATABASES[name]
        # Said to the driver itself, because of many rows SQLAlchemy looks at each one.
        marks = ", ".join(self._database.placeholder for _ in COLUMNS)
        self._insertion = f"INSERT INTO record ({', '.join(COLUMNS)}) VALUES ({marks})"  # noqa: S608
        with told_of(self._place):
            self._upgrade()

    def _upgrade(self) -> None:
        with self._connection() as connection:
            unsuited = self._database.unsuited(connection)
            if unsuited:
                raise failed(self._place, unsuited)
            if schema.version_of(connection) == schema.VERSION:
                return
            connection.rollback()
            self._database.begin_upgrade(connection)
            try:
                schema.upgrade(connection)
            except schema.WrongSchema as wrong:
                raise failed(self._place, wrong.args[0]) from None
            connection.commit()

    # --- Connections ------------------------------------------------------------------------------
    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            if _PREPARED not in connection.info:
                self._database.prepare(connection)
                connection.info[_PREPARED] = True
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that writes; it counts if nothing is raised."""
        with self._connection() as connection:
            self._database.begin_writing(connection)
            yield connection
            connection.commit()

    # --- Adding -----------------------------------------------------------------------------------
    def append(self, records: Sequence[Record]) -> None:
        """Add records, all of them or none; they are safe when this returns.

        Raises:
            ConflictingRecord: Another record has the same id; nothing is added.
            StoreFailed: They cannot be stored; nothing is added.
        """
        if not records:
            return
        with told_of(self._place):
            with suppress(exc.IntegrityError), self._writing() as connection:
                self._insert(connection, records)
                return
            self._append_missing(records)

    def _append_missing(self, records: Sequence[Record]) -> None:
        """Add those that are not there yet."""
        for _ in range(_TRIES):  # somebody may add the same ones meanwhile
            with suppress(exc.IntegrityError), self._writing() as connection:
                self._insert(connection, self._missing(connection, records))
                return
        raise failed(self._place, words.BUSY)

    def _missing(self, connection: Connection, records: Sequence[Record]) -> list[Record]:
        there = {one.id: one for one in self._with_ids(connection, [one.id for one in records])}
        missing = []
        for record in records:
            other = there.setdefault(record.id, record)
            if other is record:
                missing.append(record)
            elif other not in (record, blanked(record)):
                raise ConflictingRecord(record_words.CONFLICTING_RECORD.format(id=record.id))
        return missing

    def _insert(self, connection: Connection, records: Iterable[Record]) -> None:
        # Always by id, so that two who add the same records do not wait for each other.
        rows = sorted(map(row_of, records))
        if not rows:
            return
        connection.exec_driver_sql(self._insertion, rows)
        listeners = connection.exec_driver_sql("SELECT name FROM listener").scalars().all()
        if listeners:
            connection.execute(
                insert(PENDING),
                [
                    {"listener": name, "record": row[0]}
                    for name in sorted(listeners)
                    for row in rows
                ],
            )

    # --- Reading ----------------------------------------------------------------------------------
    def records(
        self,
        plans: Collection[str] | None = None,
        *,
        kinds: Collection[str] | None = None,
        ids: Collection[str] | None = None,
    ) -> Iterator[Record]:
        """Records by plan, then in the order in which they were made.

        They come as they are read, from one query, so that a long log needs no more memory than a
        short one.

        Args:
            plans: Of these plans only.
            kinds: Of these kinds only.
            ids: With these ids only.

        Raises:
            StoreFailed: They cannot be read.
        """
        columns = RECORD.c
        query = select(columns.id, columns.content)
        for column, values in ((columns.plan, plans), (columns.kind, kinds), (columns.id, ids)):
            if values is not None:
                query = query.where(self._database.among(column, _possible(values)))
        query = query.order_by(columns.plan, columns.recorded, columns.id)
        with told_of(self._place), self._connection() as connection:
            streamed = connection.execution_options(stream_results=True, yield_per=_AT_A_TIME)
            with streamed.execute(query) as rows:
                for id, content in rows:
                    yield self._read(id, content)

    def _with_ids(self, connection: Connection, ids: Collection[str]) -> list[Record]:
        condition = self._database.among(RECORD.c.id, _possible(ids))
        rows = connection.execute(select(RECORD.c.id, RECORD.c.content).where(condition))
        return [self._read(id, content) for id, content in rows]

    def _read(self, id: str, content: str) -> Record:
        try:
            return record_of(content)
        except Exception as error:  # noqa: BLE001 - whatever was done to it, it is told
            reason = reason_of(error)
        raise StoreFailed(
            record_words.STORE_UNREADABLE.format(store=self._place, id=id, reason=reason)
        )

    # --- Blanking ---------------------------------------------------------------------------------
    def redact(self, redaction: Record) -> None:
        """Blank the texts of the records that a redaction names for good, and add it.

        Raises:
            StoreFailed: It cannot be done; or the texts are blanked, but an old copy may remain,
                because others use the log, there was no room, or the role of PostgreSQL may not
                make the server let go of its log of writes. Doing it again, when that is mended,
                removes it.
        """
        what = redaction.what
        named = what.records if isinstance(what, Redaction) else ()
        with told_of(self._place), self._writing() as connection:
            for record in sorted(self._with_ids(connection, named), key=lambda one: one.id):
                *_, content = row_of(blanked(record))
                connection.execute(
                    update(RECORD).where(RECORD.c.id == record.id).values(content=content)
                )
            self._insert(connection, self._missing(connection, [redaction]))
        try:
            remains = self._database.forget(self._engine)
        except exc.SQLAlchemyError as error:
            remains = words.NOT_CLEANED.format(code=code_of(error))
        if remains:
            raise failed(self._place, remains)

    # --- Listeners --------------------------------------------------------------------------------
    def undelivered(self, listener: str) -> list[Record]:
        """The records that a listener was not told of yet, in the order in which they were made."""
        pending = (
            select(RECORD.c.id, RECORD.c.content)
            .join(PENDING, PENDING.c.record == RECORD.c.id)
            .where(PENDING.c.listener == listener)
            .order_by(RECORD.c.recorded, RECORD.c.id)
        )
        known = select(LISTENER).where(LISTENER.c.name == listener)
        with told_of(self._place):
            with self._connection() as connection:
                rows = connection.execute(pending).all()
                if rows or connection.execute(known).first():
                    return [self._read(id, content) for id, content in rows]
            with suppress(exc.IntegrityError), self._connection() as connection:
                self._database.begin_alone(connection)
                connection.execute(insert(LISTENER), [{"name": listener}])
                connection.commit()
        return []

    def delivered(self, listener: str, ids: Collection[str]) -> None:
        """Keep that a listener was told of these records."""
        if not ids:
            return
        told = delete(PENDING).where(
            PENDING.c.listener == listener, self._database.among(PENDING.c.record, _possible(ids))
        )
        with told_of(self._place), self._writing() as connection:
            connection.execute(told)

    def close(self) -> None:
        """Let go of the connections; an engine that was brought along stays as it is."""
        if self._owned:
            with told_of(self._place):
                self._engine.dispose()


def _possible(values: Collection[str]) -> list[str]:
    """Those that can be there: an id has no character that a database refuses."""
    return [value for value in values if value.isascii() and value.isprintable()]
