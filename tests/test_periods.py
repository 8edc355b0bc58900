"""Time as coarse as people say it."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from malplan import InvalidPeriod, InvalidValue, Period, PeriodPolicy
from malplan.spans import MONTHS
from malplan.testing import strategies

YEARS = st.integers(1901, 2198)
MEANS = [
    ("medio februar", "2026-02-11/2026-02-20"),
    ("primo januar", "2026-01-01/2026-01-10"),
    ("ultimo februar", "2026-02-21/2026-02-28"),
    ("ultimo februar 2028", "2028-02-21/2028-02-29"),
    ("start marts", "2026-03-01/2026-03-10"),
    ("midt i marts", "2026-03-11/2026-03-20"),
    ("slutningen af marts", "2026-03-21/2026-03-31"),
    ("ultimo marts/primo april", "2026-03-21/2026-04-10"),
    ("medio/ultimo marts", "2026-03-11/2026-03-31"),
    ("i løbet af marts", "2026-03-01/2026-03-31"),
    ("April", "2026-04-01/2026-04-30"),
    ("marts måned", "2026-03-01/2026-03-31"),
    ("i marts 2027.", "2027-03-01/2027-03-31"),
    ("sept.", "2026-09-01/2026-09-30"),
    ("maj/juni", "2026-05-01/2026-06-30"),
    ("maj og juni", "2026-05-01/2026-06-30"),
    ("maj-juni", "2026-05-01/2026-06-30"),
    ("maj – juni", "2026-05-01/2026-06-30"),
    ("maj til juni", "2026-05-01/2026-06-30"),
    ("fra maj til juni", "2026-05-01/2026-06-30"),
    ("mellem maj og juni", "2026-05-01/2026-06-30"),
    ("december/januar", "2026-12-01/2027-01-31"),
    ("december/januar 2027", "2026-12-01/2027-01-31"),
    ("december 2026/januar", "2026-12-01/2027-01-31"),
    ("ultimo december/primo januar 2027", "2026-12-21/2027-01-10"),
    ("maj til primo maj", "2026-05-01/2026-05-31"),
    ("medio maj til maj", "2026-05-01/2026-05-31"),
    ("2026", "2026-01-01/2026-12-31"),
    ("2026-2027", "2026-01-01/2027-12-31"),
    ("primo 2026", "2026-01-01/2026-01-31"),
    ("medio 2026", "2026-06-01/2026-07-31"),
    ("ultimo 2026", "2026-12-01/2026-12-31"),
    ("03/2026", "2026-03-01/2026-03-31"),
    ("2026-03", "2026-03-01/2026-03-31"),
    ("5. maj", "2026-05-05/2026-05-05"),
    ("den 5. maj 2027", "2027-05-05/2027-05-05"),
    ("d. 5.-7. maj", "2026-05-05/2026-05-07"),
    ("5.5.2026", "2026-05-05/2026-05-05"),
    ("5/5", "2026-05-05/2026-05-05"),
    ("5/5-26", "2026-05-05/2026-05-05"),
    ("1/5-15/5", "2026-05-01/2026-05-15"),
    ("2026-05-05", "2026-05-05/2026-05-05"),
    ("5-3-2026", "2026-03-05/2026-03-05"),
    ("til udgangen af maj", "../2026-05-31"),
    ("pr. 1. maj", "2026-05-01/2026-05-01"),
    ("uge 12", "2026-03-16/2026-03-22"),
    ("uge 12-14", "2026-03-16/2026-04-05"),
    ("uge 12/13", "2026-03-16/2026-03-29"),
    ("uge 12/2026", "2026-03-16/2026-03-22"),
    ("maj/2027", "2027-05-01/2027-05-31"),
    ("Q1/2027", "2027-01-01/2027-03-31"),
    ("1. halvår-2027", "2027-01-01/2027-06-30"),
    ("5. maj/2027", "2027-05-05/2027-05-05"),
    ("ultimo marts/2027", "2027-03-21/2027-03-31"),
    ("før primo maj", "../2026-04-30"),
    ("inden primo maj", "../2026-05-10"),
    ("i løbet af omkring maj", "2026-05-01/2026-05-31"),
    ("uge 12 – 14 2027", "2027-03-22/2027-04-11"),
    ("5.-7. maj 2027", "2027-05-05/2027-05-07"),
    ("uge 53 2026", "2026-12-28/2027-01-03"),
    ("1. kvartal", "2026-01-01/2026-03-31"),
    ("andet kvartal 2027", "2027-04-01/2027-06-30"),
    ("1.-2. kvartal", "2026-01-01/2026-06-30"),
    ("Q3", "2026-07-01/2026-09-30"),
    ("2. halvår", "2026-07-01/2026-12-31"),
    ("senest 1. juni", "../2026-06-01"),
    ("inden udgangen af maj", "../2026-05-31"),
    ("inden maj", "../2026-04-30"),
    ("inden ultimo maj", "../2026-05-31"),
    ("efter maj", "2026-06-01/.."),
    ("fra og med maj", "2026-05-01/.."),
    ("tidligst 1. maj", "2026-05-01/.."),
    ("omkring 1. maj", "2026-05-01/2026-05-01"),
    ("senest ca. 1. maj", "../2026-05-01"),
    ("løbende", "../.."),
    ("Dato følger.", "../.."),
]


@pytest.mark.parametrize(("phrase", "means"), MEANS)
def test_what_a_phrase_means(phrase: str, means: str) -> None:
    assert Period.parse(phrase, year=2026).isoformat() == means


def test_a_phrase_without_a_year_needs_one() -> None:
    assert Period.parse("maj 2026").isoformat() == "2026-05-01/2026-05-31"
    with pytest.raises(InvalidPeriod, match="has no year"):
        Period.parse("maj")


@given(strategies.periods())
def test_the_canonical_phrase_reads_back(period: Period) -> None:
    again = Period.parse(str(period))
    assert again == period
    assert str(again) == str(period)


@given(strategies.days(), strategies.days(), st.booleans())
def test_bounds_become_words_and_come_back(one: date, two: date, about: bool) -> None:
    period = Period(min(one, two), max(one, two), approximate=about)
    assert Period.parse(period.text) == period


@given(strategies.phrases(), YEARS)
def test_a_phrase_keeps_its_words(phrase: str, year: int) -> None:
    assert Period.parse(phrase, year=year).text == phrase


@given(st.sampled_from(MONTHS), YEARS)
def test_primo_medio_ultimo_divide_every_month(month: str, year: int) -> None:
    whole = Period.parse(month, year=year)
    primo, medio, ultimo = (
        Period.parse(f"{part} {month}", year=year) for part in ("primo", "medio", "ultimo")
    )
    assert primo in whole
    assert medio in whole
    assert ultimo in whole
    bounds = [whole.start, primo.start, primo.end, medio.start, medio.end, ultimo.start, ultimo.end]
    days = [day.toordinal() for day in bounds if day]
    assert days[0] == days[1]
    assert days[2] + 1 == days[3]
    assert days[4] + 1 == days[5]
    assert ultimo.end == whole.end


@given(st.text(max_size=30), YEARS)
def test_any_text_is_read_or_refused(text: str, year: int) -> None:
    try:
        period = Period.parse(text, year=year)
    except InvalidValue as error:
        assert error.message.da
    else:
        assert Period.parse(period.text, year=year) == period


def read_or_none(phrase: str, year: int) -> Period | None:
    try:
        return Period.parse(phrase, year=year)
    except InvalidPeriod:
        return None


@given(st.one_of(strategies.phrases(), st.text(max_size=30)), st.sampled_from((1900, 2199)))
@example("efter 4. kvartal", 2199)
@example("før januar", 1900)
def test_what_reaches_beyond_all_years_is_refused_in_both_ways(phrase: str, year: int) -> None:
    assert Period.parse_if_readable(phrase, year=year) == read_or_none(phrase, year)


@given(st.sampled_from((1900, 2199)).flatmap(strategies.periods))
def test_the_first_and_the_last_year_have_periods_too(period: Period) -> None:
    assert period.start is None or period.start.year >= 1900
    assert period.end is None or period.end.year <= 2199


def test_a_policy_can_say_otherwise() -> None:
    policy = PeriodPolicy(primo_ends=7, medio_ends=21)
    assert Period.parse("primo maj 2026", policy=policy).isoformat() == "2026-05-01/2026-05-07"
    assert Period.parse("ultimo maj 2026", policy=policy).isoformat() == "2026-05-22/2026-05-31"
    with pytest.raises(InvalidPeriod):
        PeriodPolicy(primo_ends=20, medio_ends=20)
    with pytest.raises(InvalidPeriod):
        PeriodPolicy(primo_ends=0)
    with pytest.raises(InvalidPeriod):
        PeriodPolicy(medio_ends=28)
    assert PeriodPolicy(primo_ends=1, medio_ends=27).part_of(28).value == "ultimo"


def test_a_period_is_its_bounds_and_not_its_words() -> None:
    march = Period(date(2026, 3, 1), date(2026, 3, 31))
    assert march.text == str(march) == "marts 2026"
    assert march == Period.parse("i løbet af marts", year=2026)
    assert hash(march) == hash(Period.parse("marts 2026"))
    assert march != Period.parse("omkring marts 2026")


@pytest.mark.parametrize(
    ("start", "end"), [(date(2026, 2, 2), date(2026, 2, 1)), (date(1899, 1, 1), None)]
)
def test_impossible_bounds_are_refused(start: date, end: date | None) -> None:
    with pytest.raises(InvalidPeriod):
        Period(start, end)


def test_letters_in_two_forms_are_one() -> None:
    decomposed = unicodedata.normalize("NFD", "når sneen er væk på pladsen")
    assert Period(None, None, decomposed).text == unicodedata.normalize("NFC", decomposed)


def test_what_lies_inside() -> None:
    spring = Period.parse("marts til maj 2026")
    assert date(2026, 5, 31) in spring
    assert date(2026, 6, 1) not in spring
    assert Period.parse("senest 1. maj 2026") not in spring
    assert spring in Period.parse("senest 31. maj 2026")
    assert not Period(None, None, "løbende").scheduled
    assert not Period(None, None, "løbende", approximate=True).approximate


@given(strategies.periods(), strategies.periods())
def test_different_periods_differ_in_english(one: Period, other: Period) -> None:
    assert (one.in_words("en") == other.in_words("en")) == (one == other)


@pytest.mark.parametrize(
    ("phrase", "english"),
    [
        ("ultimo marts/primo april", "late March to early April 2026"),
        ("medio maj", "mid-May 2026"),
        ("2. kvartal", "second quarter of 2026"),
        ("2. halvår", "second half of 2026"),
        ("uge 12", "week 12 of 2026"),
        ("d. 5.-7. maj", "5 to 7 May 2026"),
        ("senest ca. 5. maj", "by about 5 May 2026"),
        ("fra 5. maj", "from 5 May 2026"),
        ("omkring maj", "around May 2026"),
        ("efter aftale", "efter aftale"),
    ],
)
def test_a_period_in_english(phrase: str, english: str) -> None:
    period = Period.parse(phrase, year=2026)
    assert period.message.en == english
    assert period.message.da == phrase
