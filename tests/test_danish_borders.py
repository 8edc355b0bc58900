"""The borders of Danish times, and what is said of those that are refused, word by word."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest

from malplan import InvalidPeriod, Period, PeriodPolicy
from malplan.danish import read_name
from malplan.danish.named import NAMES
from malplan.messages import Message


def refusal(phrase: str, **policy: str) -> Message:
    with pytest.raises(InvalidPeriod) as caught:
        Period.parse(phrase, year=2026, policy=PeriodPolicy(named=policy))
    return caught.value.message


def refused_name(name: str, phrase: str) -> Message:
    with pytest.raises(InvalidPeriod) as caught:
        read_name(name, phrase)
    return caught.value.message


# --- One time told twice --------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("24. august (uge 35)", "2026-08-24/2026-08-24"),
        ("30. august (uge 35)", "2026-08-30/2026-08-30"),
        ("24.-30. august (uge 35)", "2026-08-24/2026-08-30"),
        ("august (1.-3. august)", "2026-08-01/2026-08-03"),
        ("august (29.-31. august)", "2026-08-29/2026-08-31"),
        ("24. august (ca. uge 35)", "2026-08-24/2026-08-24~"),
        ("ca. 24. august (uge 35)", "2026-08-24/2026-08-24~"),
    ],
)
def test_one_time_that_is_told_twice(phrase: str, expected: str) -> None:
    period = Period.parse(phrase, year=2026)
    assert period.isoformat() + "~" * period.approximate == expected


@pytest.mark.parametrize(
    "phrase", ["23. august (uge 35)", "31. august (uge 35)", "uge 35 (31. august)"]
)
def test_the_day_before_and_the_day_after_are_another_time(phrase: str) -> None:
    assert "på flere måder" in refusal(phrase).da


# --- What is said, in both languages --------------------------------------------------------------
def test_every_weekday_is_called_by_its_name() -> None:
    for number, danish in enumerate(("man", "tirs", "ons", "tors", "fre", "lør", "søn")):
        monday, other = date(2026, 5, 4), (number + 1) % 7
        day = monday + timedelta(days=other)
        said = refusal(f"{danish}dag den {day.day}. maj 2026")
        right, wrong = calendar.day_name[other], calendar.day_name[number]
        assert said.en == f"{day.day} May 2026 is a {right}, not a {wrong}"
        assert said.da.endswith(f"ikke en {danish}dag")


def test_what_a_name_stands_for_is_refused_alone() -> None:
    assert refusal("åbningsugen", åbningsugen="hvornår").da == (
        "malplan forstår ikke tidsangivelsen ”hvornår”"
    )


def test_what_is_wrong_with_a_name() -> None:
    assert "”2026” er ikke et navn" in refused_name("2026", "uge 8").da
    assert "”maj” betyder allerede" in refused_name("maj", "juni").da
    assert "”fra maj” mangler" in refused_name("opstart", "fra maj").da


def test_a_name_of_a_year_is_read_in_that_year() -> None:
    read_name("skuddag", "29. februar")  # some year has one
    read_name("skuddag 2028", "29. februar")
    assert "findes ikke i 2027" in refused_name("skuddag 2027", "29. februar").da


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_malplan_knows_may_stand_for_other_days(name: str) -> None:
    read_name(name, "uge 20")


@pytest.mark.parametrize("phrase", ["13/26", "senest 00/26"])
def test_nothing_is_offered_that_cannot_be_read(phrase: str) -> None:
    assert "Mente du" not in refusal(phrase).da


def test_what_is_offered_stands_in_quotation_marks() -> None:
    assert refusal("SENEST 03/26").da.endswith("Mente du ”senest 03/2026”?")


def test_spaces_in_what_a_name_stands_for_do_not_matter() -> None:
    policy = PeriodPolicy(named={"opstart": "første  halvdel  af  maj"})
    period = Period.parse("opstart", year=2026, policy=policy)
    assert period.isoformat() == "2026-05-01/2026-05-15"
