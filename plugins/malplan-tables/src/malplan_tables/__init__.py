"""Reads attendance lists and surveys in CSV and Excel files as figures, and writes plans as tables.

What reads files, polars and openpyxl, is loaded when the first file is read, not when malplan
looks for its plugins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import malplan
from malplan_tables.outputs import Csv, Xlsx
from malplan_tables.settings import TableSettings

if TYPE_CHECKING:
    from malplan.sources import Description, Fetched, Request

__all__ = ["TableSettings", "TableSource", "malplan_register"]


class TableSource:
    """Counts the rows of tables in files; no row, name or CPR number leaves them.

    What it counts stands in the plan: see :class:`TableSettings`.
    """

    name = "tables"
    title = "Tabeller i filer (CSV og Excel)"
    settings = TableSettings
    option_names: Sequence[str] = ()

    def fetch(self, request: Request) -> Fetched:
        """The figures that a plan asks for, one for each time.

        Args:
            request: What is asked for; its ``folder`` has the files.

        Raises:
            InvalidValue: A file is not there or cannot be read, or has wrong rows: all of them,
                by file, row and column, and never what stands in them.
        """
        from malplan_tables.fetching import fetched

        return fetched(request)

    def describe(
        self,
        table: str,
        *,
        options: Mapping[str, str],
        folder: Path,
        offline: bool,
    ) -> Description:
        """What a file holds: its columns, by what the first row says, and what they look like.

        Never what stands in a cell below; a first row that looks like data is refused.

        Args:
            table: The name of the file, relative to the folder.
            options: None are taken.
            folder: Nothing outside of it is read.
            offline: Makes no difference: files need no network.

        Raises:
            InvalidValue: The file is not there, cannot be read, or has no headings.
        """
        from malplan_tables.describing import description_of

        return description_of(table, folder)


@malplan.hookimpl
def malplan_register(registry: malplan.Registry) -> None:
    """Register the source, and what writes plans as tables."""
    registry.source(TableSource())
    registry.output(Csv())
    registry.output(Xlsx())
