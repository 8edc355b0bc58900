"""No test sees a malplan.toml or a variable of whoever runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says more of the machine than of the forms.
settings.register_profile("forms", deadline=None)
settings.load_profile("forms")


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MALPLAN_STORE", raising=False)
