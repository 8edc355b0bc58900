"""What a network and a server can do: each is told, replaces nothing, and the last good data stay."""

from __future__ import annotations

import gzip
import json
import ssl
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
import stamina
import trustme
from asked import FOLK, FOLK_CUBE, FOLK_READINGS, cube, days_and_values, request, told
from serving import Asked, Reply, Server, json_reply

from malplan.errors import SourceFailed
from malplan_statistics import StatBank
from malplan_statistics.bodies import unpacked

BANK = StatBank(httpx.Client())  # reading certificates for each fetch takes time
GOOD = json_reply(FOLK_CUBE)
CONTENT = GOOD.body
JSON = {"Content-Type": "application/json"}
FRESH = {**JSON, "Cache-Control": "max-age=600"}
LATIN = json.dumps({"dataset": "Danmarks Statistik, område"}, ensure_ascii=False).encode("latin-1")


class Fault(NamedTuple):
    """Something that goes wrong, how often it is tried, and what is said of it in Danish."""

    reply: Reply
    tries: int
    says: str
    timeout: str = "20"


def bomb() -> bytes:
    return gzip.compress(b'{"dataset": "' + bytes(60_000_000), 9)


FAULTS = {
    "asked-too-often": Fault(
        Reply(status=429, headers={"Retry-After": "1"}), 3, "om under et minut"
    ),
    "come-back-tomorrow": Fault(Reply(status=429, headers={"Retry-After": "86400"}), 1, "om 1 dag"),
    "asked-too-often-without-a-time": Fault(Reply(status=429), 3, "senere"),
    "server-error": Fault(Reply(b"<html>", 500), 3, "HTTP 500"),
    "gateway": Fault(Reply(b"<html>", 502), 3, "HTTP 502"),
    "maintenance": Fault(Reply(b"<html>", 503, {"Retry-After": "nonsens"}), 3, "HTTP 503"),
    "gateway-time-out": Fault(Reply(b"<html>", 504), 3, "HTTP 504"),
    "not-implemented": Fault(Reply(b"<html>", 501), 1, "HTTP 501"),
    "empty": Fault(Reply(b"", 204), 1, "noget andet end data"),
    "cut": Fault(Reply(CONTENT[:50], headers=FRESH, announced=len(CONTENT)), 3, "afbrudt"),
    "half-a-json": Fault(Reply(CONTENT[:50], headers=FRESH), 1, "ufuldstændigt"),
    "nothing": Fault(Reply(b"", headers=FRESH), 1, "noget andet end data"),
    "page": Fault(
        Reply(b"<html>Fejl</html>", headers={**FRESH, "Content-Type": "text/html"}),
        1,
        "noget andet end data",
    ),
    "page-in-another-charset": Fault(
        Reply("<p>På dansk".encode("latin-1"), headers={"Content-Type": "text/html"}),
        1,
        "noget andet end data",
    ),
    "page-that-claims-to-be-json": Fault(
        Reply(b"<html>Fejl</html>", headers=FRESH), 1, "noget andet end data"
    ),
    "not-a-number": Fault(Reply(b'{"dataset": NaN}', headers=FRESH), 1, "i stykker"),
    "number-beyond-all": Fault(
        Reply(b'{"dataset": 1.0e99999999999999999999}', headers=FRESH), 1, "i stykker"
    ),
    "nested": Fault(Reply(b"[" * 100_000, headers=FRESH), 1, "i stykker"),
    "latin-1": Fault(
        Reply(LATIN, headers={**FRESH, "Content-Type": "application/json; charset=iso-8859-1"}),
        1,
        "UTF-8",
    ),
    "other-table": Fault(json_reply({"dataset": {}}, Cache_Control="max-age=600"), 1, "JSON-stat"),
    "times-that-nobody-can-read": Fault(
        json_reply(cube({"OMRÅDE": ["101"], "Tid": ["2026X1"]}, [1])), 1, "2026X1"
    ),
    "times-twice": Fault(
        json_reply(cube({"OMRÅDE": ["101"], "Tid": ["2026K1", "2026Q1"]}, [1, 2])), 1, "to gange"
    ),
    "large": Fault(Reply(b" " * 50_000_001, headers=FRESH), 1, "større end 50 MB"),
    "bomb": Fault(
        Reply(bomb(), headers={**FRESH, "Content-Encoding": "gzip"}), 1, "større end 50 MB"
    ),
    "half-a-gzip": Fault(
        Reply(gzip.compress(CONTENT)[:60], headers={**FRESH, "Content-Encoding": "gzip"}),
        3,
        "afbrudt",
    ),
    "no-gzip": Fault(Reply(CONTENT, headers={**FRESH, "Content-Encoding": "gzip"}), 1, "i stykker"),
    "packed-twice": Fault(
        Reply(gzip.compress(bomb()), headers={**FRESH, "Content-Encoding": "gzip, gzip"}),
        1,
        "pakket",
    ),
    "loop": Fault(Reply(status=307, headers={"Location": "/v1/data"}), 4, "sende videre"),
    "redirect-without-a-place": Fault(Reply(status=302), 1, "et andet sted"),
    "redirect-away": Fault(
        Reply(status=307, headers={"Location": "https://example.org/"}), 1, "et andet sted"
    ),
    "redirect-to-a-file": Fault(
        Reply(status=307, headers={"Location": "file:///etc/passwd"}), 1, "et andet sted"
    ),
    "slow-drip": Fault(Reply(CONTENT, headers=FRESH, pause=0.05), 1, "0,5 sekunder", "0.5"),
    "slow-head": Fault(
        Reply(CONTENT, headers=FRESH, pause=0.05, drips_head=True), 1, "0,5 sekunder", "0.5"
    ),
}


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_told_and_replaces_nothing(fault: Fault, server: Server, tmp_path: Path) -> None:
    options = {"timeout": fault.timeout}
    asked = request(FOLK, server, tmp_path, options=options)
    server.replies(fault.reply)
    began = time.monotonic()
    with pytest.raises(SourceFailed) as failed:
        BANK.fetch(asked)
    assert time.monotonic() - began < 4
    assert fault.says in told(failed.value).da
    assert len(server.asked) == fault.tries
    assert not files(tmp_path)

    server.replies(GOOD)
    BANK.fetch(request(FOLK, server, tmp_path))
    kept = files(tmp_path)
    assert kept
    server.replies(fault.reply)
    fetched = BANK.fetch(asked)
    assert days_and_values(fetched) == FOLK_READINGS
    (notice,) = fetched.notices
    assert "seneste gode tal om EKS1" in notice.da
    assert fault.says in notice.da
    assert files(tmp_path) == kept


