"""Plugins as they are installed: real distributions on the import path, good and broken."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from malplan import (
    AmbiguousName,
    InvalidPlan,
    InvalidPlugin,
    InvalidSettings,
    InvalidValue,
    Message,
    Plan,
    Registry,
    Settings,
    StoreFailed,
    UnknownName,
    Workspace,
)
from malplan.opening import opened
from malplan.plugins import Plugin, Status, installed
from malplan.registry import Catalog, Kind

PLAN = "format: 1\nid: {id}\ntitle: P\nyear: 2026\nmunicipality: M\n"

Install = Callable[..., str]


def plugin(name: str, workspace: Workspace | None = None) -> Plugin:
    found = {one.name: one for one in (workspace or Workspace()).plugins}
    return found[name]


def test_a_plugin_of_two_files(install: Install) -> None:
    module = install("malplan-sommer")
    workspace = Workspace()
    assert [one.name for one in installed() if one.name == "malplan-sommer"]
    assert module not in sys.modules  # listing imports nothing
    assert plugin("malplan-sommer", workspace) == Plugin(
        "malplan-sommer", "1.0", Status.LOADED, None, ("plan sommer",)
    )
    assert workspace.load("sommer").title == "P"
    assert ("sommer", "malplan-sommer") in [(one.id, one.origin) for one in workspace.plans]


def test_blocked_and_not_allowed(install: Install) -> None:
    module = install("Malplan_Sommer")
    blocked = plugin("malplan-sommer", Workspace(Settings(block=frozenset({"malplan.sommer"}))))
    unnamed = plugin("malplan-sommer", Workspace(Settings(allow=frozenset({"other"}))))
    assert (blocked.status, unnamed.status) == (Status.BLOCKED, Status.BLOCKED)
    assert blocked.reason != unnamed.reason
    assert module not in sys.modules
    allowed = plugin("malplan-sommer", Workspace(Settings(allow=frozenset({"malplan-sommer"}))))
    assert allowed.status is Status.LOADED


def test_the_environment_comes_before_the_file(install: Install, tmp_path: Path) -> None:
    (tmp_path / "malplan.toml").write_text('[plugins]\nblock = ["x"]', encoding="utf-8")
    variables = {"MALPLAN_BLOCK_PLUGINS": "a, B", "MALPLAN_ALLOW_PLUGINS": ""}
    assert Settings.find(tmp_path, {}).block == {"x"}
    found = Settings.find(tmp_path, variables)
    assert found.block == {"a", "b"}
    assert found.allow == frozenset()


def test_a_plan_whose_file_is_wrong_is_told_when_it_is_read(install: Install) -> None:
    module = install("malplan-sommer")
    path = Path(sys.path[0]) / module / "sommer.yaml"
    path.write_text(PLAN.format(id="vinter"), encoding="utf-8")
    workspace = Workspace()
    assert plugin("malplan-sommer", workspace).status is Status.LOADED
    with pytest.raises(InvalidPlan, match="must be the same"):
        workspace.load("sommer")


def test_an_uninstalled_distribution_may_leave_a_folder(install: Install) -> None:
    install("malplan-good")
    left = Path(sys.path[0]) / "malplan_gone-1.0.dist-info"
    left.mkdir()
    (left / "entry_points.txt").write_text("[malplan]\nplan = gone\n", encoding="utf-8")
    assert plugin("malplan-good").status is Status.LOADED


CHECK = """\
import malplan

class Check:
    code = "{code}"
    def check(self, plan):
        {body}

@malplan.hookimpl
def malplan_register(registry):
    registry.check(Check())
