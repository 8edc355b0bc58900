"""Periods as they stand in a plan's data: a phrase, or a mapping with words and days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from typing import Any

from malplan.danish import MOST_CHARACTERS, is_unscheduled
from malplan.errors import InvalidPeriod, InvalidValue, did_you_mean, shown
from malplan.messages import Message, times
from malplan.messages import problems as words
from malplan.periods import Period
from malplan.scalars import expected, read_bool, read_date, read_int, read_text
from malplan.spans import FIRST_YEAR, LAST_YEAR, PeriodPolicy

# The year of the plan that is being read or written; a phrase without a year is in it.
_year: ContextVar[int | None] = ContextVar("malplan_year", default=None)
# How many phrases of that plan could not be read. To say what each could have been takes time, and
# of more problems than this none is told.
_unread: ContextVar[int] = ContextVar("malplan_unread", default=0)
_MOST_UNREAD = 200
# Stands for a plan's year that is wrong: told once, and not again in every period.
_WRONG_YEAR = 0
_SOME_YEAR = 2004  # with a 29 February and a week 53, so that neither is told as wrong


@contextmanager
def plan_year(value: object) -> Iterator[None]:
    """Read phrases without a year in this one, whatever year the data say meanwhile."""
    token, unread = _year.set(_usable_year(value)), _unread.set(0)
    try:
        yield
    finally:
        _year.reset(token)
        _unread.reset(unread)


def inside_a_plan() -> bool:
    """Whether there is a plan's year to read phrases in."""
    return _year.get() is not None


def _usable_year(value: object) -> int:
    try:
        year = read_int(value, int)
    except InvalidValue:
        return _WRONG_YEAR
    return year if FIRST_YEAR <= year <= LAST_YEAR else _WRONG_YEAR


def _phrase_year() -> int | None:
    """The year of a phrase that names none."""
    year = _year.get()
    return _SOME_YEAR if year == _WRONG_YEAR else year


_PERIOD_KEYS = ("text", "start", "end", "approximate")


def _parsed(phrase: str, policy: PeriodPolicy) -> Period:
    year = _phrase_year()
    period = Period.parse_if_readable(phrase, year=year, policy=policy)
    if period is not None:
        return period
    _unread.set(_unread.get() + 1)
    if _unread.get() > _MOST_UNREAD and inside_a_plan():
        raise InvalidPeriod(times.UNREADABLE_PHRASE.format(phrase=shown(phrase), hint=""))
    return Period.parse(phrase, year=year, policy=policy)


def read_period(value: Any, policy: PeriodPolicy, *, archived: bool = False) -> Period:
    """A period from a phrase, or from words, days or both, which must then agree.

    Args:
        value: The plain data.
        policy: What primo, medio, ultimo and named periods mean.
        archived: Whether days count as they stand, whatever the words beside them mean today.

    Raises:
        InvalidValue: It is neither, or the words and the days say different things.
    """
    if isinstance(value, str):
        try:
            return _parsed(value, policy)
        except InvalidPeriod as error:
            if error.candidates:
                raise
            sentence = Message(da=_ended(error.message.da), en=_ended(error.message.en))
            raise InvalidPeriod(times.NO_TIME_YET.format(problem=sentence)) from None
    if not isinstance(value, dict | Mapping):
        raise expected(words.A_PERIOD, value)
    for key in value:
        if key not in _PERIOD_KEYS:
            hint = did_you_mean(key, _PERIOD_KEYS)
            raise InvalidValue(words.UNKNOWN_KEY.format(key=shown(key), hint=hint))
    text, start, end, approximate = map(value.get, _PERIOD_KEYS)
    text = "" if text is None else read_text(text, str)
    start = None if start is None else read_date(start, date)
    end = None if end is None else read_date(end, date)
    if approximate is not None:
        approximate = read_bool(approximate, bool)
    if start is None and end is None and not text:
        raise expected(words.A_PERIOD, value)
    if archived or (start is None and end is None):
        return Period(start, end, text, bool(approximate))
    return _dated(text, start, end, approximate, policy)


def _dated(
    text: str, start: date | None, end: date | None, approximate: bool | None, policy: PeriodPolicy
) -> Period:
    """Words that can be read must mean the dates; words that cannot are kept beside them."""
    is_phrase = 0 < len(text) <= MOST_CHARACTERS
    meant = meaning_of(text, _phrase_year(), policy) if is_phrase else None
    if meant is None or not meant.scheduled or _year.get() == _WRONG_YEAR:
        return Period(start, end, text, bool(approximate))
    if (meant.start, meant.end, meant.approximate) == (start, end, approximate):
        return meant
    given = Period(start, end, text, bool(approximate))
    if (meant.start, meant.end) != (start, end) or approximate is not None:
        raise InvalidValue(
            times.TEXT_AND_DATES_DISAGREE.format(
                text=shown(given.text), meant=meant.isoformat(), given=given.isoformat()
            )
        )
    return given


@lru_cache(maxsize=4096)
def meaning_of(text: str, year: int | None, policy: PeriodPolicy) -> Period | None:
    """What the words beside dates mean; None where they cannot be read, and are kept."""
    return Period.parse_if_readable(text, year=year, policy=policy)


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith(("?", ".")) else f"{sentence}."


def period_in_words(period: Period, policy: PeriodPolicy) -> Any:
    """The phrase, where reading it gives the same period; else words and dates."""
    if not period.scheduled:
        return period.text if is_unscheduled(period.text) else {"text": period.text}
    fields = period_fields(period, policy)
    if fields["text"] and _means(fields["text"], period, policy):
        return fields["text"]
    return {key: value for key, value in fields.items() if value is not None and value is not False}


def period_fields(period: Period, policy: PeriodPolicy) -> dict[str, Any]:
    """The words and the days, as JSON writes them."""
    return {
        "text": _readable_words(period, policy),
        "start": None if period.start is None else period.start.isoformat(),
        "end": None if period.end is None else period.end.isoformat(),
        "approximate": period.approximate,
    }


def _readable_words(period: Period, policy: PeriodPolicy) -> str | None:
    """The words of a period, unless they have come to mean something else than its days.

    "medio februar" does, in a plan that is copied to another year.
    """
    for text in (period.text, str(period)):
        if (
            not period.scheduled
            or is_unscheduled(text)
            or _means(text, period, policy) is not False
        ):
            return text
    return None


def _means(text: str, period: Period, policy: PeriodPolicy) -> bool | None:
    """Whether words mean a period; None where they cannot be read."""
    meant = Period.parse_if_readable(text, year=_phrase_year(), policy=policy)
    return None if meant is None else meant == period
