"""The table of the log: what was recorded, when, and in which role; it is never published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from attrs import frozen

from malplan.history import validity
from malplan.measures import Measure, Quantitative
from malplan.messages import labels
from malplan.messages import log as log_words
from malplan.periods import Period
from malplan.records import DecisionMade, MilestoneMoved, Observation, PlanAdopted, Record
from malplan.telling import VALIDITY, kind_said, records_named, text_of
from malplan_tables.outputs import messages as words
from malplan_tables.outputs.cells import Cell, Column, Row
from malplan_tables.outputs.parts import Parts


def log(parts: Parts) -> tuple[tuple[Column, ...], list[Row]]:
    """All records in the order in which they were made, also those that do not count any more."""
    columns = (
        parts.column(words.DAY, 12),
        parts.column(words.KIND, 24),
        Column(parts.heading("action"), 32),
        parts.column(words.NUMBER, 17),
        parts.column(words.VALUE, 22),
        parts.column(words.UNIT, 14),
        parts.column(words.DENOMINATOR, 11),
        *parts.time_columns(labels.TIME, words.FROM, words.TO),
        parts.column(words.TEXT, 60),
        parts.column(log_words.COMMENT, 40),
        parts.column(words.SOURCE, 36),
        parts.column(words.RECORDED, 18),
        parts.column(words.RECORDED_BY, 22),
        parts.column(words.VALIDITY, 20),
        parts.column(words.RECORDS_NAMED, 38),
        parts.column(log_words.CORRECTED_BECAUSE, 40),
        parts.column(words.ID, 38),
    )
    counts = validity(parts.view.records)
    subjects = dict(_subjects(parts))
    rows: list[Row] = []
    for record in parts.view.records:
        subject = subjects.get(
            record.subject or "", _Subject(None, record.subject)
        )  # not in the plan
        rows.append(
            (
                *(record.on, parts.say(kind_said(record)), subject.action, subject.number),
                *_value(parts, record, subject.measure),
                *parts.time(_period(record)),
                *(text_of(record), record.comment, _source(record)),
                *(_recorded(parts, record), record.by, parts.say(VALIDITY[counts[record.id]])),
                *(", ".join(records_named(record)), record.reason, record.id),
            )
        )
    return columns, rows


@frozen
class _Subject:
    """What records are about."""

    action: str | None
    number: str | None
    measure: Measure | None = None


def _subjects(parts: Parts) -> Iterator[tuple[str, _Subject]]:
    for index, (title, action) in enumerate(parts.each_action(), 1):
        yield action.id, _Subject(title, parts.action_number(index))
    for title, milestone in parts.each_milestone():
        yield milestone.id, _Subject(title, parts.numbered("milestone", milestone.id))
    for title, sign in parts.each_sign():
        yield sign.id, _Subject(title, parts.numbered("sign", sign.id), sign.measure)


def _value(parts: Parts, record: Record, measure: Measure | None) -> tuple[Cell, Cell, Cell]:
    """What was recorded, its unit, and of a ratio the denominator."""
    match record.what:
        case Observation(value=None, step=step):
            return parts.step(measure, step), None, None
        case Observation(value=value, of=None):
            return value, measure.unit if isinstance(measure, Quantitative) else None, None
        case Observation(value=value, of=of):
            return value, None, of
        case DecisionMade() as what:
            return parts.decision(what), None, None
        case PlanAdopted():
            return parts.say(words.ADOPTED, version=(record.version or "")[:12]), None, None
        case _:
            return None, None, None


def _period(record: Record) -> Period | None:
    what = record.what
    return what.period if isinstance(what, Observation | MilestoneMoved) else None


def _source(record: Record) -> Cell:
    """Where a figure comes from: as somebody named it, or what a source of data was asked for."""
    what = record.what
    if not isinstance(what, Observation):
        return None
    origin = what.provenance
    if origin is None:
        return what.source
    licence = f" ({origin.licence})" if origin.licence else ""
    return f"{origin.source}: {origin.query}{licence}"


def _recorded(parts: Parts, record: Record) -> datetime:
    """When something was recorded, by the clock there; spreadsheets know no zones."""
    local = record.recorded.astimezone(parts.view.timezone)
    return local.replace(tzinfo=None, microsecond=0)
