"""Each law of sources is proven: a source that is wrong on purpose breaks it, and no other."""

from __future__ import annotations

import hashlib
import inspect
import json
import os
import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote

import attrs
import pytest
import wrong_sources as wrong
from hypothesis import given
from hypothesis import strategies as st
from proving import laws_of

from malplan import Message, Period
from malplan.errors import SourceFailed
from malplan.moments import now
from malplan.records import Provenance
from malplan.registry import Source
from malplan.sources import Description, Fetched, Reading, Request
from malplan.testing import SourceSuite
from malplan.testing._fetching import (
    ZONES,
    _hear,
    attempt,
    days_of,
    machine_in,
    network_watched,
    not_held,
    shows,
    wrong_with,
)

UNREADABLE = [{**wrong.ROWS[0], "at": wrong.SECRET}]


class ListSuite(SourceSuite):
    """A list of people, asked by day and by week; what is in it and may not be seen."""

    source: ClassVar[Source] = wrong.Right()
    secrets = (wrong.SECRET,)

    def requests(self, tmp_path: Path) -> Sequence[Request]:
        (tmp_path / "liste.json").write_text(json.dumps(wrong.ROWS), encoding="utf-8")
        options = {"zone": "Europe/Copenhagen"}
        return [
            self.request(self.source.settings(file="liste.json"), folder=tmp_path),
            self.request(
                self.source.settings(file="liste.json", per=wrong.Per.WEEK, least=Decimal("1.25")),
                folder=tmp_path,
                options=options,
            ),
        ]

    def failing(self, tmp_path: Path) -> Sequence[Request]:
        (tmp_path.parent / "udenfor.json").write_text("[]", encoding="utf-8")
        (tmp_path / "forkert.json").write_text(json.dumps(UNREADABLE), encoding="utf-8")
        return [
            self.request(self.source.settings(file=file), folder=tmp_path)
            for file in ("mangler.json", "../udenfor.json", "forkert.json")
        ]

    def table_of(self, request: Request) -> str:
        return str(request.settings.file)


# --- What is right --------------------------------------------------------------------------------
class TestList(ListSuite):
    pass


def test_digits_by_chance_are_no_cpr_number(tmp_path: Path) -> None:
    class Suite(ListSuite):
        source = wrong.LooksLikeOne()

    Suite().test_it_shows_no_cpr_number(tmp_path)


class TestSteps(SourceSuite):
    source = wrong.Steps()

    def requests(self, tmp_path: Path) -> Sequence[Request]:
        return [self.request(self.source.settings())]


@attrs.frozen
class AddressSettings:
    table: str


class Served:
    """Asks a server with a token, and keeps what it answered."""

    name = "server"
    title = "En server"
    settings: type = AddressSettings
    option_names: Sequence[str] = ("base_url", "token")

    def fetch(self, request: Request) -> Fetched:
        kept = request.folder / "kept.json"
        if not request.offline:
            kept.write_bytes(self.asked(request))
        elif not kept.exists():
            raise self.failed()
        content = kept.read_bytes()
        counts = {date.fromisoformat(day): count for day, count in json.loads(content).items()}
        readings = [
            Reading(period=Period(day, day), value=Decimal(count))
            for day, count in sorted(counts.items())
        ]
        return Fetched(
            readings=tuple(one for one in readings if request.wants(one.period)),
            provenance=Provenance(
                source=self.name,
                query=request.settings.table,
                retrieved=now(),
                checksum=hashlib.sha256(content).hexdigest(),
            ),
        )

    def asked(self, request: Request) -> bytes:
        url = f"{request.options['base_url']}/{request.settings.table}"
        token = {"Authorization": request.options["token"]}
        try:
            with urllib.request.urlopen(urllib.request.Request(url, headers=token)) as answer:
                found: bytes = answer.read()
        except urllib.error.HTTPError as error:
            error.close()
            raise self.failed() from None
        except OSError:
            raise self.failed() from None
        return found

    def failed(self) -> SourceFailed:
        return SourceFailed(Message(da="Serveren svarer ikke.", en="The server does not answer."))


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        found = self.path == "/counts" and self.headers["Authorization"] == "tys-tys"
        self.send_response(200 if found else 403)
        self.end_headers()
        self.wfile.write(b'{"2026-03-03": 4, "2026-03-02": 12}' if found else b"tys-tys")

    def log_message(self, *given: Any) -> None:
        pass


class TestServer(SourceSuite):
    source = Served()
    secrets = ("tys-tys",)
    base_url = ""

    @pytest.fixture(autouse=True)
    def _served(self) -> Iterator[None]:
        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            self.base_url = f"http://127.0.0.1:{server.server_port}"
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            yield
            server.shutdown()
            thread.join()

    def asked(self, table: str, folder: Path) -> Request:
        options = {"base_url": self.base_url, "token": "tys-tys"}
        return self.request(AddressSettings(table), folder=folder, options=options)

    def requests(self, tmp_path: Path) -> Sequence[Request]:
        return [self.asked("counts", tmp_path)]

    def failing(self, tmp_path: Path) -> Sequence[Request]:
        return [self.asked("others", tmp_path)]


