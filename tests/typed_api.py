"""What type checkers see of malplan and its plugins where they are installed from wheels.

It is run where mypy and pyright are installed too, and not with the tests of the core:
``nox -s types``. The files of ``tests/typed`` are checked in a folder of their own, so that nothing
of the source tree is found. pyright is its wheel on PyPI with node from PyPI beside it: it fetches
nothing when it runs.
"""

from __future__ import annotations

import importlib
import inspect
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import malplan

TYPED = Path(__file__).parent / "typed"
FILES = sorted(path.name for path in TYPED.glob("*.py"))
PLUGINS = sorted(
    path.name.replace("-", "_")
    for path in (Path(__file__).parents[1] / "plugins").iterdir()
    if path.is_dir()
)
MODULES = ("malplan", "malplan.testing", *PLUGINS)
WRONG = re.compile(r"# wrong: (?P<mypy>[\w -]+) / (?P<pyright>[\w ]+)$")

Found = dict[tuple[str, int], set[str]]
"""The codes of what is told, by file and line."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files, away from the source tree."""
    return Path(shutil.copytree(TYPED, tmp_path_factory.mktemp("typed"), dirs_exist_ok=True))


def expected(checker: str) -> Found:
    return {
        (name, number): set(found[checker].split())
        for name in FILES
        for number, line in enumerate((TYPED / name).read_text("utf-8").splitlines(), 1)
        if (found := WRONG.search(line))
    }


def run(command: list[str], folder: Path) -> str:
    """What a checker says, which it ends with 0 or 1."""
    environment = {**os.environ, "MYPY_CACHE_DIR": str(folder / "cache"), "MYPYPATH": ""}
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr + done.stdout
    return done.stdout


def mypy(folder: Path, *files: str) -> str:
    return run(["mypy", "--strict", "--config-file=", "--no-error-summary", *files], folder)


def pyright(folder: Path, *options: str) -> Any:
    return json.loads(
        run(["pyright", "--pythonpath", sys.executable, "--outputjson", *options], folder)
    )


def collected(told: Iterator[tuple[str, int, str]]) -> Found:
    found: Found = {}
    for file, line, code in told:
        found.setdefault((file, line), set()).add(code)
    return found


def test_malplan_is_not_read_from_its_sources() -> None:
    for name in MODULES:
        module = importlib.import_module(name)
        assert "site-packages" in str(module.__file__), f"{name}: install it from a wheel"


def test_mypy_tells_of_every_mistake_and_of_nothing_else(folder: Path) -> None:
    told = re.finditer(
        r"^(?P<file>\w+\.py):(?P<line>\d+): error: .*\[(?P<code>[\w-]+)\]$",
        mypy(folder, *FILES),
        re.MULTILINE,
    )
    assert collected((one["file"], int(one["line"]), one["code"]) for one in told) == expected(
        "mypy"
    )


def test_pyright_tells_of_every_mistake_and_of_nothing_else(folder: Path) -> None:
    told = (
        (Path(one["file"]).name, one["range"]["start"]["line"] + 1, one["rule"])
        for one in pyright(folder, *FILES)["generalDiagnostics"]
        if one["severity"] == "error"
    )
    assert collected(told) == expected("pyright")


def test_mypy_knows_what_every_public_name_is(folder: Path) -> None:
    names = [
        f"{module}.{name}"
        for module in MODULES
        for name in getattr(importlib.import_module(module), "__all__", ())
    ]
    lines = [*(f"import {module}" for module in MODULES), *(f"reveal_type({one})" for one in names)]
    (folder / "names.py").write_text("\n".join(lines), encoding="utf-8")
    said = mypy(folder, "names.py")
    revealed = re.findall(r'note: Revealed type is "(.*)"$', said, re.MULTILINE)
    assert ": error:" not in said
    assert len(revealed) == len(names)
    unknown = [
        name for name, kind in zip(names, revealed, strict=True) if kind in ("Any", "object")
    ]
    assert unknown == []


@pytest.mark.parametrize("package", ["malplan", *PLUGINS])
def test_pyright_knows_all_that_public_names_hold(package: str, folder: Path) -> None:
    """Of each public class, the types of all attributes, methods and arguments."""
    module = importlib.import_module(package)
    public = [module, *([malplan.testing] if module is malplan else [])]
    values = [getattr(one, name) for one in public for name in getattr(one, "__all__", ())]
    homes = {
        f"{value.__module__}.{value.__name__}"
        for value in values
        if inspect.isclass(value) or inspect.isfunction(value)
    }
    complete = pyright(folder, "--verifytypes", package, "--ignoreexternal")["typeCompleteness"]
    assert complete["pyTypedPath"]
    assert {
        symbol["name"]: symbol["diagnostics"]
        for symbol in complete["symbols"]
        if not symbol["isTypeKnown"] or symbol["isTypeAmbiguous"]
        if symbol["name"] in homes or symbol["name"].rpartition(".")[0] in homes
    } == {}
