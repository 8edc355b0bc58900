"""Fetching: what sources say comes into the log once, and what they say anew corrects it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import attrs
import bank
import pytest
from bank import Ask, day, tables
from following import PLAN
from hypothesis import given, settings
from hypothesis import strategies as st
from logs import NOON, Clock, everything, run, run_json

from malplan import (
    Draft,
    InvalidPlan,
    InvalidRecord,
    InvalidSettings,
    InvalidValue,
    KeyFigure,
    Message,
    Observation,
    Period,
    Plan,
    Settings,
    Sign,
    UnknownName,
    Workspace,
    load_plan,
)
from malplan.data_sources import DataSource
from malplan.errors import MalplanError, SourceFailed
from malplan.model import Challenge
from malplan.plugins import Distribution
from malplan.records import Record
from malplan.sources import FetchReport, Reading
from malplan.stores import MemoryStore

BANK = Distribution(
    "malplan-bank", "1.0", ("malplan>=0.1",), (EntryPoint("bank", "bank", "malplan"),)
)
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def _new_bank() -> Iterator[None]:
    tables.clear()
    bank.asked.clear()
    yield
    tables.clear()


def workspace(**settings: Any) -> Workspace:
    return Workspace(
        Settings(**settings), find_plugins=lambda: (BANK,), store=MemoryStore(), clock=Clock()
    )


def with_sources(**names: str | None) -> Plan:
    """The plan of all kinds of signs, of which some have a table of the bank."""
    tabled = {name.replace("_", "-"): table for name, table in names.items()}

    def one(sign: Sign) -> Sign:
        table = tabled.get(sign.id)
        if table is None:
            return sign
        return attrs.evolve(sign, source=DataSource(name="bank", settings=Ask(table=table)))

    (action,) = PLAN.actions
    return attrs.evolve(PLAN, actions=(attrs.evolve(action, signs=tuple(map(one, action.signs))),))


SUMMED = with_sources(samtaler="lister")


def fetch(log: Workspace, readings: Sequence[Reading] | BaseException, **more: Any) -> FetchReport:
    tables["lister"] = readings
    return log.fetch(SUMMED, **more)


def total(log: Workspace) -> Decimal | None:
    """What the sum of all that was fetched is."""
    status = next(one for one in log.status(SUMMED).signs if one.id == "samtaler")
    return None if status.figure is None else Decimal(str(status.figure.number))


DAYS = st.integers(0, 70).map(lambda number: date(2026, 3, 1) + timedelta(number))
TABLES = st.dictionaries(DAYS, st.integers(0, 1000).map(Decimal), max_size=12)


def readings(table: dict[date, Decimal]) -> list[Reading]:
    return [Reading(period=Period(on, on), value=value) for on, value in table.items()]


# --- Laws -----------------------------------------------------------------------------------------
few = settings(max_examples=40)  # each asks a workspace of its own


@few
@given(TABLES)
def test_fetching_twice_is_fetching_once(table: dict[date, Decimal]) -> None:
    log = workspace()
    first = fetch(log, readings(table))
    after = everything(log)
    second = fetch(log, readings(table))
    assert everything(log) == after
    assert len(first.records) == len(table)
    assert second.records == ()
    assert second.results[0].unchanged == len(table)
    assert total(log) == (sum(table.values()) if table else None)


@few
@given(TABLES, st.randoms())
def test_the_order_of_readings_does_not_matter(table: dict[date, Decimal], random: Any) -> None:
    mixed = readings(table)
    random.shuffle(mixed)
    one, other = workspace(), workspace()
    fetch(one, readings(table))
    fetch(other, mixed)
    assert told(one) == told(other)


def fetched(log: Workspace) -> list[Record]:
    return [one for one in everything(log) if isinstance(one.what, Observation)]


def told(log: Workspace) -> list[tuple[Any, ...]]:
    whats: list[Any] = [one.what for one in fetched(log)]
    return [
        (what.value, what.period, one.on) for what, one in zip(whats, fetched(log), strict=True)
    ]


@few
@given(TABLES, DAYS)
def test_bit_by_bit_is_all_at_once(table: dict[date, Decimal], until: date) -> None:
    early = {on: value for on, value in table.items() if on <= until}
    log = workspace()
    fetch(log, readings(early))
    fetch(log, readings(table))
    assert total(log) == (sum(table.values()) if table else None)


@few
@given(TABLES, TABLES)
def test_what_a_source_says_last_counts(
    before: dict[date, Decimal], after: dict[date, Decimal]
) -> None:
    log = workspace()
    fetch(log, readings(before))
    report = fetch(log, readings(after))
    both = {**before, **after}
    assert total(log) == (sum(both.values()) if both else None)
    (result,) = report.results
    changed = [on for on in before.keys() & after.keys() if before[on] != after[on]]
    assert len(result.corrected) == len(changed)
    assert {one.on for one in result.corrected} == set(changed)
    assert {one.on for one in result.new} == after.keys() - before.keys()
    assert fetch(log, readings(after)).records == ()


@few
@given(TABLES, DAYS)
def test_since_leaves_out_what_ended_before(table: dict[date, Decimal], since: date) -> None:
    log = workspace()
    report = fetch(log, readings(table), since=since)
    assert {one.on for one in report.records} == {on for on in table if on >= since}


def in_pieces(table: dict[date, Decimal], ends: set[date]) -> list[Reading]:
    """The days from the first of March added up in pieces that end on some days."""
    found, start, last = [], date(2026, 3, 1), date(2026, 3, 1) + timedelta(70)
    for end in sorted({*ends, last}):
        inside = [value for on, value in table.items() if start <= on <= end]
        found.append(Reading(period=Period(start, end), value=Decimal(sum(inside))))
        start = end + timedelta(1)
    return found


@few
@given(TABLES, st.lists(st.sets(DAYS, max_size=5), min_size=1, max_size=3))
def test_other_pieces_of_the_same_time_count_nothing_twice(
    table: dict[date, Decimal], cuts: list[set[date]]
) -> None:
    log = workspace()
    for ends in cuts:
        fetch(log, in_pieces(table, ends))
        assert total(log) == sum(table.values())
    assert fetch(log, in_pieces(table, cuts[-1])).records == ()


# --- What is recorded -----------------------------------------------------------------------------
def test_a_record_says_where_it_comes_from() -> None:
    log = workspace()
    (record,) = fetch(log, [day(2, Decimal(12))]).records
    what = record.what
    assert isinstance(what, Observation)
    assert what.value == 12
    assert (what.source, record.on) == ("bank", date(2026, 3, 2))
    assert what.period is None
    held = what.provenance
    assert held is not None
    assert (held.source, held.query, held.licence) == ("bank", "tabel lister", "CC BY 4.0, En bank")
    assert held.retrieved == bank.RETRIEVED
    assert len(held.checksum) == 64


def test_a_time_that_goes_on_speaks_of_today_and_is_corrected_when_it_is_told_again() -> None:
    log, may = workspace(), Period.parse("maj", year=2026)
    (first,) = fetch(log, [Reading(period=may, value=Decimal(3))]).records
    assert first.on == TODAY
    assert isinstance(first.what, Observation)
    assert first.what.period == may
    assert fetch(log, [Reading(period=may, value=Decimal(3))]).records == ()
    (second,) = fetch(log, [Reading(period=may, value=Decimal(5))]).results[0].corrected
    assert second.corrects == first.id
    assert total(log) == 5


def test_what_has_not_begun_is_left_out() -> None:
    log = workspace()
    june = Reading(period=Period.parse("juni", year=2026), value=Decimal(3))
    report = fetch(log, [day(2, Decimal(1)), june])
    assert len(report.records) == 1
    notice = report.results[0].notices[-1].da
    assert notice == "Perioder, der ikke er begyndt endnu, er ikke med: 1"


def test_what_people_corrected_stays_until_the_source_says_something_new() -> None:
    log = workspace()
    (record,) = fetch(log, [day(2, Decimal(12))]).records
    (mine,) = log.logbook.correct(record.id, value=Decimal(13), reason="En kom to gange").records
    assert isinstance(mine.what, Observation)
    assert mine.what.provenance is None
    assert fetch(log, [day(2, Decimal(12))]).records == ()
    assert total(log) == 13
    (new,) = fetch(log, [day(2, Decimal(14))]).records
    assert new.corrects == mine.id
    assert total(log) == 14
    (back,) = fetch(log, [day(2, Decimal(12))]).records  # which it said before
    assert back.corrects == new.id


def test_what_people_retracted_stays_away_until_the_source_says_something_new() -> None:
    log = workspace()
    (record,) = fetch(log, [day(2, Decimal(12))]).records
    log.logbook.retract(record.id, "Listen var fra et andet hold")
    assert fetch(log, [day(2, Decimal(12))]).records == ()
    assert total(log) is None
    assert len(fetch(log, [day(2, Decimal(14))]).results[0].new) == 1
    assert total(log) == 14


def test_a_correction_that_people_retracted_stays_away() -> None:
    log = workspace()
    fetch(log, [day(2, Decimal(12))])
    (correction,) = fetch(log, [day(2, Decimal(14))]).records
    log.logbook.retract(correction.id, "Den nye liste var forkert")
    assert fetch(log, [day(2, Decimal(14))]).records == ()
    assert total(log) == 12
    assert len(fetch(log, [day(2, Decimal(13))]).results[0].corrected) == 1
    assert total(log) == 13


def test_a_time_that_grows_takes_the_place_of_the_shorter_one() -> None:
    log = workspace()
    fetch(log, [Reading(period=Period(date(2026, 4, 1), date(2026, 4, 8)), value=Decimal(6))])
    fetch(log, [Reading(period=Period(date(2026, 4, 1), date(2026, 4, 15)), value=Decimal(10))])
    assert total(log) == 10


def test_what_a_source_says_no_more_is_told() -> None:
    log = workspace()
    fetch(log, [day(8, Decimal(7)), day(9, Decimal(1))])
    (result,) = fetch(log, [day(8, Decimal(8))]).results
    assert "1 af de tidspunkter" in result.notices[-1].da
    (asked_for_less,) = fetch(log, [day(8, Decimal(8))], since=date(2026, 3, 10)).results
    assert len(asked_for_less.notices) == 1


def test_what_people_moved_is_known_by_the_day_that_the_source_said() -> None:
    log = workspace()
    (record,) = fetch(log, [day(2, Decimal(12))]).records
    log.logbook.correct(record.id, on=date(2026, 3, 4))
    (result,) = fetch(log, [day(2, Decimal(13))]).results
    assert (len(result.new), len(result.corrected)) == (0, 1)
    assert total(log) == 13


def test_two_who_fetch_at_once_count_nothing_twice() -> None:
    log = workspace()
    tables["lister"] = [day(2, Decimal(12))]
    other = Workspace(
        find_plugins=lambda: (BANK,),
        store=log.logbook.store,
        clock=Clock(NOON + timedelta(hours=1)),
    )

    class Slow(list[Reading]):
        """While one asks, the other fetches."""

        def __iter__(self) -> Iterator[Reading]:
            tables["lister"] = list(super().__iter__())
            other.fetch(SUMMED)
            return super().__iter__()

    fetch(log, Slow([day(2, Decimal(12))]))
    assert total(log) == 12


def test_what_two_fetched_at_once_is_put_right_by_the_next() -> None:
    log = workspace()
    (record,) = fetch(log, [day(2, Decimal(12))]).records
    log.record(SUMMED, record.what, on=record.on)
    assert total(log) == 24
    fetch(log, [day(2, Decimal(12))])
    assert total(log) == 12
    assert fetch(log, [day(2, Decimal(12))]).records == ()


def test_of_a_latest_figure_half_a_month_is_no_month() -> None:
    plan = with_sources(stigning="lister")
    may, april = (Period.parse(month, year=2026) for month in ("maj", "april"))
    tables["lister"] = [
        Reading(period=april, value=Decimal(19)),
        Reading(period=may, value=Decimal(3)),
    ]
    report = workspace().fetch(plan)
    assert [one.on for one in report.records] == [date(2026, 4, 30)]
    assert "ikke er slut" in report.results[0].notices[-1].da


def test_what_was_fetched_can_get_a_comment_after_its_sign_is_gone() -> None:
    log = workspace()
    (record,) = fetch(log, [day(2, Decimal(12))]).records
    (action,) = SUMMED.actions
    kept = tuple(one for one in action.signs if one.id != "samtaler")
    log.logbook.adopt(attrs.evolve(SUMMED, actions=(attrs.evolve(action, signs=kept),)))
    assert log.logbook.correct(record.id, comment="Holdet er lukket").records


def test_a_draft_corrects_what_is_about_the_same() -> None:
    log = workspace()
    (record,) = fetch(log, [day(2, Decimal(12))]).records
    other = Observation(sign="stigning", value=Decimal(1))
    with pytest.raises(InvalidRecord):
        log.logbook.record_all(SUMMED, (Draft(what=other, corrects=record),))


def test_a_version_stays_readable_when_its_source_is_gone() -> None:
    log = workspace()
    fetch(log, [day(2, Decimal(12))])
    alone = Workspace(find_plugins=lambda: (), store=log.logbook.store, clock=Clock())
    signs = alone.status(PLAN, on=TODAY).signs
    assert next(one.figure for one in signs if one.id == "samtaler") is not None


def test_what_was_blanked_is_still_known() -> None:
    log = workspace()
    (record,) = fetch(log, [day(2, Decimal(12))]).records
    log.logbook.redact(record.id, "Et navn i spørgsmålet")
    assert fetch(log, [day(2, Decimal(12))]).records == ()
    assert "tabel lister" not in repr(everything(log)[1:])


def test_what_people_typed_in_is_not_what_was_fetched() -> None:
    log = workspace()
    typed = Observation(sign="samtaler", value=Decimal(12), source="bank")
    log.record(SUMMED, typed, on=date(2026, 3, 2))
    assert len(fetch(log, [day(2, Decimal(12))]).results[0].new) == 1


# --- What goes wrong ------------------------------------------------------------------------------
FAULTS: dict[str, tuple[BaseException | Sequence[Reading], str]] = {
    "says why": (SourceFailed(Message(da="banken har lukket", en="the bank is closed")), "lukket"),
    "asked wrongly": (InvalidValue(Message(da="ingen tabel", en="no table")), "ingen tabel"),
    "breaks": (RuntimeError("Anne, 010190-1234, token 7"), "RuntimeError"),
    "exits": (SystemExit("Anne"), "SystemExit"),
    "twice the same day": ([day(2, Decimal(1)), day(2, Decimal(2))], "to aflæsninger"),
    "no days": ([Reading(period=Period(None, TODAY), value=Decimal(1))], "bestemte dage"),
    "nothing but words": ([day(2, None)], "enten et tal"),
    "not a number of the sign": ([day(2, None, step="meget")], "samtaler"),
    "inexact": ([day(2, Decimal("0.1234567891234"))], "decimaler"),
}


@pytest.mark.parametrize("count", [0, 2])
def test_a_source_that_is_not_there_or_twice_keeps_none_from_theirs(count: int) -> None:
    log = Workspace(
        find_plugins=lambda: tuple(
            attrs.evolve(BANK, name=f"malplan-bank-{at}") for at in range(count)
        ),
        store=MemoryStore(),
        clock=Clock(),
    )
    (failed,) = log.fetch(SUMMED).failed
    assert "bank" in str(failed.error)


@pytest.mark.parametrize("fault", FAULTS)
def test_one_that_fails_is_told_of_and_the_others_go_on(fault: str) -> None:
    plan = with_sources(samtaler="fejl", stigning="lister")
    held, said = FAULTS[fault]
    tables.update({"fejl": held, "lister": [day(2, Decimal(12))]})
    log = workspace()
    report = log.fetch(plan)
    bad, good = sorted(report.results, key=lambda one: one.id == "stigning")
    assert report.failed == (bad,)
    assert isinstance(bad.error, MalplanError)
    assert said in bad.error.message.da
    assert "Anne" not in bad.error.message.da + bad.error.message.en
    assert (bad.new, bad.corrected) == ((), ())
    assert [one.what.sign for one in fetched(log) if isinstance(one.what, Observation)] == [
        "stigning"
    ]
    assert len(good.new) == 1


def test_of_one_sign_everything_is_recorded_or_nothing() -> None:
    log = workspace()
    report = fetch(log, [day(2, Decimal(12)), day(3, None, step="meget")])
    assert report.failed
    assert everything(log) == ()


def test_whoever_stops_it_stops_it() -> None:
    with pytest.raises(KeyboardInterrupt):
        fetch(workspace(), KeyboardInterrupt())


def test_who_is_asked_for_has_to_be_there() -> None:
    log = workspace()
    with pytest.raises(UnknownName, match="samtaler"):
        log.fetch(SUMMED, "samtale")
    with pytest.raises(InvalidValue, match="fremmoede"):
        log.fetch(SUMMED, "fremmoede")
    tables["lister"] = []
    assert log.fetch(SUMMED, "samtaler").records == ()
    assert log.fetch(PLAN).results == ()


def test_options_reach_the_source_and_others_are_refused() -> None:
    log = workspace(sources={"bank": {"base_url": "http://a", "token": "x"}})
    fetch(log, [], options={"base_url": "http://b"}, offline=True, folder=Path("/data"))
    (request,) = bank.asked
    assert dict(request.options) == {"base_url": "http://b", "token": "x"}
    assert (request.offline, request.folder) == (True, Path("/data"))
    with pytest.raises(InvalidValue, match="base_url"):
        fetch(log, [], options={"baseurl": "http://b"})
    wrong = workspace(sources={"bank": {"baseurl": "x"}})
    (failed,) = fetch(wrong, []).failed
    assert "base_url" in str(failed.error)


# --- In a plan ------------------------------------------------------------------------------------
FILE = """\
format: 1
id: {id}
title: Et eksempel
year: 2026
municipality: Eksempelkommunen
challenge:
  text: Tallet er for højt
  key_figures:
    - id: uden
      text: unge uden uddannelse og job
      value: 350
      as_of: 2025
      source:
        name: bank
        text: En bank
        settings: {table: figurer}
    - {id: alle, text: alle unge, value: 1000, source: Eget skøn}
