"""The tables that Jobindsats answers with: columns by label, and rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import attrs

from malplan.errors import InvalidValue, did_you_mean, shown
from malplan.messages import listed
from malplan_statistics import messages as words
from malplan_statistics.failures import Unavailable
from malplan_statistics.figures import MISSING, Figure, decimal_sign, number, total


@attrs.frozen(kw_only=True)
class Table:
    """A table.

    Attributes:
        what: What it is called in errors.
        labels: What its columns are called.
        rows: Its rows, each as long as there are columns.
    """

    what: str
    labels: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...] = attrs.field(repr=False)

    def column(self, label: str) -> list[Any]:
        """What stands in a column.

        Raises:
            InvalidValue: There is no such column.
            Unavailable: There are two.
        """
        count = self.labels.count(label)
        if count > 1:
            raise Unavailable(words.TWO_COLUMNS.format(what=self.what, name=shown(label)))
        if not count:
            raise InvalidValue(
                words.NO_COLUMN.format(
                    what=self.what,
                    name=shown(label),
                    hint=did_you_mean(label, self.labels),
                    columns=listed([shown(one) for one in self.labels], quotes=True),
                )
            )
        at = self.labels.index(label)
        return [row[at] for row in self.rows]

    def codes(self, label: str) -> list[str]:
        """What stands in a column, as codes.

        Raises:
            InvalidValue: There is no such column.
        """
        return [str(one).strip() for one in self.column(label)]

    def figures(self, label: str, decimal: str | None) -> list[Figure]:
        """The numbers of a column.

        Args:
            label: The column.
            decimal: The sign of decimals; None where the column shall say it itself.

        Raises:
            InvalidValue: Something there is no number, or could be two.
        """
        cells = [one.strip() if isinstance(one, str) else one for one in self.column(label)]
        texts = [one for one in cells if isinstance(one, str) and one not in MISSING]
        sign = decimal or decimal_sign(texts, self.what)
        return [self._figure(one, sign) for one in cells]

    def _figure(self, cell: Any, sign: str | None) -> Figure:
        if cell is None or isinstance(cell, Decimal) or type(cell) is int:
            return cell
        if not isinstance(cell, str):
            raise InvalidValue(words.NOT_A_NUMBER.format(what=self.what))
        return None if cell in MISSING else number(cell, sign, self.what)

    def by_time(
        self, times: str, figures: Sequence[Figure], *, add_up: bool
    ) -> Iterator[tuple[str, Figure]]:
        """The figure of each time, by its code.

        Args:
            times: The column with the codes of times.
            figures: A figure for each row.
            add_up: Whether several of one time are added up; a missing part leaves the sum missing.

        Raises:
            InvalidValue: There are several of a time, and they are not added up.
        """
        found: dict[str, list[Figure]] = {}
        for code, figure in zip(self.codes(times), figures, strict=True):
            found.setdefault(code, []).append(figure)
        for code, several in found.items():
            if len(several) > 1 and not add_up:
                raise InvalidValue(words.SEVERAL_ROWS.format(what=self.what, period=shown(code)))
            yield code, several[0] if len(several) == 1 else total(several)


def read_table(data: Any, what: str) -> Table:
    """Read a table from the data of its JSON: ``[{"Variables": [{"Label": …}], "Data": [[…]]}]``.

    Raises:
        Unavailable: It is no such table.
    """
    try:
        (only,) = data
        labels = tuple(variable["Label"] for variable in only["Variables"])
        rows = tuple(tuple(row) for row in only["Data"])
        fits = all(isinstance(label, str) for label in labels)
        fits = fits and bool(labels) and all(len(row) == len(labels) for row in rows)
    except (KeyError, TypeError, ValueError):
        fits = False
    if not fits:
        raise Unavailable(words.NO_ROWS.format(what=what))
    return Table(what=what, labels=labels, rows=rows)
