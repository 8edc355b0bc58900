"""``malplan list``, ``malplan outputs`` and ``malplan plugins``."""

from __future__ import annotations

import sys
from functools import partial

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
from malplan.errors import InvalidPlan
from malplan.messages import Language, Message
from malplan.messages import labels as words
from malplan.presentation import View
from malplan.workspace import Workspace


def _echo_table(language: Language, header: tuple[Message, ...], rows: list[list[str]]) -> None:
    from malplan.cli.terminal import print_table

    print_table([column.text(language) for column in header], rows)


@click.command("list")
@json_option
@language_option
@with_workspace
def list_command(workspace: Workspace, as_json: bool, language: Language) -> None:
    """List the plans of plugins and of your folders.

    Folders of plans are named in malplan.toml.
    """
    rows, broken = [], False
    for found in workspace.plans:
        try:
            with plugins_running():
                plan = View.of(found.load()).plan
        except InvalidPlan as error:
            say_error(error, language)
            broken = True
            continue
        rows.append(
            {
                "id": found.id,
                "title": plan.title,
                "year": plan.year,
                "municipality": plan.municipality,
                "from": found.origin,
            }
        )
    if as_json:
        echo_json(rows)
    elif rows:
        header = (
            words.COLUMN_ID,
            words.COLUMN_TITLE,
            words.COLUMN_YEAR,
            words.COLUMN_MUNICIPALITY,
            words.COLUMN_FROM,
        )
        _echo_table(language, header, [[str(cell) for cell in row.values()] for row in rows])
    elif not broken and not workspace.notices:
        click.echo(words.NO_PLANS.text(language))
    if broken:
        sys.exit(BAD_INPUT)


@click.command("outputs")
@json_option
@language_option
@with_workspace
def outputs_command(workspace: Workspace, as_json: bool, language: Language) -> None:
    """List the formats that malplan render can write."""
    rows = [
        {
            "name": entry.name,
            "suffix": entry.value.suffix,
            "media_type": entry.value.media_type,
            "from": entry.origin,
        }
        for entry in workspace.outputs
    ]
    if as_json:
        echo_json(rows)
        return
    header = (
        words.COLUMN_NAME,
        words.COLUMN_SUFFIX,
        words.COLUMN_MEDIA_TYPE,
        words.COLUMN_FROM,
    )
    _echo_table(language, header, [list(row.values()) for row in rows])


@click.command("plugins")
@json_option
@language_option
@partial(with_workspace, shows_plugins=True)
def plugins_command(workspace: Workspace, as_json: bool, language: Language) -> None:
    """List the installed plugins.

    Says what each brings, or why it is not loaded.
    """
    plugins = workspace.plugins
    if as_json:
        echo_json(
            [
                {
                    "name": plugin.name,
                    "version": plugin.version,
                    "status": plugin.status.value,
                    "reason": plugin.reason.text(language) if plugin.reason else None,
                    "provides": list(plugin.provides),
                }
                for plugin in plugins
            ]
        )
        return
    if not plugins:
        click.echo(words.NO_PLUGINS.text(language))
    else:
        header = (
            words.COLUMN_NAME,
            words.COLUMN_VERSION,
            words.COLUMN_STATUS,
            words.COLUMN_PROVIDES,
        )
        rows = [
            [
                plugin.name,
                plugin.version,
                words.STATUSES[plugin.status.value].text(language),
                plugin.reason.text(language) if plugin.reason else ", ".join(plugin.provides),
            ]
            for plugin in plugins
        ]
        _echo_table(language, header, rows)
