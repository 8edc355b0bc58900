"""How a plan stands, in words: what outputs for people say of a status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from malplan.blocks import Fact, Item, Items
from malplan.formats import figure as number
from malplan.measures import Qualitative, Quantitative
from malplan.messages import Language, Message, quoted
from malplan.messages import log as log_words
from malplan.messages import status as status_words
from malplan.model import Sign
from malplan.periods import Period
from malplan.records import (
    DecisionMade,
    Evaluation,
    Learning,
    Record,
    SignAsItStood,
)
from malplan.status import ActionStatus, MilestoneStatus, SignStatus, Status
from malplan.status.publishing import WITHHELD

STATES: Mapping[type, Mapping[str, Message]] = {
    SignStatus: status_words.SIGN_STATES,
    MilestoneStatus: status_words.MILESTONE_STATES,
    ActionStatus: status_words.ACTION_STATES,
}
"""What the states of signs, milestones and trial actions are called."""

Part = SignStatus | MilestoneStatus | ActionStatus


def parts_of_status(status: Status) -> tuple[Part, ...]:
    """All that has a state: signs, milestones and trial actions."""
    return (*status.signs, *status.milestones, *status.actions)


def state_of(part: Part) -> Message:
    """What the state of a part is called; of one that must not be shown, that it is not."""
    if part.reasons and part.reasons[0].rule == WITHHELD:
        return log_words.NOT_SHOWN
    return STATES[type(part)][part.state.value]


def stated(part: Part, language: Language) -> str:
    """The state of a part, and why: "Forsinket. Den planlagte tid, …"."""
    state = state_of(part).text(language)
    return f"{state[:1].upper()}{state[1:]}. {part.because.text(language)}"


def freshness(status: Status) -> Message:
    """How long ago anything was recorded."""
    match status.freshness_days:
        case None:
            return _never(status)
        case 0:
            return log_words.FRESH_TODAY
        case 1:
            return log_words.FRESH_ONE
        case days:
            return log_words.FRESH.format(days=days)


def _never(status: Status) -> Message:
    """What to say where nothing had been recorded by the end of the day."""
    if any(one.records for one in parts_of_status(status)):
        return log_words.ALL_LATER
    return log_words.NEVER if status.known_at is None else log_words.NOT_BY_THEN


# --- What was evaluated and learned ---------------------------------------------------------------
class Told:
    """Says what was evaluated, learned and decided.

    Args:
        status: The status.
        numbers: What people call the signs: "1.2".
        sign: What one sign is called: "Tegn".
        language: The language of labels.
    """

    def __init__(
        self, status: Status, numbers: Mapping[str, str], sign: str, language: Language
    ) -> None:
        self._actions = {one.id: one for one in status.actions}
        self._signs = {one.id: one.sign for one in status.signs}
        self._numbers, self._sign, self._language = numbers, sign, language

    def evaluations(self, action: str, title: str) -> Iterator[Items]:
        """The evaluations of a trial action, each with its signs as they stood."""
        status = self._actions.get(action)
        if status is not None and status.evaluations:
            yield Items(tuple(map(self._evaluation, status.evaluations)), title)

    def learnings(self, action: str, title: str) -> Iterator[Items]:
        """What was learned from a trial action, and what was decided."""
        status = self._actions.get(action)
        if status is None:
            return
        decided = () if status.decision is None else (status.decision,)
        told = (*status.learnings, *decided)
        if told:
            yield Items(tuple(map(self._learning, told)), title)

    def _evaluation(self, record: Record) -> Item:
        what = record.what
        assert isinstance(what, Evaluation)  # noqa: S101 - a status has no others there
        stage = self._say(log_words.STAGES[what.stage.value])
        facts = [Fact(stage, self._day(record))]
        facts += [Fact(self._name(one), self._stood(one)) for one in what.signs]
        return Item(what.text, facts=tuple(facts))

    def _learning(self, record: Record) -> Item:
        what = record.what
        match what:
            case DecisionMade():
                decision = self._say(status_words.DECISIONS[what.decision.value])
                text = f"{decision} ({self._day(record)})"
                return Item(
                    what.because, facts=(Fact(self._say(log_words.KINDS["decision"]), text),)
                )
            case _:
                assert isinstance(what, Learning)  # noqa: S101 - a status has no others there
                fact = Fact(self._say(log_words.KINDS["learning"]), self._day(record))
                return Item(what.text, facts=(fact,))

    def _say(self, message: Message) -> str:
        return message.text(self._language)

    def _day(self, record: Record) -> str:
        return Period(record.on, record.on).in_words(self._language)

    def _name(self, stood: SignAsItStood) -> str:
        return f"{self._sign} {self._numbers.get(stood.sign, stood.sign)}"

    def _stood(self, stood: SignAsItStood) -> str:
        state = self._say(status_words.SIGN_STATES[stood.state.value])
        figure = _figure_of(stood, self._signs.get(stood.sign))
        return state if figure is None else f"{state} ({self._say(figure)})"


def _figure_of(stood: SignAsItStood, sign: Sign | None) -> Message | None:
    """The figure of a sign as it stood; None where there is none."""
    measure: Any = None if sign is None else sign.measure
    if stood.step is not None:
        steps = measure.scale if isinstance(measure, Qualitative) else ()
        names = {one.id: one.name for one in steps}
        return quoted(names.get(stood.step, stood.step))
    if stood.value is None:
        return None
    if stood.of is not None:
        return log_words.OF.format(value=number(stood.value), of=number(stood.of))
    unit = measure.unit if isinstance(measure, Quantitative) else ""
    return Message(
        da=f"{number(stood.value).da} {unit}".strip(),
        en=f"{number(stood.value).en} {unit}".strip(),
    )
