"""Finding, judging and loading plugins.

Plugins are found from the metadata of installed distributions, without importing them. Each is
loaded in a PluginManager of its own; only what loads and registers without an error counts. One
that does not is told of with its reason, and everything else works.

A plugin is code with the rights of the process. What it raises is caught; that it ends the process
by ``os._exit``, crashes the interpreter or never returns cannot be.
"""

from __future__ import annotations

import contextlib
import logging
import re
import sys
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextvars import ContextVar
from enum import Enum
from importlib import metadata
from typing import Any

import attrs
import pluggy
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from malplan import hookspecs
from malplan.errors import InvalidPlugin, reason_of, shown
from malplan.messages import Message
from malplan.messages import problems as words
from malplan.registry import Kind, Registry
from malplan.settings import Settings

_log = logging.getLogger("malplan")
_log.addHandler(logging.NullHandler())

LOADING = threading.RLock()
"""Held while plugins are loaded, because the standard output of the process is then elsewhere."""

_loading: ContextVar[bool] = ContextVar("malplan_loading", default=False)


class Status(Enum):
    """What became of a plugin."""

    LOADED = "loaded"
    """What it brings can be used."""
    BLOCKED = "blocked"
    """The settings do not allow it."""
    INCOMPATIBLE = "incompatible"
    """It asks for another version of malplan."""
    BROKEN = "broken"
    """It cannot be imported, or registers what malplan cannot use."""


@attrs.frozen
class Distribution:
    """An installed distribution with entry points of the group ``malplan``.

    Attributes:
        name: Its normalised name: the name of the plugin.
        version: Its version.
        requires: What it depends on, as its metadata say (PEP 508).
        entry_points: What would be loaded.
    """

    name: str
    version: str
    requires: tuple[str, ...]
    entry_points: tuple[metadata.EntryPoint, ...]


@attrs.frozen
class Plugin:
    """A plugin and what became of it.

    Attributes:
        name: The name of its distribution.
        version: The version of its distribution.
        status: What became of it.
        reason: Why it is not loaded.
        provides: What it brings, as "plan ungeloeftet".
    """

    name: str
    version: str
    status: Status
    reason: Message | None = None
    provides: tuple[str, ...] = ()

    @property
    def notice(self) -> Message | None:
        """Why it is not loaded, as a sentence; None if it is, or if the settings block it."""
        if self.reason is None or self.status is Status.BLOCKED:
            return None
        return words.PLUGIN_NOT_LOADED.format(
            name=f"{self.name} {self.version}".strip(), reason=self.reason
        )


def installed() -> tuple[Distribution, ...]:
    """The installed plugins, by name, from metadata alone."""
    found: dict[str, Distribution] = {}
    for distribution in metadata.distributions():
        described = _described(distribution)
        if described is not None:
            # Of several on the path the first is the one that would be imported.
            found.setdefault(described.name, described)
    return tuple(found[name] for name in sorted(found))


def _described(distribution: metadata.Distribution) -> Distribution | None:
    """A distribution with entry points of malplan; None for any other."""
    try:
        points = distribution.entry_points.select(group=hookspecs.PROJECT)
        if not points:
            return None
        fields = distribution.metadata
        if "Name" not in fields:  # uninstalling may leave a folder behind
            return None
        return Distribution(
            name=canonicalize_name(fields["Name"]),
            version=fields["Version"] if "Version" in fields else "",  # noqa: SIM401 - no dict
            requires=tuple(distribution.requires or ()),
            entry_points=tuple(sorted(points)),
        )
    except Exception as error:  # noqa: BLE001 - metadata may be damaged in any way, and be anybody's
        _log.warning("the metadata of a distribution cannot be read: %s", reason_of(error))
        return None


def load(
    distributions: Iterable[Distribution],
    settings: Settings,
    *,
    version: str,
    reserved: Collection[tuple[Kind, str]] = (),
    strict: bool = False,
) -> tuple[tuple[Plugin, ...], list[Registry]]:
    """Load what the settings allow.

    Args:
        distributions: The plugins that were found.
        settings: Which of them are allowed and blocked.
        version: The version of malplan, which a plugin may ask for.
        reserved: What no plugin may bring, because it is malplan's own.
        strict: Whether the first plugin that is broken or incompatible raises.

    Returns:
        What became of each, by name, and what the loaded ones registered.

    Raises:
        InvalidPlugin: A plugin is broken or incompatible, and ``strict`` is set; or a plugin that
            is being loaded calls this itself.
    """
    if _loading.get():
        raise InvalidPlugin(words.LOADS_PLUGINS)
    plugins, registries = [], []
    for distribution in sorted(distributions, key=lambda item: item.name):
        plugin, registry = _outcome(distribution, settings, version, reserved)
        if plugin.notice:
            _log.warning("%s", plugin.notice)
            if strict:
                raise InvalidPlugin(plugin.notice)
        plugins.append(plugin)
        if registry is not None:
            registries.append(registry)
    return tuple(plugins), registries


