"""What happens in a plan: records, which are added and never changed.

A :class:`Record` says who recorded what, when, and of which day it speaks; ``what`` is one of the
classes here. A correction is a record of the same kind that names the one it corrects, so that what
was said at first can still be read. The one exception is the law: a text may be blanked for good,
and a :class:`Redaction` tells that it was.
"""

from __future__ import annotations

import re
import secrets
import types
import typing
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from operator import attrgetter
from typing import Annotated, Any

import attrs
from attrs import field, frozen

from malplan.errors import InvalidValue, Problem, shown
from malplan.fields import EXPECTED, Line, Number, Prose, Slug, Value, once_a_class, problem
from malplan.messages import records as words
from malplan.moments import MICROSECOND, Day, Moment, a_day, microseconds
from malplan.moments import moment as in_utc
from malplan.periods import Period
from malplan.privacy import has_cpr_number
from malplan.texts import line, prose

MOST_CHARACTERS = 100_000
"""The longest text of a record."""

BLANKED = "[slettet]"
"""What stands where a text was blanked for good."""


# --- Ids ------------------------------------------------------------------------------------------
_RECORD_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_CHECKSUM = re.compile(r"(blake3:)?[0-9a-f]{64}")


def new_record_id(moment: datetime) -> str:
    """An id that sorts by time: a UUID of version 7 (RFC 9562, 5.7 and method 3 of 6.2).

    The twelve bits after the version are the part of the millisecond, so that ids of the same
    millisecond sort too. The module uuid has version 7 from Python 3.14, for this moment only.
    """
    return _id_at(microseconds(moment), secrets.randbits(64))


def moments_after(moment: datetime, count: int) -> Iterator[tuple[datetime, str]]:
    """The next moments, a microsecond apart, in UTC, each with the id of a record made then.

    The random bits of all are drawn at once, because each draw takes time.
    """
    moment = in_utc(moment)
    at = microseconds(moment)
    for random in memoryview(secrets.token_bytes(8 * count)).cast("Q"):
        at += 1
        moment += MICROSECOND
        yield moment, _id_at(at, random)


def _id_at(at: int, random: int) -> str:
    """The id of a microsecond with 62 of 64 random bits."""
    milliseconds, rest = divmod(at, 1000)
    return _ID % (
        milliseconds >> 16,
        milliseconds & 0xFFFF,
        rest * 4096 // 1000,
        2 << 14 | random >> 50,
        random & 0xFFFF_FFFF_FFFF,
    )


_ID = "%08x-%04x-7%03x-%04x-%012x"


def record_id(value: object) -> str:
    """The id of a record, as :func:`new_record_id` makes it."""
    if not isinstance(value, str) or not _RECORD_ID.fullmatch(value):
        raise InvalidValue(words.NOT_A_RECORD_ID.format(value=shown(value)))
    return value


def plan_version(value: object) -> str:
    """The version of a plan: the SHA-256 of its canonical JSON, in hexadecimal."""
    if not isinstance(value, str) or not _SHA256.fullmatch(value):
        raise InvalidValue(words.NOT_A_VERSION.format(value=shown(value)))
    return value


def checksum(value: object) -> str:
    """A SHA-256 in hexadecimal; or, where much is read, ``blake3:`` and a BLAKE3."""
    if not isinstance(value, str) or not _CHECKSUM.fullmatch(value):
        raise InvalidValue(words.NOT_A_CHECKSUM.format(value=shown(value)))
    return value


RecordId = Annotated[str, record_id]
Checksum = Annotated[str, checksum]
Version = Annotated[str, plan_version]


# --- What happens ---------------------------------------------------------------------------------
class SignState(Enum):
    """How a sign stands."""

    NOT_DUE = "not_due"
    """It cannot be said yet."""
    NO_DATA = "no_data"
    """There is nothing to judge by."""
    WORSE_THAN_BASELINE = "worse_than_baseline"
    """It went the wrong way."""
    UNCHANGED = "unchanged"
    """It stands where it stood before."""
    MOVING = "moving"
    """It went the right way, and is not there yet."""
    MET = "met"
    """The target is reached."""
    MISSED = "missed"
    """The time of the target is over, and it was not reached."""


