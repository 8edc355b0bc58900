"""Texts, ids, numbers and times."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar, cast

from hypothesis import strategies as st

from malplan.errors import InvalidValue
from malplan.fields import MOST_DIGITS
from malplan.periods import Period
from malplan.privacy import has_cpr_number
from malplan.spans import FIRST_YEAR, LAST_YEAR, MONTHS
from malplan.texts import line, prose

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])


def made_once(make: F) -> F:
    """Keep the strategies that a function makes: making one costs more than using it."""
    return cast(F, functools.lru_cache(maxsize=1024)(make))


HOSTILE = (
    *("<script>alert('æ')</script>", "&amp;", "&a", "[bold]x[/]", "{{ x }}", "{a}", "%s"),
    *("=1+1", "@SUM(A1)", "null", "~", "nej", "no", "12:30", "00.30", "2026-05-05"),
    *("- punkt", "# overskrift", "1. punkt", "*fed*", "_kursiv_", "[a](b)", "![a](b)", "> citat"),
    *("a | b", "`kode`", "http://a.b", "a: b", "a #b", "'", '"', "\\n", "---", "...", "!!str x"),
    *("*a", "? a", "e\u0301", "😀", "\ufeff", "a\u00a0b"),
)
"""Texts that mean something to a format in which they may be written."""


# --- Texts, ids, numbers --------------------------------------------------------------------------
def _allowed(text: str) -> bool:
    try:
        prose(text)
    except InvalidValue:
        return False
    return not has_cpr_number(text)


_CHARACTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))


@made_once
def prose_texts() -> st.SearchStrategy[str]:
    """Texts of one or more lines, as a field of a plan keeps them."""
    lines = st.lists(line_texts(), min_size=1, max_size=3)
    return lines.map("\n".join).map(prose)


@made_once
def line_texts() -> st.SearchStrategy[str]:
    """Texts of one line, as a field of a plan keeps them."""
    free = st.text(_CHARACTERS, min_size=1, max_size=20)
    return st.one_of(st.sampled_from(HOSTILE), free).filter(_allowed).map(line)


@made_once
def slugs() -> st.SearchStrategy[str]:
    """Ids."""
    words = st.text("abcxyz019", min_size=1, max_size=5)
    joined = st.lists(words, min_size=1, max_size=2).map("-".join)
    return joined.filter(lambda id: not has_cpr_number(id))


@made_once
def numbers(
    least: Decimal | int | None = None, most: Decimal | int | None = None
) -> st.SearchStrategy[Decimal]:
    """Exact numbers within what a plan can hold."""
    limit = 10 ** (MOST_DIGITS - 3)
    return st.decimals(
        min_value=-limit if least is None else least,
        max_value=limit if most is None else most,
        places=3,
        allow_nan=False,
        allow_infinity=False,
    ) | st.integers(
        min_value=int(-limit if least is None else least),
        max_value=int(limit if most is None else most),
    ).map(Decimal)


@made_once
def headcounts() -> st.SearchStrategy[Decimal]:
    """Numbers of people, small ones among them."""
    return (st.integers(0, 10) | st.integers(0, 10_000)).map(Decimal)


@made_once
def optional(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.none() | strategy


@made_once
def few(strategy: st.SearchStrategy[T], most: int = 3) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


# --- Time -----------------------------------------------------------------------------------------
@made_once
def days() -> st.SearchStrategy[date]:
    """Days that a period can hold."""
    return st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


@made_once
def terms() -> st.SearchStrategy[str]:
    """Single times in Danish words that name no year and exist in every year: "primo maj"."""
    month = st.sampled_from(MONTHS)
    third = st.sampled_from(
        ("primo", "medio", "ultimo", "starten af", "midten af", "slutningen af")
    )
    half = st.sampled_from(("første halvdel af", "anden halvdel af"))
    edge = st.sampled_from(("indgangen til", "udgangen af"))
    quarter = st.builds("{}. kvartal".format, st.integers(1, 4))
    half_year = st.builds("{}. halvår".format, st.integers(1, 2))
    season = st.sampled_from(("forår", "sommeren", "efteråret"))
    week = st.builds("uge {}".format, st.integers(1, 52))
    named = st.sampled_from(("sommerferien", "efterårsferien", "vinterferien", "jul"))
    divided = month | quarter | half_year | season
    return st.one_of(
        month,
        st.builds("{} {}".format, third, divided),
        st.builds("{} {}".format, half, month | half_year),
        st.builds("{} {}".format, edge, divided | week | named),
        st.builds("{} uge i {}".format, st.sampled_from(("første", "sidste", "2.")), month),
        st.builds("{}. {}".format, st.integers(1, 28), month),
        st.builds("{}/{}".format, st.integers(1, 28), st.integers(1, 12)),
        week,
        quarter,
        half_year,
        season,
        named,
    )


@made_once
def phrases() -> st.SearchStrategy[str]:
    """Danish time phrases that name no year: one time or two, opened, softened, open."""
    opening = st.sampled_from(
        ("senest", "inden", "før", "efter", "fra", "i løbet af", "omkring", "ca.", "frem til")
    )
    between = st.sampled_from((" - ", "–", " til "))
    of_any_kind = st.one_of(
        terms(),
        st.builds("{} {}".format, opening, terms()),
        st.builds("{}{}{}".format, terms(), between, terms()),
        st.builds("{}/{}".format, st.sampled_from(MONTHS), st.sampled_from(MONTHS)),
        st.builds("ultimo {}/primo {}".format, st.sampled_from(MONTHS), st.sampled_from(MONTHS)),
        st.builds("mellem {} og {}".format, terms(), terms()),
        st.builds("medio/ultimo {}".format, st.sampled_from(MONTHS)),
    )
    # "uge 29-27" is refused, as a slip.
    return of_any_kind.filter(
        lambda phrase: all(Period.parse_if_readable(phrase, year=year) for year in _CALENDARS)
    )


_CALENDARS = range(2000, 2028)
"""Years with every first weekday, leap years and others."""


@made_once
def periods(year: int = 2026) -> st.SearchStrategy[Period]:
    """Periods of every kind: closed, open, approximate, unscheduled, with and without own words.

    Args:
        year: The year of the phrases that name none: the plan's.
    """
    closed = st.builds(
        lambda first, second, about: Period(min(first, second), max(first, second), "", about),
        days(),
        days(),
        st.booleans(),
    )
    opened = st.builds(
        lambda day, start, about: (
            Period(day, None, "", about) if start else Period(None, day, "", about)
        ),
        days(),
        st.booleans(),
        st.booleans(),
    )
    unscheduled = st.sampled_from(("løbende", "efter en besøgsrunde", "når alle er klar"))
    # In the first and the last year there are some words that reach beyond it.
    said = phrases().map(lambda phrase: Period.parse_if_readable(phrase, year=year))
    return st.one_of(
        said.filter(bool),
        closed,
        opened,
        unscheduled.map(lambda text: Period(None, None, text)),
        days().map(lambda day: Period(day, day, "når sneen er væk")),
    )
