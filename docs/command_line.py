"""Makes reference/command-line.md from the help of the commands.

python docs/command_line.py > docs/reference/command-line.md
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator

import click

from malplan.cli import cli
from malplan.settings import ALLOW_VARIABLE, BLOCK_VARIABLE, STORE_VARIABLE

HEAD = """\
# The command line

Made from the help of the commands, which `malplan COMMAND --help` or `-h` shows. An option in
**bold** must be given. What records or follows needs a plugin that keeps the log, such as
[`malplan-sql`](../how-to/keep-the-log-in-postgresql.md)."""

TAIL = f"""\
## Exit codes

| code | means |
| --- | --- |
| 0 | fine |
| 1 | `malplan check` found something at or above `--fail-on`; \
`malplan import` was unsure of something |
| 2 | bad input or use: an unreadable plan, an unknown name, a file that is there already, \
a record that does not fit, a log that cannot be used, a source that failed |

## Environment

| variable | does |
| --- | --- |
| `{ALLOW_VARIABLE}` | Only these plugins are loaded: names with commas between them. |
| `{BLOCK_VARIABLE}` | These plugins are not loaded: names with commas between them. |
| `{STORE_VARIABLE}` | Where the log is, if `--store` does not say it. |

They come before what [`malplan.toml`](settings.md) says. What `--json` writes is in
[How to run malplan](../how-to/run.md#json-for-programs), [Records](records.md) and
[Status](status.md#json).
"""


def paragraphs(help_text: str | None) -> Iterator[str]:
    """The paragraphs of a help text; an example as a block of its own."""
    for paragraph in (help_text or "").split("\n\n"):
        text = " ".join(paragraph.split())
        if text.startswith("Example: "):
            yield f"```console\n$ {text.removeprefix('Example: ')}\n```"
        else:
            yield textwrap.fill(text, 100, break_on_hyphens=False)


def option_names(option: click.Option) -> str:
    """How an option is written, with what it takes."""
    names = ", ".join(f"`{name}`" for name in option.opts)
    names = f"**{names}**" if option.required else names
    if option.is_flag:
        return names
    if isinstance(option.type, click.Choice):
        return f"{names} {' or '.join(f'`{choice}`' for choice in option.type.choices)}"
    return f"{names} {option.metavar or option.type.name.upper()}"


def row(option: click.Option) -> str:
    """A table row for an option."""
    told = option.help or ""
    if option.show_default and option.default is not None:
        told = f"{told} By default `{option.default}`."
    return f"| {option_names(option)} | {told} |"


def section(command: click.Command, name: str) -> Iterator[str]:
    """What the help of a command says."""
    context = click.Context(command, info_name=name)
    yield f"## {name}"
    yield f"```text\n{' '.join([name, *command.collect_usage_pieces(context)])}\n```"
    yield from paragraphs(command.help)
    options = [one for one in command.params if isinstance(one, click.Option)]
    if options:
        yield "\n".join(["| option | does |", "| --- | --- |", *map(row, options)])


def commands() -> dict[str, click.Command]:
    """Every command by its name, malplan itself first."""
    return dict(_with_those_inside(cli, "malplan"))


def _with_those_inside(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            if found is not None:
                yield from _with_those_inside(found, f"{name} {inner}")


def page() -> str:
    """The whole page."""
    sections = [part for name, command in commands().items() for part in section(command, name)]
    return "\n\n".join([HEAD, *sections, TAIL])


if __name__ == "__main__":
    sys.stdout.write(page())
