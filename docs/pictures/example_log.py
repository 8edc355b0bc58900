"""What is recorded of Ungeløftet in the tutorial and the pictures of these pages.

All of it is made up as an example, and says so.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import malplan

STATUS_DAY = date(2026, 5, 15)
"""The day on which the pictures show the plan."""

_ZONE = ZoneInfo("Europe/Copenhagen")


def _day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


SPRING: tuple[tuple[str, malplan.Draft], ...] = (
    (
        "02-17",
        malplan.Draft(
            what=malplan.MilestoneReached(milestone="foerste-moede-i-arbejdsgruppen"),
            by="tovholder",
            comment="Eksempel.",
        ),
    ),
    (
        "03-24",
        malplan.Draft(
            what=malplan.MilestoneMoved(
                milestone="hoer-konsulenterne",
                period=malplan.Period.parse("uge 16", year=2026),
                because="Konsulenterne har først tid efter påske (eksempel).",
            ),
            by="tovholder",
        ),
    ),
    (
        "04-09",
        malplan.Draft(
            what=malplan.MilestoneReached(milestone="hold-workshop"),
            on=_day("04-08"),
            by="tovholder",
        ),
    ),
    (
        "04-09",
        malplan.Draft(
            what=malplan.Observation(sign="fremmoede", value=Decimal(16)),
            on=_day("04-08"),
            by="tovholder",
            comment="Talt ved døren (eksempel).",
        ),
    ),
    (
        "04-14",
        malplan.Draft(
            what=malplan.MilestoneReached(milestone="aftal-datoer"),
            on=_day("04-13"),
            by="konsulent",
            comment="Eksempel.",
        ),
    ),
    (
        "05-06",
        malplan.Draft(
            what=malplan.Evaluation(
                action="workshop",
                stage=malplan.Stage.INTERIM,
                text="De unge kom, når de blev inviteret af en, de kender (eksempel).",
            ),
            by="arbejdsgruppen",
        ),
    ),
    (
        "05-06",
        malplan.Draft(
            what=malplan.Learning(
                action="workshop",
                text="En personlig invitation virker bedre end et opslag (eksempel).",
            ),
            by="arbejdsgruppen",
        ),
    ),
    (
        "05-06",
        malplan.Draft(
            what=malplan.DecisionMade(
                action="workshop",
                decision=malplan.Decision.ADAPT,
                because="Næste gang inviterer sagsbehandleren personligt (eksempel).",
            ),
            by="arbejdsgruppen",
        ),
    ),
)
"""The day on which each was recorded in 2026, and what."""


def example_workspace() -> malplan.Workspace:
    """A workspace whose log, in memory, holds the spring of Ungeløftet."""
    store = malplan.MemoryStore()
    plan = malplan.Workspace().load("ungeloeftet")
    for day, draft in SPRING:
        moment = datetime.combine(_day(day), datetime.min.time(), _ZONE).replace(hour=10)
        malplan.Workspace(store=store, clock=lambda moment=moment: moment).logbook.record_all(
            plan, (draft,)
        )
    return malplan.Workspace(store=store)
