"""The milestones of a trial action in time, so that a coarse period looks coarse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import attrs

from malplan.messages import Language, Message, labels, listed
from malplan.messages import status as status_words
from malplan.model import Milestone, MilestoneKind, TrialAction
from malplan.numbering import numbers_of
from malplan.periods import Period
from malplan.presentation import View, heading
from malplan.status import MilestoneState, MilestoneStatus
from malplan_web.pictures import picture_words as words
from malplan_web.pictures.badges import Badge
from malplan_web.pictures.colors import Colors
from malplan_web.pictures.picture import Picture
from malplan_web.pictures.timeline_layout import NARROW, WIDE, Row, laid_out


def timeline(view: View, action: TrialAction, language: Language, colors: Colors) -> Picture | None:
    """The milestones of a trial action over the plan's year, and any other year they touch.

    Args:
        view: The plan, and how it stands where that is known.
        action: The trial action.
        language: The language of labels; content stays as it is.
        colors: The colours.

    Returns:
        The picture, with a narrow one for small screens; None if there are no milestones.
    """
    if not action.milestones:
        return None
    return _Timeline(view, action, language).picture(colors)


class _Timeline:
    """One timeline in one language."""

    def __init__(self, view: View, action: TrialAction, language: Language) -> None:
        self.view, self.action, self.language = view, action, language
        self.on = view.status.on if view.status is not None else view.on
        self._numbers = numbers_of(view.plan)
        known = view.status.milestones if view.status is not None else ()
        self._status = {one.id: one for one in known if one.action == action.id}
        self.rows = tuple(self._row(milestone) for milestone in action.milestones)

    def picture(self, colors: Colors) -> Picture:
        wide, narrow = (
            laid_out(self.rows, layout, self.view.plan.year, self.on, self.language)
            for layout in (WIDE, NARROW)
        )
        picture = Picture(
            name=f"tidslinje-{self.action.id}",
            spec=wide.spec(colors),
            width=wide.width,
            height=wide.height,
            title=self._title(),
            alt=self._alt(),
            header=tuple(self._header()),
            rows=tuple(tuple(self._cells(row)) for row in self.rows),
        )
        small = attrs.evolve(
            picture,
            name=f"smal-{picture.name}",
            spec=narrow.spec(colors),
            width=narrow.width,
            height=narrow.height,
        )
        return attrs.evolve(picture, narrow=small)

    def _say(self, message: Message, **values: object) -> str:
        return message.format(**values).text(self.language)

    def _day(self, day: date) -> str:
        return Period(day, day).in_words(self.language)

    # --- Rows -------------------------------------------------------------------------------------
    def _row(self, milestone: Milestone) -> Row:
        status = self._status.get(milestone.id)
        period = milestone.period
        first = None
        if status is not None:
            period = status.period or period
            first = status.first_period if status.first_period != status.period else None
        return Row(
            number=self._numbers[milestone.id],
            text=milestone.text,
            time="" if period is None else self._said(period),
            note=", ".join(self._notes(milestone)),
            state=None if status is None else status.state,
            badge=None if status is None else Badge.of(status, self.language),
            state_said="" if status is None else self._state(status),
            period=period if period is not None and period.scheduled else None,
            first=first,
            first_said=self._said(first) if first else "",
            day=None if status is None else status.on,
        )

    def _said(self, period: Period) -> str:
        return period.message.text(self.language)

    def _notes(self, milestone: Milestone) -> Iterator[str]:
        if milestone.kind is not MilestoneKind.STEP:
            yield self._say(labels.MILESTONE_KINDS[milestone.kind.value])
        if milestone.optional:
            yield self._say(labels.OPTIONAL)

    def _state(self, status: MilestoneStatus) -> str:
        state = Badge.of(status, self.language).text
        return state if status.on is None else f"{state} {self._day(status.on)}"

    # --- What says the same -----------------------------------------------------------------------
    def _title(self) -> str:
        milestones = heading(self.view.plan, "milestones", self.language)
        return f"{milestones} {self.view.plan.year}: {self.action.title}"

    def _alt(self) -> str:
        counted = words.COUNTED_ONE if len(self.rows) == 1 else words.COUNTED
        said = [self._say(counted, count=len(self.rows))]
        without = [row.number for row in self.rows if not row.is_placed]
        if without:
            said.append(self._say(words.WITHOUT_TIME, names=listed(without)))
        states = Counter(row.state for row in self.rows if row.state is not None)
        if states and self.on is not None:
            listing = listed(f"{self._say(name)} ({count})" for count, name in _named(states))
            said.append(self._say(words.STATES_ON, day=self._day(self.on), states=listing))
        return " ".join(said)

    def _header(self) -> Iterator[str]:
        yield self._say(words.NUMBER)
        yield heading(self.view.plan, "milestone", self.language)
        yield self._say(labels.TIME)
        if self._has_first:
            yield self._say(words.FIRST_PLANNED)
        if self._status:
            yield self._say(labels.STATUS)

    def _cells(self, row: Row) -> Iterator[str]:
        yield row.number
        yield row.text
        time = row.time or self._say(labels.NO_TIME)
        yield f"{time} – {row.note}" if row.note else time
        if self._has_first:
            yield row.first_said
        if self._status:
            yield row.state_said

    @property
    def _has_first(self) -> bool:
        return any(row.first for row in self.rows)


def _named(states: Counter[MilestoneState]) -> Iterator[tuple[int, Message]]:
    """How many milestones stand how, in the order of the states."""
    for state in MilestoneState:
        if states[state]:
            yield states[state], status_words.MILESTONE_STATES[state.value]
