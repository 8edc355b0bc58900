"""The tables of trial actions, milestones, learning, key figures, and of the plan itself."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from malplan.messages import Message, labels
from malplan.model import Milestone, Person
from malplan.periods import Period
from malplan.publishing import has_withheld
from malplan.records import DecisionMade, Record
from malplan.standing import Told, freshness
from malplan.status import ActionStatus
from malplan.telling import kind_said, text_of
from malplan_tables.outputs import messages as words
from malplan_tables.outputs.cells import Cell, Column, Row
from malplan_tables.outputs.parts import Parts


def actions(parts: Parts) -> tuple[tuple[Column, ...], list[Row]]:
    """The trial actions, and what was decided of them."""
    columns = (
        parts.column(words.NUMBER, 18),
        parts.column(words.TITLE, 30),
        *parts.standing_columns,
        parts.column(words.LATE, 24),
        parts.column(words.MISSED, 24),
        parts.column(words.DECISION, 14),
        parts.column(words.DECISION_DAY, 12),
        parts.column(words.DAYS_SINCE, 14),
        parts.column(words.DESCRIPTION, 50),
        Column(parts.heading("hypothesis"), 50),
    )
    rows: list[Row] = []
    for index, action in enumerate(parts.plan.actions, 1):
        stands = parts.actions.get(action.id)
        rows.append(
            (
                *(parts.action_number(index), action.title, *parts.standing(stands)),
                *_followed(parts, stands),
                *(action.description, action.hypothesis),
            )
        )
    return columns, rows


def _followed(parts: Parts, stands: ActionStatus | None) -> tuple[Cell, ...]:
    if stands is None:
        return (None,) * 5
    decided = stands.decision
    what = None if decided is None else decided.what
    days = stands.freshness_days
    return (
        parts.all_numbered("milestone", stands.late),
        parts.all_numbered("sign", stands.missed),
        parts.decision(what) if isinstance(what, DecisionMade) else None,
        None if decided is None else decided.on,
        None if days is None else Decimal(days),
    )


def milestones(parts: Parts) -> tuple[tuple[Column, ...], list[Row]]:
    """The milestones, and how they were moved."""
    columns = (
        Column(parts.heading("action"), 32),
        parts.column(words.NUMBER, 17),
        Column(parts.heading("milestone"), 44),
        parts.column(words.KIND, 20),
        *parts.standing_columns,
        *parts.time_columns(labels.TIME, words.FROM, words.TO),
        parts.column(words.ENDED, 14),
        parts.column(words.FIRST_TIME, 24),
        parts.column(words.MOVES, 11),
        parts.column(words.SLIPPAGE, 16),
        parts.column(words.OPTIONAL, 12),
        parts.column(words.AFTER, 20),
    )
    rows: list[Row] = []
    for title, milestone in parts.each_milestone():
        stands = parts.milestones.get(milestone.id)
        first = milestone.period if stands is None else stands.first_period
        rows.append(
            (
                *(title, parts.numbered("milestone", milestone.id), milestone.text),
                _kind(parts, milestone),
                *parts.standing(stands),
                *parts.time(parts.milestone_time(milestone)),
                None if stands is None else stands.on,
                parts.time(first)[0],
                None if stands is None else Decimal(stands.moves),
                None if stands is None else Decimal(stands.slippage_days),
                _yes_or_no(parts, milestone.optional),
                parts.all_numbered("milestone", milestone.after),
            )
        )
    return columns, rows


def _kind(parts: Parts, milestone: Milestone) -> Cell:
    """What a milestone marks; a step on the way has no word of its own."""
    word = labels.MILESTONE_KINDS.get(milestone.kind.value)
    return None if word is None else parts.say(word)


def _yes_or_no(parts: Parts, held: bool) -> str:
    return parts.say(labels.YES if held else labels.NO)


# --- Evaluation and learning ----------------------------------------------------------------------
def learnings(parts: Parts) -> tuple[tuple[Column, ...], list[Row]]:
    """What was evaluated, learned and decided."""
    columns = (
        Column(parts.heading("action"), 32),
        parts.column(words.KIND, 22),
        parts.column(words.DAY, 12),
        parts.column(words.TEXT, 70),
        parts.column(words.DECISION, 14),
        parts.column(words.STOOD, 44),
    )
    rows: list[Row] = []
    for title, action in parts.each_action():
        stands = parts.actions.get(action.id)
        if stands is not None:
            rows += _told(parts, title, stands)
    return columns, rows


def _told(parts: Parts, title: str, stands: ActionStatus) -> Iterator[Row]:
    for record, stood in zip(stands.evaluations, _stood(parts, stands), strict=True):
        yield _learning(parts, title, record, stood)
    for record in stands.learnings:
        yield _learning(parts, title, record)
    if stands.decision is not None:
        yield _learning(parts, title, stands.decision)


def _stood(parts: Parts, stands: ActionStatus) -> Iterator[str]:
    """Of each evaluation, the signs as they stood: "Tegn 1.1: på vej (12 unge)"."""
    status = parts.view.status
    if status is None:
        return
    told = Told(status, parts.numbers, parts.heading("sign"), parts.language)
    for items in told.evaluations(stands.id, ""):
        for item in items.items:
            # The first says which evaluation it is, and of which day.
            yield "\n".join(f"{fact.label}: {fact.text}" for fact in item.facts[1:])


def _learning(parts: Parts, title: str, record: Record, stood: str = "") -> Row:
    what = record.what
    decided = parts.decision(what) if isinstance(what, DecisionMade) else None
    kind = parts.say(kind_said(record))
    return title, kind, record.on, text_of(record), decided, stood or None


# --- The plan -------------------------------------------------------------------------------------
def key_figures(parts: Parts) -> tuple[tuple[Column, ...], list[Row]]:
    """The key figures of the challenge."""
    columns = (
        Column(parts.heading("key_figures"), 50),
        parts.column(labels.FIGURE, 14),
        parts.column(words.UNIT, 14),
        parts.column(words.ABOUT, 12),
        *parts.time_columns(labels.DATE, words.FROM, words.TO),
        parts.column(labels.DATA_FROM, 36),
        parts.column(words.PART_OF, 40),
    )
    names = {one.id: one.text for one in parts.plan.key_figures}
    rows: list[Row] = []
    for one in parts.plan.key_figures:
        about = None if one.withheld else _yes_or_no(parts, one.about)
        whole = None if one.part_of is None else names.get(one.part_of)
        number, source = parts.number(one.value), parts.source(one.source)
        rows.append((one.text, number, one.unit, about, *parts.time(one.as_of), source, whole))
    return columns, rows


def about(parts: Parts) -> tuple[tuple[Column, ...], list[Row]]:
    """What the plan is, and what has to be known before anything is read."""
    columns = (parts.column(words.FIELD, 26), parts.column(words.CONTENT, 90))
    return columns, [(label, text) for label, text in _facts(parts) if text]


def _facts(parts: Parts) -> Iterator[tuple[str, str | None]]:
    plan, status = parts.plan, parts.view.status
    note = parts.say(words.NOTE)
    for message in _notes(parts):
        yield note, parts.say(message)
    yield parts.heading("plan"), plan.title
    yield parts.say(words.MUNICIPALITY), plan.municipality
    yield parts.say(words.YEAR), str(plan.year)
    if status is not None:
        day = Period(status.on, status.on).in_words(parts.language)
        yield parts.say(labels.STATUS), f"{day}. {parts.say(freshness(status))}."
    yield parts.heading("owner"), _person(plan.owner)
    yield parts.heading("coordinators"), ", ".join(str(_person(one)) for one in plan.coordinators)
    for goal in plan.goals:
        yield parts.numbered("goal", goal.id), goal.text
    group, challenge = plan.target_group, plan.challenge
    yield parts.heading("target_group"), None if group is None else group.text
    for objective in plan.objectives:
        yield parts.heading("objectives"), objective.text
    yield parts.heading("challenge"), None if challenge is None else challenge.text


def _notes(parts: Parts) -> Iterator[Message]:
    view = parts.view
    if view.internal:
        yield labels.INTERNAL
    elif view.status is not None or has_withheld(view.plan):
        known = view.threshold is not None
        why = labels.WHY_WITHHELD if known else labels.WHY_SOME_ARE_WITHHELD
        yield why.format(threshold=view.threshold)
    if view.status is None:
        yield words.NOTHING_RECORDED


def _person(person: Person | None) -> str | None:
    if person is None:
        return None
    return f"{person.name} ({person.role})" if person.role else person.name
