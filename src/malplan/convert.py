"""Plans to plain data and back, with cattrs: one set of hooks for every format.

The plain data of JSON and YAML differ in two ways only: YAML leaves out what has its default, and
says a period in words. Both forms are read by the same converter.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache, cached_property
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
from malplan.data_sources import DataSource, data_source
from malplan.errors import InvalidPlan, InvalidValue, reason_of, shown
from malplan.fields import problem
from malplan.measures import Baseline, Measure, Qualitative, Quantitative
from malplan.messages import EMPTY, Message
from malplan.messages import problems as words
from malplan.messages import sources as source_words
from malplan.model import Extension, KeyFigure, Plan, Vocabulary
from malplan.period_data import (
    inside_a_plan,
    period_fields,
    period_in_words,
    plan_year,
    read_period,
)
from malplan.periods import Period
from malplan.record_data import configure_records
from malplan.scalars import (
    expected,
    not_one_of,
    read_bool,
    read_date,
    read_decimal,
    read_int,
    read_text,
)
from malplan.spans import DEFAULT_POLICY, PeriodPolicy

Form = Literal["json", "yaml"]
"""``json``: every field, periods with their dates. ``yaml``: what people write."""

Hook = Callable[[Any, Any], Any]
"""Makes a value of the model from plain data, as cattrs calls it."""

ExtensionType = Callable[[str], type | None]
"""Finds the attrs class of an extension by its name."""

SourceType = Callable[[str], type | None]
"""Finds the attrs class of the settings of a source by its name."""


def make_converter(
    form: Form = "json",
    *,
    policy: PeriodPolicy = DEFAULT_POLICY,
    extension_type: ExtensionType = lambda name: None,
    source_type: SourceType = lambda name: None,
    detailed: bool = False,
    archived: bool = False,
) -> cattrs.Converter:
    """A cattrs converter for plans and all their parts, and for records.

    Args:
        form: What unstructuring writes: ``json`` every field, a period as a mapping with days, and
            ``yaml`` what people write, without defaults. Structuring reads both.
        policy: What primo, medio and ultimo mean.
        extension_type: Finds the class of an extension; None for an unknown one.
        source_type: Finds the class of a source's settings; None for an unknown source.
        detailed: Whether all problems are collected (slower) or the first one is raised.
        archived: Whether the days of a period count as they stand. What was adopted must stay
            readable when a policy changes what its words mean.
    """
    converter = cattrs.Converter(detailed_validation=detailed, forbid_extra_keys=True)
    configure_converter(
        converter,
        form,
        policy=policy,
        extension_type=extension_type,
        source_type=source_type,
        archived=archived,
    )
    return converter


def configure_converter(
    converter: cattrs.Converter,
    form: Form = "json",
    *,
    policy: PeriodPolicy = DEFAULT_POLICY,
    extension_type: ExtensionType = lambda name: None,
    source_type: SourceType = lambda name: None,
    archived: bool = False,
) -> None:
    """Teach a converter of your own to read and write plans and records.

    Args:
        converter: Takes the hooks. Unknown fields are problems where it forbids extra keys.
        form: As for :func:`make_converter`, and so are the rest.
        policy: What primo, medio and ultimo mean.
        extension_type: Finds the class of an extension; None for an unknown one.
        source_type: Finds the class of a source's settings; None for an unknown source.
        archived: As for :func:`make_converter`.
    """
    converter.register_structure_hook(str, read_text)
    converter.register_structure_hook(int, read_int)
    converter.register_structure_hook(bool, read_bool)
    converter.register_structure_hook(Decimal, read_decimal)
    converter.register_structure_hook(date, read_date)
    # Not by a factory: before cattrs 26, its own hook for every Enum would come before it.
    converter.register_structure_hook(Enum, _read_enum)
    converter.register_structure_hook_factory(_is_annotated, _annotated_hook)
    converter.register_structure_hook_factory(_is_optional, _optional_hook)
    converter.register_structure_hook_factory(_is_tuple, _tuple_hook)
    converter.register_structure_hook_factory(_is_dict, _dict_hook)
    converter.register_structure_hook_factory(attrs.has, _class_hook)
    converter.register_structure_hook_func(_is_measure, _measure_hook(converter))
    converter.register_structure_hook(
        Period, lambda value, _: read_period(value, policy, archived=archived)
    )
    converter.register_structure_hook_func(
        _is_extensions, _read_extensions(converter, extension_type)
    )
    converter.register_structure_hook(
        DataSource, _data_source_hook(converter, source_type, archived=archived)
    )
    converter.register_structure_hook(Vocabulary, _vocabulary_hook(converter))
    converter.register_structure_hook(Plan, _plan_hook(converter))
    _configure_unstructuring(converter, form, policy)
    configure_records(converter, _class_hook)


# --- Reading what is made of others ---------------------------------------------------------------
def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


@cache
def _choices_of(kind: type[Enum]) -> dict[str, Enum]:
    return {member.value: member for member in kind}


def _read_enum(value: Any, kind: type[Enum]) -> Enum:
    choices = _choices_of(kind)
    if not isinstance(value, str):
        raise expected(words.A_TEXT, value)
    if value not in choices:
        raise not_one_of(value, list(choices))
    return choices[value]


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
    inner = typing.get_args(kind)[0]
    structure_list = converter.get_structure_hook(types.GenericAlias(list, (inner,)))
    of_words = str in (inner, *typing.get_args(inner)[:1])

    def read(value: Any, _: Any) -> tuple[Any, ...]:
        if not isinstance(value, _LISTS):
            raise expected(_as_list(value) if of_words else words.A_LIST, value)
        return tuple(structure_list(value, kind)) if value else ()

    return read


def _as_list(value: Any) -> Message:
    """What should stand where there is no list: of a single word, a list of it."""
    is_word = isinstance(value, str) and value.strip() and not set(value) & _MARKS
    return words.A_LIST_AS.format(value=shown(value)) if is_word else words.A_LIST


_MARKS = frozenset(",:[]{}#\"'\n")
"""What a word in a list of YAML has quotation marks around it for."""
_WORTH_SHOWING = ("value", "text", "name", "title")
"""The fields that somebody means who writes a value alone."""


def _as_mapping(fields: Mapping[str, Any], value: Any) -> Message:
    """What should stand where there are no fields: the field that is meant, if it is known."""
    name = next((one for one in _WORTH_SHOWING if one in fields), None)
    is_alone = isinstance(value, str | int | Decimal) and not isinstance(value, bool)
    if name is None or not is_alone or set(str(value)) & _MARKS or not str(value).strip():
        return words.A_MAPPING
    return words.A_MAPPING_AS.format(name=name, value=shown(value))


def _is_dict(kind: Any) -> bool:
    return typing.get_origin(kind) is dict


def _dict_hook(kind: Any, converter: cattrs.BaseConverter) -> Hook:
    """A mapping of an extension's; the model itself has none."""
    structure = make_mapping_structure_fn(kind, converter)

    def read(value: Any, _: Any) -> Any:
        if not isinstance(value, Mapping):
            raise expected(words.A_MAPPING, value)
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
            raise expected(_as_mapping(fields, value), value)
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
            raise expected(words.A_MAPPING, value)
        rest = dict(value)
        kind = rest.pop("kind", None)
        if kind is None:
            raise InvalidPlan([problem(words.MISSING_KEY.format(key="kind"), "kind")])
        if not isinstance(kind, str):
            raise InvalidPlan([problem(expected(words.A_TEXT, kind).message, "kind")])
        if kind not in MEASURES:
            raise InvalidPlan([problem(not_one_of(kind, list(MEASURES)).message, "kind")])
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


