"""Tells what a file holds: its columns and what they look like, and nothing that stands in them.

The names of columns are what the first row says. A row that looks like data is refused.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from attrs import define

from malplan.errors import InvalidValue, shown
from malplan.messages import Message
from malplan.privacy import redact
from malplan.sources import Description, Part
from malplan_tables import messages as words
from malplan_tables.cells import Cell, day_of, number_of
from malplan_tables.csv_files import lines_of, opening_of, wrong_row
from malplan_tables.excel_files import MOST_BYTES, heading_row, is_workbook, rows_of, told, workbook
from malplan_tables.files import Beginning, named_files, opened, whole
from malplan_tables.headings import looks_like_data, names_of
from malplan_tables.letters import Letters
from malplan_tables.settings import DecimalMark, TableSettings

LOOKED_AT = 1_000
"""In so many rows each cell is looked at, to tell what a column looks like."""


@define
class _Column:
    """What the cells of a column looked like, counted."""

    filled: int = 0
    days: int = 0
    numbers: int = 0

    def look_at(self, cell: Cell) -> None:
        """Count a cell that holds something."""
        self.filled += 1
        self.days += day_of(cell) is not None
        self.numbers += any(number_of(cell, mark) is not None for mark in DecimalMark)

    @property
    def kind(self) -> Message:
        """What it looks like, in a word."""
        if not self.filled:
            return words.NOTHING
        if self.days == self.filled:
            return words.DATES
        if self.numbers == self.filled:
            return words.NUMBERS
        return words.MIXED if self.days or self.numbers else words.TEXTS


class _Table:
    """Counts the rows of a table and looks at the first of them."""

    def __init__(self, headings: Sequence[str]) -> None:
        self.headings = headings
        self.columns = [_Column() for _ in headings]
        self.rows = 0

    def take(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Take all rows below the headings."""
        for cells in rows:
            if not any(cell != "" for cell in cells):
                continue
            self.rows += 1
            if self.rows <= LOOKED_AT:
                for column, cell in zip(self.columns, cells, strict=False):
                    if cell != "":
                        column.look_at(cell)


def description_of(table: str, folder: Path) -> Description:
    """What a file holds.

    Args:
        table: Its name, relative to the folder.
        folder: Nothing outside of it is read.

    Raises:
        InvalidValue: It is not there, cannot be read, or has no headings.
    """
    settings = TableSettings(file=table, date="-")
    file, *others = named_files(settings.names, folder)
    with opened(file) as stream:
        beginning = Beginning(stream)
        if is_workbook(beginning.head, file.name):
            content = whole(beginning.head, stream, file.name, MOST_BYTES)
            found, facts = _excel(content, file.name)
        else:
            found, facts = _csv(beginning, file.name, settings)
    facts += [(words.ROW_COUNT, str(found.rows))]
    if others:
        facts += [(words.FILE_COUNT, str(1 + len(others)))]
    parts = tuple(
        Part(id=shown(heading), title=column.kind)
        for heading, column in zip(found.headings, found.columns, strict=True)
        if heading
    )
    return Description(
        id=shown(table, 200),
        title=redact(file.title),
        parts=parts,
        facts=tuple(facts),
        example=_example(table, found),
    )


def _example(table: str, found: _Table) -> dict[str, Any]:
    """Settings that a plan could begin with: how many rows there are each month."""
    days = [
        heading
        for heading, column in zip(found.headings, found.columns, strict=True)
        if heading and column.days * 2 > column.filled  # a few may be wrong
    ]
    if days:
        return {"file": redact(table), "date": shown(days[0]), "what": "rows", "by": "month"}
    return {"file": redact(table), "on": "marts 2026", "what": "rows"}


_Facts = list[tuple[Message | str, str]]


def _headings(cells: Sequence[Cell], row: int, name: Message | str) -> list[str]:
    if looks_like_data(cells):
        raise InvalidValue(words.NO_HEADINGS.format(name=name, row=row))
    return names_of(cells)


def _excel(stream: BinaryIO, name: Message | str) -> tuple[_Table, _Facts]:
    with told(name), workbook(stream, name) as book:
        rows = rows_of(book, None, name)
        row, cells = heading_row(rows, None, name)
        table = _Table(_headings(cells, row, name))
        table.take(rows)
        sheets = ", ".join(shown(sheet.title) for sheet in book.worksheets)
    return table, [(words.SHEETS, sheets), (words.HEADING_ROW, str(row))]


def _csv(stream: Beginning, name: Message | str, settings: TableSettings) -> tuple[_Table, _Facts]:
    letters = Letters(stream, None, name)
    chunks = letters.chunks()
    opening = opening_of(next(chunks, b""), settings, (), name)
    table = _Table(_headings(opening.headings, opening.row, name))
    table.take(_records(chain([opening.rest], chunks), opening.delimiter, opening.row, name))
    delimiter = "tab" if opening.delimiter == "\t" else opening.delimiter
    return table, [
        (words.ENCODING, letters.encoding.value),
        (words.DELIMITER, delimiter),
        (words.HEADING_ROW, str(opening.row)),
    ]


def _records(
    chunks: Iterable[bytes], delimiter: str, row: int, name: Message | str
) -> Iterator[list[str]]:
    try:
        for cells in csv.reader(lines_of(chunks), delimiter=delimiter, strict=True):
            row += 1
            yield [cell.strip() for cell in cells]
    except csv.Error as error:
        reason = wrong_row(error)
        raise InvalidValue(
            words.IN_WHOLE_ROW.format(name=name, row=row + 1, reason=reason)
        ) from None