"""


def with_check(code: str, body: str = "return []") -> str:
    return CHECK.replace("{code}", code).replace("{body}", body)


def test_the_names_of_malplan_are_its_own(install: Install) -> None:
    install("malplan-thief", with_check("cpr-number"))
    thief = plugin("malplan-thief")
    assert thief.status is Status.BROKEN
    assert thief.reason is not None
    assert "cpr-number" in thief.reason.da
    plan = Plan(id="p", title="Om 010190-1234", year=2026, municipality="M")
    assert "cpr-number" in {finding.code for finding in Workspace().check(plan)}


def test_two_checks_of_one_name_are_told_in_every_check(install: Install) -> None:
    install("malplan-one", with_check("twice"))
    install("malplan-two", with_check("twice"))
    plan = Plan(id="p", title="P", year=2026, municipality="M")
    failed = [one for one in Workspace().check(plan) if one.code == "check-failed"]
    assert [one.severity.code for one in failed] == ["error"]
    assert "malplan-one og malplan-two" in failed[0].message.da


@pytest.mark.parametrize(
    "body",
    [
        "import sys; sys.exit(0)",
        "yield malplan.Finding('mine', 'error', '', malplan.Message('a', 'b'))",
        "yield malplan.Finding('mine', malplan.Severity.ERROR, '', 'text')",
    ],
)
def test_a_check_that_misbehaves_is_told(install: Install, body: str) -> None:
    install("malplan-odd", with_check("mine", body))
    plan = Plan(id="p", title="P", year=2026, municipality="M")
    found = {finding.code for finding in Workspace().check(plan)}
    assert found == {"check-failed", "no-coordinator"}


def test_who_stops_a_check_stops_the_program(install: Install) -> None:
    install("malplan-odd", with_check("mine", "raise KeyboardInterrupt"))
    with pytest.raises(KeyboardInterrupt):
        Workspace().check(Plan(id="p", title="P", year=2026, municipality="M"))


# --- Outputs, checks and extensions of plugins ----------------------------------------------------
EVERYTHING = """
import attrs
import malplan

@attrs.frozen
class Contact:
    phone: str
    extra: int = 0
    notes: dict[str, str] = {}
    id: str | None = None

class Shout:
    name, suffix, media_type, option_names = "shout", ".txt", "text/plain", ("end",)
    def write(self, view, stream, *, language, options):
        stream.write(view.plan.title.upper().encode() + options.get("end", "").encode())

class Fails(Shout):
    name = "fails"
    def write(self, view, stream, *, language, options):
        raise SystemExit("010190-1234")

class Check:
    code = "too-short"
    def check(self, plan):
        text = malplan.Message(da="Titlen er kort.", en="The title is short.")
        yield malplan.Finding(self.code, malplan.Severity.ADVICE, "title", text)

@malplan.hookimpl
def malplan_register(registry):
    for output in (Shout(), Fails()):
        registry.output(output)
    registry.check(Check())
    registry.extension(Contact)
    registry.plan(malplan.Plan(id="made", title="Made", year=2026, municipality="M"))
