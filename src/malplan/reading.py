"""YAML and JSON text as plain data with places, bounded in size and depth.

YAML is built from the events of PyYAML's C parser in one pass: no aliases, no tags, duplicate keys
refused, scalars kept as text and typed later by the field they land in. (A YAML loader expands
alias bombs, drops duplicate keys and reads "nej", 12:30 and 00.30 as what they are not.) In both
formats an empty value is None, which the converter takes as a key that is not there.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

import attrs
import yaml

from malplan.errors import InvalidPlan, InvalidValue, Problem, shown
from malplan.messages import Message
from malplan.messages import problems as words

MOST_BYTES = 1024 * 1024
"""The largest text that is read, in bytes."""

MOST_LEVELS = 32
"""How deep mappings and lists may be nested."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = frozenset({"", "~", "null", "Null", "NULL"})


@attrs.define
class Places:
    """Where a value and what is in it stand in the text.

    Attributes:
        line: The line of the value, from 1.
        inside: The places of the values of a mapping or list, by key or position.
    """

    line: int
    inside: dict[str | int, Places] = attrs.Factory(dict)

    def line_of(self, steps: tuple[str | int, ...]) -> int:
        """The line of the value at ``steps``, or of the nearest thing around it that is there."""
        place = self
        for step in steps:
            if step not in place.inside:
                break
            place = place.inside[step]
        return place.line


@attrs.frozen
class Document:
    """Plain data and where it stands.

    Attributes:
        data: dict, list, str, Decimal, bool and None.
        places: Finds the lines; called only when something is wrong.
    """

    data: Any
    places: Callable[[], Places]


