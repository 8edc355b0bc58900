"""Moments in time: which moment somebody means, and which day it is where the municipality is.

Moments are kept in UTC. Two moments in the same zone are compared by their wall clocks, so that in
Denmark the hour that comes twice in October would be one hour.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from malplan.errors import InvalidValue, shown
from malplan.messages import records as words
from malplan.messages import times
from malplan.spans import FIRST_YEAR, LAST_YEAR

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
"""Where a moment without a zone is, unless the settings say another place."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def a_day(value: object) -> date:
    """A day that somebody can mean, from 1900 to 2199; a moment is none."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise InvalidValue(words.NOT_A_DAY.format(value=shown(value)))
    _check_year(value)
    return value if type(value) is date else date(value.year, value.month, value.day)


def _check_year(value: date) -> None:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        years = {"year": value.year, "first": FIRST_YEAR, "last": LAST_YEAR}
        raise InvalidValue(times.YEAR_OUT_OF_RANGE.format(**years))


def moment(value: object) -> datetime:
    """A moment with a time zone, from 1900 to 2199, kept in UTC."""
    if not isinstance(value, datetime):
        raise InvalidValue(words.NOT_A_MOMENT.format(value=shown(value)))
    _check_year(value)
    if value.tzinfo is UTC and type(value) is datetime and not value.fold:
        return value
    if value.utcoffset() is None:
        raise InvalidValue(words.NO_ZONE.format(value=shown(value)))
    return datetime.fromtimestamp(0, UTC) + (value - _EPOCH)


Moment = Annotated[datetime, moment]
Day = Annotated[date, a_day]


def microseconds(value: datetime) -> int:
    """The microseconds since 1970-01-01 in UTC, exactly."""
    return (value - _EPOCH) // MICROSECOND


def from_microseconds(count: int) -> datetime:
    """The moment that so many microseconds after 1970-01-01 are, in UTC."""
    return _EPOCH + count * MICROSECOND


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def day_of(value: datetime, zone: ZoneInfo = COPENHAGEN) -> date:
    """The day on which a moment falls in a zone."""
    return value.astimezone(zone).date()


def end_of(day: date, zone: ZoneInfo = COPENHAGEN) -> datetime:
    """The last moment of a day in a zone, in UTC."""
    midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), zone)
    return midnight.astimezone(UTC) - MICROSECOND


def moment_text(value: datetime, zone: ZoneInfo = COPENHAGEN) -> str:
    """A moment as ISO 8601 with the offset of a zone: ``2026-03-02T09:30:00+01:00``."""
    return value.astimezone(zone).isoformat()


def read_moment(text: Any, zone: ZoneInfo = COPENHAGEN) -> datetime:
    """Read a moment: ISO 8601, or a day, which means its end.

    Args:
        text: ``2026-03-02T09:30:00+01:00``, ``2026-03-02 09:30`` or ``2026-03-02``.
        zone: Where a text without an offset is.

    Raises:
        InvalidValue: It is no moment, or by a clock without an offset it does not exist (in
            March) or comes twice (in October).
    """
    if not isinstance(text, str):
        raise InvalidValue(words.NOT_A_MOMENT.format(value=shown(text)))
    said = text.strip()
    try:
        if len(said) == len("2026-03-02"):
            return end_of(date.fromisoformat(said), zone)
        found = datetime.fromisoformat(said)
        if found.tzinfo is not None:
            return moment(found)
        return _in_zone(found, zone)
    except (ValueError, OverflowError) as error:
        if isinstance(error, InvalidValue):
            raise
        raise InvalidValue(words.NOT_A_MOMENT.format(value=shown(text))) from None


def _in_zone(wall: datetime, zone: ZoneInfo) -> datetime:
    """The one moment at which the clocks of a zone show this."""
    found = [
        candidate.astimezone(UTC)
        for candidate in (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
        if candidate.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall
    ]
    if not found:
        raise InvalidValue(words.LOST_HOUR.format(value=wall.isoformat(" ", "minutes")))
    if found[0] != found[-1]:
        first, second = (moment_text(one, zone) for one in (found[0], found[-1]))
        raise InvalidValue(
            words.DOUBLED_HOUR.format(
                value=wall.isoformat(" ", "minutes"), first=first, second=second
            )
        )
    return found[0]
