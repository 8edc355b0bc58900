"""Fetching: what sources say comes into the log once, and what they say anew corrects it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import bank
import pytest
from bank import Ask, day, tables
from banking import BANK, new_bank, workspace  # noqa: F401 - pytest finds new_bank here
from following import PLAN
from hypothesis import example, given, settings
from hypothesis import strategies as st
from logs import NOON, Clock, everything

from malplan import (
    Draft,
    InvalidRecord,
    InvalidValue,
    Message,
    Observation,
    Period,
    Plan,
    Sign,
    UnknownName,
    Workspace,
)
from malplan.data_sources import DataSource
from malplan.errors import MalplanError, SourceFailed
from malplan.records import Record
from malplan.sources import FetchReport, Reading
from malplan.stores import MemoryStore

TODAY = NOON.date()


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


@given(TABLES, st.lists(st.sets(DAYS, max_size=5), min_size=1, max_size=4))
@example(
    {date(2026, 3, 2): Decimal(1)},
    [{date(2026, 3, 1)}, {date(2026, 3, 1), date(2026, 3, 2)}, set()],
)
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
    "twice the same day": ([day(2, Decimal(1)), day(2, Decimal(2))], "to tal for"),
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


def test_what_has_no_source_cannot_be_asked() -> None:
    asking = workspace()._asking({}, None)
    with pytest.raises(InvalidValue, match="fremmoede"):
        asking.ask(PLAN, PLAN.signs[0], TODAY)


def test_a_source_that_gives_something_else_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bank.Bank, "fetch", lambda self, request: [5])
    (failed,) = fetch(workspace(), []).failed
    assert "list" in str(failed.error)


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
