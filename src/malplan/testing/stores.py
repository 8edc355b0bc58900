"""The laws of a store."""

from __future__ import annotations

import contextlib
import functools
import itertools
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

import attrs

from malplan.errors import ConflictingRecord
from malplan.records import (
    KINDS,
    Evaluation,
    Learning,
    Observation,
    Record,
    Redaction,
    Stage,
    blanked,
    new_record_id,
    order,
)
from malplan.stores import Store
from malplan.testing import _generated as generated
from malplan.testing._laws import demand, listed, skip

_BEGIN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
_SECRET = "Kun æblegrøden ved det"  # noqa: S105 - a text that is to vanish
_MANY = 70_000
"""More than a database takes as parameters of one statement."""


class StoreSuite:
    """The laws of a store, as tests for pytest.

    A plugin's tests inherit them::

        from malplan.testing import StoreSuite

        class TestMine(StoreSuite):
            def store(self, tmp_path):
                return MyStores().open("mine:///log", folder=tmp_path)

    Attributes:
        reopens: Whether :meth:`store`, called again with the same folder, opens the same store.
        examples: How many generated records are stored and read again.
    """

    reopens: ClassVar[bool] = True
    examples: ClassVar[int] = 300

    def store(self, tmp_path: Path) -> Store:
        """Open a store that belongs to this folder; it is empty when the folder is new."""
        raise NotImplementedError

    # --- Adding and reading -----------------------------------------------------------------------
    def test_what_is_read_is_what_was_added(self, tmp_path: Path) -> None:
        """Records of every kind come back equal, whatever texts they hold.

        Why: The log is all that is left of what happened.
        Catches: A float in the place of 12.50, a column that is too short, letters in another
        encoding.
        """
        records = _generated(self.examples)
        with self._opened(tmp_path) as store:
            store.append(records)
            read = {one.id: one for one in store.records()}
        changed = [
            f"{one!r} became {read.get(one.id)!r}" for one in records if read.get(one.id) != one
        ]
        demand(not changed, f"These records come back changed:{listed(changed[:3])}")
        demand(len(read) == len(records), "The store gives records that nobody added.")

    def test_records_come_in_their_order(self, tmp_path: Path) -> None:
        """By plan, then by the moment they were recorded, then by id; however they were added.

        Why: How a plan stands follows from the order of its records.
        Catches: Texts sorted by the rules of a language, in which a dash does not count.
        """
        records = [
            _record(minute, plan=plan, id=_id(serial))
            for serial, (minute, plan) in enumerate(
                (minute, plan)
                for plan in ("b", "a-b", "a", "ab", "a0")
                for minute in (5, 1, 5, 5, 0)
            )
        ]
        with self._opened(tmp_path) as store:
            for one in reversed(records):
                store.append([one])
            read = [one.id for one in store.records()]
        right = [one.id for one in sorted(records, key=lambda one: (one.plan, *order(one)))]
        demand(
            read == right,
            "The order is another one. Sort by plan, recorded and id, byte by byte: a database may "
            "sort texts by the rules of a language, in which a dash does not count.",
        )

    def test_it_finds_what_is_asked_for(self, tmp_path: Path) -> None:
        """Plans, kinds and ids choose together; an empty choice finds nothing.

        Why: Otherwise a plan is judged by what was recorded of another.
        Catches: ``if ids:``, which takes an empty choice for none; more parameters than a statement
        can have.
        """
        records = _some_records()
        chosen = records[0]
        asked: dict[str, tuple[dict[str, Any], list[Record]]] = {
            "plans={'a'}": ({"plans": {"a"}}, [one for one in records if one.plan == "a"]),
            "kinds={'learning'}": (
                {"kinds": ["learning"]},
                [one for one in records if one.kind == "learning"],
            ),
            "ids of one": ({"ids": {chosen.id}}, [chosen]),
            "ids of one, and many that are not there": (
                {"ids": [chosen.id, *map(_id, range(1000, _MANY))]},
                [chosen],
            ),
            "plans, kinds and ids": (
                {"plans": ["a"], "kinds": ["observation"], "ids": [one.id for one in records]},
                [one for one in records if (one.plan, one.kind) == ("a", "observation")],
            ),
            "no plans": ({"plans": ()}, []),
            "no kinds": ({"kinds": ()}, []),
            "no ids": ({"ids": ()}, []),
            "ids that cannot be": ({"ids": ["æ\0\ud800", "' OR 1=1 --"]}, []),
            "plans that cannot be": ({"plans": ["'; DROP TABLE record; --", "%"]}, []),
        }
        with self._opened(tmp_path) as store:
            store.append(records)
            wrong = [
                says
                for says, (question, right) in asked.items()
                if sorted(store.records(**question), key=order) != sorted(right, key=order)
            ]
        demand(not wrong, f"The store finds too much, or too little, for:{listed(wrong)}")

    def test_it_is_still_there_when_opened_again(self, tmp_path: Path) -> None:
        """What was added is in the store when somebody else opens it, meanwhile and afterwards.

        Why: A log is kept for years, and by several at once.
        Catches: What is written only when the store is closed; what is kept in memory and not read
        again.
        """
        if not self.reopens:
            skip("`reopens` says that it cannot be opened again")
        first, second = _some_records()[:2]
        with self._opened(tmp_path) as store, self._opened(tmp_path) as other:
            store.append([first])
            demand(list(other.records()) == [first], "Who has it open too does not see the record.")
            other.append([second])
        with self._opened(tmp_path) as store:
            read = {one.id: one for one in store.records()}
        demand(
            read == {one.id: one for one in (first, second)},
            "Not all records are there when the store is opened again.",
        )

    def test_reading_goes_on_while_others_add(self, tmp_path: Path) -> None:
        """Who reads does not stop who adds, nor the other way round.

        Why: Who makes a long report must not keep others from recording.
        Catches: A lock that is held between two records; a list that changes while it is gone
        through.
        """
        records = _some_records()
        read: list[str] = []

        def read_and_add(store: Store) -> None:
            for minute, one in enumerate(store.records()):
                read.append(one.id)
                if minute < len(records):
                    store.append([_record(minute, plan="z", id=_id(500 + minute))])

        with self._opened(tmp_path) as store:
            store.append(records)
            _told_of(read_and_add, store, "adding while somebody reads")
        missing = {one.id for one in records} - set(read)
        demand(not missing, "Reading misses records when others are added meanwhile.")

    # --- All or nothing ---------------------------------------------------------------------------
    def test_adding_again_does_nothing(self, tmp_path: Path) -> None:
        """A record that is there already is left as it is; so is one that comes twice at once.

        Why: Who lost the connection after sending sends again.
        Catches: An error for what is there already, or the same record twice.
        """
        first, second, *_ = _some_records()
        again = attrs.evolve(first)
        with self._opened(tmp_path) as store:
            store.append(())
            _told_of(store.append, [first, again], "the same record twice at once")
            _told_of(store.append, [second, again], "a record that is there, with a new one")
            read = sorted(one.id for one in store.records())
        demand(
            read == sorted((first.id, second.id)),
            "After adding two records, one of them three times, the store should hold two.",
        )

    def test_another_record_with_the_same_id_is_refused(self, tmp_path: Path) -> None:
        """It is told as a ConflictingRecord, and what was there stays as it was.

        Why: A record is never changed; a correction is a record of its own.
        Catches: ``INSERT OR REPLACE``.
        """
        first = _some_records()[0]
        other = attrs.evolve(first, comment="En anden")
        with self._opened(tmp_path) as store:
            store.append([first])
            for given in (
                [other],
                [attrs.evolve(other, id=_id(900)), attrs.evolve(first, id=_id(900))],
            ):
                demand(
                    _conflicts(store, given),
                    "Another record with the same id must raise malplan.ConflictingRecord.",
                )
            demand(list(store.records()) == [first], "A refused record changes what was there.")

    def test_all_are_added_or_none(self, tmp_path: Path) -> None:
        """Where one record cannot be added, none is.

        Why: An evaluation would stand there without the version of the plan that it speaks of.
        Catches: Records written one by one; listeners told before all of them are written.
        """
        first, second, third, *_ = _some_records()
        with self._opened(tmp_path) as store:
            store.undelivered("somebody")
            store.append([first])
            _conflicts(store, [second, attrs.evolve(first, comment="En anden"), third])
            read, told = list(store.records()), store.undelivered("somebody")
        demand(read == [first], "Some records were added, and one was refused. Add all or none.")
        demand(told == [first], "A listener is told of a record that was not added.")

    def test_several_threads_can_add(self, tmp_path: Path) -> None:
        """Eight threads add at the same time, some of it the same, and nothing is lost.

        Why: A web server has many at once.
        Catches: Reading, then writing, with nothing that holds the others back.
        """
        shared = [_record(minute, id=_id(minute)) for minute in range(10)]
        failed: list[str] = []
        with self._opened(tmp_path) as store:

            def add(thread: int) -> None:
                own = [_record(one, id=_id(1000 * thread + one)) for one in range(1, 16)]
                try:
                    for one in (*own, *shared):
                        store.append([one])
                except Exception as error:  # noqa: BLE001 - whatever it is, it is told
                    failed.append(f"{type(error).__name__}: {error}")

            threads = [threading.Thread(target=add, args=(one,)) for one in range(1, 9)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            count = sum(1 for _ in store.records())
        demand(not failed, f"Adding from several threads fails:{listed(failed[:3])}")
        demand(count == 8 * 15 + 10, f"Of 130 records from several threads, there are {count}.")

    # --- Blanking ---------------------------------------------------------------------------------
    def test_redaction_leaves_no_text(self, tmp_path: Path) -> None:
        """The texts are gone: from what is read, and from every file in the folder.

        Why: Who has a right to be forgotten has it on the disk too.
        Catches: A mark that a row is deleted; the free pages, the journal or the old copy of a
        file.
        """
        records = [_secret(serial) for serial in range(20)]
        with self._opened(tmp_path) as store:
            store.append(records)
            store.redact(_redaction([one.id for one in records]))
            left = [one.id for one in store.records() if _SECRET in repr(one)]
            demand(not left, f"These records still hold their texts:{listed(left)}")
            _demand_no_secret(tmp_path)
        _demand_no_secret(tmp_path)

    def test_redaction_keeps_everything_else(self, tmp_path: Path) -> None:
        """What is no text stays, other records stay, and the redaction is one of the records.

        Why: What was counted stays counted, and it can be seen that something was blanked.
        Catches: A record that is taken out in the place of its texts.
        """
        blank, *others = _some_records()
        redaction = _redaction([blank.id, _id(999)])
        with self._opened(tmp_path) as store:
            store.append([blank, *others])
            store.redact(redaction)
            read = {one.id: one for one in store.records()}
        right = {one.id: one for one in (blanked(blank), *others, redaction)}
        changed = sorted(id for id in right.keys() | read.keys() if right.get(id) != read.get(id))
        demand(
            not changed,
            "After a redaction these records are not as they should be, by malplan.records.blanked "
            f"or unchanged:{listed(changed)}",
        )

    def test_redaction_can_be_done_again(self, tmp_path: Path) -> None:
        """A second time does no harm, and who adds the record again does not bring it back.

        Why: Who is not sure that it worked does it again, and a copy may come late.
        Catches: The old record, added again, that brings its texts back.
        """
        record = _secret(1)
        redaction = _redaction([record.id])
        with self._opened(tmp_path) as store:
            store.append([record])
            store.redact(redaction)
            _told_of(store.redact, redaction, "the same redaction again")
            _told_of(store.append, [record], "a record that was blanked since")
            read = {one.id: one for one in store.records()}
        demand(
            read == {one.id: one for one in (blanked(record), redaction)},
            "After the same redaction twice there should be the blank record and one redaction.",
        )

    # --- Listeners --------------------------------------------------------------------------------
    def test_a_listener_is_told_of_what_comes_after(self, tmp_path: Path) -> None:
        """From its first question on, in the order in which they were made, redactions too.

        Why: A plugin that sends a mail for each record must not send those of a year when it is
        installed.
        Catches: A listener that is told of everything, or not of redactions.
        """
        first, *others = _some_records()
        redaction = _redaction([first.id])
        name = "somebody's; DROP TABLE record; --"
        with self._opened(tmp_path) as store:
            store.append([first])
            before = store.undelivered(name)
            store.append(list(reversed(others)))
            store.append([first, others[0]])  # they are there already
            store.redact(redaction)
            after = store.undelivered(name)
            late = store.undelivered("late")
        demand(not before, "A listener is not told of what was there before it first listened.")
        demand(not late, "A listener is told of what another one has not been told of yet.")
        right = [one.id for one in sorted((*others, redaction), key=order)]
        demand(
            [one.id for one in after] == right,
            "A listener should be told once of each record that came after its first question, in "
            "the order in which they were recorded.",
        )

    def test_a_listener_is_told_until_it_was(self, tmp_path: Path) -> None:
        """A record comes again until it is said to be delivered, and then no more; each its own.

        Why: A crash between telling and noting it must lose nothing.
        Catches: What is forgotten once it was read; one list for all listeners.
        """
        first, second, *_ = _some_records()
        with self._opened(tmp_path) as store:
            for name in ("one", "other"):
                store.undelivered(name)
            store.append([first, second])
            store.undelivered("one")
            twice = {one.id for one in store.undelivered("one")}
            demand(
                twice == {first.id, second.id}, "Records come once only. They come until delivered."
            )
            store.delivered("one", [first.id])
            store.delivered("one", [first.id, _id(999)])
            rest, others = store.undelivered("one"), store.undelivered("other")
        demand(
            [one.id for one in rest] == [second.id], "What is delivered comes again, or too little."
        )
        demand(len(others) == 2, "What one listener was told of is not told to another.")

    def test_listeners_are_known_when_opened_again(self, tmp_path: Path) -> None:
        """Who opens the store later is told of what came meanwhile, whoever added it.

        Why: What listens may be down for a night.
        Catches: A list that is kept in memory.
        """
        if not self.reopens:
            skip("`reopens` says that it cannot be opened again")
        record = _some_records()[0]
        with self._opened(tmp_path) as store:
            store.undelivered("somebody")
        with self._opened(tmp_path) as store:
            store.append([record])
        with self._opened(tmp_path) as store:
            told = store.undelivered("somebody")
        demand(told == [record], "A listener is not told of what others added while it was away.")

    # --- Trying -----------------------------------------------------------------------------------
    @contextlib.contextmanager
    def _opened(self, tmp_path: Path) -> Iterator[Store]:
        store = self.store(tmp_path)
        try:
            yield store
        finally:
            store.close()


def _told_of(do: Callable[[Any], object], given: Any, what: str) -> None:
    """Fail a law where something that is allowed raises."""
    try:
        do(given)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told
        demand(False, f"The store refuses {what}: {type(error).__name__}: {error}")


def _conflicts(store: Store, records: Sequence[Record]) -> bool:
    try:
        store.append(records)
    except ConflictingRecord:
        return True
    except Exception:  # noqa: BLE001 - another error does not say what it is
        return False
    return False


def _demand_no_secret(folder: Path) -> None:
    forms = [_SECRET.encode(form) for form in ("utf-8", "utf-16-le", "latin-1")]
    forms.append(ascii(_SECRET)[1:-1].encode())  # as Python escapes it, and …
    forms.append(json.dumps(_SECRET)[1:-1].encode())  # … as JSON does
    left = [
        path.name
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(form in path.read_bytes() for form in forms)
    ]
    demand(not left, f"The texts that were blanked are still in these files:{listed(left)}")


# --- Records --------------------------------------------------------------------------------------
def _id(serial: int) -> str:
    return f"019cad00-0000-7000-8000-{serial:012x}"


def _record(minute: int, **changes: Any) -> Record:
    moment = _BEGIN + timedelta(minutes=minute)
    fields: dict[str, Any] = {
        "id": new_record_id(moment),
        "plan": "a",
        "on": date(2026, 3, 1),
        "recorded": moment,
        "what": Observation(sign="fremmoede", value=Decimal("12.50")),
        **changes,
    }
    return Record(**fields)


def _secret(serial: int) -> Record:
    what = Evaluation(action="workshop", stage=Stage.FINAL, text=f"{_SECRET} {serial}")
    return _record(serial, what=what, by=_SECRET, comment=f"{_SECRET} " * 200)


@functools.cache
def _some_records() -> tuple[Record, ...]:
    """A few records of two plans and two kinds, in the order in which they were made."""
    return tuple(
        _record(
            minute,
            plan="ab"[minute % 2],
            what=Learning(action="workshop", text="Det virker")
            if minute % 3
            else Observation(sign="fremmoede", step="ofte", evidence="Set selv"),
            by="tovholder",
            comment=f"Nr. {minute}",
        )
        for minute in range(8)
    )


def _redaction(ids: Sequence[str]) -> Record:
    return _record(60, what=Redaction(records=tuple(ids), because="Efter anmodning"))


@functools.cache
def _generated(count: int) -> tuple[Record, ...]:
    """Records with different ids, the smallest first; 300 or more are of every kind."""
    tries = map(generated.records, (count * 2**doubled for doubled in itertools.count()))
    found = next(some for some in tries if count < 300 or {one.kind for one in some} == set(KINDS))
    return tuple(attrs.evolve(one, id=_id(serial)) for serial, one in enumerate(found))
