"""Records: of every kind, with hostile texts, and of a given plan."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import attrs
from hypothesis import strategies as st

from malplan.measures import Combine, Measure, Quantitative
from malplan.model import Plan
from malplan.moments import end_of
from malplan.privacy import has_cpr_number
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
    What,
)
from malplan.spans import FIRST_YEAR, LAST_YEAR
from malplan.testing.strategies._texts import (
    days,
    few,
    headcounts,
    line_texts,
    made_once,
    numbers,
    optional,
    periods,
    prose_texts,
    slugs,
)

INJECTIONS = (
    "'; DROP TABLE record; --",
    '"; DROP TABLE record; --',
    "' OR '1'='1",
    "%s %(id)s :id ? $1 {0}",
    "\\'; SELECT 1; --",
    "%' OR plan LIKE '%",
    "$$; DROP TABLE record; $$",
    "/* */ -- #",
)
"""Texts that would change a query into which they were pasted."""


# --- Ids, moments, texts --------------------------------------------------------------------------
@made_once
def record_ids() -> st.SearchStrategy[str]:
    """Ids of records: UUIDs of version 7, of any time."""

    def as_id(number: int) -> str:
        high, low = divmod(number, 1 << 62)
        upper, lower = divmod(high, 1 << 12)
        digits = f"{upper << 80 | 7 << 76 | lower << 64 | 2 << 62 | low:032x}"
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

    return st.integers(0, (1 << 122) - 1).map(as_id)


@made_once
def moments() -> st.SearchStrategy[datetime]:
    """Moments in UTC."""
    return st.datetimes(
        datetime(FIRST_YEAR, 1, 1),  # noqa: DTZ001 - Hypothesis adds the zone
        datetime(LAST_YEAR, 12, 31),  # noqa: DTZ001
        timezones=st.just(UTC),
    )


@made_once
def versions() -> st.SearchStrategy[str]:
    """Versions of plans."""
    return st.binary(min_size=32, max_size=32).map(bytes.hex)


@made_once
def comments() -> st.SearchStrategy[str]:
    """Texts of one or more lines, injections among them."""
    texts = st.sampled_from(INJECTIONS) | prose_texts()
    return texts.filter(lambda text: not has_cpr_number(text))


# --- What happens ---------------------------------------------------------------------------------
@made_once
def provenances() -> st.SearchStrategy[Provenance]:
    """Where figures come from, from any source."""
    return st.builds(
        Provenance,
        source=slugs(),
        query=comments(),
        retrieved=moments(),
        checksum=versions() | versions().map("blake3:{}".format),
        licence=optional(comments()),
    )


@made_once
def observations() -> st.SearchStrategy[Observation]:
    """Observations of numbers, ratios and steps."""
    sign, source = slugs(), optional(slugs())
    period = optional(periods())
    figure = numbers()
    provenance = optional(provenances())
    return st.one_of(
        st.builds(
            Observation,
            sign=sign,
            value=figure,
            source=source,
            period=period,
            provenance=provenance,
        ),
        st.builds(Observation, sign=sign, value=figure, of=figure, source=source, period=period),
        st.builds(
            Observation,
            sign=sign,
            step=slugs(),
            evidence=optional(comments()),
            source=source,
            period=period,
        ),
    )


@made_once
def milestone_events() -> st.SearchStrategy[MilestoneReached | MilestoneMoved | MilestoneDropped]:
    """Milestones reached, moved and dropped."""
    milestone = slugs()
    return st.one_of(
        st.builds(MilestoneReached, milestone=milestone),
        st.builds(MilestoneMoved, milestone=milestone, period=periods(), because=comments()),
        st.builds(MilestoneDropped, milestone=milestone, because=optional(comments())),
    )


@made_once
def signs_as_they_stood() -> st.SearchStrategy[SignAsItStood]:
    """What an evaluation keeps of a sign."""
    return st.builds(
        SignAsItStood,
        sign=slugs(),
        state=st.sampled_from(SignState),
        value=optional(numbers()),
        of=optional(numbers()),
        step=optional(slugs()),
        records=few(record_ids(), 2),
    )


@made_once
def evaluations() -> st.SearchStrategy[Evaluation]:
    """Evaluations, with signs as they stood."""
    return st.builds(
        Evaluation,
        action=slugs(),
        stage=st.sampled_from(Stage),
        text=comments(),
        signs=few(signs_as_they_stood(), 2),
    )


@made_once
def learnings() -> st.SearchStrategy[Learning]:
    """What was learned."""
    return st.builds(Learning, action=slugs(), text=comments())


@made_once
def decisions() -> st.SearchStrategy[DecisionMade]:
    """Decisions, with their reasons."""
    decision = st.sampled_from(Decision)
    return st.builds(DecisionMade, action=slugs(), decision=decision, because=comments())


@made_once
def retractions() -> st.SearchStrategy[Retraction]:
    """Records taken back."""
    return st.builds(Retraction, record=record_ids(), because=comments())


@made_once
def redactions() -> st.SearchStrategy[Redaction]:
    """Records blanked for good."""
    named = st.lists(record_ids(), min_size=1, max_size=3, unique=True).map(tuple)
    return st.builds(Redaction, records=named, because=comments())


@made_once
def adoptions() -> st.SearchStrategy[PlanAdopted]:
    """Versions of plans taken into use."""
    return st.builds(PlanAdopted, content=optional(comments()))


@made_once
def whats() -> st.SearchStrategy[What]:
    """What a record can tell, of every kind."""
    return st.one_of(
        observations(),
        milestone_events(),
        evaluations(),
        learnings(),
        decisions(),
        retractions(),
        redactions(),
        adoptions(),
    )


# --- Records --------------------------------------------------------------------------------------
_UNCORRECTABLE = (Retraction, Redaction, PlanAdopted)


@made_once
@st.composite
def records(draw: st.DrawFn) -> Record:
    """Records of every kind; each is valid by itself, and what it names may not be there."""
    what = draw(whats())
    corrects = None if isinstance(what, _UNCORRECTABLE) else draw(optional(record_ids()))
    return Record(
        id=draw(record_ids()),
        plan=draw(slugs()),
        on=draw(days()),
        recorded=draw(moments()),
        what=what,
        by=draw(optional(line_texts())),
        comment=draw(optional(comments())),
        version=draw(optional(versions())),
        corrects=corrects,
        reason=None if corrects is None else draw(optional(comments())),
    )


# --- Of a plan ------------------------------------------------------------------------------------
def records_of(plan: Plan) -> st.SearchStrategy[Record]:
    """Records that fit a plan: they name what it has, in the unit or on the scale it has.

    Nothing for a plan without trial actions.
    """
    return _records_of(plan, st.integers(-300, 600).map(timedelta))


def _records_of(plan: Plan, since: st.SearchStrategy[timedelta]) -> st.SearchStrategy[Record]:
    whats = _whats_of(plan)
    first = date(plan.year, 1, 1)
    day = since.map(lambda passed: min(max(first + passed, _FIRST_DAY), _LAST_DAY))
    # Midnight in Copenhagen is on the day before in UTC; what is recorded comes after its day.
    later = st.timedeltas(timedelta(microseconds=1), timedelta(days=60))

    def record(id: str, what: What, on: date, later: timedelta, more: dict[str, Any]) -> Record:
        return Record(id=id, plan=plan.id, on=on, recorded=end_of(on) + later, what=what, **more)

    more = st.fixed_dictionaries({"by": optional(line_texts()), "comment": optional(comments())})
    return st.builds(record, record_ids(), whats, day, later, more)


_FIRST_DAY, _LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR - 1, 12, 31)


def _whats_of(plan: Plan) -> st.SearchStrategy[What]:
    found: list[st.SearchStrategy[What]] = []
    for action in plan.actions:
        decision = st.sampled_from(Decision)
        found += [
            st.builds(
                Evaluation, action=st.just(action.id), stage=st.sampled_from(Stage), text=comments()
            ),
            st.builds(Learning, action=st.just(action.id), text=comments()),
            st.builds(
                DecisionMade, action=st.just(action.id), decision=decision, because=comments()
            ),
        ]
        found += [
            _observations_of(sign.id, sign.measure)
            for sign in action.signs
            if sign.measure is not None
        ]
        for milestone in action.milestones:
            id = st.just(milestone.id)
            scheduled = periods(plan.year).filter(lambda period: period.scheduled)
            found += [
                st.builds(MilestoneReached, milestone=id),
                st.builds(MilestoneMoved, milestone=id, period=scheduled, because=comments()),
                st.builds(MilestoneDropped, milestone=id, because=optional(comments())),
            ]
    return st.one_of(found)


def _observations_of(sign: str, measure: Measure) -> st.SearchStrategy[What]:
    source = optional(slugs())
    if not isinstance(measure, Quantitative):
        steps = st.sampled_from([step.id for step in measure.scale])
        return st.builds(Observation, sign=st.just(sign), step=steps, evidence=optional(comments()))
    if measure.combine is Combine.RATIO:
        pairs = st.tuples(st.integers(0, 500), st.integers(1, 500))
        return st.builds(
            lambda pair, source: Observation(
                sign=sign,
                value=Decimal(min(pair)) if min(pair) else Decimal(0),
                of=Decimal(max(pair)),
                source=source,
            ),
            pairs,
            source,
        )
    values = headcounts() if measure.counts else numbers(-(10**6), 10**6)
    return st.builds(Observation, sign=st.just(sign), value=values, source=source)


@st.composite
def logs_of(draw: st.DrawFn, plan: Plan, most: int = 8) -> list[Record]:
    """What a log may hold of a plan: records that fit it, corrections and retractions of them.

    Args:
        draw: Given by Hypothesis.
        plan: The plan; the log of one without trial actions is empty.
        most: The most records.
    """
    if not plan.actions:
        return []
    made: list[Record] = []
    for one in draw(st.lists(records_of(plan), max_size=most, unique_by=lambda one: one.id)):
        earlier = [
            other
            for other in made
            if other.recorded < one.recorded and not isinstance(other.what, _UNCORRECTABLE)
        ]
        action = draw(st.sampled_from(("add", "add", "correct", "retract"))) if earlier else "add"
        if action == "add":
            made.append(one)
            continue
        other = draw(st.sampled_from(earlier))
        if action == "retract":
            what = Retraction(record=other.id, because=draw(comments()))
            made.append(attrs.evolve(one, what=what))
        else:
            made.append(attrs.evolve(one, what=other.what, corrects=other.id))
    return made
