"""What tests of malplan and of its plugins share; needs the extra ``malplan[testing]``.

:class:`PlanSuite`, :class:`CheckSuite`, :class:`OutputSuite`, :class:`ReaderSuite`,
:class:`SourceSuite` and :class:`StoreSuite` hold the laws that every plugin keeps, as tests for
pytest;
:mod:`~malplan.testing.examples` has a plan that is small enough to read,
:mod:`~malplan.testing.strategies` gives plans and their parts for Hypothesis, and
:mod:`~malplan.testing.record_strategies` records. Each is loaded when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from malplan.testing import examples, record_strategies, strategies
    from malplan.testing.checks import CheckSuite
    from malplan.testing.outputs import OutputSuite
    from malplan.testing.plans import PlanSuite
    from malplan.testing.readers import ReaderSuite
    from malplan.testing.sources import SourceSuite
    from malplan.testing.stores import StoreSuite

__all__ = [
    "CheckSuite",
    "OutputSuite",
    "PlanSuite",
    "ReaderSuite",
    "SourceSuite",
    "StoreSuite",
    "examples",
    "record_strategies",
    "strategies",
]

_HOMES = {
    "CheckSuite": "malplan.testing.checks",
    "OutputSuite": "malplan.testing.outputs",
    "PlanSuite": "malplan.testing.plans",
    "ReaderSuite": "malplan.testing.readers",
    "SourceSuite": "malplan.testing.sources",
    "StoreSuite": "malplan.testing.stores",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    if name not in _HOMES:
        return import_module(f"{__name__}.{name}")
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
