"""Outputs for spreadsheets: ``malplan render PLAN --to csv`` and ``--to xlsx``.

Nothing but what the view shows is written, so that what is published holds nothing that is held
back. What makes the tables, and openpyxl, is loaded when something is first written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from malplan.messages import Language
    from malplan.presentation import View

__all__ = ["Csv", "Xlsx"]


class Csv:
    """Writes one table of a plan as CSV, which a double click opens right in Excel.

    In Danish the values are separated by semicolons and decimals by a comma; in English by commas
    and a full stop, as Excel expects with each. Dates are ISO 8601 (``2026-03-05``), which Excel
    takes for dates in every language; lines end in CRLF.

    Its options:

    - ``table``: what is written. ``status`` (the default) is how each trial action, sign and
      milestone stands, a row each; ``actions``, ``signs``, ``targets``, ``milestones``,
      ``observations``, ``learnings``, ``key_figures`` and ``plan`` are the sheets of ``xlsx``.
      So is ``log``, in an internal version alone: all records, with their comments.
    - ``delimiter``: ``;``, ``,``, ``|`` or ``tab``.
    - ``encoding``: ``utf-8`` (the default) begins with the byte order mark by which Excel knows
      it; ``utf-8-no-bom`` does not, and ``windows-1252`` is for old programs.

    A text that a spreadsheet would take for a formula has an apostrophe before it; see
    :mod:`malplan_tables.outputs.texts`.
    """

    name = "csv"
    suffix = ".csv"
    media_type = "text/csv"
    shows_status = True
    shows_log = True
    option_names: tuple[str, ...] = ("table", "delimiter", "encoding")

    def write(
        self, view: View, stream: BinaryIO, *, language: Language, options: Mapping[str, str]
    ) -> None:
        """Write one table of a plan.

        Args:
            view: The plan and how it stands.
            stream: Takes the bytes; not closed.
            language: The language of labels, and of numbers; content stays as it is.
            options: See the class.

        Raises:
            InvalidValue: An option is wrong, or a character does not exist in the encoding.
        """
        from malplan_tables.outputs.csv_file import csv_bytes, format_of
        from malplan_tables.outputs.tables import table_of

        chosen = format_of(options, language)
        table = table_of(view, options.get("table", "status"), language)
        stream.write(csv_bytes(table, chosen))


class Xlsx:
    """Writes a plan as a workbook for Excel: a sheet for each table.

    Dates are dates and numbers are numbers, texts are always texts and never formulas, and the
    same view gives the same bytes.
    """

    name = "xlsx"
    suffix = ".xlsx"
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    shows_status = True
    shows_log = True
    option_names: tuple[str, ...] = ()

    def write(
        self, view: View, stream: BinaryIO, *, language: Language, options: Mapping[str, str]
    ) -> None:
        """Write all tables of a plan.

        Args:
            view: The plan and how it stands.
            stream: Takes the bytes; not closed.
            language: The language of labels; content stays as it is.
            options: There are none.
        """
        from malplan_tables.outputs.workbook import workbook_bytes

        stream.write(workbook_bytes(view, language))
