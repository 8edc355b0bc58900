"""The commands that follow plans: ``status``, ``changes``, ``due`` and ``log``."""

from __future__ import annotations

import contextlib
import re
import sys
from datetime import date, datetime
from typing import Any

import click

from malplan.cli.common import (
    BAD_INPUT,
    day_option,
    echo_json,
    json_option,
    language_option,
    plan_argument,
    plugins_running,
    say_error,
    with_logbook,
)
from malplan.cli.recording import the_plan
from malplan.errors import InvalidPlan, MalplanError
from malplan.messages import Language
from malplan.model import Plan
from malplan.moments import read_moment
from malplan.plain_data import changes_data, due_data, status_data
from malplan.presentation import View
from malplan.status import published_status
from malplan.workspace import Workspace

_optional_plan = click.argument("plan", metavar="[PLAN]", required=False)


def _plans(workspace: Workspace, name: str | None, language: Language) -> tuple[list[Plan], bool]:
    """One plan, or all that are installed; and whether one of them cannot be read."""
    if name is not None:
        return [the_plan(workspace, name)], False
    plans, broken = [], False
    for found in workspace.plans:
        try:
            with plugins_running():
                plans.append(found.load())
        except InvalidPlan as error:
            say_error(error, language)
            broken = True
    return plans, broken


def _told(failed: list[InvalidPlan], language: Language) -> bool:
    """Say what cannot be read; whether there was anything."""
    for error in failed:
        say_error(error, language)
    return bool(failed)


@click.command("status")
@_optional_plan
@day_option("--on", "How it stood on this day; by default today")
@click.option(
    "--known-at",
    metavar="MOMENT",
    help="By what had been recorded until then, as 2026-06-01 (its end) or 2026-06-01T12:00.",
)
@click.option(
    "--public", is_flag=True, help="As it may be published: without small numbers of people."
)
@json_option
@language_option
@with_logbook
def status_command(
    workspace: Workspace,
    plan: str | None,
    on: date | None,
    known_at: str | None,
    public: bool,
    as_json: bool,
    language: Language,
) -> None:
    """Say how a plan stands, and why; without PLAN, how all installed plans stand.

    Internal, unless --public is given: small numbers of people are shown.

    Example: malplan status ungeloeftet --on 2026-05-15
    """
    moment: datetime | None = None
    if known_at is not None:
        moment = read_moment(known_at, workspace.settings.timezone)
    plans, broken = _plans(workspace, plan, language)
    failed: list[InvalidPlan] = []
    with plugins_running():
        statuses = list(
            workspace.logbook.statuses(
                plans,
                on=on,
                known_at=moment,
                unreadable=None if plan is not None else failed.append,
            )
        )
    broken = _told(failed, language) or broken
    if public:
        threshold = workspace.settings.threshold
        statuses = [published_status(status, threshold=threshold) for status in statuses]
    if as_json:
        found = [status_data(status) for status in statuses]
        echo_json(found[0] if plan is not None else found)
    else:
        from malplan.cli.terminal_log import print_overview, print_status

        if plan is not None:
            print_status(statuses[0], language, workspace.settings.timezone)
        else:
            print_overview(statuses, language)
    if plan is not None and statuses and not as_json:
        _tell_if_changed(workspace, plans[0], language)
    if broken:
        sys.exit(BAD_INPUT)


def _tell_if_changed(workspace: Workspace, plan: Plan, language: Language) -> None:
    """The status is judged by the version in force, which may not be what the file says."""
    from malplan.messages import labels, records

    if not workspace.logbook.is_current(plan):
        notice = records.NOT_ADOPTED.format(plan=plan.id)
        click.echo(f"{labels.NOTE.text(language)}: {notice.text(language)}", err=True)


@click.command("changes")
@plan_argument
@day_option("--since", "From the end of this day", required=True)
@day_option("--until", "To the end of this day; by default today")
@json_option
@language_option
@with_logbook
def changes_command(
    workspace: Workspace,
    plan: str,
    since: date,
    until: date | None,
    as_json: bool,
    language: Language,
) -> None:
    """Say what changed in a plan between two days.

    Internal: small numbers of people are shown.

    Example: malplan changes ungeloeftet --since 2026-03-01 --until 2026-05-15
    """
    if (until or workspace.logbook.today()) < since:
        raise click.UsageError("--since must not come after --until, which is today by default.")
    found = the_plan(workspace, plan)
    with plugins_running():
        changes = workspace.logbook.changes(found, since=since, until=until)
    if as_json:
        echo_json(changes_data(changes))
        return
    from malplan.cli.terminal_log import print_changes

    print_changes(View.of(found).plan, changes, language)


_DAYS = re.compile(r"(\d{1,4})\s*d?", re.ASCII)


class _Days(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    # Generic since click 8.4, and not before.
    name = "days"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        match = _DAYS.fullmatch(value.strip())
        if match is None:
            self.fail(f"{value!r} is not a number of days, such as 30d.", param, ctx)
        return int(match[1])


@click.command("due")
@_optional_plan
@click.option(
    "--within",
    type=_Days(),
    default="30d",
    show_default=True,
    metavar="DAYS",
    help="How many days ahead to look.",
)
@day_option("--on", "As it was on this day; by default today")
@json_option
@language_option
@with_logbook
def due_command(
    workspace: Workspace,
    plan: str | None,
    within: int,
    on: date | None,
    as_json: bool,
    language: Language,
) -> None:
    """Say what is late, current and coming, and which evaluations are missing.

    By last day, of one plan or of all that are installed. Internal: small numbers are shown.

    Example: malplan due --within 60d
    """
    plans, broken = _plans(workspace, plan, language)
    failed: list[InvalidPlan] = []
    with plugins_running():
        items = workspace.logbook.due(
            plans, on=on, within=within, unreadable=None if plan is not None else failed.append
        )
    broken = _told(failed, language) or broken
    if as_json:
        echo_json([due_data(item) for item in items])
    else:
        from malplan.cli.terminal_log import print_due

        print_due(items, plans, on or workspace.logbook.today(), within, language)
    if broken:
        sys.exit(BAD_INPUT)


@click.command("log")
@_optional_plan
@click.option("--all", "everything", is_flag=True, help="Of every plan in the log.")
@json_option
@language_option
@with_logbook
def log_command(
    workspace: Workspace,
    plan: str | None,
    everything: bool,
    as_json: bool,
    language: Language,
) -> None:
    """List the records of a plan with their ids, in the order in which they were made.

    With --all --json, the whole log, which malplan restore reads. Internal: small numbers of
    people are shown.

    Example: malplan log ungeloeftet
    """
    if (plan is None) is not everything:
        raise click.UsageError("Name a PLAN, or write --all.")
    found = None if plan is None else the_plan(workspace, plan)
    store = workspace.logbook.store
    records = tuple(store.records(None if found is None else (found.id,)))
    if as_json:
        write = workspace.converters.archived.unstructure
        echo_json([write(record) for record in records])
        return
    from malplan.cli.terminal_log import print_log

    plans = {} if found is None else {found.id: found}
    for id in {record.plan for record in records} - plans.keys():
        with contextlib.suppress(MalplanError), plugins_running():
            plans[id] = workspace.logbook.plan(id)
    print_log(records, plans, language, workspace.settings.timezone)
