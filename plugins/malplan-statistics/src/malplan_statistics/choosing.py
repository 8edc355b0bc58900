"""What settings may say: names of tables, codes, and whether figures are added up."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from enum import Enum
from typing import Annotated, Any

import attrs

from malplan.errors import InvalidValue, shown
from malplan.privacy import has_cpr_number
from malplan_statistics import messages as words

_TABLE = re.compile(r"[A-Za-z0-9ÆØÅæøå_-]{1,60}")
_MOST_CHARACTERS = 200


class Combine(Enum):
    """How several figures of the same time become one; without it, they are an error."""

    SUM = "sum"


@attrs.frozen
class TableId:
    """The rule of the id of a table, which becomes a part of an address: no path and no query.

    Attributes:
        example: One that an error shows.
    """

    example: str

    def __call__(self, value: object) -> str:
        """The id, if it is one."""
        if not isinstance(value, str) or not _TABLE.fullmatch(value):
            raise InvalidValue(words.NOT_A_TABLE.format(value=shown(value), example=self.example))
        return value


def code(value: object) -> str:
    """The rule of a code, a name or a label."""
    if (
        not isinstance(value, str)
        or not value.strip()
        or len(value) > _MOST_CHARACTERS
        or not value.isprintable()
        or has_cpr_number(value)
    ):
        raise InvalidValue(words.NOT_A_CODE.format(value=shown(value)))
    return value


def choices(value: Any) -> dict[str, tuple[str, ...]]:
    """The rule of codes that are chosen, by dimension."""
    if not isinstance(value, Mapping):
        raise InvalidValue(words.NOT_A_CODE.format(value=shown(value)))
    for name, chosen in value.items():
        code(name)
        if not chosen:
            raise InvalidValue(words.NO_CODES.format(name=shown(name)))
        for one in chosen:
            code(one)
    return dict(value)


def refuse_pattern(name: str, chosen: Sequence[str], patterns: Collection[str]) -> None:
    """Refuse a pattern in what is added up: it would choose a total together with its parts.

    Args:
        name: The dimension.
        chosen: What is chosen of it.
        patterns: The signs that make a choice a pattern.

    Raises:
        InvalidValue: There is one.
    """
    for one in chosen:
        if not set(patterns).isdisjoint(one):
            raise InvalidValue(
                words.ADDED_UP_WITH_A_PATTERN.format(name=shown(name), chosen=shown(one))
            )


Code = Annotated[str, code]
Choices = Annotated[dict[str, tuple[str, ...]], choices]


def text_of(chosen: Mapping[str, tuple[str, ...]]) -> str:
    """What is chosen, for people: ``OMRÅDE=101,147; KØN=TOT``."""
    return "; ".join(f"{name}={','.join(values)}" for name, values in chosen.items())
