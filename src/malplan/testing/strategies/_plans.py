"""Plans and all their parts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from hypothesis import strategies as st

from malplan.data_sources import DataSource
from malplan.measures import (
    Baseline,
    Combine,
    Counts,
    Direction,
    Measure,
    Qualitative,
    Quantitative,
    ScaleStep,
    StepTarget,
    Target,
    TargetKind,
)
from malplan.model import (
    Challenge,
    Classification,
    Goal,
    Group,
    KeyFigure,
    Level,
    Milestone,
    MilestoneKind,
    Objective,
    Person,
    Place,
    Plan,
    Policy,
    Sign,
    TargetGroup,
    TrialAction,
    Vocabulary,
    Workplace,
)
from malplan.periods import Period
from malplan.spans import FIRST_YEAR, LAST_YEAR
from malplan.testing.strategies._texts import (
    few,
    headcounts,
    line_texts,
    made_once,
    numbers,
    optional,
    periods,
    prose_texts,
    slugs,
)


# --- Parts of a plan ------------------------------------------------------------------------------
@made_once
def people() -> st.SearchStrategy[Person]:
    """People who are responsible; their names are made of random characters."""
    return st.builds(Person, name=line_texts(), role=optional(line_texts()))


@made_once
def workplaces() -> st.SearchStrategy[Workplace]:
    """Trees of workplaces, at most three levels deep."""
    leaf = st.builds(Workplace, name=line_texts(), description=optional(line_texts()))
    return st.recursive(
        leaf,
        lambda inner: st.builds(Workplace, name=line_texts(), workplaces=few(inner, 2)),
        max_leaves=4,
    )


@made_once
@st.composite
def target_groups(draw: st.DrawFn) -> TargetGroup:
    """Target groups."""
    ages = sorted((draw(st.integers(0, 150)), draw(st.integers(0, 150))))
    return TargetGroup(
        text=draw(prose_texts()),
        youngest=draw(st.none() | st.just(ages[0])),
        oldest=draw(st.none() | st.just(ages[1])),
        characteristics=draw(few(line_texts(), 2)),
    )


@made_once
def data_sources() -> st.SearchStrategy[DataSource]:
    """Where data come from, in words; :func:`requests` has sources that can be asked."""
    return st.builds(DataSource, text=line_texts())


# --- Signs ----------------------------------------------------------------------------------------
@made_once
def targets(
    kinds: Sequence[TargetKind] = tuple(TargetKind),
    values: st.SearchStrategy[Decimal] | None = None,
    year: int = 2026,
) -> st.SearchStrategy[Target]:
    """Targets.

    Args:
        kinds: Of which kinds.
        values: Where the numbers come from, none of them below zero; by default whole ones.
        year: The plan's year.
    """

    def target(kind: TargetKind, least: Decimal, more: int, due: Period | None) -> Target:
        upper = least + 1 + more if kind is TargetKind.BETWEEN else None
        return Target(kind=kind, value=least + 1, upper=upper, due=due)

    value = headcounts() if values is None else values
    kind, more = st.sampled_from(kinds), st.integers(1, 100)
    return st.builds(target, kind, value, more, optional(periods(year)))


@made_once
def baselines(
    values: st.SearchStrategy[Decimal] | None = None, year: int = 2026
) -> st.SearchStrategy[Baseline]:
    """Where a sign stood before; some are held back. The arguments are those of :func:`targets`."""

    def baseline(value: Decimal | None, as_of: Period | None, source: str | None) -> Baseline:
        return Baseline(value=value, as_of=as_of, source=source, withheld=value is None)

    value = optional(headcounts() if values is None else values)
    return st.builds(baseline, value, optional(periods(year)), optional(line_texts()))


@made_once
@st.composite
def quantitatives(draw: st.DrawFn, year: int = 2026) -> Quantitative:
    """Numbers to observe, with targets that agree with their direction."""
    direction = draw(st.sampled_from(Direction))
    counts = draw(optional(st.sampled_from(Counts)))
    one_sided = (
        (TargetKind.AT_LEAST, TargetKind.INCREASE)
        if direction is Direction.UP
        else (TargetKind.AT_MOST, TargetKind.DECREASE)
    )
    aims = headcounts() if counts else numbers(least=0, most=10**6)
    before = headcounts() if counts else numbers()
    return Quantitative(
        unit=draw(line_texts()),
        targets=draw(few(targets((*one_sided, TargetKind.BETWEEN), aims, year), 2)),
        baseline=draw(optional(baselines(before, year))),
        direction=direction,
        combine=draw(st.sampled_from(Combine)),
        counts=counts,
    )


@made_once
def scale_steps(ids: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[ScaleStep]:
    """Steps of a scale.

    Args:
        ids: Where the id comes from.
    """
    id = slugs() if ids is None else ids
    return st.builds(ScaleStep, id=id, name=line_texts(), criterion=optional(prose_texts()))


@made_once
def step_targets(
    steps: st.SearchStrategy[str] | None = None, year: int = 2026
) -> st.SearchStrategy[StepTarget]:
    """Steps to reach.

    Args:
        steps: Where the id of the step comes from.
        year: The plan's year.
    """
    step = slugs() if steps is None else steps
    return st.builds(StepTarget, step=step, due=optional(periods(year)))


@made_once
@st.composite
def qualitatives(draw: st.DrawFn, year: int = 2026) -> Qualitative:
    """Scales of named steps."""
    ids = draw(st.lists(slugs(), min_size=2, max_size=4, unique=True))
    step = st.sampled_from(ids)
    return Qualitative(
        scale=tuple(draw(scale_steps(st.just(id))) for id in ids),
        targets=draw(few(step_targets(step, year), 2)),
        baseline=draw(optional(step)),
    )


@made_once
def measures(year: int = 2026) -> st.SearchStrategy[Measure]:
    """Numbers and scales."""
    return st.one_of(quantitatives(year), qualitatives(year))


def signs(
    ids: st.SearchStrategy[str] | None = None,
    leads_to: Sequence[str] = (),
    year: int = 2026,
) -> st.SearchStrategy[Sign]:
    """Signs.

    Args:
        ids: Where the id comes from.
        leads_to: The ids of which some may be referred to.
        year: The plan's year.
    """
    return st.builds(
        Sign,
        id=slugs() if ids is None else ids,
        text=prose_texts(),
        level=optional(st.sampled_from(Level)),
        leads_to=_some(leads_to),
        how=optional(prose_texts()),
        when=optional(periods(year)),
        source=optional(line_texts()),
        measure=optional(measures(year)),
    )


def milestones(
    ids: st.SearchStrategy[str] | None = None, after: Sequence[str] = (), year: int = 2026
) -> st.SearchStrategy[Milestone]:
    """Milestones; the arguments are those of :func:`signs`."""
    return st.builds(
        Milestone,
        id=slugs() if ids is None else ids,
        text=prose_texts(),
        kind=st.sampled_from(MilestoneKind),
        period=optional(periods(year)),
        optional=st.booleans(),
        after=_some(after),
    )


def _some(ids: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    if not ids:
        return st.just(())
    return st.lists(st.sampled_from(list(ids)), max_size=2, unique=True).map(tuple)


@made_once
def groups() -> st.SearchStrategy[Group]:
    """Those who take part."""
    most = optional(st.integers(1, 1000))
    return st.builds(Group, most=most, description=optional(prose_texts()))


@made_once
def places() -> st.SearchStrategy[Place]:
    """Places, settled and proposed."""
    activity = optional(line_texts())
    return st.builds(Place, name=line_texts(), activity=activity, settled=st.booleans())


@made_once
def policies() -> st.SearchStrategy[Policy]:
    """Policies."""
    return st.builds(Policy, title=line_texts())


@made_once
def classifications() -> st.SearchStrategy[Classification]:
    """Codes from schemes."""
    title = optional(line_texts())
    return st.builds(Classification, scheme=line_texts(), code=line_texts(), title=title)


@made_once
def vocabularies() -> st.SearchStrategy[Vocabulary]:
    """Words of a municipality's own."""
    return st.builds(Vocabulary, signs=optional(line_texts()), actions=optional(line_texts()))


