"""Numbers, targets and notes in brackets, as :func:`malplan.presentation.present` writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from malplan import Language, Message

_GROUPS = {"da": re.compile(r"-?\d{1,3}(?:\.\d{3})*(?:,\d+)?|-?\d+(?:,\d+)?"),
           "en": re.compile(r"-?\d{1,3}(?:,\d{3})*(?:\.\d+)?|-?\d+(?:\.\d+)?")}  # fmt: skip
_MOST_MARKS = 200


def number_of(text: str, language: Language) -> Decimal | None:
    """The number that a text is, with the separators of the language; None if it is none."""
    text = text.strip().replace("\u2212", "-").replace("\u00a0", "").replace("\u202f", "")
    if len(text) > 40 or not _GROUPS[language].fullmatch(text):
        return None
    plain = text.replace(".", "").replace(",", ".") if language == "da" else text.replace(",", "")
    return Decimal(plain)


def figure_of(text: str, language: Language) -> tuple[Decimal, str] | None:
    """The number that a text begins with, and the unit after it; None if it begins with none."""
    first, _, rest = text.strip().partition(" ")
    value = number_of(first, language)
    return None if value is None else (value, rest.strip())


def filled(message: Message, language: Language) -> re.Pattern[str]:
    """What a sentence of malplan looks like when its fields are filled in."""
    text = re.escape(message.text(language))
    pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.*?)", text)
    return re.compile(pattern, re.DOTALL)


def bracketed(text: str) -> Iterator[tuple[str, str]]:
    """The ways in which a text can be one with a note in brackets at its end.

    The brackets that belong together come first: "Workshop (del 1) (maj)" has the note "maj".
    """
    if not text.endswith(")"):
        return
    depth, opened = 0, []
    for at in range(len(text) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(text[at], 0)
        if text[at] == "(" and at > 0 and text[at - 1].isspace():
            opened.append((depth != 0, at))
            if len(opened) > _MOST_MARKS:
                break
    for _, at in sorted(opened, key=lambda one: (one[0], -one[1])):
        before, inside = text[:at].strip(), text[at + 1 : -1].strip()
        if before and inside:
            yield before, inside


def with_note(text: str) -> tuple[str, str]:
    """A text and the note in brackets at its end; the note is empty where there is none."""
    return next(bracketed(text), (text, ""))
