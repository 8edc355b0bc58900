"""Each law of readers is proven: a reader that is wrong on purpose breaks it, and no other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import wrong_readers as wrong
from proving import broken_laws, laws_of

from malplan.registry import Reader
from malplan.testing import ReaderSuite

WRONG: dict[str, Any] = {
    "test_it_can_be_registered": wrong.Shouts(),
    "test_it_reads_its_documents": wrong.Empty(),
    "test_it_reads_the_same_again": wrong.Counts(),
    "test_it_leaves_the_document_as_it_is": wrong.Closes(),
    "test_its_doubts_speak_both_languages": wrong.DanishOnly(),
    "test_it_lets_no_cpr_number_through": wrong.Leaks(),
    "test_it_refuses_what_is_no_document": wrong.Trusts(),
}
PROVEN_OTHERWISE = {"test_it_loads_nothing_heavy"}


def outcomes(tested: Reader, folder: Path) -> dict[str, str]:
    files = (folder / "a.form", folder / "b.form")
    for file, content in zip(files, (wrong.DOCUMENT, wrong.WITH_CPR), strict=True):
        file.write_bytes(content)

    class Suite(ReaderSuite):
        reader = tested
        documents = files

    return broken_laws(Suite)


def test_a_right_reader_keeps_every_law(tmp_path: Path) -> None:
    assert not outcomes(wrong.Right(), tmp_path)


@pytest.mark.parametrize(("law", "reader"), WRONG.items(), ids=WRONG)
def test_a_wrong_reader_breaks_its_law(law: str, reader: Reader, tmp_path: Path) -> None:
    told = outcomes(reader, tmp_path)
    assert law in told, told
    assert law == "test_it_reads_its_documents" or list(told) == [law]


def test_a_plugin_that_loads_something_heavy_is_told() -> None:
    class Suite(ReaderSuite):
        reader = wrong.Right()
        module = "wrong_readers"
        heavy = ("mailbox",)

    with pytest.raises(pytest.fail.Exception, match="mailbox"):
        Suite().test_it_loads_nothing_heavy()


def test_a_reader_that_takes_anything_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.form"
    file.write_bytes(wrong.DOCUMENT)

    class Suite(ReaderSuite):
        reader = wrong.Gullible()
        documents = (file,)

    with pytest.raises(pytest.fail.Exception, match="as a plan"):
        Suite().test_it_refuses_what_is_no_document()


def test_a_reader_without_documents_is_told() -> None:
    class Suite(ReaderSuite):
        reader = wrong.Right()

    with pytest.raises(pytest.skip.Exception, match="documents"):
        Suite().test_it_reads_its_documents()


def test_every_law_is_proven_and_says_what_it_is() -> None:
    assert sorted({*WRONG, *PROVEN_OTHERWISE}) == laws_of(ReaderSuite)
    for law in laws_of(ReaderSuite):
        assert getattr(ReaderSuite, law).__doc__, law
