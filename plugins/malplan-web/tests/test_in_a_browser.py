"""The pages in a real browser: for everybody, from anywhere, and without a request to anybody."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request

_FRONT = "site/index.html"
_PLAN = "site/kom-med.html"
_EVERY = (
    _FRONT,
    _PLAN,
    "site/ungeloeftet.html",
    "site/smtte-eksempel.html",
    "alone/kom-med.html",
    "alone/smtte-eksempel.html",
    "alone/internal.html",
)
_SCHEMES = ("light", "dark")


@contextmanager
def _opened(
    browser: Browser, address: str, width: int = 1280, **settings: object
) -> Iterator[Page]:
    """A page in a context of its own; whatever the browser has to say of it is an error."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **settings)  # type: ignore[arg-type]
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    yield page
    context.close()
    assert said == []


# --- For everybody --------------------------------------------------------------------------------
@pytest.mark.parametrize("scheme", _SCHEMES)
@pytest.mark.parametrize("name", _EVERY)
def test_axe_finds_no_violation(browser: Browser, pages: Path, name: str, scheme: str) -> None:
    """All rules of axe, beyond WCAG 2.1 AA too, with every table opened."""
    with _opened(browser, (pages / name).as_uri(), color_scheme=scheme) as page:
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        rules = {"target-size": {"enabled": True}, "color-contrast": {"enabled": True}}
        # Without preload, axe does not fetch the style a second time, which the policy forbids.
        found = Axe().run(page, options={"rules": rules, "preload": False})
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", _EVERY)
def test_nothing_is_cut_off_on_a_narrow_screen(browser: Browser, pages: Path, name: str) -> None:
    """WCAG 2.1, 1.4.10: 320 CSS pixels, without scrolling in two directions."""
    with _opened(browser, (pages / name).as_uri(), width=320) as page:
        assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("name", [_FRONT, _PLAN])
def test_text_can_be_twice_as_large(browser: Browser, pages: Path, name: str) -> None:
    """WCAG 2.1, 1.4.4."""
    with _opened(browser, (pages / name).as_uri(), width=640, bypass_csp=True) as page:
        page.add_style_tag(content="html { font-size: 200% }")
        assert page.evaluate("document.documentElement.scrollWidth") == 640


def test_a_keyboard_is_enough(browser: Browser, pages: Path) -> None:
    """The first stop leads to the content; a table is opened like a button."""
    with _opened(browser, (pages / _PLAN).as_uri()) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "_content"
        summary = page.locator("summary").first
        summary.focus()
        page.keyboard.press("Enter")
        assert page.locator("details").first.get_attribute("open") is not None
        outline = summary.evaluate("one => getComputedStyle(one).outlineStyle")
        assert outline == "solid"


def test_nothing_moves_for_those_who_do_not_want_it(browser: Browser, pages: Path) -> None:
    address = (pages / _PLAN).as_uri()
    with _opened(browser, address, reduced_motion="reduce") as page:
        moves = "getComputedStyle(document.documentElement).scrollBehavior"
        assert page.evaluate(moves) == "auto"


@pytest.mark.parametrize("name", [_FRONT, _PLAN, "alone/kom-med.html"])
def test_headings_are_in_order(browser: Browser, pages: Path, name: str) -> None:
    with _opened(browser, (pages / name).as_uri()) as page:
        script = "[...document.querySelectorAll('h1,h2,h3,h4')].map(one => +one.localName[1])"
        levels = page.evaluate(script)
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(two - one <= 1 for one, two in pairwise(levels))


# --- On paper -------------------------------------------------------------------------------------
def test_paper_has_everything_but_the_navigation(browser: Browser, pages: Path) -> None:
    """Tables that are closed on the screen are printed, and a dark page is printed light."""
    with _opened(browser, (pages / _PLAN).as_uri(), color_scheme="dark") as page:
        page.emulate_media(media="print", color_scheme="dark")
        assert not page.locator(".contents").is_visible()
        assert not page.locator("summary").first.is_visible()
        assert page.locator("details table").first.evaluate("one => one.offsetHeight") > 0
        script = "getComputedStyle(document.body).backgroundColor"
        assert page.evaluate(script) == "rgb(255, 255, 255)"


def test_an_internal_version_says_so_on_paper(browser: Browser, pages: Path) -> None:
    with _opened(browser, (pages / "alone/internal.html").as_uri()) as page:
        page.emulate_media(media="print")
        assert page.locator(".internal").is_visible()


# --- Without a request to anybody -----------------------------------------------------------------
@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """A folder on a server of this machine, below a path as on an intranet."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _visit(browser: Browser, base: str) -> list[str]:
    """Follow every link of a site, and tell what was asked for."""
    context = browser.new_context()
    page = context.new_page()
    asked: list[Request] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request))
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    page.on("console", lambda message: failed.append(message.text))
    waiting, seen = [f"{base}/index.html"], set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        page.goto(address)
        loaded = "[...document.images].every(one => one.complete && one.naturalWidth > 0)"
        assert page.evaluate(loaded), address
        anchors = "[...document.links].map(one => one.href)"
        for link in page.evaluate(anchors):
            target, _, anchor = link.partition("#")
            waiting.append(target)
            if anchor and target == address:
                assert page.locator(f'[id="{anchor}"]').count() == 1, link
    context.close()
    assert failed == []
    assert len(seen) == 4
    return [request.url for request in asked if not request.url.startswith("data:")]


def test_a_site_works_from_a_folder(browser: Browser, pages: Path) -> None:
    base = (pages / "site").as_uri()
    assert all(url.startswith(f"{base}/") for url in _visit(browser, base))


def test_a_site_works_below_a_path_of_a_server(browser: Browser, pages: Path) -> None:
    with _served(pages) as host:
        assert all(url.startswith(f"{host}/site/") for url in _visit(browser, f"{host}/site"))


@pytest.mark.parametrize("name", ["kom-med", "smtte-eksempel", "internal"])
def test_a_page_alone_asks_for_nothing(browser: Browser, pages: Path, name: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    address = (pages / "alone" / f"{name}.html").as_uri()
    page.goto(address)
    context.close()
    assert [url for url in asked if not url.startswith("data:")] == [address]


def test_no_script_and_no_style_runs_beside_the_own(browser: Browser, pages: Path) -> None:
    """What the policy forbids is forbidden, however it came into the page."""
    with browser.new_context() as context:
        page = context.new_page()
        for name in (_FRONT, "alone/kom-med.html"):
            page.goto((pages / name).as_uri())
            page.evaluate(
                """() => {
                    const script = document.createElement('script');
                    script.textContent = 'window.ran = true';
                    document.body.append(script);
                    const style = document.createElement('style');
                    style.textContent = 'body { color: rgb(1, 2, 3) }';
                    document.body.append(style);
                }"""
            )
            assert page.evaluate("window.ran") is None
            assert page.evaluate("getComputedStyle(document.body).color") != "rgb(1, 2, 3)"
