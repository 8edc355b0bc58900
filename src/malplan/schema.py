"""The JSON Schema of a plan, for editors and other programs: draft 2020-12, made from the model.

Field names, types, bounds and descriptions come from the classes; what is written here is how the
reader takes plain values, and the few rules between fields that a schema can say.

An alternative is never an ``anyOf``: a field has a list of types, and each keyword holds for the
type that it speaks of. So an error is told at the place that is wrong, and an editor knows what can
stand there. Null is taken wherever a field may be left out, as the reader does.
"""

from __future__ import annotations

import inspect
import re
import types
import typing
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Annotated, Any

import attrs

from malplan import vocabularies
from malplan.convert import MEASURES, SCHEMA_KEY, Form
from malplan.data_sources import DataSource
from malplan.fields import MOST_DIGITS, Whole, number
from malplan.measures import (
    DIRECTIONS,
    Baseline,
    Counts,
    Direction,
    Measure,
    Qualitative,
    Quantitative,
    Target,
    TargetKind,
)
from malplan.model import FORMAT, Extension, KeyFigure, Plan, Vocabulary
from malplan.periods import Period
from malplan.scalars import BOOLEANS, THOUSANDS
from malplan.spans import LAST_YEAR
from malplan.texts import CONTROLS, MOST_ID, SLUG, line, prose, slug

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

_NONE: Mapping[str, type] = MappingProxyType({})


def json_schema(
    form: Form = "yaml",
    *,
    extensions: Mapping[str, type] = _NONE,
    sources: Mapping[str, type] = _NONE,
) -> dict[str, Any]:
    """The JSON Schema of a plan file, draft 2020-12, as plain data.

    It refuses nothing that the reader takes, but for a bare ``true`` or ``false`` where a text
    should be. The reader knows more: what refers to nothing, words that are no time.

    Args:
        form: Whether the plans are YAML, in which an editor takes a text such as ``00.30`` for a
            number, or JSON.
        extensions: The attrs classes of extensions, by the name of the plugin; a workspace has
            them: ``{entry.name: entry.value for entry in workspace.extensions}``.
        sources: The attrs classes of sources' settings, by the name of the source:
            ``{entry.name: entry.value.settings for entry in workspace.sources}``.
    """
    return _Builder(form, extensions, sources).plan()


# --- What docstrings say --------------------------------------------------------------------------
def summary_of(cls: type) -> str:
    """The first paragraph of a class's docstring, on one line."""
    return _told((inspect.getdoc(cls) or "").split("\n\n")[0])


