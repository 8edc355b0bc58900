"""What a field of a plan may hold, and the base class that sees to it.

attrs runs validators one by one and stops at the first that fails. People who mend a plan want all
of its problems at once, so the classes of the model state their rules in their type hints
(``title: Line``, ``signs: tuple[Sign, ...]``), and :class:`Value` applies them together.
"""

from __future__ import annotations

import copy
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from types import MappingProxyType
from typing import Annotated, Any, TypeVar, cast

import attrs

from malplan.errors import InvalidPlan, InvalidValue, Problem, shown
from malplan.messages import Message
from malplan.messages import problems as words
from malplan.periods import Period
from malplan.privacy import redact
from malplan.spans import FIRST_YEAR, LAST_YEAR
from malplan.texts import line, prose, slug

Rule = Callable[[Any], Any]
"""Takes what was given, returns what is kept, or raises :class:`InvalidValue`; for a list, it
raises :class:`InvalidPlan` with the problems of its items."""

T = TypeVar("T")

Step = tuple[str | int, str]
"""One step of a place: the field name or position, and how people read it (an id where one is)."""


# --- Text ----------------------------------------------------------------------------------------
Prose = Annotated[str, prose]
Line = Annotated[str, line]
Slug = Annotated[str, slug]


# --- Numbers --------------------------------------------------------------------------------------
MOST_DIGITS, MOST_DECIMALS = 15, 9
"""A number has at most 15 significant digits, so that a program that reads JSON numbers as
binary floats gets the same number (C's DBL_DIG; the interoperability note of RFC 8259, 6)."""
_FEW_DECIMALS = range(-MOST_DECIMALS, 1)


def number(value: object) -> Decimal:
    """An exact decimal number of at most 15 significant digits and 9 decimals."""
    if isinstance(value, float):
        raise InvalidValue(words.NOT_FLOAT.format(value=shown(value)))
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise InvalidValue(words.EXPECTED.format(kind=words.A_NUMBER, value=shown(value)))
    exact = Decimal(value)
    _, digits, exponent = exact.as_tuple()
    if len(digits) <= MOST_DIGITS and exponent in _FEW_DECIMALS:
        return exact
    if not exact.is_finite():
        raise InvalidValue(words.EXPECTED.format(kind=words.A_NUMBER, value=shown(value)))
    if exact and not -MOST_DECIMALS <= exact.adjusted() < MOST_DIGITS:
        raise _too_long(value)
    _, digits, exponent = exact.normalize().as_tuple() if exact else Decimal(0).as_tuple()
    if len(digits) > MOST_DIGITS or (isinstance(exponent, int) and exponent < -MOST_DECIMALS):
        raise _too_long(value)
    return exact


def _too_long(value: object) -> InvalidValue:
    return InvalidValue(
        words.NOT_EXACT.format(value=shown(value), digits=MOST_DIGITS, places=MOST_DECIMALS)
    )


@attrs.frozen
class Whole:
    """The rule of a whole number from ``least`` to ``most``."""

    least: int
    most: int

    def __call__(self, value: object) -> int:
        """The number, if it is one and within the bounds."""
        if isinstance(value, bool) or not isinstance(value, int):
            raise InvalidValue(words.EXPECTED.format(kind=words.A_WHOLE_NUMBER, value=shown(value)))
        if value < self.least:
            raise InvalidValue(words.TOO_SMALL.format(value=shown(value), least=self.least))
        if value > self.most:
            raise InvalidValue(words.TOO_LARGE.format(value=shown(value), most=self.most))
        return value


Number = Annotated[Decimal, number]
Year = Annotated[int, Whole(FIRST_YEAR, LAST_YEAR)]
Age = Annotated[int, Whole(0, 150)]
Count = Annotated[int, Whole(1, 1_000_000)]


def _fields(value: object) -> tuple[attrs.Attribute[Any], ...]:
    """The fields of an instance of an attrs class; for mypy, which cannot know that it is one."""
    return cast("tuple[attrs.Attribute[Any], ...]", attrs.fields(cast(Any, type(value))))


# --- Rules from type hints ------------------------------------------------------------------------
def once_a_class(function: Callable[[Any], T]) -> Callable[[Any], T]:
    """Keep what a function finds out about a class: it is asked for every value of it."""
    return lru_cache(maxsize=256)(function)


_KINDS: dict[type, Message] = {
    bool: words.A_YES_OR_NO,
    date: words.A_DATE,
    Period: words.A_PERIOD,
}


