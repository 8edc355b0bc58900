"""The template that comes with the plugin, made with python-docx so that it can be read here.

Loops over paragraphs are those of docxtpl: ``{%p for item in goals.items %}`` stands in a
paragraph of its own, which is gone in the filled form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Cm
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from malplan_docx.archive import repacked
from malplan_docx.form_styles import NUMBERING, STYLES

_MARGIN = Cm(1.5)
_STRAY = (
    *("customXml", "extended-properties", "fontTable", "stylesWithEffects", "theme", "thumbnail"),
    "webSettings",
)
"""Parts of python-docx's own template that the form does not need."""

Line = tuple[str, str | tuple[str | tuple[str, str], ...]]
"""A paragraph of the template: its style, and its text or its runs, some in a style of theirs."""

_ROWS = (
    {"owner": 7.2, "coordinators": 7.2, "workplaces": 12.3},
    {"goals": 9.3, "objectives": 6.2, "challenge": 11.2},
    {"signs": 13.35, "actions": 13.35},
    {"milestones": 10.7, "evaluation": 8, "learning": 8},
)
"""The cells of the form, row by row, and how wide each is in centimetres, 26.7 in all.

The target group stands below the goals.
"""


@lru_cache(maxsize=1)
def form() -> bytes:
    """The template, as a .docx."""
    document = Document()
    _strip(document)
    _set_page(document)
    _write_head(document)
    for widths in _ROWS:
        _add_table(document, widths)
        document.add_paragraph(style="Malplan Space")
    _write_lines(document, _extensions())
    target = BytesIO()
    document.save(target)
    return repacked(target.getvalue())


# --- What stands in the cells ---------------------------------------------------------------------
_NUMBERED: Line = (
    "Malplan Item",
    (("Malplan Number", "{{ item.number }}"), "\t{{ item.text }}"),
)
_BULLET: Line = ("Malplan Bullet", "{{ item.text }}")
_FIGURE: Line = (
    "Malplan Bullet",
    (("Malplan Label", "{{ item.number }}"), ": {{ item.text }}"),
)


def _loop(variable: str, over: str, lines: Iterable[Line]) -> Iterator[Line]:
    yield "Malplan Loop", f"{{%p for {variable} in {over} %}}"
    yield from lines
    yield "Malplan Loop", "{%p endfor %}"


def _texts(of: str) -> Iterator[Line]:
    yield from _loop("text", f"{of}.texts", [("Malplan Text", "{{ text }}")])


def _facts(of: str, style: str = "Malplan Fact") -> Iterator[Line]:
    runs = (("Malplan Label", "{{ fact.label }}"), ": {{ fact.text }}")
    yield from _loop("fact", f"{of}.facts", [(style, runs)])


def _items(of: str, item: Line) -> Iterator[Line]:
    below: Line = ("Malplan Sub-item", "{{ below.indent }}{{ below.text }}")
    lines = [
        item,
        *_facts("item", "Malplan Item Fact"),
        *_loop("below", "item.below", [below]),
    ]
    yield from _loop("item", f"{of}.items", lines)


def _parts(of: str, lines: Iterable[Line]) -> Iterator[Line]:
    yield from _loop("part", f"{of}.parts", [("heading 3", "{{ part.title }}"), *lines])


def _heading(of: str) -> Iterator[Line]:
    yield "heading 2", f"{{{{ {of}.title }}}}"


def _question(of: str) -> Iterator[Line]:
    yield "Malplan Question", f"{{{{ {of}.question }}}}"


def _places() -> Iterator[Line]:
    title: Line = ("Malplan Fact", (("Malplan Label", "{{ list.title }}"), ":"))
    entry: Line = ("Malplan Sub-item", "{{ item.text }}")
    yield from _loop("list", "part.parts", [title, *_loop("item", "list.items", [entry])])


def _extensions() -> Iterator[Line]:
    items = _items("part", _BULLET)
    yield from _loop("part", "plan.parts", [("heading 2", "{{ part.title }}"), *items])