"""


def test_a_plugin_brings_everything(install: Install, tmp_path: Path) -> None:
    install("malplan-all", EVERYTHING)
    workspace = Workspace()
    assert plugin("malplan-all", workspace).provides == (
        "output shout", "output fails", "check too-short", "extension malplan-all", "plan made",
    )  # fmt: skip
    plan = workspace.load("made")
    assert workspace.render(plan, "shout", options={"end": "!"}) == b"MADE!"
    with pytest.raises(InvalidPlugin) as caught:
        workspace.render(plan, "fails")
    assert "malplan-all" in str(caught.value)
    assert "1234" not in str(caught.value)
    assert "too-short" in {finding.code for finding in workspace.check(plan)}

    path = tmp_path / "own.yaml"
    text = PLAN.format(id="own") + "extensions:\n  malplan-all: {phone: 010190-1234}\n"
    path.write_text(text, encoding="utf-8")
    own = workspace.load(path)
    contact: Any = own.extensions[0].value
    assert contact.phone == "010190-1234"
    assert "cpr-number" in {finding.code for finding in workspace.check(own)}
    path.write_text(text.replace("010190-1234", "12345678"), encoding="utf-8")
    own = workspace.load(path)
    for form in ("yaml", "json"):
        copy = tmp_path / f"copy.{form}"
        copy.write_bytes(workspace.render(own, form))
        assert workspace.load(copy) == own


# --- Laws -----------------------------------------------------------------------------------------
class _Check:
    def __init__(self, code: str) -> None:
        self.code = code

    def check(self, plan: Plan) -> Any:
        return []


@given(names=st.lists(st.sampled_from("abcd"), min_size=1, max_size=6), random=st.randoms())
def test_the_order_of_plugins_does_not_matter(names: list[str], random: Any) -> None:
    registries = []
    for index, name in enumerate(names):
        registry = Registry(f"plugin-{index}")
        registry.check(_Check(name))
        registries.append(registry)
    shuffled = list(registries)
    random.shuffle(shuffled)
    one, other = Catalog(registries), Catalog(shuffled)
    assert list(one.all(Kind.CHECK)) == list(other.all(Kind.CHECK))
    assert list(one.conflicts()) == list(other.conflicts())
    assert {entry.name for entry in one.all(Kind.CHECK)} == {
        name for name in names if names.count(name) == 1
    }


# --- Folders --------------------------------------------------------------------------------------
@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "malplan.toml").write_text('plans = ["planer"]\n', encoding="utf-8")
    folder = tmp_path / "planer"
    folder.mkdir()
    (folder / "sommer.yaml").write_text(PLAN.format(id="sommer"), encoding="utf-8")
    (folder / "readme.txt").write_text("x", encoding="utf-8")
    return folder


def alone(settings: Settings) -> Workspace:
    return Workspace(settings, find_plugins=lambda: ())


def test_a_folder_of_plans_needs_no_package(folder: Path) -> None:
    below = folder / "a" / "b"
    below.mkdir(parents=True)
    workspace = alone(Settings.find(below, {}))
    (found,) = workspace.plans
    assert (found.id, found.load().title) == ("sommer", "P")
    assert found.origin == str(folder / "sommer.yaml")


def test_the_same_plan_in_two_files_is_told(folder: Path) -> None:
    (folder / "sommer.json").write_text("{}", encoding="utf-8")
    workspace = alone(Settings.find(folder, {}))
    with pytest.raises(AmbiguousName) as caught:
        workspace.load("sommer")
    assert "sommer.json" in str(caught.value)
    assert "sommer.yaml" in str(caught.value)


def test_a_file_that_can_be_no_plan_is_told_and_stops_nothing(folder: Path) -> None:
    (folder / "Min Plan.yaml").write_text(PLAN.format(id="x"), encoding="utf-8")
    (folder / ".sommer.yaml").write_text("x", encoding="utf-8")
    workspace = alone(Settings.find(folder, {}))
    assert [found.id for found in workspace.plans] == ["sommer"]
    (notice,) = workspace.notices
    assert "Min Plan.yaml er ikke med" in notice.da


def test_a_folder_may_be_named_from_where_one_stands(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    workspace = alone(Settings(plan_folders=(Path("planer"),)))
    (found,) = workspace.plans
    monkeypatch.chdir("/")
    assert found.load().title == "P"


def test_a_folder_that_is_gone_is_told() -> None:
    with pytest.raises(InvalidSettings, match="nowhere"):
        _ = alone(Settings(plan_folders=(Path("nowhere"),))).plans


def test_an_id_or_a_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    workspace = alone(Settings.find(folder, {}))
    assert workspace.load("sommer") == workspace.load("sommer.yaml")
    assert workspace.load("sommer") == workspace.load("./sommer.yaml")
    assert workspace.load("sommer") == workspace.load(Path("sommer.yaml"))
    with pytest.raises(UnknownName, match="Did you mean “sommer”"):
        workspace.load("somer")
    with pytest.raises(InvalidPlan, match="no such file"):
        workspace.load("other.yaml")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("plans = ['nowhere']", "findes ikke"),
        ("plan = ['planer']", "Mente du ”plans”"),
        ("plans = 'planer'", "en liste"),
        ("plans = [1]", "en tekst"),
        ("[plugins]\nallow = 'x'", "en liste"),
        ("[periods]\nprimo_ends = 'x'", "helt tal"),
        ("[periods]\nprimo_ends = 25", "primo"),
        ("plans = [", "TOML"),
        ("a = 1\na = 2", "TOML"),
        ("plans = " + "[" * 5000, "TOML"),
    ],
)
def test_wrong_settings_are_told(folder: Path, text: str, says: str) -> None:
    path = folder.parent / "malplan.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidSettings) as caught:
        Settings.find(folder, {})
    assert says in caught.value.message.da
    assert str(path) in caught.value.message.da


def test_the_policy_of_the_settings_holds_in_and_out(folder: Path) -> None:
    toml = folder.parent / "malplan.toml"
    toml.write_text("plans = ['planer']\n[periods]\nprimo_ends = 7", encoding="utf-8")
    (folder / "sommer.yaml").write_text(
        PLAN.format(id="sommer") + "actions: [{id: a, title: A, milestones: "
        "[{id: m, text: M, period: primo maj}]}]\n",
        encoding="utf-8",
    )
    workspace = alone(Settings.find(folder, {}))
    plan = workspace.load("sommer")
    period = plan.actions[0].milestones[0].period
    assert period is not None
    assert period.isoformat() == "2026-05-01/2026-05-07"
    assert b"primo maj" in workspace.render(plan, "yaml")
    plain = Workspace(find_plugins=lambda: ())
    written = folder / "copy.yaml"
    written.write_bytes(plain.render(attrs.evolve(plan, id="copy"), "yaml"))
    assert b"period: 1. til 7. maj 2026" in written.read_bytes()  # another policy gets the days


class _Form:
    name = "form"
    suffixes: Any = (".form",)

    def read(self, stream: Any, *, policy: Any) -> Any: ...


class _Bank:
    name, title, settings, option_names = "bank", "En bank", attrs.make_class("Ask", []), ()

    def fetch(self, request: Any) -> Any: ...


@pytest.mark.parametrize("suffixes", [None, ".form", (), ("form",), (1,)])
def test_a_reader_says_what_its_files_end_in(suffixes: object) -> None:
    Registry("malplan-form").reader(_Form())
    reader = _Form()
    reader.suffixes = suffixes
    with pytest.raises(InvalidPlugin, match="suffixes"):
        Registry("malplan-form").reader(reader)


@pytest.mark.parametrize(
    ("field", "value"),
    [("settings", None), ("settings", int), ("option_names", None), ("option_names", (1,))],
)
def test_a_source_says_what_can_be_set(field: str, value: object) -> None:
    Registry("malplan-bank").source(_Bank())
    source = _Bank()
    setattr(source, field, value)
    with pytest.raises(InvalidPlugin, match=field):
        Registry("malplan-bank").source(source)


BREAKS = """
import malplan

