"""Sources that are wrong on purpose, each in one way, and two that are right.

They count the rows of a list of people, in which there is what nobody may see.
"""

from __future__ import annotations

import hashlib
import json
import logging
import socket
import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import attrs

import malplan
from malplan import InvalidValue, Message, Period
from malplan.errors import SourceFailed
from malplan.moments import now
from malplan.records import Provenance
from malplan.sources import Description, Fetched, Part, Reading, Request

SECRET = "Et navn, som ingen må se"
CPR_NUMBER = "311290-1234"
ROWS: Sequence[Mapping[str, Any]] = tuple(
    {"at": at, "who": SECRET, "cpr": CPR_NUMBER, "count": count}
    for at, count in (
        ("2026-03-09T10:00:00+01:00", 5),  # not in the order of time
        ("2026-03-02T08:00:00+01:00", 3),
        ("2026-03-02T23:30:00+01:00", 4),
        ("2026-03-05T00:15:00+01:00", 0),
        ("2026-03-31T01:30:00+02:00", 7),
    )
)


def said(da: str, en: str) -> Message:
    return Message(da=da, en=en)


class Per(Enum):
    DAY = "day"
    WEEK = "week"


@attrs.frozen
class ListSettings:
    """What a plan says of the list."""

    file: str
    per: Per = Per.DAY
    least: Decimal = Decimal("0.5")
    columns: tuple[str, ...] = ("count",)