def _content(name: str) -> list[Line]:
    """What a cell holds."""
    lines = [*_texts(name)]
    match name:
        case "workplaces" | "objectives":
            lines += _items(name, _BULLET)
        case "goals":
            lines += _items(name, _NUMBERED)
            lines += [("Malplan Space", ""), *_heading("target_group"), *_question("target_group")]
            lines += [*_texts("target_group"), *_items("target_group", _BULLET)]
            lines += _facts("target_group")
        case "challenge":
            lines += _parts(name, _items("part", _FIGURE))
        case "actions":
            lines += _parts(name, [*_texts("part"), *_facts("part"), *_places()])
        case "signs" | "milestones":
            lines += _parts(name, [*_texts("part"), *_items("part", _NUMBERED)])
        case "evaluation" | "learning":
            lines += _parts(name, _items("part", _BULLET))
    return lines


# --- The document ---------------------------------------------------------------------------------
def _strip(document: DocumentType) -> None:
    """Leave nothing of python-docx's template that a municipality would wonder about."""
    for owner in (document.part, document.part.package):
        for id, relation in list(owner.rels.items()):
            if relation.reltype.rpartition("/")[2] in _STRAY:
                del owner.rels[id]
    _replace(document.styles.element, STYLES)
    _replace(document.part.numbering_part.element, NUMBERING)
    settings = document.settings.element
    for name in ("w:proofState", "w:rsids", "w:savePreviewPicture"):
        settings.remove(settings.find(qn(name)))  # as if somebody had checked the spelling
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # Word 2013 and later; less is shown as an old file
    properties = document.core_properties
    properties.author = properties.comments = properties.title = ""


def _replace(element: Any, xml: str) -> None:
    """Give an element what another one holds."""
    element[:] = parse_xml(xml)[:]


def _set_page(document: DocumentType) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = section.bottom_margin = _MARGIN
    section.top_margin = Cm(1.6)
    section.header_distance = section.footer_distance = Cm(0.8)
    _fill(section.header.paragraphs[0], "{{ plan.internal }}")
    footer = section.footer.paragraphs[0]
    _fill(footer, "{{ plan.title }}, {{ plan.heading }} {{ plan.year }}\t")
    _add_field(footer, "PAGE")
    footer.add_run("/")
    _add_field(footer, "NUMPAGES")


def _add_field(paragraph: Paragraph, instruction: str) -> None:
    """A number that Word works out."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    field.append(paragraph.add_run("1")._r)
    paragraph._p.append(field)


def _write_head(document: DocumentType) -> None:
    lines: list[Line] = [
        ("heading 1", "{{ plan.title }}"),
        ("Subtitle", "{{ plan.heading }} {{ plan.year }}, {{ plan.municipality }}"),
        *_loop("note", "plan.notes", [("Malplan Note", "{{ note }}")]),
        *_facts("plan"),
        ("Malplan Space", ""),
    ]
    _write_lines(document, lines)


def _add_table(document: DocumentType, widths: Mapping[str, float]) -> None:
    """A row of the form: headings with their questions, and what stands under them."""
    table = document.add_table(rows=2, cols=len(widths), style="Malplan Table")
    table.autofit = False
    _mark_as_header(table.rows[0])
    for name, column in zip(widths, table.columns, strict=True):
        head, content = column.cells
        column.width = head.width = content.width = Cm(widths[name])
        asked = widths is not _ROWS[0]
        _write_cell(head, [*_heading(name), *(_question(name) if asked else ())])
        _write_cell(content, _content(name))


def _mark_as_header(row: _Row) -> None:
    """Let Word repeat a row on every page, whole, and readers for the blind name it."""
    properties = row._tr.get_or_add_trPr()
    for name in ("w:cantSplit", "w:tblHeader"):
        properties.append(OxmlElement(name))


def _write_cell(cell: _Cell, lines: Iterable[Line]) -> None:
    first = cell.paragraphs[0]
    _write_lines(cell, lines)
    first._p.getparent().remove(first._p)


def _write_lines(place: DocumentType | _Cell, lines: Iterable[Line]) -> None:
    for style, runs in lines:
        _fill(place.add_paragraph(style=style), *([runs] if isinstance(runs, str) else runs))


def _fill(paragraph: Paragraph, *runs: str | tuple[str, str]) -> None:
    for run in runs:
        style, text = (None, run) if isinstance(run, str) else run
        paragraph.add_run(text, style)
