from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import httpx
import pytest
from asked import FOLK, FOLK_CUBE, FOLK_READINGS, FRESH, MONTHS, cube, days_and_values, request
from serving import Reply, Server, json_reply

from malplan.errors import InvalidPlan, InvalidValue, SourceFailed
from malplan_statistics import StatBank, StatBankSettings
from malplan_statistics import messages as words
from malplan_statistics.choosing import Combine

BANK = StatBank(httpx.Client())


def test_it_asks_for_what_the_plan_says(server: Server, tmp_path: Path) -> None:
    server.replies(json_reply(FOLK_CUBE))
    before = datetime.now(UTC)
    fetched = BANK.fetch(request(FOLK, server, tmp_path))
    assert days_and_values(fetched) == FOLK_READINGS
    (asked,) = server.asked
    assert (asked.method, asked.path) == ("POST", "/v1/data")
    assert asked.body == {
        "table": "EKS1",
        "format": "JSONSTAT",
        "lang": "da",
        "variables": [{"code": "OMRÅDE", "values": ["101"]}, {"code": "Tid", "values": ["*"]}],
    }
    assert "Authorization" not in asked.headers
    where = fetched.provenance
    assert (where.source, where.query) == ("statbank", "EKS1: OMRÅDE=101; Tid=*")
    assert before <= where.retrieved <= datetime.now(UTC)
    assert where.licence is not None
    assert "CC BY 4.0" in where.licence
    assert "Danmarks Statistik" in where.licence
    assert not fetched.notices


def test_since_leaves_out_what_was_over(server: Server, tmp_path: Path) -> None:
    server.replies(json_reply(FOLK_CUBE))
    fetched = BANK.fetch(request(FOLK, server, tmp_path, since=date(2026, 2, 28)))
    assert days_and_values(fetched) == FOLK_READINGS[1:]


@pytest.mark.parametrize("missing", [None, "..", ".", "*", ""])
def test_what_is_missing_is_left_out_with_a_notice(
    missing: str | None, server: Server, tmp_path: Path
) -> None:
    server.replies(json_reply(cube({"OMRÅDE": ["101"], "Tid": MONTHS}, [0, missing, 3])))
    fetched = BANK.fetch(request(FOLK, server, tmp_path))
    assert days_and_values(fetched) == [(date(2026, 1, 1), "0"), (date(2026, 3, 1), "3")]
    assert fetched.notices == (words.MISSING_LEFT_OUT.format(what="EKS1", count=1),)


TWO = {"OMRÅDE": ["101"], "KØN": ["1", "2"], "Tid": list(MONTHS)}
BOTH = StatBankSettings(table="EKS1", values={"OMRÅDE": ("101",), "KØN": ("1", "2")})


def test_several_figures_of_a_time_are_refused(server: Server, tmp_path: Path) -> None:
    server.replies(json_reply(cube(TWO, [1, 2, 3, 10, 20, 30])))
    with pytest.raises(InvalidValue, match="KØN") as refused:
        BANK.fetch(request(BOTH, server, tmp_path))
    assert "OMRÅDE" not in refused.value.message.da
    assert "combine: sum" in refused.value.message.da


def test_several_figures_of_a_time_are_added_up(server: Server, tmp_path: Path) -> None:
    server.replies(json_reply(cube(TWO, [1, 2, 0.1, 10, None, 0.2])))
    chosen = attrs.evolve(BOTH, combine=Combine.SUM)
    fetched = BANK.fetch(request(chosen, server, tmp_path))
    assert days_and_values(fetched) == [(date(2026, 1, 1), "11"), (date(2026, 3, 1), "0.3")]


def test_a_ratio_has_another_selection_as_denominator(server: Server, tmp_path: Path) -> None:
    def answer(asked: Any) -> Reply:
        (code,) = asked.body["variables"][0]["values"]
        values = {"1": [1, 2, 3], "TOT": [10, None, 30]}[code]
        return json_reply(cube({"KØN": [code], "Tid": MONTHS}, values))

    server.answer = answer
    chosen = StatBankSettings(table="EKS1", values={"KØN": ("1",)}, of={"KØN": ("TOT",)})
    fetched = BANK.fetch(request(chosen, server, tmp_path))
    assert [(str(one.value), str(one.of)) for one in fetched.readings] == [("1", "10"), ("3", "30")]
    assert fetched.provenance.query == "EKS1: KØN=1; Tid=* / EKS1: KØN=TOT; Tid=*"
    assert len(fetched.notices) == 1


