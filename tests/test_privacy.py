"""CPR numbers are found however they are written, and nobody can work out a small count."""

from __future__ import annotations

import math
from calendar import isleap
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from itertools import chain

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from malplan.privacy import (
    MASK,
    find_cpr_numbers,
    has_cpr_number,
    is_small,
    redact,
    withheld_parts,
    withheld_share,
    withheld_totals,
)

SEPARATORS = st.sampled_from(
    ["", "-", " ", " - ", "–", "\u00a0", "- ", "\u2212", "\u2009", "\u200b", "\u00ad", "\n"]
)


def number(born: date, serial: int, extra: int = 0) -> tuple[str, str]:
    # The seventh digit says the century: 0-3 is 1900s, 4 and 9 are 2000s up to 2036.
    return f"{born.day + extra:02}{born.month:02}{born.year % 100:02}", f"{serial:04}"


BORN_1900S = st.dates(date(1900, 1, 1), date(1999, 12, 31))


@given(BORN_1900S, st.integers(0, 3999), SEPARATORS, st.sampled_from([0, 60]))
def test_every_number_is_found_and_taken_out(
    born: date, serial: int, between: str, extra: int
) -> None:
    first, last = number(born, serial, extra)
    text = f"Ring til {first}{between}{last}."
    assert has_cpr_number(text)
    assert redact(text) == f"Ring til {MASK}."
    assert redact(redact(text)) == redact(text)


@given(st.dates(date(2000, 1, 1), date(2036, 12, 31)), st.sampled_from([4000, 9999, 4711]))
def test_the_young_are_found_too(born: date, serial: int) -> None:
    assert has_cpr_number("{}-{}".format(*number(born, serial)))


YEARS_OF_BIRTH = {
    "0123": (range(1900, 2000),),
    "49": (range(1937, 2000), range(2000, 2037)),
    "5678": (range(1858, 1900), range(2000, 2058)),
}
"""By the seventh digit, as the table of the CPR office has it."""


@pytest.mark.parametrize("digits", YEARS_OF_BIRTH)
def test_a_leap_day_counts_in_the_century_that_the_seventh_digit_says(digits: str) -> None:
    for year in chain(*YEARS_OF_BIRTH[digits]):
        for digit in digits:
            assert has_cpr_number(f"2902{year % 100:02}-{digit}234") is isleap(year)
            assert has_cpr_number(f"8902{year % 100:02}-{digit}234") is isleap(year)


def test_a_leap_day_counts_in_a_whole_year() -> None:
    for year in range(1900, 2100):
        assert has_cpr_number(f"29.02.{year}-1234") is isleap(year)


@pytest.mark.parametrize(
    "text",
    [
        "320190-1234",  # day 32
        "011390-1234",  # month 13
        "290201-1234",  # 29 February 1901
        "000190-1234",
        "920190-1234",
        "2026-02-11",
        "12345678",
        "123456789012",
        "1101901234567",
        "0101 90 1234",
        "12.03.2026 1500 kr.",
        "01.08.2026-2027",
        "01.01.2026-31.12.2026",
        "010119901234",
        "kl. 9.00-12.00",
        "",
    ],
)
def test_what_is_no_number_is_left_alone(text: str) -> None:
    assert not has_cpr_number(text)
    assert redact(text) == text


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("290200-4234", [(0, 11)]),  # 29 February 2000
        ("290200-1234", []),  # 29 February 1900
        ("010190-1234 og 020290 4321", [(0, 11), (15, 26)]),
        ("Nr.0101901234,", [(3, 13)]),
        ("610190-1234", [(0, 11)]),
        ("01 01 90 1234", [(0, 13)]),
        ("01.01.90-1234", [(0, 13)]),
        ("01-01-90-1234", [(0, 13)]),
        ("01/01/90-1234", [(0, 13)]),
        ("010190.1234", [(0, 11)]),
        ("01.01.90.1234", [(0, 13)]),
        ("010190/1234", [(0, 11)]),
        ("010190,1234", [(0, 11)]),
        ("010190_1234", [(0, 11)]),
        ("010190--1234", [(0, 12)]),
        ("01011990-1234", [(0, 13)]),
        ("01.01.1990-1234", [(0, 15)]),
        ("0\u200b10190-12\u200d34", [(0, 13)]),
    ],
)
def test_where_they_are(text: str, spans: list[tuple[int, int]]) -> None:
    assert list(find_cpr_numbers(text)) == spans


@given(st.text(max_size=40))
def test_redacting_leaves_none(text: str) -> None:
    assert not has_cpr_number(redact(text))


# --- Small counts ---------------------------------------------------------------------------------
@given(st.integers(0, 50), st.integers(2, 50))
def test_a_count_is_small_from_one_to_below_the_threshold(count: int, threshold: int) -> None:
    assert is_small(count, threshold) is (count in range(1, threshold))
    assert is_small(Decimal(count), threshold) is is_small(count, threshold)
    assert not is_small(0, threshold)


