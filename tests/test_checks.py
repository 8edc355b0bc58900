"""The checks of the method: each finds what it should, and nothing else does."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import malplan
from malplan import (
    Baseline,
    Challenge,
    Extension,
    Finding,
    Goal,
    KeyFigure,
    Milestone,
    MilestoneKind,
    Period,
    Person,
    Plan,
    Quantitative,
    Severity,
    Sign,
    Target,
    TargetKind,
    TrialAction,
    Workspace,
)
from malplan.checks import CHECKS
from malplan.measures import Qualitative, ScaleStep, StepTarget
from malplan.testing import strategies

KIND = MilestoneKind
MEASURE = Quantitative(unit="x", baseline=Baseline(value=Decimal(0)))
SIGN = Sign(
    id="sign",
    text="x",
    leads_to=("goal",),
    how="x",
    when=Period.parse("juni 2026"),
    measure=MEASURE,
)


def step(id: str, period: str | None, kind: KIND = KIND.STEP, **more: Any) -> Milestone:
    when = None if period is None else Period.parse(period, year=2026)
    return Milestone(id=id, text="x", kind=kind, period=when, **more)


START = step("start", "marts", KIND.START)
INTERIM = step("interim", "april", KIND.INTERIM_EVALUATION)
FINAL = step("final", "ultimo juni", KIND.FINAL_EVALUATION)
ACTION = TrialAction(
    id="action", title="x", hypothesis="x", signs=(SIGN,), milestones=(START, INTERIM, FINAL)
)
GOOD = Plan(
    id="plan",
    title="x",
    year=2026,
    municipality="x",
    coordinators=(Person(name="x"),),
    goals=(Goal(id="goal", text="x"),),
    actions=(ACTION,),
)


def with_action(**changes: Any) -> Plan:
    return attrs.evolve(GOOD, actions=(attrs.evolve(ACTION, **changes),))


def with_sign(**changes: Any) -> Plan:
    return with_action(signs=(attrs.evolve(SIGN, **changes),))


def with_milestones(*milestones: Milestone) -> Plan:
    return with_action(milestones=milestones)


def with_figures(*figures: tuple[str, int | str, bool, str | None]) -> Plan:
    return attrs.evolve(
        GOOD,
        challenge=Challenge(
            text="x",
            key_figures=tuple(
                KeyFigure(id=id, text="x", value=Decimal(value), about=about, part_of=whole)
                for id, value, about, whole in figures
            ),
        ),
    )


def found(plan: Plan) -> list[tuple[str, str, str]]:
    workspace = Workspace(find_plugins=lambda: ())
    return [(one.code, one.severity.code, one.path) for one in workspace.check(plan)]


def test_a_good_plan_has_no_findings() -> None:
    assert found(GOOD) == []


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (
            with_sign(leads_to=()),
            [("goal-without-sign", "warning", "goals/goal"), ("broken-chain", "advice", "actions/action")],
        ),
        (
            with_action(signs=()),
            [("goal-without-sign", "warning", "goals/goal"), ("action-without-sign", "warning", "actions/action")],
        ),
        (
            with_sign(measure=None),
            [("action-without-measurable-sign", "warning", "actions/action")],
        ),
        (
            with_action(signs=(SIGN, attrs.evolve(SIGN, id="other", measure=None))),
            [("few-measurable-signs", "advice", "")],
        ),
        (with_sign(how=None), [("sign-without-measurement", "advice", "actions/action/signs/sign")]),
        (with_sign(when=None), [("sign-without-measurement", "advice", "actions/action/signs/sign")]),
        (
            with_sign(measure=Quantitative(unit="x")),
            [("sign-without-baseline", "warning", "actions/action/signs/sign")],
        ),
        (with_action(hypothesis=None), [("no-hypothesis", "advice", "actions/action")]),
        (with_milestones(INTERIM, FINAL), [("no-start", "warning", "actions/action")]),
        (
            with_milestones(START, step("b", "maj"), step("final", "maj", KIND.FINAL_EVALUATION)),
            [("no-interim-evaluation", "warning", "actions/action")],
        ),
        (with_milestones(START, FINAL), [("long-without-interim-evaluation", "warning", "actions/action")]),
        (with_milestones(START, INTERIM), [("no-final-evaluation", "warning", "actions/action")]),
        (
            with_milestones(START, INTERIM, FINAL, step("after", "juli")),
            [("final-evaluation-too-early", "error", "actions/action/milestones/final")],
        ),
        (
            with_milestones(START, INTERIM, FINAL, step("x", None)),
            [("unscheduled-milestone", "warning", "actions/action/milestones/x")],
        ),
        (
            with_milestones(START, INTERIM, FINAL, step("x", "løbende")),
            [("unscheduled-milestone", "warning", "actions/action/milestones/x")],
        ),
        (
            with_milestones(START, INTERIM, FINAL, step("x", None, optional=True)),
            [("unscheduled-milestone", "advice", "actions/action/milestones/x")],
        ),
        (
            with_milestones(START, INTERIM, step("final", "december/januar 2027", KIND.FINAL_EVALUATION)),
            [("milestone-outside-year", "warning", "actions/action/milestones/final")],
        ),
        (
            with_figures(("all", 350, False, None), ("a", 250, False, "all"), ("b", 99, False, "all")),
            [("figures-do-not-add-up", "warning", "challenge/key_figures/all")],
        ),
        (
            with_figures(("all", 350, True, None), ("a", 200, False, "all"), ("b", 90, True, "all")),
            [("figures-do-not-add-up", "warning", "challenge/key_figures/all")],
        ),
        (
            with_figures(("all", 100, False, None), ("a", 101, False, "all")),
            [("figures-do-not-add-up", "warning", "challenge/key_figures/all")],
        ),
        (
            with_milestones(START, INTERIM, FINAL, step("x", "30. juni/1. juli")),
            [("final-evaluation-too-early", "warning", "actions/action/milestones/final")],
        ),
        (
            with_milestones(START, INTERIM, FINAL, step("x", "fra 1. juli")),
            [("final-evaluation-too-early", "error", "actions/action/milestones/final")],
        ),
        (
            with_milestones(step("start", "fra 1. januar", KIND.START), FINAL),
            [("long-without-interim-evaluation", "warning", "actions/action")],
        ),
        (
            with_milestones(START, INTERIM, FINAL, step("x", "juni 2025")),
            [("milestone-outside-year", "warning", "actions/action/milestones/x")],
        ),
        (
            with_sign(when=Period.parse("maj", year=2025)),
            [("sign-before-year", "warning", "actions/action/signs/sign")],
        ),
        (attrs.evolve(GOOD, coordinators=()), [("no-coordinator", "warning", "coordinators")]),
        (
            with_sign(text="Ring 010190-1234"),
            [("cpr-number", "error", "actions/action/signs/sign/text")],
        ),
        (
            with_sign(when=Period(None, None, "når 610190 1234 kan")),
            [("cpr-number", "error", "actions/action/signs/sign/when")],
        ),
    ],
)  # fmt: skip
def test_each_check_finds_what_it_should(plan: Plan, expected: list[tuple[str, str, str]]) -> None:
    assert found(plan) == expected


@pytest.mark.parametrize(
    "plan",
    [
        with_figures(("all", 350, True, None), ("a", 250, False, "all"), ("b", 100, True, "all")),
        with_figures(("all", 350, True, None), ("a", 250, False, "all"), ("b", 95, False, "all")),
        with_figures(("all", 350, False, None), ("a", 250, False, "all")),
        with_figures(("all", "0.3", False, None), ("a", "0.1", False, "all"), ("b", "0.2", False, "all")),
        with_figures(("all", 0, True, None), ("a", 0, True, "all"), ("b", 0, False, "all")),
        with_milestones(START, INTERIM, FINAL, step("x", "senest 1. juni")),
        with_milestones(START, INTERIM, FINAL, step("x", "ultimo juni")),
        with_milestones(START, INTERIM, FINAL, step("x", "30. juni")),
        attrs.evolve(
            GOOD,
            goals=(Goal(id="large", text="x"), Goal(id="goal", text="x", leads_to=("large",))),
        ),
        with_milestones(START, INTERIM, FINAL, step("x", "uge 1")),
        with_milestones(START, INTERIM, step("x", "uge 53", KIND.FINAL_EVALUATION)),
        with_sign(
            when=None,
            measure=attrs.evolve(
                MEASURE,
                targets=(Target(kind=TargetKind.AT_LEAST, value=Decimal(1), due=Period.parse("maj 2026")),),
            ),
        ),
        attrs.evolve(
            GOOD,
            challenge=Challenge(
                text="x",
                key_figures=(
                    KeyFigure(id="all", text="x", value=Decimal(350), unit="personer"),
                    KeyFigure(id="a", text="x", value=Decimal(60), unit="%", part_of="all"),
                    KeyFigure(id="b", text="x", value=Decimal(40), unit="%", part_of="all"),
                ),
            ),
        ),
        attrs.evolve(
            GOOD,
            challenge=Challenge(
                text="x",
                key_figures=(
                    KeyFigure(id="all", text="x", withheld=True),
                    KeyFigure(id="a", text="x", value=Decimal(60), part_of="all"),
                    KeyFigure(id="b", text="x", value=Decimal(40), part_of="all"),
                ),
            ),
        ),
    ],
)  # fmt: skip
def test_what_is_fine(plan: Plan) -> None:
    assert found(plan) == []


def test_the_gravest_comes_first_where_the_place_is_the_same() -> None:
    loose = attrs.evolve(SIGN, id="loose", leads_to=())
    plan = with_action(signs=(SIGN, loose), milestones=(INTERIM, FINAL))
    assert [code for code, _, _ in found(plan)] == ["no-start", "broken-chain"]


def test_an_extension_is_looked_through_too() -> None:
    @attrs.frozen
    class Contact:
        note: str

    extension = Extension(name="x", value=Contact("010190-1234"))
    plan = attrs.evolve(GOOD, extensions=(extension,))
    assert found(plan) == [("cpr-number", "error", "extensions/x/note")]


# --- What a finding says --------------------------------------------------------------------------
LOOSE = (attrs.evolve(SIGN, id="loose", leads_to=()), attrs.evolve(SIGN, id="end", leads_to=()))


@pytest.mark.parametrize(
    ("plan", "code", "said"),
    [
        (with_sign(when=None), "sign-without-measurement", "It does not say when the sign"),
        (with_sign(how=None), "sign-without-measurement", "It does not say how the sign"),
        (with_sign(how=None, when=None), "sign-without-measurement", "say how and when the"),
        (with_action(signs=(SIGN, *LOOSE)), "broken-chain", "Signs 1.2 and 1.3 do not"),
        (with_action(signs=(SIGN, LOOSE[0])), "broken-chain", "Sign 1.2 does not lead"),
        (
            with_action(signs=(SIGN, *(attrs.evolve(one, measure=None) for one in LOOSE))),
            "few-measurable-signs",
            "1 of the plan's 3 signs",
        ),
        (
            with_milestones(START, INTERIM, FINAL, step("after", "juli")),
            "final-evaluation-too-early",
            "The final evaluation (late June 2026) comes before milestone 1.4 (July 2026).",
        ),
        (
            with_milestones(START, INTERIM, FINAL, step("after", "30. juni/1. juli")),
            "final-evaluation-too-early",
            "The final evaluation (late June 2026) may come before milestone 1.4 (30 June",
        ),
    ],
)  # fmt: skip
def test_what_a_finding_says(plan: Plan, code: str, said: str) -> None:
    workspace = Workspace(find_plugins=lambda: ())
    (finding,) = (one for one in workspace.check(plan) if one.code == code)
    assert said in finding.message.en


# --- Borders --------------------------------------------------------------------------------------
def test_the_next_sign_is_looked_at_after_one_that_is_fine() -> None:
    plan = with_action(signs=(SIGN, attrs.evolve(SIGN, id="other", how=None)))
    assert found(plan) == [("sign-without-measurement", "advice", "actions/action/signs/other")]


@pytest.mark.parametrize(
    ("first", "last", "long"),
    [
        ("1. januar", "11. april", False),  # the 100th day after the first
        ("1. januar", "12. april", True),
        ("1. januar til 20. april", "1. til 28. februar", True),  # one lies within the other
        ("1. til 28. februar", "1. januar til 20. april", True),
    ],
)
def test_about_three_months_are_100_days(first: str, last: str, long: bool) -> None:
    plan = with_milestones(step("a", first, KIND.START), step("b", last))
    codes = {code for code, _, _ in found(plan)}
    assert ("long-without-interim-evaluation" in codes) is long
    assert ("no-interim-evaluation" in codes) is not long


@pytest.mark.parametrize(
    ("start", "end", "within"),
    [
        (date(2025, 12, 26), date(2026, 1, 1), True),
        (date(2025, 12, 25), date(2026, 1, 1), False),
        (date(2025, 12, 26), date(2025, 12, 31), False),
        (date(2026, 12, 31), date(2027, 1, 6), True),
        (date(2026, 12, 31), date(2027, 1, 7), False),
        (date(2027, 1, 1), date(2027, 1, 6), False),
        (date(2026, 1, 1), date(2026, 12, 31), True),
    ],
)
def test_six_days_of_a_week_may_lie_in_another_year(start: date, end: date, within: bool) -> None:
    milestone = Milestone(id="x", text="x", period=Period(start, end))
    codes = {code for code, _, _ in found(with_milestones(milestone))}
    assert ("milestone-outside-year" not in codes) is within


@pytest.mark.parametrize(
    ("time", "early"),
    [
        (Period(date(2025, 5, 1), date(2025, 12, 31)), True),
        (Period(None, date(2025, 12, 31)), True),
        (Period(date(2025, 5, 1), date(2026, 1, 1)), False),
        (Period(date(2025, 5, 1), None), False),
        (Period(date(2028, 1, 1), date(2028, 2, 1)), False),
        (Period(None, None, "løbende"), False),
    ],
)
def test_a_sign_is_reached_in_the_year_of_the_plan_or_later(time: Period, early: bool) -> None:
    scale = (ScaleStep(id="a", name="a"), ScaleStep(id="b", name="b"))
    step_target = StepTarget(step="b", due=time)
    target = Target(kind=TargetKind.AT_LEAST, value=Decimal(3), due=time)
    for measure in (
        Qualitative(scale=scale, baseline="a", targets=(step_target,)),
        Quantitative(unit="x", baseline=Baseline(value=Decimal(1)), targets=(target,)),
    ):
        codes = {code for code, _, _ in found(with_sign(measure=measure))}
        assert ("sign-before-year" in codes) is early


@pytest.mark.parametrize(("part", "adds_up"), [(95, True), (94, False), (105, True), (106, False)])
def test_about_350_is_off_by_5_at_most(part: int, adds_up: bool) -> None:
    parts = (("a", 250, False, "all"), ("b", part, False, "all"))
    whole = ("all", 350, True, None)
    for figures in ((whole, *parts), (*parts, whole)):
        codes = {code for code, _, _ in found(with_figures(*figures))}
        assert ("figures-do-not-add-up" not in codes) is adds_up


def test_every_check_is_tried_above() -> None:
    marks = test_each_check_finds_what_it_should.pytestmark  # type: ignore[attr-defined]
    tried = {code for _, expected in marks[0].args[1] for code, _, _ in expected}
    assert tried == {check.code for check in CHECKS}


def test_every_finding_speaks_both_languages() -> None:
    empty = Plan(id="p", title="x", year=2026, municipality="x")
    for finding in malplan.check(empty, Workspace(find_plugins=lambda: ())):
        assert finding.message.da != finding.message.en


@given(strategies.plans())
def test_checking_is_pure(plan: Plan) -> None:
    workspace = Workspace(find_plugins=lambda: ())
    first = workspace.check(plan)
    assert workspace.check(plan) == first
    assert all(finding.message.da and finding.message.en for finding in first)
    assert not any(finding.code in ("check-failed", "cpr-number") for finding in first)


def without_sign(findings: tuple[Finding, ...]) -> set[tuple[str, str]]:
    codes = ("goal-without-sign", "action-without-sign")
    return {(one.code, one.path) for one in findings if one.code in codes}


@given(strategies.plans(), st.data())
def test_adding_a_sign_never_adds_that_there_is_none(plan: Plan, data: st.DataObject) -> None:
    assume(plan.actions)
    ends = [*(goal.id for goal in plan.goals), *(sign.id for sign in plan.signs)]
    new = data.draw(strategies.signs(st.just("a-sign-that-is-new"), ends, plan.year))
    first, *rest = plan.actions
    more = attrs.evolve(plan, actions=(attrs.evolve(first, signs=(*first.signs, new)), *rest))
    workspace = Workspace(find_plugins=lambda: ())
    assert without_sign(workspace.check(more)) <= without_sign(workspace.check(plan))


class _Raises:
    code = "mine"

    def check(self, plan: Plan) -> Any:
        raise RuntimeError("010190-1234 gik galt")


class _Rubbish:
    code = "mine"

    def check(self, plan: Plan) -> Any:
        return ["x"]


@pytest.mark.parametrize("check", [_Raises(), _Rubbish()])
def test_a_check_that_fails_is_told_and_hides_nothing(check: Any) -> None:
    from malplan.registry import Entry, Kind

    workspace = Workspace(find_plugins=lambda: ())
    workspace._catalog._entries[(Kind.CHECK, "mine")] = [Entry(Kind.CHECK, "mine", check, "theirs")]
    findings = workspace.check(attrs.evolve(GOOD, coordinators=()))
    assert {finding.code for finding in findings} == {"check-failed", "no-coordinator"}
    failed = next(finding for finding in findings if finding.code == "check-failed")
    assert failed.severity is Severity.ERROR
    assert "theirs" in failed.message.da
    assert "1234" not in failed.message.da


def test_of_very_many_later_milestones_only_some_are_named(workspace: Workspace) -> None:
    def milestone(n: int, kind: MilestoneKind, day: date) -> Milestone:
        return Milestone(id=f"m{n}", text="M", kind=kind, period=Period(day, day))

    final = milestone(0, MilestoneKind.FINAL_EVALUATION, date(2026, 1, 1))
    later = [milestone(n, MilestoneKind.STEP, date(2026, 6, 1)) for n in range(1, 101)]
    action = TrialAction(id="a", title="A", milestones=(final, *later))
    plan = Plan(id="p", title="P", year=2026, municipality="M", actions=(action,))
    codes = [finding.code for finding in workspace.check(plan)]
    assert codes.count("final-evaluation-too-early") == 20


def test_words_that_could_be_read_are_told(workspace: Workspace) -> None:
    milestones = tuple(
        Milestone(id=f"m{number}", text="M", period=Period(None, None, words))
        for number, words in enumerate(("uge 18", "når alle er klar"))
    )
    plan = Plan(
        id="p",
        title="P",
        year=2026,
        municipality="Eksempel Kommune",
        actions=(TrialAction(id="a", title="A", milestones=milestones),),
    )
    found = [one for one in workspace.check(plan) if one.code == "unscheduled-milestone"]
    assert ["period: uge 18" in one.message.da for one in found] == [True, False]
