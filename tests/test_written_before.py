"""What a released version wrote is read by every later one, and judged as it was.

In ``data`` is a folder for each minor version with what that one wrote: an example plan, its log
with a record of every kind, and the states on 15 May 2026. They are never written again.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from malplan import Workspace
from malplan.log_files import read_log
from malplan.plain_data import status_data
from malplan.records import KIND_OF, Observation, PlanAdopted
from malplan.stores import MemoryStore

FOLDERS = sorted((Path(__file__).parent / "data").glob("written_by_*"))
PARTS = ("signs", "milestones", "actions")

every_version = pytest.mark.parametrize("folder", FOLDERS, ids=[one.name for one in FOLDERS])


@pytest.fixture
def workspace() -> Workspace:
    return Workspace(find_plugins=lambda: (), store=MemoryStore())


def test_there_is_one() -> None:
    assert FOLDERS


@every_version
@pytest.mark.parametrize("suffix", ["yaml", "json"])
def test_a_plan_is_the_one_that_the_log_adopted(
    folder: Path, suffix: str, workspace: Workspace
) -> None:
    plan = workspace.load(folder / f"plan.{suffix}")
    records = read_log(folder / "log.json", workspace.converters)
    (adopted,) = (one for one in records if isinstance(one.what, PlanAdopted))
    assert workspace.logbook.version(plan) == adopted.version


@every_version
def test_a_log_is_written_as_it_was(folder: Path, workspace: Workspace) -> None:
    records = read_log(folder / "log.json", workspace.converters)
    assert {KIND_OF[type(one.what)] for one in records} >= {"plan_adopted", "redaction"}
    assert any(isinstance(one.what, Observation) and one.what.provenance for one in records)
    written = [workspace.converters.archived.unstructure(one) for one in records]
    before = json.loads((folder / "log.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(written, default=float)) == before


@every_version
def test_it_is_judged_as_it_was(folder: Path, workspace: Workspace) -> None:
    workspace.logbook.restore(read_log(folder / "log.json", workspace.converters))
    plan = workspace.load(folder / "plan.yaml")
    found = status_data(workspace.logbook.status(plan, on=date(2026, 5, 15)))
    states = {one["id"]: one["state"] for part in PARTS for one in found[part]}
    assert states == json.loads((folder / "states.json").read_text(encoding="utf-8"))
