from __future__ import annotations

import logging
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import httpx
import keyring
import pytest
from asked import (
    JOBS,
    JOBS_READINGS,
    MONTHS,
    TOKEN,
    days_and_values,
    jobindsats,
    request,
    table,
    told,
)
from keyring.backend import KeyringBackend
from serving import Asked, Reply, Server, json_reply

from malplan.errors import InvalidPlan, InvalidValue, SourceFailed
from malplan_statistics import Jobindsats, JobindsatsSettings
from malplan_statistics import messages as words
from malplan_statistics.choosing import Combine
from malplan_statistics.jobindsats import Which
from malplan_statistics.tokens import HOST_VARIABLE, SERVICE, USER, VARIABLE

STAR = Jobindsats()


@pytest.fixture(autouse=True)
def _token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, TOKEN)


def test_it_asks_for_what_the_plan_says(server: Server, tmp_path: Path) -> None:
    server.answer = jobindsats
    fetched = STAR.fetch(request(JOBS, server, tmp_path))
    assert days_and_values(fetched) == JOBS_READINGS
    about, data = server.asked
    assert (about.method, about.path) == ("GET", "/v2/tables/eks01/json")
    assert (data.method, data.path) == ("POST", "/v2/data/eks01/json")
    assert data.body == {"area": "Hele landet", "period": list(MONTHS), "_ygrp": ["I alt"]}
    assert data.headers["Authorization"] == TOKEN
    assert fetched.provenance.source == "jobindsats"
    assert fetched.provenance.query == "eks01: area=Hele landet; _ygrp=I alt; Antal personer; all"
    left_out, missing = fetched.notices
    assert left_out == words.PERIODS_LEFT_OUT.format(what="eks01", codes="2026QMAT01")
    assert missing == words.MISSING_LEFT_OUT.format(what="eks01", count=1)


def test_since_leaves_out_what_was_over(server: Server, tmp_path: Path) -> None:
    server.answer = jobindsats
    fetched = STAR.fetch(request(JOBS, server, tmp_path, since=date(2026, 2, 1)))
    assert days_and_values(fetched) == JOBS_READINGS[1:]


def test_the_latest_period_alone(server: Server, tmp_path: Path) -> None:
    server.answer = jobindsats
    chosen = attrs.evolve(JOBS, periods=Which.LATEST, decimal=",")
    fetched = STAR.fetch(request(chosen, server, tmp_path))
    assert days_and_values(fetched) == JOBS_READINGS[1:]
    assert server.asked[-1].body["period"] == ["2026M03"]


def test_the_last_good_data_stay_when_there_are_more_periods(
    server: Server, tmp_path: Path
) -> None:
    server.answer = jobindsats
    STAR.fetch(request(JOBS, server, tmp_path))

    def later(asked: Asked) -> Reply:
        more = [*MONTHS, "2026M04"]
        return json_reply([{"Period": more}]) if asked.method == "GET" else Reply(status=503)

    server.answer = later
    fetched = STAR.fetch(request(JOBS, server, tmp_path))
    assert days_and_values(fetched) == JOBS_READINGS
    failure = words.SERVER_ERROR.format(host="127.0.0.1", status=503)
    said = words.LAST_GOOD.format(what="eks01", age=words.UNDER_A_MINUTE, reason=failure)
    assert said in fetched.notices


def test_what_is_fresh_answers_no_question_about_more_periods(
    server: Server, tmp_path: Path
) -> None:
    periods = list(MONTHS[:2])

    def answer(asked: Asked) -> Reply:
        if asked.method == "GET":
            return json_reply([{"Period": list(periods)}], Cache_Control="no-cache")
        rows = [["Hele landet", one, "I alt", 1] for one in asked.body["period"]]
        return json_reply(table(rows), Cache_Control="max-age=600")

    server.answer = answer
    counts = []
    for count in (2, 2, 3):
        periods[:] = MONTHS[:count]
        counts.append(len(STAR.fetch(request(JOBS, server, tmp_path)).readings))
    assert counts == [2, 2, 3]
    assert [one.method for one in server.asked] == ["GET", "POST", "GET", "GET", "POST"]


ROWS = [["A", "2026M01", "x", 1], ["B", "2026M01", "x", 2], ["A", "2026M02", "x", 0.5]]
SEVERAL = attrs.evolve(JOBS, area=("a", "B"), where={"_ygrp": ("X",)})


