"""What changed between two days."""

from __future__ import annotations

from datetime import date

import pytest
from following import AFTER, BEFORE, LAST, PLAN, YEAR, observed, record
from hypothesis import given
from hypothesis import strategies as st

from malplan import Period
from malplan.changes import Change, Changes, Snapshot, changes_between
from malplan.messages import Message
from malplan.records import MilestoneMoved, Record
from malplan.status import assess
from malplan.testing.strategies import logs_of

DAYS = st.dates(date(YEAR - 1, 12, 1), date(YEAR + 1, 1, 31))


def between(records: list[Record], since: date, until: date) -> Changes:
    before, after = (assess(PLAN, records, on=day) for day in (since, until))
    return changes_between(before, after, records)


@given(logs_of(PLAN), st.lists(DAYS, min_size=2, max_size=2), st.data())
def test_changes_of_spans_that_meet_add_up(
    records: list[Record], days: list[date], data: st.DataObject
) -> None:
    # One of the days is one of which a record speaks, so that spans meet there too.
    days.append(data.draw(st.sampled_from([one.on for one in records]) if records else DAYS))
    first, second, third = sorted(days)
    both = between(records, first, second) + between(records, second, third)
    assert both == between(records, first, third)


@given(logs_of(PLAN), DAYS)
def test_nothing_changes_on_a_day(records: list[Record], day: date) -> None:
    found = between(records, day, day)
    assert (found.changes, found.records) == ((), ())


def test_what_changed_is_told_with_its_figures_and_times() -> None:
    came = observed("fremmoede", 16, date(YEAR, 4, 8))
    moved = record(
        MilestoneMoved(
            milestone="workshop", period=Period.parse("medio april", year=YEAR), because="Ferie"
        ),
        date(YEAR, 4, 9),
    )
    found = between([came, moved], BEFORE, AFTER)
    assert found.records == (came, moved)
    by_id = {one.id: one for one in found.changes}
    figure = Message(da="16 unge (8. april 2026)", en="16 unge (8 April 2026)")
    assert by_id["fremmoede"] == Change(
        "sign", "fremmoede", Snapshot("not_due"), Snapshot("met", figure)
    )
    milestone = by_id["workshop"]
    assert milestone.before is not None
    assert milestone.after is not None
    assert (milestone.before.state, milestone.after.state) == ("current", "current")
    assert milestone.before.period != milestone.after.period


def test_spans_that_do_not_meet_do_not_add_up() -> None:
    with pytest.raises(ValueError, match="follow"):
        _ = between([], BEFORE, LAST) + between([], AFTER, AFTER)