@pytest.mark.parametrize("older", ["1", "TOT"])
def test_a_ratio_was_retrieved_when_the_older_of_its_answers_was(
    older: str, server: Server, tmp_path: Path
) -> None:
    def answer(asked: Any) -> Reply:
        (code,) = asked.body["variables"][0]["values"]
        return json_reply(cube({"KØN": [code], "Tid": MONTHS}, [1, 2, 3]))

    server.answer = answer
    chosen = StatBankSettings(table="EKS1", values={"KØN": ("1",)}, of={"KØN": ("TOT",)})
    before = BANK.fetch(request(chosen, server, tmp_path)).provenance.retrieved
    (kept,) = (
        path
        for path in (tmp_path / "cache").iterdir()
        if f'"{older}"'.encode() in path.read_bytes()
    )
    head, _, body = kept.read_bytes().partition(b"\n")
    earlier = before - timedelta(days=2)
    about = json.loads(head) | {"retrieved": earlier.isoformat()}
    kept.write_bytes(json.dumps(about).encode() + b"\n" + body)
    again = BANK.fetch(request(chosen, server, tmp_path, offline=True))
    assert again.provenance.retrieved == earlier
    assert len(again.notices) == 2


@pytest.mark.parametrize("zero", [0, 0.0, 1e-12])
def test_a_time_whose_ratio_cannot_be_computed_is_left_out_with_a_notice(
    zero: float, server: Server, tmp_path: Path
) -> None:
    def answer(asked: Any) -> Reply:
        (code,) = asked.body["variables"][0]["values"]
        values = {"1": [1, 2, None], "TOT": [10, zero, 0]}[code]
        return json_reply(cube({"KØN": [code], "Tid": MONTHS}, values))

    server.answer = answer
    chosen = StatBankSettings(table="EKS1", values={"KØN": ("1",)}, of={"KØN": ("TOT",)})
    fetched = BANK.fetch(request(chosen, server, tmp_path))
    assert [(str(one.value), str(one.of)) for one in fetched.readings] == [("1", "10")]
    assert fetched.notices == (
        words.MISSING_LEFT_OUT.format(what="EKS1", count=1),
        words.NOT_COMPUTED_LEFT_OUT.format(what="EKS1", count=1),
    )
    late = BANK.fetch(request(chosen, server, tmp_path, since=date(2026, 3, 1)))
    assert late.notices == (words.MISSING_LEFT_OUT.format(what="EKS1", count=1),)


WITH_TOTAL = {"KØN": ["TOT", "M", "K"], "Tid": list(MONTHS)}


@pytest.mark.parametrize("pattern", ["*", "?", "(2)", ">=K"])
@pytest.mark.parametrize("place", ["values", "of"])
def test_a_pattern_adds_up_no_total_with_its_parts(
    pattern: str, place: str, server: Server, tmp_path: Path
) -> None:
    def answer(asked: Any) -> Reply:
        (code,) = asked.body["variables"][0]["values"]
        if code == "TOT":
            return json_reply(cube({"KØN": ["TOT"], "Tid": MONTHS}, [3, 3, 3]))
        return json_reply(cube(WITH_TOTAL, [3, 3, 3, 1, 1, 1, 2, 2, 2]))

    server.answer = answer
    chosen: dict[str, Any] = {"values": {"kØn": ("TOT",)}} | {place: {"kØn": (pattern,)}}
    settings = StatBankSettings(table="EKS1", combine=Combine.SUM, **chosen)
    with pytest.raises(InvalidValue) as refused:
        BANK.fetch(request(settings, server, tmp_path))
    said = words.ADDED_UP_WITH_A_PATTERN.format(name="kØn", chosen=pattern)
    assert refused.value.message == said


def test_a_pattern_of_one_value_and_codes_that_are_named_are_added_up(
    server: Server, tmp_path: Path
) -> None:
    answered = {"OMRÅDE": ["101"], "KØN": ["M", "K"], "Tid": list(MONTHS)}
    server.replies(json_reply(cube(answered, [1, 1, 1, 2, 2, 2])))
    values = {"OMRÅDE": ("*",), "KØN": ("M", "K")}
    chosen = StatBankSettings(table="EKS1", combine=Combine.SUM, values=values)
    fetched = BANK.fetch(request(chosen, server, tmp_path))
    assert [str(one.value) for one in fetched.readings] == ["3", "3", "3"]


