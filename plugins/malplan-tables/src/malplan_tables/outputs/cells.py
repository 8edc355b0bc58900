"""What stands in a table: values, and the columns that hold them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from attrs import frozen

Cell = str | Decimal | date | datetime | None
"""A text, a number, a day, a moment without a zone, or nothing."""

Row = tuple[Cell, ...]


@frozen
class Column:
    """A column of a table.

    Attributes:
        title: Its heading.
        width: How wide it is in a workbook, in characters.
        is_state: Whether it says how something stands.
    """

    title: str
    width: int
    is_state: bool = False
