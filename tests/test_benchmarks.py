"""The benchmarks compare the same thing: each peer reads what malplan reads, and refuses as much."""

from __future__ import annotations

import json
from enum import Enum
from typing import Any

import attrs
import msgspec
import pydantic
import pytest
from benchmarks.peers import msgspec_class, pydantic_class
from hypothesis import given

from malplan import Plan, Workspace
from malplan.data_sources import DataSource
from malplan.loading import read_plan
from malplan.testing import strategies

WORKSPACE = Workspace(find_plugins=lambda: ())
READERS = {
    "msgspec, types alone": msgspec.json.Decoder(msgspec_class(Plan, stated=False)).decode,
    "msgspec, schema stated": msgspec.json.Decoder(msgspec_class(Plan, stated=True)).decode,
    "pydantic": pydantic_class(Plan).model_validate_json,
}
PERIOD = {"text": "maj", "start": "2026-05-01", "end": "2026-05-31"}
MILESTONE = {"id": "m", "text": "M", "period": PERIOD}
ACTION = {"id": "a", "title": "A", "milestones": [MILESTONE]}
PLAN = {"id": "p", "title": "P", "year": 2026, "municipality": "M", "actions": [ACTION]}


def fields_of(value: Any) -> Any:
    """All that a value holds, whatever its class; what has no value is left out."""
    if isinstance(value, DataSource):
        return value.text  # the words alone, as the peers have them
    if isinstance(value, pydantic.BaseModel):
        value = dict(value)
    elif isinstance(value, msgspec.Struct):
        value = msgspec.structs.asdict(value)
    elif attrs.has(type(value)):
        value = attrs.asdict(value, recurse=False)
    if isinstance(value, dict):
        return {
            name: fields_of(held)
            for name, held in value.items()
            if name not in ("kind", "extensions") or isinstance(held, Enum)
        }
    return tuple(map(fields_of, value)) if isinstance(value, tuple) else value


@pytest.mark.parametrize("peer", READERS)
@given(plan=strategies.plans())
def test_a_peer_reads_what_malplan_reads(peer: str, plan: Plan) -> None:
    content = WORKSPACE.render(plan, "json", internal=True)
    assert fields_of(READERS[peer](content)) == fields_of(
        read_plan(content, suffix=".json", converters=WORKSPACE.converters)
    )


def with_milestone(**changes: Any) -> dict[str, Any]:
    return PLAN | {"actions": [ACTION | {"milestones": [MILESTONE | changes]}]}


STATED = {
    "unknown field": PLAN | {"titel": "P"},
    "missing field": {name: held for name, held in PLAN.items() if name != "title"},
    "wrong type": PLAN | {"title": 1},
    "two lines": PLAN | {"title": "a\nb"},
    "blank": PLAN | {"title": " "},
    "hidden character": PLAN | {"title": "a\u202eb"},
    "no id": PLAN | {"id": "Å b"},
    "too early": PLAN | {"year": 1026},
    "no choice": with_milestone(kind="x"),
    "no day": with_milestone(period={"start": "2026-02-30"}),
}
"""What both the JSON Schema and the rules refuse."""

RULES = {
    "CPR number": PLAN | {"id": "x-010190-1234"},
    "other days": with_milestone(period=PERIOD | {"end": "2026-05-30"}),
    "backwards": with_milestone(period={"start": "2026-05-02", "end": "2026-05-01"}),
    "id twice": with_milestone(id="a"),
    "reference to nothing": with_milestone(after=["x"]),
    "circle": with_milestone(after=["m"]),
    "format": PLAN | {"format": 2},
    "ages": PLAN | {"target_group": {"text": "x", "youngest": 30, "oldest": 20}},
}
"""What only the rules refuse."""


@pytest.mark.parametrize("peer", ["msgspec, schema stated", "pydantic"])
@pytest.mark.parametrize("wrong", STATED)
def test_a_peer_refuses_what_the_schema_refuses(peer: str, wrong: str) -> None:
    READERS[peer](json.dumps(PLAN).encode())
    with pytest.raises((pydantic.ValidationError, msgspec.ValidationError)):
        READERS[peer](json.dumps(STATED[wrong]).encode())


@pytest.mark.parametrize("wrong", RULES)
def test_pydantic_refuses_what_malplan_refuses(wrong: str) -> None:
    with pytest.raises((pydantic.ValidationError, ValueError)):
        READERS["pydantic"](json.dumps(RULES[wrong]).encode())
    with pytest.raises(ValueError, match=r".+"):
        read_plan(
            json.dumps(RULES[wrong]).encode(), suffix=".json", converters=WORKSPACE.converters
        )
