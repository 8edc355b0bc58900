"""Writes a plan as the municipality's Word form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from malplan import Language, View


class DocxOutput:
    """The plan as a Word document in the layout of the form."""

    name = "docx"
    suffix = ".docx"
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    shows_status = True
    option_names = ("template",)

    def write(
        self, view: View, stream: BinaryIO, *, language: Language, options: Mapping[str, str]
    ) -> None:
        """Write the form with headings and labels in ``language``."""
        raise NotImplementedError
