"""How the figure of each sign came about, day by day: what a chart shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

import attrs

from malplan.figures import Figure, combined
from malplan.history import Entry, entries, known_records
from malplan.measures import Counts, Quantitative
from malplan.records import Observation, Record, unsigned
from malplan.status import SignStatus, Status

Series = Mapping[str, tuple[Figure, ...]]
"""The figures of signs by their ids, each in the order of the days."""


def series_of(status: Status, records: Iterable[Record]) -> Series:
    """The figure of each sign after each day of which an observation speaks.

    The observations behind them are without roles and comments, which the log alone tells.

    Args:
        status: The status; its day and what was known then bound the series.
        records: All records of the plan, in any order.
    """
    by_sign: dict[str, list[Entry]] = {}
    for entry in entries(known_records(records, status.known_at)):
        what = entry.record.what
        if isinstance(what, Observation) and entry.record.on <= status.on:
            by_sign.setdefault(what.sign, []).append(entry)
    found = {one.id: tuple(_figures(one, by_sign.get(one.id, []))) for one in status.signs}
    return {id: figures for id, figures in found.items() if figures}


def _figures(sign: SignStatus, observed: list[Entry]) -> Iterable[Figure]:
    if sign.sign.measure is None:
        return
    observed = sorted(observed, key=lambda entry: entry.place)
    until = 0
    for _, of_a_day in groupby(observed, key=lambda entry: entry.record.on):
        until += len(list(of_a_day))
        figure = combined(sign.sign.measure, observed[:until])
        if figure is not None and figure.computable:
            latest = figure.latest
            yield figure if latest is None else attrs.evolve(figure, latest=unsigned(latest))


def published_series(series: Series, published: Status) -> Series:
    """The series as they may be published.

    Of people only the last figure is shown, where the published status shows it: the steps
    between would tell how many came when.

    Args:
        series: The series.
        published: The status as it may be published.
    """
    kept = {}
    for sign in published.signs:
        measure = sign.sign.measure
        figures = series.get(sign.id, ())
        if isinstance(measure, Quantitative) and measure.counts is Counts.PEOPLE:
            shown = sign.figure
            figures = (shown,) if shown is not None and shown.computable else ()
        if figures:
            kept[sign.id] = figures
    return kept