def test_numbers_of_many_decimals_are_rounded(server: Server, tmp_path: Path) -> None:
    figures = [
        Decimal("0.1234567885"),
        Decimal("1234567890123.456"),
        Decimal("-0.66666666666666666"),
    ]
    values = ", ".join(map(str, figures))
    index = json.dumps(list(MONTHS))
    body = (
        f'{{"dataset": {{"dimension": {{"Tid": {{"category": {{"index": {index}}}}}, '
        f'"id": ["Tid"], "size": [3]}}, "value": [{values}]}}}}'
    )
    server.replies(Reply(body.encode(), headers={"Content-Type": "text/json"}))
    fetched = BANK.fetch(request(StatBankSettings(table="EKS1"), server, tmp_path))
    rounded = ["0.123456788", "1234567890123.46", "-0.666666667"]
    assert [str(one.value) for one in fetched.readings] == rounded


def test_equal_settings_have_the_same_hash() -> None:
    one, other = (attrs.evolve(BOTH, of={"KØN": ("TOT",)}) for _ in range(2))
    assert one == other
    assert hash(one) == hash(other)


def test_numbers_are_exact(server: Server, tmp_path: Path) -> None:
    body = '{"dataset": {"dimension": {"Tid": {"category": {"index": ["2026"]}}, "id": ["Tid"], "size": [1]}, "value": [0.1000]}}'
    server.replies(Reply(body.encode(), headers={"Content-Type": "text/json"}))
    fetched = BANK.fetch(request(StatBankSettings(table="EKS1"), server, tmp_path))
    assert fetched.readings[0].value == Decimal("0.1")


@pytest.mark.parametrize(
    "data",
    [
        [],
        {"dataset": {}},
        {"errorTypeCode": "EXTRACT-NOTFOUND"},
        cube({"OMRÅDE": ["101"], "Tid": MONTHS}, [1, 2]),
        cube({"OMRÅDE": ["101"], "Tid": MONTHS}, [1, 2, True]),
        cube({"OMRÅDE": ["101"], "Tid": MONTHS}, [1, 2, [3]]),
        cube({"OMRÅDE": ["101"], "Tid": MONTHS}, [1, 2, "3"]),
        cube({"OMRÅDE": ["101"], "Tid": MONTHS}, {"3": 1}),
        cube({"OMRÅDE": ["101"], "Tid": MONTHS}, {"-1": 1}),
        cube({"OMRÅDE": ["102"], "Tid": MONTHS}, [1, 2, 3]),  # another value than was asked for
        cube({"KØN": ["101"], "Tid": MONTHS}, [1, 2, 3]),
        cube({"OMRÅDE": ["101"], "Tid": ["2026M01", "2026M13", "2026"]}, [1, 2, 3]),
        cube({"OMRÅDE": ["101"], "Tid": ["2026K1", "2026Q1", "2026"]}, [1, 2, 3]),
    ],
)
def test_an_answer_that_is_no_such_table_is_told(data: Any, server: Server, tmp_path: Path) -> None:
    server.replies(json_reply(data))
    with pytest.raises(SourceFailed, match="EKS1"):
        BANK.fetch(request(FOLK, server, tmp_path))


def test_a_cube_that_would_need_all_memory_is_refused(server: Server, tmp_path: Path) -> None:
    small = cube({"A": ["1"], "Tid": ["2026"]}, {})
    codes = [str(one) for one in range(3000)]
    large = cube({"A": codes, "B": codes, "Tid": ["2026"]}, {})
    for data, fine in ((small, True), (large, False)):
        server.replies(json_reply(data))
        chosen = StatBankSettings(table="EKS1", combine=Combine.SUM)
        if fine:
            assert not BANK.fetch(request(chosen, server, tmp_path)).readings
        else:
            with pytest.raises(SourceFailed, match="JSON-stat"):
                BANK.fetch(request(chosen, server, tmp_path, options={"cache_folder": "other"}))


def test_a_time_that_is_not_there_is_told(server: Server, tmp_path: Path) -> None:
    server.replies(json_reply(FOLK_CUBE))
    chosen = attrs.evolve(FOLK, time="Tidd")
    with pytest.raises(InvalidValue, match="Tid”"):
        BANK.fetch(request(chosen, server, tmp_path))
    assert BANK.fetch(request(attrs.evolve(FOLK, time="TID"), server, tmp_path)).readings


