"""A plan arranged for people: sections and blocks that every output for people sets in its own way.

What is said, in which order and under which guiding question is decided here, once. How it looks
is decided by the terminal, Markdown, or a plugin.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from zoneinfo import ZoneInfo

import attrs

from malplan.blocks import (
    Block,
    Fact,
    Item,
    Items,
    Paragraph,
    Section,
    Table,
    Timeline,
    TimelineRow,
)
from malplan.extensions import OwnField, own_fields
from malplan.figures import target_words
from malplan.formats import number_text
from malplan.measures import Combine, Direction, Qualitative, Quantitative, Target
from malplan.messages import Language, Message
from malplan.messages import labels as words
from malplan.model import (
    KeyFigure,
    Milestone,
    MilestoneKind,
    Place,
    Plan,
    Sign,
    TargetGroup,
    TrialAction,
    Workplace,
)
from malplan.moments import COPENHAGEN
from malplan.numbering import numbers_of
from malplan.periods import Period
from malplan.publishing import has_withheld, redacted
from malplan.records import Record
from malplan.series import Series
from malplan.standing import Told, freshness, parts_of_status, stated
from malplan.status import Status

_SHORT = 60
"""The most characters of a text that is only to be recognised."""


@attrs.frozen
class View:
    """A plan as an output gets it: without CPR numbers.

    Attributes:
        plan: The plan.
        on: The day that was asked for, if one was; that of the status is ``status.on``.
        redacted: Whether CPR numbers were taken out.
        internal: Whether anything is in it that is held back in what is published.
        threshold: The number of people below which figures were held back, where that is known.
        status: How the plan stands, as it may be seen, today if no day was asked for. Its own plan
            is the version it is judged by. None where nothing was recorded, or where nobody asked:
            what happened is not known then, and something may be late all the same.
        series: With the status, the figures of each sign day by day.
        records: With the status, in an internal version, for an output that shows the log: what it
            says of the plan, in the order in which it was recorded, with what was corrected or
            taken back since. Versions of the plan are without their content, and where names are
            left out, nothing says in which role somebody recorded it. Comments and roles are here
            and nowhere else.
        timezone: Where the moments of records are told.
    """

    plan: Plan
    on: date | None = None
    redacted: bool = False
    internal: bool = False
    threshold: int | None = None
    status: Status | None = None
    series: Series = MappingProxyType({})
    records: tuple[Record, ...] = ()
    timezone: ZoneInfo = COPENHAGEN

    @classmethod
    def of(
        cls,
        plan: Plan,
        on: date | None = None,
        *,
        internal: bool = False,
        threshold: int | None = None,
    ) -> View:
        """Look at a plan on a day; every CPR number in its texts is replaced.

        Nothing is held back here; :meth:`Workspace.view <malplan.Workspace.view>` does that.
        """
        safe = redacted(plan)
        return cls(safe, on, safe is not plan, internal, threshold)


def heading(plan: Plan, name: str, language: Language) -> str:
    """A heading: the municipality's own word, or that of the målplan in ``language``."""
    own = getattr(plan.vocabulary, name, None)
    return own or words.HEADINGS[name].text(language)


def present(view: View, language: Language) -> tuple[Section, ...]:
    """Arrange a plan in the order of the form.

    Args:
        view: The plan.
        language: The language of headings, questions and labels; content stays as it is.

    Returns:
        The head, then goal, target group, objective, challenge, and each trial action with its
        signs and milestones.
    """
    first, *rest = _Presenter(view.plan, language, view.status).sections()
    notes = tuple(Paragraph(note) for note in _notes(view, language))
    return (attrs.evolve(first, blocks=(*notes, *first.blocks)), *rest)


def _notes(view: View, language: Language) -> Iterator[str]:
    """What has to be known before anything is read."""
    if view.internal:
        yield words.INTERNAL.text(language)
    if has_withheld(view.plan):
        known = view.threshold is not None
        why = words.WHY_WITHHELD if known else words.WHY_SOME_ARE_WITHHELD
        yield why.format(threshold=view.threshold).text(language)


def place_names(plan: Plan, language: Language) -> dict[str, str]:
    """What people call the places of a plan, by path: "Tegn 1.1: Der møder mindst 15 unge op"."""
    presenter = _Presenter(plan, language)
    sign, milestone, goal_word = (
        heading(plan, name, language) for name in ("sign", "milestone", "goal")
    )
    names = {
        f"goals/{goal.id}": f"{goal_word} {presenter.numbers[goal.id]}: {_short(goal.text)}"
        for goal in plan.goals
    }
    for index, action in enumerate(plan.actions, 1):
        path = f"actions/{action.id}"
        names[path] = presenter.action_title(index, action)
        for one in action.signs:
            name = f"{sign} {presenter.numbers[one.id]}"
            names[f"{path}/signs/{one.id}"] = f"{name}: {_short(one.text)}"
        for step in action.milestones:
            name = f"{milestone} {presenter.numbers[step.id]}"
            names[f"{path}/milestones/{step.id}"] = f"{name}: {_short(step.text)}"
    for figure in plan.key_figures:
        names[f"challenge/key_figures/{figure.id}"] = _short(figure.text)
    names["coordinators"] = heading(plan, "coordinators", language)
    return names


