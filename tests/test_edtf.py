"""Periods as EDTF, there and back, and as another library reads it."""

from __future__ import annotations

from datetime import date
from typing import Any

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from malplan import InvalidPeriod, Period
from malplan.testing import strategies


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("2026", "2026"),
        ("marts 2026", "2026-03"),
        ("5. maj 2026", "2026-05-05"),
        ("1. kvartal 2026", "2026-01/2026-03"),
        ("2025 til 2027", "2025/2027"),
        ("medio februar 2026", "2026-02-11/2026-02-20"),
        ("omkring maj 2026", "2026-05~"),
        ("senest 5. maj 2026", "../2026-05-05"),
        ("fra ca. 5. maj 2026", "2026-05-05~/.."),
        ("årsskiftet 2026/27", "2026-12-20~/2027-01-10~"),
    ],
)
def test_what_is_written(phrase: str, text: str) -> None:
    assert Period.parse(phrase).edtf() == text


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("2026-21", "2026-03-01/2026-05-31"),
        ("2026-22", "2026-06-01/2026-08-31"),
        ("2026-23", "2026-09-01/2026-11-30"),
        ("2026-25", "2026-03-01/2026-05-31"),
        ("2026-26", "2026-06-01/2026-08-31"),
        ("2026-27", "2026-09-01/2026-11-30"),
        ("2026-33", "2026-01-01/2026-03-31"),
        ("2026-34", "2026-04-01/2026-06-30"),
        ("2026-35", "2026-07-01/2026-09-30"),
        ("2026-36", "2026-10-01/2026-12-31"),
        ("2026-40", "2026-01-01/2026-06-30"),
        ("2026-41", "2026-07-01/2026-12-31"),
        ("2026-XX", "2026-01-01/2026-12-31"),
        ("2026-05-XX", "2026-05-01/2026-05-31"),
        ("202X", "2020-01-01/2029-12-31"),
        ("20XX~", "2000-01-01/2099-12-31"),
        ("2026-05/2026-06-15", "2026-05-01/2026-06-15"),
        ("2026/..", "2026-01-01/.."),
        ("2026-05/2026-06~", "2026-05-01/2026-06-30"),
        ("2026-05~/2026-06", "2026-05-01/2026-06-30"),
        ("../2026-06~", "../2026-06-30"),
    ],
)
def test_what_is_read(text: str, bounds: str) -> None:
    period = Period.from_edtf(text)
    assert period.isoformat() == bounds
    assert period.approximate == ("~" in text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2026-05?", "usikker"),
        ("2026-05%", "usikker"),
        ("2026-05/", "ukendt ende"),
        ("/2026-05", "ukendt ende"),
        ("../..", "skriv for eksempel"),
        ("", "skriv for eksempel"),
        ("2026-5", "skriv for eksempel"),
        ("2026-05-05T12:00", "skriv for eksempel"),
        ("2026/2027/2028", "skriv for eksempel"),
        ("[2026, 2027]", "skriv for eksempel"),
        ("2026-28", "2025-12/2026-02 eller 2026-12/2027-02"),
        ("2026-24", "2025-12/2026-02 eller 2026-12/2027-02"),
        ("2026-13", "ingen måned nummer 13"),
        ("2026-21-XX", "skriv for eksempel"),
        ("٢٠٢٦", "skriv for eksempel"),
        ("2026-02-30", "findes ikke"),
        ("2026-06/2026-05", "slutter"),
        ("1066", "uden for"),
    ],
)
def test_what_a_period_cannot_hold_is_refused(text: str, says: str) -> None:
    with pytest.raises(InvalidPeriod) as caught:
        Period.from_edtf(text)
    assert says in caught.value.message.da
    assert all(Period.from_edtf(candidate) for candidate in caught.value.candidates)


def test_an_unscheduled_period_has_none() -> None:
    assert Period(None, None, "løbende").edtf() is None


@given(strategies.periods().filter(lambda period: period.scheduled))
def test_it_reads_back_equal(period: Period) -> None:
    text = period.edtf()
    assert text
    again = Period.from_edtf(text)
    assert again == period
    assert again.edtf() == text


@given(strategies.periods().filter(lambda period: period.scheduled))
def test_another_library_reads_the_same_days(period: Period) -> None:
    read: Any = edtf.parse_edtf(period.edtf())
    if period.start:
        assert date(*read.lower_strict()[:3]) == period.start
    if period.end:
        assert date(*read.upper_strict()[:3]) == period.end


@given(st.text("0123456789-/.X~?% T", max_size=24))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        period = Period.from_edtf(text)
    except InvalidPeriod as error:
        assert error.message.da
    else:
        assert Period.from_edtf(period.edtf() or "") == period
