"""Markdown (CommonMark with tables): a plan to read, mail or put into a wiki."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from malplan.blocks import Block, Fact, Item, Items, Paragraph, Section, Table, Timeline
from malplan.messages import Language
from malplan.messages import labels as words
from malplan.presentation import View, present

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>()#+\-.!|~&$^=:@\"']")
_IN_WORDS = re.compile(
    r"(?<=\w)['’.:\-](?=\w)|(?<=[\w)]),|[.,:;)](?=\s|$)|(?<=\s)\((?=\w)|&(?!#?\w+;)"
)


def escape(text: str) -> str:
    """One line of text with everything that Markdown or HTML would read otherwise escaped.

    A backslash may stand before any ASCII punctuation (CommonMark 0.31, 2.4). What cannot mean
    anything where it stands is left alone, so that the source stays readable.
    """
    harmless = {match.start() for match in _IN_WORDS.finditer(text)}
    # A number or a sign at the start of a line would begin a list.
    start = re.match(r"\s*\d+[.)](?=\s|$)|\s*[-+=:]", text)
    if start:
        harmless -= set(range(start.end()))
    return _SPECIAL.sub(
        lambda match: match[0] if match.start() in harmless else f"\\{match[0]}",
        " ".join(text.split("\n")),
    )


class MarkdownOutput:
    """The plan as a Markdown document in the order of the form."""

    name = "markdown"
    suffix = ".md"
    media_type = "text/markdown"
    shows_status = True

    def write(
        self, view: View, stream: BinaryIO, *, language: Language, options: Mapping[str, str]
    ) -> None:
        """Write the plan with labels in ``language``."""
        lines = "\n\n".join(_document(view, language))
        stream.write(f"{lines}\n".encode())


def _document(view: View, language: Language) -> Iterator[str]:
    plan = view.plan
    head, *sections = present(view, language)
    yield f"# {escape(plan.title)}"
    yield f"{escape(head.title)} {plan.year}, {escape(plan.municipality)}"
    for block in head.blocks:
        yield _block(block, language)
    for section in sections:
        yield from _section(section, 2, language)


def _section(section: Section, level: int, language: Language) -> Iterator[str]:
    yield f"{'#' * level} {escape(section.title)}"
    if section.question:
        yield f"*{escape(section.question)}*"
    for block in section.blocks:
        yield _block(block, language)
    for inner in section.sections:
        yield from _section(inner, level + 1, language)


def _block(block: Block, language: Language) -> str:
    match block:
        case Paragraph():
            return _paragraphs(block.text)
        case Fact():
            return f"**{escape(block.label)}:** {_paragraphs(block.text)}"
        case Items():
            title = [f"**{escape(block.title)}:**", ""] if block.title else []
            return "\n".join([*title, *(line for item in block.items for line in _item(item, ""))])
        case Table():
            return _table(block.header, block.rows, figures=block.figures)
        case _:
            return _timeline(block, language)


def _timeline(timeline: Timeline, language: Language) -> str:
    header = [timeline.title, words.TIME.text(language)]
    rows = [
        [f"{row.number} {row.text}", " – ".join((row.time, *row.notes))] for row in timeline.rows
    ]
    if any(row.status for row in timeline.rows):
        header.append(words.STATUS.text(language))
        for cells, row in zip(rows, timeline.rows, strict=True):
            cells.append(row.status)
    return _table(header, rows)


def _paragraphs(text: str) -> str:
    return "\n\n".join(escape(part.strip()) for part in re.split(r"\n\s*\n", text))


def _item(item: Item, indent: str) -> Iterator[str]:
    number = f"**{item.number}** " if item.number else ""
    yield f"{indent}- {number}{escape(item.text)}"
    for fact in item.facts:
        yield f"{indent}  - {escape(fact.label)}: {escape(fact.text)}"
    for inner in item.items:
        yield from _item(inner, f"{indent}  ")


def _table(header: Sequence[str], rows: Sequence[Sequence[str]], *, figures: bool = False) -> str:
    rule = ["---:" if figures and index == 0 else "---" for index in range(len(header))]
    lines = [[escape(cell) for cell in row] for row in (header, *rows)]
    lines.insert(1, rule)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
