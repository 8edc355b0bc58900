"""Read, check, show and follow a municipality's målplan.

The public names are loaded when they are first used, so that importing malplan costs next to
nothing.

>>> import malplan
>>> str(malplan.Period.parse("medio februar", year=2026))
'medio februar 2026'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from malplan import testing as testing
    from malplan.changes import Change, Changes, Snapshot
    from malplan.convert import configure_converter, make_converter
    from malplan.data_sources import DataSource
    from malplan.drafts import Draft, Recorded
    from malplan.due import DueItem
    from malplan.errors import (
        AmbiguousName,
        ConflictingRecord,
        FileRefused,
        InvalidInput,
        InvalidPeriod,
        InvalidPlan,
        InvalidPlugin,
        InvalidRecord,
        InvalidSettings,
        InvalidValue,
        MalplanError,
        Problem,
        SourceFailed,
        StoreFailed,
        UnknownName,
    )
    from malplan.figures import Figure, Progress
    from malplan.findings import Check, Finding, Severity
    from malplan.hookspecs import hookimpl
    from malplan.imported import Imported, Unsure
    from malplan.logbook import Logbook
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
    from malplan.plain_data import (
        changes_data,
        description_data,
        due_data,
        fetched_data,
        figures_data,
        status_data,
    )
    from malplan.plugins import Plugin
    from malplan.presentation import View
    from malplan.publishing import published
    from malplan.reasons import Reason
    from malplan.records import (
        Decision,
        DecisionMade,
        Evaluation,
        Learning,
        MilestoneDropped,
        MilestoneMoved,
        MilestoneReached,
        Observation,
        PlanAdopted,
        Provenance,
        Record,
        Redaction,
        Retraction,
        SignAsItStood,
        SignState,
        Stage,
    )
    from malplan.registry import Output, Reader, Registry, SiteOutput, Source
    from malplan.schema import json_schema
    from malplan.settings import Settings
    from malplan.site_folder import SiteFolder
    from malplan.sources import (
        Description,
        Fetched,
        FetchReport,
        FigureNow,
        Part,
        Reading,
        Request,
        SignFetched,
    )
    from malplan.spans import PeriodPolicy
    from malplan.status import (
        ActionState,
        ActionStatus,
        MilestoneState,
        MilestoneStatus,
        SignStatus,
        Status,
        TargetStatus,
        assess,
        published_status,
    )
    from malplan.stores import MemoryStore, Store, StoreType
    from malplan.version import __version__
    from malplan.versions import Adopted
    from malplan.vocabularies import SMTTE
    from malplan.workspace import RegisteredPlan, Workspace, check, load_plan

__all__ = [
    "SMTTE",
    "ActionState",
    "ActionStatus",
    "Adopted",
    "AmbiguousName",
    "Baseline",
    "Challenge",
    "Change",
    "Changes",
    "Check",
    "Classification",
    "Combine",
    "ConflictingRecord",
    "Counts",
    "DataSource",
    "Decision",
    "DecisionMade",
    "Description",
    "Direction",
    "Draft",
    "DueItem",
    "Evaluation",
    "Extension",
    "FetchReport",
    "Fetched",
    "Figure",
    "FigureNow",
    "FileRefused",
    "Finding",
    "Goal",
    "Group",
    "Imported",
    "InvalidInput",
    "InvalidPeriod",
    "InvalidPlan",
    "InvalidPlugin",
    "InvalidRecord",
    "InvalidSettings",
    "InvalidValue",
    "KeyFigure",
    "Language",
    "Learning",
    "Level",
    "Logbook",
    "MalplanError",
    "MemoryStore",
    "Message",
    "Milestone",
    "MilestoneDropped",
    "MilestoneKind",
    "MilestoneMoved",
    "MilestoneReached",
    "MilestoneState",
    "MilestoneStatus",
    "Objective",
    "Observation",
    "Output",
    "Part",
    "Period",
    "PeriodPolicy",
    "Person",
    "Place",
    "Plan",
    "PlanAdopted",
    "Plugin",
    "Policy",
    "Problem",
    "Progress",
    "Provenance",
    "Qualitative",
    "Quantitative",
    "Reader",
    "Reading",
    "Reason",
    "Record",
    "Recorded",
    "Redaction",
    "RegisteredPlan",
    "Registry",
    "Request",
    "Retraction",
    "ScaleStep",
    "Settings",
    "Severity",
    "Sign",
    "SignAsItStood",
    "SignFetched",
    "SignState",
    "SignStatus",
    "SiteFolder",
    "SiteOutput",
    "Snapshot",
    "Source",
    "SourceFailed",
    "Stage",
    "Status",
    "StepTarget",
    "Store",
    "StoreFailed",
    "StoreType",
    "Target",
    "TargetGroup",
    "TargetKind",
    "TargetStatus",
    "TrialAction",
    "UnknownName",
    "Unsure",
    "View",
    "Vocabulary",
    "Workplace",
    "Workspace",
    "__version__",
    "assess",
    "changes_data",
    "check",
    "configure_converter",
    "description_data",
    "due_data",
    "fetched_data",
    "figures_data",
    "hookimpl",
    "json_schema",
    "load_plan",
    "make_converter",
    "published",
    "published_status",
    "status_data",
]

_HOMES = {
    "malplan.changes": ("Change", "Changes", "Snapshot"),
    "malplan.convert": ("configure_converter", "make_converter"),
    "malplan.data_sources": ("DataSource",),
    "malplan.due": ("DueItem",),
    "malplan.errors": (
        "AmbiguousName",
        "ConflictingRecord",
        "FileRefused",
        "InvalidInput",
        "InvalidPeriod",
        "InvalidPlan",
        "InvalidPlugin",
        "InvalidRecord",
        "InvalidSettings",
        "InvalidValue",
        "MalplanError",
        "Problem",
        "SourceFailed",
        "StoreFailed",
        "UnknownName",
    ),
    "malplan.figures": ("Figure", "Progress"),
    "malplan.findings": ("Check", "Finding", "Severity"),
    "malplan.hookspecs": ("hookimpl",),
    "malplan.drafts": ("Draft", "Recorded"),
    "malplan.logbook": ("Logbook",),
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
    "malplan.reasons": ("Reason",),
    "malplan.records": (
        "Decision",
        "DecisionMade",
        "Evaluation",
        "Learning",
        "MilestoneDropped",
        "MilestoneMoved",
        "MilestoneReached",
        "Observation",
        "PlanAdopted",
        "Provenance",
        "Record",
        "Redaction",
        "Retraction",
        "SignAsItStood",
        "SignState",
        "Stage",
    ),
    "malplan.imported": ("Imported", "Unsure"),
    "malplan.registry": ("Output", "Reader", "Registry", "SiteOutput", "Source"),
    "malplan.site_folder": ("SiteFolder",),
    "malplan.schema": ("json_schema",),
    "malplan.settings": ("Settings",),
    "malplan.sources": (
        "Description",
        "FetchReport",
        "Fetched",
        "FigureNow",
        "Part",
        "Reading",
        "Request",
        "SignFetched",
    ),
    "malplan.spans": ("PeriodPolicy",),
    "malplan.status": (
        "ActionState",
        "ActionStatus",
        "MilestoneState",
        "MilestoneStatus",
        "SignStatus",
        "Status",
        "TargetStatus",
        "assess",
        "published_status",
    ),
    "malplan.stores": ("MemoryStore", "Store", "StoreType"),
    "malplan.plain_data": (
        "changes_data",
        "description_data",
        "due_data",
        "fetched_data",
        "figures_data",
        "status_data",
    ),
    "malplan.version": ("__version__",),
    "malplan.versions": ("Adopted",),
    "malplan.vocabularies": ("SMTTE",),
    "malplan.workspace": ("RegisteredPlan", "Workspace", "check", "load_plan"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


if not TYPE_CHECKING:  # so that a type checker tells of a name that does not exist

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
