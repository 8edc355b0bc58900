"""The words by which a form is recognised: those that malplan prints, and some that others use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from malplan import SMTTE, Language, Message
from malplan.messages import LANGUAGES
from malplan.messages import labels as words
from malplan.messages import log as log_words
from malplan.messages import status as status_words

HEAD = ("owner", "coordinators", "workplaces")
"""The sections of the head."""
ORDER = (
    *HEAD,
    *("goals", "objectives", "challenge"),
    *("signs", "actions"),
    *("milestones", "evaluation", "learning"),
)
"""The sections in the order of the form; the target group stands below the goals."""
BY_ACTION = ("signs", "actions", "milestones", "evaluation", "learning")
"""The sections that have a part for each trial action."""

_ALSO: Mapping[str, tuple[str, ...]] = {
    "owner": ("Planejer", "Ansvarlig"),
    "coordinators": ("Tovholder", "Coordinator"),
    "workplaces": ("Bidragende arbejdsplads", "Arbejdspladser", "Deltagende arbejdspladser"),
    "goals": ("Målene", "Goal"),
    "target_group": ("Målgruppen", "Målgrupper"),
    "objectives": (
        *("Målsætninger", "Målsætning og politik", "Målsætning & politik"),
        *("Politisk målsætning", "Politiske målsætninger", "Målsætninger og politikker"),
        *("Objectives", "Objective and policy", "Objective & policy"),
    ),
    "challenge": ("Udfordringer", "Udfordringen", "Challenges"),
    "actions": ("Prøvehandling", "Trial action", "Tiltag"),
    "signs": ("Tegn på forandring", "Tegn på succes", "Sign", "Signs of change"),
    "milestones": ("Milepæle", "Milepælsplaner", "Tidsplan", "Milestones"),
    "evaluation": ("Evalueringer", "Evaluations"),
    "learning": ("Læring og beslutning", "Learnings"),
}
"""What others call the sections."""
BOTH = (
    *("Mål og målgruppe", "Mål & målgruppe", "Mål/målgruppe", "Målgruppe og mål"),
    *("Goal and target group", "Goal & target group", "Goals and target group"),
)
"""Headings over the goals and the target group together."""


def plain(text: str) -> str:
    """A text as it is compared: on one line, in small letters, without a mark at its end."""
    return " ".join(text.split()).strip(" :.").casefold()


def _by_text(texts: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    return MappingProxyType({plain(text): name for name, text in texts})


def _said(message: Message) -> tuple[str, str]:
    return message.da, message.en


HEADINGS = _by_text(
    (name, text)
    for name in (*ORDER, "target_group")
    for text in (*_ALSO.get(name, ()), getattr(SMTTE, name) or "", *_said(words.HEADINGS[name]))
    if text
)
"""The sections, by what stands over them."""
BOTH_HEADINGS = frozenset(map(plain, BOTH))
QUESTIONS = _by_text(
    (name, text) for name, question in words.QUESTIONS.items() for text in _said(question)
)
"""The sections, by their guiding questions."""

_FACTS: Mapping[str, tuple[Message, ...]] = {
    "policy": (words.HEADINGS["policy"],),
    "hypothesis": (words.HEADINGS["hypothesis"],),
    "age": (words.AGE,),
    "date": (words.DATE,),
    "group": (words.GROUP,),
    "sessions": (words.SESSIONS,),
    "places": (words.PLACES,),
    "status": (words.STATUS,),
    "measure": (words.MEASURE,),
    "baseline": (words.BASELINE,),
    "target": (words.TARGET,),
    "step": (words.TARGET_STEP,),
    "scale": (words.SCALE,),
    "how": (words.HOW,),
    "when": (words.WHEN,),
    "source": (words.DATA_FROM,),
    "level": (words.LEVEL,),
    "leads_to": (words.LEADS_TO,),
    "time": (words.TIME,),
    "classification": (words.CLASSIFICATIONS,),
    "supersedes": (words.SUPERSEDES,),
    "interim": (log_words.STAGES["interim"],),
    "final": (log_words.STAGES["final"],),
    "learning": (log_words.KINDS["learning"],),
    "decision": (log_words.KINDS["decision"],),
}
FACTS = _by_text(
    (name, text) for name, messages in _FACTS.items() for one in messages for text in _said(one)
)
"""What is known of something, by its label."""

FACTS_IN: Mapping[str, frozenset[str]] = {
    "head": frozenset({"status", "classification", "supersedes"}),
    "target_group": frozenset({"age"}),
    "goals": frozenset({"leads_to"}),
    "objectives": frozenset({"policy"}),
    "challenge": frozenset({"date"}),
    "signs": frozenset(
        {"measure", "baseline", "target", "step", "scale", "how", "when", "source", "level"}
        | {"leads_to", "status"}
    ),
    "actions": frozenset({"hypothesis", "group", "sessions", "places", "status"}),
    "milestones": frozenset({"time", "status"}),
    "evaluation": frozenset({"interim", "final"}),
    "learning": frozenset({"learning", "decision"}),
}
"""Which of them stand in which section."""

TIMES = frozenset(map(plain, ("Tidspunkt", "Tid", "Hvornår", "Dato", "Time", "When", "Date")))
"""Headings of a column of times."""
WHAT = frozenset(map(plain, _said(words.WHAT)))
DATES = frozenset(map(plain, _said(words.DATE)))
EMPTY = frozenset(map(plain, (*_said(words.NOT_FILLED_IN), *_said(words.NONE_YET))))
"""What stands where nothing is."""

_STATES = frozenset(
    plain(text)
    for states in (
        status_words.SIGN_STATES,
        status_words.MILESTONE_STATES,
        status_words.ACTION_STATES,
        {"": log_words.NOT_SHOWN},
    )
    for one in states.values()
    for text in _said(one)
)
STATED_ON = re.compile(r"\d{1,2}\.? \w+ \d{4}\. ")
"""How the head says on which day a plan stands as it is told."""


def says_state(text: str) -> bool:
    """Whether a text says how something stands: "Forsinket. Den planlagte tid, …"."""
    return plain(text.partition(".")[0]) in _STATES


_HELD_BACK = "|".join(
    re.escape(text).replace(re.escape("{threshold}"), r"\d+")
    for note in (words.WHY_WITHHELD, words.WHY_SOME_ARE_WITHHELD, words.INTERNAL)
    for text in _said(note)
)
NOTES = re.compile(_HELD_BACK)
"""What has to be known before anything is read; it is no part of the plan."""
EXTENSION = re.compile("|".join(text.replace("{name}", ".+") for text in _said(words.EXTENSION)))
"""The heading over a municipality's own fields."""

