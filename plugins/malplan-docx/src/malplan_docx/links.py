"""What a document would have Word fetch from elsewhere, to whoever opens it.

Nothing of it is fetched here. But a form goes to many people, and the program of each would read a
file or ask a server that the template names (ECMA-376, part 1, 17.16.5: fields; part 2, 9.3:
relationships). It is looked for in the filled form, because a template can put a field together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from malplan.errors import shown
from malplan_docx.safety import Package
from malplan_docx.tree import attribute, local

_FOLLOWED = "hyperlink"
"""What is outside, and asked for only when somebody clicks."""
_INSERTED = "aFChunk"
"""A document in the document, such as a page of HTML, which may fetch what it likes."""
_FIELD = re.compile(
    r"^[ ]*((?:INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DDE|DDEAUTO|DATABASE|RD)\b.*)", re.I | re.M
)
"""Fields that bring in what another file holds."""


def fetched(package: Package) -> Iterator[str]:
    """What would be fetched: where a relationship leads, or the field that asks for it."""
    for root in package.parts.values():
        if local(root.tag) == "Relationships":
            yield from _targets(root)
        else:
            yield from (shown(found[1]) for found in _FIELD.finditer(_instructions(root)))


def _targets(relations: Element) -> Iterator[str]:
    for one in relations:
        kind = (one.get("Type") or "").rpartition("/")[2]
        outside = (one.get("TargetMode") or "").lower() == "external"
        if kind == _INSERTED or (outside and kind != _FOLLOWED):
            yield shown(one.get("Target") or kind)


def _instructions(root: Element) -> str:
    """What all fields of a part say, each on a line; Word may cut one into many runs."""
    found: list[str] = []
    for element in root.iter():
        match local(element.tag):
            case "instrText":
                found.append(" ".join((element.text or "").splitlines()))
            case "fldChar":
                found.append("\n")
            case "fldSimple":
                found.append(f"\n{attribute(element, 'instr')}\n")
    return "".join(found)
