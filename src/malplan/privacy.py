"""CPR numbers and small counts: how they are found, and what must be held back with them.

A CPR number has ten digits, ``DDMMYYSSSS``. The first six are the date of birth; the seventh digit
and the year together give the century. A replacement number (*erstatnings-CPR-nummer*), which
hospitals and others use, has 60 added to the day. The check digit is no longer used for all
numbers, so that only the date can be checked. Source: CPR-kontoret, "Personnummeret i CPR".

A small count is a number of people so small that it could expose one of them. Others can give it
away: who knows that 17 of 20 came knows that 3 did not.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Generic, TypeVar

Count = int | Decimal
"""A number of people."""
Key = TypeVar("Key", bound=Hashable)

# --- CPR numbers ----------------------------------------------------------------------------------
MASK = "[CPR]"
"""What stands where a CPR number was."""

_UNSEEN = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]")
"""What nobody sees, and what may stand between any two digits."""
_TWO_DIGITS = re.compile(r"\d\D?\d|\d[\u00ad\u200b-\u200d\u2060\ufeff]")

_DATE = r"(?<!\d)(?P<day>\d\d)(?P<inner>[ .\-/]?)(?P<month>\d\d)(?P=inner)"
_MARK = r"[-\u2010-\u2015\u2212.,/_]"
_CANDIDATES = (
    # Six digits, and the last four after a space, one or two marks, both, or neither.
    re.compile(rf"{_DATE}(?P<year>\d\d)\s?{_MARK}{{0,2}}\s?(?P<serial>\d{{4}})(?!\d)"),
    # With the whole year, after a mark: a number after a space is one of its own, as in
    # "12.03.2026 1500 kr.", and so is a second year, as in "01.08.2026-2027".
    re.compile(
        rf"{_DATE}(?P<century>19|20)(?P<year>\d\d)\s?{_MARK}{{1,2}}\s?"
        r"(?P<serial>(?!19|20)\d{4})(?!\d)"
    ),
)


def find_cpr_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Find every CPR number in ``text``, as (start, end) positions.

    Ten digits count when the first six are a date: with or without a space, a dash, or another
    mark before the last four, with or without the same separator inside the date, with 60 added to
    the day, and with characters in between that nobody sees. With the whole year, twelve digits
    count, where there is a mark before the last four.
    """
    if _TWO_DIGITS.search(text) is None:  # as most texts
        return
    if _UNSEEN.search(text) is None:
        yield from _found(text)
        return
    seen = [position for position, char in enumerate(text) if not _UNSEEN.match(char)]
    for start, end in _found(_UNSEEN.sub("", text)):
        yield seen[start], seen[end - 1] + 1


def _found(text: str) -> list[tuple[int, int]]:
    return sorted(
        match.span()
        for candidate in _CANDIDATES
        for match in candidate.finditer(text)
        if _is_number(match)
    )


def _is_number(match: re.Match[str]) -> bool:
    parts = match.groupdict()
    # The table of the CPR office gives the century, which matters for 29 February of the years 00
    # alone: up to 3, the seventh digit says 1900; from 4, it says 2000.
    century = parts.get("century") or ("19" if parts["serial"][0] <= "3" else "20")
    return _is_date(int(parts["day"]) % 60, int(parts["month"]), int(century + parts["year"]))


def has_cpr_number(text: str) -> bool:
    """Whether there is a CPR number anywhere in ``text``."""
    # Most texts have no two digits together, and many are asked of.
    return _TWO_DIGITS.search(text) is not None and any(find_cpr_numbers(text))


def redact(text: str) -> str:
    """Replace every CPR number in ``text`` by :data:`MASK`."""
    kept, at = [], 0
    for start, end in find_cpr_numbers(text):
        kept += [text[at:start], MASK]
        at = end
    return "".join([*kept, text[at:]]) if kept else text


