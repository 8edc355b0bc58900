"""What the database says, as a sentence for people.

Neither a statement nor its parameters nor what a driver writes is shown: they may hold what
somebody recorded, or a password. What is left is a code that an administrator can look up.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import exc

from malplan.errors import StoreFailed, os_reason
from malplan.messages import Message
from malplan.messages import records as record_words
from malplan_sql import words


@contextmanager
def told_of(place: str) -> Iterator[None]:
    """Turn what goes wrong with a database into a sentence.

    Args:
        place: The store, as it may be shown.

    Raises:
        StoreFailed: For every error of SQLAlchemy, of a driver, or of the operating system.
    """
    try:
        yield
    except (exc.SQLAlchemyError, sqlite3.Error, OSError, UnicodeError) as error:
        reason = reason_for(error)
    else:
        return
    raise failed(place, reason) from None


def failed(place: str, reason: Message | str) -> StoreFailed:
    """That a store cannot be used."""
    return StoreFailed(record_words.STORE_FAILED.format(store=place, reason=reason))


def reason_for(error: BaseException) -> Message | str:
    """Why it went wrong."""
    if isinstance(error, exc.TimeoutError):  # all connections of the pool are in use
        return words.BUSY
    if isinstance(error, OSError):
        return os_reason(error)
    code = code_of(error)
    if code.startswith("SQLITE_"):
        kind = code.removeprefix("SQLITE_").partition("_")[0]
        return _SQLITE.get(kind, words.UNEXPECTED).format(code=code)
    found = _POSTGRESQL.get(code) or _POSTGRESQL.get(code[:2], words.UNEXPECTED)
    return found.format(code=code)


def code_of(error: BaseException) -> str:
    """What an administrator can look up: ``SQLITE_FULL`` or ``53100``, else the kind of error."""
    cause: Any = getattr(error, "orig", None) or error
    for name in ("sqlite_errorname", "sqlstate", "pgcode"):
        code = getattr(cause, name, None)
        if isinstance(code, str):
            return code
    # psycopg gives no code where there is no server to give one.
    is_lost = isinstance(error, exc.OperationalError | exc.InterfaceError)
    return _LOST if is_lost else type(cause).__name__


_LOST = "08000"

_SQLITE = {
    "BUSY": words.BUSY,
    "LOCKED": words.BUSY,
    "FULL": words.NO_SPACE,
    "IOERR": words.BAD_DISK,
    "CORRUPT": words.DAMAGED,
    "NOTADB": words.DAMAGED,
    "READONLY": words.NO_ACCESS,
    "CANTOPEN": words.NO_ACCESS,
    "PERM": words.NO_ACCESS,
}
"""By the first word of the code."""

_POSTGRESQL = {
    "08": words.NO_ANSWER,
    "28": words.NO_ANSWER,
    "3D": words.NO_ANSWER,
    "53": words.NO_SPACE,
    "57": words.NO_ANSWER,
    "42501": words.NO_ACCESS,
    "25006": words.NO_ACCESS,
    "40001": words.BUSY,
    "40P01": words.BUSY,
    "55P03": words.BUSY,
    "53300": words.BUSY,
}
"""By the code of the SQL standard, or its class: the first two characters."""
