"""Workspace: what an embedding tool holds, and the few things it does with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType

import attrs

from malplan.convert import Converters
from malplan.core_plugin import CorePlugin
from malplan.errors import (
    AmbiguousName,
    InvalidPlan,
    InvalidPlugin,
    InvalidSettings,
    InvalidValue,
    MalplanError,
    Problem,
    StoreFailed,
    did_you_mean,
    reason_of,
    shown,
)
from malplan.fields import parts_of, path_of
from malplan.findings import Finding, Severity
from malplan.imported import Imported
from malplan.loading import read_plan_file
from malplan.logbook import Followed, Logbook
from malplan.messages import Language, Message
from malplan.messages import findings as finding_words
from malplan.messages import problems as words
from malplan.messages import records as record_words
from malplan.model import Plan
from malplan.moments import now
from malplan.paths import is_file, is_folder
from malplan.plugins import LOADING, Distribution, Plugin, installed, load, stage
from malplan.presentation import View
from malplan.reading_back import imported, reader_for
from malplan.records import Record, What
from malplan.registry import PLAN_SUFFIXES, Catalog, Entry, Kind, Registry
from malplan.rendering import options_of, shows_status, view_of, write_site, written
from malplan.settings import Settings
from malplan.site_folder import SiteFolder
from malplan.status import Status
from malplan.stores import (
    Store,
    StoreType,
    default_address,
    default_file,
    scheme_of,
    shown_address,
)
from malplan.version import __version__

CHECK_FAILED = "check-failed"
"""The code of what is found when a check fails itself."""

_NO_OPTIONS: Mapping[str, str] = MappingProxyType({})


@attrs.frozen
class RegisteredPlan:
    """A plan that a plugin or a folder brings.

    Attributes:
        id: Its id.
        origin: The plugin or the folder.
        load: Reads it; raises :class:`~malplan.errors.InvalidPlan` with every problem.
        path: Its file, unless it is made by Python code.
    """

    id: str
    origin: str
    load: Callable[[], Plan] = attrs.field(repr=False, eq=False)
    path: Path | None = None


@attrs.frozen
class _Loaded:
    """What became of the plugins, and what they and the folders bring."""

    plugins: tuple[Plugin, ...]
    catalog: Catalog
    notices: tuple[Message, ...]


class Workspace:
    """Settings, plugins and converters, made once and held by the tool that uses malplan.

    Nothing is read or imported before it is needed; nothing is global. A workspace may be shared
    by threads that read.

    Args:
        settings: What the tool decides; by default every installed plugin and no folder.
        find_plugins: Finds the plugins; by default those of the installed distributions.
        strict: Whether what would be told of raises: a plugin that is broken or incompatible, and
            whatever is among the ``notices``.
        store: Where the log is kept; by default the store that the settings name.
        clock: What moment it is, with a time zone.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        find_plugins: Callable[[], tuple[Distribution, ...]] = installed,
        strict: bool = False,
        store: Store | None = None,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self.settings = settings or Settings()
        self._store = store
        self._clock = clock
        self._find_plugins = find_plugins
        self._strict = strict
        self.converters = Converters(self.settings.policy, self._extension_type)

    @classmethod
    def find(cls, start: Path | None = None, *, strict: bool = False) -> Workspace:
        """A workspace with the settings of the nearest ``malplan.toml`` and the environment.

        Args:
            start: Where to look first; by default the working folder.
            strict: As for a workspace.

        Raises:
            InvalidSettings: With every problem.
        """
        return cls(Settings.find(start or Path.cwd()), strict=strict)

    # --- Plugins ----------------------------------------------------------------------------------
    @property
    def _loaded(self) -> _Loaded:
        with LOADING:  # so that threads that share a workspace load its plugins once
            return self._loaded_once

    @cached_property
    def _loaded_once(self) -> _Loaded:
        core = stage("malplan", [CorePlugin(self.converters)])
        plugins, registries = load(
            self._find_plugins(),
            self.settings,
            version=__version__,
            reserved={(entry.kind, entry.name) for entry in core.entries}
            | {(Kind.CHECK, CHECK_FAILED)},
            strict=self._strict,
        )
        folders, left_out = self._folders
        catalog = Catalog([core, *registries, *folders])
        conflicts = tuple(catalog.conflicts())
        unusable = (*self.settings.not_installed(plugin.name for plugin in plugins), *left_out)
        if self._strict and conflicts:
            raise AmbiguousName(conflicts[0])
        if self._strict and unusable:
            raise InvalidSettings([Problem("", message) for message in unusable])
        return _Loaded(plugins, catalog, (*conflicts, *unusable))

    @cached_property
    def _folders(self) -> tuple[list[Registry], list[Message]]:
        """What the folders of plans hold, and what was left out."""
        registries, left_out = [], []
        for folder in self.settings.plan_folders:
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

    def _extension_type(self, name: str) -> type:
        """The class of an extension; if there is none, whoever reads the plan is told why."""
        known = {entry.name: entry.value for entry in self._catalog.all(Kind.EXTENSION)}
        if name in known:
            cls: type = known[name]
            return cls
        plugin = next((one for one in self.plugins if one.name == name), None)
        if plugin is None:
            hint = did_you_mean(name, known)
            raise InvalidValue(words.UNKNOWN_EXTENSION.format(name=shown(name), hint=hint))
        if plugin.reason is None:
            raise InvalidValue(words.NO_EXTENSION.format(name=name))
        raise InvalidValue(words.PLUGIN_NOT_LOADED.format(name=name, reason=plugin.reason))

    @property
    def _catalog(self) -> Catalog:
        return self._loaded.catalog

    @property
    def plugins(self) -> tuple[Plugin, ...]:
        """Every installed plugin, by name, and what became of it."""
        return self._loaded.plugins

    @property
    def notices(self) -> tuple[Message, ...]:
        """What cannot be used, beside plugins that are not loaded.

        Names that are claimed twice, plugins that the settings name and that are not installed,
        and files that can be no plan.
        """
        return self._loaded.notices

    @property
    def outputs(self) -> tuple[Entry, ...]:
        """The formats in which a plan can be written, by name."""
        return tuple(self._catalog.all(Kind.OUTPUT))

    @property
    def readers(self) -> tuple[Entry, ...]:
        """The kinds of documents that can be read back, by name."""
        return tuple(self._catalog.all(Kind.READER))

    @property
    def checks(self) -> tuple[Entry, ...]:
        """The checks, by code."""
        return tuple(self._catalog.all(Kind.CHECK))

    @property
    def extensions(self) -> tuple[Entry, ...]:
        """The attrs classes that type fields of plugins' own, by the name of the plugin."""
        return tuple(self._catalog.all(Kind.EXTENSION))

    # --- The log ----------------------------------------------------------------------------------
    @cached_property
    def logbook(self) -> Logbook:
        """The log of what happened in plans, and how they stand. Its store is opened here.

        Raises:
            UnknownName: No plugin can open such a store.
            StoreFailed: It cannot be opened.
        """
        return Logbook(
            self._store if self._store is not None else self._open_store(),
            converters=self.converters,
            find_plan=self.load,
            clock=self._clock,
            zone=self.settings.timezone,
            listeners=tuple(self._catalog.all(Kind.LISTENER)),
        )

    @property
    def has_log(self) -> bool:
        """Whether there is a log to look into; asking does not make one."""
        named = self._store is not None or self.settings.store is not None
        return named or is_file(default_file())

    def with_store(self, url: str) -> Workspace:
        """The same workspace, with its log at another address.

        Args:
            url: The address; a relative path in it is relative to the working folder.
        """
        settings = attrs.evolve(self.settings, store=url, store_folder=None)
        found = Workspace(
            settings, find_plugins=self._find_plugins, strict=self._strict, clock=self._clock
        )
        found.__dict__["_loaded_once"] = self._loaded_once
        return found

    def close(self) -> None:
        """Let go of the store of the log, if it was opened."""
        if "logbook" in self.__dict__ and self._store is None:
            self.logbook.store.close()
            del self.__dict__["logbook"]

    def _open_store(self) -> Store:
        url = self.settings.store or default_address()
        entry = self._catalog.get(Kind.STORE, scheme_of(url))
        stores: StoreType = entry.value
        try:
            return stores.open(url, folder=self.settings.store_folder or Path.cwd())
        except (MalplanError, KeyboardInterrupt):
            raise
        except BaseException as error:  # noqa: BLE001 - a plugin may fail in any way
            # What it says and what caused it may hold the password.
            reason = record_words.STORE_RAISED.format(
                origin=entry.origin, kind=type(error).__name__
            )
            raise StoreFailed(
                record_words.STORE_FAILED.format(store=shown_address(url), reason=reason)
            ) from None

    def record(
        self,
        plan: Plan,
        what: What,
        *,
        on: date | None = None,
        by: str | None = None,
        comment: str | None = None,
    ) -> Record:
        """Record what happened in a plan; see :meth:`Logbook.record_all` for what may be wrong.

        Args:
            plan: The plan. If it has changed, the log adopts it first.
            what: What happened, such as an :class:`~malplan.records.Observation`.
            on: The day it speaks of; by default today.
            by: In which role it is recorded; not a name.
            comment: What else there is to say.
        """
        return self.logbook.record(plan, what, on=on, by=by, comment=comment)

    def status(
        self, plan: Plan, *, on: date | None = None, known_at: datetime | None = None
    ) -> Status:
        """How a plan stands on a day, by what was recorded; see :meth:`Logbook.status`."""
        return self.logbook.status(plan, on=on, known_at=known_at)

    # --- Plans ------------------------------------------------------------------------------------
    @property
    def plans(self) -> tuple[RegisteredPlan, ...]:
        """The plans that plugins and folders bring, by id; none is read yet."""
        return tuple(
            RegisteredPlan(
                entry.name,
                entry.origin,
                partial(self._read, entry),
                entry.value if isinstance(entry.value, Path) else None,
            )
            for entry in self._catalog.all(Kind.PLAN)
        )

    def _read(self, entry: Entry) -> Plan:
        if isinstance(entry.value, Path):
            return read_plan_file(entry.value, self.converters, must_match_name=True)
        plan: Plan = entry.value
        return plan

    def load(self, plan: str | Path) -> Plan:
        """Load a plan.

        Args:
            plan: The id of a registered plan, or a file: a Path, or a text with a path separator
                or a suffix.

        Raises:
            UnknownName: No plan has that id; the nearest are offered.
            AmbiguousName: More than one plugin brings a plan of that id.
            InvalidPlan: The file cannot be read or is no plan; with every problem.
        """
        if isinstance(plan, Path) or "/" in plan or "\\" in plan or Path(plan).suffix:
            return read_plan_file(Path(plan), self.converters)
        return self._read(self._catalog.get(Kind.PLAN, plan))

    # --- Checking ---------------------------------------------------------------------------------
    def check(self, plan: Plan) -> tuple[Finding, ...]:
        """Check a plan against the method, and against the checks of plugins.

        Pure: the same plan gives the same findings, in the order in which a plan is read. A check
        of a plugin that fails is itself a finding, ``check-failed``.
        """
        places = {path_of(steps): index for index, (steps, _) in enumerate(parts_of(plan))}
        found = [finding for entry in self.checks for finding in self._findings(entry, plan)]
        found += [
            Finding(CHECK_FAILED, Severity.ERROR, "", message)
            for message in self._catalog.conflicts(Kind.CHECK)
        ]
        return tuple(
            sorted(found, key=lambda one: (_place(one.path, places), -one.severity, one.code))
        )

    def _findings(self, entry: Entry, plan: Plan) -> list[Finding]:
        try:
            found = list(entry.value.check(plan))
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - the check of a plugin may fail in any way
            return [_failed(entry, reason_of(error))]
        for one in found:
            if not isinstance(one, Finding):
                return [_failed(entry, words.NOT_A_FINDING.format(value=shown(one)))]
        return found

    # --- Writing ----------------------------------------------------------------------------------
    def view(
        self,
        plan: Plan,
        on: date | None = None,
        *,
        internal: bool = False,
        without_names: bool = False,
        with_status: bool = False,
    ) -> View:
        """Look at a plan as others may see it.

        CPR numbers in the plan are replaced by ``[CPR]``, and small numbers of people are held
        back, with what would give them away.

        Args:
            plan: The plan.
            on: The day the plan is seen on; its status is otherwise that of today.
            internal: Whether small numbers are shown, to those who work with the plan.
            without_names: Whether the fields that hold names are left out.
            with_status: Whether the view holds how the plan stands, where anything was recorded.

        Raises:
            StoreFailed: The log cannot be read.
        """
        views = self.views(
            (plan,),
            on,
            internal=internal,
            without_names=without_names,
            with_status=with_status,
        )
        return next(views)

    def views(
        self,
        plans: Iterable[Plan | RegisteredPlan],
        on: date | None = None,
        *,
        internal: bool = False,
        without_names: bool = False,
        with_status: bool = True,
        unreadable: Callable[[InvalidPlan], None] | None = None,
    ) -> Iterator[View]:
        """Look at many plans, one after the other; the log is asked once for all of them.

        Those come first of which something was recorded. See :meth:`view`.

        Args:
            plans: The plans; a registered one is loaded when its turn comes.
            on: As for :meth:`view`, and so are the rest.
            internal: Whether small numbers are shown.
            without_names: Whether the fields that hold names are left out.
            with_status: Whether the views hold how the plans stand.
            unreadable: Told of a plan that cannot be read, or whose version in the log cannot; it
                is then left out. Without it, that is raised.
        """
        loaders = {one.id: one.load if isinstance(one, RegisteredPlan) else partial(_same, one)
                   for one in plans}  # fmt: skip
        if with_status and self.has_log:
            followed = self.logbook.followed(loaders, on=on, unreadable=unreadable)
        else:
            followed = _loaded_plans(loaders, unreadable)
        for one in followed:
            yield view_of(
                one.plan,
                on,
                threshold=self.settings.threshold,
                internal=internal,
                without_names=without_names,
                status=one.status,
                records=one.records,
            )

    def render(
        self,
        plan: Plan,
        to: str,
        *,
        language: Language = "da",
        on: date | None = None,
        options: Mapping[str, str] = _NO_OPTIONS,
        internal: bool = False,
        without_names: bool = False,
    ) -> bytes:
        """Write a plan in a format, to be published unless it is ``internal``.

        CPR numbers in the plan are replaced by ``[CPR]``, and small numbers of people are held
        back, with what would give them away.

        Args:
            plan: The plan.
            to: The name of an output.
            language: The language of labels; content stays as it is.
            on: The day the plan is seen on, for outputs that show it.
            options: What the output takes beside; before what the settings say of it.
            internal: Whether small numbers of people are shown, to those who work with the plan.
            without_names: Whether the fields that hold names are left out.

        Raises:
            UnknownName: There is no such output; the nearest are offered.
            AmbiguousName: More than one plugin brings it.
            InvalidValue: An option is wrong.
            InvalidPlugin: The output of a plugin failed.
            StoreFailed: The output shows how the plan stands, and the log cannot be read.
        """
        entry = self._catalog.get(Kind.OUTPUT, to)
        chosen = self._options(entry, options)
        view = self.view(
            plan,
            on,
            internal=internal,
            without_names=without_names,
            with_status=shows_status(entry),
        )
        return written(entry, view, language, chosen)

    def write_site(
        self,
        plans: Iterable[Plan | RegisteredPlan],
        folder: SiteFolder,
        to: str = "html",
        *,
        language: Language = "da",
        on: date | None = None,
        options: Mapping[str, str] = _NO_OPTIONS,
        internal: bool = False,
        without_names: bool = False,
        unreadable: Callable[[InvalidPlan], None] | None = None,
        tell: Callable[[View], object] = lambda view: None,
    ) -> None:
        """Write plans as a site, with how they stand.

        Args:
            plans: The plans; a registered one is loaded when its turn comes.
            folder: Takes the files. What an earlier site left there and this one does not have is
                removed.
            to: The name of an output that writes sites.
            language: As for :meth:`render`, and so are the rest.
            on: The day the plans are seen on.
            options: What the output takes beside.
            internal: Whether small numbers of people are shown.
            without_names: Whether the fields that hold names are left out.
            unreadable: As for :meth:`views`.
            tell: Told of each plan before its page is written.
        """
        entry = self._catalog.get(Kind.OUTPUT, to)
        chosen = self._options(entry, options)

        def views() -> Iterator[View]:
            for view in self.views(
                plans, on, internal=internal, without_names=without_names, unreadable=unreadable
            ):
                tell(view)
                yield view

        write_site(entry, views(), folder, language, chosen)

    def _options(self, entry: Entry, given: Mapping[str, str]) -> Mapping[str, str]:
        return options_of(entry, given, self.settings.outputs.get(entry.name, _NO_OPTIONS))

    # --- Reading documents ------------------------------------------------------------------------
    def import_plan(self, path: str | Path, reader: str | None = None) -> Imported:
        """Read a document that people filled in, such as a form in Word.

        Args:
            path: The file.
            reader: The name of the reader; by default the one that reads such files.

        Raises:
            UnknownName: No reader has that name, or reads such files.
            InvalidPlan: The file cannot be read, or what it says is no plan; with every problem.
            InvalidPlugin: The reader of a plugin failed.
        """
        path = Path(path)
        entry = (
            self._catalog.get(Kind.READER, reader)
            if reader is not None
            else reader_for(path, tuple(self._catalog.all(Kind.READER)))
        )
        return imported(entry, path, self.settings.policy)


