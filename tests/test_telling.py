"""What a record tells: no kind of record is forgotten."""

from __future__ import annotations

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
)
from malplan.telling import kind_said, records_named, text_of
from malplan.testing.strategies import records


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
