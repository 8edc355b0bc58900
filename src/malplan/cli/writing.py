"""``malplan show``, ``malplan render`` and ``malplan schema``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import get_args

import click

from malplan.cli.common import (
    echo_bytes,
    file_option,
    force_option,
    internal_option,
    json_option,
    language_option,
    on_option,
    plan_argument,
    plugins_running,
    set_option,
    with_logbook,
    with_workspace,
    without_names_option,
    write_content,
)
from malplan.convert import Form
from malplan.messages import Language, problems
from malplan.outputs.json import json_text
from malplan.presentation import View
from malplan.schema import json_schema
from malplan.workspace import Workspace

_template_option = click.option(
    "--template",
    type=click.Path(path_type=Path),
    help="Write into this file of your own, where the format takes one.",
)


@click.command("show")
@plan_argument
@json_option
@language_option
@on_option
@with_workspace
def show_command(
    workspace: Workspace, plan: str, as_json: bool, language: Language, on: date | None
) -> None:
    """Show a plan in the terminal, with small numbers of people: it is not for publication.

    Example: malplan show ungeloeftet
    """
    with plugins_running():
        view = workspace.view(workspace.load(plan), on, internal=True)
        content = workspace.render(view.plan, "json", internal=True) if as_json else b""
    _tell_if_redacted(view, language)
    if as_json:
        echo_bytes(content)
        return
    from malplan.cli.terminal import print_plan

    print_plan(view, language)


@click.command("render")
@plan_argument
@click.option(
    "--to", "to", required=True, metavar="OUTPUT", help="The format; see malplan outputs."
)
@file_option
@force_option
@internal_option
@without_names_option
@_template_option
@set_option
@language_option
@on_option
@with_logbook
def render_command(
    workspace: Workspace,
    plan: str,
    to: str,
    file: Path | None,
    force: bool,
    internal: bool,
    without_names: bool,
    template: Path | None,
    options: Mapping[str, str],
    language: Language,
    on: date | None,
) -> None:
    """Write a plan in a format, such as YAML, JSON or Markdown; see malplan outputs.

    Formats for people say how the plan stands, where anything was recorded. Small numbers of people
    are held back, and so are the figures that would give them away.

    Example: malplan render ungeloeftet --to markdown -o ungeloeftet.md
    """
    if template is not None:
        options = {**options, "template": str(template)}
    with plugins_running():
        loaded = workspace.load(plan)
        view = workspace.view(loaded, on, internal=internal, without_names=without_names)
        content = workspace.render(
            loaded,
            to,
            language=language,
            on=on,
            options=options,
            internal=internal,
            without_names=without_names,
        )
    _tell_if_redacted(view, language)
    write_content(content, file, language, force=force)


@click.command("schema")
@click.option(
    "--for",
    "form",
    type=click.Choice(get_args(Form)),
    default="yaml",
    show_default=True,
    help="Whether the plans are YAML or JSON files.",
)
@file_option
@force_option
@language_option
@with_workspace
def schema_command(
    workspace: Workspace, form: Form, file: Path | None, force: bool, language: Language
) -> None:
    """Write the JSON Schema of a plan, for editors.

    An editor completes and checks a plan with it; the fields of installed plugins are in it.

    Example: malplan schema -o malplan.schema.json
    """
    extensions = {entry.name: entry.value for entry in workspace.extensions}
    sources = {entry.name: entry.value.settings for entry in workspace.sources}
    schema = json_schema(form, extensions=extensions, sources=sources)
    content = f"{json_text(schema)}\n".encode()
    write_content(content, file, language, force=force)


def _tell_if_redacted(view: View, language: Language) -> None:
    if view.redacted:
        click.echo(problems.CPR_REMOVED.text(language), err=True)