PARTS: list[tuple[str, dict[str, int], dict[str, str], set[str]]] = [
    ("nothing is small", {"all": 20, "a": 10, "b": 10}, {"a": "all", "b": "all"}, set()),
    ("alone", {"a": 3, "b": 0, "c": 5}, {}, {"a"}),
    ("the smallest other part", {"all": 40, "a": 3, "b": 30, "c": 7},
     {"a": "all", "b": "all", "c": "all"}, {"a", "c"}),
    ("two that hide each other", {"all": 37, "a": 3, "b": 4, "c": 30},
     {"a": "all", "b": "all", "c": "all"}, {"a", "b"}),
    ("two that are few together", {"all": 33, "a": 1, "b": 2, "c": 30},
     {"a": "all", "b": "all", "c": "all"}, {"a", "b", "c"}),
    ("one by one", {"all": 35, **dict.fromkeys("abcde", 1), "f": 30},
     dict.fromkeys("abcdef", "all"), set("abcdef")),
    ("zero hides nobody", {"all": 23, "a": 3, "b": 0, "c": 20},
     {"a": "all", "b": "all", "c": "all"}, {"a", "c"}),
    ("the whole, where nothing else is left", {"all": 6, "a": 3, "b": 0},
     {"a": "all", "b": "all"}, {"a", "all"}),
    ("a single part is not all of its whole", {"all": 20, "a": 3}, {"a": "all"}, {"a"}),
    ("but all but a few is", {"all": 20, "a": 17}, {"a": "all"}, {"a"}),
    ("a part that was held back before", {"all": 20, "a": 17}, {"a": "all", "b": "all"}, {"a"}),
    ("a whole that was held back before", {"a": 17}, {"a": "all"}, set()),
    ("up", {"top": 29, "all": 9, "a": 4, "b": 5, "x": 20},
     {"a": "all", "b": "all", "all": "top", "x": "top"}, {"a", "b"}),
    ("through two levels, up", {"top": 28, "all": 8, "a": 3, "b": 0, "x": 20},
     {"a": "all", "b": "all", "all": "top", "x": "top"}, {"a", "all", "x"}),
    ("through two levels, down", {"top": 23, "v": 3, "all": 20, "a": 12, "b": 8},
     {"v": "top", "all": "top", "a": "all", "b": "all"}, {"v", "all", "b"}),
]  # fmt: skip


@pytest.mark.parametrize(("counts", "part_of", "withheld"), [case[1:] for case in PARTS],
                         ids=[case[0] for case in PARTS])  # fmt: skip
def test_what_is_held_back_among_parts(
    counts: dict[str, int], part_of: dict[str, str], withheld: set[str]
) -> None:
    assert withheld_parts(counts, part_of, 5) == withheld


BORDERS: list[tuple[str, dict[str, int], dict[str, str], int, set[str]]] = [
    ("as many as the threshold are no small count", {"all": 3, "a": 2}, {"a": "all"}, 3, {"a"}),
    ("one of whom all is said", {"top": 3, "all": 1, "a": 1}, {"all": "top", "a": "all"}, 3,
     {"all", "a"}),
    ("two of whom each is one", {"all": 2, "a": 1}, {"a": "all"}, 2, {"all", "a"}),
    ("zero is known", {"top": 4, "all": 3, "a": 0, "b": 0}, {"all": "top", "a": "all", "b": "a"}, 4,
     {"all"}),
    ("through two levels, up", {"top": 28, "all": 8, "a": 3, "b": 0, "x": 20},
     {"a": "all", "b": "all", "all": "top", "x": "top"}, 4, {"a", "all", "x"}),
    ("what was held back at a lower threshold hides others", {"top": 18, "all": 17, "a": 6, "b": 9},
     {"all": "top", "a": "all", "b": "all"}, 5, {"all", "a"}),
    ("the numbers in those that are shown do not count",
     {"all": 13, "a": 1, "b": 2, "c": 10, "d": 4, "e": 3, "f": 3},
     {**dict.fromkeys("abc", "all"), **dict.fromkeys("def", "c")}, 2, {"a", "b"}),
]  # fmt: skip


@pytest.mark.parametrize(("counts", "part_of", "threshold", "withheld"),
                         [case[1:] for case in BORDERS], ids=[case[0] for case in BORDERS])  # fmt: skip
def test_no_more_is_held_back_than_it_takes(
    counts: dict[str, int], part_of: dict[str, str], threshold: int, withheld: set[str]
) -> None:
    assert withheld_parts(counts, part_of, threshold) == withheld