def _data_source_hook(
    converter: cattrs.Converter, source_type: SourceType, *, archived: bool
) -> Hook:
    own_fields = _class_hook(DataSource, converter)

    def settings_of(name: Any, fields: Any) -> Any:
        cls = source_type(name) if isinstance(name, str) else None
        if cls is None:
            raise InvalidValue(
                source_words.SOURCE_NOT_INSTALLED.format(name=shown(name), hint=EMPTY)
            )
        return converter.structure({} if fields is None else fields, cls)

    def read(value: Any, kind: Any) -> DataSource:
        if not isinstance(value, Mapping):
            return data_source(read_text(value, str))
        errors, fields = [], dict(value)
        if fields.get("name") is not None:
            try:
                fields["settings"] = settings_of(fields["name"], fields.get("settings"))
            except Exception as error:  # noqa: BLE001 - collected, as cattrs does
                if archived:  # nothing is judged by them, and the plugin may have changed
                    return cast(DataSource, own_fields(fields, kind))
                place = "name" if isinstance(error, InvalidValue) else "settings"
                errors.append(_noted(error, place, DataSource))
                del fields["name"]
                fields["settings"] = None
                fields.setdefault("text", "?")
        try:
            read = cast(DataSource, own_fields(fields, kind))
        except Exception as error:  # noqa: BLE001 - collected too
            errors.append(error)
        if errors:
            raise ClassValidationError("While structuring a source", errors, DataSource)
        return read

    return read


