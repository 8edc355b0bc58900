"""Fetches figures from Danmarks Statistik (Statistikbanken) and STAR (Jobindsats).

httpx, hishel and stamina are loaded when something is first fetched, not when malplan looks for its
plugins.
"""

from __future__ import annotations

import malplan
from malplan_statistics.jobindsats import Jobindsats, JobindsatsSettings
from malplan_statistics.statbank import StatBank, StatBankSettings

__all__ = [
    "Jobindsats",
    "JobindsatsSettings",
    "StatBank",
    "StatBankSettings",
    "malplan_register",
]


@malplan.hookimpl
def malplan_register(registry: malplan.Registry) -> None:
    """Register both sources."""
    registry.source(StatBank())
    registry.source(Jobindsats())
