"""The form says what the plan says, all of it, in order, whatever stands in the plan."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Cm
from forms import cells, lines, opened, paragraphs, ungeloeftet, written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import malplan
from malplan import Language, Message, Plan, View
from malplan.messages import labels
from malplan.model import Goal, TrialAction, Vocabulary, Workplace
from malplan.presentation import heading, present
from malplan.testing import OutputSuite, strategies
from malplan.testing.strategies import logs_of
from malplan_docx import DocxOutput
from malplan_docx.context import Cell, Context, Fact, Item, context_of

LANGUAGES: tuple[Language, ...] = ("da", "en")


class TestTheLaws(OutputSuite):
    output = DocxOutput()
    module = "malplan_docx"
    examples = 10
    heavy = (*OutputSuite.heavy, "docx", "docxtpl", "jinja2", "lxml", "defusedxml")


@st.composite
def views(draw: st.DrawFn) -> View:
    """Any plan, with any log or none, published or internal."""
    plan = draw(strategies.plans())
    store = malplan.MemoryStore(draw(logs_of(plan)))
    workspace = malplan.Workspace(find_plugins=lambda: (), store=store)
    return workspace.view(plan, internal=draw(st.booleans()), with_status=draw(st.booleans()))


few = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)


# --- All of it, in order --------------------------------------------------------------------------
def of_facts(facts: tuple[Fact, ...]) -> Iterator[str]:
    for fact in facts:
        yield f"{fact.label}: {fact.text}"


def of_item(item: Item, sign: str) -> Iterator[str]:
    yield f"{item.number}{sign}{item.text}" if item.number else item.text
    yield from of_facts(item.facts)
    for below in item.below:
        yield f"{below.indent}{below.text}"


def of_cell(cell: Cell, sign: str = "\t", end: str = "") -> Iterator[str]:
    """The paragraphs of a cell, as its form has them."""
    yield from cell.texts
    for item in cell.items:
        yield from of_item(item, sign)
    yield from of_facts(cell.facts)
    for part in cell.parts:
        yield f"{part.title}{end}"
        yield from of_cell(part, sign, ":")


def of_form(context: Context) -> Iterator[str]:
    head = context["plan"]
    yield head.title
    yield f"{head.heading} {head.year}, {head.municipality}"
    yield from head.notes
    yield from of_facts(head.facts)
    for name in (
        *("owner", "coordinators", "workplaces", "goals", "target_group", "objectives"),
        *("challenge", "signs", "actions", "milestones", "evaluation", "learning"),
    ):
        cell = context[name]
        yield cell.title
        if cell.question:
            yield cell.question
        yield from of_cell(cell, ": " if name == "challenge" else "\t")
    for part in head.parts:
        yield part.title
        yield from of_cell(part)


@few
@given(views(), st.sampled_from(LANGUAGES))
def test_it_says_what_a_template_can_say_in_order(view: View, language: Language) -> None:
    document = opened(written(view, language))
    assert lines(document) == list(of_form(context_of(view, language)))
    shown = document.sections[0].header.paragraphs[0].text
    assert shown == (labels.INTERNAL.text(language) if view.internal else "")


def texts_in(value: Any) -> Iterator[str]:
    """Every text in blocks and sections, but what is there for programs."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts_in(one)
    elif attrs.has(type(value)) and not isinstance(value, malplan.Period):
        for field in attrs.fields(type(value)):
            if field.name not in ("name", "year"):
                yield from texts_in(getattr(value, field.name))


def words_of(text: str) -> str:
    return " ".join(text.split())


@few
@given(views(), st.sampled_from(LANGUAGES))
def test_a_template_can_say_all_that_is_told_of_a_plan(view: View, language: Language) -> None:
    held = words_of("\n".join(of_form(context_of(view, language))))
    people = context_of(view, language)["coordinators"].texts
    elsewhere = {
        ", ".join(people),  # each has a paragraph
        labels.INTERNAL.text(language),  # in the page header
        labels.WHAT.text(language),  # over a column of key figures, which are a list here
        heading(view.plan, "milestone", language),  # over one of milestones
    }
    told = {words_of(text) for text in texts_in(present(view, language))}
    assert not {text for text in told - set(map(words_of, elsewhere)) if text not in held}


