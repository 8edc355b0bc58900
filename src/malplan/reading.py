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
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

import attrs
import yaml

from malplan.errors import InvalidPlan, InvalidValue, Problem, shown
from malplan.messages import Message
from malplan.messages import problems as words
from malplan.syntax import json_reason, written_tag, yaml_reason

MOST_BYTES = 1024 * 1024
"""The largest text that is read, in bytes."""

MOST_LEVELS = 32
"""How deep mappings and lists may be nested."""

MOST_VALUES = 10_000
"""How many values there may be, field names not counted; some 300 make a usual plan. It is this
that bounds the time and the memory of all that comes after reading."""

_MOST_PROBLEMS = 200

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
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:4]:
        raise InvalidPlan([Problem("", words.NOT_UTF8_BUT_UTF16, file, 1)])
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
    builder = _Builder(file, text)
    try:
        builder.build(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        reason, line = yaml_reason(error, text)
        if "nesting depth" in (error.problem or ""):  # the parser's own limit, since PyYAML 6.0.4
            reason = words.TOO_DEEP.format(limit=MOST_LEVELS)
        builder.problems.append(Problem("", reason, file, line))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        builder.problems.append(Problem("", words.CONTROL_CHARACTER, file, line))
    except _StoppedError:
        pass
    if builder.problems:
        raise InvalidPlan(sorted(builder.problems, key=lambda problem: problem.line or 0))
    places = builder.places
    return Document(builder.data, lambda: places)


# A comment that begins as nobody writes one: "#2".
_CUT = re.compile(r"[ \t]+(#[^\s#!].*)")


class _StoppedError(Exception):
    """Reading on would tell nothing."""


def _line(mark: Any) -> int:
    return int(mark.line) + 1


class _Builder:
    """Builds data and places from YAML events."""

    def __init__(self, file: str | None, text: str = "") -> None:
        self.file = file
        # Where a comment may cut a text short.
        self._text = text if _CUT.search(text) else ""
        self.problems: list[Problem] = []
        self.data: Any = None
        self.places = Places(1)
        # One entry a level: the container, its places, the key that waits for a value, and what
        # the container itself is called in the one around it.
        self._open: list[tuple[Any, Places, list[str], str]] = []
        self._values = 0

    def problem(self, line: int, message: Message) -> None:
        self.problems.append(Problem(self._path(), message, self.file, line))
        if len(self.problems) == _MOST_PROBLEMS:
            more = words.MORE_PROBLEMS.format(count=_MOST_PROBLEMS)
            self.problems.append(Problem("", more, self.file, line))
            raise _StoppedError

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
                if self._waits_for_key():
                    raise _StoppedError
                self._add(None, event)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self.problem(_line(event.start_mark), words.ONE_DOCUMENT)
                    raise _StoppedError

    def _path(self) -> str:
        """Where the builder is, as people read it: an id in the place of a position."""
        names = []
        for (around, *_), (inside, _, _, name) in pairwise(self._open):
            in_list = isinstance(around, list) and isinstance(inside, dict)
            id = inside.get("id") if in_list else None
            names.append(id if isinstance(id, str) else name)
        return "/".join(shown(name) for name in names + self._here())

    def _here(self) -> list[str]:
        """What the value that comes next is called, as far as it is known."""
        if not self._open:
            return []
        container, _, waiting, _ = self._open[-1]
        return waiting if isinstance(container, dict) else [str(len(container))]

    def _refuse_tag(self, event: Any) -> None:
        if event.tag is not None:
            self.problem(_line(event.start_mark), words.TAG.format(tag=written_tag(event.tag)))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._refuse_tag(event)
        if self._waits_for_key():
            self._key(event.value, event)
        else:
            plain = event.implicit[0]
            if plain and self._text:
                self._refuse_cut(event)
            self._add(None if plain and event.value in _NULL else event.value, event)

    def _refuse_cut(self, event: yaml.ScalarEvent) -> None:
        """Refuse "Indsats #2", of which YAML reads "Indsats" and a comment."""
        rest = _CUT.match(self._text, event.end_mark.index) if event.end_mark else None
        if rest:
            self.problem(_line(event.end_mark), words.CUT_BY_COMMENT.format(rest=shown(rest[1])))

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
        self._values += 1
        if self._values > MOST_VALUES:
            self.problem(_line(event.start_mark), words.TOO_MANY_VALUES.format(limit=MOST_VALUES))
            raise _StoppedError
        if not self._open:
            # Where there is nothing, the parser is past the last line.
            line = 1 if value is None else _line(event.start_mark)
            self.data, self.places = value, Places(line)
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
        data, wrong = _decoded(text)
    except json.JSONDecodeError as error:
        reason, line = json_reason(error)
        raise InvalidPlan([Problem("", reason, file, line)]) from None
    except RecursionError:
        data, wrong = None, words.TOO_DEEP.format(limit=MOST_LEVELS)
    wrong = wrong or _excess(data)
    if wrong:
        raise InvalidPlan(_json_places(text, file).problems or [Problem("", wrong, file, 1)])
    return Document(data, lambda: _json_places(text, file).places)


def _decoded(text: str) -> tuple[Any, Message | None]:
    """The data, or the first thing that is JSON but cannot be used; errors of syntax come first."""
    try:
        return _DECODER.decode(text), None
    except InvalidValue as error:
        json.JSONDecoder(parse_int=str, parse_float=str).decode(text)
        return None, error.message


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        twice = next(key for key, count in counts.items() if count > 1)
        raise InvalidValue(words.DUPLICATE_JSON_KEY.format(key=shown(twice)))
    return found


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:  # an exponent beyond what Decimal can hold
        number = Decimal("NaN")
    if not number.is_finite():
        raise InvalidValue(words.NOT_JSON_NUMBER.format(value=shown(text)))
    return number


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_float=_number,
    parse_int=Decimal,
    parse_constant=_number,
)

