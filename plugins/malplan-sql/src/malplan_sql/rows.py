"""Records as rows, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from malplan.convert import Converters
from malplan.formats import json_number
from malplan.moments import microseconds
from malplan.records import Record

_CONVERTER = Converters().archived
_encode = json.JSONEncoder(
    ensure_ascii=False,
    separators=(",", ":"),
    default=json_number,
    allow_nan=False,
    check_circular=False,
).encode
_decode = json.JSONDecoder(parse_int=Decimal, parse_float=Decimal).decode


COLUMNS = ("id", "plan", "kind", "recorded", "content")
"""The columns of a row, in order."""

Row = tuple[str, str, str, int, str]


def row_of(record: Record) -> Row:
    """The row of a record; the other columns repeat what a query asks for."""
    content: Mapping[str, Any] = _CONVERTER.unstructure(record, Record)
    moment = microseconds(record.recorded)
    return record.id, record.plan, content["kind"], moment, content_of(content)


def content_of(data: Mapping[str, Any]) -> str:
    """Plain data as compact JSON."""
    return _encode(data)


def record_of(content: str) -> Record:
    """The record that a row holds.

    Raises:
        ValueError: It holds none; some kinds of errors are cattrs's own.
    """
    record: Record = _CONVERTER.structure(_decode(content), Record)
    return record
