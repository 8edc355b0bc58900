"""How a document that people filled in becomes a plan: which reader, and what failed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from malplan.errors import (
    InvalidInput,
    InvalidPlan,
    InvalidPlugin,
    InvalidValue,
    Problem,
    UnknownName,
    read_reason,
    reason_of,
    shown,
)
from malplan.imported import Imported
from malplan.messages import listed
from malplan.messages import problems as words
from malplan.periods import PeriodPolicy
from malplan.registry import Entry


def reader_for(path: Path, readers: Sequence[Entry]) -> Entry:
    """The reader of such files; of several, the first by name.

    Raises:
        UnknownName: No plugin reads such files.
    """
    suffix = path.suffix.lower()
    for entry in readers:
        if suffix in entry.value.suffixes:
            return entry
    suffixes = sorted({suffix for entry in readers for suffix in entry.value.suffixes})
    if not suffixes:
        raise UnknownName(words.NO_READERS.format(file=shown(path, 300)))
    raise UnknownName(words.NO_READER_FOR.format(file=shown(path, 300), suffixes=listed(suffixes)))


def imported(entry: Entry, path: Path, policy: PeriodPolicy) -> Imported:
    """What a reader finds in a file.

    Raises:
        InvalidPlan: The file cannot be read, or what it says is no plan; with every problem.
        InvalidPlugin: The reader failed.
    """
    file = str(path)
    try:
        with path.open("rb") as stream:
            found = entry.value.read(stream, policy=policy)
    except OSError as error:
        reason = words.UNREADABLE_FILE.format(reason=read_reason(error))
        raise InvalidPlan([Problem("", reason, file)]) from None
    except InvalidInput as error:
        problems = (Problem(one.path, one.message, file) for one in error.problems)
        raise InvalidPlan(problems) from None
    except InvalidValue as error:
        raise InvalidPlan([Problem("", error.message, file)]) from None
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise InvalidPlugin(
            words.READER_FAILED.format(
                name=entry.name, origin=entry.origin, reason=reason_of(error)
            )
        ) from error
    if not isinstance(found, Imported):
        raise InvalidPlugin(
            words.NOT_IMPORTED.format(name=entry.name, origin=entry.origin, value=shown(found))
        )
    return found
