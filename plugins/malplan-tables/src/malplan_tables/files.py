"""Finds the files that a plan names, none of them outside the folder that is read from."""

from __future__ import annotations

import io
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeVar
from weakref import WeakSet

from attrs import frozen

from malplan.errors import InvalidValue, did_you_mean, os_reason, shown
from malplan.messages import Message
from malplan_tables import messages as words
from malplan_tables.settings import STANDARD_INPUT, leaves_folder

THREADS = 3
"""How many pieces of a file are looked at side by side, while the next is read."""

_Done = TypeVar("_Done")


@frozen
class Named:
    """A file, and what people call it.

    Attributes:
        name: The name relative to the folder that is read from.
        path: Where it is; None for the standard input.
        pattern: What the plan says instead of the name; None where it says the name.
    """

    name: Message | str
    path: Path | None = None
    pattern: str | None = None

    @property
    def title(self) -> str:
        """The name in a record, which is in Danish as the plans are."""
        return self.name.da if isinstance(self.name, Message) else self.name


def named_files(names: tuple[str, ...], folder: Path) -> list[Named]:
    """The files of some names, each once, sorted by name.

    Args:
        names: Names or patterns, relative to the folder; ``-`` for the standard input.
        folder: What they are relative to.

    Raises:
        InvalidValue: A file is not there, is none, or lies outside the folder, by a link too.
    """
    found: dict[Path | None, Named] = {}
    root = folder.resolve()
    for name in names:
        if name == STANDARD_INPUT:
            found[None] = Named(words.STANDARD_INPUT)
            continue
        if leaves_folder(name):
            raise _outside(name)
        paths = _matches(name, root)
        pattern = None if paths == [root / name] else name
        for path in paths:
            real = path.resolve()
            if not real.is_relative_to(root):
                raise _outside(name)
            if not real.is_file():  # neither a folder nor a device, which may have no end
                raise InvalidValue(words.NOT_A_FILE.format(name=shown(name)))
            if pattern is None or real not in found:
                title = shown(path.relative_to(root).as_posix(), 200)
                found[real] = Named(title, real, pattern)
    return sorted(found.values(), key=lambda one: one.title)


def _matches(name: str, root: Path) -> list[Path]:
    """The files of a name, or all that match it; what Excel keeps of an open file is none."""
    try:
        if (root / name).exists():
            return [root / name]
        found = sorted(
            path
            for path in (root.glob(name) if _is_pattern(name) else ())
            if not path.name.startswith(("~$", ".")) and not path.is_dir()
        )
    except OSError as error:
        reason = os_reason(error)
        raise InvalidValue(words.UNREADABLE.format(name=shown(name), reason=reason)) from None
    except (ValueError, NotImplementedError):  # a null character; of a pattern, glob raises both
        raise InvalidValue(words.NO_MATCH.format(name=shown(name))) from None
    if found:
        return found
    if _is_pattern(name):
        raise InvalidValue(words.NO_MATCH.format(name=shown(name)))
    raise InvalidValue(words.NO_FILE.format(name=shown(name), hint=_hint(name, root)))


def _is_pattern(name: str) -> bool:
    return any(mark in name for mark in "*?[")


def _hint(name: str, root: Path) -> Message:
    """The files of nearly that name, beside where it should be; of a folder inside the root."""
    path = root / name
    if not path.parent.is_dir() or not path.parent.resolve().is_relative_to(root):
        return did_you_mean(name, ())
    known = [one.relative_to(root).as_posix() for one in path.parent.iterdir()]
    return did_you_mean(name, known)


def _outside(name: str) -> InvalidValue:
    return InvalidValue(words.OUTSIDE.format(name=shown(name)))


# --- Reading --------------------------------------------------------------------------------------
class Beginning:
    """A stream whose first bytes were looked at, and are read again.

    Attributes:
        head: The first bytes.
    """

    def __init__(self, stream: BinaryIO, most: int = 8) -> None:
        self.head = stream.read(most)
        self._left, self._stream = self.head, stream

    def read(self, most: int) -> bytes:
        """The next bytes."""
        head, self._left = self._left, b""
        return head + self._stream.read(most - len(head)) if head else self._stream.read(most)

    def readline(self, most: int) -> bytes:
        """The next bytes until the end of the line; after the first were read."""
        return self._stream.readline(most)


class Hashed:
    """A stream whose checksum is made while it is read.

    It is a BLAKE3, because a SHA-256 of a long list takes longer than to read all of it.
    """

    def __init__(self, stream: Beginning) -> None:
        from blake3 import blake3

        self._stream, self._digest = stream, blake3()

    def read(self, most: int) -> bytes:
        """The next bytes."""
        block = self._stream.read(most)
        self._digest.update(block)
        return block

    def readline(self, most: int) -> bytes:
        """The next bytes until the end of the line."""
        line = self._stream.readline(most)
        self._digest.update(line)
        return line

    @property
    def checksum(self) -> str:
        """That of what was read, as :attr:`malplan.Provenance.checksum` has it."""
        return f"blake3:{self._digest.hexdigest()}"


def side_by_side(
    do: Callable[[bytes], _Done], pieces: Iterable[bytes]
) -> Generator[tuple[bytes, _Done], None, None]:
    """Each piece, in order, with what was done with it in a thread while the next were read.

    Close it, so that no thread goes on.
    """
    with ThreadPoolExecutor(max_workers=THREADS) as threads:
        begun: deque[tuple[bytes, Future[_Done]]] = deque()
        for piece in pieces:
            begun.append((piece, threads.submit(do, piece)))
            if len(begun) > THREADS:
                first, done = begun.popleft()
                yield first, done.result()
        for first, done in begun:
            yield first, done.result()


@contextmanager
def opened(file: Named) -> Iterator[BinaryIO]:
    """A file, open for reading in bytes; the standard input is not closed.

    Raises:
        InvalidValue: It cannot be read.
    """
    if file.path is None:
        yield _standard_input()
        return
    try:
        stream = file.path.open("rb")
    except OSError as error:
        reason = os_reason(error)
        raise InvalidValue(words.UNREADABLE.format(name=file.name, reason=reason)) from None
    with stream:
        yield stream


_READ: WeakSet[BinaryIO] = WeakSet()
"""The standard inputs that were read: one, but for those who put another in its place."""


def _standard_input() -> BinaryIO:
    if sys.stdin is None or sys.stdin.closed or sys.stdin.isatty():
        raise InvalidValue(words.NOTHING_PIPED)
    stream = sys.stdin.buffer
    if stream in _READ:  # it would look empty
        raise InvalidValue(words.READ_ALREADY)
    _READ.add(stream)
    return stream


def whole(head: bytes, stream: BinaryIO, name: Message | str, most: int) -> BinaryIO:
    """A stream that can be sought in, of which ``head`` was read already.

    Raises:
        InvalidValue: It holds more than ``most`` bytes.
    """
    if stream.seekable():
        size = stream.seek(0, io.SEEK_END)
        stream.seek(0)
    else:
        stream = io.BytesIO(head + stream.read(most + 1))
        size = len(stream.getbuffer())
    if size > most:
        raise InvalidValue(words.LARGE_FILE.format(name=name, most=most // 2**20))
    return stream
