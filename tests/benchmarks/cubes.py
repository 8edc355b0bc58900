"""Reading tables of statistics, beside the JSON that they are written in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import product

from benchmarks.measuring import Row
from benchmarks.timing import Task, best
from malplan.sources import Fetched, Request
from malplan.testing.examples import STATUS_DAY, example_plan
from malplan_statistics.bodies import read_json
from malplan_statistics.cubes import read_cube
from malplan_statistics.series import Found, fetched

PLACES, AGES = 98, 17
YEARS = range(2021, 2026)
MANY = PLACES * AGES * len(YEARS) * 12
"""So many cells: each municipality and age, each month of some years. About 100,000."""


def cube() -> bytes:
    """A table as Statistikbanken writes it, with counts that take turns, and a decimal here and there."""
    months = [f"{year}M{month:02}" for year, month in product(YEARS, range(1, 13))]
    dimensions = {
        "OMRÅDE": [str(100 + place) for place in range(PLACES)],
        "ALDER": [str(age) for age in range(AGES)],
        "Tid": months,
    }
    written: dict[str, object] = {
        name: {
            "label": name.lower(),
            "category": {
                "index": {code: at for at, code in enumerate(codes)},
                "label": {code: f"Eksempel {code}" for code in codes},
            },
        }
        for name, codes in dimensions.items()
    }
    written |= {"id": list(dimensions), "size": [len(codes) for codes in dimensions.values()]}
    values = [cell % 977 + (0.5 if cell % 50 == 0 else 0) for cell in range(MANY)]
    return json.dumps({"dataset": {"dimension": written, "value": values}}).encode()


def readings(content: bytes, request: Request) -> Fetched:
    """Read a table, and add up what speaks of the same month."""
    table = read_cube(read_json(content, "api.statbank.dk"), "EKS1")
    found = Found(
        source="statbank",
        what="EKS1",
        query="EKS1: Tid=*",
        licence="CC BY 4.0",
        retrieved=datetime(2026, 3, 2, tzinfo=UTC),
    )
    return fetched(request, found, table.by_time("Tid", add_up=True))


def cube_rows(seconds: float) -> Iterator[Row]:
    """From the bytes of a table to its readings, beside json.loads alone."""
    content = cube()
    plan = example_plan()
    request = Request(plan=plan, about=plan.signs[0], settings=None, today=STATUS_DAY)
    assert len(readings(content, request).readings) == len(YEARS) * 12
    took = best(
        {
            "malplan": Task(partial(readings, content, request), times=1),
            "json": Task(partial(json.loads, content), times=1),
        },
        seconds=seconds / 4,
    )
    yield Row(
        f"Read {MANY:,} cells of statistics", took["malplan"], "json.loads", took["json"], limit=2
    )
