"""Ungeløftet: the målplan of Albertslund Kommune for 2026."""

from __future__ import annotations

from pathlib import Path

import malplan


@malplan.hookimpl
def malplan_register(registry: malplan.Registry) -> None:
    """Register the plan ``ungeloeftet``."""
    registry.plan(Path(__file__).parent / "ungeloeftet.yaml")
