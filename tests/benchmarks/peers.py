"""The peers that read the same plans: pydantic and msgspec, with classes made from malplan's own.

Every class of the model becomes a class of the peer with the same fields, so that the shapes stay
the same. What malplan's rules ask for, the peers say as their users would.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from graphlib import TopologicalSorter
from typing import Annotated, Any, Literal

import attrs
import msgspec
import pydantic

from malplan.data_sources import From
from malplan.fields import Line, Number, Prose, Slug, Value, Whole
from malplan.measures import Qualitative, Quantitative
from malplan.model import FORMAT, Extension, Plan, Sign, Workplace
from malplan.period_data import meaning_of
from malplan.periods import Period
from malplan.spans import DEFAULT_POLICY
from malplan.texts import CONTROLS, SLUG, line

Made = Callable[[Any], Any]
"""Finds what a peer has for a type of malplan's."""


def _fields(cls: Any, scalar: Made, made: Made) -> dict[str, tuple[Any, Any]]:
    """The fields of a class of malplan's as a peer has them: the type and the default."""
    hints = typing.get_type_hints(cls, include_extras=True)
    return {
        field.name: (_translated(hints[field.name], scalar, made), field.default)
        for field in attrs.fields(cls)
        if field.type is not tuple[Extension, ...]
    }


def _translated(hint: Any, scalar: Made, made: Made) -> Any:
    if hint == From:  # the plans that are read have the words alone
        hint = Line
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin is Annotated:
        return scalar(hint)
    if origin is tuple:
        return types.GenericAlias(tuple, (_translated(inside[0], scalar, made), ...))
    if origin in (typing.Union, types.UnionType):
        return typing.Union[tuple(_translated(one, scalar, made) for one in inside)]  # noqa: UP007
    return made(hint) if isinstance(hint, type) and attrs.has(hint) else hint


_KINDS = {Quantitative: "quantitative", Qualitative: "qualitative"}


