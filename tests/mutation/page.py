"""The page docs/reference/mutants.md, made from one run."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from mutation.results import ROOT, Mutant, by_module

PAGE = ROOT / "docs" / "reference" / "mutants.md"
REASONS = Path(__file__).with_name("reasons.toml")
UNKNOWN = "Nobody has said yet why these are left."
_PAGE = """\
# Mutants

Would the tests notice if the code were wrong? [mutmut](https://mutmut.readthedocs.io) changes one
thing at a time in the modules that matter most: those that read Danish times, those that say how a
plan stands, the checks, and what keeps people from being exposed. Where a test fails, the mutant is
killed; where none does, it survives. Made by `nox -s mutants -- --write-docs`, which takes about half
an hour; `nox -s mutants` alone prints the table.

{table}

Measured on {on} with mutmut {version}. A mutant that never ends counts as killed. What runs while a
module is imported is tried in a process of its own, because mutmut changes the code after that. What
stands outside of functions, such as the tables of rules, is not changed. A law is tried with ten
examples, the same ones each time: more of them would kill more.

## What survives

Why each is left, and the line as the mutant has it.

{survivors}
"""


def reasons() -> dict[tuple[str, str], str]:
    """Why a mutant may survive, by its function and the line as the mutant has it."""
    left = tomllib.loads(REASONS.read_text(encoding="utf-8"))["left"]
    return {
        (function, line): group["why"]
        for group in left
        for function, lines in group["mutants"].items()
        for line in lines
    }


def survivors(found: list[Mutant]) -> list[tuple[str, str]]:
    """The mutants that are left, as they stand in the reasons."""
    return [(one.place, one.line()) for one in found if one.survived]


def table(found: list[Mutant]) -> str:
    """How many there are of each module, and how many of them are killed."""
    rows = [
        "| module | mutants | killed | survived | score |",
        "| :-- | --: | --: | --: | --: |",
        *(_row(f"`{module}`", held) for module, held in by_module(found)),
        _row("all", found),
    ]
    return "\n".join(rows)


def _row(name: str, found: list[Mutant]) -> str:
    left = sum(one.survived for one in found)
    killed = len(found) - left
    return f"| {name} | {len(found)} | {killed} | {left} | {killed / len(found):.1%} |"


def text(found: list[Mutant], left: list[tuple[str, str]], on: date, version: str) -> str:
    """The page: of all mutants, those that are left, the day, and the version of mutmut."""
    return _PAGE.format(
        table=table(found),
        on=on.isoformat(),
        version=version,
        survivors="\n\n".join(_groups(left, reasons())),
    )


def _groups(left: list[tuple[str, str]], why: Mapping[tuple[str, str], str]) -> Iterator[str]:
    held: dict[str, list[str]] = {}
    for function, line in left:
        told = held.setdefault(why.get((function, line), UNKNOWN), [])
        told.append(f"- `{function}`: `{line}`")
    for reason, lines in held.items():
        yield "\n".join([f"**{reason}**", "", *lines])
