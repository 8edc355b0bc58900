"""What a text and an id may hold: the rules against hostile and unequal characters."""

from __future__ import annotations

import re
import unicodedata

from malplan.errors import InvalidValue, shown
from malplan.messages import problems as words
from malplan.privacy import has_cpr_number

# Control characters but the line feed, line and paragraph separators, and marks that turn the
# direction of text around (Unicode categories Cc, Zl, Zp; UAX #9); and the two characters that
# no XML can hold (XML 1.0, 2.2).
CONTROLS = (
    "\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029"
    "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufffe\\uffff"
)
"""What stands in no text but at its ends, as the inside of a regular expression's ``[]``."""

_FORBIDDEN = re.compile(f"[{CONTROLS}\\ud800-\\udfff]")  # and lone surrogates (Cs)


def prose(value: object) -> str:
    """Text of one or more paragraphs: Unicode NFC, without control characters or surrogates."""
    if not isinstance(value, str):
        raise InvalidValue(words.EXPECTED.format(kind=words.A_TEXT, value=shown(value)))
    if not unicodedata.is_normalized("NFC", value):
        value = unicodedata.normalize("NFC", value)
    value = value.strip()
    if value and value.isprintable():  # what is forbidden is not printable; nor is a line feed
        return value
    value = value.replace("\r\n", "\n")
    if not value:
        raise InvalidValue(words.EMPTY_TEXT)
    forbidden = _FORBIDDEN.search(value)
    if forbidden:
        raise InvalidValue(
            words.FORBIDDEN_CHARACTER.format(
                character=f"U+{ord(forbidden[0]):04X}", position=forbidden.start() + 1
            )
        )
    return value


def line(value: object) -> str:
    """Text on one line."""
    text = prose(value)
    if "\n" in text:
        raise InvalidValue(words.ONE_LINE)
    return text


SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
"""What an id is, as a regular expression."""

_SLUG = re.compile(SLUG)
_SLUG_OF_WORDS = re.compile(r"[a-z]+(?:-[a-z]+)*")
_DANISH_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "ae", "Ø": "oe", "Å": "aa"})


MOST_ID = 100
"""The most characters of an id, so that it can be the name of a file on any system."""


def slug(value: object) -> str:
    """An id: ``[a-z0-9]+(-[a-z0-9]+)*``, at most 100 characters."""
    if not isinstance(value, str):
        raise InvalidValue(words.EXPECTED.format(kind=words.A_TEXT, value=shown(value)))
    if _SLUG_OF_WORDS.fullmatch(value) and len(value) <= MOST_ID:
        return value  # as most are; without digits there is no CPR number
    if len(value) > MOST_ID:
        raise InvalidValue(words.LONG_ID.format(most=MOST_ID, length=len(value)))
    if not _SLUG.fullmatch(value):
        raise InvalidValue(words.NOT_A_SLUG.format(value=shown(value), example=as_slug(value)))
    if has_cpr_number(value):
        raise InvalidValue(words.CPR_IN_ID)
    return value


def as_slug(text: str) -> str:
    """A slug that reads like ``text``: "Høre de unge" becomes ``hoere-de-unge``."""
    plain = unicodedata.normalize("NFKD", text.translate(_DANISH_LETTERS))
    plain = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower())
    return plain.strip("-") or "workshop-1"
