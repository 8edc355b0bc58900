"""The laws of a reader."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, BinaryIO, ClassVar

from malplan.errors import InvalidInput, InvalidValue, reason_of
from malplan.fields import texts_of
from malplan.imported import Imported, Unsure
from malplan.messages import Message
from malplan.model import Plan
from malplan.periods import PeriodPolicy
from malplan.privacy import has_cpr_number
from malplan.registry import Reader, Registry
from malplan.testing._laws import (
    HEAVY,
    demand,
    demand_light,
    demand_registered,
    listed,
    overheard,
    skip,
)

_JUNK: Mapping[str, bytes] = {
    "nothing": b"",
    "one byte": b"\x00",
    "text": "Målplan".encode(),
    "zeros": bytes(10_000),
    "an empty ZIP": b"PK\x05\x06" + bytes(18),
    "a ZIP cut short": b"PK\x03\x04" + bytes(30),
    "a PDF": b"%PDF-1.7\n",
    "XML": b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
}
"""What is no document of any kind that people fill in."""


class ReaderSuite:
    """The laws of a reader, as tests for pytest.

    A plugin's tests inherit them::

        from malplan.testing import ReaderSuite

        class TestForm(ReaderSuite):
            reader = FormReader()
            module = "malplan_form"
            documents = (Path(__file__).parent / "filled-in.docx",)

    Attributes:
        reader: The reader.
        module: What the entry point names: loading it must load nothing heavy.
        documents: Files that it can read.
        hostile: Files that it has to refuse.
        heavy: Top-level names of packages that loading the plugin must not load.
    """

    reader: ClassVar[Reader]
    module: ClassVar[str | None] = None
    documents: ClassVar[Collection[Path]] = ()
    hostile: ClassVar[Collection[Path]] = ()
    heavy: ClassVar[Collection[str]] = HEAVY

    # --- What it is -------------------------------------------------------------------------------
    def test_it_can_be_registered(self) -> None:
        """``registry.reader`` takes it.

        Why: What malplan refuses is found by its author, and not by whoever installs it.
        Catches: A suffix without its full stop or in capitals.
        """
        demand_registered(Registry("tested").reader, self.reader)
        suffixes = [suffix for suffix in self.reader.suffixes if suffix != suffix.lower()]
        demand(not suffixes, f"Write suffixes in small letters:{listed(suffixes)}")

    def test_it_loads_nothing_heavy(self) -> None:
        """In a fresh process, importing the plugin and calling its hook loads no heavy package.

        Why: Every command waits for every plugin, also for one that it does not use.
        Catches: ``import pandas`` at the top of a module; it belongs into the function that uses
        it.
        """
        demand_light(self.module, self.heavy)

    # --- What it reads ----------------------------------------------------------------------------
    def test_it_reads_its_documents(self) -> None:
        """Each of ``documents`` gives a plan.

        Why: What people filled in is what it is for.
        Catches: A plan alone, or a mapping, in the place of ``Imported``.
        """
        for content in self._contents():
            found = self._read(io.BytesIO(content))
            demand(
                isinstance(found, Imported) and isinstance(found.plan, Plan),
                f"It gave {found!r}. Give malplan.Imported(plan, drafts, unsure).",
            )

    def test_it_reads_the_same_again(self) -> None:
        """The same document gives the same plan, drafts and doubts.

        Why: Who corrects a form and imports it again sees what changed, and nothing else.
        Catches: Ids made by chance or from the clock, the order of a set.
        """
        for content in self._contents():
            first, second = (self._read(io.BytesIO(content)) for _ in range(2))
            demand(first == second, "The same document was read differently the second time.")

    def test_it_leaves_the_document_as_it_is(self) -> None:
        """It does not close the stream, and writes nothing to it.

        Why: Whoever opened the document may need it again.
        Catches: ``with stream``, or a library that saves what it has opened.
        """
        for content in self._contents():
            stream = io.BytesIO(content)
            self._read(stream)
            demand(not stream.closed, "It closed the stream. Whoever opened it closes it.")
            demand(stream.getvalue() == content, "It changed the document.")

    def test_its_doubts_speak_both_languages(self) -> None:
        """What was unsure has a place, and says so in Danish and in English.

        Why: Who filled in the form finds the place, and says what was meant.
        Catches: A text in the place of a ``Message``; a language that was forgotten.
        """
        for content in self._contents():
            for one in self._read(io.BytesIO(content)).unsure:
                demand(isinstance(one, Unsure), f"It gave {one!r}. Give malplan.Unsure.")
                for message in (one.place, one.message):
                    demand(
                        isinstance(message, Message) and message.da.strip() and message.en.strip(),
                        f"A language is missing: {message!r}.",
                    )

    def test_it_lets_no_cpr_number_through(self) -> None:
        """No CPR number is in what was recorded, in a doubt, or in what is printed.

        Why: People write numbers into free text, and a log is kept for years.
        Catches: A doubt that quotes the line, a comment that is copied as it stands.
        """
        for content in self._contents():
            with overheard() as said:
                found = self._read(io.BytesIO(content))
            told = [
                *(text for draft in found.drafts for _, text in texts_of(draft.what)),
                *(draft.comment or "" for draft in found.drafts),
                *(m.text(lang) for one in found.unsure for m in (one.place, one.message)
                  for lang in ("da", "en")),
                *said.getvalue().splitlines(),
            ]  # fmt: skip
            leaks = [text for text in told if has_cpr_number(text)]
            demand(not leaks, "A CPR number leaks from what it reads. Leave the text out, and say "
                   "in `unsure` where it stood.")  # fmt: skip

    # --- What it refuses --------------------------------------------------------------------------
    def test_it_refuses_what_is_no_document(self) -> None:
        """Anything else is refused with a sentence for people.

        Why: Any file may be uploaded, and people get a sentence.
        Catches: ``zipfile.BadZipFile`` on the screen; half a document that is read as a short plan.
        """
        given = {**_JUNK, **{str(path): path.read_bytes() for path in self.hostile}}
        for content in self._contents():
            given["half of a document"] = content[: len(content) // 2]
        for name, content in given.items():
            try:
                self._read(io.BytesIO(content))
            except (InvalidValue, InvalidInput):
                continue
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told
                demand(
                    False,
                    f"On {name} it raises {reason_of(error)}. Raise malplan.InvalidValue with a "
                    "sentence for people.",
                )
            demand(False, f"It reads {name} as a plan.")

    # --- Trying -----------------------------------------------------------------------------------
    def _contents(self) -> list[bytes]:
        if not self.documents:
            skip("set `documents` to files that it can read")
        return [path.read_bytes() for path in self.documents]

    def _read(self, stream: BinaryIO) -> Any:
        return self.reader.read(stream, policy=PeriodPolicy())
