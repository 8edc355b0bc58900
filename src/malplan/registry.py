"""What plugins bring, and who brought it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

import attrs

from malplan.errors import (
    AmbiguousName,
    InvalidPlugin,
    InvalidValue,
    UnknownName,
    did_you_mean,
    shown,
)
from malplan.messages import Language, Message, listed
from malplan.messages import problems as words
from malplan.messages import records as record_words
from malplan.messages import sources as source_words
from malplan.paths import is_file

if TYPE_CHECKING:
    from malplan.findings import Check
    from malplan.imported import Imported
    from malplan.model import Plan
    from malplan.periods import PeriodPolicy
    from malplan.presentation import View
    from malplan.site_folder import SiteFolder
    from malplan.sources import Fetched, Request
    from malplan.stores import StoreType

_SCHEME = re.compile("[a-z][a-z0-9]*")
"""What an address of a store begins with, before the colon."""

PLAN_SUFFIXES = (".yaml", ".yml", ".json")


class Output(Protocol):
    """What ``registry.output`` takes: a format in which a plan can be written.

    It may have three more attributes. ``shows_status``, if it is true, says that it shows how a
    plan stands: the view then holds the status, where anything was recorded. ``shows_log``, if that
    is true too, says that it shows the records with their comments: the view of an internal version
    then holds them. ``option_names`` are the names of the options that it takes; without it, it
    takes none. And it may have the method of :class:`SiteOutput`.

    What is wrong with an option is an :class:`~malplan.errors.InvalidValue`, which is told as it
    is.

    Attributes:
        name: A slug that names the format: ``markdown``.
        suffix: What its files end in: ``.md``.
        media_type: Its media type: ``text/markdown``.
    """

    name: str
    suffix: str
    media_type: str

    def write(
        self, view: View, stream: BinaryIO, *, language: Language, options: Mapping[str, str]
    ) -> None:
        """Write a plan.

        Args:
            view: The plan and the day it is seen on; CPR numbers are taken out already.
            stream: Takes the bytes; not closed by the output.
            language: The language of labels.
            options: What the caller set, by name.
        """


class SiteOutput(Output, Protocol):
    """An output that can also write many plans together, into a folder."""

    def write_site(
        self,
        views: Iterable[View],
        folder: SiteFolder,
        *,
        language: Language,
        options: Mapping[str, str],
    ) -> None:
        """Write a site.

        Args:
            views: The plans, by id; each is made when it is asked for, so that many need no more
                memory than few.
            folder: Takes the files.
            language: The language of labels.
            options: What the caller set, by name.
        """


class Reader(Protocol):
    """What ``registry.reader`` takes: it reads a document that people filled in.

    Attributes:
        name: A slug that names the format: ``docx``.
        suffixes: What its files end in: ``(".docx",)``.
    """

    name: str
    suffixes: Sequence[str]

    def read(self, stream: BinaryIO, *, policy: PeriodPolicy) -> Imported:
        """Read a document.

        Args:
            stream: The document; it can be sought in, and is not closed by the reader.
            policy: What primo, medio and ultimo mean.

        Returns:
            The plan, what the document says of what happened, and what was unsure.

        Raises:
            InvalidValue: It is no such document, or could do harm.
            InvalidPlan: What it says is no plan; with every problem.
        """


class Source(Protocol):
    """What ``registry.source`` takes: it fetches figures from where a municipality has them.

    Beside these it may have ``describe(table, *, options, folder, offline)``, which gives the
    :class:`~malplan.sources.Description` of what it holds, so that a plan's author can choose.

    Attributes:
        name: A slug, which plans name it by: ``statbank``.
        title: What it is, for people: "Danmarks Statistik, Statistikbanken".
        settings: The attrs class that types what a plan says of it. What its fields may be is said
            of :meth:`Registry.extension`.
        option_names: The options that a caller may set, such as ``base_url``.
    """

    @property
    def name(self) -> str: ...  # noqa: D102 - said above

    @property
    def title(self) -> str: ...  # noqa: D102

    @property
    def settings(self) -> type: ...  # noqa: D102

    @property
    def option_names(self) -> Sequence[str]: ...  # noqa: D102

    def fetch(self, request: Request) -> Fetched:
        """Fetch what a plan asks for.

        Raises:
            SourceFailed: It did not answer, or with something else than what was asked for; says
                what can be done. Never with a row, a name or a token in it.
            InvalidValue: What was asked for cannot be: an option, a file that is not there.
        """


class Kind(Enum):
    """A kind of thing that plugins bring."""

    PLAN = "plan"
    OUTPUT = "output"
    READER = "reader"
    SOURCE = "source"
    CHECK = "check"
    EXTENSION = "extension"
    STORE = "store"
    LISTENER = "listener"


@attrs.frozen
class Entry:
    """One thing that was registered.

    Attributes:
        kind: What it is.
        name: Its name among its kind.
        value: The thing itself; for a plan, a Plan or the Path of its file.
        origin: The plugin, or the folder, that it comes from.
    """

    kind: Kind
    name: str
    value: Any
    origin: str


class Registry:
    """Takes what one plugin, or one folder, brings, and refuses at once what cannot be used.

    Every method raises :class:`~malplan.errors.InvalidPlugin` for something malplan cannot use,
    or for a name that the same plugin has registered before.
    """

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self._entries: list[Entry] = []
        self._closed = False

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What was registered, in that order."""
        return tuple(self._entries)

    def close(self) -> None:
        """Take nothing more; malplan calls it when the hook has returned."""
        self._closed = True

    def plan(self, plan: Plan | Path | str) -> None:
        """Register a plan: a Plan, or the path of a YAML or JSON file whose stem is its id.

        The path must not depend on the working folder. The file is read when the plan is first
        asked for.
        """
        if isinstance(plan, str):
            plan = Path(plan)
        if isinstance(plan, Path):
            if plan.suffix.lower() not in PLAN_SUFFIXES:
                raise InvalidPlugin(words.NOT_A_PLAN.format(value=shown(plan, 300)))
            if not plan.is_absolute():
                raise InvalidPlugin(words.RELATIVE_PLAN_FILE.format(file=shown(plan, 300)))
            if not is_file(plan):
                raise InvalidPlugin(words.NO_PLAN_FILE.format(file=plan))
            self._add(Kind.PLAN, plan.stem, plan)
            return
        from malplan.model import Plan as PlanType

        if not isinstance(plan, PlanType):
            raise InvalidPlugin(words.NOT_A_PLAN.format(value=shown(plan)))
        self._add(Kind.PLAN, plan.id, plan)

    def output(self, output: Output) -> None:
        """Register a format in which plans can be written."""
        name = self._name(output, words.NOT_AN_OUTPUT, ("name", "suffix", "media_type"), "write")
        self._add(Kind.OUTPUT, name, output)

    def reader(self, reader: Reader) -> None:
        """Register what reads a document that people filled in."""
        name = self._name(reader, words.NOT_A_READER, ("name",), "read")
        suffixes = getattr(reader, "suffixes", None)
        if (
            not isinstance(suffixes, list | tuple)
            or not suffixes
            or not all(isinstance(one, str) and one.startswith(".") for one in suffixes)
        ):
            message = words.NOT_A_READER.format(value=shown(reader), missing="suffixes")
            raise InvalidPlugin(message)
        self._add(Kind.READER, name, reader)

    def source(self, source: Source) -> None:
        """Register a source of data."""
        name = self._name(source, source_words.NOT_A_SOURCE, ("name", "title"), "fetch")
        settings = getattr(source, "settings", None)
        if not isinstance(settings, type) or not attrs.has(settings):
            message = source_words.NOT_A_SOURCE.format(value=shown(source), missing="settings")
            raise InvalidPlugin(message)
        options = getattr(source, "option_names", None)
        if not isinstance(options, list | tuple) or not all(
            isinstance(one, str) for one in options
        ):
            message = source_words.NOT_A_SOURCE.format(value=shown(source), missing="option_names")
            raise InvalidPlugin(message)
        from malplan.extensions import refuse_unreadable

        refuse_unreadable(settings)
        self._add(Kind.SOURCE, name, source)

    def check(self, check: Check) -> None:
        """Register a check; its code must be its own."""
        name = self._name(check, words.NOT_A_CHECK, ("code",), "check")
        self._add(Kind.CHECK, name, check)

    def extension(self, cls: type) -> None:
        """Register the attrs class that types the plugin's own fields of a plan.

        In a plan they stand under ``extensions`` and the name of the plugin. Its fields may be
        str, int, bool, Decimal, date, Period, an Enum, an attrs class, ``tuple[T, ...]`` and
        ``dict[str, T]`` of these, and ``T | None``.
        """
        given: object = cls
        if not isinstance(given, type) or not attrs.has(given):
            raise InvalidPlugin(words.NOT_AN_EXTENSION.format(value=shown(cls)))
        from malplan.extensions import refuse_unreadable

        refuse_unreadable(cls)
        self._add(Kind.EXTENSION, self.origin, cls)

    def store(self, stores: StoreType) -> None:
        """Register what opens the stores of some kinds of addresses."""
        self._usable(stores, words.NOT_A_STORE_TYPE, "open")
        schemes = getattr(stores, "schemes", None)
        if not isinstance(schemes, list | tuple) or not schemes:
            message = words.NOT_A_STORE_TYPE.format(value=shown(stores), missing="schemes")
            raise InvalidPlugin(message)
        for scheme in schemes:
            if not isinstance(scheme, str) or not _SCHEME.fullmatch(scheme):
                raise InvalidPlugin(record_words.NOT_A_SCHEME.format(value=shown(scheme)))
            self._add(Kind.STORE, scheme, stores)

    def listener(self, tell: Callable[..., object]) -> None:
        """Register who is told of every record; malplan does it for ``malplan_recorded``."""
        self._add(Kind.LISTENER, self.origin, tell)

    def _usable(self, value: Any, message: Message, method: str) -> None:
        if isinstance(value, type):
            raise InvalidPlugin(words.A_CLASS.format(name=value.__name__))
        if not callable(getattr(value, method, None)):
            raise InvalidPlugin(message.format(value=shown(value), missing=method))

    def _name(self, value: Any, message: Message, texts: tuple[str, ...], method: str) -> str:
        """The first of its texts, when it has them all and the method."""
        if isinstance(value, type):
            raise InvalidPlugin(words.A_CLASS.format(name=value.__name__))
        found = {name: getattr(value, name, None) for name in texts}
        missing = [name for name, text in found.items() if not isinstance(text, str)]
        if not callable(getattr(value, method, None)):
            missing.append(method)
        if missing:
            raise InvalidPlugin(message.format(value=shown(value), missing=listed(missing)))
        return str(found[texts[0]])

    def _add(self, kind: Kind, name: str, value: Any) -> None:
        from malplan.texts import slug

        if self._closed:
            raise InvalidPlugin(words.REGISTRY_CLOSED)
        if kind not in (Kind.EXTENSION, Kind.LISTENER):
            try:
                slug(name)
            except InvalidValue as error:
                raise InvalidPlugin(error.message) from None
        if any(entry.kind is kind and entry.name == name for entry in self._entries):
            raise InvalidPlugin(words.REGISTERED_TWICE.format(name=name))
        self._entries.append(Entry(kind, name, value, self.origin))


