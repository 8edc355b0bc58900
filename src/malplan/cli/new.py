"""``malplan new plan`` and ``malplan new plugin``."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path

import click

from malplan.cli.common import echo_json, json_option, language_option, reports_errors
from malplan.files import write_folder
from malplan.messages import Language
from malplan.messages import scaffolding as words
from malplan.moments import day_of, now
from malplan.scaffolding import KINDS, Names, PlanHead, PluginKind, new_plan, new_plugin

_LOOK = {"source": "malplan sources", "output": "malplan outputs"}
"""Where what a plugin brings can be seen; otherwise in the list of plugins."""

_HEAD = PlanHead(year=day_of(now()).year)

_name_argument = click.argument("name", metavar="NAME")
_folder_option = click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=Path(),
    help="Where the folder of the plugin is made. By default the working folder.",
)


@click.group("new")
def new_command() -> None:
    """Begin a plan or another plugin, which works at once.

    It is a folder malplan-NAME with a distribution: code or a plan, tests that run the laws of
    plugins, and a README. Its content is an example, to be changed. What is there already is never
    overwritten.

    Example: malplan new plan svoemning
    """


@new_command.command("plan")
@_name_argument
@click.option("--title", default=_HEAD.title, show_default=True, help="What the plan is called.")
@click.option(
    "--municipality", default=_HEAD.municipality, show_default=True, help="Whose plan it is."
)
@click.option("--year", default=_HEAD.year, help="The year it is for; by default this year.")
@_folder_option
@json_option
@language_option
@reports_errors
def plan_command(
    name: str,
    title: str,
    municipality: str,
    year: int,
    folder: Path,
    as_json: bool,
    language: Language,
) -> None:
    """Begin a plan as a plugin: the folder malplan-NAME, with a plan of the id NAME.

    What the plan says is an example, in Danish; its comments say what to write instead.

    Example: malplan new plan cykel --title "På cykel til skole" --year 2027
    """
    files = new_plan(name, PlanHead(year=year, title=title, municipality=municipality))
    _make("plan", name, folder, files, language, as_json=as_json)


@new_command.command("plugin")
@_name_argument
@click.option(
    "--kind", type=click.Choice(KINDS), required=True, help="What the plugin is to bring."
)
@_folder_option
@json_option
@language_option
@reports_errors
def plugin_command(
    name: str, kind: PluginKind, folder: Path, as_json: bool, language: Language
) -> None:
    """Begin a plugin that brings no plan: the folder malplan-NAME, with an example of its kind.

    What it brings is called NAME too. A store's addresses begin with NAME without hyphens.

    Example: malplan new plugin taelling --kind source
    """
    _make(kind, name, folder, new_plugin(kind, name), language, as_json=as_json)


def _make(
    kind: str,
    name: str,
    folder: Path,
    files: Mapping[str, str],
    language: Language,
    *,
    as_json: bool,
) -> None:
    """Write the files, and say what was made and how to go on."""
    made = folder / Names(name).distribution
    write_folder(made, {path: text.encode() for path, text in files.items()})
    if as_json:
        echo_json({"folder": str(made), "files": sorted(files)})
        return
    click.echo(words.MADE.format(folder=made, kind=words.KINDS[kind]).text(language))
    for path in sorted(files):
        click.echo(f"  {path}")
    click.echo(words.NEXT.text(language))
    for command in _next(kind, name, made):
        click.echo(f"  {command}")


def _next(kind: str, name: str, made: Path) -> tuple[str, str, str]:
    """The commands that install it, run its tests, and show what it brings."""
    path = shlex.quote(str(made))
    place = path if made.is_absolute() or path.startswith(("'", ".")) else f"./{path}"
    look = f"malplan check {name}" if kind == "plan" else _LOOK.get(kind, "malplan plugins")
    return (f'pip install -e {place} "malplan[testing]"', f"pytest {path}", look)
