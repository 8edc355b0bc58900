"""Jobindsats of Styrelsen for Arbejdsmarked og Rekruttering (https://www.jobindsats.dk)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Protocol

import attrs

from malplan.errors import InvalidValue, Problem, shown
from malplan.fields import Value, problem
from malplan.messages import Message, listed
from malplan_statistics import messages as words
from malplan_statistics.choosing import (
    Code,
    Combine,
    TableId,
    choices,
    refuse_pattern,
    text_of,
)
from malplan_statistics.options import OPTION_NAMES, Options
from malplan_statistics.tokens import jobindsats_token, token_for

if TYPE_CHECKING:
    import httpx

    from malplan.sources import Description, Fetched, Request
    from malplan_statistics.asking import Asker, Question
    from malplan_statistics.tables import Table

BASE_URL = "https://api.jobindsats.dk"
_TABLE = TableId("y30r21")
_ALL = "*"
_RESERVED = frozenset({"area", "period"})


class Which(Enum):
    """Which periods are asked for."""

    ALL = "all"
    LATEST = "latest"


def _areas(value: Any) -> tuple[str, ...]:
    return tuple(choices({"area": value})["area"])


def _where(value: Any) -> dict[str, tuple[str, ...]]:
    chosen = choices(value)
    for name in chosen:
        if name.casefold() in _RESERVED:
            raise InvalidValue(words.RESERVED.format(name=shown(name)))
    return chosen


def _decimal(value: Any) -> str:
    if value not in (",", "."):
        raise InvalidValue(words.NOT_A_DECIMAL_SIGN.format(value=shown(value)))
    return str(value)


@attrs.frozen(kw_only=True, repr=False)
class JobindsatsSettings(Value):
    """What a plan says of a table of Jobindsats.

    Attributes:
        table: The id of the table: ``y30r21``.
        column: The label of the column with the figures.
        of: Of a ratio, the label of the column with the denominators.
        area: The areas; ``*`` for all.
        where: The values that are chosen of each other dimension.
        periods: ``all``, or ``latest``.
        time: The label of the column with the periods.
        combine: ``sum`` adds up the rows of one time; without it there must be one. What is added
            up is named: with ``*`` a total would be added to its parts.
        decimal: The sign of decimals where numbers are texts that do not say it themselves.
    """

    table: Annotated[str, _TABLE]
    column: Code
    of: Code | None = None
    area: Annotated[tuple[str, ...], _areas]
    where: Annotated[dict[str, tuple[str, ...]], _where] = attrs.field(factory=dict, hash=False)
    periods: Which = Which.ALL
    time: Code = "Periode"
    combine: Combine | None = None
    decimal: Annotated[str, _decimal] | None = None

    def _invariants(self) -> Iterator[Problem]:
        if self.combine is not Combine.SUM:
            return
        places = {("area",): self.area} | {("where", name): one for name, one in self.where.items()}
        for steps, chosen in places.items():
            try:
                refuse_pattern(steps[-1], chosen, _ALL)
            except InvalidValue as error:
                yield problem(error.message, *steps)


class Version(Protocol):
    """How one version of the interface is asked, and what it answers with."""

    def about(self, table: str) -> Question:
        """Asks what a table holds."""

    def periods(self, data: Any, table: str) -> tuple[str, ...]:
        """The codes of the periods of a table, from the answer to :meth:`about`."""

    def figures(self, settings: JobindsatsSettings, periods: tuple[str, ...]) -> Question:
        """Asks for figures."""

    def table(self, data: Any, table: str) -> Table:
        """The figures, from the answer to :meth:`figures`."""


class VersionTwo:
    """Version 2."""

    def about(self, table: str) -> Question:
        """Asks what a table holds."""
        from malplan_statistics.asking import Question

        return Question(what=table, path=f"/v2/tables/{_quoted(table)}/json")

    def periods(self, data: Any, table: str) -> tuple[str, ...]:
        """The codes of the periods: ``[{"Period": [...]}]``."""
        from malplan_statistics.failures import Unavailable

        try:
            codes = data[0]["Period"]
        except (KeyError, IndexError, TypeError):
            codes = None
        if not isinstance(codes, list) or not all(isinstance(one, str) for one in codes):
            raise Unavailable(words.NO_ROWS.format(what=table))
        return tuple(dict.fromkeys(codes))

    def figures(self, settings: JobindsatsSettings, periods: tuple[str, ...]) -> Question:
        """Asks for figures; the answer is kept by all but the periods, of which more come."""
        from malplan_statistics.asking import Question

        area = settings.area[0] if len(settings.area) == 1 else list(settings.area)
        chosen = {name: list(values) for name, values in settings.where.items()}
        body = {"area": area, **chosen}
        return Question(
            what=settings.table,
            path=f"/v2/data/{_quoted(settings.table)}/json",
            body={**body, "period": list(periods)},
            about={**body, "period": settings.periods.value},
        )

    def table(self, data: Any, table: str) -> Table:
        """The figures: ``[{"Variables": [{"Label": ...}], "Data": [[...]]}]``."""
        from malplan_statistics.tables import read_table

        return read_table(data, table)


def _quoted(table: str) -> str:
    """The id of a table as a part of an address; it holds no slash, which the settings see to."""
    from urllib.parse import quote

    return quote(table, safe="")


class Jobindsats:
    """Fetches figures from Jobindsats.

    Args:
        client: The caller's own httpx.Client; by default one is made for each fetch.
        token: Finds the token; by default in the environment or in the keyring.
        version: The version of the interface.
    """

    name = "jobindsats"
    title = "Styrelsen for Arbejdsmarked og Rekruttering, Jobindsats"
    settings = JobindsatsSettings
    option_names = OPTION_NAMES

    def __init__(
        self,
        client: httpx.Client | None = None,
        *,
        token: Callable[[], str] = jobindsats_token,
        version: Version | None = None,
    ) -> None:
        self._client = client
        self._token = token
        self._version = version or VersionTwo()

    def _asker(self, options: Mapping[str, str], folder: Path, *, offline: bool) -> Asker:
        from malplan_statistics.asking import Asker

        read = Options.read(options, base_url=BASE_URL, folder=folder)

        def token() -> str:
            return token_for(read.base_url, BASE_URL, self._token)

        return Asker(read, client=self._client, token=token, offline=offline)

    def fetch(self, request: Request) -> Fetched:
        """Fetch the figures of a table.

        Raises:
            SourceFailed: Jobindsats did not answer properly, and no earlier answer is kept.
            InvalidValue: The settings do not fit the table, an option cannot be, or there is no
                token, or none that may be sent to ``base_url``.
        """
        from malplan_statistics.series import Found, fetched, periods_of

        chosen: JobindsatsSettings = request.settings
        version, table = self._version, chosen.table

        def read(data: Any) -> Table:
            found = version.table(data, table)
            periods_of(found.codes(chosen.time), table)
            _see_to_selection(found, chosen)
            return found

        with self._asker(request.options, request.folder, offline=request.offline) as asker:
            about = asker.ask(version.about(table), lambda data: version.periods(data, table))
            codes, unread = _periods(about.value, chosen)
            answer = asker.ask(version.figures(chosen, codes), read)
        notices = dict.fromkeys((*about.notices, *answer.notices, *unread))
        found = Found(
            source=self.name,
            what=table,
            query=_query(chosen),
            licence=words.STAR_LICENCE,
            retrieved=answer.retrieved,
            notices=tuple(notices),
        )
        rows, add_up = answer.value, chosen.combine is Combine.SUM
        columns = [chosen.column] if chosen.of is None else [chosen.column, chosen.of]
        figures, *denominators = [
            rows.by_time(chosen.time, rows.figures(column, chosen.decimal), add_up=add_up)
            for column in columns
        ]
        return fetched(request, found, figures, dict(denominators[0]) if denominators else None)

    def describe(
        self, table: str, *, options: Mapping[str, str], folder: Path, offline: bool
    ) -> Description:
        """Tell what a table holds.

        Raises:
            SourceFailed: Jobindsats did not answer properly, and no earlier answer is kept.
            InvalidValue: It cannot be the id of a table, an option cannot be, or there is no token.
        """
        from malplan_statistics.describing import of_jobindsats

        _TABLE(table)
        with self._asker(options, folder, offline=offline) as asker:
            answer = asker.ask(self._version.about(table), lambda data: of_jobindsats(table, data))
        return attrs.evolve(answer.value, retrieved=answer.retrieved)


def _periods(
    codes: tuple[str, ...], chosen: JobindsatsSettings
) -> tuple[tuple[str, ...], tuple[Message, ...]]:
    """The periods to ask for, in the order of time, and a notice of those that cannot be read."""
    from malplan.errors import SourceFailed
    from malplan_statistics.times import period_of

    read = [(period, one) for one in codes if (period := period_of(one)) is not None]
    if not read:
        raise SourceFailed(words.NO_PERIODS.format(what=chosen.table))
    ordered = [one for _, one in sorted(read, key=lambda pair: (str(pair[0].end), pair[1]))]
    unread = [shown(one) for one in codes if period_of(one) is None]
    notices: tuple[Message, ...] = ()
    if unread:
        notices = (words.PERIODS_LEFT_OUT.format(what=chosen.table, codes=listed(unread)),)
    return tuple(ordered[-1:] if chosen.periods is Which.LATEST else ordered), notices


def _see_to_selection(rows: Table, chosen: JobindsatsSettings) -> None:
    """Refuse figures of something else than was asked for.

    A dimension is asked for by its id, and its column has a label of another kind. So for each
    there must be some column, beside those of times and figures, that holds nothing but what was
    chosen.
    """
    from malplan_statistics.failures import Unavailable

    others = {chosen.time, chosen.column, chosen.of}
    answered = [
        {one.casefold() for one in rows.codes(label)}
        for label in rows.labels
        if label not in others
    ]
    for name, values in {"area": chosen.area, **chosen.where}.items():
        wanted = {one.strip().casefold() for one in values}
        if _ALL not in wanted and not any(codes <= wanted for codes in answered):
            raise Unavailable(words.OTHER_SELECTION.format(what=rows.what, name=shown(name)))


def _query(chosen: JobindsatsSettings) -> str:
    """What is asked, for people."""
    selection = text_of({"area": chosen.area, **chosen.where})
    column = chosen.column if chosen.of is None else f"{chosen.column} / {chosen.of}"
    return f"{chosen.table}: {selection}; {column}; {chosen.periods.value}"
