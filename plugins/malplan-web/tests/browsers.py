"""The browser of the tests: Debian's chromium, or the one that is named."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

MISSING = (
    "No browser: install chromium (Debian: apt-get install chromium), "
    "or name one in MALPLAN_CHROMIUM."
)
"""What is said where there is none."""


def path_of_chromium() -> str | None:
    """Where it is, if it is there."""
    return os.environ.get("MALPLAN_CHROMIUM") or shutil.which("chromium")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser that asks no one for anything by itself.

    Raises:
        FileNotFoundError: There is none.
    """
    path = path_of_chromium()
    if path is None:
        raise FileNotFoundError(MISSING)
    arguments = ["--disable-background-networking", "--disable-sync", "--no-first-run"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")  # the sandbox refuses to run as root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        try:
            yield browser
        finally:
            browser.close()
