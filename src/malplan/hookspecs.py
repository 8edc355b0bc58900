"""The hooks of malplan, for pluggy.

A plugin is a distribution with an entry point in the group ``malplan`` that names a module (or any
object) with functions marked :data:`hookimpl`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from malplan.model import Plan
    from malplan.records import Record
    from malplan.registry import Registry

PROJECT = "malplan"
"""The name of the entry-point group and of the pluggy project."""

hookspec: pluggy.HookspecMarker = pluggy.HookspecMarker(PROJECT)
hookimpl: pluggy.HookimplMarker = pluggy.HookimplMarker(PROJECT)
"""Marks a function of a plugin as the implementation of the hook of the same name."""


@hookspec
def malplan_register(registry: Registry) -> None:
    """Register what the plugin brings: plans, outputs, checks, extensions, stores.

    Called once, when the registry is first needed. What it registers counts only if it returns;
    a plugin whose call raises is reported as broken, and brings nothing.

    Args:
        registry: Takes what the plugin brings; it knows whose it is.
    """


@hookspec
def malplan_recorded(plan: Plan, record: Record) -> None:
    """Be told of a record, after it is safely stored.

    Called at least once for each record that is made while the plugin is installed; after a crash,
    or when it raised, the same record may come again, so that it should be known by its id. What is
    raised is reported, and loses nothing.

    Args:
        plan: The plan, as it was when the record was made known.
        record: The record; its texts are blank if they were blanked for good since.
    """