def answers(rows: Any, labels: tuple[str, ...] = ()) -> Any:
    def answer(asked: Asked) -> Reply:
        data = [{"Period": list(MONTHS)}] if asked.method == "GET" else table(rows, labels)
        return json_reply(data)

    return answer


def test_several_rows_of_a_time(server: Server, tmp_path: Path) -> None:
    server.answer = answers(ROWS)
    with pytest.raises(InvalidValue, match="combine: sum"):
        STAR.fetch(request(SEVERAL, server, tmp_path))
    chosen = attrs.evolve(SEVERAL, combine=Combine.SUM)
    fetched = STAR.fetch(request(chosen, server, tmp_path))
    assert days_and_values(fetched) == [(date(2026, 1, 1), "3"), (date(2026, 2, 1), "0.5")]


HERE = ("Hele landet", "I alt")
LABELS = ("Area", "Ydelsesgrupper", "Periode", "Antal personer")


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"area": ("Eksempelkommune",)}, "area"),
        ({"where": {"_ygrp": ("Ungdom",)}}, "_ygrp"),
        ({"where": {"_ygrp": ("I alt",), "_alder": ("16-24 år", "25-29 år")}}, "_alder"),
        ({"area": ("Eksempelkommune", "Eksempelby")}, "area"),
        ({"area": ("2026M01",)}, "area"),  # what stands in a column of times or figures is no area
        ({"area": ("1",)}, "area"),
        ({"where": {"_ygrp": ("2",)}, "of": "Alle"}, "_ygrp"),
    ],
)
def test_figures_of_something_else_than_was_asked_for_are_refused(
    wrong: dict[str, Any], name: str, server: Server, tmp_path: Path
) -> None:
    server.answer = answers([[*HERE, "2026M01", 1, 2]], (*LABELS, "Alle"))
    assert STAR.fetch(request(JOBS, server, tmp_path)).readings
    with pytest.raises(SourceFailed) as failed:
        STAR.fetch(request(attrs.evolve(JOBS, **wrong), server, tmp_path))
    assert told(failed.value) == words.OTHER_SELECTION.format(what="eks01", name=name)


def test_one_row_of_something_else_is_enough(server: Server, tmp_path: Path) -> None:
    rows = [[*HERE, "2026M01", 1], ["Eksempelkommune", "I alt", "2026M02", 1]]
    server.answer = answers(rows, LABELS)
    with pytest.raises(SourceFailed) as failed:
        STAR.fetch(request(JOBS, server, tmp_path))
    assert told(failed.value) == words.OTHER_SELECTION.format(what="eks01", name="area")
    assert len(STAR.fetch(request(attrs.evolve(JOBS, area=("*",)), server, tmp_path)).readings) == 2


def test_the_last_good_data_stay_when_something_else_is_answered(
    server: Server, tmp_path: Path
) -> None:
    server.answer = jobindsats
    STAR.fetch(request(JOBS, server, tmp_path))
    server.answer = answers([["Eksempelkommune", "I alt", "2026M01", 99]], LABELS)
    fetched = STAR.fetch(request(JOBS, server, tmp_path))
    assert days_and_values(fetched) == JOBS_READINGS


@pytest.mark.parametrize("wrong", [{"area": ("*",)}, {"where": {"_ygrp": ("I alt", "*")}}])
def test_everything_is_not_added_up(wrong: dict[str, Any]) -> None:
    attrs.evolve(JOBS, **wrong)
    with pytest.raises(InvalidPlan) as refused:
        attrs.evolve(JOBS, combine=Combine.SUM, **wrong)
    (problem,) = refused.value.problems
    steps = ("area",) if "area" in wrong else ("where", "_ygrp")
    assert problem.steps == steps
    assert problem.message == words.ADDED_UP_WITH_A_PATTERN.format(name=steps[-1], chosen="*")


def test_equal_settings_have_the_same_hash() -> None:
    one, other = (attrs.evolve(JOBS, where={"_ygrp": ("x",)}) for _ in range(2))
    assert one == other
    assert hash(one) == hash(other)


def test_a_ratio_has_another_column_as_denominator(server: Server, tmp_path: Path) -> None:
    rows = [["A", "2026M01", 1, 10], ["A", "2026M02", 2, None]]
    server.answer = answers(rows, ("Area", "Periode", "Ledige", "Alle"))
    chosen = JobindsatsSettings(table="eks01", area=("A",), column="Ledige", of="Alle")
    (reading,) = STAR.fetch(request(chosen, server, tmp_path)).readings
    assert (reading.value, reading.of) == (Decimal(1), Decimal(10))


