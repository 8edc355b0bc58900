"""What of a plan stands in its calendar, and in which words; how it is written is elsewhere."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

from attrs import frozen

from malplan.measures import Measure, Qualitative, StepTarget, Target
from malplan.messages import Language, Message, labels, listed, log
from malplan.messages import status as status_words
from malplan.model import Milestone, MilestoneKind, Sign, TrialAction
from malplan.numbering import numbers_of
from malplan.periods import Period
from malplan.presentation import View, heading
from malplan.reasons import because, target_said
from malplan.records import SignState
from malplan.status import MilestoneState, MilestoneStatus, SignStatus, TargetStatus
from malplan.status.publishing import WITHHELD
from malplan.status.rules import EVALUATIONS, scheduled
from malplan_ical import words

_SHORT = 80
"""The most characters of a text in the name of an event; the whole text is in its description."""


EventStatus = Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]
"""What an event may say of itself (RFC 5545, 3.8.1.11)."""


@frozen
class Entry:
    """What one event tells.

    Attributes:
        part: What it is about, unique in the plan and the same as long as the plan has it.
        name: What it is called; first whether it is reached, dropped, late or missed.
        category: What kind of event it is.
        period: Its time; at least one of its ends is known.
        paragraphs: All there is to say.
        status: Tentative, if it happens only if possible; cancelled, if it was dropped.
        reminds: Whether somebody is reminded of it: it has a last day, and its name tells no state.
    """

    part: str
    name: str
    category: str
    period: Period
    paragraphs: tuple[str, ...]
    status: EventStatus
    reminds: bool

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day; of a time that is open at one end, the day that is known."""
        first = self.period.start or self.period.end
        last = self.period.end or self.period.start
        assert first is not None and last is not None  # noqa: S101, PT018 - it is scheduled
        return first, last


_TOLD = frozenset(
    (
        MilestoneState.DONE,
        MilestoneState.DROPPED,
        MilestoneState.LATE,
        SignState.MET,
        SignState.MISSED,
    )
)
"""The states that the name of an event tells, so that they are seen without opening it."""


