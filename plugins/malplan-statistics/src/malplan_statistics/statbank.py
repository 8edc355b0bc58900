"""Statistikbanken of Danmarks Statistik (https://www.dst.dk/da/Statistik/brug-statistikken/api)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import attrs

from malplan.errors import InvalidValue, Problem, shown
from malplan.fields import Value, problem
from malplan_statistics import messages as words
from malplan_statistics.choosing import Choices, Code, Combine, TableId, refuse_pattern, text_of
from malplan_statistics.options import OPTION_NAMES, Options

if TYPE_CHECKING:
    import httpx

    from malplan.sources import Description, Fetched, Request
    from malplan_statistics.asking import Answer, Asker
    from malplan_statistics.cubes import Cube

BASE_URL = "https://api.statbank.dk"
_TABLE = TableId("FOLK1A")
_ALL = "*"
_PATTERNS = frozenset("*?<>=()")
"""With these a value chooses others: ``*``, ``(1)``, ``>=2020``."""


def _language(value: Any) -> str:
    if value not in ("da", "en"):
        raise InvalidValue(words.NOT_A_LANGUAGE.format(value=shown(value)))
    return str(value)


@attrs.frozen(kw_only=True, repr=False)
class StatBankSettings(Value):
    """What a plan says of a table of Statistikbanken.

    Attributes:
        table: The id of the table: ``FOLK1A``.
        values: The codes that are chosen of each dimension but the time.
        of: Of a ratio, the codes that are chosen otherwise for the denominator.
        time: The dimension that is the time.
        combine: ``sum`` adds up the figures of one time; without it there must be one. What is
            added up is chosen by its codes: a pattern such as ``*`` would add a total to its parts.
        lang: The language that the bank answers in.
    """

    table: Annotated[str, _TABLE]
    values: Choices = attrs.field(factory=dict, hash=False)
    of: Choices = attrs.field(factory=dict, hash=False)
    time: Code = "Tid"
    combine: Combine | None = None
    lang: Annotated[str, _language] = "da"

    def _invariants(self) -> Iterator[Problem]:
        for place, chosen in (("values", self.values), ("of", self.of)):
            for name in chosen:
                if name.casefold() == self.time.casefold():
                    yield problem(words.TIME_IS_NOT_CHOSEN.format(name=shown(name)), place, name)


class StatBank:
    """Fetches figures from Statistikbanken.

    Args:
        client: The caller's own httpx.Client, with its proxies and certificates; by default one is
            made for each fetch.
    """

    name = "statbank"
    title = "Danmarks Statistik, Statistikbanken"
    settings = StatBankSettings
    option_names = OPTION_NAMES

    def __init__(self, client: httpx.Client | None = None) -> None:
        self._client = client

    def _asker(self, options: Mapping[str, str], folder: Path, *, offline: bool) -> Asker:
        from malplan_statistics.asking import Asker

        read = Options.read(options, base_url=BASE_URL, folder=folder)
        return Asker(read, client=self._client, offline=offline)

    def fetch(self, request: Request) -> Fetched:
        """Fetch the figures of a table.

        Raises:
            SourceFailed: The bank did not answer properly, and no earlier answer is kept.
            InvalidValue: The settings do not fit the table, or an option cannot be.
        """
        from malplan_statistics.series import Found, fetched

        chosen: StatBankSettings = request.settings
        selections = [chosen.values]
        if chosen.of:
            selections.append({**chosen.values, **chosen.of})
        with self._asker(request.options, request.folder, offline=request.offline) as asker:
            answers = [_cube(asker, chosen, selection) for selection in selections]
        query = " / ".join(
            f"{chosen.table}: {text_of({**selection, chosen.time: (_ALL,)})}"
            for selection in selections
        )
        found = Found(
            source=self.name,
            what=chosen.table,
            query=query,
            licence=words.DST_LICENCE,
            retrieved=min(answer.retrieved for answer in answers),
            notices=tuple(dict.fromkeys(one for answer in answers for one in answer.notices)),
        )
        if chosen.combine is Combine.SUM:
            for answer, selection in zip(answers, selections, strict=True):
                _see_to_parts(answer.value, selection)
        figures, *denominators = [
            answer.value.by_time(
                _named(answer.value, chosen.time), add_up=chosen.combine is Combine.SUM
            )
            for answer in answers
        ]
        return fetched(request, found, figures, dict(denominators[0]) if denominators else None)

    def describe(
        self, table: str, *, options: Mapping[str, str], folder: Path, offline: bool
    ) -> Description:
        """Tell what a table holds.

        Raises:
            SourceFailed: The bank did not answer properly, and no earlier answer is kept.
            InvalidValue: It cannot be the id of a table, or an option cannot be.
        """
        from malplan_statistics.asking import Question
        from malplan_statistics.describing import of_statbank

        _TABLE(table)
        body = {"table": table, "lang": "da", "format": "JSON"}
        question = Question(what=table, path="/v1/tableinfo", body=body)
        with self._asker(options, folder, offline=offline) as asker:
            answer = asker.ask(question, lambda data: of_statbank(table, data))
        return attrs.evolve(answer.value, retrieved=answer.retrieved)


def _named(cube: Cube, name: str) -> str:
    """A dimension as the bank writes it; it takes small and capital letters for the same."""
    return next((one for one in cube.dimensions if one.casefold() == name.casefold()), name)


def _cube(
    asker: Asker, chosen: StatBankSettings, selection: Mapping[str, tuple[str, ...]]
) -> Answer[Cube]:
    from malplan_statistics.asking import Question
    from malplan_statistics.cubes import read_cube
    from malplan_statistics.series import periods_of

    variables = [{"code": name, "values": list(codes)} for name, codes in selection.items()]
    question = Question(
        what=chosen.table,
        path="/v1/data",
        body={
            "table": chosen.table,
            "format": "JSONSTAT",
            "lang": chosen.lang,
            "variables": [*variables, {"code": chosen.time, "values": [_ALL]}],
        },
    )

    def read(data: Any) -> Cube:
        cube = read_cube(data, chosen.table)
        _see_to_selection(cube, selection)
        periods_of(cube.dimensions.get(_named(cube, chosen.time), ()), chosen.table)
        return cube

    return asker.ask(question, read)


def _see_to_selection(cube: Cube, selection: Mapping[str, tuple[str, ...]]) -> None:
    """Refuse figures of something else than was asked for."""
    from malplan_statistics.failures import Unavailable

    for name, chosen in selection.items():
        answered = {one.casefold() for one in cube.dimensions.get(_named(cube, name), ())}
        if any(_PATTERNS & set(one) for one in chosen) and answered:
            continue
        if answered != {one.casefold() for one in chosen}:
            raise Unavailable(words.OTHER_SELECTION.format(what=cube.what, name=shown(name)))


def _see_to_parts(cube: Cube, selection: Mapping[str, tuple[str, ...]]) -> None:
    """Refuse to add up what a pattern chose, where it chose several."""
    for name, chosen in selection.items():
        if len(cube.dimensions.get(_named(cube, name), ())) > 1:
            refuse_pattern(name, chosen, _PATTERNS)