def _outcome(
    distribution: Distribution,
    settings: Settings,
    version: str,
    reserved: Collection[tuple[Kind, str]],
) -> tuple[Plugin, Registry | None]:
    """What becomes of one plugin, and what it registered if it is loaded."""

    def plugin(status: Status, reason: Message | None, provides: tuple[str, ...] = ()) -> Plugin:
        return Plugin(distribution.name, distribution.version, status, reason, provides)

    refused = _refused(distribution, settings, version)
    if refused is not None:
        return plugin(*refused), None
    try:
        registry = stage(distribution.name, (point.load() for point in distribution.entry_points))
        _refuse_reserved(registry, reserved)
    except InvalidPlugin as error:
        return plugin(Status.BROKEN, error.message), None
    provides = tuple(f"{entry.kind.value} {entry.name}" for entry in registry.entries)
    return plugin(Status.LOADED, None, provides), registry


def stage(name: str, modules: Iterator[Any] | Sequence[Any]) -> Registry:
    """Let the modules of one plugin register in a PluginManager of their own.

    Raises:
        InvalidPlugin: Importing or registering failed, in whatever way.
    """
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    registry = Registry(name)
    token = _loading.set(True)
    step = words.STEP_IMPORT
    try:
        # What a plugin prints must not get into the output of a program.
        with contextlib.redirect_stdout(sys.stderr):
            for module in modules:
                manager.register(module)
            manager.check_pending()
            step = words.STEP_REGISTER
            returned = manager.hook.malplan_register(registry=registry)
            if manager.hook.malplan_recorded.get_hookimpls():
                registry.listener(manager.hook.malplan_recorded)
    except (InvalidPlugin, KeyboardInterrupt):
        raise  # whoever presses Ctrl-C means the program
    except BaseException as error:
        reason = words.PLUGIN_RAISED.format(step=step, reason=reason_of(error))
        raise InvalidPlugin(reason) from error
    finally:
        registry.close()
        _loading.reset(token)
    if returned:
        raise InvalidPlugin(words.HOOK_RETURNED.format(value=type(returned[0]).__name__))
    if not registry.entries and not manager.hook.malplan_register.get_hookimpls():
        raise InvalidPlugin(words.REGISTERS_NOTHING)
    return registry


def _refuse_reserved(registry: Registry, reserved: Collection[tuple[Kind, str]]) -> None:
    for entry in registry.entries:
        if (entry.kind, entry.name) in reserved:
            raise InvalidPlugin(words.RESERVED.format(name=entry.name))


def _refused(
    distribution: Distribution, settings: Settings, version: str
) -> tuple[Status, Message] | None:
    """Why a plugin is not even imported."""
    if distribution.name in settings.block:
        return Status.BLOCKED, words.BLOCKED
    if settings.allow is not None and distribution.name not in settings.allow:
        return Status.BLOCKED, words.NOT_ALLOWED
    unmet = (_unmet(requirement, version) for requirement in distribution.requires)
    reason = next(filter(None, unmet), None)
    return None if reason is None else (Status.INCOMPATIBLE, reason)


_ABOUT_MALPLAN = re.compile(rf"\s*{hookspecs.PROJECT}(?![\w.-])", re.IGNORECASE)


def _unmet(requirement: str, version: str) -> Message | None:
    """Why this malplan is not the one that a requirement asks for, if it asks for malplan."""
    try:
        wanted = Requirement(requirement)
        if canonicalize_name(wanted.name) != hookspecs.PROJECT:
            return None
        applies = wanted.marker is None or wanted.marker.evaluate({"extra": ""})
    except ValueError:  # no requirement, or a marker that compares what cannot be compared
        if _ABOUT_MALPLAN.match(requirement):
            return words.UNREADABLE_REQUIREMENT.format(requirement=shown(requirement))
        return None  # it says nothing about malplan
    if applies and not wanted.specifier.contains(version, prereleases=True):
        return words.NEEDS_MALPLAN.format(wanted=wanted.specifier, version=version)
    return None
