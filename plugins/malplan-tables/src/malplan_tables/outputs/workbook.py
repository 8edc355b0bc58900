"""The tables of a plan as a workbook (Office Open XML, ECMA-376), the same bytes each time."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.constants import ARC_CORE
from openpyxl.xml.functions import tostring

from malplan.messages import Language, Message, labels
from malplan.messages import status as status_words
from malplan.presentation import View, heading
from malplan_tables.outputs import messages as words
from malplan_tables.outputs.cells import Cell, Column
from malplan_tables.outputs.tables import Table, tables_of
from malplan_tables.outputs.texts import as_xml_holds_it, begins_formula

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time of a file in a ZIP, which Excel writes too."""

_DAYS: Mapping[Language, str] = {"da": "dd\\-mm\\-yyyy", "en": "d\\ mmm\\ yyyy"}
"""How a day is shown; it is stored as a number, and the month in words as Excel's language is."""

_MOMENTS: Mapping[Language, str] = {language: f"{day}\\ hh:mm" for language, day in _DAYS.items()}
"""How a moment is shown."""

_MOST_PLACES = 9
_HEADER = PatternFill("solid", fgColor="FF1F3A4D")
_HEADER_FONT = Font(name="Calibri", size=11, bold=True, color="FFFFFFFF")
_LINE = Border(bottom=Side(style="hair", color="FFB0B7BC"))
_INTERNAL_TAB = "FFC00000"
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_HEADER_ALIGNMENT = Alignment(wrap_text=True, vertical="center")
_PLAIN = Alignment(vertical="top", horizontal="right", indent=1)

_LINE_HEIGHT, _MOST_HEIGHT = 15, 405
"""The height of a line, and of the highest row that Excel has, in points."""
_FILTER_BUTTON = 4
"""How much of a heading the button of the filter covers, in characters."""
_WIDEST_PAGE = 250
"""How many characters can be read across a landscape page."""

_GOOD, _UNDER_WAY, _BAD = "FFDDEFE0", "FFFFF3CC", "FFF9DCD8"
_TONES = {
    _GOOD: (
        *(status_words.SIGN_STATES["met"], status_words.MILESTONE_STATES["done"]),
        *(status_words.ACTION_STATES["evaluated"], status_words.ACTION_STATES["decided"]),
    ),
    _UNDER_WAY: (
        *(status_words.SIGN_STATES["moving"], status_words.MILESTONE_STATES["current"]),
        *(status_words.ACTION_STATES["running"], status_words.ACTION_STATES["awaiting_evaluation"]),
    ),
    _BAD: (
        *(status_words.SIGN_STATES["missed"], status_words.SIGN_STATES["worse_than_baseline"]),
        status_words.MILESTONE_STATES["late"],
    ),
}
"""The colours of states, which only repeat the word; others have none."""


