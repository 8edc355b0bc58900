"""Whatever a plan or a record says is a text on the page, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

import attrs
import examples
import pytest
from payloads import PAYLOADS
from playwright.sync_api import Browser, Dialog

import malplan
from malplan import Period, SiteFolder
from malplan.fields import map_texts
from malplan.texts import SLUG
from malplan_web.pictures import Picture

_TURNS = 6
_STRUCTURE = """[...document.querySelectorAll('body *')].map(one => one.localName + ':' +
    [...one.attributes].map(held => held.name).sort().join(','))"""


def _workspace(replace: Callable[[str], str]) -> tuple[malplan.Workspace, malplan.Plan]:
    """The plan that has everything, followed, with every text replaced."""
    replaced = partial(_unless_an_id, replace)
    plan = map_texts(examples.kom_med(), replaced)
    first, *rest = plan.actions[0].milestones
    unscheduled = attrs.evolve(first, period=Period(None, None, replace("")))
    vocabulary = malplan.Vocabulary(
        **{one.name: replace("") for one in attrs.fields(malplan.Vocabulary)}
    )
    action = attrs.evolve(plan.actions[0], milestones=(unscheduled, *rest))
    plan = attrs.evolve(plan, actions=(action, *plan.actions[1:]), vocabulary=vocabulary)
    drafts = (
        attrs.evolve(draft, what=map_texts(draft.what, replaced), comment=replace(""))
        for draft in examples.KOM_MED
    )
    return examples.following(((plan, tuple(drafts)),)), plan


def _unless_an_id(replace: Callable[[str], str], text: str) -> str:
    return text if re.fullmatch(SLUG, text) else replace(text)


def _replacing(shift: int) -> Callable[[str], str]:
    """Gives the payloads, one after the other, to texts."""
    numbers = count(shift)
    return lambda text: PAYLOADS[next(numbers) % len(PAYLOADS)]


def _dismiss(happened: list[str], dialog: Dialog) -> None:
    happened.append(dialog.message)
    dialog.dismiss()


@pytest.fixture
def drawn_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are told by their tables; what is drawn has tests of its own."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
    monkeypatch.setattr(Picture, "svg", lambda self: svg)


@pytest.fixture
def watched(browser: Browser) -> Iterator[Callable[[Path], tuple[list[str], str]]]:
    """Opens a page without its policy, so that nothing but escaping protects it."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    happened: list[str] = []
    page.on("dialog", partial(_dismiss, happened))
    page.on("console", lambda message: happened.append(message.text))
    page.on("pageerror", lambda error: happened.append(str(error)))
    page.on("request", lambda request: happened.append(request.url))

    def look(file: Path) -> tuple[list[str], str]:
        page.goto(file.as_uri())
        page.mouse.move(300, 300)
        page.keyboard.press("Tab")
        asked = [one for one in happened if not one.startswith(("file:", "data:image/svg+xml;"))]
        assert asked == []
        text = page.evaluate("document.body.textContent")
        return page.evaluate(_STRUCTURE), " ".join(text.split())

    yield look
    context.close()


@pytest.mark.usefixtures("drawn_quickly")
def test_every_text_is_seen_as_it_was_written(
    tmp_path: Path, watched: Callable[[Path], tuple[list[str], str]]
) -> None:
    """The pages have the same elements and attributes as with harmless texts, and show them all."""
    harmless, _ = _seen(tmp_path / "harmless", lambda text: "En tekst", watched)
    unseen = set(PAYLOADS)
    for turn in range(_TURNS):
        hostile, text = _seen(tmp_path / str(turn), _replacing(turn * 11), watched)
        assert hostile == harmless
        unseen -= {one for one in unseen if " ".join(one.split()) in text}
    assert unseen == set()


def _seen(
    folder: Path,
    replace: Callable[[str], str],
    watched: Callable[[Path], tuple[list[str], str]],
) -> tuple[list[list[str]], str]:
    """The structure of every kind of page, and the text of the page of the plan."""
    workspace, plan = _workspace(replace)
    workspace.write_site([plan], SiteFolder(folder), on=examples.ON)
    (folder / "alone.html").write_bytes(workspace.render(plan, "html", on=examples.ON))
    found = [watched(folder / file) for file in ("kom-med.html", "index.html", "alone.html")]
    return [structure for structure, _ in found], found[0][1]


def test_the_pages_keep_to_their_policy_with_hostile_texts(
    browser: Browser, tmp_path: Path
) -> None:
    """With pictures as they are drawn, and with the policy, the browser has nothing to say."""
    workspace, plan = _workspace(_replacing(0))
    workspace.write_site([plan], SiteFolder(tmp_path / "site"), on=examples.ON)
    (tmp_path / "alone.html").write_bytes(workspace.render(plan, "html", on=examples.ON))
    said: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("dialog", partial(_dismiss, said))
        for file in ("site/kom-med.html", "site/index.html", "alone.html"):
            page.goto((tmp_path / file).as_uri())
            loaded = "[...document.images].every(one => one.complete && one.naturalWidth > 0)"
            assert page.evaluate(loaded)
    assert said == []
