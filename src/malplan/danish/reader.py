"""Reads one phrase from left to right: openings, then one term or two with a connection."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import attrs

from malplan.danish.named import span_of_named
from malplan.danish.openings import CLOSED_BY_RANGE, OPENINGS, SOFT, Bounds, find_opening
from malplan.danish.terms import DASHES, Term, Unit, days_of, find_term, is_vague
from malplan.danish.words import WEEKDAYS
from malplan.errors import InvalidPeriod, shown
from malplan.messages import Message, times
from malplan.phrasing import phrase_of
from malplan.spans import FIRST_YEAR, LAST_YEAR, MONTHS, Part, PeriodPolicy, Span

_CONNECTION = re.compile(
    rf"\s*[/{DASHES}]\s*|\s*(?P<lists>[,+])\s*(?=\w)"
    r"|\s+(?:(?P<until>(?:og\s+)?(?:frem\s+)?(?:ind)?til)(?P<whole>\s+og\s+med)?|t\.?o\.?m\.?"
    r"|og\s+(?P<latest>senest)|(?P<joins>og|eller|samt|&))\s+"
)
_ONWARDS = re.compile(r"\s+og\s+frem(?:ad|efter|over|adrettet)?(?!\w)(?!\s+til)")
_SHORT_YEAR = re.compile(r"(?:d\.\s*|den\s*)?(?P<day>\d{1,2})/(?P<month>\d{1,2})-(?P<year>\d\d)")
_YEARS_AHEAD = 10  # as far as plans speak of
_A_MONTH = timedelta(days=31)
_TAIL = re.compile(r"[\s.,;:!]*$")
_BRACKET = re.compile(r"(?P<outside>[^()]+?)\s*\((?P<inside>[^()]+)\)[\s.,;:!]*")
_INCLUSIVE = re.compile(
    r"(?:begge (?:dage )?)?(?:inkl\.?|inklusive)|begge (?:dage )?inkl\w*\.?",
)


class Unreadable(Exception):
    """Where reading stopped."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


class Unclear(Exception):
    """A phrase that can be read in more than one way.

    Attributes:
        message: What to tell, with a field for the phrase and one for the candidates.
        candidates: Phrases that say the one thing and the other.
    """

    def __init__(self, message: Message, *candidates: str) -> None:
        super().__init__(message, candidates)
        self.message, self.candidates = message, candidates


def read(phrase: str, year: int | None, policy: PeriodPolicy) -> Bounds:
    """Read a phrase whose white space is single spaces.

    Raises:
        Unreadable: It cannot be read from some position on.
        Unclear: It can be read in more than one way.
        InvalidPeriod: It names a day that does not exist, or lacks a year.
    """
    for at, character in enumerate(phrase):
        # Digits of other scripts, and letters such as "İ" that become two when they are small.
        if not character.isascii() and (character.isdigit() or len(character.lower()) > 1):
            raise Unreadable(at)
    phrase = phrase.lower()
    twice = _BRACKET.fullmatch(phrase)
    if not twice:
        return _Reader(phrase, year, policy).read()
    outside = _Reader(twice["outside"], year, policy).read()
    if _INCLUSIVE.fullmatch(twice["inside"]):
        return outside
    try:
        inside = _Reader(twice["inside"], year, policy).read()
    except Unreadable as error:
        raise Unreadable(twice.start("inside") + error.at) from None
    return _agreed(outside, inside, twice)


def _agreed(outside: Bounds, inside: Bounds, twice: re.Match[str]) -> Bounds:
    """One time told twice: "24. august 2026 (uge 35)", "sommerferien (1. juli - 2. august)"."""
    days, others = (
        None if one.start is None or one.end is None else Span(one.start, one.end)
        for one in (outside, inside)
    )
    if days is None or others is None:
        raise Unreadable(twice.start("inside"))
    about = outside.approximate or inside.approximate
    if others.start <= days.start and days.end <= others.end:
        return attrs.evolve(outside, approximate=about)
    if days.start <= others.start and others.end <= days.end and others.start != others.end:
        return attrs.evolve(inside, approximate=about)
    raise Unclear(times.AMBIGUOUS_TIME, twice["outside"], twice["inside"])


