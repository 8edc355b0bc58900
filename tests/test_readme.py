"""The README's promises."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOW = "pip install . ./plugins/malplan-ungeloeftet && malplan show ungeloeftet"
TEST = "pip install nox && nox"


def test_the_two_commands_are_the_first() -> None:
    commands = [block.split("```")[0].strip() for block in README.split("```console\n$ ")[1:]]
    assert commands[:2] == [SHOW, TEST]


def test_what_guards_main_runs_the_second() -> None:
    guard = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert TEST in guard
