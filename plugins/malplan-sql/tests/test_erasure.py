"""What is blanked for good is in no file any more, or it is said that it may be."""

from __future__ import annotations

import re
import resource
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from made import SECRET, holding, opened, record, redaction
from servers import Server

from malplan.errors import StoreFailed
from malplan.records import BLANKED, blanked


# --- SQLite ---------------------------------------------------------------------------------------
def test_the_bytes_of_a_text_are_gone(tmp_path: Path) -> None:
    """They were in the file and in the log of writes; afterwards they are in no file there."""
    url = f"sqlite:///{tmp_path / 'log.db'}"
    long = record(comment=f"{SECRET} " * 3000)  # over many pages
    first = [record(comment=f"{SECRET} {serial}", by=SECRET) for serial in range(200)]
    store = opened(url)
    store.append([long, *first])
    store.close()
    assert holding(tmp_path) == ["log.db"]
    store, other = opened(url), opened(url)
    later = record(comment=SECRET)
    other.append([later])
    assert holding(tmp_path) == ["log.db", "log.db-wal"]
    kept = record(comment="Det her bliver")
    store.append([kept])
    store.redact(redaction(long, *first, later))
    assert holding(tmp_path) == []
    assert {one.comment for one in store.records()} == {BLANKED, kept.comment, None}
    assert {one.comment for one in other.records()} == {BLANKED, kept.comment, None}
    other.close()
    store.close()
    assert holding(tmp_path) == []


def test_who_reads_meanwhile_keeps_an_old_copy_and_that_is_told(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'log.db'}?timeout=1"
    one = record(comment=SECRET)
    store, other = opened(url), opened(url)
    store.append([one, *(record() for _ in range(5000))])
    reading = other.records()
    next(reading)
    told = redaction(one)
    with pytest.raises(StoreFailed, match="the texts are blanked, but an old copy may remain"):
        store.redact(told)
    assert next(store.records(ids=[one.id])).comment == BLANKED
    assert holding(tmp_path)
    assert len(list(reading)) == 5000  # as it was when the reading began
    store.redact(told)
    assert holding(tmp_path) == []
    assert [found.id for found in store.records(kinds=["redaction"])] == [told.id]
    store.close()
    other.close()


def test_a_disk_without_room_to_clean_up_is_told(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'log.db'}"
    one = record(comment=SECRET)
    store = opened(url)
    store.append([one, *(record(comment="x" * 1000) for _ in range(1000))])
    store.close()
    store = opened(url)
    told = redaction(one)
    least, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, most))
    try:
        with pytest.raises(StoreFailed, match=r"because cleaning up stopped \(SQLITE_"):
            store.redact(told)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (least, most))
    assert next(store.records(ids=[one.id])).comment == BLANKED
    store.redact(told)
    assert holding(tmp_path) == []
    store.close()


# --- PostgreSQL -----------------------------------------------------------------------------------
def test_the_server_has_no_byte_of_a_text(server: Server, postgresql: str) -> None:
    """Neither in the tables, nor in statistics of them, nor in the log of writes."""
    some = [record(comment=f"{SECRET} {serial}", by=SECRET) for serial in range(200)]
    long = record(comment=f"{SECRET} " * 3000)
    store = opened(postgresql)
    store.append([long, *some])
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        connection.execute("ANALYZE record")
    before = {path.partition("/")[0] for path in holding(server.data)}
    assert before >= {"base", "pg_wal"}
    store.redact(redaction(long, *some))
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
    assert holding(server.data) == []
    assert {one.comment for one in store.records()} == {BLANKED, None}
    store.close()


def test_a_transaction_that_still_sees_the_text_is_told(server: Server, postgresql: str) -> None:
    one = record(comment=SECRET)
    told = redaction(one)
    store = opened(postgresql)
    store.append([one])
    with psycopg.connect(postgresql) as other:
        other.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        other.execute("SELECT 1 FROM malplan_schema")
        with pytest.raises(StoreFailed, match="because others use the log"):
            store.redact(told)
    store.redact(told)
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
    assert holding(server.data) == []
    store.close()


