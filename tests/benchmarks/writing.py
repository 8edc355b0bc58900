"""Writing what people open: sites beside MkDocs, a Word form beside docxtpl, and the start."""

from __future__ import annotations

import io
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path

import attrs
from docxtpl import DocxTemplate

from benchmarks.measuring import Row
from benchmarks.timing import Task, best
from malplan import MemoryStore, Plan, SiteFolder, Workspace
from malplan.testing.examples import STATUS_DAY, example_plan, example_store
from malplan_docx.context import context_of
from malplan_docx.form import form

FEW, MANY = 100, 1_000
_DRAWN = (("actions", "timeline"), ("actions", "sign_chart"), ("plan_page", "chain"))


@contextmanager
def without_pictures() -> Iterator[None]:
    """Pages meanwhile have no pictures: neither drawn nor described."""
    modules = {name: import_module(f"malplan_web.{name}") for name, _ in _DRAWN}
    kept = [(modules[name], what, getattr(modules[name], what)) for name, what in _DRAWN]
    for module, what, _ in kept:
        setattr(module, what, lambda *_: None)
    try:
        yield
    finally:
        for module, what, function in kept:
            setattr(module, what, function)


def plans(count: int) -> list[Plan]:
    """Plans that differ in their ids and titles, and look alike otherwise."""
    one = example_plan()
    return [
        attrs.evolve(one, id=f"plan-{number:04}", title=f"{one.title} nr. {number}")
        for number in range(count)
    ]


class Sites:
    """malplan's site and that of MkDocs, from the same plans."""

    def __init__(self, folder: Path, count: int) -> None:
        self.plans = plans(count)
        self.folder = folder / f"malplan-{count}"
        self.peer = folder / f"mkdocs-{count}"
        records = [
            attrs.evolve(record, id=f"{record.id[:-12]}{number:06x}{record.id[-6:]}", plan=plan.id)
            for number, plan in enumerate(self.plans)
            for record in example_store().records()
            if record.kind != "plan_adopted"
        ]
        self.workspace = Workspace(store=MemoryStore(records))

    def write(self) -> None:
        """Write the site over the one that is there: its pictures are kept."""
        site = SiteFolder(self.folder, force=True)
        self.workspace.write_site(self.plans, site, on=STATUS_DAY)

    def write_all(self) -> None:
        """Write the site into a folder that is not there."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.write()

    def prepare_peer(self) -> None:
        """The same text for MkDocs: each plan as malplan writes it in Markdown."""
        docs = self.peer / "docs"
        docs.mkdir(parents=True)
        (docs / "index.md").write_text("# Planer\n", encoding="utf-8")
        for plan in self.plans:
            text = self.workspace.render(plan, "markdown", on=STATUS_DAY)
            (docs / f"{plan.id}.md").write_bytes(text)
        config = "site_name: Planer\nuse_directory_urls: false\nplugins: []\n"
        (self.peer / "mkdocs.yml").write_text(config, encoding="utf-8")

    def build_peer(self) -> None:
        """Build the pages with MkDocs, in this process as malplan does."""
        from mkdocs.commands.build import build
        from mkdocs.config import load_config

        build(load_config(str(self.peer / "mkdocs.yml"), site_dir=str(self.peer / "site")))


def writing_rows(seconds: float) -> Iterator[Row]:
    """Sites, Word forms, and what a list of plans costs with all plugins."""
    with tempfile.TemporaryDirectory() as name, _quiet():
        few, many = Sites(Path(name), FEW), Sites(Path(name), MANY)
        few.prepare_peer()
        with without_pictures():
            few.write()
            many.write()
            took = best(
                {
                    "malplan": Task(few.write, times=1),
                    "mkdocs": Task(few.build_peer, times=1),
                    "many": Task(many.write, prepare=lambda: None, times=1),
                },
                seconds=seconds,
            )
        yield Row(f"A site of {FEW} plans, no pictures", took["malplan"],
                  "MkDocs, same text", took["mkdocs"], limit=1)  # fmt: skip
        yield Row(f"… of {MANY:,} plans", took["many"], f"ten times {FEW}",
                  took["malplan"] * MANY / FEW, limit=1.2)  # fmt: skip
        few.write_all()
        drawn = best(
            {
                "all": Task(few.write_all, prepare=lambda: None, times=1),
                "kept": Task(few.write, prepare=lambda: None, times=1),
            },
            seconds=seconds / 2,
        )
        yield Row(f"A site of {FEW} plans, pictures kept", drawn["kept"], "no pictures",
                  took["malplan"])  # fmt: skip
        yield Row("… pictures drawn", drawn["all"], "pictures kept", drawn["kept"])
    yield _form(seconds)
    yield _list(seconds)


@contextmanager
def _quiet() -> Iterator[None]:
    """MkDocs tells of every page."""
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def _form(seconds: float) -> Row:
    workspace = Workspace()
    plan = workspace.load("ungeloeftet")
    view = workspace.view(plan, date(2026, 5, 15))
    fields = context_of(view, "da")
    output = next(one.value for one in workspace.outputs if one.name == "docx")

    def ours() -> None:
        output.write(view, io.BytesIO(), language="da", options={})

    def theirs() -> None:
        template = DocxTemplate(io.BytesIO(form()))
        template.render(fields, autoescape=True)
        template.save(io.BytesIO())

    took = best(
        {"malplan": Task(ours, times=1), "docxtpl": Task(theirs, times=1)}, seconds=seconds / 2
    )
    return Row("Write a Word form", took["malplan"], "docxtpl, same template", took["docxtpl"],
               limit=2)  # fmt: skip


def _list(seconds: float) -> Row:
    command = [str(Path(sys.executable).with_name("malplan")), "list"]
    alone = {**os.environ, "MALPLAN_ALLOW_PLUGINS": "malplan-ungeloeftet"}

    def runs(environment: dict[str, str]) -> Task:
        return Task(
            lambda: subprocess.run(command, check=True, capture_output=True, env=environment),
            times=1,
        )

    took = best({"all": runs(dict(os.environ)), "alone": runs(alone)}, seconds=seconds / 2)
    return Row("malplan list, all plugins", took["all"], "with the first plan alone",
               took["alone"], limit=1.5)  # fmt: skip
