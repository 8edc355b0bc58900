"""Moments: the same instant in every zone, an hour that comes twice, and ids in their order."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malplan import InvalidValue
from malplan.moments import (
    COPENHAGEN,
    day_of,
    end_of,
    from_microseconds,
    microseconds,
    moment,
    moment_text,
    read_moment,
)
from malplan.records import new_record_id, record_id

ZONES = ("Europe/Copenhagen", "UTC", "America/Nuuk", "Asia/Kathmandu", "Pacific/Auckland")
zones = st.sampled_from(ZONES).map(ZoneInfo)
offsets = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
ZERO = datetime(1970, 1, 1, tzinfo=UTC)
BOUNDS = (datetime.fromisoformat("1950-01-01"), datetime.fromisoformat("2100-01-01"))
moments = st.datetimes(*BOUNDS, timezones=st.just(UTC))
anywhere = st.datetimes(*BOUNDS, timezones=zones | offsets)
days = st.dates(date(1950, 1, 1), date(2100, 1, 1))


@given(anywhere)
def test_a_moment_is_the_same_instant_in_utc(given: datetime) -> None:
    kept = moment(given)
    assert kept.tzinfo is UTC
    assert kept.timestamp() == given.timestamp()
    assert moment(kept) is kept
    assert from_microseconds(microseconds(kept)) == kept


@given(moments, zones)
def test_what_is_written_reads_back_equal(instant: datetime, zone: ZoneInfo) -> None:
    """Even in the hour that comes twice, for the offset is written too."""
    assert read_moment(moment_text(instant, zone), zone) == instant
    assert read_moment(moment_text(instant, zone), COPENHAGEN) == instant


@given(moments, zones)
def test_without_an_offset_a_clock_shows_one_moment_or_says_why_not(
    instant: datetime, zone: ZoneInfo
) -> None:
    wall = instant.astimezone(zone).replace(tzinfo=None)
    try:
        found = read_moment(wall.isoformat(), zone)
    except InvalidValue as error:
        assert moment_text(instant, zone) in error.message.en
    else:
        assert found == instant


@given(days, zones)
def test_the_end_of_a_day_is_in_it_and_the_next_moment_is_not(day: date, zone: ZoneInfo) -> None:
    end = end_of(day, zone)
    assert day_of(end, zone) == day
    assert day_of(end + timedelta(microseconds=1), zone) == day + timedelta(days=1)
    assert read_moment(day.isoformat(), zone) == end


def test_the_hour_that_comes_twice_is_two_moments() -> None:
    wall = datetime(2026, 10, 25, 2, 30, tzinfo=COPENHAGEN)
    first, second = moment(wall), moment(wall.replace(fold=1))
    assert second - first == timedelta(hours=1)
    assert sorted([second, first]) == [first, second]
    assert new_record_id(first) < new_record_id(second)
    texts = [moment_text(one) for one in (first, second)]
    assert texts == ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]
    with pytest.raises(InvalidValue) as caught:
        read_moment("2026-10-25T02:30")
    assert "kommer to gange" in caught.value.message.da
    assert all(text in caught.value.message.da for text in texts)


def test_an_hour_that_does_not_come_is_told() -> None:
    with pytest.raises(InvalidValue, match="there is no 2026-03-29 02:30"):
        read_moment("2026-03-29T02:30")
    assert read_moment("2026-03-29T02:30", ZoneInfo("UTC")).hour == 2


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2026-03-02", "2026-03-02T23:59:59.999999+01:00"),
        (" 2026-03-02 09:30 ", "2026-03-02T09:30:00+01:00"),
        ("2026-03-02T09:30:00Z", "2026-03-02T10:30:00+01:00"),
        ("2026-07-02T09:30:00-03:00", "2026-07-02T14:30:00+02:00"),
        ("2026-07-02T09:30:00.5", "2026-07-02T09:30:00.500000+02:00"),
    ],
)
def test_moments_that_people_write(text: str, written: str) -> None:
    assert moment_text(read_moment(text)) == written


@pytest.mark.parametrize(
    "wrong",
    ["", " ", "i går", "2026-13-01", "2026-03-02T25:00", "2026-W10-1x", "9999-12-31", "0001-01-01T00:00",
     "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "x" * 10, None, 5, date(2026, 3, 2)],
)  # fmt: skip
def test_what_is_no_moment_is_told(wrong: Any) -> None:
    with pytest.raises(InvalidValue):
        read_moment(wrong)


@pytest.mark.parametrize("wrong", [None, "2026-03-02", date(2026, 3, 2), datetime(2026, 3, 2)])  # noqa: DTZ001
def test_a_moment_has_a_zone(wrong: Any) -> None:
    with pytest.raises(InvalidValue):
        moment(wrong)


# --- Ids ------------------------------------------------------------------------------------------
@given(moments.filter(lambda one: one >= ZERO))
def test_an_id_is_a_uuid_of_version_7(instant: datetime) -> None:
    id = new_record_id(instant)
    parsed = uuid.UUID(record_id(id))
    assert (str(parsed), parsed.version, parsed.variant) == (id, 7, uuid.RFC_4122)
    assert parsed.int >> 80 == microseconds(instant) // 1000


@given(st.integers(0, 2**42), st.integers(0, 999), st.integers(0, 999))
def test_ids_of_later_microseconds_sort_later(millisecond: int, one: int, other: int) -> None:
    first, second = sorted((one, other))
    ids = [new_record_id(from_microseconds(millisecond * 1000 + part)) for part in (first, second)]
    if first < second:
        assert ids == sorted(ids)
    assert ids[0] != ids[1]


def test_a_moment_in_utc_is_kept_in_one_way_alone() -> None:
    told = datetime(2026, 3, 1, tzinfo=UTC)
    assert repr(moment(told.replace(fold=1))) == repr(told)
