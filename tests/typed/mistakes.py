"""Mistakes that type checkers must tell of: each says what mypy, and what pyright, calls it."""

from collections.abc import Mapping
from typing import BinaryIO

import malplan
import malplan_sql
import malplan_web
from malplan.testing import CheckSuite, OutputSuite, examples, strategies

plan = examples.example_plan()
workspace = malplan.Workspace()

malplan.Plam  # wrong: attr-defined / reportAttributeAccessIssue
malplan.testing.PlamSuite  # wrong: attr-defined / reportAttributeAccessIssue
malplan_sql.SqlStor  # wrong: attr-defined / reportAttributeAccessIssue
strategies.plams()  # wrong: attr-defined / reportAttributeAccessIssue

malplan.Goal("a", "A")  # wrong: call-arg / reportCallIssue
malplan.Goal(id="a", txt="A")  # wrong: call-arg / reportCallIssue
malplan.Goal(id=1, text="A")  # wrong: arg-type / reportArgumentType
plan.title = "Ny"  # wrong: misc / reportAttributeAccessIssue
plan.actions.append(plan.actions[0])  # wrong: attr-defined / reportAttributeAccessIssue
malplan.Period.parse(2026)  # wrong: arg-type / reportArgumentType
malplan.Period.parse("maj", year="2026")  # wrong: arg-type / reportArgumentType
malplan.Period.parse("maj", year=2026).start.year  # wrong: union-attr / reportOptionalMemberAccess

workspace.load(plan)  # wrong: arg-type / reportArgumentType
workspace.render(plan, "json", language="se")  # wrong: arg-type / reportArgumentType
workspace.record(plan, "nået")  # wrong: arg-type / reportArgumentType
workspace.status(plan, on="2026-05-15")  # wrong: arg-type / reportArgumentType
workspace.render(plan, "json") + "\n"  # wrong: operator / reportOperatorIssue


class Unsuffixed:
    name = "lines"
    media_type = "text/plain"

    def write(
        self,
        view: malplan.View,
        stream: BinaryIO,
        *,
        language: malplan.Language,
        options: Mapping[str, str],
    ) -> None:
        stream.write(view.plan.title)  # wrong: call-overload / reportArgumentType reportCallIssue


class Unlike:
    code = "unlike"

    def check(self, plan: malplan.Plan) -> list[str]:
        return [plan.title]


@malplan.hookimpl
def malplan_register(registry: malplan.Registry) -> None:
    registry.output(Unsuffixed())  # wrong: arg-type / reportArgumentType
    registry.check(Unlike())  # wrong: arg-type / reportArgumentType
    registry.plan(2026)  # wrong: arg-type / reportArgumentType
    registry.otuput(malplan_web.HtmlOutput())  # wrong: attr-defined / reportAttributeAccessIssue
    registry.reader(malplan_web.HtmlOutput())  # wrong: arg-type / reportArgumentType


malplan.hookimpl(trylats=True)  # wrong: call-overload / reportCallIssue


class TestUnsuffixed(OutputSuite):
    output = Unsuffixed()  # wrong: assignment / reportAssignmentType


class TestUnlike(CheckSuite):
    check = Unlike()  # wrong: assignment / reportAssignmentType