class Stage(Enum):
    """When an evaluation is made."""

    INTERIM = "interim"
    """On the way, while the trial action can still be changed."""
    FINAL = "final"
    """At the end."""


class Decision(Enum):
    """What is to become of a trial action."""

    CONTINUE = "continue"
    ADAPT = "adapt"
    STOP = "stop"
    SCALE = "scale"


@frozen(kw_only=True, repr=False)
class Provenance(Value):
    """Where figures come from that nobody typed in.

    Attributes:
        source: The name of the source of data, as the plan says it: ``statbank``.
        query: What it was asked for, so that people can ask again; no token, nobody's name.
        retrieved: When; of what was kept, when that was retrieved. Kept in UTC.
        checksum: The SHA-256 of what was read, in hexadecimal, or ``blake3:`` and its BLAKE3: two
            that are equal read the same.
        licence: Under which terms the figures may be used, with what has to be named.
    """

    source: Slug
    query: Prose
    retrieved: Moment
    checksum: Checksum
    licence: Prose | None = None

    def _invariants(self) -> Iterator[Problem]:
        for name in ("query", "licence"):
            if has_cpr_number(getattr(self, name) or ""):
                yield problem(words.CPR_IN_RECORD, name)


@frozen(kw_only=True, repr=False)
class Observation(Value):
    """What was seen of a sign.

    Attributes:
        sign: The id of the sign.
        value: The number, in the unit of the sign; of a ratio the numerator.
        of: The denominator of a ratio.
        step: The id of a step on the scale of a qualitative sign.
        evidence: What shows that the sign is on that step.
        source: Where the number comes from, as a short id: each source of a running total counts
            by itself.
        period: The time that the observation speaks of, where that is more than a day.
        provenance: Where it was fetched from, if nobody typed it in.
    """

    sign: Slug
    value: Number | None = field(default=None, metadata=EXPECTED)
    of: Number | None = None
    step: Slug | None = field(default=None, metadata=EXPECTED)
    evidence: Prose | None = None
    source: Slug | None = None
    period: Period | None = None
    provenance: Provenance | None = None

    def _invariants(self) -> Iterator[Problem]:
        if (self.value is None) is (self.step is None):
            yield problem(words.VALUE_OR_STEP, "value")
        if self.of is not None and self.value is None:
            yield problem(words.OF_NEEDS_VALUE, "of")
        if self.evidence is not None and self.step is None:
            yield problem(words.EVIDENCE_NEEDS_STEP, "evidence")


@frozen(kw_only=True, repr=False)
class MilestoneReached(Value):
    """A milestone was reached.

    Attributes:
        milestone: Its id.
    """

    milestone: Slug


@frozen(kw_only=True, repr=False)
class MilestoneMoved(Value):
    """A milestone got another time.

    Attributes:
        milestone: Its id.
        period: Its new time.
        because: Why.
    """

    milestone: Slug
    period: Period
    because: Prose


@frozen(kw_only=True, repr=False)
class MilestoneDropped(Value):
    """A milestone was given up.

    Attributes:
        milestone: Its id.
        because: Why.
    """

    milestone: Slug
    because: Prose | None = None


@frozen(kw_only=True, repr=False)
class SignAsItStood(Value):
    """A sign on the day of an evaluation; it stays as it was, whatever is recorded later.

    Attributes:
        sign: The id of the sign.
        state: How it stood.
        value: Its figure, in the unit of the sign; of a ratio the numerator.
        of: The denominator of a ratio.
        step: The step it was on.
        records: The ids of the records behind it.
    """

    sign: Slug
    state: SignState
    value: Number | None = None
    of: Number | None = None
    step: Slug | None = None
    records: tuple[RecordId, ...] = ()


@frozen(kw_only=True, repr=False)
class Evaluation(Value):
    """What a trial action has done for the target group.

    Attributes:
        action: The id of the trial action.
        stage: Whether it is the interim or the final evaluation.
        text: The effect and the value for the target group.
        signs: The signs of the trial action as they stood on that day.
    """

    action: Slug
    stage: Stage
    text: Prose
    signs: tuple[SignAsItStood, ...] = ()


@frozen(kw_only=True, repr=False)
class Learning(Value):
    """What was learned from a trial action, and how it will be used.

    Attributes:
        action: The id of the trial action.
        text: The insight.
    """

    action: Slug
    text: Prose


