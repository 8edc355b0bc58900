"""Files of SQLite: made whole, known as malplan's, and never written over."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy
from made import opened, record

from malplan.errors import StoreFailed
from malplan_sql import SqlStores
from malplan_sql.opening import APPLICATION


def foreign(path: Path, application: int = 0) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE record (id TEXT)")
    connection.execute(f"PRAGMA application_id = {application}")
    connection.commit()
    connection.close()


def cut_short(path: Path) -> None:
    store = opened(f"sqlite:///{path}")
    store.append([record(comment="x" * 900) for _ in range(100)])
    store.close()
    os.truncate(path, path.stat().st_size // 2)


def only_a_header(path: Path) -> None:
    opened(f"sqlite:///{path}").close()
    os.truncate(path, 100)


def half_a_header(path: Path) -> None:
    opened(f"sqlite:///{path}").close()
    os.truncate(path, 50)


def scrambled(path: Path) -> None:
    opened(f"sqlite:///{path}").close()
    content = path.read_bytes()
    path.write_bytes(content[:100] + bytes(255 for _ in content[100:]))


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (lambda path: path.write_bytes(b""), "no log of malplan"),
    "text": (
        lambda path: path.write_text("Æblegrød var her\n" * 100, "utf-8"),
        "no log of malplan",
    ),
    "another-database": (foreign, "no log of malplan"),
    "another-database-with-the-mark": (
        lambda path: foreign(path, APPLICATION),
        "a table named record that is not malplan’s",
    ),
    "cut-short": (cut_short, "the file is damaged (SQLITE_CORRUPT"),
    "only-a-header": (only_a_header, "the file is damaged"),
    "half-a-header": (half_a_header, "no log of malplan"),
    "scrambled": (scrambled, "the file is damaged"),
    "link-to-nothing": (lambda path: path.symlink_to("nowhere"), "no log of malplan"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_log_is_refused_and_left_as_it_is(name: str, tmp_path: Path) -> None:
    make, says = REFUSED[name]
    path = tmp_path / "log.db"
    make(path)
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(StoreFailed) as caught:
        opened("sqlite:///log.db", tmp_path)
    assert says in str(caught.value)
    assert "the log in sqlite:///log.db cannot be used: " in str(caught.value)
    assert (path.read_bytes() if path.exists() else None) == before
    assert [one.name for one in tmp_path.iterdir()] == ["log.db"]


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "log.db").mkdir()
    with pytest.raises(StoreFailed, match="it is a folder"):
        opened("sqlite:///log.db", tmp_path)
    assert not list((tmp_path / "log.db").iterdir())


def test_what_is_no_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "log.db")
    with pytest.raises(StoreFailed, match="no log of malplan"):
        opened("sqlite:///log.db", tmp_path)


def test_a_file_in_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("b", "utf-8")
    with pytest.raises(StoreFailed, match="cannot be used: "):
        opened("sqlite:///a/log.db", tmp_path)
    assert (tmp_path / "a").read_text("utf-8") == "b"


# --- Where nothing may be written -----------------------------------------------------------------
@pytest.fixture
def sealed() -> Iterator[Path]:
    """A folder in which this process may not write, with a log that it may read."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = opened("sqlite:///there.db", folder)
        store.append([record()])
        with pytest.raises(StoreFailed):  # what a failure needs is loaded, while it can be
            opened("sqlite:///.", folder)
        store.close()
        (folder / "there.db").chmod(0o444)
        folder.chmod(0o555)
        was = os.geteuid()
        if was == 0:
            os.seteuid(65534)
        yield folder
        if was == 0:
            os.seteuid(was)
        folder.chmod(0o755)


def test_where_nothing_may_be_written_it_is_told(sealed: Path) -> None:
    with pytest.raises(StoreFailed, match="permission is denied"):
        opened("sqlite:///log.db", sealed)
    with pytest.raises(StoreFailed, match="permission"):
        opened("sqlite:///deeper/log.db", sealed)
    before = (sealed / "there.db").read_bytes()
    with pytest.raises(StoreFailed, match=r"may not be read and written \(SQLITE_"):
        opened("sqlite:///there.db", sealed).append([record()])
    assert (sealed / "there.db").read_bytes() == before
    assert [one.name for one in sealed.iterdir()] == ["there.db"]


# --- Making a file --------------------------------------------------------------------------------
def test_a_new_file_is_whole_and_marked(tmp_path: Path) -> None:
    opened("sqlite:///a/b/log.db", tmp_path).close()
    folder = tmp_path / "a" / "b"
    assert [one.name for one in folder.iterdir()] == ["log.db"]
    connection = sqlite3.connect(folder / "log.db")
    for pragma, value in (("application_id", APPLICATION), ("journal_mode", "wal")):
        assert connection.execute(f"PRAGMA {pragma}").fetchone() == (value,)
    connection.close()


def test_many_may_make_it_at_the_same_time(tmp_path: Path) -> None:
    failed: list[BaseException] = []
    start = threading.Barrier(8)

    def make() -> None:
        start.wait()
        try:
            store = opened("sqlite:///log.db", tmp_path)
            store.append([record()])
            store.close()
        except Exception as error:  # noqa: BLE001 - looked at below
            failed.append(error)

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    store = opened("sqlite:///log.db", tmp_path)
    assert len(list(store.records())) == 8
    store.close()
    assert [one.name for one in tmp_path.iterdir()] == ["log.db"]


def test_a_connection_is_as_durable_as_is_promised(sqlite: str) -> None:
    store = opened(sqlite)
    with store._connection() as connection:
        found = {
            name: connection.execute(sqlalchemy.text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "secure_delete", "busy_timeout")
        }
    store.close()
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "busy_timeout": 60_000,
    }


# --- Addresses ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("sqlite://", "the address names no file. Write it after three slashes"),
        ("sqlite:///", "the address names no file"),
        ("sqlite://log.db", "the address names no file"),
        ("sqlite:///:memory:", "the address names no file"),
        ("sqlite:///a\0b", "the address names no file"),
        ("sqlite:///log.db?mode=ro", "may have the option timeout"),
        ("sqlite:///log.db?timeout=long", "may have the option timeout"),
        ("sqlite:///log.db?timeout=1&timeout=2", "may have the option timeout"),
        ("sqlite+nothing:///log.db", "only, not sqlite+nothing"),
        ("postgresql+nothing://a/b", "only, not postgresql+nothing"),
        ("mysql+pymysql://a/b", "only, not mysql"),
        ("sqlite", "the address cannot be read"),
        ("postgresql://a:port/b", "the address cannot be read"),
    ],
)
def test_an_address_that_cannot_be_is_told(url: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(StoreFailed) as caught:
        SqlStores().open(url, folder=tmp_path)
    assert says in str(caught.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["log æøå.db", "a b?c#d.db", "100%.db", "'; DROP.db", ".skjult"])
def test_a_file_may_have_any_name(name: str, tmp_path: Path) -> None:
    store = opened(f"sqlite:///{tmp_path}/{name.replace('?', '')}")
    one = record()
    store.append([one])
    assert list(store.records()) == [one]
    store.close()
    assert [path.name for path in tmp_path.iterdir()] == [name.replace("?", "")]
