"""Logs that are recorded in: a clock that a test sets, and a store that many commands share."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from following import PLAN

from malplan import Plan, Workspace
from malplan.cli import cli
from malplan.records import Record
from malplan.settings import Settings
from malplan.stores import MemoryStore, Store

NOON = datetime(2026, 5, 15, 10, 0, tzinfo=UTC)
"""In Denmark 12:00 on 15 May 2026."""


class Clock:
    """Shows a moment, and a second more each time that somebody looks."""

    def __init__(self, moment: datetime = NOON) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


def workspace(store: Store | None = None, clock: Clock | None = None, **settings: Any) -> Workspace:
    """malplan alone, with a log in memory."""
    return Workspace(
        Settings(**settings),
        find_plugins=lambda: (),
        store=MemoryStore() if store is None else store,
        clock=clock or Clock(),
    )


def everything(workspace: Workspace) -> tuple[Record, ...]:
    """All that is in the log."""
    return tuple(workspace.logbook.store.records())


# --- By the command line --------------------------------------------------------------------------
SHARED = """\
import malplan
from malplan.stores import MemoryStore

store, told = MemoryStore(), []

class Shared:
    schemes = ("shared",)
    def open(self, url, *, folder):
        return store

@malplan.hookimpl
def malplan_register(registry):
    registry.store(Shared())
"""
"""A plugin whose store is the same each time that it is opened, as a file would be."""


def install_shared_log(
    install: Callable[..., str], folder: Path, plan: Plan = PLAN, *, more: str = ""
) -> str:
    """A folder with a plan, whose log is kept by a plugin; gives the plugin's module."""
    module = install("malplan-shared", SHARED + more)
    text = 'plans = ["planer"]\nstore = "shared://"\n[plugins]\nallow = ["malplan-shared"]\n'
    (folder / "malplan.toml").write_text(text, encoding="utf-8")
    (folder / "planer").mkdir()
    write_plan(folder, plan)
    return module


def write_plan(folder: Path, plan: Plan) -> None:
    """The plan as a file of the folder."""
    content = Workspace(find_plugins=lambda: ()).render(plan, "yaml", internal=True)
    (folder / "planer" / f"{plan.id}.yaml").write_bytes(content)


def shared_store(module: str) -> MemoryStore:
    """The store of the plugin; empty before its first command."""
    if module not in sys.modules:
        return MemoryStore()
    store: MemoryStore = sys.modules[module].store
    return store


def run(*args: str, code: int = 0, env: dict[str, str] | None = None) -> Result:
    """Run a command in this process; it ends with this code, and not with a traceback."""
    result = CliRunner().invoke(cli, list(args), prog_name="malplan", env=env)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


def run_json(*args: str, code: int = 0) -> Any:
    """What a command writes as JSON."""
    return json.loads(run(*args, "--json", code=code).stdout)
