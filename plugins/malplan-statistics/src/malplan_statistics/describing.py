"""What the sources tell of a table, so that the author of a plan can choose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from malplan.errors import shown
from malplan.messages import Message
from malplan.sources import Description, Part
from malplan_statistics import messages as words
from malplan_statistics.failures import Unavailable

_MOST_VALUES = 100
_MOST_CHARACTERS = 300


def _text(value: object) -> str:
    return shown(value, _MOST_CHARACTERS) if isinstance(value, str | int) else ""


def _mappings(value: object) -> Iterable[Mapping[str, Any]]:
    return (one for one in value if isinstance(one, Mapping)) if isinstance(value, list) else ()


def of_statbank(table: str, data: Any) -> Description:
    """What ``/v1/tableinfo`` tells; the names of contact persons are left out.

    Raises:
        Unavailable: It is no such answer.
    """
    if not isinstance(data, Mapping) or not isinstance(data.get("variables"), list):
        raise Unavailable(words.NO_ROWS.format(what=table))
    variables = [one for one in _mappings(data["variables"]) if isinstance(one.get("id"), str)]
    parts = tuple(_part(one) for one in variables)
    time = next((one for one in variables if one.get("time") is True), None)
    facts = [(words.UNIT, _text(data.get("unit"))), (words.UPDATED, _text(data.get("updated")))]
    if time is not None and (
        codes := [_text(one.get("id")) for one in _mappings(time.get("values"))]
    ):
        facts.append((words.PERIODS, f"{codes[0]} – {codes[-1]}"))
    chosen = {
        part.id: [part.values[0][0]]
        for part, one in zip(parts, variables, strict=True)
        if part.values and one is not time
    }
    example: dict[str, Any] = {"table": table, "values": chosen}
    if time is not None and time["id"] != "Tid":
        example["time"] = time["id"]
    return Description(
        id=table,
        title=_text(data.get("description")) or _text(data.get("text")),
        parts=parts,
        facts=tuple((name, text) for name, text in facts if text),
        example=example,
    )


def _part(variable: Mapping[str, Any]) -> Part:
    values = list(_mappings(variable.get("values")))
    return Part(
        id=_text(variable.get("id")),
        title=_text(variable.get("text")),
        values=tuple(
            (_text(one.get("id")), _text(one.get("text"))) for one in values[:_MOST_VALUES]
        ),
        count=len(values),
    )


def of_jobindsats(table: str, data: Any) -> Description:
    """What ``/v2/tables/TABLE/json`` tells: every list in it is a part, every text a fact.

    Raises:
        Unavailable: It is no such answer.
    """
    found: Mapping[str, Any] | None = next(iter(_mappings(data)), None)
    if found is None:
        raise Unavailable(words.NO_ROWS.format(what=table))
    lists = {name: value for name, value in found.items() if isinstance(value, list)}
    parts = tuple(
        Part(
            id=shown(name),
            values=tuple((_text(one), "") for one in value[:_MOST_VALUES] if _text(one)),
            count=len(value),
        )
        for name, value in lists.items()
    )
    facts: list[tuple[Message | str, str]] = [
        (shown(name), _text(value)) for name, value in found.items() if _text(value)
    ]
    periods = [_text(one) for one in lists.get("Period", ())]
    if periods:
        facts.append((words.PERIODS, f"{min(periods)} – {max(periods)}"))
    example: dict[str, Any] = {"table": table, "area": ["Hele landet"], "column": "…"}
    return Description(id=table, parts=parts, facts=tuple(facts), example=example)