class _Presenter:
    """Builds the sections of one plan in one language."""

    def __init__(self, plan: Plan, language: Language, status: Status | None = None) -> None:
        self.plan, self.language, self.status = plan, language, status
        self.numbers = numbers_of(plan)
        parts = () if status is None else parts_of_status(status)
        self._stated = {one.id: stated(one, language) for one in parts}

    def _say(self, message: Message, **values: object) -> str:
        return message.format(**values).text(self.language)

    def _in_a_sentence(self, name: str) -> str:
        """What one thing is called, where it does not begin a sentence: "tegn", but "KPI"."""
        word = heading(self.plan, name, self.language)
        return word[:1].lower() + word[1:] if word[1:].islower() else word

    def _section(self, name: str, *blocks: Block, sections: tuple[Section, ...] = ()) -> Section:
        question = words.QUESTIONS.get(name)
        return Section(
            name=name,
            title=heading(self.plan, name, self.language),
            question=question.text(self.language) if question else "",
            blocks=blocks,
            sections=sections,
        )

    def sections(self) -> Iterator[Section]:
        yield Section("plan", heading(self.plan, "plan", self.language), blocks=tuple(self._head()))
        if self.plan.goals:
            yield self._section("goals", Items(tuple(self._goals())))
        if self.plan.target_group:
            yield self._section("target_group", *self._target_group(self.plan.target_group))
        if self.plan.objectives:
            yield self._section("objectives", Items(tuple(self._objectives())))
        if self.plan.challenge:
            figures = self.plan.key_figures
            yield self._section(
                "challenge",
                Paragraph(self.plan.challenge.text),
                *([self._key_figures(figures)] if figures else []),
            )
        for index, action in enumerate(self.plan.actions, 1):
            yield self._action(index, action)
        if not self.plan.actions:
            yield self._section("actions", Paragraph(self._say(words.NONE_YET)))
        evaluations, learnings = self._told()
        none = (Paragraph(self._say(words.NOT_FILLED_IN)),)
        yield self._section("evaluation", *(evaluations or none))
        yield self._section("learning", *(learnings or none))

    def _told(self) -> tuple[list[Block], list[Block]]:
        """What was evaluated, and what was learned and decided, of each trial action."""
        evaluations: list[Block] = []
        learnings: list[Block] = []
        if self.status is not None:
            sign = heading(self.plan, "sign", self.language)
            told = Told(self.status, self.numbers, sign, self.language)
            for index, action in enumerate(self.plan.actions, 1):
                title = self.action_title(index, action)
                evaluations += told.evaluations(action.id, title)
                learnings += told.learnings(action.id, title)
        return evaluations, learnings

    def _status(self, id: str) -> tuple[Fact, ...]:
        """How a part stands, and why, where that is known."""
        text = self._stated.get(id)
        return () if text is None else (Fact(self._say(words.STATUS), text),)

    # --- The head ---------------------------------------------------------------------------------
    def _head(self) -> Iterator[Block]:
        plan = self.plan
        if self.status is not None:
            day = Period(self.status.on, self.status.on).in_words(self.language)
            fresh = freshness(self.status).text(self.language)
            yield Fact(self._say(words.STATUS), f"{day}. {fresh}")
        if plan.owner:
            yield self._people("owner", plan.owner.name, plan.owner.role)
        if plan.coordinators:
            names = ", ".join(_with(person.name, person.role) for person in plan.coordinators)
            yield self._people("coordinators", names, None)
        if plan.workplaces:
            items = tuple(_workplace(workplace) for workplace in plan.workplaces)
            yield Items(items, heading(plan, "workplaces", self.language))
        for code in plan.classifications:
            text = _with(f"{code.scheme} {code.code}", code.title)
            yield Fact(self._say(words.CLASSIFICATIONS), text)
        if plan.supersedes:
            yield Fact(self._say(words.SUPERSEDES), plan.supersedes)
        for extension in plan.extensions:
            items = tuple(_own_item(one) for one in own_fields(extension.value, self.language))
            yield Items(items, self._say(words.EXTENSION, name=extension.name))

    def _people(self, name: str, text: str, role: str | None) -> Fact:
        return Fact(heading(self.plan, name, self.language), _with(text, role))

    # --- Why --------------------------------------------------------------------------------------
    def _goals(self) -> Iterator[Item]:
        for goal in self.plan.goals:
            below = (Item(goal.description),) if goal.description else ()
            yield Item(goal.text, self.numbers[goal.id], self._leads_to(goal.leads_to), below)

    def _target_group(self, group: TargetGroup) -> Iterator[Block]:
        yield Paragraph(group.text)
        if group.characteristics:
            yield Items(tuple(Item(text) for text in group.characteristics))
        match group.youngest, group.oldest:
            case None, None:
                return
            case youngest, None:
                ages = self._say(words.AGES_FROM, youngest=youngest)
            case None, oldest:
                ages = self._say(words.AGES_TO, oldest=oldest)
            case _:
                ages = self._say(words.AGES, youngest=group.youngest, oldest=group.oldest)
        yield Fact(self._say(words.AGE), ages)

    def _objectives(self) -> Iterator[Item]:
        policy = heading(self.plan, "policy", self.language)
        for objective in self.plan.objectives:
            facts = (Fact(policy, objective.policy.title),) if objective.policy else ()
            yield Item(objective.text, facts=facts)

    def _key_figures(self, figures: tuple[KeyFigure, ...]) -> Table:
        rows = []
        for figure in figures:
            value = self._figure(figure.value, figure.unit)
            about = figure.about and not figure.withheld
            rows.append(
                (
                    self._say(words.ABOUT, value=value) if about else value,
                    self._figure_text(figure),
                    self._time(figure.as_of) if figure.as_of else self._say(words.UNDATED),
                )
            )
        header = (heading(self.plan, "key_figures", self.language),
                  self._say(words.WHAT), self._say(words.DATE))  # fmt: skip
        return Table(header, tuple(rows), figures=True)

    def _figure_text(self, figure: KeyFigure) -> str:
        text = f"{self._say(words.PART_OF)} {figure.text}" if figure.part_of else figure.text
        return (
            f"{text} ({self._say(words.SOURCE, source=figure.source.shown)})"
            if figure.source
            else text
        )

    def _figure(self, value: Decimal | None, unit: str | None) -> str:
        """A figure with its unit; of one that is held back nothing shows why it is."""
        if value is None:
            return self._say(words.WITHHELD)
        return _with_unit(self._number(value), unit)

    def _number(self, value: Decimal) -> str:
        return number_text(value, self.language)

    # --- Trial actions ----------------------------------------------------------------------------
    def _action(self, index: int, action: TrialAction) -> Section:
        blocks: list[Block] = []
        if action.description:
            blocks.append(Paragraph(action.description))
        if action.hypothesis:
            blocks.append(Fact(heading(self.plan, "hypothesis", self.language), action.hypothesis))
        blocks.extend(self._frame(action))
        blocks.extend(self._status(action.id))
        signs = tuple(self._sign(sign) for sign in action.signs)
        rows = tuple(self._milestone(milestone) for milestone in action.milestones)
        inner = (
            self._section("signs", Items(signs) if signs else Paragraph(self._say(words.NONE_YET))),
            self._section(
                "milestones",
                Timeline(self.plan.year, rows, heading(self.plan, "milestone", self.language))
                if rows
                else Paragraph(self._say(words.NONE_YET)),
            ),
        )
        title = self.action_title(index, action)
        return Section("action", title, blocks=tuple(blocks), sections=inner)

    def action_title(self, index: int, action: TrialAction) -> str:
        """The heading of a trial action, with its number and title."""
        return f"{heading(self.plan, 'action', self.language)} {index}: {action.title}"

    def _frame(self, action: TrialAction) -> Iterator[Block]:
        if action.group:
            group = action.group
            one = words.MOST_ONE if group.most == 1 else words.MOST
            most = self._say(one, most=group.most) if group.most else None
            text = _with(group.description, most) if group.description else most
            yield Fact(self._say(words.GROUP), text or "")
        if action.sessions:
            text = self._say(words.SESSIONS_EACH, count=action.sessions)
            yield Fact(self._say(words.SESSIONS), text)
        if action.places:
            places = tuple(Item(self._place(place)) for place in action.places)
            yield Items(places, self._say(words.PLACES))

    def _place(self, place: Place) -> str:
        notes = [place.activity, None if place.settled else self._say(words.PROPOSED)]
        return _with(place.name, ", ".join(note for note in notes if note))

    # --- Signs ------------------------------------------------------------------------------------
    def _sign(self, sign: Sign) -> Item:
        facts = [*self._measure(sign)]
        if sign.how:
            facts.append(Fact(self._say(words.HOW), sign.how))
        if sign.when:
            facts.append(Fact(self._say(words.WHEN), self._time(sign.when)))
        if sign.source:
            facts.append(Fact(self._say(words.DATA_FROM), sign.source.shown))
        if sign.level:
            level = words.LEVELS[sign.level.value].text(self.language)
            facts.append(Fact(self._say(words.LEVEL), level))
        facts.extend(self._leads_to(sign.leads_to))
        facts.extend(self._status(sign.id))
        return Item(sign.text, number=self.numbers[sign.id], facts=tuple(facts))

    def _leads_to(self, ids: tuple[str, ...]) -> tuple[Fact, ...]:
        if not ids:
            return ()
        goals = {goal.id for goal in self.plan.goals}
        names = [
            f"{self._in_a_sentence('goal' if id in goals else 'sign')} {self.numbers[id]}"
            for id in ids
        ]
        return (Fact(self._say(words.LEADS_TO), ", ".join(names)),)

    def _measure(self, sign: Sign) -> Iterator[Fact]:
        measure = sign.measure
        if isinstance(measure, Quantitative):
            yield from self._quantitative(measure)
        elif isinstance(measure, Qualitative):
            yield from self._qualitative(measure)
        else:
            yield Fact(self._say(words.MEASURE), self._say(words.NOT_MEASURABLE))

    def _quantitative(self, measure: Quantitative) -> Iterator[Fact]:
        notes = []
        if measure.combine is not Combine.LATEST:
            notes.append(words.COMBINED[measure.combine.value].text(self.language))
        if measure.direction is Direction.DOWN:
            notes.append(self._say(words.LOWER_IS_BETTER))
        if notes or not measure.targets:
            yield Fact(self._say(words.MEASURE), _with(measure.unit, ", ".join(notes)))
        if measure.baseline:
            baseline = measure.baseline
            text = self._figure(baseline.value, measure.unit)
            said = [self._time(baseline.as_of) if baseline.as_of else None, baseline.source]
            yield Fact(self._say(words.BASELINE), _with(text, ", ".join(s for s in said if s)))
        for target in measure.targets:
            text = self._target(target, measure.unit)
            yield Fact(self._say(words.TARGET), self._due(text, target.due))

    def _target(self, target: Target, unit: str) -> str:
        upper = "" if target.upper is None else self._number(target.upper)
        value = self._number(target.value)
        return self._say(target_words(target.kind, unit), value=value, upper=upper, unit=unit)

    def _qualitative(self, measure: Qualitative) -> Iterator[Fact]:
        names = {step.id: step.name for step in measure.scale}
        steps = " → ".join(_with(step.name, step.criterion) for step in measure.scale)
        yield Fact(self._say(words.SCALE), steps)
        if measure.baseline:
            yield Fact(self._say(words.BASELINE), names[measure.baseline])
        for target in measure.targets:
            text = self._say(words.AT_LEAST_STEP, step=names[target.step])
            yield Fact(self._say(words.TARGET_STEP), self._due(text, target.due))

    def _due(self, text: str, due: Period | None) -> str:
        return self._say(words.DUE, target=text, period=self._time(due)) if due else text

    def _time(self, period: Period) -> str:
        return period.message.text(self.language)

    # --- Milestones -------------------------------------------------------------------------------
    def _milestone(self, milestone: Milestone) -> TimelineRow:
        notes = []
        if milestone.kind is not MilestoneKind.STEP:
            notes.append(words.MILESTONE_KINDS[milestone.kind.value].text(self.language))
        if milestone.optional:
            notes.append(self._say(words.OPTIONAL))
        if milestone.after:
            names = ", ".join(self.numbers[id] for id in milestone.after)
            milestone_word = self._in_a_sentence("milestone")
            notes.append(self._say(words.AFTER, milestone=milestone_word, names=names))
        return TimelineRow(
            number=self.numbers[milestone.id],
            text=milestone.text,
            time=self._time(milestone.period) if milestone.period else self._say(words.NO_TIME),
            notes=tuple(notes),
            period=milestone.period,
            status=self._stated.get(milestone.id, ""),
        )


def _workplace(workplace: Workplace) -> Item:
    below = tuple(_workplace(inner) for inner in workplace.workplaces)
    name, description = workplace.name, workplace.description
    return Item(f"{name} – {description}" if description else name, items=below)


def _own_item(field: OwnField) -> Item:
    text = ": ".join(filter(None, (field.label, field.text)))
    return Item(text, items=tuple(_own_item(inner) for inner in field.fields))


def _with(text: str, note: str | None) -> str:
    return f"{text} ({note})" if note else text


def _with_unit(text: str, unit: str | None) -> str:
    return f"{text} {unit}" if unit else text


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHORT else f"{text[:_SHORT].rsplit(' ', 1)[0]} …"
