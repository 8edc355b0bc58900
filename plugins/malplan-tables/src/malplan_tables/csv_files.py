"""Counts the rows of a CSV file, without holding more of it than a piece."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import chain
from operator import itemgetter

from attrs import frozen

from malplan.errors import InvalidValue
from malplan.messages import Message
from malplan_tables import messages as words
from malplan_tables.cells import Cell, is_total_row
from malplan_tables.faults import Faults
from malplan_tables.files import side_by_side
from malplan_tables.headings import names_of, places_of
from malplan_tables.letters import MOST_LINE, Letters
from malplan_tables.quick import Quick, is_plain
from malplan_tables.settings import Delimiter, TableSettings
from malplan_tables.tally import Tally, Verdict

DELIMITERS = {
    Delimiter.SEMICOLON: ";",
    Delimiter.TAB: "\t",
    Delimiter.COMMA: ",",
    Delimiter.BAR: "|",
}
"""What stands between cells, the most usual first."""

SOME = 2_000
"""How many rows are looked at together, where they are taken apart one by one."""
MOST_EQUAL = 50_000
"""The most different rows that wait to be counted."""

_Equal = list[tuple[tuple[Cell, ...], int]]
"""Different rows, each with how often it is there."""
_LONE = re.compile(r"\r(?!\n)")
"""A carriage return that ends no line."""
_SAID = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
"""The first line by which Excel is told the delimiter."""


@frozen
class Opening:
    """How a CSV file begins.

    Attributes:
        row: The number of the row with the headings.
        headings: What stands in it.
        delimiter: What stands between cells.
        rest: What follows in the same piece.
    """

    row: int
    headings: list[str]
    delimiter: str
    rest: bytes


def opening_of(
    chunk: bytes, settings: TableSettings, columns: Sequence[str], name: Message | str
) -> Opening:
    """The headings of a CSV file, and its delimiter.

    The delimiter is the one that the settings say, or the file; or else the first by which all
    columns are found; or else the one that gives the most columns.

    Args:
        chunk: The first piece of the file.
        settings: What the plan says.
        columns: The headings that are looked for.
        name: What the file is called.

    Raises:
        InvalidValue: There is no row with headings.
    """
    text = chunk.decode()
    said = _SAID.match(text)
    if settings.delimiter is not None:
        delimiters = [DELIMITERS[settings.delimiter]]
    elif said is not None and said[1] in DELIMITERS.values():
        delimiters = [said[1]]
    else:
        delimiters = list(DELIMITERS.values())
    skipped = 0 if said is None else 1
    found = [
        one
        for delimiter in delimiters
        if (one := _headings(text, delimiter, settings.headings, skipped)) is not None
    ]
    if not found:
        message = words.NO_HEADING_ROW if text.strip() else words.EMPTY_FILE
        raise InvalidValue(message.format(name=name))
    wanted = set(names_of(columns))
    for one in found:
        if wanted and wanted.issubset(names_of(one.headings)):
            return one
    return max(found, key=lambda one: len(one.headings))


def _headings(text: str, delimiter: str, at: int | None, skipped: int) -> Opening | None:
    stream = io.StringIO(_LONE.sub(" ", text), newline="\n")
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    try:
        for row, cells in enumerate(reader, 1):
            if row <= skipped or (at is not None and row < at):
                continue
            if at is None and not any(cell.strip() for cell in cells):
                continue
            while cells and not cells[-1].strip():  # Excel ends rows with empty cells
                cells.pop()
            return Opening(row, cells, delimiter, stream.read().encode()) if cells else None
    except csv.Error:
        return None
    return None


def count_csv(
    letters: Letters, name: Message | str, settings: TableSettings, tally: Tally, faults: Faults
) -> None:
    """Count the rows of a CSV file.

    Args:
        letters: The file.
        name: What it is called.
        settings: What the plan says.
        tally: Takes the rows.
        faults: Takes what is wrong with them.

    Raises:
        InvalidValue: It is no text, or has no headings.
    """
    chunks = letters.chunks()
    opening = opening_of(next(chunks, b""), settings, tally.columns, name)
    places = places_of(tally.columns, opening.headings, opening.row, name, faults)
    if places is None:
        return
    rows = _Rows(opening, places, name, tally, faults)
    with closing(side_by_side(rows.put_together, chain([opening.rest], chunks))) as pieces:
        for chunk, (plain, equal) in pieces:
            if not plain:
                # A line of it may be the middle of a row, so that the rest is read row by row.
                rows.take_each(chain([chunk], map(itemgetter(0), pieces)))
            elif not rows.take_equal(equal):
                rows.take_each([chunk])
    rows.count_equal()


class _Rows:
    """Gives rows to the tally, many at a time where that can be done."""

    def __init__(
        self,
        opening: Opening,
        places: tuple[int, ...],
        name: Message | str,
        tally: Tally,
        faults: Faults,
    ) -> None:
        self._width, self._delimiter = len(opening.headings), opening.delimiter
        self._places, self._name = places, name
        self._tally, self._faults = tally, faults
        self._row = opening.row
        self._equal_rows: Counter[tuple[Cell, ...]] = Counter()
        # Without a column that matters, nobody can tell whether a row is empty.
        self._quick = (
            Quick(self._width, places, self._delimiter, seeks_totals=tally.seeks_totals)
            if places
            else None
        )

    def put_together(self, chunk: bytes) -> tuple[bool, _Equal | None]:
        """Whether a piece of the file is plain, and its different rows; nothing is taken.

        After a piece that is not, the others are not looked at.
        """
        quick = self._quick
        if quick is None or not is_plain(chunk, self._delimiter.encode()):
            self._quick = None  # for the other threads too
            return False, None
        return True, quick.rows(chunk) if chunk else []

    def take_each(self, chunks: Iterable[bytes]) -> None:
        """Take pieces of the file that are not plain."""
        reader = csv.reader(lines_of(chunks), delimiter=self._delimiter, strict=True)
        some: list[list[str]] = []
        try:
            for cells in reader:
                some.append(cells)
                if len(some) == SOME:
                    self._take_some(some)
                    some.clear()
        except csv.Error as error:
            self._take_some(some)
            self._faults.in_row(self._name, self._row + 1, None, wrong_row(error))
        else:
            self._take_some(some)

    def _take_some(self, rows: list[list[str]]) -> None:
        """Take a few rows, equal ones at once if nothing is wrong with any."""
        if self.take_equal(self._equal(rows)):
            return
        for cells in rows:
            self._row += 1
            self._take_row(cells)

    def _equal(self, rows: list[list[str]]) -> _Equal | None:
        """The different rows of a few, each with how often it is there; None where one is odd."""
        if not rows or not self._places or max(map(len, rows)) > self._width:
            return None
        if self._tally.seeks_totals and any(map(is_total_row, rows)):
            return None
        try:
            columns = [map(itemgetter(place), rows) for place in self._places]
            counts = Counter(zip(*columns, strict=True))
        except IndexError:
            return None
        return [(tuple(map(str.strip, cells)), times) for cells, times in counts.items()]

    def take_equal(self, found: _Equal | None) -> bool:
        """Take rows by how often they are there; False where one is odd, and none was taken."""
        if found is None or any(map(self._is_odd, (cells for cells, _ in found))):
            return False
        for cells, times in found:
            self._equal_rows[cells] += times
            self._row += times
        if len(self._equal_rows) > MOST_EQUAL:
            self.count_equal()
        return True

    def _is_odd(self, cells: tuple[Cell, ...]) -> bool:
        if cells in self._equal_rows:
            return False
        return not any(cells) or self._tally.judge(cells).verdict is Verdict.WRONG

    def count_equal(self) -> None:
        """Give the tally the rows that were taken by how often they are there."""
        for cells, times in self._equal_rows.items():
            self._tally.count(self._tally.judge(cells), times)
        self._equal_rows.clear()

    def _take_row(self, cells: list[str]) -> None:
        if not any(map(str.strip, cells)):
            return
        # A delimiter in a text moves what follows to the right. What stands apart is a remark.
        if len(cells) > self._width and cells[self._width].strip():
            self._faults.in_row(self._name, self._row, None, words.MORE_CELLS)
            return
        count = len(cells)
        known = tuple(cells[at].strip() if at < count else "" for at in self._places)
        judged = self._tally.judge_row(known, cells)
        if judged.reason is not None:
            self._faults.in_row(self._name, self._row, judged.column, judged.reason)
        else:
            self._tally.count(judged)


def lines_of(chunks: Iterable[bytes]) -> Iterator[str]:
    """The lines of pieces of a file, with their ends; a line may go on in the next piece.

    Raises:
        csv.Error: A line is far too long.
    """
    left = ""
    for chunk in chunks:
        text = _LONE.sub(" ", left + chunk.decode())
        lines = io.StringIO(text, newline="\n").readlines()
        left = lines.pop() if lines and not lines[-1].endswith("\n") else ""
        if len(left) > MOST_LINE:
            raise csv.Error("limit")
        yield from lines
    if left:
        yield left


def wrong_row(error: csv.Error) -> Message:
    """Why a row could not be taken apart."""
    return words.LONG_CELL if "limit" in str(error) else words.WRONG_QUOTES
