from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from malplan import Workspace

settings.register_profile(
    "ci", deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci")


@pytest.fixture(scope="session")
def workspace() -> Workspace:
    """malplan alone, whatever plugins are installed."""
    return Workspace(find_plugins=lambda: ())


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees a malplan.toml or a variable of whoever runs it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MALPLAN_ALLOW_PLUGINS", raising=False)
    monkeypatch.delenv("MALPLAN_BLOCK_PLUGINS", raising=False)
