from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from malplan import Workspace

settings.register_profile(
    "ci", deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow]
)
# Each mutant is tried with the same few examples, and the first that fails is enough.
MUTANTS = settings(
    settings.get_profile("ci"),
    max_examples=10,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
)
settings.register_profile("mutants", MUTANTS)
settings.load_profile("ci")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Examples come before laws where mutants are tried: most fall to one, and sooner."""
    if config.getoption("hypothesis_profile", None) == "mutants":
        items.sort(key=lambda item: item.get_closest_marker("hypothesis") is not None)


@pytest.fixture(scope="session")
def workspace() -> Workspace:
    """malplan alone, whatever plugins are installed."""
    return Workspace(find_plugins=lambda: ())


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees a malplan.toml, a variable or the log of whoever runs it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("MALPLAN_STORE", raising=False)
    monkeypatch.delenv("MALPLAN_ALLOW_PLUGINS", raising=False)
    monkeypatch.delenv("MALPLAN_BLOCK_PLUGINS", raising=False)


# --- Installed plugins ----------------------------------------------------------------------------
PLAN = "format: 1\nid: {id}\ntitle: P\nyear: 2026\nmunicipality: M\n"
REGISTERS_ITS_PLAN = """\
from pathlib import Path
import malplan

@malplan.hookimpl
def malplan_register(registry):
    registry.plan(Path(__file__).parent / "{plan}.yaml")
"""
_serial = itertools.count()


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on the import path into which distributions are installed."""
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(str(site))
    return site


@pytest.fixture
def install(site: Path) -> Callable[..., str]:
    """Installs a distribution as pip does: a package, its files, and metadata; gives its module."""

    def install(
        name: str,
        code: str = REGISTERS_ITS_PLAN,
        *,
        plan: str = "sommer",
        content: str = PLAN,
        requires: str = "malplan>=0.1",
        more: str = "",
        to: Path = site,
    ) -> str:
        module = f"malplan_test_{next(_serial)}"
        files = {
            f"{module}/__init__.py": code.replace("{plan}", plan),
            f"{module}/{plan}.yaml": content.replace("{id}", plan),
        }
        info = f"{name.replace('-', '_')}-1.0.dist-info"
        asks = f"Requires-Dist: {requires}\n" if requires else ""
        files |= {
            f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n{asks}",
            f"{info}/entry_points.txt": f"[malplan]\nplan = {module}\n{more}",
        }
        files[f"{info}/RECORD"] = "".join(f"{path},,\n" for path in (*files, f"{info}/RECORD"))
        for path, text in files.items():
            (to / path).parent.mkdir(parents=True, exist_ok=True)
            (to / path).write_text(text, encoding="utf-8")
        return module

    return install
