"""Which records count: corrections and retractions are worked out, as they were known at a moment.

Everything here is a function of the set of records: neither their order nor a record that stands
twice matters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any

from attrs import frozen

from malplan.records import Record, Redaction, Retraction, order


@frozen
class Entry:
    """A record that counts.

    Attributes:
        record: What counts: the record, or its last correction.
        first: The record as it was first made. It gives the place among others of the same day,
            so that who corrects something old does not make it the latest.
    """

    record: Record
    first: Record

    @property
    def place(self) -> tuple[date, datetime, str]:
        """What entries are sorted by: the day they speak of, then when they were first made."""
        return self.record.on, self.first.recorded, self.first.id


def known_records(records: Iterable[Record], known_at: datetime | None = None) -> list[Record]:
    """The records that were known at a moment, each once, in the order in which they were made."""
    once = {
        record.id: record for record in records if known_at is None or record.recorded <= known_at
    }
    return sorted(once.values(), key=order)


def entries(known: Iterable[Record]) -> list[Entry]:
    """Those that count, of records in their order; retractions and redactions are none of them.

    A retraction takes away a record with all that corrects it. Of several corrections of the same
    record the last one counts.
    """
    known = list(known)
    changing = [one for one in known if one.corrects is not None or type(one.what) is Retraction]
    if not changing:
        return [Entry(one, one) for one in known if type(one.what) is not Redaction]
    by_id = {one.id: one for one in known}
    gone = _retracted(changing, by_id)
    first_of, last_of = _corrected(changing, by_id, gone)
    return [
        Entry(last_of.get(one.id, one), one)
        for one in known
        if one.id not in gone
        and one.id not in first_of
        and not isinstance(one.what, Retraction | Redaction)
    ]


def retracted(known: Iterable[Record]) -> set[str]:
    """The ids of the records that were retracted, of records in their order."""
    known = list(known)
    changing = [one for one in known if one.corrects is not None or type(one.what) is Retraction]
    return _retracted(changing, {one.id: one for one in known})


class Validity(Enum):
    """Whether a record counts."""

    COUNTS = "counts"
    """It does."""
    CORRECTED = "corrected"
    """A later one took its place."""
    RETRACTED = "retracted"
    """It was taken back."""


def validity(known: Iterable[Record]) -> dict[str, Validity]:
    """Whether each of some records counts, by id, of records in their order.

    What takes back or blanks others counts as long as it is not itself taken back.
    """
    known = list(known)
    gone = retracted(known)
    counting = {entry.record.id for entry in entries(known)}

    def of(record: Record) -> Validity:
        if record.id in gone:
            return Validity.RETRACTED
        is_about_records = isinstance(record.what, Retraction | Redaction)
        counts = is_about_records or record.id in counting
        return Validity.COUNTS if counts else Validity.CORRECTED

    return {one.id: of(one) for one in known}


def _before(target: Record | None, record: Record) -> bool:
    """Whether a record can refer to this one: nothing is changed by what came before it."""
    return target is not None and order(target) < order(record)


def _retracted(changing: list[Record], by_id: dict[str, Record]) -> set[str]:
    """The ids of the records that were retracted, and of what corrects them."""
    gone: set[str] = set()
    for one in reversed(changing):  # a retraction can itself be retracted by a later one
        what: Any = one.what
        if isinstance(what, Retraction) and one.id not in gone:
            target = by_id.get(what.record)
            if target is not None and _before(target, one):
                gone.add(target.id)
    for one in changing:
        if one.corrects in gone and _before(by_id.get(one.corrects or ""), one):
            gone.add(one.id)
    return gone


def _corrected(
    changing: list[Record], by_id: dict[str, Record], gone: set[str]
) -> tuple[dict[str, str], dict[str, Record]]:
    """For each correction the first record, and for each first record its last correction."""
    first_of: dict[str, str] = {}
    last_of: dict[str, Record] = {}
    for one in changing:
        target = by_id.get(one.corrects or "")
        if target is None or not _before(target, one) or not _same_subject(one, target):
            continue
        first = first_of.get(target.id, target.id)
        first_of[one.id] = first
        if one.id not in gone:
            last_of[first] = one
    return first_of, last_of


def _same_subject(one: Record, other: Record) -> bool:
    return (one.kind, one.subject, one.plan) == (other.kind, other.subject, other.plan)


def chain_of(record: Record, known: Iterable[Record]) -> tuple[str, ...]:
    """The ids of a record, of what it corrects and of what corrects it, in their order."""
    known = list(known)
    found = {record.id}
    size = 0
    while size != len(found):
        size = len(found)
        for one in known:
            if one.id in found and one.corrects is not None:
                found.add(one.corrects)
            elif one.corrects in found:
                found.add(one.id)
    return tuple(one.id for one in sorted(known, key=order) if one.id in found)


def all_about(chain: Sequence[str], known: Iterable[Record]) -> tuple[str, ...]:
    """The ids of some records and of what retracts them, and of what retracts that."""
    about = dict.fromkeys(chain)
    for one in known:  # in their order, so that what is retracted comes first
        if isinstance(one.what, Retraction) and one.what.record in about:
            about[one.id] = None
    return tuple(about)


def counting_of(named: Record, known: Iterable[Record], counting: Iterable[Entry]) -> Record | None:
    """The record that counts now, of one that is named by any of its chain; None if none does."""
    chain = set(chain_of(named, known))
    return next((entry.record for entry in counting if entry.record.id in chain), None)
