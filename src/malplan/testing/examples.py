"""A plan small enough to read, with something of every kind, and what was recorded of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal

from malplan.drafts import Draft
from malplan.fields import map_texts
from malplan.logbook import Logbook
from malplan.measures import (
    Baseline,
    Combine,
    Counts,
    Qualitative,
    Quantitative,
    ScaleStep,
    StepTarget,
    Target,
    TargetKind,
)
from malplan.model import (
    Challenge,
    Goal,
    KeyFigure,
    Level,
    Milestone,
    MilestoneKind,
    Objective,
    Person,
    Plan,
    Policy,
    Sign,
    TargetGroup,
    TrialAction,
    Workplace,
)
from malplan.periods import Period
from malplan.presentation import View
from malplan.records import (
    Decision,
    DecisionMade,
    Evaluation,
    Learning,
    MilestoneMoved,
    MilestoneReached,
    Observation,
    Stage,
)
from malplan.stores import MemoryStore, Store
from malplan.workspace import Workspace

YEAR = 2026
NAMES = ("Ejerens Navn", "Tovholderens Navn")
"""The names in the example plan; they are nobody's."""
STATUS_DAY = date(YEAR, 5, 15)
"""The day on which the example is seen."""


def _time(phrase: str) -> Period:
    return Period.parse(phrase, year=YEAR)


def example_plan(id: str = "eksempelplan") -> Plan:
    """An example plan: two trial actions, and signs that are counted, shared out and judged."""
    owner, coordinator = NAMES
    return Plan(
        id=id,
        title="Eksempelplan: Fælles frokost",
        year=YEAR,
        municipality="Eksempel Kommune",
        owner=Person(name=owner, role="afdelingschef"),
        coordinators=(Person(name=coordinator),),
        workplaces=(Workplace(name="Ungehuset", workplaces=(Workplace(name="Køkkenet"),)),),
        goals=(Goal(id="faellesskab", text="Flere unge er en del af et fællesskab."),),
        target_group=TargetGroup(
            text="Unge i Ungehuset.", youngest=15, oldest=29, characteristics=("uden uddannelse",)
        ),
        objectives=(
            Objective(
                id="alle-er-med", text="Alle unge er med.", policy=Policy(title="Ungepolitikken")
            ),
        ),
        challenge=Challenge(
            text="For få unge spiser sammen med andre.",
            key_figures=(
                KeyFigure(
                    id="unge",
                    text="unge i Ungehuset",
                    value=Decimal(120),
                    unit="personer",
                    counts=Counts.PEOPLE,
                    as_of=_time("februar"),
                    source="Ungehusets egen optælling",
                ),
            ),
        ),
        actions=(_lunch(), _visits()),
    )


def _lunch() -> TrialAction:
    return TrialAction(
        id="frokost",
        title="Fælles frokost",
        description="De unge laver mad sammen hver fredag.",
        hypothesis="Hvis de unge laver mad sammen, lærer de hinanden at kende.",
        signs=(
            Sign(
                id="fremmoede",
                text="Der kommer mindst 15 unge.",
                level=Level.OUTPUT,
                leads_to=("stemning",),
                measure=Quantitative(
                    unit="unge",
                    counts=Counts.PEOPLE,
                    targets=(
                        Target(
                            kind=TargetKind.AT_LEAST, value=Decimal(15), due=_time("ultimo juni")
                        ),
                    ),
                ),
            ),
            Sign(
                id="stemning",
                text="De unge føler sig velkomne.",
                level=Level.OUTCOME,
                leads_to=("faellesskab",),
                how="De unge bliver spurgt efter frokosten.",
                when=_time("maj/juni"),
                measure=Qualitative(
                    scale=(
                        ScaleStep(id="slet-ikke", name="slet ikke"),
                        ScaleStep(id="lidt", name="lidt", criterion="nogle siger det"),
                        ScaleStep(id="meget", name="meget", criterion="de fleste siger det"),
                    ),
                    baseline="slet-ikke",
                    targets=(StepTarget(step="meget", due=_time("ultimo juni")),),
                ),
            ),
        ),
        milestones=(
            Milestone(id="start", text="Første frokost.", kind=MilestoneKind.START,
                      period=_time("medio februar")),
            Milestone(id="halvvejs", text="Halvvejs.", period=_time("ultimo marts/primo april"),
                      kind=MilestoneKind.INTERIM_EVALUATION, after=("start",)),
            Milestone(id="slut", text="Sidste frokost.", period=_time("ultimo juni"),
                      kind=MilestoneKind.FINAL_EVALUATION),
        ),
    )  # fmt: skip


