"""Hypothesis strategies for plans and all their parts.

Every strategy gives valid values only, and tries hostile text: markup, formulas, words that YAML
reads as something else. None gives a CPR number.

>>> from hypothesis import given
>>> from malplan.testing import strategies
>>> @given(strategies.plans())
... def test_a_plan_has_a_title(plan):
...     assert plan.title
>>> test_a_plan_has_a_title()
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar, cast

from hypothesis import strategies as st

from malplan.errors import InvalidValue
from malplan.fields import MOST_DIGITS
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
from malplan.privacy import has_cpr_number
from malplan.spans import FIRST_YEAR, LAST_YEAR, MONTHS
from malplan.texts import line, prose

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])


def _made_once(make: F) -> F:
    """Keep the strategies that a function makes: making one costs more than using it."""
    return cast(F, functools.lru_cache(maxsize=1024)(make))


HOSTILE = (
    *("<script>alert('æ')</script>", "&amp;", "&a", "[bold]x[/]", "{{ x }}", "{a}", "%s"),
    *("=1+1", "@SUM(A1)", "null", "~", "nej", "no", "12:30", "00.30", "2026-05-05"),
    *("- punkt", "# overskrift", "1. punkt", "*fed*", "_kursiv_", "[a](b)", "![a](b)", "> citat"),
    *("a | b", "`kode`", "http://a.b", "a: b", "a #b", "'", '"', "\\n", "---", "...", "!!str x"),
    *("*a", "? a", "e\u0301", "😀", "\ufeff", "a\u00a0b"),
)
"""Texts that mean something to a format in which they may be written."""


# --- Texts, ids, numbers --------------------------------------------------------------------------
def _allowed(text: str) -> bool:
    try:
        prose(text)
    except InvalidValue:
        return False
    return not has_cpr_number(text)


_CHARACTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))


@_made_once
def prose_texts() -> st.SearchStrategy[str]:
    """Texts of one or more lines, as a field of a plan keeps them."""
    lines = st.lists(line_texts(), min_size=1, max_size=3)
    return lines.map("\n".join).map(prose)


@_made_once
def line_texts() -> st.SearchStrategy[str]:
    """Texts of one line, as a field of a plan keeps them."""
    free = st.text(_CHARACTERS, min_size=1, max_size=20)
    return st.one_of(st.sampled_from(HOSTILE), free).filter(_allowed).map(line)


@_made_once
def slugs() -> st.SearchStrategy[str]:
    """Ids."""
    words = st.text("abcxyz019", min_size=1, max_size=5)
    joined = st.lists(words, min_size=1, max_size=2).map("-".join)
    return joined.filter(lambda id: not has_cpr_number(id))


@_made_once
def numbers(
    least: Decimal | int | None = None, most: Decimal | int | None = None
) -> st.SearchStrategy[Decimal]:
    """Exact numbers within what a plan can hold."""
    limit = 10 ** (MOST_DIGITS - 3)
    return st.decimals(
        min_value=-limit if least is None else least,
        max_value=limit if most is None else most,
        places=3,
        allow_nan=False,
        allow_infinity=False,
    ) | st.integers(
        min_value=int(-limit if least is None else least),
        max_value=int(limit if most is None else most),
    ).map(Decimal)


@_made_once
def headcounts() -> st.SearchStrategy[Decimal]:
    """Numbers of people, small ones among them."""
    return (st.integers(0, 10) | st.integers(0, 10_000)).map(Decimal)


@_made_once
def _optional(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.none() | strategy


@_made_once
def _few(strategy: st.SearchStrategy[T], most: int = 3) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


# --- Time -----------------------------------------------------------------------------------------
@_made_once
def days() -> st.SearchStrategy[date]:
    """Days that a period can hold."""
    return st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


@_made_once
def terms() -> st.SearchStrategy[str]:
    """Single times in Danish words that name no year and exist in every year: "primo maj"."""
    month = st.sampled_from(MONTHS)
    third = st.sampled_from(
        ("primo", "medio", "ultimo", "starten af", "midten af", "slutningen af")
    )
    half = st.sampled_from(("første halvdel af", "anden halvdel af"))
    edge = st.sampled_from(("indgangen til", "udgangen af"))
    quarter = st.builds("{}. kvartal".format, st.integers(1, 4))
    half_year = st.builds("{}. halvår".format, st.integers(1, 2))
    season = st.sampled_from(("forår", "sommeren", "efteråret"))
    week = st.builds("uge {}".format, st.integers(1, 52))
    named = st.sampled_from(("sommerferien", "efterårsferien", "vinterferien", "jul"))
    divided = month | quarter | half_year | season
    return st.one_of(
        month,
        st.builds("{} {}".format, third, divided),
        st.builds("{} {}".format, half, month | half_year),
        st.builds("{} {}".format, edge, divided | week | named),
        st.builds("{} uge i {}".format, st.sampled_from(("første", "sidste", "2.")), month),
        st.builds("{}. {}".format, st.integers(1, 28), month),
        st.builds("{}/{}".format, st.integers(1, 28), st.integers(1, 12)),
        week,
        quarter,
        half_year,
        season,
        named,
    )


@_made_once
def phrases() -> st.SearchStrategy[str]:
    """Danish time phrases that name no year: one time or two, opened, softened, open."""
    opening = st.sampled_from(
        ("senest", "inden", "før", "efter", "fra", "i løbet af", "omkring", "ca.", "frem til")
    )
    between = st.sampled_from((" - ", "–", " til "))
    of_any_kind = st.one_of(
        terms(),
        st.builds("{} {}".format, opening, terms()),
        st.builds("{}{}{}".format, terms(), between, terms()),
        st.builds("{}/{}".format, st.sampled_from(MONTHS), st.sampled_from(MONTHS)),
        st.builds("ultimo {}/primo {}".format, st.sampled_from(MONTHS), st.sampled_from(MONTHS)),
        st.builds("mellem {} og {}".format, terms(), terms()),
        st.builds("medio/ultimo {}".format, st.sampled_from(MONTHS)),
    )
    # "uge 29-27" is refused, as a slip.
    return of_any_kind.filter(
        lambda phrase: all(Period.parse_if_readable(phrase, year=year) for year in _CALENDARS)
    )


_CALENDARS = range(2000, 2028)
"""Years with every first weekday, leap years and others."""


@_made_once
def periods(year: int = 2026) -> st.SearchStrategy[Period]:
    """Periods of every kind: closed, open, approximate, unscheduled, with and without own words.

    Args:
        year: The year of the phrases that name none: the plan's.
    """
    closed = st.builds(
        lambda first, second, about: Period(min(first, second), max(first, second), "", about),
        days(),
        days(),
        st.booleans(),
    )
    opened = st.builds(
        lambda day, start, about: (
            Period(day, None, "", about) if start else Period(None, day, "", about)
        ),
        days(),
        st.booleans(),
        st.booleans(),
    )
    unscheduled = st.sampled_from(("løbende", "efter en besøgsrunde", "når alle er klar"))
    return st.one_of(
        phrases().map(lambda phrase: Period.parse(phrase, year=year)),
        closed,
        opened,
        unscheduled.map(lambda text: Period(None, None, text)),
        days().map(lambda day: Period(day, day, "når sneen er væk")),
    )


# --- Parts of a plan ------------------------------------------------------------------------------
@_made_once
def people() -> st.SearchStrategy[Person]:
    """People who are responsible; their names are made of random characters."""
    return st.builds(Person, name=line_texts(), role=_optional(line_texts()))


@_made_once
def workplaces() -> st.SearchStrategy[Workplace]:
    """Trees of workplaces, at most three levels deep."""
    leaf = st.builds(Workplace, name=line_texts(), description=_optional(line_texts()))
    return st.recursive(
        leaf,
        lambda inner: st.builds(Workplace, name=line_texts(), workplaces=_few(inner, 2)),
        max_leaves=4,
    )


@_made_once
@st.composite
def target_groups(draw: st.DrawFn) -> TargetGroup:
    """Target groups."""
    ages = sorted((draw(st.integers(0, 150)), draw(st.integers(0, 150))))
    return TargetGroup(
        text=draw(prose_texts()),
        youngest=draw(st.none() | st.just(ages[0])),
        oldest=draw(st.none() | st.just(ages[1])),
        characteristics=draw(_few(line_texts(), 2)),
    )


@_made_once
@st.composite
def quantitatives(draw: st.DrawFn, year: int = 2026) -> Quantitative:
    """Numbers to observe, with targets that agree with their direction."""
    direction = draw(st.sampled_from(Direction))
    counts = draw(_optional(st.sampled_from(Counts)))
    one_sided = (
        (TargetKind.AT_LEAST, TargetKind.INCREASE)
        if direction is Direction.UP
        else (TargetKind.AT_MOST, TargetKind.DECREASE)
    )
    targets = []
    for kind in draw(st.lists(st.sampled_from((*one_sided, TargetKind.BETWEEN)), max_size=2)):
        value = draw(headcounts() if counts else numbers(least=1, most=10**6)) + 1
        upper = value + draw(st.integers(1, 100)) if kind is TargetKind.BETWEEN else None
        targets.append(
            Target(kind=kind, value=value, upper=upper, due=draw(_optional(periods(year))))
        )
    before = draw(_optional(headcounts() if counts else numbers()))
    baseline = st.builds(
        Baseline,
        value=st.just(before),
        as_of=_optional(periods(year)),
        source=_optional(line_texts()),
        withheld=st.just(before is None),
    )
    return Quantitative(
        unit=draw(line_texts()),
        targets=tuple(targets),
        baseline=draw(_optional(baseline)),
        direction=direction,
        combine=draw(st.sampled_from(Combine)),
        counts=counts,
    )


@_made_once
@st.composite
def qualitatives(draw: st.DrawFn, year: int = 2026) -> Qualitative:
    """Scales of named steps."""
    ids = draw(st.lists(slugs(), min_size=2, max_size=4, unique=True))
    step = st.sampled_from(ids)
    return Qualitative(
        scale=tuple(
            ScaleStep(id=id, name=draw(line_texts()), criterion=draw(_optional(prose_texts())))
            for id in ids
        ),
        targets=draw(_few(st.builds(StepTarget, step=step, due=_optional(periods(year))), 2)),
        baseline=draw(_optional(step)),
    )


@_made_once
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
        level=_optional(st.sampled_from(Level)),
        leads_to=_some(leads_to),
        how=_optional(prose_texts()),
        when=_optional(periods(year)),
        source=_optional(line_texts()),
        measure=_optional(measures(year)),
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
        period=_optional(periods(year)),
        optional=st.booleans(),
        after=_some(after),
    )


def _some(ids: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    if not ids:
        return st.just(())
    return st.lists(st.sampled_from(list(ids)), max_size=2, unique=True).map(tuple)


@_made_once
def groups() -> st.SearchStrategy[Group]:
    """Those who take part."""
    most = _optional(st.integers(1, 1000))
    return st.builds(Group, most=most, description=_optional(prose_texts()))


@_made_once
def places() -> st.SearchStrategy[Place]:
    """Places, settled and proposed."""
    activity = _optional(line_texts())
    return st.builds(Place, name=line_texts(), activity=activity, settled=st.booleans())


@_made_once
def policies() -> st.SearchStrategy[Policy]:
    """Policies."""
    return st.builds(Policy, title=line_texts())


@_made_once
def classifications() -> st.SearchStrategy[Classification]:
    """Codes from schemes."""
    title = _optional(line_texts())
    return st.builds(Classification, scheme=line_texts(), code=line_texts(), title=title)


_SESSIONS = st.integers(1, 100)


@_made_once
def vocabularies() -> st.SearchStrategy[Vocabulary]:
    """Words of a municipality's own."""
    return st.builds(Vocabulary, signs=_optional(line_texts()), actions=_optional(line_texts()))


