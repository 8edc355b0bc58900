"""Which records count, held against a slow reading of the same rules."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import attrs
from following import BEFORE, PLAN, observed, record
from hypothesis import given
from hypothesis import strategies as st

from malplan.history import Validity, chain_of, entries, known_records, retracted, validity
from malplan.records import MilestoneReached, Record, Redaction, Retraction
from malplan.testing.strategies import logs_of

LOGS = logs_of(PLAN, most=12)
NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)


def slowly(records: list[Record]) -> dict[str, str]:
    """For each record that counts, the id of the one that counts in its place."""
    by_time = sorted(records, key=lambda one: (one.recorded, one.id))
    place = {one.id: index for index, one in enumerate(by_time)}

    def target(one: Record, id: str | None) -> Record | None:
        found = next((other for other in records if other.id == id), None)
        return found if found is not None and place[found.id] < place[one.id] else None

    def is_correction(one: Record) -> bool:
        old = target(one, one.corrects)
        return old is not None and (old.kind, old.subject) == (one.kind, one.subject)

    def is_gone(one: Record) -> bool:
        retracted = any(
            isinstance(other.what, Retraction)
            and target(other, other.what.record) == one
            and not is_gone(other)
            for other in records
        )
        old = target(one, one.corrects)
        return retracted or (old is not None and is_gone(old))

    def first_of(one: Record) -> Record:
        old = target(one, one.corrects)
        return first_of(old) if is_correction(one) and old is not None else one

    counted: dict[str, str] = {}
    for one in by_time:
        is_about_records = isinstance(one.what, Retraction | Redaction)
        if not is_about_records and not is_gone(one) and not is_gone(first_of(one)):
            counted[first_of(one).id] = one.id  # the last one stays
    return counted


@given(LOGS, st.randoms())
def test_entries_are_what_the_rules_say(records: list[Record], chance: random.Random) -> None:
    shuffled = [*records, *records[:2]]
    chance.shuffle(shuffled)
    found = {one.first.id: one.record.id for one in entries(known_records(shuffled))}
    assert found == slowly(records)


@given(LOGS)
def test_a_record_counts_is_corrected_or_taken_back(records: list[Record]) -> None:
    known = known_records(records)
    found = validity(known)
    assert list(found) == [one.id for one in known]
    counting = {one.record.id for one in entries(known)}
    gone = retracted(known)
    for one in known:
        is_about_records = isinstance(one.what, Retraction | Redaction)
        assert (found[one.id] is Validity.RETRACTED) is (one.id in gone)
        assert (found[one.id] is Validity.COUNTS) is (
            one.id in counting or (is_about_records and one.id not in gone)
        )


@given(LOGS)
def test_known_records_stand_once_and_in_their_order(records: list[Record]) -> None:
    known = known_records([*records, *records])
    assert known == sorted(records, key=lambda one: (one.recorded, one.id))


def at(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


def test_a_correction_of_a_correction_counts() -> None:
    first = observed("fremmoede", 10, BEFORE, at=at(0))
    second = observed("fremmoede", 12, BEFORE, at=at(1), corrects=first.id)
    third = observed("fremmoede", 11, BEFORE, at=at(2), corrects=second.id)
    (entry,) = entries(known_records([third, first, second]))
    assert (entry.record, entry.first) == (third, first)
    again = observed("fremmoede", 9, BEFORE, at=at(3), corrects=first.id)
    (entry,) = entries(known_records([third, first, second, again]))
    assert (entry.record, entry.first) == (again, first)
    assert chain_of(second, [first, third, again, second]) == (
        first.id,
        second.id,
        third.id,
        again.id,
    )


def test_what_is_retracted_takes_its_corrections_with_it() -> None:
    first = observed("fremmoede", 10, BEFORE, at=at(0))
    second = observed("fremmoede", 12, BEFORE, at=at(1), corrects=first.id)
    gone = record(Retraction(record=first.id, because="Talt to gange"), BEFORE, at=at(2))
    assert entries(known_records([first, second, gone])) == []
    undone = record(Retraction(record=second.id, because="En fejl"), BEFORE, at=at(2))
    (entry,) = entries(known_records([first, second, undone]))
    assert entry.record == first
    back = record(Retraction(record=gone.id, because="Nej"), BEFORE, at=at(3))
    (entry,) = entries(known_records([first, second, gone, back]))
    assert entry.record == second


def test_what_names_something_else_or_something_later_changes_nothing() -> None:
    first = observed("fremmoede", 10, BEFORE, at=at(0))
    other = record(MilestoneReached(milestone="start"), BEFORE, at=at(1), corrects=first.id)
    found = {one.record.id for one in entries(known_records([first, other]))}
    assert found == {first.id, other.id}
    early = attrs.evolve(
        record(Retraction(record=first.id, because="Før tiden"), BEFORE), recorded=at(-1)
    )
    (entry,) = entries(known_records([first, early]))
    assert entry.record == first
    lonely = observed("fremmoede", 3, date(2026, 4, 2), corrects=early.id)
    assert entries(known_records([lonely]))[0].record == lonely
