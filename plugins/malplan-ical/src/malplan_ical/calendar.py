"""The calendar of a plan, as bytes (RFC 5545, with the names of RFC 7986)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256

import icalendar

from malplan.messages import Language, labels
from malplan.presentation import View, heading
from malplan_ical import words
from malplan_ical.entries import Entries, Entry
from malplan_ical.revisions import revision

ALARMS = (30, 7)
"""How many days before the last day somebody is reminded."""

_MORNING = timedelta(hours=9)
"""When on those days; a day begins at midnight, when a telephone should be quiet."""

_REFRESH = timedelta(hours=12)
"""How often it is worth to look for a newer calendar."""


class _Text(icalendar.vText):
    r"""A text, escaped as RFC 5545 says (3.3.11).

    icalendar takes ``\N`` for a line break before it escapes, so that ``P:\Nyt`` would lose its N.
    """

    def to_ical(self) -> bytes:
        text = str(self).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return "\\n".join(text.splitlines()).encode()


def calendar_of(view: View, language: Language, link: str | None = None) -> bytes:
    """The calendar of a plan.

    It has no METHOD: that would be a message to somebody, and PUBLISH asks for an ORGANIZER
    (RFC 5546, 3.2.1). Without one, a file is what stands in the calendar now (RFC 5545, 3.7.2),
    which is what who subscribes fetches.

    Args:
        view: The plan and how it stands.
        language: The language of labels; content stays as it is.
        link: The address of the plan's page.
    """
    plan = view.plan
    entries = Entries(view, language)
    name = f"{plan.title} ({plan.municipality})"
    if view.internal:
        name = words.INTERNAL_NAME.format(name=name).text(language)
    about = "\n".join(filter(None, _about(view, entries, language)))
    calendar = icalendar.Calendar()
    calendar.add("PRODID", f"-//malplan//malplan-ical//{language.upper()}")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    # The names of RFC 7986, and what programs knew before it.
    for key in ("NAME", "X-WR-CALNAME"):
        calendar.add(key, _Text(name))
    for key in ("DESCRIPTION", "X-WR-CALDESC"):
        calendar.add(key, _Text(about))
    calendar.add("REFRESH-INTERVAL", _REFRESH, {"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", icalendar.vDuration(_REFRESH))
    if link is not None:
        calendar.add("URL", link)
    for entry in entries:
        calendar.add_component(_event(entry, view, language, link))
    written: bytes = calendar.to_ical()
    return written


def _about(view: View, entries: Entries, language: Language) -> Iterator[str]:
    if view.internal:
        yield labels.INTERNAL.text(language)
    plan = heading(view.plan, "plan", language)
    yield words.ABOUT.format(plan=plan, year=view.plan.year).text(language)
    yield entries.left_out


def uid(view: View, part: str) -> str:
    """What an event is called for good.

    The id of a plan is unique where it lies, but two municipalities may have one of the same id,
    and somebody may follow both: so the municipality is in it, as a digest of its name.
    """
    municipality = sha256(view.plan.municipality.encode()).hexdigest()[:16]
    return f"{part}@{view.plan.id}.{municipality}.malplan"


def _event(entry: Entry, view: View, language: Language, link: str | None) -> icalendar.Event:
    first, last = entry.days
    newness = revision(view, entry.period.end)
    paragraphs = list(entry.paragraphs)
    event = icalendar.Event()
    event.add("UID", uid(view, entry.part))
    event.add("DTSTAMP", newness.stamp)
    event.add("LAST-MODIFIED", newness.stamp)
    event.add("SEQUENCE", newness.sequence)
    event.add("DTSTART", first)
    event.add("DTEND", last + timedelta(days=1))  # the day after
    event.add("SUMMARY", _Text(entry.name))
    event.add("CATEGORIES", _Text(entry.category))
    event.add("STATUS", entry.status)
    event.add("TRANSP", "TRANSPARENT")  # three weeks of a deadline make nobody busy
    if link is not None:
        event.add("URL", link)
        paragraphs.append(f"{words.PLAN_PAGE.text(language)}: {link}")  # Outlook shows no URL
    event.add("DESCRIPTION", _Text("\n\n".join(paragraphs)))
    if entry.reminds:
        for days in ALARMS:
            event.add_component(_alarm(days, entry.name, language))
    return event


def _alarm(days: int, name: str, language: Language) -> icalendar.Alarm:
    """An alarm in the morning, so many days before the last day.

    It is told from the end, which is the midnight after the last day. Outlook counts the same from
    the beginning ([MS-OXCICAL] 2.1.3.1.1.20.62) and reminds too early rather than too late.
    """
    alarm = icalendar.Alarm()
    alarm.add("ACTION", "DISPLAY")
    trigger = -timedelta(days=days + 1) + _MORNING
    alarm.add("TRIGGER", trigger, {"RELATED": "END"})
    alarm.add("DESCRIPTION", _Text(words.ALARM.format(days=days, name=name).text(language)))
    return alarm
