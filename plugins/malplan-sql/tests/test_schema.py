"""Versions of the tables: an older one is brought up to date, a newer one is left as it is."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import sqlalchemy
from made import opened, record
from servers import Server
from sqlalchemy import Engine, inspect, text

from malplan.errors import StoreFailed
from malplan_sql import schema
from malplan_sql.store import SqlStore

DATA = Path(__file__).parent / "data"


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest) -> str:
    """The address of a database as version 1 wrote it."""
    url: str = request.getfixturevalue(request.param)
    script = (DATA / f"version-1-{request.param}.sql").read_text("utf-8")
    if request.param == "sqlite":
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        connection.executescript(script)
        connection.close()
    else:
        with psycopg.connect(url) as server:
            server.execute(script.encode())
    return url


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = sqlalchemy.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    yield engine
    engine.dispose()


def tables(engine: Engine) -> dict[str, list[tuple[str, str]]]:
    """The columns of every table, with their types."""
    look = inspect(engine)
    return {
        name: [(column["name"], str(column["type"])) for column in look.get_columns(name)]
        for name in sorted(look.get_table_names())
    }


def test_version_1_is_brought_up_to_date_and_keeps_its_records(old: str) -> None:
    store = opened(old)
    read = list(store.records())
    assert [(one.plan, one.kind) for one in read] == [
        ("sommer", "observation"),
        ("sommer", "learning"),
        ("vinter", "milestone_reached"),
    ]
    assert read[0].comment == "Flere end ventet; det's godt"
    assert store.undelivered("somebody") == []
    new = record()
    store.append([new])
    assert store.undelivered("somebody") == [new]
    store.close()
    again = opened(old)
    assert len(list(again.records())) == 4
    again.close()


def test_an_upgraded_database_is_as_a_new_one(old: str, tmp_path: Path) -> None:
    opened(old).close()
    engine = sqlalchemy.create_engine(old.replace("postgresql:", "postgresql+psycopg:"))
    found = tables(engine)
    engine.dispose()
    fresh = sqlalchemy.create_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    SqlStore(fresh)
    assert found.keys() == tables(fresh).keys()
    assert found.keys() == {"malplan_schema", *schema.RECORD.metadata.tables}
    for table in schema.RECORD.metadata.tables.values():
        assert [name for name, _ in found[table.name]] == [one.name for one in table.columns]
    if engine.dialect.name == "sqlite":
        assert found == tables(fresh)
    fresh.dispose()


def test_many_may_upgrade_it_at_the_same_time(old: str) -> None:
    failed: list[Exception] = []
    start = threading.Barrier(6)

    def upgrade() -> None:
        start.wait()
        try:
            opened(old).close()
        except Exception as error:  # noqa: BLE001 - looked at below
            failed.append(error)

    threads = [threading.Thread(target=upgrade) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed


def test_a_newer_version_is_refused_and_left_as_it_is(url: str, engine: Engine) -> None:
    opened(url).close()
    with engine.begin() as connection:
        connection.execute(text("UPDATE malplan_schema SET version = 99"))
        connection.execute(text("DROP TABLE pending"))
    with pytest.raises(StoreFailed) as caught:
        opened(url)
    assert "made by a newer version of malplan-sql (schema 99; this one knows 2)" in str(
        caught.value
    )
    assert "Opdatér malplan-sql. Loggen er ikke ændret" in caught.value.message.da
    assert "pending" not in tables(engine)


def test_an_upgrade_that_fails_changes_nothing(old: str) -> None:
    """The tables of a version are made in one transaction."""
    engine = sqlalchemy.create_engine(old.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE pending (mine TEXT)"))  # in the way of version 2
    before = tables(engine)
    with pytest.raises(StoreFailed):
        opened(old)
    assert tables(engine) == before
    with engine.connect() as connection:
        assert schema.version_of(connection) == 1
    engine.dispose()


def test_tables_of_others_are_refused(url: str, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE record (mine TEXT)"))
    before = tables(engine)
    with pytest.raises(StoreFailed, match="a table named record that is not malplan’s"):
        SqlStore(engine)
    assert tables(engine) == before


def test_tables_of_others_are_left_as_they_are(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE mine (id TEXT)"))
        connection.execute(text("INSERT INTO mine VALUES ('æ')"))
    store = SqlStore(engine)
    store.append([record()])
    store.close()  # the engine was brought along, and goes on
    with engine.connect() as connection:
        assert connection.execute(text("SELECT id FROM mine")).scalars().all() == ["æ"]
        assert len(connection.execute(text("SELECT id FROM record")).all()) == 1


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_a_database_that_cannot_hold_every_character_is_refused(
    server: Server, encoding: str
) -> None:
    with psycopg.connect(server.address("other"), autocommit=True) as connection:
        name = f"in_{encoding.lower()}"
        connection.execute(
            f"CREATE DATABASE {name} ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0".encode()
        )
    url = server.address("other").replace("/other", f"/{name}")
    with pytest.raises(StoreFailed) as caught:
        opened(url)
    assert f"the database cannot hold every character ({encoding})" in str(caught.value)


def test_texts_are_not_in_the_statistics_of_the_server(postgresql: str) -> None:
    store = opened(postgresql)
    store.append([record() for _ in range(50)])
    store.close()
    with psycopg.connect(postgresql) as connection:
        connection.execute("ANALYZE record")
        found = connection.execute(
            "SELECT attname FROM pg_stats WHERE tablename = 'record' ORDER BY attname"
        ).fetchall()
    assert [name for (name,) in found] == ["id", "kind", "plan", "recorded"]
