"""Danish time phrases: what "ultimo marts/primo april" means.

A phrase is read left to right (:mod:`~malplan.danish.reader`): words that open or soften it
(:mod:`~malplan.danish.openings`), then one term or two with a connection between them
(:mod:`~malplan.danish.terms`, :mod:`~malplan.danish.named`). What cannot be read is refused with
what it could have been (:mod:`~malplan.danish.refusals`).
"""

from __future__ import annotations

from functools import lru_cache

from malplan.danish.named import is_known_name, split_name
from malplan.danish.openings import Bounds
from malplan.danish.reader import Unclear, Unreadable, read
from malplan.danish.words import UNSCHEDULED_PHRASES
from malplan.errors import InvalidPeriod, shown
from malplan.messages import times
from malplan.spans import DEFAULT_POLICY, PeriodPolicy

__all__ = ["Bounds", "bounds_if_readable", "bounds_of", "is_unscheduled", "read_name"]

MOST_CHARACTERS = 200
"""A longer text is no time phrase, and would take long to refuse."""
_SOME_YEAR = 2020  # with a 29 February and a week 53


def is_unscheduled(phrase: str) -> bool:
    """Whether the phrase says that there is no time yet ("løbende", "dato følger")."""
    return " ".join(phrase.split()).strip(" .").casefold() in UNSCHEDULED_PHRASES


def bounds_of(phrase: str, year: int | None, policy: PeriodPolicy = DEFAULT_POLICY) -> Bounds:
    """Read a Danish time phrase.

    Args:
        phrase: The words, such as "ultimo marts/primo april".
        year: The year of a phrase that names none; None refuses such phrases.
        policy: What primo, medio, ultimo and named periods mean.

    Returns:
        The first and the last day, both inclusive; None where the phrase is open.

    Raises:
        InvalidPeriod: The phrase cannot be read, names a day that does not exist, or lacks a year;
            with what it could have been.
    """
    bounds = bounds_if_readable(phrase, year, policy)
    if bounds is None:
        raise _explained(" ".join(phrase.split()), year, policy)
    return bounds


def bounds_if_readable(phrase: str, year: int | None, policy: PeriodPolicy) -> Bounds | None:
    """The same without an explanation, which takes longer than reading: None for one refused."""
    phrase = " ".join(phrase.split())
    # What is too long is not remembered either.
    return None if len(phrase) > MOST_CHARACTERS else _bounds(phrase, year, policy)


@lru_cache(maxsize=4096)
def _bounds(phrase: str, year: int | None, policy: PeriodPolicy) -> Bounds | None:
    if is_unscheduled(phrase):
        return Bounds(None, None)
    found = _read(phrase, year, policy)
    return found if isinstance(found, Bounds) else None


def _read(
    phrase: str, year: int | None, policy: PeriodPolicy
) -> Bounds | Unreadable | Unclear | InvalidPeriod:
    """What a phrase means, or why it means nothing."""
    try:
        return read(phrase, year, policy)
    except (Unreadable, Unclear, InvalidPeriod) as error:
        return error


def forget() -> None:
    """Take away what is remembered of phrases; to measure how long reading takes."""
    _bounds.cache_clear()


def read_name(name: str, phrase: str) -> None:
    """See that a name of a municipality's own, and what it stands for, can be used in a policy.

    Raises:
        InvalidPeriod: The name holds no letter, or the phrase has no first and last day.
    """
    name, year = split_name(name)
    if not any(character.isalpha() for character in name):
        raise InvalidPeriod(times.NOT_A_NAME.format(name=shown(name)))
    if not is_known_name(name) and bounds_if_readable(name, _SOME_YEAR, DEFAULT_POLICY):
        raise InvalidPeriod(times.NAME_IS_TAKEN.format(name=shown(name)))
    bounds = bounds_of(phrase, _SOME_YEAR if year is None else year)
    if bounds.start is None or bounds.end is None:
        raise InvalidPeriod(times.NAME_IS_OPEN.format(phrase=shown(phrase)))


def _explained(phrase: str, year: int | None, policy: PeriodPolicy) -> InvalidPeriod:
    from malplan.danish import refusals

    def readable(other: str) -> bool:
        return bounds_if_readable(other, year, policy) is not None

    if len(phrase) > MOST_CHARACTERS:
        return InvalidPeriod(times.LONG_TIME.format(count=len(phrase), most=MOST_CHARACTERS))
    refused = _read(phrase, year, policy)
    assert not isinstance(refused, Bounds)  # noqa: S101 - it could not be read before
    if isinstance(refused, InvalidPeriod):
        return refusals.offered(phrase, refused, readable)
    return refusals.refusal(phrase, refused, readable)
