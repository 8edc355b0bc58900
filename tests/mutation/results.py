"""The mutants that mutmut tried, and those that it cannot try: they are tried here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from attrs import evolve, frozen

ROOT = Path(__file__).parents[2]
MUTANTS = ROOT / "mutants"
_SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
_NAME = re.compile(r"malplan\.(?P<module>[\w.]*?)\.?x(?:_|ǁ(?P<of>\w+)ǁ)(?P<name>\w+)__mutmut_\d+")
_CALLED_ON_IMPORT = """\
import importlib, os, sys
sys.path.insert(0, "mutants/src")
os.environ["MUTANT_UNDER_TEST"] = "stats"
for name in sys.argv[1:]:
    importlib.import_module(name)
from mutmut.state import state
print(*state()._stats)
"""


@frozen
class Mutant:
    """A function with one change.

    Attributes:
        id: What mutmut calls it.
        module: The module, without "malplan.".
        function: The function in it, or the class and the method.
        outcome: "killed", "survived", "timeout" and so on, as mutmut tells it.
    """

    id: str
    module: str
    function: str
    outcome: str

    @property
    def place(self) -> str:
        """The module and the function."""
        return f"{self.module}.{self.function}"

    @property
    def survived(self) -> bool:
        """Whether no test told it from the code; so far, if it was not tried to the end."""
        return self.outcome not in ("killed", "timeout")

    def line(self) -> str:
        """The line as the mutant has it, without the space around."""
        from mutmut.mutation.diff_apply import get_diff_for_mutant  # not where the tests run

        lines = get_diff_for_mutant(self.id).splitlines()[2:]
        return " ".join(line[1:].strip() for line in lines if line[0] == "+")


def mutants() -> list[Mutant]:
    """All that mutmut tried; what runs while a module is imported is tried again."""
    told = _run("mutmut", "results", "--all", "true")
    rows = [line.strip().rpartition(": ") for line in told.splitlines() if "__mutmut_" in line]
    found = [_mutant(id, outcome) for id, _, outcome in rows]
    on_import = set(_called_on_import(found))
    return [
        evolve(one, outcome=_outcome_from_the_start(one))
        if one.survived and one.id.rpartition("__mutmut_")[0] in on_import
        else one
        for one in found
    ]


def _mutant(id: str, outcome: str) -> Mutant:
    parts = _NAME.fullmatch(id)
    assert parts is not None, id
    function = f"{parts['of']}.{parts['name']}" if parts["of"] else parts["name"]
    return Mutant(id, parts["module"], function, outcome)


def _called_on_import(found: list[Mutant]) -> list[str]:
    """The functions that are called while a module is imported.

    mutmut turns a mutant on when everything is imported, which is too late for these.
    """
    modules = sorted({f"malplan.{one.module}".rstrip(".") for one in found})
    return _run(sys.executable, "-c", _CALLED_ON_IMPORT, *modules).split()


def _outcome_from_the_start(mutant: Mutant) -> str:
    """What becomes of a mutant that is on before anything is imported."""
    arguments = _SETTINGS["pytest_add_cli_args"]
    selection = _SETTINGS["pytest_add_cli_args_test_selection"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", *arguments, *selection],
        cwd=MUTANTS,
        env={**os.environ, "MUTANT_UNDER_TEST": mutant.id, "PYTHONPATH": "src"},
        capture_output=True,
        check=False,
    )
    return "survived" if done.returncode == 0 else "killed"


def _run(*command: str) -> str:
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    ).stdout


def by_module(found: list[Mutant]) -> Iterator[tuple[str, list[Mutant]]]:
    """The mutants of each module."""
    for module in sorted({one.module for one in found}):
        yield module, [one for one in found if one.module == module]
