"""A workspace with the bank alone, and a new bank for each test."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import EntryPoint
from typing import Any

import bank
import pytest
from logs import Clock

from malplan import Settings, Workspace
from malplan.plugins import Distribution
from malplan.stores import MemoryStore

BANK = Distribution(
    "malplan-bank", "1.0", ("malplan>=0.1",), (EntryPoint("bank", "bank", "malplan"),)
)


@pytest.fixture(autouse=True)
def new_bank() -> Iterator[None]:
    """A bank without tables; a module that imports it has one for each of its tests."""
    bank.tables.clear()
    bank.asked.clear()
    yield
    bank.tables.clear()


def workspace(**settings: Any) -> Workspace:
    """The bank alone, with a log in memory."""
    return Workspace(
        Settings(**settings), find_plugins=lambda: (BANK,), store=MemoryStore(), clock=Clock()
    )
