"""Every fact of the plan is in it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

import malplan
import malplan_ungeloeftet
from malplan import KeyFigure, Level, Milestone, MilestoneKind, Plan, Quantitative, Workplace
from malplan.cli import cli
from malplan.convert import Form
from malplan.testing import yaml12

PLAN_FILE = Path(malplan_ungeloeftet.__file__).parent / "ungeloeftet.yaml"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return malplan.load_plan("ungeloeftet")


def run(*args: str) -> str:
    return CliRunner(env={"COLUMNS": "80"}).invoke(cli, args).stdout


def show(*args: str) -> str:
    return run("show", "ungeloeftet", *args)


# --- The head -------------------------------------------------------------------------------------
def test_the_head(plan: Plan) -> None:
    assert plan.id == "ungeloeftet"
    assert plan.title.lower() == "aktiviteter koblet til ungeløftet"
    assert (plan.year, plan.municipality) == (2026, "Albertslund Kommune")
    assert plan.owner is not None
    assert (plan.owner.name, plan.owner.role) == ("Dorthe Espenhein", "afdelingschef")
    names = [person.name for person in plan.coordinators]
    assert names == ["Mette Nielsen Duekilde", "Tina Vedel Blidegn"]


def test_the_workplaces(plan: Plan) -> None:
    def tree(workplaces: tuple[Workplace, ...]) -> dict[str, Any]:
        return {one.name: tree(one.workplaces) for one in workplaces}

    assert {name: list(below) for name, below in tree(plan.workplaces).items()} == {
        "Kultur & Fritid": [
            "Musikskolen",
            "Vikingelandsbyen",
            "Albertslund ridecenter",
            "Toftegården",
            "Dyregården",
            "Svøm og Fitness",
            "Fritidsvejleder",
        ],
        "Børn, Sundhed & Velfærd": [
            "Bostøtte og Klubområdet",
            "Ungeboligerne",
            "Villa Social",
            "Klubsocialrådgiver",
        ],
        "Frivilligcenter Albertslund": [],
        "ABC": [],
        "Uddannelse & Job (BA&E)": [],
    }
    assert "Borger, Arbejdsmarked & Erhverv" in (plan.workplaces[-1].description or "")


# --- Why ------------------------------------------------------------------------------------------
def test_the_target_group_and_the_objective(plan: Plan) -> None:
    group = plan.target_group
    assert group is not None
    assert (group.youngest, group.oldest) == (15, 29)
    (objective,) = plan.objectives
    assert objective.policy is not None
    assert objective.policy.title == "Uddannelsespolitikken"


def test_the_key_figures(plan: Plan) -> None:
    def facts(figure: KeyFigure) -> tuple[Decimal | None, bool, str | None, str | None]:
        as_of = figure.as_of.isoformat() if figure.as_of else None
        return figure.value, figure.about, as_of, figure.part_of

    february = "2025-02-01/2025-02-28"
    assert [facts(figure) for figure in plan.key_figures] == [
        (Decimal(64000), True, None, None),
        (Decimal(350), True, february, None),
        (Decimal(250), False, february, "unge-i-albertslund"),
        (Decimal(100), True, february, "unge-i-albertslund"),
    ]
    assert all(figure.counts is malplan.Counts.PEOPLE for figure in plan.key_figures)


# --- Trial actions --------------------------------------------------------------------------------
def milestones(milestones: tuple[Milestone, ...]) -> list[tuple[str, str | None, bool]]:
    return [
        (one.kind.value, one.period.isoformat() if one.period else None, one.optional)
        for one in milestones
    ]


def test_the_workshop(plan: Plan) -> None:
    workshop = plan.actions[0]
    assert workshop.title == "Workshop for de unge (høre de unges stemmer)"
    assert len(workshop.signs) == 5
    measure = workshop.signs[0].measure
    assert isinstance(measure, Quantitative)
    (target,) = measure.targets
    assert (target.kind.value, target.value, measure.unit) == ("at_least", Decimal(15), "personer")
    assert measure.counts is malplan.Counts.PEOPLE
    assert [sign.measure for sign in workshop.signs[1:]] == [None] * 4
    assert workshop.signs[2].how
    assert workshop.signs[2].when
    assert workshop.signs[4].level is Level.IMPACT
    assert milestones(workshop.milestones) == [
        ("start", "2026-02-11/2026-02-20", False),
        ("step", None, True),
        ("step", None, False),
        ("step", None, False),
        ("step", "2026-03-21/2026-04-10", False),
        ("step", None, False),
        ("step", None, True),
        ("final_evaluation", "2026-12-01/2026-12-31", False),
    ]


def test_the_alternative_frames(plan: Plan) -> None:
    action = plan.actions[1]
    assert action.title == "Alternative rammer/aktiviteter for de unge"
    assert action.group is not None
    assert (action.group.most, action.sessions) == (8, 2)
    assert [(place.name, place.activity, place.settled) for place in action.places] == [
        ("Musikskolen", "Hiphopskolen", False),
        ("Villa Social", "tegnegruppe", False),
        ("Ridecenter eller Dyregården", None, False),
        ("Svøm og Fit på Nyvej", None, False),
    ]
    assert len(action.signs) == 6
    assert milestones(action.milestones) == [
        ("step", "2026-03-01/2026-03-31", False),
        ("step", "2026-03-11/2026-03-31", False),
        ("step", "2026-04-01/2026-04-30", False),
        ("step", "2026-05-01/2026-06-30", False),
        ("step", "../..", False),
    ]
    said = [one.period.text for one in action.milestones if one.period]
    assert said == [
        "i løbet af marts",
        "medio/ultimo marts",
        "april",
        "maj/juni",
        "efter en besøgsrunde",
    ]


FACTS = """
udsatte unge|hverken i uddannelse eller job|psykiske, sociale eller helbredsmæssige
ungdomsuddannelse|overordnede mål|fællesskaber|mestre en hverdag|trivsel|struktur, relationer|fodfæste
undersøgelser viser|stabile miljøer|støtte, retning|høre til
alle albertslunds unge er i uddannelse eller job
nationalt projekt|alle landets kommuner|3 år|STAR|Styrelsen for Arbejdsmarked og Rekruttering
resultatkrav|meningsfulde fællesskaber|nye rammer|møde med kommunen|inddrage de unge tæt
allerede findes|daglige drift|på tværs af forvaltningen
nysgerrige|eksperter|erfaringer|ikke lagt fast|tryg stemning|holde sig i baggrunden, lytte
fælles aktivitet|”systemet”|mindst 15 unge|så mange som muligt|ambassadører|planlægningen
mødt og hørt|ved workshoppens afslutning|trives bedre|gennemfører en uddannelse eller får et job
arbejdsgruppen|250 unge, der ikke modtager ydelse|kommunalt forløb|åben invitation|sagsbehandleren
telefonisk|sociale medier|sørger for, at de unge kommer|relevant indsats|ambassadørgruppe|evalueret
konsulent fra Ungeløftet|tre forskellige steder|to gange|dagtimerne|lønnet personale
frivillige foreninger|forskellige interesser|brev eller en video|allerede bruger tilbuddene
ønsker og kompetencer|tættere relation|bedre og dybere|holde kontakten|få øje på
workshops og initiativer|fast gruppe|fra gang til gang|besøger konsulenten stedet først
tanker|praktisk planlægningsgruppe|besøgsrunde|samarbejdet
Borgere oplever større tryghed|Job på få lønnede timer|Kom glad i skole
Etablering af familieforeningshold|seks målsætninger fra seks politikker
"""


def test_show_holds_every_fact() -> None:
    text = " ".join(show("--json").replace("\\n", " ").split()).lower()
    facts = [fact for line in FACTS.strip().split("\n") for fact in line.split("|")]
    assert [fact for fact in facts if fact.lower() not in text] == []
    assert "evaluations" not in json.loads(show("--json"))


# --- Checking and writing -------------------------------------------------------------------------
def test_an_honest_check(plan: Plan) -> None:
    found = {(one.code, one.path) for one in malplan.check(plan)}
    workshop, frames = "actions/workshop", "actions/alternative-rammer"
    assert {
        ("no-final-evaluation", frames),
        ("long-without-interim-evaluation", workshop),
        ("long-without-interim-evaluation", frames),
        ("few-measurable-signs", ""),
        ("sign-without-baseline", f"{workshop}/signs/fremmoede"),
        ("unscheduled-milestone", f"{workshop}/milestones/send-invitation"),
        ("unscheduled-milestone", f"{frames}/milestones/samarbejdet-fremover"),
    } <= found
    codes = {code for code, _ in found}
    assert not codes & {"cpr-number", "figures-do-not-add-up", "no-coordinator"}
    (few,) = (one for one in malplan.check(plan) if one.code == "few-measurable-signs")
    assert "1 af planens 11 tegn" in few.message.da
    assert not any(m.kind is MilestoneKind.INTERIM_EVALUATION for m in plan.actions[1].milestones)


@pytest.mark.parametrize("to", ["yaml", "json"])
def test_it_reads_back(plan: Plan, to: str, tmp_path: Path) -> None:
    workspace = malplan.Workspace()
    path = tmp_path / f"ungeloeftet.{to}"
    path.write_bytes(workspace.render(plan, to))
    assert workspace.load(path) == plan
    assert workspace.render(workspace.load(path), to) == path.read_bytes()


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_an_editor_finds_nothing_wrong(plan: Plan, form: Form) -> None:
    schema = malplan.json_schema(form)
    texts = [malplan.Workspace().render(plan, form).decode()]
    if form == "yaml":
        texts.append(PLAN_FILE.read_text(encoding="utf-8"))
    for text in texts:
        assert list(Draft202012Validator(schema).iter_errors(yaml12.load(text))) == []


def test_the_terminal_is_80_columns_wide() -> None:
    assert max(len(line) for line in show().split("\n")) <= 80
