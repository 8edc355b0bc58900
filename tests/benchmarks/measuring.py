"""What is measured, beside what, and what must hold."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from itertools import cycle

import attrs
import msgspec
import yaml
from dateparser.date import DateDataParser
from hypothesis import HealthCheck, Phase, given, settings

from benchmarks.peers import msgspec_class, pydantic_class
from benchmarks.timing import Task, best, best_process
from malplan import danish, period_data
from malplan.fields import parts_of
from malplan.loading import read_plan
from malplan.model import Plan
from malplan.periods import Period
from malplan.reading import decode, read_json
from malplan.spans import MONTHS
from malplan.testing import strategies
from malplan.workspace import Workspace

PLAN = "ungeloeftet"
"""The plan that is read: a real one, of middling size."""

LEAST = "… the least in Python"
"""What the row is called that says how little could be done."""

HEAVY = ("yaml", "rich", "click", "babel", "pendulum", "cattrs", "attr", "pluggy", "hypothesis")
"""What ``import malplan`` must not load; nor any plugin."""


@attrs.frozen
class Row:
    """One line of the table.

    Attributes:
        what: What is done.
        ours: How long malplan takes, in seconds.
        peer: What it is compared with.
        theirs: How long the peer takes, in seconds.
        limit: The largest ratio that may be; None where the figure is only shown.
        faster: Whether the ratio says how much faster malplan is, and the limit is the smallest.
        is_aim: Whether the limit is only aimed at: the run does not fail where it is not reached.
    """

    what: str
    ours: float
    peer: str
    theirs: float
    limit: float | None = None
    faster: bool = False
    is_aim: bool = False

    @property
    def ratio(self) -> float:
        """How much longer malplan takes, or how much faster it is."""
        return self.theirs / self.ours if self.faster else self.ours / self.theirs

    @property
    def holds(self) -> bool | None:
        """Whether the limit holds; None where there is none."""
        if self.limit is None:
            return None
        return self.ratio >= self.limit if self.faster else self.ratio <= self.limit


def forget() -> None:
    """Take away all that malplan keeps of phrases it has read."""
    danish.forget()
    period_data.meaning_of.cache_clear()


# --- Reading plans --------------------------------------------------------------------------------
class Readers:
    """The ways to read a plan from the bytes of its JSON: malplan's and its peers'."""

    def __init__(self) -> None:
        self.workspace = Workspace()
        self._types_alone = msgspec.json.Decoder(msgspec_class(Plan, stated=False))
        self._schema_stated = msgspec.json.Decoder(msgspec_class(Plan, stated=True))
        self._pydantic = pydantic_class(Plan)
        self._bare = [
            (type(part), [(one.name, getattr(part, one.name)) for one in attrs.fields(type(part))])
            for _, part in parts_of(self.workspace.load(PLAN))
        ]

    def malplan(self, content: bytes) -> Plan:
        """As a tool reads it that holds a workspace."""
        return read_plan(content, suffix=".json", converters=self.workspace.converters)

    def msgspec_types(self, content: bytes) -> object:
        """Structs with the types alone."""
        return self._types_alone.decode(content)

    def msgspec_schema(self, content: bytes) -> object:
        """Structs that state what the JSON Schema of a plan does."""
        return self._schema_stated.decode(content)

    def least(self, content: bytes) -> object:
        """The least that Python can do: its own JSON, equal keys refused, and bare objects.

        The objects are as many as the plan has, with their fields, and nothing is looked at.
        """
        data = json.loads(content, object_pairs_hook=_without_equal_keys)
        for cls, fields in self._bare:
            made = object.__new__(cls)
            for name, value in fields:
                object.__setattr__(made, name, value)
        return data

    def pydantic(self, content: bytes) -> object:
        """Models with malplan's rules, which read the JSON themselves."""
        return self._pydantic.model_validate_json(content)

    def pydantic_same(self, content: bytes) -> object:
        """The same models, where equal keys, depth and size are refused too, as malplan does."""
        return self._pydantic.model_validate(read_json(decode(content, None)).data)


def _without_equal_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def reading_rows(readers: Readers, seconds: float) -> Iterator[Row]:
    """Reading one plan from JSON and from YAML."""
    workspace = readers.workspace
    plan = workspace.load(PLAN)
    content, text = workspace.render(plan, "json"), workspace.render(plan, "yaml")
    ways = ("malplan", "msgspec_types", "msgspec_schema", "pydantic", "pydantic_same", "least")
    tasks = {name: _reading(getattr(readers, name), content) for name in ways}
    first = {
        f"first {name}": attrs.evolve(tasks[name], prepare=forget, times=1)
        for name in ("malplan", "pydantic_same")
    }
    yaml_tasks = {
        "yaml": Task(
            lambda: read_plan(text, suffix=".yaml", converters=workspace.converters), times=2
        ),
        "loader": Task(lambda: yaml.load(text, Loader=yaml.CSafeLoader), times=2),
    }
    took = best(tasks | first | yaml_tasks, seconds=seconds)
    ours, cold = took["malplan"], took["first malplan"]
    first_pydantic = took["first pydantic_same"]
    read, read_first = "Read a plan, JSON", "… no phrase seen before"
    yield Row(read, ours, "msgspec, types alone", took["msgspec_types"], limit=5, is_aim=True)
    yield Row(read, ours, "msgspec, schema stated", took["msgspec_schema"], limit=5)
    yield Row(LEAST, took["least"], "msgspec, types alone", took["msgspec_types"])
    yield Row(read, ours, "pydantic, its own JSON", took["pydantic"])
    yield Row(read, ours, "pydantic, same checks", took["pydantic_same"], limit=1.5)
    yield Row(read_first, cold, "msgspec, schema stated", took["msgspec_schema"])
    yield Row(read_first, cold, "pydantic, same checks", first_pydantic)
    yaml_limit = took["loader"] + ours
    yield Row("Read a plan, YAML", took["yaml"], "CSafeLoader + JSON", yaml_limit, limit=1)


