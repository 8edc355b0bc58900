"""The commands of the log as people and programs call them: records, status, changes, due."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from following import PLAN
from logs import install_shared_log, run, run_json, shared_store, write_plan

from malplan import Milestone, Period
from malplan.moments import day_of, now
from malplan.records import PlanAdopted, Record

Install = Callable[..., str]


@pytest.fixture(autouse=True)
def module(install: Install, tmp_path: Path) -> str:
    return install_shared_log(install, tmp_path)


def made(*args: str) -> str:
    """The one line that a command prints: an id."""
    out = run(*args).stdout
    assert len(out.splitlines()) == 1
    return str(uuid.UUID(out.strip()))


@pytest.fixture
def followed() -> dict[str, str]:
    """A plan of which something of every kind is recorded; the ids by what they are."""
    fremmoede = ("record", "sommer", "fremmoede")
    return {
        "first": made(*fremmoede, "12", "--on", "2026-03-25", "--comment", "Talt ved døren"),
        "second": made(*fremmoede, "17", "--on", "2026-04-08", "--by", "tovholder"),
        "step": made("record", "sommer", "hoert", "Lidt", "--on", "marts", "--evidence", "De sagde det"),
        "ratio": made("record", "sommer", "andel-tilfredse", "6", "--of", "8", "--on", "2026-04-08"),
        "source": made("record", "sommer", "deltagere-i-alt", "20", "--source", "skolen", "--on", "7.4.2026"),
        "done": made("done", "sommer", "start", "--on", "2026-02-12"),
        "dropped": made("drop", "sommer", "undervejs", "--because", "Ingen tid", "--on", "2026-05-02"),
        "moved": made("move", "sommer", "workshop", "ultimo april", "--because", "Lokalet", "--on", "2026-04-01"),
        "interim": made("evaluate", "sommer", "svoemning", "--interim", "--text", "Det går", "--on", "2026-05-02"),
        "learned": made("learn", "sommer", "svoemning", "--text", "Et neutralt sted", "--on", "2026-05-03"),
    }  # fmt: skip


# --- Recording ------------------------------------------------------------------------------------
def test_every_command_that_records_prints_the_id(followed: dict[str, str], module: str) -> None:
    stored = {one.id: one for one in shared_store(module).records()}
    assert set(followed.values()) < set(stored)
    assert len(set(followed.values())) == len(followed)
    kinds = {name: stored[id].kind for name, id in followed.items()}
    assert kinds == {
        "first": "observation",
        "second": "observation",
        "step": "observation",
        "ratio": "observation",
        "source": "observation",
        "done": "milestone_reached",
        "dropped": "milestone_dropped",
        "moved": "milestone_moved",
        "interim": "evaluation",
        "learned": "learning",
    }


def test_what_was_recorded_as_json() -> None:
    data = run_json("record", "sommer", "fremmoede", "12", "--on", "2026-04-01", "--by", "leder")
    assert set(data) == {"format", "records", "adopted"}
    assert re.fullmatch("[0-9a-f]{64}", data["adopted"])
    (record,) = data["records"]
    assert record["kind"] == "observation"
    assert (record["plan"], record["sign"], record["value"]) == ("sommer", "fremmoede", 12)
    assert (record["on"], record["by"], record["version"]) == (
        "2026-04-01",
        "leder",
        data["adopted"],
    )
    again = run_json("done", "sommer", "start", "--on", "2026-02-12", "--comment", "Endelig")
    assert again["adopted"] is None
    assert again["records"][0]["comment"] == "Endelig"


@pytest.mark.parametrize(
    ("args", "field", "value"),
    [
        (("samtaler", "7,5"), "value", 7.5),
        (("samtaler", "7.5"), "value", 7.5),
        (("samtaler", "-3"), "value", -3),
        (("samtaler", "-3,5"), "value", -3.5),
        (("samtaler", "-.5"), "value", -0.5),
        (("samtaler", "+3"), "value", 3),
        (("samtaler", " 3 "), "value", 3),
        (("samtaler", "3", "--comment", "--nej"), "comment", "--nej"),
        (("--comment", "-3", "samtaler", "3"), "comment", "-3"),
        (("hoert", "SLET IKKE"), "step", "slet-ikke"),
        (("hoert", "slet-ikke"), "step", "slet-ikke"),
        (("samtaler", "3", "--on", "15.5.2026"), "on", "2026-05-15"),
        (("samtaler", "3", "--on", "marts"), "on", "2026-03-31"),
        (("samtaler", "3", "--on", "uge 12"), "on", "2026-03-22"),
    ],
)
def test_what_people_type(args: tuple[str, ...], field: str, value: object) -> None:
    (record,) = run_json("record", "sommer", *_dated(args))["records"]
    assert record[field] == value


def _dated(args: tuple[str, ...]) -> tuple[str, ...]:
    """On a day that has come, whenever the tests run."""
    return args if "--on" in args else ("--on", "2026-04-01", *args)


def test_the_policy_of_the_settings_holds_for_what_is_typed(tmp_path: Path) -> None:
    toml = tmp_path / "malplan.toml"
    toml.write_text(toml.read_text("utf-8") + "[periods]\nprimo_ends = 7\n", encoding="utf-8")
    (record,) = run_json("record", "sommer", "samtaler", "3", "--on", "primo maj")["records"]
    assert (record["on"], record["period"]["end"]) == ("2026-05-07", "2026-05-07")
    (record,) = run_json("move", "sommer", "workshop", "primo maj", "--because", "B")["records"]
    assert record["period"]["end"] == "2026-05-07"


def test_a_learning_with_a_decision_is_two_records() -> None:
    learn = ("learn", "sommer", "svoemning", "--text", "Et neutralt sted", "--on", "2026-05-03")
    result = run(*learn, "--decision", "scale", "--because", "Flere kommer")
    assert len(result.stdout.split()) == 2
    (action,) = run_json("status", "sommer")["actions"]
    assert (action["state"], action["decision"]) == ("decided", result.stdout.split()[1])
    assert "udbrede" in run("log", "sommer").stdout.lower()


def test_an_evaluation_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "tekst.txt").write_bytes("\ufeffDet virkede.\r\n\r\nFlere kom.\n".encode())
    evaluate = ("evaluate", "sommer", "svoemning", "--final", "--on", "2026-05-03", "--file")
    (record,) = run_json(*evaluate, "tekst.txt")["records"]
    assert record["text"] == "Det virkede.\n\nFlere kom."
    assert (record["stage"], len(record["signs"])) == ("final", len(PLAN.signs))
    for name, content, says in (
        ("stor.txt", b"x" * (1024 * 1024 + 1), "for stor"),
        ("tom.txt", b" \n", "teksten er tom"),
        ("latin.txt", b"\xe6", "UTF-8"),
    ):
        (tmp_path / name).write_bytes(content)
        assert says in run(*evaluate, name, code=2).stderr
    assert "findes ikke" in run(*evaluate, "nowhere.txt", code=2).stderr
    assert "mappe" in run(*evaluate, "planer", code=2).stderr


WRONG: tuple[tuple[tuple[str, ...], str], ...] = (
    (("record", "sommer", "fremmode", "12"), "sign: planen sommer har intet tegn ”fremmode”. Mente du ”fremmoede”?"),
    (("record", "sommer", "hort", "lidt"), "sign: planen sommer har intet tegn ”hort”. Mente du ”hoert”?"),
    (("record", "somer", "fremmoede", "12"), "Mente du ”sommer”?"),
    (("record", "sommer", "hoert", "3"), "step: ”3”"),
    (("record", "sommer", "fremmoede", "lidt"), "value: her skal stå et tal, men der står ”lidt”"),
    (("record", "sommer", "fremmoede", "1.000"), "value: 1.000 kan læses på to måder"),
    (("record", "sommer", "fremmoede", "12,5"), "skal være et helt tal og mindst 0"),
    (("record", "sommer", "fremmoede", "-3"), "skal være et helt tal og mindst 0"),
    (("record", "sommer", "fremmoede", ""), "value: her skal stå et tal, men der står en tom tekst"),
    (("record", "sommer", "fremmoede", "NaN"), "value: her skal stå et tal"),
    (("record", "sommer", "fremmoede", "1e400"), "value: "),
    (("record", "sommer", "andel-tilfredse", "3"), "of: tegnet ”andel-tilfredse” er en andel"),
    (("record", "sommer", "andel-tilfredse", "3", "--of", "x"), "of: her skal stå et tal"),
    (("record", "sommer", "fremmoede", "12", "--on", "2099-01-01"), "on: 1. januar 2099 er ikke kommet endnu"),
    (("record", "sommer", "fremmoede", "12", "--on", "januar 2099"), "er ikke begyndt endnu"),
    (("record", "sommer", "fremmoede", "12", "--on", "mdio maj"), "Mente du ”medio maj”?"),
    (("record", "sommer", "fremmoede", "12", "--on", "snarest"), "siger ikke, hvilke dage det drejer sig om"),
    (("record", "sommer", "fremmoede", "12", "--by", ""), "by: teksten er tom"),
    (("record", "sommer", "fremmoede", "12", "--source", "Min Kilde"), "for eksempel min-kilde"),
    (("record", "sommer", "fremmoede", "12", "--coment", "x"), "--comment"),
    (("record", "sommer", "fremmoede", "--coment", "x"), "--comment"),
    (("record", "sommer", "fremmoede", "-x"), "-x"),
    (("record", "sommer", "fremmoede"), "VALUE"),
    (("record", "sommer", "fremmoede", "1", "2"), "2"),
    (("done", "sommer", "workshp"), "milestone: planen sommer har ingen milepæl ”workshp”. Mente du ”workshop”?"),
    (("done", "sommer", "Workshop"), "milestone: "),
    (("move", "sommer", "workshop", "mdio maj", "--because", "B"), "Mente du ”medio maj”?"),
    (("move", "sommer", "workshop", "snarest", "--because", "B"), "Skriv det nye tidspunkt så præcist"),
    (("move", "sommer", "workshop", "ultimo marts/primo april", "--because", "B"), "har allerede det tidspunkt"),
    (("move", "sommer", "workshop", "maj"), "--because"),
    (("evaluate", "sommer", "svoemning", "--text", "T"), "--interim or --final"),
    (("evaluate", "sommer", "svoemning", "--final"), "--text or with --file"),
    (("evaluate", "sommer", "svoemnig", "--final", "--text", "T"), "Mente du ”svoemning”?"),
    (("learn", "sommer", "svoemning"), "--text"),
    (("learn", "sommer", "svoemning", "--text", "T", "--decision", "stop"), "--because"),
    (("learn", "sommer", "svoemning", "--text", "T", "--decision", "vent", "--because", "B"), "continue"),
    (("log",), "--all"),
    (("log", "sommer", "--all"), "--all"),
    (("log", "somer"), "Mente du ”sommer”?"),
    (("changes", "sommer"), "--since"),
    (("changes", "sommer", "--since", "2026-05-01", "--until", "2026-04-01"), "--since must not come after --until, which is today by default"),
    (("changes", "sommer", "--since", "maj"), "is not a day"),
    (("status", "sommer", "--known-at", "2026-03-29T02:30"), "findes ikke, fordi uret stilles frem"),
    (("status", "sommer", "--known-at", "2026-10-25T02:30"), "kommer to gange"),
    (("status", "sommer", "--known-at", "i går"), "er ikke et tidspunkt"),
    (("status", "somer"), "Mente du ”sommer”?"),
    (("due", "--within", "snart"), "is not a number of days, such as 30d"),
    (("due", "--within", "-1"), "is not a number of days"),
    (("due", "--within", "99999d"), "is not a number of days"),
    (("due", "--within", "٣"), "is not a number of days"),
    (("due", "somer"), "Mente du ”sommer”?"),
)  # fmt: skip


@pytest.mark.parametrize(("args", "says"), WRONG, ids=[" ".join(args) for args, _ in WRONG])
def test_what_is_wrong_is_told_and_nothing_is_stored(
    module: str, args: tuple[str, ...], says: str
) -> None:
    result = run(*args, code=2)
    assert says in result.stderr
    assert result.stdout == ""
    assert list(shared_store(module).records()) == []


def test_what_was_typed_wrong_is_told_at_once() -> None:
    result = run("record", "sommer", "zzz", "x", "--of", "y", "--on", "mdio maj", code=2)
    starts = [line.removeprefix("Fejl: ").partition(":")[0] for line in result.stderr.splitlines()]
    assert starts == ["on", "of", "sign"]
    result = run(
        "record", "sommer", "fremmoede", "0,5", "--of", "2", "--on", "2099-01-01", "--lang", "en", code=2
    )  # fmt: skip
    starts = [line.removeprefix("Error: ").partition(":")[0] for line in result.stderr.splitlines()]
    assert starts == ["on", "of", "value"]


def test_after_two_dashes_nothing_is_an_option() -> None:
    made("record", "--on", "2026-04-01", "--", "sommer", "samtaler", "-3")
    assert run_json("log", "sommer")[-1]["value"] == -3


def test_a_step_without_evidence_is_noted() -> None:
    bare = run("record", "sommer", "hoert", "lidt")
    assert "hvad der viser, at tegnet er på det trin" in bare.stderr
    shown = run("record", "sommer", "hoert", "lidt", "--evidence", "De sagde det")
    assert "hvad der viser" not in shown.stderr


def test_done_twice_is_told_with_the_record() -> None:
    id = made("done", "sommer", "start", "--on", "2026-02-12")
    assert f"Ret registreringen ({id})" in run("done", "sommer", "start", code=2).stderr
    assert id in run("drop", "sommer", "start", "--lang", "en", code=2).stderr


# --- Status ---------------------------------------------------------------------------------------
def test_status_as_json(followed: dict[str, str]) -> None:
    data = run_json("status", "sommer", "--on", "2026-05-04")
    assert {
        "format",
        "plan",
        "version",
        "on",
        "signs",
        "milestones",
        "actions",
        "freshness_days",
    } <= set(data)
    assert (data["format"], data["plan"], data["on"]) == (1, "sommer", "2026-05-04")
    signs = {one["id"]: one for one in data["signs"]}
    assert list(signs) == [one.id for one in PLAN.signs]
    for part in (*data["signs"], *data["milestones"], *data["actions"]):
        assert {"id", "state", "because"} <= set(part)
        assert set(part["because"]) == {"da", "en"}
        assert all(part["because"].values())
    for sign in data["signs"]:
        assert {"latest", "target", "records"} <= set(sign)
    fremmoede = signs["fremmoede"]
    assert (fremmoede["state"], fremmoede["latest"]["value"]) == ("met", 17)
    assert followed["second"] in fremmoede["records"]
    assert fremmoede["target"]["value"] == 15
    assert signs["samtaler"]["latest"] is None
    assert signs["hoert"]["latest"]["step"] == "lidt"
    milestones = {one["id"]: one for one in data["milestones"]}
    assert milestones["start"]["state"] == "done"
    assert milestones["undervejs"]["state"] == "dropped"
    assert (milestones["workshop"]["state"], milestones["workshop"]["moves"]) == ("late", 1)


def test_status_of_every_plan(followed: dict[str, str], tmp_path: Path) -> None:
    import attrs

    write_plan(tmp_path, attrs.evolve(PLAN, id="vinter"))
    assert [one["plan"] for one in run_json("status")] == ["sommer", "vinter"]
    text = run("status").stdout
    assert "sommer" in text
    assert "aldrig" in text
    assert "never" in run("status", "--lang", "en").stdout
    (tmp_path / "planer" / "vinter.yaml").write_text("id: [", encoding="utf-8")
    result = run("status", code=2)
    assert "sommer" in result.stdout
    assert "vinter.yaml" in result.stderr
    assert "workshop" in run("due", code=2).stdout.lower()


def test_as_it_was_known(followed: dict[str, str]) -> None:
    known = run_json("status", "sommer", "--known-at", "2026-01-01")
    assert known["freshness_days"] is None
    assert known["known_at"] == "2026-01-01T23:59:59.999999+01:00"
    assert all(one["latest"] is None for one in known["signs"])
    for moment in ("2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00", "2026-10-25"):
        run("status", "sommer", "--known-at", moment)
    for language, says in (
        ("da", "ud fra det, der var registreret 1. januar 2026 kl. 23.59"),
        ("en", "by what had been recorded 1 January 2026 23:59"),
    ):
        text = run("status", "sommer", "--known-at", "2026-01-01", "--lang", language).stdout
        assert says in " ".join(text.split())


# --- Log, changes, due ----------------------------------------------------------------------------
def test_the_log_as_json(followed: dict[str, str]) -> None:
    records = run_json("log", "sommer")
    assert isinstance(records, list)
    assert {one["id"] for one in records} > set(followed.values())
    assert [one["recorded"] for one in records] == sorted(one["recorded"] for one in records)
    assert records == run_json("log", "--all")
    assert records[0]["kind"] == "plan_adopted"


def test_the_log_of_nothing() -> None:
    assert run_json("log", "sommer") == []
    assert "Der er ikke registreret noget endnu" in run("log", "sommer").stdout
    assert "Nothing is recorded yet" in run("log", "--all", "--lang", "en").stdout


def test_changes(followed: dict[str, str]) -> None:
    data = run_json("changes", "sommer", "--since", "2026-04-01", "--until", "2026-05-04")
    changed = {(one["part"], one["id"]): one for one in data["changes"]}
    assert changed["sign", "fremmoede"]["before"]["figure"]["da"].startswith("12 ")
    assert changed["sign", "fremmoede"]["after"]["state"] == "met"
    assert changed["milestone", "undervejs"]["after"]["state"] == "dropped"
    assert followed["second"] in data["records"]
    assert followed["first"] not in data["records"]
    same = run_json("changes", "sommer", "--since", "2026-05-04", "--until", "2026-05-04")
    assert (same["changes"], same["records"]) == ([], [])
    span = ("--since", "2026-05-04", "--until", "2026-05-04")
    assert "Ingen ændringer" in run("changes", "sommer", *span).stdout
    assert "No changes" in run("changes", "sommer", *span, "--lang", "en").stdout


def test_due(followed: dict[str, str]) -> None:
    items = run_json("due", "sommer", "--on", "2026-05-04")
    workshop = next(one for one in items if one["id"] == "workshop")
    assert (workshop["when"], workshop["days_left"]) == ("late", -4)
    assert set(workshop["because"]) == {"da", "en"}
    days = [one["period"]["end"] for one in items if one["period"]]
    assert days == sorted(days)
    assert run_json("due", "--on", "2026-05-04", "--within", "30") == items
    far = run_json("due", "sommer", "--on", "2026-05-04", "--within", "300 d")
    assert "slut" in {one["id"] for one in far} - {one["id"] for one in items}
    assert "overskredet med 4 dage" in run("due", "sommer", "--on", "2026-05-04").stdout
    assert (
        "4 days late" in run("due", "sommer", "--on", "2026-05-04", "--lang", "en").stdout.lower()
    )


def test_what_the_plan_does_not_have_any_more_is_shown(
    followed: dict[str, str], tmp_path: Path
) -> None:
    (action,) = PLAN.actions
    fewer = attrs.evolve(action, signs=tuple(s for s in action.signs if s.id != "fremmoede"))
    write_plan(tmp_path, attrs.evolve(PLAN, actions=(fewer,)))
    run("adopt", "sommer")
    text = run("status", "sommer").stdout
    assert followed["second"] in re.sub(r"\s", "", text)
    changed = run("changes", "sommer", "--since", "2026-05-04").stdout
    assert "ikke længere i planen" in changed
    data = run_json("changes", "sommer", "--since", "2026-05-04")
    gone = [one for one in data["changes"] if one["after"] is None]
    assert [one["id"] for one in gone] == ["fremmoede"]


def test_what_is_due_of_several_plans_says_which(followed: dict[str, str], tmp_path: Path) -> None:
    write_plan(tmp_path, attrs.evolve(PLAN, id="vinter", title="Vinter (et eksempel)"))
    text = run("due", "--on", "2026-05-04").stdout
    assert "vinter: " in text
    assert "sommer: " in text
    assert "sommer: " not in run("due", "sommer", "--on", "2026-05-04").stdout


def test_nothing_is_due_before_it_begins() -> None:
    text = run("due", "sommer", "--on", "2026-01-01", "--within", "1").stdout
    assert "Der er ikke noget, der skal ske." in text
    assert run_json("due", "sommer", "--on", "2026-01-01", "--within", "1") == []


@pytest.mark.parametrize(
    ("on", "danish", "english"),
    [
        ("2026-04-09", "1 dag tilbage", "1 day left"),
        ("2026-04-10", "i dag er sidste dag", "last day today"),
        ("2026-04-11", "overskredet med 1 dag", "1 day late"),
    ],
)
def test_days_are_counted_as_people_count(on: str, danish: str, english: str) -> None:
    for language, says in (("da", danish), ("en", english)):
        text = run("due", "sommer", "--on", on, "--lang", language).stdout.lower()
        assert says in text
        assert re.search(r"\b1 (dage|days)\b", text) is None


def test_an_evaluation_that_is_missing_has_no_days() -> None:
    made("done", "sommer", "undervejs", "--on", "2026-05-02")
    text = run("due", "sommer", "--on", "2026-05-15").stdout
    assert "evalueringen mangler" in text.lower()
    (one,) = (
        one
        for one in run_json("due", "sommer", "--on", "2026-05-15")
        if one["part"] == "evaluation" and one["period"] is None
    )
    assert (one["id"], one["days_left"]) == ("undervejs", None)


def test_a_time_without_an_end_has_no_last_day(tmp_path: Path) -> None:
    (action,) = PLAN.actions
    open_ended = Milestone(id="fra", text="Vi er i gang", period=Period(date(2026, 3, 1), None))
    plan = attrs.evolve(PLAN, actions=(attrs.evolve(action, milestones=(open_ended,)),))
    write_plan(tmp_path, plan)
    (one,) = (x for x in run_json("due", "sommer", "--on", "2026-05-15") if x["id"] == "fra")
    assert one["days_left"] is None
    assert "ingen frist" in run("due", "sommer", "--on", "2026-05-15").stdout.lower()


def test_of_every_plan_one_that_cannot_be_judged_is_told(module: str, tmp_path: Path) -> None:
    write_plan(tmp_path, attrs.evolve(PLAN, id="vinter"))
    for plan in ("sommer", "vinter"):
        made("done", plan, "start", "--on", "2026-02-12")
    store = shared_store(module)
    store._records = {id: _broken(one) for id, one in store._records.items()}
    result = run("status", code=2)
    assert "sommer" in result.stdout
    assert "vinter" not in result.stdout
    assert "version" in result.stderr.lower() or "udgave" in result.stderr.lower()


def _broken(record: Record) -> Record:
    what = record.what
    if record.plan != "vinter" or not isinstance(what, PlanAdopted):
        return record
    return attrs.evolve(record, what=attrs.evolve(what, content="{}"))


READING: tuple[tuple[str, ...], ...] = (
    ("log", "sommer"),
    ("log", "--all"),
    ("status",),
    ("status", "sommer"),
    ("status", "sommer", "--on", "2026-04-20"),
    ("changes", "sommer", "--since", "2026-01-01", "--until", "2026-05-04"),
    ("due", "--on", "2026-05-04", "--within", "300d"),
)


def test_both_languages_at_80_columns(followed: dict[str, str]) -> None:
    made(
        "record", "sommer", "fremmoede", "16", "--on", "2026-04-09",
        "--comment", "Donaudampfschifffahrtsgesellschaft " * 8 + "x" * 200,
    )  # fmt: skip
    for args in READING:
        danish = run(*args, env={"COLUMNS": "80"}).stdout
        english = run(*args, "--lang", "en", env={"COLUMNS": "80"}).stdout
        assert danish != english
        for text in (danish, english):
            assert text.strip()
            assert max(map(len, text.splitlines())) <= 80
            assert "{" not in text
            assert "\x1b" not in text
            assert "None" not in text


def test_the_log_shows_what_was_said_and_by_whom(followed: dict[str, str]) -> None:
    text = " ".join(run("log", "sommer").stdout.split())
    for said in (
        "Talt ved døren",
        "af tovholder",
        "6 af 8",
        "kilde: skolen",
        "Ingen tid",
        "Belæg: De sagde det",
    ):
        assert said in text
    for id in followed.values():
        assert id in text


# --- What every command has -----------------------------------------------------------------------
COMMANDS = (
    "record", "done", "drop", "move", "evaluate", "learn", "correct", "retract", "redact", "adopt",
    "restore", "log", "status", "changes", "due",
)  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    text = run(name, "--help").stdout
    for option in ("--json", "--lang", "--store", "--strict", "Example: malplan"):
        assert option in text
    assert name in run("--help").stdout


def test_today_is_the_day_of_a_record_without_one() -> None:
    before: Any = day_of(now())
    (record,) = run_json("record", "sommer", "fremmoede", "12")["records"]
    assert str(before) <= record["on"] <= str(day_of(now()))


def test_a_comment_of_several_lines_is_one_run_of_words(followed: dict[str, str]) -> None:
    made("record", "sommer", "fremmoede", "3", "--comment", "Første linje\n\nanden linje")
    assert "Bemærkning: Første linje anden linje" in run("log", "sommer").output


def test_why_something_is_corrected_is_not_its_reason(followed: dict[str, str]) -> None:
    """A move has a reason of its own, which may be corrected; an observation has none."""
    told = run("correct", followed["first"], "16", "--reason", "En kom sent", code=2).stderr
    assert "reason: " in told
    assert "med --because" in told
    run("correct", followed["moved"], "--reason", "Lokalet var optaget")
