"""Records: what is written reads back equal, in every form; ids sort by time; blanking is for good."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from malplan.convert import Converters
from malplan.moments import from_microseconds, microseconds
from malplan.outputs.json import json_text
from malplan.reading import read_json
from malplan.records import (
    BLANKED,
    KINDS,
    PlanAdopted,
    Record,
    blanked,
    new_record_id,
    record_id,
)
from malplan.testing import record_strategies, strategies

CONVERTERS = Converters()
WAYS = {
    "json": CONVERTERS.json,
    "archived": CONVERTERS.archived,
    "yaml": CONVERTERS.yaml,
    "detailed": CONVERTERS.detailed,
}


def through_json(record: Record, way: str) -> Record:
    text = json_text(WAYS[way].unstructure(record))
    read: Record = WAYS[way].structure(read_json(text).data, Record)
    return read


@pytest.mark.parametrize("way", WAYS)
@given(record=record_strategies.records())
def test_a_record_that_is_written_reads_back_equal(way: str, record: Record) -> None:
    assert through_json(record, way) == record


@pytest.mark.parametrize("way", ["json", "archived"])
@given(record=record_strategies.records())
def test_equal_records_are_written_alike(way: str, record: Record) -> None:
    """Written, read and written again, it is the same text: the words of a period too."""
    write = WAYS[way].unstructure
    assert json_text(write(through_json(record, way))) == json_text(write(record))


@given(record=record_strategies.records())
def test_an_archived_period_keeps_its_words(record: Record) -> None:
    period = getattr(record.what, "period", None)
    if period is not None and period.text:
        again: Any = through_json(record, "archived").what
        assert str(again.period) == str(period)


# --- Strategies -----------------------------------------------------------------------------------
def test_the_strategies_know_every_kind() -> None:
    seen: set[str] = set()

    @settings(max_examples=500, phases=[Phase.generate], derandomize=True)
    @given(record=record_strategies.records())
    def look(record: Record) -> None:
        seen.add(record.kind)

    look()
    assert seen == set(KINDS)


@given(data=st.data(), plan=strategies.plans())
def test_the_records_of_a_plan_name_what_it_has(data: st.DataObject, plan: Any) -> None:
    log = data.draw(record_strategies.logs_of(plan))
    assert [one.id for one in log] == list(dict.fromkeys(one.id for one in log))
    parts = {part.id for action in plan.actions for part in (*action.signs, *action.milestones)}
    parts |= {action.id for action in plan.actions}
    made: dict[str, Record] = {}
    for one in log:
        assert one.plan == plan.id
        assert one.subject is None or one.subject in parts
        assert one.recorded.date() >= one.on
        for other in (one.corrects, getattr(one.what, "record", None)):
            assert other is None or made[other].recorded < one.recorded
        made[one.id] = one


# --- Ids ------------------------------------------------------------------------------------------
@given(st.lists(record_strategies.moments(), min_size=2, max_size=2))
def test_ids_sort_by_time(moments: list[datetime]) -> None:
    since = datetime(1970, 1, 1, tzinfo=UTC)
    first, second = sorted(max(one, since) for one in moments)
    if second - first >= timedelta(microseconds=1):
        assert new_record_id(first) < new_record_id(second)
    assert record_id(new_record_id(first))
    assert new_record_id(first) != new_record_id(first)


@given(record_strategies.moments())
def test_microseconds_are_exact(moment: datetime) -> None:
    assert from_microseconds(microseconds(moment)) == moment


# --- Blanking -------------------------------------------------------------------------------------
@given(record=record_strategies.records())
def test_blanking_takes_every_text_and_nothing_else(record: Record) -> None:
    bare = blanked(record)
    assert blanked(bare) == bare
    assert through_json(bare, "archived") == bare
    for name in ("id", "plan", "on", "recorded", "version", "corrects", "kind", "subject"):
        assert getattr(bare, name) == getattr(record, name)
    for name in ("by", "comment", "reason"):
        assert getattr(bare, name) == (None if getattr(record, name) is None else BLANKED)
    if isinstance(record.what, PlanAdopted):
        assert bare.what == PlanAdopted(content=None)
    value: Decimal | None = getattr(record.what, "value", None)
    assert getattr(bare.what, "value", None) == value
    assert json.loads(json_text(CONVERTERS.json.unstructure(bare)))["kind"] == record.kind