def test_a_column_that_is_not_there_is_told(server: Server, tmp_path: Path) -> None:
    server.answer = answers(ROWS)
    wrongs: tuple[dict[str, Any], ...]
    wrongs = ({"column": "Antal person"}, {"time": "Period"}, {"of": "Alle"})
    for wrong in wrongs:
        with pytest.raises(InvalidValue, match="Ydelsesgrupper"):
            STAR.fetch(request(attrs.evolve(SEVERAL, **wrong), server, tmp_path))


@pytest.mark.parametrize(
    "data",
    [
        {},
        [],
        [{"Variables": [], "Data": []}],
        [{"Variables": [{"Label": "A"}], "Data": [[1, 2]]}],
        [{"Variables": [{"Label": 1}], "Data": [[1]]}],
        [{"Variables": "A", "Data": [1]}],
        table([[*HERE, "2026QMAT01", 1]], LABELS),
        table([[*HERE, "2026M01", 1], [*HERE, "2026M1", 1]], LABELS),
        table([[*HERE, "2026K1", 1], [*HERE, "2026Q01", 1]], LABELS),
        table([["2026M01", "2026M01", 1]], ("Periode", "Periode", "Antal personer")),
    ],
)
def test_an_answer_that_is_no_such_table_is_told(data: Any, server: Server, tmp_path: Path) -> None:
    def answer(asked: Asked) -> Reply:
        return json_reply([{"Period": list(MONTHS)}] if asked.method == "GET" else data)

    server.answer = answer
    with pytest.raises(SourceFailed):
        STAR.fetch(request(JOBS, server, tmp_path))


@pytest.mark.parametrize("cell", [True, [1]])
def test_what_is_no_number_is_told(cell: object, server: Server, tmp_path: Path) -> None:
    server.answer = answers([[*HERE, "2026M01", cell]], LABELS)
    with pytest.raises(InvalidValue, match="eks01"):
        STAR.fetch(request(JOBS, server, tmp_path))


@pytest.mark.parametrize("periods", [{}, [{"Period": "2026M01"}], [{"Period": ["2026QMAT01"]}]])
def test_a_table_without_periods_is_told(periods: Any, server: Server, tmp_path: Path) -> None:
    server.replies(json_reply(periods))
    with pytest.raises(SourceFailed, match="eks01"):
        STAR.fetch(request(JOBS, server, tmp_path))


@pytest.mark.parametrize(
    "wrong",
    [
        {"table": "../admin"},
        {"table": "eks01/json?x="},
        {"table": "eks.01"},
        {"area": ()},
        {"column": ""},
        {"where": {"area": ("x",)}},
        {"where": {"Period": ("x",)}},
        {"where": {"_ygrp": ()}},
        {"decimal": ";"},
        {"of": ""},
    ],
)
def test_settings_that_cannot_be_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidPlan) as refused:
        attrs.evolve(JOBS, **wrong)
    assert refused.value.message.da != refused.value.message.en


def test_it_tells_what_a_table_holds(server: Server, tmp_path: Path) -> None:
    server.answer = jobindsats
    options = {"base_url": server.url, "cache_folder": "cache"}
    told_of = STAR.describe("eks01", options=options, folder=tmp_path, offline=False)
    (part,) = told_of.parts
    assert (part.id, part.count) == ("Period", 4)
    assert dict(told_of.facts)["TableID"] == "eks01"
    with pytest.raises(InvalidValue):
        STAR.describe("../x", options=options, folder=tmp_path, offline=False)


