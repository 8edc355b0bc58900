"""What ``malplan new`` makes: whatever it is called, it can be used at once, and nothing is lost."""

from __future__ import annotations

import json
import shlex
import sys
import tomllib
import types
from pathlib import Path, PurePosixPath
from typing import Any, cast
from unittest import mock

import attrs
import pytest
from click.testing import CliRunner, Result
from hypothesis import assume, example, given
from hypothesis import strategies as st
from packaging.requirements import Requirement
from packaging.version import Version

import malplan
from malplan import Registry, Severity, Workspace
from malplan.cli import cli
from malplan.errors import FileRefused, InvalidInput, InvalidValue, MalplanError
from malplan.files import write_folder
from malplan.loading import read_plan
from malplan.moments import day_of, now
from malplan.privacy import has_cpr_number
from malplan.scaffolding import KINDS, Names, PlanHead, PluginKind, new_plan, new_plugin
from malplan.testing.strategies import line_texts, slugs
from malplan.texts import SLUG

TEMPLATES = Path(malplan.__file__).parent / "templates"
HEAD = PlanHead(year=2026)
ALONE = Workspace(find_plugins=lambda: ())


def read(text: str) -> malplan.Plan:
    return read_plan(text.encode(), suffix=".yaml", converters=ALONE.converters)


def files_of(kind: str, name: str) -> dict[str, str]:
    return new_plan(name, HEAD) if kind == "plan" else new_plugin(cast(PluginKind, kind), name)


def made(kind: str, name: str) -> dict[str, str]:
    """The files of a kind, or nothing to try for a name that may not be had."""
    try:
        return files_of(kind, name)
    except InvalidValue:
        assume(False)
        raise


def some_names() -> st.SearchStrategy[str]:
    return slugs() | st.from_regex(SLUG, fullmatch=True).filter(lambda name: len(name) <= 100)


every_kind = pytest.mark.parametrize("kind", ["plan", *KINDS])


# --- What is made ---------------------------------------------------------------------------------
@every_kind
@given(name=some_names())
@example(name="2026")
@example(name="no")
@example(name="class")
@example(name="1-2-3")
@example(name="a" * 100)
def test_whatever_it_is_called_every_file_can_be_read(kind: str, name: str) -> None:
    files = made(kind, name)
    project = tomllib.loads(files["pyproject.toml"])
    package = Names(name).package
    assert project["project"]["name"] == f"malplan-{name}"
    assert project["project"]["entry-points"]["malplan"] == {kind: package}
    wanted = {Requirement(one).name: one for one in project["project"]["dependencies"]}
    assert Version(malplan.__version__) in Requirement(wanted["malplan"]).specifier
    assert package.isidentifier()
    assert {f"src/{package}/__init__.py", f"src/{package}/py.typed"} <= files.keys()
    assert any(path.startswith("tests/test_") for path in files)
    for path, text in files.items():
        if path.endswith(".py"):
            compile(text, path, "exec")


@every_kind
@given(name=some_names())
def test_no_placeholder_is_left_and_nothing_lies_outside(kind: str, name: str) -> None:
    for path, text in made(kind, name).items():
        assert "@@" not in text
        assert not {"PACKAGE", "NAME", "..", "/"} & set(PurePosixPath(path).parts)
        assert not path.endswith(".tmpl")
        assert not text or text.endswith("\n")
        assert "\r" not in text


@pytest.mark.parametrize("kind", KINDS)
@given(name=some_names())
@example(name="2026")
@example(name="a" * 100)
def test_what_it_registers_has_its_name(kind: PluginKind, name: str) -> None:
    package = Names(name).package
    module = types.ModuleType(package)
    code = made(kind, name)[f"src/{package}/__init__.py"]
    registry = Registry("made")
    with mock.patch.dict(sys.modules, {package: module}):
        exec(compile(code, package, "exec"), vars(module))
        module.malplan_register(registry)
    (entry,) = registry.entries
    assert entry.kind.value == kind
    assert entry.name == (Names(name).scheme if kind == "store" else name)


def test_every_template_is_used() -> None:
    files = [path for path in TEMPLATES.rglob("*") if path.is_file()]
    assert all(path.suffix == ".tmpl" for path in files)
    used = {kind: made(kind, "x") for kind in ("plan", *KINDS)}
    common = sum(path.is_relative_to(TEMPLATES / "common") for path in files)
    assert common
    assert sum(len(one) - common for one in used.values()) == len(files) - common


