"""The tables of a plan: which there are, and what one is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import evolve, frozen

from malplan.errors import InvalidValue, shown
from malplan.messages import Language, labels, listed
from malplan.presentation import View
from malplan.privacy import redact
from malplan_tables.outputs import action_tables, log_table, messages, sign_tables
from malplan_tables.outputs.cells import Cell, Column, Row
from malplan_tables.outputs.parts import Parts

__all__ = ["TABLES", "Cell", "Column", "Table", "names_of", "table_of", "tables_of"]


@frozen
class Table:
    """Rows of values under headings.

    Attributes:
        name: What the option ``table`` calls it.
        title: What people call it.
        columns: The columns.
        rows: The rows; each has a value for each column.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


_Builder = Callable[[Parts], tuple[tuple[Column, ...], list[Row]]]

TABLES: Mapping[str, _Builder] = {
    "status": sign_tables.status,
    "actions": action_tables.actions,
    "signs": sign_tables.signs,
    "targets": sign_tables.targets,
    "milestones": action_tables.milestones,
    "observations": sign_tables.observations,
    "learnings": action_tables.learnings,
    "key_figures": action_tables.key_figures,
    "log": log_table.log,
    "plan": action_tables.about,
}
"""The tables by name, in the order of the sheets."""


def table_of(view: View, name: str, language: Language) -> Table:
    """One table of a plan.

    Args:
        view: The plan and how it stands.
        name: The name of the table.
        language: The language of labels; content stays as it is.

    Raises:
        InvalidValue: There is no such table, or the log is not to be seen.
    """
    if name not in TABLES:
        known = listed(TABLES)
        raise InvalidValue(messages.UNKNOWN_TABLE.format(name=shown(name), known=known))
    if name not in names_of(view):
        raise InvalidValue(messages.NO_LOG if view.status else messages.NOTHING_IN_LOG)
    return _made(Parts(view, language), name)


def tables_of(view: View, language: Language) -> tuple[Table, ...]:
    """All tables of a plan; what is published has no log."""
    parts = Parts(view, language)
    return tuple(_made(parts, name) for name in names_of(view))


def names_of(view: View) -> tuple[str, ...]:
    """The names of the tables that may be made of a view."""
    return tuple(name for name in TABLES if name != "log" or view.records)


def _made(parts: Parts, name: str) -> Table:
    columns, rows = TABLES[name](parts)
    if parts.view.internal and name != "plan":  # which begins with it
        # In each row, so that it is still said of rows that were filtered or copied.
        columns = (*columns, Column(parts.say(messages.INTERNAL), 42))
        note = parts.say(labels.INTERNAL)
        rows = [(*row, note) for row in rows]
    return Table(
        name,
        messages.TABLES[name].text(parts.language),
        tuple(evolve(column, title=redact(column.title)) for column in columns),
        tuple(tuple(map(_safe, row)) for row in rows),
    )


def _safe(cell: Cell) -> Cell:
    """Texts that are put together may make a CPR number that none of them is."""
    return (redact(cell) or None) if isinstance(cell, str) else cell
