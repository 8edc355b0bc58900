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
    assert [row["Id"] for row in rows] == [record.id for record in known_records(log)]
    for row, record in zip(rows, known_records(log), strict=True):
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
        ("Trukket tilbage", None, None, "gælder"),
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
    with pytest.raises(InvalidValue, match="--internal"):
        table_of(example_view(internal=True, with_status=False, with_log=True), "log", "da")
