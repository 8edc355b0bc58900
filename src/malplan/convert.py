"""Plans to plain data and back, with cattrs: one set of hooks for every format.

The plain data of JSON and YAML differ in two ways only: YAML leaves out what has its default, and
says a period in words. Both forms are read by the same converter.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cached_property, lru_cache
from typing import Annotated, Any, Literal, cast

import attrs
import cattrs
from cattrs.errors import (
    AttributeValidationNote,
    ClassValidationError,
    ForbiddenExtraKeysError,
)
from cattrs.gen import (
    make_dict_structure_fn,
    make_dict_unstructure_fn,
    make_mapping_structure_fn,
    override,
)

from malplan import vocabularies
from malplan.danish import is_unscheduled
from malplan.errors import InvalidPeriod, InvalidPlan, InvalidValue, did_you_mean, reason_of, shown
from malplan.fields import problem
from malplan.measures import Measure, Qualitative, Quantitative
from malplan.messages import EMPTY, OR, Message, listed, quoted
from malplan.messages import problems as words
from malplan.model import Extension, Plan, Vocabulary
from malplan.periods import Period
from malplan.spans import DEFAULT_POLICY, FIRST_YEAR, LAST_YEAR, PeriodPolicy

Form = Literal["json", "yaml"]
"""``json``: every field, periods with their dates. ``yaml``: what people write."""

Hook = Callable[[Any, Any], Any]
"""Makes a value of the model from plain data, as cattrs calls it."""

ExtensionType = Callable[[str], type | None]
"""Finds the attrs class of an extension by its name."""

# The year of the plan that is being read or written; a phrase without a year is in it.
_year: ContextVar[int | None] = ContextVar("malplan_year", default=None)
# Stands for a plan's year that is wrong: told once, and not again in every period.
_WRONG_YEAR = 0
_SOME_YEAR = 2004  # with a 29 February and a week 53, so that neither is told as wrong


def make_converter(
    form: Form = "json",
    *,
    policy: PeriodPolicy = DEFAULT_POLICY,
    extension_type: ExtensionType = lambda name: None,
    detailed: bool = False,
) -> cattrs.Converter:
    """A cattrs converter for plans and all their parts.

    Args:
        form: What unstructuring writes: ``json`` every field, a period as a mapping with days, and
            ``yaml`` what people write, without defaults. Structuring reads both.
        policy: What primo, medio and ultimo mean.
        extension_type: Finds the class of an extension; None for an unknown one.
        detailed: Whether all problems are collected (slower) or the first one is raised.
    """
    converter = cattrs.Converter(detailed_validation=detailed, forbid_extra_keys=True)
    configure_converter(converter, form, policy=policy, extension_type=extension_type)
    return converter


def configure_converter(
    converter: cattrs.Converter,
    form: Form = "json",
    *,
    policy: PeriodPolicy = DEFAULT_POLICY,
    extension_type: ExtensionType = lambda name: None,
) -> None:
    """Teach a converter of your own to read and write plans.

    Args:
        converter: Takes the hooks. Unknown fields are problems where it forbids extra keys.
        form: As for :func:`make_converter`, and so are the rest.
        policy: What primo, medio and ultimo mean.
        extension_type: Finds the class of an extension; None for an unknown one.
    """
    converter.register_structure_hook(str, _read_text)
    converter.register_structure_hook(int, _read_int)
    converter.register_structure_hook(bool, _read_bool)
    converter.register_structure_hook(Decimal, _read_decimal)
    converter.register_structure_hook(date, _read_date)
    converter.register_structure_hook_factory(_is_enum, _enum_hook)
    converter.register_structure_hook_factory(_is_annotated, _annotated_hook)
    converter.register_structure_hook_factory(_is_optional, _optional_hook)
    converter.register_structure_hook_factory(_is_tuple, _tuple_hook)
    converter.register_structure_hook_factory(_is_dict, _dict_hook)
    converter.register_structure_hook_factory(attrs.has, _class_hook)
    converter.register_structure_hook_func(_is_measure, _measure_hook(converter))
    converter.register_structure_hook(Period, lambda value, _: _read_period(value, policy))
    converter.register_structure_hook_func(
        _is_extensions, _read_extensions(converter, extension_type)
    )
    converter.register_structure_hook(Vocabulary, _vocabulary_hook(converter))
    converter.register_structure_hook(Plan, _plan_hook(converter))
    _configure_unstructuring(converter, form, policy)


# --- Reading scalars ------------------------------------------------------------------------------
def kind_of(value: object) -> Message:
    """What a value of the input is, as an error names it."""
    if value is None:
        return words.NOTHING
    if isinstance(value, Mapping):
        return words.A_MAPPING_VALUE
    if isinstance(value, list | tuple):
        return words.A_LIST_VALUE
    if isinstance(value, bool):
        value = str(value).lower()
    if value == "":
        return words.AN_EMPTY_TEXT
    return quoted(shown(value))


def _expected(kind: Message, value: object) -> InvalidValue:
    return InvalidValue(words.EXPECTED.format(kind=kind, value=kind_of(value)))


def _read_text(value: Any, _: type) -> str:
    if isinstance(value, str):
        return value
    raise _expected(words.A_TEXT, value)


def _read_decimal(value: Any, _: type) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, str):
        return _read_written_number(value)
    raise _expected(words.A_NUMBER, value)


THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{3})+")
"""No number: "64.000" is sixty-four thousand to a Dane and sixty-four to a computer."""
# Decimal takes 64_000, NaN and the digits of other scripts too; people do not write so.
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_WITH_SEPARATORS = re.compile(r"[+-]?\d[\d\s.,']*", re.ASCII)


def _read_written_number(text: str) -> Decimal:
    text = text.strip()
    if THOUSANDS.fullmatch(text):
        raise InvalidValue(
            words.TWO_MEANINGS.format(
                value=shown(text), thousands=shown(text.replace(".", "")), decimal=shown(f"{text}0")
            )
        )
    if _NUMBER.fullmatch(text):
        with suppress(InvalidOperation):  # an exponent beyond what Decimal can hold
            return Decimal(text)
    if _WITH_SEPARATORS.fullmatch(text):
        raise InvalidValue(words.DECIMAL_POINT.format(value=shown(text)))
    raise _expected(words.A_NUMBER, text)


_WHOLE = re.compile(r"-?\d+", re.ASCII)


def _read_int(value: Any, _: type) -> int:
    if isinstance(value, str) and not _WHOLE.fullmatch(value.strip()):
        raise _expected(words.A_WHOLE_NUMBER, value)
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise _expected(words.A_WHOLE_NUMBER, value)
    number = _read_decimal(value, Decimal)
    if not number.is_finite() or number.adjusted() > 18 or number != number.to_integral_value():
        raise _expected(words.A_WHOLE_NUMBER, value)
    return int(number)


BOOLEANS = {"true": True, "ja": True, "yes": True, "false": False, "nej": False, "no": False}
"""What yes and no are called, in small or capital letters."""


def _read_bool(value: Any, _: type) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in BOOLEANS:
        return BOOLEANS[value.lower()]
    raise _expected(words.A_YES_OR_NO, value)


def _read_date(value: Any, _: type) -> date:
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _expected(words.A_DATE, value) from None
    if day.isoformat() != value:  # ISO 8601 has other forms too; in a plan a day has this one
        raise _expected(words.A_DATE, value)
    return day


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


def _enum_hook(kind: Any, _: cattrs.BaseConverter) -> Hook:
    choices: dict[str, Enum] = {member.value: member for member in kind}

    def read(value: Any, _: Any) -> Enum:
        if not isinstance(value, str):
            raise _expected(words.A_TEXT, value)
        if value not in choices:
            raise _not_one_of(value, list(choices))
        return choices[value]

    return read


# So few choices that repeating the nearest of them would not help.
_FEW = 3


def _not_one_of(value: str, choices: list[str]) -> InvalidValue:
    return InvalidValue(
        words.ONE_OF.format(
            value=shown(value),
            choices=listed(choices, word=OR),
            hint=did_you_mean(value, choices) if len(choices) > _FEW else EMPTY,
        )
    )


# --- Reading what is made of others ---------------------------------------------------------------
_LISTS = (list, tuple)
_MAPPINGS = (dict, Mapping)  # a dict is one, and is quicker to tell


def _is_annotated(kind: Any) -> bool:
    return typing.get_origin(kind) is Annotated


def _annotated_hook(kind: Any, converter: cattrs.BaseConverter) -> Hook:
    """The rule that stands in the hint is the model's to apply."""
    return converter.get_structure_hook(typing.get_args(kind)[0])


