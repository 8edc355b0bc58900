"""Reads plan files one after another in a process with little memory and little time.

Not a test: test_hostile.py starts it, in an empty folder, and talks to it over pipes. It gets a
line ``.yaml 123`` and 123 bytes, and answers a line of JSON: ``{"problems": 3}``, ``{"plan": "id"}``
or ``{"broken": "why"}``.

The limits: 200 MiB of address space, which is more than the memory that is in use, and one second
of processor time for an input, so that a busy machine breaks no law. Whoever waits for the answer
limits the time on the clock.
"""

from __future__ import annotations

import json
import re
import resource
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

from malplan import InvalidPlan, Plan, Settings, Workspace
from malplan.messages import LANGUAGES
from malplan.reading import MOST_BYTES, MOST_VALUES

MEMORY = 200 * 1024 * 1024
SECONDS = 1.0 if sys.gettrace() is None else 5.0
"""A tracer, such as the one that measures coverage, makes all of it slower."""
MOST_PROBLEMS = 210
WHOLE_FILE = ("filen er tom", "filen er for stor til at være en plan", "der er flere problemer")


BREAKS = re.compile(rb"\r\n|[\r\n]|\xc2\x85|\xe2\x80[\xa8\xa9]")


class TooSlowError(BaseException):
    """No ``except Exception`` may swallow it."""


def too_slow(_signal: int, _frame: object) -> None:
    raise TooSlowError(f"more than {SECONDS} s of processor time")


def judge(workspace: Workspace, path: Path, content: bytes) -> dict[str, Any]:
    """Read a file, and look at what comes of it."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        plan = workspace.load(path)
    except InvalidPlan as error:
        signal.setitimer(signal.ITIMER_PROF, 0)
        lines = len(BREAKS.findall(content)) + 1
        look_at_problems(error, path, lines)
        return {"problems": len(error.problems)}
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    look_at_plan(workspace, plan)
    signal.setitimer(signal.ITIMER_PROF, 0)
    return {"plan": plan.id}


def look_at_problems(error: InvalidPlan, path: Path, lines: int) -> None:
    """Every problem says what and where, in both languages."""
    assert 1 <= len(error.problems) <= MOST_PROBLEMS, len(error.problems)
    for problem in error.problems:
        assert problem.file == str(path)
        danish = problem.message.da
        assert problem.line is not None or danish.startswith(WHOLE_FILE), danish
        assert problem.line is None or 1 <= problem.line <= lines, (problem.line, lines)
        assert not danish.startswith("kunne ikke læses"), danish
        for language in LANGUAGES:
            assert problem.message.text(language)
            text = problem.text(language)
            assert text.isprintable(), text
            assert "placeholder" not in text, text
            assert len(text) < 5000, len(text)
            text.encode()
    assert str(error)
    assert repr(error)


def look_at_plan(workspace: Workspace, plan: Plan) -> None:
    """A plan that could be read can be used."""
    assert repr(plan)
    workspace.check(plan)
    for language in LANGUAGES:
        workspace.render(plan, "markdown", language=language)
    for output in ("json", "yaml"):
        written = workspace.render(plan, output, internal=True)
        path = Path(f"again.{output}")
        path.write_bytes(written)
        if len(written) > MOST_BYTES or written.count(b"\n") > MOST_VALUES // 2:
            continue
        again = workspace.load(path)
        if b"[CPR]" not in written:
            assert again == plan


def main() -> None:
    """Answer until there is nothing more to read."""
    workspace = Workspace(Settings(allow=[]), find_plugins=lambda: ())
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, too_slow)
    while order := sys.stdin.buffer.readline():
        suffix, size = order.split()
        content = sys.stdin.buffer.read(int(size))
        path = Path(f"plan{suffix.decode()}")
        path.write_bytes(content)
        try:
            answer = judge(workspace, path, content)
        except BaseException:  # noqa: BLE001 - whatever it is, it is told
            signal.setitimer(signal.ITIMER_PROF, 0)
            answer = {"broken": traceback.format_exc()[-2000:]}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
