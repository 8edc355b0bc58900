"""From an address to a store; a new file of SQLite is made whole before it is there."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, exc, make_url

from malplan.stores import shown_address
from malplan_sql import SqlStores, schema, words
from malplan_sql.failures import failed, told_of
from malplan_sql.store import SqlStore

APPLICATION = 0x6D616C70
"""What marks a file of SQLite as malplan's: "malp" in its header."""

_BUSY_SECONDS = 60
"""How long somebody waits for others who write."""


def opened(address: str, folder: Path) -> SqlStore:
    """Open the store at an address.

    Raises:
        StoreFailed: It cannot be opened.
    """
    place = shown_address(address)
    try:
        url = make_url(address)
    except (exc.ArgumentError, ValueError):
        raise failed(place, words.NOT_AN_ADDRESS) from None
    with told_of(place):
        if url.get_backend_name() == "sqlite":
            engine = _sqlite(url, place, folder)
        elif url.get_backend_name() in SqlStores.schemes:
            engine = _postgresql(url, place)
        else:
            raise failed(place, words.OTHER_DATABASE.format(name=url.drivername))
        try:
            return SqlStore(engine, place=place, owned=True)
        except BaseException:
            engine.dispose()
            raise


def _postgresql(url: URL, place: str) -> Engine:
    if url.drivername in ("postgres", "postgresql", "postgres+psycopg"):
        url = url.set(drivername="postgresql+psycopg")
    # Else the driver speaks as the server keeps its texts, and could not read some servers at all.
    options: dict[str, Any] = {"client_encoding": "utf8"}
    if "connect_timeout" not in url.query:
        options["connect_timeout"] = 10
    try:
        return create_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args=options)
    except ImportError:
        raise failed(place, words.NO_DRIVER) from None
    except exc.NoSuchModuleError:
        raise failed(place, words.OTHER_DATABASE.format(name=url.drivername)) from None


# --- SQLite ---------------------------------------------------------------------------------------
def _sqlite(url: URL, place: str, folder: Path) -> Engine:
    if url.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise failed(place, words.OTHER_DATABASE.format(name=url.drivername))
    if not url.database or "\0" in url.database or url.host or url.database == ":memory:":
        raise failed(place, words.NO_FILE_NAMED)
    timeout = url.query.get("timeout", str(_BUSY_SECONDS))
    if set(url.query) - {"timeout"} or not isinstance(timeout, str) or not timeout.isdecimal():
        raise failed(place, words.UNKNOWN_OPTION)
    file = folder / url.database
    if file.is_dir():
        raise failed(place, words.A_FOLDER)
    if not file.exists():
        _make(file)
    if not _is_ours(file):
        raise failed(place, words.NOT_OURS)
    return _engine(file, int(timeout))


def _engine(file: Path, timeout: int) -> Engine:
    url = URL.create("sqlite", database=str(file))
    return create_engine(url, hide_parameters=True, connect_args={"timeout": timeout})


def _is_ours(file: Path) -> bool:
    """Whether the header says so; SQLite itself would write to some files when it opens them."""
    if not file.is_file():
        return False
    with file.open("rb") as stream:
        header = stream.read(100)
    mark = int.from_bytes(header[68:72], "big")
    return header.startswith(b"SQLite format 3\0") and mark == APPLICATION


def _make(file: Path) -> None:
    """Make an empty log under another name, and give it its name when it is whole.

    A link never takes the place of a file. Of several who make one at the same time, one succeeds,
    and the others use that.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f".malplan-{secrets.token_hex(8)}.new")
    try:
        _fill(unfinished)
        os.link(unfinished, file)
    except FileExistsError:
        return
    finally:
        unfinished.unlink(missing_ok=True)
    _sync_folder(file.parent)


def _fill(file: Path) -> None:
    # The log shows small numbers of people: it is for the owner and the group, and nobody else.
    file.touch(mode=0o660, exist_ok=False)
    engine = _engine(file, _BUSY_SECONDS)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            schema.upgrade(connection)
            connection.commit()
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
    finally:
        engine.dispose()


def _sync_folder(folder: Path) -> None:
    """See to it that the disk has the new name; Windows does so by itself."""
    if os.name == "nt":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
