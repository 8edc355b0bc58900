"""Texts of a plan stay texts, whatever they look like."""

from __future__ import annotations

import io
from datetime import date

import attrs
import pytest
from made import PLAN, milestone, plan_of, record
from reading import by_uid, lines, read, seen, time, unescaped

from malplan import InvalidPlan, InvalidValue, MilestoneMoved, Vocabulary
from malplan_ical import IcsOutput
from malplan_ical.calendar import calendar_of
from malplan_ical.links import web_address

INJECTED = "ATTENDEE:mailto:alle@a.dk\nEND:VEVENT\nBEGIN:VALARM\nACTION:EMAIL\nEND:VCALENDAR"
HOSTILE = (
    INJECTED,
    INJECTED.replace("\n", "\r\n"),
    "\\nATTENDEE:mailto:alle@a.dk",
    "P:\\Nøgletal\\nyt\\",
    "\\N\\n\\;\\,",
    "a;b,c:d\"e'f\\g",
    "RRULE:FREQ=DAILY",
    "^n^'^^",
    "\tmed tabulator".strip(),
    "æ" * 500,
    "😀" * 200,
    "e\u0301" * 100,
    " ".join(["x" * 74] * 5),
)
SEPARATORS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\r"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_a_text(text: str) -> None:
    line = " ".join(text.split())
    plan = plan_of(milestone("trin", "maj", text=text), title=line, municipality=line)
    action = attrs.evolve(plan.actions[0], title=line)
    plan = attrs.evolve(plan, actions=(action,), vocabulary=Vocabulary(milestone=line))
    moved = MilestoneMoved(milestone="trin", period=time("juni"), because=text)
    on = date(2026, 4, 20)
    content = calendar_of(seen(plan, [record(moved, on)], on), "da", "https://a.dk/")
    calendar = read(content)
    (event,) = calendar.events
    wanted = plan.actions[0].milestones[0].text
    assert wanted in str(event.description)
    assert str(event.description).count(wanted) >= 2  # and once in the reason
    assert calendar.name == [f"{plan.title} ({plan.municipality})"]
    (category,) = (one for one in lines(content) if one.startswith("CATEGORIES"))
    assert unescaped(category) == f"CATEGORIES:{plan.vocabulary and plan.vocabulary.milestone}"
    assert event.attendees == []
    assert event.rrule is None
    assert [alarm.action for alarm in event.alarm] == ["DISPLAY", "DISPLAY"]
    names = [one.partition(":")[0].partition(";")[0] for one in lines(content)]
    assert names.count("BEGIN") == names.count("END") == 4
    assert "ATTENDEE" not in names


@pytest.mark.parametrize("separator", SEPARATORS)
def test_no_separator_of_lines_gets_through(separator: str) -> None:
    """A plan cannot hold them; a program that cuts lines at them must not find any."""
    plan = plan_of(milestone("trin", "maj"))
    with pytest.raises(InvalidPlan):
        attrs.evolve(plan, title=f"a{separator}END:VCALENDAR")
    object.__setattr__(plan, "title", f"a{separator}END:VCALENDAR")  # by force
    content = calendar_of(seen(plan), "da")
    assert separator not in content.decode().replace("\r\n", "")
    assert read(content).name == ["a\nEND:VCALENDAR (Eksempel Kommune)"]


# --- The link -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("https://a.dk/plan?x=1&y=2#z", "https://a.dk/plan?x=1&y=2#z"),
        ("http://intranet:8080/", "http://intranet:8080/"),
        (" https://a.dk ", "https://a.dk"),
        ("HTTPS://a.dk", "HTTPS://a.dk"),
        ("https://a.dk/m%C3%A5l/mål", "https://a.dk/m%C3%A5l/m%C3%A5l"),
        ("https://[::1]/a,b;c", "https://[::1]/a,b;c"),
        ("https://a.dk/~b/@c", "https://a.dk/~b/@c"),
    ],
)
def test_a_web_address_is_an_address(given: str, written: str) -> None:
    assert web_address(given) == written
    content = calendar_of(seen(PLAN), "da", web_address(given))
    for event in read(content).events:
        assert str(event.url) == written
        assert str(event.description).endswith(f"\n\nPlanens side: {written}")


@pytest.mark.parametrize(
    "given",
    [
        "",
        "a.dk",
        "/plan",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "https://",
        "https:///plan",
        "https://a.dk:x/",
        "https://[::1/",
        "https://a.dk/a b",
        "https://a.dk/\r\nATTENDEE:x",
        "https://a.dk/\x00",
        "https://a.dk/\u2028x",
        "https://a.dk/\u202e",
        'https://a.dk/"',
        "https://a.dk\\@b.dk",
        "https://a.dk/\ud800",
        "https://@a.dk/",
    ],
)
def test_anything_else_is_refused(given: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        web_address(given)
    assert caught.value.message.da.startswith("Tilvalget link skal være en webadresse")
    assert caught.value.message.en.startswith("The option link must be a web address")


@pytest.mark.parametrize(
    "given",
    [
        "https://navn:kode@a.dk/",
        "https://navn:ko de@a.dk/",
        "https://navn:k/o@de@a.dk/",
        "https://navn:kode@[::1/",
    ],
)
def test_a_password_is_refused_and_not_repeated(given: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        web_address(given)
    for text in (caught.value.message.da, caught.value.message.en):
        assert "navn" not in text.partition(": ")[2]
        assert "kode" not in text.partition(": ")[2]
        assert "ko de" not in text


def test_one_link_serves_every_plan() -> None:
    stream = io.BytesIO()
    link = "https://intranet/planer/{plan}.html"
    IcsOutput().write(seen(PLAN), stream, language="da", options={"link": link})
    urls = {str(event.url) for event in read(stream.getvalue()).events}
    assert urls == {"https://intranet/planer/plan.html"}
    with pytest.raises(InvalidValue):
        IcsOutput().write(seen(PLAN), stream, language="da", options={"link": link + "{id}"})


def test_nothing_is_written_where_the_option_is_wrong() -> None:
    stream = io.BytesIO()
    with pytest.raises(InvalidValue):
        IcsOutput().write(seen(PLAN), stream, language="da", options={"link": "x"})
    assert stream.getvalue() == b""
    IcsOutput().write(seen(PLAN), stream, language="da", options={})
    assert set(by_uid(read(stream.getvalue()))) > {"milestone.start"}
