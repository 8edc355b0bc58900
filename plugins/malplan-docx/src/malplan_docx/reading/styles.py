"""What the styles of a Word document make of its paragraphs: headings, entries of lists, bold text.

Names of styles are those of ``w:name``, which Word writes in English for its own styles, whatever
language people see (ECMA-376, part 1, 17.7).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from attrs import frozen

from malplan_docx.safety import Package
from malplan_docx.tree import attribute, child, is_on, local, number

_HEADING = re.compile(r"(?:heading|overskrift) (?P<level>\d)|title|titel")
_LIST = re.compile(r"list (?P<kind>bullet|number|continue)(?: (?P<level>\d))?")
_MOST_BASES = 20
"""The most styles that one is based on; Word itself allows eleven."""

BULLET, NUMBER = "•", "1."


@frozen
class Look:
    """What the style of a paragraph makes of it.

    Attributes:
        style: The name of the style, in lower case.
        heading: The level of a heading, from 1; 0 if it is none.
        marker: "•" or "1." where Word sets one, because it is an entry of a list.
        level: How far the entry is indented, from 0.
    """

    style: str = ""
    heading: int = 0
    marker: str = ""
    level: int = 0


PLAIN = Look()
"""Of a paragraph in no style that means anything."""


@frozen
class Styles:
    """The styles and lists of a document.

    Attributes:
        styles: The styles by their ids.
        default: The style of a paragraph that names none.
        levels: What marks an entry of a list, by the number of the list and the level.
    """

    styles: Mapping[str, Element]
    default: str
    levels: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, package: Package) -> Styles:
        """The styles and lists of a package."""
        found = [
            one
            for part in package.related("styles")
            for one in part
            if local(one.tag) == "style" and attribute(one, "styleId")
        ]
        default = next(
            (
                attribute(one, "styleId")
                for one in found
                if attribute(one, "type") == "paragraph" and is_on_text(attribute(one, "default"))
            ),
            "",
        )
        styles = {attribute(one, "styleId"): one for one in found}
        return cls(styles, default, dict(_levels(package)))

    def look(self, paragraph: Element) -> Look:
        """What the style of a paragraph, and what it sets itself, make of it."""
        own = child(paragraph, "pPr")
        style = attribute(child(own, "pStyle"), "val") or self.default
        layers = [own, *(child(one, "pPr") for one in self._chain(style))]
        name = next(
            (attribute(child(one, "name"), "val").lower() for one in self._chain(style)), ""
        )
        marker, level = self._entry(layers, name)
        return Look(name, _heading(layers, name), marker, level)

    def _entry(self, layers: list[Element | None], name: str) -> tuple[str, int]:
        """The marker and the level of an entry of a list."""
        named = _LIST.fullmatch(name)
        level = int(named["level"] or 1) - 1 if named else 0
        numberings = (child(one, "numPr") for one in layers)
        numbering = next((one for one in numberings if one is not None), None)
        if numbering is None:
            kind = named["kind"] if named else ""
            return {"bullet": BULLET, "number": NUMBER}.get(kind, ""), level
        list_number = attribute(child(numbering, "numId"), "val")
        level = max(level, number(child(numbering, "ilvl"), 0))
        if list_number == "0":  # which takes an entry out of its list
            return "", level
        return self.levels.get((list_number, str(level)), BULLET), level

    def is_bold(self, run: Element, paragraph: Element) -> bool:
        """Whether a run is bold, by itself or by a style."""
        own = is_on(child(run, "rPr", "b"))
        if own is not None:
            return own
        style = attribute(child(paragraph, "pPr", "pStyle"), "val") or self.default
        for name in (attribute(child(run, "rPr", "rStyle"), "val"), style):
            for one in self._chain(name):
                by_style = is_on(child(one, "rPr", "b"))
                if by_style is not None:
                    return by_style
        return False

    @staticmethod
    def is_hidden(run: Element) -> bool:
        """Whether nobody sees a run on the page."""
        return is_on(child(run, "rPr", "vanish")) is True

    def _chain(self, style: str) -> Iterator[Element]:
        """A style and those it is based on."""
        for _ in range(_MOST_BASES):
            found = self.styles.get(style)
            if found is None:
                return
            yield found
            style = attribute(child(found, "basedOn"), "val")


def _heading(layers: list[Element | None], name: str) -> int:
    """The level of a heading, by its outline (17.3.1.20) or by its name."""
    named = _HEADING.fullmatch(name)
    if named is not None:
        return int(named["level"] or 1)
    outlines = (child(one, "outlineLvl") for one in layers)
    outline = next((number(one, 9) for one in outlines if one is not None), 9)
    return outline + 1 if outline < 9 else 0


def _levels(package: Package) -> Iterator[tuple[tuple[str, str], str]]:
    """What marks the entries of each list at each level (17.9)."""
    for part in package.related("numbering"):
        kinds = {
            attribute(one, "abstractNumId"): [
                (attribute(level, "ilvl"), attribute(child(level, "numFmt"), "val"))
                for level in one
                if local(level.tag) == "lvl"
            ]
            for one in part
            if local(one.tag) == "abstractNum"
        }
        for one in part:
            if local(one.tag) == "num":
                abstract = attribute(child(one, "abstractNumId"), "val")
                for level, kind in kinds.get(abstract, ()):
                    marker = {"bullet": BULLET, "none": ""}.get(kind, NUMBER)
                    yield (attribute(one, "numId"), level), marker


def is_on_text(text: str) -> bool:
    """Whether an attribute that is a switch is on."""
    return text.lower() in ("1", "true", "on")
