"""Copies the shipped template, to start one's own from: ``python -m malplan_docx FILE``."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from malplan import Language, Message
from malplan.errors import os_reason, shown
from malplan_docx import words


def main(arguments: Sequence[str] | None = None) -> int:
    """Save the template as a file; nothing is overwritten unless that is asked for.

    Returns:
        0, or 2 where the file could not be written.
    """
    given = _parser().parse_args(arguments)
    language: Language = given.lang
    message, code = _copied(given.file, overwrite=given.force)
    print(message.text(language), file=sys.stderr if code else sys.stdout)
    return code


def _copied(file: Path, *, overwrite: bool) -> tuple[Message, int]:
    from malplan_docx.form import form

    name = shown(file, 300)
    try:
        with file.open("wb" if overwrite else "xb") as target:
            target.write(form())
    except FileExistsError:
        return words.THERE_ALREADY.format(file=name), 2
    except OSError as error:
        return words.NOT_WRITTEN.format(file=name, reason=os_reason(error)), 2
    return words.COPIED.format(file=name), 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="python -m malplan_docx",
        description="Gem en kopi af skabelonen til Word-formularen, som kan ændres i Word. / "
        "Save a copy of the template of the Word form, to be changed in Word.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="skabelon.docx")
    parser.add_argument("--force", action="store_true", help="overskriv filen / overwrite the file")
    parser.add_argument("--lang", choices=("da", "en"), default="da", help="sprog / language")
    return parser


if __name__ == "__main__":
    sys.exit(main())
