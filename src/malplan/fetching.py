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
from malplan.messages import sources as words
from malplan.model import KeyFigure, Plan, Sign
from malplan.recording import unknown_sign
from malplan.records import Observation, Provenance, Record
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
            return attrs.evolve(fetched, readings=_in_order(fetched.readings))

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


def _in_order(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Readings by their time.

    Raises:
        SourceFailed: One has no days, or two speak of the same.
    """
    seen = set()
    for one in readings:
        days = one.period.start, one.period.end
        if None in days:
            raise SourceFailed(words.NOT_DATED.format(period=one.period.message))
        if days in seen:
            raise SourceFailed(words.READ_TWICE.format(period=one.period.message))
        seen.add(days)
    return tuple(sorted(readings, key=lambda one: (one.period.end, one.period.start)))


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
    known = list(logbook.records(plan.id)) if signs else []
    for sign in signs:
        result, recorded = _fetch_one(asking, logbook, plan, sign, today, known)
        if recorded is not None:
            known += recorded.records
            made.append(recorded)
        results.append(result)
        tell(sign)
    adopted = next((one.adopted for one in made if one.adopted is not None), None)
    notices = tuple(notice for one in made for notice in one.notices)
    return FetchReport(plan.id, tuple(results), adopted, notices)


def _fetch_one(
    asking: Asking,
    logbook: Logbook,
    plan: Plan,
    sign: Sign,
    today: date,
    known: Sequence[Record],
) -> tuple[SignFetched, Recorded | None]:
    name = (sign.source.name if sign.source is not None else None) or ""
    try:
        fetched = asking.ask(plan, sign, today)
        begun = [one for one in fetched.readings if one.period.start <= today]  # type: ignore[operator]
        drafts = _drafts(begun, fetched.provenance, sign.id, name, today)
        new, corrections = _what_is_new(drafts, known, sign.id, name)
        recorded = logbook.record_all(plan, (*new, *corrections)) if new or corrections else None
    except (InvalidValue, InvalidPlan, InvalidRecord, SourceFailed, UnknownName) as error:
        return SignFetched(id=sign.id, source=name, error=error), None
    ahead = len(fetched.readings) - len(begun)
    told = (words.NOT_BEGUN_YET.format(count=ahead),) if ahead else ()
    records = recorded.records if recorded is not None else ()
    found = SignFetched(
        id=sign.id,
        source=name,
        new=records[: len(new)],
        corrected=records[len(new) :],
        unchanged=len(begun) - len(new) - len(corrections),
        notices=(*fetched.notices, *told),
        provenance=fetched.provenance,
    )
    return found, recorded


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


_Key = tuple[date | None, date | None]


def _key(what: Observation, on: date) -> _Key:
    """The time by which an observation is known again."""
    return (on, on) if what.period is None else (what.period.start, what.period.end)


def _says(what: Observation) -> tuple[Any, ...]:
    return what.value, what.of, what.step


def _what_is_new(
    drafts: Sequence[Draft], records: Iterable[Record], sign: str, source: str
) -> tuple[list[Draft], list[Draft]]:
    """The drafts that the log does not have, and those that correct something in it.

    What counts is what the source said last of a time, even if people took it back since.
    """
    known = known_records(records)
    by_id = {one.id: one for one in known}
    said = {_key(_observed(one), one.on): one for one in known if _is_from(one, sign, source)}
    counting: dict[_Key, Record] = {}
    for entry in entries(known):
        fetched = _as_fetched(entry.record, by_id, sign, source)
        if fetched is not None:
            counting[_key(_observed(fetched), fetched.on)] = entry.record
    new, corrections = [], []
    for draft in drafts:
        what = _observed(draft)
        key = _key(what, draft.on or date.min)
        if key in said and _says(_observed(said[key])) == _says(what):
            continue
        if key in counting:
            corrections.append(attrs.evolve(draft, corrects=counting[key]))
        else:
            new.append(draft)
    return new, corrections


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
    except (InvalidValue, InvalidPlan, SourceFailed, UnknownName) as error:
        return FigureNow(figure=figure, error=error)
    return FigureNow(
        figure=figure,
        newest=fetched.readings[-1] if fetched.readings else None,
        provenance=fetched.provenance,
        notices=fetched.notices,
    )
