"""What is wrong with the rows of files: where, and never what stands there."""

from __future__ import annotations

from malplan.errors import InvalidValue, shown
from malplan.messages import Message
from malplan_tables import messages as words

MOST_SHOWN = 20
"""How many problems are told; the others are counted."""


class Faults:
    """Collects what is wrong, so that all of it can be told at once."""

    def __init__(self) -> None:
        self._first: list[Message] = []
        self._count = 0

    def __bool__(self) -> bool:
        return self._count > 0

    def add(self, message: Message) -> None:
        """Add a problem."""
        self._count += 1
        if len(self._first) < MOST_SHOWN:
            self._first.append(message)

    def in_row(self, name: Message | str, row: int, column: str | None, reason: Message) -> None:
        """Add a problem of a row, or of a column of it."""
        if len(self._first) == MOST_SHOWN:
            self._count += 1
            return
        if column is None:
            self.add(words.IN_WHOLE_ROW.format(name=name, row=row, reason=reason))
            return
        place = {"name": name, "row": row, "column": shown(column)}
        self.add(words.IN_ROW.format(**place, reason=reason))

    def tell(self) -> None:
        """Raise what was collected, if anything was.

        Raises:
            InvalidValue: The first twenty problems, a line each, and how many more there are.
        """
        if not self._count:
            return
        lines = list(self._first)
        if self._count > len(lines):
            lines.append(words.MORE_PROBLEMS.format(count=self._count - len(lines)))
        raise InvalidValue(
            Message(
                da="\n".join(line.da for line in lines), en="\n".join(line.en for line in lines)
            )
        )