def test_a_rest_that_rounding_makes_is_nobody() -> None:
    part_of = {"a": "all", "b": "all"}
    assert withheld_parts({"all": 350, "a": 300, "b": 47}, part_of, 5) == {"a", "b"}
    assert withheld_parts({"all": 350, "a": 300, "b": 47}, part_of, 5, rough={"all"}) == set()
    # But who would take it for exact must not get near a small count.
    some = {"all": 100, "a": 98, "b": 3, "c": 4}
    part_of = dict.fromkeys("abc", "all")
    assert withheld_parts(some, part_of, 5, rough={"all"}) == {"a", "b", "c"}
    # Nor do those count whom it adds: who is in a part, is in "a" or in "b".
    few = {"all": 5, "a": 1, "b": 2}
    assert withheld_parts(few, dict.fromkeys("ab", "all"), 4, rough={"all"}) == {"all", "a", "b"}


Tree = tuple[dict[int, int], dict[int, int]]


@st.composite
def trees(draw: st.DrawFn, *, exact: bool = True) -> Tree:
    """Counts in trees of parts; the parts of a whole add up to it, or only about."""
    size = draw(st.integers(1, 9))
    part_of = {
        key: whole
        for key in range(1, size)
        if (whole := draw(st.integers(-1, key - 1) | st.integers(0, min(key - 1, 1)))) >= 0
    }
    counts: dict[int, int] = {}
    for key in reversed(range(size)):
        parts = [counts[part] for part, whole in part_of.items() if whole == key]
        count = st.integers(0, 1) | st.integers(0, 6) | st.integers(0, 40)
        # A single part may be less than its whole.
        more = draw(st.integers(0, 9)) if len(parts) < 2 else 0
        more += 0 if exact else draw(st.integers(-2, 2))
        counts[key] = max(sum(parts) + more, 0) if parts else draw(count)
    return counts, part_of


THRESHOLDS = st.integers(2, 3) | st.integers(2, 9)


def known_from(tree: Tree, withheld: Collection[int]) -> dict[int, tuple[int, float]]:
    """The least and the most that each number can be, to somebody who subtracts.

    They know the numbers that are shown, that the parts of a whole add up to it (a single part may
    be less), and that nothing that is held back is zero. In a tree of sums the bounds that follow
    from single sums are all that follows: nothing goes round in a circle.
    """
    counts, part_of = tree
    bounds: dict[int, tuple[int, float]] = {
        key: (1, math.inf) if key in withheld else (count, count) for key, count in counts.items()
    }
    families = {whole: [p for p, w in part_of.items() if w == whole] for whole in part_of.values()}

    def narrow(key: int, least: float, most: float) -> bool:
        before = bounds[key]
        bounds[key] = (int(max(before[0], least)), min(before[1], most))
        return bounds[key] != before

    changed = True
    while changed:
        changed = False
        for whole, parts in families.items():
            least = sum(bounds[part][0] for part in parts)
            most = sum(bounds[part][1] for part in parts) if len(parts) > 1 else math.inf
            changed |= narrow(whole, least, most)
            for part in parts:
                others_least = least - bounds[part][0]
                others_most = sum(bounds[p][1] for p in parts if p != part)
                if len(parts) == 1:
                    others_most = math.inf
                changed |= narrow(
                    part, bounds[whole][0] - others_most, bounds[whole][1] - others_least
                )
    return bounds


@given(trees(), THRESHOLDS)
@settings(max_examples=500)
def test_nobody_who_subtracts_gets_what_is_held_back(tree: Tree, threshold: int) -> None:
    withheld = withheld_parts(*tree, threshold)
    for key, (least, most) in known_from(tree, withheld).items():
        assert least <= tree[0][key] <= most
        assert key not in withheld or least < most


def test_the_attacker_subtracts() -> None:
    tree = ({0: 40, 1: 3, 2: 37, 3: 30, 4: 7}, {1: 0, 2: 0, 3: 2, 4: 2})
    assert known_from(tree, {1})[1] == (3, 3)
    assert known_from(tree, {1, 2})[1] == (3, 3)
    assert known_from(tree, {1, 2, 4})[1] == (1, 9)


@given(trees(), THRESHOLDS)
def test_the_others_are_no_small_group_either(tree: Tree, threshold: int) -> None:
    """Those who are in a whole that is shown and in none of its parts that are shown."""
    counts, part_of = tree
    withheld = withheld_parts(*tree, threshold)
    for whole in set(part_of.values()) - withheld:
        shown = [p for p, w in part_of.items() if w == whole and p not in withheld]
        assert not is_small(counts[whole] - sum(counts[part] for part in shown), threshold)


