"""Finds the sections of a form: by headings, by guiding questions, by their order.

A form is mostly tables whose cells hold a heading, its guiding question and what people wrote. The
heading may stand in the row above or in the cell to the left, a section may go on in the next cell
or below the table, and there may be no table at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import pairwise

from attrs import evolve, frozen

from malplan import Message
from malplan_docx.reading import words
from malplan_docx.reading.document import Block, Cell, Document, Grid, Line
from malplan_docx.reading.labels import (
    ACTION,
    BOTH_HEADINGS,
    BY_ACTION,
    DATES,
    EXTENSION,
    HEAD,
    HEADINGS,
    ORDER,
    QUESTIONS,
    TIMES,
    WHAT,
    plain,
)
from malplan_docx.reading.styles import Look

MOST_HEADING = 80
"""The most characters of a heading that is one only by where it stands."""
_ALIKE = 0.75
"""How alike a guiding question must be to one of the målplan, as :mod:`difflib` counts."""
_OURS = "malplan "
_INLINE = frozenset({*HEAD, "goals", "target_group", "objectives", "challenge"})
"""Sections that may follow their heading on the same line: "Ejer: Dorthe Espenhein"."""


@frozen
class Spot:
    """A paragraph, and where in the document it stands.

    Attributes:
        at: Its position among all paragraphs.
        line: The paragraph.
        cell: The cell it stands in; 0 outside of tables.
        above: The cells above it, the nearest of each column.
        before: The cell to the left of it, if there is one.
    """

    at: int
    line: Line
    cell: int
    above: tuple[int, ...] = ()
    before: int | None = None

    @property
    def ours(self) -> bool:
        """Whether its style says what it is, so that nothing has to be guessed."""
        return self.line.look.style.startswith(_OURS)

    @property
    def is_question(self) -> bool:
        """Whether its style says that it is a guiding question."""
        return self.line.look.style == "malplan question"


@frozen
class Form:
    """The sections of a form.

    Attributes:
        head: What stands before the first section.
        sections: What stands in each section, by its name.
        titles: What stands over each section.
        by_hand: Whether malplan has not written it.
        guesses: What was not certain about headings, each with its position and section.
    """

    head: tuple[Spot, ...]
    sections: Mapping[str, tuple[Spot, ...]]
    titles: Mapping[str, str]
    by_hand: bool
    guesses: tuple[tuple[int, str, Message], ...] = ()


def form_of(document: Document) -> Form:
    """The sections of a document."""
    spots = tuple(_Flattener().spots(document.blocks))
    finder = _Finder(spots)
    finder.find_by_words()
    finder.find_by_order()
    head, sections = finder.sorted()
    return Form(
        head,
        sections,
        finder.titles,
        by_hand=not any(spot.ours for spot in spots),
        guesses=tuple(finder.guesses),
    )


# --- From blocks to spots -------------------------------------------------------------------------
class _Flattener:
    """Puts the paragraphs of a document into one row."""

    def __init__(self) -> None:
        self._cells = 0
        self._count = 0

    def spots(self, blocks: tuple[Block, ...], at: Spot | None = None) -> Iterator[Spot]:
        """The paragraphs that say something, each with where it stands."""
        here = at or Spot(0, Line(""), 0)
        for block in blocks:
            if isinstance(block, Line):
                lines: Iterator[Line] = _split(block)
            elif (columns := _columns(block)) is not None:
                lines = _entries(block, *columns)
            elif here.cell and all(len(row) > 1 for row in block.rows):
                lines = _rows(block)
            else:
                yield from self._grid(block)
                continue
            for line in lines:
                if line.text:
                    self._count += 1
                    yield evolve(here, at=self._count, line=line)

    def _grid(self, grid: Grid) -> Iterator[Spot]:
        above: dict[int, int] = {}
        for row in grid.rows:
            before: int | None = None
            nearest = dict(above)
            for cell in row:
                columns = range(cell.first, cell.last + 1)
                over = tuple(dict.fromkeys(nearest[one] for one in columns if one in nearest))
                self._cells += 1
                number = self._cells
                found = tuple(
                    self.spots(cell.blocks, Spot(0, Line(""), number, above=over, before=before))
                )
                if found:
                    above.update(dict.fromkeys(columns, number))
                    before = number
                yield from found


def _split(line: Line) -> Iterator[Line]:
    """A paragraph; where a heading stands in one with its question or its text, each by itself."""
    if line.look.style.startswith(_OURS):
        yield line
        return
    first, _, rest = line.text.partition("\n")
    if rest and (plain(first) in HEADINGS.keys() | BOTH_HEADINGS or plain(rest) in QUESTIONS):
        yield evolve(line, text=first, label=line.label if first.startswith(line.label) else first)
        yield Line(rest)
        return
    name, colon, rest = line.text.partition(":")
    section = HEADINGS.get(plain(name))
    bold = bool(line.label) and plain(line.label) == plain(name)
    if section and rest.strip() and not line.look.marker and (bold or section in _INLINE):
        yield Line(f"{name}{colon}", Look(heading=line.look.heading))
        yield Line(rest.strip())
        return
    yield line


def _columns(grid: Grid) -> tuple[int, int, list[str]] | None:
    """Of a table of milestones or key figures the columns of texts and of times; else None."""
    if len(grid.rows) < 2:
        return None
    header = [_text(cell) for cell in grid.rows[0]]
    times = [index for index, name in enumerate(header) if plain(name) in TIMES | DATES]
    if len(header) < 2 or len(times) != 1 or not all(header):
        return None
    texts = [index for index in range(len(header)) if index != times[0]]
    named = [index for index in texts if plain(header[index]) in WHAT]
    return (named or texts)[0], times[0], header


def _entries(grid: Grid, text: int, time: int, header: list[str]) -> Iterator[Line]:
    """The rows of such a table as entries of a list with facts."""
    for row in grid.rows[1:]:
        cells = [_text(cell) for cell in row]
        cells += [""] * (len(header) - len(cells))
        figure = cells[0] if text > 0 and plain(header[text]) in WHAT else ""
        entry = f"{figure}: {cells[text]}" if figure else cells[text]
        yield Line(entry, Look("malplan item"), figure)
        for index, (name, said) in enumerate(zip(header, cells, strict=False)):
            if said and index not in (text, 0 if figure else text):
                yield Line(f"{name}: {said}", Look("malplan item fact"), name)


def _rows(grid: Grid) -> Iterator[Line]:
    """The rows of a table inside a cell, each as one entry."""
    for row in grid.rows:
        said = [text for cell in row if (text := _text(cell))]
        yield Line(": ".join(said), Look(marker="•" if len(said) > 1 else ""))


def _text(cell: Cell) -> str:
    return "\n".join(line.text for line in cell.lines if line.text)


# --- Finding headings -----------------------------------------------------------------------------
def _question(text: str) -> str | None:
    """The section that a guiding question belongs to."""
    asked = plain(text)
    if asked in QUESTIONS or not asked.endswith("?"):
        return QUESTIONS.get(asked)
    matcher = SequenceMatcher(b=asked, autojunk=False)
    for known, name in QUESTIONS.items():
        matcher.set_seq1(known)
        if len(asked) < 2 * len(known) and matcher.quick_ratio() >= _ALIKE <= matcher.ratio():
            return name
    return None


class _Finder:
    """Finds where sections begin."""

    def __init__(self, spots: tuple[Spot, ...]) -> None:
        self._spots = spots
        self._starts: dict[int, str] = {}
        self._skipped: set[int] = set()
        self.titles: dict[str, str] = {}
        self.guesses: list[tuple[int, str, Message]] = []

    def find_by_words(self) -> None:
        """Sections that begin with a heading or a guiding question that is known."""
        for index, spot in enumerate(self._spots):
            text = plain(spot.line.text)
            asked = None if spot.ours and not spot.is_question else _question(spot.line.text)
            if asked is not None and not (self._is_headed(index) and text not in QUESTIONS):
                self._ask(index, asked)
            elif spot.line.look.heading and EXTENSION.fullmatch(spot.line.text):
                self._starts[index] = "extension"
            elif _is_free(spot) and text in BOTH_HEADINGS:
                self._begin(index, "goals")
            elif _is_free(spot) and text in HEADINGS:
                self._begin(index, HEADINGS[text])
            elif self._is_headed(index) and (spot.is_question or _asks(spot)):
                self._skipped.add(index)
                if asked is None and not spot.ours:
                    self._doubt(index, words.QUESTION, text=words.whole_text(spot.line.text))

    def _ask(self, index: int, name: str) -> None:
        """Take what stands before a guiding question for its heading."""
        self._skipped.add(index)
        before = index - 1
        if self._is_headed(index) and plain(self._spots[before].line.text) in BOTH_HEADINGS:
            return
        self._begin(before if self._can_head(before, self._spots[index]) else index, name)

    def _is_headed(self, index: int) -> bool:
        """Whether nothing but a heading and questions stands before it in its cell."""
        before = index - 1
        while before in self._skipped and before not in self._starts:
            before -= 1
        same = before >= 0 and self._spots[before].cell == self._spots[index].cell
        return same and before in self._starts

    def _doubt(self, index: int, message: Message, **values: object) -> None:
        name = next(
            (self._starts[one] for one in range(index, -1, -1) if one in self._starts), "head"
        )
        self.guesses.append((self._spots[index].at, name, message.format(**values)))

    def _begin(self, index: int, name: str) -> None:
        if self._starts.get(index) not in (None, name):
            self.titles.pop(self._starts[index], None)
        self._starts[index] = name
        if index not in self._skipped:
            self._skipped.add(index)
            text = self._spots[index].line.text.rstrip(": ")
            if plain(text) not in BOTH_HEADINGS:
                self.titles.setdefault(name, text.replace("\n", " "))

    def _can_head(self, index: int, question: Spot) -> bool:
        """Whether what stands before a guiding question is its heading."""
        if index < 0 or (index in self._skipped and index not in self._starts):
            return False
        spot = self._spots[index]
        short = len(spot.line.text) <= MOST_HEADING and not spot.line.text.endswith((".", "?"))
        return (
            spot.cell == question.cell
            and not spot.ours
            and (bool(spot.line.look.heading) or (short and not spot.line.look.marker))
        )

    def find_by_order(self) -> None:
        """Sections under headings that nobody knows, where only so many are missing."""
        known = [
            (index, ORDER.index(name)) for index, name in self._starts.items() if name in ORDER
        ]
        known = [(-1, -1), *sorted(known), (len(self._spots), len(ORDER))]
        for (first, start), (last, end) in pairwise(known):
            missing = [name for name in ORDER[start + 1 : end] if name not in self._starts.values()]
            found = [index for index in range(first + 1, last) if self._may_head(index)]
            for names in (missing, [name for name in missing if name not in HEAD]):
                if found and len(found) == len(names):
                    for index, name in zip(found, names, strict=True):
                        self._guess(index, name)
                    break

    def _guess(self, index: int, name: str) -> None:
        self._begin(index, name)
        spot = self._spots[index]
        said, section = words.shown_text(spot.line.text), words.SECTIONS[name]
        self._doubt(index, words.HEADING_BY_ORDER, heading=said, section=section)

    def _may_head(self, index: int) -> bool:
        spot = self._spots[index]
        if spot.ours or index in self._skipped or ACTION.fullmatch(spot.line.text):
            return False
        levels = Counter(self._spots[one].line.look.heading for one in self._starts)
        usual = levels.most_common(1)[0][0] if levels else 0
        if usual:
            return spot.line.look.heading == usual
        opens = index == 0 or self._spots[index - 1].cell != spot.cell
        heads = bool(spot.line.look.heading) or spot.line.bold
        return bool(spot.cell) and opens and heads and len(spot.line.text) <= MOST_HEADING

    # --- Sorting ----------------------------------------------------------------------------------
    def sorted(self) -> tuple[tuple[Spot, ...], dict[str, tuple[Spot, ...]]]:
        """What stands before the first section, and what stands in each."""
        sorter = _Sorter(self._spots, self._starts, self._skipped)
        for index in range(len(self._spots)):
            sorter.take(index)
        return tuple(sorter.found.pop("", ())), {
            name: tuple(spots) for name, spots in sorter.found.items()
        }


def _asks(spot: Spot) -> bool:
    return not spot.ours and spot.line.text.rstrip().endswith("?")


def _is_free(spot: Spot) -> bool:
    """Whether it may be a heading: neither its style nor a mark says that it is something else."""
    return not spot.ours and (not spot.line.look.marker or bool(spot.line.look.heading))


class _Sorter:
    """Puts each paragraph into its section."""

    def __init__(
        self, spots: tuple[Spot, ...], starts: Mapping[int, str], skipped: set[int]
    ) -> None:
        self._spots, self._starts, self._skipped = spots, starts, skipped
        self._section = ""
        self._of_cell: dict[int, str] = {}
        self._headings: dict[int, list[str]] = {}
        self._filled: set[int] = set()
        self._waiting: list[str] = []
        self._told: set[str] = set()
        self._action: Spot | None = None
        self._actions: set[str] = set()
        self._fresh = 0
        self.found: dict[str, list[Spot]] = {}

    def take(self, index: int) -> None:
        """Put one paragraph into its section."""
        spot = self._spots[index]
        if spot.cell and spot.cell not in self._of_cell:
            self._enter(spot, index in self._starts)
        if index in self._starts:
            self._headings.setdefault(spot.cell, []).append(self._starts[index])
            self._begin(self._starts[index], spot)
        self._of_cell[spot.cell] = self._section
        if index in self._skipped:
            return
        self._filled.add(spot.cell)
        action = ACTION.fullmatch(spot.line.text) if _is_free(spot) else None
        if action is not None and not spot.line.look.marker:
            self._take_action(spot, action["number"])
        self.found.setdefault(self._section, []).append(spot)

    def _enter(self, spot: Spot, has_heading: bool) -> None:
        """A cell goes on with the heading to the left of it, or else with the one above."""
        self._waiting = []
        if has_heading:
            return
        over = spot.above[0] if spot.above else None
        if spot.before is not None and self._heads_only(spot.before):
            over = spot.before
        if over is None:
            return
        self._section = self._of_cell[over]
        headings = [
            name for cell in (over, *spot.above[1:]) for name in self._headings.get(cell, ())
        ]
        if len(headings) > 1 and self._heads_only(over):
            # Cells that were merged: what stood under each heading comes one after the other.
            self._section, *self._waiting = headings
            self._told = set()

    def _heads_only(self, cell: int) -> bool:
        return cell not in self._filled and bool(self._of_cell.get(cell))

    def _begin(self, name: str, spot: Spot) -> None:
        """In a form without columns, signs and milestones belong to the trial action above."""
        self._section = name
        if name not in ("signs", "milestones"):
            return
        # Of several trial actions in a row nothing says which one is meant.
        if self._action and self._action.cell == spot.cell and self._fresh < 2:
            self.found.setdefault(name, []).append(self._action)
        self._fresh = 0

    def _take_action(self, spot: Spot, number: str) -> None:
        """The heading of a trial action begins one, or the part about it in another section."""
        if number in self._told and self._waiting:
            self._section, self._told = self._waiting.pop(0), set()
            self._of_cell[spot.cell] = self._section
        self._told.add(number)
        is_new = number not in self._actions
        goes_on = is_new and self._action is not None and self._action.cell == spot.cell
        if self._section not in BY_ACTION or goes_on:
            self._section = "actions"
            self._of_cell[spot.cell] = self._section
        if self._section == "actions":
            self._actions.add(number)
            self._action = spot
            self._fresh += 1
