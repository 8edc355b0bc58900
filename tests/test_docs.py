"""The docs are whole: every name, hook, check, command, option and setting is in them."""

from __future__ import annotations

import pkgutil
import re
import runpy
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import click
import pytest

import malplan
import malplan.testing
from malplan import hookspecs
from malplan.checks import CHECKS, MethodCheck
from malplan.cli import cli
from malplan.settings import _File
from malplan.testing._laws import Law, laws_of

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
SOURCE = ROOT / "src" / "malplan"
SCRIPTS = sorted(path for path in DOCS.glob("*.py") if path.name not in ("conf.py", "conftest.py"))
TEMPLATES = sorted((SOURCE / "templates").rglob("*.tmpl"))
PAGES = (ROOT / "README.md", *sorted(DOCS.rglob("*.md")))


def read(*parts: str) -> str:
    return DOCS.joinpath(*parts).read_text(encoding="utf-8")


# --- Pages that are made from the code ------------------------------------------------------------
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: str(script.name))
def test_a_page_is_as_its_script_makes_it(script: Path) -> None:
    page = f"reference/{script.stem.replace('_', '-')}.md"
    made = runpy.run_path(str(script))["page"]()
    assert read(page) == made, f"run: python docs/{script.name} > docs/{page}"


# --- The public API -------------------------------------------------------------------------------
def documented() -> set[str]:
    return set(re.findall(r"^\.\. (?:auto|py:)\w+:: (\S+)$", read("reference", "api.md"), re.M))


def test_every_public_name_is_documented() -> None:
    assert {f"malplan.{name}" for name in malplan.__all__} - documented() == set()


def home(name: str) -> str:
    """The module in which something is made that another may offer too."""
    found = pkgutil.resolve_name(name)
    return getattr(found, "__module__", name)


def test_what_the_guides_and_templates_import_is_documented() -> None:
    texts = [page.read_text(encoding="utf-8") for page in (*PAGES, *TEMPLATES)]
    imports = re.findall(
        r"^[ +]*from (malplan\.(?!testing)\S+) import (.+)$", "\n".join(texts), re.MULTILINE
    )
    names = {f"{module}.{name}" for module, found in imports for name in found.split(", ")}
    known = re.findall(r"^ *\.\. \w+(?::\w+)?:: (\S+)$", read("reference", "api.md"), re.MULTILINE)
    told = {name for name in names for one in known if f"{one}.".startswith(f"{name}.")}
    whole = r"^\.\. automodule:: (\S+)\n(?! +:no-members:)"
    modules = re.findall(whole, read("reference", "api.md"), re.MULTILINE)
    told |= {name for name in names if home(name) in modules}
    assert names - told == set()
    assert "malplan.standing.state_of" in names


def test_everything_for_tests_is_documented() -> None:
    modules = pkgutil.iter_modules(malplan.testing.__path__, "malplan.testing.")
    names = {module.name for module in modules if module.name.rpartition(".")[2][0] != "_"}
    assert names - documented() == set()
    assert names


def test_every_hook_is_documented() -> None:
    hooks = {
        f"malplan.hookspecs.{name}"
        for name, value in vars(hookspecs).items()
        if hasattr(value, f"{hookspecs.PROJECT}_spec")
    }
    assert hooks - documented() == set()
    assert hooks


# --- The checks -----------------------------------------------------------------------------------
EXAMPLES = runpy.run_path(str(DOCS / "checks.py"))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: str(check.code))
def test_the_example_of_a_check_is_found_and_mended(check: MethodCheck) -> None:
    before, after = (
        {finding.code for finding in EXAMPLES["findings"](part)}
        for part in EXAMPLES["plans_of"](check)
    )
    assert check.code in before
    assert check.code not in after
    assert after < before, "mending brought something new"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: str(check.code))
def test_a_check_says_what_it_finds_and_why_it_matters(check: MethodCheck) -> None:
    what, why = EXAMPLES["told"](check)
    assert what.endswith(".")
    assert why.endswith(".")


def test_every_code_has_a_section() -> None:
    codes = {check.code for check in CHECKS}
    sections = set(re.findall(r"^## (.+)$", read("reference", "checks.md"), re.MULTILINE))
    assert sections == codes | {"check-failed"}
    assert {path.stem for path in (DOCS / "reference" / "checks").iterdir()} == codes