# --- A plan ---------------------------------------------------------------------------------------
@given(
    name=some_names(),
    title=line_texts(),
    municipality=line_texts(),
    year=st.integers(1900, 2199),
)
@example(name="on", title="Ja: 'nej' # \"{x}\"", municipality="- *a", year=1900)
@example(name="x", title="@@{name} $name", municipality="1.5", year=2026)
def test_a_plan_says_what_it_was_given(name: str, title: str, municipality: str, year: int) -> None:
    assume(not has_cpr_number(title) and not has_cpr_number(municipality))
    assume(not name.startswith("malplan-") and not has_cpr_number(name))
    files = new_plan(name, PlanHead(year=year, title=title, municipality=municipality))
    text = files[f"src/{Names(name).package}/{name}.yaml"]
    plan = read(text)
    given_ = malplan.Plan(id=name, title=title, year=year, municipality=municipality)
    fields = ("id", "title", "year", "municipality")
    assert [getattr(plan, one) for one in fields] == [getattr(given_, one) for one in fields]
    assert [one for one in ALONE.check(plan) if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize("year", [2025, 2026, 2027, 2028])
def test_the_checks_find_nothing_in_the_plan_as_it_is_made(year: int) -> None:
    files = new_plan("ny", attrs.evolve(HEAD, year=year))
    plan = read(files["src/malplan_ny/ny.yaml"])
    assert list(ALONE.check(plan)) == []
    assert "eksempel" in plan.title


@pytest.mark.parametrize(
    "head",
    [
        PlanHead(year=1800),
        PlanHead(year=2026, title=" "),
        PlanHead(year=2026, title="a\nb"),
        PlanHead(year=2026, title="Om 010190-1234"),
        PlanHead(year=2026, municipality="010190-1234"),
    ],
)
def test_what_no_plan_can_say_is_refused(head: PlanHead) -> None:
    with pytest.raises((InvalidValue, InvalidInput)) as raised:
        new_plan("ny", head)
    assert not has_cpr_number(str(raised.value))


# --- Names ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "name", "says"),
    [
        ("check", "Høre de unge", "hoere-de-unge"),
        ("plan", "Sommersvømning", "sommersvoemning"),
        ("plan", "../x", "for eksempel x"),
        ("plan", "", "workshop-1"),
        ("source", "a" * 101, "100"),
        ("plan", "malplan-sommer", "Skriv sommer"),
        ("source", "010190-1234", "CPR"),
        ("store", "0101-901234", "CPR"),
        ("output", "json", "json-egen"),
        ("check", "no-coordinator", "no-coordinator-egen"),
        ("check", "check-failed", "check-failed-egen"),
        ("store", "mem-ory", "mem-ory-log"),
    ],
)
def test_a_name_that_cannot_be_is_told(kind: str, name: str, says: str) -> None:
    with pytest.raises(MalplanError) as raised:
        files_of(kind, name)
    assert says in raised.value.message.da
    assert raised.value.message.en != raised.value.message.da


def test_what_belongs_to_malplan_is_so_of_its_kind_alone() -> None:
    assert new_plugin("source", "json")
    assert new_plan("memory", HEAD)


# --- Writing --------------------------------------------------------------------------------------
FILES = {"a.txt": b"a", "b/c.txt": b"c"}


def snapshot(folder: Path) -> dict[str, bytes | None]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def test_a_folder_is_made_with_all_its_files(tmp_path: Path) -> None:
    write_folder(tmp_path / "new", FILES)
    (tmp_path / "empty").mkdir()
    write_folder(tmp_path / "empty", FILES)
    wanted = {"a.txt": b"a", "b": None, "b/c.txt": b"c"}
    assert snapshot(tmp_path / "new") == snapshot(tmp_path / "empty") == wanted
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "new"]
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "new" / "b").stat().st_mode


def test_what_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.txt").write_bytes(b"mine")
    (tmp_path / "file").write_bytes(b"mine")
    (tmp_path / "target").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "target")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    before = snapshot(tmp_path)
    for name in ("full", "file", "link", "dangling"):
        with pytest.raises(FileRefused):
            write_folder(tmp_path / name, FILES)
    assert snapshot(tmp_path) == before


def test_where_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    for name in ("new", "missing/new"):
        with pytest.raises(FileRefused):
            write_folder(tmp_path / name, {**FILES, "a.txt/b": b""})
    assert list(tmp_path.iterdir()) == []


