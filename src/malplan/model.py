"""The model of a målplan: what is intended. What happened is in records.

Every class is a frozen attrs class; lists are tuples; equal plans are equal; ``attrs.evolve`` is
how one changes. A plan is checked when it is built: an invalid one raises
:class:`~malplan.errors.InvalidPlan` with all problems and their places.

Ids are slugs, unique in a plan across kinds, so that a path such as
``actions/workshop/signs/fremmoede`` names one thing. The steps of a scale are the exception: the
same scale may serve many signs, and its steps are known inside it only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from enum import Enum

import attrs
from attrs import field, frozen

from malplan import relations
from malplan.data_sources import From, or_words
from malplan.errors import InvalidValue, Problem
from malplan.fields import (
    EXPECTED,
    UNNAMED,
    Age,
    Count,
    Line,
    Number,
    Prose,
    Slug,
    Value,
    Year,
    map_texts,
    problem,
    texts_of,
)
from malplan.measures import Counts, Measure, given_or_withheld, not_a_headcount
from malplan.messages import problems as words
from malplan.periods import Period
from malplan.texts import prose

FORMAT = 1
"""The version of the plan format that this malplan reads and writes."""


class Level(Enum):
    """How far along the chain of change a sign lies."""

    OUTPUT = "output"
    """What was done."""
    OUTCOME = "outcome"
    """What came of it."""
    IMPACT = "impact"
    """What that led to."""


class MilestoneKind(Enum):
    """What a milestone marks."""

    START = "start"
    """The trial action begins."""
    STEP = "step"
    """Something on the way."""
    INTERIM_EVALUATION = "interim_evaluation"
    """The signs are looked at while the trial action can still be changed."""
    FINAL_EVALUATION = "final_evaluation"
    """It is decided whether to continue, adapt, stop or scale up."""


# --- People and places ----------------------------------------------------------------------------
@frozen(kw_only=True, repr=False)
class Person(Value):
    """Somebody who is responsible for the plan; never one of those it is for.

    Attributes:
        name: The name, as the plan prints it.
        role: The position, such as "afdelingschef".
    """

    name: Line
    role: Line | None = None


@frozen(kw_only=True, repr=False)
class Workplace(Value):
    """A workplace that contributes (bidragende arbejdsplads), with those below it.

    Attributes:
        name: The name, as people say it.
        description: What the name does not say, such as what an abbreviation stands for.
        workplaces: The workplaces that belong to it.
    """

    name: Line
    description: Line | None = None
    workplaces: tuple[Workplace, ...] = ()


@frozen(kw_only=True, repr=False)
class Place(Value):
    """Where a trial action happens.

    Attributes:
        name: The name of the place.
        activity: What happens there.
        settled: False while the place is only proposed.
    """

    name: Line
    activity: Line | None = None
    settled: bool = True


@frozen(kw_only=True, repr=False)
class Group(Value):
    """Those who take part in a trial action.

    Attributes:
        most: The largest number of participants.
        description: Who they are.
    """

    most: Count | None = None
    description: Prose | None = None


@frozen(kw_only=True, repr=False)
class TargetGroup(Value):
    """The people whom the plan is for (målgruppe).

    Attributes:
        text: Who they are.
        youngest: The lowest age, in years, inclusive.
        oldest: The highest age, in years, inclusive.
        characteristics: What they have in common, one sentence each.
    """

    text: Prose
    youngest: Age | None = None
    oldest: Age | None = None
    characteristics: tuple[Line, ...] = ()

    def _invariants(self) -> Iterator[Problem]:
        if self.youngest is not None and self.oldest is not None and self.youngest > self.oldest:
            yield problem(words.AGES.format(youngest=self.youngest, oldest=self.oldest), "oldest")


# --- Why ------------------------------------------------------------------------------------------
@frozen(kw_only=True, repr=False)
class Goal(Value):
    """What is to be different for the target group (mål).

    Attributes:
        id: Unique in the plan.
        text: The goal.
        description: Why, and what is known about it.
        leads_to: The ids of larger goals that this one serves.
    """

    id: Slug
    text: Prose
    description: Prose | None = None
    leads_to: tuple[Slug, ...] = ()


@frozen(kw_only=True, repr=False)
class Policy(Value):
    """A policy that the council has adopted (politik).

    Attributes:
        title: Its name.
    """

    title: Line


@frozen(kw_only=True, repr=False)
class Objective(Value):
    """An objective of a policy (målsætning) that the plan serves.

    Attributes:
        id: Unique in the plan.
        text: The objective.
        policy: The policy it comes from.
    """

    id: Slug
    text: Prose
    policy: Policy | None = None


@frozen(kw_only=True, repr=False)
class KeyFigure(Value):
    """A figure that shows the challenge (nøgletal).

    Attributes:
        id: Unique in the plan.
        text: What the figure says, with its unit: "unge uden uddannelse og job".
        value: The figure; left out where it is ``withheld``.
        unit: What it is counted in, such as "personer" or "%".
        about: Whether it is approximate ("ca. 350").
        as_of: The time the figure speaks of.
        source: Where it comes from, and how the newest is fetched.
        part_of: The id of the figure that this one is a part of. Parts add up to their whole.
        counts: ``people`` where small numbers would expose somebody.
        withheld: Whether the figure is held back, so that nobody is exposed.
    """

    id: Slug
    text: Prose
    value: Number | None = field(default=None, metadata=EXPECTED)
    unit: Line | None = None
    about: bool = False
    as_of: Period | None = None
    source: From | None = field(default=None, converter=or_words)
    part_of: Slug | None = None
    counts: Counts | None = None
    withheld: bool = False

    def _invariants(self) -> Iterator[Problem]:
        yield from given_or_withheld(self.value, self.withheld)
        if self.counts is Counts.PEOPLE:
            yield from not_a_headcount(self.value, "value")


@frozen(kw_only=True, repr=False)
class Challenge(Value):
    """What makes the plan necessary (udfordring).

    Attributes:
        text: The challenge.
        key_figures: The figures that show it.
    """

    text: Prose
    key_figures: tuple[KeyFigure, ...] = ()


# --- Signs ----------------------------------------------------------------------------------------
@frozen(kw_only=True, repr=False)
class Sign(Value):
    """What people would see, hear or count if the trial action works (tegn).

    Attributes:
        id: Unique in the plan.
        text: The sign.
        level: Whether it shows what was done, what came of it, or what that led to.
        leads_to: The ids of signs or goals that it should lead to: the chain of change.
        how: How it is measured.
        when: When it is measured.
        source: Where the data come from, and how they are fetched.
        measure: The number or the scale; left out until there is one.
    """

    id: Slug
    text: Prose
    level: Level | None = None
    leads_to: tuple[Slug, ...] = ()
    how: Prose | None = None
    when: Period | None = None
    source: From | None = field(default=None, converter=or_words)
    measure: Measure | None = None


# --- Trial actions --------------------------------------------------------------------------------
@frozen(kw_only=True, repr=False)
class Milestone(Value):
    """A step on the way (milepæl).

    Attributes:
        id: Unique in the plan.
        text: What has happened when it is reached.
        kind: What it marks.
        period: When, as coarse as people say it; left out until somebody has said.
        optional: Whether it happens only if possible ("hvis muligt").
        after: The ids of milestones that must be reached before.
    """

    id: Slug
    text: Prose
    kind: MilestoneKind = MilestoneKind.STEP
    period: Period | None = None
    optional: bool = False
    after: tuple[Slug, ...] = ()


@frozen(kw_only=True, repr=False)
class TrialAction(Value):
    """Something that is tried to see whether it works (prøvehandling): the unit of learning.

    Attributes:
        id: Unique in the plan.
        title: Its name.
        description: What is done.
        hypothesis: What is expected to happen, and why.
        signs: What shows whether it works.
        milestones: The milestone plan, in the order in which people list it.
        group: Those who take part.
        places: Where it happens.
        sessions: How many times the group meets at each place.
    """

    id: Slug
    title: Line
    description: Prose | None = None
    hypothesis: Prose | None = None
    signs: tuple[Sign, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    group: Group | None = None
    places: tuple[Place, ...] = ()
    sessions: Count | None = None


# --- The plan -------------------------------------------------------------------------------------
@frozen(kw_only=True, repr=False)
class Vocabulary(Value):
    """The words that a municipality prints instead of those of the målplan.

    Each is a heading, or in the singular what one thing is called ("Tegn 1.2"). What is None keeps
    its own word, in the language of the reader. In a file it may be a name, such as ``smtte``.

    Attributes:
        plan: Instead of "Målplan".
        goal: Instead of "Mål", before the number of one.
        goals: Instead of "Mål".
        target_group: Instead of "Målgruppe".
        objectives: Instead of "Målsætning".
        policy: Instead of "Politik".
        challenge: Instead of "Udfordring".
        key_figures: Instead of "Nøgletal".
        action: Instead of "Prøvehandling", before the number of one.
        actions: Instead of "Prøvehandlinger", over them all.
        hypothesis: Instead of "Hypotese".
        sign: Instead of "Tegn", before the number of one.
        signs: Instead of "Tegn".
        milestone: Instead of "Milepæl", before the number of one.
        milestones: Instead of "Milepælsplan".
        evaluation: Instead of "Evaluering".
        learning: Instead of "Læring".
        owner: Instead of "Ejer".
        coordinators: Instead of "Tovholdere".
        workplaces: Instead of "Bidragende arbejdspladser".
    """

    plan: Line | None = None
    goal: Line | None = None
    goals: Line | None = None
    target_group: Line | None = None
    objectives: Line | None = None
    policy: Line | None = None
    challenge: Line | None = None
    key_figures: Line | None = None
    action: Line | None = None
    actions: Line | None = None
    hypothesis: Line | None = None
    sign: Line | None = None
    signs: Line | None = None
    milestone: Line | None = None
    milestones: Line | None = None
    evaluation: Line | None = None
    learning: Line | None = None
    owner: Line | None = None
    coordinators: Line | None = None
    workplaces: Line | None = None


@frozen(kw_only=True, repr=False)
class Classification(Value):
    """A code from a common scheme, such as KLE or the global goals (verdensmål).

    Attributes:
        scheme: The name of the scheme.
        code: The code, kept as text ("00.30").
        title: What the code stands for.
    """

    scheme: Line
    code: Line
    title: Line | None = None


def _in_one_form(value: object) -> object:
    """The same letters in the same form (Unicode NFC), so that equal plans are equal."""
    if not attrs.has(type(value)) or all(
        unicodedata.is_normalized("NFC", text) for _, text in texts_of(value)
    ):
        return value
    return map_texts(value, lambda text: unicodedata.normalize("NFC", text))


@frozen(kw_only=True, repr=False)
class Extension(Value):
    """A municipality's own fields.

    Attributes:
        name: The distribution that types them.
        value: An instance of the attrs class that it registers.
    """

    name: Line
    value: object = field(metadata=UNNAMED, converter=_in_one_form)

    def _invariants(self) -> Iterator[Problem]:
        # The rules of texts stand in type hints that a class of somebody else's need not have.
        if attrs.has(type(self.value)):
            for path, text in texts_of(self.value):
                try:
                    prose(text or "-")  # an empty text is theirs to refuse
                except InvalidValue as error:
                    yield problem(error.message, *path.split("/"))

    @property
    def id(self) -> str:
        """What it is called in a path."""
        return self.name


def _by_name(extensions: Iterable[Extension]) -> tuple[Extension, ...]:
    """Their order means nothing, so that they have one."""
    given = tuple(extensions)
    if not all(isinstance(item, Extension) for item in given):
        return given  # told by the rules of the class
    return tuple(sorted(given, key=lambda item: str(item.name)))


@frozen(kw_only=True, repr=False)
class Plan(Value):
    """A målplan: what a municipality wants to change, what it tries, and how it will see it.

    Attributes:
        format: The version of the format, 1.
        id: The id of the plan.
        title: Its title.
        year: The year it is for; phrases such as "medio februar" are in this year.
        municipality: The municipality whose plan it is.
        owner: The head of department who owns it (ejer).
        coordinators: Those who keep it on course (tovholdere).
        workplaces: The workplaces that contribute.
        goals: What is to be different.
        target_group: Whom it is for.
        objectives: The objectives of policies that it serves.
        challenge: What makes it necessary.
        actions: The trial actions.
        vocabulary: Words that are printed instead of those of the målplan; in a file also a name,
            ``smtte``.
        classifications: Codes from common schemes.
        supersedes: The id of the plan that this one replaces.
        extensions: A municipality's own fields.

    Raises:
        InvalidPlan: A field, an id or a reference is wrong; all problems at once.
    """

    format: int = FORMAT
    id: Slug
    title: Line
    year: Year
    municipality: Line
    owner: Person | None = None
    coordinators: tuple[Person, ...] = ()
    workplaces: tuple[Workplace, ...] = ()
    goals: tuple[Goal, ...] = ()
    target_group: TargetGroup | None = None
    objectives: tuple[Objective, ...] = ()
    challenge: Challenge | None = None
    actions: tuple[TrialAction, ...] = ()
    vocabulary: Vocabulary | None = None
    classifications: tuple[Classification, ...] = ()
    supersedes: Slug | None = None
    extensions: tuple[Extension, ...] = field(default=(), converter=_by_name)

    def _invariants(self) -> Iterator[Problem]:
        if self.format != FORMAT:
            yield problem(words.UNKNOWN_FORMAT.format(format=self.format, known=FORMAT), "format")
        names = [extension.name for extension in self.extensions]
        for index, name in enumerate(names):
            if name in names[:index]:
                yield problem(words.EXTENSION_TWICE.format(name=name), "extensions", name)
        yield from relations.problems_of(self)

    @property
    def signs(self) -> tuple[Sign, ...]:
        """The signs of all trial actions, in order."""
        return tuple(sign for action in self.actions for sign in action.signs)

    @property
    def key_figures(self) -> tuple[KeyFigure, ...]:
        """The key figures of the challenge, in order."""
        return () if self.challenge is None else self.challenge.key_figures