_SAME = {
    Kind.PLAN: words.SAME_PLAN,
    Kind.OUTPUT: words.SAME_OUTPUT,
    Kind.READER: words.SAME_READER,
    Kind.SOURCE: source_words.SAME_SOURCE,
    Kind.STORE: record_words.SAME_STORE,
}
_UNKNOWN = {
    Kind.PLAN: words.UNKNOWN_PLAN,
    Kind.OUTPUT: words.UNKNOWN_OUTPUT,
    Kind.READER: words.UNKNOWN_READER,
    Kind.SOURCE: source_words.UNKNOWN_SOURCE,
    Kind.STORE: record_words.UNKNOWN_STORE,
}


class Catalog:
    """Everything that all plugins brought; the order in which they came does not matter."""

    def __init__(self, registries: list[Registry]) -> None:
        self._entries: dict[tuple[Kind, str], list[Entry]] = {}
        for registry in registries:
            for entry in registry.entries:
                self._entries.setdefault((entry.kind, entry.name), []).append(entry)

    def all(self, kind: Kind) -> Iterator[Entry]:
        """What can be used of a kind, sorted by name; a name that two claim belongs to neither."""
        for (found, _), entries in sorted(self._entries.items(), key=lambda item: item[0][1]):
            if found is kind and len(entries) == 1:
                yield entries[0]

    def conflicts(self, of: Kind | None = None) -> Iterator[Message]:
        """A sentence for each name that more than one plugin brings, of one kind or of all."""
        for (kind, name), entries in sorted(self._entries.items(), key=lambda item: item[0][1]):
            if len(entries) > 1 and of in (None, kind):
                yield self._conflict(kind, name, entries)

    def get(self, kind: Kind, name: str) -> Entry:
        """The one thing of that kind and name.

        Raises:
            AmbiguousName: More than one plugin brings it; the message names them.
            UnknownName: None does; the message offers the nearest names.
        """
        entries = self._entries.get((kind, name), [])
        if len(entries) > 1:
            raise AmbiguousName(self._conflict(kind, name, entries))
        if not entries:
            known = [entry.name for entry in self.all(kind)]
            hint = did_you_mean(name, known)
            if not known:
                hint = words.NONE_INSTALLED
            elif not hint and kind is not Kind.STORE:  # memory is no place to keep a log
                hint = words.KNOWN_NAMES.format(names=listed(known))
            unknown = _UNKNOWN.get(kind, words.UNKNOWN_PLAN)
            raise UnknownName(unknown.format(name=shown(name), hint=hint))
        return entries[0]

    @staticmethod
    def _conflict(kind: Kind, name: str, entries: list[Entry]) -> Message:
        origins = listed(sorted(entry.origin for entry in entries))
        return _SAME.get(kind, words.SAME_OTHER).format(name=name, origins=origins)
