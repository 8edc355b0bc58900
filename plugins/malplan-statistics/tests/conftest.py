from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
import stamina
from hypothesis import settings
from keyring.backends.fail import Keyring
from serving import Server

from malplan_statistics.tokens import HOST_VARIABLE, VARIABLE

settings.register_profile("statistics", deadline=None)
settings.load_profile("statistics")


@pytest.fixture(autouse=True)
def _apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No wait between attempts; no token, keyring or cache of who runs the tests."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.delenv(HOST_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())  # type: ignore[no-untyped-call]  # keyring types no __init__
    with stamina.set_testing(True, attempts=3, cap=True):
        yield
    keyring.set_keyring(before)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as started:
        yield started
