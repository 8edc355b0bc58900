"""Documents that could do harm are refused, in words that people understand; nothing else is."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping

import docx
import pytest
from docx.document import Document
from hostile import MAIN, W, body, external, form, packed, relations, types

import malplan
from malplan import InvalidValue, PeriodPolicy
from malplan_docx import DocxReader
from malplan_docx import refusals as words

MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def read(data: bytes) -> malplan.Imported:
    return DocxReader().read(io.BytesIO(data), policy=PeriodPolicy())


def refusal(data: bytes) -> malplan.Message:
    with pytest.raises(InvalidValue) as caught:
        read(data)
    return caught.value.message


def with_text(text: str, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    return form({"word/document.xml": text}, method)


def nested(levels: int) -> str:
    return body(f"{'<w:p>' * levels}{'</w:p>' * levels}")


LAUGHS = (
    "<!DOCTYPE w ["
    + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(1, 10))
    + '<!ENTITY a1 "ha">]>'
)
QUADRATIC = f'<!DOCTYPE w [<!ENTITY a "{"a" * 50_000}">]>'
OUTSIDE = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE w [<!ENTITY % a SYSTEM "http://127.0.0.1:9/a.dtd"> %a;]>'


def as_entity(declared: str, used: str = "&a;") -> str:
    text = body(f"<w:p><w:r><w:t>{used}</w:t></w:r></w:p>")
    return declared + text


# --- What is no Word document ---------------------------------------------------------------------
@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", words.NOT_A_ZIP),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", words.NOT_A_ZIP),
        (b"{\\rtf1\\ansi M\\'e5l}", words.NOT_A_ZIP),
        ("Mål\nFlere unge er med.".encode(), words.NOT_A_ZIP),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, words.OLD_OR_LOCKED),
        (b"PK", words.BROKEN_ZIP),
        (form()[:-30], words.BROKEN_ZIP),
        (form()[: len(form()) // 2], words.BROKEN_ZIP),
        (packed({}), words.NOT_A_DOCUMENT),
        (packed({"mål.txt": "Flere unge er med."}), words.NOT_A_DOCUMENT),
        (packed({"indre.docx": form()}), words.NOT_A_DOCUMENT),
        (form({"[Content_Types].xml": types(SHEET)}), words.NOT_A_DOCUMENT),
        (form({"[Content_Types].xml": types(TEMPLATE)}), words.NOT_A_DOCUMENT),
        (form({"_rels/.rels": relations()}), words.NOT_A_DOCUMENT),
        (form({"[Content_Types].xml": types(MACRO)}), words.MACROS),
        (form({"word/vbaProject.bin": b"\0"}), words.MACROS),
        (form({"word/VBAPROJECT.BIN": b"\0"}), words.MACROS),
        (
            form(
                {
                    "[Content_Types].xml": types(
                        MAIN, '<Default Extension="x" ContentType="application/vnd.ms-office.vbaProject"/>'
                    )
                }
            ),
            words.MACROS,
        ),
        (with_text("<w:document"), words.BROKEN_XML),
        (with_text(""), words.BROKEN_XML),
        (with_text('<?xml version="1.0" encoding="nope"?><a/>'), words.BROKEN_XML),
        (form({"[Content_Types].xml": "nej"}), words.BROKEN_XML),
        (form({"../../etc/cron.d/x": "x"}), words.OUTSIDE),
        (form({"/etc/passwd": "x"}), words.OUTSIDE),
        (form({"c:\\windows\\x": "x"}), words.OUTSIDE),
    ],
)  # fmt: skip
def test_what_is_no_form_is_refused(data: bytes, message: malplan.Message) -> None:
    assert refusal(data) == message


def test_a_form_is_read() -> None:
    plan = read(form()).plan
    assert [goal.text for goal in plan.goals] == ["Flere unge er med."]
    assert [action.title for action in plan.actions] == ["Workshop"]


# --- Bombs ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("declared", [LAUGHS, QUADRATIC, OUTSIDE, PARAMETER, "<!DOCTYPE w>"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "customXml/item1.xml"])
def test_no_entity_is_read_in_any_part(declared: str, part: str) -> None:
    used = "" if declared == "<!DOCTYPE w>" else "&a;"
    assert refusal(form({part: as_entity(declared, used)})) == words.ENTITIES


def test_no_entity_hides_behind_an_encoding() -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?>' + as_entity(OUTSIDE)
    assert refusal(form({"word/document.xml": text.encode("utf-16")})) == words.ENTITIES


def many_attributes() -> str:
    attributes = " ".join(f'a{number}=""' for number in range(400_000))
    return body(f"<w:p {attributes}/>")


BOMBS: Mapping[str, Callable[[], bytes]] = {
    "one part": lambda: form({"word/media/a.png": b"0" * (60 * 2**20)}),
    "many parts": lambda: form({f"word/media/{n}.png": b"0" * (20 * 2**20) for n in range(3)}),
    "many entries": lambda: packed({f"{n}.xml": "" for n in range(2_001)}, zipfile.ZIP_STORED),
    "deep": lambda: with_text(nested(100_000), zipfile.ZIP_STORED),
    "wide": lambda: with_text(body("<w:p/>" * 600_000), zipfile.ZIP_STORED),
    "packed well": lambda: with_text(body("<w:p/>" * 600_000)),
    "long text": lambda: with_text(body(f"<w:p><w:r><w:t>{'a' * (60 * 2**20)}</w:t></w:r></w:p>")),
    "wide in two parts": lambda: form(
        {
            "word/styles.xml": body("<w:p/>" * 300_000),
            "word/numbering.xml": body("<w:p/>" * 300_000),
        }
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_before_it_goes_off(name: str) -> None:
    data = BOMBS[name]()
    tracemalloc.start()
    started = time.perf_counter()
    message = refusal(data)
    took, (_, peak) = time.perf_counter() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert message in (
        words.BOMB.format(most=50),
        words.MANY_PARTS.format(most=2_000),
        words.LARGE_XML,
    )
    assert took < 30, f"{took} s"
    assert peak < 400 * 2**20, f"{peak / 2**20} MB"


def test_many_attributes_are_harmless() -> None:
    started = time.perf_counter()
    assert read(with_text(many_attributes())).plan.goals
    assert time.perf_counter() - started < 30


def test_a_size_that_lies_is_not_believed() -> None:
    """The header says that a part of 60 MB has ten bytes."""
    data = bytearray(form({"word/media/a.png": b"0" * (60 * 2**20)}))
    real, said = struct.pack("<I", 60 * 2**20), struct.pack("<I", 10)
    assert real in data
    assert refusal(bytes(data.replace(real, said))) in (
        words.BOMB.format(most=50),
        words.BROKEN_ZIP,
    )


def test_a_large_file_is_not_unpacked() -> None:
    data = form({"word/media/a.png": os.urandom(51 * 2**20)})
    assert refusal(data) == words.LARGE_FILE.format(most=50)


def test_two_parts_of_a_name_are_refused() -> None:
    stream = io.BytesIO(form())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/document.xml", body())
    assert refusal(stream.getvalue()) == words.BROKEN_ZIP


def test_another_packing_than_that_of_word_is_refused() -> None:
    parts = {"[Content_Types].xml": types(), "word/document.xml": body()}
    assert refusal(packed(parts, zipfile.ZIP_LZMA)) == words.BROKEN_ZIP


def test_a_part_with_a_password_is_refused() -> None:
    data = bytearray(form())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refusal(bytes(data)) == words.OLD_OR_LOCKED


# --- What is harmless -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    "relation",
    [
        external("attachedTemplate", "http://127.0.0.1:9/ond.dotm"),
        external("image", "http://127.0.0.1:9/spor.png"),
        external("hyperlink", "https://www.albertslund.dk"),
        external("styles", "file:///etc/passwd"),
        external("oleObject", "file:///etc/passwd"),
    ],
)
def test_what_is_outside_is_not_fetched(relation: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr("socket.socket.connect", refuse)
    assert read(form({"word/_rels/document.xml.rels": relations(relation)})).plan.goals


def test_a_relationship_to_nothing_is_harmless() -> None:
    """Word itself leaves such ones behind, where a picture was deleted."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
    broken = f'<Relationship Id="rId9" Type="{kind}" Target="NULL"/>'
    assert read(form({"word/_rels/document.xml.rels": relations(broken)})).plan.goals


def test_the_text_is_found_where_the_package_says() -> None:
    other = RENAMED
    assert read(packed(other)).plan.goals


RENAMED = {
    "[Content_Types].xml": types().replace("/word/document.xml", "/word/document2.xml"),
    "_rels/.rels": relations(
        '<Relationship Id="rId1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/'
        'officeDocument" Target="/word/document2.xml"/>'
    ),
    "word/document2.xml": body().replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main"),
}
"""Of ISO 29500 Strict, and with another name, as Microsoft 365 makes some."""


def test_an_entity_reaches_no_other_parser() -> None:
    """Neither lxml nor python-docx is even loaded to read a form."""
    code = (
        "import io, sys, malplan, malplan_docx;"
        "malplan_docx.DocxReader().read(io.BytesIO(sys.stdin.buffer.read()),"
        " policy=malplan.PeriodPolicy());"
        "assert not {'lxml', 'docx', 'docxtpl'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], input=form(), check=True)


def test_what_python_docx_writes_is_read() -> None:
    document: Document = docx.Document()
    for text in ("Målplan 2026, Eksempelkommune", "Mål", "Flere unge er med."):
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    assert read(stream.getvalue()).plan.municipality == "Eksempelkommune"
