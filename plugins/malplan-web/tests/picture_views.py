"""What the tests of the pictures have in common: views of made-up plans, and all their pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from hypothesis import strategies as st

from malplan import Plan
from malplan.messages import LANGUAGES, Language
from malplan.presentation import View
from malplan.records import Record
from malplan.rendering import view_of
from malplan.status import assess
from malplan.testing import strategies
from malplan_web.pictures import Colors, Picture, chain, sign_chart, timeline

COLORS = Colors.of()
THRESHOLD = 5

languages: st.SearchStrategy[Language] = st.sampled_from(LANGUAGES)


def seen(plan: Plan, records: Sequence[Record], on: date, *, internal: bool = False) -> View:
    """A plan with how it stands, as an output gets it."""
    status = assess(plan, records, on=on)
    return view_of(plan, on, threshold=THRESHOLD, internal=internal, status=status, records=records)


@st.composite
def views(draw: st.DrawFn) -> View:
    """Views of any plan: without a status, and with one, public and internal."""
    plan = draw(strategies.plans())
    on = date(plan.year, 1, 1) + timedelta(days=draw(st.integers(0, 400)))
    if draw(st.integers(0, 3)) == 0:
        return view_of(plan, on, threshold=THRESHOLD)
    records = draw(strategies.logs_of(plan))
    return seen(plan, records, on, internal=draw(st.booleans()))


def pictures_of(view: View, language: Language, colors: Colors = COLORS) -> Iterator[Picture]:
    """All pictures of a view, wide and narrow."""
    found = [timeline(view, action, language, colors) for action in view.plan.actions]
    found += [sign_chart(view, sign, language, colors) for sign in view.plan.signs]
    found.append(chain(view, language, colors))
    for picture in found:
        if picture is not None:
            yield picture
            if picture.narrow is not None:
                yield picture.narrow
