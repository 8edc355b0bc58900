"""Periods that go by a name: church and school holidays, and what a municipality adds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from malplan.errors import InvalidPeriod, did_you_mean, shown
from malplan.messages import times
from malplan.spans import PeriodPolicy, Span, week_span


def _holiday(name: str, year: int) -> date:
    import holidays

    days = holidays.country_holidays("DK", years=year, language="da")
    for day, called in days.items():
        if name in called.split("; "):
            return day
    raise InvalidPeriod(times.UNKNOWN_HOLIDAY.format(name=name, year=year, hint=""))


def _easter(year: int) -> Span:
    return Span(_holiday("Skærtorsdag", year), _holiday("Anden påskedag", year))


def _easter_holiday(year: int) -> Span:
    # From the Saturday before Palm Sunday; most schools close then.
    first, last = _easter(year)
    return Span(first - timedelta(days=5), last)


def _ascension(year: int) -> Span:
    day = _holiday("Kristi himmelfartsdag", year)
    return Span(day, day)


def _whitsun(year: int) -> Span:
    return Span(_holiday("Pinsedag", year), _holiday("Anden pinsedag", year))


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
        "kristi himmelfart": _ascension,
        "kristi himmelfartsdag": _ascension,
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
_YEAR_AT_END = re.compile(r"(?P<name>.*\D)\s(?P<year>\d{4})")


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
    return re.compile(rf"(?P<name>{either}|\w+ferie){_ENDINGS}(?!\w)", re.IGNORECASE)


def span_of_named(
    name: str, year: int, policy: PeriodPolicy, read: Callable[[str, int, PeriodPolicy], Span]
) -> Span:
    """The days of a name in a year.

    Args:
        name: The name as :func:`pattern_of` found it.
        year: The year.
        policy: Whose own names come before those that everybody knows.
        read: Reads the phrase behind a name of the municipality's own.

    Raises:
        InvalidPeriod: Nobody has said when this is in that year, or the phrase cannot be read.
    """
    name = " ".join(name.split()).casefold()
    own = _own(policy)
    phrase = own.get((name, year), own.get((name, None)))
    if phrase is not None:
        # Without names, so that none can lead to itself.
        return read(phrase, year, PeriodPolicy(policy.primo_ends, policy.medio_ends))
    if name not in _DEFAULTS:
        hint = did_you_mean(name, {*_DEFAULTS, *(known for known, _ in own)})
        raise InvalidPeriod(times.UNKNOWN_HOLIDAY.format(name=shown(name), year=year, hint=hint))
    return _DEFAULTS[name](year)
