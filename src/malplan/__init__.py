"""Read, check and show a municipality's målplan.

The public names are loaded when they are first used, so that importing malplan costs next to
nothing.

>>> import malplan
>>> str(malplan.Period.parse("medio februar", year=2026))
'medio februar 2026'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from malplan.convert import configure_converter, make_converter
    from malplan.errors import (
        AmbiguousName,
        FileRefused,
        InvalidInput,
        InvalidPeriod,
        InvalidPlan,
        InvalidPlugin,
        InvalidSettings,
        InvalidValue,
        MalplanError,
        Problem,
        UnknownName,
    )
    from malplan.findings import Check, Finding, Severity
    from malplan.hookspecs import hookimpl
    from malplan.measures import (
        Baseline,
        Combine,
        Counts,
        Direction,
        Qualitative,
        Quantitative,
        ScaleStep,
        StepTarget,
        Target,
        TargetKind,
    )
    from malplan.messages import Language, Message
    from malplan.model import (
        Challenge,
        Classification,
        Extension,
        Goal,
        Group,
        KeyFigure,
        Level,
        Milestone,
        MilestoneKind,
        Objective,
        Person,
        Place,
        Plan,
        Policy,
        Sign,
        TargetGroup,
        TrialAction,
        Vocabulary,
        Workplace,
    )
    from malplan.periods import Period
    from malplan.plugins import Plugin
    from malplan.presentation import View
    from malplan.publishing import published
    from malplan.registry import Output, Registry
    from malplan.schema import json_schema
    from malplan.settings import Settings
    from malplan.spans import PeriodPolicy
    from malplan.version import __version__
    from malplan.vocabularies import SMTTE
    from malplan.workspace import RegisteredPlan, Workspace, check, load_plan

__all__ = [
    "SMTTE",
    "AmbiguousName",
    "Baseline",
    "Challenge",
    "Check",
    "Classification",
    "Combine",
    "Counts",
    "Direction",
    "Extension",
    "FileRefused",
    "Finding",
    "Goal",
    "Group",
    "InvalidInput",
    "InvalidPeriod",
    "InvalidPlan",
    "InvalidPlugin",
    "InvalidSettings",
    "InvalidValue",
    "KeyFigure",
    "Language",
    "Level",
    "MalplanError",
    "Message",
    "Milestone",
    "MilestoneKind",
    "Objective",
    "Output",
    "Period",
    "PeriodPolicy",
    "Person",
    "Place",
    "Plan",
    "Plugin",
    "Policy",
    "Problem",
    "Qualitative",
    "Quantitative",
    "RegisteredPlan",
    "Registry",
    "ScaleStep",
    "Settings",
    "Severity",
    "Sign",
    "StepTarget",
    "Target",
    "TargetGroup",
    "TargetKind",
    "TrialAction",
    "UnknownName",
    "View",
    "Vocabulary",
    "Workplace",
    "Workspace",
    "__version__",
    "check",
    "configure_converter",
    "hookimpl",
    "json_schema",
    "load_plan",
    "make_converter",
    "published",
]

_HOMES = {
    "malplan.convert": ("configure_converter", "make_converter"),
    "malplan.errors": (
        "AmbiguousName",
        "FileRefused",
        "InvalidInput",
        "InvalidPeriod",
        "InvalidPlan",
        "InvalidPlugin",
        "InvalidSettings",
        "InvalidValue",
        "MalplanError",
        "Problem",
        "UnknownName",
    ),
    "malplan.findings": ("Check", "Finding", "Severity"),
    "malplan.hookspecs": ("hookimpl",),
    "malplan.measures": (
        "Baseline",
        "Combine",
        "Counts",
        "Direction",
        "Qualitative",
        "Quantitative",
        "ScaleStep",
        "StepTarget",
        "Target",
        "TargetKind",
    ),
    "malplan.messages": ("Language", "Message"),
    "malplan.periods": ("Period",),
    "malplan.plugins": ("Plugin",),
    "malplan.presentation": ("View",),
    "malplan.publishing": ("published",),
    "malplan.registry": ("Output", "Registry"),
    "malplan.schema": ("json_schema",),
    "malplan.settings": ("Settings",),
    "malplan.spans": ("PeriodPolicy",),
    "malplan.vocabularies": ("SMTTE",),
    "malplan.version": ("__version__",),
    "malplan.workspace": ("RegisteredPlan", "Workspace", "check", "load_plan"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name == "testing":
        from importlib import import_module

        return import_module("malplan.testing")
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(_HOME_OF.get(name, "malplan.model")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
