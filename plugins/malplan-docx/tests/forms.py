"""What the tests of the form share: views to write, and what can be read in a document."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.table import _Cell
from docx.text.paragraph import Paragraph

import malplan
from malplan import Language, View
from malplan_docx import DocxOutput

UNGELOEFTET = (
    Path(__file__).parents[2] / "malplan-ungeloeftet/src/malplan_ungeloeftet/ungeloeftet.yaml"
)


def ungeloeftet() -> View:
    """The first plan, as its plugin ships it; that plugin need not be installed."""
    workspace = malplan.Workspace(find_plugins=lambda: (), store=malplan.MemoryStore())
    return workspace.view(workspace.load(UNGELOEFTET))


def written(
    view: View, language: Language = "da", options: Mapping[str, str] | None = None
) -> bytes:
    stream = io.BytesIO()
    DocxOutput().write(view, stream, language=language, options=options or {})
    return stream.getvalue()


def opened(content: bytes) -> DocumentType:
    return Document(io.BytesIO(content))


def paragraphs(document: DocumentType) -> Iterator[Paragraph]:
    """All paragraphs, in the order of the form: a cell after the other."""
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block
            continue
        for head, content in zip(block.rows[0].cells, block.rows[1].cells, strict=True):
            yield from head.paragraphs
            yield from content.paragraphs


def cells(document: DocumentType) -> list[_Cell]:
    """What stands under the headings, in the order of the form."""
    return [cell for table in document.tables for cell in table.rows[1].cells]


def lines(document: DocumentType) -> list[str]:
    """What can be read, but for the paragraphs that keep things apart."""
    found = (one for one in paragraphs(document) if one.style is not None)
    return [one.text for one in found if one.style and one.style.name != "Malplan Space"]
