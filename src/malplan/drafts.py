"""What somebody wants to record, and what was recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import attrs
from attrs import frozen

from malplan.errors import InvalidPlan
from malplan.messages import Message
from malplan.privacy import redact
from malplan.records import (
    KIND_OF,
    Evaluation,
    MilestoneDropped,
    MilestoneMoved,
    MilestoneReached,
    Observation,
    PlanAdopted,
    Record,
    Retraction,
    SignAsItStood,
    What,
)
from malplan.status import SignStatus

_MILESTONE_EVENTS = (MilestoneReached, MilestoneMoved, MilestoneDropped)
_MILESTONE_KINDS = tuple(KIND_OF[kind] for kind in _MILESTONE_EVENTS)

ABOUT_VERSIONS = (KIND_OF[PlanAdopted], KIND_OF[Retraction])
"""The kinds of records that tell which version of a plan is in force."""


@frozen(kw_only=True, repr=False)
class Draft:
    """What somebody wants to record; the log adds the id, the moment and the plan's version.

    Attributes:
        what: What happened.
        on: The day it speaks of; by default the last day of the observation's period, or today.
        by: In which role it is recorded; not a name.
        comment: What else there is to say.
        corrects: The record that it takes the place of.
    """

    what: What
    on: date | None = None
    by: str | None = None
    comment: str | None = None
    corrects: Record | None = None

    def __repr__(self) -> str:
        """Its fields, without CPR numbers: it is made before anything is refused."""
        fields = ((one.name, getattr(self, one.name)) for one in attrs.fields(Draft))
        said = (
            f"{name}={redact(held) if isinstance(held, str) else held!r}"
            for name, held in fields
            if held is not None
        )
        return f"Draft({', '.join(said)})"


@frozen
class Recorded:
    """What was stored.

    Attributes:
        records: The records, in the order of the drafts.
        adopted: The record of the plan's version, if it was adopted with them.
        notices: What should be told: a listener that failed.
    """

    records: tuple[Record, ...]
    adopted: Record | None = None
    notices: tuple[Message, ...] = ()


# --- How a draft becomes a record -----------------------------------------------------------------
def needed(drafts: Sequence[Draft]) -> tuple[str, ...] | None:
    """The kinds of records that are looked at before drafts are stored; None for all."""
    kinds = {type(draft.what) for draft in drafts}
    if Evaluation in kinds:  # which freezes what everything says
        return None
    milestones = _MILESTONE_KINDS if kinds.intersection(_MILESTONE_EVENTS) else ()
    return (*ABOUT_VERSIONS, *milestones)


def is_day(value: object) -> bool:
    """Whether it is a day, and no moment."""
    return isinstance(value, date) and not isinstance(value, datetime)


def day_spoken_of(what: What, today: date) -> date:
    """The last day of an observation's period, as far as it has come; else today."""
    period = what.period if isinstance(what, Observation) else None
    if period is None or period.end is None:
        return today
    return min(period.end, today)


def as_it_stood(status: SignStatus) -> SignAsItStood:
    """A sign as an evaluation keeps it; a figure with too many digits is left out."""
    figure = status.judged.figure or status.figure
    fields: Mapping[str, Any] = {}
    if figure is not None and figure.denominator is not None:
        fields = {"value": figure.numerator, "of": figure.denominator}
    elif figure is not None and figure.value is not None:
        fields = {"value": figure.number}
    elif figure is not None:
        fields = {"step": figure.step}
    try:
        return SignAsItStood(sign=status.id, state=status.state, records=status.records, **fields)
    except InvalidPlan:
        return SignAsItStood(sign=status.id, state=status.state, records=status.records)
