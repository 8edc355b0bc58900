"""Whatever a plugin may meet has a strategy, and each gives what it says."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import sys
import types
import typing
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import malplan
from malplan import Observation, Request
from malplan.fields import texts_of
from malplan.privacy import has_cpr_number
from malplan.testing import strategies
from malplan.testing._fetching import days_of

HAS_NONE = {
    "ActionStatus": "a part of what statuses() and views() give",
    "Adopted": "what a log gives to a tool: record a plan of plans() and ask for its versions",
    "Change": "what a log gives to a tool: ask it for the changes of logs_of(plan)",
    "Changes": "what a log gives to a tool: ask it for the changes of logs_of(plan)",
    "DueItem": "what a log gives to a tool: ask it for what is due in a plan of plans()",
    "Extension": "holds a plugin's own class: st.builds(Extension, value=st.builds(Own), …)",
    "FetchReport": "what a workspace gives to a tool, of what fetches() give to it",
    "Figure": "a part of what statuses() and views() give",
    "FigureNow": "what a workspace gives to a tool, of what fetches() give to it",
    "MilestoneStatus": "a part of what statuses() and views() give",
    "Plugin": "what malplan tells of a plugin; no plugin is given one",
    "Progress": "a part of what statuses() and views() give",
    "Reason": "a part of what statuses() and views() give",
    "Recorded": "what a log gives to a tool, of what drafts() and whats() give to it",
    "RegisteredPlan": "what a workspace gives to a tool; no plugin is given one",
    "Settings": "what a tool chooses; no plugin is given any",
    "SignFetched": "what a workspace gives to a tool, of what fetches() give to it",
    "SignStatus": "a part of what statuses() and views() give",
    "Snapshot": "what a log gives to a tool: ask it for the changes of logs_of(plan)",
    "TargetStatus": "a part of what statuses() and views() give",
}
"""The public classes of values without a strategy of their own, and what to do instead."""

NEEDS: dict[str, Callable[..., st.SearchStrategy[Any]]] = {
    "key_figures": lambda make: make(["a", "b"]),
    "logs_of": lambda make: strategies.plans().flatmap(make),
    "records_of": lambda make: strategies.plans().filter(lambda plan: plan.actions).flatmap(make),
    "requests": lambda make: make("tal", st.builds(dict)),
}
"""The strategies that need an argument, with one."""

BY_CHANCE = re.compile("[0-9a-f-]{36}|(blake3:)?[0-9a-f]{64}")
"""Ids of records, and checksums, which may look like CPR numbers."""

FUNCTIONS = {name: getattr(strategies, name) for name in strategies.__all__ if name.islower()}
every_strategy = pytest.mark.parametrize("name", sorted(FUNCTIONS))


def kinds_in(hint: Any) -> Iterator[Any]:
    """The classes of a hint such as ``SearchStrategy[tuple[Plan, ...]]``."""
    inner = typing.get_args(hint)
    if isinstance(hint, types.UnionType) or inner:
        for one in inner:
            yield from kinds_in(one)
    elif hint is not Ellipsis:
        yield hint


def kinds_of(name: str) -> set[Any]:
    make = inspect.unwrap(FUNCTIONS[name])
    known = vars(sys.modules[FUNCTIONS[name].__module__])
    return set(kinds_in(typing.get_type_hints(make, known)["return"]))


def values() -> dict[str, type]:
    """The public classes of values; of an Enum, ``st.sampled_from`` gives the members."""
    public = {name: getattr(malplan, name) for name in malplan.__all__}
    return {
        name: value
        for name, value in public.items()
        if inspect.isclass(value) and attrs.has(value) and not issubclass(value, Enum)
    }


def test_every_public_value_has_a_strategy_or_a_reason() -> None:
    given_by = set().union(*(kinds_of(name) for name in FUNCTIONS))
    without = {name for name, value in values().items() if value not in given_by}
    assert without == set(HAS_NONE)


def test_every_strategy_is_public_and_documented() -> None:
    found = set()
    for module in pkgutil.iter_modules(strategies.__path__, f"{strategies.__name__}."):
        held = vars(importlib.import_module(module.name)).items()
        found |= {
            name
            for name, value in held
            if name[0] != "_" and getattr(value, "__module__", "") == module.name
            and "SearchStrategy" in str(getattr(value, "__annotations__", {}).get("return"))
        }  # fmt: skip
    found -= {"optional", "few"}
    assert found == set(FUNCTIONS)
    assert all(inspect.getdoc(FUNCTIONS[name]) for name in found)


@every_strategy
@settings(max_examples=10)
@given(data=st.data())
def test_a_strategy_gives_what_it_says_and_no_cpr_number(name: str, data: st.DataObject) -> None:
    make = FUNCTIONS[name]
    value = data.draw(NEEDS[name](make) if name in NEEDS else make())
    kinds = tuple(kinds_of(name) - {list, tuple})
    for one in value if isinstance(value, list | tuple) else (value,):
        assert isinstance(one, kinds)
        if attrs.has(type(one)):
            texts = (text for _, text in texts_of(one) if not BY_CHANCE.fullmatch(text))
            assert not any(has_cpr_number(text) for text in texts)


# --- What is exchanged ----------------------------------------------------------------------------
@given(strategies.requests("tal", st.just("uge 7")))
def test_a_request_asks_as_its_plan_says(request: Request) -> None:
    (sign,) = request.plan.signs
    assert request.about == sign
    assert sign.source == malplan.DataSource(name="tal", settings=request.settings)


@given(strategies.fetches())
def test_what_is_fetched_can_be_recorded_and_is_in_order(fetched: malplan.Fetched) -> None:
    times = [days_of(one.period)[::-1] for one in fetched.readings]
    assert times == sorted(set(times))
    for one in fetched.readings:
        Observation(sign="a", value=one.value, of=one.of, step=one.step, period=one.period)


@settings(max_examples=25)
@given(strategies.views())
def test_some_views_have_a_status_and_none_a_cpr_number(view: malplan.View) -> None:
    assert view.status is None or view.status.plan.id == view.plan.id
    assert not view.redacted
