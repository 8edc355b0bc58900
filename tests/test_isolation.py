"""A workspace for tests sees nothing but what it is given, and leaves nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

import pytest

import malplan
from malplan import Settings
from malplan.errors import InvalidPlugin, UnknownName
from malplan.stores import default_file
from malplan.testing import example_plan, example_store, isolated_workspace

pytest_plugins = ["pytester"]

Install = Callable[..., str]

SAYS_WHAT_IT_SEES = """\
import os
from pathlib import Path
import malplan

seen = []

@malplan.hookimpl
def malplan_register(registry):
    seen.append((Path.home(), sorted(name for name in os.environ if "MALPLAN" in name)))
    registry.plan(malplan.Plan(id="sommer", title="T", year=2026, municipality="M"))
"""


@pytest.fixture
def machine(install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with a plugin, a malplan.toml, a log of the user and variables."""
    install("malplan-installed", plan="installeret")
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "egen.yaml").write_text("format: 1\n", encoding="utf-8")
    settings = 'plans = ["plans"]\nstore = "memory://theirs"\n[privacy]\nthreshold = 9\n'
    (tmp_path / "malplan.toml").write_text(settings, encoding="utf-8")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    default_file().parent.mkdir()
    default_file().touch()
    monkeypatch.setenv("MALPLAN_ALLOW_PLUGINS", "")
    monkeypatch.setenv("MALPLAN_ANYTHING", "x")
    return tmp_path


def test_it_sees_nothing_of_the_machine(machine: Path) -> None:
    theirs = malplan.Workspace.find()
    assert theirs.settings.threshold == 9
    assert [one.name for one in malplan.Workspace().plugins if one.name == "malplan-installed"]
    with isolated_workspace() as workspace:
        assert (workspace.plugins, workspace.plans, workspace.notices) == ((), (), ())
        assert workspace.settings.threshold == Settings().threshold
        assert malplan.Workspace.find(machine.parent).settings == Settings()
        assert list(workspace.logbook.store.records()) == []
        assert not default_file().is_relative_to(machine)
        folder = workspace.settings.data_folder
        assert folder is not None
        assert not folder.is_relative_to(machine)
        assert list(folder.iterdir()) == []


def test_it_has_the_plugins_that_it_is_given(install: Install, machine: Path) -> None:
    module = import_module(install("malplan-other", SAYS_WHAT_IT_SEES))
    with isolated_workspace(module, "Malplan_Installed", folder=machine / "own") as workspace:
        assert [one.id for one in workspace.plans] == ["installeret", "sommer"]
        own = module.__name__.replace("_", "-")
        assert [one.name for one in workspace.plugins] == ["malplan-installed", own]
    assert module.seen == [(machine / "own" / "home", [])]


def test_what_happens_in_it_stays_in_it() -> None:
    plan = example_plan()
    reached = malplan.MilestoneReached(milestone="start")
    with isolated_workspace() as workspace:
        workspace.record(plan, reached)
        assert len(list(workspace.logbook.store.records())) == 2
    with isolated_workspace() as workspace:
        assert list(workspace.logbook.store.records()) == []


def test_a_store_can_be_given(tmp_path: Path) -> None:
    plan = example_plan()
    store, settings = example_store(plan), Settings(store="nowhere://")
    with isolated_workspace(folder=tmp_path, settings=settings, store=store) as workspace:
        assert workspace.logbook.store is store
        assert any(one.state.value == "done" for one in workspace.status(plan).milestones)


def test_settings_can_be_given_and_its_store_is_closed(machine: Path) -> None:
    closed = []

    class Kept(malplan.MemoryStore):
        def close(self) -> None:
            closed.append(self)

    class Stores:
        schemes: Sequence[str] = ("kept",)

        def open(self, url: str, *, folder: Path) -> malplan.Store:
            assert folder == machine
            return Kept()

    @malplan.hookimpl
    def malplan_register(registry: malplan.Registry) -> None:
        registry.store(Stores())

    module = type(sys)("malplan_kept")
    vars(module)["malplan_register"] = malplan_register
    sys.modules[module.__name__] = module
    try:
        settings = Settings(store="kept://log", threshold=3)
        with isolated_workspace(module, folder=machine, settings=settings) as workspace:
            store = workspace.logbook.store
            assert (workspace.settings.threshold, closed) == (3, [])
    finally:
        del sys.modules[module.__name__]
    assert closed == [store]


def test_the_environment_is_as_before_also_where_a_test_fails(machine: Path) -> None:
    before = dict(os.environ)
    folders = []

    def fail() -> None:
        with isolated_workspace() as workspace:
            folders.append(workspace.settings.data_folder)
            os.environ["MALPLAN_LEFT"] = "x"
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert dict(os.environ) == before
    assert [folder for folder in folders if folder is None or folder.exists()] == []


def test_what_cannot_be_used_is_told(install: Install) -> None:
    broken = import_module(install("malplan-broken", "x = 1"))
    with isolated_workspace(broken) as workspace, pytest.raises(InvalidPlugin):
        _ = workspace.plans
    install("malplan-sommer")
    with (
        pytest.raises(UnknownName, match="malplan-sommer"),
        isolated_workspace("malplan-somer"),
    ):
        pass


# --- As fixtures of pytest ------------------------------------------------------------------------
USES_FIXTURES = """\
import sys
import malplan

@malplan.hookimpl
def malplan_register(registry):
    registry.plan(malplan.Plan(id="sommer", title="T", year=2026, municipality="M"))

def test_examples(example_plan, example_store, example_view):
    assert example_view.plan == example_plan
    assert list(example_store.records(plans=[example_plan.id]))

def test_workspace(isolated_workspace, tmp_path):
    workspace = isolated_workspace(sys.modules[__name__])
    assert [one.id for one in workspace.plans] == ["sommer"]
    assert isolated_workspace().plugins == ()
    assert workspace.settings.data_folder == tmp_path
"""
MERELY_HAS_MALPLAN_INSTALLED = """\
import sys

def test_it():
    assert not [name for name in sys.modules if name.split(".")[0] == "malplan"]
"""


def test_fixtures_are_there_where_somebody_asks_for_them(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]")  # else the module is named after folders, from that of malplan on
    pytester.makepyfile(USES_FIXTURES)
    given = "-p", "malplan.testing.fixtures", "-p", "no:cacheprovider"
    pytester.runpytest_subprocess(*given).assert_outcomes(passed=2)


def test_who_merely_has_malplan_installed_pays_nothing(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(MERELY_HAS_MALPLAN_INSTALLED)
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)


def test_loading_the_fixtures_loads_nothing_heavy() -> None:
    code = "import sys, malplan.testing.fixtures; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in told.stdout.split()}
    assert loaded & {"attr", "cattrs", "yaml", "hypothesis", "pendulum", "babel"} == set()
