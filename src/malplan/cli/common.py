"""What the commands share: options, errors, and how JSON and files are written."""

from __future__ import annotations

import contextlib
import functools
import os
import re
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, NoReturn, ParamSpec, TypeVar

import click

from malplan.errors import FileRefused, InvalidValue, MalplanError, os_reason
from malplan.files import write_file
from malplan.messages import LANGUAGES, Language, problems
from malplan.messages import labels as words

if TYPE_CHECKING:
    from malplan.workspace import Workspace

P = ParamSpec("P")
R = TypeVar("R")
F = TypeVar("F", bound=Callable[..., Any])

BAD_INPUT = 2

language_option = click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    default="da",
    show_default=True,
    help="Language of labels, findings and errors; the plan's own text stays as it is.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Write JSON.")
plan_argument = click.argument("plan", metavar="PLAN")


class _Day(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    # Generic since click 8.4, and not before.
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from malplan.periods import Period

        try:
            day = date.fromisoformat(value)
            period: Period | None = Period(day, day)  # which refuses a year that nobody means
        except ValueError:
            period = Period.parse_if_readable(value) if value.strip() else None
        if period is None or period.start is None or period.start != period.end:
            self.fail(f"{value!r} is not a day such as 2026-05-15 or 15.5.2026.", param, ctx)
        return period.start


def day_option(name: str, says: str, *, required: bool = False) -> Callable[[F], F]:
    """An option that takes a day."""
    return click.option(
        name,
        type=_Day(),
        metavar="DATE",
        required=required,
        help=f"{says}, as 2026-05-15 or 15.5.2026.",
    )


_BELOW_ZERO = re.compile(r"-[0-9.,]")


class TakesNumbers(click.Command):
    """A command that takes a number below zero, such as -3, for an argument and not an option."""

    ignore_unknown_options = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Tell of a misspelt option, which click would take for an argument too."""
        if "--" not in args:
            values, more, _ = self.make_parser(ctx).parse_args(list(args))
            arguments = [
                one.name for one in self.get_params(ctx) if isinstance(one, click.Argument)
            ]
            for one in (*(values.get(name or "") for name in arguments), *more):
                if (
                    isinstance(one, str)
                    and len(one) > 1
                    and one.startswith("-")
                    and not _BELOW_ZERO.match(one)
                ):
                    options = [name for param in self.get_params(ctx) for name in param.opts]
                    raise click.NoSuchOption(one, possibilities=options, ctx=ctx)
        return super().parse_args(ctx, args)


class _Setting(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    name = "setting"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        name, equals, held = value.partition("=")
        if not equals or not name.strip():
            self.fail(f"{value!r} is not NAME=VALUE, such as accent=#1f5c4d.", param, ctx)
        return name.strip(), held.strip()


def _as_mapping(
    _: click.Context, __: click.Parameter, values: tuple[tuple[str, str], ...]
) -> dict[str, str]:
    return dict(values)


file_option = click.option(
    "-o",
    "--output",
    "file",
    type=click.Path(path_type=Path),
    help="Write to this file; - is standard output.",
)
force_option = click.option("--force", is_flag=True, help="Overwrite the file if it is there.")
internal_option = click.option(
    "--internal", is_flag=True, help="Show small numbers of people: it is not for publication."
)
without_names_option = click.option(
    "--without-names", is_flag=True, help="Leave out the owner and the coordinators."
)


def _set_option(what: str, example: str) -> Callable[[F], F]:
    return click.option(
        "--set",
        "options",
        type=_Setting(),
        multiple=True,
        metavar="NAME=VALUE",
        callback=_as_mapping,
        help=f"Set an option of {what}, such as {example}; as often as there are options.",
    )


set_option = _set_option("the format", "accent=#1f5c4d")
set_source_option = _set_option("a source", "timeout=10")
on_option = day_option("--on", "Mark this day on the timelines")


def reports_errors(command: Callable[P, R]) -> Callable[P, R]:
    """Say what is wrong with an input in the reader's language, and exit with 2."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        language: Language = "en" if kwargs.get("language") == "en" else "da"
        try:
            result = command(*args, **kwargs)
            sys.stdout.flush()
        except MalplanError as error:
            fail(error, language)
        except BrokenPipeError:
            raise  # click knows: whoever reads has seen enough
        except OSError as error:
            # Nothing more can be said there, not even at exit.
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
            fail(FileRefused(problems.UNWRITABLE_OUTPUT.format(reason=os_reason(error))), language)
        return result

    return run


# --- Plugins --------------------------------------------------------------------------------------
def with_workspace(
    command: Callable[Concatenate[Workspace, P], R], *, shows_plugins: bool = False
) -> Callable[P, R]:
    """Give a command the workspace of the working folder, and the option ``--strict``.

    What cannot be used is a note on standard error, and with ``--strict`` an error. The error is
    reported as :func:`reports_errors` does.

    Args:
        command: The command; it takes the workspace first.
        shows_plugins: Whether it says itself which plugins are not loaded.
    """

    @click.option(
        "--strict",
        is_flag=True,
        help="Fail if any plugin cannot be used, rather than go on without it.",
    )
    @reports_errors
    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        from malplan.workspace import Workspace

        workspace = Workspace.find(strict=bool(kwargs.pop("strict")))
        with plugins_running():
            plugins = workspace.plugins
        notices = [] if shows_plugins else [plugin.notice for plugin in plugins if plugin.notice]
        language: Language = "en" if kwargs.get("language") == "en" else "da"
        for notice in (*notices, *workspace.notices):
            click.echo(f"{words.NOTE.text(language)}: {notice.text(language)}", err=True)
        return command(workspace, *args, **kwargs)

    return run


def with_logbook(
    command: Callable[Concatenate[Workspace, P], R],
) -> Callable[P, R]:
    """Give a command a workspace whose log is where ``--store`` says."""

    @click.option(
        "--store",
        metavar="URL",
        help="Where the log is, as sqlite:///log.db or postgresql://user@server/database. By "
        "default MALPLAN_STORE, then malplan.toml, then a file in your data folder.",
    )
    @with_workspace
    @functools.wraps(command)
    def run(workspace: Workspace, /, *args: P.args, **kwargs: P.kwargs) -> R:
        url = kwargs.pop("store")
        if isinstance(url, str):
            workspace = workspace.with_store(url)
        try:
            return command(workspace, *args, **kwargs)
        finally:
            workspace.close()

    return run


@contextlib.contextmanager
def plugins_running() -> Iterator[None]:
    """While code of plugins runs, what it prints goes to standard error, even past Python."""
    with contextlib.redirect_stdout(sys.stderr), _output_descriptor_to_error():
        yield


@contextlib.contextmanager
def _output_descriptor_to_error() -> Iterator[None]:
    try:
        kept = os.dup(1)
    except OSError:  # closed, so that nothing can get there
        yield
        return
    try:
        with contextlib.suppress(OSError):
            os.dup2(2, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


# --- Errors and output ----------------------------------------------------------------------------
def say_error(error: MalplanError, language: Language) -> None:
    """Write an error to standard error, one problem a line."""
    for line in error.message.text(language).split("\n"):
        click.echo(f"{words.ERROR.text(language)}: {line}", err=True)


def fail(error: MalplanError, language: Language) -> NoReturn:
    """Write an error and exit with 2."""
    say_error(error, language)
    sys.exit(BAD_INPUT)


def echo_json(data: Any) -> None:
    """Write JSON to standard output."""
    from malplan.outputs.json import json_text

    echo_bytes(f"{json_text(data)}\n".encode())


def echo_bytes(content: bytes) -> None:
    """Write to standard output as it is, whatever encoding the console has."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


def write_content(content: bytes, file: Path | None, language: Language, *, force: bool) -> None:
    """Write to a file, and say so; without one, or for ``-``, to standard output.

    Raises:
        InvalidValue: No file is named, and a terminal would show what no text is.
    """
    if file is None and b"\0" in content and sys.stdout.isatty():
        raise InvalidValue(problems.NO_TEXT)
    if file is None or file == Path("-"):
        echo_bytes(content)
        return
    write_file(file, content, force=force)
    click.echo(words.WRITTEN.format(file=file).text(language), err=True)