def _instance(kinds: tuple[type, ...]) -> Rule:
    expected = _KINDS.get(kinds[0]) or " | ".join(kind.__name__ for kind in kinds)

    def rule(value: object) -> object:
        if not isinstance(value, kinds) or (kinds == (date,) and isinstance(value, datetime)):
            raise InvalidValue(words.EXPECTED.format(kind=expected, value=shown(value)))
        return value

    return rule


def _anything(value: object) -> object:
    return value


def _each(plain: frozenset[type], rule: Rule) -> Rule:
    """The rule of a tuple, from that of its items."""

    def items(given: object) -> tuple[Any, ...]:
        if type(given) is tuple and plain.issuperset(map(type, given)):
            return given
        if not isinstance(given, tuple | list):
            raise InvalidValue(words.EXPECTED.format(kind=words.A_LIST, value=shown(given)))
        kept, problems = [], []
        for index, item in enumerate(given):
            try:
                kept.append(item if type(item) in plain else rule(item))
            except InvalidValue as error:
                problems.append(problem(error.message, index))
        if problems:
            raise InvalidPlan(problems)
        return tuple(kept)

    return items


def _rule(hint: Any) -> tuple[frozenset[type], Rule]:
    """The types whose values a hint takes as they are, and the rule for all other values."""
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin is Annotated:
        return frozenset(), hint.__metadata__[0]
    if origin is tuple:
        return frozenset(), _each(*_rule(inside[0]))
    if origin in (typing.Union, types.UnionType):
        kinds = tuple(kind for kind in inside if kind is not types.NoneType)
        plain, rule = _rule(kinds[0]) if len(kinds) == 1 else (frozenset(kinds), _instance(kinds))
        return plain.union({types.NoneType}.intersection(inside)), rule
    if hint in (Any, object):
        return frozenset(), _anything
    return frozenset({hint}), _instance((hint,))


@once_a_class
def _rules(cls: Any) -> tuple[tuple[str, Any, frozenset[type], Rule], ...]:
    """The name and the default of each field, then what :func:`_rule` says of its hint."""
    hints = typing.get_type_hints(cls, include_extras=True)
    return tuple(
        (field.name, field.default, *_rule(hints[field.name])) for field in attrs.fields(cls)
    )


# --- The base class -------------------------------------------------------------------------------
class Value:
    """The base of every class of the model: frozen, compared by value, checked when it is built.

    ``repr`` leaves out what has its default, and CPR numbers.
    """

    __slots__ = ()

    def __attrs_post_init__(self) -> None:
        """Normalise and check all fields, then the rules between them.

        Raises:
            InvalidPlan: With every problem that was found.
        """
        problems: list[Problem] = []
        for name, default, plain, rule in _rules(type(self)):
            given = getattr(self, name)
            if given is default or type(given) in plain:
                continue
            try:
                kept = rule(given)
            except InvalidValue as error:
                problems.append(problem(error.message, name))
            except InvalidPlan as error:
                problems.extend(problem(one.message, name, *one.steps) for one in error.problems)
            else:
                if kept is not given:
                    object.__setattr__(self, name, kept)
        if not problems:
            problems.extend(self._invariants())
        if problems:
            raise InvalidPlan(problems)

    def _invariants(self) -> Iterable[Problem]:
        """The rules between fields; the fields themselves are right when this is asked."""
        return ()

    def __repr__(self) -> str:
        parts = [
            f"{field.name}={_redacted_repr(getattr(self, field.name))}"
            for field in _fields(self)
            if getattr(self, field.name) not in (field.default, ())
        ]
        return f"{type(self).__name__}({', '.join(parts)})"


def _redacted_repr(value: object) -> str:
    # Before repr, which writes some separators of a CPR number as escapes.
    if isinstance(value, str):
        return repr(redact(value))
    if isinstance(value, tuple):
        return f"({''.join(f'{_redacted_repr(item)}, ' for item in value).strip()})"
    return redact(repr(value))


def problem(message: Message, *steps: str | int) -> Problem:
    """A problem at a place inside the object that finds it."""
    return Problem("/".join(str(step) for step in steps), message, steps=steps)


# --- Walking through a value ----------------------------------------------------------------------
UNNAMED = MappingProxyType({"malplan_unnamed": True})
"""The metadata of a field that is no step of a path, because it is none in a file either."""


EXPECTED = MappingProxyType({"malplan_expected": True})
"""The metadata of a field that may be left out only where another field says so."""


def is_expected(field: attrs.Attribute[Any]) -> bool:
    """Whether a field mostly has to be there."""
    return field.default is attrs.NOTHING or "malplan_expected" in field.metadata


