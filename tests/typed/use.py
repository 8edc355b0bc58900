# pyright: strict
"""How a program uses malplan, and what type checkers know of it. Checked, not run."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, assert_type

import cattrs

import malplan
from malplan import Finding, Message, Period, Plan, Record, Workspace


def plans(file: Path) -> Plan:
    plan = malplan.load_plan(file)
    assert_type(plan, Plan)
    assert_type(plan.title, str)
    assert_type(plan.actions, tuple[malplan.TrialAction, ...])
    assert_type(malplan.check(plan), tuple[Finding, ...])
    assert_type(malplan.published(plan, threshold=5), Plan)
    assert_type(malplan.SMTTE, malplan.Vocabulary)
    assert_type(malplan.make_converter(), cattrs.Converter)
    assert_type(malplan.json_schema(), dict[str, Any])
    assert_type(malplan.__version__, str)
    for action in plan.actions:
        for sign in action.signs:
            measure = sign.measure
            assert_type(measure, malplan.Quantitative | malplan.Qualitative | None)
            if isinstance(measure, malplan.Quantitative):
                assert_type(measure.targets, tuple[malplan.Target, ...])
        for milestone in action.milestones:
            assert_type(milestone.period, Period | None)
            assert_type(milestone.kind, malplan.MilestoneKind)
    return plan


def time() -> None:
    period = Period.parse("medio februar", year=2026)
    assert_type(period, Period)
    assert_type(period.start, date | None)
    assert_type(period.isoformat(), str)
    assert_type(period.edtf(), str | None)
    assert_type(date(2026, 2, 12) in period, bool)


def workspaces(plan: Plan, day: date, moment: datetime) -> None:
    workspace = Workspace(malplan.Settings(allow=frozenset()), store=malplan.MemoryStore())
    assert_type(Workspace.find(Path()), Workspace)
    assert_type(workspace.load("eksempel"), Plan)
    assert_type(workspace.plans, tuple[malplan.RegisteredPlan, ...])
    assert_type(workspace.render(plan, "markdown", language="en"), bytes)
    assert_type(workspace.notices, tuple[Message, ...])
    reached = malplan.MilestoneReached(milestone="hold-workshop")
    assert_type(workspace.record(plan, reached, on=day, by="tovholder"), Record)
    status = workspace.status(plan, on=day, known_at=moment)
    assert_type(status, malplan.Status)
    assert_type(status.signs, tuple[malplan.SignStatus, ...])
    assert_type(status.signs[0].because, Message)
    assert_type(malplan.status_data(status), dict[str, Any])
    assert_type(malplan.assess(plan, (), on=day), malplan.Status)
    assert_type(workspace.logbook.records(plan), tuple[Record, ...])
    assert_type(workspace.logbook.due([plan], on=day), tuple[malplan.DueItem, ...])


def mistakes_of_a_user(file: Path) -> list[str]:
    try:
        malplan.load_plan(file)
    except malplan.InvalidPlan as error:
        assert_type(error.problems, tuple[malplan.Problem, ...])
        assert_type(error.problems[0].line, int | None)
        return [problem.text("da") for problem in error.problems]
    except malplan.MalplanError as error:
        assert_type(error.message, Message)
        return [error.message.da]
    return []


def options() -> Mapping[str, str]:
    language: malplan.Language = "da"
    return {"language": language}