actions:
  - id: workshop
    title: Workshop
    signs:
      - id: kom
        text: De unge kommer
        source:
          name: bank
          settings:
            table: lister
        measure: {kind: quantitative, unit: unge, combine: sum}
      - {id: glade, text: De er glade, source: Vores eget skema}
"""


def plan_file(tmp_path: Path, text: str = FILE) -> Path:
    file = tmp_path / "eksempel.yaml"
    file.write_text(text.replace("{id}", "eksempel"), encoding="utf-8")
    return file


def test_a_source_is_words_or_a_name_with_settings(tmp_path: Path) -> None:
    log = workspace()
    plan = load_plan(plan_file(tmp_path), log)
    kom, glade = plan.signs
    assert kom.source == DataSource(name="bank", settings=Ask(table="lister"))
    assert glade.source == DataSource(text="Vores eget skema")
    for form in ("yaml", "json"):
        written = tmp_path / f"igen.{form}"
        written.write_bytes(log.render(plan, form, internal=True))
        assert load_plan(written, log) == plan
    assert json.loads(log.render(plan, "json"))["actions"][0]["signs"][1]["source"] == (
        "Vores eget skema"
    )
    shown = log.render(plan, "markdown").decode()
    assert "Vores eget skema" in shown
    assert "En bank" in shown


WRONG = {
    ("table: lister", "tabel: lister"): ("signs/kom/source/settings/tabel", "table"),
    ("table: lister", "table: lister\n            rows: mange"): (
        "signs/kom/source/settings/rows",
        "mange",
    ),
    ("table: lister", "table: lister\n            at: engang"): (
        "signs/kom/source/settings/at",
        "engang",
    ),
    ("- id: kom\n        text: De unge kommer\n        source:\n          name: bank",) * 1
    + ("- id: kom\n        text: De unge kommer\n        source:\n          name: banken",): (
        "signs/kom/source/name",
        "bank",
    ),
    ("source: Eget skøn", "source: ''"): ("key_figures/alle/source", ""),
    ("source: Eget skøn", "source: {settings: {table: x}}"): ("key_figures/alle/source", "name"),
}


@pytest.mark.parametrize("change", WRONG, ids=range(len(WRONG)))
def test_a_wrong_setting_is_a_problem_with_its_line(
    tmp_path: Path, change: tuple[str, str]
) -> None:
    place, said = WRONG[change]
    assert change[0] in FILE
    text = FILE.replace(*change).replace("year: 2026", "year: 26")
    with pytest.raises(InvalidPlan) as error:
        load_plan(plan_file(tmp_path, text), workspace())
    found = {problem.path: problem for problem in error.value.problems}
    assert any(path.endswith("year") for path in found)  # all problems at once
    problem = next(one for path, one in found.items() if place in path)
    assert problem.line is not None
    assert said in problem.message.en + problem.message.da
    assert len(found) <= 3


def test_all_problems_of_settings_are_told_at_once(tmp_path: Path) -> None:
    text = FILE.replace(
        "            table: lister",
        "            tabel: lister\n            rows: mange\n            at: engang",
    )
    with pytest.raises(InvalidPlan) as error:
        load_plan(plan_file(tmp_path, text), workspace())
    lines = FILE.splitlines()
    first = next(at for at, line in enumerate(lines, 1) if "table: lister" in line)
    told = {problem.path.rpartition("/")[2]: problem.line for problem in error.value.problems}
    assert told == {"tabel": first, "table": first - 1, "rows": first + 1, "at": first + 2}


def test_nothing_is_written_beside_what_is_said(installed: Any) -> None:
    installed.tables["lister"] = []
    text = FILE.replace(
        "- {id: glade",
        "- id: to\n        text: To\n        source: {name: bank, settings: {table: lister}}\n      - {id: glade",
    )
    plan_file(Path.cwd(), text)
    said = run("fetch", "eksempel.yaml", "--lang", "en").stderr
    assert said == "Note: kom: an example\nNote: to: an example\n"


# --- Key figures ----------------------------------------------------------------------------------
def test_figures_show_nothing_that_is_ahead(tmp_path: Path) -> None:
    log = workspace()
    plan = load_plan(plan_file(tmp_path), log)
    past, ahead = (
        Reading(period=Period.parse(year), value=Decimal(1)) for year in ("2025", "2040")
    )
    tables["figurer"] = [past, ahead]
    assert log.figures(plan)[0].newest == past


def test_figures_show_the_newest_and_leave_the_plan_alone(tmp_path: Path) -> None:
    log = workspace()
    plan = load_plan(plan_file(tmp_path), log)
    before = attrs.evolve(plan)
    newest = Reading(period=Period.parse("april 2026"), value=Decimal(330))
    tables["figurer"] = [newest, Reading(period=Period.parse("2025"), value=Decimal(352))]
    uden, alle = log.figures(plan)
    assert uden.newest == newest
    assert uden.provenance is not None
    assert (alle.newest, alle.error) == (None, None)
    assert plan == before
    tables["figurer"] = SourceFailed(Message(da="lukket", en="closed"))
    uden, _ = log.figures(plan)
    assert uden.newest is None
    assert "closed" in str(uden.error)


# --- On the command line --------------------------------------------------------------------------
@pytest.fixture
def installed(install: Callable[..., str], tmp_path: Path) -> Any:
    """The bank as a plugin of its own, and a folder with the plan; gives the plugin's module."""
    name = install("malplan-bank", Path(bank.__file__).read_text(encoding="utf-8"))
    settings = 'store = "bank://"\n[plugins]\nallow = ["malplan-bank"]\n'
    (tmp_path / "malplan.toml").write_text(settings, encoding="utf-8")
    plan_file(tmp_path)
    import importlib

    return importlib.import_module(name)


