"""CPR numbers are found however they are written, and nothing else is taken for one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malplan.privacy import MASK, find_cpr_numbers, has_cpr_number, redact

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
    ],
)
def test_where_they_are(text: str, spans: list[tuple[int, int]]) -> None:
    assert list(find_cpr_numbers(text)) == spans


@given(st.text(max_size=40))
def test_redacting_leaves_none(text: str) -> None:
    assert not has_cpr_number(redact(text))
