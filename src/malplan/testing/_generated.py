"""Views of every kind of plan and log, for the laws of outputs."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from malplan.presentation import View


@functools.cache
def views(count: int) -> Sequence[View]:
    """Views of generated plans with generated logs, some internal; made once and shared."""
    from hypothesis import HealthCheck, Phase, given, settings

    from malplan.testing import strategies

    made: list[View] = []

    @settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(view=strategies.views())
    def keep(view: View) -> None:
        made.append(view)

    keep()
    return tuple(sorted(made, key=lambda view: len(repr(view.plan))))
