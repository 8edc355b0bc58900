"""Fetching: asking the sources that a plan names, and what of it is new to the log.

An observation that was fetched is known again by its sign, its source and its time. What the source
says again adds nothing; what it says otherwise than before corrects what was fetched then. What
people corrected or retracted stays as they left it, until the source itself says something new.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from malplan.drafts import Draft, Recorded
from malplan.errors import (
    AmbiguousName,
    InvalidPlan,
    InvalidRecord,
    InvalidValue,
    SourceFailed,
    UnknownName,
    did_you_mean,
    shown,
)
from malplan.history import entries, known_records
from malplan.logbook import Logbook
from malplan.measures import Combine, Quantitative
from malplan.messages import Message
from malplan.messages import sources as words
from malplan.model import KeyFigure, Plan, Sign
from malplan.periods import Period
from malplan.recording import unknown_sign
from malplan.records import Observation, Provenance, Record, Retraction, order
from malplan.registry import Catalog, Kind
from malplan.sources import (
    Description,
    Fetched,
    FetchReport,
    FigureNow,
    Reading,
    Request,
    SignFetched,
)

Options = Mapping[str, str]

_Key = tuple[date | None, date | None]
"""The first and the last day of a time, by which an observation is known again."""


@attrs.frozen(kw_only=True)
class Asking:
    """Whom to ask, and how.

    Attributes:
        catalog: Has the sources.
        settings: The options of sources that the settings say, by the name of the source.
        options: The options that the caller gives, for the sources that take them.
        folder: What the paths of files are relative to.
        since: Nothing that ended before this day is wanted.
        offline: Whether nothing is asked over the network.
    """

    catalog: Catalog
    settings: Mapping[str, Options]
    options: Options
    folder: Path
    since: date | None = None
    offline: bool = False

    def refuse_unknown_options(self, names: Iterable[str]) -> None:
        """See to it that every option is taken by one of some sources.

        Raises:
            InvalidValue: One is not; the nearest are offered.
        """
        known = {option for name in names for option in self._known(name)}
        for option in self.options:
            if option not in known:
                hint = did_you_mean(option, known)
                raise InvalidValue(words.UNKNOWN_OPTION.format(name=shown(option), hint=hint))

    def _known(self, name: str) -> Sequence[str]:
        found = [entry for entry in self.catalog.all(Kind.SOURCE) if entry.name == name]
        return found[0].value.option_names if found else ()

    def options_for(self, name: str) -> dict[str, str]:
        """The options of one source: what is given comes before what the settings say.

        Raises:
            InvalidValue: The settings name one that the source does not take.
        """
        known = self._known(name)
        said = self.settings.get(name, {})
        for option in said:
            if option not in known:
                hint = did_you_mean(option, known)
                raise InvalidValue(words.UNKNOWN_OPTION.format(name=shown(option), hint=hint))
        return {**said, **{key: held for key, held in self.options.items() if key in known}}

    def ask(self, plan: Plan, about: Sign | KeyFigure, today: date) -> Fetched:
        """What the source of a sign or a key figure has.

        Raises:
            UnknownName: No plugin brings the source.
            InvalidValue: What is asked for cannot be.
            SourceFailed: The source did not answer as it should.
        """
        source = about.source
        if source is None or source.name is None:
            raise InvalidValue(words.NO_SOURCE.format(id=about.id))
        entry = self.catalog.get(Kind.SOURCE, source.name)
        request = Request(
            plan=plan,
            about=about,
            settings=source.settings,
            today=today,
            since=self.since,
            options=self.options_for(entry.name),
            folder=self.folder,
            offline=self.offline,
        )
        with _failures(entry.name, entry.origin):
            fetched = entry.value.fetch(request)
            if not isinstance(fetched, Fetched):
                kind = type(fetched).__name__
                raise SourceFailed(
                    words.SOURCE_FAILED.format(
                        name=entry.name,
                        origin=entry.origin,
                        reason=words.NOT_FETCHED.format(value=kind),
                    )
                )
            return _as_of_today(fetched, today)

    def describe(self, name: str, table: str) -> Description:
        """What a table of a source holds.

        Raises:
            UnknownName: There is no such source.
            InvalidValue: The source cannot tell, or the table cannot be.
            SourceFailed: The source did not answer as it should.
        """
        entry = self.catalog.get(Kind.SOURCE, name)
        self.refuse_unknown_options((entry.name,))
        if not callable(getattr(entry.value, "describe", None)):
            raise InvalidValue(words.CANNOT_DESCRIBE.format(name=entry.name, origin=entry.origin))
        with _failures(entry.name, entry.origin):
            described: Description = entry.value.describe(
                table,
                options=self.options_for(entry.name),
                folder=self.folder,
                offline=self.offline,
            )
        return described


@contextmanager
def _failures(name: str, origin: str) -> Iterator[None]:
    """What a source says for people is told as it is.

    Of whatever else it raises only the kind is told: the text could quote a row, or a token.
    """
    try:
        yield
    except (InvalidValue, InvalidPlan, SourceFailed, KeyboardInterrupt):
        raise
    except BaseException as error:  # noqa: BLE001 - one source must not keep the others from theirs
        values = {"name": name, "origin": origin, "reason": type(error).__name__}
        raise SourceFailed(words.SOURCE_FAILED.format(**values)) from None


def _as_of_today(fetched: Fetched, today: date) -> Fetched:
    """What was fetched in the order of time, without what has not begun.

    Raises:
        SourceFailed: A reading has no days, or two speak of the same.
    """
    seen: set[_Key] = set()
    for one in fetched.readings:
        days = one.period.start, one.period.end
        if None in days:
            raise SourceFailed(words.NOT_DATED.format(period=one.period.message))
        if days in seen:
            raise SourceFailed(words.READ_TWICE.format(period=one.period.message))
        seen.add(days)
    by_time = sorted(fetched.readings, key=lambda one: (one.period.end, one.period.start))
    begun = tuple(one for one in by_time if _days_of(one)[0] <= today)
    ahead = len(by_time) - len(begun)
    told = (words.NOT_BEGUN_YET.format(count=ahead),) if ahead else ()
    return attrs.evolve(fetched, readings=begun, notices=(*fetched.notices, *told))


def _days_of(reading: Reading) -> tuple[date, date]:
    """The first and the last day of a reading; both were seen to be there."""
    return reading.period.start or date.min, reading.period.end or date.max


# --- Signs ----------------------------------------------------------------------------------------
def signs_with_source(plan: Plan, sign: str | None) -> list[Sign]:
    """The signs to fetch: one, or all that have a source.

    Raises:
        UnknownName: The plan has no such sign.
        InvalidValue: It has no source.
    """
    if sign is None:
        return [one for one in plan.signs if one.source is not None and one.source.name is not None]
    for one in plan.signs:
        if one.id == sign:
            if one.source is None or one.source.name is None:
                raise InvalidValue(words.NO_SOURCE.format(id=sign))
            return [one]
    raise UnknownName(unknown_sign(sign, plan).message)


def fetch(
    asking: Asking, logbook: Logbook, plan: Plan, signs: Sequence[Sign], tell: Any
) -> FetchReport:
    """Ask the source of each sign, and record what is new; one that fails keeps none from theirs.

    Args:
        asking: Whom to ask, and how.
        logbook: Takes the observations; those of one sign all together or none.
        plan: The plan.
        signs: The signs, which have a source.
        tell: Called with each sign when its turn is over.

    Raises:
        StoreFailed: The log cannot be used.
    """
    names = [one.source.name for one in signs if one.source is not None]
    asking.refuse_unknown_options(name for name in names if name is not None)
    today = logbook.today()
    results: list[SignFetched] = []
    made: list[Recorded] = []
    for sign in signs:
        result, recorded = _fetch_one(asking, logbook, plan, sign, today)
        if recorded is not None:
            made.append(recorded)
        results.append(result)
        tell(sign)
    adopted = next((one.adopted for one in made if one.adopted is not None), None)
    notices = tuple(notice for one in made for notice in one.notices)
    return FetchReport(plan.id, tuple(results), adopted, notices)


_TOLD = (InvalidValue, InvalidPlan, InvalidRecord, SourceFailed, UnknownName, AmbiguousName)
"""What is wrong with one source, which keeps none of the others from theirs."""


def _fetch_one(
    asking: Asking, logbook: Logbook, plan: Plan, sign: Sign, today: date
) -> tuple[SignFetched, Recorded | None]:
    name = (sign.source.name if sign.source is not None else None) or ""
    try:
        fetched = asking.ask(plan, sign, today)
        readings, told = _ended(fetched.readings, sign, today)
        drafts = _drafts(readings, fetched.provenance, sign.id, name, today)
        # Read as late as can be: somebody else may have fetched while the source was asked.
        found = Comparison.of(drafts, logbook.records(plan.id), sign.id, name, asking.since)
        recorded = logbook.record_all(plan, found.drafts) if found.drafts else None
    except _TOLD as error:
        return SignFetched(id=sign.id, source=name, error=error), None
    records = recorded.records if recorded is not None else ()
    result = SignFetched(
        id=sign.id,
        source=name,
        new=records[: len(found.new)],
        corrected=records[len(found.new) :],
        unchanged=found.unchanged,
        notices=(*fetched.notices, *told, *found.notices),
        provenance=fetched.provenance,
    )
    return result, recorded


def _ended(
    readings: Sequence[Reading], sign: Sign, today: date
) -> tuple[list[Reading], tuple[Message, ...]]:
    """Of a figure that is the latest, only what is over: half a month is no month."""
    measure = sign.measure
    if not isinstance(measure, Quantitative) or measure.combine is not Combine.LATEST:
        return list(readings), ()
    over = [one for one in readings if _days_of(one)[1] <= today]
    left = len(readings) - len(over)
    return over, (words.NOT_OVER_YET.format(count=left),) if left else ()


def _drafts(
    readings: Iterable[Reading], provenance: Provenance, sign: str, source: str, today: date
) -> list[Draft]:
    return [
        Draft(
            what=Observation(
                sign=sign,
                value=one.value,
                of=one.of,
                step=one.step,
                source=source,
                period=None if one.period.start == one.period.end else one.period,
                provenance=provenance,
            ),
            on=min(one.period.end or today, today),
        )
        for one in readings
    ]


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
            counting = [one for one in log.counting_at(key) if one.id not in used]
            used.update(one.id for one in counting)
            if log.said_last(key) == _says(_observed(draft)):
                unchanged += 1
            elif counting:
                changing.append(attrs.evolve(draft, corrects=counting[0]))
            else:
                new.append(draft)
            changing += [_taken_back(one, draft) for one in counting[1:]]
        left = [key for key, id in log.silent() if id not in used and _is_asked_for(key, since)]
        notices = (words.NO_LONGER_SAID.format(count=len(left)),) if left else ()
        return cls(new=tuple(new), changing=tuple(changing), unchanged=unchanged, notices=notices)


def _is_asked_for(key: _Key, since: date | None) -> bool:
    return since is None or key[1] is None or key[1] >= since


def _taken_back(record: Record, draft: Draft) -> Draft:
    what = _observed(draft)
    period = what.period or Period(draft.on, draft.on)
    because = words.SAID_OTHERWISE.format(period=period.message).da
    return Draft(what=Retraction(record=record.id, because=because))


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
        self._counting: dict[_Key, list[Record]] = {}
        self._otherwise: dict[int, list[Record]] = {}
        self._silent: list[tuple[_Key, str]] = []
        for entry in entries(known):
            fetched = _as_fetched(entry.record, by_id, sign, source)
            if fetched is None:
                continue
            key = _key(_observed(fetched), fetched.on)
            self._counting.setdefault(key, []).append(entry.record)
            if key not in keys:
                self._silent.append((key, entry.record.id))
                for day in _days(key):
                    self._otherwise.setdefault(day, []).append(entry.record)

    def said_last(self, key: _Key) -> tuple[Any, ...] | None:
        """What the source said last of a time; None where it said that in other pieces since."""
        last = self._said.get(key)
        if last is None:
            return None
        since = (self._said_otherwise.get(day) for day in _days(key))
        if any(one is not None and order(one) > order(last) for one in since):
            return None
        return _says(_observed(last))

    def counting_at(self, key: _Key) -> list[Record]:
        """What counts of a time, and of other times that overlap it; that of the time first."""
        found = {one.id: one for one in self._counting.get(key, ())}
        if self._otherwise:
            for day in _days(key):
                found |= {one.id: one for one in self._otherwise.get(day, ())}
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


# --- Key figures ----------------------------------------------------------------------------------
def figures(asking: Asking, plan: Plan, today: date, tell: Any) -> tuple[FigureNow, ...]:
    """Each key figure of a plan, with the newest that its source has; the plan stays as it is."""
    held = plan.challenge.key_figures if plan.challenge is not None else ()
    names = [one.source.name for one in held if one.source is not None]
    asking.refuse_unknown_options(name for name in names if name is not None)
    found = []
    for figure in held:
        found.append(_figure_now(asking, plan, figure, today))
        tell(figure)
    return tuple(found)


def _figure_now(asking: Asking, plan: Plan, figure: KeyFigure, today: date) -> FigureNow:
    if figure.source is None or figure.source.name is None:
        return FigureNow(figure=figure)
    try:
        fetched = asking.ask(plan, figure, today)
    except _TOLD as error:
        return FigureNow(figure=figure, error=error)
    return FigureNow(
        figure=figure,
        newest=fetched.readings[-1] if fetched.readings else None,
        provenance=fetched.provenance,
        notices=fetched.notices,
    )
