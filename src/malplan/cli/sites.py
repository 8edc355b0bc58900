"""``malplan site``."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from malplan.cli.common import (
    BAD_INPUT,
    day_option,
    internal_option,
    language_option,
    plugins_running,
    say_error,
    set_option,
    with_logbook,
    without_names_option,
)
from malplan.cli.progress import progress
from malplan.errors import InvalidPlan, UnknownName
from malplan.messages import Language
from malplan.messages import labels as words
from malplan.model import Plan
from malplan.site_folder import SiteFolder
from malplan.workspace import RegisteredPlan, Workspace


@click.command("site")
@click.argument("plans", metavar="[PLAN...]", nargs=-1)
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help="The folder that takes the site.",
)
@click.option(
    "--to",
    "to",
    default="html",
    show_default=True,
    metavar="OUTPUT",
    help="The format; see malplan outputs.",
)
@click.option(
    "--force", is_flag=True, help="Write into a folder that is not empty, over what is there."
)
@internal_option
@without_names_option
@set_option
@language_option
@day_option("--on", "How the plans stand on this day; by default today")
@with_logbook
def site_command(
    workspace: Workspace,
    plans: Sequence[str],
    folder: Path,
    to: str,
    force: bool,
    internal: bool,
    without_names: bool,
    options: Mapping[str, str],
    language: Language,
    on: date | None,
) -> None:
    """Write a site with a page for each PLAN; without any, of all installed plans.

    It needs no server: open index.html, or put the folder on an intranet. Small numbers of people
    are held back, and so are the figures that would give them away. A plan that cannot be read is
    told of, and the others are written.

    With --force, what an earlier run left there is brought up to date: what it wrote and is not
    needed any more is removed, and nothing else.

    Example: malplan site -o site
    """
    unreadable: list[InvalidPlan] = []
    with plugins_running():
        wanted = _wanted(workspace, plans)
        with progress(len(wanted), words.WRITING_PAGES, language) as advance:
            workspace.write_site(
                wanted,
                SiteFolder(folder, force=force),
                to,
                language=language,
                on=on,
                options=options,
                internal=internal,
                without_names=without_names,
                unreadable=unreadable.append,
                tell=advance,
            )
    click.echo(words.SITE_WRITTEN.format(folder=folder).text(language), err=True)
    for error in unreadable:
        say_error(error, language)
    if unreadable:
        sys.exit(BAD_INPUT)


def _wanted(workspace: Workspace, names: Sequence[str]) -> list[Plan | RegisteredPlan]:
    """The plans by their names; those that are installed are loaded when their turn comes."""
    installed = {one.id: one for one in workspace.plans}
    wanted: list[Plan | RegisteredPlan] = [
        installed.get(name) or workspace.load(name) for name in dict.fromkeys(names)
    ]
    wanted = wanted or list(installed.values())
    if not wanted:
        raise UnknownName(words.NO_PLANS)
    return wanted
