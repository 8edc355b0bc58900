"""The log of a municipality's plans: recording, taking back, and asking how a plan stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

import attrs

from malplan.changes import Changes, changes_between
from malplan.convert import Converters
from malplan.delivery import Delivery
from malplan.drafts import (
    ABOUT_VERSIONS,
    Draft,
    Recorded,
    as_it_stood,
    day_spoken_of,
    is_day,
    needed,
)
from malplan.due import DueItem, due_items
from malplan.errors import (
    InvalidPlan,
    InvalidRecord,
    InvalidValue,
    Problem,
    UnknownName,
    shown,
)
from malplan.history import (
    Entry,
    all_about,
    chain_of,
    counting_of,
    entries,
    known_records,
    retracted,
)
from malplan.messages import records as words
from malplan.messages.log import KINDS
from malplan.model import Plan
from malplan.moments import COPENHAGEN, MICROSECOND, day_of, now
from malplan.periods import Period
from malplan.publishing import redacted
from malplan.recording import Fit
from malplan.records import (
    UNCORRECTABLE,
    Evaluation,
    Observation,
    PlanAdopted,
    Record,
    Redaction,
    Retraction,
    SignAsItStood,
    What,
    moments_after,
    new_record,
    new_record_id,
)
from malplan.registry import Entry as Registered
from malplan.restoring import restore
from malplan.status import Status, assess
from malplan.stores import Store
from malplan.versions import Adopted, Versions

_VERSION_KINDS = (PlanAdopted, Retraction)


@attrs.frozen
class Followed:
    """A plan with what the log says of it.

    Attributes:
        plan: The plan.
        records: Its records, in the order in which they were made.
        status: How it stands; None where nothing was recorded, or nobody asked.
    """

    plan: Plan
    records: tuple[Record, ...] = ()
    status: Status | None = None


class Logbook:
    """Records what happens in plans, and tells how they stand.

    Args:
        store: Where records are kept.
        converters: How records and the plans in them are read and written.
        find_plan: Finds a plan by its id; raises UnknownName.
        clock: What moment it is.
        zone: Where a day begins and ends.
        listeners: Who is told of every record.
    """

    def __init__(
        self,
        store: Store,
        *,
        converters: Converters,
        find_plan: Callable[[str], Plan],
        clock: Callable[[], datetime] = now,
        zone: ZoneInfo = COPENHAGEN,
        listeners: Sequence[Registered] = (),
    ) -> None:
        self.store = store
        self.zone = zone
        self._find_plan = find_plan
        self._clock = clock
        self._versions = Versions(converters.archived)
        self._delivery = Delivery(store, listeners, self.plan)

    def today(self) -> date:
        """Which day it is."""
        return day_of(self._clock(), self.zone)

    # --- Plans and their versions -----------------------------------------------------------------
    def plan(self, id: str) -> Plan:
        """A plan by its id: as it is installed, else as the log adopted it last.

        Raises:
            UnknownName: Neither knows it.
        """
        try:
            return self._find_plan(id)
        except UnknownName:
            adopted = self.adopted(id)
            if adopted is None:
                raise
            return adopted.plan

    def adopted(
        self, plan: str, on: date | None = None, known_at: datetime | None = None
    ) -> Adopted | None:
        """The version of a plan that is in force, or was on a day; None if none was adopted."""
        known = known_records(self._records(plan, ABOUT_VERSIONS), known_at)
        return self._versions.adopted(known, on)

    def version(self, plan: Plan) -> str:
        """The version of a plan: the SHA-256 of its canonical JSON."""
        return self._versions.of(plan)

    def adopt(self, plan: Plan, *, by: str | None = None, comment: str | None = None) -> Recorded:
        """Take a plan into use as it is now; nothing happens if it is in use already."""
        return self.record_all(plan, (), by=by, comment=comment)

    # --- Recording --------------------------------------------------------------------------------
    def record(
        self,
        plan: Plan,
        what: What,
        *,
        on: date | None = None,
        by: str | None = None,
        comment: str | None = None,
    ) -> Record:
        """Record one thing; see :meth:`record_all`."""
        draft = Draft(what=what, on=on, by=by, comment=comment)
        return self.record_all(plan, (draft,)).records[0]

    def record_all(
        self,
        plan: Plan,
        drafts: Iterable[Draft],
        *,
        by: str | None = None,
        comment: str | None = None,
    ) -> Recorded:
        """Record several things, all of them or none, and adopt the plan if it has changed.

        Args:
            plan: The plan, as it is now.
            drafts: What happened.
            by: In which role the plan is adopted.
            comment: What to say of the adoption.

        Raises:
            InvalidRecord: Something does not fit the plan, the log or the calendar, or holds a CPR
                number; with every problem. Nothing is stored.
            StoreFailed: The store cannot be used. Nothing is stored.
        """
        drafts = tuple(drafts)
        known = known_records(self._records(plan.id, needed(drafts)))
        moment = self._after(*known)
        problems: list[Problem] = []
        adopted = None
        try:
            adopted = self._adoption(plan, known, moment, by, comment)
        except InvalidRecord as error:
            problems += error.problems
        version = self.version(plan)
        today = day_of(moment, self.zone)
        fit, counting = Fit(plan, today), entries(known)
        new: list[Record] = []
        for draft, (made, id) in zip(drafts, moments_after(moment, len(drafts)), strict=True):
            what = draft.what
            on = draft.on or day_spoken_of(what, today)
            try:
                if isinstance(what, Evaluation):
                    signs = self._as_they_stood(what, plan, [*known, *new], on)
                    what = attrs.evolve(what, signs=signs)
                record = new_record(
                    id=id,
                    plan=plan.id,
                    on=on,
                    recorded=made,
                    what=what,
                    by=draft.by,
                    comment=draft.comment,
                    version=version,
                )
                if draft.corrects is not None:
                    _see_to_subject(record, draft.corrects)
                    record = attrs.evolve(record, corrects=draft.corrects.id)
            except InvalidPlan as error:
                if is_day(on):
                    problems += fit.misfits(what, on, counting)
                problems += error.problems
                continue
            problems += fit.misfits(what, on, counting)
            new.append(record)
            if not isinstance(what, Observation):  # which nothing else has to fit
                counting.append(Entry(record, record))
        if problems:
            raise InvalidRecord(problems)
        return self._append(plan, tuple(new), adopted)

    def _as_they_stood(
        self, what: Evaluation, plan: Plan, known: list[Record], on: date
    ) -> tuple[SignAsItStood, ...]:
        """The signs of a trial action on the day of its evaluation, to stay as they are.

        Of an earlier day they are judged by the version that was in force then.
        """
        if on == self.today():
            status = assess(plan, known, on=on, zone=self.zone)
        else:
            status = self._status(plan, known, on, None)
        return tuple(as_it_stood(one) for one in status.signs if one.action == what.action)

    def _adoption(
        self,
        plan: Plan,
        known: list[Record],
        moment: datetime,
        by: str | None = None,
        comment: str | None = None,
    ) -> Record | None:
        """The record that adopts a plan as it is now; None if it is in force already."""
        day = day_of(moment, self.zone)
        return self._versions.adoption(plan, known, moment, day, by=by, comment=comment)

    def _append(self, plan: Plan, records: tuple[Record, ...], adopted: Record | None) -> Recorded:
        together = (*((adopted,) if adopted is not None else ()), *records)
        self._delivery.prepare()
        if together:
            self.store.append(together)
        return Recorded(records, adopted, self._delivery.tell(plan))

    # --- Taking back ------------------------------------------------------------------------------
    def find(self, id: str) -> Record:
        """A record by its id.

        Raises:
            UnknownName: There is none.
        """
        found = next(iter(self.store.records(ids=(id,))), None)
        if found is None:
            raise UnknownName(words.UNKNOWN_RECORD.format(id=shown(id)))
        return found

    def correct(
        self,
        id: str,
        *,
        reason: str | None = None,
        by: str | None = None,
        on: date | None = None,
        comment: str | None = None,
        **changed: Any,
    ) -> Recorded:
        """Record what a record should have said; the old one can still be read.

        Args:
            id: The record, or a correction of it.
            reason: Why it is corrected.
            by: In which role it is corrected.
            on: The day it should speak of.
            comment: The comment it should have.
            changed: The fields of what it tells that should be different, by name.

        Raises:
            UnknownName: There is no such record.
            InvalidRecord: The correction fits neither the record nor the plan, or changes nothing.
        """
        named = self.find(id)
        if isinstance(named.what, UNCORRECTABLE):
            raise InvalidRecord([Problem("record", words.CANNOT_CORRECT)])
        plan = self.plan(named.plan)
        known = known_records(self._records(named.plan))
        counting = entries(known)
        old = counting_of(named, known, counting)
        if old is None:
            raise InvalidRecord([Problem("record", words.ALREADY_RETRACTED)])
        unknown = [name for name in changed if name not in attrs.fields_dict(type(old.what))]
        if unknown:
            raise InvalidRecord(
                Problem(name, words.NOT_IN_THIS_RECORD.format(kind=KINDS[old.kind], field=name))
                for name in unknown
            )
        moment = self._after(*known)
        adopted = self._adoption(plan, known, moment)
        today = day_of(moment, self.zone)
        try:
            if isinstance(old.what, Observation):  # it is no longer what was fetched
                changed = {"provenance": None, **changed}
            what = attrs.evolve(old.what, **changed)
            if on is None:
                on = day_spoken_of(what, today) if changed.get("period") is not None else old.on
            new = attrs.evolve(
                old,
                id=new_record_id(moment + MICROSECOND),
                recorded=moment + MICROSECOND,
                on=on,
                what=what,
                by=by,
                comment=comment if comment is not None else old.comment,
                version=self.version(plan),
                corrects=old.id,
                reason=reason,
            )
        except InvalidPlan as error:
            raise InvalidRecord(error.problems) from None
        if _said(new) == _said(old):
            raise InvalidRecord([Problem("", words.NOTHING_TO_CORRECT)])
        _see_to_subject(new, old)
        others = [entry for entry in counting if entry.record.id != old.id]
        problems = Fit(plan, today).misfits(new.what, new.on, others, corrected=_said(old)[0])
        if problems:
            raise InvalidRecord(problems)
        return self._append(plan, (new,), adopted)

    def retract(self, id: str, because: str, *, by: str | None = None) -> Recorded:
        """Take a record back: it does not count any more, and can still be read.

        Raises:
            UnknownName: There is no such record.
            InvalidRecord: It is retracted already, or cannot be.
        """
        record = self.find(id)
        if isinstance(record.what, Redaction):
            raise InvalidRecord([Problem("record", words.CANNOT_RETRACT)])
        known = known_records(self._records(record.plan))
        if record.id in retracted(known):
            raise InvalidRecord([Problem("record", words.ALREADY_RETRACTED)])
        taken_back = self._about(record, Retraction(record=record.id, because=because), by)
        self._delivery.prepare()
        self.store.append((taken_back,))
        return Recorded((taken_back,), None, self._delivery.tell())

    def redact(self, id: str, because: str, *, by: str | None = None) -> Recorded:
        """Blank the texts of a record for good, with those of all that is about it.

        That is what it corrects, what corrects it, and what retracts any of these. Numbers, steps
        and days stay. Doing it again does no harm.

        Raises:
            UnknownName: There is no such record.
            StoreFailed: The store could not do it, or left something behind.
        """
        record = self.find(id)
        known = known_records(self._records(record.plan))
        ids = all_about(chain_of(record, known), known)
        redaction = self._about(record, Redaction(records=ids, because=because), by)
        self._delivery.prepare()
        self.store.redact(redaction)
        self._versions.forget()
        return Recorded((redaction,), None, self._delivery.tell())

    def _after(self, *records: Record) -> datetime:
        """This moment, but after some records: a clock that was set back must not undo anything."""
        return max([self._clock(), *(one.recorded + MICROSECOND for one in records)])

    def _about(self, record: Record, what: What, by: str | None) -> Record:
        moment = self._after(record)
        try:
            return Record(
                id=new_record_id(moment),
                plan=record.plan,
                on=day_of(moment, self.zone),
                recorded=moment,
                what=what,
                by=by,
            )
        except InvalidPlan as error:
            raise InvalidRecord(error.problems) from None

    def restore(self, records: Iterable[Record]) -> int:
        """Put records as they are into the store, all of them or none.

        What the records say was blanked for good is blanked in the store too.

        Returns:
            How many there were; those that were there already are left as they are.

        Raises:
            InvalidRecord: A version of a plan is not the one that was stored; with every problem.
            ConflictingRecord: Another record has the id of one of them.
        """
        return restore(self.store, records)

    # --- Asking -----------------------------------------------------------------------------------
    def _records(self, plan: str, kinds: Sequence[str] | None = None) -> Iterator[Record]:
        return self.store.records((plan,), kinds=kinds)

    def records(self, plan: Plan | str) -> tuple[Record, ...]:
        """Every record of a plan, or of one with this id, in the order in which they were made."""
        return tuple(self._records(plan if isinstance(plan, str) else plan.id))

    def status(
        self, plan: Plan, *, on: date | None = None, known_at: datetime | None = None
    ) -> Status:
        """How a plan stands on a day, judged by the version that was in force then.

        Args:
            plan: The plan; it is judged by if the log has adopted none.
            on: The day; by default today.
            known_at: Records that were made later are left out; None leaves out none.
        """
        return self._status(plan, self.records(plan.id), on or self.today(), known_at)

    def _status(
        self, plan: Plan, records: Sequence[Record], on: date, known_at: datetime | None
    ) -> Status:
        about_versions = (one for one in records if isinstance(one.what, _VERSION_KINDS))
        adopted = self._versions.adopted(known_records(about_versions, known_at), on)
        if adopted is None:  # of what is adopted, nothing holds a CPR number
            judged, version = redacted(plan), None
        else:
            judged, version = adopted.plan, adopted.version
        return assess(judged, records, on=on, known_at=known_at, version=version, zone=self.zone)

    def statuses(
        self,
        plans: Iterable[Plan],
        *,
        on: date | None = None,
        known_at: datetime | None = None,
        unreadable: Callable[[InvalidPlan], None] | None = None,
    ) -> Iterator[Status]:
        """How many plans stand; the store is asked once for all of them.

        Args:
            plans: The plans.
            on: The day; by default today.
            known_at: Records that were made later are left out; None leaves out none.
            unreadable: Told of a plan whose version in the log cannot be read, which is then left
                out; without it, that is raised.
        """
        by_id = {plan.id: plan for plan in plans}
        day = on or self.today()
        for id, records in self._by_plan(by_id):
            try:
                yield self._status(by_id[id], records, day, known_at)
            except InvalidPlan as error:
                if unreadable is None:
                    raise
                unreadable(error)

    def followed(
        self,
        plans: Mapping[str, Callable[[], Plan]],
        *,
        on: date | None = None,
        unreadable: Callable[[InvalidPlan], None] | None = None,
    ) -> Iterator[Followed]:
        """Plans with how they stand and what was recorded; the store is asked once for all.

        Those come first of which something was recorded; the others have no status.

        Args:
            plans: What loads the plans, by their ids; each is loaded when its turn comes.
            on: The day; by default today.
            unreadable: As for :meth:`statuses`; told of a plan that cannot be loaded too.
        """
        day = on or self.today()
        for id, records in self._by_plan(plans):
            try:
                plan = plans[id]()
                status = self._status(plan, records, day, None) if records else None
            except InvalidPlan as error:
                if unreadable is None:
                    raise
                unreadable(error)
            else:
                yield Followed(plan, records, status)

    def _by_plan(self, ids: Iterable[str]) -> Iterator[tuple[str, tuple[Record, ...]]]:
        """The records of plans, from one query; those last that have none."""
        left = dict.fromkeys(ids)
        found = self.store.records(tuple(left))
        for id, records in groupby(found, key=lambda record: record.plan):
            del left[id]
            yield id, tuple(records)
        for id in left:
            yield id, ()

    def changes(self, plan: Plan, *, since: date, until: date | None = None) -> Changes:
        """What changed from the end of one day to the end of another.

        Raises:
            InvalidValue: The second day lies before the first.
        """
        until = until or self.today()
        if until < since:
            days = {"since": Period(since, since).message, "until": Period(until, until).message}
            raise InvalidValue(words.UNTIL_BEFORE_SINCE.format(**days))
        records = self.records(plan.id)
        before = self._status(plan, records, since, None)
        after = self._status(plan, records, until, None)
        return changes_between(before, after, records)

    def due(
        self,
        plans: Iterable[Plan],
        *,
        on: date | None = None,
        within: int = 30,
        unreadable: Callable[[InvalidPlan], None] | None = None,
    ) -> tuple[DueItem, ...]:
        """What is late, current, or due within some days, in any of the plans, by its last day.

        Args:
            plans: The plans.
            on: The day; by default today.
            within: How many days ahead.
            unreadable: As for :meth:`statuses`.
        """
        statuses = self.statuses(plans, on=on, unreadable=unreadable)
        found = [item for status in statuses for item in due_items(status, within)]
        return tuple(sorted(found, key=lambda item: item.order))

    def is_current(self, plan: Plan) -> bool:
        """Whether a plan is as the log adopted it last, or the log has adopted none."""
        known = known_records(self._records(plan.id, ABOUT_VERSIONS))
        return self._versions.current(known) in (None, self.version(plan))


def _see_to_subject(record: Record, corrected: Record) -> None:
    """Refuse a correction of something else.

    Raises:
        InvalidRecord: It is about something else.
    """
    subjects = [(one.plan, one.kind, one.subject) for one in (record, corrected)]
    if subjects[0] != subjects[1]:
        about = {"kind": KINDS[corrected.kind], "subject": corrected.subject}
        raise InvalidRecord([Problem("", words.CORRECTS_ANOTHER_KIND.format(**about))])


def _said(record: Record) -> tuple[Any, ...]:
    """What a correction has to change something of."""
    what = record.what
    if isinstance(what, Observation):
        what = attrs.evolve(what, provenance=None)
    return what, record.on, record.comment
