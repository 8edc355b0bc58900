"""Records: what is written reads back equal, in every form; ids sort by time; blanking is for good."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from malplan.convert import Converters
from malplan.errors import InvalidInput, InvalidPlan, Problem
from malplan.moments import from_microseconds, microseconds
from malplan.outputs.json import json_text
from malplan.reading import read_json
from malplan.records import (
    BLANKED,
    KINDS,
    PlanAdopted,
    Provenance,
    Record,
    blanked,
    moments_after,
    new_record,
    new_record_id,
    record_id,
)
from malplan.testing import strategies

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
@given(record=strategies.records())
def test_a_record_that_is_written_reads_back_equal(way: str, record: Record) -> None:
    assert through_json(record, way) == record


@pytest.mark.parametrize("way", ["json", "archived"])
@given(record=strategies.records())
def test_equal_records_are_written_alike(way: str, record: Record) -> None:
    """Written, read and written again, it is the same text: the words of a period too."""
    write = WAYS[way].unstructure
    assert json_text(write(through_json(record, way))) == json_text(write(record))


@given(record=strategies.records())
def test_an_archived_period_keeps_its_words(record: Record) -> None:
    period = getattr(record.what, "period", None)
    if period is not None and period.text:
        again: Any = through_json(record, "archived").what
        assert str(again.period) == str(period)


# --- Strategies -----------------------------------------------------------------------------------
def test_the_strategies_know_every_kind() -> None:
    seen: set[str] = set()

    @settings(max_examples=500, phases=[Phase.generate], derandomize=True)
    @given(record=strategies.records())
    def look(record: Record) -> None:
        seen.add(record.kind)

    look()
    assert seen == set(KINDS)


@given(data=st.data(), plan=strategies.plans())
def test_the_records_of_a_plan_name_what_it_has(data: st.DataObject, plan: Any) -> None:
    log = data.draw(strategies.logs_of(plan))
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
@given(st.lists(strategies.moments(), min_size=2, max_size=2))
def test_ids_sort_by_time(moments: list[datetime]) -> None:
    since = datetime(1970, 1, 1, tzinfo=UTC)
    first, second = sorted(max(one, since) for one in moments)
    if second - first >= timedelta(microseconds=1):
        assert new_record_id(first) < new_record_id(second)
    assert record_id(new_record_id(first))
    assert new_record_id(first) != new_record_id(first)


@given(strategies.moments(), st.integers(0, 5000))
def test_many_ids_sort_as_one_by_one(moment: datetime, count: int) -> None:
    moment = max(moment, datetime(1970, 1, 1, tzinfo=UTC))
    made = list(moments_after(moment, count))
    step = timedelta(microseconds=1)
    assert [at for at, _ in made] == [moment + at * step for at in range(1, count + 1)]
    ids = [record_id(id) for _, id in made]
    assert sorted(set(ids)) == ids
    for at, id in made[:10]:
        assert id[:18] == new_record_id(at)[:18]  # but for what is drawn


# --- New records ----------------------------------------------------------------------------------
WRONG: dict[str, st.SearchStrategy[Any]] = {
    "on": st.sampled_from([None, "2026-03-02", date(1800, 1, 1), datetime(2026, 3, 2, tzinfo=UTC)]),
    "what": st.sampled_from([None, "seen", 7, KINDS]),
    "by": st.sampled_from(["", " ", "to\nlinjer", 7, "010190-1234", "a" * 100_001, "\u202e"]),
    "comment": st.sampled_from(["", "\x00", b"seen", "cpr 010190-1234", "a" * 100_001]),
}
"""What no field of a draft may hold."""
UNTIDY: dict[str, st.SearchStrategy[Any]] = {
    "by": st.sampled_from([" tovholder ", "A\u030a"]),
    "comment": st.sampled_from(["to\r\nlinjer\n", "o\u0308"]),
}
"""What is kept in another form than it is given."""


def made(make: Any, fields: dict[str, Any]) -> Record | tuple[Problem, ...]:
    try:
        record: Record = make(**fields)
    except InvalidPlan as error:
        return tuple(error.problems)
    return record


def fields_of_new(record: Record, version: str) -> dict[str, Any]:
    fields = {one.name: getattr(record, one.name) for one in attrs.fields(Record)}
    del fields["corrects"], fields["reason"]
    return {**fields, "version": version}


@given(strategies.records(), strategies.versions(), st.data())
def test_a_new_record_is_what_its_class_makes(
    record: Record, version: str, data: st.DataObject
) -> None:
    fields = fields_of_new(record, version)
    fields |= data.draw(st.fixed_dictionaries({}, optional=UNTIDY))
    new, plain = made(new_record, fields), made(Record, fields)
    assert new == plain
    assert isinstance(new, Record)
    for one in attrs.fields(Record):  # a period is equal in other words too
        held, expected = getattr(new, one.name), getattr(plain, one.name)
        assert (type(held), repr(held)) == (type(expected), repr(expected))
    assert hash(new) == hash(plain)


@given(strategies.records(), strategies.versions(), st.data())
def test_of_a_wrong_one_the_same_is_told(record: Record, version: str, data: st.DataObject) -> None:
    wrong = data.draw(st.fixed_dictionaries({}, optional=WRONG).filter(bool))
    fields = fields_of_new(record, version) | wrong
    told = made(new_record, fields)
    assert told == made(Record, fields)
    assert not isinstance(told, Record)
    assert told


def test_what_is_no_kind_of_record_is_told_as_by_its_class() -> None:
    fields: dict[str, Any] = {
        "id": "019d6c2e-0000-7000-8000-000000000000", "plan": "p", "on": date(2026, 5, 1),
        "recorded": datetime(2026, 5, 1, tzinfo=UTC), "what": "noget", "version": "0" * 64,
    }  # fmt: skip
    told = made(new_record, fields | {"by": None, "comment": None})
    assert told == made(Record, fields)
    assert told
    assert not isinstance(told, Record)


@given(strategies.moments())
def test_microseconds_are_exact(moment: datetime) -> None:
    assert from_microseconds(microseconds(moment)) == moment


# --- Blanking -------------------------------------------------------------------------------------
@given(record=strategies.records())
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


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("checksum", "x"),
        ("checksum", 5),
        ("query", "Om 010190-1234"),
        ("licence", "Om 010190-1234"),
    ],
)
def test_where_data_come_from_is_checked(field: str, value: object) -> None:
    fields: dict[str, Any] = {
        "source": "bank",
        "query": "tabel A",
        "retrieved": datetime(2026, 5, 1, tzinfo=UTC),
        "checksum": "0" * 64,
    }
    assert Provenance(**fields).licence is None
    with pytest.raises(InvalidPlan) as caught:
        Provenance(**fields | {field: value})
    assert [one.path for one in caught.value.problems] == [field]
    assert "1234" not in str(caught.value)


def test_what_adopted_a_plan_corrects_nothing() -> None:
    moment = datetime(2026, 5, 1, tzinfo=UTC)
    fields: dict[str, Any] = {
        "id": new_record_id(moment), "plan": "p", "on": moment.date(), "recorded": moment,
        "what": PlanAdopted(content="{}"), "version": "0" * 64,
    }  # fmt: skip
    assert Record(**fields).corrects is None
    with pytest.raises(InvalidInput) as caught:
        Record(**fields, corrects=new_record_id(moment))
    assert [one.path for one in caught.value.problems] == ["corrects"]
