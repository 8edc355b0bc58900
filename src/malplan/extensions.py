"""A municipality's own fields: what they may hold, and how people read them."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, cast

import attrs

from malplan.errors import InvalidPlugin, shown
from malplan.formats import number_text
from malplan.measures import Measure
from malplan.messages import Language, Message, labels
from malplan.messages import problems as words
from malplan.periods import Period

_SCALARS = (str, int, bool, Decimal, date, Period)


# --- What they may hold ---------------------------------------------------------------------------
def refuse_unreadable(cls: type, seen: frozenset[type] = frozenset()) -> None:
    """See to it that a plan can hold what a class has, and what the classes in it have.

    Lists, sets and floats are refused: a plan is a value and its numbers are exact.

    Raises:
        InvalidPlugin: A field has a type that is not read from a plan.
    """
    hints = typing.get_type_hints(cls, include_extras=True)
    for field in attrs.fields(cast(Any, cls)):
        for kind in _kinds(hints.get(field.name, Any)):
            if isinstance(kind, type) and attrs.has(kind) and kind is not Period:
                if kind not in seen:
                    refuse_unreadable(kind, seen | {cls})
            elif kind not in _SCALARS and not _is_enum(kind):
                name = getattr(kind, "__name__", None) or shown(kind)
                raise InvalidPlugin(
                    words.NOT_A_FIELD_TYPE.format(field=f"{cls.__name__}.{field.name}", type=name)
                )


def _kinds(hint: Any) -> Iterator[Any]:
    """The types inside a type hint."""
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin is Annotated:
        yield from _kinds(inside[0])
    elif hint in (Measure, Measure | None):
        yield from typing.get_args(Measure)
    elif (
        origin in (typing.Union, types.UnionType) and len(inside) == 2 and types.NoneType in inside
    ):
        yield from _kinds(next(kind for kind in inside if kind is not types.NoneType))
    elif origin is tuple and inside[1:] == (...,):
        yield from _kinds(inside[0])
    elif origin is dict and inside[0] is str:
        yield from _kinds(inside[1])
    else:
        yield hint


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


# --- How people read them -------------------------------------------------------------------------
@attrs.frozen
class OwnField:
    """One field, as people read it.

    Attributes:
        label: Its name, or the Message that the class gives as ``metadata={"label": ...}``; empty
            for an entry of a list.
        text: What it holds; empty where it holds fields.
        fields: The fields in it.
    """

    label: str
    text: str = ""
    fields: tuple[OwnField, ...] = ()


def own_fields(value: Any, language: Language) -> tuple[OwnField, ...]:
    """The fields of an extension that hold something, in their order."""
    if not attrs.has(type(value)):  # made by Python code
        alone = _own_field("", value, language)
        return alone.fields or (alone,)
    found = []
    for field in attrs.fields(type(value)):
        held = getattr(value, field.name)
        label = field.metadata.get("label")
        name = label.text(language) if isinstance(label, Message) else field.name.replace("_", " ")
        if held is not None and held != () and held != {}:
            found.append(_own_field(name, held, language))
    return tuple(found)


def _own_field(label: str, held: Any, language: Language) -> OwnField:
    if attrs.has(type(held)) and not isinstance(held, Period):
        return OwnField(label, fields=own_fields(held, language))
    if isinstance(held, Mapping):
        inside = (_own_field(str(key), item, language) for key, item in held.items())
        return OwnField(label, fields=tuple(inside))
    if isinstance(held, tuple):
        items = [_own_field(str(index), item, language) for index, item in enumerate(held, 1)]
        if any(item.fields for item in items):
            return OwnField(label, fields=tuple(_on_one_line(item) for item in items))
        return OwnField(label, ", ".join(item.text for item in items))
    return OwnField(label, _text(held, language))


def _on_one_line(field: OwnField) -> OwnField:
    """An entry of a list without its number, where what it holds is no deeper than a line."""
    if any(inner.fields for inner in field.fields):
        return field
    return OwnField("", ", ".join(f"{inner.label}: {inner.text}" for inner in field.fields))


def _text(held: Any, language: Language) -> str:
    match held:
        case bool():
            return (labels.YES if held else labels.NO).text(language)
        case Decimal():
            return number_text(held, language)
        case Enum():
            return str(held.value)
        case Period():
            return held.text
        case date():
            return str(Period(held, held))
        case _:
            return str(held)
