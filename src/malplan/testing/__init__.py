"""What tests of malplan and of its plugins share; needs the extra ``malplan[testing]``.

:class:`PlanSuite` and :class:`CheckSuite` hold the laws that every plugin keeps, as tests for
pytest; :mod:`~malplan.testing.strategies` gives plans and their parts for Hypothesis. Each is
loaded when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from malplan.testing import strategies
    from malplan.testing.checks import CheckSuite
    from malplan.testing.plans import PlanSuite

__all__ = ["CheckSuite", "PlanSuite", "strategies"]

_HOMES = {"CheckSuite": "malplan.testing.checks", "PlanSuite": "malplan.testing.plans"}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    if name == "strategies":
        return import_module("malplan.testing.strategies")
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
