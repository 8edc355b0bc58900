"""What a record tells: no kind of record is forgotten."""

from __future__ import annotations

from decimal import Decimal

import attrs
import pytest
from following import BEFORE, record
from hypothesis import given

from malplan.messages import log as words
from malplan.records import (
    DecisionMade,
    Evaluation,
    Learning,
    MilestoneDropped,
    MilestoneMoved,
    Observation,
    Record,
    Redaction,
    Retraction,
    Stage,
    What,
)
from malplan.telling import kind_said, records_named, text_of
from malplan.testing.strategies import records

ID = "0198c0d4-0000-7000-8000-000000000001"


@given(records())
def test_a_record_is_called_by_its_kind(record: Record) -> None:
    said = kind_said(record)
    if isinstance(record.what, Evaluation):
        assert said is words.STAGES[record.what.stage.value]
    else:
        assert said is words.KINDS[record.kind]


@given(records())
def test_what_is_said_at_length_is_the_text_of_its_kind(record: Record) -> None:
    match record.what:
        case Observation(evidence=text) | Evaluation(text=text) | Learning(text=text):
            assert text_of(record) == text
        case MilestoneMoved(because=text) | MilestoneDropped(because=text):
            assert text_of(record) == text
        case DecisionMade(because=text) | Retraction(because=text) | Redaction(because=text):
            assert text_of(record) == text
        case _:
            assert text_of(record) is None


@given(records())
def test_the_records_named_are_those_that_it_changes(record: Record) -> None:
    named = records_named(record)
    if isinstance(record.what, Retraction):
        assert named == (record.what.record,)
    elif isinstance(record.what, Redaction):
        assert named == record.what.records
    else:
        assert named == (() if record.corrects is None else (record.corrects,))


@pytest.mark.parametrize(
    ("what", "said", "text", "named"),
    [
        (
            Evaluation(action="a", stage=Stage.INTERIM, text="Det går"),
            "Foreløbig evaluering",
            "Det går",
            (),
        ),
        (Learning(action="a", text="Vi ved nu"), "Læring", "Vi ved nu", ()),
        (
            Observation(sign="s", step="trin", evidence="De sagde det"),
            "Måling eller vurdering",
            "De sagde det",
            (),
        ),
        (Observation(sign="s", value=Decimal(3)), "Måling eller vurdering", None, ()),
        (Retraction(record=ID, because="Forkert"), "Trukket tilbage", "Forkert", (ID,)),
        (
            Redaction(records=(ID,), because="For meget"),
            "Tekst slettet for altid",
            "For meget",
            (ID,),
        ),
    ],
)
def test_what_is_told_of_each_kind(
    what: What, said: str, text: str | None, named: tuple[str, ...]
) -> None:
    told = record(what, BEFORE)
    assert kind_said(told).da == said
    assert text_of(told) == text
    assert records_named(told) == named
    corrected = attrs.evolve(record(Learning(action="a", text="x"), BEFORE), corrects=ID)
    assert records_named(corrected) == (ID,)
