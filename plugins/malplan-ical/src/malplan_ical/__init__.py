"""Writes the milestones and due dates of a målplan as a calendar (iCalendar, RFC 5545).

icalendar is loaded when a calendar is first written, not when malplan looks for its plugins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO

import malplan

if TYPE_CHECKING:
    from malplan.messages import Language
    from malplan.presentation import View

__all__ = ["IcsOutput", "malplan_register"]


class IcsOutput:
    """Writes a plan as a calendar: ``malplan render PLAN --to ics``.

    It takes one option, ``link``: the address of the page that the events point at, in which
    ``{plan}`` stands for the id of the plan.
    """

    name = "ics"
    suffix = ".ics"
    media_type = "text/calendar"
    shows_status = True
    option_names: Sequence[str] = ("link",)

    def write(
        self, view: View, stream: BinaryIO, *, language: Language, options: Mapping[str, str]
    ) -> None:
        """Write a plan as a calendar.

        Args:
            view: The plan and how it stands.
            stream: Takes the bytes; not closed.
            language: The language of labels; content stays as it is.
            options: ``link``, if it is given.

        Raises:
            InvalidValue: The link is no web address.
        """
        from malplan_ical.calendar import calendar_of
        from malplan_ical.links import web_address

        link = options.get("link")
        if link is not None:
            link = web_address(link.replace("{plan}", view.plan.id))
        stream.write(calendar_of(view, language, link))


@malplan.hookimpl
def malplan_register(registry: malplan.Registry) -> None:
    """Register the calendar."""
    registry.output(IcsOutput())
