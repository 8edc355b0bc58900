"""Pictures of pages as people see them: ``python screenshots.py PAGE... FOLDER``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import product
from pathlib import Path

from browsers import chromium
from playwright.sync_api import Browser

WIDTHS = (360, 768, 1440)
"""A phone, a tablet and a desk, in CSS pixels."""

SCHEMES = ("light", "dark")


def take(
    pages: Path | Iterable[Path],
    folder: Path,
    *,
    widths: Iterable[int] = WIDTHS,
    full: bool = True,
    browser: Browser | None = None,
) -> list[Path]:
    """Take a picture of each page in each width and both themes.

    Args:
        pages: A page, pages, or the folder of a site: then of all its pages.
        folder: Takes the pictures, such as ``index-360-dark.png``.
        widths: In CSS pixels.
        full: Whether the whole page is taken, and not what a screen shows of it.
        browser: Takes them; by default one of its own.

    Returns:
        The pictures.
    """
    if browser is None:
        with chromium() as own:
            return take(pages, folder, widths=widths, full=full, browser=own)
    if isinstance(pages, Path):
        pages = sorted(pages.glob("*.html")) if pages.is_dir() else [pages]
    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    for page, width, scheme in product(list(pages), list(widths), SCHEMES):
        file = folder / f"{page.stem}-{width}-{scheme}.png"
        _take(browser, page, file, width=width, scheme=scheme, full=full)
        taken.append(file)
    return taken


def _take(browser: Browser, page: Path, file: Path, *, width: int, scheme: str, full: bool) -> None:
    with browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    ) as context:
        opened = context.new_page()
        opened.goto(page.resolve().as_uri())
        opened.screenshot(path=str(file), full_page=full)


if __name__ == "__main__":
    *given, target = map(Path, sys.argv[1:])
    for one in given:
        take(one, target)
