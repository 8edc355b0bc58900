"""What the tables share: what parts of a plan are called, how they stand, and their times."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from malplan.data_sources import DataSource
from malplan.figures import Figure, Progress, decimal_of
from malplan.measures import (
    Combine,
    Measure,
    Qualitative,
    Quantitative,
    StepTarget,
    Target,
)
from malplan.messages import Language, Message, labels
from malplan.messages import log as log_words
from malplan.messages import status as status_words
from malplan.model import Milestone, Sign, TrialAction
from malplan.numbering import numbers_of
from malplan.periods import Period
from malplan.presentation import View, heading
from malplan.reasons import Reason, target_said
from malplan.records import DecisionMade
from malplan.standing import Part, state_of
from malplan.status import ActionStatus, MilestoneStatus, SignStatus, TargetStatus
from malplan.status.publishing import WITHHELD
from malplan_tables.outputs import messages as words
from malplan_tables.outputs.cells import Cell, Column

_SHARE_PLACES = 2
"""As in the sentences of malplan: what is divided has at most two decimals."""


class Parts:
    """The parts of a plan, as the rows of tables say them.

    Args:
        view: The plan and how it stands.
        language: The language of labels.
    """

    def __init__(self, view: View, language: Language) -> None:
        self.view, self.plan, self.language = view, view.plan, language
        self.numbers = numbers_of(view.plan)
        status = view.status
        self.signs: Mapping[str, SignStatus] = {}
        self.milestones: Mapping[str, MilestoneStatus] = {}
        self.actions: Mapping[str, ActionStatus] = {}
        if status is not None:
            self.signs = {one.id: one for one in status.signs}
            self.milestones = {one.id: one for one in status.milestones}
            self.actions = {one.id: one for one in status.actions}

    # --- Words ------------------------------------------------------------------------------------
    def say(self, message: Message, **values: object) -> str:
        """A label in the language of the reader."""
        return message.format(**values).text(self.language)

    def heading(self, name: str) -> str:
        """What the municipality calls something."""
        return heading(self.plan, name, self.language)

    def column(self, title: Message, width: int) -> Column:
        """A column under a heading of the tables."""
        return Column(self.say(title), width)

    def numbered(self, kind: str, id: str) -> str:
        """What a sign or a milestone is called: "Tegn 1.2".

        A number alone would be a day for Excel: 1.2 is the first of February.
        """
        return f"{self.heading(kind)} {self.numbers.get(id, id)}"

    def all_numbered(self, kind: str, ids: tuple[str, ...]) -> str:
        """What some signs or milestones are called."""
        return ", ".join(self.numbered(kind, id) for id in ids)

    def action_number(self, index: int) -> str:
        """What a trial action is called: "Prøvehandling 1"."""
        return f"{self.heading('action')} {index}"

    def each_action(self) -> Iterator[tuple[str, TrialAction]]:
        """The trial actions, each with its number and title."""
        for index, action in enumerate(self.plan.actions, 1):
            yield f"{self.action_number(index)}: {action.title}", action

    def each_sign(self) -> Iterator[tuple[str, Sign]]:
        """The signs, each with the number and title of its trial action."""
        for title, action in self.each_action():
            for sign in action.signs:
                yield title, sign

    def each_milestone(self) -> Iterator[tuple[str, Milestone]]:
        """The milestones, each with the number and title of its trial action."""
        for title, action in self.each_action():
            for milestone in action.milestones:
                yield title, milestone

    # --- How it stands ----------------------------------------------------------------------------
    @property
    def standing_columns(self) -> tuple[Column, Column]:
        """The columns of :meth:`standing`."""
        return (
            Column(self.say(labels.STATUS), 18, is_state=True),
            Column(self.say(log_words.BECAUSE), 60),
        )

    def standing(self, part: Part | None) -> tuple[Cell, Cell]:
        """How a part stands, and why."""
        if part is None:
            return None, None
        return self._sentence(state_of(part)), part.because.text(self.language)

    def target_standing(self, target: TargetStatus | None) -> tuple[Cell, Cell]:
        """How a sign stands against a target, and why."""
        if target is None:
            return None, None
        hidden = bool(target.reasons) and target.reasons[0].rule == WITHHELD
        state = labels.WITHHELD if hidden else status_words.SIGN_STATES[target.state.value]
        return self._sentence(state), target.because.text(self.language)

    def decision(self, what: DecisionMade) -> str:
        """What was decided: "tilpasses"."""
        return self.say(status_words.DECISIONS[what.decision.value])

    def _sentence(self, message: Message) -> str:
        text = message.text(self.language)
        return text[:1].upper() + text[1:]

    # --- Figures ----------------------------------------------------------------------------------
    @property
    def not_shown(self) -> str:
        """What stands where a figure is held back."""
        return self.say(labels.WITHHELD)

    @property
    def result_columns(self) -> tuple[Column, ...]:
        """The columns of :meth:`result`."""
        return (
            self.column(words.RESULT, 14),
            self.column(words.UNIT, 14),
            self.column(words.NUMERATOR, 11),
            self.column(words.DENOMINATOR, 11),
        )

    def result(
        self, measure: Measure | None, figure: Figure | None, reasons: tuple[Reason, ...] = ()
    ) -> tuple[Cell, Cell, Cell, Cell]:
        """A figure: its number or step, its unit, its numerator and its denominator.

        Args:
            measure: The measure of the sign, as the figure was computed by it.
            figure: The figure; None if there is none, or if it is held back.
            reasons: The reasons of the status, which say that it is held back.
        """
        unit = measure.unit if isinstance(measure, Quantitative) else None
        if figure is None or measure is None:
            hidden = any(held == status_words.WITHHELD for one in reasons for _, held in one.seen)
            return (self.not_shown if hidden else None), unit, None, None
        if isinstance(measure, Qualitative):
            return _step_name(measure, figure.step), None, None, None
        number = figure.number
        if measure.combine is Combine.RATIO and figure.value is not None:
            number = decimal_of(figure.value, _SHARE_PLACES)
        return number, unit, figure.numerator, figure.denominator

    def progress(self, progress: Progress | None) -> Cell:
        """How much of the way is behind, in per cent."""
        return None if progress is None else decimal_of(progress.raw * 100, 0)

    def baseline(self, measure: Measure | None) -> Cell:
        """Where a sign stood before: a number, a step, or that it is not shown."""
        if isinstance(measure, Qualitative):
            return _step_name(measure, measure.baseline)
        if not isinstance(measure, Quantitative) or measure.baseline is None:
            return None
        return self.number(measure.baseline.value)

    def number(self, value: Decimal | None) -> Cell:
        """A number that is given or held back."""
        return self.not_shown if value is None else value

    def target(self, measure: Measure | None, target: Target | StepTarget | None) -> Cell:
        """A target in words."""
        if measure is None or target is None:
            return None
        return target_said(measure, target).message.text(self.language)

    def source(self, source: DataSource | None) -> Cell:
        """Where data come from, as people say it."""
        return None if source is None else source.shown

    def computation(self, measure: Measure | None) -> Cell:
        """How the observations of a sign make one figure."""
        if not isinstance(measure, Quantitative):
            return None
        return self.say(labels.COMBINED[measure.combine.value])

    def step(self, measure: Measure | None, step: str | None) -> str | None:
        """What a step on the scale of a sign is called."""
        return _step_name(measure, step) if isinstance(measure, Qualitative) else step

    # --- Times ------------------------------------------------------------------------------------
    def time_columns(self, time: Message, start: Message, end: Message) -> tuple[Column, ...]:
        """The columns of :meth:`time`."""
        return self.column(time, 24), self.column(start, 12), self.column(end, 12)

    def time(self, period: Period | None) -> tuple[Cell, Cell, Cell]:
        """A time in words, its first day and its last day."""
        if period is None:
            return None, None, None
        return period.message.text(self.language), period.start, period.end

    def milestone_time(self, milestone: Milestone) -> Period | None:
        """The time of a milestone, after moves.

        A status that is judged by another version of the plan does not say the time of this one,
        unless the milestone was reached or dropped.
        """
        stands = self.milestones.get(milestone.id)
        if stands is None:
            return milestone.period
        is_of_this = stands.on is not None or stands.milestone.period == milestone.period
        return stands.period if is_of_this else milestone.period


def _step_name(measure: Qualitative, step: str | None) -> str | None:
    return next((one.name for one in measure.scale if one.id == step), step)
