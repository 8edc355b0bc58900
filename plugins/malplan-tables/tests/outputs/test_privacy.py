"""What is published holds no figure that is held back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache

import attrs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from malplan.measures import Counts, Quantitative
from malplan.model import Person, Plan
from malplan.numbering import numbers_of
from malplan.presentation import View, heading
from malplan.records import Record
from malplan.status import SignStatus
from malplan.stores import MemoryStore
from malplan.testing.examples import example_plan, example_view
from malplan.testing.strategies import logs_of, plans
from malplan.workspace import Workspace
from malplan_tables.outputs.tables import TABLES, Table, names_of, table_of

WITHHELD = "vises ikke"


RESULTS = ("status", "signs", "targets", "observations")
COLUMNS = ("Resultat", "Tæller", "Nævner")


def result_of(table: Table, number: str, columns: Sequence[str] = COLUMNS) -> list[object]:
    """What the columns of results say of a sign."""
    titles = [column.title for column in table.columns]
    at = [titles.index(title) for title in columns if title in titles]
    which = titles.index("Nr.")
    return [row[index] for row in table.rows if row[which] == number for index in at]


def both(plan: Plan, log: list[Record]) -> tuple[View, View]:
    workspace = Workspace(find_plugins=lambda: (), store=MemoryStore(log))
    day = date(plan.year, 7, 1)
    internal = workspace.view(plan, day, internal=True, with_status=True, with_log=True)
    return internal, workspace.view(plan, day, with_status=True)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), plans())
def test_no_result_is_published_that_is_held_back(data: st.DataObject, plan: Plan) -> None:
    _, published = both(plan, data.draw(logs_of(plan)))
    status = published.status
    if status is None:
        return
    word = heading(published.plan, "sign", "da")
    stands = {one.id: one for one in status.signs}
    tables = [table_of(published, name, "da") for name in RESULTS]
    for id, number in numbers_of(published.plan).items():
        if id not in stands or not _is_of_people(stands[id]):
            continue
        allowed = {figure.number for figure in published.series.get(id, ())}
        allowed |= {one.figure.number for one in stands[id].targets if one.figure is not None}
        shown = [result_of(table, f"{word} {number}", ("Resultat",)) for table in tables]
        found = {cell for cells in shown for cell in cells if isinstance(cell, Decimal)}
        assert {round(cell, 2) for cell in found} <= {
            round(one, 2) for one in allowed if one is not None
        }
        assert len(shown[-1]) <= 1  # one observation: the steps between would tell who came when


@cache
def example(*, internal: bool = False, people: int = 3) -> View:
    return example_view(internal=internal, people=people, with_log=True)


def _is_of_people(sign: SignStatus) -> bool:
    measure = sign.sign.measure
    return isinstance(measure, Quantitative) and measure.counts is Counts.PEOPLE


def test_a_small_count_is_shown_inside_and_held_back_outside() -> None:
    internal, published = example(internal=True), example()
    for name in RESULTS:
        assert Decimal(3) in result_of(table_of(internal, name, "da"), "Tegn 1.1")
        shown = [cell for cell in result_of(table_of(published, name, "da"), "Tegn 1.1") if cell]
        assert shown == [WITHHELD]


def test_no_table_tells_a_small_count() -> None:
    for name in TABLES:
        if name != "log":  # of which nothing is published
            one, other = (table_of(example(people=people), name, "da") for people in (1, 4))
            assert one == other
        inside = table_of(example(internal=True, people=1), name, "da")
        assert (inside != table_of(example(internal=True, people=4), name, "da")) is (
            name in (*RESULTS, "learnings", "log")
        )


def test_two_names_make_no_cpr_number() -> None:
    """Redacting a plan text by text does not see what stands together in a cell."""
    people = (Person(name="010190"), Person(name="1234"))
    view = View.of(attrs.evolve(example_plan(), coordinators=people))
    assert ("Tovholdere", "[CPR]") in table_of(view, "plan", "da").rows


def test_comments_are_the_coordinators_own() -> None:
    """A comment is shown in the log of an internal edition, and nowhere else."""
    for internal in (True, False):
        view = example(internal=internal)
        for name in names_of(view):
            rows = table_of(view, name, "da").rows
            shown = [cell for row in rows for cell in row if "gæster" in str(cell)]
            assert bool(shown) is (name == "log")
    assert "log" not in names_of(example())
