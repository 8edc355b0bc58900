"""Makes reference/plan-format.md from the classes of the model and their docstrings.

python docs/plan_format.py > docs/reference/plan-format.md
"""

from __future__ import annotations

import sys
import typing
from enum import Enum
from typing import Any

import attrs

from malplan import measures, model
from malplan.data_sources import DataSource
from malplan.fields import Value, Whole, is_expected
from malplan.messages.fields import FIELDS_IN_DANISH, WORDS_IN_DANISH
from malplan.periods import Period
from malplan.schema import descriptions_of, summary_of

HEAD = """\
# The plan format

Every field that a plan file may hold, made from the code. A field in **bold** must be there, but
for a `value` that is `withheld`; the rest may be left out, and an empty one counts as left out. In
YAML a *time* is a phrase (`medio februar`); in YAML and in JSON it may be a mapping with `text`,
`start`, `end` and `approximate`. An *id* is made of a-z, 0-9 and single hyphens. Numbers have a
decimal point and no thousands separator.
"""

CLASSES: tuple[Any, ...] = (
    model.Plan, model.Person, model.Workplace, model.Goal, model.TargetGroup, model.Objective,
    model.Policy, model.Challenge, model.KeyFigure, model.TrialAction, model.Group, model.Place,
    model.Sign, DataSource, measures.Quantitative, measures.Baseline, measures.Target,
    measures.Qualitative, measures.ScaleStep, measures.StepTarget, model.Milestone,
    model.Vocabulary, model.Classification,
)  # fmt: skip
_KINDS = {"prose": "text", "line": "text on one line", "slug": "id", "number": "number"}
_PLAIN = {str: "text", int: "whole number", bool: "true or false", Period: "time"}


def kind_of(hint: Any) -> str:
    """A type hint in the words of the page."""
    if typing.get_origin(hint) is typing.Annotated:
        rule = hint.__metadata__[0]
        if typing.get_args(hint)[0] is DataSource:
            return f"text on one line or {kind_of(DataSource)}"
        return "whole number" if isinstance(rule, Whole) else _KINDS[rule.__name__]
    if hint is Any:
        return "mapping of what the source takes"
    arguments = [argument for argument in typing.get_args(hint) if argument is not type(None)]
    if typing.get_origin(hint) is tuple:
        if arguments[0] is model.Extension:
            return "mapping from the name of a package to its fields"
        return f"list of {kind_of(arguments[0])}"
    if arguments:
        return " or ".join(kind_of(argument) for argument in arguments)
    if issubclass(hint, Enum):
        return " or ".join(f"`{member.value}`" for member in hint)
    if issubclass(hint, Value):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    return _PLAIN[hint]


def rows(cls: Any) -> typing.Iterator[str]:
    """A table row for each field."""
    hints = typing.get_type_hints(cls, include_extras=True)
    told = descriptions_of(cls)
    if cls in typing.get_args(measures.Measure):
        yield f"| **`kind`** | `{cls.__name__.lower()}` | Which of the two measures this is. |"
    for field in attrs.fields(cls):
        name = f"**`{field.name}`**" if is_expected(field) else f"`{field.name}`"
        yield f"| {name} | {kind_of(hints[field.name])} | {told[field.name]} |"


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for cls in CLASSES:
        lines = [
            f"## {cls.__name__}",
            "",
            summary_of(cls),
            "",
            "| field | holds | |",
            "| --- | --- | --- |",
        ]
        parts.append("\n".join([*lines, *rows(cls), ""]))
    return "\n".join([*parts, *danish()])


def danish() -> typing.Iterator[str]:
    """What fields and words are called in Danish."""
    yield "## In Danish"
    yield ""
    yield "Fields and words are English. Who writes one of these is told which one is meant."
    for heading, words in (("field", FIELDS_IN_DANISH), ("word", WORDS_IN_DANISH)):
        yield f"\n| {heading} | in Danish |\n| --- | --- |"
        for name in sorted(words):
            yield f"| `{name}` | {', '.join(words[name])} |"
    yield ""


if __name__ == "__main__":
    sys.stdout.write(page())