class Refusal(NamedTuple):
    reply: Reply
    says: str


REFUSALS = {
    "its-own-error": Refusal(
        json_reply({"errorTypeCode": "EXTRACT-NOTFOUND", "message": "Table not found"}, status=400),
        "”Table not found” (EXTRACT-NOTFOUND)",
    ),
    "unknown-table": Refusal(Reply(b"<html>", 404), "kender ikke EKS1"),
    "refused": Refusal(Reply(b"<html>", 400), "vil ikke svare"),
    "refused-at-length": Refusal(Reply(b" " * 200_000, 400), "vil ikke svare"),
    "no-access": Refusal(Reply(b"", 403), "it-afdeling"),
}


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS.keys())
def test_a_refusal_is_told_at_once_and_the_last_good_data_stay(
    refusal: Refusal, server: Server, tmp_path: Path
) -> None:
    server.replies(GOOD)
    BANK.fetch(request(FOLK, server, tmp_path))
    kept = files(tmp_path)
    server.replies(refusal.reply)
    with pytest.raises(SourceFailed) as failed:
        BANK.fetch(request(FOLK, server, tmp_path))
    assert refusal.says in told(failed.value).da
    assert len(server.asked) == 2
    assert files(tmp_path) == kept
    assert BANK.fetch(request(FOLK, server, tmp_path, offline=True)).readings


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=500),
        Reply(status=429, headers={"Retry-After": "2"}),
        Reply(CONTENT[:40], announced=len(CONTENT), headers=JSON),
    ],
)
def test_a_fault_that_passes_is_asked_about_again(
    reply: Reply, server: Server, tmp_path: Path
) -> None:
    server.replies(reply, GOOD)
    fetched = BANK.fetch(request(FOLK, server, tmp_path))
    assert days_and_values(fetched) == FOLK_READINGS
    assert not fetched.notices
    assert len(server.asked) == 2


