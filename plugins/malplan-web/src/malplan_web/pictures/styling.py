"""Makes an SVG of Vega one that stands alone: light and dark, and nothing that is not drawn.

What is shown by ``<img>`` sees no style sheet of the page, so that the picture brings its own.
Every shape keeps the colours of the light theme as attributes, and gets a class by which a dark
screen finds it; paper, and programs that know no style sheets, stay light.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from defusedxml.ElementTree import fromstring

from malplan_web.pictures.scene import Role

SVG = "{http://www.w3.org/2000/svg}"
FONTS = (
    "'Segoe UI', -apple-system, BlinkMacSystemFont, Roboto, 'Helvetica Neue', 'Noto Sans', "
    "Carlito, system-ui, sans-serif"
)
"""The letters of the page: those of the reader's device."""

_ROLES: tuple[Role, ...] = get_args(Role)
_PAINTED = {"fill": "f", "stroke": "s", "stop-color": "c"}
"""The attributes that hold a colour, and how their classes begin."""

_KEPT = {
    "svg": {"width", "height", "viewBox"},
    "g": {"fill", "stroke-miterlimit", "transform"},
    "defs": set[str](),
    "linearGradient": {"id", "x1", "x2", "y1", "y2"},
    "stop": {"offset"},
    "path": {
        "d",
        "fill-opacity",
        "stroke-dasharray",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-width",
        "transform",
    },
    "text": {"text-anchor", "transform", "font-size", "font-weight"},
}
"""The elements of Vega that are drawn, and the attributes that they keep."""


def stand_in(role: Role, opacity: float = 1) -> str:
    """The colour that is drawn in place of a role of the theme, until it is styled.

    Args:
        role: The role.
        opacity: How opaque it is; only the stops of a gradient may be less than 1.
    """
    return f"#{_ROLES.index(role):02x}{round(opacity * 100):02x}fe"


def styled(svg: str, *, light: Mapping[str, str], dark: Mapping[str, str]) -> bytes:
    """The SVG as it is shown.

    Args:
        svg: What Vega drew, in stand-ins.
        light: The colour of each role on a light page and on paper.
        dark: The colour of each role on a dark screen.
    """
    register_namespace("", SVG.strip("{}"))
    drawn: Element = fromstring(svg)
    root = Element(f"{SVG}svg", {**_kept(drawn), "font-family": FONTS})
    used: set[tuple[str, str]] = set()
    style = SubElement(root, f"{SVG}style")
    ids = {one.get("id", ""): f"g{at}" for at, one in enumerate(drawn.iter(f"{SVG}linearGradient"))}
    root.extend(_clean(drawn, light, ids, used))
    style.text = _dark(used, dark)
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=False)
    return content


def _dark(used: set[tuple[str, str]], dark: Mapping[str, str]) -> str:
    """The style sheet of a dark screen."""
    rules = (
        f".{_PAINTED[attribute]}-{role}{{{attribute}:{dark[role]}}}"
        for attribute, role in sorted(used)
    )
    return f"@media screen and (prefers-color-scheme:dark){{{''.join(rules)}}}"


def _clean(
    parent: Element,
    light: Mapping[str, str],
    ids: Mapping[str, str],
    used: set[tuple[str, str]],
) -> Iterator[Element]:
    """What is drawn below an element, without what is empty or not meant for the eye."""
    for child in parent:
        name = child.tag.removeprefix(SVG)
        if name not in _KEPT:
            continue
        clean = Element(child.tag, _kept(child))
        clean.text = child.text if name == "text" else None
        clean.extend(_clean(child, light, ids, used))
        _paint(clean, child, light, ids, used)
        if len(clean) or clean.text or name == "stop" or (name == "path" and _is_painted(clean)):
            yield clean


def _kept(element: Element) -> dict[str, str]:
    kept = _KEPT[element.tag.removeprefix(SVG)]
    return {name: value for name, value in sorted(element.items()) if name in kept and value}


def _is_painted(element: Element) -> bool:
    return any(element.get(name, "none") != "none" for name in ("fill", "stroke"))


def _paint(
    clean: Element,
    drawn: Element,
    light: Mapping[str, str],
    ids: Mapping[str, str],
    used: set[tuple[str, str]],
) -> None:
    """Put the colours of the light theme, and the classes that a dark screen goes by."""
    classes = []
    for attribute in _PAINTED:
        value = drawn.get(attribute)
        if value is None or value == "transparent":
            continue
        if value.startswith("url(#"):
            clean.set(attribute, f"url(#{ids[value[5:-1]]})")
        elif value.endswith("fe") and value.startswith("#"):
            role, opacity = _ROLES[int(value[1:3], 16)], int(value[3:5], 16) / 100
            clean.set(attribute, light[role])
            if opacity < 1:
                clean.set("stop-opacity", f"{opacity:g}")
            classes.append(f"{_PAINTED[attribute]}-{role}")
            used.add((attribute, role))
        else:
            clean.set(attribute, value)
    if classes:
        clean.set("class", " ".join(classes))
    if "id" in clean.attrib:
        clean.set("id", ids[clean.attrib["id"]])
