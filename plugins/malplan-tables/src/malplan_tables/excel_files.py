"""Counts the rows of an Excel workbook (.xlsx, ECMA-376) that somebody else made.

openpyxl reads the cells one row at a time, with defusedxml, so that no entity is expanded. Before
it does, the archive is looked at: how much it becomes when it is unpacked, and whether it holds
macros. Python's zipfile unpacks no more of an entry than its directory says.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from malplan.errors import InvalidValue, MalplanError, did_you_mean, shown
from malplan.messages import Message, listed
from malplan_tables import messages as words
from malplan_tables.cells import Cell, cell_of
from malplan_tables.faults import Faults
from malplan_tables.headings import places_of
from malplan_tables.settings import TableSettings, folded
from malplan_tables.tally import Judged, Tally

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_BYTES = 100 * 2**20
"""The most bytes of a file; a million rows have about thirty million."""
MOST_UNPACKED = 2 * 2**30
"""The most bytes of all that is in it; sheets are unpacked a little at a time."""
MOST_STRINGS = 256 * 2**20
"""The most bytes of every other part: openpyxl holds the texts of all sheets in memory."""
MOST_RATIO = 100
"""The most bytes that one byte may become, where it matters; a list becomes about ten."""
MOST_PARTS = 5_000
MOST_ROWS = 2**20
"""The most rows of a sheet in Excel."""

_SMALL = 4 * 2**20
"""What is unpacked to less is no bomb, whatever it was packed to."""
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What an .xls begins with, and an .xlsx with a password too ([MS-CFB], 2.2)."""
_ZIP = b"PK"
_FORMULA = re.compile(rb"<(?:\w{1,20}:)?f[\s/>]")
_LONGEST = 32
"""What the beginning of a formula is shorter than."""
_MACROS = ("vbaproject", "vbadata", "macrosheets")


def is_workbook(head: bytes, name: Message | str) -> bool:
    """Whether a file has to be read as a workbook, by its first bytes.

    Raises:
        InvalidValue: It is in a format that is not read; says what to save it as.
    """
    suffix = f".{str(name).rpartition('.')[2].lower()}"
    if head.startswith(_OLD) or suffix == ".xls":
        raise InvalidValue(words.OLD_EXCEL.format(name=name))
    if suffix in (".xlsm", ".xltm", ".xlsb"):
        raise InvalidValue(words.MACROS.format(name=name))
    if head.startswith(_ZIP):
        return True
    if suffix == ".xlsx":
        message = words.BROKEN if head else words.EMPTY_FILE
        raise InvalidValue(message.format(name=name))
    return False


