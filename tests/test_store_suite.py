"""Each law of stores is proven: a store that is wrong on purpose breaks it, and no other."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs
import pytest

from malplan.errors import ConflictingRecord, StoreFailed
from malplan.messages import Message
from malplan.records import Record, blanked, order
from malplan.stores import MemoryStore, MemoryStores, Store
from malplan.testing import StoreSuite


class Kept(MemoryStore):
    """A store that is right, and the same for everybody who opens it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__()


def no(_: object = None) -> StoreFailed:
    return StoreFailed(Message(da="Nej.", en="No."))


# --- Wrong stores ---------------------------------------------------------------------------------
class Losing(Kept):
    def records(self, *given: Any, **asked: Any) -> Iterator[Record]:
        return (attrs.evolve(one, version=None) for one in super().records(*given, **asked))


class Inventing(Kept):
    def append(self, records: Sequence[Record]) -> None:
        if len(records) > 100:
            made = f"{records[0].id[:-12]}{'f' * 12}"
            records = [*records, attrs.evolve(records[0], id=made)]
        super().append(records)


class SortsByLanguage(Kept):
    def records(self, *given: Any, **asked: Any) -> Iterator[Record]:
        found = list(super().records(*given, **asked))
        return iter(sorted(found, key=lambda one: (one.plan.replace("-", ""), *order(one))))


class EmptyIsAll(Kept):
    def records(self, plans: Collection[str] | None = None, **asked: Any) -> Iterator[Record]:
        return super().records(plans or None, **asked)


class FirstChoiceOnly(Kept):
    def records(
        self,
        plans: Collection[str] | None = None,
        *,
        kinds: Collection[str] | None = None,
        ids: Collection[str] | None = None,
    ) -> Iterator[Record]:
        return super().records(plans, kinds=None if ids else kinds, ids=ids)


class TooManyQuestions(Kept):
    def records(self, *given: Any, ids: Any = None, **asked: Any) -> Iterator[Record]:
        return super().records(*given, ids=None if ids and len(ids) > 999 else ids, **asked)


class Caching(Kept):
    """Sees what was there when it was opened, and what it added itself."""

    def __init__(self, folder: Path, kept: Kept) -> None:
        self.kept = kept
        super().__init__(folder)
        MemoryStore.append(self, list(kept.records()))

    def append(self, records: Sequence[Record]) -> None:
        self.kept.append(records)
        super().append(records)

    def redact(self, redaction: Record) -> None:
        self.kept.redact(redaction)
        super().redact(redaction)

    def undelivered(self, listener: str) -> list[Record]:
        return self.kept.undelivered(listener)

    def delivered(self, listener: str, ids: Collection[str]) -> None:
        self.kept.delivered(listener, ids)


class ForgetsListeners(Kept):
    def close(self) -> None:
        self._pending.clear()


class Live(Kept):
    def records(self, *given: Any, **asked: Any) -> Iterator[Record]:
        found = [one.id for one in super().records(*given, **asked)]
        if asked or given:
            return (self._records[id] for id in found)
        return iter(list(super().records())) if len(found) > 20 else self._one_by_one()

    def _one_by_one(self) -> Iterator[Record]:
        size = len(self._records)
        for one in list(super().records()):
            if len(self._records) != size:
                raise RuntimeError("changed while it was read")
            yield one


class StopsEarly(Kept):
    def records(self, *given: Any, **asked: Any) -> Iterator[Record]:
        size = len(self._records)
        for one in list(super().records(*given, **asked)):
            if len(self._records) == size:
                yield one


class OnceAtATime(Kept):
    def append(self, records: Sequence[Record]) -> None:
        if len({one.id for one in records}) < len(records):
            raise ConflictingRecord(no().message)
        super().append(records)


class OtherError(Kept):
    def append(self, records: Sequence[Record]) -> None:
        try:
            super().append(records)
        except ConflictingRecord:
            raise no() from None


class SaysNothing(Kept):
    def append(self, records: Sequence[Record]) -> None:
        with contextlib.suppress(ConflictingRecord):
            super().append(records)


class AddsTheRest(Kept):
    def append(self, records: Sequence[Record]) -> None:
        try:
            super().append(records)
        except ConflictingRecord:
            super().append(records[2:])
            raise


class TellsOfNothing(Kept):
    def append(self, records: Sequence[Record]) -> None:
        try:
            super().append(records)
        except ConflictingRecord:
            self.refused = list(records)
            raise

    refused: Sequence[Record] = ()

    def undelivered(self, listener: str) -> list[Record]:
        return [*super().undelivered(listener), *self.refused]


class Racing(Kept):
    def append(self, records: Sequence[Record]) -> None:
        before = dict(self._records)
        super().append(records)
        time.sleep(0.0005)
        self._records = {**before, **{one.id: self._records.get(one.id, one) for one in records}}


class FailsInThreads(Kept):
    def append(self, records: Sequence[Record]) -> None:
        if threading.current_thread() is not threading.main_thread():
            raise no()
        super().append(records)


class KeepsAJournal(Kept):
    def append(self, records: Sequence[Record]) -> None:
        super().append(records)
        with (self.folder / "journal").open("ab") as stream:
            for one in records:
                stream.write(repr(one).encode("utf-8", "replace"))


