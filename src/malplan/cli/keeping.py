"""The commands that keep the log: ``correct``, ``retract``, ``redact``, ``adopt``, ``restore``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from malplan.cli.common import (
    TakesNumbers,
    day_option,
    echo_json,
    json_option,
    language_option,
    plan_argument,
    plugins_running,
    with_logbook,
)
from malplan.cli.recording import (
    Reading,
    by_option,
    read_number,
    read_observed,
    tell,
    the_plan,
)
from malplan.errors import InvalidRecord, Problem
from malplan.log_files import read_log
from malplan.messages import Language
from malplan.messages import log as words
from malplan.messages import records as record_words
from malplan.model import FORMAT, Plan
from malplan.periods import Period
from malplan.records import Decision, Observation, Record
from malplan.workspace import Workspace

F = TypeVar("F", bound=Callable[..., Any])

_record_argument = click.argument("record", metavar="RECORD")


def _because_option(says: str, *, required: bool = True) -> Callable[[F], F]:
    return click.option("--because", metavar="TEXT", required=required, help=says)


@click.command("correct", cls=TakesNumbers)
@_record_argument
@click.argument("value", metavar="[VALUE]", required=False)
@click.option("--of", metavar="N", help="Of a ratio: how many there were in all.")
@day_option("--on", "The day it should speak of")
@click.option("--evidence", metavar="TEXT", help="What shows that the sign is on that step.")
@click.option("--source", metavar="ID", help="Where the number comes from.")
@click.option("--text", metavar="TEXT", help="The text of an evaluation or a learning.")
@click.option("--time", metavar="TIME", help="The time of a milestone that was moved.")
@click.option(
    "--decision",
    type=click.Choice([decision.value for decision in Decision]),
    help="What was decided.",
)
@click.option("--reason", metavar="TEXT", help="The reason of a move, a drop or a decision.")
@click.option("--comment", metavar="TEXT", help="The comment it should have.")
@_because_option("Why it is corrected.", required=False)
@by_option
@json_option
@language_option
@with_logbook
def correct_command(
    workspace: Workspace,
    record: str,
    value: str | None,
    of: str | None,
    on: date | None,
    evidence: str | None,
    source: str | None,
    text: str | None,
    time: str | None,
    decision: str | None,
    reason: str | None,
    comment: str | None,
    because: str | None,
    by: str | None,
    as_json: bool,
    language: Language,
) -> None:
    """Correct a record: a new one takes its place, and the old one can still be read.

    Give what should be different; the rest stays.

    Example: malplan correct 019d6c2e-… 16 --because "En kom sent"
    """
    logbook = workspace.logbook
    old = logbook.find(record)
    plan = the_plan(workspace, old.plan)
    read = Reading()
    changed: dict[str, Any] = {}
    if reason is not None and not hasattr(old.what, "because"):
        message = record_words.NO_REASON_TO_CORRECT.format(kind=words.KINDS[old.kind])
        raise InvalidRecord([Problem("reason", message)])
    if value is not None:
        changed |= read.of("value", _value_of, old, plan, value) or {}
    if of is not None:
        changed["of"] = read.of("of", read_number, of)
    if time is not None:
        policy = workspace.settings.policy
        changed["period"] = read.of("time", Period.parse, time, year=plan.year, policy=policy)
    read.done()
    if decision is not None:
        changed["decision"] = Decision(decision)
    texts = {"evidence": evidence, "source": source, "text": text, "because": reason}
    changed |= {name: held for name, held in texts.items() if held is not None}
    with plugins_running():
        recorded = logbook.correct(record, reason=because, by=by, on=on, comment=comment, **changed)
    tell(workspace, recorded, as_json, language)


def _value_of(old: Record, plan: Plan, value: str) -> dict[str, Any]:
    if not isinstance(old.what, Observation):
        message = record_words.NOT_IN_THIS_RECORD.format(kind=words.KINDS[old.kind], field="value")
        raise InvalidRecord([Problem("value", message)])
    return read_observed(plan, old.what.sign, value)


@click.command("retract")
@_record_argument
@_because_option("Why it does not count.")
@by_option
@json_option
@language_option
@with_logbook
def retract_command(
    workspace: Workspace,
    record: str,
    because: str,
    by: str | None,
    as_json: bool,
    language: Language,
) -> None:
    """Take a record back, with all that corrects it: it can still be read, and does not count.

    Retracting a retraction brings back what it took away.

    Example: malplan retract 019d6c2e-… --because "Talt to gange"
    """
    with plugins_running():
        recorded = workspace.logbook.retract(record, because, by=by)
    tell(workspace, recorded, as_json, language)


@click.command("redact")
@_record_argument
@_because_option("Why the texts must go.")
@by_option
@json_option
@language_option
@with_logbook
def redact_command(
    workspace: Workspace,
    record: str,
    because: str,
    by: str | None,
    as_json: bool,
    language: Language,
) -> None:
    """Blank the texts of a record for good, with those of what it corrects or is corrected by.

    Numbers, steps and days stay. The texts are removed from the files of the store, and cannot be
    brought back; copies that you made yourself are yours to delete.

    Example: malplan redact 019d6c2e-… --because "Der stod et navn"
    """
    with plugins_running():
        recorded = workspace.logbook.redact(record, because, by=by)
    tell(workspace, recorded, as_json, language)


@click.command("adopt")
@plan_argument
@click.option("--comment", metavar="TEXT", help="What changed, and why.")
@by_option
@json_option
@language_option
@with_logbook
def adopt_command(
    workspace: Workspace,
    plan: str,
    comment: str | None,
    by: str | None,
    as_json: bool,
    language: Language,
) -> None:
    """Take a plan into use as it is now: from today on, status judges by it.

    The first record of a plan does it too, and each record after the plan has changed.

    Example: malplan adopt ungeloeftet --comment "Ny tid for workshoppen"
    """
    found = the_plan(workspace, plan)
    with plugins_running():
        recorded = workspace.logbook.adopt(found, by=by, comment=comment)
    if as_json or recorded.adopted is not None:
        tell(workspace, recorded, as_json, language)
        return
    version = workspace.logbook.version(found)[:12]
    click.echo(record_words.ADOPTED_ALREADY.format(version=version).text(language), err=True)


@click.command("restore")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@json_option
@language_option
@with_logbook
def restore_command(workspace: Workspace, file: Path, as_json: bool, language: Language) -> None:
    """Put the records of a file into the log, all of them or none.

    The file is what malplan log --all --json writes. What is there already stays as it is.

    Example: malplan log --all --json > log.json && malplan restore log.json --store sqlite:///ny.db
    """
    records = read_log(file, workspace.converters)
    with plugins_running():
        count = workspace.logbook.restore(records)
    if as_json:
        echo_json({"format": FORMAT, "restored": count})
        return
    message = words.RESTORED_ONE if count == 1 else words.RESTORED
    click.echo(message.format(count=count).text(language), err=True)