def _is_optional(kind: Any) -> bool:
    is_union = typing.get_origin(kind) in (typing.Union, types.UnionType)
    return is_union and types.NoneType in typing.get_args(kind)


def _optional_hook(kind: Any, converter: cattrs.BaseConverter) -> Hook:
    others = [one for one in typing.get_args(kind) if one is not types.NoneType]
    inner: Any = typing.Union[tuple(others)]  # noqa: UP007
    structure = converter.get_structure_hook(inner)
    return lambda value, _: None if value is None else structure(value, inner)


def _is_tuple(kind: Any) -> bool:
    return typing.get_origin(kind) is tuple


def _tuple_hook(kind: Any, converter: cattrs.BaseConverter) -> Hook:
    structure_list = converter.get_structure_hook(list[typing.get_args(kind)[0]])  # type: ignore[misc]

    def read(value: Any, _: Any) -> tuple[Any, ...]:
        if not isinstance(value, _LISTS):
            raise _expected(words.A_LIST, value)
        return tuple(structure_list(value, kind)) if value else ()

    return read


def _is_dict(kind: Any) -> bool:
    return typing.get_origin(kind) is dict


def _dict_hook(kind: Any, converter: cattrs.BaseConverter) -> Hook:
    """A mapping of an extension's; the model itself has none."""
    structure = make_mapping_structure_fn(kind, converter)

    def read(value: Any, _: Any) -> Any:
        if not isinstance(value, Mapping):
            raise _expected(words.A_MAPPING, value)
        return structure(value, kind)

    return read


