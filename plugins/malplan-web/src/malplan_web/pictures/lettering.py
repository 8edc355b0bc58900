"""How much room text needs, without asking the fonts of the machine.

Widths are those of Helvetica (Adobe's font metrics, in thousandths of the size) with a margin that
is enough for DejaVu Sans, the widest of the fonts that devices read with.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator

Fits = Callable[[str], bool]
"""Whether a text fits into a line."""

_MARGIN = 1.17
_BOLD = 1.12
_WIDE, _USUAL = 1000, 600
_WIDTHS = {
    278: " !,./:;I[\\]ft|",
    222: "ijl'‘’",
    333: "()-`r",
    355: '"',
    500: "ckxyzsJv",
    389: "*",
    556: "abdeghnopqu0123456789#$_?Lå§€–”“",
    584: "+<=>~",
    611: "FTZøß",
    667: "ABEKPSVXY&Å",
    722: "CDHNRUw",
    778: "GOQØ",
    833: "Mm",
    889: "%æ",
    944: "W",
    1000: "Æ—…→",
    1015: "@",
}
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line of text in pixels, rather too much than too little."""
    return sum(map(_letter, text)) / 1000 * size * _MARGIN * (_BOLD if bold else 1)


def _letter(letter: str) -> int:
    if letter in _WIDTH:
        return _WIDTH[letter]
    if unicodedata.combining(letter):
        return 0
    if unicodedata.decomposition(letter).startswith("0"):  # é is as wide as e
        return _letter(unicodedata.normalize("NFD", letter)[0])
    return _WIDE if unicodedata.east_asian_width(letter) in "WF" else _USUAL


def wrapped(
    text: str, width: float, size: float, *, most: int, bold: bool = False
) -> tuple[str, ...]:
    """A text in lines of at most a width; what does not fit in is left out, with an ellipsis.

    Args:
        text: The text; white space is one blank.
        width: The room of a line, in pixels.
        size: The size of the letters.
        most: The most lines.
        bold: Whether it is bold.
    """

    def fits(line: str) -> bool:
        return width_of(line, size, bold=bold) <= width

    lines: list[str] = []
    for word in _words(text, fits):
        longer = f"{lines[-1]} {word}" if lines else ""
        if lines and fits(longer):
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            return (*lines[:-1], _with_ellipsis(lines[-1], fits))
    return tuple(lines)


def shortened(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """A text in one line of at most a width."""
    return "".join(wrapped(text, width, size, most=1, bold=bold))


def _words(text: str, fits: Fits) -> Iterator[str]:
    """The words of a text; one that is longer than a line is broken."""
    for word in text.split():
        while not fits(word) and len(word) > 1:
            end = next(at for at in range(1, len(word) + 1) if at > 1 and not fits(word[:at])) - 1
            yield word[:end]
            word = word[end:]
        yield word


def _with_ellipsis(line: str, fits: Fits) -> str:
    while line and not fits(f"{line} …"):
        line = line.rpartition(" ")[0] or line[:-1]
    return f"{line} …".strip()
