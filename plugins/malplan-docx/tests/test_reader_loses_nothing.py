"""Whatever somebody writes into a form, and wherever: no word of it is lost."""

from __future__ import annotations

import re
from collections.abc import Sequence

import docx
import pytest
from by_hand import in_lines, read, saved
from docx.document import Document
from forms import opened, written
from forms import paragraphs as paragraphs_of
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from malplan import Draft, Imported, View
from malplan.fields import texts_of
from malplan.presentation import present
from malplan.testing.examples import example_view

HEADINGS = (
    *("Ejer", "Tovholdere", "Bidragende arbejdspladser", "Mål", "Målgruppe", "Mål og målgruppe"),
    *("Målsætning", "Politik", "Udfordring", "Nøgletal", "Tegn", "Prøvehandlinger", "Milepælsplan"),
    *("Evaluering", "Læring", "Prøvehandling 1: Workshop", "Prøvehandling 2", "Noget andet"),
)
LABELS = (
    *("Måltal", "Niveau", "Fører til", "Tidspunkt", "Skala", "Udgangspunkt", "Data fra", "Alder"),
    *("Gruppe", "Steder", "Antal gange", "Hypotese", "Status", "Politik", "Opgjort", "Klassifikation"),
    *("Foreløbig evaluering", "Beslutning", "Læring", "Ønsket trin", "Hvordan måles det", "Afløser"),
)  # fmt: skip
STYLES = (
    *("Normal", "Normal", "List Bullet", "List Bullet 2", "List Number", "Heading 2", "Heading 3"),
    *("Quote", "Title"),
)
SHAPES = (
    *("{0}", "• {0}", "1.1 {0}", "{0}:", "{0}\n{1}", "medio maj: {0}", "{0} (maj)", "ca. 12 {0}"),
    *("{2}: {0}", "- {2}: {0}", "{0}?", "{2}:\n{0}", "12 {0}: {1}"),
)


@st.composite
def paragraphs(draw: st.DrawFn) -> tuple[str, str]:
    """A style, and a text with places for words that are nowhere else."""
    if draw(st.integers(0, 3)) == 0:
        return draw(st.sampled_from(("Normal", "Heading 2"))), draw(st.sampled_from(HEADINGS))
    shape, label = draw(st.sampled_from(SHAPES)), draw(st.sampled_from(LABELS))
    return draw(st.sampled_from(STYLES)), shape.replace("{2}", label)


@st.composite
def forms(draw: st.DrawFn) -> list[list[list[tuple[str, str]]]]:
    """Tables with cells with paragraphs; of one cell, no table."""
    cell = st.lists(paragraphs(), max_size=5)
    return draw(st.lists(st.lists(cell, min_size=1, max_size=3), min_size=1, max_size=4))


def made(form: Sequence[Sequence[Sequence[tuple[str, str]]]]) -> tuple[Document, list[str]]:
    """The document, and the words that must not be lost."""
    document = docx.Document()
    document.add_paragraph("Prøve", style="Title")
    document.add_paragraph("Målplan 2026, Eksempel Kommune")
    words: list[str] = []

    def filled(text: str) -> str:
        count = 2 if "{1}" in text else 1 if "{0}" in text else 0
        new = [f"ord{len(words) + index}x" for index in range(count)]
        words.extend(new)
        return text.format(*new)

    for row in form:
        table = document.add_table(rows=1, cols=len(row)) if len(row) > 1 else None
        for index, lines in enumerate(row):
            place = document if table is None else table.rows[0].cells[index]
            for style, text in lines:
                place.add_paragraph(filled(text), style=style)
    return document, words


def said(found: Imported) -> str:
    def of_draft(draft: Draft) -> str:
        return " ".join(text for _, text in texts_of(draft.what))

    texts = [text for _, text in texts_of(found.plan)]
    texts += map(of_draft, found.drafts)
    texts += [one.message.da for one in found.unsure]
    return " ".join(texts)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
@example([[[("Normal", "Tegn"), ("Normal", "• {0}"), ("Normal", "Status: {0}")]]])
@given(forms())
def test_no_word_is_lost(form: list[list[list[tuple[str, str]]]]) -> None:
    document, words = made(form)
    found = read(document)
    text = said(found)
    assert [word for word in words if not re.search(rf"\b{word}\b", text)] == []
    assert present(View.of(found.plan), "da")