def _is_date(day: int, month: int, year: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


# --- Small counts ---------------------------------------------------------------------------------
DEFAULT_THRESHOLD = 5
"""From 1 to below this many people are a small count."""


def is_small(count: Count, threshold: int) -> bool:
    """Whether a number of people is so small that it could expose somebody; zero is not."""
    return 0 < count < threshold


def withheld_parts(
    counts: Mapping[Key, Count],
    part_of: Mapping[Key, Key],
    threshold: int,
    *,
    rough: Collection[Key] = (),
) -> frozenset[Key]:
    """Which numbers of people must be held back among parts and their wholes.

    Small counts, and what would give them away: where a part is held back and its whole is shown,
    whoever subtracts the other parts has it. So the smallest of the parts are held back, as many
    as it takes until there are two of them, who are together no small count; where that is not to
    be had, the whole too. It is the same where the whole is held back and all of its parts are
    shown, and where the parts leave a rest that is small. Zero is always shown.

    Nobody who subtracts can tell what a number is that was held back. What a lower
    threshold holds back, a higher one does too, and none more is when it is done again.

    Args:
        counts: The numbers of people, by their keys.
        part_of: The whole of which something is a part, not in a circle. A part that is in none of
            the counts was held back before.
        threshold: The first count that is not small.
        rough: The keys of what is approximate, so that a rest is no number of people.
    """
    parts_of: dict[Key, list[Key]] = {}
    for part, whole in part_of.items():
        if whole in counts:
            parts_of.setdefault(whole, []).append(part)
    families = {whole: _Family(whole, parts, counts, rough) for whole, parts in parts_of.items()}
    most_unknown = _most_unknown(counts, part_of, families)
    withheld: set[Key] = set()
    # From one threshold to the next, so that a higher one never shows what a lower one holds back.
    for level in range(2, threshold + 1):
        withheld |= {key for key, count in counts.items() if is_small(count, level)}
        # No set, which is in another order each time the program runs: where sums are rough, the
        # order tells how much is held back, and two versions would tell more than one.
        todo = dict.fromkeys(families)
        while todo:
            whole, _ = todo.popitem()
            family = families[whole]
            for key in family.to_withhold(withheld, level, most_unknown):
                if key not in withheld:
                    withheld.add(key)
                    concerned = (key, part_of.get(key, key))
                    todo |= {one: None for one in concerned if one in families}
    return frozenset(withheld)


class _Family(Generic[Key]):
    """A whole and its parts."""

    def __init__(
        self,
        whole: Key,
        parts: Collection[Key],
        counts: Mapping[Key, Count],
        rough: Collection[Key],
    ) -> None:
        self.whole, self.count = whole, counts[whole]
        known = [part for part in parts if part in counts]
        # Those of the same size in the order in which they are given.
        self.parts = sorted((part for part in known if counts[part] > 0), key=counts.__getitem__)
        self.sizes = [counts[part] for part in self.parts]
        self.rest = self.count - sum(self.sizes)
        self.is_exact = not any(key in rough for key in (whole, *parts))
        # A single part need not be all of its whole; several are, where nothing was held back.
        self.has_others = self.rest > 0 and (len(parts) == 1 or len(known) < len(parts))

    def to_withhold(
        self, withheld: Collection[Key], threshold: int, most_unknown: Mapping[Key, int]
    ) -> Iterator[Key]:
        """What must be held back here, since something is."""
        whole_is_withheld = self.whole in withheld
        gives_away = self.is_exact and is_small(self.rest, threshold)
        if whole_is_withheld or gives_away or any(part in withheld for part in self.parts):
            enough = self._enough(whole_is_withheld, threshold, most_unknown)
            yield from self.parts[:enough]
            if enough is None and self.count > 0:
                yield self.whole

    def _enough(
        self, whole_is_withheld: bool, threshold: int, most_unknown: Mapping[Key, int]
    ) -> int | None:
        """How many of the smallest parts hide each other; None if all of them do not."""
        hidden: Count = 0
        unknown = int(self.has_others)
        for number in range(len(self.parts) + 1):
            if number:
                hidden += self.sizes[number - 1]
                unknown += most_unknown[self.parts[number - 1]]
            # What is left when all that is shown is subtracted.
            left: Count = self.rest + hidden
            together = left if self.has_others else hidden
            if not whole_is_withheld:
                together = min(together, left)
            several = number + self.has_others > (0 if whole_is_withheld else 1)
            # As many people as there are unknown numbers means that each of them is one.
            if several and together >= threshold and together > unknown:
                return number
        return None


def _most_unknown(
    counts: Mapping[Key, Count], part_of: Mapping[Key, Key], families: Mapping[Key, _Family[Key]]
) -> Counter[Key]:
    """How many numbers nobody would know in each, if all that is in it were held back."""
    divided = {key: family for key, family in families.items() if family.parts}
    ends = [key for key, count in counts.items() if count > 0 and key not in divided]
    ends += [key for key, family in divided.items() if family.has_others]
    found: Counter[Key] = Counter()
    for end in ends:
        key: Key | None = end
        while key is not None and key in counts:
            found[key] += 1
            key = part_of.get(key)
    return found


def withheld_totals(totals: Sequence[Count], threshold: int) -> frozenset[int]:
    """Which running totals of people must be held back, by their positions.

    A total that is small, and one that differs by a small count from the last that is shown, up or
    down: those who came in between would be told. What is shown stays shown when more totals come
    after it, and zero is always shown. A higher threshold takes longer steps, and may so come to
    show another total than a lower one.
    """
    withheld = set()
    shown: Count = 0
    for position, total in enumerate(totals):
        step: Count = max(total - shown, shown - total)
        if is_small(total, threshold) or is_small(step, threshold):
            withheld.add(position)
        else:
            shown = total
    return frozenset(withheld)


def withheld_share(numerator: Count, denominator: Count, threshold: int) -> bool:
    """Whether a share of people must be held back.

    It must where those who are counted, those of whom they are counted, or the others among these
    are few.
    """
    counts: tuple[Count, ...] = (numerator, denominator, denominator - numerator)
    return any(is_small(count, threshold) for count in counts)
