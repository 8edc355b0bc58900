"""What all that read a form share: its language and year, ids, and what was not certain."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from attrs import define, field

from malplan import Language, Message, Period, PeriodPolicy, Unsure
from malplan.messages import labels
from malplan.privacy import has_cpr_number, redact
from malplan.texts import as_slug
from malplan_docx.reading import words
from malplan_docx.reading.parts import Where
from malplan_docx.reading.times import readable

Data = dict[str, Any]
"""A part of a plan, as a file of plans holds it."""

_MOST_ID = 40


class Ids:
    """Makes ids out of texts, no two the same."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def new(self, text: str) -> str:
        """An id that reads like the text: "Høre de unge" is ``hoere-de-unge``."""
        base = _cut(as_slug(redact(text)))
        if has_cpr_number(base):  # what was no such number with other characters in between
            base = _cut(as_slug(re.sub(r"\d", "", text)))
        id, count = base, 1
        while id in self._taken:
            count += 1
            id = f"{base}-{count}"
        self._taken.add(id)
        return id


def _cut(id: str) -> str:
    if len(id) <= _MOST_ID:
        return id
    return (id[: _MOST_ID + 1].rpartition("-")[0] or id[:_MOST_ID]).strip("-")


@define
class Context:
    """What all that read a form share.

    Attributes:
        language: The language of the form.
        year: The year of the plan; None if the form does not say it.
        policy: What primo, medio and ultimo mean.
        titles: What stands over each section.
        by_hand: Whether malplan has not written the form.
        vocabulary: The words that the form has instead of those of the målplan.
        ids: Makes ids.
        doubts: What was not certain, each with its position.
    """

    language: Language
    year: int | None
    policy: PeriodPolicy
    titles: Mapping[str, str] = field(factory=dict)
    by_hand: bool = False
    vocabulary: dict[str, str] = field(factory=dict)
    ids: Ids = field(factory=Ids)
    doubts: list[tuple[int, Unsure]] = field(factory=list)

    def doubt(self, where: Where, message: Message, **values: object) -> None:
        """Keep that something was not certain."""
        message = message.format(**values) if values else message
        self.doubts.append((where.at, Unsure(self.place(where), message)))

    def place(self, where: Where) -> Message:
        """A place as people find it in the form: "Milepælsplan, punkt 3"."""
        title = self.titles.get(where.section)
        section = Message(da=title, en=title) if title else words.SECTIONS[where.section]
        part = words.shown_text(where.part)
        known = {"section": words.safe(section), "part": part, "point": where.point}
        if part and where.point:
            return words.POINT_OF_PART.format(**known)
        if where.point:
            return words.POINT.format(**known)
        return (words.PART if part else words.SECTION).format(**known)

    def call(self, name: str, word: str) -> None:
        """Keep a word of the municipality's own, unless it is that of the målplan."""
        usual = labels.HEADINGS[name].text(self.language)
        same = word.casefold() == usual.casefold() if self.by_hand else word == usual
        if word and not same:
            self.vocabulary.setdefault(name, word)

    def readable(self, phrase: str) -> Period | None:
        """The period that a phrase means; None where nobody can read it."""
        if self.year is None:
            return None
        return readable(phrase, self.language, self.year, self.policy)

    def time(self, phrase: str, where: Where) -> Any:
        """A time as a file of plans holds it; in words where they have no day."""
        phrase = " ".join(phrase.split())
        period = self.readable(phrase)
        if period is None:
            self.doubt(where, words.TIME_KEPT, time=words.shown_text(phrase))
            return {"text": phrase}
        return time_data(period, phrase)


def time_data(period: Period, phrase: str) -> Any:
    """A period as a file of plans holds it: the phrase, if it has not been translated."""
    if period.text == phrase or not period.scheduled:
        return phrase
    data: Data = {"approximate": True} if period.approximate else {}
    for name, day in (("start", period.start), ("end", period.end)):
        if day is not None:
            data[name] = day.isoformat()
    return data


def prose(text: str) -> str:
    """A text whose lines are paragraphs."""
    return "\n\n".join(line.strip() for line in text.split("\n") if line.strip())


def one_line(text: str) -> str:
    """A text on one line."""
    return " ".join(line.strip() for line in text.split("\n") if line.strip())


def given(**fields: Any) -> Data:
    """The fields that hold something."""
    return {
        name: held
        for name, held in fields.items()
        if held is not None and held is not False and held not in ("", [], {})
    }