def _noted(error: Exception, name: str, cls: type) -> Exception:
    """The error with the field at which it happened, as cattrs notes it."""
    note = AttributeValidationNote(f"Structuring {name}", name, cls)
    error.__notes__ = [*getattr(error, "__notes__", ()), note]
    return error


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
            raise expected(words.A_MAPPING, value)
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
                errors.append(_noted(error, name, Extension))
                if not converter.detailed_validation:  # whoever wants them all reads again
                    break
        if errors:
            raise ClassValidationError("While structuring extensions", errors, Extension)
        return tuple(found)

    return read


# --- Plans ---------------------------------------------------------------------------------------
SCHEMA_KEY = "$schema"
"""Where a plan may name its JSON Schema, for an editor; it is read and not kept."""


def _plan_hook(converter: cattrs.Converter) -> Callable[[Any, Any], Plan]:
    structure = _class_hook(Plan, converter)

    def read(value: Any, _: Any) -> Plan:
        if isinstance(value, Mapping) and isinstance(value.get(SCHEMA_KEY), str):
            value = {key: held for key, held in value.items() if key != SCHEMA_KEY}
        if inside_a_plan() or not isinstance(value, Mapping):
            return cast(Plan, structure(value, Plan))
        with plan_year(value.get("year")):
            return cast(Plan, structure(value, Plan))

    return read


# --- Writing --------------------------------------------------------------------------------------
_WITHHOLDABLE = (KeyFigure, Baseline)


def _source_writer(
    converter: cattrs.Converter, *, brief: bool
) -> Callable[[DataSource], str | dict[str, Any] | None]:
    """Writes a source of data: words alone as a text."""
    writers: dict[type, Callable[[Any], dict[str, Any]]] = {}

    def write_settings(settings: Any) -> Any:
        # Without defaults, so that a plan stays the same when its source learns something new.
        cls: Any = type(settings)
        if not attrs.has(cls):
            return converter.unstructure(settings)
        if cls not in writers:
            writers[cls] = make_dict_unstructure_fn(cls, converter, _cattrs_omit_if_default=True)
        return writers[cls](settings)

    def write(source: DataSource) -> str | dict[str, Any] | None:
        if source.name is None:
            return source.text
        settings = write_settings(source.settings)
        fields = {"text": source.text, "name": source.name, "settings": settings}
        return {name: held for name, held in fields.items() if held or not brief}

    return write


def _configure_unstructuring(converter: cattrs.Converter, form: Form, policy: PeriodPolicy) -> None:
    brief = form == "yaml"

    def class_hook(cls: Any) -> Callable[[Any], dict[str, Any]]:
        # What is held back is said where it is, and nothing where nothing is.
        withheld = override(omit_if_default=True)
        said: dict[str, Any] = {"withheld": withheld} if cls in _WITHHOLDABLE else {}
        return make_dict_unstructure_fn(cls, converter, _cattrs_omit_if_default=brief, **said)

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
    converter.register_unstructure_hook(DataSource, _source_writer(converter, brief=brief))
    converter.register_unstructure_hook_func(_is_tuple, lambda held: _write_list(converter, held))
    converter.register_unstructure_hook_func(_is_extensions, write_extensions)
    converter.register_unstructure_hook_func(_is_measure, write_measure)
    converter.register_unstructure_hook_func(_is_enum, lambda member: member.value)
    converter.register_unstructure_hook(Decimal, lambda value: value)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(
        Period,
        (lambda value: period_in_words(value, policy))
        if brief
        else (lambda value: period_fields(value, policy)),
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
        source_type: Finds the attrs class of a source's settings by the name of the source.
    """

    def __init__(
        self,
        policy: PeriodPolicy = DEFAULT_POLICY,
        extension_type: ExtensionType = lambda name: None,
        source_type: SourceType = lambda name: None,
    ) -> None:
        self._options: dict[str, Any] = {
            "policy": policy,
            "extension_type": extension_type,
            "source_type": source_type,
        }

    @cached_property
    def json(self) -> cattrs.Converter:
        """Reads both forms, and stops at the first problem; writes JSON's."""
        return make_converter("json", **self._options)

    @cached_property
    def yaml(self) -> cattrs.Converter:
        """Writes what people write in YAML."""
        return make_converter("yaml", **self._options)

    @cached_property
    def archived(self) -> cattrs.Converter:
        """Reads and writes records, and the versions of plans in them."""
        return make_converter("json", archived=True, **self._options)

    @cached_property
    def archived_detailed(self) -> cattrs.Converter:
        """Reads records, and collects all problems."""
        return make_converter("json", archived=True, detailed=True, **self._options)

    @cached_property
    def detailed(self) -> cattrs.Converter:
        """Reads both forms, and collects all problems."""
        return make_converter("json", detailed=True, **self._options)


def _write_list(converter: cattrs.Converter, held: tuple[Any, ...]) -> list[Any]:
    return [converter.unstructure(item) for item in held]
