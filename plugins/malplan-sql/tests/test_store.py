"""What is told when it goes wrong, engines that are brought along, and what is loaded when."""

from __future__ import annotations

import operator
import re
import subprocess
import sys
import threading
import traceback
from pathlib import Path

import psycopg
import pytest
import sqlalchemy
from made import SECRET, opened, record, redaction
from sqlalchemy import text
from sqlalchemy.pool import StaticPool

import malplan_sql
from malplan import Workspace
from malplan.errors import ConflictingRecord, StoreFailed
from malplan.records import BLANKED
from malplan.stores import Store
from malplan.testing.strategies import INJECTIONS
from malplan_sql import SqlStore, SqlStores

README = Path(__file__).parents[1] / "README.md"


def told(error: BaseException) -> str:
    """All that a log would show of an error."""
    message = getattr(error, "message", None)
    return "".join(traceback.format_exception(error)) + f"{getattr(message, 'da', '')}"


# --- Nothing is shown that should not be ----------------------------------------------------------
def test_no_password_is_shown(tmp_path: Path) -> None:
    url = "postgresql://bruger:hemmelig@127.0.0.1:1/log?sslpassword=hemmelig&connect_timeout=1"
    with pytest.raises(StoreFailed) as caught:
        SqlStores().open(url, folder=tmp_path)
    assert "hemmelig" not in told(caught.value)
    assert (
        "the log in postgresql://127.0.0.1:1/log cannot be used: the database does not answer"
        in (str(caught.value))
    )


@pytest.mark.parametrize("statement", ["DROP TABLE record", "ALTER TABLE record RENAME TO r"])
def test_no_text_is_shown(url: str, statement: str) -> None:
    store = opened(url)
    with store._writing() as connection:
        connection.execute(text(statement))
    for fails in (lambda: store.append([record(comment=SECRET)]), lambda: list(store.records())):
        with pytest.raises(StoreFailed) as caught:
            fails()
        assert SECRET not in told(caught.value)
        assert "INSERT" not in told(caught.value).replace(statement, "")
        assert re.search(r"the database says (SQLITE_ERROR|42P01)", str(caught.value))
    store.close()


def test_a_record_that_cannot_be_read_is_told_by_its_id(url: str) -> None:
    store = opened(url)
    good, bad = record(plan="a"), record(plan="b")
    store.append([good, bad])
    wrong = {
        '{"kind": "dream"}': "dream",
        "{": "JSONDecodeError",
        "[1]": "expected",
        '{"kind": "learning"}': "Error",
        "": "JSONDecodeError",
    }
    for content, says in wrong.items():
        with store._writing() as connection:
            change = text("UPDATE record SET content = :content WHERE id = :id")
            connection.execute(change, {"content": content, "id": bad.id})
        reading = store.records()
        assert next(reading) == good
        with pytest.raises(StoreFailed) as caught:
            next(reading)
        assert f"a record in {store._place} cannot be read ({bad.id}): " in str(caught.value)
        assert says in str(caught.value)
        with pytest.raises(StoreFailed, match=bad.id):
            store.append([bad])
    store.close()


def test_who_waits_too_long_is_told(tmp_path: Path) -> None:
    store, other = (opened("sqlite:///log.db?timeout=0", tmp_path) for _ in range(2))
    with other._writing():
        with pytest.raises(StoreFailed) as caught:
            store.append([record()])
        assert list(store.records()) == []  # who only reads does not wait
    assert "others are writing to it just now. Nothing was stored. Try again" in str(caught.value)
    assert "locked" not in told(caught.value)
    store.append([record()])
    store.close()
    other.close()


def test_injections_are_texts_as_others(url: str) -> None:
    store = opened(url)
    records = [record(comment=one, by=one) for one in INJECTIONS]
    store.append(records)
    for name in INJECTIONS:
        assert store.undelivered(name) == []
    one = record()
    store.append([one])
    for name in INJECTIONS:
        assert store.undelivered(name) == [one]
        assert list(store.records(INJECTIONS, kinds=[name], ids=[name])) == []
        store.delivered(name, [])
        store.delivered(name, [*INJECTIONS, one.id])
        assert store.undelivered(name) == []
    assert {found.comment for found in store.records()} == {*INJECTIONS, None}
    store.close()


def test_what_no_database_can_hold_is_told(url: str) -> None:
    store = opened(url)
    with pytest.raises(StoreFailed):
        store.undelivered("\ud800")
    store.append([record()])
    store.close()


