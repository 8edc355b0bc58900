"""The words that may stand before a term, and what they do to its days."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

import attrs

from malplan.danish.terms import Term, Unit
from malplan.spans import Part


@attrs.frozen
class Bounds:
    """What a phrase means: inclusive days, open where None, and whether it says "about"."""

    start: date | None
    end: date | None
    approximate: bool = False


def _until(bounds: Bounds, term: Term) -> Bounds:
    """From an open start to the last day."""
    return attrs.evolve(bounds, start=None)


def _up_to(bounds: Bounds, term: Term) -> Bounds:
    """From an open start to the last day; with a season or a holiday, to the day before it."""
    # "frem til sommerferien" is heard as: until it begins.
    return (_strictly_before if begins_the_wait(term) else _until)(bounds, term)


def _towards(bounds: Bounds, term: Term) -> Bounds:
    """The same, about."""
    return attrs.evolve(_up_to(bounds, term), approximate=True)


def _before(bounds: Bounds, term: Term) -> Bounds:
    """From an open start to the day before; with primo, medio, ultimo or a clock, to the last."""
    # "inden ultimo marts" is heard as: in ultimo March at the latest. "før ultimo marts" is not.
    # "inden den 5. marts kl. 12" has hours of that day left.
    if term.has_clock:
        return _until(bounds, term)
    if term.part is None or term.part in (Part.START, Part.FIRST_DAY):
        return _strictly_before(bounds, term)
    return _until(bounds, term)


def _strictly_before(bounds: Bounds, term: Term) -> Bounds:
    """From an open start to the day before; with "udgangen af", to that day."""
    if term.part is Part.LAST_DAY:
        return _until(bounds, term)
    return Bounds(None, _moved(bounds.start, -1), bounds.approximate)


def _shortly_before(bounds: Bounds, term: Term) -> Bounds:
    """From an open start to about the day before."""
    return Bounds(None, _moved(bounds.start, -1), approximate=True)


def _from(bounds: Bounds, term: Term) -> Bounds:
    """From the first day to an open end."""
    return attrs.evolve(bounds, end=None)


def _after(bounds: Bounds, term: Term) -> Bounds:
    """From the day after to an open end."""
    return Bounds(_moved(bounds.end, 1), None, bounds.approximate)


def _within(bounds: Bounds, term: Term) -> Bounds:
    """The days themselves."""
    return bounds


def _about(bounds: Bounds, term: Term) -> Bounds:
    """The days themselves, about."""
    return attrs.evolve(bounds, approximate=True)


def begins_the_wait(term: Term) -> bool:
    """Whether waiting for it ends when it begins: a holiday, a season."""
    return term.unit in (Unit.NAMED, Unit.SEASON) and term.part is None


def _moved(day: date | None, days: int) -> date | None:
    return None if day is None else day + timedelta(days=days)


Opening = Callable[[Bounds, Term], Bounds]

OPENINGS: Mapping[str, Opening] = MappingProxyType(
    {
        "senest": _until,
        "inden udgangen af": _until,
        "til": _up_to,
        "til og med": _until,
        "t.o.m.": _until,
        "frem til": _up_to,
        "frem til og med": _until,
        "indtil": _up_to,
        "frem mod": _towards,
        "inden": _before,
        "før": _strictly_before,
        "forud for": _strictly_before,
        "op til": _shortly_before,
        "lige før": _shortly_before,
        "umiddelbart før": _shortly_before,
        "efter": _after,
        "lige efter": _after,
        "umiddelbart efter": _after,
        "fra": _from,
        "fra og med": _from,
        "f.o.m.": _from,
        "tidligst": _from,
        "siden": _from,
        "i": _within,
        "i løbet af": _within,
        "i perioden": _within,
        "for perioden": _within,
        "perioden": _within,
        "mellem": _within,
        "hen over": _within,
        "henover": _within,
        "gennem": _within,
        "igennem": _within,
        "hele": _within,
        "allerede": _within,
        "løbende": _within,
        "ved": _within,
        "med": _within,
        "om": _within,
        "pr.": _within,
        "per": _within,
        "omkring": _about,
        "ca.": _about,
        "ca": _about,
        "cirka": _about,
        "forventet": _about,
        "forventeligt": _about,
    }
)
"""What each opening does to the days of the term that follows."""

SOFT = (_within, _about)
"""Openings that may stand together, and on the second side of a range."""

CLOSED_BY_RANGE = frozenset({"fra", "fra og med", "f.o.m.", "tidligst"})
""""fra A til B" is closed; "fra A" alone is open."""

_ANY = "|".join(
    re.escape(opening).replace(r"\ ", r"\s+") for opening in sorted(OPENINGS, key=len)[::-1]
)
# "mellem jul og nytår" is a name.
_OPENING = re.compile(rf"(?P<opening>(?!mellem\s+jul(?:en)?\s+og\s+nyt)(?:{_ANY}))(?!\w)\s*")


def find_opening(phrase: str, at: int) -> tuple[str, int] | None:
    """The opening that stands at a position, and where what follows it begins."""
    found = _OPENING.match(phrase, at)
    return (" ".join(found["opening"].split()), found.end()) if found else None
