"""Plans, views and records of every kind, for the laws of suites.

They are made once and shared by all laws, because making one takes long. The smallest come first:
a law that fails on a small one needs no search for a smaller one.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from malplan.model import Plan
from malplan.presentation import View
from malplan.records import Record

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

T = TypeVar("T")


@functools.cache
def plans(count: int) -> Sequence[Plan]:
    """Plans."""
    from malplan.testing import strategies

    return sorted(_made(strategies.plans(), count), key=lambda plan: len(repr(plan)))


@functools.cache
def views(count: int) -> Sequence[View]:
    """Views of plans with their logs, some of them internal."""
    from malplan.testing import strategies

    return sorted(_made(strategies.views(), count), key=lambda view: len(repr(view.plan)))


@functools.cache
def records(count: int) -> Sequence[Record]:
    """Records, the same ones each time."""
    from malplan.testing import strategies

    made = _made(strategies.records(), count, derandomize=True)
    return sorted(made, key=lambda record: len(repr(record)))


def _made(strategy: SearchStrategy[T], count: int, *, derandomize: bool = False) -> list[T]:
    from hypothesis import HealthCheck, Phase, given, settings

    made: list[T] = []

    @settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        derandomize=derandomize,
        suppress_health_check=list(HealthCheck),
    )
    @given(value=strategy)
    def keep(value: T) -> None:
        made.append(value)

    keep()
    return made
