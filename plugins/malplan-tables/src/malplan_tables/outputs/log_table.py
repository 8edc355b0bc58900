"""The table of the log: what was recorded, when, and in which role; it is never published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from attrs import frozen

from malplan.history import validity
from malplan.measures import Measure, Quantitative
from malplan.messages import labels
from malplan.messages import log as log_words
from malplan.periods import Period
from malplan.records import DecisionMade, MilestoneMoved, Observation, PlanAdopted, Record, order
from malplan.telling import VALIDITY, kind_said, records_named, text_of
from malplan_tables.outputs import messages as words
from malplan_tables.outputs.cells import Cell, Column, Row
from malplan_tables.outputs.parts import Parts


def log(parts: Parts) -> tuple[tuple[Column, ...], list[Row]]:
    """The records in the order in which they were made, also those that do not count any more.

    They are those of days up to that of the status. Whether one counts is said as it is known now.
    """
    columns = (
        parts.column(words.DAY, 12),
        parts.column(words.KIND, 24),
        Column(parts.heading("action"), 32),
        parts.column(words.NUMBER, 17),
        parts.column(labels.WHAT, 40),
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
    records, status = parts.view.records, parts.view.status
    counts, by_id = validity(records), {one.id: one for one in records}
    subjects = dict(_subjects(parts))
    rows: list[Row] = []
    for record in records:
        if status is not None and record.on > status.on:
            continue
        id = _subject_of(record, by_id)
        subject = subjects.get(id or "", _Subject(None, id, None))  # not in the plan
        rows.append(
            (
                *(record.on, parts.say(kind_said(record))),
                *(subject.action, subject.number, subject.text),
                *_value(parts, record, subject.measure),
                *parts.time(_period(record)),
                *(text_of(record), record.comment, _source(record)),
                *(_recorded(parts, record), record.by, parts.say(VALIDITY[counts[record.id]])),
                *(", ".join(records_named(record)), record.reason, record.id),
            )
        )
    return columns, rows


def _subject_of(record: Record, by_id: Mapping[str, Record]) -> str | None:
    """What a record is about; of one that takes back or blanks others, what they are about."""
    for id in () if record.subject is not None else records_named(record):
        if id in by_id and order(by_id[id]) < order(record):
            return _subject_of(by_id[id], by_id)
    return record.subject


@frozen
class _Subject:
    """What records are about."""

    action: str | None
    number: str | None
    text: str | None
    measure: Measure | None = None


def _subjects(parts: Parts) -> Iterator[tuple[str, _Subject]]:
    for index, (title, action) in enumerate(parts.each_action(), 1):
        yield action.id, _Subject(title, parts.action_number(index), action.title)
    for title, one in parts.each_milestone():
        yield one.id, _Subject(title, parts.numbered("milestone", one.id), one.text)
    for title, sign in parts.each_sign():
        # By the version of the plan that the status is judged by, as the figures are.
        judged = parts.signs.get(sign.id)
        measure = sign.measure if judged is None else judged.sign.measure
        yield sign.id, _Subject(title, parts.numbered("sign", sign.id), sign.text, measure)


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