def _class_hook(cls: Any, converter: cattrs.Converter) -> Hook:
    """Reads a mapping; an empty value is as a key that is not there."""
    # Where all problems are wanted, cattrs looks for unknown keys; else there is a quicker way.
    cattrs_looks = converter.forbid_extra_keys and converter.detailed_validation
    structure = make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=cattrs_looks)
    looks = converter.forbid_extra_keys and not cattrs_looks
    fields = attrs.fields_dict(cls)
    known = frozenset(name for name, field in fields.items() if field.init)
    # In the others None is a value, and means the same.
    never_none = [
        name
        for name, field in fields.items()
        if field.default is not None or not _is_optional(field.type)
    ]

    def read(value: Any, _: Any) -> Any:
        if not isinstance(value, _MAPPINGS):
            raise _expected(words.A_MAPPING, value)
        if looks and not known.issuperset(value):
            raise ForbiddenExtraKeysError("", cls, set(value) - known)
        for name in never_none:
            if value.get(name, "") is None:
                value = {key: v for key, v in value.items() if v is not None or key not in fields}
                break
        return structure(value, cls)

    return read


MEASURES: dict[str, type] = {"quantitative": Quantitative, "qualitative": Qualitative}
"""The classes of measures, by their ``kind``."""


def _is_measure(kind: Any) -> bool:
    return kind in (Measure, Measure | None)


def _measure_hook(converter: cattrs.Converter) -> Hook:
    def read(value: Any, _: Any) -> Any:
        if value is None:
            return None
        if not isinstance(value, Mapping):
            raise _expected(words.A_MAPPING, value)
        rest = dict(value)
        kind = rest.pop("kind", None)
        if kind is None:
            raise InvalidPlan([problem(words.MISSING_KEY.format(key="kind"), "kind")])
        if not isinstance(kind, str):
            raise InvalidPlan([problem(_expected(words.A_TEXT, kind).message, "kind")])
        if kind not in MEASURES:
            raise InvalidPlan([problem(_not_one_of(kind, list(MEASURES)).message, "kind")])
        return converter.structure(rest, MEASURES[kind])

    return read


def _unexplained(error: BaseException) -> Message:
    return words.UNEXPLAINED.format(reason=reason_of(error))


def _vocabulary_hook(converter: cattrs.Converter) -> Callable[[Any, Any], Vocabulary]:
    own_words = _class_hook(Vocabulary, converter)

    def read(value: Any, _: Any) -> Vocabulary:
        if isinstance(value, str):
            return vocabularies.by_name(value)
        return cast(Vocabulary, own_words(value, Vocabulary))

    return read


def _is_extensions(kind: Any) -> bool:
    return bool(kind == tuple[Extension, ...])


