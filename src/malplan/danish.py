"""Danish time phrases: what "ultimo marts/primo april" means.

A phrase is read left to right: words that open or soften it (``OPENINGS``), then one term or two
with a connection between them. A term is one row of ``TERMS``: a pattern and what it names. A new
kind of phrase is a new row; what a range or an opening does to it follows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache
from types import MappingProxyType

import attrs

from malplan.errors import InvalidPeriod, did_you_mean, shown
from malplan.messages import problems as words
from malplan.phrasing import UNSCHEDULED
from malplan.spans import (
    DEFAULT_POLICY,
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    Part,
    PeriodPolicy,
    Span,
    day_span,
    month_span,
    months_span,
    week_span,
)

_MONTH_NUMBERS: Mapping[str, int] = MappingProxyType(
    {name: number for number, name in enumerate(MONTHS, 1)}
    # "jul" is Christmas, not an abbreviation of July.
    | {name[:3]: number for number, name in enumerate(MONTHS, 1) if name != "juli"}
    | {"sept": 9}
)
_ORDINALS: Mapping[str, int] = MappingProxyType(
    {"første": 1, "anden": 2, "andet": 2, "tredje": 3, "fjerde": 4}
)
UNSCHEDULED_PHRASES = frozenset(
    {UNSCHEDULED, "løbende", "snarest", "snarest muligt", "dato følger", "efter aftale"}
)


@attrs.frozen
class Bounds:
    """What a phrase means: inclusive days, open where None, and whether it says "about"."""

    start: date | None
    end: date | None
    approximate: bool = False


class Unit(Enum):
    """What a term counts in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"


@attrs.frozen
class _Term:
    """One term as it was said; what is None may be said by the other side of a range."""

    unit: Unit | None = None
    number: int | None = None
    part: Part | None = None
    month: int | None = None
    year: int | None = None
    at: int = 0