def test_fetch_says_what_is_new(installed: Any) -> None:
    held = installed.day(2, Decimal(12)), installed.day(9, Decimal(4))
    installed.tables["lister"] = held
    first = run("fetch", "eksempel.yaml").output
    assert "kom" in first
    assert "udgave" in first  # that the plan was adopted
    assert "et eksempel" in first
    found = run_json("fetch", "eksempel.yaml", "--sign", "kom", "--since", "2026-03-05")
    (result,) = found["results"]
    assert (result["new"], result["corrected"], result["unchanged"]) == ([], [], 1)
    assert result["provenance"]["licence"] == "CC BY 4.0, En bank"
    log = run("log", "eksempel.yaml").output
    assert "Hentet fra" in log
    records = run_json("log", "eksempel.yaml")
    assert [one["provenance"]["source"] for one in records if one["kind"] == "observation"] == [
        "bank",
        "bank",
    ]


def test_a_failure_is_told_and_the_exit_code_says_so(installed: Any) -> None:
    installed.tables["lister"] = installed.malplan.errors.SourceFailed(
        Message(da="banken har lukket", en="the bank is closed")
    )
    assert "banken har lukket" in run("fetch", "eksempel.yaml", code=2).output
    data = json.loads(run("fetch", "eksempel.yaml", "--json", code=2).stdout)
    assert data["results"][0]["error"]["en"] == "the bank is closed"


