"""The notebook of the docs, run cell by cell in Jupyter's kernel.

It is run where Jupyter is installed: ``nox -s fastapi``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode
from test_examples import blocks_of

import malplan

DOCS = Path(__file__).parents[1] / "docs"
NOTEBOOK = DOCS / "examples" / "ungeloeftet.ipynb"
GUIDE = DOCS / "how-to" / "use-in-a-notebook.md"

read: Callable[..., NotebookNode] = nbformat.read


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("notebook")


@pytest.fixture(scope="module")
def outputs(folder: Path) -> dict[str, dict[str, Any]]:
    """What each cell shows, by what it says."""
    notebook = read(NOTEBOOK, as_version=4)
    NotebookClient(notebook, resources={"metadata": {"path": str(folder)}}).execute()
    return {
        cell.source: cell.outputs[-1].data if cell.outputs else {}
        for cell in notebook.cells
        if cell.cell_type == "code"
    }


def test_what_the_cells_showed_is_not_kept() -> None:
    notebook = read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    kept = [cell for cell in notebook.cells if cell.get("outputs") or cell.get("execution_count")]
    assert kept == []


def test_what_is_recorded_is_plainly_an_example(outputs: dict[str, dict[str, Any]]) -> None:
    assert "Everything that is recorded here is an example" in NOTEBOOK.read_text(encoding="utf-8")
    (source,) = (source for source in outputs if "workspace.record(" in source)
    assert 'comment="Eksempel."' in source


def test_the_chart_has_the_figures_and_fetches_nothing(outputs: dict[str, dict[str, Any]]) -> None:
    (chart,) = (data for source, data in outputs.items() if "altair.Chart" in source)
    drawing = chart["image/svg+xml"]
    for day, value in (("Mar 25", 11), ("Apr 08", 16)):
        assert re.search(rf'aria-label="day: {day}, 2026; value: {value};', drawing)
    assert set(chart) == {"image/svg+xml", "text/plain"}
    assert not re.search(r'(?:src|href)="', drawing)


def test_the_files_are_what_may_be_published(
    outputs: dict[str, dict[str, Any]], folder: Path
) -> None:
    assert outputs
    table = (folder / "tegn.csv").read_text(encoding="utf-8-sig").splitlines()
    plan = malplan.Workspace().load("ungeloeftet")
    signs = [sign.id for action in plan.actions for sign in action.signs]
    assert [line.split(",")[0] for line in table] == ["sign", *signs]
    text = (folder / "ungeloeftet.md").read_text(encoding="utf-8")
    assert "16 personer" in text
    assert "11 personer" not in text  # how many came when is internal


def test_the_guide_shows_the_cells_and_what_they_show(outputs: dict[str, dict[str, Any]]) -> None:
    cell: dict[str, Any] = {}
    for block in blocks_of(GUIDE):
        if block.language == "python":
            cell = outputs[block.text.rstrip("\n")]
        elif block.language == "text":
            assert block.text.rstrip("\n") == cell["text/plain"]
