"""What holds of the calendar of any plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import PLAN, milestone, plan_of
from reading import by_uid, days, lines, read, seen, time, written

from malplan import Period, Plan, Record, Vocabulary
from malplan.messages import LANGUAGES, Language
from malplan.status.rules import scheduled
from malplan.testing.strategies import logs_of, plans
from malplan_ical.calendar import calendar_of

LANGUAGE = st.sampled_from(LANGUAGES)


@st.composite
def followed(draw: st.DrawFn) -> tuple[Plan, list[Record], date]:
    """A plan, what was recorded of it, and the day it is seen on."""
    plan = draw(plans())
    on = date(plan.year, 1, 1).replace(month=draw(st.integers(1, 12)))
    return plan, draw(logs_of(plan, most=4)), on


def due_dates(plan: Plan) -> Iterator[tuple[str, Period]]:
    """Each due date that a plan has, by what it is called in a calendar."""
    for action in plan.actions:
        for one in action.milestones:
            if period := scheduled(one.period):
                yield f"milestone.{one.id}", period
        for sign in action.signs:
            when = scheduled(sign.when)
            targets: tuple[Any, ...] = () if sign.measure is None else sign.measure.targets
            for index, target in enumerate(targets, 1):
                if period := scheduled(target.due) or when:
                    yield f"target.{sign.id}.{index}", period
            if sign.measure is not None and not targets and when:
                yield f"sign.{sign.id}", when


@given(plans(), LANGUAGE)
def test_every_time_of_a_plan_is_one_event(plan: Plan, language: Language) -> None:
    events = written(seen(plan), language).events
    wanted = dict(due_dates(plan))
    assert sorted(str(one.uid).partition("@")[0] for one in events) == sorted(wanted)
    for part, event in by_uid(written(seen(plan), language)).items():
        first, last = days(event)
        period = wanted[part]
        assert (first, last) == (period.start or period.end, period.end or period.start)
        assert len(event.alarm) == (2 if period.end else 0)
        assert period.message.text(language) in str(event.description)


@given(followed(), LANGUAGE)
def test_every_scheduled_milestone_is_one_event(
    given: tuple[Plan, list[Record], date], language: Language
) -> None:
    plan, records, on = given
    view = seen(plan, records, on)
    found = by_uid(written(view, language))
    status = view.status
    if status is None:
        return
    times = {one.id: one.period for one in status.milestones}
    wanted = {f"milestone.{id}": period for id, period in times.items() if period}
    assert {part for part in found if part.startswith("milestone.")} == set(wanted)
    for part, period in wanted.items():
        assert days(found[part])[1] == (period.end or period.start)


@given(followed(), LANGUAGE)
def test_the_lines_are_as_the_standard_says(
    given: tuple[Plan, list[Record], date], language: Language
) -> None:
    plan, records, on = given
    content = calendar_of(seen(plan, records, on), language, "https://a.dk/plan")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no character is cut in two
    for unfolded in lines(content):
        assert re.match(r"[A-Z-]+[:;]", unfolded)
    uids = [line for line in lines(content) if line.startswith("UID:")]
    assert len(uids) == len(set(uids))
    assert all(len(line) <= 4 + 255 for line in uids)  # RFC 7986, 5.3
    assert all(line.isascii() for line in uids)


@given(followed(), LANGUAGE)
def test_texts_come_back_as_they_are(
    given: tuple[Plan, list[Record], date], language: Language
) -> None:
    plan, records, on = given
    found = by_uid(written(seen(plan, records, on), language))
    for action in plan.actions:
        parts = [(f"milestone.{one.id}", one.text) for one in action.milestones]
        parts += [(f"target.{one.id}.1", one.text) for one in action.signs]
        for part, text in parts:
            if event := found.get(part):
                read = without_marks(str(event.description))
                assert without_marks(text) in read
                assert without_marks(action.title) in read


def without_marks(text: str) -> str:
    """A text without byte order marks, which some versions of the library that reads take out."""
    return text.replace("\ufeff", "")


@given(followed(), LANGUAGE)
def test_the_same_is_the_same_bytes(
    given: tuple[Plan, list[Record], date], language: Language
) -> None:
    plan, records, on = given
    view = seen(plan, records, on)
    assert calendar_of(view, language) == calendar_of(view, language)
    again = seen(plan, list(reversed(records)), on)
    assert calendar_of(again, language) == calendar_of(view, language)


# --- Times ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("phrase", "first", "last", "alarms"),
    [
        ("ultimo marts/primo april", date(2026, 3, 21), date(2026, 4, 10), 2),
        ("29. marts 2026", date(2026, 3, 29), date(2026, 3, 29), 2),  # summer time begins
        ("ultimo oktober", date(2026, 10, 21), date(2026, 10, 31), 2),  # it ends on the 25th
        ("senest 5. maj 2026", date(2026, 5, 5), date(2026, 5, 5), 2),
        ("fra 1. maj 2026", date(2026, 5, 1), date(2026, 5, 1), 0),
        ("uge 53", date(2026, 12, 28), date(2027, 1, 3), 2),
    ],
)
def test_a_coarse_time_is_its_days(phrase: str, first: date, last: date, alarms: int) -> None:
    content = calendar_of(seen(plan_of(milestone("trin", phrase))), "da")
    (event,) = read(content).events
    assert days(event) == (first, last)
    assert len(event.alarm) == alarms
    assert b"TZID" not in content  # a whole day is the same day in summer and winter


def test_alarms_come_in_the_morning_30_and_7_days_before_the_last_day() -> None:
    found = lines(calendar_of(seen(plan_of(milestone("trin", "ultimo april"))), "da"))
    # 30 April ends at midnight; fifteen hours before it is nine o'clock.
    triggers = [line for line in found if line.startswith("TRIGGER")]
    assert triggers == ["TRIGGER;RELATED=END:-P30DT15H", "TRIGGER;RELATED=END:-P7DT15H"]
    assert "ACTION:DISPLAY" in found
    assert "DESCRIPTION:30 dage til sidste dag: Milepæl 1.1 – Trinnet trin nås." in found


def test_what_has_no_time_is_told_of_the_calendar() -> None:
    plan = plan_of(milestone("a", None), milestone("b", "maj"), milestone("c", None))
    assert written(seen(plan)).description == [
        "Målplan 2026: tidspunkter og frister.\n"
        "Uden tidspunkt og derfor ikke i kalenderen: milepæl 1.1 og 1.3."
    ]
    assert written(seen(plan), "en").description == [
        "Plan 2026: times and due dates.\n"
        "Without a time, and therefore not in the calendar: milestone 1.1 and 1.3."
    ]


def test_a_plan_without_times_is_an_empty_calendar() -> None:
    assert written(seen(plan_of())).events == []


# --- The calendar ---------------------------------------------------------------------------------
def test_the_calendar_has_the_names_that_programs_look_for() -> None:
    found = lines(calendar_of(seen(PLAN), "da", "https://a.dk/plan"))
    head = found[: found.index("BEGIN:VEVENT")]
    assert head == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//malplan//malplan-ical//DA",
        "CALSCALE:GREGORIAN",
        "DESCRIPTION:Målplan 2026: tidspunkter og frister.",
        "X-WR-CALDESC:Målplan 2026: tidspunkter og frister.",
        "NAME:En plan (Eksempel Kommune)",
        "X-WR-CALNAME:En plan (Eksempel Kommune)",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "URL:https://a.dk/plan",
        "X-PUBLISHED-TTL:PT12H",
    ]
    assert not any(line.startswith("METHOD") for line in found)


def test_two_municipalities_may_have_a_plan_of_the_same_id() -> None:
    def uids(municipality: str) -> set[str]:
        plan = plan_of(milestone("trin", "maj"), municipality=municipality)
        return {str(one.uid) for one in written(seen(plan)).events}

    assert uids("Albertslund Kommune").isdisjoint(uids("Ballerup Kommune"))
    assert uids("Albertslund Kommune") == uids("Albertslund Kommune")


def test_an_event_keeps_its_uid_when_words_and_times_change() -> None:
    before, after = (
        by_uid(written(seen(plan_of(milestone("trin", phrase), title=title, year=year))))
        for phrase, title, year in (("maj 2026", "Før", 2026), ("juni 2026", "Efter", 2025))
    )
    assert str(before["milestone.trin"].uid) == str(after["milestone.trin"].uid)
    assert str(before["milestone.trin"].uid) == ("milestone.trin@plan.25c499e773c25789.malplan")


def test_nobody_is_busy_because_of_a_deadline() -> None:
    assert {one.transparency for one in written(seen(PLAN)).events} == {"TRANSPARENT"}


def test_what_happens_only_if_possible_is_tentative() -> None:
    plan = plan_of(milestone("maaske", "maj", optional=True), milestone("sikkert", "maj"))
    statuses = {part: one.status for part, one in by_uid(written(seen(plan))).items()}
    assert statuses == {"milestone.maaske": "TENTATIVE", "milestone.sikkert": "CONFIRMED"}
    event = by_uid(written(seen(plan)))["milestone.maaske"]
    assert "Gennemføres, hvis det er muligt." in str(event.description)


def test_the_municipalitys_own_words_are_used() -> None:
    words = Vocabulary(milestone="Delmål", sign="KPI", evaluation="Opsamling")
    found = by_uid(written(seen(plan_of(*PLAN.actions[0].milestones, vocabulary=words))))
    assert found["milestone.midtvejs"].categories == ["Opsamling"]
    assert str(found["milestone.start"].summary).startswith("Delmål 1.1, start – ")


def test_bounds_and_words_of_a_time_are_both_there() -> None:
    (event,) = written(seen(plan_of(milestone("trin", "medio/ultimo marts"))), "en").events
    assert "Time: mid-March to late March 2026" in str(event.description)
    assert days(event) == (time("medio/ultimo marts").start, time("medio/ultimo marts").end)