@frozen(kw_only=True, repr=False)
class DecisionMade(Value):
    """What is to become of a trial action, and why.

    Attributes:
        action: The id of the trial action.
        decision: Continue, adapt, stop or scale up.
        because: The reason.
    """

    action: Slug
    decision: Decision
    because: Prose


@frozen(kw_only=True, repr=False)
class Retraction(Value):
    """A record does not count any more, nor do those that correct it; it can still be read.

    Retracting a retraction brings back what it took away.

    Attributes:
        record: The id of the record.
        because: Why.
    """

    record: RecordId
    because: Prose


@frozen(kw_only=True, repr=False)
class Redaction(Value):
    """The texts of records were blanked for good; everything else of them stays.

    Attributes:
        records: The ids of the records: one, what it corrects, and what corrects it.
        because: Why.
    """

    records: tuple[RecordId, ...]
    because: Prose


@frozen(kw_only=True, repr=False)
class PlanAdopted(Value):
    """A version of the plan came into force.

    Attributes:
        content: The plan as canonical JSON; None after it was blanked for good.
    """

    content: str | None = None


What = (
    Observation
    | MilestoneReached
    | MilestoneMoved
    | MilestoneDropped
    | Evaluation
    | Learning
    | DecisionMade
    | Retraction
    | Redaction
    | PlanAdopted
)
"""What a record can tell."""

KINDS: dict[str, Any] = {
    "observation": Observation,
    "milestone_reached": MilestoneReached,
    "milestone_moved": MilestoneMoved,
    "milestone_dropped": MilestoneDropped,
    "evaluation": Evaluation,
    "learning": Learning,
    "decision": DecisionMade,
    "retraction": Retraction,
    "redaction": Redaction,
    "plan_adopted": PlanAdopted,
}
"""What a record can tell, by the ``kind`` that is written."""

KIND_OF = {cls: kind for kind, cls in KINDS.items()}


# --- The record -----------------------------------------------------------------------------------
@frozen(kw_only=True, repr=False)
class Record(Value):
    """One entry of the log.

    Attributes:
        id: Unique everywhere, and sorted by time: a UUID of version 7.
        plan: The id of the plan.
        on: The day it speaks of.
        recorded: When it was recorded; kept in UTC.
        what: What happened.
        by: In which role somebody recorded it; not a name.
        comment: What else there is to say.
        version: The version of the plan by which it was judged; of an adopted plan, its own.
        corrects: The id of the record that this one takes the place of.
        reason: Why it was corrected.

    Raises:
        InvalidPlan: A field is wrong, or there is a CPR number in a text.
    """

    id: RecordId
    plan: Slug
    on: Day
    recorded: Moment
    what: What
    by: Line | None = None
    comment: Prose | None = None
    version: Version | None = None
    corrects: RecordId | None = None
    reason: Prose | None = None

    def _invariants(self) -> list[Problem]:
        problems = []
        for part in (self, self.what):
            names, read = _texts(type(part))
            for name, held in zip(names, read(part), strict=True):
                if held is None:
                    continue
                text = held.text if isinstance(held, Period) else held
                if len(text) > MOST_CHARACTERS and not isinstance(part, PlanAdopted):
                    counts = {"count": len(text), "most": MOST_CHARACTERS}
                    problems.append(problem(words.LONG_RECORD_TEXT.format(**counts), name))
                elif has_cpr_number(text):
                    problems.append(problem(words.CPR_IN_RECORD, name))
        if self.corrects is not None and isinstance(self.what, UNCORRECTABLE):
            problems.append(problem(words.CANNOT_CORRECT, "corrects"))
        return problems

    @property
    def kind(self) -> str:
        """What it tells, in a word such as ``observation``."""
        return KIND_OF[type(self.what)]

    @property
    def subject(self) -> str | None:
        """The id of the sign, milestone or trial action that it is about."""
        name = _SUBJECTS.get(type(self.what))
        return None if name is None else str(getattr(self.what, name))


