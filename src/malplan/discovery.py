"""Everything that malplan, its plugins and the folders of plans bring."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs

from malplan.convert import Converters
from malplan.core_plugin import CorePlugin
from malplan.errors import (
    AmbiguousName,
    InvalidPlugin,
    InvalidSettings,
    InvalidValue,
    Problem,
    did_you_mean,
    shown,
)
from malplan.findings import CHECK_FAILED
from malplan.messages import Message
from malplan.messages import problems as words
from malplan.messages import sources as source_words
from malplan.paths import is_file, is_folder
from malplan.plugins import Distribution, Plugin, load, stage
from malplan.registry import PLAN_SUFFIXES, Catalog, Kind, Registry
from malplan.settings import Settings
from malplan.version import __version__


@attrs.frozen
class Discovered:
    """What became of the plugins, and what they and the folders bring.

    Attributes:
        plugins: Every installed plugin, by name.
        catalog: What can be used.
        notices: What cannot, beside plugins that are not loaded.
    """

    plugins: tuple[Plugin, ...]
    catalog: Catalog
    notices: tuple[Message, ...]
    _extensions: Mapping[str, type] = attrs.field(
        init=False,
        repr=False,
        default=attrs.Factory(
            lambda self: {one.name: one.value for one in self.catalog.all(Kind.EXTENSION)},
            takes_self=True,
        ),
    )

    def source_type(self, name: str) -> type:
        """The class of the settings of a source.

        Raises:
            InvalidValue: No plugin brings such a source; whoever reads the plan is told.
        """
        sources = {one.name: one.value for one in self.catalog.all(Kind.SOURCE)}
        if name in sources:
            settings: type = sources[name].settings
            return settings
        hint = did_you_mean(name, sources)
        raise InvalidValue(source_words.SOURCE_NOT_INSTALLED.format(name=shown(name), hint=hint))

    def extension_type(self, name: str) -> type:
        """The class of an extension.

        Raises:
            InvalidValue: There is none; whoever reads the plan is told why.
        """
        if name in self._extensions:
            return self._extensions[name]
        plugin = next((one for one in self.plugins if one.name == name), None)
        if plugin is None:
            hint = did_you_mean(name, self._extensions)
            raise InvalidValue(words.UNKNOWN_EXTENSION.format(name=shown(name), hint=hint))
        if plugin.reason is None:
            raise InvalidValue(words.NO_EXTENSION.format(name=name))
        raise InvalidValue(words.PLUGIN_NOT_LOADED.format(name=name, reason=plugin.reason))


def discover(
    settings: Settings,
    find_plugins: Callable[[], tuple[Distribution, ...]],
    converters: Converters,
    *,
    strict: bool = False,
) -> Discovered:
    """Load the plugins, and look into the folders of plans.

    Args:
        settings: Which plugins count, and where the folders are.
        find_plugins: Finds the plugins.
        converters: What the outputs of the core write with.
        strict: Whether what cannot be used raises.

    Raises:
        InvalidSettings: A folder is not there; or, if it is strict, a file can be no plan, or the
            settings name a plugin that is not installed.
        AmbiguousName: If it is strict, and a name is claimed twice.
        InvalidPlugin: If it is strict, and a plugin cannot be used.
    """
    core = stage("malplan", [CorePlugin(converters)])
    plugins, registries = load(
        find_plugins(),
        settings,
        version=__version__,
        reserved={(entry.kind, entry.name) for entry in core.entries}
        | {(Kind.CHECK, CHECK_FAILED)},
        strict=strict,
    )
    folders, left_out = _folders(settings)
    catalog = Catalog([core, *registries, *folders])
    conflicts = tuple(catalog.conflicts())
    unusable = (*settings.not_installed(plugin.name for plugin in plugins), *left_out)
    if strict and conflicts:
        raise AmbiguousName(conflicts[0])
    if strict and unusable:
        raise InvalidSettings([Problem("", message) for message in unusable])
    return Discovered(plugins, catalog, (*conflicts, *unusable))


def _folders(settings: Settings) -> tuple[list[Registry], list[Message]]:
    """What the folders of plans hold, and what was left out."""
    registries, left_out = [], []
    for folder in settings.plan_folders:
        if not is_folder(folder):
            message = words.NO_FOLDER.format(folder=folder)
            raise InvalidSettings([Problem("plan_folders", message)])
        for path in sorted(folder.iterdir()):
            hidden = path.name.startswith(".")
            if hidden or path.suffix.lower() not in PLAN_SUFFIXES or not is_file(path):
                continue
            # One for each file, so that a.yaml beside a.json is told of.
            registry = Registry(str(path))
            try:
                registry.plan(path.absolute())
            except InvalidPlugin as error:
                left_out.append(words.NOT_A_PLAN_FILE.format(file=path, problem=error.message))
            else:
                registries.append(registry)
    return registries, left_out