class Entries:
    """The entries of a plan's calendar.

    Args:
        view: The plan, and how it stands. Texts are taken from ``view.plan``, out of which CPR
            numbers are taken.
        language: The language of labels.
    """

    def __init__(self, view: View, language: Language) -> None:
        self._view, self._plan, self._language = view, view.plan, language
        self._numbers = numbers_of(view.plan)
        status = view.status
        self._milestones: Mapping[str, MilestoneStatus] = (
            {} if status is None else {one.id: one for one in status.milestones}
        )
        self._signs: Mapping[str, SignStatus] = (
            {} if status is None else {one.id: one for one in status.signs}
        )

    def __iter__(self) -> Iterator[Entry]:
        """The entries in the order of the plan."""
        for index, action in enumerate(self._plan.actions, 1):
            title = f"{self._word('action')} {index}: {action.title}"
            yield from self._of_milestones(action, title)
            for sign in action.signs:
                yield from self._of_sign(sign, title)

    @property
    def left_out(self) -> str:
        """Which milestones are still to get a time and are in no calendar; empty if none is."""
        ended = {one.id for one in self._milestones.values() if one.on is not None}
        numbers = [
            self._numbers[one.id]
            for action in self._plan.actions
            for one in action.milestones
            if self._time_of(one) is None and one.id not in ended
        ]
        if not numbers:
            return ""
        word = self._word("milestone", in_a_sentence=True)
        return self._say(words.LEFT_OUT, milestone=word, numbers=listed(numbers))

    # --- Milestones -------------------------------------------------------------------------------
    def _standing_of(self, milestone: Milestone) -> MilestoneStatus | None:
        """How it stands; not by a time that the plan has been changed from since."""
        stands = self._milestones.get(milestone.id)
        if stands is None or stands.on is not None:  # what is reached or dropped stays so
            return stands
        return stands if stands.milestone.period == milestone.period else None

    def _time_of(self, milestone: Milestone) -> Period | None:
        """Its time, after moves."""
        stands = self._standing_of(milestone)
        moved = None if stands is None else stands.period
        return moved or scheduled(milestone.period)

    def _of_milestones(self, action: TrialAction, title: str) -> Iterator[Entry]:
        for milestone in action.milestones:
            period = self._time_of(milestone)
            if period is not None:
                yield self._of_milestone(milestone, period, title)

    def _of_milestone(self, milestone: Milestone, period: Period, title: str) -> Entry:
        stands = self._standing_of(milestone)
        is_evaluation = milestone.kind in EVALUATIONS
        called = f"{self._word('milestone')} {self._numbers[milestone.id]}"
        if milestone.kind is not MilestoneKind.STEP:
            called += f", {self._say(labels.MILESTONE_KINDS[milestone.kind.value])}"
        facts = [title, self._fact(labels.TIME, period.message)]
        if stands is not None and _is_told(stands):
            facts.append(self._status(status_words.MILESTONE_STATES, stands))
        elif stands is not None and len(stands.reasons) > 1:
            facts.append(self._fact(labels.STATUS, because(stands.reasons[1:])))
        elif stands is None and milestone.optional:
            facts.append(self._sentence(self._say(labels.OPTIONAL)))
        question = labels.QUESTIONS["evaluation"] if is_evaluation else None
        return Entry(
            part=f"milestone.{milestone.id}",
            name=self._name(called, milestone.text, status_words.MILESTONE_STATES, stands),
            category=self._word("evaluation" if is_evaluation else "milestone"),
            period=period,
            paragraphs=self._paragraphs(milestone.text, facts, question),
            status=_status_of(milestone, stands),
            reminds=period.end is not None and not _is_told(stands),
        )

    # --- Signs ------------------------------------------------------------------------------------
    def _of_sign(self, sign: Sign, title: str) -> Iterator[Entry]:
        """The due dates of its targets; without a target, when it is measured."""
        measure = sign.measure
        if measure is None:
            return
        targets: tuple[Target | StepTarget, ...] = measure.targets
        for index, target in enumerate(targets, 1):
            due = scheduled(target.due) or scheduled(sign.when)
            if due is not None:
                part = f"target.{sign.id}.{index}"
                yield self._of_target(part, sign, measure, target, due, title)
        when = scheduled(sign.when)
        if not targets and when is not None:
            yield self._of_target(f"sign.{sign.id}", sign, measure, None, when, title)

    def _of_target(
        self,
        part: str,
        sign: Sign,
        measure: Measure,
        target: Target | StepTarget | None,
        due: Period,
        title: str,
    ) -> Entry:
        stands = self._against(sign, target)
        word = self._word("sign", in_a_sentence=True)
        called = self._say(words.DUE, sign=f"{word} {self._numbers[sign.id]}")
        facts = [title]
        if target is not None:
            is_step = isinstance(measure, Qualitative)
            label = labels.TARGET_STEP if is_step else labels.TARGET
            facts.append(self._fact(label, target_said(measure, target).message))
        facts.append(self._fact(labels.TIME, due.message))
        if stands is not None:
            facts.append(self._status(status_words.SIGN_STATES, stands))
        return Entry(
            part=part,
            name=self._name(called, sign.text, status_words.SIGN_STATES, stands),
            category=self._say(words.DUE, sign=word),
            period=due,
            paragraphs=self._paragraphs(sign.text, facts, labels.QUESTIONS["signs"]),
            status="CONFIRMED",
            reminds=due.end is not None and not _is_told(stands),
        )

    def _against(self, sign: Sign, target: Target | StepTarget | None) -> TargetStatus | None:
        """How a sign stands against a target; None where that is not known."""
        stands = self._signs.get(sign.id)
        if stands is None:
            return None
        judged = stands.targets or (stands.judged,)
        return next((one for one in judged if one.target == target), None)

    # --- Words ------------------------------------------------------------------------------------
    def _say(self, message: Message, **values: object) -> str:
        return message.format(**values).text(self._language)

    def _word(self, name: str, *, in_a_sentence: bool = False) -> str:
        """What the municipality calls something; in a sentence "tegn", but "KPI"."""
        word = heading(self._plan, name, self._language)
        return word[:1].lower() + word[1:] if in_a_sentence and word[1:].islower() else word

    def _fact(self, label: Message, text: Message) -> str:
        return f"{label.text(self._language)}: {text.text(self._language)}"

    def _name(
        self,
        called: str,
        text: str,
        states: Mapping[str, Message],
        stands: MilestoneStatus | TargetStatus | None,
    ) -> str:
        name = f"{called} – {textwrap.shorten(text, _SHORT, placeholder=' …')}"
        if stands is None or not _is_told(stands):
            return name
        state = states[stands.state.value].text(self._language)
        return f"{state[:1].upper()}{state[1:]}: {name}"

    def _status(self, states: Mapping[str, Message], stands: MilestoneStatus | TargetStatus) -> str:
        """How something stands, and why; of what must not be shown, that it is not."""
        is_withheld = bool(stands.reasons) and stands.reasons[0].rule == WITHHELD
        state = log.NOT_SHOWN if is_withheld else states[stands.state.value]
        told = self._sentence(state.text(self._language))
        return f"{self._say(labels.STATUS)}: {told} {stands.because.text(self._language)}"

    def _sentence(self, text: str) -> str:
        return f"{text[:1].upper()}{text[1:]}."

    def _paragraphs(self, text: str, facts: list[str], question: Message | None) -> tuple[str, ...]:
        notice = labels.INTERNAL.text(self._language) if self._view.internal else ""
        asked = question.text(self._language) if question is not None else ""
        return tuple(filter(None, (notice, text, "\n".join(facts), asked)))


def _is_told(stands: MilestoneStatus | TargetStatus | None) -> bool:
    return stands is not None and stands.state in _TOLD


def _status_of(milestone: Milestone, stands: MilestoneStatus | None) -> EventStatus:
    state = None if stands is None else stands.state
    if state is MilestoneState.DROPPED:
        return "CANCELLED"
    is_open = state is not MilestoneState.DONE
    return "TENTATIVE" if milestone.optional and is_open else "CONFIRMED"
