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

from malplan.errors import MalplanError
from malplan.messages import Message
from malplan.model import KeyFigure, Plan, Sign
from malplan.moments import now
from malplan.periods import Period
from malplan.records import Provenance, Record

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


# --- What came of asking --------------------------------------------------------------------------
@attrs.frozen(kw_only=True)
class SignFetched:
    """What came of asking the source of one sign.

    Attributes:
        id: The id of the sign.
        source: The name of the source.
        new: The observations that were recorded.
        corrected: The corrections that were recorded, where the source said something else before,
            and the retractions of what it says in other pieces now.
        unchanged: How many readings the log had already.
        notices: What people should know of the data.
        provenance: Where they come from; None where the source failed.
        error: Why nothing of this sign was recorded; None where all went well.
    """

    id: str
    source: str
    new: tuple[Record, ...] = ()
    corrected: tuple[Record, ...] = ()
    unchanged: int = 0
    notices: tuple[Message, ...] = ()
    provenance: Provenance | None = None
    error: MalplanError | None = None


@attrs.frozen
class FetchReport:
    """What came of fetching.

    Attributes:
        plan: The id of the plan.
        results: One for each sign with a source, in the order of the plan.
        adopted: The record of the plan's version, if it was adopted with them.
        notices: What should be told of recording: a listener that failed.
    """

    plan: str
    results: tuple[SignFetched, ...]
    adopted: Record | None = None
    notices: tuple[Message, ...] = ()

    @property
    def records(self) -> tuple[Record, ...]:
        """Everything that was recorded."""
        return tuple(record for one in self.results for record in (*one.new, *one.corrected))

    @property
    def failed(self) -> tuple[SignFetched, ...]:
        """The signs of which nothing could be recorded."""
        return tuple(one for one in self.results if one.error is not None)


@attrs.frozen(kw_only=True)
class FigureNow:
    """A key figure of a plan beside the newest that its source has.

    Attributes:
        figure: The key figure, as the plan says it.
        newest: The newest reading; None where there is none.
        provenance: Where it comes from.
        notices: What people should know of the data.
        error: Why there is none; None where all went well, or nothing can be fetched.
    """

    figure: KeyFigure
    newest: Reading | None = None
    provenance: Provenance | None = None
    notices: tuple[Message, ...] = ()
    error: MalplanError | None = None


# --- What a source can tell of what it holds ------------------------------------------------------
@attrs.frozen(kw_only=True)
class Part:
    """One dimension of a table, or one column.

    Attributes:
        id: What it is called in the settings of a plan.
        title: What people call it, or what it looks like.
        values: What can be chosen, each with what it means, at most as many as help to choose.
        count: How many there are in all; None where nobody counted.
    """

    id: str
    title: Message | str = ""
    values: tuple[tuple[str, str], ...] = ()
    count: int | None = None


@attrs.frozen(kw_only=True)
class Description:
    """What a table holds, so that the author of a plan can choose.

    Attributes:
        id: The table, or the file.
        title: What it is about.
        parts: Its dimensions or columns; never what a single row of a file says.
        facts: What else there is to know, each with what it is: a unit, and "antal".
        example: Settings that a plan could begin with, as plain data.
        retrieved: When it was told.
    """

    id: str
    title: str = ""
    parts: tuple[Part, ...] = ()
    facts: tuple[tuple[Message | str, str], ...] = ()
    example: Mapping[str, Any] = attrs.field(factory=dict)
    retrieved: datetime = attrs.field(factory=now)