def goals(
    ids: st.SearchStrategy[str] | None = None, leads_to: Sequence[str] = ()
) -> st.SearchStrategy[Goal]:
    """Goals; the arguments are those of :func:`signs`."""
    return st.builds(
        Goal,
        id=slugs() if ids is None else ids,
        text=prose_texts(),
        description=optional(prose_texts()),
        leads_to=_some(leads_to),
    )


def objectives(ids: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Objective]:
    """What the council wants; the argument is that of :func:`signs`."""
    id = slugs() if ids is None else ids
    return st.builds(Objective, id=id, text=prose_texts(), policy=optional(policies()))


@st.composite
def key_figures(draw: st.DrawFn, ids: Sequence[str], year: int = 2026) -> tuple[KeyFigure, ...]:
    """Key figures with these ids, some of them held back; one may be a part of one before it."""
    figures: list[KeyFigure] = []
    for id in ids:
        whole = st.sampled_from([figure.id for figure in figures]) if figures else st.nothing()
        counts = draw(optional(st.sampled_from(Counts)))
        value = draw(optional(headcounts() if counts else numbers()))
        figures.append(
            KeyFigure(
                id=id,
                text=draw(prose_texts()),
                value=value,
                unit=draw(optional(line_texts())),
                about=draw(st.booleans()),
                as_of=draw(optional(periods(year))),
                source=draw(optional(line_texts())),
                part_of=draw(st.none() | whole),
                counts=counts,
                withheld=value is None,
            )
        )
    return tuple(figures)


