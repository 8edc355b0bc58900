"""What checks, outputs, readers and sources are given, and what they give."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs
from hypothesis import strategies as st

from malplan.data_sources import DataSource
from malplan.drafts import Draft
from malplan.errors import Problem
from malplan.findings import Finding, Severity
from malplan.imported import Imported, Unsure
from malplan.messages import Message
from malplan.model import Plan, TrialAction
from malplan.moments import now
from malplan.periods import Period
from malplan.presentation import View
from malplan.records import Record
from malplan.sources import Description, Fetched, Part, Reading, Request
from malplan.spans import PeriodPolicy
from malplan.status import Status
from malplan.stores import MemoryStore
from malplan.testing._fetching import days_of
from malplan.testing.strategies._plans import plans, signs
from malplan.testing.strategies._records import (
    comments,
    evaluations,
    learnings,
    logs_of,
    milestone_events,
    observations,
    provenances,
)
from malplan.testing.strategies._texts import (
    days,
    few,
    line_texts,
    made_once,
    numbers,
    optional,
    slugs,
)


# --- Sentences ------------------------------------------------------------------------------------
@made_once
def messages() -> st.SearchStrategy[Message]:
    """Sentences in both languages."""
    return st.builds(Message, da=line_texts(), en=line_texts())


@made_once
def _places() -> st.SearchStrategy[str]:
    return st.lists(slugs(), max_size=3).map("/".join)


@made_once
def findings() -> st.SearchStrategy[Finding]:
    """What a check finds; the places need not be in any plan."""
    return st.builds(
        Finding,
        code=slugs(),
        severity=st.sampled_from(Severity),
        path=_places(),
        message=messages(),
    )


@made_once
def problems() -> st.SearchStrategy[Problem]:
    """What is wrong with an input; the places need not be in any plan."""
    line = optional(st.integers(1, 10_000))
    return st.builds(
        Problem, path=_places(), message=messages(), file=optional(line_texts()), line=line
    )


# --- What outputs get -----------------------------------------------------------------------------
@st.composite
def views(draw: st.DrawFn, of: st.SearchStrategy[Plan] | None = None) -> View:
    """Plans as an output gets them: with a status, public and internal, with and without names.

    Args:
        draw: Given by Hypothesis.
        of: Where the plans come from.
    """
    from malplan.workspace import Workspace

    plan = draw(plans() if of is None else of)
    workspace = Workspace(find_plugins=lambda: (), store=MemoryStore(draw(logs_of(plan))))
    return workspace.view(
        plan,
        date(plan.year, 7, 1),
        internal=draw(st.booleans()),
        without_names=draw(st.booleans()),
        with_status=True,
        with_log=draw(st.booleans()),
    )


def statuses(of: st.SearchStrategy[Plan] | None = None) -> st.SearchStrategy[Status]:
    """How plans stand in the middle of their year; the argument is that of :func:`views`."""
    from malplan.workspace import Workspace

    def status(plan: Plan, log: Sequence[Record]) -> Status:
        workspace = Workspace(find_plugins=lambda: (), store=MemoryStore(log))
        return workspace.status(plan, on=date(plan.year, 7, 1))

    found = plans() if of is None else of
    return found.flatmap(lambda plan: st.builds(status, st.just(plan), logs_of(plan)))


# --- What readers give ----------------------------------------------------------------------------
@made_once
def period_policies() -> st.SearchStrategy[PeriodPolicy]:
    """What primo, medio and ultimo may mean."""
    ends = st.lists(st.integers(1, 27), min_size=2, max_size=2, unique=True).map(sorted)
    return ends.map(lambda ends: PeriodPolicy(primo_ends=ends[0], medio_ends=ends[1]))


@made_once
def drafts() -> st.SearchStrategy[Draft]:
    """What a document may say of what happened."""
    what = st.one_of(observations(), milestone_events(), evaluations(), learnings())
    return st.builds(
        Draft,
        what=what,
        on=optional(days()),
        by=optional(line_texts()),
        comment=optional(comments()),
    )


@made_once
def doubts() -> st.SearchStrategy[Unsure]:
    """What a reader could not read for certain."""
    return st.builds(Unsure, place=messages(), message=messages())


@made_once
def imports() -> st.SearchStrategy[Imported]:
    """What a reader gives; what its drafts name need not be in its plan."""
    return st.builds(Imported, plan=plans(), drafts=few(drafts(), 2), unsure=few(doubts(), 2))


# --- What sources are asked, and give -------------------------------------------------------------
@st.composite
def requests(
    draw: st.DrawFn,
    source: str,
    settings: st.SearchStrategy[Any],
    *,
    options: st.SearchStrategy[dict[str, str]] | None = None,
    folder: Path = Path(),
) -> Request:
    """Requests of a source, each about a sign of a small plan that names it.

    Args:
        draw: Given by Hypothesis.
        source: The name of the source.
        settings: What the plan says of it.
        options: What the caller sets for it; by default nothing.
        folder: What the paths of files are relative to.
    """
    today = draw(days())
    asked = DataSource(name=source, settings=draw(settings))
    sign = attrs.evolve(draw(signs(year=today.year)), source=asked)
    action = TrialAction(id="handling", title="En prøvehandling (eksempel)", signs=(sign,))
    return Request(
        plan=Plan(
            id="plan",
            title="En plan (eksempel)",
            year=today.year,
            municipality="Eksempel Kommune",
            actions=(action,),
        ),
        about=sign,
        settings=asked.settings,
        today=today,
        since=draw(optional(days())),
        options=draw(st.just({}) if options is None else options),
        folder=folder,
        offline=draw(st.booleans()),
    )


@made_once
def readings() -> st.SearchStrategy[Reading]:
    """Numbers, ratios and steps, each with the days that it speaks of."""
    figures = st.one_of(
        st.fixed_dictionaries({"value": numbers()}),
        st.fixed_dictionaries({"value": numbers(least=0), "of": numbers(least=1)}),
        st.fixed_dictionaries({"step": slugs()}),
    )
    time = st.tuples(days(), days()).map(lambda both: Period(min(both), max(both)))
    return st.builds(lambda period, figure: Reading(period=period, **figure), time, figures)


@made_once
def fetches() -> st.SearchStrategy[Fetched]:
    """What a source gives: readings in the order of time, one for each."""

    def in_order(found: Sequence[Reading]) -> tuple[Reading, ...]:
        by_time = {days_of(one.period)[::-1]: one for one in found}
        return tuple(by_time[time] for time in sorted(by_time))

    return st.builds(
        Fetched,
        readings=st.lists(readings(), max_size=3).map(in_order),
        provenance=provenances(),
        notices=few(messages(), 2),
    )


@made_once
def table_parts() -> st.SearchStrategy[Part]:
    """Dimensions and columns of tables."""
    value = st.tuples(slugs(), line_texts())
    return st.builds(
        Part,
        id=slugs(),
        title=messages() | line_texts(),
        values=few(value),
        count=optional(st.integers(0, 10**6)),
    )


@made_once
def descriptions() -> st.SearchStrategy[Description]:
    """What a source tells of a table."""
    example = st.dictionaries(slugs(), line_texts() | st.integers(0, 100), max_size=2)
    return st.builds(
        Description,
        id=line_texts(),
        title=line_texts(),
        parts=few(table_parts(), 2),
        facts=few(st.tuples(messages() | line_texts(), line_texts()), 2),
        example=example,
        retrieved=st.builds(now),
    )
