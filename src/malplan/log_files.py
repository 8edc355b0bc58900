"""A log as a file: the list of records that ``malplan log --all --json`` writes."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from malplan.convert import Converters
from malplan.errors import InvalidRecord, InvalidValue, Problem, read_reason
from malplan.messages import problems as words
from malplan.messages import records as record_words
from malplan.problems import problems_in
from malplan.record_data import parts_of_record
from malplan.records import Record
from malplan.syntax import json_reason

_MOST_PROBLEMS = 200


def read_log(path: Path, converters: Converters) -> tuple[Record, ...]:
    """Read the records of a file.

    Args:
        path: A JSON file (UTF-8) with a list of records.
        converters: How data become records.

    Raises:
        InvalidRecord: It cannot be read, or something in it is no record; with every problem, up
            to 200.
    """
    file = str(path)
    records: list[Record] = []
    problems: list[Problem] = []
    read = converters.archived.structure
    for index, data in enumerate(_listed(path, file)):
        try:
            records.append(read(data, Record))
        except Exception as error:  # noqa: BLE001 - told as problems, which quote no secrets
            found = _problems(data, error, converters)
            problems += (
                Problem("/".join(filter(None, (str(index), one.path))), one.message, file)
                for one in found
            )
            if len(problems) >= _MOST_PROBLEMS:
                break
    if problems:
        raise InvalidRecord(problems)
    return tuple(records)


def _problems(data: Any, error: Exception, converters: Converters) -> tuple[Problem, ...]:
    found: list[Problem] = []
    for cls, part in parts_of_record(data).items():
        read = partial(converters.archived_detailed.structure, cl=cls)
        try:
            read(part)
        except Exception:  # noqa: BLE001 - as above
            found += problems_in(part, cls, read, file=None)
    if found:
        return tuple(found)
    if isinstance(error, InvalidValue):
        return (Problem("", error.message),)
    return tuple(getattr(error, "problems", ())) or (Problem("", record_words.NOT_A_RECORD),)


def _listed(path: Path, file: str) -> list[Any]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, ValueError) as error:
        if isinstance(error, UnicodeDecodeError):
            raise InvalidRecord([Problem("", record_words.NOT_UTF8, file)]) from None
        reason = read_reason(error) if isinstance(error, OSError) else words.NUL_IN_NAME
        message = words.UNREADABLE_FILE.format(reason=reason)
        raise InvalidRecord([Problem("", message, file)]) from None
    try:
        data = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    except json.JSONDecodeError as error:
        reason, line = json_reason(error)
        raise InvalidRecord([Problem("", reason, file, line)]) from None
    except (RecursionError, ValueError):
        raise InvalidRecord([Problem("", record_words.NOT_A_LOG_FILE, file)]) from None
    if not isinstance(data, list):
        raise InvalidRecord([Problem("", record_words.NOT_A_LOG_FILE, file)])
    return data