# --- What is wrong --------------------------------------------------------------------------------
AGAIN = "test_it_answers_the_same_again"
ELSEWHERE = "test_it_answers_the_same_elsewhere"

WRONG: dict[str, tuple[type[wrong.Right], ...]] = {
    "test_it_can_be_registered": (wrong.Untitled, wrong.FloatSettings),
    "test_a_plan_can_hold_its_settings": (
        wrong.SettingsThatChange,
        wrong.SettingsThatAreNobodysEqual,
    ),
    "test_it_answers": (wrong.Bare, wrong.Lists, wrong.Dumb, wrong.Empty),
    AGAIN: (wrong.Once, wrong.CountsItself),
    ELSEWHERE: (wrong.LocalDays,),
    "test_its_readings_are_in_order": (wrong.Backwards, wrong.Twice, wrong.OpenEnded),
    "test_a_record_can_hold_every_reading": (
        wrong.Floats,
        wrong.Whole,
        wrong.Thirds,
        wrong.Both,
        wrong.Neither,
        wrong.NothingButOf,
    ),
    "test_it_gives_nothing_from_before": (
        wrong.LeavesRowsOut,
        wrong.GivesEverything,
        wrong.OneDayTooFew,
        wrong.FailsOnNothingNew,
    ),
    "test_it_leaves_the_request_as_it_was": (wrong.TakesOptionsAway, wrong.ChangesThePlan),
    "test_it_says_where_figures_come_from": (
        wrong.CallsItselfAnother,
        wrong.ClockOnTheWall,
        wrong.ReadToTheEnd,
    ),
    "test_its_notices_speak_both_languages": (wrong.DanishNotice,),
    "test_it_prints_nothing": (wrong.Prints,),
    "test_it_asks_no_network_when_offline": (wrong.AsksAnyway, wrong.TripsOffline),
    "test_it_leaves_nothing_open": (wrong.LeavesOpen, wrong.LeavesOpenWhereItFails),
    "test_what_fails_is_told": (
        wrong.Trusts,
        wrong.GoesAnywhere,
        wrong.FailsInDanish,
        wrong.Exits,
    ),
    "test_a_wrong_option_is_told": (wrong.TripsOverOptions,),
    "test_it_describes_what_it_holds": (
        wrong.DescribesInPlainData,
        wrong.DescribesWhatCannotBe,
        wrong.DescribesTomorrow,
        wrong.TripsOverATable,
    ),
    "test_it_shows_no_cpr_number": (
        wrong.NoticesACprNumber,
        wrong.LogsACprNumber,
        wrong.AddsUpCprNumbers,
        wrong.CausedByACprNumber,
    ),
    "test_it_shows_no_secret": (
        wrong.LogsASecret,
        wrong.LogsBytes,
        wrong.WarnsOfASecret,
        wrong.AsksForASecret,
        wrong.QuotesInAnError,
        wrong.FailsInAChain,
        wrong.DescribesARow,
    ),
}
PROVEN_OTHERWISE = {"test_it_loads_nothing_heavy", "test_its_plugin_registers_it"}
ALSO: dict[type[wrong.Right], set[str]] = {
    wrong.Once: {ELSEWHERE},
    wrong.CountsItself: {ELSEWHERE},
    wrong.TripsOverATable: {"test_it_asks_no_network_when_offline"},
}
"""What else is broken by what cannot be wrong in one way alone."""


def outcomes(tested: Source, folder: Path) -> dict[str, str]:
    """What is said of each law that is not kept, each tried in a folder of its own."""

    class Suite(ListSuite):
        source = tested

    found = {}
    for law in laws_of(Suite):
        run = getattr(Suite(), law)
        own = folder / law
        own.mkdir()
        try:
            run(**({"tmp_path": own} if "tmp_path" in inspect.signature(run).parameters else {}))
        except pytest.skip.Exception:
            continue
        except pytest.fail.Exception as error:
            found[law] = str(error)
    return found


@pytest.mark.parametrize(
    ("law", "source"),
    [(law, source) for law, sources in WRONG.items() for source in sources],
    ids=lambda given: given if isinstance(given, str) else given.__name__,
)
def test_a_wrong_source_breaks_its_law(law: str, source: type[wrong.Right], tmp_path: Path) -> None:
    told = outcomes(source(), tmp_path)
    assert set(told) == {law} | ALSO.get(source, set()), told


def test_a_plugin_that_loads_something_heavy_is_told() -> None:
    class Suite(ListSuite):
        module = "wrong_sources"
        heavy = ("mailbox",)

    with pytest.raises(pytest.fail.Exception, match="mailbox"):
        Suite().test_it_loads_nothing_heavy()


