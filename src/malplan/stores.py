"""Where records are kept: the protocol that every store follows, and one in memory."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from malplan.errors import ConflictingRecord, InvalidValue, shown
from malplan.messages import records as words
from malplan.records import KIND_OF, Record, Redaction, blanked, order


class Store(Protocol):
    """Keeps records. Several threads and processes may use one at the same time.

    What goes wrong is a :class:`~malplan.errors.StoreFailed`, with a sentence that shows no
    password.
    """

    def append(self, records: Sequence[Record]) -> None:
        """Add records, all of them or none; they are safe when this returns.

        A record that is there already is left as it is. So is one that was blanked since.

        Raises:
            ConflictingRecord: Another record has the same id; nothing is added.
            StoreFailed: It cannot be stored; nothing is added.
        """

    def records(
        self,
        plans: Collection[str] | None = None,
        *,
        kinds: Collection[str] | None = None,
        ids: Collection[str] | None = None,
    ) -> Iterator[Record]:
        """Records by plan, then in the order in which they were made.

        Args:
            plans: Of these plans only.
            kinds: Of these kinds only, such as ``observation``.
            ids: With these ids only.

        Raises:
            StoreFailed: They cannot be read.
        """

    def redact(self, redaction: Record) -> None:
        """Blank the texts of the records that a redaction names for good, and add it.

        Afterwards the texts are nowhere in what the store keeps. Doing it again does no harm.

        Args:
            redaction: A record that tells a :class:`~malplan.records.Redaction`.

        Raises:
            StoreFailed: It cannot be done; what is left says so.
        """

    def undelivered(self, listener: str) -> list[Record]:
        """The records that a listener was not told of yet, in the order in which they were made.

        A listener is known from the first time this is called, and what was there before is not
        for it.
        """

    def delivered(self, listener: str, ids: Collection[str]) -> None:
        """Keep that a listener was told of these records."""

    def close(self) -> None:
        """Let go of connections and files."""


class StoreType(Protocol):
    """What ``registry.store`` takes: opens the stores of a kind of address.

    Attributes:
        schemes: What its addresses begin with, before the colon: ``("sqlite", "postgresql")``.
    """

    schemes: Sequence[str]

    def open(self, url: str, *, folder: Path) -> Store:
        """Open a store, and make it if there is none.

        Args:
            url: Its address.
            folder: What a path in the address that is not absolute is relative to.

        Raises:
            StoreFailed: It cannot be opened, is something else, or was made by a newer version.
        """


def scheme_of(url: str) -> str:
    """The kind of store that an address asks for: ``postgresql`` of ``postgresql+psycopg://…``.

    Raises:
        InvalidValue: It is no address.
    """
    scheme = url.partition(":")[0].partition("+")[0].lower()
    if ":" not in url or not scheme.isalnum():
        raise InvalidValue(words.NOT_A_STORE_URL.format(url=shown_address(url)))
    return scheme


def default_file() -> Path:
    """A file in the user's data folder, as the operating system has it."""
    from platformdirs import user_data_path

    return user_data_path("malplan", appauthor=False) / "log.db"


def default_address() -> str:
    """The address of the log where nobody named one."""
    return f"sqlite:///{default_file()}"


def shown_address(url: str) -> str:
    """An address as it may be shown: without the user, the password and the options."""
    if "@" not in url and "?" not in url:
        return shown(url)
    try:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return "…"
    # An @ further on means that what looks like the host may be half of a password.
    if not parts.scheme or any("@" in part for part in (parts.path, parts.query, parts.fragment)):
        return "…"
    return f"{parts.scheme}://{host}{parts.path}"


class MemoryStore:
    """Keeps records as long as it lives: for tests, and for tools that store elsewhere."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._lock = threading.RLock()
        self._records: dict[str, Record] = {}
        self._pending: dict[str, dict[str, None]] = {}
        self.append(tuple(records))

    def append(self, records: Sequence[Record]) -> None:
        """Add records, all of them or none."""
        with self._lock:
            added: dict[str, Record] = {}
            for record in records:
                there = self._records.get(record.id) or added.get(record.id)
                if there is not None and there not in (record, blanked(record)):
                    raise ConflictingRecord(words.CONFLICTING_RECORD.format(id=record.id))
                if there is None:
                    added[record.id] = record
            self._records.update(added)
            for pending in self._pending.values():
                pending.update(dict.fromkeys(added))

    def records(
        self,
        plans: Collection[str] | None = None,
        *,
        kinds: Collection[str] | None = None,
        ids: Collection[str] | None = None,
    ) -> Iterator[Record]:
        """Records by plan, then in the order in which they were made."""
        with self._lock:
            found = [
                record
                for record in self._records.values()
                if (plans is None or record.plan in plans)
                and (kinds is None or KIND_OF[type(record.what)] in kinds)
                and (ids is None or record.id in ids)
            ]
        return iter(sorted(found, key=lambda record: (record.plan, *order(record))))

    def redact(self, redaction: Record) -> None:
        """Blank the texts of the records that a redaction names, and add it."""
        with self._lock:
            what = redaction.what
            for id in what.records if isinstance(what, Redaction) else ():
                if id in self._records:
                    self._records[id] = blanked(self._records[id])
            self.append((redaction,))

    def undelivered(self, listener: str) -> list[Record]:
        """The records that a listener was not told of yet."""
        with self._lock:
            pending = self._pending.setdefault(listener, {})
            return sorted((self._records[id] for id in pending), key=order)

    def delivered(self, listener: str, ids: Collection[str]) -> None:
        """Keep that a listener was told of these records."""
        with self._lock:
            for id in ids:
                self._pending.setdefault(listener, {}).pop(id, None)

    def close(self) -> None:
        """Nothing is held but memory."""


class MemoryStores:
    """Opens stores in memory, for the address ``memory://``: each is a new one."""

    schemes: Sequence[str] = ("memory",)

    def open(self, url: str, *, folder: Path) -> Store:
        """Open an empty store."""
        return MemoryStore()
