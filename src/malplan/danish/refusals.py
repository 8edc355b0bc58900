"""Why a phrase is refused: where reading stopped, and what it could have been."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from malplan.danish.named import NAMES
from malplan.danish.reader import Unclear, Unreadable
from malplan.danish.terms import PART
from malplan.danish.words import (
    ORDINALS,
    PARTS,
    SEASONS,
    UNSCHEDULED_PHRASES,
    WEEKDAYS,
)
from malplan.errors import InvalidPeriod, nearest, shown
from malplan.messages import OR, Message, listed, times
from malplan.messages import problems as words
from malplan.spans import MONTHS

_KNOWN_WORDS = tuple(
    {
        word
        for phrase in (*MONTHS, *PARTS, *ORDINALS, *SEASONS, *WEEKDAYS, *NAMES)
        for word in phrase.split()
        if not word.endswith(".")
    }
    # Not all that may open a phrase: "ugen efter påske" is no slip of "gennem efter påske".
    | {"senest", "inden", "efter", "tidligst", "omkring", "cirka", "mellem", "indtil", "forventet"}
    | {"uge", "kvartal", "halvår", "måned", "skoleåret", "årsskiftet", "og"}
    | {"foråret", "sommeren", "efteråret", "vinteren", "sommerferien", "efterårsferien"}
    | UNSCHEDULED_PHRASES
)
# Lower than elsewhere: what is offered must be readable too, which rules most of it out.
_CUTOFF = 0.6
_MOST_CANDIDATES = 3
_LONGEST = 30  # letters; a longer word is like none that is known
_WORD = re.compile(r"[^\s/\-.,]+")
# What only somebody can read who knows which day it is, or a day of which nothing is said.
_RELATIVE = re.compile(
    r"\b(?:i\s+(?:dag|morgen|år|går)|næste|sidste\s+(?:år|måned)|denne|indeværende|kommende"
    r"|\d+\s+(?:dage?|uger?|måneder?|år)(?:s?))\b",
)
_MONTH_AND_TWO_DIGITS = re.compile(r"(?P<month>[a-zæøå]+)\.?\s+(?P<number>\d\d)(?!\w)")
_SHORT_YEAR = re.compile(r"\s*[/\-\u2013 ]\s*(?P<year>[2-4]\d)$")
_NUMBERS = re.compile(r"(?P<first>\d\d?)[/.](?P<second>[2-4]\d)(?!\w)")


def refusal(
    phrase: str, why: Unreadable | Unclear, readable: Callable[[str], bool]
) -> InvalidPeriod:
    """The error for a phrase that cannot be read.

    Args:
        phrase: The phrase.
        why: What stopped the reading.
        readable: Whether another phrase could be read; what is offered always can.
    """
    if isinstance(why, Unclear):
        candidates = tuple(filter(readable, why.candidates))
        if not candidates:
            return InvalidPeriod(_stopped(phrase, 0, times.TIME_EXAMPLES))
        offer = listed(candidates, word=OR, quotes=True)
        return InvalidPeriod(
            why.message.format(phrase=shown(phrase), candidates=offer), candidates=candidates
        )
    if _RELATIVE.search(phrase.lower()):
        return InvalidPeriod(times.RELATIVE_TIME.format(phrase=shown(phrase)))
    candidates = tuple(dict.fromkeys(filter(readable, _mended(phrase.lower(), why.at))))[
        :_MOST_CANDIDATES
    ]
    hint = (
        words.DID_YOU_MEAN.format(names=listed(candidates, word=OR, quotes=True))
        if candidates
        else times.TIME_EXAMPLES
    )
    return InvalidPeriod(_stopped(phrase, why.at, hint), candidates=candidates)


def offered(phrase: str, error: InvalidPeriod, readable: Callable[[str], bool]) -> InvalidPeriod:
    """The same error, with what numbers such as "03/26" could have been."""
    candidates = tuple(filter(readable, _other_numbers(phrase.lower())))
    if not candidates:
        return error
    hint = words.DID_YOU_MEAN.format(names=listed(candidates, word=OR, quotes=True))
    message = Message(da=error.message.da + hint.da, en=error.message.en + hint.en)
    return InvalidPeriod(message, candidates=candidates)


def _stopped(phrase: str, at: int, hint: Message) -> Message:
    rest = phrase[at:].strip()
    if not rest:
        return times.INCOMPLETE_TIME.format(phrase=shown(phrase), hint=hint)
    message = times.UNREADABLE_PHRASE if rest == phrase else times.UNREADABLE_TIME
    return message.format(phrase=shown(phrase), rest=shown(rest), hint=hint)


def _mended(phrase: str, at: int) -> Iterator[str]:
    """The phrase with one thing written otherwise."""
    for found in _MONTH_AND_TWO_DIGITS.finditer(phrase):
        for instead in ("{number}. {month}", "{month} 20{number}"):
            yield _with(phrase, found, instead.format(**found.groupdict()))
    yield from _other_numbers(phrase)
    for found in _SHORT_YEAR.finditer(phrase):
        yield _with(phrase, found, f" 20{found['year']}")
    part = PART.match(phrase, at)
    if part:  # "slut uge 12"
        yield _with(phrase, part, "")
    for found in _WORD.finditer(phrase, max(at - 1, 0)):
        if len(found[0]) > _LONGEST:
            break
        for near in nearest(found[0], _KNOWN_WORDS, cutoff=_CUTOFF if len(found[0]) < 5 else 0.7):
            if near != found[0]:
                yield _with(phrase, found, near)
        if found.start() > at:
            break


def _other_numbers(phrase: str) -> Iterator[str]:
    for found in _NUMBERS.finditer(phrase):
        yield _with(phrase, found, f"{found['first']}/20{found['second']}")


def _with(phrase: str, found: re.Match[str], instead: str) -> str:
    return phrase[: found.start()] + instead + phrase[found.end() :]