def test_a_role_that_may_not_clean_up_is_told(postgresql: str) -> None:
    """Another role may use the tables, and not write them anew."""
    one = record(comment=SECRET)
    store = opened(postgresql)
    store.append([one])
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS guest")
        connection.execute("CREATE ROLE guest LOGIN")
        connection.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO guest")
        connection.execute("REVOKE MAINTAIN ON ALL TABLES IN SCHEMA public FROM guest")
    guest = opened(postgresql.replace("postgres:@", "guest:@"))
    told = redaction(one)
    with pytest.raises(StoreFailed, match="an old copy may remain"):
        guest.redact(told)
    guest.close()
    assert next(store.records(ids=[one.id])).comment == BLANKED
    store.redact(told)
    store.close()
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute("DROP OWNED BY guest")
        connection.execute("DROP ROLE guest")


@pytest.fixture
def owner(postgresql: str) -> Iterator[str]:
    """The address for a role that owns the database and is nothing more, as the docs set it up."""
    database = psycopg.conninfo.conninfo_to_dict(postgresql)["dbname"]
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute("CREATE ROLE owner LOGIN")
        connection.execute(f"ALTER DATABASE {database} OWNER TO owner")
        yield postgresql.replace("postgres:@", "owner:@")
        connection.execute(f"ALTER DATABASE {database} OWNER TO postgres")
        connection.execute("DROP OWNED BY owner")
        connection.execute("DROP ROLE owner")


def grant(postgresql: str) -> None:
    """What the docs say that a superuser grants."""
    page = Path(__file__).parents[3] / "docs/how-to/keep-the-log-in-postgresql.md"
    grants = re.findall(r"^GRANT .* TO malplan;$", page.read_text("utf-8"), re.MULTILINE)
    assert len(grants) == 2
    with psycopg.connect(postgresql, autocommit=True) as connection:
        for one in grants:
            connection.execute(one.replace("malplan", "owner"))


def test_an_owner_is_told_what_is_still_written_ahead(
    server: Server, postgresql: str, owner: str
) -> None:
    """The texts are in no table any more; when the role may do what it takes, they are gone."""
    some = [record(comment=f"{SECRET} {serial}", by=SECRET) for serial in range(50)]
    long = record(comment=f"{SECRET} " * 3000)
    kept = record(comment="Det her bliver")
    told = redaction(long, *some)
    store = opened(owner)
    store.append([long, *some, kept])
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
    assert {path.partition("/")[0] for path in holding(server.data)} == {"base", "pg_wal"}
    with pytest.raises(StoreFailed, match=r"what the server writes ahead \(WAL\) may still hold"):
        store.redact(told)
    assert {path.partition("/")[0] for path in holding(server.data)} == {"pg_wal"}
    left = {one.id: one for one in [*map(blanked, [long, *some]), kept, told]}
    assert {one.id: one for one in store.records()} == left
    grant(postgresql)
    store.redact(told)
    assert holding(server.data) == []
    assert {one.id: one for one in store.records()} == left
    store.close()


@pytest.mark.parametrize("missing", ["pg_checkpoint", "EXECUTE ON FUNCTION pg_switch_wal()"])
def test_each_grant_is_needed(postgresql: str, owner: str, missing: str) -> None:
    one = record(comment=SECRET)
    told = redaction(one)
    store = opened(owner)
    store.append([one])
    grant(postgresql)
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(f"REVOKE {missing} FROM owner")
    with pytest.raises(StoreFailed, match="grant the user CHECKPOINT and pg_switch_wal"):
        store.redact(told)
    grant(postgresql)
    store.redact(told)
    store.close()


def test_an_owner_with_the_grants_leaves_no_byte(
    server: Server, postgresql: str, owner: str
) -> None:
    grant(postgresql)
    some = [record(comment=f"{SECRET} {serial}", by=SECRET) for serial in range(50)]
    store = opened(owner)
    store.append(some)
    assert holding(server.data)
    store.redact(redaction(*some))
    assert holding(server.data) == []
    store.close()


# --- Both -----------------------------------------------------------------------------------------
def test_blanking_waits_for_who_writes(url: str) -> None:
    store, other = opened(url), opened(url)
    records = [record(comment=SECRET) for _ in range(20)]
    store.append(records)
    stop = threading.Event()
    failed: list[Exception] = []

    def write() -> None:
        try:
            while not stop.is_set():
                other.append([record()])
        except Exception as error:  # noqa: BLE001 - looked at below
            failed.append(error)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        store.redact(redaction(*records))
    finally:
        stop.set()
        thread.join()
    assert not failed
    assert not [one for one in store.records() if one.comment == SECRET]
    store.close()
    other.close()
