"""Periods that go by a name: church and school holidays, and what a municipality adds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

import attrs

from malplan.errors import InvalidPeriod, did_you_mean, shown
from malplan.messages import times
from malplan.spans import DEFAULT_POLICY, PeriodPolicy, Span, day_span, week_span


def _holiday(name: str, year: int) -> date:
    import holidays

    days = holidays.country_holidays("DK", years=year, language="da")
    for day, called in days.items():
        if name in called.split("; "):
            return day
    raise InvalidPeriod(times.UNKNOWN_HOLIDAY.format(name=name, year=year))


def _easter(year: int) -> Span:
    return Span(_holiday("Skærtorsdag", year), _holiday("Anden påskedag", year))


def _easter_holiday(year: int) -> Span:
    # From the Saturday before Palm Sunday; most schools close then.
    first, last = _easter(year)
    return Span(first - timedelta(days=5), last)


def _whitsun(year: int) -> Span:
    return Span(_holiday("Pinsedag", year), _holiday("Anden pinsedag", year))


def _feast(name: str) -> Callable[[int], Span]:
    def days(year: int) -> Span:
        day = _holiday(name, year)
        return Span(day, day)

    return days


def _fixed(month: int, number: int) -> Callable[[int], Span]:
    return lambda year: day_span(year, month, number)


def _christmas(year: int) -> Span:
    return Span(date(year, 12, 24), date(year, 12, 26))


def _between_christmas_and_new_year(year: int) -> Span:
    return Span(date(year, 12, 27), date(year, 12, 31))


def _summer_holiday(year: int) -> Span:
    # From the last Saturday of June (folkeskoleloven § 14 a) to the second Sunday of August, where
    # the school calendars of 2023-2027 that were looked at end.
    last_of_june, august = date(year, 6, 30), date(year, 8, 8)
    return Span(
        last_of_june - timedelta(days=(last_of_june.weekday() - 5) % 7),
        august + timedelta(days=6 - august.weekday()),
    )


def _autumn_holiday(year: int) -> Span:
    return week_span(year, 42)


def _winter_holiday(year: int) -> Span:
    return week_span(year, 7)


_DEFAULTS: Mapping[str, Callable[[int], Span]] = MappingProxyType(
    {
        "påske": _easter,
        "påskeferie": _easter_holiday,
        "skærtorsdag": _feast("Skærtorsdag"),
        "langfredag": _feast("Langfredag"),
        "kristi himmelfart": _feast("Kristi himmelfartsdag"),
        "kristi himmelfartsdag": _feast("Kristi himmelfartsdag"),
        "grundlovsdag": _fixed(6, 5),
        "sankthans": _fixed(6, 23),
        "juleaften": _fixed(12, 24),
        "nytårsaften": _fixed(12, 31),
        "pinse": _whitsun,
        "sommerferie": _summer_holiday,
        "efterårsferie": _autumn_holiday,
        "vinterferie": _winter_holiday,
        "jul": _christmas,
        "mellem jul og nytår": _between_christmas_and_new_year,
    }
)
"""The names that every municipality knows, and their days in a year."""

NAMES = tuple(_DEFAULTS)

_ENDINGS = r"(?:s|n|ns|en|ens|et|ets)?"
_YEAR_AT_END = re.compile(r"(?P<name>.*[^0-9])\s(?P<year>\d{4})")


def split_name(name: str) -> tuple[str, int | None]:
    """A name of a municipality's own, and the year that it is for where it ends in one."""
    found = _YEAR_AT_END.fullmatch(name)
    return (found["name"], int(found["year"])) if found else (name, None)


def _own(policy: PeriodPolicy) -> dict[tuple[str, int | None], str]:
    own = {}
    for said, phrase in policy.named:
        name, year = split_name(said)
        own[_stem(name), year] = phrase
    return own


def is_known_name(name: str) -> bool:
    """Whether this is one of the names that everybody knows, and a municipality may set."""
    return pattern_of(DEFAULT_POLICY).fullmatch(" ".join(name.lower().split())) is not None


def _stem(name: str) -> str:
    """A name without the article at its end: "sommerferien" is the name "sommerferie"."""
    return name[:-1] if name.endswith("ferien") else name


@lru_cache(maxsize=64)
def pattern_of(policy: PeriodPolicy) -> re.Pattern[str]:
    """What matches a name, with the article or the genitive that it may have."""
    names = {*_DEFAULTS, *(name for name, _ in _own(policy))}
    # A holiday that nobody has named is told as such, and not as a word that cannot be read.
    either = "|".join(
        re.escape(name).replace(r"\ ", r"\s+") for name in sorted(names, key=len)[::-1]
    )
    return re.compile(rf"(?P<name>{either}|\w+ferie){_ENDINGS}(?!\w)")


def span_of_named(
    said: str, year: int, policy: PeriodPolicy, read: Callable[[str, int, PeriodPolicy], Span]
) -> Span:
    """The days of a name in a year.

    Args:
        said: The name as it was said, found by :func:`pattern_of`.
        year: The year.
        policy: Whose own names come before those that everybody knows.
        read: Reads the phrase behind a name of the municipality's own.

    Raises:
        InvalidPeriod: Nobody has said when this is in that year, or the phrase cannot be read.
    """
    found = pattern_of(policy).fullmatch(said)
    name = " ".join((found["name"] if found else said).split())
    own = _own(policy)
    phrase = own.get((name, year), own.get((name, None)))
    if phrase is not None:
        # Without names, so that none can lead to itself.
        return read(phrase, year, attrs.evolve(policy, named=()))
    if name not in _DEFAULTS:
        hint = did_you_mean(name, {*_DEFAULTS, *(known for known, _ in own)})
        raise InvalidPeriod(times.UNKNOWN_NAME.format(name=shown(said), year=year, hint=hint))
    return _DEFAULTS[name](year)
