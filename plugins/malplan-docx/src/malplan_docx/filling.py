"""Fills in a template of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError
from jinja2.exceptions import SecurityError
from lxml import etree

from malplan import InvalidValue, Language, Message, View
from malplan.errors import did_you_mean, read_reason, reason_of, shown
from malplan.messages import EMPTY, listed
from malplan_docx import words
from malplan_docx.archive import repacked
from malplan_docx.context import Context, Head, context_of
from malplan_docx.environment import FormEnvironment, UnknownField
from malplan_docx.form import form
from malplan_docx.links import fetched
from malplan_docx.safety import opened

LANGUAGE_TAGS: dict[Language, str] = {"da": "da-DK", "en": "en-GB"}
"""The language of the document (BCP 47), by which Word checks spelling and reads aloud."""

_MOST_IN_PROPERTY = 255
"""The most characters of a property that python-docx writes, and Word shows."""
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
# Written out, because docxcompose, which docxtpl loads where it is installed, gives the prefix cp
# of python-docx to another namespace.
_OF_SAVING = (
    qn("dcterms:created"),
    qn("dcterms:modified"),
    f"{{{_CORE}}}lastModifiedBy",
    f"{{{_CORE}}}revision",
)
"""Properties that say when and by whom a document was saved: nobody has saved this one."""
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


def filled(view: View, language: Language, template: Path | None = None) -> bytes:
    """The form of a plan.

    Args:
        view: The plan as it may be seen.
        language: The language of headings, questions and labels.
        template: The template; the shipped one if it is None.

    Returns:
        A .docx; the same for the same plan, whenever and wherever it is made.

    Raises:
        InvalidValue: The template cannot be used.
    """
    context = context_of(view, language)
    if template is None:
        return _saved(_filled(_Template(BytesIO(form())), context, language))
    try:
        return _from(template, context, language)
    except InvalidValue as error:
        file = shown(template, 300)
        raise InvalidValue(words.UNUSABLE.format(file=file, reason=error.message)) from error


def _from(file: Path, context: Context, language: Language) -> bytes:
    """The form from a template of somebody else's."""
    template = _Template(BytesIO(_content(file)))
    with _explained(template, context):
        _filled(template, context, language)
    data = _saved(template)
    internal = context["plan"].internal
    if internal and not _says(data, internal):
        raise InvalidValue(words.NOT_MARKED)
    for what in fetched(opened(BytesIO(data))):
        raise InvalidValue(words.FETCHES.format(what=what))
    return data


class _Template(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """docxtpl, which mends nothing in silence.

    Attributes:
        tags: The fields and loops of the template, as they are written.
    """

    def __init__(self, file: BytesIO) -> None:
        super().__init__(file)
        self.tags: list[str] = []

    def patch_xml(self, src_xml: str) -> str:
        patched = str(super().patch_xml(src_xml))
        self.tags += _TAG.findall(patched)
        return patched

    def fix_tables(self, xml: str) -> Any:
        etree.fromstring(xml)  # docxtpl passes over what is no XML, and a text with it
        tree = super().fix_tables(xml)
        for cell in tree.iter(qn("w:tc")):
            if not len(cell) or cell[-1].tag != qn("w:p"):  # which Word takes for damage
                etree.SubElement(cell, qn("w:p"))
        return tree

    def render_properties(self, context: Context, jinja_env: object = None) -> None:
        """Leave the properties alone: they are set, not filled in."""


def _filled(template: _Template, context: Context, language: Language) -> _Template:
    template.render(context, FormEnvironment(), autoescape=True)
    _detach(template.docx)
    _set_language(template.docx, LANGUAGE_TAGS[language])
    _set_properties(template.docx, context["plan"], LANGUAGE_TAGS[language])
    return template


def _detach(document: Document) -> None:
    """Leave out where the template of the template lies: Word would open it, and people read it."""
    part: Any = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
    for element in part.element.findall(qn("w:attachedTemplate")):
        part.element.remove(element)
    for id, relation in list(part.rels.items()):
        if relation.reltype.rpartition("/")[2] == "attachedTemplate":
            del part.rels[id]


def _set_language(document: Document, tag: str) -> None:
    parent: Any = document.styles.element
    for index, name in enumerate(("w:docDefaults", "w:rPrDefault", "w:rPr", "w:lang")):
        found = parent.find(qn(name))
        if found is None:
            found = etree.Element(qn(name))
            parent.insert(0 if index < 2 else len(parent), found)
        parent = found
    for element in (document.styles.element, document.element):
        for language in element.iter(qn("w:lang")):
            language.set(qn("w:val"), tag)


def _set_properties(document: Document, head: Head, tag: str) -> None:
    properties = document.core_properties
    properties.title = head.title[:_MOST_IN_PROPERTY]
    subject = f"{head.heading} {head.year}, {head.municipality}"
    properties.subject = subject[:_MOST_IN_PROPERTY]
    properties.language = tag
    element: Any = properties._element
    for name in _OF_SAVING:
        for found in element.findall(name):
            element.remove(found)


def _saved(template: _Template) -> bytes:
    target = BytesIO()
    template.save(target)
    return repacked(target.getvalue())


def _says(data: bytes, text: str) -> bool:
    """Whether a text stands anywhere in a document, its headers and footers."""
    with ZipFile(BytesIO(data)) as parts:
        return any(text.encode() in parts.read(name) for name in parts.namelist())


# --- What can be wrong with a template ------------------------------------------------------------
def _content(file: Path) -> bytes:
    try:
        content = file.read_bytes()
    except (OSError, ValueError) as error:  # a ValueError where the path holds a null
        reason = read_reason(error) if isinstance(error, OSError) else reason_of(error)
        message = reason if isinstance(reason, Message) else Message(da=reason, en=reason)
        raise InvalidValue(message) from None
    _look_at(content)
    return content


@lru_cache(maxsize=4)
def _look_at(content: bytes) -> None:
    """Refuse what is no Word document or could do harm; once for many plans."""
    opened(BytesIO(content))


@contextmanager
def _explained(template: _Template, context: Context) -> Iterator[None]:
    """What goes wrong with a template, said to whoever wrote it."""
    try:
        yield
    except UnknownField as error:
        raise InvalidValue(_unknown(error, template.tags, tuple(context))) from error
    except SecurityError as error:
        raise InvalidValue(words.FORBIDDEN_FIELD.format(reason=error)) from error
    except TemplateSyntaxError as error:
        place = words.IN.format(tag=place) if (place := _place(error)) else EMPTY
        raise InvalidValue(words.SYNTAX.format(place=place, reason=error.message)) from error
    except etree.XMLSyntaxError as error:
        raise InvalidValue(words.NOT_XML.format()) from error
    except Exception as error:
        raise InvalidValue(words.FAILED.format(reason=reason_of(error))) from error


def _unknown(error: UnknownField, tags: list[str], top: tuple[str, ...]) -> Message:
    known = top if error.known is None else error.known
    word = re.compile(rf"\b{re.escape(error.name)}\b")
    tag = next((tag for tag in tags if word.search(tag)), None)
    return words.UNKNOWN_FIELD.format(
        name=shown(error.name),
        place=words.IN.format(tag=shown(tag)) if tag else EMPTY,
        hint=did_you_mean(error.name, known),
        known=words.KNOWN_FIELDS.format(names=listed(known)) if known else EMPTY,
    )


def _place(error: TemplateSyntaxError) -> str:
    """The paragraph with a mistake; docxtpl gives it with the three before and after."""
    lines = list(getattr(error, "docx_context", ()))
    index = min(error.lineno - 1, 3)
    return shown(lines[index]) if index < len(lines) else ""