def test_what_came_a_moment_ago_is_left_as_it_is(tmp_path: Path) -> None:
    class Slow(dict[str, bytes]):
        def items(self) -> Any:
            (tmp_path / "new").mkdir()
            (tmp_path / "new" / "a.txt").write_bytes(b"mine")
            return super().items()

    with pytest.raises(FileRefused):
        write_folder(tmp_path / "new", Slow(FILES))
    assert snapshot(tmp_path) == {"new": None, "new/a.txt": b"mine"}


# --- The commands ---------------------------------------------------------------------------------
def run(*args: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli, ["new", *args], prog_name="malplan")
    assert result.exit_code == code, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def written(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


@pytest.mark.parametrize("kind", KINDS)
def test_a_plugin_is_made_and_told_of(kind: PluginKind, tmp_path: Path) -> None:
    told = run("plugin", "min", "--kind", kind).stdout.splitlines()
    assert told[0].startswith("malplan-min er lavet: ")
    files = written(tmp_path / "malplan-min")
    assert files == sorted(new_plugin(kind, "min"))
    assert [line.strip() for line in told[1:-4]] == files
    assert told[-4] == "Fortsæt med:"
    assert told[-3].strip() == 'pip install -e ./malplan-min "malplan[testing]"'


def test_it_speaks_english() -> None:
    told = run("plugin", "min", "--kind", "check", "--lang", "en").stdout
    assert told.startswith("Made malplan-min: a check ")
    assert "Go on with:" in told


def test_a_plan_is_made_as_asked_for(tmp_path: Path) -> None:
    (tmp_path / "mine planer").mkdir()
    options = ("--title", "Åben hal", "--municipality", "By Kommune", "--year", "2031")
    found = json.loads(run("plan", "hal", *options, "--folder", "mine planer", "--json").stdout)
    folder = Path("mine planer") / "malplan-hal"
    assert found == {"folder": str(folder), "files": written(tmp_path / folder)}
    plan = malplan.load_plan(tmp_path / folder / "src" / "malplan_hal" / "hal.yaml", ALONE)
    assert (plan.title, plan.municipality, plan.year) == ("Åben hal", "By Kommune", 2031)


def test_the_commands_that_it_tells_of_can_be_pasted(tmp_path: Path) -> None:
    folder = tmp_path / "mine planer"
    folder.mkdir()
    for where in ("mine planer", str(folder), "./mine planer"):
        name = f"x{len(list(folder.iterdir()))}"
        told = run("plan", name, "--folder", where).stdout.splitlines()
        pip, pytest_, look = (shlex.split(line) for line in told[-3:])
        assert Path(pip[3]).samefile(folder / f"malplan-{name}")
        assert "/" in pip[3], "pip would ask an index"
        assert Path(pytest_[1]).samefile(pip[3])
        assert look == ["malplan", "check", name]


def test_this_year_is_the_year_of_a_plan(tmp_path: Path) -> None:
    run("plan", "ny")
    plan = malplan.load_plan(tmp_path / "malplan-ny" / "src" / "malplan_ny" / "ny.yaml", ALONE)
    assert plan.year == day_of(now()).year


def test_making_it_again_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    run("plan", "ny")
    (tmp_path / "malplan-ny" / "README.md").write_text("min", encoding="utf-8")
    before = snapshot(tmp_path)
    assert "findes allerede" in run("plan", "ny", code=2).stderr
    assert "there already" in run("plan", "ny", "--lang", "en", code=2).stderr
    assert "findes allerede" in run("plugin", "ny", "--kind", "check", code=2).stderr
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("plan", "Sommersvømning"), "sommersvoemning"),
        (("plan", "ny", "--year", "1"), "year"),
        (("plan", "ny", "--year", "i år"), "year"),
        (("plan", "ny", "--folder", "mangler"), "kan ikke skrives"),
        (("plugin", "ny"), "--kind"),
        (("plugin", "ny", "--kind", "plan"), "--kind"),
        (("plugin", "json", "--kind", "output"), "json-egen"),
        (("plan",), "NAME"),
    ],
)
def test_bad_use_is_told_and_nothing_is_made(
    args: tuple[str, ...], says: str, tmp_path: Path
) -> None:
    assert says in run(*args, code=2).stderr
    assert list(tmp_path.iterdir()) == []
