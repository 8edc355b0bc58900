"""Pages as bytes: from what stands on them, through templates that escape everything."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache, partial
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from malplan import Language
from malplan.blocks import Block, Fact, Items
from malplan.messages import labels
from malplan.messages import log as log_words
from malplan_web import words
from malplan_web.front_page import FrontPage
from malplan_web.pictures import Colors
from malplan_web.plan_page import PlanPage

STYLE_FILE = "malplan.css"
"""The file in which the style of a site lies."""

_POLICY = (
    "default-src 'none'; img-src {images}; style-src {styles}; base-uri 'none'; form-action 'none'"
)
"""Nothing is loaded, run, embedded or sent but what is named (Content Security Policy Level 3)."""


# --- Pages ----------------------------------------------------------------------------------------
def single_page(page: PlanPage, language: Language, colors: Colors) -> bytes:
    """A plan as one page that needs nothing beside it."""
    style = style_sheet(colors)
    policy = _POLICY.format(images="data:", styles=f"'sha256-{_sha256(style)}'")
    return _page("plan.html", page, language, colors, policy, style=Markup(style))  # noqa: S704


def site_page(page: PlanPage | FrontPage, language: Language, colors: Colors) -> bytes:
    """A page of a site, with its style beside it."""
    template = "plan.html" if isinstance(page, PlanPage) else "front.html"
    policy = _POLICY.format(images="'self' data:", styles="'self'")
    return _page(template, page, language, colors, policy, style="")


def _page(
    template: str,
    page: PlanPage | FrontPage,
    language: Language,
    colors: Colors,
    policy: str,
    *,
    style: str,
) -> bytes:
    text = (
        _environment()
        .get_template(template)
        .render(
            page=page,
            language=language,
            lang=partial(_lang, page, language),
            say=lambda message: message.text(language),
            policy=policy,
            icon=_icon(colors),
            style=style,
        )
    )
    return f"{text}\n".encode()


def _lang(page: PlanPage | FrontPage, language: Language, text: str) -> Markup:
    """The attribute of an element that holds a text: plans are written in Danish.

    Whoever listens to an English page hears Danish as Danish (WCAG 2.1, 3.1.2).
    """
    return _DANISH if language != "da" and text in page.texts else _NONE


_DANISH, _NONE = Markup(' lang="da"'), Markup("")


# --- What they are made with ----------------------------------------------------------------------
@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("malplan_web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"paragraphs": _paragraphs, "in_groups": _in_groups, "kind": _kind}
    environment.globals |= {
        "words": words,
        "labels": labels,
        "log_words": log_words,
        "style_file": STYLE_FILE,
    }
    return environment


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of a text; blank lines separate them."""
    return re.split(r"\n\s*\n", text)


def _kind(block: object) -> str:
    return type(block).__name__


def _in_groups(blocks: tuple[Block, ...]) -> list[tuple[str, Any]]:
    """The blocks, with what has a label gathered where it stands together."""
    groups: list[tuple[str, Any]] = []
    for block in blocks:
        if isinstance(block, Fact) or (isinstance(block, Items) and block.title):
            if not groups or groups[-1][0] != "facts":
                groups.append(("facts", []))
            groups[-1][1].append(block)
        else:
            groups.append((type(block).__name__, block))
    return groups


@cache
def style_sheet(colors: Colors) -> str:
    """The style of all pages, in the colours of a municipality."""
    text = files("malplan_web").joinpath("style.css").read_text(encoding="utf-8")
    for name, theme in (("light", colors.light), ("dark", colors.dark)):
        pairs = (("chosen", colors.accent), *theme.items())
        variables = " ".join(f"--{key.replace('_', '-')}: {value};" for key, value in pairs)
        text = text.replace(f"/* {name} */", variables)
    return text


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _icon(colors: Colors) -> str:
    """The icon of the page: a milestone's diamond in the accent, which no browser has to fetch."""
    shape = f'<path d="M8 1l7 7-7 7-7-7z" fill="{colors.light.accent}"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">{shape}</svg>'
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
