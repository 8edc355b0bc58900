"""Bounds put into Danish words, so that reading the words gives the same bounds."""

from __future__ import annotations

from datetime import date

from malplan.spans import (
    DEFAULT_POLICY,
    MONTHS,
    Span,
    month_span,
    months_span,
    week_span,
)

UNSCHEDULED = "ikke fastlagt"
"""How a period without any bound is written."""


def phrase_of(start: date | None, end: date | None, *, approximate: bool = False) -> str:
    """Put bounds into words, with the year; :func:`bounds_of` reads them back.

    The shortest of the usual names is taken: "2026", "1. kvartal 2026", "uge 12 i 2026", "marts
    2026", "ultimo marts til primo april 2026", "5. til 7. maj 2026".
    """
    about, near = ("omkring ", "ca. ") if approximate else ("", "")
    if start is None:
        return UNSCHEDULED if end is None else f"senest {near}{_day_phrase(end)}"
    if end is None:
        return f"fra {near}{_day_phrase(start)}"
    return f"{about}{_closed_phrase(Span(start, end))}"


def _closed_phrase(bounds: Span) -> str:
    for scale in (_years, _half_years, _quarters, _whole_months, _thirds, _weeks):
        first, last = scale(bounds.start), scale(bounds.end)
        if first[0].start != bounds.start or last[0].end != bounds.end:
            continue
        if first == last:
            return first[1]
        if scale not in (_half_years, _quarters, _weeks):
            # "maj til juni" is plainer than a row of quarters or weeks.
            return _joined(first, last)
    first, last = _days(bounds.start), _days(bounds.end)
    return first[1] if first == last else _joined(first, last)


_Named = tuple[Span, str]


def _joined(first: _Named, last: _Named) -> str:
    """Two names with "til" between them; a year or a month that both share is said once."""
    left, right = first[1].split(), last[1].split()
    shared = 0
    while shared < len(left) - 1 and left[-1 - shared] == right[-1 - shared]:
        shared += 1
    return f"{' '.join(left[: len(left) - shared])} til {last[1]}"


def _years(day: date) -> _Named:
    return months_span(day.year, 1, 12), f"{day.year}"


def _half_years(day: date) -> _Named:
    number = 1 if day.month <= 6 else 2
    return months_span(day.year, number * 6 - 5, number * 6), f"{number}. halvår {day.year}"


def _quarters(day: date) -> _Named:
    number = (day.month + 2) // 3
    return months_span(day.year, number * 3 - 2, number * 3), f"{number}. kvartal {day.year}"


def _whole_months(day: date) -> _Named:
    return months_span(day.year, day.month, day.month), f"{MONTHS[day.month - 1]} {day.year}"


def _thirds(day: date) -> _Named:
    part = DEFAULT_POLICY.part_of(day.day)
    bounds = month_span(day.year, day.month, part, DEFAULT_POLICY)
    return bounds, f"{part.value} {MONTHS[day.month - 1]} {day.year}"


def _weeks(day: date) -> _Named:
    year, week, _ = day.isocalendar()
    return week_span(year, week), f"uge {week} i {year}"


def _days(day: date) -> _Named:
    return Span(day, day), _day_phrase(day)


def _day_phrase(day: date) -> str:
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"