def decode(content: bytes, file: str | None) -> str:
    """Bytes as text: UTF-8, with or without a byte-order mark.

    Raises:
        InvalidPlan: Too large, empty, or not UTF-8; with the line of the first wrong byte.
    """
    if len(content) > MOST_BYTES:
        raise InvalidPlan([Problem("", words.TOO_LARGE_FILE.format(limit=MOST_BYTES), file)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = words.NOT_UTF8.format(byte=f"0x{content[error.start]:02X}")
        raise InvalidPlan([Problem("", message, file, line)]) from None
    if not text or text.isspace():
        raise InvalidPlan([Problem("", words.EMPTY_FILE, file)])
    return text


# --- YAML -----------------------------------------------------------------------------------------
def read_yaml(text: str, file: str | None = None) -> Document:
    """Read one YAML document.

    Raises:
        InvalidPlan: With every problem up to the first that stops the parser.
    """
    builder = _Builder(file)
    try:
        builder.build(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        builder.problems.append(Problem("", _reason(error, text, mark), file, _line(mark)))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        builder.problems.append(Problem("", words.CONTROL_CHARACTER, file, line))
    except _StoppedError:
        pass
    if builder.problems:
        raise InvalidPlan(sorted(builder.problems, key=lambda problem: problem.line or 0))
    places = builder.places
    return Document(builder.data, lambda: places)


class _StoppedError(Exception):
    """Reading on would tell nothing."""


def _line(mark: Any) -> int:
    return 1 if mark is None else mark.line + 1


def _reason(error: yaml.MarkedYAMLError, text: str, mark: Any) -> Message:
    lines = text.split("\n")
    if mark is not None and mark.line < len(lines) and lines[mark.line][mark.column :][:1] == "\t":
        return words.TAB
    reason = error.problem or str(error)
    return _KNOWN_REASONS.get(reason) or words.SYNTAX.format(language="YAML", reason=shown(reason))


# What libyaml says of the commonest slips, and what helps.
_KNOWN_REASONS = {
    "mapping values are not allowed in this context": words.COLON_IN_TEXT,
    "did not find expected key": words.INDENTATION,
    "did not find expected '-' indicator": words.INDENTATION,
}


class _Builder:
    """Builds data and places from YAML events."""

    def __init__(self, file: str | None) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.data: Any = None
        self.places = Places(1)
        # One entry a level: the container, its places, the key that waits for a value, and what
        # the container itself is called in the one around it.
        self._open: list[tuple[Any, Places, list[str], str]] = []

    def problem(self, line: int, message: Message) -> None:
        self.problems.append(Problem(self._path(), message, self.file, line))

    def build(self, events: Iterator[Any]) -> None:
        documents = 0
        for event in events:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._scalar(event)
            elif kind is yaml.MappingStartEvent:
                self._start({}, event)
            elif kind is yaml.SequenceStartEvent:
                self._start([], event)
            elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
                self._open.pop()
            elif kind is yaml.AliasEvent:
                self.problem(_line(event.start_mark), words.ALIAS)
                self._add(None, event)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self.problem(_line(event.start_mark), words.ONE_DOCUMENT)
                    raise _StoppedError

    def _path(self) -> str:
        names = [name for *_, name in self._open[1:]] + self._here()
        return "/".join(shown(name) for name in names)

    def _here(self) -> list[str]:
        """What the value that comes next is called, as far as it is known."""
        if not self._open:
            return []
        container, _, waiting, _ = self._open[-1]
        return waiting if isinstance(container, dict) else [str(len(container))]

    def _refuse_tag(self, event: Any) -> None:
        if event.tag is not None:
            self.problem(_line(event.start_mark), words.TAG.format(tag=shown(event.tag)))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._refuse_tag(event)
        if self._waits_for_key():
            self._key(event.value, event)
        else:
            plain = event.implicit[0]
            self._add(None if plain and event.value in _NULL else event.value, event)

    def _start(self, container: dict[str, Any] | list[Any], event: Any) -> None:
        self._refuse_tag(event)
        line = _line(event.start_mark)
        if len(self._open) >= MOST_LEVELS:
            self.problem(line, words.TOO_DEEP.format(limit=MOST_LEVELS))
            raise _StoppedError
        if self._waits_for_key():
            self.problem(line, words.KEY_NOT_TEXT)
            raise _StoppedError
        name = "".join(self._here())
        self._open.append((container, self._add(container, event), [], name))

    def _waits_for_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1][0], dict) and not self._open[-1][2]

    def _key(self, key: str, event: Any) -> None:
        _, places, waiting, _ = self._open[-1]
        waiting.append(key)
        line = _line(event.start_mark)
        if key in places.inside:
            message = words.DUPLICATE_KEY.format(key=shown(key), line=places.inside[key].line)
            self.problem(line, message)
        else:
            places.inside[key] = Places(line)

    def _add(self, value: Any, event: Any) -> Places:
        """Put a finished scalar or a new container where it belongs; its places come back."""
        if not self._open:
            self.data, self.places = value, Places(_line(event.start_mark))
            return self.places
        container, places, waiting, _ = self._open[-1]
        if isinstance(container, dict):
            key = waiting.pop()
            container[key] = value
            return places.inside[key]
        container.append(value)
        place = places.inside[len(container) - 1] = Places(_line(event.start_mark))
        return place


# --- JSON -----------------------------------------------------------------------------------------
def read_json(text: str, file: str | None = None) -> Document:
    """Read one JSON text; numbers are read as Decimal, never through float.

    Raises:
        InvalidPlan: With the line, where the text is no JSON, repeats a key or is nested too deep.
    """
    try:
        data = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        message = words.SYNTAX.format(language="JSON", reason=error.msg)
        raise InvalidPlan([Problem("", message, file, error.lineno)]) from None
    except RecursionError:
        raise InvalidPlan([Problem("", words.TOO_DEEP.format(limit=MOST_LEVELS), file)]) from None
    except InvalidValue as error:
        twice = _as_yaml(text, file).problems
        raise InvalidPlan(twice or [Problem("", error.message, file)]) from None
    if _levels(data) > MOST_LEVELS:
        raise InvalidPlan([Problem("", words.TOO_DEEP.format(limit=MOST_LEVELS), file)])
    return Document(data, lambda: _as_yaml(text, file).places)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise InvalidValue(words.DUPLICATE_JSON_KEY.format(key=shown(key)))
            seen.add(key)
    return found


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent beyond what Decimal can hold
        raise InvalidValue(words.NOT_JSON_NUMBER.format(value=shown(text))) from None


def _refuse_constant(name: str) -> Any:
    raise InvalidValue(words.NOT_JSON_NUMBER.format(value=name))


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_float=_number,
    parse_int=Decimal,
    parse_constant=_refuse_constant,
)


_CONTAINERS = frozenset({dict, list})  # just these: the decoder makes no others


def _levels(data: Any) -> int:
    levels, layer = 0, [data] if type(data) in _CONTAINERS else []
    while layer:
        levels += 1
        layer = [
            inner
            for item in layer
            for inner in (item.values() if type(item) is dict else item)
            if type(inner) in _CONTAINERS
        ]
    return levels


_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.)", re.DOTALL)


def _as_yaml(text: str, file: str | None) -> _Builder:
    """Finds the places in a JSON text: JSON is YAML too, once its escapes and tabs are replaced."""
    plain = _ESCAPE.sub(lambda found: "?" * len(found[0]), text).replace("\t", " ")
    builder = _Builder(file)
    with contextlib.suppress(yaml.YAMLError, _StoppedError):
        builder.build(yaml.parse(plain, Loader=_LOADER))
    return builder
