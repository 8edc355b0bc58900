"""What a cell holds: a day, a number, a text or nothing.

Cells of CSV are texts, written as people in Denmark write them. Cells of Excel may be days and
numbers already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from malplan.periods import Period
from malplan_tables.settings import DecimalMark, folded

Cell = str | Decimal | date
"""What a cell holds; an empty text where it holds nothing."""

FIRST_YEAR, LAST_YEAR = 1901, 2198
"""Days in these years have a week and a year that malplan can name."""

_TIME = r"(?:[ T]\s*(?:kl\.?\s*)?\d{1,2}[.:]\d\d(?:[.:]\d\d(?:[.,]\d{1,9})?)?)?"
"""The time of day that follows the day in the answers of a survey; it does not count."""
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-./])(\d{{1,2}})\2(\d{{1,2}}){_TIME}", re.ASCII)
_DAY_FIRST = re.compile(
    rf"(\d{{1,2}})[-./] ?(\d{{1,2}})(?:[-./] ?| )(\d{{4}}|\d\d){_TIME}", re.ASCII
)
_IN_WORDS = re.compile(r"(?:den |d\. ?)?\d{1,2}\.? ?[a-zæøå]{3,9}\.? \d{4}", re.IGNORECASE)

_SIGN = r"[+\-\u2212]?"
_SPACES = "\u0020\u00a0\u202f"


def _number(thousands: str, mark: str) -> re.Pattern[str]:
    grouped = rf"\d{{1,3}}(?:[{thousands}{_SPACES}]\d{{3}}){{1,4}}"
    return re.compile(rf"{_SIGN}(?:\d{{1,15}}|{grouped})(?:{mark}\d{{1,15}})?", re.ASCII)


_NUMBERS = {
    DecimalMark.COMMA: _number(r"\.", ","),
    DecimalMark.POINT: _number(",", r"\."),
}
_MARKS = {DecimalMark.COMMA: ",", DecimalMark.POINT: "."}

TOTALS = ("i alt", "ialt", "total", "sum", "subtotal", "antal i alt", "samlet")


def day_of(cell: Cell) -> date | None:
    """The day that a cell holds; None where it holds none. The time of day does not count.

    Days are read as people in Denmark write them, the day before the month: 5-3-2026,
    05.03.2026, 5/3-26, 5. marts 2026; and 2026-03-05.
    """
    if isinstance(cell, date):
        return cell
    if not isinstance(cell, str):
        return None
    if found := _DAY_FIRST.fullmatch(cell):
        day, month, year = found.groups()
        return _date(year if len(year) == 4 else f"20{year}", month, day)
    if found := _YEAR_FIRST.fullmatch(cell):
        return _date(found[1], found[3], found[4])
    # Nothing else is shown to the reader of phrases, which remembers what it has read.
    if _IN_WORDS.fullmatch(cell):
        period = Period.parse_if_readable(cell)
        if period is not None and period.start == period.end and not period.approximate:
            return period.start
    return None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def is_known(day: date) -> bool:
    """Whether a day lies in the years that can be named."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def number_of(cell: Cell, decimals: DecimalMark) -> Decimal | None:
    """The number that a cell holds; None where it holds none.

    With a decimal comma, points and spaces stand between thousands: 1.234,5 and 1 234,5. A point
    before other than three digits is no number then, so that nothing is read as a thousand times
    what it is.
    """
    if isinstance(cell, Decimal):
        return cell
    if not isinstance(cell, str) or not _NUMBERS[decimals].fullmatch(cell):
        return None
    whole, _, rest = cell.replace("\u2212", "-").partition(_MARKS[decimals])
    digits = re.sub(f"[.,{_SPACES}]", "", whole)
    return Decimal(f"{digits}.{rest}" if rest else digits)


def text_of(cell: Cell) -> str:
    """A cell as a text that can be compared with what a plan says."""
    if isinstance(cell, Decimal):
        return format(cell.normalize() if cell else Decimal(0), "f").replace(".", ",")
    return cell if isinstance(cell, str) else cell.isoformat()


def is_total(cell: Cell) -> bool:
    """Whether a cell says that its row is a total of the rows above."""
    return isinstance(cell, str) and folded(cell).rstrip(":") in TOTALS


def is_total_row(cells: Iterable[Cell]) -> bool:
    """Whether the first cell of a row that holds anything says that the row is a total."""
    for cell in cells:
        if not isinstance(cell, str) or cell.strip():
            return is_total(cell)
    return False


def cell_of(value: Any) -> Cell:
    """What a cell of Excel holds."""
    match value:
        case None:
            return ""
        case str():
            return value.strip()
        case bool():
            return "SAND" if value else "FALSK"
        case int():
            return Decimal(value)
        case float():  # fifteen digits, as Excel shows at most: 0.1 + 0.2 is 0.3
            return Decimal(format(value, ".15g"))
        case datetime():
            return value.date()
        case date():
            return value
        case time() | timedelta():  # neither a day nor a number, and no answer
            return "00:00"
        case _:
            return str(value).strip()
