"""Reads a filled-in form back: the plan, what it says of what happened, and what was unsure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from malplan import Imported, PeriodPolicy


class DocxReader:
    """Reads a Word form, whether malplan has written it or somebody else."""

    name = "docx"
    suffixes: Sequence[str] = (".docx",)

    def read(self, stream: BinaryIO, *, policy: PeriodPolicy) -> Imported:
        """Read a form.

        Args:
            stream: The document.
            policy: What primo, medio and ultimo mean.

        Returns:
            The plan, what the form says of evaluation and learning, and what was unsure, in the
            order of the form.

        Raises:
            InvalidValue: It is no Word document, holds macros, or could do harm.
            InvalidPlan: What it says is no plan; with every problem.
        """
        from malplan_docx.reading.importing import imported

        return imported(stream, policy)
