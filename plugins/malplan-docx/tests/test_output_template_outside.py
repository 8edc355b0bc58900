"""A template reads no file but itself, and makes no form that would read others where it is opened."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from docx import Document
from docx.document import Document as DocumentType
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from forms import opened, ungeloeftet, written
from hypothesis import given
from hypothesis import strategies as st

from malplan import InvalidValue
from malplan_docx import safety
from malplan_docx.links import fetched
from malplan_docx.safety import Package

BRINGING_IN = (
    *("INCLUDETEXT", "INCLUDEPICTURE", "IMPORT"),
    *("LINK", "DDE", "DDEAUTO", "DATABASE", "RD"),
)
HARMLESS = ("PAGE", "NUMPAGES", "DATE", "HYPERLINK", "STYLEREF", "DDEBAT", "REF LINK")
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SOMEWHERE = "file:///etc/passwd"


def with_field(*pieces: str) -> DocumentType:
    """A template with a field whose instruction stands in several runs, as Word leaves it."""
    document = Document()
    paragraph = document.add_paragraph()
    for kind in ("begin", *pieces, "end"):
        run = paragraph.add_run()._r
        is_mark = kind in ("begin", "end")
        element = OxmlElement("w:fldChar" if is_mark else "w:instrText")
        if is_mark:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = kind
            element.set(qn("xml:space"), "preserve")
        run.append(element)
    return document


def with_simple_field(instruction: str) -> DocumentType:
    document = Document()
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    document.sections[0].footer.paragraphs[0]._p.append(field)
    return document


def with_relationship(kind: str) -> DocumentType:
    document = Document()
    document.part.relate_to(SOMEWHERE, f"{OFFICE}/{kind}", is_external=True)
    return document


def found_in(document: DocumentType) -> list[str]:
    stream = io.BytesIO()
    document.save(stream)
    return list(fetched(safety.opened(io.BytesIO(stream.getvalue()))))


def settings_of(document: DocumentType) -> Any:
    return document.part.part_related_by(f"{OFFICE}/settings")


def filled(document: DocumentType, folder: Path) -> bytes:
    file = folder / "skabelon.docx"
    document.save(str(file))
    return written(ungeloeftet(), options={"template": str(file)})


def refusal(document: DocumentType, folder: Path) -> InvalidValue:
    with pytest.raises(InvalidValue) as caught:
        filled(document, folder)
    assert "henter noget andre steder fra" in caught.value.message.da
    assert "fetches something from elsewhere" in caught.value.message.en
    return caught.value


@given(
    name=st.sampled_from(BRINGING_IN),
    is_upper=st.booleans(),
    cuts=st.lists(st.integers(0, 30), max_size=3),
)
def test_a_field_that_brings_in_a_file_is_found_however_it_is_cut(
    name: str, is_upper: bool, cuts: list[int]
) -> None:
    text = f'{name if is_upper else name.lower()} "{SOMEWHERE}"'
    places = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    pieces = [text[start:end] for start, end in pairwise(places)]
    xml = with_field(" ", *pieces).element.xml
    package = Package({"word/document.xml": fromstring(xml)}, "word/document.xml")
    assert list(fetched(package)) == [text]


def test_a_field_that_brings_in_a_file_is_refused(tmp_path: Path) -> None:
    message = refusal(with_field(" INCLUDE", f'TEXT "{SOMEWHERE}"'), tmp_path).message
    assert f'INCLUDETEXT "{SOMEWHERE}"' in message.da


def test_a_field_in_a_footer_is_refused(tmp_path: Path) -> None:
    refusal(with_simple_field(f'INCLUDEPICTURE "{SOMEWHERE}"'), tmp_path)


def test_a_field_that_the_template_puts_together_is_refused(tmp_path: Path) -> None:
    made = "{{ 'INCLUDE' ~ 'TEXT' }} \"c:/hemmeligt.docx\""
    assert "INCLUDETEXT" in refusal(with_field(made), tmp_path).message.da


@pytest.mark.parametrize("name", HARMLESS)
def test_other_fields_fetch_nothing(name: str) -> None:
    assert found_in(with_field(f' {name} "https://example.org/LINK" ')) == []


KINDS = ("image", "oleObject", "frame", "subDocument", "mailMergeSource", "aFChunk")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_linked_to_is_fetched(kind: str) -> None:
    assert found_in(with_relationship(kind)) == [SOMEWHERE]


def test_what_is_linked_to_is_refused(tmp_path: Path) -> None:
    assert SOMEWHERE in refusal(with_relationship("image"), tmp_path).message.da


def test_a_link_that_people_click_fetches_nothing() -> None:
    assert found_in(with_relationship("hyperlink")) == []


def test_a_form_does_not_say_where_the_template_lies(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("{{ plan.title }}")
    part = settings_of(document)
    id = part.relate_to(
        "file://drev/skabeloner/brev.dotx", f"{OFFICE}/attachedTemplate", is_external=True
    )
    attached = OxmlElement("w:attachedTemplate")
    attached.set(qn("r:id"), id)
    part.element.append(attached)
    found = settings_of(opened(filled(document, tmp_path)))
    assert [one for one in found.rels.values() if one.is_external] == []
    assert found.element.find(qn("w:attachedTemplate")) is None


# --- Files of this machine ------------------------------------------------------------------------
_watching: list[list[str]] = []


@contextmanager
def watched() -> Iterator[list[str]]:
    """The files that are opened; a hook cannot be taken away, so it is told when to listen."""
    if not _watching:
        _watching.append([])
        sys.addaudithook(_note)
    found: list[str] = []
    _watching.append(found)
    yield found
    _watching.pop()


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open":
        _watching[-1].append(str(arguments[0]))


@pytest.mark.parametrize(
    "text",
    [
        "{{ plan.title }}",
        "{% include '/etc/passwd' %}",
        "{% extends '/etc/passwd' %}",
        "{% from '/etc/passwd' import x %}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ plan.__class__.__init__.__globals__['open']('/etc/passwd') }}",
        "{{p subdoc('/etc/passwd') }}",
    ],
)
def test_a_template_opens_no_file(text: str, tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph(text)
    file = tmp_path / "skabelon.docx"
    document.save(str(file))
    view = ungeloeftet()
    written(view)  # what is imported and kept comes first
    with watched() as found, suppress(InvalidValue):
        written(view, options={"template": str(file)})
    of_python = {one for one in found if one.endswith(".py") or "__pycache__" in one}
    assert set(found) - of_python == {str(file)}
