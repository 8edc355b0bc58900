"""Settings: an explicit value that the caller makes, from ``malplan.toml`` or by itself."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import attrs
from packaging.utils import canonicalize_name

from malplan.convert import make_converter
from malplan.danish import read_name
from malplan.errors import (
    InvalidSettings,
    InvalidValue,
    Problem,
    did_you_mean,
    os_reason,
    shown,
)
from malplan.fields import Value, Whole
from malplan.hookspecs import PROJECT
from malplan.messages import Message
from malplan.messages import problems as words
from malplan.messages import records as record_words
from malplan.moments import COPENHAGEN
from malplan.paths import is_file, is_folder
from malplan.privacy import DEFAULT_THRESHOLD
from malplan.problems import problems_in
from malplan.scalars import kind_of
from malplan.spans import DEFAULT_POLICY, PeriodPolicy
from malplan.stores import shown_address

FILE_NAME = "malplan.toml"
ALLOW_VARIABLE = "MALPLAN_ALLOW_PLUGINS"
BLOCK_VARIABLE = "MALPLAN_BLOCK_PLUGINS"
STORE_VARIABLE = "MALPLAN_STORE"


def _names(names: Iterable[str]) -> frozenset[str]:
    return frozenset(canonicalize_name(name.strip()) for name in names if name.strip())


def _names_or_none(names: Iterable[str] | None) -> frozenset[str] | None:
    return None if names is None else _names(names)


_WHOLE_THRESHOLD = Whole(2, 1000)


def _threshold(value: int) -> int:
    return _WHOLE_THRESHOLD(value)


@attrs.frozen(kw_only=True)
class Settings:
    """What an embedding tool decides.

    Attributes:
        plan_folders: Folders whose YAML and JSON files are plans, each named by its id.
        allow: The only plugins that are loaded; None allows all that are installed.
        block: Plugins that are not loaded.
        policy: What primo, medio and ultimo mean.
        store: The address of the log; None is a file in the user's data folder.
        store_folder: What a relative path in that address is relative to; None is the working
            folder.
        timezone: Where a day begins and ends.
        threshold: The first number of people that is not so small that it is held back in what is
            published, from 2 to 1000.
        outputs: The options of outputs, by the name of the output.
        sources: The options of sources of data, by the name of the source.
        data_folder: What the files of sources are relative to; None is the working folder.
    """

    plan_folders: tuple[Path, ...] = ()
    allow: frozenset[str] | None = attrs.field(default=None, converter=_names_or_none)
    block: frozenset[str] = attrs.field(default=frozenset(), converter=_names)
    policy: PeriodPolicy = DEFAULT_POLICY
    store: str | None = attrs.field(default=None, repr=lambda url: repr(url and shown_address(url)))
    store_folder: Path | None = None
    timezone: ZoneInfo = COPENHAGEN
    threshold: int = attrs.field(default=DEFAULT_THRESHOLD, converter=_threshold)
    outputs: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict, hash=False)
    sources: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict, hash=False)
    data_folder: Path | None = None

    def not_installed(self, installed: Iterable[str]) -> Iterator[Message]:
        """A sentence for each name of the lists that no installed plugin has.

        A misspelt block would let a plugin run.
        """
        known = sorted(installed)
        for names, sentence in (
            (self.block, words.NOT_INSTALLED_BLOCKED),
            (self.allow or (), words.NOT_INSTALLED_ALLOWED),
        ):
            for name in sorted(set(names) - set(known)):
                yield sentence.format(name=shown(name), hint=_nearest(name, known))

    @classmethod
    def from_file(cls, path: Path) -> Settings:
        """Read a ``malplan.toml``; folders in it are relative to it.

        Raises:
            InvalidSettings: With every problem.
        """
        content = _read(path, str(path))
        here = path.absolute().parent
        folders = tuple(path.parent / folder for folder in content.plans)
        problems = [
            Problem("plans", words.NO_FOLDER.format(folder=folder), str(path))
            for folder in folders
            if not is_folder(folder)
        ]
        if problems:
            raise InvalidSettings(problems)
        return cls(
            plan_folders=folders,
            allow=content.plugins.allow,
            block=content.plugins.block,
            policy=_policy(content.periods, str(path)),
            threshold=content.privacy.threshold,
            store=content.store,
            store_folder=here,
            timezone=_zone(content.timezone, str(path)),
            outputs=_with_templates(_options("outputs", content.outputs, path), here),
            sources=_options("sources", content.sources, path),
            data_folder=here / (content.data or ""),  # it may be on a disk that is not there today
        )

    @classmethod
    def find(cls, start: Path, environment: Mapping[str, str] = os.environ) -> Settings:
        """The settings of the nearest ``malplan.toml`` at or above ``start``, or the defaults.

        ``MALPLAN_ALLOW_PLUGINS`` and ``MALPLAN_BLOCK_PLUGINS``, names with commas between them,
        and ``MALPLAN_STORE``, the address of the log, come before what the file says.

        Raises:
            InvalidSettings: With every problem.
        """
        settings = cls()
        start = start.absolute()  # a relative path has no parents
        for folder in (start, *start.parents):
            if is_file(folder / FILE_NAME):
                settings = cls.from_file(folder / FILE_NAME)
                break
        if ALLOW_VARIABLE in environment:
            allow = environment[ALLOW_VARIABLE].split(",")
            settings = attrs.evolve(settings, allow=allow)
        if BLOCK_VARIABLE in environment:
            block = environment[BLOCK_VARIABLE].split(",")
            settings = attrs.evolve(settings, block=block)
        if environment.get(STORE_VARIABLE):
            settings = attrs.evolve(settings, store=environment[STORE_VARIABLE], store_folder=None)
        return settings


def _nearest(name: str, known: list[str]) -> Message:
    """The installed plugins that may be meant; names of plugins mostly begin with malplan-."""
    return did_you_mean(name, known) or did_you_mean(f"{PROJECT}-{name}", known)


# --- The file -------------------------------------------------------------------------------------
@attrs.frozen(kw_only=True, repr=False)
class _PluginsTable(Value):
    allow: tuple[str, ...] | None = None
    block: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class _PeriodsTable(Value):
    primo_ends: int = DEFAULT_POLICY.primo_ends
    medio_ends: int = DEFAULT_POLICY.medio_ends
    named: Any = attrs.field(factory=dict)


@attrs.frozen(kw_only=True, repr=False)
class _PrivacyTable(Value):
    threshold: Annotated[int, _WHOLE_THRESHOLD] = DEFAULT_THRESHOLD


@attrs.frozen(kw_only=True, repr=False)
class _File(Value):
    plans: tuple[str, ...] = ()
    store: str | None = None
    timezone: str | None = None
    plugins: _PluginsTable = _PluginsTable()
    periods: _PeriodsTable = _PeriodsTable()
    privacy: _PrivacyTable = _PrivacyTable()
    data: str | None = None
    outputs: Any = attrs.field(factory=dict)
    sources: Any = attrs.field(factory=dict)


# TOML takes a-z, 0-9, hyphens and underscores only in a name without quotation marks.
_BARE_DANISH_NAME = re.compile(r"^[ \t]*[\w-]*[^\W\x00-\x7f][\w -]*=", re.MULTILINE)


def _read(path: Path, file: str) -> _File:
    text = ""
    try:
        text = path.read_text(encoding="utf-8")
        data: dict[str, Any] = tomllib.loads(text)
    except OSError as error:
        message = words.UNREADABLE_FILE.format(reason=os_reason(error))
        raise InvalidSettings([Problem("", message, file)]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        message = words.SYNTAX.format(language="TOML", reason=error)
        if isinstance(error, tomllib.TOMLDecodeError) and _BARE_DANISH_NAME.search(text):
            message = words.TOML_NAME
        raise InvalidSettings([Problem("", message, file)]) from None
    converter = make_converter(detailed=True)
    try:
        return converter.structure(data, _File)
    except Exception:  # noqa: BLE001 - told as problems, without the cause that quotes the data
        problems = problems_in(
            data, _File, lambda mended: converter.structure(mended, _File), file=file
        )
        raise InvalidSettings(problems) from None


def _options(table: str, held: object, path: Path) -> dict[str, dict[str, str]]:
    """The options of outputs or of sources, by their names."""
    problems = [
        Problem(place, words.EXPECTED.format(kind=kind, value=kind_of(value)), str(path))
        for place, kind, value in _misplaced(table, held)
    ]
    if problems or not isinstance(held, Mapping):
        raise InvalidSettings(problems)
    return {name: dict(options) for name, options in held.items()}


def _with_templates(outputs: dict[str, dict[str, str]], folder: Path) -> dict[str, dict[str, str]]:
    """The options of outputs; a template is a file beside ``malplan.toml``."""
    return {
        output: {
            name: str(folder / value) if name == "template" else value
            for name, value in options.items()
        }
        for output, options in outputs.items()
    }


def _misplaced(table: str, held: object) -> Iterator[tuple[str, Message, object]]:
    """Places under ``outputs`` or ``sources`` where something else was expected."""
    if not isinstance(held, Mapping):
        yield table, words.A_MAPPING, held
        return
    for named, options in held.items():
        place = f"{table}/{shown(named)}"
        if not isinstance(options, Mapping):
            yield place, words.A_MAPPING, options
            continue
        for name, value in options.items():
            if not isinstance(value, str):
                yield f"{place}/{shown(name)}", words.A_TEXT, value


def _zone(name: str | None, file: str) -> ZoneInfo:
    if name is None:
        return COPENHAGEN
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = record_words.UNKNOWN_ZONE.format(name=shown(name))
        raise InvalidSettings([Problem("timezone", message, file)]) from None


def _policy(table: _PeriodsTable, file: str) -> PeriodPolicy:
    problems = list(_problems_in_names(table.named, file))
    try:
        policy = PeriodPolicy(table.primo_ends, table.medio_ends)
    except InvalidValue as error:
        problems.append(Problem("periods", error.message, file))
    if problems:
        raise InvalidSettings(problems)
    return attrs.evolve(policy, named=table.named)


def _problems_in_names(named: object, file: str) -> Iterator[Problem]:
    if not isinstance(named, Mapping):
        message = words.EXPECTED.format(kind=words.A_MAPPING, value=kind_of(named))
        yield Problem("periods/named", message, file)
        return
    for name, phrase in named.items():
        if not isinstance(phrase, str):
            message = words.EXPECTED.format(kind=words.A_TEXT, value=kind_of(phrase))
            yield Problem(f"periods/named/{shown(name)}", message, file)
            continue
        try:
            read_name(name, phrase)
        except InvalidValue as error:
            yield Problem(f"periods/named/{shown(name)}", error.message, file)
