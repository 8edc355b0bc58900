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


def row_of(record: Record) -> dict[str, Any]:
    """The row of a record; the other columns repeat what a query asks for."""
    content: Mapping[str, Any] = _CONVERTER.unstructure(record, Record)
    return {
        "id": record.id,
        "plan": record.plan,
        "kind": content["kind"],
        "recorded": microseconds(record.recorded),
        "content": _encode(content),
    }


def record_of(content: str) -> Record:
    """The record that a row holds.

    Raises:
        ValueError: It holds none; some kinds of errors are cattrs's own.
    """
    record: Record = _CONVERTER.structure(_decode(content), Record)
    return record