def _read_extensions(converter: cattrs.Converter, extension_type: ExtensionType) -> Hook:
    def read_one(name: str, fields: Any) -> Extension:
        cls = extension_type(name)
        if cls is None:
            raise InvalidValue(words.UNKNOWN_EXTENSION.format(name=shown(name), hint=EMPTY))
        return Extension(name=name, value=converter.structure(fields, cls))

    def read(value: Any, _: Any) -> tuple[Extension, ...]:
        if not isinstance(value, Mapping):
            raise _expected(words.A_MAPPING, value)
        found, errors = [], []
        for name, fields in sorted(value.items()):
            try:
                found.append(read_one(name, fields))
            except KeyboardInterrupt:
                raise
            except BaseException as caught:  # noqa: BLE001 - collected, as cattrs does
                error = (
                    caught if isinstance(caught, Exception) else InvalidValue(_unexplained(caught))
                )
                note = AttributeValidationNote(f"Structuring extension {name}", name, Extension)
                error.__notes__ = [*getattr(error, "__notes__", ()), note]
                errors.append(error)
        if errors:
            raise ClassValidationError("While structuring extensions", errors, Extension)
        return tuple(found)

    return read


# --- Plans and periods ----------------------------------------------------------------------------
@contextmanager
def plan_year(value: object) -> Iterator[None]:
    """Read phrases without a year in this one, whatever year the data say meanwhile."""
    token = _year.set(_usable_year(value))
    try:
        yield
    finally:
        _year.reset(token)


SCHEMA_KEY = "$schema"
"""Where a plan may name its JSON Schema, for an editor; it is read and not kept."""


def _plan_hook(converter: cattrs.Converter) -> Callable[[Any, Any], Plan]:
    structure = _class_hook(Plan, converter)

    def read(value: Any, _: Any) -> Plan:
        if isinstance(value, Mapping) and isinstance(value.get(SCHEMA_KEY), str):
            value = {key: held for key, held in value.items() if key != SCHEMA_KEY}
        if _year.get() is not None or not isinstance(value, Mapping):
            return cast(Plan, structure(value, Plan))
        with plan_year(value.get("year")):
            return cast(Plan, structure(value, Plan))

    return read


def _usable_year(value: object) -> int:
    try:
        year = _read_int(value, int)
    except InvalidValue:
        return _WRONG_YEAR
    return year if FIRST_YEAR <= year <= LAST_YEAR else _WRONG_YEAR


def _phrase_year() -> int | None:
    """The year of a phrase that names none."""
    year = _year.get()
    return _SOME_YEAR if year == _WRONG_YEAR else year


_PERIOD_KEYS = ("text", "start", "end", "approximate")


def _read_period(value: Any, policy: PeriodPolicy) -> Period:
    if isinstance(value, str):
        try:
            return Period.parse(value, year=_phrase_year(), policy=policy)
        except InvalidPeriod as error:
            if error.candidates:
                raise
            sentence = Message(da=_ended(error.message.da), en=_ended(error.message.en))
            raise InvalidPeriod(words.NO_TIME_YET.format(problem=sentence)) from None
    if not isinstance(value, _MAPPINGS):
        raise _expected(words.A_PERIOD, value)
    for key in value:
        if key not in _PERIOD_KEYS:
            hint = did_you_mean(key, _PERIOD_KEYS)
            raise InvalidValue(words.UNKNOWN_KEY.format(key=shown(key), hint=hint))
    text, start, end, approximate = map(value.get, _PERIOD_KEYS)
    text = "" if text is None else _read_text(text, str)
    start = None if start is None else _read_date(start, date)
    end = None if end is None else _read_date(end, date)
    if approximate is not None:
        approximate = _read_bool(approximate, bool)
    if start is None and end is None:
        if not text:
            raise _expected(words.A_PERIOD, value)
        return Period(None, None, text)
    return _dated(text, start, end, approximate, policy)


def _dated(
    text: str, start: date | None, end: date | None, approximate: bool | None, policy: PeriodPolicy
) -> Period:
    """Words that can be read must mean the dates; words that cannot are kept beside them."""
    meant = meaning_of(text, _phrase_year(), policy) if text else None
    if meant is None or not meant.scheduled or _year.get() == _WRONG_YEAR:
        return Period(start, end, text, bool(approximate))
    if (meant.start, meant.end, meant.approximate) == (start, end, approximate):
        return meant
    given = Period(start, end, text, bool(approximate))
    if (meant.start, meant.end) != (start, end) or approximate is not None:
        raise InvalidValue(
            words.TEXT_AND_DATES_DISAGREE.format(
                text=shown(given.text), meant=meant.isoformat(), given=given.isoformat()
            )
        )
    return given


@lru_cache(maxsize=4096)
def meaning_of(text: str, year: int | None, policy: PeriodPolicy) -> Period | None:
    """What the words beside dates mean; None where they cannot be read, and are kept."""
    try:
        return Period.parse(text, year=year, policy=policy)
    except InvalidPeriod:
        return None


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith(("?", ".")) else f"{sentence}."


