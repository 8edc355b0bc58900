"""A form that malplan writes says the same when it is read back, whatever the plan holds."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import malplan
from malplan import Imported, Language, Plan, View
from malplan.testing import strategies
from malplan_docx import DocxOutput, DocxReader
from malplan_docx.context import context_of
from malplan_docx.reading.document import kept

LANGUAGES: tuple[Language, ...] = ("da", "en")


def written(plan: Plan, language: Language) -> bytes:
    stream = io.BytesIO()
    DocxOutput().write(View.of(plan), stream, language=language, options={})
    return stream.getvalue()


def read(data: bytes) -> Imported:
    return DocxReader().read(io.BytesIO(data), policy=malplan.PeriodPolicy())


def as_shown(plan: Plan, language: Language) -> Any:
    """Everything that the form shows of a plan, as the template gets it.

    Beside that, a form does not show white space at the ends of lines, and holds no character
    that XML cannot hold, nor a municipality's own fields in a way that they could be read.
    """
    bare = attrs.evolve(plan, extensions=())
    return _visible(context_of(View.of(bare), language))


def _visible(value: Any) -> Any:
    if isinstance(value, str):
        lines = (line.strip() for line in kept(value).split("\n"))
        return "\n".join(line for line in lines if line)
    if isinstance(value, tuple):
        return tuple(map(_visible, value))
    if isinstance(value, Mapping):
        return {name: _visible(held) for name, held in value.items()}
    if attrs.has(type(value)):
        return {one.name: _visible(getattr(value, one.name)) for one in attrs.fields(type(value))}
    return value


@pytest.mark.parametrize("language", LANGUAGES)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
@given(data=st.data())
def test_the_round_trip_keeps_what_the_form_shows(language: Language, data: st.DataObject) -> None:
    plan = data.draw(strategies.plans())
    found = read(written(plan, language)).plan
    assert as_shown(found, language) == as_shown(plan, language)
