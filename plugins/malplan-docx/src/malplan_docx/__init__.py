"""Writes the plans of malplan as the municipality's own Word form, and reads the form back.

Word's libraries are loaded when a form is first written or read, not when malplan looks for its
plugins.
"""

from __future__ import annotations

from importlib.util import find_spec

import malplan
from malplan_docx.output import DocxOutput

__all__ = ["DocxOutput", "malplan_register"]


@malplan.hookimpl
def malplan_register(registry: malplan.Registry) -> None:
    """Register the form, to be written and to be read."""
    registry.output(DocxOutput())
    if find_spec("malplan_docx.reader"):  # goes away with the reader's first commit
        from malplan_docx.reader import DocxReader

        registry.reader(DocxReader())
