"""Counts the equal rows of a piece of CSV at once, where the piece is as plain as most are.

polars reads a million rows in the time Python's own csv module reads fifty thousand, and puts
equal rows together. It may be asked only about text of which nobody can say that it means
something else: :func:`is_plain` sees to it. All other text is read row by row.
"""

from __future__ import annotations

from collections.abc import Sequence

from malplan_tables.cells import TOTALS, Cell

_QUOTE, _LINE = b'"', b"\n"
_OVERFLOW = "overflow"
_TOTAL = rf"(?i)^[\s\x1c-\x1f]*(?:{'|'.join(TOTALS)})[\s\x1c-\x1f:]*$"
"""What the whole of a cell may be, in any letters that are the same, if it says a total."""


def is_plain(chunk: bytes, delimiter: bytes) -> bool:
    """Whether each cell is bare, or in quotation marks with no delimiter, line or mark inside.

    A carriage return without a line feed is a space in a bare cell.

    Args:
        chunk: Whole lines.
        delimiter: What stands between cells.
    """
    if _QUOTE not in chunk:
        return True
    if b"\r" in chunk and chunk.count(b"\r") != chunk.count(b"\r\n"):
        return False
    # What is left when all else is taken away: each cell has two marks or none.
    frame = chunk.translate(None, _all_but(_QUOTE + _LINE + delimiter))
    if b'"""' in frame or _QUOTE in frame.replace(b'""', b""):
        return False
    # And they stand at its ends.
    first = chunk.count(delimiter + _QUOTE) + chunk.count(_LINE + _QUOTE)
    last = sum(chunk.count(_QUOTE + end) for end in (delimiter, b"\r", _LINE))
    pairs = frame.count(_QUOTE) // 2
    return first + chunk.startswith(_QUOTE) == last + chunk.endswith(_QUOTE) == pairs


def _all_but(kept: bytes) -> bytes:
    return bytes(set(range(256)).difference(kept))


class Quick:
    """Puts together the equal rows of plain pieces.

    Args:
        width: How many columns there are.
        places: The positions of those that matter; at least one.
        delimiter: What stands between cells.
        seeks_totals: Whether a piece is refused in which a row may be a total.
    """

    def __init__(
        self, width: int, places: Sequence[int], delimiter: str, *, seeks_totals: bool
    ) -> None:
        import polars

        self._polars = polars
        names = [str(place) for place in range(width)]
        self._schema = dict.fromkeys([*names, _OVERFLOW], polars.String)
        self._wanted = [names[place] for place in places]
        self._delimiter = delimiter
        odd = [polars.col(_OVERFLOW) != ""]
        if seeks_totals:  # any cell; whether it is the first of its row is looked at row by row
            odd += [polars.col(name).str.contains(_TOTAL) for name in names]
        self._is_odd = polars.any_horizontal(odd)

    def rows(self, chunk: bytes) -> list[tuple[tuple[Cell, ...], int]] | None:
        """The different rows of a plain piece, each with how often it is there.

        Returns:
            None where a row has more cells than there are headings, or may be a total.
        """
        polars = self._polars
        try:
            found = (
                polars.scan_csv(
                    chunk,
                    separator=self._delimiter,
                    has_header=False,
                    schema=self._schema,
                    empty_string_is_null=False,
                    extra_columns="ignore",
                    missing_columns="insert",
                )
                .group_by(self._wanted)
                .agg(polars.len(), self._is_odd.any().alias(_OVERFLOW))
                .collect()
                .rows()
            )
        except polars.exceptions.PolarsError:
            return None
        if any(is_odd for *_, is_odd in found):
            return None
        return [
            (tuple(cell.replace("\r", " ").strip() for cell in cells), times)
            for *cells, times, _ in found
        ]