def read_span(phrase: str, year: int, policy: PeriodPolicy) -> Span:
    """Read a phrase that must have a first and a last day.

    Raises:
        InvalidPeriod: It cannot be read, or is open.
    """
    try:
        bounds = read(phrase, year, policy)
    except (Unreadable, Unclear):
        bounds = Bounds(None, None)
    if bounds.start is None or bounds.end is None:
        raise InvalidPeriod(times.UNREADABLE_PHRASE.format(phrase=shown(phrase), hint=""))
    return Span(bounds.start, bounds.end)


class _Reader:
    """Reads one phrase without brackets."""

    def __init__(self, phrase: str, year: int | None, policy: PeriodPolicy) -> None:
        self.phrase, self.year, self.policy = phrase, year, policy
        self.at = 0
        self.ends_before = False

    def read(self) -> Bounds:
        openings = self._openings()
        if sum(OPENINGS[name] not in SOFT for name in openings) > 1:
            raise Unreadable(0)
        opened_at = self.at
        terms, joined, softened = self._terms(openings)
        self._refuse_short_years(terms)
        if onwards := _ONWARDS.match(self.phrase, self.at):
            openings, self.at = ["fra", *openings], onwards.end()
        if not _TAIL.match(self.phrase, self.at):
            raise Unreadable(self.at)
        if len(terms) > 1:
            bounds = self._range(terms, joined=joined and "mellem" not in openings)
            openings = [name for name in openings if name not in CLOSED_BY_RANGE]
        else:
            bounds = Bounds(*self._days(terms[0]), is_vague(terms[0]))
            if "til" in openings and not _ends_at_a_day(terms[0]):
                # "til april" may be in April, and may be until it.
                within = f"{'' if terms[0].part else 'i '}{self.phrase[opened_at:]}"
                raise Unclear(times.AMBIGUOUS_TIME, within, f"senest {within}")
            if terms[0].unit is Unit.TURN_OF_YEAR and not terms[0].part:
                bounds = self._at_midnight(bounds, openings)
        for name in reversed([*openings, *softened]):
            bounds = OPENINGS[name](bounds, terms[0])
        return bounds

    def _terms(self, openings: list[str]) -> tuple[list[Term], bool, list[str]]:
        """The terms, whether they are joined ("A, B og C"), and what softens the later ones."""
        terms, joined, softened = [self._term()], True, []
        while connection := self._connection():
            self.at = connection.end()
            joined = joined and bool(connection["joins"] or connection["lists"])
            if (len(terms) > 1 and not joined) or (
                connection["latest"] and "tidligst" not in openings
            ):
                raise Unreadable(connection.start())
            here = self._openings()
            if any(OPENINGS[name] not in SOFT for name in here):
                raise Unreadable(connection.end())
            softened += here
            term = self._term(after=terms[0])
            if "/" in connection[0]:
                self._refuse_slash(terms[-1], term, connection)
            terms.append(term)
            self.ends_before = bool(connection["until"]) and not connection["whole"]
        return terms, joined, softened

    @staticmethod
    def _at_midnight(bounds: Bounds, openings: list[str]) -> Bounds:
        """The turn of the year is about so many days, and is midnight for what ends or begins."""
        if bounds.start is None or all(OPENINGS[name] in SOFT for name in openings):
            return bounds
        year = bounds.start.year
        return Bounds(date(year + 1, 1, 1), date(year, 12, 31))

    def _refuse_slash(self, first: Term, second: Term, slash: re.Match[str]) -> None:
        """Refuse "uge 9/10/11", and "uge 12/26" that may be a year or a week."""
        if second.unit is Unit.DAY and "/" in self._said(second):
            raise Unreadable(slash.start())
        if first.unit is not Unit.WEEK or not self._said(second).isdecimal():
            return
        other = second.number or 0
        may_be_year = self.year is not None and abs(2000 + other - self.year) <= _YEARS_AHEAD
        if may_be_year and other != (first.number or 0) + 1:
            before, after = self.phrase[: slash.start()], self.phrase[slash.end() :]
            raise Unclear(times.AMBIGUOUS_TIME, f"{before}-{after}", f"{before} i 20{other:02}")

    def _refuse_short_years(self, terms: list[Term]) -> None:
        """Refuse "4/5-16", which may be days or a year, unless the year is the plan's."""
        for term in terms:
            said = _SHORT_YEAR.fullmatch(self._said(term))
            if said is None or self.year in (None, 2000 + int(said["year"])):
                continue
            day, month, year = int(said["day"]), int(said["month"]), int(said["year"])
            if day < year <= 31 and month <= 12:
                days = f"{day}.-{year}. {MONTHS[month - 1]}"
                other = f"{day}/{month}-20{year}"
                raise Unclear(times.AMBIGUOUS_TIME, *self._instead(term, (days, other)))

    def _connection(self) -> re.Match[str] | None:
        if _ONWARDS.match(self.phrase, self.at):
            return None
        return _CONNECTION.match(self.phrase, self.at)

    def _openings(self) -> list[str]:
        names = []
        while found := find_opening(self.phrase, self.at):
            name, self.at = found
            names.append(name)
        return names

    def _term(self, after: Term | None = None) -> Term:
        term = find_term(self.phrase, self.at, self.policy, after=after)
        if term is None:
            raise Unreadable(self.at)
        self.at = term.end
        return term

    # --- Ranges -----------------------------------------------------------------------------------
    def _range(self, terms: list[Term], *, joined: bool) -> Bounds:
        """From the first day of the first term to the last day of the last.

        Terms that are ``joined`` ("A og B", "A, B og C") must follow each other without a gap.
        """
        first, last = terms[0], terms[-1]
        if (first.unit is Unit.YEAR) != (last.unit is Unit.YEAR) and not (first.part or last.part):
            # "maj 2026/2027" could mean too many things.
            raise Unreadable(last.at if last.unit is Unit.YEAR else first.at)
        if (
            first.unit is None
            and last.unit is Unit.DAY
            and (first.number or 0) > (last.number or 0)
        ):
            # "10.-5. maj" is a slip; it is not 360 days.
            raise InvalidPeriod(times.ENDS_BEFORE_START.format(start=first.number, end=last.number))
        terms = self._with_years([_completed(_completed(t, last), first) for t in terms])
        parts = [self._days(term) for term in terms]
        if self.ends_before and terms[-1].unit is Unit.NAMED and not terms[-1].part:
            # "fra påske til sommerferien" is heard as: until it begins.
            eve = parts[-1].start - timedelta(days=1)
            parts[-1] = Span(min(eve, parts[-1].start), eve)
        _see_that_it_goes_forward(parts[0].start, parts[-1].end)
        if joined and not all(_follows(*pair) for pair in pairwise(parts)):
            span = f"{self.phrase[: first.end]} til {self.phrase[last.at :]}"
            raise Unclear(times.TIMES_APART, span)
        return Bounds(
            min(part.start for part in parts),
            max(part.end for part in parts),
            any(is_vague(term) for term in terms),
        )

    def _with_years(self, terms: list[Term]) -> list[Term]:
        """Give a term that says no year that of its neighbour, or the one before or after."""
        if terms[0].year is None and any(term.year for term in terms):
            for index in range(len(terms) - 2, -1, -1):
                terms[index] = self._before(terms[index], terms[index + 1])
        terms[0] = attrs.evolve(terms[0], year=self._year_of(terms[0]))
        for index in range(1, len(terms)):
            terms[index] = self._after(terms[index], terms[index - 1])
        return terms

    def _before(self, term: Term, later: Term) -> Term:
        if term.year is not None or later.year is None:
            return term
        term = attrs.evolve(term, year=later.year)
        too_late = self._comes_before(later, term) and later.year > FIRST_YEAR
        if too_late:
            self._refuse_slip(term, later)
        return attrs.evolve(term, year=later.year - 1) if too_late else term

    def _after(self, term: Term, earlier: Term) -> Term:
        if term.year is not None:
            return term
        year = self._year_of(earlier)
        term = attrs.evolve(term, year=year)
        too_early = self._comes_before(term, earlier)
        if too_early:
            self._refuse_slip(earlier, term)
        return attrs.evolve(term, year=year + 1) if too_early else term

    def _refuse_slip(self, first: Term, last: Term) -> None:
        """Refuse "uge 29-27" and "5. maj til 3. maj", which are no years less a few days."""
        start, end = self._span(first).start, self._span(last).end
        fine = all(term.unit in (Unit.DAY, Unit.WEEK) or term.part for term in (first, last))
        if fine and start - end <= _A_MONTH:
            _see_that_it_goes_forward(start, end)

    def _comes_before(self, term: Term, other: Term) -> bool:
        return self._span(term).end < self._span(other).start

    # --- One term ---------------------------------------------------------------------------------
    def _days(self, term: Term) -> Span:
        """The days of a term, whose weekday must be right."""
        span = self._span(term)
        if term.weekday is not None and span.start.weekday() != term.weekday:
            raise InvalidPeriod(
                times.WRONG_WEEKDAY.format(
                    day=_day(span.start),
                    right=_weekday(span.start.weekday()),
                    said=_weekday(term.weekday),
                )
            )
        return span

    def _span(self, term: Term) -> Span:
        if term.unit is None:
            return self._years(term)
        year = self._year_of(term)
        if term.lies_in_two_years and term.next_year is None:
            instead = _in_either_year(self._said(term), year)
            raise Unclear(times.AMBIGUOUS_TIME, *self._instead(term, instead))
        if term.next_year not in (None, year + 1):
            raise InvalidPeriod(times.YEARS_NOT_IN_A_ROW.format(first=year, second=term.next_year))
        span = days_of(term, year, self.policy, self._named)
        if span is None:
            raise Unreadable(term.at)
        return span

    def _years(self, term: Term) -> Span:
        """The years of "2026-29"; "2026/27" may be a school year too."""
        if term.next_year is None:
            raise Unreadable(term.at)
        year = self._year_of(term)
        if term.next_year == year + 1:
            raise Unclear(times.AMBIGUOUS_TIME, *self._instead(term, _as_two_years(year)))
        last = self._year_of(attrs.evolve(term, year=term.next_year))
        return Span(date(year, 1, 1), date(last, 12, 31))

    def _said(self, term: Term) -> str:
        return self.phrase[term.at : term.end]

    def _instead(self, term: Term, others: tuple[str, ...]) -> Iterator[str]:
        """The phrase with another term in the place of this one."""
        for other in others:
            yield self.phrase[: term.at] + other + self.phrase[term.end :]

    def _named(self, name: str, year: int, policy: PeriodPolicy) -> Span:
        return span_of_named(name, year, policy, read_span)

    def _year_of(self, term: Term) -> int:
        year = self.year if term.year is None else term.year
        if year is None:
            raise InvalidPeriod(times.NO_YEAR.format(phrase=shown(self.phrase)))
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise InvalidPeriod(
                times.YEAR_OUT_OF_RANGE.format(year=year, first=FIRST_YEAR, last=LAST_YEAR)
            )
        return year


