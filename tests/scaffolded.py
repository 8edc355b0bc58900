"""What ``malplan new`` makes, used as somebody would who made it: installed, tested, run.

Each kind is installed in a new environment of its own, and all of them together in one more. It is
run where malplan is installed from its wheel, with uv, mypy and ruff, and not with the tests of the
core, because it installs: ``nox -s scaffold``. No index is asked: the variable ``WHEELS`` names a
folder with the wheels of malplan and of all that it needs.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

KINDS = ("plan", "source", "output", "reader", "store", "check")
PROGRAMS = Path(sys.executable).parent


def run(*command: str, at: Path, code: int = 0, programs: Path = PROGRAMS) -> str:
    """Run a program of an environment, by default this one, and give what it writes."""
    path = os.pathsep.join([str(programs), str(PROGRAMS), os.environ["PATH"]])
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


def environment(folder: Path, name: str, *kinds: str) -> Path:
    """The programs of a new environment, in which plugins of these kinds are installed."""
    programs = folder / name / PROGRAMS.name
    python = str(programs / "python")
    uv = ("uv", "--quiet", "--offline", "--cache-dir", str(folder / "cache"))
    wheels = ("--no-index", "--find-links", os.environ["WHEELS"])
    made = [f"./malplan-min-{kind}" for kind in kinds]
    run(*uv, "venv", "--python", sys.executable, name, at=folder)
    run(*uv, "pip", "install", "--python", python, *wheels, "malplan[testing]", *made, at=folder)
    run(*uv, "pip", "check", "--python", python, at=folder)  # what they need is there
    return programs


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which one of each kind was made."""
    folder = tmp_path_factory.mktemp("made")
    for kind in KINDS:
        what = ("plan", "min-plan") if kind == "plan" else ("plugin", f"min-{kind}", "--kind", kind)
        run("malplan", "new", *what, at=folder)
    return folder


@pytest.mark.parametrize("kind", KINDS)
def test_its_own_tests_pass(kind: str, folder: Path) -> None:
    programs = environment(folder, kind, kind)
    at = folder / f"malplan-min-{kind}"
    tests = (str(programs / "python"), "-m", "pytest", "-q")
    assert " passed" in run(*tests, at=at)
    if kind == "plan":  # and they can fail
        test = at / "tests" / "test_plan.py"
        text = test.read_text(encoding="utf-8")
        wrong = text.replace("= ()", '= ("min-plan: no-coordinator",)')
        test.write_text(wrong, encoding="utf-8")
        assert "1 failed" in run(*tests, at=at, code=1)
        test.write_text(text, encoding="utf-8")


def test_the_code_is_well_written(folder: Path) -> None:
    for kind in KINDS:
        at = folder / f"malplan-min-{kind}"
        rules = "A,B,C4,E,F,I,N,PIE,PT,RET,RUF,SIM,UP,W"
        run("ruff", "check", "--extend-select", rules, "--ignore", "RUF001", at=at)
        run("ruff", "format", "--check", at=at)
    parts = [f"malplan-min-{kind}/{part}" for kind in KINDS for part in ("src", "tests")]
    run("mypy", "--strict", *parts, at=folder)


def test_what_they_bring_can_be_used_together(folder: Path) -> None:
    programs = environment(folder, "together", *KINDS)

    def malplan(*command: str, code: int = 0) -> str:
        return run(str(programs / "malplan"), *command, at=folder, code=code)

    listed = malplan("plugins", "--strict")
    assert listed.count("indlæst") == len(KINDS)
    assert "min-plan" in malplan("list")
    assert "min-source" in malplan("sources")
    assert "min-check" in malplan("check", "min-plan", "--fail-on", "warning")
    written = malplan("render", "min-plan", "--to", "min-output")
    assert "Invitationen er sendt." in written
    log = ("--store", "minstore:///log.jsonl")
    malplan("done", "min-plan", "invitation", "--by", "tovholder", *log)
    assert "(invitation)" in malplan("log", "min-plan", *log)
    form = "malplan-min-reader/tests/udfyldt.txt"
    malplan("import", form, "-o", "plan.yaml", code=1)  # it is unsure of a line
    assert "Sommersvømning" in malplan("show", "plan.yaml")
