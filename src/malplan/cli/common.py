"""What the commands share: options, errors, and how JSON and files are written."""

from __future__ import annotations

import functools
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, ParamSpec, TypeVar

import click

from malplan.errors import FileRefused, MalplanError, os_reason
from malplan.messages import LANGUAGES, Language, problems
from malplan.messages import labels as words

P = ParamSpec("P")
R = TypeVar("R")

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
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date such as 2026-05-15.", param, ctx)


on_option = click.option(
    "--on", type=_Day(), metavar="DATE", help="Mark this day on the timelines, as 2026-05-15."
)


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


def write_file(path: Path, content: bytes, *, force: bool) -> None:
    """Write a file whole or not at all; what a link points to is replaced, and not the link.

    Raises:
        FileRefused: The file is there and ``force`` is not set, or it cannot be written.
    """
    if path.is_symlink():
        path = path.resolve()
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise _unwritable(path, error) from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        if force:
            temporary.replace(path)
        else:
            _place_new(temporary, path)
    except FileExistsError:
        raise FileRefused(problems.FILE_EXISTS.format(file=path)) from None
    except OSError as error:
        raise _unwritable(path, error) from None
    finally:
        temporary.unlink(missing_ok=True)


def _place_new(temporary: Path, path: Path) -> None:
    """Refuse a file that is there, even one that came a moment ago."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # some file systems have no links
        path.open("xb").close()
        temporary.replace(path)


def _unwritable(path: Path, error: OSError) -> FileRefused:
    return FileRefused(problems.UNWRITABLE_FILE.format(file=path, reason=os_reason(error)))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
