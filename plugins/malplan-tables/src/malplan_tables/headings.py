"""The row with the headings: where the columns that matter are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from malplan.errors import did_you_mean, shown
from malplan.messages import Message, listed
from malplan.privacy import find_cpr_numbers
from malplan_tables import messages as words
from malplan_tables.cells import Cell, day_of, text_of
from malplan_tables.faults import Faults


def names_of(cells: Sequence[Cell]) -> list[str]:
    """The headings as texts, on one line each; a heading in Excel may be a number."""
    return [" ".join(text_of(cell).split()) for cell in cells]


def looks_like_data(cells: Sequence[Cell]) -> bool:
    """Whether a row holds a day or somebody's CPR number, and so no headings.

    What stands in it may be somebody's name, and must not be shown.
    """
    return any(day_of(cell) is not None or _is_cpr(text_of(cell)) for cell in cells)


def _is_cpr(text: str) -> bool:
    return any(span == (0, len(text)) for span in find_cpr_numbers(text))


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
    wanted = [" ".join(column.split()) for column in columns]
    missing = [column for column in wanted if counts[column] == 0]
    if missing and looks_like_data(row):
        faults.add(words.NO_HEADINGS.format(name=name, row=at))
        return None
    for column in missing:
        known = [shown(heading) for heading in headings if heading]
        told = {"column": shown(column), "headings": listed(known, quotes=True)}
        faults.add(words.NO_HEADING.format(name=name, hint=did_you_mean(column, known), **told))
    twice = [column for column in wanted if counts[column] > 1]
    for column in twice:
        faults.add(words.TWO_HEADINGS.format(name=name, column=shown(column)))
    return None if missing or twice else tuple(headings.index(column) for column in wanted)
