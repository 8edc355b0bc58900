"""Danish time phrases: what each kind means, and laws that hold for all of them."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from malplan import InvalidPeriod, Period, PeriodPolicy, Settings
from malplan.danish import bounds_of, forget
from malplan.danish.openings import OPENINGS
from malplan.danish.terms import TERMS
from malplan.danish.words import PARTS, WEEKDAYS
from malplan.errors import InvalidSettings
from malplan.spans import FIRST_YEAR, LAST_YEAR, MONTHS
from malplan.testing import strategies

YEARS = st.integers(FIRST_YEAR + 2, LAST_YEAR - 2)
ONE_DAY = timedelta(days=1)

MEANS = [
    # Parts of months, quarters, half-years and years
    ("begyndelsen af maj", "2026-05-01/2026-05-10"),
    ("sidst i maj", "2026-05-21/2026-05-31"),
    ("første halvdel af maj", "2026-05-01/2026-05-15"),
    ("anden halvdel af februar", "2026-02-16/2026-02-28"),
    ("første uge i maj", "2026-05-01/2026-05-07"),
    ("den første uge i maj", "2026-05-01/2026-05-07"),
    ("2. uge i maj", "2026-05-08/2026-05-14"),
    ("sidste uge i april 2027", "2027-04-24/2027-04-30"),
    ("starten af 2026", "2026-01-01/2026-03-31~"),
    ("midten af 2026", "2026-05-01/2026-08-31~"),
    ("slut 2026", "2026-10-01/2026-12-31~"),
    ("anden halvdel af 2026", "2026-07-01/2026-12-31"),
    ("primo 2. kvartal", "2026-04-01/2026-04-30"),
    ("medio andet halvår", "2026-09-01/2026-10-31"),
    ("ultimo 3. kvartal 2026", "2026-09-01/2026-09-30"),
    ("første halvdel af 1. halvår", "2026-01-01/2026-03-31"),
    ("udgangen af uge 12", "2026-03-22/2026-03-22"),
    ("inden udgangen af 2. kvartal", "../2026-06-30"),
    ("ved udgangen af juni", "2026-06-30/2026-06-30"),
    ("efter udgangen af juni", "2026-07-01/.."),
    ("inden årets udgang", "../2026-12-31"),
    ("først på året", "2026-01-01/2026-03-31~"),
    # Words before and after
    ("inden starten af maj", "../2026-04-30"),
    ("inden slutningen af maj", "../2026-05-31"),
    ("inden den 14. marts kl. 12.00", "../2026-03-14"),
    ("senest torsdag den 5. marts kl. 12", "../2026-03-05"),
    ("frem mod 2030", "../2030-12-31~"),
    ("frem mod jul", "../2026-12-23~"),
    ("frem til sommerferien", "../2026-06-26"),
    ("indtil sommeren", "../2026-05-31"),
    ("fra påske til sommerferien", "2026-04-02/2026-06-26"),
    ("fra påske til og med sommerferien", "2026-04-02/2026-08-09"),
    ("sommerferien t.o.m. jul", "2026-06-27/2026-12-26"),
    ("mellem påske og pinse", "2026-04-02/2026-05-25"),
    ("før udgangen af 2026", "../2026-12-31"),
    ("løbende i 2026", "2026-01-01/2026-12-31"),
    ("op til sommerferien", "../2026-06-26~"),
    ("hen over sommeren", "2026-06-01/2026-08-31"),
    ("forventeligt maj", "2026-05-01/2026-05-31~"),
    ("1. maj og frem", "2026-05-01/.."),
    ("fra maj og frem til juni", "2026-05-01/2026-06-30"),
    ("fra ca. maj til ca. juni", "2026-05-01/2026-06-30~"),
    ("til den 7. september", "../2026-09-07"),
    ("tidligst 1. maj og senest 1. juni", "2026-05-01/2026-06-01"),
    # Seasons, school years, the turn of the year
    ("foråret", "2026-03-01/2026-05-31"),
    ("forår/sommer 2027", "2027-03-01/2027-08-31"),
    ("efteråret til foråret", "2026-09-01/2027-05-31"),
    ("vinteren 2026/27", "2026-12-01/2027-02-28"),
    ("vinteren 2027-2028", "2027-12-01/2028-02-29"),
    ("vintren 2026/27", "2026-12-01/2027-02-28"),
    ("efterår/vinter 2026/27", "2026-09-01/2027-02-28"),
    ("sensommeren", "2026-08-01/2026-08-31~"),
    ("tidligt forår", "2026-03-01/2026-03-31~"),
    ("skoleåret 2026/27", "2026-08-01/2027-07-31"),
    ("skoleårene 2025/26 og 2026/27", "2025-08-01/2027-07-31"),
    ("årsskiftet 2026/27", "2026-12-20/2027-01-10~"),
    ("omkring årsskiftet 2026/27", "2026-12-20/2027-01-10~"),
    ("inden årsskiftet 2026/27", "../2026-12-31"),
    ("senest årsskiftet 2026/27", "../2026-12-31"),
    ("frem mod årsskiftet 2026/27", "../2026-12-31~"),
    ("efter årsskiftet 2026/27", "2027-01-01/.."),
    ("fra årsskiftet 2026/27", "2027-01-01/.."),
    ("indgangen til årsskiftet 2026/27", "2026-12-20/2026-12-20"),
    ("udgangen af efteråret", "2026-11-30/2026-11-30"),
    ("2026-29", "2026-01-01/2029-12-31"),
    ("15. august til 1. juli", "2026-08-15/2027-07-01"),
    # Named periods
    ("påske", "2026-04-02/2026-04-06"),
    ("inden påske", "../2026-04-01"),
    ("påskeferien", "2026-03-28/2026-04-06"),
    ("Kristi himmelfartsdag", "2026-05-14/2026-05-14"),
    ("langfredag", "2026-04-03/2026-04-03"),
    ("grundlovsdag", "2026-06-05/2026-06-05"),
    ("pinsen 2027", "2027-05-16/2027-05-17"),
    ("jul", "2026-12-24/2026-12-26"),
    ("mellem jul og nytår", "2026-12-27/2026-12-31"),
    ("sommerferien", "2026-06-27/2026-08-09"),
    ("sommerferien 2023", "2023-06-24/2023-08-13"),
    ("efterårsferien", "2026-10-12/2026-10-18"),
    ("efter vinterferien", "2026-02-16/.."),
    # Days
    ("mandag den 4. maj", "2026-05-04/2026-05-04"),
    ("man. d. 4. til fre. d. 8. maj", "2026-05-04/2026-05-08"),
    ("1.5.-15.5.2026", "2026-05-01/2026-05-15"),
    ("1/5-15/5 2026", "2026-05-01/2026-05-15"),
    ("første maj", "2026-05-01/2026-05-01"),
    ("maj '27", "2027-05-01/2027-05-31"),
    ("5. maj 2026, kl. 14.00-16.00", "2026-05-05/2026-05-05"),
    # Lists and times told twice
    ("uge 28, 29 og 30", "2026-07-06/2026-07-26"),
    ("27., 28. og 29. december", "2026-12-27/2026-12-29"),
    ("1. og 2. kvartal 2027", "2027-01-01/2027-06-30"),
    ("Q1+Q2 2027", "2027-01-01/2027-06-30"),
    ("27., 28. og 29. december 2027", "2027-12-27/2027-12-29"),
    ("december, januar og februar 2027", "2026-12-01/2027-02-28"),
    ("april, maj 2027 og juni", "2027-04-01/2027-06-30"),
    ("uge 12/14", "2026-03-16/2026-04-05"),
    ("uge 25/26", "2026-06-15/2026-06-28"),
    ("uge 52-2", "2026-12-21/2027-01-17"),
    ("uge 12-14/2027", "2027-03-22/2027-04-11"),
    ("ca. maj (uge 20)", "2026-05-11/2026-05-17~"),
    ("24. august (uge 35)", "2026-08-24/2026-08-24"),
    ("sommerferien (13. juli - 2. august)", "2026-07-13/2026-08-02"),
    ("1.-5. maj (begge dage inklusive)", "2026-05-01/2026-05-05"),
    ("hurtigst muligt", "../.."),
]


def means(phrase: str, year: int = 2026, policy: PeriodPolicy | None = None) -> str:
    period = Period.parse(phrase, year=year, policy=policy or PeriodPolicy())
    return period.isoformat() + "~" * period.approximate


@pytest.mark.parametrize(("phrase", "expected"), MEANS)
def test_what_a_phrase_means(phrase: str, expected: str) -> None:
    assert means(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "candidates"),
    [
        ("vinter 2026", ("vinter 2025/26", "vinter 2026/27")),
        ("efterår/vinter 2026", ("efterår/vinter 2025/26", "efterår/vinter 2026/27")),
        ("skoleåret 2026", ("skoleåret 2025/26", "skoleåret 2026/27")),
        ("omkring årsskiftet", ("omkring årsskiftet 2025/26", "omkring årsskiftet 2026/27")),
        ("nytår 2026", ("årsskiftet 2025/26", "årsskiftet 2026/27")),
        ("2026/27", ("skoleåret 2026/27", "2026-2027")),
        ("maj 26", ("26. maj", "maj 2026")),
        ("5. maj 26", ("5. maj 2026",)),
        ("03/26", ("03/2026",)),
        ("til april 2027", ("i april 2027", "senest i april 2027")),
        ("til foråret", ("i foråret", "senest i foråret")),
        ("2. og 4. kvartal", ("2. til 4. kvartal",)),
        ("maj, juni og august", ("maj til august",)),
        ("uge 19 (6. maj)", ("uge 19", "6. maj")),
        ("slut uge 12", ("uge 12",)),
        ("mdio februar", ("medio februar",)),
        ("til ultimo maj", ("ultimo maj", "senest ultimo maj")),
        ("1. halvår/26", ("1. halvår 2026",)),
        ("Q1-26", ("q1 2026",)),
        ("uge 42/26", ("uge 42-26", "uge 42 i 2026")),
        ("4/5-16", ("4.-16. maj", "4/5-2016")),
        ("ugen efter påske", ()),
        ("vinterhalvåret", ()),
        ("ultimo", ()),
        ("senest ultmo maj", ("senest ultimo maj",)),
        ("3. kvatal", ("3. kvartal",)),
    ],
)
def test_what_else_it_could_have_been(phrase: str, candidates: tuple[str, ...]) -> None:
    with pytest.raises(InvalidPeriod) as caught:
        Period.parse(phrase, year=2026)
    assert caught.value.candidates == candidates
    assert all(candidate in caught.value.message.da for candidate in candidates)


@pytest.mark.parametrize(
    ("phrase", "says"),
    [
        ("mdio februar", "Mente du ”medio februar”?"),
        ("medio februa", "Mente du"),
        ("medio", "forstår ikke tidsangivelsen ”medio”"),
        ("ultimo marts/", "ikke færdig"),
        ("", "tom"),
        ("  ", "tom"),
        ("31. februar", "31. februar findes ikke"),
        ("0. maj", "findes ikke"),
        ("13/2026", "ingen måned nummer 13"),
        ("uge 54", "ingen uge 54"),
        ("uge 0", "ingen uge 0"),
        ("3. halvår", "3. halvår"),
        ("maj 1066", "1066"),
        ("juni 2026 til maj 2026", "slutter"),
        ("10.-5. maj", "slutter"),
        ("maj 2026/2027", "forstår ikke"),
        ("uge 9/10/11", "forstår ikke"),
        ("senest fra maj", "forstår ikke"),
        ("efter efter maj", "forstår ikke"),
        ("marts 0000", "uden for"),
        ("0000", "uden for"),
        ("efter en besøgsrunde", "forstår ikke ”en besøgsrunde”"),
        ("5", "forstår ikke"),
        ("5. og maj", "forstår ikke"),
        ("29. februar", "findes ikke i 2026"),
        ("maj\nmaj", "linje"),
        ("maj\x00", "U+0000"),
        ("uge 53 2027", "2027 har ingen uge 53"),
        ("maj juni", "forstår ikke ”juni”"),
        ("tirsdag den 4. maj 2026", "4. maj 2026 er en mandag, ikke en tirsdag"),
        ("skoleåret 2026/28", "2026 og 2028 er ikke to år i træk"),
        ("juleferien", "ved ikke, hvornår ”juleferien” er i 2026"),
        ("påske 2199", "ved ikke, hvornår ”Skærtorsdag” er i 2199"),
        ("uge 29-27", "slutter (5. juli 2026), før den begynder (13. juli 2026)"),
        ("5. maj til 3. maj 2027", "slutter"),
        ("medio/primo maj", "slutter"),
        ("1. halvår - 5.", "forstår ikke"),
        ("٥. maj", "forstår ikke"),
        ("uge １２", "forstår ikke"),
        ("ſommer", "forstår ikke"),
        ("PRİMO maj", "forstår ikke ”İMO maj”"),
        ("til vinter", "vinter"),
        ("sommmerferien", "Mente du ”sommerferie”?"),
        ("om 14 dage", "siger ikke, hvilke dage det er"),
        ("næste år", "siger ikke, hvilke dage det er"),
        ("maj " * 60, "der er plads til 200"),
        ("mellem uge 12 (uge 13", "forstår ikke ”(uge 13”"),
        ("senest maj (uge 20)", "forstår ikke ”uge 20)”"),
        ("maj (foråret", "forstår ikke"),
        ("maj og senest juni", "forstår ikke"),
        ("maj - juni - juli", "forstår ikke"),
        ("5. halvår", "forstår ikke"),
        ("primo 1.", "forstår ikke"),
        ("første halvdel af 2. kvartal", "forstår ikke"),
        ("primo sommerferien", "forstår ikke"),
    ],
)
def test_what_cannot_be_read_is_told(phrase: str, says: str) -> None:
    with pytest.raises(InvalidPeriod) as caught:
        Period.parse(phrase, year=2026)
    assert says in caught.value.message.da
    assert caught.value.message.en


# --- As municipalities write ----------------------------------------------------------------------
IN_USE = tomllib.loads(
    (Path(__file__).parent / "data" / "municipal_phrases.toml").read_text(encoding="utf-8")
)["phrase"]


@pytest.mark.parametrize("row", IN_USE, ids=lambda row: row["text"])
def test_a_phrase_in_use(row: dict[str, Any]) -> None:
    if not row["means"]:
        with pytest.raises(InvalidPeriod):
            Period.parse(row["text"], year=row["year"])
        return
    period = Period.parse(row["text"], year=row["year"])
    assert (period.isoformat(), period.approximate) == (
        row["means"],
        row.get("approximate", False),
    )


# --- The tables -----------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", TERMS, ids=lambda kind: kind.pattern.pattern[:40])
def test_the_examples_of_a_kind_are_of_that_kind(kind: Any) -> None:
    for example in kind.examples:
        first = next(other for other in TERMS if other.pattern.match(example.lower()))
        assert first is kind, example
        assert Period.parse(example, year=2026).scheduled


@pytest.mark.parametrize("opening", OPENINGS)
def test_every_opening_opens(opening: str) -> None:
    assert Period.parse(f"{opening} 5. maj 2026") == Period.parse(
        f"{opening.upper()}  5.  MAJ  2026."
    )


@pytest.mark.parametrize("part", PARTS)
def test_every_part_lies_in_its_month(part: str) -> None:
    assert Period.parse(f"{part} maj", year=2026) in Period.parse("maj", year=2026)


# --- Laws -----------------------------------------------------------------------------------------
def bounds(phrase: str, year: int) -> tuple[date, date]:
    period = Period.parse(phrase, year=year)
    assert period.start
    assert period.end
    return period.start, period.end


BETWEEN = st.sampled_from(("/", "-", " til og med ", " – "))


@given(strategies.terms(), strategies.terms(), BETWEEN, YEARS)
def test_a_range_contains_its_parts(first: str, second: str, between: str, year: int) -> None:
    assume(not ("/" in first + second and between == "/"))  # "1/1/maj" is refused
    try:
        whole = Period.parse(f"{first}{between}{second}", year=year)
    except InvalidPeriod:  # a slip, such as "uge 29-27"
        assert bounds(first, year)[0] > bounds(second, year)[1]
        return
    assert Period.parse(first, year=year) in whole
    assert any(Period.parse(second, year=y) in whole for y in (year, year + 1))


@given(strategies.terms(), strategies.terms(), YEARS)
def test_joined_times_follow_each_other_or_are_refused(first: str, second: str, year: int) -> None:
    try:
        joined = Period.parse(f"{first} og {second}", year=year)
    except InvalidPeriod as error:
        assert error.candidates in ((f"{first} til {second}",), ())
        if not error.candidates:  # a slip
            assert bounds(first, year)[0] > bounds(second, year)[1]
            return
        assert bounds(first, year)[1] + ONE_DAY < max(
            bounds(second, y)[0] for y in (year, year + 1)
        )
    else:
        assert joined == Period.parse(f"{first} til og med {second}", year=year)


@given(strategies.terms(), YEARS)
def test_before_in_and_after_divide_time(term: str, year: int) -> None:
    start, end = bounds(term, year)
    before = end if term.startswith("udgangen") else start - ONE_DAY
    assert Period.parse(f"før {term}", year=year).end == before
    assert Period.parse(f"fra {term}", year=year).start == start
    assert Period.parse(f"senest {term}", year=year).end == end
    assert Period.parse(f"efter {term}", year=year).start == end + ONE_DAY


@given(strategies.phrases(), YEARS)
def test_spaces_capitals_and_a_full_stop_do_not_matter(phrase: str, year: int) -> None:
    spaced = f" {phrase.upper()} .".replace(" ", "\u00a0 ")
    assert Period.parse(spaced, year=year) == Period.parse(phrase, year=year)


@given(strategies.terms(), YEARS)
def test_a_year_that_is_said_is_the_year(term: str, year: int) -> None:
    assert Period.parse(f"{term} {year}") == Period.parse(term, year=year)


WHOLES = {
    "første halvdel af {}, anden halvdel af {}": (*MONTHS, "1. halvår", "2026"),
    "primo {}, medio {}, ultimo {}": (*MONTHS, "2. kvartal", "2. halvår", "efteråret"),
    "starten af {}, midten af {}, slutningen af {}": (*MONTHS, "4. kvartal", "1. halvår", "sommer"),
}


@pytest.mark.parametrize(
    ("parts", "whole"), [(parts, whole) for parts, wholes in WHOLES.items() for whole in wholes]
)
def test_parts_divide_their_whole(parts: str, whole: str) -> None:
    spans = [bounds(part.format(whole), 2026) for part in parts.split(", ")]
    assert spans[0][0] == bounds(whole, 2026)[0]
    assert spans[-1][1] == bounds(whole, 2026)[1]
    assert all(one[1] + ONE_DAY == other[0] for one, other in pairwise(spans))


@given(YEARS)
def test_seasons_and_school_years_leave_no_gap(year: int) -> None:
    following = f"{(year + 1) % 100:02}", f"{(year + 2) % 100:02}"
    names = (f"forår {year}", f"sommer {year}", f"efterår {year}", f"vinter {year}/{following[0]}")
    seasons = [bounds(name, year) for name in (*names, f"forår {year + 1}")]
    assert all(one[1] + ONE_DAY == other[0] for one, other in pairwise(seasons))
    schools = [
        bounds(f"skoleåret {first}/{second}", year)
        for first, second in zip((year, year + 1), following, strict=True)
    ]
    assert schools[0][1] + ONE_DAY == schools[1][0]


@given(strategies.days(), st.integers(0, 6))
def test_a_weekday_must_be_right(day: date, weekday: int) -> None:
    phrase = f"{WEEKDAYS[weekday]} den {day.day}. {MONTHS[day.month - 1]} {day.year}"
    if weekday == day.weekday():
        assert bounds(phrase, day.year) == (day, day)
    else:
        with pytest.raises(InvalidPeriod, match="is a"):
            Period.parse(phrase)


@given(
    st.lists(
        st.sampled_from(
            [
                "primo",
                "maj",
                "2026",
                "5.",
                "uge",
                "12",
                "og",
                "/",
                "til",
                "vinter",
                "nytår",
                "26",
                "skoleåret",
                "(",
                ")",
                ",",
                "mandag",
                "juni",
                "senest",
                "forår",
                "kvartal",
                "ſ",
                "ı",
                "İ",
                "ferie",
            ]
        ),
        max_size=6,
    ),
    YEARS,
)
def test_what_is_offered_can_be_read(words: list[str], year: int) -> None:
    phrase = " ".join(words)
    assume(phrase)
    try:
        Period.parse(phrase, year=year)
    except InvalidPeriod as error:
        offered = {Period.parse(candidate, year=year) for candidate in error.candidates}
        assert phrase not in error.candidates
        assert len(offered) <= len(error.candidates)


# --- A municipality's own names -------------------------------------------------------------------
OWN = PeriodPolicy(
    named={
        "vinterferien": "uge 8",
        "sommerferien 2026": "29. juni til 7. august 2026",
        "åbningsugen 2027": "uge 36",
        "Juleferie": "21. december til 3. januar",
        "åbningsugen": "uge 35",
    }
)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("vinterferien", "2026-02-16/2026-02-22"),
        ("sommerferien", "2026-06-29/2026-08-07"),
        ("sommerferien 2027", "2027-06-26/2027-08-08"),
        ("efter juleferien", "2027-01-04/.."),
        ("senest åbningsugen", "../2026-08-30"),
        ("åbningsugen 2027", "2027-09-06/2027-09-12"),
        ("efterårsferien", "2026-10-12/2026-10-18"),
    ],
)
def test_a_municipality_names_its_own_periods(phrase: str, expected: str) -> None:
    assert means(phrase, policy=OWN) == expected


def test_a_name_means_by_the_same_policy() -> None:
    policy = PeriodPolicy(
        named={"opstart": "primo 2026"}, months_of_year=((1, 2), (6, 7), (11, 12))
    )
    assert means("opstart", policy=policy) == "2026-01-01/2026-02-28"


def test_a_name_must_lead_to_days() -> None:
    for phrase in ("hvornår", "fra maj", "vinter 2026"):
        policy = PeriodPolicy(named={"åbningsugen": phrase})
        with pytest.raises(InvalidPeriod, match=phrase):
            Period.parse("åbningsugen", year=2026, policy=policy)


def test_names_are_set_in_malplan_toml(tmp_path: Path) -> None:
    file = tmp_path / "malplan.toml"
    file.write_text('[periods.named]\nvinterferien = "uge 8"\n', encoding="utf-8")
    policy = Settings.from_file(file).policy
    assert means("vinterferien", policy=policy) == "2026-02-16/2026-02-22"


def test_a_danish_name_needs_quotation_marks(tmp_path: Path) -> None:
    file = tmp_path / "malplan.toml"
    file.write_text('[periods.named]\npåskeferien = "uge 14"\n', encoding="utf-8")
    with pytest.raises(InvalidSettings) as caught:
        Settings.from_file(file)
    assert "skal stå i anførselstegn" in caught.value.problems[0].message.da
    file.write_text('[periods.named]\n"påskeferien" = "uge 14"\n', encoding="utf-8")
    assert means("påskeferien", policy=Settings.from_file(file).policy) == "2026-03-30/2026-04-05"


def test_every_name_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    file = tmp_path / "malplan.toml"
    file.write_text(
        '[periods.named]\na = "uge 8o"\nb = "fra maj"\nc = 8\n"2026" = "uge 8"\n"d 2026" = "uge 9"\nmaj = "juni"\n',
        encoding="utf-8",
    )
    with pytest.raises(InvalidSettings) as caught:
        Settings.from_file(file)
    assert [problem.path for problem in caught.value.problems] == [
        f"periods/named/{name}" for name in ("a", "b", "c", "2026", "maj")
    ]
    file.write_text('periods = {named = "uge 8"}', encoding="utf-8")
    with pytest.raises(InvalidSettings, match="periods/named"):
        Settings.from_file(file)


def test_what_is_no_day_of_this_month_is_a_year() -> None:
    assert bounds_of("20/4-16", 2026).start == date(2016, 4, 20)


def test_a_long_word_is_like_none_that_is_known() -> None:
    with pytest.raises(InvalidPeriod) as caught:
        bounds_of(f"medio {'februar' * 5}", 2026)
    assert caught.value.candidates == ()


def test_what_was_forgotten_is_read_again() -> None:
    before = bounds_of("medio februar", 2026)
    forget()
    assert bounds_of("medio februar", 2026) is not before
    assert bounds_of("medio februar", 2026) == before