# --- Patterns -------------------------------------------------------------------------------------
def _any(names: Mapping[str, object] | tuple[str, ...]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


_PARTS: Mapping[str, Part] = MappingProxyType(
    {
        "primo": Part.PRIMO,
        "medio": Part.MEDIO,
        "ultimo": Part.ULTIMO,
        "start": Part.PRIMO,
        "starten af": Part.PRIMO,
        "begyndelsen af": Part.PRIMO,
        "midt i": Part.MEDIO,
        "midten af": Part.MEDIO,
        "slut": Part.ULTIMO,
        "slutningen af": Part.ULTIMO,
        "sidst i": Part.ULTIMO,
    }
)
_LATIN = ("primo", "medio", "ultimo")
_END = r"(?!\w)"
_YEAR = rf"(?:(?:,?\s*(?:i\s+)?|\s*[/-]\s*)(?P<year>\d{{4}}){_END})?"
_MONTH = rf"(?P<month>{_any(_MONTH_NUMBERS)})(?:\.|s?\s+måned{_END}|s)?{_END}"
_PART = rf"(?P<part>{_any(_PARTS)}){_END}"
_LATIN_PART = rf"(?P<part>{_any(_LATIN)}){_END}"
_ORDINAL = rf"(?:(?P<number>[1-4])\.?|(?P<ordinal>{_any(_ORDINALS)}))"
_QUARTER = r"(?:kvartal|kvt\b\.?)"
_DAY = r"(?:(?:d\.|d\b|den\b)\s*)?(?P<number>\d{1,2})"

TERMS: tuple[tuple[str, Unit | None], ...] = (
    (rf"(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<number>\d\d){_END}", Unit.DAY),
    (rf"{_DAY}[./](?P<month>\d{{1,2}})[./-]\s?(?P<year>\d{{4}}|\d\d)(?![\w/])", Unit.DAY),
    (rf"{_DAY}-(?P<month>\d{{1,2}})-(?P<year>\d{{4}}){_END}", Unit.DAY),
    (rf"(?P<month>\d{{1,2}})/(?P<year>\d{{4}}){_END}", Unit.MONTH),
    (r"(?P<year>\d{4})-(?P<month>\d\d)(?![\w-])", Unit.MONTH),
    (rf"{_DAY}[./](?P<month>\d{{1,2}})(?![\w/])\.?{_YEAR}", Unit.DAY),
    (rf"{_DAY}\.?\s*{_MONTH}{_YEAR}", Unit.DAY),
    (rf"{_ORDINAL}\s*{_QUARTER}{_YEAR}", Unit.QUARTER),
    (rf"Q(?P<number>[1-4]){_END}{_YEAR}", Unit.QUARTER),
    (rf"{_ORDINAL}\s*halvår{_END}{_YEAR}", Unit.HALF_YEAR),
    (rf"uge\s*(?P<number>\d{{1,2}}){_END}{_YEAR}", Unit.WEEK),
    (rf"{_PART}\s+{_MONTH}{_YEAR}", Unit.MONTH),
    (rf"{_LATIN_PART}\s+(?P<year>\d{{4}}){_END}", Unit.YEAR),
    (rf"{_MONTH}{_YEAR}", Unit.MONTH),
    (rf"(?P<year>\d{{4}}){_END}", Unit.YEAR),
    # The rest is complete only beside another term.
    (rf"{_LATIN_PART}", None),
    (rf"{_ORDINAL}{_END}{_YEAR}", None),
    (rf"{_DAY}\.?{_END}{_YEAR}", None),
)
"""What can be named, in the order in which it is tried: a pattern and the unit it counts in."""

_TERMS = tuple((re.compile(pattern, re.IGNORECASE), unit) for pattern, unit in TERMS)
# "uge 12/13" and "1./2. kvartal" are ranges, although 12/13 looks like a day and a month.
_WEEK_PAIR = re.compile(
    rf"uge\s*(\d{{1,2}})(?=\s*[/\-\u2010-\u2014]\s*\d{{1,2}}{_END})", re.IGNORECASE
)
_SECOND_WEEK = re.compile(rf"(?P<number>\d{{1,2}})(?![\w./]){_YEAR}", re.IGNORECASE)
_CONNECTION = re.compile(r"\s*[/\-\u2010-\u2014]\s*|\s+(?:og|til og med|til|t\.?o\.?m\.?)\s+", re.I)
_SPACE = re.compile(r"[\s\u00a0\u202f]*")
_TAIL = re.compile(r"[\s.,;:!]*$")


# --- Openings -------------------------------------------------------------------------------------
def _until(bounds: Bounds, term: _Term) -> Bounds:
    return attrs.evolve(bounds, start=None)


def _before(bounds: Bounds, term: _Term) -> Bounds:
    # "inden ultimo marts" is heard as: in ultimo March at the latest. "før ultimo marts" is not.
    return _until(bounds, term) if term.part is not None else _strictly_before(bounds, term)


def _strictly_before(bounds: Bounds, term: _Term) -> Bounds:
    return Bounds(None, _moved(bounds.start, -1), bounds.approximate)


def _from(bounds: Bounds, term: _Term) -> Bounds:
    return attrs.evolve(bounds, end=None)


def _after(bounds: Bounds, term: _Term) -> Bounds:
    return Bounds(_moved(bounds.end, 1), None, bounds.approximate)


def _within(bounds: Bounds, term: _Term) -> Bounds:
    return bounds


def _about(bounds: Bounds, term: _Term) -> Bounds:
    return attrs.evolve(bounds, approximate=True)


def _moved(day: date | None, days: int) -> date | None:
    return None if day is None else day + timedelta(days=days)


_Opening = Callable[[Bounds, _Term], Bounds]
OPENINGS: Mapping[str, _Opening] = MappingProxyType(
    {
        "senest": _until,
        "inden udgangen af": _until,
        "til udgangen af": _until,
        "frem til": _until,
        "til og med": _until,
        "inden": _before,
        "før": _strictly_before,
        "efter": _after,
        "fra og med": _from,
        "tidligst": _from,
        "fra": _from,
        "i løbet af": _within,
        "mellem": _within,
        "pr.": _within,
        "i": _within,
        "omkring": _about,
        "ca.": _about,
        "cirka": _about,
    }
)
"""The words that may stand before a term, and what they do to its bounds."""

_OPENING = re.compile(
    rf"(?P<opening>{'|'.join(re.escape(o) for o in sorted(OPENINGS, key=len, reverse=True))})"
    r"(?![\w])\s*",
    re.IGNORECASE,
)
_SOFT = (_within, _about)
# "fra A til B" and "mellem A og B" are closed; "fra A" alone is open.
_CLOSED_BY_RANGE = frozenset({"fra", "fra og med"})

_KNOWN_WORDS = tuple(
    {
        word
        for phrase in (*_MONTH_NUMBERS, *_PARTS, *OPENINGS, *_ORDINALS)
        for word in phrase.split()
    }
    | {"uge", "kvartal", "halvår", "måned", "og", "til", *UNSCHEDULED_PHRASES}
)


# --- Reading --------------------------------------------------------------------------------------
def is_unscheduled(phrase: str) -> bool:
    """Whether the phrase says that there is no time yet ("løbende", "dato følger")."""
    return " ".join(phrase.split()).strip(" .").casefold() in UNSCHEDULED_PHRASES


@lru_cache(maxsize=4096)
def bounds_of(phrase: str, year: int | None, policy: PeriodPolicy = DEFAULT_POLICY) -> Bounds:
    """Read a Danish time phrase.

    Args:
        phrase: The words, such as "ultimo marts/primo april".
        year: The year of a phrase that names none; None refuses such phrases.
        policy: What primo, medio and ultimo mean.

    Returns:
        The first and the last day, both inclusive; None where the phrase is open.

    Raises:
        InvalidPeriod: The phrase cannot be read, names a day that does not exist, or lacks a year.
    """
    if is_unscheduled(phrase):
        return Bounds(None, None)
    return _Reader(phrase, year, policy).read()


class _Reader:
    """Reads one phrase from left to right."""

    def __init__(self, phrase: str, year: int | None, policy: PeriodPolicy) -> None:
        self.phrase, self.year, self.policy = phrase, year, policy
        self.at = 0
        self._skip_space()

    def read(self) -> Bounds:
        openings = self._openings()
        if sum(OPENINGS[name] not in _SOFT for name in openings) > 1:
            self.at = 0
            raise self._unreadable()
        pair = _WEEK_PAIR.match(self.phrase, self.at)
        first = self._term()
        connection = _CONNECTION.match(self.phrase, self.at)
        second = None
        if connection:
            self.at = connection.end()
            second = self._second_week() if pair else self._term()
        if not _TAIL.match(self.phrase, self.at):
            raise self._unreadable()
        if second is None:
            bounds = Bounds(*self._bounds(first))
        else:
            bounds = self._range(first, second)
            openings = [name for name in openings if name not in _CLOSED_BY_RANGE]
        for name in reversed(openings):
            bounds = OPENINGS[name](bounds, first)
        return bounds

    def _skip_space(self) -> None:
        found = _SPACE.match(self.phrase, self.at)
        self.at = found.end() if found else self.at

    def _openings(self) -> list[str]:
        names = []
        while found := _OPENING.match(self.phrase, self.at):
            names.append(found["opening"].lower())
            self.at = found.end()
            self._skip_space()
        return names

    def _term(self) -> _Term:
        week = _WEEK_PAIR.match(self.phrase, self.at)
        if week:
            term = _Term(Unit.WEEK, int(week[1]), at=self.at)
            self.at = week.end()
            return term
        for pattern, unit in _TERMS:
            found = pattern.match(self.phrase, self.at)
            if found:
                term = self._named(found, unit)
                self.at = found.end()
                return term
        raise self._unreadable()

    def _second_week(self) -> _Term:
        """The "14" of "uge 12-14", which could be read as something else in another place."""
        found = _SECOND_WEEK.match(self.phrase, self.at)
        if not found:
            raise self._unreadable()
        self.at = found.end()
        year = int(found["year"]) if found["year"] else None
        return _Term(Unit.WEEK, int(found["number"]), year=year, at=found.start())

    def _named(self, found: re.Match[str], unit: Unit | None) -> _Term:
        said = {name: text.lower() for name, text in found.groupdict().items() if text}
        year = int(said["year"]) if "year" in said else None
        if year is not None and len(said["year"]) == 2:
            year += 2000
        month = said.get("month")
        return _Term(
            unit=unit,
            number=int(said["number"])
            if "number" in said
            else _ORDINALS.get(said.get("ordinal", "")),
            part=_PARTS[said["part"]] if "part" in said else None,
            month=None if month is None else _MONTH_NUMBERS.get(month) or int(month),
            year=year,
            at=found.start(),
        )

    # --- Years and missing words ------------------------------------------------------------------
    def _range(self, first: _Term, second: _Term) -> Bounds:
        if (first.unit is Unit.YEAR) != (second.unit is Unit.YEAR) and not (
            first.part or second.part
        ):
            # "maj 2026/2027" could mean too many things.
            raise self._incomplete(second if second.unit is Unit.YEAR else first)
        says_one_month = first.unit is None and second.unit is Unit.DAY
        first, second = _completed(first, second), _completed(second, first)
        if says_one_month and (first.number or 0) > (second.number or 0):
            # "10.-5. maj" is a slip; it is not 360 days.
            raise InvalidPeriod(
                words.ENDS_BEFORE_START.format(start=first.number, end=second.number)
            )
        if first.year is None and second.year is not None:
            first = attrs.evolve(first, year=second.year)
            if self._comes_before(second, first) and second.year > FIRST_YEAR:
                first = attrs.evolve(first, year=second.year - 1)
        elif second.year is None:
            first = attrs.evolve(first, year=self._year_of(first))
            second = attrs.evolve(second, year=first.year)
            if self._comes_before(second, first):
                second = attrs.evolve(second, year=self._year_of(first) + 1)
        left, right = self._bounds(first), self._bounds(second)
        if right.end < left.start:
            raise InvalidPeriod(words.ENDS_BEFORE_START.format(start=left.start, end=right.end))
        return Bounds(min(left.start, right.start), max(left.end, right.end))

    def _comes_before(self, term: _Term, other: _Term) -> bool:
        return self._bounds(term).end < self._bounds(other).start

    def _year_of(self, term: _Term) -> int:
        year = self.year if term.year is None else term.year
        if year is None:
            raise InvalidPeriod(words.NO_YEAR.format(phrase=shown(self.phrase)))
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise InvalidPeriod(
                words.YEAR_OUT_OF_RANGE.format(year=year, first=FIRST_YEAR, last=LAST_YEAR)
            )
        return year

    # --- The calendar -----------------------------------------------------------------------------
    def _bounds(self, term: _Term) -> Span:
        if term.unit is None or (term.unit is Unit.DAY and term.month is None):
            raise self._incomplete(term)
        year = self._year_of(term)
        number = term.number or 0
        match term.unit:
            case Unit.DAY:
                return day_span(year, term.month or 0, number)
            case Unit.WEEK:
                return week_span(year, number)
            case Unit.MONTH:
                return month_span(year, term.month or 0, term.part, self.policy)
            case Unit.QUARTER:
                return months_span(year, number * 3 - 2, number * 3)
            case Unit.HALF_YEAR:
                if number > 2:
                    raise self._incomplete(term)
                return months_span(year, number * 6 - 5, number * 6)
            case Unit.YEAR:
                first, last = self.policy.months(term.part) if term.part else (1, 12)
                return months_span(year, first, last)

    # --- Refusing ---------------------------------------------------------------------------------
    def _unreadable(self) -> InvalidPeriod:
        rest = self.phrase[self.at :].strip()
        if not rest:
            return InvalidPeriod(
                words.INCOMPLETE_TIME.format(phrase=shown(self.phrase), hint=words.TIME_EXAMPLES)
            )
        word = re.split(r"[\s/\-.,]", rest, maxsplit=1)[0]
        near = did_you_mean(word, _KNOWN_WORDS) if word.casefold() not in _KNOWN_WORDS else None
        return InvalidPeriod(
            (words.UNREADABLE_PHRASE if rest == self.phrase else words.UNREADABLE_TIME).format(
                phrase=shown(self.phrase),
                rest=shown(rest),
                hint=near or words.TIME_EXAMPLES,
            )
        )

    def _incomplete(self, term: _Term) -> InvalidPeriod:
        self.at = term.at
        return self._unreadable()


def _completed(term: _Term, other: _Term) -> _Term:
    """Take the words that one side of a range leaves out from the other."""
    if term.unit is not None:
        return term
    if term.part is not None:  # medio/ultimo marts, primo/medio 2026
        return attrs.evolve(term, unit=other.unit, month=other.month, year=other.year)
    if other.unit in (Unit.DAY, Unit.WEEK, Unit.QUARTER, Unit.HALF_YEAR):  # 5.-7. maj, uge 12-14
        return attrs.evolve(term, unit=other.unit, month=other.month)
    return term