_ACTION_WORDS = (
    *("prøvehandling", "prøvehandlingen", "trial action", "tiltag", "indsats", "handling"),
)
ACTION = re.compile(
    rf"(?:{'|'.join(_ACTION_WORDS)})\s*(?:nr\.?\s*)?(?P<number>\d{{1,2}})\s*(?:[:.–—-]\s*"
    r"(?P<title>.*))?",
    re.IGNORECASE | re.DOTALL,
)
"""The heading of a trial action: "Prøvehandling 2: Besøg"."""
MENTIONED = re.compile(
    rf"\b(?:{'|'.join(_ACTION_WORDS)})\s*(?:nr\.?\s*)?(?P<number>\d{{1,2}})\b", re.I
)
"""A trial action in the middle of a sentence: "Tegn på, at prøvehandling 1 virker"."""
NUMBERED = re.compile(r"(?P<word>.+?) (?P<number>\d{1,2}): (?P<title>.*)", re.DOTALL)
"""The heading of a trial action, whatever a municipality calls it."""


def language_of(texts: Iterable[str]) -> Language:
    """The language of a form, by its headings and guiding questions; Danish if they do not tell."""
    seen = set(map(plain, texts))
    known = (*words.HEADINGS.values(), *words.QUESTIONS.values(), words.NOT_FILLED_IN)
    found = {
        language: sum(plain(one.text(language)) in seen for one in known if one.da != one.en)
        for language in LANGUAGES
    }
    return "en" if found["en"] > found["da"] else "da"
