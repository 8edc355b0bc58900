"""Workspace: what an embedding tool holds, and the few things it does with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType

import attrs

from malplan.checking import findings_of
from malplan.convert import Converters
from malplan.discovery import Discovered, discover
from malplan.errors import (
    InvalidPlan,
)
from malplan.fetching import (
    Asking,
    fetch,
    figures,
    signs_with_source,
)
from malplan.findings import Finding
from malplan.imported import Imported
from malplan.loading import read_plan_file
from malplan.logbook import Followed, Logbook
from malplan.messages import Language, Message
from malplan.model import KeyFigure, Plan, Sign
from malplan.moments import day_of, now
from malplan.opening import opened
from malplan.paths import is_file
from malplan.plugins import LOADING, Distribution, Plugin, installed
from malplan.presentation import View
from malplan.reading_back import imported, reader_for
from malplan.records import Record, What
from malplan.registry import Catalog, Entry, Kind
from malplan.rendering import options_of, shows_log, shows_status, view_of, write_site, written
from malplan.settings import Settings
from malplan.site_folder import SiteFolder
from malplan.sources import Description, FetchReport, FigureNow
from malplan.status import Status
from malplan.stores import (
    Store,
    default_address,
    default_file,
    scheme_of,
)

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
        self.settings: Settings = settings or Settings()
        self._store = store
        self._clock = clock
        self._find_plugins = find_plugins
        self._strict = strict
        self.converters: Converters = Converters(
            self.settings.policy, self._extension_type, self._source_type
        )

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
    def _discovered(self) -> Discovered:
        with LOADING:  # so that threads that share a workspace load its plugins once
            return self._discovered_once

    @cached_property
    def _discovered_once(self) -> Discovered:
        return discover(self.settings, self._find_plugins, self.converters, strict=self._strict)

    def _extension_type(self, name: str) -> type:
        return self._discovered.extension_type(name)

    def _source_type(self, name: str) -> type:
        return self._discovered.source_type(name)

    @property
    def _catalog(self) -> Catalog:
        return self._discovered.catalog

    @property
    def plugins(self) -> tuple[Plugin, ...]:
        """Every installed plugin, by name, and what became of it."""
        return self._discovered.plugins

    @property
    def notices(self) -> tuple[Message, ...]:
        """What cannot be used, beside plugins that are not loaded.

        Names that are claimed twice, plugins that the settings name and that are not installed,
        and files that can be no plan.
        """
        return self._discovered.notices

    @property
    def outputs(self) -> tuple[Entry, ...]:
        """The formats in which a plan can be written, by name."""
        return tuple(self._catalog.all(Kind.OUTPUT))

    @property
    def readers(self) -> tuple[Entry, ...]:
        """The kinds of documents that can be read back, by name."""
        return tuple(self._catalog.all(Kind.READER))

    @property
    def sources(self) -> tuple[Entry, ...]:
        """The sources of data, by name."""
        return tuple(self._catalog.all(Kind.SOURCE))

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
        """Whether there is a log to look into; asking does not make one.

        A log in the user's data folder is none where no plugin can open it.
        """
        if self._store is not None or self.settings.store is not None:
            return True
        scheme = scheme_of(default_address())
        known = any(entry.name == scheme for entry in self._catalog.all(Kind.STORE))
        return known and is_file(default_file())

    def with_store(self, url: str) -> Workspace:
        """The same workspace, with its log at another address.

        Args:
            url: The address; a relative path in it is relative to the working folder.
        """
        settings = attrs.evolve(self.settings, store=url, store_folder=None)
        found = Workspace(
            settings, find_plugins=self._find_plugins, strict=self._strict, clock=self._clock
        )
        found.__dict__["_discovered_once"] = self._discovered_once
        return found

    def close(self) -> None:
        """Let go of the store of the log, if it was opened."""
        if "logbook" in self.__dict__ and self._store is None:
            self.logbook.store.close()
            del self.__dict__["logbook"]

    def _open_store(self) -> Store:
        url = self.settings.store or default_address()
        entry = self._catalog.get(Kind.STORE, scheme_of(url))
        return opened(entry, url, self.settings.store_folder or Path.cwd())

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

    # --- Sources of data --------------------------------------------------------------------------
    def fetch(
        self,
        plan: Plan,
        sign: str | None = None,
        since: date | None = None,
        *,
        options: Mapping[str, str] = _NO_OPTIONS,
        folder: Path | None = None,
        offline: bool = False,
        tell: Callable[[Sign], object] = lambda sign: None,
    ) -> FetchReport:
        """Ask the sources that a plan names, and record what is new.

        Doing it again adds nothing. Where a source says something else than before, what was
        fetched then is corrected. A source that fails is told of in the report, and the others go
        on; of one sign everything is recorded or nothing.

        Args:
            plan: The plan. If it has changed, the log adopts it first.
            sign: The id of a sign; by default all that have a source.
            since: Nothing that ended before this day is wanted.
            options: What sources take beside; before what the settings say of them.
            folder: What the files of sources are relative to; by default as the settings say,
                else the working folder.
            offline: Whether nothing is asked over the network.
            tell: Told of each sign when its turn is over.

        Raises:
            UnknownName: The plan has no such sign.
            InvalidValue: The sign has no source, or no source takes an option.
            StoreFailed: The log cannot be used.
        """
        asking = self._asking(options, folder, since=since, offline=offline)
        return fetch(asking, self.logbook, plan, signs_with_source(plan, sign), tell)

    def figures(
        self,
        plan: Plan,
        *,
        options: Mapping[str, str] = _NO_OPTIONS,
        folder: Path | None = None,
        offline: bool = False,
        tell: Callable[[KeyFigure], object] = lambda figure: None,
    ) -> tuple[FigureNow, ...]:
        """The key figures of a plan, each beside the newest that its source has.

        The plan is not changed: whether it should be is for people to say. Internal: small numbers
        of people are shown.

        Args:
            plan: The plan.
            options: As for :meth:`fetch`, and so are the rest.
            folder: What the files of sources are relative to.
            offline: Whether nothing is asked over the network.
            tell: Told of each figure when its turn is over.

        Raises:
            InvalidValue: No source takes an option.
        """
        today = day_of(self._clock(), self.settings.timezone)
        return figures(self._asking(options, folder, offline=offline), plan, today, tell)

    def describe_source(
        self,
        source: str,
        table: str,
        *,
        options: Mapping[str, str] = _NO_OPTIONS,
        folder: Path | None = None,
        offline: bool = False,
    ) -> Description:
        """What a table or a file of a source holds, so that the author of a plan can choose.

        Raises:
            UnknownName: There is no such source.
            InvalidValue: It cannot tell, or there can be no such table.
            SourceFailed: It did not answer as it should.
        """
        return self._asking(options, folder, offline=offline).describe(source, table)

    def _asking(
        self,
        options: Mapping[str, str],
        folder: Path | None,
        *,
        since: date | None = None,
        offline: bool = False,
    ) -> Asking:
        return Asking(
            catalog=self._catalog,
            settings=self.settings.sources,
            options=options,
            folder=folder or self.settings.data_folder or Path.cwd(),
            since=since,
            offline=offline,
        )

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
        conflicts = self._catalog.conflicts(Kind.CHECK)
        return findings_of(plan, self.checks, conflicts)

    # --- Writing ----------------------------------------------------------------------------------
    def view(
        self,
        plan: Plan,
        on: date | None = None,
        *,
        internal: bool = False,
        without_names: bool = False,
        with_status: bool = False,
        with_log: bool = False,
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
            with_log: Whether, with that, a view that is ``internal`` holds the records too.

        Raises:
            StoreFailed: The log cannot be read.
        """
        views = self.views(
            (plan,),
            on,
            internal=internal,
            without_names=without_names,
            with_status=with_status,
            with_log=with_log,
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
        with_log: bool = False,
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
            with_log: Whether, with that, views that are ``internal`` hold the records too.
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
                with_log=with_log,
                timezone=self.settings.timezone,
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
            with_log=shows_log(entry),
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
                plans,
                on,
                internal=internal,
                without_names=without_names,
                with_log=shows_log(entry),
                unreadable=unreadable,
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
