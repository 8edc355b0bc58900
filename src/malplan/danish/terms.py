"""The terms of which a time phrase is made: how each is written, and which days it names.

A new kind of term is a new row of :data:`TERMS`; what a part, a range or an opening does to it
follows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum
from types import MappingProxyType

import attrs

from malplan.danish.named import pattern_of
from malplan.danish.words import (
    LATIN,
    MONTH_NUMBERS,
    ORDINALS,
    PARTS,
    PARTS_OF_THE_YEAR,
    SEASON_PARTS,
    SEASONS,
    WEEKDAY_NUMBERS,
)
from malplan.spans import (
    Part,
    PeriodPolicy,
    Span,
    day_span,
    month_span,
    months_span,
    week_of_month_span,
    week_span,
)


class Unit(Enum):
    """What a term counts in."""

    DAY = "day"
    WEEK = "week"
    WEEK_OF_MONTH = "week of a month"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    SEASON = "season"
    SCHOOL_YEAR = "school year"
    TURN_OF_YEAR = "turn of the year"
    YEAR = "year"
    NAMED = "named period"


@attrs.frozen
class Term:
    """One term as it was said; what is None may be said by the other side of a range.

    Attributes:
        unit: What it counts in.
        number: Which of them: the day of the month, the week, the quarter.
        part: Which part of it.
        month: The number of the month.
        year: The year, or the first of two.
        both_years: Whether two years were said: "2026/27".
        next_year: The second of two years, as it was said.
        name: The season or the named period.
        weekday: The day of the week, Monday as 0.
        has_clock: Whether a time of day was said.
        at: Where the term begins in the phrase.
        end: Where it ends.
    """

    unit: Unit | None = None
    number: int | None = None
    part: Part | None = None
    month: int | None = None
    year: int | None = None
    next_year: int | None = None
    name: str = ""
    weekday: int | None = None
    has_clock: bool = False
    at: int = 0
    end: int = 0

    @property
    def lies_in_two_years(self) -> bool:
        """Whether one year alone does not tell which one is meant: "vinter 2026"."""
        two = (Unit.SCHOOL_YEAR, Unit.TURN_OF_YEAR)
        return self.unit in two or (self.unit is Unit.SEASON and self.name.startswith("vint"))


# --- How terms are written ------------------------------------------------------------------------
def _any(names: Iterable[str]) -> str:
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(names, key=len)[::-1])


DASHES = r"\-\u2010-\u2015"
_END = r"(?!\w)"
_YEAR = rf"(?:(?:,?\s*(?:(?:i|af|år)\s+)?|\s*[/{DASHES}]\s*)(?P<year>\d{{4}}|['’]\d\d){_END})?"
_TWO_YEARS = rf"(?P<year>\d{{4}}|\d\d)\s*[/{DASHES}]\s*(?P<next_year>\d{{4}}|\d\d){_END}"
_MONTH = rf"(?P<month>{_any(MONTH_NUMBERS)})(?:\.|s?\s+(?:måned(?:en)?s?{_END}|md\.?)|s)?{_END}"
_ORDINAL = rf"(?:(?P<number>[1-4])\.?|(?P<ordinal>{_any(list(ORDINALS)[:4])}|andet))"
_HALF = r"(?:(?P<number>[12])\.?|(?P<ordinal>første|anden|andet)|(?P<name>sidste))"
_QUARTER = r"(?:kvartal(?:et)?s?|kvt?\b\.?)"
_HALF_YEAR = r"halvår(?:et)?s?"
_WEEKDAY = rf"(?:(?P<weekday>{_any(WEEKDAY_NUMBERS)})(?:en)?{_END}\.?,?\s+)?"
_DAY = rf"{_WEEKDAY}(?:(?:d\.|d\b|den(?![a-zæøå]))\s*)?(?P<number>\d{{1,2}})"
_TIME = r"\d{1,2}(?:[.:]\d\d)?"
_AT = r"(?:klokken|kl\.?)"
_CLOCK = (
    rf"(?:,?\s*(?P<clock>{_AT}\s*{_TIME}(?:\s*(?:[{DASHES}]|til)\s*(?:{_AT}\s*)?{_TIME})?){_END})?"
)
_SEASON = rf"(?P<name>{_any(SEASONS)})(?:en|et)?s?{_END}"
_SCHOOL_YEAR = rf"skoleår(?:et|ene)?{_END}"
_TURN = rf"årsskift(?:et|e){_END}"
_YEAR_WORD = r"(?:kalender|budget|regnskabs)?år"


@attrs.frozen
class Kind:
    """One way to write a term.

    Attributes:
        unit: What the term counts in; None where only the other side of a range can tell.
        pattern: What it looks like.
        examples: Phrases of this kind, for the reference.
    """

    unit: Unit | None
    pattern: re.Pattern[str]
    examples: tuple[str, ...]


def _kind(unit: Unit | None, pattern: str, *examples: str) -> Kind:
    return Kind(unit, re.compile(pattern), examples)


TERMS: tuple[Kind, ...] = (
    _kind(
        Unit.DAY,
        rf"(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<number>\d\d){_END}",
        "2026-05-05",
    ),
    _kind(
        Unit.DAY,
        rf"{_DAY}[./](?P<month>\d{{1,2}})[./{DASHES}]\s?(?P<year>\d{{4}}|\d\d)(?![\w/]|\.\s*[^\W\d]){_CLOCK}",
        "5.5.2026",
        "5/5-26",
    ),
    _kind(
        Unit.DAY,
        rf"{_DAY}-(?P<month>\d{{1,2}})-(?P<year>\d{{4}}){_END}{_CLOCK}",
        "5-5-2026",
    ),
    _kind(Unit.MONTH, rf"(?P<month>\d{{1,2}})/(?P<year>\d{{4}}){_END}", "03/2026"),
    _kind(Unit.MONTH, r"(?P<year>\d{4})-(?P<month>0\d|1[0-2])(?![\w-])", "2026-03"),
    _kind(None, rf"(?P<year>\d{{4}})\s*[/{DASHES}]\s*(?P<next_year>\d\d){_END}"),
    _kind(
        Unit.DAY,
        rf"{_DAY}[./](?P<month>\d{{1,2}})(?![\w/])(?!\.?\s*(?:kv|halv))\.?{_YEAR}{_CLOCK}",
        "5/5",
        "5.5.",
    ),
    _kind(
        Unit.DAY,
        rf"{_DAY}\.?\s*{_MONTH}{_YEAR}{_CLOCK}",
        "5. maj",
        "mandag den 4. maj 2026",
        "d. 5. maj kl. 12",
    ),
    _kind(
        Unit.WEEK_OF_MONTH,
        rf"(?:den\s+)?(?:{_ORDINAL}|(?P<name>sidste))\s+uge\s+(?:i|af)\s+{_MONTH}{_YEAR}",
        "første uge i maj",
        "sidste uge i maj",
    ),
    _kind(
        Unit.QUARTER,
        rf"{_ORDINAL}\s*{_QUARTER}{_END}{_YEAR}",
        "1. kvartal",
        "andet kvartal 2026",
        "3. kvt.",
    ),
    _kind(Unit.QUARTER, rf"(?:q|k|kvartal\s)(?P<number>[1-4]){_END}{_YEAR}", "Q1", "Q1 2026"),
    _kind(
        Unit.HALF_YEAR,
        rf"{_HALF}\s*{_HALF_YEAR}{_END}{_YEAR}",
        "1. halvår",
        "andet halvår 2026",
    ),
    _kind(Unit.HALF_YEAR, rf"(?:h|halvår\s)(?P<number>[12]){_END}{_YEAR}", "H1 2026"),
    _kind(
        Unit.DAY,
        rf"{_WEEKDAY}(?:den\s+)?(?P<ordinal>{_any(ORDINALS)})\s+{_MONTH}{_YEAR}{_CLOCK}",
        "første maj",
    ),
    _kind(
        Unit.WEEK,
        rf"uge(?:rne|r|n)?\s*(?:nr\.?\s*)?(?P<number>\d{{1,2}}){_END}{_YEAR}",
        "uge 12",
        "uge 12 i 2026",
    ),
    _kind(Unit.MONTH, rf"{_MONTH}{_YEAR}", "marts", "marts måned", "marts 2026", "sept."),
    _kind(Unit.SEASON, rf"(?P<name>vinter|vintr)(?:en)?s?\s+{_TWO_YEARS}", "vinteren 2026/27"),
    _kind(Unit.SEASON, rf"{_SEASON}{_YEAR}", "forår", "sommeren 2026", "efteråret"),
    _kind(Unit.SCHOOL_YEAR, rf"{_SCHOOL_YEAR}\s+{_TWO_YEARS}", "skoleåret 2026/27"),
    _kind(Unit.SCHOOL_YEAR, rf"{_SCHOOL_YEAR}{_YEAR}"),
    _kind(Unit.TURN_OF_YEAR, rf"{_TURN}\s+{_TWO_YEARS}", "årsskiftet 2026/27"),
    _kind(Unit.TURN_OF_YEAR, rf"(?:{_TURN}|nytår(?:et)?{_END}){_YEAR}"),
    _kind(
        Unit.YEAR,
        rf"årets\s+(?P<part_of_year>{_any(PARTS_OF_THE_YEAR)}){_END}{_YEAR}",
        "årets udgang",
    ),
    _kind(
        Unit.YEAR,
        rf"(?:{_YEAR_WORD}(?:et|ene)?\s+)?(?P<year>\d{{4}}){_END}",
        "2026",
        "budgetåret 2026",
    ),
    _kind(Unit.YEAR, rf"{_YEAR_WORD}et{_END}", "året"),
    # The rest is complete only beside another term.
    _kind(None, rf"{_ORDINAL}{_END}{_YEAR}"),
    _kind(None, rf"{_DAY}\.?{_END}{_YEAR}"),
)
"""The ways to write a term, in the order in which they are tried."""

PART = re.compile(rf"(?P<part>{_any(PARTS)})(?!\w)\s*")
_SEASON_PART = re.compile(
    rf"(?P<part>{_any(SEASON_PARTS)})(?:\s+|(?<=sen)|(?<=tidlig))(?={_any(SEASONS)})"
)
# The "14" of "uge 12-14" and of "uge 12-14/2026", which could be a month in another place.
_SECOND_WEEK = _kind(Unit.WEEK, rf"(?:uge\s*)?(?P<number>\d{{1,2}})(?![\w.]|/\d\d?(?!\d)){_YEAR}")
_NAMED_YEAR = re.compile(_YEAR)


def find_term(phrase: str, at: int, policy: PeriodPolicy, *, after: Term | None) -> Term | None:
    """The term that stands at a position of a phrase, or None where there is none.

    Args:
        phrase: The phrase.
        at: The position, in characters.
        policy: Whose named periods count.
        after: The first term of a range, where this is the second.
    """
    if after is not None and after.unit is Unit.WEEK:
        week = _SECOND_WEEK.pattern.match(phrase, at)
        if week:
            return _term(week, Unit.WEEK, at)
    found = _SEASON_PART.match(phrase, at) or PART.match(phrase, at)
    part = None
    if found:
        said = " ".join(found["part"].split())
        part = PARTS.get(said) or SEASON_PARTS[said]
    term = _whole_term(phrase, found.end() if found else at, policy)
    if term is None:
        latin = found and found["part"] in LATIN
        return Term(part=part, at=at, end=found.end("part")) if found and latin else None
    if part is None:
        return term
    # "primo årets udgang" has two parts, and "primo 1." is half a term.
    return None if term.part or term.unit is None else attrs.evolve(term, part=part, at=at)


def _whole_term(phrase: str, at: int, policy: PeriodPolicy) -> Term | None:
    named = pattern_of(policy).match(phrase, at)
    if named:
        year = _NAMED_YEAR.match(phrase, named.end())
        end = year.end() if year else named.end()
        said = _full_year(year["year"]) if year else None
        return Term(Unit.NAMED, name=named[0], year=said, at=at, end=end)
    for kind in TERMS:
        found = kind.pattern.match(phrase, at)
        if found:
            return _term(found, kind.unit, at)
    return None


def _term(found: re.Match[str], unit: Unit | None, at: int) -> Term:
    said = {name: text for name, text in found.groupdict().items() if text}
    month, part = said.get("month"), said.get("part_of_year")
    year = _full_year(said.get("year"))
    return Term(
        unit=unit,
        number=_number(said),
        part=PARTS_OF_THE_YEAR[part] if part else None,
        month=None if month is None else MONTH_NUMBERS.get(month) or int(month),
        year=year,
        next_year=_full_year(said.get("next_year"), after=year),
        name=said.get("name", ""),
        weekday=WEEKDAY_NUMBERS.get(said.get("weekday", "")),
        has_clock="clock" in said,
        at=at,
        end=found.end(),
    )


def _number(said: Mapping[str, str]) -> int | None:
    if said.get("name") == "sidste":
        return -1
    return int(said["number"]) if "number" in said else ORDINALS.get(said.get("ordinal", ""))


def _full_year(said: str | None, after: int | None = None) -> int | None:
    """A year of two digits is in the century of the year before it, or in this one."""
    if said is None:
        return None
    digits = said.lstrip("'’")
    if len(digits) == 4:
        return int(digits)
    year = int(digits) + (2000 if after is None else after // 100 * 100)
    return year + 100 if after is not None and year < after else year


# --- Which days they name -------------------------------------------------------------------------
_MONTHS: Mapping[Unit, Callable[[Term], tuple[int, int]]] = MappingProxyType(
    {
        Unit.QUARTER: lambda term: ((term.number or 0) * 3 - 2, (term.number or 0) * 3),
        Unit.HALF_YEAR: lambda term: (1, 6) if term.number == 1 else (7, 12),
        Unit.SEASON: lambda term: SEASONS[term.name],
        Unit.SCHOOL_YEAR: lambda term: (8, 19),
        Unit.YEAR: lambda term: (1, 12),
    }
)
"""The units that are whole months: the first and the last, above 12 in the next year."""

_EDGES = (Part.FIRST_DAY, Part.LAST_DAY)
_LOOSE = (Part.START, Part.MIDDLE, Part.END)


def days_of(term: Term, year: int, policy: PeriodPolicy, named: Callable[..., Span]) -> Span | None:
    """The days that a term names, or None where it is not complete or has no such part.

    Args:
        term: The term; its own year is not looked at.
        year: The year it is in.
        policy: What its part means.
        named: Finds the days of a named period.

    Raises:
        InvalidPeriod: There is no such day, week or month.
    """
    if term.part in _EDGES:
        whole = days_of(attrs.evolve(term, part=None), year, policy, named)
        return None if whole is None else _edge(whole, term.part)
    months = _MONTHS.get(term.unit) if term.unit else None
    if months is not None:
        return _part_of(months(term), term.part, year, policy)
    if term.unit is Unit.MONTH:
        return month_span(year, term.month or 0, term.part, policy)
    return None if term.part else _undivided(term, year, policy, named)


def _edge(whole: Span, part: Part | None) -> Span:
    day = whole.start if part is Part.FIRST_DAY else whole.end
    return Span(day, day)


def _undivided(
    term: Term, year: int, policy: PeriodPolicy, named: Callable[..., Span]
) -> Span | None:
    number = term.number or 0
    match term.unit:
        case Unit.DAY:
            return None if term.month is None else day_span(year, term.month, number)
        case Unit.WEEK:
            return week_span(year, number)
        case Unit.WEEK_OF_MONTH:
            return week_of_month_span(year, term.month or 0, number)
        case Unit.TURN_OF_YEAR:
            return Span(date(year, 12, 20), date(year + 1, 1, 10))
        case _:
            return named(term.name, year, policy)


def _part_of(
    months: tuple[int, int], part: Part | None, year: int, policy: PeriodPolicy
) -> Span | None:
    if part is None:
        return months_span(year, *months)
    found = policy.months(part, *months)
    if found is None:
        return None
    years, month = divmod(found[0] - 1, 12)
    return months_span(year + years, month + 1, found[1] - 12 * years)


def is_vague(term: Term) -> bool:
    """Whether the days are only about right: the turn of the year, the start of a year."""
    if term.unit is Unit.SEASON:
        return term.part not in (None, *_EDGES)
    if term.unit in (Unit.YEAR, Unit.SCHOOL_YEAR):
        return term.part in _LOOSE
    return term.unit is Unit.TURN_OF_YEAR and term.part is None
