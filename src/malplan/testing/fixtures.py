"""A plugin of pytest that gives what is for tests as fixtures.

It is loaded where somebody asks for it, in ``pyproject.toml``::

    [tool.pytest.ini_options]
    addopts = ["-p", "malplan.testing.fixtures"]

- ``example_plan``, ``example_store`` and ``example_view`` give what the functions of these names in
  :mod:`malplan.testing.examples` do;
- ``isolated_workspace`` is :func:`malplan.testing.isolated_workspace` without ``with``: what it
  opens is closed when the test is over, and its folder is ``tmp_path``.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from malplan.model import Plan
    from malplan.presentation import View
    from malplan.stores import Store
    from malplan.workspace import Workspace

# There is no entry point of pytest: these names would be in the tests of everybody who merely has
# malplan installed, and each of their runs would import it.


@pytest.fixture
def example_plan() -> Plan:
    """A plan that is small enough to read, with something of every kind."""
    from malplan.testing.examples import example_plan

    return example_plan()


@pytest.fixture
def example_store(example_plan: Plan) -> Store:
    """A store in memory with what happened in the example plan."""
    from malplan.testing.examples import example_store

    return example_store(example_plan)


@pytest.fixture
def example_view() -> View:
    """The example plan as an output gets it, with how it stands."""
    from malplan.testing.examples import example_view

    return example_view()


@pytest.fixture
def isolated_workspace(tmp_path: Path) -> Iterator[Callable[..., Workspace]]:
    """Opens workspaces with the given plugins alone, which are closed when the test is over."""
    from malplan.testing.isolation import isolated_workspace

    with contextlib.ExitStack() as stack:

        def opened(*plugins: Any, **given: Any) -> Workspace:
            return stack.enter_context(isolated_workspace(*plugins, folder=tmp_path, **given))

        yield opened