@given(trees(exact=False), THRESHOLDS)
def test_no_part_is_held_back_alone(tree: Tree, threshold: int) -> None:
    """Where parts add up only about, they are taken for exact."""
    counts, part_of = tree
    withheld = withheld_parts(*tree, threshold, rough=counts)
    for whole in set(part_of.values()):
        parts = [part for part, of in part_of.items() if of == whole]
        hidden = withheld.intersection(parts)
        if whole not in withheld and counts[whole] > 0:
            assert len(hidden) != 1 or len(parts) == 1
        elif any(counts[part] for part in parts) and len(parts) > 1 and counts[whole]:
            assert hidden


@given(trees(exact=False), THRESHOLDS, st.data())
def test_what_holds_of_all_that_is_held_back(
    tree: Tree, threshold: int, data: st.DataObject
) -> None:
    counts, part_of = tree
    rough = data.draw(st.sets(st.sampled_from(sorted(counts))))
    withheld = withheld_parts(*tree, threshold, rough=rough)
    assert {key for key, count in counts.items() if is_small(count, threshold)} <= withheld
    assert not {key for key, count in counts.items() if count == 0} & withheld
    assert withheld <= withheld_parts(*tree, threshold + 1, rough=rough)
    shown = {key: count for key, count in counts.items() if key not in withheld}
    assert withheld_parts(shown, part_of, threshold, rough=rough) == set()
    if all(count == 0 or count >= threshold for count in counts.values()) and set(counts) <= rough:
        assert withheld == set()


@given(trees(exact=False), THRESHOLDS)
@example(({0: 6, 1: 2, 2: 2, 3: 1}, {1: 0, 2: 0, 3: 1}), 2)
@example(({4: 2, 3: 2, 2: 0, 1: 5, 0: 6}, {1: 0, 2: 0, 3: 1, 4: 1}), 2)
def test_the_same_is_held_back_whatever_the_names(tree: Tree, threshold: int) -> None:
    """Who has two versions of what is published must not be able to compare them."""
    counts, part_of = tree
    last = len(counts)  # in a set of small numbers, the parts would now come before their wholes
    renamed = (
        {last - key: count for key, count in counts.items()},
        {last - part: last - whole for part, whole in part_of.items()},
    )
    for rough in ((), counts):
        other = withheld_parts(*renamed, threshold, rough=[last - key for key in rough])
        assert {last - key for key in other} == withheld_parts(*tree, threshold, rough=rough)


@given(trees(), THRESHOLDS)
def test_the_order_of_exact_sums_does_not_matter(tree: Tree, threshold: int) -> None:
    counts, part_of = tree
    up, down = (dict(sorted(part_of.items(), key=lambda pair: sign * pair[1])) for sign in (1, -1))
    assert withheld_parts(counts, up, threshold) == withheld_parts(counts, down, threshold)


def test_a_higher_threshold_shows_nothing_that_a_lower_one_holds_back() -> None:
    tree = ({0: 9, 1: 7, 2: 0, 3: 3, 4: 3}, {1: 0, 2: 1, 3: 1, 4: 1})
    assert withheld_parts(*tree, 2) == {3, 4}
    assert withheld_parts(*tree, 3) == {1, 3, 4}


@given(st.lists(st.integers(0, 30)), THRESHOLDS)
def test_running_totals(totals: list[int], threshold: int) -> None:
    withheld = withheld_totals(totals, threshold)
    shown = [total for at, total in enumerate(totals) if at not in withheld]
    for before, after in zip([0, *shown], shown, strict=False):
        assert not is_small(after, threshold)
        assert not is_small(abs(after - before), threshold)
    assert not {at for at, total in enumerate(totals) if total == 0} & withheld
    for length in range(len(totals)):
        assert withheld_totals(totals[:length], threshold) == {at for at in withheld if at < length}
    assert withheld_totals(shown, threshold) == set()


def test_running_totals_by_hand() -> None:
    assert withheld_totals([], 5) == set()
    assert withheld_totals([0, 3, 5, 9, 10, 10, 8, 0, 4], 5) == {1, 3, 6, 8}
    # A longer step may end where a shorter one did not.
    assert withheld_totals([10, 14, 16, 20], 5) == {1, 3}
    assert withheld_totals([10, 14, 16, 20], 7) == {1, 2}


@given(st.integers(0, 30), st.integers(0, 30), THRESHOLDS)
def test_shares(numerator: int, others: int, threshold: int) -> None:
    held = withheld_share(numerator, numerator + others, threshold)
    assert held is withheld_share(others, numerator + others, threshold)
    counts = {"all": numerator + others, "a": numerator, "b": others}
    assert held is bool(withheld_parts(counts, {"a": "all", "b": "all"}, threshold))
    assert not held or withheld_share(numerator, numerator + others, threshold + 1)


def test_shares_by_hand() -> None:
    assert withheld_share(3, 20, 5)
    assert withheld_share(17, 20, 5)
    assert withheld_share(0, 4, 5)
    assert not withheld_share(0, 20, 5)
    assert not withheld_share(20, 20, 5)
    assert not withheld_share(0, 0, 5)
