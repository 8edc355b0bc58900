"""Figures: which marks mean that one is missing, how numbers in texts are read, and exact sums."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Context, Decimal, localcontext
from typing import cast

from malplan.errors import InvalidValue
from malplan_statistics import messages as words

Figure = int | Decimal | None

MISSING = frozenset({"", "*", ".", "..", "...", "…", "-", "–", "•"})
"""What stands where there is no figure: hidden, unknown, or none that could be.

A dash is zero in the printed tables of Danmarks Statistik, where the interface gives 0. In other
tables it may be something else, and so it is no figure.
"""

_EXACT = Context(prec=100)


def total(figures: Sequence[Figure]) -> Figure:
    """The sum, exact; missing where a part is."""
    with localcontext(_EXACT):
        try:
            return sum(cast("Sequence[int | Decimal]", figures))
        except TypeError:  # None cannot be added; looking for it first would take as long again
            return None


_BETWEEN = r" \u00a0\u202f'"
"""What may stand between groups of three digits, whatever the sign of decimals is."""

_NUMBERS = {
    decimal: re.compile(
        rf"[+-]?(?:[0-9]{{1,3}}(?:[{_BETWEEN}{thousands}][0-9]{{3}})+|[0-9]+)(?:[{decimal}][0-9]+)?"
    )
    for decimal, thousands in ((",", "."), (".", ","))
}
_SEPARATORS = {
    decimal: re.compile(f"[{_BETWEEN}{thousands}]")
    for decimal, thousands in ((",", "."), (".", ","))
}
_EITHER = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")


def decimal_sign(texts: Sequence[str], what: str) -> str | None:
    """Which sign, comma or full stop, divides the decimals of a column of numbers.

    "1.234,5" says it, "12,5" too; "1.234" does not. One number that says it speaks for the column.

    Returns:
        The sign; None where the column has no number in which it matters.

    Raises:
        InvalidValue: Numbers contradict each other, or none says it where it matters.
    """
    said = {sign for text in texts if (sign := _said_by(text))}
    if len(said) > 1 or (not said and any(map(_EITHER.fullmatch, texts))):
        raise InvalidValue(words.TWO_MEANINGS.format(what=what))
    return said.pop() if said else None


def _said_by(text: str) -> str | None:
    if _EITHER.fullmatch(text):
        return None
    last = max(text.rfind("."), text.rfind(","))
    if last < 0:
        return None
    sign, other = text[last], "," if text[last] == "." else "."
    # A sign that stands twice, or that groups of three follow, divides thousands.
    return other if text.count(sign) > 1 else sign


def number(text: str, decimal: str | None, what: str) -> Decimal:
    """Read a number that is written as people do, with the sign of its decimals.

    >>> number("1.234,5", ",", "AUP01")
    Decimal('1234.5')

    Raises:
        InvalidValue: It is no number, or one with another sign.
    """
    decimal = decimal or ","
    if not _NUMBERS[decimal].fullmatch(text):
        raise InvalidValue(words.NOT_A_NUMBER.format(what=what))
    return Decimal(_SEPARATORS[decimal].sub("", text).replace(",", "."))