_CONTAINERS = frozenset({dict, list})  # just these: the decoder makes no others


def _excess(data: Any) -> Message | None:
    """What there is too much of: values or levels."""
    levels, values, layer = 0, 1, [data] if type(data) in _CONTAINERS else []
    while layer:
        levels += 1
        values += sum(map(len, layer))
        if levels > MOST_LEVELS:
            return words.TOO_DEEP.format(limit=MOST_LEVELS)
        if values > MOST_VALUES:
            return words.TOO_MANY_VALUES.format(limit=MOST_VALUES)
        layer = [
            inner
            for item in layer
            for inner in (item.values() if type(item) is dict else item)
            if type(inner) in _CONTAINERS
        ]
    return None


_NOT_YAML = re.compile(
    # An escaped character above U+FFFF, what else stands after a backslash, and characters that
    # YAML refuses or takes for the end of a line.
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
    r"|\\.|[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]"
)


def _in_yaml(found: re.Match[str]) -> str:
    said = found[0]
    if len(said) == len(r"\ud83d\ude00"):
        return str(json.loads(f'"{said}"'))
    if said == r"\/":
        return "/"
    return said if said.startswith("\\") and len(said) == len(r"\n") else "?"


class _JsonBuilder(_Builder):
    """Tells of numbers too that are none."""

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if event.implicit[0] and event.value[:1] in "-0123456789IN" and not self._waits_for_key():
            try:
                _number(event.value)
            except InvalidValue as error:
                self.problem(_line(event.start_mark), error.message)
        super()._scalar(event)


def _json_places(text: str, file: str | None) -> _Builder:
    """Finds the places in a JSON text, which is YAML too but for some characters."""
    plain = _NOT_YAML.sub(_in_yaml, text).replace("\t", " ")
    builder = _JsonBuilder(file)
    with contextlib.suppress(yaml.YAMLError, _StoppedError):
        builder.build(yaml.parse(plain, Loader=_LOADER))
    return builder