# --- The laws -------------------------------------------------------------------------------------
LAWS = runpy.run_path(str(DOCS / "laws.py"))
every_law = pytest.mark.parametrize(
    "law", [pytest.param(law, id=f"{suite.__name__}-{law.name}")
            for suite in LAWS["SUITES"] for law in laws_of(suite)]
)  # fmt: skip


@every_law
def test_a_law_says_what_and_why_and_which_mistake_it_catches(law: Law) -> None:
    for part in (law.says, law.why, law.catches):
        assert part.endswith("."), part
        assert "``" not in part
        assert "Why:" not in part
        assert "Catches:" not in part


def test_every_suite_has_its_laws_on_the_page_and_its_place_in_the_guide() -> None:
    suites = {name for name in malplan.testing.__all__ if name.endswith("Suite")}
    assert suites == {suite.__name__ for suite in LAWS["SUITES"]}
    guide = read("how-to", "test-a-plugin.md")
    for title, _ in LAWS["SUITES"].values():
        assert f"\n## {title}\n" in guide
        assert f"(../reference/laws.md#{LAWS['anchor'](title)})" in guide


# --- The command line and the settings ------------------------------------------------------------
def test_every_command_and_option_is_documented() -> None:
    text = read("reference", "command-line.md")
    sections = dict(re.findall(r"^## (malplan.*)\n((?:(?!## ).*\n)*)", text, re.MULTILINE))
    found = dict(commands_in(cli, "malplan"))
    assert set(sections) == set(found)
    for name, command in found.items():
        for parameter in command.params:
            for written in parameter.opts if isinstance(parameter, click.Option) else ():
                assert f"`{written}`" in sections[name], f"{name} {written}"


def commands_in(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for inner in command.list_commands(context):
            held = command.get_command(context, inner)
            assert held is not None
            yield from commands_in(held, f"{name} {inner}")


def settings_of(cls: Any, prefix: str = "") -> dict[str, Any]:
    """Every setting of malplan.toml, with its default."""
    found: dict[str, Any] = {}
    for field in attrs.fields(cls):
        if attrs.has(type(field.default)):
            found.update(settings_of(type(field.default), f"{prefix}{field.name}."))
        else:
            found[prefix + field.name] = field.default
    return found


def test_every_setting_is_documented_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `([a-z_.]+)` \|(.*)$", read("reference", "settings.md"), re.M))
    settings = settings_of(_File)
    assert set(rows) == set(settings)
    for name, default in settings.items():
        assert not isinstance(default, int) or f"By default {default}" in rows[name]


def test_every_variable_is_documented() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    variables = set(re.findall(r"\bMALPLAN_[A-Z_]+\b", code))
    assert variables
    for page in ("settings.md", "command-line.md"):
        assert {
            name for name in variables if f"| `{name}` |" not in read("reference", page)
        } == set()


# --- The architecture -----------------------------------------------------------------------------
ARCHITECTURE = read("explanation", "architecture.md")


def test_every_module_is_in_the_architecture() -> None:
    names = {path.stem if path.is_file() else f"{path.name}/" for path in SOURCE.iterdir()}
    wanted = {name for name in names if not name.startswith("__") and name != "py"}
    assert {name for name in wanted if f"`{name}`" not in ARCHITECTURE} == set()


def test_the_drawing_shows_the_layers_that_the_linter_holds() -> None:
    drawn = [line.strip() for line in re.findall(r"│ (.+) │$", ARCHITECTURE, re.MULTILINE)]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert drawn == project["tool"]["importlinter"]["contracts"][0]["layers"]


# --- The README, and links ------------------------------------------------------------------------
SHOW = "pip install . ./plugins/malplan-ungeloeftet && malplan show ungeloeftet"
TEST = 'pip install "nox[uv]" && nox'


def test_the_two_commands_of_the_readme_come_first() -> None:
    text = PAGES[0].read_text(encoding="utf-8")
    commands = [block.split("```")[0].strip() for block in text.split("```console\n$ ")[1:]]
    assert commands[:2] == [SHOW, TEST]


def test_what_guards_main_runs_the_second() -> None:
    assert TEST in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_link_leads_somewhere() -> None:
    for page in PAGES:
        for link in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert "://" in link or (page.parent / link).exists(), f"{page.name}: {link}"