@st.composite
def key_figures(draw: st.DrawFn, ids: Sequence[str], year: int = 2026) -> tuple[KeyFigure, ...]:
    """Key figures with these ids, some of them held back; one may be a part of one before it."""
    figures: list[KeyFigure] = []
    for id in ids:
        whole = st.sampled_from([figure.id for figure in figures]) if figures else st.nothing()
        counts = draw(_optional(st.sampled_from(Counts)))
        value = draw(_optional(headcounts() if counts else numbers()))
        figures.append(
            KeyFigure(
                id=id,
                text=draw(prose_texts()),
                value=value,
                unit=draw(_optional(line_texts())),
                about=draw(st.booleans()),
                as_of=draw(_optional(periods(year))),
                source=draw(_optional(line_texts())),
                part_of=draw(st.none() | whole),
                counts=counts,
                withheld=value is None,
            )
        )
    return tuple(figures)


# --- Plans ----------------------------------------------------------------------------------------
@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Whole plans: every kind of part, ids and references that hold, no circles."""
    year = draw(st.integers(FIRST_YEAR + 1, LAST_YEAR - 1))
    ids = draw(st.lists(slugs(), min_size=16, max_size=16, unique=True))
    take = iter(ids)

    def some_ids(most: int) -> list[str]:
        return [next(take) for _ in range(draw(st.integers(0, most)))]

    goals: list[Goal] = []
    for id in some_ids(2):
        larger = draw(_some([goal.id for goal in goals]))
        goals.append(
            Goal(
                id=id,
                text=draw(prose_texts()),
                description=draw(_optional(prose_texts())),
                leads_to=larger,
            )
        )
    ends = [goal.id for goal in goals]
    before: list[str] = []
    actions = []
    for id in some_ids(2):
        found_signs = []
        for sign_id in some_ids(2):
            found_signs.append(draw(signs(st.just(sign_id), ends, year)))
            ends.append(sign_id)
        found_milestones = []
        for milestone_id in some_ids(2):
            found_milestones.append(draw(milestones(st.just(milestone_id), before, year)))
            before.append(milestone_id)
        actions.append(
            TrialAction(
                id=id,
                title=draw(line_texts()),
                description=draw(_optional(prose_texts())),
                hypothesis=draw(_optional(prose_texts())),
                signs=tuple(found_signs),
                milestones=tuple(found_milestones),
                group=draw(_optional(groups())),
                places=draw(_few(places(), 2)),
                sessions=draw(_optional(_SESSIONS)),
            )
        )
    objectives = tuple(
        Objective(id=id, text=draw(prose_texts()), policy=draw(_optional(policies())))
        for id in some_ids(1)
    )
    challenge = st.builds(
        Challenge, text=prose_texts(), key_figures=key_figures(some_ids(2), year=year)
    )
    return Plan(
        id=draw(slugs()),
        title=draw(line_texts()),
        year=year,
        municipality=draw(line_texts()),
        owner=draw(_optional(people())),
        coordinators=draw(_few(people(), 2)),
        workplaces=draw(_few(workplaces(), 2)),
        goals=tuple(goals),
        target_group=draw(_optional(target_groups())),
        objectives=objectives,
        challenge=draw(_optional(challenge)),
        actions=tuple(actions),
        vocabulary=draw(_optional(vocabularies())),
        classifications=draw(_few(classifications(), 1)),
        supersedes=draw(_optional(slugs())),
    )
