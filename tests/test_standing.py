"""How a plan stands, in the words that people read, and the figures day by day."""

from __future__ import annotations

import io
from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest
from following import BEFORE, PLAN, observed, record

from malplan import Plan, View, Workspace
from malplan.model import TargetGroup, TrialAction
from malplan.outputs.markdown import MarkdownOutput
from malplan.records import Evaluation, Learning, SignAsItStood, SignState, Stage
from malplan.series import series_of
from malplan.standing import freshness
from malplan.status import Status, assess


@pytest.mark.parametrize(("days", "says"), [(0, "samme dag"), (1, "1 dag før"), (2, "2 dage før")])
def test_days_since_the_last_record_are_said_as_people_say_them(days: int, says: str) -> None:
    seen = observed("samtaler", 3, BEFORE)
    status = assess(PLAN, [seen], on=BEFORE + timedelta(days=days))
    assert says in freshness(status).da


def test_a_trial_action_that_came_later_has_nothing_to_tell() -> None:
    records = [record(Learning(action="svoemning", text="Et roligt sted"), BEFORE)]
    status = assess(PLAN, records, on=BEFORE)
    new = TrialAction(id="cykling", title="Cykling")
    plan = attrs.evolve(PLAN, actions=(*PLAN.actions, new))
    text = written(plan, status)
    assert text.count("Et roligt sted") == 1
    assert "Cykling" in text


def test_a_share_is_shown_as_it_stood() -> None:
    stood = SignAsItStood(
        sign="andel-tilfredse", state=SignState.MET, value=Decimal(60), of=Decimal(80)
    )
    what = Evaluation(action="svoemning", stage=Stage.INTERIM, text="Det går", signs=(stood,))
    status = assess(PLAN, [record(what, BEFORE)], on=BEFORE)
    assert "60 af 80" in written(PLAN, status)


def written(plan: Plan, status: Status) -> str:
    stream = io.BytesIO()
    view = View(plan, on=BEFORE, internal=True, status=status)
    MarkdownOutput().write(view, stream, language="da", options={})
    return stream.getvalue().decode()


def test_what_cannot_be_computed_is_no_figure_of_a_series() -> None:
    records = [
        observed("hoert", "et-trin-der-er-vaek", date(2026, 3, 1)),
        observed("hoert", "lidt", date(2026, 3, 2)),
    ]
    status = assess(PLAN, records, on=BEFORE)
    (figure,) = series_of(status, records)["hoert"]
    assert figure.step == "lidt"


@pytest.mark.parametrize(
    ("youngest", "oldest", "says"), [(15, 25, "15-25"), (15, None, "15"), (None, 25, "25")]
)
def test_ages_are_said(
    workspace: Workspace, youngest: int | None, oldest: int | None, says: str
) -> None:
    group = TargetGroup(text="Unge", youngest=youngest, oldest=oldest)
    plan = attrs.evolve(PLAN, target_group=group)
    assert says in workspace.render(plan, "markdown").decode()
