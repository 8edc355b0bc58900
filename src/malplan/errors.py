"""The errors that malplan raises on purpose, all below :class:`MalplanError`.

An error carries its text as a :class:`~malplan.messages.Message`, so that a program can show it in
Danish or in English; ``str(error)`` is English. No error holds a CPR number: they are taken out of
the message before it is kept.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable
from typing import Any

import attrs

from malplan.messages import EMPTY, OR, Language, Message, listed
from malplan.messages import problems as words
from malplan.privacy import redact

_MOST_SUGGESTIONS = 3
_MOST_COMPARED = 200
"""Among more names than this, looking for a near one takes too long."""


def nearest(word: str, known: Iterable[str], *, cutoff: float = 0.7) -> list[str]:
    """The known words that look most like ``word``, best first; at most three.

    Args:
        word: The word.
        known: What it could have been; of more than 200, none is near.
        cutoff: How alike they must be, from 0 to 1, as :mod:`difflib` counts.
    """
    from difflib import get_close_matches

    known = list(known)
    if len(known) > _MOST_COMPARED:
        return []
    by_folded = {name.casefold(): name for name in known}
    close = get_close_matches(word.casefold(), by_folded, n=_MOST_SUGGESTIONS, cutoff=cutoff)
    return [by_folded[name] for name in close]


def did_you_mean(word: str, known: Iterable[str]) -> Message:
    """The end of a sentence that offers the nearest known words; empty when none is near."""
    close = nearest(word, known)
    return words.DID_YOU_MEAN.format(names=listed(close, word=OR, quotes=True)) if close else EMPTY


def shown(value: object, most: int = 60) -> str:
    """A value as an error may quote it: on one line, of at most ``most`` characters."""
    # Redacted before it is cut, so that no half of a CPR number is left; four times as much as is
    # shown, so that spaces can be taken out.
    text = printable(" ".join(redact(str(value)).strip()[: most * 4].split()))
    return text if len(text) <= most else f"{text[: most - 1]}…"


def printable(text: str) -> str:
    """A text without what a terminal would obey or could not write."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def reason_of(error: BaseException) -> Message | str:
    """What an error says, without CPR numbers; of somebody else's the kind too, on one line."""
    message = getattr(error, "message", None)
    if isinstance(error, MalplanError) and isinstance(message, Message):
        return message
    try:
        text = redact(str(error))  # before it is cut, which could leave half a number
    except Exception:  # noqa: BLE001 - an error may fail to say what it is
        text = ""
    return f"{type(error).__name__}: {shown(text, 300)}" if text else type(error).__name__


def redacted(message: Message) -> Message:
    """The message without CPR numbers."""
    return Message(da=redact(message.da), en=redact(message.en))


def read_reason(error: OSError) -> Message | str:
    """Why a file could not be read: it is the file that is not there, and not its folder."""
    return words.NO_FILE if error.errno == errno.ENOENT else os_reason(error)


def os_reason(error: OSError) -> Message | str:
    """Why a file or the output could not be read or written."""
    match error.errno:
        case errno.ENOENT:
            return words.NO_SUCH_FOLDER
        case errno.ENOTDIR:
            return words.NO_FOLDER_ON_THE_WAY
        case errno.EISDIR:
            return words.A_FOLDER
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return words.NO_PERMISSION
        case errno.ENOSPC:
            return words.NO_SPACE
        case errno.ELOOP:
            return words.LINK_LOOP
        case errno.ENAMETOOLONG:
            return words.LONG_NAME
        case _:
            return error.strerror or type(error).__name__


class MalplanError(Exception):
    """The root of every error that malplan raises on purpose.

    Attributes:
        message: What went wrong and what was expected, in both languages.
    """

    def __init__(self, message: Message) -> None:
        self.message: Message = redacted(message)
        super().__init__(self.message)

    def __str__(self) -> str:
        return self.message.en


class InvalidValue(MalplanError, ValueError):
    """A single value is not what its field can hold."""


class InvalidPeriod(InvalidValue):
    """A phrase could not be read as a time, or the bounds of a period contradict each other.

    Attributes:
        candidates: Phrases that can be read, of which one may be meant; the nearest first.
    """

    def __init__(self, message: Message, candidates: tuple[str, ...] = ()) -> None:
        self.candidates: tuple[str, ...] = tuple(redact(phrase) for phrase in candidates)
        super().__init__(message)


@attrs.frozen
class Problem:
    """One thing that is wrong with an input, and where.

    Attributes:
        path: The place in the plan, by field names and ids: ``actions/workshop/signs/fremmoede``.
            Empty for the whole.
        message: What is wrong and what was expected.
        file: The file as the caller named it, where there is one.
        line: The line in the file, from 1, where it is known.
        steps: The same place by field names and positions: ``("actions", 0, "signs", 2)``.
    """

    path: str = attrs.field(converter=redact)
    message: Message = attrs.field(converter=redacted)
    file: str | None = attrs.field(default=None, repr=lambda file: repr(file and redact(file)))
    line: int | None = None
    steps: tuple[str | int, ...] = attrs.field(default=(), eq=False, repr=False)

    def text(self, language: Language) -> str:
        """The problem on one line: ``file:line: path: what is wrong``."""
        place = printable(redact(self.file or ""))
        if self.file and self.line:
            place = f"{place}:{self.line}"
        where = [part for part in (place, self.path) if part]
        return ": ".join([*where, self.message.text(language)])

    def __str__(self) -> str:
        return self.text("en")


class InvalidInput(MalplanError, ValueError):
    """An input has problems.

    Attributes:
        problems: All of them, in the order of the input.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(
            Message(
                da="\n".join(problem.text("da") for problem in self.problems),
                en="\n".join(problem.text("en") for problem in self.problems),
            )
        )
        self.args: tuple[Any, ...] = (self.problems,)


class InvalidPlan(InvalidInput):
    """A plan, or a part of one, breaks the rules of the model or cannot be read."""


class InvalidSettings(InvalidInput):
    """A ``malplan.toml`` or an environment variable of malplan is wrong."""


class UnknownName(MalplanError, LookupError):
    """There is no plan, output or plugin of that name; the nearest names are offered."""


class AmbiguousName(MalplanError, LookupError):
    """More than one plugin brings something of that name, so that none of them gets it."""


class InvalidPlugin(MalplanError):
    """A plugin is broken or incompatible, or registers something that malplan cannot use."""


class FileRefused(MalplanError):
    """A file could not be written, or is there already and must not be overwritten."""


class InvalidRecord(InvalidInput):
    """A record does not fit the plan or the log, or cannot be read."""


class ConflictingRecord(MalplanError):
    """Another record has the same id."""


class StoreFailed(MalplanError):
    """A store cannot be opened, read or written."""


class SourceFailed(MalplanError):
    """A source of data did not answer, or answered with something else than what was asked for."""