@pytest.mark.parametrize(
    "wrong",
    [
        {"table": "../admin"},
        {"table": "EKS1?lang=da"},
        {"table": ""},
        {"table": "EKS1/x"},
        {"table": "E" * 61},
        {"values": {"OMRÅDE": ()}},
        {"values": {"OMRÅDE": ("",)}},
        {"values": {"OM\nRÅDE": ("1",)}},
        {"values": {"OMRÅDE": ("010190-1234",)}},
        {"values": {"tid": ("2026",)}},
        {"of": {"Tid": ("2026",)}},
        {"time": ""},
        {"lang": "de"},
    ],
)
def test_settings_that_cannot_be_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidPlan) as refused:
        StatBankSettings(**{"table": "EKS1", **wrong})
    assert refused.value.message.da != refused.value.message.en
    assert "010190-1234" not in refused.value.message.da


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("base_url", "http://api.statbank.dk"),
        ("base_url", "ftp://localhost"),
        ("base_url", "https://hemmelig@api.statbank.dk"),
        ("base_url", "https://u:hemmelig@api.statbank.dk/"),
        ("base_url", "https://api.statbank.dk?a=hemmelig"),
        ("base_url", "https://api.statbank.dk/#a"),
        ("base_url", "http://127.0.0.1.example.org"),
        ("base_url", "http://localhost.example.org"),
        ("base_url", "http://[::1"),
        ("base_url", "https://"),
        ("base_url", "https://a b"),
        ("base_url", "https://localhost:x"),
        ("timeout", "0"),
        ("timeout", "nan"),
        ("timeout", "1e9"),
        ("timeout", "ti"),
        ("cache_folder", "a\x00b"),
        ("cache_folder", "~nobody-at-all/cache"),
    ],
)
def test_options_that_cannot_be_are_refused(
    name: str, value: str, server: Server, tmp_path: Path
) -> None:
    with pytest.raises(InvalidValue, match=name) as refused:
        BANK.fetch(request(FOLK, server, tmp_path, options={name: value}))
    assert "hemmelig" not in str(refused.value)
    assert not server.asked


def test_it_asks_through_the_client_of_the_caller(server: Server, tmp_path: Path) -> None:
    server.replies(json_reply(FOLK_CUBE))
    urls: list[str] = []
    hooks = {"request": [lambda sent: urls.append(str(sent.url))]}
    with httpx.Client(event_hooks=hooks) as client:
        bank = StatBank(client=client)
        assert bank.fetch(request(FOLK, server, tmp_path)).readings
        assert bank.fetch(request(FOLK, server, tmp_path)).readings
        assert not client.is_closed
    assert urls == [f"{server.url}/v1/data"] * 2


# --- The cache ------------------------------------------------------------------------------------
def test_what_is_fresh_is_asked_for_once(server: Server, tmp_path: Path) -> None:
    server.replies(json_reply(FOLK_CUBE, Cache_Control=FRESH), Reply(status=500))
    first = BANK.fetch(request(FOLK, server, tmp_path))
    again = StatBank().fetch(request(FOLK, server, tmp_path))
    assert again == first
    assert len(server.asked) == 1


def test_another_question_is_another_answer(server: Server, tmp_path: Path) -> None:
    server.replies(json_reply(FOLK_CUBE, Cache_Control=FRESH))
    BANK.fetch(request(FOLK, server, tmp_path))
    BANK.fetch(request(attrs.evolve(FOLK, lang="en"), server, tmp_path))
    assert len(server.asked) == 2


@pytest.mark.parametrize("said", ["no-cache", "max-age=0", "no-store", ""])
def test_what_is_not_fresh_is_asked_for_again(said: str, server: Server, tmp_path: Path) -> None:
    later = cube({"OMRÅDE": ["101"], "Tid": MONTHS}, [1, 2, 3])
    server.replies(*(json_reply(data, Cache_Control=said) for data in (FOLK_CUBE, later)))
    BANK.fetch(request(FOLK, server, tmp_path))
    again = BANK.fetch(request(FOLK, server, tmp_path))
    assert [one.value for one in again.readings] == [1, 2, 3]


def test_offline_it_answers_with_what_was_kept(server: Server, tmp_path: Path) -> None:
    server.replies(json_reply(FOLK_CUBE))
    first = BANK.fetch(request(FOLK, server, tmp_path))
    offline = BANK.fetch(request(FOLK, server, tmp_path, offline=True))
    assert (offline.readings, offline.provenance) == (first.readings, first.provenance)
    (notice,) = offline.notices
    assert notice == words.FROM_KEPT.format(what="EKS1", age=words.UNDER_A_MINUTE)
    assert len(server.asked) == 1


