"""What a record tells, in words that the terminal and the outputs share."""

from __future__ import annotations

from collections.abc import Mapping

from malplan.history import Validity
from malplan.messages import Message
from malplan.messages import log as words
from malplan.records import Evaluation, Record, Redaction, Retraction

VALIDITY: Mapping[Validity, Message] = {
    Validity.COUNTS: words.COUNTS,
    Validity.CORRECTED: words.REPLACED,
    Validity.RETRACTED: words.GONE,
}
"""Whether a record counts, in words."""


def kind_said(record: Record) -> Message:
    """What a record is called: "Milepæl nået", "Foreløbig evaluering"."""
    what = record.what
    if isinstance(what, Evaluation):
        return words.STAGES[what.stage.value]
    return words.KINDS[record.kind]


def records_named(record: Record) -> tuple[str, ...]:
    """The ids of the records that a record corrects, takes back or blanks."""
    match record.what:
        case Retraction(record=id):
            return (id,)
        case Redaction(records=ids):
            return ids
        case _:
            return () if record.corrects is None else (record.corrects,)


def text_of(record: Record) -> str | None:
    """What a record says at length: an evidence, a text or a reason; none says two of them."""
    held = (getattr(record.what, name, None) for name in ("evidence", "text", "because"))
    return next(filter(None, held), None)
