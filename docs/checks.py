"""Makes reference/checks.md from the checks, their messages and the plans in reference/checks/.

python docs/checks.py > docs/reference/checks.md
"""

from __future__ import annotations

import difflib
import inspect
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from malplan import Finding, Plan, Workspace
from malplan.checks import CHECKS, MethodCheck

PLANS = Path(__file__).parent / "reference" / "checks"
HEAD = "format: 1\nid: example\ntitle: Example\nyear: 2026\nmunicipality: Eksempel Kommune\n"

INTRO = """\
# The checks

`malplan check` and [`malplan.check`](api.md) ask what the form asks: what shows whether it works,
when does it start, when is it evaluated. This page is made from the code. For each check it shows a
part of a plan that gets the finding, what the finding says to do about it, and the same part
mended. The plans are examples.

An *error* is wrong whatever the plan is about. A *warning* is something that the form asks for and
that is missing or looks wrong. *Advice* would make the plan better still. `--fail-on` sets the
least severity that makes the exit code 1.

| code | severity | what it finds |
| --- | --- | --- |"""
TAIL = """\
## check-failed

*Error.* A plugin's check failed, or two plugins bring a check of the same code.

This is not about the plan: the other checks went on. The message names the check, the plugin and
the reason. Tell those who maintain the plugin, or name the plugin under `block` in
[`malplan.toml`](settings.md).
"""


@cache
def workspace() -> Workspace:
    """A workspace of malplan alone, whatever plugins are installed."""
    return Workspace(find_plugins=lambda: ())


def plans_of(check: MethodCheck) -> tuple[str, str]:
    """Two parts of a plan: one that gets the finding of a check, and the same one mended."""
    found, mended = (PLANS / f"{check.code}.yaml").read_text(encoding="utf-8").split("---\n")
    return found, mended


def read(part: str) -> Plan:
    """A part of a plan as a whole one."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "example.yaml"
        path.write_text(HEAD + part, encoding="utf-8")
        return workspace().load(path)


def findings(part: str) -> tuple[Finding, ...]:
    """What is found in a part of a plan."""
    return workspace().check(read(part))


def mending(before: str, after: str) -> str:
    """The whole of a part of a plan, with the lines that go and those that come."""
    lines = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return "".join(f"{line[0]}{line[2:]}" for line in lines if line[0] != "?")


def told(check: MethodCheck) -> tuple[str, str]:
    """What a check finds, and why it matters."""
    summary, _, why = (inspect.getdoc(check.rule) or "").partition("\n\n")
    return summary, why.replace("``", "`")


def section(check: MethodCheck) -> Iterator[str]:
    """What there is to know about one check."""
    before, after = plans_of(check)
    summary, why = told(check)
    finding = next(one for one in findings(before) if one.code == check.code)
    yield f"## {check.code}"
    yield f"*{check.severity.code.capitalize()}.* {summary}"
    yield why
    yield f"```yaml\n{before}```"
    yield f"> {finding.message.en}\n>\n> *{finding.message.da}*"
    yield "Mended:"
    yield f"```diff\n{mending(before, after)}```"


def page() -> str:
    """The whole page."""
    rows = [
        f"| [`{check.code}`](#{check.code}) | {check.severity.code} | {told(check)[0]} |"
        for check in CHECKS
    ]
    sections = [part for check in CHECKS for part in section(check)]
    return "\n\n".join(["\n".join([INTRO, *rows]), *sections, TAIL])


if __name__ == "__main__":
    sys.stdout.write(page())
