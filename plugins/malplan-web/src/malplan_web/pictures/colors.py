"""The colours of a page and its pictures: from one accent, for light and dark, with contrast held.

Contrast is that of WCAG 2.1: 4.5 to 1 for text (success criterion 1.4.3, AA), 3 to 1 for what a
graphic needs to be understood (1.4.11, AA). https://www.w3.org/TR/WCAG21/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain

import attrs

from malplan import InvalidValue
from malplan_web.pictures import picture_words as words

DEFAULT_ACCENT = "#1d4f91"
"""A blue, which is not one of the colours of a state."""

TEXT_CONTRAST = 4.5
"""What text needs against what is behind it (WCAG 2.1, 1.4.3)."""

GRAPHIC_CONTRAST = 3.0
"""What a line or a shape needs that carries meaning (WCAG 2.1, 1.4.11)."""

_COLOR = re.compile("#[0-9a-fA-F]{6}")
_STEPS = 100
_TINT = 0.12


@attrs.frozen
class Theme:
    """The colours of one scheme, light or dark, each as ``#rrggbb``.

    Attributes:
        background: Behind everything.
        surface: Behind cards, boxes and tables.
        ink: Text.
        muted: Text that matters less; still text of full contrast.
        line: Hairlines that carry no meaning: grids, borders of tables.
        edge: Lines and shapes that carry meaning.
        accent: The accent; has the contrast of text.
        on_accent: Text on the accent.
        soft: A tint of the accent, behind text or as a fill that has an edge.
        met: What is reached or done.
        moving: What is on its way.
        missed: What is missed or late.
        waiting: What is not due, or cannot be judged.
    """

    background: str
    surface: str
    ink: str
    muted: str
    line: str
    edge: str
    accent: str
    on_accent: str
    soft: str
    met: str
    moving: str
    missed: str
    waiting: str

    def items(self) -> Iterator[tuple[str, str]]:
        """The name and the value of each colour, in a fixed order."""
        return iter(attrs.asdict(self).items())


@attrs.frozen
class Colors:
    """One accent, and what follows from it.

    Attributes:
        accent: The accent as it was chosen; one that is too pale or too dark is moved until it
            can be read, so that ``light.accent`` may be another.
        light: The colours on a light page, and on paper.
        dark: The colours on a dark page.
    """

    accent: str
    light: Theme
    dark: Theme

    @classmethod
    def of(cls, accent: str = DEFAULT_ACCENT) -> Colors:
        """Derive all colours from an accent.

        Args:
            accent: A colour as ``#rrggbb``.

        Raises:
            InvalidValue: It is no such colour.
        """
        if not _COLOR.fullmatch(accent):
            raise InvalidValue(words.NOT_A_COLOR.format(value=accent))
        accent = accent.lower()
        return cls(accent, _theme(accent, _LIGHT, "#000000"), _theme(accent, _DARK, "#ffffff"))


def contrast(first: str, second: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.1, "contrast ratio")."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(color: str, other: str, part: float) -> str:
    """A colour with a part of another in it, from 0 (all of the first) to 1."""
    pairs = zip(_channels(color), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * part):02x}" for one, two in pairs)


_LIGHT = {
    "background": "#ffffff",
    "surface": "#f6f7f9",
    "ink": "#1b1f24",
    "muted": "#565e69",
    "line": "#dfe3e8",
    "edge": "#7b8490",
    "met": "#1a6e3c",
    "moving": "#8a5300",
    "missed": "#b3261e",
    "waiting": "#565e69",
}
_DARK = {
    "background": "#14171b",
    "surface": "#1d2126",
    "ink": "#eceff2",
    "muted": "#a9b2bd",
    "line": "#343b44",
    "edge": "#87919d",
    "met": "#62c78b",
    "moving": "#e5ab4b",
    "missed": "#ff9087",
    "waiting": "#a9b2bd",
}


def _theme(accent: str, fixed: Mapping[str, str], towards: str) -> Theme:
    behind = (fixed["background"], fixed["surface"])
    found = _readable(accent, behind, towards)
    on_accent = max(behind[0], fixed["ink"], key=lambda text: contrast(text, found))
    return Theme(**fixed, accent=found, on_accent=on_accent, soft=mixed(behind[0], found, _TINT))


def _readable(color: str, behind: tuple[str, ...], towards: str) -> str:
    """The nearest colour on the way to black or white that is text of enough contrast."""
    candidates = (mixed(color, towards, step / _STEPS) for step in range(_STEPS))
    return next(
        one
        for one in chain(candidates, [towards])
        if all(contrast(one, back) >= TEXT_CONTRAST for back in behind)
    )


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _luminance(color: str) -> float:
    """The relative luminance of a colour (WCAG 2.1)."""
    red, green, blue = (_linear(channel / 255) for channel in _channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