def _weekday(number: int) -> Message:
    english = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    return Message(da=WEEKDAYS[number], en=english[number])


def _day(day: date) -> Message:
    return Message(da=phrase_of(day, day), en=phrase_of(day, day, language="en"))


def _see_that_it_goes_forward(start: date, end: date) -> None:
    if end < start:
        raise InvalidPeriod(times.ENDS_BEFORE_START.format(start=_day(start), end=_day(end)))


def _follows(first: Span, second: Span) -> bool:
    """Whether no day lies between them."""
    return second.start <= first.end + timedelta(days=1)


def _ends_at_a_day(term: Term) -> bool:
    return term.unit is Unit.DAY or term.part in (Part.FIRST_DAY, Part.LAST_DAY)


_MOST = {Unit.DAY: 31, Unit.WEEK: 53, Unit.QUARTER: 4, Unit.HALF_YEAR: 2}
"""The units of which one side of a range may be a bare number, and the highest there is."""


def _completed(term: Term, other: Term) -> Term:
    """Take the words that one side of a range leaves out from the other."""
    if term.unit is not None:
        return term
    if term.part is not None:  # medio/ultimo marts, primo/medio 2026
        return attrs.evolve(
            term,
            **{name: getattr(other, name) for name in ("unit", "number", "month", "name")},
            year=other.year,
            next_year=other.next_year,
        )
    if term.next_year is not None:  # skoleåret 2025/26 og 2026/27
        return attrs.evolve(term, unit=other.unit) if other.next_year is not None else term
    if other.unit in _MOST and (term.number or 0) <= _MOST[other.unit]:  # 5.-7. maj, uge 12-14
        return attrs.evolve(term, unit=other.unit, month=other.month)
    return term


# --- What else it could have been -----------------------------------------------------------------
def _pair(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02}"


def _in_either_year(said: str, year: int) -> tuple[str, ...]:
    """The winter of "vinter 2026" ends in 2026, or begins in it."""
    name = re.split(r"[\W]*\b(?:(?:i|af|år)\s+)?\d|\W*$", said, maxsplit=1)[0]
    if name.startswith("nytår"):
        name = "årsskiftet"
    return f"{name} {_pair(year - 1)}", f"{name} {_pair(year)}"


def _as_two_years(year: int) -> tuple[str, ...]:
    """The years "2026/27" are a school year, or two years."""
    return f"skoleåret {_pair(year)}", f"{year}-{year + 1}"
