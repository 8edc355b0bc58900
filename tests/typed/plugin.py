# pyright: strict
"""A plugin that brings one thing of every kind, and tests it. Checked, not run."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, ClassVar, assert_type

import attrs
from hypothesis.strategies import SearchStrategy

import malplan
from malplan.testing import (
    CheckSuite,
    OutputSuite,
    PlanSuite,
    ReaderSuite,
    SourceSuite,
    StoreSuite,
    examples,
    strategies,
)


class Lines:
    name = "lines"
    suffix = ".txt"
    media_type = "text/plain"

    def write(
        self,
        view: malplan.View,
        stream: BinaryIO,
        *,
        language: malplan.Language,
        options: Mapping[str, str],
    ) -> None:
        assert_type(view.plan, malplan.Plan)
        assert_type(view.status, malplan.Status | None)
        stream.write(view.plan.title.encode())


class LinesReader:
    name = "lines"
    suffixes: Sequence[str] = (".txt",)

    def read(self, stream: BinaryIO, *, policy: malplan.PeriodPolicy) -> malplan.Imported:
        raise malplan.InvalidValue(malplan.Message(da="ingen plan", en="no plan"))


@attrs.frozen
class CounterSettings:
    table: str


class Counter:
    name = "counter"
    title = "Tæller (eksempel)"
    settings = CounterSettings
    option_names = ()

    def fetch(self, request: malplan.Request) -> malplan.Fetched:
        raise malplan.SourceFailed(malplan.Message(da="lukket", en="closed"))


class LongTitle:
    code = "long-title"

    def check(self, plan: malplan.Plan) -> Iterator[malplan.Finding]:
        message = malplan.Message(da="Titlen er lang.", en="The title is long.")
        yield malplan.Finding(
            code=self.code, severity=malplan.Severity.ADVICE, path="title", message=message
        )


class Memory:
    schemes: Sequence[str] = ("memory",)

    def open(self, url: str, *, folder: Path) -> malplan.Store:
        return malplan.MemoryStore()


@attrs.frozen
class Budget:
    account: str


@malplan.hookimpl
def malplan_register(registry: malplan.Registry) -> None:
    registry.plan(Path(__file__).parent / "sommer.yaml")
    registry.output(Lines())
    registry.reader(LinesReader())
    registry.source(Counter())
    registry.check(LongTitle())
    registry.extension(Budget)
    registry.store(Memory())


@malplan.hookimpl(trylast=True)
def malplan_recorded(plan: malplan.Plan, record: malplan.Record) -> None:
    assert_type(record.id, str)


def marked_hooks_are_called_as_they_are_written(record: malplan.Record) -> None:
    malplan_recorded(examples.example_plan(), record)


class TestPlans(PlanSuite):
    distribution = "malplan-eksempel"


class TestLines(OutputSuite):
    output: ClassVar[malplan.Output] = Lines()
    module = "malplan_eksempel"


class TestReader(ReaderSuite):
    reader = LinesReader()


class TestLongTitle(CheckSuite):
    check = LongTitle()


class TestCounter(SourceSuite):
    source = Counter()


class TestMemory(StoreSuite):
    def store(self, tmp_path: Path) -> malplan.Store:
        return Memory().open("memory:", folder=tmp_path)


assert_type(strategies.plans(), SearchStrategy[malplan.Plan])
assert_type(strategies.periods(2026), SearchStrategy[malplan.Period])
assert_type(strategies.records(), SearchStrategy[malplan.Record])
assert_type(examples.example_plan(), malplan.Plan)
assert_type(malplan.testing.PlanSuite.expected_findings, Collection[str])
