"""Whether a text of a plan stays a text: what else there is in a document, by its media type."""

from __future__ import annotations

import csv
import functools
import io
import json
import re
import zipfile
from collections.abc import Callable, Collection, Iterator, Sequence
from html.parser import HTMLParser
from itertools import zip_longest
from xml.etree import ElementTree

from malplan.testing._hostile import FORMULAS, MARK, SCRIPT

Structure = Sequence[object]
"""What a document is made of beside its texts, in order."""
Finder = Callable[[bytes], Structure]


# --- What a document is made of -------------------------------------------------------------------
def became_more(find: Finder, hostile: bytes, harmless: bytes) -> str:
    """What a hostile text became, by the same document with harmless ones; empty for nothing.

    Args:
        find: What :func:`finder` gives.
        hostile: The document with hostile texts.
        harmless: The document with harmless ones.
    """
    if find is _csv:
        find = functools.partial(_csv, separator=_separator_of(harmless))
    for one, other in zip_longest(find(hostile), find(harmless)):
        if one != other or isinstance(one, _Unreadable):
            return f"{one!r} instead of {other!r}"
    return ""


def finder(media_type: str) -> Finder | None:
    """What finds the structure of a document; None where no such documents are known here."""
    kind = media_type.split(";")[0].strip().lower()
    if kind in _KNOWN:
        return _KNOWN[kind]
    endings = (found for ending, found in _ENDINGS.items() if kind.endswith(ending))
    return _zip if kind.startswith(_OFFICE) else next(endings, None)


class _Unreadable(str):
    """What is said of a document that is not what its media type says."""

    __slots__ = ()


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[object] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            held = value or ""
            if name.rpartition(":")[2] in _ADDRESSES or (tag, name) == ("object", "data"):
                self.addresses.append(held)
            elif (tag, name) == ("meta", "content"):  # "0; url=…", which a browser goes to
                self.addresses.append(held.partition("=")[2])
        self.found.append((tag, *(name for name, _ in attributes)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"/{tag}")

    def handle_comment(self, data: str) -> None:
        self.found.append("!--")


def _html(content: bytes) -> Structure:
    return _elements(_text(content))


def _elements(text: str) -> Structure:
    parser = _Html()
    parser.feed(text)
    parser.close()
    return parser.found


def _markdown(content: bytes) -> Structure:
    """The elements of the page that a reader of Markdown makes (CommonMark, with GFM tables)."""
    return _elements(_rendered(content))


_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def _rendered(content: bytes) -> str:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    object.__setattr__(reader, "validateLink", bool)  # any link: others are not so careful
    page: str = reader.render(_FRONT_MATTER.sub("", _text(content)))
    return page


def _xml(content: bytes) -> Structure:
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 - what the output itself has written
    except ElementTree.ParseError as error:
        return [_Unreadable(f"no XML: {error}")]
    return [(one.tag, *one.attrib) for one in root.iter()]


def _json(content: bytes) -> Structure:
    try:
        found: object = json.loads(content)
    except ValueError as error:
        return [_Unreadable(f"no JSON: {error}")]
    return list(_keys(found))


def _keys(held: object) -> Iterator[object]:
    if isinstance(held, dict):
        yield sorted(held)
        held = list(held.values())
    if isinstance(held, list):
        yield len(held)
        for item in held:
            yield from _keys(item)


def _calendar(content: bytes) -> Structure:
    """The names of the properties, with those of their parameters (RFC 5545, 3.1)."""
    unfolded = re.sub(r"\n[ \t]", "", _text(content).replace("\r\n", "\n"))
    return [_property(line) for line in unfolded.split("\n")]


def _property(line: str) -> object:
    head = re.sub(r'"[^"]*"', "", line).split(":")[0].split(";")
    name, *parameters = (one.split("=")[0] for one in head)
    # What begins and ends is a name too.
    return line if name in ("BEGIN", "END") else (name, *parameters)


def _csv(content: bytes, separator: str = ";") -> Structure:
    return [f"a row of {len(row)}" for row in _rows(content, separator)]


def _separator_of(content: bytes) -> str:
    """The separator by which all rows are equally long, or by which the shortest is longest."""

    def rank(separator: str) -> tuple[bool, int]:
        lengths = [len(row) for row in _rows(content, separator)] or [0]
        return len(set(lengths)) == 1 and lengths[0] > 1, min(lengths)

    return max(_SEPARATORS, key=rank)


def _rows(content: bytes, separator: str) -> list[list[str]]:
    text = io.StringIO(content.decode("utf-8-sig", "replace"), newline="")
    return [row for row in csv.reader(text, delimiter=separator) if row]


def formulas_in(content: bytes) -> list[str]:
    """The cells that a hostile text has made a formula of."""
    tables = (_rows(content, separator) for separator in _SEPARATORS)
    cells = {cell for rows in tables for row in rows for cell in row}
    return sorted(cell for cell in cells if cell[:1] in FORMULAS and cell[1:].startswith(MARK))


def addresses_in(content: bytes, find: Finder | None) -> list[str]:
    """The addresses that a text which begins with :data:`SCRIPT` has made programs of.

    Args:
        content: The document; of one that is broken, :func:`became_more` tells.
        find: What :func:`finder` gives.
    """
    if find in (_html, _markdown):
        parser = _Html()
        parser.feed(_text(content) if find is _html else _rendered(content))
        found = parser.addresses
    elif find is _xml:
        found = _addresses(content, _OF_XML)
    elif find is _zip and zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [name for name in archive.namelist() if _is_xml(name)]
            found = [
                one
                for name in names
                for one in _addresses(archive.read(name), _OF_PARTS[name.endswith(".rels")])
            ]
    else:
        return []
    # A browser leaves out control characters and spaces before it looks (WHATWG URL, 4.4).
    bare = (re.sub(r"[\x00-\x20]", "", one) for one in found)
    return sorted({one for one in bare if one.lower().startswith(SCRIPT)})


def _addresses(content: bytes, names: Collection[str]) -> list[str]:
    root = ElementTree.fromstring(content)  # noqa: S314 - what the output itself has written
    return [
        value
        for one in root.iter()
        for name, value in one.attrib.items()
        if name.rpartition("}")[2] in names
    ]


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".xhtml", ".rels"))


def _zip(content: bytes) -> Structure:
    """The parts of a ZIP, with the structure of those that are XML."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return [_Unreadable("no ZIP")]
    found: list[object] = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            found.append(name)
            if _is_xml(name):
                found += _xml(archive.read(name))
    return found


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


_ADDRESSES = frozenset(("action", "formaction", "href", "poster", "src"))
"""The attributes of HTML that hold addresses, and of SVG, where they may have a prefix."""
_OF_XML = frozenset(("href", "src"))
_OF_PARTS = (_OF_XML, frozenset(("Target",)))
"""Those of XML; in a ZIP for offices, those of its parts and of the relations between them."""
_SEPARATORS = (";", ",", "\t", "|")
_OFFICE = ("application/vnd.openxmlformats-", "application/vnd.oasis.opendocument.")
_KNOWN: dict[str, Finder] = {
    "text/html": _html,
    "text/markdown": _markdown,
    "text/xml": _xml,
    "application/xml": _xml,
    "application/json": _json,
    "text/calendar": _calendar,
    "text/csv": _csv,
}
_ENDINGS: dict[str, Finder] = {"+xml": _xml, "+json": _json, "+zip": _zip}