def _visits() -> TrialAction:
    return TrialAction(
        id="besoeg",
        title="Besøg i foreninger",
        signs=(
            Sign(
                id="svar",
                text="De fleste vil komme igen.",
                level=Level.OUTPUT,
                measure=Quantitative(
                    unit="%",
                    combine=Combine.RATIO,
                    baseline=Baseline(value=Decimal(40), as_of=_time("februar")),
                    targets=(
                        Target(kind=TargetKind.AT_LEAST, value=Decimal(80), due=_time("maj")),
                    ),
                ),
            ),
            Sign(id="lyst", text="De unge får lyst til mere."),
        ),
        milestones=(
            Milestone(id="aftale", text="Aftale med foreningerne."),
            Milestone(id="foerste-besoeg", text="Første besøg.", period=_time("april")),
            Milestone(id="fest", text="En fest.", optional=True, period=_time("primo maj")),
        ),
    )


def example_drafts(people: int = 3) -> tuple[Draft, ...]:
    """What happened in the example plan.

    Args:
        people: How many young people came; from 1 to 4 they are a small count.
    """
    return (
        Draft(what=MilestoneReached(milestone="start"), on=date(YEAR, 2, 17)),
        Draft(
            what=Observation(sign="fremmoede", value=Decimal(people)),
            on=date(YEAR, 3, 27),
            comment="Der var også gæster.",
        ),
        Draft(
            what=Observation(sign="stemning", step="lidt", evidence="Flere sagde, det var rart."),
            on=date(YEAR, 3, 27),
        ),
        Draft(
            what=Evaluation(
                action="frokost", stage=Stage.INTERIM, text="De unge, der kommer, er glade."
            ),
            on=date(YEAR, 4, 8),
        ),
        Draft(what=Learning(action="frokost", text="Fredag passer bedst."), on=date(YEAR, 4, 8)),
        Draft(
            what=DecisionMade(
                action="frokost", decision=Decision.ADAPT, because="Flere skal have besked."
            ),
            on=date(YEAR, 4, 9),
        ),
        Draft(
            what=MilestoneMoved(
                milestone="foerste-besoeg",
                period=_time("ultimo maj"),
                because="Foreningerne havde travlt.",
            ),
            on=date(YEAR, 4, 20),
        ),
        Draft(
            what=Observation(sign="svar", value=Decimal(12), of=Decimal(20)), on=date(YEAR, 5, 4)
        ),
    )


def example_store(plan: Plan | None = None, people: int = 3) -> Store:
    """A store in memory with what happened in the example plan; its ids are always the same ones.

    Args:
        plan: The example plan, or one that has the same parts.
        people: As for :func:`example_drafts`.
    """
    plan = plan or example_plan()
    made = MemoryStore()
    Logbook(
        made,
        converters=Workspace(find_plugins=lambda: ()).converters,
        find_plan=lambda _: plan,
        clock=lambda: datetime.combine(STATUS_DAY, time(9), UTC),
    ).record_all(plan, example_drafts(people))
    records = list(made.records())
    # Half of an id is made by chance; here it is counted.
    ids = {one.id: f"{one.id[:18]}-8000-{index:012x}" for index, one in enumerate(records)}
    return MemoryStore(map_texts(one, lambda text: ids.get(text, text)) for one in records)


def example_view(
    *,
    internal: bool = False,
    without_names: bool = False,
    people: int = 3,
    with_status: bool = True,
    with_log: bool = False,
) -> View:
    """The example plan as an output gets it.

    Args:
        internal: Whether small numbers of people are shown.
        without_names: Whether the fields that hold names are left out.
        people: As for :func:`example_drafts`.
        with_status: Whether it says how the plan stands.
        with_log: Whether, if it is internal, it holds the records.
    """
    plan = example_plan()
    workspace = Workspace(find_plugins=lambda: (), store=example_store(plan, people))
    return workspace.view(
        plan,
        STATUS_DAY,
        internal=internal,
        without_names=without_names,
        with_status=with_status,
        with_log=with_log,
    )
