"""How a state is marked: a word first, then a shape, and a colour that only repeats it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal

import attrs

from malplan import ActionState, Language, MilestoneState, SignState
from malplan.messages import log as log_words
from malplan.standing import Part, state_of

Tone = Literal["met", "moving", "missed", "waiting", "ink"]
"""The colours of states, by their names in a theme; what goes on is neither good nor bad: ink."""

_LOOKS: Mapping[str, tuple[Tone, str]] = {
    SignState.MET.value: ("met", "check"),
    SignState.MOVING.value: ("moving", "arrow"),
    SignState.UNCHANGED.value: ("waiting", "equal"),
    SignState.NOT_DUE.value: ("waiting", "circle"),
    SignState.NO_DATA.value: ("waiting", "question"),
    SignState.WORSE_THAN_BASELINE.value: ("missed", "down"),
    SignState.MISSED.value: ("missed", "cross"),
    MilestoneState.DONE.value: ("met", "check"),
    MilestoneState.CURRENT.value: ("ink", "arrow"),
    MilestoneState.UPCOMING.value: ("waiting", "circle"),
    MilestoneState.LATE.value: ("missed", "alarm"),
    MilestoneState.UNSCHEDULED.value: ("waiting", "question"),
    MilestoneState.DROPPED.value: ("waiting", "cross"),
    ActionState.PLANNED.value: ("waiting", "circle"),
    ActionState.RUNNING.value: ("ink", "arrow"),
    ActionState.AWAITING_EVALUATION.value: ("moving", "question"),
    ActionState.EVALUATED.value: ("met", "check"),
    ActionState.DECIDED.value: ("met", "check"),
}
_NOT_SHOWN: tuple[Tone, str] = ("waiting", "dash")
_ORDER = ("met", "moving", "unchanged", "worse_than_baseline", "missed", "not_due", "no_data", "")


@attrs.frozen
class Mark:
    """A state as it is shown.

    Attributes:
        text: What it is called, as a sentence begins: "Nået".
        tone: Its colour.
        shape: The name of its icon.
        rank: Where it comes in a list of states: the best first.
    """

    text: str
    tone: Tone
    shape: str
    rank: int = attrs.field(default=0, eq=False)


def mark_of(part: Part, language: Language) -> Mark:
    """The mark of a sign, a milestone or a trial action."""
    said = state_of(part)
    name = "" if said == log_words.NOT_SHOWN else part.state.value
    tone, shape = _LOOKS.get(name, _NOT_SHOWN)
    rank = _ORDER.index(name) if name in _ORDER else 0
    return Mark(sentence(said.text(language)), tone, shape, rank)


def due_mark(when: str, language: Language) -> Mark:
    """The mark of something that is due."""
    tone, shape = _LOOKS[when]
    return Mark(log_words.DUE[when].text(language), tone, shape)


@attrs.frozen
class Count:
    """How many are in a state; of the bar that shows it, where its piece begins and its length."""

    mark: Mark
    count: int
    start: float
    length: float


def counted(marks: Mapping[Mark, int]) -> tuple[Count, ...]:
    """The states that there are, the best first, with the pieces of a bar of length 100."""
    whole = sum(marks.values())
    found = []
    before = 0
    for mark in sorted(marks, key=lambda one: one.rank):
        start, length = (round(100 * part / whole, 3) for part in (before, marks[mark]))
        found.append(Count(mark, marks[mark], start, length))
        before += marks[mark]
    return tuple(found)


def counter(parts: Iterable[Part], language: Language) -> Counter[Mark]:
    """How many of the parts are in each state."""
    return Counter(mark_of(part, language) for part in parts)


def sentence(text: str) -> str:
    """A text as a sentence begins."""
    return text[:1].upper() + text[1:]
