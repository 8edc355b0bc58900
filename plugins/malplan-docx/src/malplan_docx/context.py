"""What a template of the form can use: the plan as it may be seen, cell by cell.

Everything comes from :func:`malplan.presentation.present`, which arranges a plan for people; only
who owns and coordinates it is taken from the plan itself, one person to a paragraph.

What the shipped form makes of it, for whoever reads the form back:

- A cell stands under its heading (``Heading 2``) and its guiding question (``Malplan Question``).
  Where it has parts, each part stands under a ``Heading 3``: "Prøvehandling 1: Workshop".
- A text is one ``Malplan Text`` for each of its paragraphs. Anywhere else, where a paragraph would
  be a new entry, a line break (``w:br``) stands between two paragraphs of a text. A line feed that
  is no blank line is a space, as in every output: files of plans break their lines somewhere.
- An item is a ``Malplan Item``: number, tab, text; or a ``Malplan Bullet`` where it has no number.
  A key figure is a ``Malplan Bullet`` too: its value, a colon, its text.
- What is below an item is a ``Malplan Sub-item``, with one tab in front for each further level.
- A fact is a ``Malplan Fact``: label, colon, text. It belongs to the item above it, or to the cell
  where there is none. The places of a trial action are ``Malplan Sub-item`` below the ``Malplan
  Fact`` "Steder:".
- Numbers have the character style ``Malplan Number``, labels and values ``Malplan Label``.
- What has to be known first ("Antal under 5 …") is a ``Malplan Note``.
- A cell with nothing in it says "Ikke udfyldt endnu." ("Not filled in yet.") or "Ingen endnu."
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypedDict

from attrs import evolve, frozen

from malplan.blocks import Block, Items, Paragraph, Section, Table, Timeline, TimelineRow
from malplan.blocks import Fact as FactBlock
from malplan.blocks import Item as ItemBlock
from malplan.messages import Language
from malplan.messages import labels as words
from malplan.model import Person, Plan
from malplan.presentation import View, heading, present


@frozen
class Fact:
    """What is known of something.

    Attributes:
        label: What it is about: "Måltal".
        text: What it says.
    """

    label: str
    text: str


@frozen
class Below:
    """An entry below another one.

    Attributes:
        text: The entry.
        indent: A tab for each level that it is deeper than the first one below.
    """

    text: str
    indent: str = ""


@frozen
class Item:
    """One entry of a list.

    Attributes:
        text: The entry.
        number: What people call it: "1.2"; of a key figure its value; empty in a plain list.
        facts: What else is known of it.
        below: The entries below it.
    """

    text: str
    number: str = ""
    facts: tuple[Fact, ...] = ()
    below: tuple[Below, ...] = ()


@frozen
class Cell:
    """A cell of the form, or a part of one.

    Attributes:
        title: Its heading.
        question: Its guiding question; empty where the form has none.
        texts: Its paragraphs.
        items: Its list.
        facts: What else is known.
        parts: What stands below a heading of its own, such as each trial action.
    """

    title: str
    question: str = ""
    texts: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    facts: tuple[Fact, ...] = ()
    parts: tuple[Cell, ...] = ()


@frozen
class Head:
    """What stands over the form.

    Attributes:
        title: The title of the plan.
        heading: What such a plan is called: "Målplan".
        year: The year it is for.
        municipality: Whose plan it is.
        internal: That this edition must not be published; empty where it may.
        notes: What else has to be known before anything is read.
        facts: How the plan stands, its codes from common schemes, which plan it replaces.
        parts: The municipality's own fields, one part for each extension.
    """

    title: str
    heading: str
    year: int
    municipality: str
    internal: str = ""
    notes: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    parts: tuple[Cell, ...] = ()


class Context(TypedDict):
    """The fields of a template, by name; the cells are in the order of the form."""

    language: Language
    plan: Head
    owner: Cell
    coordinators: Cell
    workplaces: Cell
    goals: Cell
    target_group: Cell
    objectives: Cell
    challenge: Cell
    signs: Cell
    actions: Cell
    milestones: Cell
    evaluation: Cell
    learning: Cell


_BLANK_LINES = re.compile(r"\n\s*\n")


def context_of(view: View, language: Language) -> Context:
    """The fields that a template can use.

    Args:
        view: The plan as it may be seen.
        language: The language of headings, questions and labels; content stays as it is.
    """
    head, *sections = present(view, language)
    found = dict(_cells(view.plan, head, sections, language))

    def cell(name: str) -> Cell:
        return _titled(found.get(name), view.plan, name, language)

    return {
        "language": language,
        "plan": _head(view, head, language),
        "owner": cell("owner"),
        "coordinators": cell("coordinators"),
        "workplaces": cell("workplaces"),
        "goals": cell("goals"),
        "target_group": cell("target_group"),
        "objectives": cell("objectives"),
        "challenge": cell("challenge"),
        "signs": cell("signs"),
        "actions": cell("actions"),
        "milestones": cell("milestones"),
        "evaluation": cell("evaluation"),
        "learning": cell("learning"),
    }


def _cells(
    plan: Plan, head: Section, sections: list[Section], language: Language
) -> Iterator[tuple[str, Cell]]:
    """What the cells hold, where there is something to put into them."""
    for name, people in _people(plan):
        yield name, Cell("", texts=people)
    if plan.workplaces:
        yield "workplaces", _list(_lists(head)[0])
    actions = [section for section in sections if section.name == "action"]
    for section in sections:
        if section not in actions:
            yield section.name, _cell(section.blocks, language)
    if actions:
        parts = tuple(_cell(action.blocks, language, action.title) for action in actions)
        yield "actions", Cell("", parts=parts)
    for name in ("signs", "milestones") if actions else ():
        parts = tuple(
            _cell(inner.blocks, language, action.title)
            for action in actions
            for inner in action.sections
            if inner.name == name
        )
        yield name, Cell("", parts=parts)


def _titled(cell: Cell | None, plan: Plan, name: str, language: Language) -> Cell:
    """A cell under its heading and question, also where there is nothing to put into it."""
    question = words.QUESTIONS.get(name)
    return evolve(
        cell or Cell("", texts=(words.NOT_FILLED_IN.text(language),)),
        title=heading(plan, name, language),
        question=question.text(language) if question else "",
    )


# --- The head -------------------------------------------------------------------------------------
def _head(view: View, head: Section, language: Language) -> Head:
    plan = view.plan
    notes = [block.text for block in head.blocks if isinstance(block, Paragraph)]
    facts = [_fact(block) for block in head.blocks if isinstance(block, FactBlock)]
    # Who owns and coordinates it has a cell, and comes after how the plan stands.
    first = 0 if view.status is None else 1
    del facts[first : first + len(_people(plan))]
    internal = words.INTERNAL.text(language) if view.internal else ""
    return Head(
        title=plan.title,
        heading=head.title,
        year=plan.year,
        municipality=plan.municipality,
        internal=internal,
        notes=tuple(note for note in notes if note != internal),
        facts=tuple(facts),
        parts=tuple(map(_list, _lists(head)[bool(plan.workplaces) :])),
    )


def _people(plan: Plan) -> list[tuple[str, tuple[str, ...]]]:
    """Who is responsible, one to a paragraph."""
    owner = () if plan.owner is None else (plan.owner,)
    found = (("owner", owner), ("coordinators", plan.coordinators))
    return [(name, tuple(map(_person, people))) for name, people in found if people]


def _person(person: Person) -> str:
    return f"{person.name} ({person.role})" if person.role else person.name


def _lists(head: Section) -> list[Items]:
    """The workplaces, and the fields of extensions."""
    return [block for block in head.blocks if isinstance(block, Items)]


# --- From blocks to fields ------------------------------------------------------------------------
def _cell(blocks: Iterable[Block], language: Language, title: str = "") -> Cell:
    """What a cell, or a part of one, shows; a list with a title of its own becomes a part."""
    texts: list[str] = []
    items: list[Item] = []
    facts: list[Fact] = []
    parts: list[Cell] = []
    for block in blocks:
        match block:
            case Paragraph():
                texts += _paragraphs(block.text)
            case FactBlock():
                facts.append(_fact(block))
            case Items(title=""):
                items += map(_item, block.items)
            case Items():
                parts.append(_list(block))
            case Table():
                parts.append(_figures(block))
            case Timeline():
                items += (_milestone(row, language) for row in block.rows)
    return Cell(title, "", tuple(texts), tuple(items), tuple(facts), tuple(parts))


def _fact(fact: FactBlock) -> Fact:
    return Fact(fact.label, _broken(fact.text))


def _list(block: Items) -> Cell:
    return Cell(block.title, items=tuple(map(_item, block.items)))


def _item(item: ItemBlock) -> Item:
    facts, below = tuple(map(_fact, item.facts)), tuple(_below(item, ""))
    return Item(_broken(item.text), item.number, facts, below)


def _below(item: ItemBlock, indent: str) -> Iterator[Below]:
    for inner in item.items:
        yield Below(_broken(inner.text), indent)
        yield from _below(inner, f"{indent}\t")


def _figures(table: Table) -> Cell:
    """The key figures: each its value, what it says, and when that was."""
    title, _, date = table.header
    rows = tuple(Item(_broken(text), value, (Fact(date, day),)) for value, text, day in table.rows)
    return Cell(title, items=rows)


def _milestone(row: TimelineRow, language: Language) -> Item:
    facts = [Fact(words.TIME.text(language), " – ".join((row.time, *row.notes)))]
    if row.status:
        facts.append(Fact(words.STATUS.text(language), row.status))
    return Item(_broken(row.text), row.number, tuple(facts))


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each on one line."""
    return [" ".join(part.split("\n")) for part in _BLANK_LINES.split(text)]


def _broken(text: str) -> str:
    """A text whose paragraphs stand on lines of their own."""
    return "\n".join(_paragraphs(text)) if "\n" in text else text
