"""What settings may say: names of tables, codes, and whether figures are added up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from typing import Any

from malplan.errors import InvalidValue, shown
from malplan.privacy import has_cpr_number
from malplan_statistics import messages as words

_TABLE = re.compile(r"[A-Za-z0-9ÆØÅæøå_-]{1,60}")
_MOST_CHARACTERS = 200


class Combine(Enum):
    """How several figures of the same time become one; without it, they are an error."""

    SUM = "sum"


def table_id(example: str) -> Any:
    """A validator of the id of a table, which becomes a part of an address."""

    def validator(_: object, __: object, value: object) -> None:
        check_table(value, example)

    return validator


def check_table(value: object, example: str) -> None:
    """Refuse what is no id of a table: a path, a query.

    Raises:
        InvalidValue: It is none.
    """
    if not isinstance(value, str) or not _TABLE.fullmatch(value):
        raise InvalidValue(words.NOT_A_TABLE.format(value=shown(value), example=example))


def code(_: object, __: object, value: Any) -> None:
    """A validator of a code, a name or a label."""
    if (
        not isinstance(value, str)
        or not value.strip()
        or len(value) > _MOST_CHARACTERS
        or not value.isprintable()
        or has_cpr_number(value)
    ):
        raise InvalidValue(words.NOT_A_CODE.format(value=shown(value)))


def choices(_: object, __: object, value: Mapping[str, tuple[str, ...]]) -> None:
    """A validator of codes that are chosen, by dimension."""
    for name, chosen in value.items():
        code(None, None, name)
        if not chosen:
            raise InvalidValue(words.NO_CODES.format(name=shown(name)))
        for one in chosen:
            code(None, None, one)


def text_of(chosen: Mapping[str, tuple[str, ...]]) -> str:
    """What is chosen, for people: ``OMRÅDE=101,147; KØN=TOT``."""
    return "; ".join(f"{name}={','.join(values)}" for name, values in chosen.items())