def descriptions_of(cls: type) -> dict[str, str]:
    """What a class's docstring says of each attribute, on one line."""
    _, _, told = (inspect.getdoc(cls) or "").partition("Attributes:\n")
    found = re.findall(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", told.split("\n\n")[0], re.MULTILINE)
    return {name: _told(text) for name, text in found}


def _told(text: str) -> str:
    return " ".join(text.split()).replace("``", "`")


# --- Patterns -------------------------------------------------------------------------------------
# They mean the same in Python and in ECMAScript, where "\s" and a final "$" differ. Lone surrogates
# are left to the reader: where a text is a list of UTF-16 units, every emoji has two.
_SPACES = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_INNER = r"\x20\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LETTER = f"[^{_SPACES}{CONTROLS}]"


def _whole_text(pattern: str) -> str:
    return rf"^(?:{pattern})$(?!\n)"


def _stripped(pattern: str) -> str:
    return _whole_text(f"[{_SPACES}]*(?:{pattern})[{_SPACES}]*")


_LINE = _stripped(f"{_LETTER}+(?:[{_INNER}]+{_LETTER}+)*")
_PROSE = _stripped(rf"{_LETTER}+(?:(?:[{_INNER}\n]|\r\n)+{_LETTER}+)*")
_WORDS_OR_NONE = _whole_text(f"(?:[{_SPACES}]*{_LETTER}(?:[{_SPACES}]|{_LETTER})*)?")
_NUMBER = _stripped(
    rf"(?!{THOUSANDS.pattern}[{_SPACES}]*$)[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
)
_WHOLE = _stripped("-?[0-9]+")
_YES_OR_NO = _whole_text(
    "|".join("".join(f"[{letter.upper()}{letter}]" for letter in word) for word in BOOLEANS)
)
_DAY = "-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"


def _day(years: str) -> Schema:
    return {
        "type": ["string", "null"],
        "format": "date",
        "pattern": _whole_text(years + _DAY),
        "patternErrorMessage": "A day is written as 2026-05-15.",
    }


PHRASES = ("medio februar", "ultimo marts/primo april", "uge 27", "3. kvartal", "senest 1. maj")
"""Examples of times, which an editor offers."""


def _scalars(form: Form) -> dict[str, Schema]:
    """How the reader takes what stands in one place, by the name of its definition.

    The reader types a scalar of YAML by its field, and an editor by how it looks.
    """
    also_number = ["number"] if form == "yaml" else []
    text = ["string", *also_number, "null"]
    years = {"minimum": 1, "maximum": LAST_YEAR} if also_number else {}
    return {
        "text": {"type": text},
        "line": {
            "type": text,
            "pattern": _LINE,
            "patternErrorMessage": "This must be a text on one line, without control characters.",
        },
        "prose": {
            "type": text,
            "pattern": _PROSE,
            "patternErrorMessage": "This must be a text, without control characters.",
        },
        "id": {
            "type": text,
            "pattern": _whole_text(SLUG),
            "patternErrorMessage": "An id is made of a-z, 0-9 and single hyphens.",
            "maxLength": MOST_ID,
            **({"minimum": 0} if also_number else {}),
        },
        "number": {
            "type": ["number", "string", "null"],
            "exclusiveMinimum": -(10**MOST_DIGITS),
            "exclusiveMaximum": 10**MOST_DIGITS,
            "pattern": _NUMBER,
            "patternErrorMessage": "A number has a decimal point and no thousands separator.",
        },
        "whole_number": {
            "type": ["integer", "string", "null"],
            "pattern": _WHOLE,
            "patternErrorMessage": "This must be a whole number.",
        },
        "yes_or_no": {
            "type": ["boolean", "string", "null"],
            "pattern": _YES_OR_NO,
            "patternErrorMessage": "This must be true or false, or ja or nej.",
        },
        "day": _day("[0-9]{4}"),
        "time": {
            "type": ["string", *also_number, "object", "null"],
            "pattern": _LINE,
            "patternErrorMessage": "A time is a phrase such as “medio februar”.",
            **years,
            "if": {"type": "object"},
            "then": {"$ref": "#/$defs/time_with_days"},
            "examples": list(PHRASES),
        },
    }


def _time_with_days(scalars: Mapping[str, Schema]) -> Schema:
    told = descriptions_of(Period)
    properties: dict[str, Schema] = {
        "text": {**scalars["text"], "pattern": _WORDS_OR_NONE},
        "start": _day("(?:19|20|21)[0-9]{2}"),
        "end": _day("(?:19|20|21)[0-9]{2}"),
        "approximate": {**scalars["yes_or_no"], "default": False},
    }
    said = {"not": {"enum": [None, ""]}}
    return {
        "title": "Period",
        "description": summary_of(Period),
        "type": "object",
        "properties": {
            name: {**held, "description": told[name]} for name, held in properties.items()
        },
        "additionalProperties": False,
        "anyOf": [
            {"required": [name], "properties": {name: said}} for name in ("text", "start", "end")
        ],
    }


_BY_RULE: dict[object, str] = {line: "line", prose: "prose", slug: "id", number: "number"}
_BY_TYPE: dict[object, str] = {
    str: "text",
    int: "whole_number",
    bool: "yes_or_no",
    Decimal: "number",
    date: "day",
    Period: "time",
}


# --- Rules between fields -------------------------------------------------------------------------
def _if_is(field: str, *values: str) -> Schema:
    return {"type": "object", "properties": {field: {"enum": [*values]}}, "required": [field]}


def _fields(**properties: Schema) -> Schema:
    return {"properties": properties}


_YES = _whole_text(
    "|".join(
        "".join(f"[{letter.upper()}{letter}]" for letter in word)
        for word, meaning in BOOLEANS.items()
        if meaning
    )
)
_GIVEN_OR_WITHHELD: Schema = {
    "if": {
        "type": "object",
        "properties": {
            "withheld": {"type": ["boolean", "string"], "not": {"const": False}, "pattern": _YES}
        },
        "required": ["withheld"],
    },
    "then": _fields(value={"type": "null"}),
    "else": {"required": ["value"], **_fields(value={"type": ["number", "string"]})},
}

_HEADCOUNT = {"type": ["integer", "string", "null"], "minimum": 0}


def _targets(direction: Direction) -> Schema:
    kinds = [kind.value for kind in TargetKind if DIRECTIONS.get(kind, direction) is direction]
    return _fields(targets={"items": _fields(kind={"enum": kinds})})


_BOUNDS: dict[type, dict[str, Schema]] = {
    Plan: {"format": {"minimum": FORMAT, "maximum": FORMAT}},
    Qualitative: {"scale": {"minItems": 2}},
}

_RULES: dict[type, list[Schema]] = {
    KeyFigure: [
        _GIVEN_OR_WITHHELD,
        {"if": _if_is("counts", Counts.PEOPLE.value), "then": _fields(value=_HEADCOUNT)},
    ],
    Baseline: [_GIVEN_OR_WITHHELD],
    Target: [
        {
            "if": _if_is("kind", TargetKind.BETWEEN.value),
            "then": {"required": ["upper"], **_fields(upper={"type": ["number", "string"]})},
            "else": _fields(upper={"type": "null"}),
        },
        {
            "if": _if_is("kind", TargetKind.INCREASE.value, TargetKind.DECREASE.value),
            "then": _fields(value={"exclusiveMinimum": 0}),
        },
    ],
    Quantitative: [
        {
            "if": _if_is("counts", Counts.PEOPLE.value),
            "then": _fields(
                targets={"items": _fields(value=_HEADCOUNT, upper=_HEADCOUNT)},
                baseline=_fields(value=_HEADCOUNT),
            ),
        },
        {
            "if": _if_is("direction", Direction.DOWN.value),
            "then": _targets(Direction.DOWN),
            "else": _targets(Direction.UP),
        },
    ],
}


# --- Types ----------------------------------------------------------------------------------------
_KIND = "Which of the two measures this is."


class _Builder:
    """Makes the schema of a type hint, and the definitions that it refers to."""

    def __init__(
        self, form: Form, extensions: Mapping[str, type], sources: Mapping[str, type]
    ) -> None:
        self.form = form
        self.extensions = extensions
        self.sources = sources
        self._scalars = _scalars(form)
        self.definitions = {"time_with_days": _time_with_days(self._scalars)}
        self._names: dict[type, str] = {}

    def plan(self) -> Schema:
        """The whole schema."""
        plan = self._class(Plan)
        plan["type"] = "object"
        schema_key = {
            **self._scalar("text", null=False),
            "description": "The JSON Schema of this file, for an editor; no part of the plan.",
        }
        plan["properties"] = {SCHEMA_KEY: schema_key, **plan["properties"]}
        definitions = dict(sorted(self.definitions.items()))
        return {"$schema": DIALECT, "$id": f"urn:malplan:plan:{FORMAT}:{self.form}", **plan} | {
            "$defs": definitions
        }

    def _of(self, hint: Any, *, null: bool = False) -> Schema:
        """The schema of a type hint; ``null`` where the reader takes it as left out."""
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if origin is Annotated:
            return self._annotated(arguments, null=null)
        if hint == tuple[Extension, ...]:
            return self._extensions(null=null)
        if hint == Measure:
            return self._measure(null=null)
        if origin in (typing.Union, types.UnionType):
            return self._union(arguments, null=null)
        if origin in (tuple, list) and arguments:
            return {"type": _types("array", null=null), "items": self._of(arguments[0])}
        if origin is dict:
            held = self._of(arguments[1])
            return {"type": _types("object", null=null), "additionalProperties": held}
        if isinstance(hint, type) and issubclass(hint, Enum):
            values = [member.value for member in hint]
            kinds = _types("string", null=null)
            return {"type": kinds, "enum": [*values, None] if null else values}
        if hint is Vocabulary:
            return self._vocabulary(null=null)
        if isinstance(hint, type) and attrs.has(hint) and hint not in _BY_TYPE:
            return self._ref(self._define(hint), null=null)
        # Whatever else an extension may hold is left to cattrs.
        return self._scalar(_BY_TYPE[hint], null=null) if hint in _BY_TYPE else {}

    def _annotated(self, arguments: tuple[Any, ...], *, null: bool) -> Schema:
        hint, rule, *_ = arguments
        if isinstance(rule, Whole):
            bounds = {"minimum": rule.least, "maximum": rule.most}
            return {**self._scalar("whole_number", null=null), **bounds}
        if hint is DataSource:
            return self._data_source(null=null)
        known = _BY_RULE.get(rule) if isinstance(rule, types.FunctionType) else None
        return self._scalar(known, null=null) if known else self._of(hint, null=null)

    def _union(self, arguments: tuple[Any, ...], *, null: bool) -> Schema:
        kinds = tuple(kind for kind in arguments if kind is not types.NoneType)
        null = null or len(kinds) < len(arguments)
        if len(kinds) == 1:
            return self._of(kinds[0], null=null)
        return self._measure(null=null) if set(kinds) == set(typing.get_args(Measure)) else {}

    def _scalar(self, name: str, *, null: bool) -> Schema:
        """Written out where it stands: editors complete too little beside a ``$ref``."""
        scalar = self._scalars[name]
        kinds = scalar["type"] if null else [kind for kind in scalar["type"] if kind != "null"]
        return {**scalar, "type": kinds[0] if len(kinds) == 1 else kinds}

    def _ref(self, name: str, *, null: bool) -> Schema:
        ref: Schema = {"$ref": f"#/$defs/{name}"}
        return ref if null else {**ref, "type": "object"}

    def _define(self, cls: type) -> str:
        """The name of the definition of a class, which is made when it is first needed."""
        if cls not in self._names:
            name = re.sub(r"\W", "_", cls.__name__)
            while name in self.definitions:  # a plugin may have a Place of its own
                name += "_"
            self._names[cls] = name
            self.definitions[name] = {"type": ["object", "null"]}  # a workplace holds workplaces
            self.definitions[name] = self._class(cls)
        return self._names[cls]

    def _class(self, cls: Any) -> Schema:
        hints, told, bounds = _hints(cls), descriptions_of(cls), _BOUNDS.get(cls, {})
        properties: dict[str, Schema] = {}
        required = []
        for kind, measure in MEASURES.items():
            if measure is cls:
                properties["kind"] = {"const": kind, "description": _KIND}
                required.append("kind")
        for field in attrs.fields(cls):
            if not field.init:
                continue
            must = field.default is attrs.NOTHING
            held = self._of(hints.get(field.name, Any), null=not must)
            if must:
                required.append(field.name)
            properties[field.name] = {**held, **bounds.get(field.name, {}), **_about(field, told)}
        schema = {
            "title": cls.__name__,
            "description": summary_of(cls),
            "type": ["object", "null"],
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }
        return {**schema, "allOf": _RULES[cls]} if cls in _RULES else schema

    def _measure(self, *, null: bool) -> Schema:
        if "measure" not in self.definitions:
            kind = {"enum": list(MEASURES), "description": _KIND}
            self.definitions["measure"] = {
                "type": ["object", "null"],
                "properties": {"kind": kind},
                "required": ["kind"],
                "allOf": [
                    {"if": _if_is("kind", name), "then": self._ref(self._define(cls), null=True)}
                    for name, cls in MEASURES.items()
                ],
            }
        return self._ref("measure", null=null)

    def _vocabulary(self, *, null: bool) -> Schema:
        """A name, or words."""
        names = list(vocabularies.NAMED)
        return {
            "type": ["string", "object", "null"] if null else ["string", "object"],
            "if": {"type": "string"},
            "then": {"enum": names},
            "else": self._ref(self._define(Vocabulary), null=True),
            "examples": names,
        }

    def _data_source(self, *, null: bool) -> Schema:
        """Words, or a mapping whose settings are those of the source that it names."""
        if "data_source" not in self.definitions:
            self.definitions["data_source"] = {}
            held = self._class(DataSource)
            held["properties"]["settings"]["type"] = ["object", "null"]
            held["anyOf"] = [{"required": ["text"]}, {"required": ["name"]}]
            if self.sources:
                held["properties"]["name"]["enum"] = [*sorted(self.sources), None]
                held["allOf"] = [
                    {
                        "if": _if_is("name", name),
                        "then": _fields(settings=self._ref(self._define(cls), null=True)),
                    }
                    for name, cls in sorted(self.sources.items())
                ]
            self.definitions["data_source"] = held
        words = self._scalar("line", null=null)
        kinds = words["type"] if isinstance(words["type"], list) else [words["type"]]
        return {
            **words,
            "type": [*kinds, "object"],
            "if": {"type": "object"},
            "then": self._ref("data_source", null=True),
        }

    def _extensions(self, *, null: bool) -> Schema:
        return {
            "type": _types("object", null=null),
            "properties": {
                name: self._ref(self._define(cls), null=False)
                for name, cls in sorted(self.extensions.items())
            },
            "additionalProperties": False,
        }


def _types(kind: str, *, null: bool) -> str | list[str]:
    return [kind, "null"] if null else kind


def _hints(cls: type) -> dict[str, Any]:
    try:
        return typing.get_type_hints(cls, include_extras=True)
    except Exception:  # noqa: BLE001 - the class of a plugin, which no plan can be read with
        return {}


def _about(field: attrs.Attribute[Any], told: Mapping[str, str]) -> Schema:
    """Description and default; nothing is no default that an editor should write."""
    about: Schema = {"description": told[field.name]} if field.name in told else {}
    default: Any = field.default
    if default is attrs.NOTHING:  # an Enum itself
        return about
    default = default.value if isinstance(default, Enum) else default
    return {**about, "default": default} if isinstance(default, bool | int | str) else about
