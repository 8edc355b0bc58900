"""A real browser, and the pages that it opens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import examples
import pytest
from browsers import MISSING, chromium, path_of_chromium
from hypothesis import settings
from playwright.sync_api import Browser

from malplan import SiteFolder, load_plan

# How long an example takes says more of the machine than of the pages.
settings.register_profile("pages", deadline=None)
settings.load_profile("pages")

_SMTTE = Path(__file__).parents[3] / "docs" / "examples" / "smtte-eksempel.yaml"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, the same for all tests; where there is none, one line says what to install."""
    if path_of_chromium() is None:
        pytest.fail(MISSING, pytrace=False)
    with chromium() as found:
        yield found


@pytest.fixture(scope="session", params=["da", "en"])
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every kind of page in one language: a site, and pages by themselves."""
    folder = tmp_path_factory.mktemp(f"pages-{request.param}")
    workspace = examples.followed()
    plans = [examples.ungeloeftet(), examples.kom_med(), load_plan(_SMTTE)]
    language = request.param
    workspace.write_site(plans, SiteFolder(folder / "site"), language=language, on=examples.ON)
    alone = folder / "alone"
    alone.mkdir()
    for plan in plans:
        content = workspace.render(plan, "html", language=language, on=examples.ON)
        (alone / f"{plan.id}.html").write_bytes(content)
    internal = workspace.render(plans[1], "html", language=language, on=examples.ON, internal=True)
    (alone / "internal.html").write_bytes(internal)
    return folder
