"""The first plan, as a coordinator would expect it: date by date, worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from made import record
from reading import days, seen, time, written

import malplan
from malplan import MilestoneMoved, MilestoneReached, Observation
from malplan.messages import Language

PLAN = malplan.load_plan(
    Path(__file__).parents[2] / "malplan-ungeloeftet/src/malplan_ungeloeftet/ungeloeftet.yaml"
)

DANISH = """
2026-02-11 2026-02-20 Milepæl         Milepæl 1.1, start – Arbejdsgruppen holder sit første møde.
2026-03-21 2026-04-10 Milepæl         Milepæl 1.5 – Workshoppen holdes.
2026-12-01 2026-12-31 Evaluering      Milepæl 1.8, endelig evaluering – Prøvehandlingen forventes at slutte og hele forløbet at blive evalueret.
2026-03-21 2026-04-10 Frist for tegn  Frist for tegn 1.1 – Første skridt er, at så mange som muligt kommer til workshoppen: Der møder …
2026-03-01 2026-03-31 Milepæl         Milepæl 2.1 – Der aftales datoer for en række besøg i maj/juni, som konsulenterne kan …
2026-03-11 2026-03-31 Milepæl         Milepæl 2.2 – Konsulenterne i Ungeløftet høres om deres tanker om at bruge aktiviteterne i …
2026-04-01 2026-04-30 Milepæl         Milepæl 2.3 – Der nedsættes en praktisk planlægningsgruppe med de steder, der har …
2026-05-01 2026-06-30 Milepæl         Milepæl 2.4 – Besøgene finder sted.
"""
ENGLISH = """
2026-02-11 2026-02-20 Milestone         Milestone 1.1, start
2026-03-21 2026-04-10 Milestone         Milestone 1.5
2026-12-01 2026-12-31 Evaluation        Milestone 1.8, final evaluation
2026-03-21 2026-04-10 Due date of sign  Due date of sign 1.1
2026-03-01 2026-03-31 Milestone         Milestone 2.1
2026-03-11 2026-03-31 Milestone         Milestone 2.2
2026-04-01 2026-04-30 Milestone         Milestone 2.3
2026-05-01 2026-06-30 Milestone         Milestone 2.4
"""


def table(language: Language, *, whole: bool) -> list[list[str]]:
    rows = []
    for event in written(seen(PLAN), language).events:
        first, last = days(event)
        name = str(event.summary) if whole else str(event.summary).partition(" – ")[0]
        rows.append([str(first), str(last), *map(str, event.categories), name])
    return rows


def rows(text: str) -> list[list[str]]:
    found = []
    for line in text.strip().splitlines():
        category, _, name = line[22:].partition("  ")
        found.append([line[:10], line[11:21], category, name.strip()])
    return found


def test_the_calendar_before_anything_happens() -> None:
    assert table("da", whole=True) == rows(DANISH)
    assert table("en", whole=False) == rows(ENGLISH)


def test_what_has_no_time_yet() -> None:
    assert written(seen(PLAN)).description[0].splitlines()[1] == (
        "Uden tidspunkt og derfor ikke i kalenderen: milepæl 1.2, 1.3, 1.4, 1.6, 1.7 og 2.5."
    )


def test_the_days_of_the_alarms() -> None:
    """30 and 7 days before 10 April, the last day of the workshop: 11 March and 3 April, at nine."""
    event = next(one for one in written(seen(PLAN)).events if "Workshoppen" in str(one.summary))
    after = days(event)[1] + timedelta(days=1)
    moments = []
    for alarm in event.alarm:
        assert isinstance(alarm.trigger, timedelta)
        before = -alarm.trigger
        whole = before.days + (before.seconds > 0)
        hour = 24 - before.seconds // 3600
        moments.append((after - timedelta(days=whole), hour))
    assert moments == [(date(2026, 3, 11), 9), (date(2026, 4, 3), 9)]


def test_the_calendar_after_a_spring() -> None:
    """The days and numbers are examples; nobody has reported them."""
    records = [
        record(
            MilestoneReached(milestone="foerste-moede-i-arbejdsgruppen"),
            date(2026, 2, 17),
            plan=PLAN,
        ),
        record(
            MilestoneMoved(
                milestone="hold-workshop", period=time("medio april"), because="Salen var optaget."
            ),
            date(2026, 3, 30),
            plan=PLAN,
        ),
        record(MilestoneReached(milestone="aftal-datoer"), date(2026, 4, 1), plan=PLAN),
        record(Observation(sign="fremmoede", value=Decimal(17)), date(2026, 4, 9), plan=PLAN),
    ]
    names = {
        str(one.summary).partition(" – ")[0]: (days(one), len(one.alarm))
        for one in written(seen(PLAN, records, date(2026, 4, 10))).events
    }
    assert names == {
        "Nået: Milepæl 1.1, start": ((date(2026, 2, 11), date(2026, 2, 20)), 0),
        "Milepæl 1.5": ((date(2026, 4, 11), date(2026, 4, 20)), 2),
        "Milepæl 1.8, endelig evaluering": ((date(2026, 12, 1), date(2026, 12, 31)), 2),
        "Nået: Frist for tegn 1.1": ((date(2026, 3, 21), date(2026, 4, 10)), 0),
        "Nået: Milepæl 2.1": ((date(2026, 3, 1), date(2026, 3, 31)), 0),
        "Forsinket: Milepæl 2.2": ((date(2026, 3, 11), date(2026, 3, 31)), 0),
        "Milepæl 2.3": ((date(2026, 4, 1), date(2026, 4, 30)), 2),
        "Milepæl 2.4": ((date(2026, 5, 1), date(2026, 6, 30)), 2),
    }
