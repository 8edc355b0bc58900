"""What a plan is arranged into for people: sections with blocks, which an output sets its way."""

from __future__ import annotations

import attrs

from malplan.periods import Period


@attrs.frozen
class Paragraph:
    """Prose; blank lines separate its paragraphs."""

    text: str


@attrs.frozen
class Fact:
    """A label and what it says."""

    label: str
    text: str


@attrs.frozen
class Item:
    """One entry of a list, with facts about it and entries below it.

    Attributes:
        text: The entry.
        number: What it is called elsewhere in the same document ("1.3"); empty in a plain list.
        facts: What else is known of it.
        items: The entries below it.
    """

    text: str
    number: str = ""
    facts: tuple[Fact, ...] = ()
    items: tuple[Item, ...] = ()


@attrs.frozen
class Items:
    """A list, with a title of its own where it has one."""

    items: tuple[Item, ...]
    title: str = ""


@attrs.frozen
class Table:
    """Rows under headings; the first column holds figures where ``figures`` says so."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: bool = False


@attrs.frozen
class TimelineRow:
    """One milestone on the timeline.

    Attributes:
        number: What it is called: "1.3".
        text: The milestone.
        time: Its time in words; empty where there is none.
        notes: What kind it is, whether it is optional, what it comes after.
        period: Its time, where it has one.
        status: How it stands, and why; empty where that is not known.
    """

    number: str
    text: str
    time: str
    notes: tuple[str, ...]
    period: Period | None
    status: str = ""


@attrs.frozen
class Timeline:
    """The milestones of a trial action in the plan's year; ``title`` is what one is called."""

    year: int
    rows: tuple[TimelineRow, ...]
    title: str


Block = Paragraph | Fact | Items | Table | Timeline


@attrs.frozen
class Section:
    """A heading, its guiding question, and what stands under it.

    Attributes:
        name: The heading's name in the vocabulary: ``goals``, ``signs``.
        title: The heading, as it is printed.
        question: The guiding question; empty where the form has none.
        blocks: What stands under it.
        sections: Sections one level below.
    """

    name: str
    title: str
    question: str = ""
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
