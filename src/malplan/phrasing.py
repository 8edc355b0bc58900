"""Bounds put into words, in Danish and in English.

Reading the Danish words gives the same bounds; the English ones are for readers only.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

import attrs

from malplan.messages import Language
from malplan.spans import (
    DEFAULT_POLICY,
    ENGLISH_MONTHS,
    MONTHS,
    THIRDS,
    Span,
    month_span,
    months_span,
    week_span,
)

UNSCHEDULED = "ikke fastlagt"
"""How a period without any bound is written."""


@attrs.frozen
class _Speech:
    """How a language says the times of a calendar."""

    months: tuple[str, ...]
    thirds: tuple[str, str, str]
    quarters: tuple[str, ...]
    half_years: tuple[str, ...]
    week: str
    day: str
    to: str
    until: str
    since: str
    around: str
    about: str
    unscheduled: str


_SPEECH: dict[Language, _Speech] = {
    "da": _Speech(
        months=MONTHS,
        thirds=("primo {month}", "medio {month}", "ultimo {month}"),
        quarters=tuple(f"{number}. kvartal {{year}}" for number in range(1, 5)),
        half_years=("1. halvår {year}", "2. halvår {year}"),
        week="uge {week} i {year}",
        day="{day}. {month} {year}",
        to="til",
        until="senest {day}",
        since="fra {day}",
        around="omkring {days}",
        about="ca. {day}",
        unscheduled=UNSCHEDULED,
    ),
    "en": _Speech(
        months=ENGLISH_MONTHS,
        thirds=("early {month}", "mid-{month}", "late {month}"),
        quarters=tuple(
            f"{number} quarter of {{year}}" for number in ("first", "second", "third", "fourth")
        ),
        half_years=("first half of {year}", "second half of {year}"),
        week="week {week} of {year}",
        day="{day} {month} {year}",
        to="to",
        until="by {day}",
        since="from {day}",
        around="around {days}",
        about="about {day}",
        unscheduled="not scheduled",
    ),
}

_Named = tuple[Span, str]
_Scale = Callable[[date, _Speech], _Named]


@lru_cache(maxsize=4096)  # a page says the same few days again and again
def phrase_of(
    start: date | None, end: date | None, *, approximate: bool = False, language: Language = "da"
) -> str:
    """Put bounds into words, with the year; in Danish, :func:`bounds_of` reads them back.

    The shortest of the usual names is taken: "2026", "1. kvartal 2026", "uge 12 i 2026", "marts
    2026", "ultimo marts til primo april 2026", "5. til 7. maj 2026".
    """
    speech = _SPEECH[language]
    if start is not None and end is not None:
        days = _closed_phrase(Span(start, end), speech)
        return speech.around.format(days=days) if approximate else days
    day = start or end
    if day is None:
        return speech.unscheduled
    _, said = _days(day, speech)
    frame = speech.since if start else speech.until
    return frame.format(day=speech.about.format(day=said) if approximate else said)


def _closed_phrase(bounds: Span, speech: _Speech) -> str:
    for scale in (_years, _half_years, _quarters, _whole_months, _thirds, _weeks):
        first, last = scale(bounds.start, speech), scale(bounds.end, speech)
        if first[0].start != bounds.start or last[0].end != bounds.end:
            continue
        if first == last:
            return first[1]
        if scale not in (_half_years, _quarters, _weeks):
            # "maj til juni" is plainer than a row of quarters or weeks.
            return _joined(first, last, speech)
    first, last = _days(bounds.start, speech), _days(bounds.end, speech)
    return first[1] if first == last else _joined(first, last, speech)


def _joined(first: _Named, last: _Named, speech: _Speech) -> str:
    """Two names with "til" between them; a year or a month that both share is said once."""
    left, right = first[1].split(), last[1].split()
    shared = 0
    while shared < len(left) - 1 and left[-1 - shared] == right[-1 - shared]:
        shared += 1
    return f"{' '.join(left[: len(left) - shared])} {speech.to} {last[1]}"


def _years(day: date, speech: _Speech) -> _Named:
    return months_span(day.year, 1, 12), f"{day.year}"


def _half_years(day: date, speech: _Speech) -> _Named:
    half = 0 if day.month <= 6 else 1
    bounds = months_span(day.year, half * 6 + 1, half * 6 + 6)
    return bounds, speech.half_years[half].format(year=day.year)


def _quarters(day: date, speech: _Speech) -> _Named:
    quarter = (day.month - 1) // 3
    bounds = months_span(day.year, quarter * 3 + 1, quarter * 3 + 3)
    return bounds, speech.quarters[quarter].format(year=day.year)


def _whole_months(day: date, speech: _Speech) -> _Named:
    return months_span(day.year, day.month, day.month), f"{_month(day, speech)} {day.year}"


def _thirds(day: date, speech: _Speech) -> _Named:
    part = DEFAULT_POLICY.part_of(day.day)
    said = speech.thirds[THIRDS.index(part)]
    bounds = month_span(day.year, day.month, part, DEFAULT_POLICY)
    return bounds, f"{said.format(month=_month(day, speech))} {day.year}"


def _weeks(day: date, speech: _Speech) -> _Named:
    year, week, _ = day.isocalendar()
    return week_span(year, week), speech.week.format(week=week, year=year)


def _days(day: date, speech: _Speech) -> _Named:
    said = speech.day.format(day=day.day, month=_month(day, speech), year=day.year)
    return Span(day, day), said


def _month(day: date, speech: _Speech) -> str:
    return speech.months[day.month - 1]
