"""The docs say what happens: their files work, and every check is described."""

from __future__ import annotations

import re
import runpy
import tomllib
from pathlib import Path

import pytest

from malplan import InvalidPlan, Severity, Workspace
from malplan.checks import CHECKS
from malplan.plugins import Status

DOCS = Path(__file__).parents[1] / "docs"
ADD_A_PLAN = (DOCS / "how-to" / "add-a-plan.md").read_text(encoding="utf-8")


def block(language: str, position: int = 0) -> str:
    return str(re.findall(rf"```{language}\n(.*?)```", ADD_A_PLAN, re.DOTALL)[position])


def test_the_example_plan_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "malplan.toml").write_text(block("toml"), encoding="utf-8")
    (tmp_path / "planer").mkdir()
    path = tmp_path / "planer" / "sommersvoemning.yaml"
    path.write_text(block("yaml"), encoding="utf-8")
    workspace = Workspace.find(tmp_path)
    plan = workspace.load("sommersvoemning")
    assert workspace.check(plan) == ()
    path.write_text(block("yaml").replace("hypothesis", "hypotese"), encoding="utf-8")
    with pytest.raises(InvalidPlan, match="hypothesis"):
        workspace.load("sommersvoemning")


def test_the_plugin_of_two_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tomllib.loads(block("toml", 1))["project"]
    ((name, module),) = project["entry-points"]["malplan"].items()
    package = tmp_path / module
    package.mkdir()
    (package / "__init__.py").write_text(block("python"), encoding="utf-8")
    (package / "sommersvoemning.yaml").write_text(block("yaml"), encoding="utf-8")
    metadata = tmp_path / f"{module}-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
        + "".join(f"Requires-Dist: {wanted}\n" for wanted in project["dependencies"]),
        encoding="utf-8",
    )
    (metadata / "entry_points.txt").write_text(f"[malplan]\n{name} = {module}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    workspace = Workspace()
    statuses = {plugin.name: plugin.status for plugin in workspace.plugins}
    assert statuses[project["name"]] is Status.LOADED
    assert workspace.load("sommersvoemning").actions


def test_every_check_is_described_with_its_severity() -> None:
    text = (DOCS / "explanation" / "model.md").read_text(encoding="utf-8")
    described = dict(re.findall(r"^\| `([a-z-]+)` \| (\w+) \|", text, re.MULTILINE))
    severities = {check.code: check.severity for check in CHECKS}
    assert {code: Severity[name.upper()] for code, name in described.items()} == severities


def test_every_module_is_in_the_architecture() -> None:
    text = (DOCS / "explanation" / "architecture.md").read_text(encoding="utf-8")
    source = DOCS.parent / "src" / "malplan"
    names = {path.stem if path.is_file() else f"{path.name}/" for path in source.iterdir()}
    wanted = {name for name in names if not name.startswith("__") and name != "py"}
    assert {name for name in wanted if f"`{name}`" not in text} == set()


def test_the_plan_format_is_made_from_the_code() -> None:
    page = runpy.run_path(str(DOCS / "plan_format.py"))["page"]
    written = (DOCS / "reference" / "plan-format.md").read_text(encoding="utf-8")
    assert written == page(), "run: python docs/plan_format.py > docs/reference/plan-format.md"


def test_every_link_leads_somewhere() -> None:
    for page in (DOCS.parent / "README.md", *DOCS.rglob("*.md")):
        for link in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert "://" in link or (page.parent / link).exists(), f"{page.name}: {link}"
