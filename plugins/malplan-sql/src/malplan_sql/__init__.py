"""Keeps the log of malplan in SQLite or PostgreSQL.

SQLAlchemy is loaded when a store is first opened, not when malplan looks for its plugins.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import malplan

if TYPE_CHECKING:
    from malplan.stores import Store
    from malplan_sql.store import SqlStore

__all__ = ["SqlStore", "SqlStores", "malplan_register"]


class SqlStores:
    """Opens stores by their addresses.

    ``sqlite:///log.db`` is a file, relative to the folder that is given; ``sqlite:////var/log.db``
    is absolute. ``postgresql://user@server/database`` needs the extra ``malplan-sql[postgresql]``.
    """

    schemes: Sequence[str] = ("sqlite", "postgresql", "postgres")

    def open(self, url: str, *, folder: Path) -> Store:
        """Open a store, and make it if there is none.

        Args:
            url: Its address.
            folder: What the path of a file is relative to.

        Raises:
            StoreFailed: It cannot be opened, is something else, or was made by a newer version.
        """
        from malplan_sql.opening import opened

        return opened(url, folder)


@malplan.hookimpl
def malplan_register(registry: malplan.Registry) -> None:
    """Register SQLite and PostgreSQL."""
    registry.store(SqlStores())


if not TYPE_CHECKING:  # so that a type checker tells of a name that does not exist

    def __getattr__(name: str) -> object:
        if name != "SqlStore":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from malplan_sql.store import SqlStore

        return SqlStore
