"""What ``malplan new`` makes, used as somebody would who made it: installed, tested, run.

It is run where malplan is installed from its wheel, with pip, hatchling, mypy and ruff, and not with
the tests of the core, because it installs: ``nox -s scaffold``. No index is asked.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

KINDS = ("plan", "source", "output", "reader", "store", "check")


def run(*command: str, at: Path, code: int = 0) -> str:
    """Run a program of this environment, and give what it writes."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        command,
        cwd=at,
        env={**os.environ, "PATH": path, "XDG_DATA_HOME": str(at / "data")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert done.returncode == code, done.stdout
    return done.stdout


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which one of each kind was made, and all are installed."""
    folder = tmp_path_factory.mktemp("made")
    for kind in KINDS:
        what = ("plan", "min-plan") if kind == "plan" else ("plugin", f"min-{kind}", "--kind", kind)
        run("malplan", "new", *what, at=folder)
    made = [f"./malplan-min-{kind}" for kind in KINDS]
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-build-isolation")
    # Of an environment that is used again, the last ones have to make room.
    run(*pip, "--force-reinstall", "--no-deps", *made, at=folder)
    run(sys.executable, "-m", "pip", "check", at=folder)  # what they need is there
    return folder


@pytest.mark.parametrize("kind", KINDS)
def test_its_own_tests_pass(kind: str, folder: Path) -> None:
    told = run(sys.executable, "-m", "pytest", "-q", at=folder / f"malplan-min-{kind}")
    assert " passed" in told


def test_its_own_tests_can_fail(folder: Path) -> None:
    copy = folder / "copy"
    shutil.copytree(folder / "malplan-min-plan", copy)
    test = copy / "tests" / "test_plan.py"
    text = test.read_text(encoding="utf-8")
    test.write_text(text.replace("= ()", '= ("min-plan: no-coordinator",)'), encoding="utf-8")
    assert "1 failed" in run(sys.executable, "-m", "pytest", "-q", at=copy, code=1)


def test_the_code_is_well_written(folder: Path) -> None:
    for kind in KINDS:
        at = folder / f"malplan-min-{kind}"
        rules = "A,B,C4,E,F,I,N,PIE,PT,RET,RUF,SIM,UP,W"
        run("ruff", "check", "--extend-select", rules, "--ignore", "RUF001", at=at)
        run("ruff", "format", "--check", at=at)
    parts = [f"malplan-min-{kind}/{part}" for kind in KINDS for part in ("src", "tests")]
    run("mypy", "--strict", *parts, at=folder)


def test_what_they_bring_can_be_used(folder: Path) -> None:
    listed = run("malplan", "plugins", "--strict", at=folder)
    assert listed.count("indlæst") >= len(KINDS)
    assert "min-plan" in run("malplan", "list", at=folder)
    assert "min-source" in run("malplan", "sources", at=folder)
    assert "min-check" in run("malplan", "check", "min-plan", "--fail-on", "warning", at=folder)
    written = run("malplan", "render", "min-plan", "--to", "min-output", at=folder)
    assert "Invitationen er sendt." in written
    run("malplan", "log", "min-plan", "--store", "minstore://log", at=folder)
    form = "malplan-min-reader/tests/udfyldt.txt"
    run("malplan", "import", form, "-o", "plan.yaml", at=folder, code=1)  # it is unsure of a line
    assert "Sommersvømning" in run("malplan", "show", "plan.yaml", at=folder)
