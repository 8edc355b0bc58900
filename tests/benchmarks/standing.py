"""How a plan stands, beside one pass that only sorts its records by what they are about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle, islice

import attrs
from following import MEASURES, PLAN, YEAR, observed, record

from benchmarks.measuring import Row
from benchmarks.timing import Task, best
from malplan.measures import Combine, Quantitative
from malplan.records import Record, Retraction
from malplan.status import assess

MANY, FEW = 10_000, 1_000
_ON = date(YEAR, 5, 15)


def records(count: int) -> list[Record]:
    """Observations of signs of every kind; every twentieth is corrected, every hundredth retracted."""
    days = cycle(date(YEAR, 1, 1) + timedelta(passed) for passed in range(120))
    numbers = cycle(
        id
        for id, measure in MEASURES.items()
        if isinstance(measure, Quantitative) and measure.combine is not Combine.RATIO
    )
    found: list[Record] = []
    for serial, sign, day in zip(range(count), numbers, days, strict=False):
        last = found[-1] if found else None
        if last is not None and serial % 100 == 99:
            found.append(record(Retraction(record=last.id, because="Talt to gange"), day))
        elif last is not None and serial % 20 == 19:
            found.append(attrs.evolve(observed(sign, 7, day), what=last.what, corrects=last.id))
        else:
            found.append(observed(sign, serial % 40, day))
    return found


def grouped(found: list[Record]) -> dict[tuple[str, str | None], list[Record]]:
    """The records by what they are about: the least that anybody would do with them."""
    groups: dict[tuple[str, str | None], list[Record]] = {}
    for one in found:
        groups.setdefault((one.kind, one.subject), []).append(one)
    return groups


def standing_rows(seconds: float) -> Iterator[Row]:
    """The status of a plan with many records, and whether ten times as many take ten times."""
    many = records(MANY)
    few = list(islice(many, FEW))
    took = best(
        {
            "status": Task(lambda: assess(PLAN, many, on=_ON), times=1),
            "grouped": Task(lambda: grouped(many), times=2),
            "few": Task(lambda: assess(PLAN, few, on=_ON), times=5),
        },
        seconds=seconds,
    )
    ours = took["status"]
    yield Row(f"Status, {MANY:,} records", ours, "one grouping pass", took["grouped"], limit=15)
    linear = took["few"] * MANY / FEW
    yield Row(f"Status, {MANY:,} records", ours, f"ten times {FEW:,}", linear, limit=1.5)
