"""Versions of a plan: how it was when it was adopted, and which version counts on a day."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

import cattrs
from attrs import frozen

from malplan.errors import InvalidPlan, InvalidRecord, InvalidValue, Problem
from malplan.fields import texts_of
from malplan.formats import json_number
from malplan.history import Entry, entries
from malplan.messages import records as words
from malplan.model import Plan
from malplan.periods import Period
from malplan.privacy import has_cpr_number
from malplan.records import PlanAdopted, Record, new_record_id


@frozen
class Adopted:
    """A version of a plan.

    Attributes:
        plan: The plan.
        version: The SHA-256 of its canonical JSON.
        record: The record that adopted it.
    """

    plan: Plan
    version: str
    record: Record


def canonical(plan: Plan, converter: cattrs.Converter) -> str:
    """A plan as canonical JSON: sorted keys, no spaces, numbers without needless zeros."""
    data = converter.unstructure(plan, Plan)
    return json.dumps(
        data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=json_number
    )


def version_of(content: str) -> str:
    """The version of a plan from its canonical JSON."""
    return hashlib.sha256(content.encode()).hexdigest()


def in_force(adoptions: Iterable[Entry], on: date | None = None) -> Record | None:
    """The record of the version that counts on a day, or of the latest.

    Before the first version was adopted, the first counts: the plan was there before its log.
    A version whose content was blanked for good counts no more.
    """
    found = sorted(
        (entry.record for entry in adoptions if content_of(entry.record) is not None),
        key=lambda one: (one.on, one.recorded, one.id),
    )
    until = [one for one in found if on is None or one.on <= on]
    return until[-1] if until else found[0] if found else None


def _in_force(known: Iterable[Record], on: date | None = None) -> Record | None:
    adoptions = (one for one in entries(known) if isinstance(one.record.what, PlanAdopted))
    return in_force(adoptions, on)


def content_of(record: Record) -> str | None:
    """The canonical JSON of the plan that a record adopted; None if it was blanked."""
    what = record.what
    return what.content if isinstance(what, PlanAdopted) else None


def is_intact(record: Record) -> bool:
    """Whether a record that adopted a plan holds what was stored; True for every other record."""
    content = content_of(record)
    return content is None or version_of(content) == record.version


def plan_of(record: Record, converter: cattrs.Converter) -> Plan:
    """The plan that a record adopted.

    Args:
        record: A record of an adopted plan that was not blanked.
        converter: One for what is archived, so that a later policy for periods does not matter.

    Raises:
        InvalidPlan: The content is not what was stored, or needs a plugin that is not loaded.
    """
    content = content_of(record) or ""
    version = version_of(content)
    if version != record.version:
        message = words.BROKEN_VERSION.format(version=(record.version or "")[:12])
        raise InvalidPlan([Problem("", message)])
    try:
        data = json.loads(content, parse_int=Decimal, parse_float=Decimal)
        plan: Plan = converter.structure(data, Plan)
    except InvalidPlan:
        raise
    except Exception as error:  # noqa: BLE001 - it came from outside; who restored it is told
        reason = error.message if isinstance(error, InvalidValue) else words.NO_PLAN_IN_IT
        message = words.UNREADABLE_VERSION.format(version=version[:12], reason=reason)
        raise InvalidPlan([Problem("", message)]) from None
    return plan


class Versions:
    """The versions of plans, each read once.

    Args:
        converter: One for what is archived.
    """

    def __init__(self, converter: cattrs.Converter) -> None:
        self._converter = converter
        self._plans: dict[str, Plan] = {}

    def of(self, plan: Plan) -> str:
        """The version of a plan: the SHA-256 of its canonical JSON."""
        return version_of(self.content(plan))

    def content(self, plan: Plan) -> str:
        """The canonical JSON of a plan."""
        return canonical(plan, self._converter)

    def adopted(self, known: Iterable[Record], on: date | None = None) -> Adopted | None:
        """The version that counts on a day, or the latest; None if none was adopted.

        Args:
            known: The records of one plan, in their order.
            on: The day.

        Raises:
            InvalidPlan: It cannot be read.
        """
        record = _in_force(known, on)
        if record is None or record.version is None:
            return None
        if record.version not in self._plans:
            self._plans[record.version] = plan_of(record, self._converter)
        return Adopted(self._plans[record.version], record.version, record)

    def current(self, known: Iterable[Record]) -> str | None:
        """The latest version that was adopted, whether or not it can be read."""
        record = _in_force(known)
        return None if record is None else record.version

    def adoption(
        self,
        plan: Plan,
        known: Sequence[Record],
        moment: datetime,
        day: date,
        *,
        by: str | None = None,
        comment: str | None = None,
    ) -> Record | None:
        """The record that adopts a plan as it is now; None if it is in force already.

        Args:
            plan: The plan.
            known: The records of its log.
            moment: When it is adopted.
            day: The day of that moment.
            by: In which role.
            comment: What changed, and why.

        Raises:
            InvalidRecord: The plan holds a CPR number, or is of another year than its log.
        """
        content = self.content(plan)
        version = version_of(content)
        if self.current(known) == version:
            return None
        self._refuse_another_year(plan, known)
        if any(has_cpr_number(text) for _, text in texts_of(plan)):
            raise InvalidRecord([Problem("", words.CPR_IN_PLAN)])
        try:
            return Record(
                id=new_record_id(moment),
                plan=plan.id,
                on=day,
                recorded=moment,
                what=PlanAdopted(content=content),
                by=by,
                comment=comment,
                version=version,
            )
        except InvalidPlan as error:
            raise InvalidRecord(error.problems) from None

    def _refuse_another_year(self, plan: Plan, known: Sequence[Record]) -> None:
        """What was recorded of one year's plan is not what becomes of the next."""
        with contextlib.suppress(InvalidPlan):  # one that cannot be read says no year
            old = self.adopted(known)
            if old is not None and old.plan.year != plan.year:
                years = {"plan": plan.id, "old": old.plan.year, "new": plan.year}
                raise InvalidRecord([Problem("year", words.ANOTHER_YEAR.format(**years))])

    def forget(self) -> None:
        """Keep nothing of what was blanked for good."""
        self._plans.clear()
        milestone_periods.cache_clear()


@lru_cache(maxsize=256)
def milestone_periods(content: str) -> Mapping[str, Period]:
    """The times of the milestones in the canonical JSON of a plan, by id."""
    try:
        return dict(_periods_in(json.loads(content)))
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
        return {}  # no plan; who asks for that version is told


def _periods_in(plan: dict[str, Any]) -> Iterator[tuple[str, Period]]:
    for action in plan.get("actions", ()):
        for milestone in action.get("milestones", ()):
            period = milestone.get("period") or {}
            start, end = (_day(period.get(name)) for name in ("start", "end"))
            if start is not None or end is not None:
                text, approximate = period.get("text") or "", period.get("approximate", False)
                yield milestone["id"], Period(start, end, text, approximate)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
