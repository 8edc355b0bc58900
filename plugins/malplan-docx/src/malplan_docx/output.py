"""Writes a plan as the municipality's Word form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from malplan import Language, View


class DocxOutput:
    """The plan as a Word document in the layout of the form.

    It takes one option, ``template``: the path of a .docx with the fields that
    :mod:`~malplan_docx.context` describes, in the language of docxtpl.
    """

    name = "docx"
    suffix = ".docx"
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    shows_status = True
    option_names: Sequence[str] = ("template",)

    def write(
        self, view: View, stream: BinaryIO, *, language: Language, options: Mapping[str, str]
    ) -> None:
        """Write the form with headings and labels in ``language``.

        Raises:
            InvalidValue: The template cannot be used.
        """
        from malplan_docx.filling import filled

        template = options.get("template")
        stream.write(filled(view, language, None if template is None else Path(template)))
