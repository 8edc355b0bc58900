"""A workspace that sees nothing of the machine and of whoever runs the tests."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

import attrs
from packaging.utils import canonicalize_name

from malplan.errors import UnknownName, did_you_mean, shown
from malplan.hookspecs import PROJECT
from malplan.messages import problems as words
from malplan.moments import now
from malplan.plugins import Distribution, installed
from malplan.settings import Settings
from malplan.stores import MemoryStore, Store
from malplan.workspace import Workspace

_OWN = f"{PROJECT.upper()}_"
_HOMES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
_FREEDESKTOP = "XDG_"


@contextlib.contextmanager
def isolated_workspace(
    *plugins: ModuleType | str,
    folder: Path | None = None,
    settings: Settings | None = None,
    store: Store | None = None,
    clock: Callable[[], datetime] = now,
) -> Iterator[Workspace]:
    """Open a workspace with the given plugins alone, and close it afterwards.

    It sees no other plugin, no ``malplan.toml`` and no log of the user. While it is open, the
    process has no variable that begins with ``MALPLAN_``, and the user's home is an empty folder;
    so threads that need either have to wait. On Windows, who asks the system for a folder of the
    user still gets it. It is strict: a plugin that cannot be used raises.

    >>> from malplan.testing import example_plan, isolated_workspace
    >>> with isolated_workspace() as workspace:
    ...     print(workspace.plugins, len(workspace.check(example_plan())) > 0)
    () True

    Args:
        plugins: Modules with hooks, or names of installed distributions. A module counts as a
            plugin that is called as its package, ``malplan-mine`` of ``malplan_mine``.
        folder: What files of sources and addresses of stores are relative to; by default a new
            one, which is gone afterwards.
        settings: What a tool would set beside. With a ``store`` the log is kept there, else in
            memory.
        store: Keeps the log, before what the settings say: one that holds something already, as
            :func:`~malplan.testing.examples.example_store` does, or the one that is tested.
        clock: What moment it is, with a time zone.

    Raises:
        UnknownName: No distribution of that name is installed.
    """
    found = tuple(_distribution(plugin) for plugin in plugins)
    with contextlib.ExitStack() as stack:
        own = folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        stack.enter_context(_environment(own / "home"))
        chosen = settings or Settings()
        workspace = Workspace(
            attrs.evolve(
                chosen,
                store_folder=chosen.store_folder or own,
                data_folder=chosen.data_folder or own,
            ),
            find_plugins=lambda: found,
            strict=True,
            store=MemoryStore() if store is None and chosen.store is None else store,
            clock=clock,
        )
        stack.callback(workspace.close)
        yield workspace


def _distribution(plugin: ModuleType | str) -> Distribution:
    """A plugin as the host finds it.

    Raises:
        UnknownName: It is not installed.
    """
    if isinstance(plugin, ModuleType):
        name = canonicalize_name(plugin.__name__.partition(".")[0])
        return Distribution(name, "", (), (EntryPoint("plugin", plugin.__name__, PROJECT),))
    known = {one.name: one for one in installed()}
    name = canonicalize_name(plugin)
    if name not in known:
        hint = did_you_mean(name, known)
        raise UnknownName(words.NOT_INSTALLED_ALLOWED.format(name=shown(name), hint=hint))
    return known[name]


@contextlib.contextmanager
def _environment(home: Path) -> Iterator[None]:
    """The variables of the process are those of a user who has set nothing."""
    before = dict(os.environ)
    for name in before:
        if name.startswith((_OWN, _FREEDESKTOP)):
            del os.environ[name]
    os.environ.update(dict.fromkeys(_HOMES, str(home)))
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
