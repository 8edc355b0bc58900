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
from malplan.messages import Message
from malplan_statistics import StatBank
from malplan_statistics import messages as words
from malplan_statistics.bodies import unpacked

BANK = StatBank(httpx.Client())  # reading certificates for each fetch takes time
GOOD = json_reply(FOLK_CUBE)
CONTENT = GOOD.body
JSON = {"Content-Type": "application/json"}
FRESH = {**JSON, "Cache-Control": "max-age=600"}
LATIN = json.dumps({"dataset": "Danmarks Statistik, område"}, ensure_ascii=False).encode("latin-1")


def said(template: Message, **values: Any) -> Message:
    return template.format(host="127.0.0.1", **values)


def too_slow(seconds: str, host: str = "127.0.0.1") -> Message:
    """In Danish, decimals come after a comma."""
    each = Message(da=seconds.replace(".", ","), en=seconds)
    return words.TOO_SLOW.format(host=host, seconds=each)


class Fault(NamedTuple):
    """Something that goes wrong, how often it is tried, and what is said of it."""

    reply: Reply
    tries: int
    says: Message
    timeout: str = "20"


def bomb() -> bytes:
    return gzip.compress(b'{"dataset": "' + bytes(60_000_000), 9)


FAULTS = {
    "asked-too-often": Fault(
        Reply(status=429, headers={"Retry-After": "1"}),
        3,
        said(words.TOO_MANY_REQUESTS, wait=words.UNDER_A_MINUTE),
    ),
    "come-back-tomorrow": Fault(
        Reply(status=429, headers={"Retry-After": "86400"}),
        1,
        said(words.TOO_MANY_REQUESTS, wait=words.DAY),
    ),
    "asked-too-often-without-a-time": Fault(
        Reply(status=429), 3, said(words.TOO_MANY_REQUESTS_LATER)
    ),
    "server-error": Fault(Reply(b"<html>", 500), 3, said(words.SERVER_ERROR, status=500)),
    "gateway": Fault(Reply(b"<html>", 502), 3, said(words.SERVER_ERROR, status=502)),
    "maintenance": Fault(
        Reply(b"<html>", 503, {"Retry-After": "nonsens"}), 3, said(words.SERVER_ERROR, status=503)
    ),
    "gateway-time-out": Fault(Reply(b"<html>", 504), 3, said(words.SERVER_ERROR, status=504)),
    "not-implemented": Fault(Reply(b"<html>", 501), 1, said(words.SERVER_ERROR, status=501)),
    "empty": Fault(Reply(b"", 204), 1, said(words.NOT_JSON)),
    "cut": Fault(
        Reply(CONTENT[:50], headers=FRESH, announced=len(CONTENT)), 3, said(words.CUT_SHORT)
    ),
    "half-a-json": Fault(Reply(CONTENT[:50], headers=FRESH), 1, said(words.BROKEN_JSON)),
    "nothing": Fault(Reply(b"", headers=FRESH), 1, said(words.NOT_JSON)),
    "page": Fault(
        Reply(b"<html>Fejl</html>", headers={**FRESH, "Content-Type": "text/html"}),
        1,
        said(words.NOT_JSON),
    ),
    "page-in-another-charset": Fault(
        Reply("<p>På dansk".encode("latin-1"), headers={"Content-Type": "text/html"}),
        1,
        said(words.NOT_JSON),
    ),
    "page-that-claims-to-be-json": Fault(
        Reply(b"<html>Fejl</html>", headers=FRESH), 1, said(words.NOT_JSON)
    ),
    "not-a-number": Fault(Reply(b'{"dataset": NaN}', headers=FRESH), 1, said(words.BROKEN_JSON)),
    "number-beyond-all": Fault(
        Reply(b'{"dataset": 1.0e99999999999999999999}', headers=FRESH), 1, said(words.BROKEN_JSON)
    ),
    "nested": Fault(Reply(b"[" * 100_000, headers=FRESH), 1, said(words.BROKEN_JSON)),
    "latin-1": Fault(
        Reply(LATIN, headers={**FRESH, "Content-Type": "application/json; charset=iso-8859-1"}),
        1,
        said(words.WRONG_CHARSET),
    ),
    "other-table": Fault(
        json_reply({"dataset": {}}, Cache_Control="max-age=600"),
        1,
        said(words.NO_CUBE, what="EKS1"),
    ),
    "times-that-nobody-can-read": Fault(
        json_reply(cube({"OMRÅDE": ["101"], "Tid": ["2026X1"]}, [1])),
        1,
        said(words.UNKNOWN_TIME, what="EKS1", code="2026X1"),
    ),
    "times-twice": Fault(
        json_reply(cube({"OMRÅDE": ["101"], "Tid": ["2026K1", "2026Q1"]}, [1, 2])),
        1,
        said(words.SAME_TIME_TWICE, what="EKS1"),
    ),
    "large": Fault(Reply(b" " * 50_000_001, headers=FRESH), 1, said(words.TOO_LARGE, limit=50)),
    "bomb": Fault(
        Reply(bomb(), headers={**FRESH, "Content-Encoding": "gzip"}),
        1,
        said(words.TOO_LARGE, limit=50),
    ),
    "half-a-gzip": Fault(
        Reply(gzip.compress(CONTENT)[:60], headers={**FRESH, "Content-Encoding": "gzip"}),
        3,
        said(words.CUT_SHORT),
    ),
    "no-gzip": Fault(
        Reply(CONTENT, headers={**FRESH, "Content-Encoding": "gzip"}), 1, said(words.BROKEN_JSON)
    ),
    "packed-twice": Fault(
        Reply(gzip.compress(bomb()), headers={**FRESH, "Content-Encoding": "gzip, gzip"}),
        1,
        said(words.UNKNOWN_ENCODING),
    ),
    "loop": Fault(
        Reply(status=307, headers={"Location": "/v1/data"}), 4, said(words.REDIRECTED_ROUND)
    ),
    "redirect-without-a-place": Fault(Reply(status=302), 1, said(words.REDIRECTED_AWAY)),
    "redirect-away": Fault(
        Reply(status=307, headers={"Location": "https://example.org/"}),
        1,
        said(words.REDIRECTED_AWAY),
    ),
    "redirect-to-a-file": Fault(
        Reply(status=307, headers={"Location": "file:///etc/passwd"}),
        1,
        said(words.REDIRECTED_AWAY),
    ),
    "slow-drip": Fault(Reply(CONTENT, headers=FRESH, pause=0.05), 1, too_slow("0.5"), "0.5"),
    "slow-head": Fault(
        Reply(CONTENT, headers=FRESH, pause=0.05, drips_head=True), 1, too_slow("0.5"), "0.5"
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
    assert told(failed.value) == fault.says
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
    assert notice == words.LAST_GOOD.format(
        what="EKS1", age=words.UNDER_A_MINUTE, reason=fault.says
    )
    assert files(tmp_path) == kept


class Refusal(NamedTuple):
    reply: Reply
    says: Message


REFUSALS = {
    "its-own-error": Refusal(
        json_reply({"errorTypeCode": "EXTRACT-NOTFOUND", "message": "Table not found"}, status=400),
        said(words.REFUSED_WHY, what="EKS1", reason="Table not found", code="EXTRACT-NOTFOUND"),
    ),
    "unknown-table": Refusal(Reply(b"<html>", 404), said(words.NOT_THERE, what="EKS1", status=404)),
    "refused": Refusal(Reply(b"<html>", 400), said(words.REFUSED, what="EKS1", status=400)),
    "refused-at-length": Refusal(
        Reply(b" " * 200_000, 400), said(words.REFUSED, what="EKS1", status=400)
    ),
    "no-access": Refusal(Reply(b"", 403), said(words.NO_WAY_IN, status=403)),
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
    assert told(failed.value) == refusal.says
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
    assert told(failed.value) == said(words.NO_CONNECTION)


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
        assert told(failed.value) == words.BAD_CERTIFICATE.format(host="localhost")
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
        assert told(failed.value) == too_slow("0.3")


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
        assert told(failed.value) == too_slow("0.5", "localhost")
