"""The app of the guide, started as its reader would start it and asked over HTTP.

It is run where FastAPI is installed, with pydantic 1 and with pydantic 2: ``nox -s fastapi``.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_examples import Reader, blocks_of

import malplan

DOCS = Path(__file__).parents[1] / "docs"
EXAMPLES = DOCS / "examples"
GUIDE = DOCS / "how-to" / "run-in-a-web-app.md"

SWIMMING = """\
format: 1
id: svoemmehold
title: Svømmehold (eksempel)
year: 2026
municipality: Eksempel Kommune
actions:
  - id: hold
    title: Et hold i svømmehallen
    signs:
      - id: deltagere
        text: Der kommer mindst 15 unge.
        measure:
          kind: quantitative
          unit: unge
          counts: people
          targets:
            - {kind: at_least, value: 15, due: maj}
"""
CPR = "010203-4567"
COORDINATOR = {"X-Role": "tovholder"}
HTTP = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if "MALPLAN" not in name}


@contextmanager
def running(app: str, folder: Path) -> Iterator[str]:
    """An app in a process of its own; gives its address."""
    command = [sys.executable, "-W", "error::DeprecationWarning:fastapi_app", "-m", "uvicorn"]
    with subprocess.Popen(
        [*command, app, "--port", "0", "--app-dir", str(EXAMPLES)],
        cwd=folder,
        env=environment(),
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        encoding="utf-8",
    ) as process:
        assert process.stderr is not None
        said = ""
        for line in process.stderr:
            said += line
            found = re.search(r"running on (http://[\d.]+:\d+)", line)
            if found:
                break
        else:
            pytest.fail(said)
        with ThreadPoolExecutor(1) as pool:  # so that the pipe does not fill up
            pool.submit(process.stderr.read)
            try:
                yield found[1]
            finally:
                process.terminate()


def a_folder(tmp: Path) -> Path:
    plans = tmp / "planer"
    plans.mkdir()
    (plans / "svoemmehold.yaml").write_text(SWIMMING, encoding="utf-8")
    (plans / "i-stykker.yaml").write_text("format: 1\nid: i-stykker\n", encoding="utf-8")
    numbered = SWIMMING.replace("(eksempel)", f"for {CPR} (eksempel)")
    (plans / "med-nummer.yaml").write_text(
        numbered.replace("id: svoemmehold", "id: med-nummer"), encoding="utf-8"
    )
    (tmp / "hemmelig.yaml").write_text(
        SWIMMING.replace("id: svoemmehold", "id: hemmelig"), encoding="utf-8"
    )
    address = 'store = "sqlite:///log.db?timeout=2"\n'
    (tmp / "malplan.toml").write_text(f'plans = ["planer"]\n{address}', encoding="utf-8")
    return tmp


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_folder(tmp_path_factory.mktemp("intranet"))


@pytest.fixture(scope="module")
def intranet(folder: Path) -> Iterator[httpx.Client]:
    """The app behind its proxy."""
    with running("fastapi_app.intranet:app", folder) as url, httpx.Client(base_url=url) as client:
        yield client


@pytest.fixture(scope="module")
def own(folder: Path) -> Iterator[malplan.Workspace]:
    """The same plans and the same log, without the app."""
    with closing(malplan.Workspace(malplan.Settings.find(folder))) as workspace:
        yield workspace


def recorded(own: malplan.Workspace) -> list[str]:
    found = own.logbook.records("svoemmehold")
    return [one.id for one in found if isinstance(one.what, malplan.Observation)]


def observe(client: httpx.Client, body: Any, **headers: str) -> httpx.Response:
    return client.post(
        "/plans/svoemmehold/observations", json=body, headers={**COORDINATOR, **headers}
    )


def assert_problem(answer: httpx.Response, status: int, language: str = "da") -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["content-language"] == language
    told: dict[str, Any] = answer.json()
    assert told["status"] == status
    assert told["title"]
    return told


# --- What is shown --------------------------------------------------------------------------------
def test_every_plan_that_can_be_read_is_listed(intranet: httpx.Client) -> None:
    listed = intranet.get("/plans").json()
    assert [one["id"] for one in listed] == ["med-nummer", "svoemmehold", "ungeloeftet"]
    assert listed[0]["title"] == "Svømmehold for [CPR] (eksempel)"


def test_a_status_is_what_malplan_says(intranet: httpx.Client, own: malplan.Workspace) -> None:
    observe(intranet, {"sign": "deltagere", "value": 3, "on": "2026-05-20"})
    status = own.status(own.load("svoemmehold"), on=date(2026, 6, 1))
    inside = intranet.get(
        "/plans/svoemmehold/status?on=2026-06-01&internal=true", headers=COORDINATOR
    )
    assert inside.json() == malplan.status_data(status)
    assert inside.json()["signs"][0]["figure"]["value"] == 3
    outside = intranet.get("/plans/svoemmehold/status?on=2026-06-01")
    assert outside.json() == malplan.status_data(malplan.published_status(status))
    sign = outside.json()["signs"][0]
    assert sign["figure"] is None
    assert "vises ikke" in sign["because"]["da"]
    assert "not shown" in sign["because"]["en"]


def test_what_is_internal_is_for_colleagues_and_kept_nowhere(intranet: httpx.Client) -> None:
    for address in ("/plans/svoemmehold", "/plans/svoemmehold/status"):
        assert_problem(intranet.get(address, params={"internal": True}), 403)
        stranger = {"X-Role": "nysgerrig"}
        assert_problem(intranet.get(address, params={"internal": True}, headers=stranger), 403)
        shown = intranet.get(address, params={"internal": True}, headers=COORDINATOR)
        assert shown.status_code == 200
        assert shown.headers["cache-control"] == "no-store"
        assert "cache-control" not in intranet.get(address).headers


def test_the_page_is_rendered_for_everybody(intranet: httpx.Client, own: malplan.Workspace) -> None:
    plan, day = own.load("svoemmehold"), date(2026, 6, 1)
    shown = intranet.get("/plans/svoemmehold?on=2026-06-01")
    assert shown.headers["content-type"] == "text/html; charset=utf-8"
    assert shown.content == own.render(plan, "html", on=day)
    english = intranet.get(
        "/plans/svoemmehold?on=2026-06-01", headers={"Accept-Language": "en-GB,da;q=0.5"}
    )
    assert english.content == own.render(plan, "html", on=day, language="en")
    assert english.headers["vary"] == "Accept-Language"
    inside = intranet.get("/plans/svoemmehold?on=2026-06-01&internal=true", headers=COORDINATOR)
    assert inside.content == own.render(plan, "html", on=day, internal=True)


def test_no_cpr_number_is_shown_to_anybody(intranet: httpx.Client) -> None:
    for address in ("/plans", "/plans/med-nummer", "/plans/med-nummer/status"):
        for internal in (False, True):
            shown = intranet.get(address, params={"internal": internal}, headers=COORDINATOR)
            assert shown.status_code == 200
            assert CPR not in shown.text


@HTTP
@given(on=st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_any_day_can_be_asked_for(intranet: httpx.Client, on: date) -> None:
    answer = intranet.get("/plans/svoemmehold/status", params={"on": on.isoformat()})
    assert answer.json()["on"] == on.isoformat()


@pytest.mark.parametrize("on", ["i morgen", "2026-02-30", "5", "", "1899-12-31", "2200-01-01"])
def test_no_other_day_can(intranet: httpx.Client, on: str) -> None:
    for address in ("/plans/svoemmehold", "/plans/svoemmehold/status"):
        told = assert_problem(intranet.get(address, params={"on": on}), 422)
        assert [one["path"] for one in told["problems"]] == ["on"]


@pytest.mark.parametrize(
    "id",
    ["svømmehold", "hemmelig.yaml", "%2e%2e%2fhemmelig.yaml", "planer%2fsvoemmehold.yaml", CPR],
)
def test_nothing_but_a_registered_plan_is_opened(intranet: httpx.Client, id: str) -> None:
    for address in (f"/plans/{id}", f"/plans/{id}/status"):
        answer = intranet.get(address)
        assert_problem(answer, 404)
        assert CPR not in answer.text


def test_a_plan_that_cannot_be_read_is_told_of_to_those_who_run_the_app(
    intranet: httpx.Client, folder: Path
) -> None:
    answer = intranet.get("/plans/i-stykker")
    assert_problem(answer, 500)
    assert str(folder) not in answer.text


# --- What is recorded -----------------------------------------------------------------------------
def test_an_observation_is_recorded(intranet: httpx.Client, own: malplan.Workspace) -> None:
    body = {"sign": "deltagere", "value": 16, "on": "2026-05-21", "comment": "Eksempel."}
    answer = observe(intranet, body)
    assert answer.status_code == 201
    record = own.logbook.find(answer.json()["id"])
    assert isinstance(record.what, malplan.Observation)
    assert (record.what.sign, record.what.value) == ("deltagere", Decimal(16))
    assert (record.on, record.by) == (date(2026, 5, 21), "tovholder")
    assert record.comment == "Eksempel."


REFUSED: dict[str, tuple[Any, str, str, str]] = {
    "another sign": (
        {"sign": "deltager", "value": 3, "on": "2026-05-20"},
        "sign",
        "Mente du ”deltagere”?",
        "Did you mean “deltagere”?",
    ),
    "half a person": (
        {"sign": "deltagere", "value": 3.5, "on": "2026-05-20"},
        "value",
        "et helt tal",
        "whole",
    ),
    "no number": (
        {"sign": "deltagere", "on": "2026-05-20"},
        "value",
        "enten et tal",
        "either a number",
    ),
    "a word": (
        {"sign": "deltagere", "value": "mange"},
        "value",
        "værdien kan ikke læses",
        "the value cannot be read",
    ),
    "no sign": ({"value": 3}, "sign", "feltet mangler", "the field is missing"),
    "another field": (
        {"sign": "deltagere", "value": 3, "dag": "2026-05-20"},
        "dag",
        "feltet findes ikke",
        "there is no such field",
    ),
    "no day": (
        {"sign": "deltagere", "value": 3, "on": "20. maj"},
        "on",
        "en dag skrives som 2026-05-15",
        "a day is written as 2026-05-15",
    ),
    "a day to come": (
        {"sign": "deltagere", "value": 3, "on": "2150-05-20"},
        "on",
        "er ikke kommet endnu",
        "has not come yet",
    ),
    "a person": (
        {"sign": "deltagere", "value": 3, "on": "2026-05-20", "comment": f"Også {CPR}"},
        "comment",
        "CPR",
        "CPR",
    ),
    "a text": ("deltagere", "", "værdien kan ikke læses", "the value cannot be read"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_does_not_fit_is_told_in_the_language_that_is_asked_for(
    intranet: httpx.Client, own: malplan.Workspace, name: str
) -> None:
    body, path, danish, english = REFUSED[name]
    before = recorded(own)
    for language, sentence in (("da", danish), ("en", english)):
        answer = observe(intranet, body, **{"Accept-Language": language})
        told = assert_problem(answer, 422, language)
        assert [one["path"] for one in told["problems"]] == [path]
        assert sentence in told["problems"][0]["detail"]
        assert CPR not in answer.text
    assert recorded(own) == before


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(codec=None))
    | st.sampled_from(["deltagere", "2026-05-20", CPR]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
_FIELDS = st.sampled_from(["sign", "value", "of", "step", "evidence", "on", "comment"])


@HTTP
@given(
    body=_JSON
    | st.fixed_dictionaries({"sign": st.just("deltagere")})
    | st.dictionaries(_FIELDS, _JSON)
)
def test_whatever_is_sent_is_recorded_or_told_of(
    intranet: httpx.Client, own: malplan.Workspace, body: Any
) -> None:
    before = recorded(own)
    answer = intranet.post(
        "/plans/svoemmehold/observations",
        content=json.dumps(body).encode(),  # with NaN, and with halves of pairs
        headers={**COORDINATOR, "Content-Type": "application/json"},
    )
    if answer.status_code == 201:
        assert recorded(own) == [*before, answer.json()["id"]]
    else:
        assert_problem(answer, 422)
        assert recorded(own) == before
    assert CPR not in answer.text


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff", b"[" * 100_000, b'{"value": ' + b"9" * 5000]
)
def test_what_is_no_json_is_told_of(intranet: httpx.Client, content: bytes) -> None:
    answer = intranet.post(
        "/plans/svoemmehold/observations",
        content=content,
        headers={**COORDINATOR, "Content-Type": "application/json"},
    )
    assert answer.status_code in {400, 422}
    assert_problem(answer, answer.status_code)


def test_several_record_at_once(intranet: httpx.Client, own: malplan.Workspace) -> None:
    before = recorded(own)
    bodies = [{"sign": "deltagere", "value": 20 + i, "on": "2026-05-22"} for i in range(12)]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda body: observe(intranet, body), bodies))
    assert {one.status_code for one in answers} == {201}
    assert sorted(recorded(own)) == sorted([*before, *(one.json()["id"] for one in answers)])


def test_only_colleagues_record(intranet: httpx.Client, own: malplan.Workspace) -> None:
    before = recorded(own)
    body = {"sign": "deltagere", "value": 16, "on": "2026-05-21"}
    for role in ({}, {"X-Role": "nysgerrig"}):
        assert_problem(
            intranet.post("/plans/svoemmehold/observations", json=body, headers=role), 403
        )
    assert recorded(own) == before


def test_a_log_that_is_in_use_is_told_of(intranet: httpx.Client, folder: Path) -> None:
    body = {"sign": "deltagere", "value": 16, "on": "2026-05-21"}
    with closing(sqlite3.connect(folder / "log.db", isolation_level=None)) as somebody:
        somebody.execute("BEGIN IMMEDIATE")
        answer = observe(intranet, body)
    told = assert_problem(answer, 503)
    assert told["title"] == "Loggen kan ikke bruges lige nu"
    assert observe(intranet, body).status_code == 201


# --- The language ---------------------------------------------------------------------------------
_TAGS = st.sampled_from(
    ["da", "da-DK", "DA", "en", "en-GB", "EN", "de", "*", "nb", "dan", "english"]
)
_WEIGHTS = st.none() | st.integers(0, 1000)


@HTTP
@given(st.lists(st.tuples(_TAGS, _WEIGHTS), max_size=5))
def test_the_language_is_the_one_that_is_preferred(
    intranet: httpx.Client, wanted: list[tuple[str, int | None]]
) -> None:
    header = ", ".join(
        tag if weight is None else f"{tag};q={weight / 1000:.3f}" for tag, weight in wanted
    )
    weights = {
        language: max(
            (
                1000 if weight is None else weight
                for tag, weight in wanted
                if tag.lower().split("-")[0] == language
            ),
            default=0,
        )
        for language in ("da", "en")
    }
    answer = intranet.get("/plans/ingen", headers={"Accept-Language": header})
    assert_problem(answer, 404, "en" if weights["en"] > weights["da"] else "da")


# --- The app by itself ----------------------------------------------------------------------------
def test_until_somebody_says_who_asks_nobody_sees_more_or_records(tmp_path: Path) -> None:
    with (
        running("fastapi_app.app:app", a_folder(tmp_path)) as url,
        httpx.Client(base_url=url) as client,
    ):
        assert client.get("/plans/svoemmehold/status").status_code == 200
        inside = "/plans/svoemmehold/status?internal=true"
        assert_problem(client.get(inside, headers=COORDINATOR), 403)
        assert_problem(observe(client, {"sign": "deltagere", "value": 16}), 403)
        assert_problem(client.get("/nowhere"), 404)
        assert_problem(client.delete("/plans"), 405)
        described = client.get("/openapi.json").json()
    assert "/plans/{id}/observations" in described["paths"]


def test_a_log_that_cannot_be_opened_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "malplan.toml").write_text('store = "sqlite:///log.db"', encoding="utf-8")
    (tmp_path / "log.db").write_text("no database", encoding="utf-8")
    app = running("fastapi_app.app:app", tmp_path)
    with pytest.raises(pytest.fail.Exception, match=r"log\.db"), app:
        pass


# --- The guide ------------------------------------------------------------------------------------
def test_the_guide_shows_the_app_and_what_it_answers(tmp_path: Path) -> None:
    folder, site = tmp_path / "folder", tmp_path / "site"
    folder.mkdir()
    reader = Reader(folder, site)
    blocks = list(blocks_of(GUIDE))
    for block in blocks:
        if (EXAMPLES / block.file).is_file():
            assert block.text in (EXAMPLES / block.file).read_text(encoding="utf-8"), block.text
        elif block.file:
            reader.work_through(block)
    asked = [block.text for block in blocks if block.text.startswith("$ curl")]
    assert asked
    with running("fastapi_app.intranet:app", folder) as url:
        for text in asked:
            reader.run_console(text.replace("http://127.0.0.1:8000", url))
