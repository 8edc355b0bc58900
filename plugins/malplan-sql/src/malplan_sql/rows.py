"""Records as rows, and back."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from operator import attrgetter
from typing import Any

import attrs
import msgspec

from malplan.convert import Converters
from malplan.fields import once_a_class
from malplan.moments import microseconds
from malplan.records import KIND_OF, Record

_CONVERTER = Converters().archived
_encode = msgspec.json.Encoder(decimal_format="number").encode
_decode = json.JSONDecoder(parse_int=Decimal, parse_float=Decimal).decode


COLUMNS = ("id", "plan", "kind", "recorded", "content")
"""The columns of a row, in order."""

Row = tuple[str, str, str, int, str]


def row_of(record: Record) -> Row:
    """The row of a record; the other columns repeat what a query asks for."""
    kind, flat = _flattening(type(record.what))
    content = _encode(flat(record)).decode()
    return record.id, record.plan, kind, microseconds(record.recorded), content


@once_a_class
def _flattening(cls: Any) -> tuple[str, Callable[[Record], msgspec.Struct]]:
    """The kind of what a record tells, and what lays such a record flat, as cattrs would.

    msgspec leaves out defaults and writes days, moments and numbers in one go, without the dicts
    that cattrs makes. What has fields of its own inside is left to cattrs.
    """
    around = {one.name: one for one in attrs.fields(Record) if one.name != "what"}
    told = {f"what.{one.name}": one for one in attrs.fields(cls)}
    read = attrgetter(*around, *told)
    fields = (*around.values(), *told.values())
    defaults = [None if one.default is attrs.NOTHING else one.default for one in fields]
    nested = [at for at, one in enumerate(fields) if one.name in _NESTED]
    flat = msgspec.defstruct(
        cls.__name__,
        [(one.name, Any, default) for one, default in zip(fields, defaults, strict=True)],
        tag_field="kind",
        tag=KIND_OF[cls],
        omit_defaults=True,
    )

    def flatten(record: Record) -> msgspec.Struct:
        held = read(record)
        for at in nested:
            if held[at]:
                inside = _CONVERTER.unstructure(held[at])
                held = (*held[:at], inside, *held[at + 1 :])
        return flat(*held)

    return KIND_OF[cls], flatten


_NESTED = ("period", "signs", "provenance")


def record_of(content: str) -> Record:
    """The record that a row holds.

    Raises:
        ValueError: It holds none; some kinds of errors are cattrs's own.
    """
    record: Record = _CONVERTER.structure(_decode(content), Record)
    return record