def challenges(
    ids: st.SearchStrategy[list[str]] | None = None, year: int = 2026
) -> st.SearchStrategy[Challenge]:
    """Challenges with their key figures.

    Args:
        ids: Where the ids of the key figures come from.
        year: The plan's year.
    """
    found = st.lists(slugs(), max_size=2, unique=True) if ids is None else ids
    figures = found.flatmap(lambda ids: key_figures(ids, year=year))
    return st.builds(Challenge, text=prose_texts(), key_figures=figures)


# --- Trial actions and plans ----------------------------------------------------------------------
@st.composite
def actions(
    draw: st.DrawFn,
    ids: Sequence[str] | None = None,
    leads_to: Sequence[str] = (),
    after: Sequence[str] = (),
    year: int = 2026,
) -> TrialAction:
    """Trial actions with signs and milestones.

    Args:
        draw: Given by Hypothesis.
        ids: Five ids: of the trial action, two signs and two milestones, some of which are used.
        leads_to: The ids to which its signs may lead.
        after: The ids after which its milestones may come.
        year: The plan's year.
    """
    if ids is None:
        ids = draw(st.lists(slugs(), min_size=5, max_size=5, unique=True))
    id, *rest = ids
    ends, before = list(leads_to), list(after)
    found_signs, found_milestones = [], []
    for sign_id in rest[: draw(st.integers(0, 2))]:
        found_signs.append(draw(signs(st.just(sign_id), ends, year)))
        ends.append(sign_id)
    for milestone_id in rest[2 : 2 + draw(st.integers(0, 2))]:
        found_milestones.append(draw(milestones(st.just(milestone_id), before, year)))
        before.append(milestone_id)
    return TrialAction(
        id=id,
        title=draw(line_texts()),
        description=draw(optional(prose_texts())),
        hypothesis=draw(optional(prose_texts())),
        signs=tuple(found_signs),
        milestones=tuple(found_milestones),
        group=draw(optional(groups())),
        places=draw(few(places(), 2)),
        sessions=draw(optional(st.integers(1, 100))),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Whole plans: every kind of part, ids and references that hold, no circles."""
    year = draw(st.integers(FIRST_YEAR + 1, LAST_YEAR - 1))
    ids = draw(st.lists(slugs(), min_size=15, max_size=15, unique=True))
    take = iter(ids)

    def some_ids(most: int) -> list[str]:
        return [next(take) for _ in range(draw(st.integers(0, most)))]

    found_goals: list[Goal] = []
    for id in some_ids(2):
        found_goals.append(draw(goals(st.just(id), [goal.id for goal in found_goals])))
    ends = [goal.id for goal in found_goals]
    before: list[str] = []
    found_actions = []
    for _ in range(draw(st.integers(0, 2))):
        action = draw(actions([next(take) for _ in range(5)], ends, before, year))
        found_actions.append(action)
        ends += [sign.id for sign in action.signs]
        before += [milestone.id for milestone in action.milestones]
    found_objectives = tuple(draw(objectives(st.just(id))) for id in some_ids(1))
    return Plan(
        id=draw(slugs()),
        title=draw(line_texts()),
        year=year,
        municipality=draw(line_texts()),
        owner=draw(optional(people())),
        coordinators=draw(few(people(), 2)),
        workplaces=draw(few(workplaces(), 2)),
        goals=tuple(found_goals),
        target_group=draw(optional(target_groups())),
        objectives=found_objectives,
        challenge=draw(optional(challenges(st.just(some_ids(2)), year))),
        actions=tuple(found_actions),
        vocabulary=draw(optional(vocabularies())),
        classifications=draw(few(classifications(), 1)),
        supersedes=draw(optional(slugs())),
    )
