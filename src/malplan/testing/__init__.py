"""What tests of malplan and of its plugins share; needs the extra ``malplan[testing]``.

- :class:`PlanSuite`, :class:`CheckSuite`, :class:`OutputSuite`, :class:`ReaderSuite`,
  :class:`SourceSuite` and :class:`StoreSuite` hold the laws that every plugin keeps, as tests for
  pytest.
- :func:`example_plan` is small enough to read; :mod:`~malplan.testing.examples` has what happened
  in it too.
- :func:`isolated_workspace` sees nothing but the plugins that it is given.
- :mod:`~malplan.testing.strategies` has a strategy for Hypothesis for everything that a plugin may
  meet.
- :mod:`~malplan.testing.fixtures` is a plugin of pytest that gives these as fixtures.

Each is loaded when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from malplan.testing import examples, strategies
    from malplan.testing.checks import CheckSuite
    from malplan.testing.examples import (
        example_drafts,
        example_plan,
        example_store,
        example_view,
    )
    from malplan.testing.isolation import isolated_workspace
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
    "example_drafts",
    "example_plan",
    "example_store",
    "example_view",
    "examples",
    "isolated_workspace",
    "strategies",
]

_HOMES = {
    "CheckSuite": "malplan.testing.checks",
    "OutputSuite": "malplan.testing.outputs",
    "PlanSuite": "malplan.testing.plans",
    "ReaderSuite": "malplan.testing.readers",
    "SourceSuite": "malplan.testing.sources",
    "StoreSuite": "malplan.testing.stores",
    "example_drafts": "malplan.testing.examples",
    "example_plan": "malplan.testing.examples",
    "example_store": "malplan.testing.examples",
    "example_view": "malplan.testing.examples",
    "isolated_workspace": "malplan.testing.isolation",
}


if not TYPE_CHECKING:  # so that a type checker tells of a name that does not exist

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        if name not in _HOMES:
            return import_module(f"{__name__}.{name}")
        value: object = getattr(import_module(_HOMES[name]), name)
        globals()[name] = value
        return value
