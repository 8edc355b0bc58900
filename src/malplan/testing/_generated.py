"""Views of every kind of plan and log, for the laws of outputs."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from malplan.model import Plan
from malplan.presentation import View


@functools.cache
def views(count: int) -> Sequence[View]:
    """Views of generated plans with generated logs, some internal; made once and shared."""
    from datetime import date

    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import strategies as st

    from malplan.stores import MemoryStore
    from malplan.testing.record_strategies import logs_of
    from malplan.testing.strategies import plans
    from malplan.workspace import Workspace

    made: list[View] = []

    @settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data(), plan=plans(), internal=st.booleans())
    def keep(data: st.DataObject, plan: Plan, internal: bool) -> None:
        log = data.draw(logs_of(plan))
        workspace = Workspace(find_plugins=lambda: (), store=MemoryStore(log))
        day = date(plan.year, 7, 1)
        made.append(workspace.view(plan, day, internal=internal, with_status=True))

    keep()
    return tuple(sorted(made, key=lambda view: len(repr(view.plan))))
