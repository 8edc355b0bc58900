"""The docs for authors of plugins: complete, and their examples run as they stand."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from malplan import hookspecs
from malplan.cli import cli
from malplan.plugins import Status
from malplan.registry import Registry
from malplan.settings import ALLOW_VARIABLE, BLOCK_VARIABLE
from malplan.testing import CheckSuite, PlanSuite

DOCS = Path(__file__).parents[1] / "docs"
HOOKS = (DOCS / "reference" / "hooks.md").read_text(encoding="utf-8")


def page(name: str) -> str:
    return (DOCS / "how-to" / f"{name}.md").read_text(encoding="utf-8")


# --- The reference --------------------------------------------------------------------------------
def signature(function: Callable[..., Any]) -> str:
    parameters = inspect.signature(function)
    without_self = [one for one in parameters.parameters.values() if one.name != "self"]
    said = str(parameters.replace(parameters=without_self)).replace("'", "")
    return f"```python\ndef {function.__name__}{said}\n```"


def test_every_hook_is_documented_with_its_signature() -> None:
    marked = f"{hookspecs.PROJECT}_spec"
    hooks = [one for one in vars(hookspecs).values() if getattr(one, marked, None)]
    assert [hook.__name__ for hook in hooks] == re.findall(r"^### (malplan_\w+)$", HOOKS, re.M)
    for hook in hooks:
        assert signature(hook) in HOOKS


def test_every_method_of_the_registry_is_documented_with_its_signature() -> None:
    methods = [
        value
        for name, value in vars(Registry).items()
        if inspect.isfunction(value) and not name.startswith("_")
    ]
    assert len(methods) > 4
    for method in methods:
        assert signature(method) in HOOKS


def test_every_status_and_variable_is_documented() -> None:
    assert re.findall(r"^\| `(\w+)` \| [A-Z]", HOOKS, re.M) == [status.value for status in Status]
    assert f"`{ALLOW_VARIABLE}`" in HOOKS
    assert f"`{BLOCK_VARIABLE}`" in HOOKS


@pytest.mark.parametrize(("suite", "heading"), [(PlanSuite, "A plan"), (CheckSuite, "A check")])
def test_every_law_is_documented(suite: type, heading: str) -> None:
    section = page("test-a-plugin").split(f"## {heading}\n")[1].split("\n## ")[0]
    described = dict(re.findall(r"^\| `(test_\w+)` \| (.+) \|$", section, re.M))
    assert described == {
        name: (inspect.getdoc(law) or "").replace("``", "`")
        for name, law in inspect.getmembers(suite, inspect.isfunction)
        if name.startswith("test_")
    }


# --- The examples ---------------------------------------------------------------------------------
def files_of(text: str) -> dict[str, str]:
    """The blocks that stand under the name of a file."""
    return dict(re.findall(r"^`([\w./-]+)`\n\n```\w+\n(.*?)^```", text, re.M | re.S))


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.M | re.S)


def set_up(folder: Path, files: dict[str, str]) -> None:
    """The files of an example, and the metadata that installing its pyproject.toml makes."""
    project = tomllib.loads(files["pyproject.toml"])["project"]
    (points,) = project["entry-points"].items()
    group, named = points
    info = f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    requires = "".join(f"Requires-Dist: {wanted}\n" for wanted in project["dependencies"])
    made = {
        **files,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {project['name']}\n"
        f"Version: {project['version']}\n{requires}",
        f"{info}/entry_points.txt": f"[{group}]\n"
        + "".join(f"{name} = {value}\n" for name, value in named.items()),
    }
    made[f"{info}/RECORD"] = "".join(f"{path},,\n" for path in made)
    for path, text in made.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def run_pytest(folder: Path) -> str:
    path = os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])])
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, "COLUMNS": "100"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return result.stdout


@pytest.fixture
def example(site: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Sets up the files of a page, and gives its text; commands run beside them."""

    def set_up_page(name: str) -> str:
        set_up(site, files_of(page(name)))
        monkeypatch.chdir(site)
        for module in [one for one in sys.modules if one.startswith("malplan_eksempel")]:
            monkeypatch.delitem(sys.modules, module)
        return page(name)

    return set_up_page


def check_commands(text: str) -> None:
    """What the page shows is what comes out."""
    for block in blocks(text, "console"):
        command, _, shown = block.partition("\n")
        args = command.removeprefix("$ malplan ").split()
        out = CliRunner(env={"COLUMNS": "80"}).invoke(cli, args).output
        for piece in shown.split("[…]\n"):
            assert piece in out, command


def test_the_check_of_the_page(example: Callable[[str], str], site: Path) -> None:
    check_commands(example("write-a-check"))
    assert "11 passed" in run_pytest(site)


def test_the_extension_of_the_page(example: Callable[[str], str]) -> None:
    text = example("extend-a-plan")
    check_commands(text)
    (_, code) = blocks(text, "python")
    exec(compile(f"import malplan\n{code}", "extend-a-plan.md", "exec"), {})


def test_the_tests_of_the_page(site: Path) -> None:
    text, plan = page("test-a-plugin"), page("add-a-plan")
    files = files_of(plan) | files_of(text)
    files["malplan_sommersvoemning/sommersvoemning.yaml"] = files.pop("sommersvoemning.yaml")
    own = blocks(text, "python")[-1]
    set_up(site, files | {"tests/test_own.py": own})
    assert "16 passed" in run_pytest(site)
    broken = files["malplan_sommersvoemning/__init__.py"] + "    import yaml\n"
    set_up(site, files | {"malplan_sommersvoemning/__init__.py": broken})
    out = run_pytest(site)
    assert "1 failed, 15 passed" in out
    assert "Loading malplan-sommersvoemning loads yaml" in out


def test_what_is_expected_is_written_as_the_page_says() -> None:
    code = blocks(page("test-a-plugin"), "python")[1]
    names: dict[str, Any] = {"PlanSuite": PlanSuite}
    exec(compile(code, "test-a-plugin.md", "exec"), names)
    for line in names["TestMyPlan"].expected_findings:
        assert re.fullmatch(r"my-plan(/[a-z-]+)*: [a-z-]+", line)
