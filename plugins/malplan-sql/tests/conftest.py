"""A server of PostgreSQL, started once for all tests that need one."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from servers import Server

# How long an example takes says more of the machine than of the logs.
settings.register_profile("logs", deadline=None)
settings.load_profile("logs")


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees a malplan.toml or a variable of whoever runs it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MALPLAN_STORE", raising=False)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server that runs; a test that stops it starts it again."""
    # Not in pytest's folder, whose path is too long for a socket, and whose permissions are to stay.
    with tempfile.TemporaryDirectory(prefix="malplan-pg-") as folder:
        server = Server(Path(folder) / "data")
        server.start()
        yield server
        server.stop()


@pytest.fixture
def address(server: Server) -> Callable[[Path], str]:
    """Gives the address of a database that belongs to a folder, and makes it."""

    def address(folder: Path) -> str:
        name = f"log_{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}"
        return server.address(name)

    return address


@pytest.fixture
def postgresql(address: Callable[[Path], str], tmp_path: Path) -> str:
    """The address of an empty database of the test's own."""
    return address(tmp_path)


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    """The address of a file that is not there yet."""
    return f"sqlite:///{tmp_path / 'log.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """An address of each kind, of an empty store."""
    found: str = request.getfixturevalue(request.param)
    return found
