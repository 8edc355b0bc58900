"""The commands that record: ``record``, ``done``, ``drop``, ``move``, ``evaluate``, ``learn``."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

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
from malplan.drafts import Draft, Recorded
from malplan.errors import (
    FileRefused,
    InvalidPlan,
    InvalidRecord,
    InvalidValue,
    Problem,
    read_reason,
    shown,
)
from malplan.measures import Qualitative
from malplan.messages import Language, problems
from malplan.messages import labels as words
from malplan.messages import records as record_words
from malplan.model import FORMAT, Plan
from malplan.periods import Period
from malplan.privacy import has_cpr_number
from malplan.recording import unknown_sign
from malplan.records import (
    Decision,
    DecisionMade,
    Evaluation,
    Learning,
    MilestoneDropped,
    MilestoneMoved,
    MilestoneReached,
    Observation,
    Stage,
    What,
)
from malplan.scalars import read_decimal
from malplan.workspace import Workspace

P = ParamSpec("P")
R = TypeVar("R")

by_option = click.option(
    "--by", metavar="ROLE", help="In which role you record it, such as tovholder; not a name."
)
comment_option = click.option("--comment", metavar="TEXT", help="What else there is to say.")
_happened_option = day_option("--on", "The day it happened; by default today")


@click.command("record", cls=TakesNumbers)
@plan_argument
@click.argument("sign", metavar="SIGN")
@click.argument("value", metavar="VALUE")
@click.option("--of", metavar="N", help="Of a ratio: how many there were in all.")
@click.option(
    "--on",
    metavar="WHEN",
    help="The day it speaks of, as 2026-05-15, or a longer time, as marts or uge 12. By default "
    "today.",
)
@click.option("--evidence", metavar="TEXT", help="What shows that the sign is on that step.")
@comment_option
@by_option
@click.option(
    "--source",
    metavar="ID",
    help="Where the number comes from; each source of a running total counts by itself.",
)
@json_option
@language_option
@with_logbook
def record_command(
    workspace: Workspace,
    plan: str,
    sign: str,
    value: str,
    of: str | None,
    on: str | None,
    evidence: str | None,
    comment: str | None,
    by: str | None,
    source: str | None,
    as_json: bool,
    language: Language,
) -> None:
    """Record what was observed of a sign, and print the id of the record.

    VALUE is a number, such as 12 or 7,5, or a step on the sign's scale.

    Example: malplan record ungeloeftet fremmoede 17 --on 2026-04-08 --by tovholder
    """
    found = the_plan(workspace, plan)
    read = Reading()
    day, period = read.of("on", time_spoken_of, on, found, workspace) or (None, None)
    fields: dict[str, Any] = {
        "of": None if of is None else read.of("of", read_number, of),
        **(read.of("value", read_observed, found, sign, value) or {}),
    }
    read.done()
    what = build(Observation, sign=sign, evidence=evidence, source=source, period=period, **fields)
    store(workspace, found, [Draft(what=what, on=day, by=by, comment=comment)], as_json, language)
    if what.step is not None and what.evidence is None:
        notice = record_words.NO_EVIDENCE.text(language)
        click.echo(f"{words.NOTE.text(language)}: {notice}", err=True)


@click.command("done")
@plan_argument
@click.argument("milestone", metavar="MILESTONE")
@_happened_option
@comment_option
@by_option
@json_option
@language_option
@with_logbook
def done_command(
    workspace: Workspace,
    plan: str,
    milestone: str,
    on: date | None,
    comment: str | None,
    by: str | None,
    as_json: bool,
    language: Language,
) -> None:
    """Record that a milestone was reached, and print the id of the record.

    Example: malplan done ungeloeftet hold-workshop --on 2026-04-08
    """
    what = build(MilestoneReached, milestone=milestone)
    draft = Draft(what=what, on=on, by=by, comment=comment)
    store(workspace, the_plan(workspace, plan), [draft], as_json, language)


@click.command("drop")
@plan_argument
@click.argument("milestone", metavar="MILESTONE")
@_happened_option
@click.option("--because", metavar="TEXT", help="Why it was given up.")
@comment_option
@by_option
@json_option
@language_option
@with_logbook
def drop_command(
    workspace: Workspace,
    plan: str,
    milestone: str,
    on: date | None,
    because: str | None,
    comment: str | None,
    by: str | None,
    as_json: bool,
    language: Language,
) -> None:
    """Record that a milestone was given up, and print the id of the record.

    Example: malplan drop ungeloeftet ambassadoergruppe --because "Ingen ville være med"
    """
    what = build(MilestoneDropped, milestone=milestone, because=because)
    draft = Draft(what=what, on=on, by=by, comment=comment)
    store(workspace, the_plan(workspace, plan), [draft], as_json, language)


@click.command("move")
@plan_argument
@click.argument("milestone", metavar="MILESTONE")
@click.argument("time", metavar="TIME")
@click.option("--because", metavar="TEXT", required=True, help="Why it was moved.")
@day_option("--on", "The day it was decided; by default today")
@comment_option
@by_option
@json_option
@language_option
@with_logbook
def move_command(
    workspace: Workspace,
    plan: str,
    milestone: str,
    time: str,
    because: str,
    on: date | None,
    comment: str | None,
    by: str | None,
    as_json: bool,
    language: Language,
) -> None:
    """Give a milestone another time, and print the id of the record.

    Example: malplan move ungeloeftet hoer-konsulenterne "uge 16" --because "Først efter påske"
    """
    found = the_plan(workspace, plan)
    period = Period.parse(time, year=found.year, policy=workspace.settings.policy)
    what = build(MilestoneMoved, milestone=milestone, period=period, because=because)
    draft = Draft(what=what, on=on, by=by, comment=comment)
    store(workspace, found, [draft], as_json, language)


@click.command("evaluate")
@plan_argument
@click.argument("action", metavar="ACTION")
@click.option("--interim", is_flag=True, help="It is the interim evaluation.")
@click.option("--final", is_flag=True, help="It is the final evaluation.")
@click.option("--text", metavar="TEXT", help="The effect and the value for the target group.")
@click.option(
    "--file",
    "file",
    type=click.Path(path_type=Path),
    help="Read the text from this file (UTF-8) instead.",
)
@day_option("--on", "The day of the evaluation; by default today")
@comment_option
@by_option
@json_option
@language_option
@with_logbook
def evaluate_command(
    workspace: Workspace,
    plan: str,
    action: str,
    interim: bool,
    final: bool,
    text: str | None,
    file: Path | None,
    on: date | None,
    comment: str | None,
    by: str | None,
    as_json: bool,
    language: Language,
) -> None:
    """Record an evaluation of a trial action, and print the id of the record.

    The signs are kept as they stand on that day.

    Example: malplan evaluate ungeloeftet workshop --interim --text "De unge følte sig hørt."
    """
    if interim is final:
        raise click.UsageError("Say whether it is the evaluation --interim or --final.")
    if (text is None) is (file is None):
        raise click.UsageError("Give the evaluation with --text or with --file.")
    said = text if file is None else _text_of(file)
    what = build(
        Evaluation, action=action, stage=Stage.FINAL if final else Stage.INTERIM, text=said
    )
    draft = Draft(what=what, on=on, by=by, comment=comment)
    store(workspace, the_plan(workspace, plan), [draft], as_json, language)


@click.command("learn")
@plan_argument
@click.argument("action", metavar="ACTION")
@click.option("--text", metavar="TEXT", required=True, help="The insight, and how you will use it.")
@click.option(
    "--decision",
    type=click.Choice([decision.value for decision in Decision]),
    help="What is to become of the trial action.",
)
@click.option("--because", metavar="TEXT", help="Why that was decided.")
@day_option("--on", "The day it was learned; by default today")
@comment_option
@by_option
@json_option
@language_option
@with_logbook
def learn_command(
    workspace: Workspace,
    plan: str,
    action: str,
    text: str,
    decision: str | None,
    because: str | None,
    on: date | None,
    comment: str | None,
    by: str | None,
    as_json: bool,
    language: Language,
) -> None:
    """Record what was learned from a trial action, and what was decided, and print the ids.

    Example: malplan learn ungeloeftet workshop --text "Et neutralt sted gør forskellen." \
