"""No plugin stops malplan: every way in which one can be wrong, as installed, in every use."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from malplan import AmbiguousName, InvalidPlugin, InvalidSettings, Settings, UnknownName, Workspace
from malplan.cli import cli
from malplan.cli.common import plugins_running
from malplan.plugins import Plugin, Status, installed

Install = Callable[..., str]

GOOD = """\
from pathlib import Path
import malplan

@malplan.hookimpl
def malplan_register(registry):
    registry.plan(Path(__file__).parent / "{plan}.yaml")
"""


def registering(*lines: str) -> str:
    return GOOD + "".join(f"    {line}\n" for line in lines)


BROKEN: dict[str, tuple[str, str]] = {
    # --- while it is imported
    "raises": ("raise RuntimeError('gik galt 010190-1234')", "RuntimeError: gik galt [CPR]"),
    "exits": ("import sys\nsys.exit(3)", "import: SystemExit: 3"),
    "ends-otherwise": ("class Stop(BaseException): pass\nraise Stop('nu')", "Stop: nu"),
    "cannot-say-why": (
        "class Odd(Exception):\n    def __str__(self): raise self\nraise Odd",
        "fejl under import: Odd",
    ),
    "says-a-number-late": (f"raise ValueError('{'x' * 290} 010190-1234')", "x [CPR]"),
    "misses-a-module": ("import nowhere_to_be_found", "ModuleNotFoundError"),
    "no-python": ("this is no Python", "SyntaxError"),
    # --- the hook
    "misspells-the-hook": (GOOD.replace("malplan_register", "malplan_registre"), "registre"),
    "misspells-the-argument": (GOOD.replace("(registry)", "(registry, more)"), "more"),
    "marks-no-hook": (GOOD.replace("@malplan.hookimpl", ""), "mærket med @malplan.hookimpl"),
    "yields": (registering("yield"), "uden returværdi, men gav generator"),
    "raises-in-the-hook": (registering("1 / 0"), "registrering: ZeroDivisionError"),
    "exits-in-the-hook": (registering("raise SystemExit('nej')"), "SystemExit: nej"),
    "loads-plugins": (registering("malplan.load_plan('sommer')"), "mens det selv bliver"),
    "builds-a-wrong-plan": (
        registering("malplan.Plan(id='A', title='', year=2026, municipality='M')"),
        "title: teksten er tom",
    ),
    # --- what it registers
    "no-such-file": (GOOD.replace('"{plan}.yaml"', '"other.yaml"'), "other.yaml findes ikke"),
    "no-plan-file": (GOOD.replace('"{plan}.yaml"', '"__init__.py"'), "registry.plan tager"),
    "file-of-the-folder": (
        GOOD.replace("Path(__file__).parent / ", ""),
        "skriv Path(__file__).parent foran",
    ),
    "rubbish-for-a-plan": (registering("registry.plan(object())"), "registry.plan tager"),
    "rubbish-for-an-output": (registering("registry.output(5)"), "name, suffix, media_type"),
    "rubbish-for-a-check": (registering("registry.check(None)"), "code og check"),
    "rubbish-for-an-extension": (registering("registry.extension(int)"), "attrs-klasse"),
    "same-plan-twice": (GOOD + GOOD.splitlines()[-1], "registrerer ”same-plan-twice” to gange"),
    "no-slug": (
        registering(
            "class Check:",
            "    code = 'Min kode'",
            "    def check(self, plan): return []",
            "registry.check(Check())",
        ),
        "for eksempel min-kode",
    ),
    "a-class": (
        registering(
            "class Check:",
            "    code = 'mine'",
            "    def check(self, plan): return []",
            "registry.check(Check)",
        ),
        "registrér en instans: Check()",
    ),
    "name-raises": (
        registering(
            "class Output:",
            "    suffix, media_type, write = '.x', 'text/x', print",
            "    @property",
            "    def name(self): raise KeyError('navn')",
            "registry.output(Output())",
        ),
        "registrering: KeyError: 'navn'",
    ),
    "inexact-extension": (
        registering(
            "import attrs",
            "@attrs.frozen",
            "class Own:",
            "    share: float",
            "registry.extension(Own)",
        ),
        "feltet Own.share har typen float",
    ),
    "name-of-a-failure": (
        registering(
            "class Check:",
            "    code = 'check-failed'",
            "    def check(self, plan): return []",
            "registry.check(Check())",
        ),
        "”check-failed” er malplans eget navn",
    ),
    "name-of-malplan": (
        registering(
            "class Check:",
            "    code = 'cpr-number'",
            "    def check(self, plan): return []",
            "registry.check(Check())",
        ),
        "”cpr-number” er malplans eget navn",
    ),
}
"""Plugins that are wrong, and what is said of each in Danish."""


def status_of(name: str, workspace: Workspace | None = None) -> Plugin:
    return {one.name: one for one in (workspace or Workspace()).plugins}[name]


def run(*args: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli, list(args), prog_name="malplan")
    assert result.exit_code == code, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


# --- Broken ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_plugin_is_told_and_brings_nothing(install: Install, name: str) -> None:
    code, says = BROKEN[name]
    install(f"malplan-{name}", code, plan=name)
    install("malplan-good")
    workspace = Workspace()
    broken = status_of(f"malplan-{name}", workspace)
    assert (broken.status, broken.provides) == (Status.BROKEN, ())
    assert broken.reason is not None
    assert says in broken.reason.da
    assert "1234" not in str(broken)
    assert not broken.reason.da.endswith(": ")
    assert workspace.load("sommer").id == "sommer"
    with pytest.raises(UnknownName):
        workspace.load(name)
    with pytest.raises(InvalidPlugin, match=f"malplan-{name} 1.0 is not loaded"):
        _ = Workspace(strict=True).plugins


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_plugin_is_told_on_the_command_line(install: Install, name: str) -> None:
    code, says = BROKEN[name]
    install(f"malplan-{name}", code, plan=name)
    install("malplan-good")
    plugins = {one["name"]: one for one in json.loads(run("plugins", "--json").stdout)}
    assert plugins[f"malplan-{name}"]["status"] == "broken"
    assert says in plugins[f"malplan-{name}"]["reason"]
    assert plugins["malplan-good"]["provides"] == ["plan sommer"]
    for args in (["list", "--json"], ["show", "sommer", "--json"], ["outputs", "--json"]):
        result = run(*args)
        assert json.loads(result.stdout)
        assert f"Bemærk: pluginet malplan-{name} 1.0 er ikke indlæst" in result.stderr
        assert says in result.stderr
    assert "Note: the plugin" in run("list", "--lang", "en").stderr
    for args in (["plugins"], ["list"], ["show", "sommer"], ["check", "sommer"], ["outputs"]):
        result = run(*args, "--strict", code=2)
        assert result.stdout == ""
        assert f"Fejl: pluginet malplan-{name} 1.0 er ikke indlæst" in result.stderr
        assert says in result.stderr


def test_plugins_says_why_once(install: Install) -> None:
    install("malplan-x", "raise RuntimeError('nej')")
    result = run("plugins")
    assert "RuntimeError" in result.stdout
    assert result.stderr == ""


def test_all_of_them_at_once(install: Install, site: Path) -> None:
    for name, (code, _) in BROKEN.items():
        install(f"malplan-{name}", code, plan=name)
    install("malplan-good")
    result = program(site, "list", "--json")
    assert result.returncode == 0
    assert "sommer" in [plan["id"] for plan in json.loads(result.stdout)]
    assert result.stderr.count(b"er ikke indl") == len(BROKEN)
    assert b"Traceback" not in result.stderr


def test_whoever_presses_ctrl_c_means_the_program(install: Install) -> None:
    install("malplan-slow", "raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        _ = Workspace().plugins
    assert run("list", code=1).stderr.strip() == "Aborted!"


def test_several_entry_points_stand_or_fall_together(install: Install) -> None:
    install("malplan-pair", more="other = nowhere_to_be_found\n")
    assert status_of("malplan-pair").status is Status.BROKEN
    with pytest.raises(UnknownName):
        Workspace().load("sommer")


def test_a_registry_that_is_kept_takes_nothing_later(install: Install) -> None:
    module = install("malplan-late", registering("global kept", "kept = registry"))
    workspace = Workspace()
    assert workspace.load("sommer").id == "sommer"
    kept = sys.modules[module].kept
    with pytest.raises(InvalidPlugin, match="only while"):
        kept.plan(Path(str(sys.modules[module].__file__)).parent / "sommer.yaml")
    assert status_of("malplan-late", workspace).provides == ("plan sommer",)


def test_threads_that_share_a_workspace_load_its_plugins_once(install: Install) -> None:
    slow = "import time\n" + registering("time.sleep(0.05)", "calls.append(registry)")
    module = install("malplan-slow", f"calls = []\n{slow}")
    workspace, stdout = Workspace(), sys.stdout
    threads = [threading.Thread(target=lambda: workspace.plans) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sys.modules[module].calls) == 1
    assert sys.stdout is stdout


# --- What it prints -------------------------------------------------------------------------------
LOUD = """\
import os, subprocess, sys
print("with print")
os.write(1, b"past Python\\n")
subprocess.run([sys.executable, "-c", "print('from a child')"])
""" + registering(
    "print('in the hook')",
    "class Check:",
    "    code = 'loud'",
    "    def check(self, plan):",
    "        print('in a check')",
    "        return []",
    "registry.check(Check())",
    "class Output:",
    "    name, suffix, media_type = 'loud', '.txt', 'text/plain'",
    "    def write(self, view, stream, *, language, options):",
    "        os.write(1, b'in an output')",
    "        stream.write(b'out')",
    "registry.output(Output())",
)


def program(site: Path, *args: str) -> subprocess.CompletedProcess[bytes]:
    path = os.pathsep.join([str(site), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.run(
        [sys.executable, "-m", "malplan", *args],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": ""},
    )


def test_what_a_plugin_prints_stays_out_of_the_output(install: Install, site: Path) -> None:
    install("malplan-loud", LOUD)
    for args, code in ((["plugins", "--json"], 0), (["check", "sommer", "--json"], 1)):
        result = program(site, *args)
        assert result.returncode == code
        assert json.loads(result.stdout)
        for said in (b"with print", b"past Python", b"from a child", b"in the hook"):
            assert said in result.stderr
    assert b"in a check" in result.stderr
    result = program(site, "render", "sommer", "--to", "loud")
    assert result.stdout == b"out"
    assert b"in an output" in result.stderr


def test_where_there_is_no_output_nothing_is_taken_for_it() -> None:
    kept = os.dup(1)
    os.close(1)
    try:
        with plugins_running():
            sys.stdout.write("from a plugin\n")
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(1)
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def test_a_library_sends_what_is_printed_at_import_to_standard_error(
    install: Install, capsys: pytest.CaptureFixture[str]
) -> None:
    install("malplan-loud", "print('hej')\n" + registering("print('igen')"))
    assert status_of("malplan-loud").status is Status.LOADED
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "hej" in captured.err


# --- Incompatible ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("requires", "says"),
    [
        ("malplan>=999", "kræver malplan >=999"),
        ("Malplan [testing] (<0.0.1)", "kræver malplan <0.0.1"),
        ('malplan>=999; python_version >= "3.0"', "kræver malplan >=999"),
        ("malplan>>1", "kan ikke læses: malplan>>1"),
        ('malplan>=999; os_name ~= "posix"', "kan ikke læses"),
    ],
)
def test_a_plugin_for_another_malplan_is_not_imported(
    install: Install, tmp_path: Path, requires: str, says: str
) -> None:
    trace = tmp_path / "imported"
    module = install("malplan-new", f"open({str(trace)!r}, 'w').close()\n{GOOD}", requires=requires)
    install("malplan-good", plan="fine")
    workspace = Workspace()
    found = status_of("malplan-new", workspace)
    assert (found.status, found.provides) == (Status.INCOMPATIBLE, ())
    assert found.reason is not None
    assert says in found.reason.da
    assert workspace.load("fine").id == "fine"
    assert says in run("list").stderr
    assert says in run("list", "--strict", code=2).stderr
    with pytest.raises(InvalidPlugin):
        _ = Workspace(strict=True).plugins
    assert not trace.exists()
    assert module not in sys.modules


@pytest.mark.parametrize(
    "requires",
    [
        "malplan>=0.0.1",
        'malplan>=999; extra == "x"',
        'malplan>=999; python_version < "3"',
        "malplan-other>=999",
        "malplan-other>>1",
        "this is !! no requirement",
        'attrs; os_name ~= "posix"',
        "",
    ],
)
def test_a_plugin_that_this_malplan_will_do_for(install: Install, requires: str) -> None:
    install("malplan-fine", requires=requires)
    assert status_of("malplan-fine").status is Status.LOADED


# --- Metadata -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("entry_points.txt", b"[malplan]\nno value\n"),
        ("entry_points.txt", b"[malplan]\nx = \xff\n"),
        ("METADATA", b"Name: malplan-x\nVersion: 1.0\nSummary: \xff\n"),
        ("METADATA", b"no metadata"),
    ],
)
def test_damaged_metadata_stop_nobody_else(
    install: Install, site: Path, file: str, content: bytes
) -> None:
    install("malplan-x", plan="x")
    install("malplan-good")
    (site / "malplan_x-1.0.dist-info" / file).write_bytes(content)
    assert "malplan-x" not in [one.name for one in installed()]
    assert Workspace().load("sommer").id == "sommer"


def test_of_the_same_distribution_twice_the_first_counts(
    install: Install, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = tmp_path / "earlier"
    monkeypatch.syspath_prepend(str(earlier))
    module = install("malplan-x", plan="new", to=earlier)
    shadowed = install("Malplan.X", plan="old")
    assert status_of("malplan-x").provides == ("plan new",)
    assert module in sys.modules
    assert shadowed not in sys.modules


def test_a_plan_may_stand_outside_the_package(install: Install, tmp_path: Path) -> None:
    path = tmp_path / "elsewhere.yaml"
    path.write_text("format: 1\nid: elsewhere\ntitle: E\nyear: 2026\nmunicipality: M\n", "utf-8")
    install("malplan-x", registering(f"registry.plan({str(path)!r})"))
    assert status_of("malplan-x").provides == ("plan sommer", "plan elsewhere")
    assert Workspace().load("elsewhere").title == "E"


# --- Names ----------------------------------------------------------------------------------------
def test_two_plugins_with_one_plan_get_it_neither(install: Install) -> None:
    install("malplan-one")
    install("malplan-two")
    says = "flere planer har navnet ”sommer”: malplan-one og malplan-two"
    workspace = Workspace()
    with pytest.raises(AmbiguousName) as caught:
        workspace.load("sommer")
    assert says in caught.value.message.da
    assert "sommer" not in [one.id for one in workspace.plans]
    assert [status_of(name).status for name in ("malplan-one", "malplan-two")] == [
        Status.LOADED,
        Status.LOADED,
    ]
    assert Workspace(Settings(block=frozenset({"malplan-two"}))).load("sommer").id == "sommer"

    for args in (["list"], ["plugins"], ["outputs", "--json"]):
        assert f"Bemærk: {says}" in run(*args).stderr
        assert f"Fejl: {says}" in run(*args, "--strict", code=2).stderr
    assert f"Fejl: {says}" in run("show", "sommer", code=2).stderr
    with pytest.raises(AmbiguousName):
        _ = Workspace(strict=True).plans


@pytest.mark.parametrize(
    ("listed", "says"),
    [
        ("block = ['malplan-gode']", "blokerede plugins nævner ”malplan-gode”"),
        ("block = ['malplan-gode']", "Mente du ”malplan-good”?"),
        ("block = ['good']", "Mente du ”malplan-good”?"),
        ("allow = ['malplan-good', 'Malplan_Goof']", "tilladte plugins nævner ”malplan-goof”"),
        ("block = ['elsewhere']", "”elsewhere”, som ikke er installeret\n"),
    ],
)
def test_a_name_that_no_plugin_has_is_told(
    install: Install, tmp_path: Path, listed: str, says: str
) -> None:
    install("malplan-good")
    (tmp_path / "malplan.toml").write_text(f"[plugins]\n{listed}\n", encoding="utf-8")
    result = run("show", "sommer")
    assert result.stderr.startswith("Bemærk: ")
    assert says in result.stderr
    assert says in run("show", "sommer", "--strict", code=2).stderr
    with pytest.raises(InvalidSettings):
        _ = Workspace.find(tmp_path, strict=True).plans


def test_strict_with_nothing_wrong_changes_nothing(install: Install, tmp_path: Path) -> None:
    module = install("malplan-good")
    blocked = install("malplan-other", "raise RuntimeError")
    text = "[plugins]\nallow = ['malplan-good']\nblock = ['malplan-other']\n"
    (tmp_path / "malplan.toml").write_text(text, encoding="utf-8")
    for args in (["list"], ["show", "sommer"], ["plugins"], ["render", "sommer", "--to", "yaml"]):
        strict, lenient = run(*args, "--strict"), run(*args)
        assert (strict.stdout, strict.stderr) == (lenient.stdout, lenient.stderr)
        assert strict.stderr == ""
    assert module in sys.modules
    assert blocked not in sys.modules


def test_a_file_that_can_be_no_plan_is_an_error_in_strict(tmp_path: Path) -> None:
    (tmp_path / "malplan.toml").write_text("plans = ['.']\n[plugins]\nallow = []", "utf-8")
    (tmp_path / "Min Plan.yaml").write_text("x", encoding="utf-8")
    assert "Min Plan.yaml er ikke med" in run("list").stderr
    assert "Min Plan.yaml er ikke med" in run("list", "--strict", code=2).stderr
