"""What people read, in Danish and in English.

Every sentence that malplan shows is here, in one of four tables, so that it can be proofread in
one place: :mod:`~malplan.messages.labels` (headings and guiding questions),
:mod:`~malplan.messages.findings` (what the checks say), :mod:`~malplan.messages.problems`
(what is wrong with an input) and :mod:`~malplan.messages.times` (what is wrong with a time).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import attrs

Language = Literal["da", "en"]
"""The languages in which malplan speaks."""

LANGUAGES: tuple[Language, ...] = ("da", "en")


@attrs.frozen
class Message:
    """One sentence in both languages.

    Attributes:
        da: The sentence in Danish.
        en: The same sentence in English.
    """

    da: str
    en: str

    def format(self, **values: object) -> Message:
        """Fill the ``{fields}`` of the sentence; a value that is a Message itself is translated."""
        return Message(
            da=self.da.format(**{name: _in("da", value) for name, value in values.items()}),
            en=self.en.format(**{name: _in("en", value) for name, value in values.items()}),
        )

    def text(self, language: Language) -> str:
        """The sentence in ``language``."""
        return self.da if language == "da" else self.en

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.da)

    def __str__(self) -> str:
        return self.en


def _in(language: Language, value: object) -> object:
    return value.text(language) if isinstance(value, Message) else value


AND = Message(da="og", en="and")
OR = Message(da="eller", en="or")
EMPTY = Message(da="", en="")
AND_MORE = Message(da="{count} mere", en="{count} more")

_MOST_LISTED = 20


def quoted(text: object) -> Message:
    """A text in the quotation marks of each language."""
    return Message(da=f"”{text}”", en=f"“{text}”")


def listed(names: Iterable[object], *, word: Message = AND, quotes: bool = False) -> Message:
    """Join names as people do, "a, b og c"; ``word`` stands before the last.

    Of very many, the first twenty are named, and the rest counted.
    """
    names = list(names)
    first = names[:_MOST_LISTED]
    marked = [quoted(name) if quotes else Message(da=str(name), en=str(name)) for name in first]
    if len(names) > _MOST_LISTED:
        marked.append(AND_MORE.format(count=len(names) - _MOST_LISTED))
    return Message(
        da=_joined([name.da for name in marked], word.da),
        en=_joined([name.en for name in marked], word.en),
    )


def _joined(names: list[str], word: str) -> str:
    return "".join(names) if len(names) < 2 else f"{', '.join(names[:-1])} {word} {names[-1]}"
