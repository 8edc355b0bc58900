"""Plans with example records: everything that a page can show, and Ungeløftet as it is followed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import malplan
from malplan import (
    Decision,
    DecisionMade,
    Draft,
    Evaluation,
    Learning,
    MilestoneDropped,
    MilestoneMoved,
    MilestoneReached,
    Observation,
    Stage,
)

ON = date(2026, 5, 15)
"""The day on which the examples are seen."""


def followed() -> malplan.Workspace:
    """A workspace in whose log both plans are followed."""
    return following(((ungeloeftet(), UNGELOEFTET), (kom_med(), KOM_MED)))


def following(examples: Iterable[tuple[malplan.Plan, Iterable[Draft]]]) -> malplan.Workspace:
    """A workspace in whose log plans are followed; each draft is recorded on its own day."""
    store = malplan.MemoryStore()
    for plan, drafts in examples:
        for draft in drafts:
            workspace = malplan.Workspace(store=store, clock=partial(_noon, draft.on or ON))
            workspace.logbook.record_all(plan, [draft])
    return malplan.Workspace(store=store, clock=partial(_noon, ON))


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Europe/Copenhagen"))


_FIRST_PLAN = (
    Path(__file__).parents[2] / "malplan-ungeloeftet/src/malplan_ungeloeftet/ungeloeftet.yaml"
)
"""Read from its file: the plugin that brings it need not be installed."""


def ungeloeftet() -> malplan.Plan:
    """The first plan."""
    return malplan.load_plan(_FIRST_PLAN)


def kom_med() -> malplan.Plan:
    """A plan that nobody has, and that has everything."""
    return malplan.load_plan(Path(__file__).with_name("kom-med.yaml"))


def _draft(what: malplan.records.What, on: str) -> Draft:
    return Draft(what=what, on=date.fromisoformat(on), by="tovholder")


def _seen(sign: str, value: int, on: str, of: int | None = None) -> Draft:
    parts = None if of is None else Decimal(of)
    return _draft(Observation(sign=sign, value=Decimal(value), of=parts), on)


def _judged(step: str, on: str, evidence: str) -> Draft:
    return _draft(Observation(sign="foeler-sig-velkommen", step=step, evidence=evidence), on)


def _reached(milestone: str, on: str) -> Draft:
    return _draft(MilestoneReached(milestone=milestone), on)


UNGELOEFTET = (
    _reached("foerste-moede-i-arbejdsgruppen", "2026-02-17"),
    _draft(
        MilestoneMoved(
            milestone="hoer-konsulenterne",
            period=malplan.Period.parse("uge 16", year=2026),
            because="Konsulenterne har først tid efter påske (eksempel).",
        ),
        "2026-03-24",
    ),
    _reached("hold-workshop", "2026-04-08"),
    _seen("fremmoede", 16, "2026-04-08"),
    _reached("aftal-datoer", "2026-04-13"),
    _draft(
        Evaluation(
            action="workshop",
            stage=Stage.INTERIM,
            text="De unge kom, når de blev inviteret af en, de kender (eksempel).",
        ),
        "2026-05-06",
    ),
    _draft(
        Learning(
            action="workshop",
            text="En personlig invitation virker bedre end et opslag (eksempel).",
        ),
        "2026-05-06",
    ),
    _draft(
        DecisionMade(
            action="workshop",
            decision=Decision.ADAPT,
            because="Næste gang inviterer sagsbehandleren personligt (eksempel).",
        ),
        "2026-05-06",
    ),
)
KOM_MED = (
    _reached("aftale", "2026-02-12"),
    _reached("indbydelse", "2026-03-17"),
    _reached("foerste-time", "2026-04-08"),
    _seen("kommer", 18, "2026-04-08"),
    _seen("kommer", 14, "2026-04-22"),
    _seen("kommer", 21, "2026-05-06"),
    _seen("melder-sig-ind", 5, "2026-04-22", of=32),
    _seen("melder-sig-ind", 9, "2026-05-06", of=21),
    _seen("ventetid", 16, "2026-03-02"),
    _seen("ventetid", 17, "2026-05-04"),
    _seen("par", 3, "2026-05-12"),
    _judged("alene", "2026-04-08", "De fleste stod langs kanten. To gik igen."),
    _judged(
        "med",
        "2026-05-06",
        "”Jeg vidste godt, hvor jeg skulle stå.” Halvdelen kom sammen med en fra klassen.",
    ),
    _draft(MilestoneDropped(milestone="familiedag", because="Hallen er lukket."), "2026-05-07"),
    _draft(
        Evaluation(
            action="proevetimer",
            stage=Stage.INTERIM,
            text="Børnene kommer, når de kommer sammen.\n\nDe, der kommer alene, kommer ikke igen.",
        ),
        "2026-05-08",
    ),
    _draft(
        Learning(action="proevetimer", text="Indbydelsen skal gå til to, der kender hinanden."),
        "2026-05-08",
    ),
    _draft(
        DecisionMade(
            action="proevetimer",
            decision=Decision.ADAPT,
            because="Vi inviterer to og to til de næste prøvetimer.",
        ),
        "2026-05-08",
    ),
)
