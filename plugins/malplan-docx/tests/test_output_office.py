"""The form in another program: LibreOffice shows all of it, and it costs little more than docxtpl."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from forms import UNGELOEFTET, lines, opened, ungeloeftet, written
from speed import docxtpl_alone, ours, seconds

import malplan
from malplan import View
from malplan.records import Decision, DecisionMade, Evaluation, Learning, Stage

PROGRAMS = ("libreoffice", "pdftotext", "pdfinfo")


def followed() -> View:
    """Ungeløftet with records of a spring that nobody has reported: an example."""
    store, now = malplan.MemoryStore(), datetime(2026, 5, 15, 12, tzinfo=UTC)
    workspace = malplan.Workspace(find_plugins=lambda: (), store=store, clock=lambda: now)
    plan = workspace.load(UNGELOEFTET)
    first = plan.actions[0]
    day = date(2026, 4, 8)
    workspace.record(plan, malplan.Observation(sign="fremmoede", value=Decimal(16)), on=day)
    workspace.record(plan, malplan.MilestoneReached(milestone="hold-workshop"), on=day)
    for what in (
        Evaluation(action=first.id, stage=Stage.INTERIM, text="Flere spørger efter et fast sted."),
        Learning(action=first.id, text="De unge kommer, når en, de kender, inviterer dem."),
        DecisionMade(action=first.id, decision=Decision.CONTINUE, because="Det virker."),
    ):
        workspace.record(plan, what, on=date(2026, 5, 4))
    return workspace.view(plan, date(2026, 5, 15), with_status=True)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        pytest.fail(
            f"{', '.join(missing)} not found; apt-get install libreoffice-writer poppler-utils",
            pytrace=False,
        )
    folder = tmp_path_factory.mktemp("office")
    file = folder / "ungeloeftet.docx"
    file.write_bytes(written(followed()))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["libreoffice", profile, "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(folder), str(file)], check=True, capture_output=True, timeout=180)
    return file.with_suffix(".pdf")


def output_of(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def test_another_program_shows_all_of_it(pdf: Path) -> None:
    shown = output_of("pdftotext", "-enc", "UTF-8", str(pdf), "-")
    written_words = words_of("\n".join(lines(opened(written(followed())))))
    assert not written_words - words_of(shown)
    together = " ".join(shown.split())
    for text in (
        *(" ".join(goal.text.split()) for goal in ungeloeftet().plan.goals),
        "Flere unge bliver løbende en del af et fællesskab.",
        "Flere spørger efter et fast sted.",
        "De unge kommer, når en, de kender, inviterer dem.",
        "Nået. 16 personer (8. april 2026)",
        "Nået. Den blev nået den 8. april 2026.",
        "Beslutning: fortsætte (4. maj 2026)",
    ):
        assert text in together


def test_another_program_knows_what_it_is(pdf: Path) -> None:
    told = output_of("pdfinfo", str(pdf))
    assert re.search(r"Title: +Aktiviteter koblet til Ungeløftet\n", told)
    assert re.search(r"Page size: +841\.\d+ x 595\.\d+ pts \(A4\)", told)
    assert int(re.findall(r"Pages: +(\d+)", told)[0]) <= 12


def test_a_form_costs_at_most_twice_what_docxtpl_does_alone() -> None:
    assert len(ours()) > 1000
    assert docxtpl_alone()
    assert seconds(ours) <= 2 * seconds(docxtpl_alone)
    assert ungeloeftet().plan.title in lines(opened(docxtpl_alone()))
