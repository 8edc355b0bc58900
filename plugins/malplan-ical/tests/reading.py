"""Reads calendars back with a library that did not write them, and line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from malplan import Period, Plan, Record, View, assess
from malplan.messages import Language
from malplan.rendering import view_of
from malplan_ical.calendar import calendar_of

THRESHOLD = 5


def time(phrase: str) -> Period:
    return Period.parse(phrase, year=2026)


def seen(plan: Plan, records: Sequence[Record] = (), on: date | None = None, **more: Any) -> View:
    """A plan as an output gets it."""
    status = assess(plan, records, on=on) if records and on is not None else None
    return view_of(plan, on, threshold=THRESHOLD, status=status, records=records, **more)


def written(view: View, language: Language = "da", link: str | None = None) -> Calendar:
    """A calendar that was written and read back."""
    return read(calendar_of(view, language, link))


def read(content: bytes) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(content.decode())


def days(event: Event) -> tuple[date, date]:
    """The first and the last day of an event."""
    assert event.dtend is not None
    assert type(event.dtstart) is type(event.dtend) is date
    return event.dtstart, event.dtend - timedelta(days=1)


def by_uid(calendar: Calendar) -> dict[str, Event]:
    """The events by what stands before the @."""
    return {str(event.uid).partition("@")[0]: event for event in calendar.events}


def number(event: Event) -> int:
    """Its SEQUENCE, which every event has."""
    assert event.sequence is not None
    return event.sequence


def said(event: Event) -> dict[str, Any]:
    """Everything an event says, but how new it is."""
    return event.model_dump(exclude={"sequence", "dtstamp", "last_modified"})


def lines(content: bytes) -> list[str]:
    """The content lines, unfolded as RFC 5545 says (3.1)."""
    assert content.endswith(b"\r\n")
    return content.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def unescaped(line: str) -> str:
    """A line with its text as it was (RFC 5545, 3.3.11)."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], line)
