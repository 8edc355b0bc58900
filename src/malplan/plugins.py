"""Finding, judging and loading plugins.

Plugins are found from the metadata of installed distributions, without importing them. Each is
loaded in a PluginManager of its own; only what loads and registers without an error counts. One
that does not is told of with its reason, and everything else works.
"""

from __future__ import annotations

import contextlib
import logging
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import Enum
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import attrs
import pluggy
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from malplan import hookspecs
from malplan.errors import InvalidPlugin, MalplanError, reason_of
from malplan.messages import Message
from malplan.messages import problems as words
from malplan.registry import Kind, Registry
from malplan.settings import Settings

_log = logging.getLogger("malplan")
_log.addHandler(logging.NullHandler())


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
    entry_points: tuple[EntryPoint, ...]


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


def installed() -> tuple[Distribution, ...]:
    """The installed plugins, by name, from metadata alone."""
    found: dict[str, list[EntryPoint]] = {}
    for entry_point in entry_points(group=hookspecs.PROJECT):
        name = entry_point.dist.metadata["Name"] if entry_point.dist else None
        if name:  # an uninstalled distribution may leave a folder without metadata
            found.setdefault(canonicalize_name(name), []).append(entry_point)
    return tuple(
        Distribution(
            name=name,
            version=points[0].dist.version if points[0].dist else "",
            requires=tuple((points[0].dist.requires if points[0].dist else None) or ()),
            entry_points=tuple(sorted(points)),
        )
        for name, points in sorted(found.items())
    )


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
        InvalidPlugin: A plugin is broken or incompatible, and ``strict`` is set.
    """
    plugins, registries = [], []
    for distribution in sorted(distributions, key=lambda item: item.name):
        refused = _refused(distribution, settings, version)
        if refused is not None:
            plugins.append(refused)
        else:
            try:
                registry = stage(distribution.name, _imported(distribution))
                _refuse_reserved(registry, reserved)
            except InvalidPlugin as error:
                _log.warning("plugin %s is broken: %s", distribution.name, error)
                plugins.append(_outcome(distribution, Status.BROKEN, error.message))
            else:
                registries.append(registry)
                provides = tuple(f"{e.kind.value} {e.name}" for e in registry.entries)
                plugins.append(_outcome(distribution, Status.LOADED, None, provides))
        last = plugins[-1]
        if strict and last.reason and last.status in (Status.BROKEN, Status.INCOMPATIBLE):
            raise InvalidPlugin(last.reason)
    return tuple(plugins), registries


def stage(name: str, modules: Iterator[Any] | Sequence[Any]) -> Registry:
    """Let the modules of one plugin register in a PluginManager of their own.

    Raises:
        InvalidPlugin: Importing or registering failed, in whatever way.
    """
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    registry = Registry(name)
    step = words.STEP_IMPORT
    try:
        # What a plugin prints must not get into the output of a program.
        with contextlib.redirect_stdout(sys.stderr):
            for module in modules:
                manager.register(module)
            manager.check_pending()
            step = words.STEP_REGISTER
            manager.hook.malplan_register(registry=registry)
    except InvalidPlugin:
        raise
    except (Exception, SystemExit) as error:
        raise InvalidPlugin(_reason(step, error)) from error
    if not manager.hook.malplan_register.get_hookimpls():
        raise InvalidPlugin(words.REGISTERS_NOTHING)
    return registry


def _refuse_reserved(registry: Registry, reserved: Collection[tuple[Kind, str]]) -> None:
    for entry in registry.entries:
        if (entry.kind, entry.name) in reserved:
            raise InvalidPlugin(words.RESERVED.format(name=entry.name))


def _imported(distribution: Distribution) -> Iterator[Any]:
    for entry_point in distribution.entry_points:
        yield entry_point.load()


def _reason(step: Message, error: BaseException) -> Message:
    if isinstance(error, MalplanError):
        return words.PLUGIN_RAISED.format(step=step, reason=error.message)
    return words.PLUGIN_RAISED.format(step=step, reason=reason_of(error))


def _outcome(
    distribution: Distribution,
    status: Status,
    reason: Message | None = None,
    provides: tuple[str, ...] = (),
) -> Plugin:
    return Plugin(distribution.name, distribution.version, status, reason, provides)


def _refused(distribution: Distribution, settings: Settings, version: str) -> Plugin | None:
    if distribution.name in settings.block:
        return _outcome(distribution, Status.BLOCKED, words.BLOCKED)
    if settings.allow is not None and distribution.name not in settings.allow:
        return _outcome(distribution, Status.BLOCKED, words.NOT_ALLOWED)
    for text in distribution.requires:
        try:
            wanted = Requirement(text)
        except InvalidRequirement:
            continue  # pip refuses it too; it says nothing about malplan
        if canonicalize_name(wanted.name) != hookspecs.PROJECT:
            continue
        applies = wanted.marker is None or wanted.marker.evaluate({"extra": ""})
        if applies and not wanted.specifier.contains(version, prereleases=True):
            reason = words.NEEDS_MALPLAN.format(wanted=wanted.specifier, version=version)
            return _outcome(distribution, Status.INCOMPATIBLE, reason)
    return None
