"""The head of a form: title, year and municipality, who is responsible, who contributes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from malplan import Language, Message
from malplan.texts import as_slug
from malplan_docx.reading import words
from malplan_docx.reading.context import Context, Data, given, one_line
from malplan_docx.reading.document import Document, Line
from malplan_docx.reading.figures import with_note
from malplan_docx.reading.labels import FACTS, FACTS_IN, NOTES, STATED_ON, plain
from malplan_docx.reading.parts import Part, Said, Where
from malplan_docx.reading.sections import Form, Spot

_YEAR = r"(?:19|20|21)\d\d"
_UNDER_TITLE = re.compile(
    rf"(?P<heading>.*?)\s*(?P<year>{_YEAR}),\s*(?P<municipality>.+)", re.DOTALL
)
"""What malplan writes under the title: "Målplan 2026, Albertslund Kommune"."""
_YEARS = re.compile(rf"(?<![\d./-])({_YEAR})(?![\d./-]*\d)")
_MUNICIPALITY = re.compile(
    r"\b(?:[A-ZÆØÅ][\w-]+ ){1,3}?Kommune\b|\b(?:[A-ZÆØÅ][\w-]+ ){1,2}kommune\b"
)
_PLAN_AND_YEAR = re.compile(
    rf"(?P<word>(?:mål|smtte-?)\s?plan(?:en)?|plan)?\s*(?P<year>{_YEAR})?\s*(?:[:–—|-]\s*)?"
    rf"(?P<title>.*?)(?:[\s,:–—-]*\(?(?P<last>{_YEAR})\)?)?",
    re.IGNORECASE | re.DOTALL,
)
"""What people write instead: "Målplan 2026 – Ungeløftet", "Ungeløftet 2026"."""


class Head:
    """What is said of the plan as a whole.

    Attributes:
        title: Its title.
        year: The year it is for; None if nobody knows.
        municipality: Whose it is.
        word: What such a plan is called; empty if it is not said.
        facts: Its codes and the plan that it replaces.
        doubts: What was not certain, each with its place, a message and its values.
    """

    def __init__(self, form: Form, document: Document, language: Language) -> None:
        self.title = self.municipality = self.word = ""
        self.year: int | None = None
        self.facts: list[tuple[str, str]] = []
        self.doubts: list[tuple[Where, Message, dict[str, object]]] = []
        self._rest: list[Spot] = []
        for spot in form.head:
            self._take(spot)
        self._fill_up(form, document, language)

    def _doubt(self, message: Message, at: int = 0, **values: object) -> None:
        self.doubts.append((Where(at, "head"), message, values))

    def _take(self, spot: Spot) -> None:
        line = spot.line
        label, colon, said = line.text.partition(":")
        name = FACTS.get(plain(label), "")
        under = _UNDER_TITLE.fullmatch(line.text)
        if line.look.style in ("malplan note", "malplan space") and NOTES.fullmatch(line.text):
            return
        if colon and name in FACTS_IN["head"] and line.look.heading != 1:
            self.facts.append((name, one_line(said)))
        elif line.look.heading and not self.title and not spot.ours:
            self._take_title(line)
        elif under and self.year is None and not spot.ours:
            self.word, self.municipality = under["heading"], one_line(under["municipality"])
            self.year = int(under["year"])
        elif not self.title and not spot.ours:
            self._take_title(line)
        elif not NOTES.fullmatch(line.text):
            self._rest.append(spot)

    def _take_title(self, line: Line) -> None:
        self.title = one_line(line.text)

    def _fill_up(self, form: Form, document: Document, language: Language) -> None:
        """Look elsewhere for what does not stand where malplan writes it."""
        if self.year is None:
            self._look_in_title()
        if self.year is None:
            self._find_year(form, document)
        if not self.municipality:
            self._find_municipality(form, document)
        if not self.municipality:
            self.municipality = words.UNKNOWN_MUNICIPALITY.text(language)
            self._doubt(words.NO_MUNICIPALITY)
        if not self.title:
            self.title = document.title or self.word or words.SECTIONS["plan"].text(language)
            self._doubt(words.NO_TITLE, title=words.shown_text(self.title))
        for spot in self._rest:
            if spot.line.text not in (self.municipality, str(self.year)):
                self._doubt(words.NOT_IN_PLAN, spot.at, text=words.whole_text(spot.line.text))

    def _look_in_title(self) -> None:
        found = _PLAN_AND_YEAR.fullmatch(self.title)
        if found is None or not (found["year"] or found["last"]):
            return
        self.year = int(found["year"] or found["last"])
        self.word = found["word"] or ""
        self.title = found["title"].strip(" ,:–—-") or self.title
        if self.title == str(self.year) or plain(self.title) == plain(f"{self.word} {self.year}"):
            self.title = next((one_line(spot.line.text) for spot in self._rest), self.title)
            self._rest = [spot for spot in self._rest if one_line(spot.line.text) != self.title]

    def _find_year(self, form: Form, document: Document) -> None:
        everywhere = [spot.line.text for spots in form.sections.values() for spot in spots]
        for texts in ([spot.line.text for spot in form.head], _texts(document.margins), everywhere):
            years = Counter(year for text in texts for year in _YEARS.findall(text))
            if years:
                self.year = int(max(years, key=lambda year: (years[year], year)))
                self._doubt(words.YEAR_FROM, year=self.year)
                return
        if re.match(_YEAR, document.saved):
            self.year = int(document.saved[:4])
            self._doubt(words.YEAR_SAVED, year=self.year)

    def _find_municipality(self, form: Form, document: Document) -> None:
        everywhere = [spot.line.text for spots in form.sections.values() for spot in spots]
        head = [spot.line.text for spot in form.head]
        for text in (*head, *_texts(document.margins), document.company, *everywhere):
            found = _MUNICIPALITY.search(text)
            if found is not None:
                self.municipality = found[0]
                if text not in head:
                    self._doubt(words.MUNICIPALITY_FROM, municipality=self.municipality)
                return


def _texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


def head_data(context: Context, head: Head) -> Data:
    """What the head says, as a file of plans holds it."""
    for where, message, values in head.doubts:
        context.doubt(where, message, **values)
    context.call("plan", head.word)
    codes, supersedes = [], None
    for name, text in head.facts:
        if name == "classification":
            code, title = with_note(text)
            scheme, _, number = code.rpartition(" ")
            if scheme:
                codes.append(given(scheme=scheme, code=number, title=title))
                continue
        elif name == "supersedes" and as_slug(text) == text:
            supersedes = text
            continue
        if name != "status" or not STATED_ON.match(text):
            context.doubt(Where(0, "head"), words.NOT_IN_PLAN, text=words.whole_text(text))
    return given(
        title=head.title,
        year=head.year,
        municipality=head.municipality,
        classifications=codes,
        supersedes=supersedes,
    )


# --- People and workplaces ------------------------------------------------------------------------
def _said(parts: list[Part]) -> Iterator[tuple[Said, bool]]:
    """What a section lists, each with whether somebody wrote it by hand."""
    for part in parts:
        if part.title:
            yield Said(part.title, part.where), True
        found = [(one, False) for one in part.texts]
        for entry in part.entries:
            texts = (entry.text, *(text for _, text in entry.below))
            found += [(Said(text, entry.where), entry.by_hand) for text in texts]
        yield from sorted(found, key=lambda one: one[0].where.at)


_APART = re.compile(r"\s*[,;\n]\s*(?![^(]*\))|\s+(?:og|and|&)\s+(?![^(]*\))")
"""What stands between names, but for what stands in brackets."""


def people(parts: list[Part]) -> list[Data]:
    """Those who are named in a section."""
    found = []
    for said, by_hand in _said(parts):
        names = _APART.split(said.text) if by_hand else [said.text]
        for name in filter(None, map(one_line, names)):
            person, role = with_note(name)
            found.append(given(name=person, role=role))
    return found


def owner(parts: list[Part]) -> Data | None:
    """Who owns the plan: whoever is named first, with a role in brackets or after a comma."""
    said = list(_said(parts))
    if not said:
        return None
    name = ", ".join(one_line(one.text) for one, _ in said)
    by_hand = any(one for _, one in said)
    person, role = with_note(name)
    if not role and by_hand and "," in name:
        person, _, role = (one.strip() for one in name.partition(","))
    return given(name=person, role=role)


def workplaces(parts: list[Part]) -> list[Data]:
    """The workplaces, with those below them."""
    found: list[Data] = []
    for part in parts:
        found += [_named(part.title)] if part.title else []
        found += [_named(said.text) for said in part.texts]
        for entry in part.entries:
            name, colon, rest = entry.text.partition(": ")
            if entry.by_hand and colon:
                place = given(name=one_line(name))
                place["workplaces"] = [_named(one) for one in re.split(r",\s+|;\s+", rest) if one]
            else:
                place = _named(entry.text)
            found.append(place)
            trail = [place]
            for depth, text in entry.below:
                inner = _named(text)
                del trail[max(1, depth) :]
                trail[-1].setdefault("workplaces", []).append(inner)
                trail.append(inner)
    return found


def _named(text: str) -> Data:
    name, _, description = one_line(text).partition(" – ")
    return given(name=name.strip() or one_line(text), description=description.strip())
