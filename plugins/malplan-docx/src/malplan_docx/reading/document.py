"""What a Word document says: paragraphs and tables, as somebody sees them on the page.

Text is read wherever Word keeps it: in content controls, smart tags, hyperlinks, text boxes and
fields (ECMA-376, part 1, 17). Tracked changes are taken as accepted, hidden text and comments are
left out. What python-docx calls the text of a paragraph leaves out much of this, so the tree that
:mod:`~malplan_docx.safety` has looked at is walked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from attrs import frozen

from malplan.texts import CONTROLS
from malplan_docx.reading.styles import PLAIN, Look, Styles
from malplan_docx.safety import Package
from malplan_docx.tree import attribute, child, is_on, local, number


@frozen
class Line:
    """A paragraph.

    Attributes:
        text: What it says; a soft line break is a line feed.
        look: What its style makes of it.
        label: What it begins with in bold.
        tabs: How many tabs stand before it.
    """

    text: str
    look: Look = PLAIN
    label: str = ""
    tabs: int = 0

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return bool(self.text) and self.label == self.text


@frozen
class Cell:
    """A cell of a table, with the first and the last column of the grid that it covers."""

    blocks: tuple[Block, ...]
    first: int
    last: int

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its paragraphs, those of tables in it too."""
        return tuple(lines_of(self.blocks))


@frozen
class Grid:
    """A table, by its rows."""

    rows: tuple[tuple[Cell, ...], ...]


Block = Line | Grid


@frozen
class Document:
    """What a Word document says.

    Attributes:
        blocks: Paragraphs and tables, in order.
        margins: The paragraphs of headers and footers.
        title: The title in its properties.
        company: The company in its properties.
        saved: The day on which it was last saved, as its properties write it.
        changes: How many tracked changes were taken as accepted.
        left_out: How many parts of other formats are in it, which cannot be read.
    """

    blocks: tuple[Block, ...]
    margins: tuple[Line, ...] = ()
    title: str = ""
    company: str = ""
    saved: str = ""
    changes: int = 0
    left_out: int = 0


def lines_of(blocks: tuple[Block, ...]) -> Iterator[Line]:
    """The paragraphs of blocks, row by row where they stand in tables."""
    for block in blocks:
        if isinstance(block, Line):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from lines_of(cell.blocks)


def document_of(package: Package) -> Document:
    """Everything that a document says."""
    walk = _Walk(Styles.of(package), _notes(package))
    blocks = tuple(walk.blocks(package.document))
    margins = tuple(
        line
        for kind in ("header", "footer")
        for part in package.related(kind)
        for line in lines_of(tuple(walk.blocks(part)))
    )
    properties = {
        local(one.tag): " ".join((one.text or "").split())
        for part in package.properties()
        for one in part
    }
    return Document(
        blocks,
        margins,
        title=properties.get("title", ""),
        company=properties.get("Company", ""),
        saved=properties.get("modified", properties.get("created", "")),
        changes=walk.changes,
        left_out=walk.left_out,
    )


def _notes(package: Package) -> dict[str, Element]:
    """The footnotes and endnotes, by the name and the number by which the text refers to them."""
    return {
        f"{local(one.tag)}Reference {attribute(one, 'id')}": one
        for kind in ("footnotes", "endnotes")
        for part in package.related(kind)
        for one in part
        if attribute(one, "type") in ("", "normal")
    }