# --- pydantic -------------------------------------------------------------------------------------
class _Model(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(frozen=True, extra="forbid")


_Line = Annotated[str, pydantic.AfterValidator(line)]


class _PydanticPeriod(_Model):
    start: date | None = None
    end: date | None = None
    text: _Line | None = None
    approximate: bool = False


class _PydanticWorkplace(_Model):
    name: _Line
    description: _Line | None = None
    workplaces: tuple[_PydanticWorkplace, ...] = ()


@cache
def pydantic_class(cls: Any) -> Any:
    """The pydantic model of a class of malplan's: frozen, without unknown keys, all rules checked."""
    if cls in (Period, Workplace):
        return _PydanticPeriod if cls is Period else _PydanticWorkplace
    fields = _fields(cls, _pydantic_scalar, pydantic_class)
    if cls in _KINDS:
        fields["kind"] = (Literal[_KINDS[cls]], ...)
    if cls is Sign:
        measure, default = fields["measure"]
        fields["measure"] = (Annotated[measure, pydantic.Field(discriminator="kind")], default)
    required: dict[str, Any] = {
        name: (hint, ... if default is attrs.NOTHING else default)
        for name, (hint, default) in fields.items()
    }
    if cls is Plan:
        required["extensions"] = (dict[str, Any], {})
    check = _check_plan if cls is Plan else _check_invariants(cls)
    validators: dict[str, Any] = {}
    if check is not None:
        validators["check"] = pydantic.model_validator(mode="after")(check)
    return pydantic.create_model(
        cls.__name__, __base__=_Model, __validators__=validators, **required
    )


def _pydantic_scalar(hint: Any) -> Any:
    rule = hint.__metadata__[0]
    if isinstance(rule, Whole):
        return Annotated[int, pydantic.Field(ge=rule.least, le=rule.most)]
    return Annotated[hint.__origin__, pydantic.AfterValidator(rule)]


def _check_invariants(cls: type[Value]) -> Callable[[Any], Any] | None:
    """The rules between the fields of a class are malplan's own."""
    invariants: Any = cls._invariants
    if invariants is Value._invariants:
        return None

    def check(self: Any) -> Any:
        problems = [str(problem) for problem in invariants(self)]
        if problems:
            raise ValueError("; ".join(problems))
        return self

    return check


def _check_plan(plan: Any) -> Any:
    if plan.format != FORMAT:
        raise ValueError(f"the format is {plan.format}")
    for period in _periods_of(plan):
        if period is not None:
            _check_period(period, plan.year)
    _check_references(plan)
    return plan


def _periods_of(plan: Any) -> Iterator[Any]:
    if plan.challenge is not None:
        for figure in plan.challenge.key_figures:
            yield figure.as_of
    for action in plan.actions:
        for milestone in action.milestones:
            yield milestone.period
        for sign in action.signs:
            yield sign.when
            if sign.measure is not None:
                for target in sign.measure.targets:
                    yield target.due
                if sign.measure.kind == "quantitative" and sign.measure.baseline is not None:
                    yield sign.measure.baseline.as_of


def _check_period(period: Any, year: int) -> None:
    """Bounds in order and within two centuries, and words that mean them."""
    start, end, text = period.start, period.end, period.text
    if any(day is not None and not 1900 <= day.year <= 2199 for day in (start, end)):
        raise ValueError("a year is out of range")
    if start is not None and end is not None and end < start:
        raise ValueError("a period ends before it starts")
    if start is None and end is None:
        if not text:
            raise ValueError("a period is empty")
    else:
        meant = meaning_of(text, year, DEFAULT_POLICY) if text else None
        given = (start, end, period.approximate)
        if meant and meant.scheduled and (meant.start, meant.end, meant.approximate) != given:
            raise ValueError("the words of a period mean other days")


def _check_references(plan: Any) -> None:
    """Ids are unique, and what refers to them finds the right kind, without circles."""
    figures = () if plan.challenge is None else plan.challenge.key_figures
    signs = [sign for action in plan.actions for sign in action.signs]
    milestones = [one for action in plan.actions for one in action.milestones]
    goals = {goal.id: goal.leads_to for goal in plan.goals}
    chain = {sign.id: sign.leads_to for sign in signs}
    parts = {figure.id: (figure.part_of,) if figure.part_of else () for figure in figures}
    after = {milestone.id: milestone.after for milestone in milestones}
    others = [one.id for one in (*plan.objectives, *plan.actions)]
    ids = {*goals, *chain, *parts, *after, *others}
    named = (plan.goals, signs, figures, milestones, others)
    if len(ids) != sum(map(len, named)):
        raise ValueError("an id is used twice")
    for graph, known in (
        (goals, goals),
        (chain, {**chain, **goals}),
        (parts, parts),
        (after, after),
    ):
        if not all(id in known for found in graph.values() for id in found):
            raise ValueError("a reference to nothing")
    for graph in ({**goals, **chain}, parts, after):
        TopologicalSorter({id: found for id, found in graph.items() if found}).prepare()


# --- msgspec --------------------------------------------------------------------------------------
class _Period(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    start: date | None = None
    end: date | None = None
    text: str | None = None
    approximate: bool = False


class _Workplace(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    description: str | None = None
    workplaces: tuple[_Workplace, ...] = ()


# What the JSON Schema of a plan says of a text, as one class of characters: the fastest way.
_PATTERNS: dict[Any, str] = {
    Line: rf"^\s*[^\s{CONTROLS}][^\n{CONTROLS}]*\Z",
    Prose: rf"^\s*[^\s{CONTROLS}][^{CONTROLS}]*\Z",
    Slug: rf"^{SLUG}\Z",
}
_StatedLine = Annotated[str, msgspec.Meta(pattern=_PATTERNS[Line])]


class _StatedPeriod(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    start: date | None = None
    end: date | None = None
    text: _StatedLine | None = None
    approximate: bool = False


class _StatedWorkplace(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: _StatedLine
    description: _StatedLine | None = None
    workplaces: tuple[_StatedWorkplace, ...] = ()


@cache
def msgspec_class(cls: Any, stated: bool) -> Any:
    """The msgspec struct of a class of malplan's: frozen, without unknown keys.

    Args:
        cls: The class.
        stated: Whether the struct says what the JSON Schema of a plan says of each field: patterns
            of texts and ids, bounds of numbers. Otherwise it has the types alone.
    """
    if cls is Period:
        return _StatedPeriod if stated else _Period
    if cls is Workplace:
        return _StatedWorkplace if stated else _Workplace
    fields = _fields(
        cls,
        _stated_scalar if stated else lambda hint: hint.__origin__,
        lambda inner: msgspec_class(inner, stated),
    )
    if cls is Plan:
        fields["extensions"] = (dict[str, Any], msgspec.field(default_factory=dict))
    kind: dict[str, Any] = {"tag_field": "kind", "tag": _KINDS[cls]} if cls in _KINDS else {}
    return msgspec.defstruct(
        cls.__name__,
        [
            (name, hint) if default is attrs.NOTHING else (name, hint, default)
            for name, (hint, default) in fields.items()
        ],
        kw_only=True,
        frozen=True,
        forbid_unknown_fields=True,
        **kind,
    )


def _stated_scalar(hint: Any) -> Any:
    rule = hint.__metadata__[0]
    if isinstance(rule, Whole):
        return Annotated[int, msgspec.Meta(ge=rule.least, le=rule.most)]
    if hint == Number:  # msgspec has no bounds for decimals
        return hint.__origin__
    return Annotated[str, msgspec.Meta(pattern=_PATTERNS[hint])]