def _period_in_words(period: Period, policy: PeriodPolicy) -> Any:
    """The phrase, where reading it gives the same period; else words and dates."""
    if not period.scheduled:
        return period.text if is_unscheduled(period.text) else {"text": period.text}
    fields = _period_fields(period, policy)
    if fields["text"] and _means(fields["text"], period, policy):
        return fields["text"]
    return {key: value for key, value in fields.items() if value is not None and value is not False}


def _period_fields(period: Period, policy: PeriodPolicy) -> dict[str, Any]:
    return {
        "text": _readable_words(period, policy),
        "start": None if period.start is None else period.start.isoformat(),
        "end": None if period.end is None else period.end.isoformat(),
        "approximate": period.approximate,
    }


def _readable_words(period: Period, policy: PeriodPolicy) -> str | None:
    """The words of a period, unless they have come to mean something else than its days.

    "medio februar" does, in a plan that is copied to another year.
    """
    for text in (period.text, str(period)):
        if (
            not period.scheduled
            or is_unscheduled(text)
            or _means(text, period, policy) is not False
        ):
            return text
    return None


def _means(text: str, period: Period, policy: PeriodPolicy) -> bool | None:
    """Whether words mean a period; None where they cannot be read."""
    try:
        return Period.parse(text, year=_phrase_year(), policy=policy) == period
    except InvalidPeriod:
        return None


# --- Writing --------------------------------------------------------------------------------------
def _configure_unstructuring(converter: cattrs.Converter, form: Form, policy: PeriodPolicy) -> None:
    brief = form == "yaml"

    def class_hook(cls: Any) -> Callable[[Any], dict[str, Any]]:
        return make_dict_unstructure_fn(cls, converter, _cattrs_omit_if_default=brief)

    def write_measure(measure: Any) -> dict[str, Any] | None:
        if measure is None:
            return None
        kind = type(measure).__name__.lower()
        return {"kind": kind, **converter.unstructure(measure, type(measure))}

    def write_plan(plan: Plan) -> dict[str, Any]:
        with plan_year(plan.year):
            return plan_fields(plan)

    def write_vocabulary(vocabulary: Vocabulary) -> str | dict[str, Any]:
        return vocabularies.name_of(vocabulary) or own_words(vocabulary)

    def write_extensions(extensions: tuple[Extension, ...]) -> dict[str, Any]:
        return {item.name: converter.unstructure(item.value) for item in extensions}

    converter.register_unstructure_hook_factory(attrs.has, class_hook)
    converter.register_unstructure_hook_func(_is_tuple, lambda held: _write_list(converter, held))
    converter.register_unstructure_hook_func(_is_extensions, write_extensions)
    converter.register_unstructure_hook_func(_is_measure, write_measure)
    converter.register_unstructure_hook_func(_is_enum, lambda member: member.value)
    converter.register_unstructure_hook(Decimal, lambda value: value)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(
        Period,
        (lambda value: _period_in_words(value, policy))
        if brief
        else (lambda value: _period_fields(value, policy)),
    )
    own_words = class_hook(Vocabulary)
    converter.register_unstructure_hook(Vocabulary, write_vocabulary if brief else own_words)
    plan_fields = make_dict_unstructure_fn(
        Plan,
        converter,
        _cattrs_omit_if_default=brief,
        format=override(omit_if_default=False),
    )
    converter.register_unstructure_hook(Plan, write_plan)


class Converters:
    """The converters that reading and writing need, each made when it is first used.

    Args:
        policy: What primo, medio and ultimo mean.
        extension_type: Finds the attrs class of an extension by its name.
    """

    def __init__(
        self,
        policy: PeriodPolicy = DEFAULT_POLICY,
        extension_type: ExtensionType = lambda name: None,
    ) -> None:
        self._options: dict[str, Any] = {"policy": policy, "extension_type": extension_type}

    @cached_property
    def json(self) -> cattrs.Converter:
        """Reads both forms, and stops at the first problem; writes JSON's."""
        return make_converter("json", **self._options)

    @cached_property
    def yaml(self) -> cattrs.Converter:
        """Writes what people write in YAML."""
        return make_converter("yaml", **self._options)

    @cached_property
    def detailed(self) -> cattrs.Converter:
        """Reads both forms, and collects all problems."""
        return make_converter("json", detailed=True, **self._options)


def _write_list(converter: cattrs.Converter, held: tuple[Any, ...]) -> list[Any]:
    return [converter.unstructure(item) for item in held]