# --- The tree -------------------------------------------------------------------------------------
_GONE = frozenset({"del", "moveFrom"})
_NEW = frozenset({"ins", "moveTo"})
_NO_TEXT = frozenset(
    {"pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "trPr", "tcPr", "tblGrid", "sectPr", "instrText"}
    | {"delText", "delInstrText", "Fallback", "smartTagPr", "customXmlPr", "rt", "annotationRef"}
    | {"docPr", "cNvPr", "object"}
)
"""What holds no text of the page. ``Fallback`` says again what stands beside it; ``rt`` is a
reading aid."""
_CHARACTERS = {
    "tab": " ",
    "ptab": " ",
    "cr": "\n",
    "br": "\n",
    "noBreakHyphen": "-",
    "softHyphen": "",
    "sym": "•",
}
_UNKEPT = re.compile(f"[{CONTROLS}\\ufffe\\uffff]")
"""What no text of a plan may hold; Word keeps marks of direction where somebody has pasted."""


def kept(text: str) -> str:
    """A text as a plan can hold it."""
    return _UNKEPT.sub("", text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\t", " "))


class _Walk:
    """Walks through the elements of a document."""

    def __init__(self, styles: Styles, notes: dict[str, Element]) -> None:
        self._styles, self._notes = styles, notes
        self.changes = 0
        self.left_out = 0

    # --- Paragraphs and tables --------------------------------------------------------------------
    def blocks(self, parent: Element) -> Iterator[Block]:
        """The paragraphs and tables of a container."""
        before: list[tuple[str, bool]] = []
        for element in self._inside(parent):
            if local(element.tag) == "tbl":
                if before:
                    yield self._line(Element("p"), before)
                    before = []
                yield Grid(tuple(self._rows(element)))
                continue
            if local(element.tag) == "altChunk":
                self.left_out += 1
                continue
            boxes: list[Element] = []
            runs = [*before, *self._runs(element, element, boxes)]
            before = []
            if child(element, "pPr", "rPr", "del") is not None:
                before = runs  # without its end, it goes on in the next paragraph
            else:
                yield self._line(element, runs)
            for box in boxes:
                yield from self.blocks(box)
        if before:
            yield self._line(Element("p"), before)

    def _inside(self, parent: Element) -> Iterator[Element]:
        """The paragraphs and tables below, through everything that only wraps them."""
        for element in parent:
            name = local(element.tag)
            if name in ("p", "tbl", "altChunk"):
                yield element
            elif name in _GONE:
                self.changes += 1
            elif name not in _NO_TEXT and not _is_placeholder(element):
                self.changes += name in _NEW
                yield from self._inside(element)

    def _line(self, element: Element, runs: list[tuple[str, bool]]) -> Line:
        label = ""
        for text, bold in runs:
            if not bold and text.strip():
                break
            label += text
        if not any(bold for _, bold in runs):
            label = ""
        text = "".join(text for text, _ in runs)
        tabs = len(text) - len(text.lstrip("\t"))
        look = self._styles.look(element)
        return Line(kept(text).strip(), look, kept(label).strip(), tabs)

    # --- Tables -----------------------------------------------------------------------------------
    def _rows(self, table: Element) -> Iterator[tuple[Cell, ...]]:
        for row in self._wrapped(table, "tr"):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                self.changes += 1
                continue
            self.changes += child(properties, "ins") is not None
            yield tuple(self._cells(row, number(child(properties, "gridBefore"), 0)))

    def _cells(self, row: Element, column: int) -> Iterator[Cell]:
        for cell in self._wrapped(row, "tc"):
            properties = child(cell, "tcPr")
            span = max(1, number(child(properties, "gridSpan"), 1))
            if child(properties, "cellDel") is None:
                yield Cell(tuple(self.blocks(cell)), column, column + span - 1)
            column += span

    def _wrapped(self, parent: Element, name: str) -> Iterator[Element]:
        for element in parent:
            if local(element.tag) == name:
                yield element
            elif local(element.tag) not in _NO_TEXT:
                yield from self._wrapped(element, name)

    # --- Text -------------------------------------------------------------------------------------
    def _runs(
        self, parent: Element, paragraph: Element, boxes: list[Element]
    ) -> Iterator[tuple[str, bool]]:
        """The texts of a paragraph, each with whether it is bold."""
        for element in parent:
            name = local(element.tag)
            if name in _GONE:
                self.changes += 1
            elif name == "r":
                if not self._styles.is_hidden(element):
                    bold = self._styles.is_bold(element, paragraph)
                    for text in self._texts(element, boxes):
                        yield text, bold
            elif name == "txbxContent":
                boxes.append(element)
            elif name not in _NO_TEXT and not _is_placeholder(element):
                self.changes += name in _NEW
                yield from self._runs(element, paragraph, boxes)

    def _texts(self, run: Element, boxes: list[Element]) -> Iterator[str]:
        for element in run:
            name = local(element.tag)
            if name == "t":
                yield element.text or ""
            elif name in _CHARACTERS:
                yield "" if attribute(element, "type") in ("page", "column") else _CHARACTERS[name]
            elif name in ("footnoteReference", "endnoteReference"):
                yield self._note(f"{name} {attribute(element, 'id')}")
            elif name == "txbxContent":
                boxes.append(element)
            elif name not in _NO_TEXT:
                yield from self._texts(element, boxes)

    def _note(self, name: str) -> str:
        """What a footnote says, in brackets; a note in a note is none."""
        if name not in self._notes:
            return ""
        lines = lines_of(tuple(_Walk(self._styles, {}).blocks(self._notes[name])))
        text = " ".join(line.text for line in lines if line.text)
        return f" ({text})" if text else ""


def _is_placeholder(element: Element) -> bool:
    """Whether it is a content control that nobody has filled in: "Klik her for at skrive"."""
    return is_on(child(element, "sdtPr", "showingPlcHdr")) is True
