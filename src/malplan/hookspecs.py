"""The hooks of malplan, for pluggy.

A plugin is a distribution with an entry point in the group ``malplan`` that names a module (or any
object) with functions marked :data:`hookimpl`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from malplan.registry import Registry

PROJECT = "malplan"
"""The name of the entry-point group and of the pluggy project."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)
"""Marks a function of a plugin as the implementation of the hook of the same name."""


@hookspec
def malplan_register(registry: Registry) -> None:
    """Register what the plugin brings: plans, outputs, checks, extensions.

    Called once, when the registry is first needed. What it registers counts only if it returns;
    a plugin whose call raises is reported as broken, and brings nothing.

    Args:
        registry: Takes what the plugin brings; it knows whose it is.
    """