def test_a_plugin_that_does_not_register_it_is_told() -> None:
    class Suite(ListSuite):
        module = "wrong_readers"

    with pytest.raises(pytest.fail.Exception, match=r"registers no source, and not 'liste'"):
        Suite().test_its_plugin_registers_it()
    Suite.module = "wrong_sources"
    Suite().test_its_plugin_registers_it()


@pytest.mark.parametrize(
    ("law", "what"),
    [
        ("test_what_fails_is_told", "failing"),
        ("test_it_shows_no_secret", "secrets"),
        ("test_it_describes_what_it_holds", "describes nothing"),
    ],
)
def test_what_cannot_be_seen_is_left_out(law: str, what: str, tmp_path: Path) -> None:
    with pytest.raises(pytest.skip.Exception, match=what):
        getattr(TestSteps(), law)(tmp_path)


# --- How a source is watched ----------------------------------------------------------------------
@given(secret=st.text(st.characters(codec="utf-8"), min_size=1), around=st.text(max_size=5))
def test_a_secret_is_found_however_it_is_written(secret: str, around: str) -> None:
    for written in (
        secret,
        quote(secret),
        json.dumps(secret),
        repr(secret),
        repr(secret.encode()),
        repr(json.dumps(secret).encode()),
        repr({"who": secret}),
        json.dumps([json.dumps(secret)]),
    ):
        assert shows(f"{around}{written}{around}", secret), written
        assert shows(f"{around}{written.upper()}{around}", secret), written


@given(secret=st.from_regex("[a-z]{8}", fullmatch=True), text=st.text("0123456789%\\ "))
def test_a_secret_is_not_found_where_it_is_not(secret: str, text: str) -> None:
    assert not shows(text + secret[:-1], secret)


@pytest.mark.parametrize("before", [None, "Europe/Copenhagen"])
def test_the_machine_is_where_it_was_afterwards(
    before: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TZ", raising=False)
    if before is not None:
        monkeypatch.setenv("TZ", before)
    there = []
    for zone in ZONES:
        with machine_in(zone):
            there.append(datetime(2026, 3, 2, 12).astimezone().utcoffset())
    assert there == [timedelta(hours=14), timedelta(hours=-11)]
    assert os.environ.get("TZ") == before


def test_the_network_is_watched_only_meanwhile(tmp_path: Path) -> None:
    with network_watched() as asked, socket.socket(socket.AF_UNIX) as file:
        with pytest.raises(OSError, match="No such file"):
            file.connect(str(tmp_path / "socket"))
        assert not asked
        socket.getaddrinfo("127.0.0.1", 80)
    socket.getaddrinfo("127.0.0.1", 80)
    assert asked == ["socket.getaddrinfo"]


def test_what_is_heard_of_the_network() -> None:
    with socket.socket(socket.AF_UNIX) as file, socket.socket(socket.AF_INET) as net:
        with network_watched() as asked:
            for event, given in (
                ("open", ("x",)),
                ("socket.connect", (file, "x")),
                ("socket.connect", (net, ("127.0.0.1", 80))),
                ("socket.gethostbyname", ("localhost",)),
            ):
                _hear(event, given)
        _hear("socket.connect", (net, ("127.0.0.1", 80)))
    assert asked == ["socket.connect", "socket.gethostbyname"]


def test_who_stops_a_source_stops_the_tests() -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        attempt(stop)


def _louder(text: str) -> str:
    return f"{text}!"


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_settings_that_cannot_be_read_again_are_told(form: str) -> None:
    @attrs.frozen
    class Fragile:
        table: str = attrs.field(converter=_louder)

        @table.validator
        def _once(self, _: object, value: str) -> None:
            if value.endswith("!!"):
                raise ValueError("to udråbstegn")

    source = wrong.Right()
    source.settings = Fragile
    assert "source" in not_held(source, Fragile("a"), form)


def test_a_description_needs_no_example() -> None:
    tried = attempt(lambda: Description(id="a", title="A"))
    assert wrong_with(tried, wrong.ListSettings) == ""


def test_a_time_without_both_ends_has_no_two_days() -> None:
    day = date(2026, 5, 1)
    assert days_of(Period(day, day)) == (day, day)
    with pytest.raises(ValueError, match="2026"):
        days_of(Period(day, None))


def test_a_suite_has_to_say_what_its_source_is_asked(tmp_path: Path) -> None:
    suite = SourceSuite()
    with pytest.raises(NotImplementedError):
        suite.requests(tmp_path)
    assert suite.table_of(TestSteps().requests(tmp_path)[0]) == ""


def test_every_law_is_proven_and_says_what_it_is() -> None:
    assert sorted({*WRONG, *PROVEN_OTHERWISE}) == laws_of(SourceSuite)
    for law in laws_of(SourceSuite):
        assert getattr(SourceSuite, law).__doc__, law
