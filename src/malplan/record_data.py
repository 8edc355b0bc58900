"""Records as plain data: one flat mapping each, in which ``kind`` says what it tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import attrs
import cattrs
from cattrs.gen import make_dict_unstructure_fn, override

from malplan.errors import InvalidPlan, InvalidValue, shown
from malplan.fields import Line, Prose, Slug, Value, once_a_class, problem
from malplan.messages import problems as words
from malplan.messages import records as record_words
from malplan.moments import moment, moment_text
from malplan.records import KIND_OF, KINDS, Record, RecordId, Version
from malplan.scalars import expected, not_one_of

_ENVELOPE = tuple(field.name for field in attrs.fields(Record) if field.name != "what")


def read_date_time(value: Any, _: Any) -> datetime:
    """A moment from ISO 8601 with an offset."""
    if not isinstance(value, str):
        raise expected(words.A_TEXT, value)
    try:
        return moment(datetime.fromisoformat(value))
    except (ValueError, OverflowError) as error:
        if isinstance(error, InvalidValue):
            raise
        raise InvalidValue(record_words.NOT_A_MOMENT.format(value=shown(value))) from None


def configure_records(
    converter: cattrs.Converter, class_hook: Callable[[Any, cattrs.Converter], Any]
) -> None:
    """Teach a converter to read and write records.

    Args:
        converter: Takes the hooks.
        class_hook: Makes the function that reads an attrs class from a mapping.
    """
    converter.register_structure_hook(datetime, read_date_time)
    converter.register_structure_hook_func(
        lambda kind: kind is Record, _reader(converter, class_hook)
    )
    converter.register_unstructure_hook(datetime, moment_text)
    converter.register_unstructure_hook(Record, _writer(converter))


@attrs.frozen(kw_only=True, repr=False)
class Around(Value):
    """The fields of a record beside what it tells, with their rules: so that all can be told."""

    id: RecordId
    plan: Slug
    on: date
    recorded: datetime
    by: Line | None = None
    comment: Prose | None = None
    version: Version | None = None
    corrects: RecordId | None = None
    reason: Prose | None = None


def parts_of_record(data: Any) -> dict[type, dict[str, Any]]:
    """The data of a record by the classes that read them; none if nobody knows its kind."""
    kind = data.get("kind") if isinstance(data, Mapping) else None
    if not isinstance(kind, str) or kind not in KINDS:
        return {}
    around = {name: held for name, held in data.items() if name in _ENVELOPE}
    rest = {name: held for name, held in data.items() if name not in (*_ENVELOPE, "kind")}
    return {Around: around, KINDS[kind]: rest}


@attrs.frozen
class _Envelope:
    """The fields of a record beside what it tells, as cattrs reads them."""

    id: str
    plan: str
    on: date
    recorded: datetime
    by: str | None = None
    comment: str | None = None
    version: str | None = None
    corrects: str | None = None
    reason: str | None = None


def _reader(
    converter: cattrs.Converter, class_hook: Callable[[Any, cattrs.Converter], Any]
) -> Callable[[Any, Any], Record]:
    envelope: dict[str, Any] = {}

    def read(value: Any, _: Any) -> Record:
        if not isinstance(value, Mapping):
            raise expected(words.A_MAPPING, value)
        rest = dict(value)
        kind = rest.pop("kind", None)
        if kind is None:
            raise InvalidPlan([problem(words.MISSING_KEY.format(key="kind"), "kind")])
        if not isinstance(kind, str):
            raise InvalidPlan([problem(expected(words.A_TEXT, kind).message, "kind")])
        if kind not in KINDS:
            raise InvalidPlan([problem(not_one_of(kind, list(KINDS)).message, "kind")])
        if not envelope:  # made when the first record is read: most programs read none
            envelope["read"] = class_hook(_Envelope, converter)
        around = envelope["read"](
            {name: rest.pop(name) for name in _ENVELOPE if name in rest}, _Envelope
        )
        what = converter.structure(rest, KINDS[kind])
        fields = {name: getattr(around, name) for name in _ENVELOPE}
        return Record(what=what, **fields)

    return read


def _writer(converter: cattrs.Converter) -> Callable[[Record], dict[str, Any]]:
    @once_a_class
    def fields_of(cls: Any) -> Callable[[Any], dict[str, Any]]:
        special = _WRITTEN if cls is Record else {}
        return make_dict_unstructure_fn(cls, converter, _cattrs_omit_if_default=True, **special)

    def write(record: Record) -> dict[str, Any]:
        what = record.what
        kind, around, told = KIND_OF[type(what)], fields_of(Record), fields_of(type(what))
        return {"id": record.id, "kind": kind, **around(record), **told(what)}

    return write


_WRITTEN: dict[str, Any] = {
    "what": override(omit=True),
    "on": override(unstruct_hook=date.isoformat),
    "recorded": override(unstruct_hook=moment_text),
}