# --- Adding the same ------------------------------------------------------------------------------
def test_two_who_add_the_same_do_not_stop_each_other(url: str) -> None:
    store = opened(url)
    records = [record() for _ in range(60)]
    failed: list[Exception] = []

    def add(step: int) -> None:
        try:
            for begin in range(0, 60, 3):
                batch = (records * 2)[begin : begin + 20]
                store.append(batch[::step])
        except Exception as error:  # noqa: BLE001 - looked at below
            failed.append(error)

    threads = [threading.Thread(target=add, args=(step,)) for step in (1, -1, 1, -1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert len(list(store.records())) == 60
    store.close()


def test_a_conflict_is_told_by_the_id(url: str) -> None:
    store = opened(url)
    one = record()
    store.append([one])
    with pytest.raises(ConflictingRecord, match=one.id):
        store.append([record(id=one.id, comment=SECRET)])
    store.close()


def test_who_begins_to_listen_waits_for_who_is_adding(url: str) -> None:
    """So that no record falls between: it was there before, or the listener is told of it."""
    store = opened(url)
    told: list[object] = []
    with store._writing() as connection:
        store._insert(connection, [record()])
        thread = threading.Thread(target=lambda: told.append(store.undelivered("somebody")))
        thread.start()
        thread.join(0.3)
        assert thread.is_alive()
    thread.join(30)
    assert told == [[]]
    one = record()
    store.append([one])
    assert store.undelivered("somebody") == [one]
    store.close()


def test_a_lax_server_is_made_durable(postgresql: str) -> None:
    with psycopg.connect(postgresql, autocommit=True) as connection:
        name = connection.info.dbname
        connection.execute(f"ALTER DATABASE {name} SET synchronous_commit = off".encode())
    store = opened(postgresql)
    with store._connection() as using:
        assert using.execute(text("SHOW synchronous_commit")).scalar_one() == "on"
    store.close()


# --- Reading --------------------------------------------------------------------------------------
def test_reading_takes_no_more_memory_for_a_long_log(url: str) -> None:
    import tracemalloc

    store = opened(url)
    store.append([record(comment="x" * 2000) for _ in range(10_000)])
    list(store.records(ids=()))
    tracemalloc.start()
    count = sum(1 for _ in store.records())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    store.close()
    assert count == 10_000
    assert most < 12_000_000  # all of them together are more than twice that


# --- Engines --------------------------------------------------------------------------------------
def test_an_engine_in_memory_may_be_brought_along() -> None:
    engine = sqlalchemy.create_engine("sqlite://", poolclass=StaticPool)
    store: Store = SqlStore(engine)
    one = record(comment=SECRET)
    store.append([one])
    assert list(store.records()) == [one]
    store.redact(redaction(one))
    assert next(store.records(kinds=["observation"])).comment == BLANKED
    store.close()
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA secure_delete")).scalar_one() == 1
    engine.dispose()


def test_the_example_of_the_readme_runs(tmp_path: Path) -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```", README.read_text("utf-8"), re.M | re.S)
    names: dict[str, object] = {}
    exec(example, names)
    store = names["store"]
    assert isinstance(store, SqlStore)
    store.append([record()])
    assert (tmp_path / "tool.db").exists()
    engine = names["engine"]
    assert isinstance(engine, sqlalchemy.Engine)
    engine.dispose()


# --- Loading --------------------------------------------------------------------------------------
def test_nothing_heavy_is_loaded_before_a_store_is_opened() -> None:
    code = (
        "import sys, malplan, malplan_sql\n"
        "from malplan.registry import Registry\n"
        "malplan_sql.malplan_register(Registry('malplan-sql'))\n"
        "assert not {'sqlalchemy', 'psycopg', 'cattrs', 'pendulum'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_without_psycopg_it_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from pathlib import Path\n"
        "from malplan_sql import SqlStores\n"
        "SqlStores().open('postgresql://a/b', folder=Path())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert 'Install it: pip install "malplan-sql[postgresql]"' in done.stderr


def test_malplan_finds_it() -> None:
    assert isinstance(malplan_sql.SqlStores(), SqlStores)
    (plugin,) = (one for one in Workspace().plugins if one.name == "malplan-sql")
    assert plugin.status.value == "loaded", plugin.notice


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such"):
        operator.attrgetter("no_such")(malplan_sql)