def test_figures_beside_the_newest(installed: Any) -> None:
    installed.tables["figurer"] = [
        installed.Reading(period=Period.parse("april 2026"), value=Decimal("330.5"))
    ]
    text = run("figures", "eksempel.yaml").output
    assert "330,5" in text
    assert "april 2026" in text
    assert "ingen datakilde" in text
    data = run_json("figures", "eksempel.yaml")
    assert data["figures"][0]["newest"]["value"] == 330.5
    assert data["figures"][0]["value"] == 350


def test_sources_and_what_they_hold(installed: Any) -> None:
    assert "En bank (eksempel)" in run("sources").output
    (one,) = run_json("sources")
    assert (one["name"], one["options"]) == ("bank", ["base_url", "token"])
    text = run("sources", "describe", "bank", "lister").output
    for said in ("Eksempel", "Område", "101 (Nord)", "personer", "table: lister", "name: bank"):
        assert said in text
    data = run_json("sources", "describe", "bank", "lister")
    assert data["parts"][0]["values"][1] == {"id": "147", "title": "Syd"}
    assert "statbank" in run("sources", "describe", "statbank", "X", code=2).output


def test_files_are_beside_the_plan_or_where_it_is_said(installed: Any, tmp_path: Path) -> None:
    installed.tables["lister"] = []
    (tmp_path / "malplan.toml").rename(tmp_path / "other.toml")
    (tmp_path / "planer").mkdir()
    (tmp_path / "eksempel.yaml").rename(tmp_path / "planer" / "eksempel.yaml")
    store = ("--store", "bank://")
    run("fetch", "planer/eksempel.yaml", *store)
    run("fetch", "planer/eksempel.yaml", "--folder", ".", *store)
    (tmp_path / "malplan.toml").write_text('data = "lister"', encoding="utf-8")
    run("fetch", "planer/eksempel.yaml", *store)
    folders = [request.folder.resolve() for request in installed.asked]
    assert folders == [tmp_path / "planer", tmp_path, tmp_path / "lister"]


