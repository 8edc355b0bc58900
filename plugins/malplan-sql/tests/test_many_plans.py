"""How many plans stand is asked of the database once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlalchemy

from malplan import Plan, Settings, Workspace
from malplan.measures import Quantitative
from malplan.model import Sign, TrialAction
from malplan.records import Observation, Record, SignState, new_record_id

PLANS, RECORDS = 1_000, 100
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def plan(number: int) -> Plan:
    sign = Sign(id="fremmoede", text="Unge", measure=Quantitative(unit="unge"))
    action = TrialAction(id="svoemning", title="Svømning", signs=(sign,))
    return Plan(
        id=f"plan-{number}",
        title="Et eksempel",
        year=2026,
        municipality="Eksempelkommunen",
        actions=(action,),
    )


def record(plan: str, serial: int) -> Record:
    moment = NOW + timedelta(seconds=serial)
    return Record(
        id=new_record_id(moment),
        plan=plan,
        on=date(2026, 5, 1),
        recorded=moment,
        what=Observation(sign="fremmoede", value=Decimal(serial)),
    )


def test_a_thousand_plans_are_one_query(sqlite: str, tmp_path: Path) -> None:
    workspace = Workspace(Settings(store=sqlite))
    plans = [plan(number) for number in range(PLANS)]
    store = workspace.logbook.store
    store.append([record(one.id, serial) for one in plans for serial in range(RECORDS)])
    queries: list[str] = []

    def note(*given: Any) -> None:
        statement = str(given[2])
        if "SELECT" in statement and "FROM record" in statement.replace("\n", " "):
            queries.append(statement)

    sqlalchemy.event.listen(sqlalchemy.Engine, "before_cursor_execute", note)
    try:
        statuses = list(workspace.logbook.statuses(plans, on=date(2026, 5, 2)))
    finally:
        sqlalchemy.event.remove(sqlalchemy.Engine, "before_cursor_execute", note)
    assert len(queries) == 1
    assert len(statuses) == PLANS
    for status in statuses:
        (sign,) = status.signs
        assert sign.state is SignState.NOT_DUE
        assert sign.figure is not None
        assert sign.figure.value == RECORDS - 1
    workspace.close()
