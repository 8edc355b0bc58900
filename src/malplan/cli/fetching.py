"""The commands that ask sources of data: ``fetch``, ``figures`` and ``sources``."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import attrs
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
    set_source_option,
    with_logbook,
    with_workspace,
)
from malplan.cli.progress import progress
from malplan.cli.recording import the_plan
from malplan.errors import MalplanError
from malplan.fetching import signs_with_source
from malplan.messages import Language, Message, labels
from malplan.messages import records as record_words
from malplan.messages import sources as words
from malplan.plain_data import description_data, fetched_data, figures_data
from malplan.sources import FetchReport
from malplan.workspace import Workspace

_folder_option = click.option(
    "--folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Where the files of sources are. By default where malplan.toml says, else beside the file "
    "of the plan, else the working folder.",
)
_offline_option = click.option(
    "--offline", is_flag=True, help="Ask nothing over the network: what was kept has to do."
)


def _folder_for(workspace: Workspace, plan: str, folder: Path | None) -> Path | None:
    """Where files are: of a plan that is named as a file, beside it."""
    if folder is not None or workspace.settings.data_folder is not None:
        return folder
    path = Path(plan)
    return path.absolute().parent if path.is_file() else None


@click.command("fetch")
@plan_argument
@click.option("--sign", metavar="SIGN", help="Only this sign; by default all that have a source.")
@day_option("--since", "Nothing that ended before this day")
@_folder_option
@_offline_option
@set_source_option
@json_option
@language_option
@with_logbook
def fetch_command(
    workspace: Workspace,
    plan: str,
    sign: str | None,
    since: date | None,
    folder: Path | None,
    offline: bool,
    options: Mapping[str, str],
    as_json: bool,
    language: Language,
) -> None:
    """Bring what is new from the sources that a plan names into the log.

    Doing it again adds nothing. What a source says otherwise than before corrects what was fetched
    then. If a source fails, the others go on, and the exit code is 2.

    Example: malplan fetch maalplan.yaml --since 2026-03-01
    """
    found = the_plan(workspace, plan)
    total = len(signs_with_source(found, sign))
    with plugins_running(), progress(total, words.FETCHING, language) as advance:
        report = workspace.fetch(
            found,
            sign,
            since,
            options=options,
            folder=_folder_for(workspace, plan, folder),
            offline=offline,
            tell=advance,
        )
    if as_json:
        echo_json(fetched_data(report))
    else:
        _print_report(report, language)
    for one in report.results:
        for notice in one.notices:
            _note(f"{one.id}: {notice.text(language)}", language)
    if report.adopted is not None:
        version = (report.adopted.version or "")[:12]
        _note(record_words.ADOPTED.format(version=version).text(language), language)
    for notice in report.notices:
        _note(notice.text(language), language)
    for one in report.results:
        if one.error is not None:
            _say_of(one.id, one.error, language)
    if report.failed:
        sys.exit(BAD_INPUT)


def _say_of(id: str, error: MalplanError, language: Language) -> None:
    """An error with what it is about."""
    lines = error.message.text(language).split("\n")
    text = "\n".join(f"{id}: {line}" for line in lines)
    say_error(MalplanError(Message(da=text, en=text)), language)


def _note(text: str, language: Language) -> None:
    click.echo(f"{labels.NOTE.text(language)}: {text}", err=True)


def _print_report(report: FetchReport, language: Language) -> None:
    if not report.results:
        click.echo(words.NOTHING_TO_FETCH.format(plan=report.plan).text(language))
        return
    header = (words.SIGN, words.SOURCE, words.NEW, words.CORRECTED, words.UNCHANGED)
    rows = [
        [one.id, one.source, *([words.FAILED.text(language), "", ""] if one.error is not None else
         [str(len(one.new)), str(len(one.corrected)), str(one.unchanged)])]
        for one in report.results
    ]  # fmt: skip
    _print_table(header, rows, language)


def _print_table(header: tuple[Message, ...], rows: list[list[str]], language: Language) -> None:
    from malplan.cli.terminal import print_table

    print_table([column.text(language) for column in header], rows)


# --- Key figures ----------------------------------------------------------------------------------
@click.command("figures")
@plan_argument
@_folder_option
@_offline_option
@set_source_option
@json_option
@language_option
@with_workspace
def figures_command(
    workspace: Workspace,
    plan: str,
    folder: Path | None,
    offline: bool,
    options: Mapping[str, str],
    as_json: bool,
    language: Language,
) -> None:
    """Show the key figures of a plan beside the newest that their sources have.

    The plan is never rewritten. Internal: small numbers of people are shown.

    Example: malplan figures ungeloeftet
    """
    found = the_plan(workspace, plan)
    asked = [one for one in found.key_figures if one.source is not None and one.source.name]
    with plugins_running(), progress(len(asked), words.FETCHING, language) as advance:
        now = workspace.figures(
            found,
            options=options,
            folder=_folder_for(workspace, plan, folder),
            offline=offline,
            tell=advance,
        )
    if as_json:
        echo_json(figures_data(found.id, now))
    elif not now:
        click.echo(words.NO_KEY_FIGURES.format(plan=found.id).text(language))
    else:
        from malplan.cli.terminal_sources import figure_row

        header = (words.FIGURE, words.IN_THE_PLAN, words.AS_OF, words.NEWEST, words.AS_OF)
        _print_table(header, [figure_row(one, language) for one in now], language)
    for one in now:
        for notice in one.notices:
            _note(f"{one.figure.id}: {notice.text(language)}", language)
        if one.error is not None:
            _say_of(one.figure.id, one.error, language)
    if any(one.error is not None for one in now):
        sys.exit(BAD_INPUT)


# --- Sources --------------------------------------------------------------------------------------
# The usage is written out, because versions of click write it in other ways.
@click.group("sources", invoke_without_command=True, subcommand_metavar="[COMMAND] [ARGS]...")
@json_option
@language_option
@with_workspace
def sources_command(workspace: Workspace, as_json: bool, language: Language) -> None:
    """List the sources of data, or describe a table of one.

    Settings stand in a plan, under source, those in brackets if they are wanted; options are given
    with --set, or in malplan.toml.

    Example: malplan sources
    """
    if click.get_current_context().invoked_subcommand is not None:
        return
    rows = [
        {
            "name": entry.name,
            "title": entry.value.title,
            "settings": [
                {"name": field.name, "required": field.default is attrs.NOTHING}
                for field in attrs.fields(entry.value.settings)
                if field.init
            ],
            "options": list(entry.value.option_names),
            "from": entry.origin,
        }
        for entry in workspace.sources
    ]
    if as_json:
        echo_json(rows)
    elif not rows:
        click.echo(words.NO_SOURCES.text(language))
    else:
        header = (labels.COLUMN_NAME, labels.COLUMN_TITLE, words.OPTIONS, labels.COLUMN_FROM)
        cells = [
            [row["name"], row["title"], ", ".join(row["options"]), row["from"]] for row in rows
        ]
        _print_table(header, cells, language)
        click.echo()
        settings = [[row["name"], ", ".join(map(_setting, row["settings"]))] for row in rows]
        _print_table((labels.COLUMN_NAME, words.SETTINGS), settings, language)


def _setting(setting: Mapping[str, Any]) -> str:
    """A setting; in brackets, where a plan may leave it out."""
    name = str(setting["name"])
    return name if setting["required"] else f"[{name}]"


@sources_command.command("describe")
@click.argument("source", metavar="SOURCE")
@click.argument("table", metavar="TABLE")
@_folder_option
@_offline_option
@set_source_option
@json_option
@language_option
@with_workspace
def describe_command(
    workspace: Workspace,
    source: str,
    table: str,
    folder: Path | None,
    offline: bool,
    options: Mapping[str, str],
    as_json: bool,
    language: Language,
) -> None:
    """Tell what a table of a source holds, and how a plan could name it.

    TABLE is a table of statistics, or a file. Of a file, no row is shown.

    Example: malplan sources describe statbank FOLK1A
    """
    with plugins_running():
        found = workspace.describe_source(
            source, table, options=options, folder=folder, offline=offline
        )
    if as_json:
        echo_json(description_data(found))
        return
    from malplan.cli.terminal_sources import print_description

    print_description(source, found, language)
