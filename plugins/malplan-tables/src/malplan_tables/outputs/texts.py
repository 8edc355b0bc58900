"""Texts that a spreadsheet shows and never computes.

A program that opens a CSV file takes a value for a formula that begins with one of a few characters
(OWASP, "CSV Injection"; CWE-1236). An apostrophe before it makes it a text. Where a text is opened
with another separator than it was written with, its commas, semicolons and line breaks begin a
value too; so what follows them is treated the same. Who reads such a file with a program finds the
apostrophe in it: that is the price, and it is the same in every program.
"""

from __future__ import annotations

import re

_FORMULA = r"=+\-@＝＋－＠﹦﹢﹣﹫−"
"""What begins a formula; also in full and small width, which some programs fold, and as a minus."""

_UNSEEN = r" \u00a0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff\u00ad"
_QUOTES = "\"'`´‘’“”„‚«»‹›"
_SEPARATORS = r";,|\t\r\n"

_BEGINS_FORMULA = re.compile(
    rf"\A(?=[\s{_UNSEEN}{_QUOTES}]*[{_FORMULA}]|[\t\r\n\x00])"
    rf"|(?<=[{_SEPARATORS}])(?=[{_UNSEEN}{_QUOTES}]*[{_FORMULA}])"
)

MOST_CHARACTERS = 32_767
"""The most characters of a cell in Excel, in units of UTF-16."""

_CUT = "…"
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def defused(text: str) -> str:
    """A text of which no part is taken for a formula, whatever separates the values.

    >>> defused("=1+1"), defused("ja; =1+1"), defused("1+1=2")
    ("'=1+1", "ja;' =1+1", '1+1=2')
    """
    return _BEGINS_FORMULA.sub("'", text)


def begins_formula(text: str) -> bool:
    """Whether a text, typed into a cell, would be taken for a formula."""
    return _BEGINS_FORMULA.match(text) is not None


def clipped(text: str) -> str:
    """A text that a cell of Excel can hold; what is longer ends in ``…``.

    Excel would begin a new row in the middle of a longer one.
    """
    if len(text) <= MOST_CHARACTERS // 2 or _units(text) <= MOST_CHARACTERS:
        return text
    cut = text.encode("utf-16-le", "surrogatepass")[: 2 * (MOST_CHARACTERS - 1)]
    return cut.decode("utf-16-le", "ignore") + _CUT


def _units(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)


def as_xml_holds_it(text: str) -> str:
    """A text as a workbook keeps it: without what XML cannot hold, and with ``_x0041_`` as it is.

    In a workbook, ``_xHHHH_`` stands for a character (ECMA-376, 18.18.94 ST_Xstring), so that an
    underline that would begin one is written that way itself.
    """
    return clipped(
        _LOOKS_ESCAPED.sub("_x005F_", _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text))
    )
