"""``malplan check``."""

from __future__ import annotations

import sys

import click

from malplan.cli.common import (
    BAD_INPUT,
    echo_json,
    json_option,
    language_option,
    plugins_running,
    say_error,
    with_workspace,
)
from malplan.errors import MalplanError
from malplan.findings import Finding, Severity
from malplan.messages import Language
from malplan.model import Plan
from malplan.workspace import Workspace

FINDINGS = 1


@click.command("check")
@click.argument("plans", metavar="PLAN...", nargs=-1, required=True)
@click.option(
    "--fail-on",
    type=click.Choice([severity.code for severity in sorted(Severity, reverse=True)]),
    default=Severity.WARNING.code,
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@json_option
@language_option
@with_workspace
def check_command(
    workspace: Workspace, plans: tuple[str, ...], fail_on: str, as_json: bool, language: Language
) -> None:
    """Check plans against the method.

    Says what would make them better, and where.

    Example: malplan check ungeloeftet --fail-on error
    """
    checked: list[tuple[Plan, tuple[Finding, ...]]] = []
    unreadable = False
    for name in plans:
        try:
            with plugins_running():
                plan = workspace.load(name)
                found = workspace.check(plan)
        except MalplanError as error:
            say_error(error, language)
            unreadable = True
        else:
            checked.append((plan, found))
    if as_json:
        echo_json([_as_data(plan, f, language) for plan, found in checked for f in found])
    else:
        from malplan.cli.terminal import print_findings

        for plan, found in checked:
            print_findings(plan, found, language)
    least = Severity[fail_on.upper()]
    if unreadable:
        sys.exit(BAD_INPUT)
    if any(finding.severity >= least for _, found in checked for finding in found):
        sys.exit(FINDINGS)


def _as_data(plan: Plan, finding: Finding, language: Language) -> dict[str, str]:
    return {
        "plan": plan.id,
        "code": finding.code,
        "severity": finding.severity.code,
        "path": finding.path,
        "message": finding.message.text(language),
    }