def workbook_bytes(view: View, language: Language) -> bytes:
    """A workbook with a sheet for each table.

    Args:
        view: The plan and how it stands.
        language: The language of labels; content stays as it is.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for table in tables_of(view, language):
        sheet = workbook.create_sheet(table.title)
        _Sheet(sheet, view, language).fill(table)
    if view.internal:  # what has to be known before anything is read comes first
        last = len(workbook.worksheets) - 1
        workbook.move_sheet(words.TABLES["plan"].text(language), -last)
    workbook.active = 0
    properties = _properties(view, language)
    written = io.BytesIO()
    workbook.save(written)
    return _with_fixed_times(written.getvalue(), properties)


# --- Sheets ---------------------------------------------------------------------------------------
class _Sheet:
    """Fills a sheet with a table."""

    def __init__(self, sheet: Worksheet, view: View, language: Language) -> None:
        self._sheet, self._language = sheet, language
        self._note = labels.INTERNAL.text(language) if view.internal else None
        self._fills = {
            message.text(language): PatternFill("solid", fgColor=color)
            for color, messages in _TONES.items()
            for message in messages
        }

    def fill(self, table: Table) -> None:
        """Write the headings and the rows, and set the sheet for reading and for paper."""
        widths = [_width(column) for column in table.columns]
        for index, (column, width) in enumerate(zip(table.columns, widths, strict=True), 1):
            self._heading(self._cell(1, index), column)
            self._sheet.column_dimensions[get_column_letter(index)].width = width
        titles = [column.title for column in table.columns]
        self._set_height(1, titles, [width - _FILTER_BUTTON for width in widths])
        for number, row in enumerate(table.rows, 2):
            for index, (column, value) in enumerate(zip(table.columns, row, strict=True), 1):
                self._value(self._cell(number, index), column, value)
            self._set_height(number, row, widths)
        self._layout(table, sum(widths))

    def _set_height(self, row: int, cells: Sequence[Cell], widths: Sequence[int]) -> None:
        """Make a row high enough for its texts; not every program does that when it opens one."""
        lines = max(
            _lines(cell, width) if isinstance(cell, str) else 1
            for cell, width in zip(cells, widths, strict=True)
        )
        self._sheet.row_dimensions[row].height = min(lines * _LINE_HEIGHT, _MOST_HEIGHT)

    def _cell(self, row: int, column: int) -> SheetCell:
        cell = self._sheet.cell(row, column)
        assert isinstance(cell, SheetCell)  # noqa: S101 - no cells are merged
        return cell

    def _heading(self, cell: SheetCell, column: Column) -> None:
        _set_text(cell, column.title)
        cell.font, cell.fill, cell.alignment = _HEADER_FONT, _HEADER, _HEADER_ALIGNMENT

    def _value(self, cell: SheetCell, column: Column, value: Cell) -> None:
        cell.border = _LINE
        match value:
            case None:
                return
            case Decimal():
                cell.value = int(value) if value == value.to_integral_value() else value
                cell.number_format, cell.alignment = _number_format(value), _PLAIN
            case date():
                cell.value = value
                shown = _MOMENTS if isinstance(value, datetime) else _DAYS
                cell.number_format, cell.alignment = shown[self._language], _PLAIN
            case _:
                _set_text(cell, value)
                cell.alignment = _WRAPPED
                fill = self._fills.get(value[:1].lower() + value[1:]) if column.is_state else None
                if fill is not None:
                    cell.fill = fill

    def _layout(self, table: Table, width: int) -> None:
        sheet = self._sheet
        sheet.freeze_panes = "C2" if width > _WIDEST_PAGE else "A2"
        last = get_column_letter(len(table.columns))
        sheet.auto_filter.ref = f"A1:{last}{len(table.rows) + 1}"
        sheet.print_title_rows = "1:1"
        if width > _WIDEST_PAGE:
            sheet.print_title_cols = "A:B"
        sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.7, bottom=0.7)
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        pages = math.ceil(width / _WIDEST_PAGE)
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page = words.PAGE.text(self._language)
        sheet.HeaderFooter.oddFooter = HeaderFooterItem(
            left=_HeaderFooterPart(table.title), right=_HeaderFooterPart(page)
        )
        if self._note is not None:
            sheet.sheet_properties.tabColor = _INTERNAL_TAB
            note = _HeaderFooterPart(self._note)
            sheet.HeaderFooter.oddHeader = HeaderFooterItem(center=note)


def _width(column: Column) -> int:
    """The width of a column: no word of its heading is cut."""
    longest = max(map(len, column.title.split()), default=0)
    return max(column.width, min(longest, 40) + _FILTER_BUTTON)


def _lines(text: str, width: int) -> int:
    """About how many lines a text takes; words that do not fit leave some of a line empty."""
    return sum(max(1, math.ceil(len(line) * 0.9 / width)) for line in text.split("\n"))


def _set_text(cell: SheetCell, text: str) -> None:
    """Set a text, which stays one: also ``=1+1``, and ``#N/A``."""
    cell.value = as_xml_holds_it(text)
    cell.data_type = "s"
    # Who edits such a cell and leaves it again does not make a formula of it either.
    if begins_formula(text):
        cell.quotePrefix = True


def _number_format(value: Decimal) -> str:
    exponent = value.normalize().as_tuple().exponent
    places = min(-exponent, _MOST_PLACES) if isinstance(exponent, int) and exponent < 0 else 0
    return f"#,##0.{'0' * places}" if places else "#,##0"


# --- The same bytes -------------------------------------------------------------------------------
def _properties(view: View, language: Language) -> DocumentProperties:
    """What the file says of itself; its times are the day that the plan is seen on."""
    status = view.status
    day = view.on if status is None else status.on
    moment = datetime.combine(day or date(view.plan.year, 1, 1), time())
    title = f"{heading(view.plan, 'plan', language)} {view.plan.year}: {view.plan.title}"
    note: Message | None = labels.INTERNAL if view.internal else None
    return DocumentProperties(
        creator="malplan",
        title=as_xml_holds_it(title),
        description=None if note is None else note.text(language),
        language="da-DK" if language == "da" else "en-GB",
        created=moment,
        modified=moment,
    )


def _with_fixed_times(content: bytes, properties: DocumentProperties) -> bytes:
    """The workbook, with the times of the clock taken out.

    openpyxl says when it was written, in the ZIP and in the properties of the file.
    """
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as made,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as fixed,
    ):
        for name in made.namelist():
            is_core = name == ARC_CORE
            part = tostring(properties.to_tree()) if is_core else made.read(name)
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # as on Windows, wherever it is written
            fixed.writestr(entry, part)
    return written.getvalue()
