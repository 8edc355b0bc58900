"""Every example in the README and the docs is run in a folder of its page, and says what it shows.

How a page is written:

- a block after a line that holds only a name in backticks is that file;
- a ``diff`` block after such a line changes it; one without a name shows two parts of a plan;
- in a ``console`` block, what stands below a ``$ command`` is what it writes, both errors and
  output; ``[…]`` stands for lines left out; a block that shows no answers has its commands run only;
- the id of a record, which is another one each time, stands for the one that is made where the page
  shows it first, and a later command that names it gets that one;
- a ``python`` block is run as a program, or, with ``>>>``, line by line with its answers;
- a ``yaml`` block without a name is a part of a plan, with the plan's keys at the left.

What cannot be run is on the list below, with the reason.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement

import malplan

ROOT = Path(__file__).parents[1]
PLUGINS = sorted(path for path in (ROOT / "plugins").iterdir() if path.is_dir())


FIRST_PLAN = ROOT / "plugins" / "malplan-ungeloeftet"


def has_what_it_needs(plugin: Path) -> bool:
    """Whether the packages that a plugin needs are installed; with all plugins, they all are."""
    content = tomllib.loads((plugin / "pyproject.toml").read_text(encoding="utf-8"))
    names = [Requirement(wanted).name for wanted in content["project"]["dependencies"]]
    return all(any(metadata.distributions(name=name)) for name in names)


NEEDS = {
    "follow-a-workshop": "malplan-tables",
    "keep-a-key-figure-up-to-date": "malplan-statistics",
    "use-your-own-word-form": "malplan-docx",
}
"""The pages whose commands need what a plugin needs."""
ELSEWHERE = {"run-in-a-web-app": "tests/web_app.py", "use-in-a-notebook": "tests/notebook.py"}
"""The pages about an example of its own, which tests beside these work through."""


def can_be_run(page: Path) -> bool:
    """Whether the page is worked through here, and what its commands need is installed."""
    plugin = NEEDS.get(page.stem)
    if page.stem in ELSEWHERE:
        return False
    return plugin is None or has_what_it_needs(ROOT / "plugins" / plugin)


PAGES = (
    ROOT / "README.md",
    *(plugin / "README.md" for plugin in PLUGINS if has_what_it_needs(plugin)),
    *sorted(
        page
        for page in (ROOT / "docs").rglob("*.md")
        if "_build" not in page.parts and can_be_run(page)
    ),
)

NOT_RUN = {
    "pip install . ./plugins/malplan-ungeloeftet && malplan show ungeloeftet": ".ci/run does it",
    "pip install . ./plugins/malplan-ungeloeftet": ".ci/run does it",
    "pip install malplan malplan-ungeloeftet": "needs a network",
    "pip install malplan malplan-sql": "needs a network",
    "pip install malplan malplan-docx": "needs a network",
    "pip install malplan malplan-ical": "needs a network",
    "pip install malplan malplan-web": "needs a network",
    "pip install malplan malplan-tables": "needs a network",
    "pip install malplan malplan-statistics": "needs a network",
    "apt-get install chromium": "needs a network",
    'nox -s "plugins(malplan-web)"': "runs this test",
    "import sqlalchemy": "the plugin's own tests run it",
    "pip install .": "nox does it",
    'pip install ".[testing]"': "nox does it",
    "pip install ./plugins/malplan-sql": "nox does it",
    'pip install "./plugins/malplan-sql[postgresql]"': "nox does it",
    'pip install "nox[uv]" && nox': "runs this test",
    "malplan import form.docx -o ungeloeftet.yaml --records records.json": "there is no form",
    "malplan render ungeloeftet --to ics --force -o /srv/www/planer/ungeloeftet.ics": "a web server",
    "malplan site -o site": "the plugin's own page runs it",
    "malplan render ungeloeftet --to docx -o ungeloeftet.docx": "the plugin's own tests do",
    "malplan render ungeloeftet --to ics -o ungeloeftet.ics": "the plugin's own tests do",
    "malplan import ungeloeftet.docx -o plan.yaml": "the plugin's own tests do",
    "malplan import ungeloeftet.docx -o plan.yaml --records records.json": "its own tests do",
    "pip install ./plugins/malplan-web ./plugins/malplan-docx ./plugins/malplan-ical": "nox does it",
    "pip install ./plugins/malplan-web": "nox does it",
    "pip install ./plugins/malplan-docx": "nox does it",
    "pip install ./plugins/malplan-ical": "nox does it",
    "pip install ./plugins/malplan-tables": "nox does it",
    "malplan fetch maalplan.yaml --since 2026-03-01": "the guide of a workshop runs it",
    "malplan sources describe statbank FOLK1A": "needs a network",
    "pip install ./plugins/malplan-statistics": "nox does it",
    'malplan correct 019d6c2e-… 16 --because "En kom sent"': "names no record",
    'malplan retract 019d6c2e-… --because "Talt to gange"': "names no record",
    'malplan redact 019d6c2e-… --because "Der stod et navn"': "names no record",
    "check-jsonschema --schemafile malplan.schema.json planer/*.yaml": "another tool",
    "vim.lsp.config('yamlls', {": "needs Neovim",
}
"""Commands, or first lines of other blocks, that are not run, and why."""
NOTHING_TO_RUN = {"text", "jinja", "{eval-rst}", "{toctree}"}
HEAD = "format: 1\nid: example\ntitle: Example\nyear: 2026\nmunicipality: Eksempel Kommune\n"


class Block(NamedTuple):
    """A fenced block, and the file that it is, where it is one."""

    file: str
    language: str
    text: str


_BLOCK = re.compile(
    r"(?:^`(?P<file>[^`\n]+)`\n\n)?^(?P<fence>`{3,})(?P<language>[^`\n]*)\n(?P<text>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
_COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
_LEFT_OUT = "[…]\n"
_RECORD_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


def blocks_of(page: Path) -> Iterator[Block]:
    for found in _BLOCK.finditer(page.read_text(encoding="utf-8")):
        yield Block(found["file"] or "", found["language"].split(" ")[0], found["text"])


def sides(diff: str) -> tuple[str, str]:
    """What a diff takes away and what it brings, each with what it keeps."""
    lines = diff.splitlines(keepends=True)
    old, new = ("".join(line[1:] for line in lines if line[0] != other) for other in ("+", "-"))
    return old, new


def be_installed(project: Path, site: Path) -> None:
    """Do for a plugin what pip would, without a network: its metadata and its place."""
    content = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [f"Name: {content['name']}", f"Version: {content['version']}"]
    lines += [f"Requires-Dist: {wanted}" for wanted in content["dependencies"]]
    folder = site / f"{content['name'].replace('-', '_')}-{content['version']}.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text(
        "\n".join(["Metadata-Version: 2.1", *lines, ""]), encoding="utf-8"
    )
    points = content["entry-points"]["malplan"].items()
    (folder / "entry_points.txt").write_text(
        "\n".join(["[malplan]", *(f"{name} = {value}" for name, value in points)]), encoding="utf-8"
    )
    source = project / "src" if (project / "src").is_dir() else project
    for package in source.iterdir():
        if package.is_dir():
            (site / package.name).symlink_to(package)


class Reader:
    """Somebody who works through a page in a folder of its own."""

    def __init__(self, folder: Path, site: Path) -> None:
        self.folder = self.place = folder
        self.site = site
        self.code = 0
        self.ids: dict[str, str] = {}

    def work_through(self, block: Block) -> None:
        is_text = block.language in NOTHING_TO_RUN and not block.file
        if is_text or block.text.split("\n")[0] in NOT_RUN:
            return
        if block.file and block.language == "diff":
            self.change(block)
        elif block.file:
            path = self.place / block.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
        else:
            getattr(self, f"run_{block.language}", self.refuse)(block.text)

    def refuse(self, text: str) -> None:
        pytest.fail(f"nobody knows how to run this:\n{text}")

    def change(self, block: Block) -> None:
        path = self.place / block.file
        text = path.read_text(encoding="utf-8")
        old, new = sides(block.text)
        assert text.count(old) == 1, old
        path.write_text(text.replace(old, new), encoding="utf-8")

    def run_diff(self, text: str) -> None:
        for side in sides(text):
            self.run_yaml(side)

    def shell(self, *command: str) -> tuple[int, str]:
        path = [str(self.site), os.environ.get("PYTHONPATH", "")]
        environment = {
            **{name: value for name, value in os.environ.items() if "MALPLAN" not in name},
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "PYTHONPATH": os.pathsep.join(filter(None, path)),
            "PYTHONDONTWRITEBYTECODE": "1",
            "XDG_DATA_HOME": str(self.folder / ".data"),  # where the log is by default
            "COLUMNS": "80",
        }
        done = subprocess.run(
            command,
            cwd=self.place,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        return done.returncode, done.stdout

    def run_console(self, text: str) -> None:
        commands = _COMMAND.findall(text)
        assert "".join(f"$ {command}\n{shown}" for command, shown in commands) == text, text
        silent = not any(shown for _, shown in commands)
        for command, shown in commands:
            if command in NOT_RUN:
                continue
            out = self.run_command(self.with_ids(command))
            out += "\n" if out and not out.endswith("\n") else ""  # a terminal begins a new line
            failed = self.code > 1 and not shown.startswith(("Fejl", "Error", "Usage"))
            assert not failed, f"{command}\n{out}"
            assert silent or self.is_shown(shown, out), f"{command}\n{out}"

    def with_ids(self, command: str) -> str:
        """The command with the ids that were made, in place of those that the page shows."""
        return _RECORD_ID.sub(lambda found: self.ids.get(found[0], found[0]), command)

    def is_shown(self, shown: str, out: str) -> bool:
        """Whether a command wrote what the page shows; remembers the ids that are new."""
        new: dict[str, str] = {}

        def escaped(piece: str) -> str:
            if not _RECORD_ID.fullmatch(piece):
                return re.escape(piece)
            if piece in self.ids:
                return self.ids[piece]
            if piece in new:
                return f"(?P={new[piece]})"
            new[piece] = f"id{len(new)}"
            return f"(?P<{new[piece]}>{_RECORD_ID.pattern})"

        wanted = ".*".join(
            "".join(map(escaped, re.split(f"({_RECORD_ID.pattern})", piece)))
            for piece in shown.split(_LEFT_OUT)
        )
        found = re.fullmatch(wanted, out, re.DOTALL)
        self.ids |= {piece: found[name] for piece, name in new.items()} if found else {}
        return found is not None

    def run_command(self, command: str) -> str:
        installing = re.fullmatch(
            r'pip install (?:-e )?\./([\w-]+)(?: "malplan\[testing\]")?', command
        )
        if installing:
            be_installed(self.place / installing[1], self.site)
            return ""
        state, exports = self.folder / ".place", self.folder / ".exports"
        exports.touch()
        script = f". '{exports}'\n(exit {self.code})\n{command}\ncode=$?\n"
        script += f"pwd >'{state}'\nexport -p >'{exports}'\nexit $code"
        self.code, out = self.shell("bash", "-c", script)
        self.place = Path(state.read_text(encoding="utf-8").strip())
        return out

    def run_python(self, text: str) -> None:
        if text.startswith(">>> "):
            return  # by pytest's own --doctest-glob
        code, out = self.shell(sys.executable, "-c", text)
        assert code == 0, out

    def run_yaml(self, text: str) -> None:
        path = self.folder / ".part.yaml"
        path.write_text(text if "format:" in text else HEAD + text, encoding="utf-8")
        malplan.load_plan(path, malplan.Workspace(find_plugins=lambda: ()))

    def run_json(self, text: str) -> None:
        json.loads(text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_example_does_what_it_shows(page: Path, tmp_path: Path) -> None:
    folder, site = tmp_path / "folder", tmp_path / "site"
    folder.mkdir()
    text = page.read_text(encoding="utf-8")
    for plugin in PLUGINS:
        if plugin.name in text or (plugin == FIRST_PLAN and "ungeloeftet" in text):
            be_installed(plugin, site)
    reader = Reader(folder, site)
    for block in blocks_of(page):
        reader.work_through(block)
    commands = "".join(block.text for block in blocks_of(page) if block.language == "console")
    for path in folder.rglob("*"):
        match path.suffix:
            case ".yaml" if path.name not in commands:  # a command shows what it is
                malplan.load_plan(path, malplan.Workspace(find_plugins=lambda: ()))
            case ".toml" if path.name == "malplan.toml":
                malplan.Settings.from_file(path)
            case ".toml":
                tomllib.loads(path.read_text(encoding="utf-8"))


def test_what_is_not_run_is_there() -> None:
    pages = (
        *(ROOT / "docs").rglob("*.md"),
        ROOT / "README.md",
        *(plugin / "README.md" for plugin in PLUGINS),
    )
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    assert [line for line in NOT_RUN if line not in text] == []
    assert {page.stem for page in (ROOT / "docs" / "how-to").glob("*.md")} >= {*ELSEWHERE, *NEEDS}
    assert all((ROOT / tests).is_file() for tests in ELSEWHERE.values())
