"""The output ``html``: a page for a plan, and a site for many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from malplan import Language, SiteFolder, View


class HtmlOutput:
    """Plans as web pages, without a server, without scripts, without a request to any host."""

    name = "html"
    suffix = ".html"
    media_type = "text/html"
    shows_status = True
    option_names = ("accent",)

    def write(
        self, view: View, stream: BinaryIO, *, language: Language, options: Mapping[str, str]
    ) -> None:
        """Write one self-contained page."""
        raise NotImplementedError

    def write_site(
        self,
        views: Iterable[View],
        folder: SiteFolder,
        *,
        language: Language,
        options: Mapping[str, str],
    ) -> None:
        """Write a front page over all plans, and a page for each."""
        raise NotImplementedError
