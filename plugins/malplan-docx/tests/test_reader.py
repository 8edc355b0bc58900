"""The reader among malplan's: the laws of readers, and the command that people use."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import ClassVar

import pytest
from by_hand import doubts, read
from click.testing import CliRunner
from forms import opened, paragraphs, ungeloeftet, written
from test_reader_round_trip import as_shown

import malplan
from malplan import Language
from malplan.cli import cli
from malplan.testing import ReaderSuite
from malplan_docx import DocxReader

DATA = Path(__file__).parent / "data"


class TestForm(ReaderSuite):
    """The laws: what is read is read again, nothing leaks, junk is refused in both languages."""

    reader = DocxReader()
    module = "malplan_docx"
    documents = (DATA / "by-hand.docx", DATA / "libreoffice.docx")
    hostile = (DATA / "macros.docm", DATA / "entities.docx")
    heavy: ClassVar[frozenset[str]] = frozenset({*ReaderSuite.heavy, "docx", "lxml", "defusedxml"})


# --- Through another program ----------------------------------------------------------------------
def test_what_libreoffice_saved_is_what_malplan_wrote() -> None:
    found = read((DATA / "libreoffice.docx").read_bytes())
    assert as_shown(found.plan, "da") == as_shown(ungeloeftet().plan, "da")
    assert len(found.unsure) == 2


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("by_way_of", ["odt", "rtf", "doc"])
def test_a_form_goes_through_libreoffice(
    language: Language, by_way_of: str, tmp_path: Path
) -> None:
    if shutil.which("libreoffice") is None:
        pytest.fail("libreoffice not found; apt-get install libreoffice-writer", pytrace=False)
    file = tmp_path / "form.docx"
    file.write_bytes(written(ungeloeftet(), language))
    for suffix, source in ((by_way_of, file), ("docx", tmp_path / by_way_of / f"form.{by_way_of}")):
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = ["libreoffice", profile, "--headless", "--convert-to", suffix, "--outdir"]
        command += [str(tmp_path / suffix), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    found = read((tmp_path / "docx" / "form.docx").read_bytes())
    assert as_shown(found.plan, language) == as_shown(ungeloeftet().plan, language)


# --- The command ----------------------------------------------------------------------------------
def test_a_form_is_imported(tmp_path: Path) -> None:
    file, plan, records = (tmp_path / name for name in ("form.docx", "plan.yaml", "records.json"))
    document = opened(written(ungeloeftet()))
    learning = list(paragraphs(document))[-1]
    learning.text = "De unge kommer, når unge inviterer dem."
    document.save(str(file))
    arguments = ["import", str(file), "-o", str(plan), "--records", str(records)]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 1, result.output  # some of it was unsure
    found = malplan.load_plan(plan)
    assert as_shown(found, "da") == as_shown(ungeloeftet().plan, "da")
    assert "De unge kommer" in records.read_text("utf-8")
    assert json.loads(records.read_text("utf-8"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7", "Filen er ikke et Word-dokument"),
        ((DATA / "macros.docm").read_bytes(), "Dokumentet indeholder makroer"),
        ((DATA / "entities.docx").read_bytes(), "dokumenttype eller entiteter"),
    ],
)
def test_what_is_no_form_is_said_without_a_traceback(
    content: bytes, said: str, tmp_path: Path
) -> None:
    file = tmp_path / "form.docx"
    file.write_bytes(content)
    result = CliRunner().invoke(cli, ["import", str(file)])
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output


def test_the_example_of_a_form_by_hand() -> None:
    found = read((DATA / "by-hand.docx").read_bytes())
    assert len(found.plan.signs) == 3
    assert sum("CPR" in doubt for doubt in doubts(found)) == 2
