"""All plugins installed at once: nothing of one is in the way of another.

It is run where they are all installed, and not with the tests of the core: ``nox -s plugins``.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from malplan import Observation, Plan, Settings, SiteFolder, Workspace
from malplan.messages import LANGUAGES
from malplan.plugins import Status
from malplan.testing.examples import STATUS_DAY, example_plan, example_store

PLUGINS = {path.name for path in (Path(__file__).parents[1] / "plugins").iterdir() if path.is_dir()}
OUTPUTS = [entry.name for entry in Workspace().outputs]


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def plans() -> list[Plan]:
    return [Workspace().load("ungeloeftet"), example_plan()]


def test_every_plugin_is_loaded_and_none_is_in_the_way() -> None:
    workspace = Workspace(strict=True)
    assert {one.name for one in workspace.plugins if one.status is Status.LOADED} >= PLUGINS
    assert not workspace.notices
    assert {"docx", "html", "ics", "json", "markdown", "yaml"} <= set(OUTPUTS)


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("internal", [False, True])
def test_every_plan_is_written_in_every_format(output: str, internal: bool) -> None:
    for plan in plans():
        workspace = Workspace(store=example_store(example_plan()))
        for language in LANGUAGES:
            write = partial(
                workspace.render,
                *(plan, output),
                language=language,
                on=STATUS_DAY,
                internal=internal,
            )
            assert write() == write()


def test_what_is_recorded_in_a_database_is_seen_in_every_format(tmp_path: Path) -> None:
    workspace = Workspace(Settings(store=f"sqlite:///{tmp_path / 'log.db'}"))
    plan = workspace.load("ungeloeftet")
    seen = Observation(sign="fremmoede", value=Decimal(4711))
    workspace.record(plan, seen, on=date(2026, 4, 8))
    for output in ("markdown", "html", "ics"):
        assert "4.711" in workspace.render(plan, output).decode()
    workspace.close()


def test_a_form_comes_back_and_goes_into_a_site(tmp_path: Path) -> None:
    workspace = Workspace()
    form = tmp_path / "form.docx"
    form.write_bytes(workspace.render(workspace.load("ungeloeftet"), "docx"))
    read = workspace.import_plan(form).plan
    assert [one.title for one in read.actions] == [one.title for one in plans()[0].actions]
    workspace.write_site([read], SiteFolder(tmp_path / "site"))
    assert (tmp_path / "site" / "index.html").is_file()


@pytest.mark.parametrize("command", ["list", "outputs", "plugins", "--help"])
def test_commands_say_nothing_that_is_wrong(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "malplan", command], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