def test_what_must_not_be_kept_is_not(server: Server, tmp_path: Path) -> None:
    server.replies(json_reply(FOLK_CUBE, Cache_Control="no-store"))
    BANK.fetch(request(FOLK, server, tmp_path))
    assert not [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    with pytest.raises(SourceFailed, match="EKS1"):
        BANK.fetch(request(FOLK, server, tmp_path, offline=True))


def test_a_damaged_file_of_the_cache_is_none(server: Server, tmp_path: Path) -> None:
    server.replies(json_reply(FOLK_CUBE, Cache_Control=FRESH))
    first = BANK.fetch(request(FOLK, server, tmp_path))
    (kept,) = (tmp_path / "cache").iterdir()
    content = kept.read_bytes()
    for damaged in (b"", content[:20], content[:-20], content.replace(b"20.5", b"20.6"), b"{}\n"):
        kept.write_bytes(damaged)
        with pytest.raises(SourceFailed):
            BANK.fetch(request(FOLK, server, tmp_path, offline=True))
        assert BANK.fetch(request(FOLK, server, tmp_path)).readings == first.readings
        assert kept.read_bytes() != damaged


def test_where_nothing_can_be_kept_figures_come_with_a_notice(
    server: Server, tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("a file")
    server.replies(json_reply(FOLK_CUBE))
    fetched = BANK.fetch(request(FOLK, server, tmp_path))
    assert days_and_values(fetched) == FOLK_READINGS
    assert fetched.notices == (words.FOLDER_FAILED.format(folder=tmp_path / "cache"),)


def test_the_age_is_said_in_words(server: Server, tmp_path: Path) -> None:
    server.replies(json_reply(FOLK_CUBE))
    BANK.fetch(request(FOLK, server, tmp_path))
    (kept,) = (tmp_path / "cache").iterdir()
    head, _, body = kept.read_bytes().partition(b"\n")
    about = json.loads(head)
    for age, said in (
        (timedelta(seconds=90), words.MINUTE),
        (timedelta(minutes=5), words.MINUTES.format(count=5)),
        (timedelta(minutes=61), words.HOUR),
        (timedelta(hours=5), words.HOURS.format(count=5)),
        (timedelta(days=1, hours=1), words.DAY),
        (timedelta(days=40), words.DAYS.format(count=40)),
    ):
        about["retrieved"] = (datetime.now(UTC) - age).isoformat()
        kept.write_bytes(json.dumps(about).encode() + b"\n" + body)
        fetched = BANK.fetch(request(FOLK, server, tmp_path, offline=True))
        assert fetched.notices == (words.FROM_KEPT.format(what="EKS1", age=said),)
        assert fetched.provenance.retrieved == datetime.fromisoformat(about["retrieved"])


# --- What a table holds ---------------------------------------------------------------------------
INFO = {
    "id": "EKS1",
    "text": "Eksempel",
    "description": "Eksempel efter område og tid",
    "unit": "Antal",
    "updated": "2026-02-11T08:00:00",
    "contacts": [{"name": "Navn Navnesen"}],
    "variables": [
        {
            "id": "OMRÅDE",
            "text": "område",
            "values": [{"id": str(one), "text": f"Sted {one}"} for one in range(500)],
        },
        {"id": "Tid", "text": "tid", "time": True, "values": [{"id": code} for code in MONTHS]},
    ],
}


def test_it_tells_what_a_table_holds(server: Server, tmp_path: Path) -> None:
    server.replies(json_reply(INFO))
    options = {"base_url": server.url, "cache_folder": "cache"}
    told = BANK.describe("EKS1", options=options, folder=tmp_path, offline=False)
    assert server.asked[0].body == {"table": "EKS1", "lang": "da", "format": "JSON"}
    assert (told.id, told.title) == ("EKS1", "Eksempel efter område og tid")
    assert [(part.id, part.count, len(part.values)) for part in told.parts] == [
        ("OMRÅDE", 500, 100),
        ("Tid", 3, 3),
    ]
    assert dict(told.facts) == {
        words.UNIT: "Antal",
        words.UPDATED: "2026-02-11T08:00:00",
        words.PERIODS: "2026M01 – 2026M03",
    }
    assert told.example == {"table": "EKS1", "values": {"OMRÅDE": ["0"]}}
    assert "Navnesen" not in repr(told)
    kept = BANK.describe("EKS1", options=options, folder=tmp_path, offline=True)
    assert kept == told


@pytest.mark.parametrize("table", ["", "../x", "EKS1?x", "a b"])
def test_it_describes_no_path(table: str, server: Server, tmp_path: Path) -> None:
    with pytest.raises(InvalidValue):
        BANK.describe(table, options={"base_url": server.url}, folder=tmp_path, offline=False)
    assert not server.asked
