"""How Sphinx builds the docs: from what is here alone, with every warning an error.

sphinx-build -W --keep-going -n docs docs/_build
"""

from __future__ import annotations

import inspect
import re
from enum import Enum
from pathlib import Path
from typing import Any

import attrs
from sphinx.application import Sphinx
from sphinx.domains.python import PyObject
from sphinx.util.inspect import stringify_signature
from sphinx.util.logging import getLogger

import malplan

project = "malplan"
author = "the malplan maintainers"
project_copyright = "the malplan maintainers; MPL-2.0"
version = release = malplan.__version__
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
nitpicky = True
# No other project's inventory is fetched: what is another module's is not linked.
nitpick_ignore_regex = [("py:.*", r"(?!malplan\.)\w+\..*|Path|'\w+'")]

myst_heading_anchors = 3
autodoc_default_options = {"members": True}
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
autodoc_typehints_format = "short"
napoleon_use_ivar = True
python_display_short_literal_types = True
python_use_unqualified_type_names = True

html_theme = "furo"
html_title = f"malplan {release}"
html_static_path = ["_static"]
html_css_files = ["docs.css"]
html_copy_source = False
html_show_sourcelink = False

_MOST_SHOWN = 30
_LOADED = re.compile(r"<(?:script|img|iframe|link)\b[^>]*?\b(?:src|href)=\"(?:https?:)?//[^\"]*")


@attrs.frozen
class _Source:
    """A default that is shown as it is written."""

    text: str

    def __repr__(self) -> str:
        return self.text


def _parameter(field: attrs.Attribute[Any]) -> inspect.Parameter:
    kind = (
        inspect.Parameter.KEYWORD_ONLY if field.kw_only else inspect.Parameter.POSITIONAL_OR_KEYWORD
    )
    default = field.default
    if default is attrs.NOTHING:
        default = inspect.Parameter.empty
    elif isinstance(default, attrs.Factory) or len(repr(default)) > _MOST_SHOWN:
        default = _Source("…")
    return inspect.Parameter(field.alias or field.name, kind, default=default)


def _signature(
    app: Sphinx, what: str, name: str, obj: Any, options: Any, signature: str, returns: str
) -> tuple[str, str] | None:
    """Of an attrs class, names and defaults: the types stand below, with what each field means."""
    if not isinstance(obj, type):
        return (re.sub(r"= _\w+", "= …", signature), returns) if signature else None
    if issubclass(obj, Enum) or getattr(obj, "_is_protocol", False):
        return "", ""
    if not attrs.has(obj):
        return None
    parameters = [_parameter(field) for field in attrs.fields(obj) if field.init]
    return stringify_signature(inspect.Signature(parameters)), ""


def _public_name(app: Sphinx, env: Any, node: Any, contnode: Any) -> Any:
    """Link a public name to where it is documented: where it is imported from."""
    name = node.get("reftarget", "")
    public = f"malplan.{name.rpartition('.')[2]}"
    if not name.startswith("malplan.") or name == public:
        return None
    python = env.domains["py"]
    return python.resolve_xref(env, node["refdoc"], app.builder, "obj", public, node, contnode)


def _without_last_blank_line(app: Sphinx, docname: str, source: list[str]) -> None:
    """Take out the empty line by which a doctest in Markdown ends before its fence."""
    source[0] = source[0].replace("\n\n```\n", "\n```\n")


def _nothing_from_elsewhere(app: Sphinx, error: Exception | None) -> None:
    """Warn of a page that a reader without a network would not see whole."""
    for page in Path(app.outdir).rglob("*.html"):
        for found in _LOADED.findall(page.read_text(encoding="utf-8")):
            getLogger(__name__).warning("%s loads from elsewhere: %s", page.name, found)


def setup(app: Sphinx) -> None:
    """Connect what is above."""
    for field in PyObject.doc_field_types:
        if field.name == "variable":
            field.label = "Attributes"
    app.connect("autodoc-process-signature", _signature)
    app.connect("source-read", _without_last_blank_line)
    app.connect("missing-reference", _public_name)
    app.connect("build-finished", _nothing_from_elsewhere)
