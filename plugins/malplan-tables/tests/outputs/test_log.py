"""The table of the log: every record as it was made, for those who work with the plan."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from malplan import InvalidValue
from malplan.drafts import Draft
from malplan.history import known_records
from malplan.measures import Quantitative
from malplan.model import Plan
from malplan.presentation import View
from malplan.records import MilestoneReached, Observation, Provenance, Record
from malplan.settings import Settings
from malplan.stores import MemoryStore
from malplan.testing.examples import example_plan, example_view
from malplan.testing.strategies import logs_of, plans
from malplan.workspace import Workspace
from malplan_tables.outputs.cells import Cell
from malplan_tables.outputs.tables import table_of

MORNING = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
"""The first half past two of the night in which the clock is set back."""


def rows_of(view: View) -> list[dict[str, Cell]]:
    table = table_of(view, "log", "da")
    titles = [column.title for column in table.columns]
    return [dict(zip(titles, row, strict=True)) for row in table.rows]


def view_of(workspace: Workspace, *, without_names: bool = False) -> View:
    return workspace.view(
        example_plan(), internal=True, with_status=True, with_log=True, without_names=without_names
    )


def workspace_at(moment: datetime, zone: str = "Europe/Copenhagen") -> Workspace:
    return Workspace(
        Settings(timezone=ZoneInfo(zone)),
        find_plugins=lambda: (),
        store=MemoryStore(),
        clock=(moment + timedelta(seconds=second) for second in count()).__next__,
    )


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), plans())
def test_every_record_has_a_row(data: st.DataObject, plan: Plan) -> None:
    log: list[Record] = data.draw(logs_of(plan))
    workspace = Workspace(find_plugins=lambda: (), store=MemoryStore(log))
    view = workspace.view(
        plan, date(plan.year, 7, 1), internal=True, with_status=True, with_log=True
    )
    if view.status is None:
        assert not log
        return
    rows = rows_of(view)
    known = [record for record in known_records(log) if record.on <= view.status.on]
    assert [row["Id"] for row in rows] == [record.id for record in known]
    for row, record in zip(rows, known, strict=True):
        assert row["Dato"] == record.on
        assert (row["Bemærkning"], row["Registreret af"]) == (record.comment, record.by)
        if isinstance(record.what, Observation) and record.what.value is not None:
            assert (row["Værdi"], row["Nævner"]) == (record.what.value, record.what.of)


def test_a_record_says_what_became_of_it() -> None:
    workspace = workspace_at(MORNING)
    first = workspace.record(
        example_plan(), Observation(sign="fremmoede", value=Decimal(3)), on=date(2026, 3, 27),
        by="tovholder (eksempel)",
    )  # fmt: skip
    workspace.logbook.correct(first.id, value=Decimal(4), reason="Én kom senere.")
    reached = workspace.record(
        example_plan(), MilestoneReached(milestone="start"), on=date(2026, 2, 17)
    )
    workspace.logbook.retract(reached.id, because="Det var en anden milepæl.")
    rows = rows_of(view_of(workspace))
    told = [(row["Type"], row["Nr."], row["Værdi"], row["Gyldighed"]) for row in rows[1:]]
    assert told == [
        ("Måling eller vurdering", "Tegn 1.1", 3, "er rettet senere"),
        ("Måling eller vurdering", "Tegn 1.1", 4, "gælder"),
        ("Milepæl nået", "Milepæl 1.1", None, "gælder ikke længere"),
        ("Trukket tilbage", "Milepæl 1.1", None, "gælder"),
    ]
    assert rows[0]["Type"] == "Plan taget i brug"
    assert str(rows[0]["Værdi"]).startswith("Udgave ")
    assert (rows[2]["Vedrører registrering"], rows[2]["Rettet, fordi"]) == (
        first.id, "Én kom senere.",
    )  # fmt: skip
    assert (rows[4]["Vedrører registrering"], rows[4]["Tekst"]) == (
        reached.id, "Det var en anden milepæl.",
    )  # fmt: skip
    assert rows[1]["Registreret af"] == "tovholder (eksempel)"
    assert not any(row["Registreret af"] for row in rows_of(view_of(workspace, without_names=True)))


@pytest.mark.parametrize(
    ("zone", "clock"),
    [
        ("Europe/Copenhagen", "2026-10-25 02:30"),
        ("America/Nuuk", "2026-10-24 23:30"),
    ],
)
def test_a_moment_is_told_by_the_clock_of_the_municipality(zone: str, clock: str) -> None:
    workspace = workspace_at(MORNING, zone)
    workspace.record(example_plan(), MilestoneReached(milestone="start"), on=date(2026, 2, 17))
    assert str(rows_of(view_of(workspace))[0]["Registreret"])[:16] == clock


def test_where_a_figure_was_fetched_from_is_told() -> None:
    origin = Provenance(
        source="tabel", query="lister.csv", retrieved=MORNING, checksum="0" * 64, licence="CC0"
    )
    workspace = workspace_at(MORNING)
    workspace.logbook.record_all(
        example_plan(),
        [
            Draft(what=Observation(sign="fremmoede", value=Decimal(9), provenance=origin)),
            Draft(what=Observation(sign="fremmoede", value=Decimal(9), source="skole")),
        ],
    )
    sources = [row["Kilde"] for row in rows_of(view_of(workspace))]
    assert sources == [None, "tabel: lister.csv (CC0)", "skole"]


def test_what_is_not_in_the_plan_any_more_is_called_by_its_id() -> None:
    workspace = workspace_at(MORNING)
    workspace.record(example_plan(), MilestoneReached(milestone="start"), on=date(2026, 2, 17))
    plan = attrs.evolve(example_plan(), actions=())
    (*_, row) = rows_of(workspace.view(plan, internal=True, with_status=True, with_log=True))
    assert (row["Prøvehandling"], row["Nr."]) == (None, "start")


def test_nothing_of_it_is_published() -> None:
    with pytest.raises(InvalidValue, match="--internal"):
        table_of(example_view(), "log", "da")
    with pytest.raises(InvalidValue, match="nothing is recorded"):
        table_of(example_view(internal=True, with_status=False, with_log=True), "log", "da")


TITLES = ("Type", "Nr.", "Værdi", "Enhed", "Nævner", "Tidspunkt", "Til", "Tekst", "Bemærkning")
OF_THE_EXAMPLE: list[tuple[Cell, ...]] = [
    ("Milepæl nået", "Milepæl 1.1", *(None,) * 7),
    (
        *("Måling eller vurdering", "Tegn 1.1", Decimal(3), "unge", *(None,) * 4),
        "Der var også gæster.",
    ),
    (
        *("Måling eller vurdering", "Tegn 1.2", "lidt", *(None,) * 4),
        *("Flere sagde, det var rart.", None),
    ),
    (
        *("Foreløbig evaluering", "Prøvehandling 1", *(None,) * 5),
        *("De unge, der kommer, er glade.", None),
    ),
    ("Læring", "Prøvehandling 1", *(None,) * 5, "Fredag passer bedst.", None),
    (
        *("Beslutning", "Prøvehandling 1", "tilpasse", *(None,) * 4),
        *("Flere skal have besked.", None),
    ),
    (
        *("Milepæl flyttet", "Milepæl 2.2", *(None,) * 3, "ultimo maj", date(2026, 5, 31)),
        *("Foreningerne havde travlt.", None),
    ),
    ("Måling eller vurdering", "Tegn 2.1", Decimal(12), None, Decimal(20), *(None,) * 4),
]


def test_the_log_of_the_example() -> None:
    _, *rows = rows_of(example_view(internal=True, with_log=True))
    assert [tuple(row[title] for title in TITLES) for row in rows] == OF_THE_EXAMPLE
    assert rows[1]["Hvad"] == "Der kommer mindst 15 unge."
    assert rows[3]["Hvad"] == "Fælles frokost"


def test_a_scale_has_steps_with_names() -> None:
    workspace = workspace_at(MORNING)
    workspace.record(
        example_plan(), Observation(sign="stemning", step="slet-ikke"), on=date(2026, 3, 1)
    )
    assert rows_of(view_of(workspace))[1]["Værdi"] == "slet ikke"


def test_what_is_taken_back_or_blanked_is_named_as_its_own() -> None:
    workspace = workspace_at(MORNING)
    seen = workspace.record(
        example_plan(),
        Observation(sign="stemning", step="lidt", evidence="Et ord"),
        on=date(2026, 3, 1),
    )
    taken = workspace.logbook.retract(seen.id, because="Forkert").records[0]
    workspace.logbook.retract(taken.id, because="Rigtigt alligevel")
    workspace.logbook.redact(seen.id, because="Det var for meget")
    rows = rows_of(view_of(workspace))[1:]
    assert [row["Nr."] for row in rows] == ["Tegn 1.2"] * 4
    assert rows[0]["Tekst"] == "[slettet]"
    assert rows[3]["Type"] == "Tekst slettet for altid"
    assert seen.id in str(rows[3]["Vedrører registrering"])


def test_it_ends_with_the_day_that_is_asked_for() -> None:
    workspace = workspace_at(MORNING)
    for day in (date(2026, 2, 17), date(2026, 3, 17)):
        workspace.record(example_plan(), Observation(sign="fremmoede", value=Decimal(9)), on=day)
    view = workspace.view(
        example_plan(), date(2026, 3, 16), internal=True, with_status=True, with_log=True
    )
    assert [row["Dato"] for row in rows_of(view)] == [date(2026, 2, 17)]


def test_a_value_has_the_unit_that_its_figure_has() -> None:
    """Where the plan has another since, both tables speak of the version that is judged by."""
    workspace = workspace_at(MORNING)
    plan = example_plan()
    workspace.record(plan, Observation(sign="fremmoede", value=Decimal(9)), on=date(2026, 3, 1))
    lunch, visits = plan.actions
    sign = lunch.signs[0]
    assert isinstance(sign.measure, Quantitative)
    other = attrs.evolve(sign, measure=attrs.evolve(sign.measure, unit="procent"))
    changed = attrs.evolve(lunch, signs=(other, *lunch.signs[1:]))
    view = workspace.view(
        attrs.evolve(plan, actions=(changed, visits)),
        internal=True,
        with_status=True,
        with_log=True,
    )
    assert rows_of(view)[1]["Enhed"] == "unge"
    (_, *cells) = table_of(view, "observations", "da").rows[0]
    assert "unge" in cells
