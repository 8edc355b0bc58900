"""Rows: what is written is what cattrs would write, and reads back as it was."""

from __future__ import annotations

import json
from decimal import Decimal

from hypothesis import given

from malplan.convert import Converters
from malplan.moments import microseconds
from malplan.records import Record
from malplan.testing import strategies
from malplan_sql.rows import record_of, row_of


@given(strategies.records())
def test_a_row_reads_back_as_it_was(record: Record) -> None:
    id, plan, kind, recorded, content = row_of(record)
    assert (id, plan, kind) == (record.id, record.plan, record.kind)
    assert recorded == microseconds(record.recorded)
    read = record_of(content)
    assert read == record
    assert repr(read.what) == repr(record.what)  # the words of a period too, and a number's zeros


@given(strategies.records())
def test_a_row_holds_what_cattrs_writes(record: Record) -> None:
    written = Converters().archived.unstructure(record)
    held = json.loads(row_of(record)[-1], parse_int=Decimal, parse_float=Decimal)
    assert {**held, "recorded": None} == {**written, "recorded": None}  # there in UTC, here not