class Right:
    """Adds up the counts of a JSON file by day or by week."""

    name = "liste"
    title: Any = "En liste"
    settings: type = ListSettings
    option_names: Sequence[str] = ("zone",)

    def fetch(self, request: Request) -> Any:
        content = self.content(request)
        rows = self.rows(content)
        zone = self.zone(request.options.get("zone", "Europe/Copenhagen"))
        readings = tuple(self.reading(*one) for one in self.counts(request, rows, zone))
        return Fetched(
            readings=self.wanted(request, readings),
            provenance=Provenance(
                source=self.called(),
                query=self.query(request),
                retrieved=self.retrieved(),
                checksum=self.checksum(content),
            ),
            notices=(self.notice(rows),),
        )

    def content(self, request: Request) -> bytes:
        path = request.folder / request.settings.file
        if not path.resolve().is_relative_to(request.folder.resolve()):
            raise InvalidValue(said("Filen er uden for mappen.", "The file is outside the folder."))
        return self.read(path)

    def read(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError:
            raise self.failed() from None

    def failed(self) -> Exception:
        return InvalidValue(said("Filen er der ikke.", "The file is not there."))

    def rows(self, content: bytes) -> Sequence[Mapping[str, Any]]:
        try:
            rows: Sequence[Mapping[str, Any]] = json.loads(content)
            for row in rows:
                datetime.fromisoformat(row["at"])
        except (ValueError, KeyError, TypeError) as error:
            raise self.unreadable(error) from None
        return rows

    def unreadable(self, error: Exception) -> Exception:
        return SourceFailed(said("Listen kan ikke læses.", "The list cannot be read."))

    def zone(self, name: str) -> ZoneInfo:
        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            raise InvalidValue(said("zone er ukendt", "zone is unknown")) from None

    def day(self, at: datetime, zone: ZoneInfo) -> date:
        return at.astimezone(zone).date()

    def counts(
        self, request: Request, rows: Sequence[Mapping[str, Any]], zone: ZoneInfo
    ) -> list[tuple[Period, int]]:
        found: Counter[tuple[date, date]] = Counter()
        for row in rows:
            first = last = self.day(datetime.fromisoformat(row["at"]), zone)
            if not self.takes(request, first):
                continue
            if request.settings.per is Per.WEEK:
                first -= timedelta(days=first.weekday())
                last = first + timedelta(days=6)
            found[first, last] += row["count"]
        return [(Period(*days), count) for days, count in sorted(found.items())]

    def takes(self, request: Request, day: date) -> bool:
        return True

    def reading(self, period: Period, count: int) -> Any:
        return Reading(period=period, value=Decimal(count))

    def wanted(self, request: Request, readings: tuple[Any, ...]) -> Any:
        return tuple(one for one in readings if request.wants(one.period))

    def called(self) -> str:
        return str(self.name)

    def query(self, request: Request) -> str:
        return f"{request.settings.file}: count"

    def retrieved(self) -> datetime:
        return now()

    def checksum(self, content: bytes) -> str:
        return hashlib.sha256(content).hexdigest()

    def notice(self, rows: Sequence[Mapping[str, Any]]) -> Message:
        return said(f"{len(rows)} rækker.", f"{len(rows)} rows.")

    def describe(
        self, table: str, *, options: Mapping[str, str], folder: Path, offline: bool
    ) -> Any:
        rows = self.rows(self.read(folder / table))
        return Description(
            id=table, parts=(self.part(rows),), example={"file": table, "per": "week"}
        )

    def part(self, rows: Sequence[Mapping[str, Any]]) -> Part:
        return Part(id="count", count=len(rows))


@attrs.frozen
class NoSettings:
    """Nothing to say."""


class Steps:
    """Knows by heart on which step something is; has no file, no options, nothing to describe."""

    name = "trin"
    title = "Trin"
    settings: type = NoSettings
    option_names: Sequence[str] = ()

    def fetch(self, request: Request) -> Fetched:
        held = (
            (date(2026, 3, 1), date(2026, 3, 31), "lidt"),
            (date(2026, 4, 1), date(2026, 4, 30), "meget"),
        )
        readings = [Reading(period=Period(start, end), step=step) for start, end, step in held]
        checksum = hashlib.sha256(repr(held).encode()).hexdigest()
        return Fetched(
            readings=tuple(one for one in readings if request.wants(one.period)),
            provenance=Provenance(
                source=self.name, query="alle", retrieved=now(), checksum=checksum
            ),
        )


# --- What it is, and what it takes ----------------------------------------------------------------
class Untitled(Right):
    title = None


class FloatSettings(Right):
    @attrs.frozen
    class settings(ListSettings):  # noqa: N801
        weight: float = 0.5


class SettingsThatChange(Right):
    @attrs.frozen
    class settings(ListSettings):  # noqa: N801
        note: str = ""

        def __attrs_post_init__(self) -> None:
            object.__setattr__(self, "note", f"{self.note}!")


class SettingsThatAreNobodysEqual(Right):
    @attrs.frozen(eq=False)
    class settings:  # noqa: N801
        file: str
        per: Per = Per.DAY
        least: Decimal = Decimal(1)


class TakesOptionsAway(Right):
    def fetch(self, request: Request) -> Any:
        found = super().fetch(request)
        if isinstance(request.options, dict):
            request.options.pop("zone", None)
        return found


class ChangesThePlan(Right):
    def fetch(self, request: Request) -> Any:
        object.__setattr__(request.plan, "title", f"{request.plan.title}!")
        return super().fetch(request)


# --- What it gives --------------------------------------------------------------------------------
class Bare(Right):
    def fetch(self, request: Request) -> Any:
        return list(super().fetch(request).readings)


class Lists(Right):
    def wanted(self, request: Request, readings: tuple[Any, ...]) -> Any:
        return list(super().wanted(request, readings))


class Dumb(Right):
    def fetch(self, request: Request) -> Any:
        raise SourceFailed(said("Nej.", "No."))


class Empty(Right):
    def wanted(self, request: Request, readings: tuple[Any, ...]) -> Any:
        return ()


class Once(Right):
    """Answers a question once."""

    def __init__(self) -> None:
        self.asked: set[Any] = set()

    def fetch(self, request: Request) -> Any:
        question = (request.folder, request.settings, request.since, request.offline)
        if question in self.asked:
            raise self.failed()
        self.asked.add(question)
        return super().fetch(request)


class CountsItself(Right):
    count = 0

    def checksum(self, content: bytes) -> str:
        self.count += 1
        return super().checksum(b"%d" % self.count)


class LocalDays(Right):
    def day(self, at: datetime, zone: ZoneInfo) -> date:
        return at.astimezone().date()


class Backwards(Right):
    def wanted(self, request: Request, readings: tuple[Any, ...]) -> Any:
        return super().wanted(request, readings)[::-1]


class Twice(Right):
    def wanted(self, request: Request, readings: tuple[Any, ...]) -> Any:
        return tuple(one for one in super().wanted(request, readings) for _ in range(2))


class OpenEnded(Right):
    def reading(self, period: Period, count: int) -> Any:
        return Reading(period=Period(None, period.end), value=Decimal(count))


class Floats(Right):
    def reading(self, period: Period, count: int) -> Any:
        value: Any = count / 2
        return Reading(period=period, value=value)


class Whole(Right):
    def reading(self, period: Period, count: int) -> Any:
        value: Any = count
        return Reading(period=period, value=value)


class Thirds(Right):
    def reading(self, period: Period, count: int) -> Any:
        return Reading(period=period, value=Decimal(count + 1) / 3)


class Both(Right):
    def reading(self, period: Period, count: int) -> Any:
        return Reading(period=period, value=Decimal(count), step="lidt")


class Neither(Right):
    def reading(self, period: Period, count: int) -> Any:
        return Reading(period=period)


class NothingButOf(Right):
    def reading(self, period: Period, count: int) -> Any:
        return Reading(period=period, step="lidt", of=Decimal(count))


class LeavesRowsOut(Right):
    def takes(self, request: Request, day: date) -> bool:
        return request.since is None or day >= request.since


class GivesEverything(Right):
    def wanted(self, request: Request, readings: tuple[Any, ...]) -> Any:
        return readings


class OneDayTooFew(Right):
    def wanted(self, request: Request, readings: tuple[Any, ...]) -> Any:
        since = request.since
        return tuple(one for one in readings if since is None or one.period.end > since)


class FailsOnNothingNew(Right):
    def wanted(self, request: Request, readings: tuple[Any, ...]) -> Any:
        found = super().wanted(request, readings)
        if not found:
            raise SourceFailed(said("Intet nyt.", "Nothing new."))
        return found


class CallsItselfAnother(Right):
    def called(self) -> str:
        return "en-anden"


class ClockOnTheWall(Right):
    def retrieved(self) -> datetime:
        return datetime.now().replace(tzinfo=UTC)  # noqa: DTZ005 - it is what is wrong


class ReadToTheEnd(Right):
    def checksum(self, content: bytes) -> str:
        return super().checksum(b"")


class DanishNotice(Right):
    def notice(self, rows: Sequence[Mapping[str, Any]]) -> Message:
        return said("Fem rækker.", "Fem rækker.")


# --- What it does beside --------------------------------------------------------------------------
class Prints(Right):
    def notice(self, rows: Sequence[Mapping[str, Any]]) -> Message:
        print(f"{len(rows)} rows")  # noqa: T201 - it is what is wrong
        return super().notice(rows)


class AsksAnyway(Right):
    def read(self, path: Path) -> bytes:
        socket.getaddrinfo("127.0.0.1", 80)
        return super().read(path)


class TripsOffline(Right):
    def fetch(self, request: Request) -> Any:
        if request.offline and not request.options.get("zone", "Europe").startswith("Europe"):
            raise self.failed()
        if request.offline:
            raise ConnectionError("offline")
        return super().fetch(request)


class LeavesOpen(Right):
    def read(self, path: Path) -> bytes:
        try:
            stream = path.open("rb")
        except OSError:
            raise self.failed() from None
        return stream.read()


class LeavesOpenWhereItFails(Right):
    def rows(self, content: bytes) -> Sequence[Mapping[str, Any]]:
        listening = socket.socket()
        found = super().rows(content)
        listening.close()
        return found


# --- What fails -----------------------------------------------------------------------------------
class Trusts(Right):
    def read(self, path: Path) -> bytes:
        return path.read_bytes()


class GoesAnywhere(Right):
    def content(self, request: Request) -> bytes:
        return self.read(request.folder / request.settings.file)


class FailsInDanish(Right):
    def failed(self) -> Exception:
        return InvalidValue(said("Filen er der ikke.", ""))


class Exits(Right):
    def failed(self) -> Exception:
        raise SystemExit("no file")


class TripsOverOptions(Right):
    def zone(self, name: str) -> ZoneInfo:
        return ZoneInfo(name)


# --- What it can tell -----------------------------------------------------------------------------
class DescribesInPlainData(Right):
    def describe(self, table: str, **given: Any) -> Any:
        return {"id": table}


class DescribesWhatCannotBe(Right):
    def describe(self, table: str, **given: Any) -> Any:
        return Description(id=table, example={"fil": table})


class DescribesTomorrow(Right):
    def describe(self, table: str, **given: Any) -> Any:
        return Description(id=table, retrieved=now() + timedelta(days=1))


class TripsOverATable(Right):
    def describe(self, table: str, **given: Any) -> Any:
        raise KeyError(table)


# --- What it shows --------------------------------------------------------------------------------
class NoticesACprNumber(Right):
    def notice(self, rows: Sequence[Mapping[str, Any]]) -> Message:
        return said(f"Den første er {rows[0]['cpr']}.", f"The first is {rows[0]['cpr']}.")


class LooksLikeOne(Right):
    """Right: an address in memory and a checksum, which by chance have the digits of a number."""

    def checksum(self, content: bytes) -> str:
        logging.getLogger("liste").debug("<stream at 0x7f%s>", CPR_NUMBER.replace("-", ""))
        return f"{'a' * 54}{CPR_NUMBER.replace('-', '')}"


class LogsACprNumber(Right):
    def notice(self, rows: Sequence[Mapping[str, Any]]) -> Message:
        logging.getLogger("liste").debug("The first is %s", rows[0]["cpr"])
        return super().notice(rows)


class AddsUpCprNumbers(Right):
    def reading(self, period: Period, count: int) -> Any:
        return Reading(period=period, value=Decimal(CPR_NUMBER.replace("-", "")))


class CausedByACprNumber(Right):
    def rows(self, content: bytes) -> Sequence[Mapping[str, Any]]:
        try:
            return super().rows(content)
        except SourceFailed as error:
            raise error from ValueError(CPR_NUMBER)


class LogsASecret(Right):
    def notice(self, rows: Sequence[Mapping[str, Any]]) -> Message:
        logging.getLogger("liste").debug("GET http://127.0.0.1/?who=%s", quote(SECRET))
        return super().notice(rows)


class LogsBytes(Right):
    def rows(self, content: bytes) -> Sequence[Mapping[str, Any]]:
        logging.getLogger("liste").debug("read %r", content)
        return super().rows(content.replace(CPR_NUMBER.encode(), b""))

    def read(self, path: Path) -> bytes:
        return super().read(path).replace(CPR_NUMBER.encode(), b"")


class WarnsOfASecret(Right):
    def notice(self, rows: Sequence[Mapping[str, Any]]) -> Message:
        warnings.warn(rows[0]["who"], stacklevel=2)
        return super().notice(rows)


class AsksForASecret(Right):
    def query(self, request: Request) -> str:
        return f"who = {SECRET}"


class QuotesInAnError(Right):
    def unreadable(self, error: Exception) -> Exception:
        return SourceFailed(said(f"Forkert: {error}", f"Wrong: {error}"))


class FailsInAChain(Right):
    def rows(self, content: bytes) -> Sequence[Mapping[str, Any]]:
        rows: Sequence[Mapping[str, Any]] = json.loads(content)
        for row in rows:
            try:
                datetime.fromisoformat(row["at"])
            except ValueError as error:
                raise self.unreadable(error)  # noqa: B904 - it is what is wrong
        return rows


class DescribesARow(Right):
    def part(self, rows: Sequence[Mapping[str, Any]]) -> Part:
        return Part(id="who", values=((rows[0]["who"], ""),))


@malplan.hookimpl
def malplan_register(registry: malplan.Registry) -> None:
    import mailbox  # noqa: F401 - stands for something heavy

    registry.source(Right())
