"""Forms as people make them in Word, without malplan."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import docx
from docx.document import Document
from docx.table import _Cell

import malplan
from malplan import Imported
from malplan_docx import DocxReader

Paragraphs = Sequence[str]

QUESTIONS = {
    "Mål og målgruppe": "Hvem skal opleve hvilken forandring?",
    "Målsætning & politik": "Hvilken målsætning i hvilken politik bidrager målplanen til?",
    "Udfordring": "Hvad er udfordringen?",
    "Tegn": "Hvad vil vi se eller høre, når vi er på rette vej?",
    "Prøvehandlinger": "Hvad vil vi afprøve?",
    "Milepælsplan": "Hvornår starter den enkelte prøvehandling?",
    "Evaluering": "Hvilken effekt og værdi har det haft for målgruppen, undervejs og til sidst?",
    "Læring": "Hvilken ny indsigt har vi fået, og skal prøvehandlingen fortsætte eller stoppe?",
}

CPR = "010190-1234"

FORM: dict[str, Paragraphs] = {
    "Mål og målgruppe": (
        "Flere unge er en del af et fællesskab.",
        "Målgruppen er unge på 15-29 år uden uddannelse eller job.",
    ),
    "Målsætning & politik": ("Alle unge er i uddannelse eller job (Uddannelsespolitikken)",),
    "Udfordring": (
        "Ca. 350 unge er hverken i uddannelse eller job.",
        "• Mange mangler et fællesskab.",
        "• Mange er kede af det.",
    ),
    "Tegn": (
        "• Mindst 15 unge møder op til workshoppen",
        "• De unge føler sig mødt og hørt",
    ),
    "Prøvehandlinger": (
        "Prøvehandling 1: Workshop for de unge",
        "Vi inviterer de unge til en workshop.",
        "De unge er eksperterne.",
    ),
    "Milepælsplan": (
        "- Medio februar: Første møde i arbejdsgruppen",
        "- De 250 unge findes, hvis det er muligt",
        "- Workshoppen holdes: ultimo marts/primo april",
        "- Besøgene finder sted i maj/juni",
        "- Endelig evaluering ultimo 2026",
    ),
    "Evaluering": ("Der kom 16 unge.", "De var glade for det."),
    "Læring": ("Unge kommer, når unge inviterer dem.",),
}
"""A form with one trial action, as somebody wrote it."""


def new(
    title: Iterable[str] = ("Målplan 2026", "Fællesskaber for unge", "Eksempel Kommune"),
) -> Document:
    document = docx.Document()
    for text in title:
        document.add_paragraph(text)
    return document


def in_cells(form: dict[str, Paragraphs] | None = None, *, bold: bool = True) -> Document:
    """The form with a cell for each section, in three tables."""
    form = FORM if form is None else form
    document = new()
    names = list(form)
    for row in (names[:3], names[3:5], names[5:]):
        table = document.add_table(rows=1, cols=len(row))
        for name, cell in zip(row, table.rows[0].cells, strict=True):
            fill(cell, name, form[name], bold=bold)
        document.add_paragraph("")
    return document


def fill(cell: _Cell, name: str, paragraphs: Paragraphs, *, bold: bool = True) -> None:
    cell.paragraphs[0].add_run(name).bold = bold
    if name in QUESTIONS:
        cell.add_paragraph(QUESTIONS[name])
    for text in paragraphs:
        cell.add_paragraph(text)


def in_lines(form: dict[str, Paragraphs] | None = None) -> Document:
    """The form without any table, under headings."""
    document = new()
    for name, paragraphs in (FORM if form is None else form).items():
        document.add_heading(name, 2)
        for text in paragraphs:
            document.add_paragraph(text)
    return document


def saved(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(document: Document | bytes) -> Imported:
    data = document if isinstance(document, bytes) else saved(document)
    return DocxReader().read(io.BytesIO(data), policy=malplan.PeriodPolicy())


def doubts(found: Imported) -> list[str]:
    return [f"{one.place.da}: {one.message.da}" for one in found.unsure]


def two_actions(**sections: Sequence[str]) -> malplan.Imported:
    document = new()
    texts = ["Prøvehandlinger", "Prøvehandling 1: Workshop", "Prøvehandling 2: Besøg"]
    for text in texts:
        document.add_paragraph(text)
    for name, lines in sections.items():
        table = document.add_table(rows=1, cols=1)
        table.rows[0].cells[0].text = name
        for line in lines:
            table.rows[0].cells[0].add_paragraph(line)
    return read(document)
