"""Times as a form writes them: a Danish phrase, or in English what malplan makes of one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from malplan import Language, Period, PeriodPolicy
from malplan.errors import InvalidValue
from malplan.spans import ENGLISH_MONTHS, MONTHS

_WORDS = {
    "first": "1.", "second": "2.", "third": "3.", "fourth": "4.",
    "early": "primo", "mid": "medio", "late": "ultimo",
    **dict(zip(map(str.lower, ENGLISH_MONTHS), MONTHS, strict=True)),
}  # fmt: skip
_PATTERNS = (
    (re.compile(r"\b(first|second|third|fourth) quarter of\b"), r"\1 kvartal"),
    (re.compile(r"\b(first|second) half of\b"), r"\1 halvår"),
    (re.compile(r"\bweek (\d+) of\b"), r"uge \1 i"),
    (re.compile(r"\bweek\b"), "uge"),
    (re.compile(r"\bmid-"), "mid "),
    (re.compile(r"^around\b"), "omkring"),
    (re.compile(r"\babout\b"), "ca."),
    (re.compile(r"^by\b"), "senest"),
    (re.compile(r"^from\b"), "fra"),
    (re.compile(r"\bto\b"), "til"),
)


def readable(phrase: str, language: Language, year: int, policy: PeriodPolicy) -> Period | None:
    """The period that a phrase of a form means; None where nobody can read it.

    Args:
        phrase: The phrase.
        language: The language of the form.
        year: The year of a phrase that names none.
        policy: What primo, medio and ultimo mean.
    """
    if language == "en":
        english = _english(phrase, year)
        if english is not None:
            return english
    try:
        return Period.parse_if_readable(phrase, year=year, policy=policy)
    except InvalidValue:
        return None


def _english(phrase: str, year: int) -> Period | None:
    """What malplan says in English of bounds, by the words it says in Danish.

    Only what says the same in English again is taken, so that nothing is misread.
    """
    danish = " ".join(phrase.split()).lower()
    for pattern, text in _PATTERNS:
        danish = pattern.sub(text, danish)
    danish = " ".join(_WORDS.get(word, word) for word in danish.split(" "))
    danish = re.sub(rf"\b(\d{{1,2}})(?= (?:{'|'.join(MONTHS)})\b)", r"\1.", danish)
    try:
        period = Period.parse_if_readable(danish, year=year)
    except InvalidValue:
        return None
    if period is None or not period.scheduled:
        return None
    period = Period(period.start, period.end, "", period.approximate)
    return period if period.in_words("en") == " ".join(phrase.split()) else None


# --- Times in what somebody wrote by hand ---------------------------------------------------------
Readable = Callable[[str], Period | None]
"""Gives the period that a phrase means."""
_BETWEEN = re.compile(r"\s*:\s+|\s+[–—-]\s+|,\s+|\n|\t")
_BRACKETED = re.compile(r"(?P<before>.*\S)\s*\((?P<inside>[^()]+)\)\s*\.?", re.DOTALL)
_MOST_WORDS = 8
_IS_TIME = re.compile(
    r"primo|medio|ultimo|uge \d|kvartal|halvår|forår|sommer|efterår|vinter|jul\b|påske|"
    rf"skoleår|årsskift|{'|'.join(MONTHS)}|\d{{1,2}}[./]\s?\d{{1,2}}|løbende|snarest",
    re.IGNORECASE,
)
"""What a time must hold to be taken for one in the middle of prose: "2026" alone is too little."""


def split_time(text: str, readable: Readable) -> tuple[str, Period | None]:
    """What somebody wrote of a milestone, without its time, and the time.

    "Workshoppen holdes: ultimo marts/primo april" and "Medio februar: første møde" lose the time;
    "Besøgene finder sted i maj/juni" keeps it, because it is part of the sentence.

    Args:
        text: What somebody wrote.
        readable: Gives the period that a phrase means, or None.
    """
    for rest, phrase in _divided(text):
        period = _time(phrase, readable)
        if period is not None and rest:
            return rest, period
    words = text.rstrip(" .").split()
    for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        period = _time(" ".join(words[-count:]), readable)
        if period is not None:
            return text, period
    return text, None


def _time(phrase: str, readable: Readable) -> Period | None:
    phrase = " ".join(phrase.split()).strip(" .")
    return readable(phrase) if _IS_TIME.search(phrase) else None


def _divided(text: str) -> Iterator[tuple[str, str]]:
    """The text and what may be its time, which stands in brackets, at the end or at the start."""
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed is not None:
        yield bracketed["before"].strip(), bracketed["inside"]
    marks = list(_BETWEEN.finditer(text))
    for mark in reversed(marks):
        yield text[: mark.start()].strip(), text[mark.end() :]
    for mark in marks:
        yield text[mark.end() :].strip(), text[: mark.start()]