# --- Facts where nobody expects them --------------------------------------------------------------
ODD: dict[str, tuple[str, tuple[str, ...]]] = {
    "a fact of a goal": ("Mål og målgruppe", ("Flere unge er med", "Niveau: højt sat")),
    "an age that is none": ("Målgruppe", ("Unge", "Alder: de fleste mellem 1500 og 2900 år")),
    "an age in words": ("Målgruppe", ("Unge", "Alder: cirka tyve")),
    "a policy that follows": (
        "Målsætning & politik",
        ("• Alle er med", "Politik", "Børnepolitikken"),
    ),
    "a fact of an objective": ("Målsætning & politik", ("• Alle er med\nMåltal: halvdelen",)),
    "a fact of the challenge": ("Udfordring", ("Mange er alene.", "Opgjort: sidste vinter")),
    "a figure without a number": (
        "Udfordring",
        (
            "Mange er alene.",
            "Nøgletal",
            "• mangfoldige: unge i kommunen",
        ),
    ),
    "a figure of nothing": (
        "Udfordring",
        (
            "Mange er alene.",
            "Nøgletal",
            "• 350 personer: ",
        ),
    ),
    "a part of nothing": (
        "Udfordring",
        (
            "Mange er alene.",
            "Nøgletal",
            "• 350 personer: heraf uden ydelse",
        ),
    ),
    "a figure with more below": (
        "Nøgletal",
        ("• 350 personer: unge i alt\nMåltal: færre end før",),
    ),
    "a source of nothing": (
        "Udfordring",
        (
            "Mange er alene.",
            "Nøgletal",
            "• 350 personer: unge i alt (kilde: )",
        ),
    ),
    "a second hypothesis": (
        "Prøvehandlinger",
        ("Prøvehandling 1: Workshop\nArbejdshypotese: fisk\nArbejdshypotese: fugl",),
    ),
    "places in a line": (
        "Prøvehandlinger",
        ("Prøvehandling 1: Workshop", "Steder: Biblioteket, Klubben (stuen, bagindgang)"),
    ),
    "a group of none": (
        "Prøvehandlinger",
        ("Prøvehandling 1: Workshop", "Gruppe: højst 0 deltagere"),
    ),
    "a long trial action": ("Prøvehandlinger", (f"Vi prøver {'meget ' * 60}sidste ord",)),
    "a trial action of two lines": ("Prøvehandlinger", ("1. Workshop\nfredag formiddag",)),
    "a level that is none": ("Tegn", ("- De unge kommer\nNiveau: skyhøjt",)),
    "a reference to no number": ("Tegn", ("- De unge kommer\nFører til: lykken",)),
    "a reference twice": (
        "Tegn",
        ("- 1.1 De kommer", "- 1.2 De bliver\nFører til: tegn 1.1, tegn 1.1"),
    ),
    "what leads to signs": ("Tegn", ("Vi kigger efter følgende", "- De unge kommer")),
    "a fact of all signs": ("Tegn", ("Kilde: et skema", "- De unge kommer")),
    "a fact of a milestone": ("Milepælsplan", ("- Uge 12: Møde\nNiveau: muntert",)),
    "an evaluation of no day": ("Evaluering", ("De kom.\nForeløbig evaluering: engang",)),
    "a decision that is none": ("Læring", ("De kom.\nBeslutning: måske senere",)),
    "a number of too many digits": ("Tegn", (f"- De kommer\nMåltal: mindst {'9' * 45} unge",)),
}


UNDERSTOOD = re.compile(
    r"^(?:Prøvehandling 1|Steder|Gruppe): |^Arbejdshypotese: |^Fører til: (?:tegn 1.1, tegn 1.1)?",
    re.MULTILINE,
)
"""What says only where the rest belongs, and need not be said again."""


@pytest.mark.parametrize("name", ODD)
def test_a_fact_where_nobody_expects_it_is_not_lost(name: str) -> None:
    section, lines = ODD[name]
    before = {} if section == "Prøvehandlinger" else {"Prøvehandlinger": ("Prøvehandling 1: W",)}
    found = read(in_lines({**before, section: lines}))
    told = said(found)
    words = re.findall(r"\w{4,}", " ".join(UNDERSTOOD.sub("", line) for line in lines))
    assert [word for word in words if word.casefold() not in told.casefold()] == []


@pytest.mark.parametrize("label", [None, "Andet", ""])
def test_a_fact_that_somebody_wrote_over_is_not_lost(label: str | None) -> None:
    document = opened(written(example_view()))
    facts = [
        one
        for one in paragraphs_of(document)
        if one.style is not None
        and str(one.style.name).lower().endswith("fact")
        and not one.text.startswith(("Status", "Tegn "))  # which malplan works out by itself
    ]
    words = [f"fremmedord{serial}x" for serial, _ in enumerate(facts)]
    for fact, word in zip(facts, words, strict=True):
        first, *rest = fact.runs
        first.text = first.text if label is None else label
        for run in rest:
            run.text = ""
        first.text += f": {word}" if first.text else word
    told = said(read(saved(document)))
    assert len(words) > 25
    assert [word for word in words if word not in told] == []