class KeepsABackup(Kept):
    def append(self, records: Sequence[Record]) -> None:
        super().append(records)
        with (self.folder / "log~").open("a", encoding="ascii") as stream:
            stream.write(ascii(list(records)).replace("\\x", "\\u00"))


class BlanksThePlan(Kept):
    def redact(self, redaction: Record) -> None:
        for id, one in self._records.items():
            if one.plan == redaction.plan and one.kind != "redaction":
                self._records[id] = blanked(one)
        super().redact(redaction)


class RedactsOnce(Kept):
    def redact(self, redaction: Record) -> None:
        if redaction.id in self._records:
            raise no()
        super().redact(redaction)


class TellsOfAll(Kept):
    def undelivered(self, listener: str) -> list[Record]:
        self._pending.setdefault(listener, dict.fromkeys(self._records))
        return super().undelivered(listener)


class TellsInAnyOrder(Kept):
    def undelivered(self, listener: str) -> list[Record]:
        return list(reversed(super().undelivered(listener)))


class TellsOnce(Kept):
    def undelivered(self, listener: str) -> list[Record]:
        told = super().undelivered(listener)
        self._pending[listener].clear()
        return told


class TellsAnybody(Kept):
    def delivered(self, listener: str, ids: Collection[str]) -> None:
        for name in self._pending:
            super().delivered(name, ids)


WRONG: dict[str, tuple[type[Kept], ...]] = {
    "test_what_is_read_is_what_was_added": (Losing, Inventing),
    "test_records_come_in_their_order": (SortsByLanguage,),
    "test_it_finds_what_is_asked_for": (EmptyIsAll, FirstChoiceOnly, TooManyQuestions),
    "test_it_is_still_there_when_opened_again": (Caching,),
    "test_reading_goes_on_while_others_add": (Live, StopsEarly),
    "test_adding_again_does_nothing": (OnceAtATime,),
    "test_another_record_with_the_same_id_is_refused": (OtherError, SaysNothing),
    "test_all_are_added_or_none": (AddsTheRest, TellsOfNothing),
    "test_several_threads_can_add": (Racing, FailsInThreads),
    "test_redaction_leaves_no_text": (KeepsAJournal, KeepsABackup),
    "test_redaction_keeps_everything_else": (BlanksThePlan,),
    "test_redaction_can_be_done_again": (RedactsOnce,),
    "test_a_listener_is_told_of_what_comes_after": (TellsOfAll, TellsInAnyOrder),
    "test_a_listener_is_told_until_it_was": (TellsOnce, TellsAnybody),
    "test_listeners_are_known_when_opened_again": (ForgetsListeners,),
}


# --- Trying ---------------------------------------------------------------------------------------
def suite_of(kind: type[Kept]) -> StoreSuite:
    opened: dict[Path, Kept] = {}

    class Suite(StoreSuite):
        def store(self, tmp_path: Path) -> Store:
            if issubclass(kind, Caching):
                return kind(tmp_path, opened.setdefault(tmp_path, Kept(tmp_path)))
            return opened.setdefault(tmp_path, kind(tmp_path))

    return Suite()


def outcomes(suite: StoreSuite, folder: Path) -> dict[str, str]:
    """What becomes of each law: nothing, that it is skipped, or what it says."""
    found = {}
    for law in laws():
        (folder / law).mkdir()
        try:
            getattr(suite, law)(folder / law)
        except pytest.skip.Exception as error:
            found[law] = f"skipped: {error}"
        except pytest.fail.Exception as error:
            found[law] = f"failed: {error}"
    return found


def laws() -> list[str]:
    return [name for name in dir(StoreSuite) if name.startswith("test_")]


@pytest.mark.parametrize(
    ("law", "wrong"), [(law, wrong) for law, found in WRONG.items() for wrong in found]
)
def test_a_wrong_store_breaks_its_law_and_no_other(
    law: str, wrong: type[Kept], tmp_path: Path
) -> None:
    told = outcomes(suite_of(wrong), tmp_path)
    assert list(told) == [law], told
    assert told[law].startswith("failed")


def test_a_right_store_keeps_every_law(tmp_path: Path) -> None:
    assert not outcomes(suite_of(Kept), tmp_path)


class TestMemory(StoreSuite):
    """The store of the core, which is another one each time it is opened."""

    reopens = False

    def store(self, tmp_path: Path) -> Store:
        return MemoryStores().open("memory://", folder=tmp_path)


def test_every_law_is_proven_and_says_what_it_is() -> None:
    assert sorted(WRONG) == laws()
    for law in laws():
        assert getattr(StoreSuite, law).__doc__, law


class Following(Kept):
    """Right too: who reads gets what is added meanwhile, when it sorts last."""

    def records(self, *given: Any, **asked: Any) -> Iterator[Record]:
        told: set[str] = set()
        while more := [one for one in super().records(*given, **asked) if one.id not in told]:
            told.add(more[0].id)
            yield more[0]


def test_a_store_may_show_what_is_added_while_it_is_read(tmp_path: Path) -> None:
    suite_of(Following).test_reading_goes_on_while_others_add(tmp_path)


def test_a_suite_has_to_say_how_its_store_is_opened(tmp_path: Path) -> None:
    with pytest.raises(NotImplementedError):
        StoreSuite().store(tmp_path)