def test_the_wait_that_is_asked_for_is_kept(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    stamina.instrumentation.set_on_retry_hooks([lambda details: waits.append(details.wait_for)])
    monkeypatch.setattr("time.sleep", lambda _: None)
    try:
        with stamina.set_testing(False):
            for said in ("7", format_datetime(datetime.now(UTC) + timedelta(seconds=9), True)):
                server.replies(Reply(status=429, headers={"Retry-After": said}), GOOD)
                BANK.fetch(request(FOLK, server, tmp_path))
    finally:
        stamina.instrumentation.set_on_retry_hooks(None)
    assert waits[0] == 7
    assert 7 < waits[1] <= 9


@pytest.mark.parametrize("waits", [False, True])
def test_no_server_is_told(waits: bool, tmp_path: Path) -> None:
    with Server() as gone:
        pass
    with stamina.set_testing(not waits, attempts=3), pytest.raises(SourceFailed) as failed:
        BANK.fetch(request(FOLK, gone, tmp_path, options={"timeout": "0.4"}))
    assert "ingen forbindelse til 127.0.0.1" in told(failed.value).da


def test_a_redirect_within_the_server_is_followed(server: Server, tmp_path: Path) -> None:
    def answer(asked: Asked) -> Reply:
        return (
            Reply(status=308, headers={"Location": "/v2/x"}) if asked.path == "/v1/data" else GOOD
        )

    server.answer = answer
    assert BANK.fetch(request(FOLK, server, tmp_path)).readings
    first, second = server.asked
    assert (second.method, second.path, second.body) == ("POST", "/v2/x", first.body)


def test_what_is_packed_is_unpacked(server: Server, tmp_path: Path) -> None:
    server.replies(Reply(gzip.compress(CONTENT), headers={**FRESH, "Content-Encoding": "gzip"}))
    for _ in range(2):
        assert days_and_values(BANK.fetch(request(FOLK, server, tmp_path))) == FOLK_READINGS
    assert len(server.asked) == 1
    assert server.asked[0].headers["Accept-Encoding"] == "gzip"


def test_what_has_not_changed_is_not_sent_again(server: Server, tmp_path: Path) -> None:
    info = json_reply([{"Period": ["2026M01"]}], ETag='"1"', Cache_Control="no-cache")

    def answer(asked: Asked) -> Reply:
        unchanged = asked.headers.get("If-None-Match") == '"1"'
        return Reply(status=304, headers={"ETag": '"1"'}) if unchanged else info

    server.answer = answer
    from malplan_statistics import Jobindsats

    jobs = Jobindsats(token=lambda: "x")
    options = {"base_url": server.url, "cache_folder": "cache"}
    first = jobs.describe("eks01", options=options, folder=tmp_path, offline=False)
    again = jobs.describe("eks01", options=options, folder=tmp_path, offline=False)
    assert again == first
    assert [one.headers.get("If-None-Match") for one in server.asked] == [None, '"1"']


def test_a_post_makes_no_condition(server: Server, tmp_path: Path) -> None:
    server.replies(json_reply(FOLK_CUBE, ETag='"1"', Cache_Control="no-cache"))
    for _ in range(2):
        BANK.fetch(request(FOLK, server, tmp_path))
    assert not [one for one in server.asked if "If-None-Match" in one.headers]


# --- Certificates ---------------------------------------------------------------------------------
@contextmanager
def secure(name: str = "localhost", **dates: Any) -> Iterator[tuple[Server, ssl.SSLContext]]:
    """A server with a certificate, and what trusts who gave it."""
    authority = trustme.CA()
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name, **dates).configure_cert(served)
    trusts = ssl.create_default_context()
    authority.configure_trust(trusts)
    with Server(served, "localhost") as server:
        server.replies(GOOD)
        yield server, trusts


def test_a_good_certificate_is_taken(tmp_path: Path) -> None:
    with secure() as (server, trusts), httpx.Client(verify=trusts) as client:
        assert StatBank(client).fetch(request(FOLK, server, tmp_path)).readings


PAST = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("made", "trusted"),
    [
        ({"not_before": PAST, "not_after": PAST + timedelta(days=9)}, True),
        ({"name": "example.org"}, True),
        ({}, False),
    ],
    ids=["expired", "of-another-name", "of-nobody-known"],
)
def test_a_bad_certificate_is_told(made: Any, trusted: bool, tmp_path: Path) -> None:
    with secure(**made) as (server, trusts), httpx.Client(verify=trusts) as client:
        source = StatBank(client if trusted else None)
        with pytest.raises(SourceFailed) as failed:
            source.fetch(request(FOLK, server, tmp_path))
        assert "certifikatet" in told(failed.value).da
        assert not server.asked
        assert not files(tmp_path)


class Dripping(httpx.BaseTransport):
    """A transport of the caller's own, which nobody can shut."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        def drip() -> Iterator[bytes]:
            for byte in CONTENT:
                time.sleep(0.02)
                yield bytes([byte])

        return httpx.Response(200, headers=FRESH, content=drip())


def test_a_slow_answer_is_left_behind_whatever_it_comes_through(
    server: Server, tmp_path: Path
) -> None:
    with httpx.Client(transport=Dripping()) as client:
        began = time.monotonic()
        with pytest.raises(SourceFailed) as failed:
            StatBank(client).fetch(request(FOLK, server, tmp_path, options={"timeout": "0.3"}))
        assert time.monotonic() - began < 2
        assert "0,3 sekunder" in told(failed.value).da


def test_a_bomb_needs_little_memory() -> None:
    packed = gzip.compress(bytes(30_000_000), 1)
    tracemalloc.start()
    with pytest.raises(SourceFailed, match="larger than 1 MB"):
        unpacked([packed], "gzip", "x", most=1_000_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 6_000_000


def test_a_slow_server_is_left_behind_tls_too(tmp_path: Path) -> None:
    with secure() as (server, trusts), httpx.Client(verify=trusts) as client:
        server.replies(Reply(CONTENT, headers=FRESH, pause=0.05, drips_head=True))
        began = time.monotonic()
        with pytest.raises(SourceFailed) as failed:
            StatBank(client).fetch(request(FOLK, server, tmp_path, options={"timeout": "0.5"}))
        assert time.monotonic() - began < 3
        assert "0,5 sekunder" in told(failed.value).da
