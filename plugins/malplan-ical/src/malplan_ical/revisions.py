"""Which of two calendars of the same plan is the newer, event by event."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from attrs import frozen

from malplan.presentation import View

_FIRST = datetime(2026, 1, 1, tzinfo=UTC)
"""No log is older than malplan."""

_MOST = 2**31 - 1
"""The largest integer of a calendar (RFC 5545, 3.3.8)."""


@frozen
class Revision:
    """How new an event is.

    Attributes:
        sequence: Its SEQUENCE (RFC 5545, 3.8.7.4): a higher one takes the place of a lower one.
        stamp: When what it says was last changed.
    """

    sequence: int
    stamp: datetime


def revision(view: View, last_day: date | None) -> Revision:
    """How new an event is, from what the view holds and nothing else: neither clock nor memory.

    What an event says changes when something is recorded, and once more when its time is over, by
    which it is late or missed. So its number is twice the seconds from 2026 to the last record of
    the plan, and one more when its time is over. Whatever is recorded, corrected or retracted, the
    next number is higher; and it does not tell how many records there are.

    Seconds are fine enough for what is fetched by the hour, and last until 2060.

    Args:
        view: The plan and how it stands.
        last_day: The last day of the event's time.
    """
    status = view.status
    if status is None or status.last_recorded is None:
        return Revision(0, _FIRST)
    stamp = max(status.last_recorded.replace(microsecond=0), _FIRST)
    sequence = 2 * (1 + int((stamp - _FIRST).total_seconds()))
    if last_day is not None and status.on > last_day:
        sequence += 1
        over = datetime.combine(last_day, datetime.min.time(), UTC) + timedelta(days=1)
        stamp = max(stamp, over)
    return Revision(min(sequence, _MOST), stamp)
