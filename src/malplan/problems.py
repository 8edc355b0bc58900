"""Why data could not be read as a plan: every problem, with its place.

cattrs tells what failed at each place at which it got to. To find the rest in the same run, the
data are mended there with placeholders, and read again, until nothing new is found. What was mended
is thrown away; only the problems are kept.
"""

from __future__ import annotations

import copy
import types
import typing
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from itertools import islice, pairwise
from typing import Annotated, Any, cast

import attrs
from cattrs.errors import (
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
)

from malplan.errors import InvalidInput, InvalidValue, MalplanError, Problem, did_you_mean, shown
from malplan.fields import is_expected
from malplan.measures import Measure
from malplan.messages import Message
from malplan.messages import problems as words
from malplan.messages.fields import field_called
from malplan.periods import Period
from malplan.reading import Places

Steps = tuple[str | int, ...]
_MOST_ROUNDS = 20
_MOST_PROBLEMS = 200
_PLACEHOLDER = "malplan-placeholder"
_NO_RECORD = "00000000-0000-7000-8000-000000000000"
_PLAIN: dict[Any, Any] = {
    bool: True,
    date: "2000-01-01",
    datetime: "2000-01-01T00:00:00+00:00",
    int: Decimal(1),
}


@attrs.frozen
class _Found:
    """One thing that is wrong at a place."""

    steps: Steps
    message: Message
    unknown_key: bool = False
    about_references: bool = False


def problems_in(
    data: Any,
    cls: type,
    structure: Callable[[Any], object],
    *,
    file: str | None,
    places: Places | None = None,
) -> tuple[Problem, ...]:
    """Every problem of data that could not be structured.

    Args:
        data: The plain data; left as they are.
        cls: The attrs class they should become.
        structure: Structures the data with cattrs's detailed validation.
        file: The file, as the caller named it.
        places: Where everything stands in the file, where that is known.
    """
    found = _all_found(copy.deepcopy(data), cls, structure)
    problems = [
        Problem(
            _path(data, one.steps),
            one.message,
            file,
            None if places is None else places.line_of(one.steps),
            one.steps,
        )
        for one in found[:_MOST_PROBLEMS]
    ]
    told = sorted(dict.fromkeys(problems), key=lambda problem: problem.line or 0)
    if len(found) >= _MOST_PROBLEMS:
        told.append(Problem("", words.MORE_PROBLEMS.format(count=_MOST_PROBLEMS), file))
    return tuple(told)


def _all_found(data: Any, cls: type, structure: Callable[[Any], object]) -> list[_Found]:
    found: dict[_Found, None] = {}
    mender = _Mender(cls)
    for _ in range(_MOST_ROUNDS):
        try:
            structure(data)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told and not raised
            these = list(islice(_flatten(error, ()), _MOST_PROBLEMS))
        else:
            break
        told = [one for one in these if not mender.speaks_of_placeholder(one)]
        found.update(dict.fromkeys(told))
        # References are looked at when all else is right, and all of them at once.
        if any(one.about_references for one in these) or len(these) == _MOST_PROBLEMS:
            break
        for one in these:
            data = mender.mend(data, one)
    return list(found)


def _path(data: Any, steps: Steps) -> str:
    """A place as people read it: an id in the place of a position, where there is one."""
    names = []
    for step in steps:
        inside: Any = None
        if isinstance(data, dict):
            inside = data.get(str(step))
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            inside = data[step]
        id = inside.get("id") if isinstance(step, int) and isinstance(inside, dict) else None
        names.append(id if isinstance(id, str) else str(step))
        data = inside
    return "/".join(shown(name) for name in names)


# --- From exceptions to places --------------------------------------------------------------------
def _flatten(error: BaseException, steps: Steps) -> Iterator[_Found]:
    match error:
        case ClassValidationError() | IterableValidationError():
            yield from _flatten_group(error, steps)
        case ForbiddenExtraKeysError():
            yield from _unknown_keys(error, steps)
        case InvalidInput():
            for problem in error.problems:
                deep = not steps and len(problem.steps) > 1
                yield _Found((*steps, *problem.steps), problem.message, about_references=deep)
        case MalplanError():
            yield _Found(steps, error.message)
        case KeyError() if steps and error.args == (steps[-1],):
            yield _Found(steps, words.MISSING_KEY.format(key=steps[-1]))
        case _:
            # What attrs's own validators raise has the sentence first, and then its material.
            said = error.args[0] if error.args and isinstance(error.args[0], str) else error
            reason = shown(said, 300) or type(error).__name__
            yield _Found(steps, words.UNEXPLAINED.format(reason=reason))


def _flatten_group(
    error: ClassValidationError | IterableValidationError, steps: Steps
) -> Iterator[_Found]:
    if isinstance(error, ClassValidationError):
        fields, others = error.group_exceptions()
        placed: list[tuple[BaseException, str | int]] = [(e, note.name) for e, note in fields]
    else:
        items, others = error.group_exceptions()
        placed = [(e, cast(int, note.index)) for e, note in items]
    for inner, step in placed:
        yield from _flatten(inner, (*steps, step))
    for inner in others:
        yield from _flatten(inner, steps)


def _unknown_keys(error: ForbiddenExtraKeysError, steps: Steps) -> Iterator[_Found]:
    known = [field.name for field in attrs.fields(error.cl)]
    for key in sorted(error.extra_fields)[:_MOST_PROBLEMS]:
        # "{value: 1,5}" has a field called 5.
        meant = field_called(key, known) or key
        hint = words.DECIMAL_COMMA if key.isdecimal() else did_you_mean(meant, known)
        if not hint and " " in key.strip():
            # "{name: lidt, men mere}" has a field called "men mere".
            hint = words.COMMA_IN_TEXT
        if not hint:
            hint = words.KNOWN_KEYS.format(keys=", ".join(known))
        yield _Found((*steps, key), words.UNKNOWN_KEY.format(key=shown(key), hint=hint), True)


