"""Putting a log into a store as it is: what malplan wrote, or another store held."""

from __future__ import annotations

from collections.abc import Iterable

from malplan.errors import InvalidRecord, Problem
from malplan.messages import records as words
from malplan.records import Record, Redaction, blanked
from malplan.stores import Store
from malplan.versions import is_intact


def restore(store: Store, records: Iterable[Record]) -> int:
    """Put records into a store, all of them or none, and blank there what they say was blanked.

    Returns:
        How many there were; those that were there already are left as they are.

    Raises:
        InvalidRecord: A version of a plan is not the one that was stored; with every problem.
        ConflictingRecord: Another record has the id of one of them.
    """
    records = tuple(records)
    problems = [
        Problem(f"{index}/content", words.BROKEN_VERSION.format(version=(one.version or "")[:12]))
        for index, one in enumerate(records)
        if not is_intact(one)
    ]
    if problems:
        raise InvalidRecord(problems)
    there = {one.id: one for one in store.records(ids=[one.id for one in records])}
    redactions = [one for one in records if isinstance(one.what, Redaction) and one.id not in there]
    later = {one.id for one in redactions}
    store.append(
        [one for one in records if one.id not in later and not _is_there(one, there.get(one.id))]
    )
    for one in redactions:
        store.redact(one)
    return len(records)


def _is_there(record: Record, there: Record | None) -> bool:
    """Whether a store holds a record, or what is left of it after it was blanked in one of them."""
    return there is not None and (there in (record, blanked(record)) or record == blanked(there))
