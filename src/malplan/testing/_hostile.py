"""A plan of which every text is hostile, in every field that a text can stand in, with its log."""

from __future__ import annotations

import copy
import functools
import re
import typing
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from typing import Annotated, Any

import attrs

from malplan.data_sources import DataSource
from malplan.fields import Line, Prose, Value, map_parts, once_a_class
from malplan.model import (
    Classification,
    Extension,
    Group,
    Place,
    Plan,
    Sign,
    TrialAction,
    Vocabulary,
)
from malplan.periods import Period
from malplan.presentation import View
from malplan.records import (
    MilestoneDropped,
    MilestoneReached,
    Observation,
    Provenance,
    Record,
    Redaction,
    Retraction,
    new_record_id,
)
from malplan.stores import MemoryStore
from malplan.testing.examples import STATUS_DAY, example_plan, example_store
from malplan.workspace import Workspace

FORMULAS = ("=", "+", "-", "@")
"""What begins a formula, of which a text can begin with: no text begins with a tab."""
SCRIPT = "javascript:"
"""What begins an address that is a program."""
MARK = "TEKST"
"""What each hostile text begins with, but for what begins a formula."""

_LINE = (
    """&lt;b&gt; <b> ' onmouseover='x' " onfocus="x" <!-- --> ]]> \\ ;x |x ,x """
    """</title></style></script><script>x</script><img src=x onerror=x>"""
    """ **x** _x_ ~~x~~ `x` [x](x) ![x](x) [x]: x $x$ <xx:x>"""
)
"""A line that would end whatever it stands in, and begin something else."""
_MORE_LINES = (
    "\nATTACH:x\nEND:VEVENT\nBEGIN:VEVENT\n\nX-NY;X-MERE=1:x"
    "\n# x\n- x\n+ x\n1. x\n2) x\n> x\n    x\n| x | x |\n|---|---|\n```\nx\n---\n===\n\n[x]: x"
)
"""More lines of a text that may have some."""


@functools.cache
def view(begins: str = "", *, hostile: bool, internal: bool = False) -> View:
    """The example with something in every field, of which each text is another one.

    Args:
        begins: What each text begins with.
        hostile: Whether the texts hold marks of other formats; if not, there are letters instead,
            and the texts are as long and have as many words and lines.
        internal: Whether it is the edition for those who work with the plan.
    """

    def changed(text: str, rule: Any) -> str:
        more = _MORE_LINES if rule == Prose else ""
        text = f"{MARK} {text} {_LINE}{more}"
        return f"{begins}{text}" if hostile else re.sub(r"\S", "x", f"{begins}{text}")

    def with_texts(part: Any) -> Any:
        if isinstance(part, Extension):  # of which the name is that of a distribution
            return part
        copied = copy.copy(part)
        for name, hint in texts_of(type(part)).items():
            held = getattr(part, name)
            if isinstance(held, str):
                held = changed(held, hint)
            elif isinstance(held, tuple):
                held = tuple(changed(one, hint) for one in held)
            elif isinstance(held, Period):
                held = Period(held.start, held.end, changed(held.text, Line), held.approximate)
            object.__setattr__(copied, name, held)
        return copied

    plan = map_parts(filled_plan(), with_texts)
    # A version in the log is read again, for which its fields would have to be registered.
    adopted = attrs.evolve(plan, extensions=())
    records = [map_parts(one, with_texts) for one in filled_log(adopted)]
    workspace = Workspace(find_plugins=lambda: (), store=MemoryStore(records))
    return workspace.view(plan, STATUS_DAY, internal=internal, with_status=True, with_log=internal)


@once_a_class
def texts_of(cls: Any) -> dict[str, Any]:
    """The fields of a class that hold what people write, and whether that is a line or more."""
    hints = typing.get_type_hints(cls, include_extras=True)
    found = ((name, rule) for name, hint in hints.items() for rule in _rules_in(hint))
    return {name: rule for name, rule in found if rule in (Line, Prose, Period)}


def _rules_in(hint: Any) -> Iterator[Any]:
    if typing.get_origin(hint) is Annotated or hint is Period:
        yield hint
    else:
        for inner in typing.get_args(hint):
            yield from _rules_in(inner)


# --- Something in every field ---------------------------------------------------------------------
@attrs.frozen(kw_only=True, repr=False)
class OwnFields(Value):
    """What a municipality may have beside.

    Attributes:
        text: A text.
    """

    text: Line


def filled_plan() -> Plan:
    """The example plan, with a text in every field that can hold one."""

    def filled(part: Any) -> Any:
        match part:
            case Sign(source=None):
                part = attrs.evolve(part, source=DataSource(text="Et skema"))
            case TrialAction(group=None):
                places = (Place(name="Kælderen", activity=_FILLED, settled=False),)
                part = attrs.evolve(
                    part, group=Group(description=_FILLED, most=8), places=places, sessions=3
                )
        found = texts_of(type(part)).items() if isinstance(part, Value) else ()
        empty = {name: _FILLED for name, rule in found if rule != Period}
        return attrs.evolve(
            part, **{name: text for name, text in empty.items() if getattr(part, name) is None}
        )

    plan = attrs.evolve(
        example_plan(),
        vocabulary=Vocabulary(),
        classifications=(Classification(scheme="Et system", code="1"),),
        extensions=(Extension(name="malplan-eksempel", value=OwnFields(text=_FILLED)),),
    )
    made: Plan = map_parts(plan, filled)
    return made


_FILLED = "Udfyldt"


def filled_log(plan: Plan) -> list[Record]:
    """The log of the example, and a record of each other kind, with a text in every field."""
    records = list(example_store(plan).records())
    moment = datetime.combine(STATUS_DAY, time(10), UTC)
    numbers = count(1)

    def add(what: Any, **more: Any) -> str:
        number = next(numbers)
        at = moment + timedelta(seconds=number)
        id = f"{new_record_id(at)[:18]}-9000-{number:012x}"  # the half of it that is no chance
        fields = {"on": STATUS_DAY, "by": "tovholder", "comment": _FILLED, **more}
        records.append(Record(id=id, plan=plan.id, recorded=at, what=what, **fields))
        return id

    origin = Provenance(
        source="kilde", query=_FILLED, licence=_FILLED, retrieved=moment, checksum="0" * 64
    )
    seen = Observation(
        sign="svar",
        value=Decimal(13),
        of=Decimal(20),
        period=Period(date(2026, 5, 1), date(2026, 5, 8)),
        provenance=origin,
    )
    first = add(seen, on=date(2026, 5, 5))
    add(attrs.evolve(seen, value=Decimal(14)), corrects=first, reason=_FILLED)
    add(MilestoneDropped(milestone="fest", because=_FILLED))
    add(Retraction(record=add(MilestoneReached(milestone="halvvejs")), because=_FILLED))
    add(Redaction(records=(first,), because=_FILLED))
    add(Observation(sign="findes-ikke", value=Decimal(1)))
    return records
