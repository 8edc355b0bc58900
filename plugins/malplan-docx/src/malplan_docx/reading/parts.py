"""What a section says: parts, entries and facts, whether malplan wrote them or somebody else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from attrs import define, field, frozen

from malplan_docx.reading.labels import (
    ACTION,
    BY_ACTION,
    EMPTY,
    FACTS,
    FACTS_IN,
    MENTIONED,
    NOTES,
    plain,
    says_state,
)
from malplan_docx.reading.sections import MOST_HEADING, Spot

_TYPED = re.compile(
    r"(?:[•·▪◦●○■–—*\-\uf0b7\uf0a7]|(?P<number>\d{1,2}(?:\.\d{1,2})?)[.)]?|[a-zæøå][.)]|o)(?:\s+|$)"
)
"""What people type before an entry of a list."""
_NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})?)[.)]?\s+(?=\S)")
_LABELLED = re.compile(r"\A\s*:\s?")


@frozen
class Where:
    """A place in a form.

    Attributes:
        at: The position of its paragraph in the document.
        section: The name of the section.
        part: The heading of the part of the section; empty where it has none.
        point: The number of the entry, from 1; 0 for what is no entry.
    """

    at: int
    section: str
    part: str = ""
    point: int = 0


@frozen
class Said:
    """A text, and where it stands."""

    text: str
    where: Where


@frozen
class Fact:
    """What is known of something.

    Attributes:
        name: What the label means, such as ``target``; empty if nobody knows.
        label: The label, as it is printed.
        text: What it says.
        where: Where it stands.
    """

    name: str
    label: str
    text: str
    where: Where


@define
class Entry:
    """One entry of a list.

    Attributes:
        text: What it says.
        where: Where it stands.
        number: What people call it: "1.2"; of a key figure its value.
        facts: What else is known.
        below: The entries below it, each with how deep it is.
        by_hand: Whether somebody else than malplan wrote it.
        marked: Whether a mark or a style says that it is an entry.
    """

    text: str
    where: Where
    number: str = ""
    facts: list[Fact] = field(factory=list)
    below: list[tuple[int, str]] = field(factory=list)
    by_hand: bool = False
    marked: bool = True


@define
class Part:
    """A part of a section.

    Attributes:
        where: Where it begins.
        title: Its heading; empty where it has none.
        texts: Its paragraphs.
        entries: Its entries; a paragraph that somebody else wrote is one too, unmarked.
        facts: What is known of the whole part.
        places: The entries below the fact "Steder".
    """

    where: Where
    title: str = ""
    texts: list[Said] = field(factory=list)
    entries: list[Entry] = field(factory=list)
    facts: list[Fact] = field(factory=list)
    places: list[Said] = field(factory=list)

    @property
    def prose(self) -> list[Said]:
        """Its paragraphs and unmarked entries, in order, with what is below them."""
        unmarked = [
            Said("\n".join((one.text, *(text for _, text in one.below))), one.where)
            for one in self.entries
            if not one.marked
        ]
        return sorted([*self.texts, *unmarked], key=lambda said: said.where.at)

    def said(self) -> Iterator[tuple[Where, str]]:
        """Everything that it says, each with its place."""
        if self.title:
            yield self.where, self.title
        for said in (*self.texts, *self.places):
            yield said.where, said.text
        for fact in self.facts:
            yield fact.where, f"{fact.label}: {fact.text}"
        for entry in self.entries:
            facts = (f"{fact.label}: {fact.text}" for fact in entry.facts)
            below = (text for _, text in entry.below)
            yield entry.where, "\n".join(filter(None, (entry.number, entry.text, *below, *facts)))


def parts_of(section: str, spots: tuple[Spot, ...], titles: Collection[str] = ()) -> Iterator[Part]:
    """The parts of a section.

    Args:
        section: The name of the section.
        spots: What stands in it.
        titles: The titles of the trial actions, by which a part is recognised too.
    """
    reader = _Reader(section, frozenset(map(plain, titles)))
    for spot in spots:
        reader.take(spot)
    return iter(part for part in reader.parts if part != Part(part.where))


_HEADED = frozenset({"challenge", "head", "workplaces"})


class _Reader:
    """Reads the paragraphs of a section, one after the other."""

    def __init__(self, section: str, titles: frozenset[str]) -> None:
        self._section, self._titles = section, titles
        self._names = FACTS_IN.get(section, frozenset())
        self._part = Part(Where(0, section))
        self._entry: Entry | None = None
        self._level = 0
        self._points = 0
        self.parts = [self._part]

    def take(self, spot: Spot) -> None:
        """Read a paragraph."""
        line = spot.line
        if plain(line.text) in EMPTY:
            return
        match line.look.style:
            case "malplan text":
                self._part.texts.append(Said(line.text, self._where(spot)))
            case "malplan item":
                self._begin(spot, *_numbered(line.text, line.label))
            case "malplan bullet":
                self._begin(spot, *_figure(line.text, line.label, self._section))
            case "malplan sub-item":
                self._below(spot, line.text, line.tabs + 1)
            case "malplan fact":
                self._fact(spot, self._part.facts)
            case "malplan item fact":
                self._fact(spot, self._part.facts if self._entry is None else self._entry.facts)
            case "malplan note" if NOTES.fullmatch(line.text):
                pass
            case _:
                self._take_by_hand(spot)

    def _where(self, spot: Spot, point: int = 0) -> Where:
        return Where(spot.at, self._section, self._part.title, point)

    def _begin(
        self, spot: Spot, number: str, text: str, *, by_hand: bool = False, marked: bool = True
    ) -> None:
        self._points += 1
        self._level = 0
        where = self._where(spot, self._points)
        self._entry = Entry(text, where, number, by_hand=by_hand, marked=marked)
        self._part.entries.append(self._entry)

    def _below(self, spot: Spot, text: str, depth: int) -> None:
        if self._entry is not None:
            self._entry.below.append((depth, text))
        elif self._part.facts and self._part.facts[-1].name == "places":
            self._part.places.append(Said(text, self._where(spot)))
        else:
            self._begin(spot, "", text, by_hand=True)

    def _fact(self, spot: Spot, facts: list[Fact]) -> None:
        label, text = self._labelled(spot)
        where = self._entry.where if facts is not self._part.facts and self._entry else None
        name = FACTS.get(plain(label), "")
        if name not in self._names:
            name = ""
        facts.append(Fact(name, label, text, where or self._where(spot)))
        if facts is self._part.facts:
            self._entry = None

    def _labelled(self, spot: Spot) -> tuple[str, str]:
        """The label of a fact, and what it says."""
        text, label = spot.line.text, spot.line.label
        name, colon, rest = text.partition(":")
        if colon and FACTS.get(plain(name)) in self._names:
            return name.strip(), rest.strip()
        if label and text.startswith(label) and label != text:
            return _divided(text, label)
        return (name.strip(), rest.strip()) if colon else ("", text)

    # --- What somebody else wrote -----------------------------------------------------------------
    def _take_by_hand(self, spot: Spot) -> None:
        if self._heads(spot):
            self._part = Part(Where(spot.at, self._section), spot.line.text.rstrip(" :"))
            self._entry, self._points = None, 0
            self.parts.append(self._part)
            return
        rest: list[str] = []
        facts: list[tuple[str, str, str]] = []
        for text in spot.line.text.split("\n"):
            label, colon, said = text.partition(":")
            name = FACTS.get(plain(_TYPED.sub("", label, 1)), "")
            if name == "status" and not says_state(said):
                name = ""  # what somebody thinks of it, and no rule
            if colon and name in self._names and (said.strip() or name == "places"):
                facts.append((name, _TYPED.sub("", label, 1).strip(), said.strip()))
            elif text.strip():
                rest.append(text.strip())
        if rest:
            self._take_text(spot, "\n".join(rest))
        on_entry = self._entry is not None and self._section not in ("actions", "target_group")
        for name, label, said in facts:
            if on_entry and self._entry is not None:
                self._entry.facts.append(Fact(name, label, said, self._entry.where))
            else:
                self._part.facts.append(Fact(name, label, said, self._where(spot)))
                self._entry = None

    def _take_text(self, spot: Spot, text: str) -> None:
        look = spot.line.look
        typed = None if look.marker else _TYPED.match(text)
        marked = bool(look.marker) or typed is not None
        number = ""
        if look.marker:
            numbered = _NUMBER.match(text) if look.marker != "•" else None
        else:
            numbered = typed if typed is not None and typed["number"] else None
            text = text[typed.end() :].strip() if typed else text
        if numbered is not None:
            number = numbered["number"]
            text = text[numbered.end() :].strip() if look.marker else text
        if not text:
            return
        places = self._part.facts and self._part.facts[-1].name == "places"
        level = look.level or spot.line.tabs
        if marked and level > self._level and self._entry is not None:
            self._below(spot, text, level - self._level)
        elif places and self._entry is None and (marked or len(text) <= MOST_HEADING):
            self._part.places.append(Said(text, self._where(spot)))
        else:
            self._begin(spot, number, text, by_hand=True, marked=marked)
            self._level = level

    def _heads(self, spot: Spot) -> bool:
        """Whether a paragraph is the heading of a part."""
        line = spot.line
        if line.look.heading or (ACTION.fullmatch(line.text) and not line.look.marker):
            return len(line.text) <= 2 * MOST_HEADING or bool(line.look.heading)
        if line.look.marker:
            return False
        leads = line.text.rstrip().endswith(":") and self._section != "actions"
        mentions = leads and self._section in BY_ACTION and MENTIONED.search(line.text) is not None
        return mentions or plain(line.text) in self._titles


def _numbered(text: str, label: str) -> tuple[str, str]:
    """The number of an entry and its text."""
    found = _NUMBER.match(text)
    if found is None or (label and not label.startswith(found["number"])):
        return "", text
    return found["number"], text[found.end() :]


def _divided(text: str, label: str) -> tuple[str, str]:
    """What is bold, and what comes after the colon, which may be bold too."""
    rest = text[len(label) :]
    if not _LABELLED.match(rest):
        label = label.removesuffix(":").rstrip()
    return label, _LABELLED.sub("", rest, 1).strip()


def _figure(text: str, label: str, section: str) -> tuple[str, str]:
    """The value of a key figure and its text; of other entries only the text."""
    if section != "challenge":
        return "", text
    if label and label != text:
        return _divided(text, label)
    value, colon, rest = text.partition(": ")
    return (value, rest) if colon else ("", text)