def _same(plan: Plan) -> Plan:
    return plan


def _loaded_plans(
    loaders: Mapping[str, Callable[[], Plan]], unreadable: Callable[[InvalidPlan], None] | None
) -> Iterator[Followed]:
    """Plans of which nobody asks how they stand."""
    for load_one in loaders.values():
        try:
            plan = load_one()
        except InvalidPlan as error:
            if unreadable is None:
                raise
            unreadable(error)
        else:
            yield Followed(plan)


def _failed(entry: Entry, reason: str | Message) -> Finding:
    message = finding_words.CHECK_FAILED.format(
        check=entry.name,
        origin=entry.origin,
        reason=reason,
    )
    return Finding(CHECK_FAILED, Severity.ERROR, "", message)


def _place(path: str, places: Mapping[str, int]) -> int:
    while path and path not in places:
        path = path.rpartition("/")[0]
    return places.get(path, 0)


def load_plan(path: str | Path, workspace: Workspace | None = None) -> Plan:
    """Load a plan from a file, or a registered one by its id; see :meth:`Workspace.load`.

    Args:
        path: A Path, or a text: an id, or a file if it has a path separator or a suffix.
        workspace: Where plans and extensions are looked up; by default every installed plugin.

    Raises:
        UnknownName: No plan has that id.
        InvalidPlan: The file cannot be read or is no plan; with every problem and its line.
    """
    return (workspace or Workspace()).load(path)


def check(plan: Plan, workspace: Workspace | None = None) -> tuple[Finding, ...]:
    """Check a plan against the method; see :meth:`Workspace.check`.

    Args:
        plan: The plan.
        workspace: Whose checks count; by default malplan's own and every installed plugin's. To
            check many plans, hold a workspace.
    """
    return (workspace or Workspace()).check(plan)
