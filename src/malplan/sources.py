"""What a source of data is asked for, and what it gives.

A source knows where a municipality has its numbers: a list in a file, a bank of statistics. It
gives readings, which are figures with the time they speak of; malplan makes observations of a sign
of them, or shows the newest beside a key figure. What it asks for stands in the plan, in
``settings`` that the source types with an attrs class of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import attrs

from malplan.messages import Message
from malplan.model import KeyFigure, Plan, Sign
from malplan.moments import now
from malplan.periods import Period
from malplan.records import Provenance

_NO_OPTIONS: Mapping[str, str] = MappingProxyType({})


@attrs.frozen(kw_only=True)
class Request:
    """What a source is asked for.

    Attributes:
        plan: The plan.
        about: The sign or the key figure whose numbers are wanted.
        settings: What the plan says of the source: an instance of its ``settings`` class.
        today: Which day it is.
        since: Nothing that ended before this day is wanted; None for all there is.
        options: What the caller sets for the source, by name; of ``option_names`` only.
        folder: What the paths of files are relative to. Nothing outside of it is read.
        offline: Whether nothing is asked over the network: what was kept has to do.
    """

    plan: Plan
    about: Sign | KeyFigure
    settings: Any
    today: date
    since: date | None = None
    options: Mapping[str, str] = _NO_OPTIONS
    folder: Path = Path()
    offline: bool = False

    def wants(self, period: Period) -> bool:
        """Whether a time is not over before what is wanted begins."""
        return self.since is None or period.end is None or period.end >= self.since


@attrs.frozen(kw_only=True)
class Reading:
    """A figure and the time it speaks of.

    Attributes:
        period: The days it speaks of, both known: one day, a week, a month.
        value: The number, in the unit of the sign; of a ratio the numerator.
        of: The denominator of a ratio.
        step: The id of a step on the scale of a qualitative sign, instead of a number.
    """

    period: Period
    value: Decimal | None = None
    of: Decimal | None = None
    step: str | None = None


@attrs.frozen(kw_only=True)
class Fetched:
    """What a source gave.

    Attributes:
        readings: The figures, one for each time, in the order of time. Aggregates only: nothing
            that stands in one row alone.
        provenance: Where they come from.
        notices: What people should know: that rows without a day were left out, that an answer
            comes from the cache and how old it is.
    """

    readings: tuple[Reading, ...]
    provenance: Provenance
    notices: tuple[Message, ...] = ()


# --- What a source can tell of what it holds ------------------------------------------------------
@attrs.frozen(kw_only=True)
class Part:
    """One dimension of a table, or one column.

    Attributes:
        id: What it is called in the settings of a plan.
        title: What people call it.
        values: What can be chosen, each with what it means, at most as many as help to choose.
        count: How many there are in all; None where nobody counted.
    """

    id: str
    title: str = ""
    values: tuple[tuple[str, str], ...] = ()
    count: int | None = None


@attrs.frozen(kw_only=True)
class Description:
    """What a table holds, so that the author of a plan can choose.

    Attributes:
        id: The table, or the file.
        title: What it is about.
        parts: Its dimensions or columns; never what a single row of a file says.
        facts: What else there is to know, each with what it is: ``("unit", "antal")``.
        example: Settings that a plan could begin with, as plain data.
        retrieved: When it was told.
    """

    id: str
    title: str = ""
    parts: tuple[Part, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    example: Mapping[str, Any] = attrs.field(factory=dict)
    retrieved: datetime = attrs.field(factory=now)
