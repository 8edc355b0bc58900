"""What happens when it goes wrong: killed processes, a full disk, a server that goes away."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from made import SECRET, holding, opened, record, redaction
from processes import BATCH, EACH
from servers import Server

from malplan.errors import StoreFailed
from malplan.records import Record

HERE = Path(__file__).parent


def acknowledged(how: str, url: str, count: int) -> list[str]:
    """What processes that add records have said to be stored."""
    done = subprocess.run(
        [sys.executable, str(HERE / "processes.py"), how, url, str(count)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.returncode, done.stderr
    said: list[str] = json.loads(done.stdout)
    wrong = [line for line in said if ":" in line]
    assert not wrong, wrong[:3]
    return said


# --- Processes ------------------------------------------------------------------------------------
def test_what_was_acknowledged_outlives_a_killed_process(url: str) -> None:
    """200 processes are killed while they add; what they have said is there, and all is whole."""
    said = acknowledged("killed", url, 200)
    store = opened(url)
    stored = list(store.records())
    store.close()
    assert len(said) > 200
    assert {one.id for one in stored} >= set(said)
    assert set(Counter(one.version for one in stored).values()) == {BATCH}  # no half of a batch


def test_eight_processes_add_at_the_same_time(url: str) -> None:
    """They also make the log at the same time, and none is told that it is locked."""
    said = acknowledged("racing", url, 8)
    store = opened(url)
    stored = [one.id for one in store.records()]
    store.close()
    assert len(said) == 8 * EACH
    assert sorted(stored) == sorted(said)


# --- A full disk ----------------------------------------------------------------------------------
FILLS_THE_DISK = """\
import sys, resource
from made import opened, record
url, limit = sys.argv[1], int(sys.argv[2])
store = opened(url)
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    while True:
        one = record(comment="x" * 2000)
        store.append([one])
        print(one.id, flush=True)
except Exception as error:
    print(f"{type(error).__name__}: {error}")
"""


@pytest.fixture(params=["limited", "mounted"])
def small_disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, int]]:
    """A folder that has little room, and the limit on files where the folder itself has none."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)]
    can_mount = request.param == "mounted" and os.geteuid() == 0
    if can_mount and subprocess.run(mount, capture_output=True).returncode == 0:
        yield folder, 0
        subprocess.run(["umount", "-l", str(folder)], check=True)
    else:
        yield folder, 400_000 if request.param == "limited" else 800_000


def test_a_full_disk_is_told_and_loses_nothing(small_disk: tuple[Path, int]) -> None:
    folder, limit = small_disk
    url = f"sqlite:///{folder / 'log.db'}"
    path = os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-c", FILLS_THE_DISK, url, str(limit)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
        check=True,
    )
    *said, failure = done.stdout.splitlines()
    assert failure.startswith("StoreFailed: the log in sqlite:///"), done.stderr
    assert ("it may be full" if limit else "there is no space left") in failure
    assert "Nothing was stored" in failure
    assert len(said) > 10
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    store = opened(url)
    stored = [one.id for one in store.records()]
    assert sorted(stored) == sorted(said)
    store.close()


@pytest.fixture
def small_tablespace(server: Server, postgresql: str) -> Iterator[tuple[str, Path]]:
    """The address of a log whose tables are on a small disk, and the disk."""
    folder = server.data.parent / "small"
    folder.mkdir()
    user = server.data.stat().st_uid
    mount = ["mount", "-t", "tmpfs", "-o", f"size=2m,mode=700,uid={user}", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        folder.rmdir()
        pytest.skip("only an administrator can mount a small disk")
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(f"CREATE TABLESPACE small LOCATION '{folder}'")
        yield f"{postgresql}&options=-cdefault_tablespace%3Dsmall", folder
        connection.execute("DROP TABLE pending, listener, record, malplan_schema")
        connection.execute("DROP TABLESPACE small")
    subprocess.run(["umount", "-l", str(folder)], check=True)
    folder.rmdir()


def test_a_full_disk_of_a_server_is_told_and_loses_nothing(
    small_tablespace: tuple[str, Path],
) -> None:
    """Nor is a text lost sight of that is blanked where the table cannot be written anew."""
    url, folder = small_tablespace
    store = opened(url)
    secret = record(comment=SECRET)
    said = [secret.id]
    store.append([secret])
    batch: list[Record] = []

    def fill() -> None:
        while True:
            batch[:] = [record(comment="x" * 1000) for _ in range(10)]
            store.append(batch)
            said.extend(one.id for one in batch)

    with pytest.raises(StoreFailed, match=r"no space left. Nothing was stored.* \(53100\)"):
        fill()
    assert len(said) > 100
    assert sorted(one.id for one in store.records()) == sorted(said)
    told = redaction(secret)
    with pytest.raises(StoreFailed, match=r"blanked.* because cleaning up stopped \(53100\)"):
        store.redact(told)
    assert sorted(one.id for one in store.records()) == sorted([*said, told.id])
    subprocess.run(["mount", "-o", "remount,size=16m", str(folder)], check=True)
    store.redact(told)
    assert holding(folder) == []
    store.append(batch)
    assert len(list(store.records())) == len(said) + 1 + len(batch)
    store.close()


# --- A server that goes away ----------------------------------------------------------------------
def test_a_server_that_stops_is_told_and_loses_nothing(server: Server, postgresql: str) -> None:
    store = opened(postgresql)
    said: list[str] = []
    failures: list[Exception] = []
    begun = threading.Event()

    def add() -> None:
        try:
            while True:
                one = record()
                store.append([one])
                said.append(one.id)
                if len(said) > 50:
                    begun.set()
        except Exception as error:  # noqa: BLE001 - looked at below
            failures.append(error)
            begun.set()

    threads = [threading.Thread(target=add) for _ in range(3)]
    for thread in threads:
        thread.start()
    begun.wait(30)
    server.stop("immediate")
    try:
        for thread in threads:
            thread.join(30)
        assert len(failures) == 3
        for failure in failures:
            assert isinstance(failure, StoreFailed)
            assert "the database does not answer, or the connection broke" in str(failure)
        with pytest.raises(StoreFailed, match="does not answer"):
            opened(postgresql)
        with pytest.raises(StoreFailed, match="does not answer"):
            list(store.records())
    finally:
        server.start()
    another = record()
    store.append([another])  # the connections of the pool are dead, and are made anew
    stored = {one.id for one in store.records()}
    store.close()
    assert stored >= {*said, another.id}