def test_a_plan_without_sources_says_so(installed: Any, tmp_path: Path) -> None:
    text = FILE[: FILE.index("challenge:")]
    (tmp_path / "tom.yaml").write_text(text.replace("{id}", "tom"), encoding="utf-8")
    assert "ingen tegn med en datakilde" in run("fetch", "tom.yaml").output
    assert "ingen nøgletal" in run("figures", "tom.yaml").output


def test_the_schema_knows_the_settings(installed: Any) -> None:
    schema = json.loads(run("schema").stdout)
    assert "Ask" in schema["$defs"]
    assert "bank" in schema["$defs"]["data_source"]["properties"]["name"]["enum"]


def test_the_settings_of_sources_are_checked(tmp_path: Path) -> None:
    file = tmp_path / "malplan.toml"
    file.write_text("[sources]\nbank = 3\n", encoding="utf-8")
    with pytest.raises(InvalidSettings, match="sources/bank"):
        Settings.from_file(file)
    (tmp_path / "data").mkdir()
    file.write_text('data = "data"\n[sources.bank]\nbase_url = "x"\n', encoding="utf-8")
    found = Settings.from_file(file)
    assert found.data_folder == tmp_path / "data"
    assert found.sources == {"bank": {"base_url": "x"}}


def test_a_key_figure_can_be_made_with_words() -> None:
    figure = KeyFigure(id="a", text="A", value=Decimal(1), source="Jobindsats")
    assert figure.source == DataSource(text="Jobindsats")
    assert Challenge(text="T", key_figures=(figure,)).key_figures[0].source is figure.source