# --- Mending, so that the rest can be found -------------------------------------------------------
class _Mender:
    """Puts something harmless where a problem is."""

    def __init__(self, cls: type) -> None:
        self.cls = cls
        self.made = 0
        self._mended: Counter[Steps] = Counter()
        self._replaced: set[Steps] = set()

    def speaks_of_placeholder(self, found: _Found) -> bool:
        """Whether a problem is only about what was put in here."""
        outer = (found.steps[:length] for length in range(1, len(found.steps)))
        return _PLACEHOLDER in found.message.en or not self._replaced.isdisjoint(outer)

    def mend(self, data: Any, found: _Found) -> Any:
        """Mend the place of a problem; each time it comes back, one level further out."""
        if not found.unknown_key and self._without_source(data, found.steps):
            return data
        if found.steps[:1] == ("extensions",) and self._without_extension(data, found.steps[1:2]):
            return data
        further_out = self._mended[found.steps]
        self._mended[found.steps] += 1
        steps = found.steps[: max(len(found.steps) - further_out, 0)]
        while steps and not self._mend_at(data, steps, found):
            steps = steps[:-1]
        if len(steps) < len(found.steps):
            self._replaced.add(steps)  # with all that was in it
        return data if steps else self.placeholder(self.cls)

    @staticmethod
    def _without_extension(data: Any, name: Steps) -> bool:
        """Take an extension out whole: its class is the plugin's, and one pass tells all of it."""
        held = data.get("extensions") if isinstance(data, dict) else None
        return isinstance(held, dict) and held.pop(name[0] if name else "", None) is not None

    @staticmethod
    def _without_source(data: Any, steps: Steps) -> bool:
        """Take a source out whole, for the same reason."""
        for step, inner in pairwise(steps):
            if step == "source" and inner in ("name", "settings") and isinstance(data, dict):
                return data.pop("source", None) is not None
            try:
                data = data[step]
            except (KeyError, IndexError, TypeError):
                break
        return False

    def _mend_at(self, data: Any, steps: Steps, found: _Found) -> bool:
        *outer, last = steps
        hint: Any = self.cls
        for step in outer:
            hint = _hint_inside(hint, step, data)
            try:
                data = data[step]
            except (KeyError, IndexError, TypeError):
                return False
        if isinstance(data, list) and isinstance(last, int) and last < len(data):
            data[last] = self.placeholder(_hint_inside(hint, last, data))
            return True
        if not isinstance(data, dict):
            return False
        if found.unknown_key and steps == found.steps:
            data.pop(last, None)
            return True
        return self._mend_field(data, hint, str(last))

    def _mend_field(self, data: dict[str, Any], hint: Any, name: str) -> bool:
        cls = _class_of(hint, data)
        field = None if cls is None else attrs.fields_dict(cls).get(name)
        if cls is None or field is None:  # "kind" of a measure, or an extension
            return data.pop(name, None) is not None and name != "kind"
        if is_expected(field):
            data[name] = self.placeholder(_hints(cls)[name])
            return True
        return data.pop(name, None) is not None

    def placeholder(self, hint: Any) -> Any:
        """Plain data that a field of this type accepts."""
        hint = _without_none(hint)
        if typing.get_origin(hint) is Annotated:
            return self._accepted(hint.__metadata__[0])
        if typing.get_origin(hint) is tuple:
            item = typing.get_args(hint)[0]
            return [self.placeholder(item), self.placeholder(item)]
        if hint is Period:
            return {"text": "?"}
        if attrs.has(hint):
            return {
                field.name: self.placeholder(_hints(hint)[field.name])
                for field in attrs.fields(hint)
                if is_expected(field)
            }
        if isinstance(hint, type) and issubclass(hint, Enum):
            return next(iter(hint)).value
        return _PLAIN.get(hint, "?")

    def _accepted(self, rule: Callable[[Any], Any]) -> Any:
        self.made += 1
        candidates = (f"{_PLACEHOLDER}-{self.made}", 1, 2000, Decimal(1), _NO_RECORD, "0" * 64)
        accepted = next((one for one in candidates if _accepts(rule, one)), "?")
        return Decimal(accepted) if isinstance(accepted, int) else accepted


def _accepts(rule: Callable[[Any], Any], candidate: object) -> bool:
    try:
        rule(candidate)
    except InvalidValue:
        return False
    return True


def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls, include_extras=True)


def _without_none(hint: Any) -> Any:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        kinds = [kind for kind in typing.get_args(hint) if kind is not types.NoneType]
        return kinds[0] if len(kinds) == 1 else typing.Union[tuple(kinds)]  # noqa: UP007
    return hint


def _class_of(hint: Any, data: Any) -> type | None:
    """The attrs class behind a hint; of several, the one that the data name."""
    hint = _without_none(hint)
    if hint == Measure:
        kind = str(data.get("kind")).casefold()
        return next((c for c in typing.get_args(Measure) if c.__name__.casefold() == kind), None)
    return hint if isinstance(hint, type) and attrs.has(hint) else None


def _hint_inside(hint: Any, step: str | int, data: Any) -> Any:
    hint = _without_none(hint)
    if isinstance(step, int):
        return typing.get_args(hint)[0] if typing.get_args(hint) else object
    cls = _class_of(hint, data) if isinstance(data, dict) or hint != Measure else None
    return object if cls is None else _hints(cls).get(step, object)
