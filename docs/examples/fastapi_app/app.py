"""The app: plans, how they stand, and what was observed.

From the folder above: ``uvicorn fastapi_app.app:app``
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

import malplan
from fastapi_app.answers import HANDLERS, PROBLEM, language
from fastapi_app.who import role_of_a_colleague, wants_internal

NOT_A_DAY = malplan.Message(da="en dag skrives som 2026-05-15", en="a day is written as 2026-05-15")

_log = logging.getLogger(__name__)


# --- What is made once ----------------------------------------------------------------------------
@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Hold a workspace and its log for as long as the app runs."""
    with closing(malplan.Workspace.find()) as workspace:
        app.state.workspace = workspace
        app.state.log = workspace.logbook  # what cannot be opened is told now
        yield


app = FastAPI(
    title="Målplaner",
    lifespan=lifespan,
    exception_handlers=HANDLERS,
    docs_url=None,  # FastAPI's own pages load scripts from elsewhere
    redoc_url=None,
    responses={422: {"description": "What is wrong, and where", "content": {PROBLEM: {}}}},
)


def the_workspace(request: Request) -> malplan.Workspace:
    """The workspace of the app."""
    workspace: malplan.Workspace = request.app.state.workspace
    return workspace


def the_log(request: Request) -> malplan.Logbook:
    """The log of the app."""
    log: malplan.Logbook = request.app.state.log
    return log


Workspace = Annotated[malplan.Workspace, Depends(the_workspace)]
Log = Annotated[malplan.Logbook, Depends(the_log)]


# --- What is asked for ----------------------------------------------------------------------------
def plan_of(id: str, workspace: Workspace) -> malplan.Plan:
    """The plan of that id.

    It is looked up among those that are registered: ``workspace.load`` opens files too, and must
    not get what others send.
    """
    found = {one.id: one for one in workspace.plans}.get(id)
    if found is None:
        raise HTTPException(404)
    return found.load()


def a_day(text: str | None) -> date | None:
    """A day as it is sent, in the years that malplan knows."""
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
        return malplan.Period(day, day).start
    except ValueError as error:
        told = error.message if isinstance(error, malplan.MalplanError) else NOT_A_DAY
        raise malplan.InvalidInput([malplan.Problem("on", told)]) from None


def day_of(on: str | None = None) -> date | None:
    """The day on which a plan is seen; None for today."""
    return a_day(on)


Plan = Annotated[malplan.Plan, Depends(plan_of)]
Day = Annotated[date | None, Depends(day_of)]
Internal = Annotated[bool, Depends(wants_internal)]
Language = Annotated[malplan.Language, Depends(language)]
Colleague = Annotated[str, Depends(role_of_a_colleague)]


# --- What is shown --------------------------------------------------------------------------------
@app.get("/plans")
def plans(workspace: Workspace) -> list[dict[str, Any]]:
    """Every plan that can be read."""
    views = workspace.views(
        workspace.plans, with_status=False, unreadable=lambda error: _log.error("%s", error)
    )
    return [
        {"id": view.plan.id, "title": view.plan.title, "year": view.plan.year} for view in views
    ]


@app.get("/plans/{id}", response_class=HTMLResponse)
def page(plan: Plan, workspace: Workspace, day: Day, internal: Internal, language: Language) -> str:
    """A plan as a page, with how it stands."""
    return workspace.render(plan, "html", language=language, on=day, internal=internal).decode()


@app.get("/plans/{id}/status")
def status(
    plan: Plan, workspace: Workspace, log: Log, day: Day, internal: Internal
) -> dict[str, Any]:
    """How a plan stands on a day, and why."""
    found = log.status(plan, on=day)
    if not internal:
        found = malplan.published_status(found, threshold=workspace.settings.threshold)
    return malplan.status_data(found)


# --- What is recorded -----------------------------------------------------------------------------
class Observed(BaseModel, extra="forbid"):
    """What was observed of a sign."""

    sign: str
    value: Decimal | None = None
    of: Decimal | None = None
    step: str | None = None
    evidence: str | None = None
    on: str | None = None
    comment: str | None = None


def observation_of(observed: Observed) -> malplan.Observation:
    """What malplan makes of it.

    Raises:
        InvalidRecord: It can be no observation; with every problem.
    """
    try:
        return malplan.Observation(
            sign=observed.sign,
            value=observed.value,
            of=observed.of,
            step=observed.step,
            evidence=observed.evidence,
        )
    except malplan.InvalidPlan as error:
        raise malplan.InvalidRecord(error.problems) from None


@app.post("/plans/{id}/observations", status_code=201)
def observe(plan: Plan, observed: Observed, role: Colleague, log: Log) -> dict[str, str]:
    """Record what was observed; what does not fit the plan is refused, and nothing is stored."""
    what, on = observation_of(observed), a_day(observed.on)
    record = log.record(plan, what, on=on, by=role, comment=observed.comment)
    return {"id": record.id}
