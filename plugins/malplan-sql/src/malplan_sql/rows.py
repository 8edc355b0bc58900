"""Records as rows, and back."""

from __future__ import annotations

import json
from decimal import Decimal

import msgspec

from malplan.convert import Converters
from malplan.moments import microseconds
from malplan.record_data import record_writer
from malplan.records import Record

_CONVERTER = Converters().archived
_write = record_writer(_CONVERTER, day=lambda day: day, moment=lambda moment: moment)
_encode = msgspec.json.Encoder(decimal_format="number").encode
_decode = json.JSONDecoder(parse_int=Decimal, parse_float=Decimal).decode


COLUMNS = ("id", "plan", "kind", "recorded", "content")
"""The columns of a row, in order."""

Row = tuple[str, str, str, int, str]


def row_of(record: Record) -> Row:
    """The row of a record; the other columns repeat what a query asks for."""
    content = _write(record)
    moment = microseconds(record.recorded)
    return record.id, record.plan, content["kind"], moment, _encode(content).decode()


def record_of(content: str) -> Record:
    """The record that a row holds.

    Raises:
        ValueError: It holds none; some kinds of errors are cattrs's own.
    """
    record: Record = _CONVERTER.structure(_decode(content), Record)
    return record
