"""Makes the pictures of these pages: ``nox -s screenshots``.

Ungeløftet with the example records is written as a site and as a Word form, opened in Chromium and
LibreOffice, and kept as PNG; without names, because what is shown as recorded is made up.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Literal

from example_log import STATUS_DAY, example_workspace
from playwright.sync_api import sync_playwright

import malplan

_THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_SIZES = {"desktop": (1440, 1000), "phone": (360, 740)}
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main(target: Path) -> None:
    """Write the pictures into a folder."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        _of_the_site(Path(folder), target)
        _of_the_form(Path(folder), target)


def _of_the_site(folder: Path, target: Path) -> None:
    workspace = example_workspace()
    plan = workspace.load("ungeloeftet")
    site = malplan.SiteFolder(folder / "site")
    workspace.write_site([plan], site, on=STATUS_DAY, without_names=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_program("chromium"), args=_ARGUMENTS)
        for theme in _THEMES:
            for name, (width, height) in _SIZES.items():
                page = browser.new_page(
                    viewport={"width": width, "height": height},
                    color_scheme=theme,
                )
                page.goto((folder / "site" / "ungeloeftet.html").as_uri())
                page.screenshot(path=target / f"page-{name}-{theme}.png")
                page.close()
        browser.close()


def _of_the_form(folder: Path, target: Path) -> None:
    workspace = example_workspace()
    plan = workspace.load("ungeloeftet")
    form = folder / "form.docx"
    form.write_bytes(workspace.render(plan, "docx", on=STATUS_DAY, without_names=True))
    _run(_program("soffice"), "--headless", "--convert-to", "pdf", "--outdir", folder, form)
    picture = ("-r", "70", "-f", "1", "-l", "1", "-png", "-singlefile")
    _run(_program("pdftoppm"), *picture, form.with_suffix(".pdf"), target / "form")


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        sys.exit(f"{name} is not installed (Debian: chromium, libreoffice-writer, poppler-utils)")
    return found


def _run(*command: object) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True)  # noqa: S603


if __name__ == "__main__":
    main(Path(sys.argv[1]))