--decision adapt --because "Flere kommer, når kommunen ikke er vært."
    """
    if (decision is None) is not (because is None):
        raise click.UsageError("A --decision goes with its reason, --because, and the other way.")
    whats: list[What] = [build(Learning, action=action, text=text)]
    if decision is not None:
        made = build(DecisionMade, action=action, decision=Decision(decision), because=because)
        whats.append(made)
    drafts = [Draft(what=what, on=on, by=by, comment=comment) for what in whats]
    store(workspace, the_plan(workspace, plan), drafts, as_json, language)


# --- What they share ------------------------------------------------------------------------------
def the_plan(workspace: Workspace, name: str) -> Plan:
    """A plan by its id or file; one that is not installed any more, as the log has it."""
    with plugins_running():
        return workspace.logbook.plan(name) if workspace.has_log else workspace.load(name)


def build(kind: Any, **fields: Any) -> Any:
    """What happened, from what was given; what cannot be is told by the fields."""
    try:
        return kind(**fields)
    except InvalidPlan as error:
        raise InvalidRecord(error.problems) from None


def store(
    workspace: Workspace, plan: Plan, drafts: list[Draft], as_json: bool, language: Language
) -> None:
    """Record, and print the ids; what should be told goes to standard error."""
    with plugins_running():
        recorded = workspace.logbook.record_all(plan, drafts)
    tell(workspace, recorded, as_json, language)


def tell(workspace: Workspace, recorded: Recorded, as_json: bool, language: Language) -> None:
    """Print what was recorded."""
    if as_json:
        write = workspace.converters.archived.unstructure
        adopted = recorded.adopted
        echo_json(
            {
                "format": FORMAT,
                "records": [write(record) for record in recorded.records],
                "adopted": None if adopted is None else adopted.version,
            }
        )
    else:
        for record in recorded.records:
            click.echo(record.id)
    notices = list(recorded.notices)
    if recorded.adopted is not None:
        version = (recorded.adopted.version or "")[:12]
        notices.insert(0, record_words.ADOPTED.format(version=version))
    for notice in notices:
        click.echo(f"{words.NOTE.text(language)}: {notice.text(language)}", err=True)


class Reading:
    """Reads what was typed, and keeps what is wrong until all of it was read."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []

    def of(self, field: str, read: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | None:
        """What was read; None where it cannot be."""
        try:
            return read(*args, **kwargs)
        except InvalidRecord as error:
            self._problems += error.problems
        except InvalidValue as error:
            self._problems.append(Problem(field, error.message))
        return None

    def done(self) -> None:
        """Tell of all that is wrong.

        Raises:
            InvalidRecord: If anything is.
        """
        if self._problems:
            raise InvalidRecord(self._problems)


def time_spoken_of(
    text: str | None, plan: Plan, workspace: Workspace
) -> tuple[date | None, Period | None]:
    """A day, or a longer time."""
    if text is None:
        return None, None
    period = _iso_day(text) or Period.parse(text, year=plan.year, policy=workspace.settings.policy)
    if period.start is not None and period.start == period.end:
        return period.start, None
    return None, period


def _iso_day(text: str) -> Period | None:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return Period(day, day)


def read_observed(plan: Plan, sign: str, value: str) -> dict[str, Any]:
    """A number, or a step where the sign has a scale."""
    known = next((one for one in plan.signs if one.id == sign), None)
    if known is None:  # so that nobody is asked for a number where a step may be right
        raise InvalidRecord([unknown_sign(sign, plan)])
    if isinstance(known.measure, Qualitative):
        names = {step.name.casefold(): step.id for step in known.measure.scale}
        return {"step": names.get(value.casefold(), value)}
    return {"value": read_number(value)}


_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)


def read_number(text: str) -> Decimal:
    """A number as people write it, with a decimal comma or point; no CPR number."""
    text = text.strip()
    if has_cpr_number(text):
        raise InvalidValue(record_words.CPR_IN_RECORD)
    return read_decimal(text.replace(",", ".") if _DECIMAL_COMMA.fullmatch(text) else text, Decimal)


_MOST_BYTES = 1024 * 1024


def _text_of(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            content = stream.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise FileRefused(record_words.LONG_TEXT.format(file=shown(file)))
        return content.decode("utf-8-sig")
    except OSError as error:
        message = problems.UNREADABLE_FILE.format(reason=read_reason(error))
        raise InvalidRecord([Problem("", message, str(file))]) from None
    except UnicodeDecodeError:
        raise InvalidRecord([Problem("", record_words.NOT_UTF8, str(file))]) from None
