"""What a source says, held against what the log has of it: what is new, and what corrects.

An observation that was fetched is known again by its sign, its source and its time. What the source
says again adds nothing; what it says otherwise than before, or in other pieces, takes the place of
what was fetched then. What people corrected or retracted stays as they left it, until the source
itself says something new.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from malplan.drafts import Draft
from malplan.history import Entry, entries, known_records
from malplan.messages import Message
from malplan.messages import sources as words
from malplan.periods import Period
from malplan.records import Observation, Record, Retraction, order

_Key = tuple[date | None, date | None]
"""The first and the last day of a time, by which an observation is known again."""


def _key(what: Observation, on: date) -> _Key:
    """The time by which an observation is known again."""
    return (on, on) if what.period is None else (what.period.start, what.period.end)


def _says(what: Observation) -> tuple[Any, ...]:
    return what.value, what.of, what.step


@attrs.frozen(kw_only=True)
class Comparison:
    """What a source says, held against what the log has of it.

    Attributes:
        new: What the log does not have.
        changing: Corrections of what the source says otherwise than before; and retractions of
            what it says in other pieces now, or what two have fetched at the same moment.
        unchanged: How much the log has already.
        notices: What people should know.
    """

    new: tuple[Draft, ...]
    changing: tuple[Draft, ...]
    unchanged: int
    notices: tuple[Message, ...]

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """All that is to be recorded."""
        return (*self.new, *self.changing)

    @classmethod
    def of(
        cls,
        drafts: Sequence[Draft],
        records: Iterable[Record],
        sign: str,
        source: str,
        since: date | None,
    ) -> Comparison:
        """Compare; what the source said last of a time counts, even if people took it back since.

        Args:
            drafts: What it says now.
            records: The records of the plan.
            sign: The id of the sign.
            source: The name of the source.
            since: Of what ended before this day it was not asked.
        """
        keys = [_key(_observed(one), one.on or date.min) for one in drafts]
        log = _Log(records, sign, source, frozenset(keys))
        new: list[Draft] = []
        changing: list[Draft] = []
        used: set[str] = set()
        unchanged = 0
        for draft, key in zip(drafts, keys, strict=True):
            counting = [one for one in log.counting_at(key) if one.record.id not in used]
            used.update(one.record.id for one in counting)
            if log.said_last(key) == _says(_observed(draft)):
                unchanged += 1
            elif counting:
                changing.append(attrs.evolve(draft, corrects=counting[0].record))
            else:
                new.append(draft)
            changing += [_taken_back(one, draft) for one in counting[1:]]
        left = [key for key, id in log.silent() if id not in used and _is_asked_for(key, since)]
        notices = (words.NO_LONGER_SAID.format(count=len(left)),) if left else ()
        return cls(new=tuple(new), changing=tuple(changing), unchanged=unchanged, notices=notices)


def _is_asked_for(key: _Key, since: date | None) -> bool:
    return since is None or key[1] is None or key[1] >= since


def _taken_back(entry: Entry, draft: Draft) -> Draft:
    """Take back what counts, with what it corrects: else that would count again."""
    what = _observed(draft)
    period = what.period or Period(draft.on, draft.on)
    because = words.SAID_OTHERWISE.format(period=period.message).da
    return Draft(what=Retraction(record=entry.first.id, because=because))


class _Log:
    """What the log has of one source of one sign, by the time that it speaks of.

    Args:
        records: The records of the plan.
        sign: The id of the sign.
        source: The name of the source.
        keys: The times that the source speaks of now. Only for others is it looked at whether
            they overlap: a source may well speak of a month and of the year that it is in.
    """

    def __init__(
        self, records: Iterable[Record], sign: str, source: str, keys: frozenset[_Key]
    ) -> None:
        known = known_records(records)
        by_id = {one.id: one for one in known}
        self._said: dict[_Key, Record] = {}
        self._said_otherwise: dict[int, Record] = {}
        for one in known:  # in their order, so that the last one stays
            if _is_from(one, sign, source):
                key = _key(_observed(one), one.on)
                self._said[key] = one
                if key not in keys:
                    self._said_otherwise |= dict.fromkeys(_days(key), one)
        self._counting: dict[_Key, list[Entry]] = {}
        self._otherwise: dict[int, list[Entry]] = {}
        self._silent: list[tuple[_Key, str]] = []
        for entry in entries(known):
            fetched = _as_fetched(entry.record, by_id, sign, source)
            if fetched is None:
                continue
            key = _key(_observed(fetched), fetched.on)
            self._counting.setdefault(key, []).append(entry)
            if key not in keys:
                self._silent.append((key, entry.record.id))
                for day in _days(key):
                    self._otherwise.setdefault(day, []).append(entry)

    def said_last(self, key: _Key) -> tuple[Any, ...] | None:
        """What the source said last of a time; None where it said that in other pieces since."""
        last = self._said.get(key)
        if last is None:
            return None
        since = (self._said_otherwise.get(day) for day in _days(key))
        if any(one is not None and order(one) > order(last) for one in since):
            return None
        return _says(_observed(last))

    def counting_at(self, key: _Key) -> list[Entry]:
        """What counts of a time, and of other times that overlap it; that of the time first."""
        found = {one.first.id: one for one in self._counting.get(key, ())}
        if self._otherwise:
            for day in _days(key):
                found |= {one.first.id: one for one in self._otherwise.get(day, ())}
        return list(found.values())

    def silent(self) -> list[tuple[_Key, str]]:
        """What counts of which the source says nothing now: its time, and the id of the record."""
        return self._silent


def _days(key: _Key) -> range:
    """The days of a time, as ordinals."""
    start, end = key
    return range((start or date.min).toordinal(), (end or date.max).toordinal() + 1)


def _observed(holder: Record | Draft) -> Observation:
    what: Any = holder.what
    observed: Observation = what
    return observed


def _is_from(record: Record, sign: str, source: str) -> bool:
    what = record.what
    return (
        isinstance(what, Observation)
        and what.sign == sign
        and what.provenance is not None
        and what.provenance.source == source
    )


def _as_fetched(
    record: Record, by_id: Mapping[str, Record], sign: str, source: str
) -> Record | None:
    """What was fetched last of a record that counts, and that people may have corrected since."""
    found: Record | None = record
    while found is not None and not _is_from(found, sign, source):
        found = by_id.get(found.corrects) if found.corrects is not None else None
    return found
