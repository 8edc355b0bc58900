"""Settings of the log: where it is and in which zone, by the file, the environment, the option."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from logs import run

from malplan import InvalidSettings, Settings, Workspace
from malplan.moments import COPENHAGEN
from malplan.stores import default_address

Install = Callable[..., str]

NOTES = """\
import malplan
from malplan.stores import MemoryStore

opened = []

class Stores:
    schemes = ("noted", "sqlite")
    def open(self, url, *, folder):
        opened.append((url, folder))
        return MemoryStore()

@malplan.hookimpl
def malplan_register(registry):
    registry.store(Stores())
"""


@pytest.fixture
def below(install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder below that of malplan.toml, in which the commands run."""
    install("malplan-noting", NOTES)
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    write(tmp_path, "")
    return below


def write(folder: Path, text: str) -> None:
    toml = f"{text}\n[plugins]\nallow = ['malplan-noting']\n"
    (folder / "malplan.toml").write_text(toml, encoding="utf-8")


def opened() -> tuple[str, Path]:
    """What was opened last."""
    noted = [
        one.opened
        for name, one in sys.modules.items()
        if name.startswith("malplan_test_") and getattr(one, "opened", None)
    ]
    ((found,),) = noted
    noted[0].clear()
    url, folder = found
    return url, folder


def test_the_option_comes_before_the_environment_and_that_before_the_file(
    below: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("log", "--all")
    assert opened() == (default_address(), tmp_path)
    assert str(tmp_path / "data") in default_address()
    write(tmp_path, "store = 'noted://file'")
    run("log", "--all")
    assert opened() == ("noted://file", tmp_path)
    monkeypatch.setenv("MALPLAN_STORE", "noted://environment")
    run("log", "--all")
    assert opened() == ("noted://environment", below)
    run("log", "--all", "--store", "noted://option")
    assert opened() == ("noted://option", below)
    monkeypatch.setenv("MALPLAN_STORE", "")
    run("log", "--all")
    assert opened() == ("noted://file", tmp_path)


def test_a_file_is_relative_to_the_file_that_names_it(below: Path, tmp_path: Path) -> None:
    write(tmp_path, "store = 'sqlite:///log.db'")
    settings = Settings.find(Path(), {})
    assert (settings.store, settings.store_folder) == ("sqlite:///log.db", tmp_path)
    settings = Settings.find(below, {"MALPLAN_STORE": "sqlite:///log.db"})
    assert settings.store_folder is None
    other = Workspace(Settings.find(below, {})).with_store("sqlite:///log.db").settings
    assert other.store_folder is None


@pytest.mark.skipif(
    not Path("/proc/self/mem").exists(), reason="needs a file that fails to be read"
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "malplan.toml").symlink_to("/proc/self/mem")
    with pytest.raises(InvalidSettings) as caught:
        Settings.find(tmp_path, {})
    assert [one.path for one in caught.value.problems] == [""]
    assert caught.value.problems[0].file == str(tmp_path / "malplan.toml")


def test_a_zone(tmp_path: Path) -> None:
    write(tmp_path, "timezone = 'America/Nuuk'")
    assert Settings.find(tmp_path, {}).timezone == ZoneInfo("America/Nuuk")
    write(tmp_path, "")
    assert Settings.find(tmp_path, {}).timezone == COPENHAGEN == Settings().timezone


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("timezone = 'Europe/Copenhaven'", "timezone: Europe/Copenhaven er ikke en tidszone"),
        ("timezone = ''", "timezone"),
        ("timezone = '../../etc/passwd'", "er ikke en tidszone"),
        ("timezone = '/etc/passwd'", "er ikke en tidszone"),
        ("timezone = 'Europe'", "er ikke en tidszone"),
        ("timezone = 1", "timezone: her skal stå en tekst"),
        ("store = 1", "store: her skal stå en tekst"),
        ("stor = 'x'", "Mente du ”store”?"),
    ],
)
def test_wrong_settings_are_told(tmp_path: Path, text: str, says: str) -> None:
    write(tmp_path, text)
    with pytest.raises(InvalidSettings) as caught:
        Settings.find(tmp_path, {})
    assert says in caught.value.message.da
    assert "malplan.toml" in caught.value.message.da
    assert says in run("log", "--all", code=2).stderr


@pytest.mark.parametrize("url", ["log.db", "x", "/var/log.db", "://", ":", " ", "http//x"])
def test_what_is_no_address_is_told(below: Path, tmp_path: Path, url: str) -> None:
    assert "adressen på loggen kan ikke læses" in run("log", "--all", "--store", url, code=2).stderr
    assert "sqlite:///log.db" in run("log", "--all", "--store", url, code=2).stderr