def _reading(read: Callable[[bytes], object], content: bytes) -> Task:
    return Task(lambda: read(content), times=5)


# --- Phrases --------------------------------------------------------------------------------------
def phrases() -> list[str]:
    """Phrases that malplan and dateparser both read: days and months, written in four ways."""
    days = [date(year, month, 1 + month * 2) for year in (2025, 2026) for month in range(1, 13)]
    return [
        phrase
        for day in days
        for phrase in (
            f"{day.day}. {MONTHS[day.month - 1]} {day.year}",
            f"{MONTHS[day.month - 1]} {day.year}",
            f"{day.day}.{day.month}.{day.year}",
            f"{day.day}/{day.month}/{day.year}",
        )
    ]


DATEPARSER = DateDataParser(languages=["da"], settings={"PREFER_DAY_OF_MONTH": "first"})


def means_the_same(phrase: str) -> bool:
    """Whether both read a phrase as the same day, or as the same month."""
    period, found = Period.parse(phrase), DATEPARSER.get_date_data(phrase)
    is_day = period.start == period.end
    return (found.date_obj.date(), found.period) == (period.start, "day" if is_day else "month")


def phrase_rows(seconds: float) -> Iterator[Row]:
    """Reading a Danish phrase, for the first time and again."""
    all_phrases = phrases()
    assert all(map(means_the_same, all_phrases))
    count = len(all_phrases)
    turn = cycle(all_phrases)

    def parse_all() -> None:
        for phrase in all_phrases:
            Period.parse(phrase)

    took = best(
        {
            "malplan": Task(parse_all, prepare=forget, times=1),
            "again": Task(parse_all),
            "dateparser": Task(lambda: DATEPARSER.get_date_data(next(turn)), times=4),
        },
        seconds=seconds,
    )
    first, again, theirs = took["malplan"] / count, took["again"] / count, took["dateparser"]
    yield Row("A phrase, not seen before", first, "dateparser", theirs, limit=20, faster=True)
    yield Row("A phrase, seen before", again, "dateparser", theirs, faster=True)


# --- Starting -------------------------------------------------------------------------------------
def start_rows(seconds: float) -> Iterator[Row]:
    """Starting the command line."""
    start = "from malplan.cli import main; main()"  # what the installed command runs
    took = best_process(
        {
            "malplan": (sys.executable, "-c", start, "--version"),
            "click": (sys.executable, "-c", "import click"),
        },
        seconds=seconds,
    )
    yield Row("malplan --version", took["malplan"], "python, import click", took["click"], limit=2)


def loaded_by_import() -> tuple[str, ...]:
    """What ``import malplan`` loads of :data:`HEAVY`, and of plugins."""
    code = "import sys, malplan; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return tuple(
        name for name in sorted(done.stdout.split()) if name in HEAVY or name.startswith("malplan_")
    )


# --- Many plans -----------------------------------------------------------------------------------
SERIES = {
    "malplan": "malplan",
    "pydantic, same checks": "pydantic_same",
    "msgspec, schema stated": "msgspec_schema",
    "msgspec, types alone": "msgspec_types",
}
COUNTS = (1, 10, 100, 1000)


@attrs.frozen
class Point:
    """How long it took to read so many different plans, in seconds."""

    reader: str
    plans: int
    seconds: float


def drawn_plans(readers: Readers, count: int) -> list[bytes]:
    """The JSON of so many different plans, drawn by the strategies that the tests use."""
    drawn: dict[bytes, None] = {}

    @settings(
        max_examples=count * 2,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategies.plans())
    def draw(plan: Plan) -> None:
        if len(drawn) < count:
            drawn[readers.workspace.render(plan, "json")] = None

    draw()
    # The first that are drawn are the smallest; here the first is of middling size.
    plans = sorted(drawn, key=len)
    first = plans.pop(len(plans) // 2)
    random.Random(0).shuffle(plans)
    return [first, *plans]


def many_plans(readers: Readers, contents: list[bytes], seconds: float) -> list[Point]:
    """Reading 1, 10, 100 and 1,000 different plans, none seen before, and keeping them."""

    def reading(name: str, count: int) -> Task:
        read, chosen = getattr(readers, name), contents[:count]
        return Task(lambda: [read(content) for content in chosen], prepare=forget, times=1)

    return [
        Point(label, count, took)
        for count in COUNTS
        for label, took in best(
            {label: reading(name, count) for label, name in SERIES.items()},
            seconds=seconds / len(COUNTS),
        ).items()
    ]
