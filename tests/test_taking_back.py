"""Taking back: correct, retract, redact and restore, by the library and by the commands."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from following import PLAN
from logs import (
    NOON,
    Clock,
    everything,
    install_shared_log,
    run,
    run_json,
    shared_store,
    workspace,
)

from malplan import ConflictingRecord, InvalidRecord, Period, UnknownName, Workspace
from malplan.log_files import read_log
from malplan.outputs.json import json_text
from malplan.records import (
    BLANKED,
    Decision,
    DecisionMade,
    Evaluation,
    Learning,
    MilestoneDropped,
    MilestoneMoved,
    MilestoneReached,
    Observation,
    Record,
    Redaction,
    Retraction,
    Stage,
)

Install = Callable[..., str]
UNKNOWN = "019d6c2e-0000-7000-8000-000000000000"


def seen(value: int = 12, **more: Any) -> Observation:
    return Observation(sign="fremmoede", value=Decimal(value), **more)


def counts(log: Workspace) -> Decimal | None:
    """What counts of the sign."""
    (sign,) = [one for one in log.status(PLAN).signs if one.id == "fremmoede"]
    return None if sign.figure is None else sign.figure.number


def corrected(log: Workspace, id: str, **changed: Any) -> Record:
    (record,) = log.logbook.correct(id, **changed).records
    return record


def retracted(log: Workspace, id: str) -> Record:
    (record,) = log.logbook.retract(id, "Talt to gange").records
    return record


# --- Correcting -----------------------------------------------------------------------------------
def test_a_correction_takes_the_place_of_the_record() -> None:
    log = workspace()
    old = log.record(PLAN, seen(12), on=date(2026, 5, 1), by="tovholder", comment="Til workshop")
    new = corrected(log, old.id, value=Decimal(16), reason="En kom sent", by="leder")
    assert (new.what, new.on, new.comment) == (seen(16), old.on, old.comment)
    assert (new.corrects, new.reason, new.by) == (old.id, "En kom sent", "leder")
    assert counts(log) == 16
    assert old in everything(log)


def test_a_correction_can_be_corrected_by_any_record_of_the_chain() -> None:
    log = workspace()
    first = log.record(PLAN, seen(1))
    second = corrected(log, first.id, value=Decimal(2))
    third = corrected(log, first.id, value=Decimal(3))
    assert third.corrects == second.id
    fourth = corrected(log, second.id, comment="Ved døren")
    assert (fourth.corrects, fourth.what) == (third.id, third.what)
    assert counts(log) == 3
    assert len(log.status(PLAN).signs[0].records) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"value": Decimal("12.0")},
        {"on": date(2026, 5, 1)},
        {"reason": "Fordi"},
        {"by": "leder"},
    ],
)
def test_a_correction_that_changes_nothing_is_told(changed: dict[str, Any]) -> None:
    log = workspace()
    old = log.record(PLAN, seen(12), on=date(2026, 5, 1))
    before = everything(log)
    with pytest.raises(InvalidRecord, match="changes nothing"):
        log.logbook.correct(old.id, **changed)
    assert everything(log) == before


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"value": Decimal(-1)}, "skal være et helt tal og mindst 0"),
        (
            {"sign": "fremmode"},
            "om det samme som det, den retter: Måling eller vurdering, fremmoede",
        ),
        ({"on": date(2026, 6, 1)}, "er ikke kommet endnu"),
        ({"step": "lidt"}, "skriv enten et tal"),
        ({"milestone": "start"}, "”Måling eller vurdering” har ikke feltet milestone"),
        ({"comment": ""}, "teksten er tom"),
    ],
)
def test_a_correction_must_fit_too(changed: dict[str, Any], says: str) -> None:
    log = workspace()
    old = log.record(PLAN, seen(12))
    before = everything(log)
    with pytest.raises(InvalidRecord) as caught:
        log.logbook.correct(old.id, **changed)
    assert says in caught.value.message.da
    assert everything(log) == before


def test_a_correction_is_about_the_same() -> None:
    """A number cannot become that of another sign: what the old one was about must be told."""
    log = workspace()
    old = log.record(PLAN, seen(12))
    with pytest.raises(InvalidRecord) as caught:
        log.logbook.correct(old.id, sign="samtaler")
    assert "Træk den gamle registrering tilbage" in caught.value.message.da
    assert counts(log) == 12


def test_everything_that_was_said_can_be_corrected() -> None:
    log = workspace()
    made = {
        one.kind: one.id
        for one in (
            log.record(PLAN, MilestoneReached(milestone="start")),
            log.record(PLAN, MilestoneDropped(milestone="undervejs")),
            log.record(PLAN, Learning(action="svoemning", text="Før")),
            log.record(PLAN, DecisionMade(action="svoemning", decision=Decision.STOP, because="B")),
            log.record(PLAN, Evaluation(action="svoemning", stage=Stage.FINAL, text="Før")),
        )
    }
    log.logbook.correct(made["milestone_reached"], on=date(2026, 2, 12))
    log.logbook.correct(made["milestone_dropped"], because="Ingen tid")
    log.logbook.correct(made["learning"], text="Efter")
    log.logbook.correct(made["decision"], decision=Decision.SCALE)
    log.logbook.correct(made["evaluation"], text="Efter")
    action = log.status(PLAN).actions[0]
    assert action.decision is not None
    assert isinstance(action.decision.what, DecisionMade)
    assert action.decision.what.decision is Decision.SCALE
    assert [one.what.text for one in action.learnings if isinstance(one.what, Learning)] == [
        "Efter"
    ]
    (evaluation,) = action.evaluations
    assert isinstance(evaluation.what, Evaluation)
    assert evaluation.what.text == "Efter"


def test_a_move_can_be_corrected_after_the_milestone_was_reached() -> None:
    log = workspace()
    april, may = (Period.parse(month, year=2026) for month in ("april", "maj"))
    moved = log.record(PLAN, MilestoneMoved(milestone="workshop", period=april, because="Lokalet"))
    log.record(PLAN, MilestoneReached(milestone="workshop"))
    assert (
        corrected(log, moved.id, reason="Skrivefejl", because="Ferie", period=may).corrects
        == moved.id
    )
    (workshop,) = [one for one in log.status(PLAN).milestones if one.id == "workshop"]
    assert workshop.period == may


@pytest.mark.parametrize("kind", ["retraction", "redaction", "plan_adopted"])
def test_what_is_no_statement_cannot_be_corrected(kind: str) -> None:
    log = workspace()
    record = log.record(PLAN, seen())
    retracted(log, record.id)
    log.logbook.redact(record.id, "Et navn")
    (wrong,) = [one for one in everything(log) if one.kind == kind]
    with pytest.raises(InvalidRecord) as caught:
        log.logbook.correct(wrong.id, comment="Nej")
    assert "trækkes tilbage" in caught.value.message.da


# --- Retracting -----------------------------------------------------------------------------------
def test_what_is_retracted_does_not_count() -> None:
    log = workspace()
    first, second = log.record(PLAN, seen(1)), log.record(PLAN, seen(2))
    gone = retracted(log, second.id)
    assert gone.what == Retraction(record=second.id, because="Talt to gange")
    assert counts(log) == 1
    retracted(log, first.id)
    assert counts(log) is None
    assert {first, second} <= set(everything(log))


def test_retracting_takes_its_corrections_with_it() -> None:
    log = workspace()
    first = log.record(PLAN, seen(1))
    second = corrected(log, first.id, value=Decimal(2))
    retracted(log, first.id)
    assert counts(log) is None
    for id in (first.id, second.id):
        with pytest.raises(InvalidRecord, match="retracted already"):
            log.logbook.correct(id, value=Decimal(3))
        with pytest.raises(InvalidRecord, match="retracted already"):
            log.logbook.retract(id, "Igen")


def test_retracting_a_correction_brings_back_what_it_corrected() -> None:
    log = workspace()
    first = log.record(PLAN, seen(1))
    second = corrected(log, first.id, value=Decimal(2))
    retracted(log, second.id)
    assert counts(log) == 1
    with pytest.raises(InvalidRecord, match="retracted already"):
        log.logbook.retract(second.id, "Igen")
    third = corrected(log, second.id, value=Decimal(3))
    assert third.corrects == first.id
    assert counts(log) == 3


def test_retracting_a_retraction_brings_back_what_it_took_away() -> None:
    log = workspace()
    first = log.record(PLAN, seen(1))
    second = corrected(log, first.id, value=Decimal(2))
    gone = retracted(log, first.id)
    back = retracted(log, gone.id)
    assert counts(log) == 2
    with pytest.raises(InvalidRecord, match="retracted already"):
        log.logbook.retract(gone.id, "Igen")
    retracted(log, back.id)
    assert counts(log) is None
    assert second in everything(log)


def test_a_clock_that_is_set_back_loses_no_correction() -> None:
    clock = Clock()
    log = workspace(clock=clock)
    first = log.record(PLAN, seen(1))
    clock.moment = NOON - timedelta(hours=3)
    second = corrected(log, first.id, value=Decimal(2))
    assert counts(log) == 2
    gone = retracted(log, second.id)
    assert counts(log) == 1
    retracted(log, gone.id)
    assert counts(log) == 2


def test_a_clock_that_stands_still_loses_no_correction() -> None:
    log = Workspace(find_plugins=lambda: (), store=workspace().logbook.store, clock=lambda: NOON)
    first, second = log.record(PLAN, seen(1)), log.record(PLAN, seen(2))
    retracted(log, first.id)
    corrected(log, second.id, value=Decimal(3))
    assert counts(log) == 3
    assert len(log.status(PLAN).signs[0].records) == 1


def test_a_redaction_cannot_be_retracted() -> None:
    log = workspace()
    record = log.record(PLAN, seen(), comment="Et navn kom")
    (redaction,) = log.logbook.redact(record.id, "Et navn").records
    with pytest.raises(InvalidRecord, match="a redaction cannot be retracted"):
        log.logbook.retract(redaction.id, "Fortrudt")


@pytest.mark.parametrize("id", [UNKNOWN, "", "x", "æ", "'; --", "019d6c2e"])
def test_a_record_that_is_not_there_is_told(id: str) -> None:
    log = workspace()
    log.record(PLAN, seen())
    with pytest.raises(UnknownName, match="malplan log shows the ids"):
        log.logbook.correct(id, value=Decimal(1))
    for take in (log.logbook.retract, log.logbook.redact):
        with pytest.raises(UnknownName, match="malplan log shows the ids"):
            take(id, "B")


# --- Redacting ------------------------------------------------------------------------------------
SECRET = "Noget om æblegrød"


@pytest.mark.parametrize("which", [0, 1, 2])
def test_redacting_blanks_the_whole_chain(which: int) -> None:
    log = workspace()
    first = log.record(PLAN, seen(1), comment=f"{SECRET} kom", by="tovholder")
    second = corrected(log, first.id, value=Decimal(2), reason=f"{SECRET} kom ikke")
    third = corrected(log, first.id, comment=f"{SECRET} gik igen")
    other = log.record(PLAN, seen(3), comment="Regn")
    chain = [first, second, third]
    (redaction,) = log.logbook.redact(chain[which].id, "Der stod et navn").records
    assert isinstance(redaction.what, Redaction)
    assert set(redaction.what.records) == {one.id for one in chain}
    written = json_text([log.converters.json.unstructure(one) for one in everything(log)])
    assert SECRET not in written
    assert other in everything(log)
    by_id = {one.id: one for one in everything(log)}
    assert by_id[first.id].comment == by_id[second.id].reason == BLANKED
    assert [by_id[one.id].what for one in chain] == [one.what for one in chain]
    assert counts(log) == 3


def test_redacting_blanks_why_it_was_retracted() -> None:
    log = workspace()
    record = log.record(PLAN, seen(1), comment=SECRET)
    (gone,) = log.logbook.retract(record.id, f"Der stod {SECRET}").records
    log.logbook.retract(gone.id, f"{SECRET} skulle blive")
    log.logbook.redact(record.id, "Der stod noget")
    assert SECRET not in str(everything(log))
    assert counts(log) == 1


def test_redacting_twice_does_no_harm() -> None:
    log = workspace()
    record = log.record(PLAN, Learning(action="svoemning", text=SECRET))
    log.logbook.redact(record.id, "Et navn")
    once = {one.id: one for one in everything(log)}
    log.logbook.redact(record.id, "Et navn")
    twice = {one.id: one for one in everything(log)}
    assert {id: twice[id] for id in once} == once
    assert len(twice) == len(once) + 1
    assert log.status(PLAN).actions[0].learnings[0].what == Learning(
        action="svoemning", text=BLANKED
    )


def test_the_reason_of_a_redaction_can_be_redacted() -> None:
    log = workspace()
    record = log.record(PLAN, seen(), comment=SECRET)
    (redaction,) = log.logbook.redact(record.id, f"Der stod {SECRET}").records
    log.logbook.redact(redaction.id, "Navnet igen")
    assert SECRET not in str(everything(log))


# --- Restoring ------------------------------------------------------------------------------------
def a_log() -> Workspace:
    log = workspace()
    first = log.record(PLAN, seen(1), comment="Åben dør", by="tovholder")
    corrected(log, first.id, value=Decimal(2))
    log.record(PLAN, Evaluation(action="svoemning", stage=Stage.FINAL, text="Det\n\nvirkede."))
    log.logbook.redact(first.id, "Et navn")
    return log


def written(log: Workspace) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        json_text([log.converters.archived.unstructure(one) for one in everything(log)])
    )
    return found


def as_file(tmp_path: Path, data: object) -> Path:
    path = tmp_path / "log.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_what_was_written_is_restored_and_twice_does_no_harm(tmp_path: Path) -> None:
    log = a_log()
    records = read_log(as_file(tmp_path, written(log)), log.converters)
    assert records == everything(log)
    other = workspace()
    for _ in range(2):
        assert other.logbook.restore(records) == len(records)
        assert everything(other) == everything(log)
    assert other.status(PLAN) == attrs.evolve(log.status(PLAN))
    assert other.logbook.restore(()) == 0


def test_an_old_copy_does_not_bring_back_what_was_blanked(tmp_path: Path) -> None:
    log = workspace()
    record = log.record(PLAN, seen(), comment=SECRET)
    copy = read_log(as_file(tmp_path, written(log)), log.converters)
    log.logbook.redact(record.id, "Et navn")
    log.logbook.restore(copy)
    assert SECRET not in str(everything(log))


def test_a_conflict_is_told_and_nothing_is_restored() -> None:
    log = a_log()
    before = everything(log)
    other = attrs.evolve(before[0], comment="Noget andet")
    new = attrs.evolve(before[1], id=UNKNOWN, corrects=None, reason=None)
    with pytest.raises(ConflictingRecord, match=before[0].id):
        log.logbook.restore([new, other])
    assert everything(log) == before


HOSTILE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", ""),
    "no JSON": (b"id: x", ""),
    "half a list": (b"[", ""),
    "no UTF-8": (b"\xff\xfe[", "UTF-8"),
    "nested lists": (b"[" * 100_000, "filen er ikke en log"),
    "nested mappings": (b'{"a":' * 100_000, "filen er ikke en log"),
    "a mapping": (b'{"records": []}', "en liste med registreringer"),
    "a number": (b"5", "en liste med registreringer"),
    "no mapping": (b"[5]", "0: her skal stå felter"),
    "a list": (b"[[]]", "0: her skal stå felter"),
    "nothing in it": (b"[{}]", "0/kind: feltet ”kind” mangler"),
    "a NaN": (b"[NaN]", "0: her skal stå felter"),
    "a kind": (b'[{"kind": []}]', "0/kind: her skal stå en tekst"),
    "an unknown kind": (b'[{"kind": "observations"}]', "0/kind: ”observations”"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_told(tmp_path: Path, name: str) -> None:
    content, says = HOSTILE[name]
    path = tmp_path / "log.json"
    path.write_bytes(content)
    with pytest.raises(InvalidRecord) as caught:
        read_log(path, workspace().converters)
    assert says in caught.value.message.da
    assert all(one.file == str(path) for one in caught.value.problems)
    assert str(path) in caught.value.message.da


FIELDS: dict[str, tuple[dict[str, Any], str]] = {
    "id": ({"id": "1"}, "1/id: 1 er ikke id’et"),
    "no id": ({"id": None}, "1/id: "),
    "day": ({"on": "1. maj"}, "1/on: her skal stå en dato"),
    "moment": ({"recorded": "2026-05-01T12:00:00"}, "1/recorded: "),
    "no moment": ({"recorded": 5}, "1/recorded: "),
    "a moment of another kind": ({"recorded": "2026-05-01T99:00:00Z"}, "1/recorded: "),
    "value": ({"value": "mange"}, "1/value: her skal stå et tal"),
    "not a number": ({"value": float("nan")}, "1/value: "),
    "no end": ({"value": float("inf")}, "1/value: "),
    "true": ({"value": True}, "1/value: "),
    "a huge number": ({"value": 10**400}, "1/value: "),
    "sign": ({"sign": "Fremmøde"}, "1/sign: ”Fremmøde” kan ikke være et id"),
    "no sign": ({"sign": None}, "1/sign: "),
    "an unknown key": ({"coment": "x"}, "1/coment: "),
    "a key of another kind": ({"milestone": "x"}, "1/milestone: "),
    "comment": ({"comment": ["x"]}, "1/comment: her skal stå en tekst"),
    "a control character": ({"comment": "x\u001b[2Jx"}, "1/comment: "),
    "half a surrogate": ({"comment": "\ud800"}, "1/comment: "),
    "version": ({"version": "x"}, "1/version: x er ikke en udgave"),
    "period": ({"period": "mdio maj"}, "1/period: "),
    "corrects": ({"corrects": "x"}, "1/corrects: "),
}


@pytest.mark.parametrize("name", FIELDS)
def test_what_is_wrong_with_a_record_of_a_file_is_told(tmp_path: Path, name: str) -> None:
    changed, says = FIELDS[name]
    log = workspace()
    log.record(PLAN, seen())
    data = written(log)
    data[1] = {key: held for key, held in {**data[1], **changed}.items() if held is not None}
    path = as_file(tmp_path, data)
    with pytest.raises(InvalidRecord) as caught:
        read_log(path, log.converters)
    (problem,) = caught.value.problems
    assert f"{path}: {says}" in problem.text("da")
    assert "\x1b" not in problem.text("da")


def test_a_record_without_its_time_is_told_with_everything_else(tmp_path: Path) -> None:
    log = workspace()
    period = Period.parse("april", year=2026)
    log.record(PLAN, MilestoneMoved(milestone="workshop", period=period, because="Lokalet"))
    data = written(log)
    del data[1]["period"]
    data[1]["comment"] = ["x"]
    with pytest.raises(InvalidRecord) as caught:
        read_log(as_file(tmp_path, data), log.converters)
    assert {one.path for one in caught.value.problems} == {"1/period", "1/comment"}


def test_every_problem_of_a_file_is_told(tmp_path: Path) -> None:
    log = workspace()
    log.record(PLAN, seen())
    good = written(log)
    wrong = {**good[1], "id": "1", "on": "x", "sign": "Æ", "coment": "x"}
    with pytest.raises(InvalidRecord) as caught:
        read_log(as_file(tmp_path, [*good, wrong, 5, {**good[1], "value": "x"}]), log.converters)
    paths = {one.path for one in caught.value.problems}
    assert {"2/id", "2/on", "2/coment", "3", "4/value"} <= paths
    with pytest.raises(InvalidRecord) as caught:
        read_log(as_file(tmp_path, [5] * 10_000), log.converters)
    assert 200 <= len(caught.value.problems) < 300


@pytest.mark.parametrize(
    ("name", "says"), [("nowhere.json", "findes ikke"), (".", "mappe"), ("x\0y", "")]
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, name: str, says: str) -> None:
    with pytest.raises(InvalidRecord) as caught:
        read_log(tmp_path / name, workspace().converters)
    assert says in caught.value.message.da


# --- By the command line --------------------------------------------------------------------------
@pytest.fixture
def module(install: Install, tmp_path: Path) -> str:
    return install_shared_log(install, tmp_path)


def made(*args: str) -> str:
    return run(*args).stdout.strip()


def test_correct(module: str) -> None:
    first = made("record", "sommer", "fremmoede", "12", "--on", "2026-05-01")
    result = run("correct", first, "16", "--because", "En kom sent", "--by", "tovholder")
    second = result.stdout.strip()
    assert len(result.stdout.splitlines()) == 1
    third = run_json("correct", second, "--comment", "Ved døren")
    (record,) = third["records"]
    assert (record["corrects"], record["value"], record["comment"]) == (second, 16, "Ved døren")
    assert record["on"] == "2026-05-01"
    assert "ændrer ikke noget" in run("correct", first, "16", code=2).stderr
    assert "changes nothing" in run("correct", first, "--lang", "en", code=2).stderr
    result = run("correct", first, "--text", "x", code=2)
    assert "”Måling eller vurdering” har ikke feltet text" in result.stderr
    assert "value: " in run("correct", first, "7,5,5", code=2).stderr
    ratio = made("record", "sommer", "andel-tilfredse", "3", "--of", "9", "--on", "2026-05-01")
    assert run_json("correct", ratio, "--of", "8")["records"][0]["of"] == 8
    step = made("record", "sommer", "hoert", "lidt", "--on", "2026-05-01")
    assert run_json("correct", step, "Meget")["records"][0]["step"] == "meget"
    samtaler = made("record", "sommer", "samtaler", "3", "--on", "2026-05-01")
    assert run_json("correct", samtaler, "-3")["records"][0]["value"] == -3
    learned = made("learn", "sommer", "svoemning", "--text", "T")
    assert "har ikke feltet value" in run("correct", learned, "5", code=2).stderr
    assert run_json("correct", learned, "--text", "U")["records"][0]["text"] == "U"
    decided = made(
        "learn", "sommer", "svoemning", "--text", "T", "--decision", "adapt", "--because", "R"
    )
    (changed,) = run_json("correct", decided.split()[-1], "--decision", "continue")["records"]
    assert (changed["decision"], changed["because"]) == ("continue", "R")


def test_correct_a_move(module: str) -> None:
    moved = made("move", "sommer", "workshop", "april", "--because", "Lokalet")
    (record,) = run_json("correct", moved, "--time", "maj", "--reason", "Ferie")["records"]
    assert (record["period"]["start"], record["because"]) == ("2026-05-01", "Ferie")
    assert "time: " in run("correct", moved, "--time", "mdio maj", code=2).stderr


def test_retract(module: str) -> None:
    first = made("record", "sommer", "fremmoede", "12")
    gone = made("retract", first, "--because", "Talt to gange")
    assert "allerede trukket tilbage" in run("retract", first, "--because", "x", code=2).stderr
    assert "allerede trukket tilbage" in run("correct", first, "5", code=2).stderr
    text = " ".join(run("log", "sommer").stdout.split())
    assert "gælder ikke længere" in text
    assert "Talt to gange" in text
    english = run("log", "sommer", "--lang", "en").stdout
    assert "does not count any more" in " ".join(english.split())
    (back,) = run_json("retract", gone, "--because", "Alligevel ikke")["records"]
    assert back["record"] == gone
    text = " ".join(run("log", "sommer").stdout.split())
    assert "12 – gælder ikke længere" not in text
    assert "Trukket tilbage – gælder ikke længere" in text
    assert "--because" in run("retract", first, code=2).stderr


def test_redact(module: str) -> None:
    first = made("record", "sommer", "fremmoede", "12", "--comment", f"{SECRET} kom")
    second = made("correct", first, "13")
    result = run_json("redact", second, "--because", "Der stod et navn")
    assert set(result["records"][0]["records"]) == {first, second}
    for args in (["log", "sommer"], ["log", "sommer", "--json"], ["log", "--all", "--json"]):
        text = run(*args).stdout
        assert SECRET not in text
        assert BLANKED in text
        assert "Der stod et navn" in text
    assert "Tekst slettet for altid" in run("log", "sommer").stdout
    assert "Blanked for good" in run("log", "sommer", "--lang", "en").stdout
    run("redact", first, "--because", "Igen")
    assert "13" in run("status", "sommer").stdout


def test_restore(module: str, tmp_path: Path) -> None:
    made("record", "sommer", "fremmoede", "12", "--comment", "Åben dør")
    made("learn", "sommer", "svoemning", "--text", "T")
    file = tmp_path / "log.json"
    file.write_text(run("log", "--all", "--json").stdout, encoding="utf-8")
    before = tuple(shared_store(module).records())
    result = run("restore", "log.json")
    assert (result.stdout, result.stderr) == ("", "3 registreringer fra filen står nu i loggen\n")
    shared_store(module).__init__()  # type: ignore[misc]
    assert "3 records of the file are" in run("restore", "log.json", "--lang", "en").stderr
    assert tuple(shared_store(module).records()) == before
    assert run_json("restore", "log.json") == {"format": 1, "restored": 3}

    data = json.loads(file.read_text(encoding="utf-8"))
    data[1]["value"] = 99
    file.write_text(json.dumps(data), encoding="utf-8")
    assert f"anden registrering med id {data[1]['id']}" in run("restore", "log.json", code=2).stderr
    data[1]["value"], data[2]["on"] = "x", "y"
    file.write_text(json.dumps(data), encoding="utf-8")
    lines = run("restore", "log.json", code=2).stderr.splitlines()
    assert [line.startswith(f"Fejl: log.json: {path}: ") for line, path in zip(
        lines, ("1/value", "2/on"), strict=True)] == [True, True]  # fmt: skip
    assert tuple(shared_store(module).records()) == before


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("correct", UNKNOWN, "5"), "ingen registrering med id"),
        (("retract", "x", "--because", "B"), "malplan log viser id’erne"),
        (("redact", "x", "--because", "B"), "malplan log viser id’erne"),
        (("restore", "nowhere.json"), "findes ikke"),
        (("restore", "planer"), "mappe"),
        (("correct",), "RECORD"),
        (("correct", UNKNOWN, "5", "--valu", "6"), "--valu"),
        (("restore",), "FILE"),
    ],
)
def test_bad_use_is_told(module: str, args: tuple[str, ...], says: str) -> None:
    assert says in run(*args, code=2).stderr
