"""The page of the mutants: each that is left is told, with its reason or as one without."""

from __future__ import annotations

import importlib
from datetime import date

import pytest
from mutation import page
from mutation.results import Mutant

FOUND = [
    Mutant("a", "danish.reader", "read", "killed"),
    Mutant("b", "danish.reader", "read", "timeout"),
    Mutant("c", "danish.reader", "_Reader.read", "survived"),
    Mutant("d", "status.rules", "is_over", "not checked"),
]


@pytest.mark.parametrize("place", sorted({place for place, _ in page.reasons()}))
def test_a_reason_is_of_a_function_that_is_there(place: str) -> None:
    parts = place.split(".")
    length = len(parts) - (2 if parts[-2].lstrip("_")[0].isupper() else 1)
    found = importlib.import_module(".".join(["malplan", *parts[:length]]))
    for name in parts[length:]:
        found = getattr(found, name)
    assert callable(found)


def test_only_what_a_test_noticed_is_killed() -> None:
    assert page.table(FOUND).splitlines()[2:] == [
        "| `danish.reader` | 3 | 2 | 1 | 66.7% |",
        "| `status.rules` | 1 | 0 | 1 | 0.0% |",
        "| all | 4 | 2 | 2 | 50.0% |",
    ]


def test_what_is_left_is_told_under_its_reason() -> None:
    known, why = next(iter(page.reasons().items()))
    left = [("status.rules.is_over", "return True"), known]
    text = page.text(FOUND, left, date(2026, 1, 1), "3.8.1")
    groups = text.partition("## What survives")[2].split("**")
    assert groups[1::2] == [page.UNKNOWN, why]
    assert "- `status.rules.is_over`: `return True`" in groups[2]
    assert f"- `{known[0]}`: `{known[1]}`" in groups[4]