# --- The token ------------------------------------------------------------------------------------
class Memory(KeyringBackend):
    """A keyring in memory."""

    priority = 1.0

    def __init__(self, token: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring types no __init__
        self._kept = {(SERVICE, USER): token}

    def get_password(self, service: str, username: str) -> str | None:
        return self._kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self._kept[service, username]


def test_the_token_may_be_in_the_keyring(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE)
    keyring.set_keyring(Memory(TOKEN))
    server.answer = jobindsats
    assert STAR.fetch(request(JOBS, server, tmp_path)).readings


def test_without_a_token_nothing_is_asked(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE)
    with pytest.raises(InvalidValue) as refused:
        STAR.fetch(request(JOBS, server, tmp_path))
    assert VARIABLE in refused.value.message.da
    monkeypatch.setenv(VARIABLE, f"{TOKEN}\nX: y")
    with pytest.raises(InvalidValue) as refused:
        STAR.fetch(request(JOBS, server, tmp_path))
    assert TOKEN not in refused.value.message.da
    assert not server.asked


def test_offline_needs_no_token(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.answer = jobindsats
    STAR.fetch(request(JOBS, server, tmp_path))
    monkeypatch.delenv(VARIABLE)
    assert STAR.fetch(request(JOBS, server, tmp_path, offline=True)).readings


def test_a_token_that_is_not_valid_is_told_and_not_tried_again(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "old-token")
    server.answer = jobindsats
    with pytest.raises(SourceFailed) as failed:
        STAR.fetch(request(JOBS, server, tmp_path))
    assert told(failed.value) == words.NO_ACCESS.format(host="127.0.0.1", status=401)
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_the_token_goes_to_no_other_server(status: int, server: Server, tmp_path: Path) -> None:
    with Server() as other:
        other.answer = jobindsats
        place = {"Location": f"{other.url}/v2/tables/eks01/json"}
        server.replies(Reply(status=status, headers=place))
        with pytest.raises(SourceFailed) as failed:
            STAR.fetch(request(JOBS, server, tmp_path))
        assert told(failed.value) == words.REDIRECTED_AWAY.format(host="127.0.0.1")
        assert not other.asked


@pytest.mark.parametrize(
    ("base_url", "allowed", "goes"),
    [
        ("", "", True),
        ("https://API.jobindsats.dk:443/x", "", True),
        ("https://localhost:1", "", True),
        ("https://gateway.example.org", "", False),
        ("https://gateway.example.org", "gateway.example.org", True),
        ("https://gateway.example.org/x", " Gateway.example.org ", True),
        ("https://gateway.example.org", "example.org", False),
        ("https://api.jobindsats.dk.example.org", "", False),
        ("https://example-api.jobindsats.dk", "", False),
        ("https://localhost.example.org", "", False),
    ],
)
def test_the_token_goes_to_hosts_that_are_allowed(
    base_url: str, allowed: str, goes: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOST_VARIABLE, allowed)
    sent: list[str] = []

    def stop(going: httpx.Request) -> None:
        sent.append(going.headers["Authorization"])
        raise httpx.ConnectError("nothing leaves this machine")

    with httpx.Client(event_hooks={"request": [stop]}) as client:
        star = Jobindsats(client=client)
        with pytest.raises(SourceFailed if goes else InvalidValue) as refused:
            star.fetch(request(JOBS, None, tmp_path, options={"base_url": base_url}))
    assert set(sent) == ({TOKEN} if goes else set())
    if not goes:
        host = base_url.removeprefix("https://")
        assert refused.value.message == words.TOKEN_FOR_ANOTHER_HOST.format(
            host="api.jobindsats.dk", other=host, variable=HOST_VARIABLE
        )


def test_the_token_is_nowhere_to_be_read(
    server: Server, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    said: list[str] = []
    echo = {"message": f"Authorization: {TOKEN}", "errorTypeCode": TOKEN}
    replies = [
        json_reply(echo, status=400),
        json_reply(echo, status=500, X_Echo=TOKEN),
        Reply(TOKEN.encode(), headers={"Content-Type": "application/json", "ETag": f'"{TOKEN}"'}),
        Reply(status=302, headers={"Location": f"https://example.org/{TOKEN}"}),
        Reply(b"{", announced=99),
    ]
    for reply in replies:
        server.replies(reply)
        with pytest.raises(SourceFailed) as failed:
            STAR.fetch(request(JOBS, server, tmp_path))
        error: BaseException | None = failed.value
        while error is not None:
            said += [repr(error), str(error)]
            error = error.__cause__
        said += [failed.value.message.da]
    server.answer = jobindsats
    fetched = STAR.fetch(request(JOBS, server, tmp_path))
    said += [repr(fetched), repr(STAR), repr(vars(STAR))]
    said += [f"{record.getMessage()} {vars(record)}" for record in caplog.records]
    assert any("httpcore" in record.name for record in caplog.records)
    # httpcore logs the headers of an answer at DEBUG: what a server repeats there is its own.
    own = [text for text in said if TOKEN in text and "receive_response_headers" not in text]
    assert not own
    kept = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert len(kept) == 2
    assert not [path for path in kept if TOKEN.encode() in path.read_bytes()]
