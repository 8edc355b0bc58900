"""What a page shows of a trial action: its signs, its milestones, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import attrs

from malplan import (
    ActionStatus,
    DecisionMade,
    Language,
    Learning,
    Message,
    Milestone,
    Observation,
    Period,
    Qualitative,
    Sign,
    SignStatus,
    TrialAction,
    View,
)
from malplan.blocks import Block, Fact, Item, Items, Section, Timeline, TimelineRow
from malplan.messages import labels
from malplan.messages import log as log_words
from malplan.messages import status as status_words
from malplan.numbering import numbers_of
from malplan.presentation import heading
from malplan.standing import Part, Told, parts_of_status
from malplan_web import words
from malplan_web.pictures import Colors, Picture, sign_chart, timeline
from malplan_web.states import Mark, mark_of, sentence

Source = Callable[[Picture], str]
"""Gives the address of a picture: a file beside the page, or the picture itself as ``data:``."""


# --- What is shown --------------------------------------------------------------------------------
@attrs.frozen
class Shown:
    """A picture where it can be seen; ``narrow`` is the address of that for a small screen."""

    picture: Picture
    source: str
    narrow: str

    @classmethod
    def of(cls, picture: Picture | None, source: Source) -> Shown | None:
        """Show a picture, if there is one."""
        if picture is None:
            return None
        return cls(picture, source(picture), source(picture.narrow) if picture.narrow else "")


@attrs.frozen
class Stated:
    """How something stands, and why."""

    mark: Mark
    because: str


@attrs.frozen
class Step:
    """A step of a scale, and what stands there: the baseline, the target, the sign itself."""

    name: str
    criterion: str
    notes: tuple[str, ...]
    is_now: bool


@attrs.frozen
class Entry:
    """Something that was said on a day, with what belongs to it."""

    day: str
    label: str
    text: str
    facts: tuple[Fact, ...] = ()


@attrs.frozen
class SignPart:
    """A sign, and what was seen of it."""

    id: str
    item: Item
    stated: Stated | None
    chart: Shown | None
    scale: tuple[Step, ...]
    evidence: tuple[Entry, ...]


@attrs.frozen
class MilestonePart:
    """A milestone, and how it stands."""

    id: str
    row: TimelineRow
    stated: Stated | None


@attrs.frozen
class ActionPart:
    """A trial action.

    Attributes:
        id: Its id.
        title: Its heading.
        stated: How it stands.
        blocks: What it is.
        signs_heading: The heading of its signs, with its question.
        signs: Its signs.
        milestones_heading: The heading of its milestones, with its question.
        milestones: Its milestones.
        milestone_word: What one is called.
        timeline: Its milestones in time.
        evaluations: What was evaluated, each with the signs as they stood.
        learnings: What was learned.
        decision: What was decided, and why.
    """

    id: str
    title: str
    stated: Stated | None
    blocks: tuple[Block, ...]
    signs_heading: Section
    signs: tuple[SignPart, ...]
    milestones_heading: Section
    milestones: tuple[MilestonePart, ...]
    milestone_word: str
    timeline: Shown | None
    evaluations: tuple[Entry, ...]
    learnings: tuple[Entry, ...]
    decision: Entry | None


# --- How it comes about ---------------------------------------------------------------------------
class ActionParts:
    """Makes the parts of trial actions.

    Args:
        view: The plan.
        language: The language of labels.
        colors: The colours of the pictures.
        source: Gives the address of a picture.
    """

    def __init__(self, view: View, language: Language, colors: Colors, source: Source) -> None:
        self._view, self._language = view, language
        self._colors, self._source = colors, source
        status = view.status
        self._parts: dict[str, Part] = {}
        self._told: Told | None = None
        if status is not None:
            self._parts = {part.id: part for part in parts_of_status(status)}
            sign = heading(view.plan, "sign", language)
            self._told = Told(status, numbers_of(view.plan), sign, language)

    def stated(self, id: str) -> Stated | None:
        """How the sign, milestone or trial action of an id stands; None where nobody knows."""
        part = self._parts.get(id)
        if part is None:
            return None
        return Stated(mark_of(part, self._language), part.because.text(self._language))

    def action(self, action: TrialAction, section: Section) -> ActionPart:
        """A trial action; ``section`` is what malplan says of it without its status."""
        signs, milestones = section.sections
        status = self._parts.get(action.id)
        came = status if isinstance(status, ActionStatus) else None
        return ActionPart(
            id=action.id,
            title=section.title,
            stated=self.stated(action.id),
            blocks=section.blocks,
            signs_heading=signs,
            signs=tuple(map(self._sign, action.signs, _items(signs))),
            milestones_heading=milestones,
            milestones=tuple(map(self._milestone, action.milestones, _rows(milestones))),
            milestone_word=heading(self._view.plan, "milestone", self._language),
            timeline=self._shown(timeline(self._view, action, self._language, self._colors)),
            evaluations=tuple(self._evaluations(action.id, section.title)),
            learnings=() if came is None else tuple(self._learnings(came)),
            decision=None if came is None else self._decision(came),
        )

    def _shown(self, picture: Picture | None) -> Shown | None:
        return Shown.of(picture, self._source)

    # --- Signs ------------------------------------------------------------------------------------
    def _sign(self, sign: Sign, item: Item) -> SignPart:
        stated = self.stated(sign.id)
        scale: tuple[Step, ...] = ()
        if isinstance(sign.measure, Qualitative):
            scale = tuple(self._scale(sign.id, sign.measure))
            item = self._without(item, labels.SCALE)  # the list of steps says it
        elif sign.measure is None and stated:
            item = self._without(item, labels.MEASURE)  # the reason says it
        return SignPart(
            id=sign.id,
            item=item,
            stated=stated,
            chart=self._shown(sign_chart(self._view, sign, self._language, self._colors)),
            scale=scale,
            evidence=tuple(self._evidence(sign)),
        )

    def _without(self, item: Item, label: Message) -> Item:
        said = self._say(label)
        return attrs.evolve(item, facts=tuple(fact for fact in item.facts if fact.label != said))

    def _scale(self, id: str, measure: Qualitative) -> Iterator[Step]:
        part = self._parts.get(id)
        figure = part.figure if isinstance(part, SignStatus) else None
        for step in measure.scale:
            is_now = figure is not None and figure.step == step.id
            notes = []
            if step.id == measure.baseline:
                notes.append(self._say(labels.BASELINE))
            if any(target.step == step.id for target in measure.targets):
                notes.append(self._say(labels.TARGET_STEP))
            if figure is not None and is_now:
                notes.append(self._say(words.NOW.format(day=self._day(figure.on))))
            yield Step(step.name, step.criterion or "", tuple(notes), is_now)

    def _evidence(self, sign: Sign) -> Iterator[Entry]:
        """What shows on which step a sign was, the latest last."""
        if not isinstance(sign.measure, Qualitative):
            return
        names = {step.id: step.name for step in sign.measure.scale}
        for figure in self._view.series.get(sign.id, ()):
            what = figure.latest.what if figure.latest else None
            if isinstance(what, Observation) and what.evidence:
                name = names.get(figure.step or "", "")
                yield Entry(self._day(figure.on), name, what.evidence)

    # --- Milestones -------------------------------------------------------------------------------
    def _milestone(self, milestone: Milestone, row: TimelineRow) -> MilestonePart:
        return MilestonePart(milestone.id, self._moved(milestone, row), self.stated(milestone.id))

    def _moved(self, milestone: Milestone, row: TimelineRow) -> TimelineRow:
        """The row with the time that counts now, and that of the plan beside it."""
        status = self._view.status
        found = [one for one in status.milestones if one.id == milestone.id] if status else []
        period = found[0].period if found else milestone.period
        if period is None or period == milestone.period:
            return row
        first = words.FIRST_PLANNED.format(period=row.time).text(self._language)
        notes = (first, *row.notes) if milestone.period else row.notes
        return attrs.evolve(row, time=period.message.text(self._language), notes=notes)

    # --- What came of it --------------------------------------------------------------------------
    def _evaluations(self, id: str, title: str) -> Iterator[Entry]:
        told = () if self._told is None else self._told.evaluations(id, title)
        for items in told:
            for item in items.items:
                stage, *signs = item.facts
                yield Entry(stage.text, stage.label, item.text, tuple(signs))

    def _learnings(self, status: ActionStatus) -> Iterator[Entry]:
        for record in status.learnings:
            if isinstance(record.what, Learning):
                label = self._say(log_words.KINDS["learning"])
                yield Entry(self._day(record.on), label, record.what.text)

    def _decision(self, status: ActionStatus) -> Entry | None:
        record = status.decision
        if record is None or not isinstance(record.what, DecisionMade):
            return None
        name = self._say(status_words.DECISIONS[record.what.decision.value])
        return Entry(self._day(record.on), sentence(name), record.what.because)

    def _say(self, message: Message) -> str:
        return message.text(self._language)

    def _day(self, day: date) -> str:
        return Period(day, day).in_words(self._language)


def _items(section: Section) -> tuple[Item, ...]:
    return next((block.items for block in section.blocks if isinstance(block, Items)), ())


def _rows(section: Section) -> tuple[TimelineRow, ...]:
    return next((block.rows for block in section.blocks if isinstance(block, Timeline)), ())
