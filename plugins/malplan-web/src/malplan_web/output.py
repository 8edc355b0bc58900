"""The output ``html``: a page for a plan, and a site for many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from malplan import Language, SiteFolder, View
    from malplan_web.pictures import Colors


class HtmlOutput:
    """Plans as web pages: without a server, without scripts, without a request to another host.

    Its option ``accent`` is the colour of a municipality, ``#rrggbb``. Where it cannot be read on
    a page, it is made darker or lighter until it can.
    """

    name = "html"
    suffix = ".html"
    media_type = "text/html"
    shows_status = True
    option_names: Sequence[str] = ("accent",)

    def write(
        self, view: View, stream: BinaryIO, *, language: Language, options: Mapping[str, str]
    ) -> None:
        """Write a plan as one page that needs nothing beside it.

        Raises:
            InvalidValue: ``accent`` is no colour.
        """
        from malplan_web.pages import single_page
        from malplan_web.plan_page import plan_page
        from malplan_web.sites import embedded

        colors = _colors(options)
        page = plan_page(view, language, colors, embedded)
        stream.write(single_page(page, language, colors))

    def write_site(
        self,
        views: Iterable[View],
        folder: SiteFolder,
        *,
        language: Language,
        options: Mapping[str, str],
    ) -> None:
        """Write a front page over all plans, ``index.html``, and a page for each of them.

        Pictures are files beside the pages; one that an earlier run drew is not drawn again.

        Raises:
            InvalidValue: ``accent`` is no colour.
            FileRefused: A file cannot be written.
        """
        from malplan_web.sites import write_site

        write_site(views, folder, language, _colors(options))


def _colors(options: Mapping[str, str]) -> Colors:
    from malplan_web.pictures import Colors

    return Colors.of(options["accent"]) if "accent" in options else Colors.of()