def _step(field: attrs.Attribute[Any]) -> Step:
    return field.name, "" if "malplan_unnamed" in field.metadata else field.name


@once_a_class
def _is_part(cls: Any) -> bool:
    return attrs.has(cls) and not issubclass(cls, Period)


@once_a_class
def _branches(cls: Any) -> tuple[Step, ...]:
    """The fields in which there can be parts; of a class with other rules than ours, all."""
    fields = attrs.fields(cls)
    if not issubclass(cls, Value):
        return tuple(_step(field) for field in fields)
    hints = typing.get_type_hints(cls)
    return tuple(
        _step(field) for field in fields if not all(map(_is_leaf, _kinds_in(hints[field.name])))
    )


def _kinds_in(hint: Any) -> Iterator[Any]:
    inside = typing.get_args(hint)
    if not inside:
        yield hint
    for inner in inside:
        yield from _kinds_in(inner)


def _is_leaf(kind: Any) -> bool:
    leaves = (str, int, Decimal, date, Period, Enum, types.NoneType)
    return kind is ... or (isinstance(kind, type) and issubclass(kind, leaves))


def _name_of(item: object, at: int) -> str:
    id = getattr(item, "id", None)
    return str(at if id is None else id)


_LISTS = (tuple, list, set, frozenset)


def _inside(held: object) -> list[tuple[Step, Any]]:
    """What a container holds; a thing with an id is called by it."""
    if isinstance(held, _LISTS):
        return [((at, _name_of(item, at)), item) for at, item in enumerate(held)]
    if isinstance(held, Mapping):
        return [((str(key), str(key)), item) for key, item in held.items()]
    return []


def parts_of(value: Any, steps: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], Any]]:
    """The value and every part of it, each with its place, in the order of the fields."""
    yield steps, value
    for place in _branches(type(value)):
        held = getattr(value, str(place[0]))
        here = (*steps, place)
        if _is_part(type(held)):
            yield from parts_of(held, here)
            continue
        for step, item in _inside(held):
            if _is_part(type(item)):
                yield from parts_of(item, (*here, step))


def path_of(steps: tuple[Step, ...]) -> str:
    """A place as people read it: ``actions/workshop/signs/fremmoede``."""
    return "/".join(name for _, name in steps if name)


def texts_of(value: Any) -> Iterator[tuple[str, str]]:
    """Every text in the value with its path, the words of periods among them."""
    for steps, part in parts_of(value):
        for field in _fields(part):
            place = path_of((*steps, _step(field)))
            for text in _texts_in(getattr(part, field.name)):
                yield place, text


def _texts_in(held: object) -> Iterator[str]:
    if isinstance(held, str):
        yield held
    elif isinstance(held, Period):
        yield held.text
    elif isinstance(held, Mapping):
        for key, item in held.items():
            yield from (*_texts_in(key), *_texts_in(item))
    else:
        for _, item in _inside(held):
            yield from _texts_in(item)


def map_parts(value: Any, change: Callable[[Any], Any]) -> Any:
    """The value with ``change`` applied to every part in it, the innermost first.

    A part in which nothing is another stays the same object. What was changed is not checked again.
    """
    if isinstance(value, Mapping):
        held: Any = {key: map_parts(item, change) for key, item in value.items()}
        return held if any(held[key] is not value[key] for key in held) else value
    if isinstance(value, _LISTS):
        items = [map_parts(item, change) for item in value]
        same = all(new is old for new, old in zip(items, value, strict=True))
        return value if same else type(value)(items)
    if not _is_part(type(value)):
        return value
    changed = value
    for name, _ in _branches(type(value)):
        old = getattr(value, str(name))
        new = map_parts(old, change)
        if new is not old:
            changed = copy.copy(value) if changed is value else changed
            object.__setattr__(changed, str(name), new)
    return change(changed)


def map_texts(value: Any, change: Callable[[str], str]) -> Any:
    """The value with ``change`` applied to every text in it, the words of periods among them.

    Nothing is checked again: what a municipality's own class demands of a text, that it is a CPR
    number even, must not keep it from being changed.
    """
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Period):
        return attrs.evolve(value, text=change(value.text))
    if isinstance(value, Mapping):
        return {map_texts(k, change): map_texts(v, change) for k, v in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return type(value)(map_texts(item, change) for item in value)
    if not attrs.has(type(value)):
        return value
    changed = copy.copy(value)
    for field in _fields(value):
        object.__setattr__(changed, field.name, map_texts(getattr(value, field.name), change))
    return changed
