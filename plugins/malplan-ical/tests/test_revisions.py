"""A newer calendar takes the place of an older one."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import PLAN, record
from reading import by_uid, number, said, seen, time, written

from malplan import (
    MilestoneDropped,
    MilestoneMoved,
    MilestoneReached,
    Observation,
    Record,
    Retraction,
)
from malplan.moments import day_of
from malplan.records import What
from malplan.testing.strategies import logs_of

LATER = date(2026, 5, 4)


@st.composite
def logs(draw: st.DrawFn) -> list[Record]:
    """Records in their order, each made at least a second after the one before it."""
    made = sorted(draw(logs_of(PLAN)), key=lambda one: one.recorded)
    earliest = datetime(2026, 1, 1, tzinfo=UTC)
    spaced = []
    for one in made:
        moment = max(one.recorded, earliest)
        spaced.append(attrs.evolve(one, recorded=moment))
        earliest = moment + timedelta(seconds=1)
    return spaced


@given(logs(), st.dates(date(2026, 1, 1), date(2027, 6, 1)))
def test_a_record_raises_what_it_changes_and_lowers_nothing(
    records: list[Record], on: date
) -> None:
    before = by_uid(written(seen(PLAN)))
    for count in range(1, len(records) + 1):
        after = by_uid(written(seen(PLAN, records[:count], on)))
        for part in before.keys() & after.keys():
            assert number(after[part]) >= number(before[part])
            if said(after[part]) != said(before[part]):
                assert number(after[part]) > number(before[part])
        before = after


@given(logs(), st.integers(0, 500), st.integers(0, 500))
def test_a_day_raises_what_it_changes_and_lowers_nothing(
    records: list[Record], first: int, more: int
) -> None:
    known = max((day_of(one.recorded) for one in records), default=date(2026, 1, 1))
    on = known + timedelta(first)
    before, after = (
        by_uid(written(seen(PLAN, records, day))) for day in (on, on + timedelta(more))
    )
    for part in before.keys() & after.keys():
        assert number(after[part]) >= number(before[part])
        assert after[part].dtstamp >= before[part].dtstamp
        if said(after[part]) != said(before[part]):
            assert number(after[part]) > number(before[part])
        else:
            assert number(after[part]) <= number(before[part]) + 1


@pytest.mark.parametrize(
    ("part", "what"),
    [
        ("milestone.workshop", MilestoneReached(milestone="workshop")),
        ("milestone.workshop", MilestoneDropped(milestone="workshop", because="Ingen tid.")),
        (
            "milestone.workshop",
            MilestoneMoved(milestone="workshop", period=time("maj"), because="Ingen tid."),
        ),
        ("target.fremmoede.1", Observation(sign="fremmoede", value=Decimal(17))),
    ],
)
def test_what_happens_raises_the_number(part: str, what: What) -> None:
    first = record(MilestoneReached(milestone="start"), date(2026, 2, 17))
    second = record(what, LATER)
    third = record(Retraction(record=second.id, because="En fejl."), LATER, hour=11)
    numbers, stamps = [0], []
    for records in ([first], [first, second], [first, second, third]):
        event = by_uid(written(seen(PLAN, records, LATER)))[part]
        numbers.append(number(event))
        stamps.append(event.dtstamp)
    assert numbers == sorted(set(numbers))
    assert stamps[1:] == [second.recorded, third.recorded]


def test_nothing_recorded_is_number_0() -> None:
    for event in written(seen(PLAN)).events:
        assert event.sequence == 0
        assert event.dtstamp == event.last_modified == datetime(2026, 1, 1, tzinfo=UTC)


def test_the_number_fits_a_calendar_for_long() -> None:
    one = record(MilestoneReached(milestone="start"), date(2026, 2, 17))
    for year, least in ((2059, 2**30), (2199, 2**31 - 1)):
        late = attrs.evolve(one, recorded=datetime(year, 6, 1, tzinfo=UTC))
        for event in written(seen(PLAN, [late], LATER)).events:
            assert least <= number(event) <= 2**31 - 1


SCRIPT = """
import sys
from datetime import date
sys.path.insert(0, sys.argv[1])
from made import PLAN, record
from malplan import MilestoneReached
from malplan_ical.calendar import calendar_of
from reading import seen
import attrs
one = record(MilestoneReached(milestone="start"), date(2026, 2, 17))
one = attrs.evolve(one, id="019c0000-0000-7000-8000-000000000000")
sys.stdout.buffer.write(calendar_of(seen(PLAN, [one], date(2026, 4, 20)), "da"))
"""


def test_a_fresh_process_elsewhere_writes_the_same_bytes() -> None:
    def run(zone: str, seed: str) -> bytes:
        folder = str(Path(__file__).parent)
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": "C"}
        command = [sys.executable, "-c", SCRIPT, folder]
        return subprocess.run(command, env=environment, capture_output=True, check=True).stdout

    first = run("Pacific/Kiritimati", "1")
    assert first == run("America/Adak", "2")
    assert first.startswith(b"BEGIN:VCALENDAR\r\n")
