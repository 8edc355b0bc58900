"""The chain of change: from the trial actions over their signs to the goals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import attrs

from malplan.messages import Language, Message, labels, listed
from malplan.model import Goal, Level, Sign, TrialAction
from malplan.numbering import numbers_of
from malplan.periods import Period
from malplan.presentation import View, heading
from malplan.standing import Part, state_of
from malplan_web.pictures import picture_words as words
from malplan_web.pictures.badges import Badge
from malplan_web.pictures.chain_layout import Box, Column, Group, in_a_list, in_columns
from malplan_web.pictures.colors import Colors
from malplan_web.pictures.picture import Picture

Link = tuple[str, str]


def chain(view: View, language: Language, colors: Colors) -> Picture | None:
    """The chain of change of a plan: what each trial action, sign and goal should lead to.

    A trial action leads to those of its signs to which no other of its signs leads.

    Args:
        view: The plan, and how it stands where that is known.
        language: The language of labels; content stays as it is.
        colors: The colours.

    Returns:
        The picture, with a narrow one for small screens; None if the plan has no signs.
    """
    return _Chain(view, language).picture(colors) if view.plan.signs else None


class _Chain:
    """The chain of one plan in one language."""

    def __init__(self, view: View, language: Language) -> None:
        self.view, self.plan, self.language = view, view.plan, language
        self.numbers = numbers_of(view.plan)
        status = view.status
        self.parts: dict[str, Part] = (
            {}
            if status is None
            else {one.id: one for part in (status.signs, status.actions) for one in part}
        )
        self.goals = {goal.id for goal in view.plan.goals}
        self.links = tuple(self._links())

    def picture(self, colors: Colors) -> Picture:
        columns = tuple(self._columns())
        wide, narrow = in_columns(columns, self.links), in_a_list(columns)
        boxes = [box for column in columns for group in column for box in group.boxes]
        picture = Picture(
            name="forandringskaede",
            spec=wide.spec(colors),
            width=wide.width,
            height=wide.height,
            title=self._say(words.CHAIN),
            alt=" ".join(self._alt()),
            header=tuple(self._header()),
            rows=tuple(tuple(self._cells(box)) for box in boxes),
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

    def _heading(self, name: str) -> str:
        return heading(self.plan, name, self.language)

    # --- Links ------------------------------------------------------------------------------------
    def _links(self) -> Iterator[Link]:
        for action in self.plan.actions:
            led_to = {id for sign in action.signs for id in sign.leads_to}
            for sign in action.signs:
                if sign.id not in led_to:
                    yield action.id, sign.id
        for sign in self.plan.signs:
            yield from ((sign.id, id) for id in sign.leads_to)
        for goal in self.plan.goals:
            yield from ((goal.id, id) for id in goal.leads_to)

    def _leads_to(self, id: str) -> str:
        """What a part leads to, in words: "tegn 1.2 og 1.3, mål 2"."""
        ends = [end for start, end in self.links if start == id]
        goals = [self.numbers[end] for end in ends if end in self.goals]
        signs = [self.numbers[end] for end in ends if end not in self.goals]
        return ", ".join((*self._listed("sign", signs), *self._listed("goal", goals)))

    def _listed(self, name: str, numbers: Sequence[str]) -> Iterator[str]:
        if numbers:
            word = self._in_a_sentence(name if len(numbers) == 1 else f"{name}s")
            yield f"{word} {listed(numbers).text(self.language)}"

    def _in_a_sentence(self, name: str) -> str:
        """A heading that does not begin a sentence: "tegn", but "KPI"."""
        word = self._heading(name)
        return word[:1].lower() + word[1:] if word[1:].islower() else word

    def _name(self, id: str) -> str:
        """What a sign or a goal is called: "Tegn 1.2"."""
        return f"{self._heading('goal' if id in self.goals else 'sign')} {self.numbers[id]}"

    # --- Boxes ------------------------------------------------------------------------------------
    def _columns(self) -> Iterator[Column]:
        actions = [self._action(at, one) for at, one in enumerate(self.plan.actions, 1)]
        yield [Group(self._heading("actions"), actions)]
        signs: dict[Level | None, list[Box]] = {}
        for sign in self.plan.signs:
            signs.setdefault(sign.level, []).append(self._sign(sign))
        by_level = [self._level(level, signs.get(level)) for level in Level]
        columns = [[group] for group in by_level if group is not None]
        if None in signs:
            title = self._say(words.NO_LEVEL) if columns else self._heading("signs")
            columns = columns or [[]]
            columns[0].append(Group(title, signs[None]))
        yield from columns
        if self.plan.goals:
            yield [Group(self._heading("goals"), list(map(self._goal, self.plan.goals)))]

    def _level(self, level: Level, boxes: Sequence[Box] | None) -> Group | None:
        name = self._say(labels.LEVELS[level.value])
        return Group(name[:1].upper() + name[1:], boxes) if boxes else None

    def _action(self, number: int, action: TrialAction) -> Box:
        return Box(
            id=action.id,
            kind="action",
            label=f"{self._heading('action')} {number}",
            text=action.title,
            state=self._state(action.id),
            leads_to=self._leads_to(action.id),
        )

    def _sign(self, sign: Sign) -> Box:
        return Box(
            id=sign.id,
            kind="sign",
            label=self._name(sign.id),
            text=sign.text,
            state=self._state(sign.id),
            leads_to=self._leads_to(sign.id),
        )

    def _goal(self, goal: Goal) -> Box:
        return Box(
            id=goal.id,
            kind="goal",
            label=self._name(goal.id),
            text=goal.text,
            state=None,
            leads_to=self._leads_to(goal.id),
        )

    def _state(self, id: str) -> Badge | None:
        part = self.parts.get(id)
        return None if part is None else Badge.of(part, self.language)

    # --- What says the same -----------------------------------------------------------------------
    def _alt(self) -> Iterator[str]:
        plan = self.plan
        counts = (("actions", plan.actions), ("signs", plan.signs), ("goals", plan.goals))
        parts = ", ".join(f"{self._in_a_sentence(name)}: {len(held)}" for name, held in counts)
        yield self._say(words.CHAIN_OF, parts=parts)
        status = self.view.status
        if status is not None and status.signs:
            states = Counter(state_of(one).text(self.language) for one in status.signs)
            said = listed(f"{name} ({count})" for name, count in states.items())
            day = Period(status.on, status.on).in_words(self.language)
            yield self._say(words.STATES_ON, day=day, states=said)

    def _header(self) -> Iterator[str]:
        yield self._say(labels.WHAT)
        yield self._say(labels.LEADS_TO)
        if self.parts:
            yield self._say(labels.STATUS)

    def _cells(self, box: Box) -> Iterator[str]:
        yield f"{box.label}: {box.text}"
        yield box.leads_to
        if self.parts:
            yield "" if box.state is None else box.state.text