def new_record(
    *,
    id: str,
    plan: str,
    on: date,
    recorded: datetime,
    what: What,
    by: str | None,
    comment: str | None,
    version: str,
) -> Record:
    """The record of something new: what ``Record(...)`` gives or raises, in half the time.

    An import makes very many. The log itself makes the id and the moment, in UTC, and knows the
    plan and its version, so only the rest is looked at; if any of it is wrong, the class tells all
    that is.
    """
    record = object.__new__(Record)
    keep = object.__setattr__.__get__(record)  # bound once for all fields
    try:
        keep("id", id)
        keep("plan", plan)
        keep("on", a_day(on))
        keep("recorded", recorded)
        keep("what", what)
        keep("by", None if by is None else _role(by))
        keep("comment", None if comment is None else prose(comment))
        keep("version", version)
        keep("corrects", None)
        keep("reason", None)
        if type(what) in KIND_OF:
            texts = (record.comment, *_texts(type(what))[1](what))
            if not any(map(_is_refused, filter(None, texts))):
                return record
    except (InvalidValue, TypeError):  # a role that cannot be hashed is none
        pass
    return Record(
        id=id,
        plan=plan,
        on=on,
        recorded=recorded,
        what=what,
        by=by,
        comment=comment,
        version=version,
    )


@lru_cache(maxsize=128)
def _role(text: str) -> str:
    """A role as a record keeps it; an import names the same few again and again."""
    role = line(text)
    if _is_refused(role):
        raise InvalidValue(words.CPR_IN_RECORD)
    return role


def _is_refused(text: str | Period) -> bool:
    """Whether no record may hold a text, apart from the long one of a plan."""
    said = text.text if isinstance(text, Period) else text
    return len(said) > MOST_CHARACTERS or has_cpr_number(said)


UNCORRECTABLE = (Retraction, Redaction, PlanAdopted)
"""What is taken back rather than corrected."""

_SUBJECTS: dict[type, str] = {
    Observation: "sign",
    MilestoneReached: "milestone",
    MilestoneMoved: "milestone",
    MilestoneDropped: "milestone",
    Evaluation: "action",
    Learning: "action",
    DecisionMade: "action",
}


def order(record: Record) -> tuple[datetime, str]:
    """What records are sorted by: when they were recorded, then the id."""
    return record.recorded, record.id


@once_a_class
def _texts(cls: Any) -> tuple[tuple[str, ...], Callable[[Any], Iterable[Any]]]:
    """The fields that hold free text, or the words of a period, and what reads all of them."""
    hints = typing.get_type_hints(cls, include_extras=True)
    names = tuple(
        one.name
        for one in attrs.fields(cls)
        if not _FREE.isdisjoint(_alternatives(hints[one.name]))
    )
    if len(names) > 1:
        return names, attrgetter(*names)
    return names, lambda part: [getattr(part, name) for name in names]


_FREE = frozenset({Prose, Line, Period, str})


def _alternatives(hint: Any) -> tuple[Any, ...]:
    """What a hint allows: an id is a text with a rule, and no free text."""
    is_union = typing.get_origin(hint) in (typing.Union, types.UnionType)
    return typing.get_args(hint) if is_union else (hint,)


def unsigned(record: Record) -> Record:
    """The record without role, comment and reason of a correction, which the log alone tells."""
    if record.by is None and record.comment is None and record.reason is None:
        return record
    return attrs.evolve(record, by=None, comment=None, reason=None)


# --- Blanking -------------------------------------------------------------------------------------
def blanked(record: Record) -> Record:
    """The record without its texts: what is left of it after it was blanked for good."""
    return attrs.evolve(
        record,
        what=_blanked_what(record.what),
        by=_blank(record.by),
        comment=_blank(record.comment),
        reason=_blank(record.reason),
    )


def _blanked_what(what: Any) -> What:
    if isinstance(what, PlanAdopted):
        return PlanAdopted(content=None)
    texts: dict[str, Any] = {}
    for name in _texts(type(what))[0]:
        held = getattr(what, name)
        if isinstance(held, Period):  # its own words, which say no more than its days
            words_left = "" if held.scheduled else BLANKED
            texts[name] = Period(held.start, held.end, words_left, held.approximate)
        else:
            texts[name] = _blank(held)
    if isinstance(what, Observation) and what.provenance is not None:
        texts["provenance"] = attrs.evolve(what.provenance, query=BLANKED)
    blank: What = attrs.evolve(what, **texts)
    return blank


def _blank(text: str | None) -> str | None:
    return None if text is None else BLANKED