# --- Hostile texts --------------------------------------------------------------------------------
HOSTILE = (
    *("{{ 7*7 }}", "{% for x in y %}", "{%p endfor %}", "{# note #}", "{{", "}}", "{_{ a }_}"),
    *("{_% x %_}", "{{ plan.title }}", "</w:t></w:r></w:p>", "<w:p>", "&amp;lt;", "&#65;", "]]>"),
    *("<!-- x -->", "'\"&<>", "æøå ÆØÅ", "😀", "-" * 60, "a" * 5000, "=1+1", "a\u00a0x", "\\n"),
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_text_stays_as_it_is(text: str) -> None:
    goals = (Goal(id="g", text=text, description=f"{text}\n\n{text}"),)
    actions = (TrialAction(id="a", title=text, description=f"{text}\n\n{text}"),)
    plan = Plan(id="p", title=text, year=2026, municipality=text, goals=goals, actions=actions)
    document = opened(written(View(plan)))
    found = lines(document)
    assert found[:2] == [text.strip(), f"Målplan 2026, {text.strip()}"]
    assert f"1\t{text.strip()}" in found
    assert f"{text.strip()}\n{text.strip()}" in found
    start = found.index(f"Prøvehandling 1: {text.strip()}", found.index("Prøvehandlinger"))
    assert found[start + 1 : start + 3] == [text.strip()] * 2
    assert document.core_properties.title == text.strip()[:255]


def test_lines_of_a_file_are_no_lines_of_the_form() -> None:
    plan = Plan(
        id="p", title="P", year=2026, municipality="M", goals=(Goal(id="g", text="a\nb\n\nc"),)
    )
    assert "1\ta b\nc" in lines(opened(written(View(plan))))


def test_levels_below_levels_are_indented() -> None:
    inner = Workplace(name="c", workplaces=(Workplace(name="d"),))
    top = Workplace(name="a", workplaces=(Workplace(name="b", workplaces=(inner,)),))
    plan = Plan(id="p", title="P", year=2026, municipality="M", workplaces=(top,))
    found = [one.text for one in cells(opened(written(View(plan))))[2].paragraphs]
    assert found == ["a", "b", "\tc", "\t\td"]


# --- What a form is -------------------------------------------------------------------------------
def test_it_is_the_form_of_the_municipality() -> None:
    document = opened(written(ungeloeftet()))
    (section,) = document.sections
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert abs((section.page_width or 0) - Cm(29.7)) < Cm(0.01)
    assert abs((section.page_height or 0) - Cm(21)) < Cm(0.01)
    heads = [
        [cell.text.split("\n")[0] for cell in table.rows[0].cells] for table in document.tables
    ]
    assert heads == [
        ["Ejer", "Tovholdere", "Bidragende arbejdspladser"],
        ["Mål", "Målsætning", "Udfordring"],
        ["Tegn", "Prøvehandlinger"],
        ["Milepælsplan", "Evaluering", "Læring"],
    ]
    asked = [
        cell.text.split("\n")[1:] for table in document.tables[1:] for cell in table.rows[0].cells
    ]
    names = (
        "goals",
        "objectives",
        "challenge",
        "signs",
        "actions",
        "milestones",
        "evaluation",
        "learning",
    )
    assert asked == [[labels.QUESTIONS[name].da] for name in names]
    goals = [one.text for one in cells(document)[3].paragraphs]
    assert goals[goals.index("Målgruppe") + 1] == labels.QUESTIONS["target_group"].da


def test_its_header_rows_are_marked_and_repeated_whole() -> None:
    for table in opened(written(ungeloeftet())).tables:
        first, second = (row._tr.trPr for row in table.rows)
        assert first is not None
        assert [child.tag for child in first] == [qn("w:cantSplit"), qn("w:tblHeader")]
        assert second is None or not len(second)  # a long cell goes on on the next page


def test_its_headings_are_headings() -> None:
    document = opened(written(ungeloeftet()))
    found = [
        (one.style.name, one.text)
        for one in paragraphs(document)
        if one.style and str(one.style.name).startswith("Heading")
    ]
    assert found[0] == ("Heading 1", "Aktiviteter koblet til Ungeløftet")
    assert ("Heading 2", "Tegn") in found
    title = "Prøvehandling 1: Workshop for de unge (høre de unges stemmer)"
    assert found.count(("Heading 3", title)) == 3  # with its signs, itself, its milestones


@pytest.mark.parametrize(("language", "tag"), [("da", "da-DK"), ("en", "en-GB")])
def test_its_language_is_set(language: Language, tag: str) -> None:
    document = opened(written(ungeloeftet(), language))
    styles: Any = document.styles.element
    found = [one.get(qn("w:val")) for one in styles.iter(qn("w:lang"))]
    assert set(found) == {tag}
    assert document.core_properties.language == tag


def test_its_properties_tell_what_it_is_and_nothing_of_a_machine() -> None:
    content = written(ungeloeftet())
    properties = opened(content).core_properties
    assert properties.title == "Aktiviteter koblet til Ungeløftet"
    assert properties.subject == "Målplan 2026, Albertslund Kommune"
    assert not properties.author
    assert not properties.comments
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        core = archive.read("docProps/core.xml").decode()
        assert not re.search("created|modified|lastModifiedBy|revision|20[0-9][0-9]-", core)
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_the_words_of_a_municipality_come_first() -> None:
    plan = attrs.evolve(ungeloeftet().plan, vocabulary=Vocabulary(signs="Succeskriterier"))
    assert "Succeskriterier" in lines(opened(written(View(plan))))


def test_an_empty_plan_is_a_form_to_fill_in() -> None:
    plan = Plan(id="p", title="P", year=2026, municipality="M")
    for language in LANGUAGES:
        empty = labels.NOT_FILLED_IN.text(language)
        found = [cell.text for cell in cells(opened(written(View(plan), language)))]
        none_yet = labels.NONE_YET.text(language)
        assert [text.split("\n")[0] for text in found] == [
            none_yet if index == 7 else empty for index in range(11)
        ]


def test_every_message_is_in_both_languages() -> None:
    from malplan_docx import words

    found = [one for one in vars(words).values() if isinstance(one, Message)]
    assert len(found) > 5
    assert all(one.da and one.en and one.da != one.en for one in found)
