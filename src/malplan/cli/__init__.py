"""The command line: thin commands, each imported when it is called."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from malplan.version import __version__

_COMMANDS = {
    "adopt": "malplan.cli.keeping",
    "changes": "malplan.cli.following",
    "check": "malplan.cli.checking",
    "correct": "malplan.cli.keeping",
    "done": "malplan.cli.recording",
    "drop": "malplan.cli.recording",
    "due": "malplan.cli.following",
    "evaluate": "malplan.cli.recording",
    "fetch": "malplan.cli.fetching",
    "figures": "malplan.cli.fetching",
    "import": "malplan.cli.importing",
    "learn": "malplan.cli.recording",
    "list": "malplan.cli.listing",
    "log": "malplan.cli.following",
    "move": "malplan.cli.recording",
    "new": "malplan.cli.new",
    "outputs": "malplan.cli.listing",
    "period": "malplan.cli.time",
    "plugins": "malplan.cli.listing",
    "record": "malplan.cli.recording",
    "redact": "malplan.cli.keeping",
    "render": "malplan.cli.writing",
    "restore": "malplan.cli.keeping",
    "retract": "malplan.cli.keeping",
    "schema": "malplan.cli.writing",
    "show": "malplan.cli.writing",
    "site": "malplan.cli.sites",
    "sources": "malplan.cli.fetching",
    "status": "malplan.cli.following",
}


class _LazyGroup(click.Group):
    """Knows its commands by name and imports only the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(_COMMANDS[cmd_name]), f"{cmd_name}_command")
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.UsageError as error:  # click quotes what was typed
            from malplan.errors import printable
            from malplan.privacy import redact

            lines = redact(error.format_message()).split("\n")
            raise click.UsageError("\n".join(map(printable, lines)), error.ctx) from None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in _COMMANDS and not name.startswith("-"):
            from malplan.errors import did_you_mean

            ctx.fail(f"No such command “{name}”{did_you_mean(name, _COMMANDS) or '.'}")
        return super().resolve_command(ctx, args)


@click.command(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """Read, check, show and follow a municipality's målplan.

    PLAN is the id of an installed plan, such as ungeloeftet, or a file if it has a path separator
    or a suffix, such as plan.yaml. Plans of your own can also stand in a folder that malplan.toml
    names.

    Exit codes: 0 fine, 1 findings, 2 bad input or use.
    """


def main() -> None:
    """Run the command line; bad input never shows a traceback."""
    for stream in (sys.stdout, sys.stderr):
        # A console that lacks a character shows a stand-in, rather than an error.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    cli(prog_name="malplan")
