"""Sites: what is written, kept, removed and refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logs import run

from malplan import (
    Draft,
    Imported,
    InvalidPlan,
    InvalidPlugin,
    Learning,
    Plan,
    Settings,
    UnknownName,
    View,
    Workspace,
)
from malplan.errors import FileRefused, InvalidValue
from malplan.site_folder import MANIFEST, SiteFolder
from malplan.testing.examples import STATUS_DAY, example_plan, example_store
from malplan.testing.strategies import plans

Install = Callable[..., str]
RIGHT = "from wrong_outputs import malplan_register, Right"


@pytest.fixture(autouse=True)
def _only_these_plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    names = "malplan-right,malplan-sommer,malplan-vinter,malplan-form"
    monkeypatch.setenv("MALPLAN_ALLOW_PLUGINS", names)


def files(folder: Path) -> dict[str, bytes]:
    found = (one for one in folder.rglob("*") if one.is_file() and one.name != MANIFEST)
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in found}


def written(folder: Path, *names: str, force: bool = False) -> dict[str, bytes]:
    site = SiteFolder(folder, force=force)
    for name in names:
        site.write(name, name.encode())
    site.finish()
    return files(folder)


# --- The folder -----------------------------------------------------------------------------------
def test_what_is_not_written_again_is_removed_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    assert set(written(folder, "index.html", "billeder/a.svg")) == {"index.html", "billeder/a.svg"}
    (folder / "robots.txt").write_text("mine")
    again = written(folder, "index.html", "b.html", force=True)
    assert set(again) == {"index.html", "b.html", "robots.txt"}
    assert not (folder / "billeder").exists()


def test_a_folder_that_is_not_empty_is_refused_without_force(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FileRefused, match="not empty"):
        SiteFolder(tmp_path)
    assert written(tmp_path, "a", force=True) == {"a": b"a", "mine.txt": b"mine"}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(FileRefused):
        SiteFolder(file)


@pytest.mark.parametrize(
    "name",
    ["../out", "/out", "a/../../out", "a\\..\\out", "", ".", MANIFEST, "a/..", "..", "~/../x"],
)
def test_nothing_is_written_outside(tmp_path: Path, name: str) -> None:
    site = SiteFolder(tmp_path / "site")
    with pytest.raises(InvalidValue, match="no file inside"):
        site.write(name, b"")
    assert not list(tmp_path.iterdir())


def test_a_file_in_the_way_of_a_folder_is_told(tmp_path: Path) -> None:
    site = SiteFolder(tmp_path / "ud", force=False)
    site.write("planer", b"x")
    with pytest.raises(FileRefused, match="planer"):
        site.write("planer/sommer.html", b"x")


def test_what_is_the_same_is_not_written_again(tmp_path: Path) -> None:
    written(tmp_path / "site", "a")
    before = (tmp_path / "site" / "a").stat().st_mtime_ns
    written(tmp_path / "site", "a", force=True)
    assert (tmp_path / "site" / "a").stat().st_mtime_ns == before


def test_only_what_an_earlier_run_wrote_is_kept(tmp_path: Path) -> None:
    written(tmp_path, "a.svg")
    (tmp_path / "b.svg").write_bytes(b"mine")
    site = SiteFolder(tmp_path, force=True)
    assert site.keep("a.svg")
    assert not site.keep("b.svg")
    assert not site.keep("c.svg")
    site.finish()
    assert set(files(tmp_path)) == {"a.svg", "b.svg"}


@pytest.mark.parametrize(
    "content", [b"", b"[]", b'{"files": 1}', b'{"files": [1, "../x"]}', b"\xff"]
)
def test_a_list_that_somebody_changed_removes_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_text("mine")
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / MANIFEST).write_bytes(content)
    assert set(written(folder, "a", force=True)) == {"a"}
    assert (tmp_path / "x").read_text() == "mine"


@given(st.lists(st.sets(st.sampled_from(["a", "b/c", "b/d", "e"])), min_size=1, max_size=4))
def test_after_each_run_there_is_what_it_wrote(
    tmp_path_factory: pytest.TempPathFactory, runs: list[set[str]]
) -> None:
    folder = tmp_path_factory.mktemp("site")
    for names in runs:
        assert set(written(folder, *names, force=True)) == names


# --- Views of many plans --------------------------------------------------------------------------
def test_a_plan_has_a_status_where_something_was_recorded() -> None:
    plan, other = example_plan(), example_plan("en-anden")
    workspace = Workspace(find_plugins=lambda: (), store=example_store(plan))
    first, second = workspace.views((other, plan), STATUS_DAY)
    assert (first.plan.id, second.plan.id) == (plan.id, other.id)
    assert first.status is not None
    assert second.status is None
    assert workspace.view(plan, STATUS_DAY).status is None


def test_without_a_log_none_is_made(tmp_path: Path) -> None:
    workspace = Workspace(find_plugins=lambda: ())
    assert not workspace.has_log
    assert workspace.view(example_plan(), with_status=True).status is None
    assert not (tmp_path / "data").exists()


def test_a_log_that_no_plugin_can_open_is_none_unless_it_is_named(tmp_path: Path) -> None:
    file = tmp_path / "data" / "malplan" / "log.db"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"")
    workspace = Workspace(find_plugins=lambda: ())
    assert not workspace.has_log
    assert workspace.render(example_plan(), "markdown")
    named = Workspace(Settings(store=f"sqlite:///{file}"), find_plugins=lambda: ())
    with pytest.raises(UnknownName, match="sqlite"):
        named.render(example_plan(), "markdown")


@given(plans())
def test_a_view_without_records_is_the_same_with_and_without_status(plan: object) -> None:
    from malplan import MemoryStore, Plan

    assert isinstance(plan, Plan)
    workspace = Workspace(find_plugins=lambda: (), store=MemoryStore())
    assert workspace.view(plan, with_status=True) == workspace.view(plan)


# --- The command ----------------------------------------------------------------------------------
def test_a_site_of_all_plans(install: Install, tmp_path: Path) -> None:
    install("malplan-right", RIGHT)
    install("malplan-sommer")
    install("malplan-vinter", plan="vinter")
    assert "ud" in run("site", "-o", "ud", "--to", "right").stderr
    assert set(files(tmp_path / "ud")) == {"sommer.txt", "vinter.txt"}


def test_a_site_is_not_written_over_without_force(install: Install, tmp_path: Path) -> None:
    install("malplan-right", RIGHT)
    install("malplan-sommer")
    run("site", "sommer", "-o", "ud", "--to", "right")
    assert "--force" in run("site", "-o", "ud", "--to", "right", code=2).stderr
    run("site", "-o", "ud", "--to", "right", "--force")
    assert set(files(tmp_path / "ud")) == {"sommer.txt"}


def test_a_plan_that_cannot_be_read_is_told_and_the_others_are_written(
    install: Install, tmp_path: Path
) -> None:
    install("malplan-right", RIGHT)
    install("malplan-sommer")
    install("malplan-vinter", plan="vinter", content="format: 1\nid: {id}\ntitel: P\n")
    result = run("site", "-o", "ud", "--to", "right", code=2)
    assert "titel" in result.stderr
    assert set(files(tmp_path / "ud")) == {"sommer.txt"}


def test_what_is_wrong_is_told(install: Install, tmp_path: Path) -> None:
    install("malplan-right", RIGHT)
    assert "Der er ingen planer" in run("site", "-o", "ud", "--to", "right", code=2).stderr
    install("malplan-sommer")
    assert "websted" in run("site", "-o", "ud", "--to", "yaml", code=2).stderr
    assert "vinter" in run("site", "vinter", "-o", "ud", "--to", "right", code=2).stderr
    wrong = run("site", "-o", "ud", "--to", "right", "--set", "ent=1", code=2).stderr
    assert "”ent”. Der er: end" in wrong
    assert not (tmp_path / "ud").exists()


def test_unreadable_plans_raise_where_nobody_is_told(tmp_path: Path) -> None:
    (tmp_path / "planer").mkdir()
    (tmp_path / "planer" / "a.yaml").write_text("titel: P")
    workspace = Workspace(Settings(plan_folders=(tmp_path / "planer",)), find_plugins=lambda: ())
    with pytest.raises(InvalidPlan):
        list(workspace.views(workspace.plans))
    told: list[InvalidPlan] = []
    assert list[View](workspace.views(workspace.plans, unreadable=told.append)) == []
    assert len(told) == 1


# --- Options --------------------------------------------------------------------------------------
def test_an_option_comes_before_the_settings(install: Install, tmp_path: Path) -> None:
    install("malplan-right", RIGHT)
    install("malplan-sommer")
    (tmp_path / "malplan.toml").write_text('[outputs.right]\nend = "fra filen"\n')
    assert "fra filen" in run("render", "sommer", "--to", "right").stdout
    assert "her" in run("render", "sommer", "--to", "right", "--set", "end=her").stdout
    run("render", "sommer", "--to", "right", "--set", "end", code=2)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("outputs = 1", "outputs"),
        ("[outputs]\nright = 1", "outputs/right"),
        ("[outputs.right]\nend = 1", "outputs/right/end"),
    ],
)
def test_settings_of_outputs_that_are_none_are_told(tmp_path: Path, text: str, path: str) -> None:
    (tmp_path / "malplan.toml").write_text(text)
    assert f"{path}: " in run("list", code=2).stderr


# --- Documents that are read ----------------------------------------------------------------------
READS = "from wrong_readers import malplan_register"


@pytest.fixture
def form(install: Install, tmp_path: Path) -> Path:
    from wrong_readers import DOCUMENT

    install("malplan-form", READS)
    file = tmp_path / "udfyldt.form"
    file.write_bytes(DOCUMENT)
    return file


def test_a_document_becomes_a_plan_and_records(form: Path, tmp_path: Path) -> None:
    result = run("import", str(form), "-o", "plan.yaml", "--records", "records.json", code=1)
    assert "Linje 3: Ingen dato." in result.stderr
    plan = Workspace(find_plugins=lambda: ()).load(tmp_path / "plan.yaml")
    assert (plan.id, plan.title) == ("plan", "Fælles frokost")
    records = json.loads((tmp_path / "records.json").read_text(encoding="utf-8"))
    assert [one["kind"] for one in records] == ["plan_adopted", "learning"]
    assert {one["plan"] for one in records} == {"plan"}


def test_a_document_is_not_written_over(form: Path, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("mine")
    run("import", str(form), "-o", "plan.yaml", code=2)
    assert (tmp_path / "plan.yaml").read_text() == "mine"


def test_without_a_file_the_plan_is_written_out(form: Path) -> None:
    result = run("import", str(form), code=1)
    assert result.stdout.startswith("format: 1\nid: frokost\n")
    assert "--records" in result.stderr
    told = json.loads(run("import", str(form), "--json", code=1).stdout)
    assert told["plan"]["id"] == "frokost"
    assert [one["kind"] for one in told["records"]] == ["plan_adopted", "learning"]
    assert told["unsure"] == [
        {"place": {"da": "Linje 3", "en": "Line 3"},
         "message": {"da": "Ingen dato.", "en": "No day."}}
    ]  # fmt: skip


def test_what_cannot_be_read_is_told(form: Path, tmp_path: Path) -> None:
    form.write_bytes(b"")
    assert f"{form}: det er ingen formular" in run("import", str(form), code=2).stderr
    assert "findes ikke" in run("import", "ingen.form", code=2).stderr
    other = run("import", "ingen.odt", code=2).stderr
    assert "ingen.odt" in other
    assert ".form" in other
    assert "docx" in run("import", str(form), "--from", "docx", code=2).stderr


def test_without_a_reader_it_is_said_what_to_install() -> None:
    assert "malplan-docx" in run("import", "plan.docx", code=2).stderr


@pytest.mark.parametrize("raised", [KeyboardInterrupt(), SystemExit(3), OSError("nej"), None])
def test_a_reader_that_fails_is_named(
    form: Path, monkeypatch: pytest.MonkeyPatch, raised: BaseException | None
) -> None:
    def fail(*_: object) -> object:
        if raised is not None:
            raise raised
        return 5

    workspace = Workspace()
    (reader,) = workspace.readers
    monkeypatch.setattr(type(reader.value), "found", fail)
    told: dict[type, tuple[type[BaseException], str]] = {
        KeyboardInterrupt: (KeyboardInterrupt, "^$"),
        OSError: (InvalidPlan, "udfyldt.form"),
    }
    kind, says = told.get(type(raised), (InvalidPlugin, "malplan-form"))
    with pytest.raises(kind, match=says):
        workspace.import_plan(form)


def test_what_a_reader_says_is_wrong_is_told_with_the_file(
    form: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(*_: object) -> object:
        return Plan(id="a b", title="", year=2026, municipality="M")

    workspace = Workspace()
    (reader,) = workspace.readers
    monkeypatch.setattr(type(reader.value), "found", found)
    with pytest.raises(InvalidPlan) as caught:
        workspace.import_plan(form)
    assert [(one.path, one.file) for one in caught.value.problems] == [
        ("id", str(form)),
        ("title", str(form)),
    ]


def test_a_file_whose_name_can_be_no_id_leaves_the_plan_its_own(form: Path, tmp_path: Path) -> None:
    run("import", str(form), "-o", "Årets plan.yaml", code=1)
    text = (tmp_path / "Årets plan.yaml").read_text(encoding="utf-8")
    assert text.startswith("format: 1\nid: frokost\n")


def test_a_document_of_which_all_is_certain_is_no_finding(
    form: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[Imported] = []

    def certain(self: object, lines: list[str]) -> Imported:
        found.append(Imported(Plan(id="p", title=lines[1], year=2026, municipality="M")))
        return found[-1]

    (reader,) = Workspace().readers
    monkeypatch.setattr(type(reader.value), "found", certain)
    told = json.loads(run("import", str(form), "--json").stdout)
    assert (told["plan"]["id"], told["records"], told["unsure"]) == ("p", [], [])
    assert len(found) == 1


def test_what_happened_has_to_fit_the_plan_of_the_document(
    form: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def elsewhere(self: object, lines: list[str]) -> Imported:
        plan = Plan(id="p", title="P", year=2026, municipality="M")
        return Imported(plan, (Draft(what=Learning(action="ingen", text=lines[2])),))

    (reader,) = Workspace().readers
    monkeypatch.setattr(type(reader.value), "found", elsewhere)
    assert "ingen" in run("import", str(form), code=2).stderr


PROGRESS = """
from malplan.cli.progress import progress
from malplan.messages import labels

with progress(2, labels.WRITING_PAGES, "da") as advance:
    advance(None)
"""


def test_who_watches_a_site_being_written_sees_how_far_it_is() -> None:
    reading, writing = os.openpty()
    command = [sys.executable, "-c", PROGRESS]
    subprocess.run(command, stderr=writing, check=True)
    seen = os.read(reading, 100_000).decode()
    for end in (reading, writing):
        os.close(end)
    assert "Skriver sider" in seen
    assert "1/2" in seen
    unseen = subprocess.run(command, stderr=subprocess.PIPE, check=True)
    assert b"Skriver" not in unseen.stderr  # nobody watches