class Broken:
    name, suffix, media_type = "broken", ".txt", "text/plain"
    def write(self, view, stream, *, language, options):
        raise malplan.InvalidPlugin(malplan.Message(da="Delen mangler.", en="A part is missing."))

@malplan.hookimpl
def malplan_register(registry):
    registry.output(Broken())
"""


def test_an_output_that_says_it_is_broken_is_named(install: Install) -> None:
    install("malplan-broken", BREAKS)
    plan = Plan(id="p", title="P", year=2026, municipality="M")
    with pytest.raises(InvalidPlugin, match=r"malplan-broken.*A part is missing") as caught:
        Workspace().render(plan, "broken")
    assert "Delen mangler" in caught.value.message.da


def test_a_misspelt_option_is_offered(install: Install) -> None:
    install("malplan-all", EVERYTHING)
    plan = Plan(id="p", title="P", year=2026, municipality="M")
    with pytest.raises(InvalidValue, match="Did you mean “end”"):
        Workspace().render(plan, "shout", options={"ends": "!"})


class _Stores:
    schemes: Sequence[str] = ("odd",)

    def __init__(self, raised: BaseException) -> None:
        self.raised = raised

    def open(self, url: str, *, folder: Path) -> Any:
        raise self.raised


@pytest.mark.parametrize(
    ("raised", "kind", "says"),
    [
        (KeyboardInterrupt(), KeyboardInterrupt, "^$"),
        (StoreFailed(Message(da="Låst.", en="Locked.")), StoreFailed, r"^Locked\.$"),
        (SystemExit("hunter2"), StoreFailed, "malplan-odd.*SystemExit"),
    ],
)
def test_a_store_that_cannot_be_opened_is_told(
    tmp_path: Path, raised: BaseException, kind: type[BaseException], says: str
) -> None:
    registry = Registry("malplan-odd")
    registry.store(_Stores(raised))
    (entry,) = registry.entries
    with pytest.raises(kind, match=says) as caught:
        opened(entry, "odd://x", tmp_path)
    assert "hunter2" not in str(caught.value)