@contextmanager
def told(name: Message | str) -> Iterator[None]:
    """Tell that a workbook is broken, whatever openpyxl says: it may quote a cell."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and other things that do not matter here
            yield
    except MalplanError:
        raise
    except Exception:  # noqa: BLE001 - a broken workbook can break openpyxl anywhere
        raise InvalidValue(words.BROKEN.format(name=name)) from None


@contextmanager
def workbook(
    stream: BinaryIO, name: Message | str, *, formulas: bool = False
) -> Iterator[Workbook]:
    """Open a workbook, after a look at its archive.

    Args:
        stream: The file; it can be sought in.
        name: What it is called.
        formulas: Whether its cells are the formulas, and not what they gave.

    Raises:
        InvalidValue: It is none, or could do harm.
    """
    import openpyxl

    _look_at(stream, name)
    stream.seek(0)
    book: Any = openpyxl.load_workbook(
        stream, read_only=True, data_only=not formulas, keep_links=False
    )
    try:
        yield book
    finally:
        book._archive.close()  # its own close() would close the stream of the caller too


def _look_at(stream: BinaryIO, name: Message | str) -> None:
    with zipfile.ZipFile(stream) as archive:
        entries = archive.infolist()
    names = [entry.filename.lower() for entry in entries]
    if any(mark in one for one in names for mark in _MACROS):
        raise InvalidValue(words.MACROS.format(name=name))
    if "xl/workbook.xml" not in names:
        raise InvalidValue(words.OTHER_FORMAT.format(name=name))
    if any(entry.flag_bits & 1 for entry in entries):
        raise InvalidValue(words.OLD_EXCEL.format(name=name))
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise InvalidValue(words.BOMB.format(name=name))
    for entry in entries:
        is_sheet = entry.filename.lower().startswith("xl/worksheets/")
        is_bomb = entry.file_size > max(_SMALL, entry.compress_size * MOST_RATIO)
        if is_bomb or (not is_sheet and entry.file_size > MOST_STRINGS):
            raise InvalidValue(words.BOMB.format(name=name))


def rows_of(book: Workbook, sheet: str | None, name: Message | str) -> Iterator[list[Cell]]:
    """The rows of a sheet, from the first; the numbers of rows are those of Excel.

    Raises:
        InvalidValue: There is no such sheet, or it has more rows than a sheet can have.
    """
    for values in _raw_rows(book, sheet, name, values_only=True):
        yield [cell_of(value) for value in values]


def _raw_rows(
    book: Workbook, sheet: str | None, name: Message | str, *, values_only: bool
) -> Iterator[tuple[Any, ...]]:
    found: Any = _sheet(book, sheet, name)
    found.reset_dimensions()  # which may be wrong, and would hide rows
    for row, values in enumerate(found.iter_rows(values_only=values_only), 1):
        if row > MOST_ROWS:
            raise InvalidValue(words.BROKEN.format(name=name))
        yield values


def _sheet(book: Workbook, sheet: str | None, name: Message | str) -> Any:
    sheets = list(book.worksheets)
    if not sheets:
        raise InvalidValue(words.NO_SHEETS.format(name=name))
    if sheet is None:
        return sheets[0]
    for one in sheets:
        if folded(one.title) == folded(sheet):
            return one
    titles = [shown(one.title) for one in sheets]
    known = {"hint": did_you_mean(sheet, titles), "sheets": listed(titles, quotes=True)}
    raise InvalidValue(words.NO_SHEET.format(name=name, sheet=shown(sheet), **known))


def heading_row(
    rows: Iterator[list[Cell]], at: int | None, name: Message | str
) -> tuple[int, list[Cell]]:
    """The number of the row with the headings, and what stands in it; the rows go on after it.

    Raises:
        InvalidValue: There is none.
    """
    for row, cells in enumerate(rows, 1):
        if row == at or (at is None and any(cell != "" for cell in cells)):
            while cells and cells[-1] == "":
                cells.pop()
            if cells:
                return row, cells
    raise InvalidValue((words.EMPTY_FILE if at is None else words.NO_HEADING_ROW).format(name=name))


def count_excel(
    stream: BinaryIO, name: Message | str, settings: TableSettings, tally: Tally, faults: Faults
) -> None:
    """Count the rows of a sheet.

    Args:
        stream: The file; it can be sought in.
        name: What it is called.
        settings: What the plan says.
        tally: Takes the rows.
        faults: Takes what is wrong with them.

    Raises:
        InvalidValue: It is no workbook, could do harm, or has no such sheet or no headings.
    """
    with told(name), workbook(stream, name) as book:
        rows = rows_of(book, settings.sheet, name)
        first, headings = heading_row(rows, settings.headings, name)
        places = places_of(tally.columns, headings, first, name, faults)
        if places is None:
            return
        has_empty = False
        for row, cells in enumerate(rows, first + 1):
            known = tuple(cells[at] if at < len(cells) else "" for at in places)
            has_empty = has_empty or "" in known
            if any(cell != "" for cell in cells):
                _take(row, tally.judge_row(known, cells), name, tally, faults)
        if has_empty and _has_formulas(stream):
            _look_for_formulas(stream, settings, (first, places), tally.columns, name, faults)


def _take(row: int, judged: Judged, name: Message | str, tally: Tally, faults: Faults) -> None:
    if judged.reason is not None:
        faults.in_row(name, row, judged.column, judged.reason)
    else:
        tally.count(judged)


def _has_formulas(stream: BinaryIO) -> bool:
    """Whether a sheet has any formula, found without reading its cells, which takes long."""
    with zipfile.ZipFile(stream) as archive:
        for entry in archive.infolist():
            if not entry.filename.lower().startswith("xl/worksheets/"):
                continue
            with archive.open(entry) as part:
                left = b""
                while block := part.read(2**20):
                    if _FORMULA.search(left + block):
                        return True
                    left = block[-_LONGEST:]
    return False


def _look_for_formulas(
    stream: BinaryIO,
    settings: TableSettings,
    where: tuple[int, tuple[int, ...]],
    columns: Iterable[str],
    name: Message | str,
    faults: Faults,
) -> None:
    """Find the formulas whose results are not in the file: those cells looked empty."""
    first, places = where
    with workbook(stream, name) as values, workbook(stream, name, formulas=True) as formulas:
        both = zip(
            _raw_rows(values, settings.sheet, name, values_only=False),
            _raw_rows(formulas, settings.sheet, name, values_only=False),
            strict=True,
        )
        for row, (given, cells) in enumerate(islice(both, first, None), first + 1):
            for place, column in zip(places, columns, strict=True):
                if place < len(cells) and _is_without_result(given[place], cells[place]):
                    faults.in_row(name, row, column, words.NO_CACHED_VALUE)


def _is_without_result(given: Any, cell: Any) -> bool:
    """Whether a cell is a formula without a result; an empty text is one, and has its own type."""
    return cell.data_type == "f" and given.value is None and given.data_type != "str"
