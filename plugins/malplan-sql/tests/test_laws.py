"""The laws that every store keeps, in both databases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from malplan.stores import Store
from malplan.testing import StoreSuite
from malplan_sql import SqlStores


class TestSqlite(StoreSuite):
    """SQLite, whose files all lie in the folder."""

    def store(self, tmp_path: Path) -> Store:
        return SqlStores().open("sqlite:///log.db", folder=tmp_path)


class TestPostgresql(StoreSuite):
    """PostgreSQL, with a database for each folder."""

    address: Callable[[Path], str]

    @pytest.fixture(autouse=True)
    def _server(self, address: Callable[[Path], str]) -> None:
        self.address = address

    def store(self, tmp_path: Path) -> Store:
        return SqlStores().open(self.address(tmp_path), folder=tmp_path)
