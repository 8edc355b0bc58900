"""Fetching: asking the sources that a plan names, and recording what is new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import attrs

from malplan.comparing import Comparison
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
from malplan.logbook import Logbook
from malplan.measures import Combine, Quantitative
from malplan.messages import Message
from malplan.messages import sources as words
from malplan.model import KeyFigure, Plan, Sign
from malplan.recording import unknown_sign
from malplan.records import Observation, Provenance
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
    seen: set[tuple[date | None, date | None]] = set()
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
    asking: Asking,
    logbook: Logbook,
    plan: Plan,
    signs: Sequence[Sign],
    tell: Callable[[Sign], object],
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


# --- Key figures ----------------------------------------------------------------------------------
def figures(
    asking: Asking, plan: Plan, today: date, tell: Callable[[KeyFigure], object]
) -> tuple[FigureNow, ...]:
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
