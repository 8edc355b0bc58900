"""Writes the plans of malplan as the municipality's own Word form, and reads the form back.

Word's libraries are loaded when a form is first written or read, not when malplan looks for its
plugins.
"""

from __future__ import annotations

import malplan
from malplan_docx.output import DocxOutput
from malplan_docx.reader import DocxReader

__all__ = ["DocxOutput", "DocxReader", "malplan_register"]


@malplan.hookimpl
def malplan_register(registry: malplan.Registry) -> None:
    """Register the form, to be written and to be read."""
    registry.output(DocxOutput())
    registry.reader(DocxReader())
