"""The row with the headings: where the columns that matter are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from malplan.errors import did_you_mean, shown
from malplan.messages import Message
from malplan.periods import Period
from malplan_tables import messages as words
from malplan_tables.cells import Cell, day_of, number_of, text_of
from malplan_tables.faults import Faults
from malplan_tables.settings import DecimalMark, composed

_MOST_DIGITS = 5
"""A heading has a year or a number; a telephone or CPR number has more digits."""
_LEAP_YEAR = 2024
"""Stands in for the year of a day that is written without one, so that 29 February is one too."""


def names_of(cells: Sequence[Cell]) -> list[str]:
    """The headings as texts, on one line each; a heading in Excel may be a number."""
    return [" ".join(composed(text_of(cell)).split()) for cell in cells]


def looks_like_data(cells: Sequence[Cell]) -> bool:
    """Whether a row holds a day, a number, an address or many digits, and so no headings.

    What stands in it may be somebody's name, and must not be shown.
    """
    return any(_is_data(cell) for cell in cells)


def _is_data(cell: Cell) -> bool:
    text = text_of(cell)
    return (
        day_of(cell) is not None
        or any(number_of(cell, mark) is not None for mark in DecimalMark)
        or "@" in text
        or sum(map(str.isdigit, text)) > _MOST_DIGITS
        or _is_day_without_year(text)
    )


def _is_day_without_year(text: str) -> bool:
    # The reader of phrases remembers what it has read: names are not shown to it.
    if not any(map(str.isdigit, text)):
        return False
    period = Period.parse_if_readable(text, year=_LEAP_YEAR)
    return period is not None and period.start is not None and period.start == period.end


def places_of(
    columns: Sequence[str], row: Sequence[Cell], at: int, name: Message | str, faults: Faults
) -> tuple[int, ...] | None:
    """The positions of columns by their headings.

    Args:
        columns: The headings that are looked for.
        row: The row with the headings.
        at: Its number.
        name: The file, or the sheet.
        faults: Takes what is wrong.

    Returns:
        A position for each column; None where one is not there, or twice.
    """
    headings = names_of(row)
    counts = Counter(headings)
    wanted = names_of(columns)
    missing = [column for column in wanted if counts[column] == 0]
    if missing and looks_like_data(row):
        faults.add(words.NO_HEADINGS.format(name=name, row=at))
        return None
    # Which columns there are is not told: without a row of headings they are what somebody wrote.
    for column in missing:
        known = [shown(heading) for heading in headings if heading]
        hint = did_you_mean(column, known)
        faults.add(words.NO_HEADING.format(name=name, row=at, column=shown(column), hint=hint))
    twice = [column for column in wanted if counts[column] > 1]
    for column in twice:
        faults.add(words.TWO_HEADINGS.format(name=name, column=shown(column)))
    return None if missing or twice else tuple(headings.index(column) for column in wanted)
