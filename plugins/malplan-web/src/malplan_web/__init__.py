"""Shows plans as web pages: one self-contained page, or a static site of many plans.

Jinja2 and what draws the pictures are loaded when a page is first written, not when malplan looks
for its plugins.
"""

from __future__ import annotations

import malplan
from malplan_web.output import HtmlOutput

__all__ = ["HtmlOutput", "malplan_register"]


@malplan.hookimpl
def malplan_register(registry: malplan.Registry) -> None:
    """Register the pages."""
    registry.output(HtmlOutput())
