"""Opens a Word document that somebody else made, so that it can do no harm.

A .docx is a zip archive of XML parts (ECMA-376, part 2: Open Packaging Conventions). Everything
that the archive says of itself may be a lie: sizes are counted while it is unpacked, nothing is
written to disk, and every XML part is read by a parser that refuses document types, and so
entities, whatever the part is for. Nobody reads the archive again.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from attrs import field, frozen
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from malplan import InvalidValue
from malplan_docx import refusals as words
from malplan_docx.tree import local

MOST_PARTS = 2_000
"""The most entries of the archive; a form has about twenty."""
MOST_BYTES = 50 * 2**20
"""The most bytes of the file, and of all that is unpacked from it."""
MOST_RATIO = 200
"""The most bytes that one byte may become, where it matters; text becomes about ten."""
MOST_LEVELS = 200
"""The most levels of elements in a part. A table in a table in a table has about thirty."""
MOST_ELEMENTS = 300_000
"""The most elements of all parts together; a form has about ten thousand."""

_SMALL = 2**20
"""What is unpacked to less is no bomb, whatever it was packed to."""
_CHUNK = 2**16
_ENTRY = b"PK\x01\x02"
"""What every entry begins with in the directory of an archive (APPNOTE.TXT, 4.3.12)."""
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What a .doc begins with, and a .docx with a password too ([MS-CFB], 2.2)."""

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MACROS = ("macroenabled", "vbaproject", "vbadata")
_TYPES = "[Content_Types].xml"


@frozen
class Package:
    """The XML parts of a Word document, all of them looked at.

    Attributes:
        parts: Each part, by its name without a slash at the start.
        main: The name of the part with the text.
    """

    parts: Mapping[str, Element] = field(repr=False)
    main: str

    @property
    def document(self) -> Element:
        """The part with the text."""
        return self.parts[self.main]

    def related(self, kind: str) -> Iterator[Element]:
        """The parts of a kind, such as ``styles``, that the text refers to."""
        for name in _targets(self.parts, self.main, kind):
            yield self.parts[name]

    def properties(self) -> Iterator[Element]:
        """The parts with the title, the company and when it was last saved."""
        for kind in ("core-properties", "extended-properties"):
            for name in _targets(self.parts, "", kind):
                yield self.parts[name]


def opened(stream: BinaryIO) -> Package:
    """The parts of a Word document.

    Raises:
        InvalidValue: It is no Word document, holds macros, or could do harm.
    """
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise InvalidValue(words.LARGE_FILE.format(most=MOST_BYTES // 2**20))
    if data.startswith(_OLD_WORD):
        raise InvalidValue(words.OLD_OR_LOCKED)
    if not data.startswith(b"PK"):
        raise InvalidValue(words.NOT_A_ZIP)
    if data.count(_ENTRY) > MOST_PARTS:  # before the directory is read, which takes time
        raise InvalidValue(words.MANY_PARTS.format(most=MOST_PARTS))
    try:
        parts = _unpacked(data)
    except InvalidValue:
        raise
    except _BROKEN_ZIP:
        raise InvalidValue(words.BROKEN_ZIP) from None
    bounds = _Bounds()
    trees = {
        name: _parsed(content, bounds)
        for name, content in parts.items()
        if name.lower().endswith((".xml", ".rels", ".vml"))
    }
    return Package(trees, _main_part(trees))


# --- The archive ----------------------------------------------------------------------------------
_BROKEN_ZIP = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError),
    *(ValueError, OverflowError, MemoryError, LookupError),
)
"""What :mod:`zipfile` raises for archives that were made to break it; a way of packing that it does
not know is a NotImplementedError."""


def _unpacked(data: bytes) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    seen: set[str] = set()
    left = max(_SMALL, min(MOST_BYTES, len(data) * MOST_RATIO))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for entry in archive.infolist():
            _look_at(entry)
            if entry.is_dir():
                continue
            if entry.filename.lower() in seen:  # of which another program may read the other
                raise InvalidValue(words.BROKEN_ZIP)
            seen.add(entry.filename.lower())
            parts[entry.filename] = _content(archive, entry, left)
            left -= len(parts[entry.filename])
    return parts


def _look_at(entry: zipfile.ZipInfo) -> None:
    """Refuse an entry by what it is called and how it is packed."""
    name = entry.filename
    if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
        raise InvalidValue(words.OUTSIDE)
    if entry.flag_bits & 1:
        raise InvalidValue(words.OLD_OR_LOCKED)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise InvalidValue(words.BROKEN_ZIP)
    if any(mark in name.lower() for mark in _MACROS):
        raise InvalidValue(words.MACROS)


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """What an entry holds, counted while it is unpacked, whatever its header says."""
    content = bytearray()
    with archive.open(entry) as packed:
        while chunk := packed.read(_CHUNK):
            content += chunk
            if len(content) > left:
                raise InvalidValue(words.BOMB.format(most=MOST_BYTES // 2**20))
    return bytes(content)


# --- The parts ------------------------------------------------------------------------------------
class _Bounds:
    """How many elements have been seen."""

    def __init__(self) -> None:
        self.elements = 0


class _BoundedTree(TreeBuilder):
    """Builds a tree, and stops where there are too many levels or elements."""

    def __init__(self, bounds: _Bounds) -> None:
        super().__init__()
        self._bounds, self._level = bounds, 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._level += 1
        self._bounds.elements += 1
        if self._level > MOST_LEVELS or self._bounds.elements > MOST_ELEMENTS:
            raise InvalidValue(words.LARGE_XML)
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._level -= 1
        return super().end(tag)


def _parsed(content: bytes, bounds: _Bounds) -> Element:
    parser = DefusedXMLParser(target=_BoundedTree(bounds), forbid_dtd=True)
    try:
        parser.feed(content)
        root: Element = parser.close()
    except DefusedXmlException:
        raise InvalidValue(words.ENTITIES) from None
    except InvalidValue:
        raise
    except (ParseError, ValueError, LookupError, AssertionError):
        raise InvalidValue(words.BROKEN_XML) from None
    return root


def _main_part(parts: Mapping[str, Element]) -> str:
    """The name of the part with the text, by the types and relationships of the package."""
    if _TYPES not in parts:
        raise InvalidValue(words.NOT_A_DOCUMENT)
    types = parts[_TYPES]
    given = {
        (one.get("PartName") or "").lstrip("/").lower(): one.get("ContentType") or ""
        for one in types
        if local(one.tag) == "Override"
    }
    kinds = [one.get("ContentType") or "" for one in types]
    if any(mark in kind.lower() for kind in kinds for mark in _MACROS):
        raise InvalidValue(words.MACROS)
    for name in _targets(parts, "", "officeDocument"):
        if given.get(name.lower()) == _MAIN:
            return name
    raise InvalidValue(words.NOT_A_DOCUMENT)


def _targets(parts: Mapping[str, Element], of: str, kind: str) -> Iterator[str]:
    """The parts of a kind that a part refers to; what is outside the document is not followed."""
    folder, name = posixpath.split(of)
    relations = parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    if relations is None:
        return
    for one in relations:
        if one.get("TargetMode") == "External" or not (one.get("Type") or "").endswith(f"/{kind}"):
            continue
        target = one.get("Target") or ""
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if path in parts:
            yield path
