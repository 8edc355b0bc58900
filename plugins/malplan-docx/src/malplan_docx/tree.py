"""Finds its way in the XML of Word, whatever the namespace: ECMA-376 and ISO 29500 Strict."""

from __future__ import annotations

from xml.etree.ElementTree import Element


def local(name: str) -> str:
    """The name of an element or attribute without its namespace."""
    return name.rpartition("}")[2]


def child(element: Element | None, *path: str) -> Element | None:
    """The first element of a path of names below an element."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if local(one.tag) == name), None)
    return element


def attribute(element: Element | None, name: str) -> str:
    """An attribute, whatever its namespace; empty where there is none."""
    if element is None:
        return ""
    return next((text for key, text in element.items() if local(key) == name), "")


def number(element: Element | None, otherwise: int) -> int:
    """The number that an element is set to; ``otherwise`` where it is none, or too large."""
    text = attribute(element, "val")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else otherwise


def is_on(element: Element | None) -> bool | None:
    """Whether a switch such as ``w:b`` is on; None where it is not there (17.17.4)."""
    if element is None:
        return None
    return attribute(element, "val").lower() not in ("0", "false", "off", "none")
