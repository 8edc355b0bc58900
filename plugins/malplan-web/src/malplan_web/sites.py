"""A site: pages and pictures in a folder, with links from one to the other."""

from __future__ import annotations

import base64
from collections.abc import Iterable

from malplan import Language, SiteFolder, View
from malplan_web.front_page import Portfolio
from malplan_web.pages import STYLE_FILE, site_page, style_sheet
from malplan_web.pictures import Colors, Picture
from malplan_web.plan_page import plan_page

FRONT_PAGE = "index.html"
_TAKEN = frozenset(
    ("index", "con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10)))
)
"""What no page of a plan can be called: the front page, and the devices of Windows."""


def page_name(id: str) -> str:
    """The name of the page of a plan: its id; no other id has an underscore at its end."""
    return f"{id}_.html" if id in _TAKEN else f"{id}.html"


def write_site(
    views: Iterable[View], folder: SiteFolder, language: Language, colors: Colors
) -> None:
    """Write the pages of plans, and the front page over them.

    Args:
        views: The plans, each of which is let go of when its page is written.
        folder: Takes the files.
        language: The language of labels.
        colors: The colours.
    """
    pictures = _Pictures(folder)
    portfolio = Portfolio(language)
    for view in views:
        name = page_name(view.plan.id)
        portfolio.add(view, name)
        page = plan_page(view, language, colors, pictures.source)
        folder.write(name, site_page(page, language, colors))
    folder.write(FRONT_PAGE, site_page(portfolio.page(), language, colors))
    folder.write(STYLE_FILE, style_sheet(colors).encode())


class _Pictures:
    """Draws pictures into a folder: each once, and none that is there from an earlier run."""

    def __init__(self, folder: SiteFolder) -> None:
        self._folder = folder
        self._drawn: set[str] = set()

    def source(self, picture: Picture) -> str:
        """The address of a picture, relative to the pages."""
        key = picture.key()
        name = f"billeder/{key}.svg"
        if key not in self._drawn and not self._folder.keep(name):
            self._folder.write(name, picture.svg())
            self._drawn.add(key)
        return name


def embedded(picture: Picture) -> str:
    """The picture itself, as an address (RFC 2397)."""
    return f"data:image/svg+xml;base64,{base64.b64encode(picture.svg()).decode()}"
