"""No CPR number gets into the log, and none that was refused is shown anywhere."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from following import PLAN
from hypothesis import given
from hypothesis import strategies as st
from logs import NOON, everything, install_shared_log, run, shared_store, workspace, write_plan

from malplan import InvalidPlan, InvalidRecord, MalplanError, Period, Plan, status_data
from malplan.drafts import Draft
from malplan.log_files import read_log
from malplan.logbook import Logbook
from malplan.measures import Quantitative
from malplan.outputs.json import json_text
from malplan.privacy import has_cpr_number
from malplan.records import (
    Decision,
    DecisionMade,
    Evaluation,
    Learning,
    MilestoneDropped,
    MilestoneMoved,
    Observation,
    Record,
    SignAsItStood,
    SignState,
    Stage,
    new_record_id,
)

Install = Callable[..., str]

NUMBERS = ("010190-1234", "0101901234", "01-01-90-1234", "010190 1234", "610190\N{EN DASH}1234")
DAY = date(2026, 5, 1)


def parts_of(number: str) -> tuple[str, ...]:
    """What is nowhere to be seen: the number, and the four digits that make it one."""
    return number, number[-4:]


def said_of(error: BaseException) -> Iterator[str]:
    """All that an error says to anybody: its chain, its parts and its traceback."""
    yield from traceback.format_exception(error)
    yield from (str(error), repr(error), str(error.args), repr(getattr(error, "problems", "")))
    for other in (error.__cause__,):
        if other is not None:
            yield from said_of(other)
    if isinstance(error, MalplanError):
        yield from (error.message.da, error.message.en)


def assert_unsaid(number: str, *texts: str) -> None:
    for text in texts:
        for part in parts_of(number):
            assert part not in text


OTHER = attrs.evolve(PLAN, title="En anden sommer")


# --- By the library -------------------------------------------------------------------------------
def seen(**more: Any) -> Observation:
    return Observation(sign="fremmoede", value=Decimal(12), **more)


EVERYWHERE: dict[str, Callable[[Logbook, str], Any]] = {
    "comment": lambda log, text: log.record(PLAN, seen(), comment=text),
    "role": lambda log, text: log.record(PLAN, seen(), by=text),
    "evidence": lambda log, text: log.record(
        PLAN, Observation(sign="hoert", step="lidt", evidence=text)
    ),
    "words of a period": lambda log, text: log.record(PLAN, seen(period=Period(DAY, DAY, text))),
    "evaluation": lambda log, text: log.record(
        PLAN, Evaluation(action="svoemning", stage=Stage.FINAL, text=text)
    ),
    "learning": lambda log, text: log.record(PLAN, Learning(action="svoemning", text=text)),
    "decision": lambda log, text: log.record(
        PLAN, DecisionMade(action="svoemning", decision=Decision.STOP, because=text)
    ),
    "move": lambda log, text: log.record(
        PLAN,
        MilestoneMoved(milestone="workshop", period=Period.parse("maj 2026"), because=text),
    ),
    "words of a move": lambda log, text: log.record(
        PLAN,
        MilestoneMoved(milestone="workshop", period=Period(DAY, DAY, text), because="B"),
    ),
    "drop": lambda log, text: log.record(
        PLAN, MilestoneDropped(milestone="workshop", because=text)
    ),
    "adoption": lambda log, text: log.adopt(OTHER, comment=text),
    "role of an adoption": lambda log, text: log.adopt(OTHER, by=text),
    "plan": lambda log, text: log.adopt(attrs.evolve(PLAN, title=text)),
    "plan of a record": lambda log, text: log.record(attrs.evolve(PLAN, title=text), seen()),
    "reason of a correction": lambda log, text: log.correct(
        first(log), reason=text, value=Decimal(13)
    ),
    "text of a correction": lambda log, text: log.correct(first(log), comment=text),
    "role of a correction": lambda log, text: log.correct(first(log), by=text, value=Decimal(13)),
    "retraction": lambda log, text: log.retract(first(log), text),
    "role of a retraction": lambda log, text: log.retract(first(log), "Talt to gange", by=text),
    "redaction": lambda log, text: log.redact(first(log), text),
    "role of a redaction": lambda log, text: log.redact(first(log), "Et navn", by=text),
}
"""Every way to get a text into the log."""


def first(log: Logbook) -> str:
    """The id of a record that is in the log already."""
    return next(one.id for one in log.store.records() if one.kind == "observation")


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("way", EVERYWHERE)
def test_no_cpr_number_gets_in(way: str, number: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    space = workspace()
    space.record(PLAN, seen())
    before = everything(space)
    text = f"Han ({number}) kom"
    with pytest.raises(InvalidRecord) as caught:
        EVERYWHERE[way](space.logbook, text)
    assert "CPR" in caught.value.message.da
    assert_unsaid(number, *said_of(caught.value), caplog.text)
    assert everything(space) == before


@pytest.mark.parametrize("number", ["010190-1234", "0101901234"])
@pytest.mark.parametrize(
    "make",
    [
        lambda id: Observation(sign=id, value=Decimal(1)),
        lambda id: Observation(sign="s", step=id),
        lambda id: seen(source=id),
        lambda id: MilestoneDropped(milestone=id),
        lambda id: Learning(action=id, text="T"),
        lambda id: SignAsItStood(sign=id, state=SignState.MET),
        lambda id: Record(
            id=new_record_id(NOON), plan=id, on=DAY, recorded=NOON, what=seen(source="s")
        ),
        lambda id: Record(
            id=id, plan="p", on=DAY, recorded=NOON, what=seen(), version=id, corrects=id
        ),
    ],
)
def test_no_id_is_a_cpr_number(number: str, make: Callable[[str], Any]) -> None:
    with pytest.raises(InvalidPlan) as caught:
        make(number)
    assert_unsaid(number, *said_of(caught.value))


def test_what_was_not_refused_yet_shows_no_number() -> None:
    what = Observation(sign="hoert", step="lidt", evidence="Om 010190-1234")
    soft = "010190\N{SOFT HYPHEN}1234"
    for shown in (repr(what), repr(Draft(what=what, by="0101901234", comment=soft))):
        assert "1234" not in shown
        assert "CPR" in shown


@given(text=st.text(), before=st.text(), after=st.text())
def test_what_is_stored_holds_no_cpr_number(text: str, before: str, after: str) -> None:
    for comment in (text, f"{before}010190-1234{after}"):
        space = workspace()
        try:
            space.record(PLAN, seen(), comment=comment)
        except InvalidRecord as error:
            assert not has_cpr_number(str(error))
        stored = json_text([space.converters.json.unstructure(one) for one in everything(space)])
        assert not any(has_cpr_number(one.comment or "") for one in everything(space))
        assert "010190-1234" not in stored or has_cpr_number(comment) is False


# --- By the command line --------------------------------------------------------------------------
@pytest.fixture
def module(install: Install, tmp_path: Path) -> str:
    return install_shared_log(install, tmp_path)


RECORD = ("record", "sommer", "fremmoede", "12")
TYPED: dict[str, tuple[str, ...]] = {
    "comment": (*RECORD, "--comment", "Om {n}"),
    "role": (*RECORD, "--by", "{n}"),
    "source": (*RECORD, "--source", "{n}"),
    "day": (*RECORD, "--on", "{n}"),
    "evidence": ("record", "sommer", "hoert", "lidt", "--evidence", "Om {n}"),
    "value": ("record", "sommer", "fremmoede", "{n}"),
    "step": ("record", "sommer", "hoert", "{n}"),
    "of": ("record", "sommer", "andel-tilfredse", "1", "--of", "{n}"),
    "sign": ("record", "sommer", "{n}", "12"),
    "plan": ("record", "{n}", "fremmoede", "12"),
    "too much": (*RECORD, "{n}"),
    "option": (*RECORD, "--{n}", "x"),
    "store": (*RECORD, "--store", "{n}"),
    "language": (*RECORD, "--lang", "{n}"),
    "done": ("done", "sommer", "{n}"),
    "done on a day": ("done", "sommer", "workshop", "--on", "{n}"),
    "dropped": ("drop", "sommer", "workshop", "--because", "{n}"),
    "moved": ("move", "sommer", "workshop", "maj", "--because", "{n}"),
    "moved to": ("move", "sommer", "workshop", "maj {n}", "--because", "B"),
    "evaluated": ("evaluate", "sommer", "svoemning", "--final", "--text", "{n}"),
    "evaluated in a file": ("evaluate", "sommer", "svoemning", "--final", "--file", "tekst.txt"),
    "file of an evaluation": ("evaluate", "sommer", "svoemning", "--final", "--file", "{n}"),
    "learned": ("learn", "sommer", "svoemning", "--text", "{n}"),
    "decided": ("learn", "sommer", "svoemning", "--text", "T", "--decision", "{n}"),
    "because": (
        "learn", "sommer", "svoemning", "--text", "T", "--decision", "stop", "--because", "{n}",
    ),
    "corrected": ("correct", "{id}", "--comment", "{n}"),
    "correction of": ("correct", "{n}", "12"),
    "corrected to": ("correct", "{id}", "{n}"),
    "retracted": ("retract", "{id}", "--because", "{n}"),
    "redacted": ("redact", "{id}", "--because", "{n}"),
    "adopted": ("adopt", "nummer"),
    "known at": ("status", "sommer", "--known-at", "{n}"),
    "within": ("due", "--within", "{n}"),
    "since": ("changes", "sommer", "--since", "{n}"),
    "restored": ("restore", "log.json"),
    "restored from": ("restore", "{n}"),
    "command": ("{n}",),
}  # fmt: skip
"""Every place where somebody may type or paste one."""


@pytest.mark.parametrize(("language", "number"), [("da", "010190-1234"), ("en", "0101901234")])
@pytest.mark.parametrize("way", TYPED)
def test_what_was_typed_is_shown_nowhere(
    module: str,
    tmp_path: Path,
    way: str,
    language: str,
    number: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    id = run("record", "sommer", "fremmoede", "11").stdout.strip()
    before = tuple(shared_store(module).records())
    write_plan(tmp_path, attrs.evolve(PLAN, id="nummer", title="Om TITEL"))
    plan = tmp_path / "planer" / "nummer.yaml"
    text = plan.read_text(encoding="utf-8").replace("Om TITEL", f"Om {number}")
    plan.write_text(text, encoding="utf-8")
    (tmp_path / "tekst.txt").write_text(f"Om {number}", encoding="utf-8")
    written = json.loads(run("log", "sommer", "--json").stdout)
    written[-1] |= {"comment": f"Om {number}"}
    (tmp_path / "log.json").write_text(json.dumps(written), encoding="utf-8")
    args = [one.replace("{n}", number).replace("{id}", id) for one in TYPED[way]]
    lang = [] if way in ("language", "command") else ["--lang", language]
    result = run(*args, *lang, code=2)
    assert result.stderr
    assert_unsaid(number, result.stdout, result.stderr, caplog.text)
    assert tuple(shared_store(module).records()) == before


@pytest.mark.parametrize(
    "where", ["comment", "by", "reason", "source", "plan", "extra", "kind", "id"]
)
def test_a_file_of_a_log_shows_no_number(tmp_path: Path, where: str) -> None:
    space = workspace()
    record = space.record(PLAN, seen())
    data = json.loads(json_text(space.converters.json.unstructure(record)))
    data[where] = "0101901234"
    path = tmp_path / "log.json"
    path.write_text(json.dumps([data]), encoding="utf-8")
    with pytest.raises(InvalidRecord) as caught:
        read_log(path, space.converters)
    assert_unsaid("0101901234", *said_of(caught.value))
    assert caught.value.problems[0].path.startswith("0")


def test_an_adopted_plan_may_have_long_numbers() -> None:
    """What no text says is no CPR number: a budget has ten digits too."""
    plan = Plan(id="p", title="P", year=2026, municipality="M")
    assert workspace().logbook.adopt(plan).adopted is not None


def test_a_status_shows_no_number_of_a_plan_that_was_never_adopted() -> None:
    """Records may come from a file without the plan that they are of."""
    (action,) = PLAN.actions
    sign, *others = action.signs
    assert isinstance(sign.measure, Quantitative)
    measure = attrs.evolve(sign.measure, unit=f"unge ({NUMBERS[0]})", counts=None)
    signs = (attrs.evolve(sign, measure=measure), *others)
    plan = attrs.evolve(PLAN, actions=(attrs.evolve(action, signs=signs),))
    of = workspace()
    what = Observation(sign=sign.id, value=Decimal(12))
    record = Record(id=new_record_id(NOON), plan=plan.id, on=DAY, recorded=NOON, what=what)
    of.logbook.store.append((record,))
    status = of.status(plan, on=DAY)
    assert "[CPR]" in status.signs[0].because.da
    assert not has_cpr_number(json_text(status_data(status)))
    assert not has_cpr_number(of.render(plan, "markdown", on=DAY).decode())
