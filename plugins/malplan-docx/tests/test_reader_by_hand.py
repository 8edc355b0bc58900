"""Forms that somebody made in Word, without malplan, give a plan and say what was unsure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import docx
import pytest
from by_hand import CPR, FORM, doubts, fill, in_cells, in_lines, new, read, two_actions
from docx.document import Document

import malplan
from malplan import Evaluation, InvalidPlan, Learning, MilestoneKind, Period, Stage

NAMES = list(FORM)


# --- Layouts --------------------------------------------------------------------------------------
def under_a_row_of_headings() -> Document:
    """Headings in a row of their own, what they are over in the row below."""
    document = new()
    for names in (NAMES[:3], NAMES[3:5], NAMES[5:]):
        table = document.add_table(rows=2, cols=len(names))
        for index, name in enumerate(names):
            table.rows[0].cells[index].text = name
            table.rows[1].cells[index].text = FORM[name][0]
            for text in FORM[name][1:]:
                table.rows[1].cells[index].add_paragraph(text)
    return document


def beside_a_column_of_headings() -> Document:
    """Headings to the left, what they are over to the right."""
    document = new()
    table = document.add_table(rows=len(FORM), cols=2)
    for row, (name, paragraphs) in zip(table.rows, FORM.items(), strict=True):
        row.cells[0].text = f"{name}:"
        row.cells[1].text = "\n".join(paragraphs[:1])
        for text in paragraphs[1:]:
            row.cells[1].add_paragraph(text)
    return document


def in_one_table() -> Document:
    """All of it in one table of six columns, with merged cells."""
    document = new()
    table = document.add_table(rows=3, cols=6)
    for row, names in zip(table.rows, (NAMES[:3], NAMES[3:5], NAMES[5:]), strict=True):
        width = 6 // len(names)
        for index, name in enumerate(names):
            cell = row.cells[index * width].merge(row.cells[index * width + width - 1])
            fill(cell, name, FORM[name])
    return document


def in_a_box() -> Document:
    """A table in the only cell of another one, as a frame around it all."""
    document = new()
    frame = document.add_table(rows=1, cols=1).rows[0].cells[0]
    for name, paragraphs in FORM.items():
        frame.add_paragraph(name)
        for text in paragraphs:
            frame.add_paragraph(text)
    return document


def over_two_cells() -> Document:
    """The cells go on in the row below, and the last one below the table."""
    document = new()
    for names in (NAMES[:3], NAMES[3:5]):
        table = document.add_table(rows=2, cols=len(names))
        for index, name in enumerate(names):
            fill(table.rows[0].cells[index], name, FORM[name][:1])
            for text in FORM[name][1:]:
                table.rows[1].cells[index].add_paragraph(text)
    for name in NAMES[5:]:
        document.add_paragraph(name)
        for text in FORM[name]:
            document.add_paragraph(text)
    return document


def plainly() -> Document:
    return in_cells(bold=False)


LAYOUTS: Sequence[Callable[[], Document]] = (
    *(in_cells, plainly, in_lines, under_a_row_of_headings, beside_a_column_of_headings),
    *(in_one_table, in_a_box, over_two_cells),
)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_layout_does_not_matter(layout: Callable[[], Document]) -> None:
    found = read(layout())
    plan = found.plan
    assert (plan.title, plan.year, plan.municipality) == (
        "Fællesskaber for unge",
        2026,
        "Eksempel Kommune",
    )
    assert [goal.text for goal in plan.goals] == ["Flere unge er en del af et fællesskab."]
    assert plan.target_group is not None
    assert plan.target_group.text.startswith("Målgruppen er unge på 15-29 år")
    (objective,) = plan.objectives
    assert objective.text == "Alle unge er i uddannelse eller job"
    assert objective.policy is not None
    assert objective.policy.title == "Uddannelsespolitikken"
    assert plan.challenge is not None
    assert "• Mange mangler et fællesskab." in plan.challenge.text
    (action,) = plan.actions
    assert action.title == "Workshop for de unge"
    assert action.description == "Vi inviterer de unge til en workshop.\n\nDe unge er eksperterne."
    assert [sign.text for sign in action.signs] == [text[2:] for text in FORM["Tegn"]]
    assert [step.text for step in action.milestones] == [
        "Første møde i arbejdsgruppen",
        "De 250 unge findes, hvis det er muligt",
        "Workshoppen holdes",
        "Besøgene finder sted i maj/juni",
        "Endelig evaluering ultimo 2026",
    ]
    assert [step.period for step in action.milestones] == [
        Period.parse("medio februar", year=2026),
        None,
        Period.parse("ultimo marts/primo april", year=2026),
        Period.parse("maj/juni", year=2026),
        Period.parse("ultimo 2026"),
    ]
    assert action.milestones[1].optional
    assert action.milestones[4].kind is MilestoneKind.FINAL_EVALUATION
    evaluation, learning = (draft.what for draft in found.drafts)
    assert evaluation == Evaluation(
        action=action.id, stage=Stage.INTERIM, text="Der kom 16 unge.\n\nDe var glade for det."
    )
    assert learning == Learning(action=action.id, text="Unge kommer, når unge inviterer dem.")
    assert any("foreløbig" in doubt for doubt in doubts(found))


# --- Headings -------------------------------------------------------------------------------------
def test_headings_of_ones_own_are_known_by_their_place() -> None:
    own = {"Drøm": "goals", "Rammer": "objectives", "Hvorfor": "challenge", "Spor": "signs"}
    own |= {"Forsøg": "actions", "Kalender": "milestones", "Status": "evaluation", "Indsigt": ""}
    form = dict(zip(own, FORM.values(), strict=True))
    found = read(in_cells(form))
    assert [sign.text for sign in found.plan.signs] == [text[2:] for text in FORM["Tegn"]]
    assert found.plan.vocabulary is not None
    assert found.plan.vocabulary.signs == "Spor"
    assert found.plan.vocabulary.milestones == "Kalender"
    assert len(found.drafts) == 2
    told = "Overskriften ”Spor” er læst som ”Tegn” på grund af sin plads i formularen."
    assert any(told in doubt for doubt in doubts(found))


def test_one_unknown_heading_between_known_ones() -> None:
    form = {("Spor" if name == "Tegn" else name): said for name, said in FORM.items()}
    found = read(in_lines(form))
    assert len(found.plan.signs) == 2
    assert found.plan.vocabulary is not None
    assert found.plan.vocabulary.signs == "Spor"


@pytest.mark.parametrize("question", ["Hvad kan vi se, høre eller tælle, hvis det virker?"])
def test_a_heading_is_known_by_its_question(question: str) -> None:
    document = new()
    for text in ("Mål", "Ro", "Det vi holder øje med", question, "- Larmen falder"):
        document.add_paragraph(text)
    for text in ("Tiltag", "Tiltag 1: To hold"):
        document.add_paragraph(text)
    plan = read(document).plan
    assert [sign.text for sign in plan.signs] == ["Larmen falder"]
    assert plan.vocabulary is not None
    assert plan.vocabulary.signs == "Det vi holder øje med"
    assert plan.vocabulary.actions == "Tiltag"


def test_a_heading_and_its_text_on_one_line() -> None:
    document = new()
    document.add_paragraph("Ejer: Dorthe Espenhein, afdelingschef")
    document.add_paragraph("Tovholdere: Mette Nielsen Duekilde og Tina Vedel Blidegn (konsulent)")
    document.add_paragraph("Mål: Flere unge er med.")
    document.add_paragraph("Tegn\nHvad kan vi se, høre eller tælle, hvis det virker?")
    document.add_paragraph("– De unge møder op")
    plan = read(document).plan
    assert plan.owner is not None
    assert (plan.owner.name, plan.owner.role) == ("Dorthe Espenhein", "afdelingschef")
    assert [person.name for person in plan.coordinators] == [
        "Mette Nielsen Duekilde",
        "Tina Vedel Blidegn",
    ]
    assert [goal.text for goal in plan.goals] == ["Flere unge er med."]
    assert [sign.text for sign in plan.signs] == ["De unge møder op"]


# --- The head -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("lines", "title", "year", "municipality"),
    [
        (["Ungeløftet", "Målplan 2026, Albertslund Kommune"], "Ungeløftet", 2026, "Albertslund Kommune"),
        (["Målplan 2026 – Ungeløftet", "Albertslund Kommune"], "Ungeløftet", 2026, "Albertslund Kommune"),
        (["Målplan 2026: Ungeløftet i Høje-Taastrup Kommune"], "Ungeløftet i Høje-Taastrup Kommune", 2026, "Høje-Taastrup Kommune"),
        (["Ungeløftet 2027"], "Ungeløftet", 2027, "Ikke oplyst"),
        (["Målplan", "Ungeløftet", "Gælder for 2026"], "Målplan", 2026, "Ikke oplyst"),
    ],
)  # fmt: skip
def test_the_head_is_found(lines: list[str], title: str, year: int, municipality: str) -> None:
    document = new(lines)
    document.add_paragraph("Mål")
    document.add_paragraph("Flere unge er med.")
    plan = read(document).plan
    assert (plan.title, plan.year, plan.municipality) == (title, year, municipality)


def test_the_year_may_stand_anywhere_but_must_stand_somewhere() -> None:
    document = new(["Ungeløftet"])
    for text in ("Mål", "Flere unge er med i 2027."):
        document.add_paragraph(text)
    found = read(document)
    assert found.plan.year == 2027
    assert any("Det er læst som 2027" in doubt for doubt in doubts(found))
    document = new(["Ungeløftet"])
    assert read(document).plan.year == document.core_properties.modified.year


def test_a_form_without_a_year_is_no_plan() -> None:
    from hostile import body, form

    with pytest.raises(InvalidPlan) as caught:
        read(
            form(
                {"word/document.xml": body().replace("Målplan 2026, Eksempelkommune", "Ungeløftet")}
            )
        )
    assert [problem.path for problem in caught.value.problems] == ["year"]


# --- Trial actions --------------------------------------------------------------------------------
def test_signs_belong_to_the_trial_action_that_is_named() -> None:
    lines = ["Prøvehandling 2", "- De unge kommer igen", "Workshop:", "- De unge møder op"]
    found = two_actions(Tegn=lines, Milepælsplan=["Besøg", "• Uge 12: Første besøg"])
    first, second = found.plan.actions
    assert [sign.text for sign in first.signs] == ["De unge møder op"]
    assert [sign.text for sign in second.signs] == ["De unge kommer igen"]
    assert [step.text for step in second.milestones] == ["Første besøg"]
    assert not found.unsure


def test_signs_of_nobody_knows_which_go_to_the_first() -> None:
    found = two_actions(Tegn=["- De unge møder op"])
    assert [len(action.signs) for action in found.plan.actions] == [1, 0]
    assert any("Det er lagt til den første" in doubt for doubt in doubts(found))


def test_a_form_in_lines_says_signs_under_each_trial_action() -> None:
    document = new()
    for number in ("1", "2"):
        document.add_heading(f"Prøvehandling {number}: Nummer {number}", 1)
        document.add_paragraph("Vi prøver.")
        document.add_heading("Tegn", 2)
        document.add_paragraph(f"Tegn på {number}", style="List Bullet")
        document.add_heading("Milepælsplan", 2)
        document.add_paragraph(f"Skridt {number}: maj", style="List Number")
    plan = read(document).plan
    assert [action.title for action in plan.actions] == ["Nummer 1", "Nummer 2"]
    assert [[sign.text for sign in action.signs] for action in plan.actions] == [
        ["Tegn på 1"],
        ["Tegn på 2"],
    ]
    assert [len(action.milestones) for action in plan.actions] == [1, 1]


def test_trial_actions_without_headings() -> None:
    document = new()
    for text in (
        "Prøvehandlinger",
        "1. Workshop for de unge",
        "Vi holder den i marts.",
        "2. Besøg",
    ):
        document.add_paragraph(text)
    found = read(document)
    assert [action.title for action in found.plan.actions] == ["Workshop for de unge", "Besøg"]
    assert found.plan.actions[0].description == "Vi holder den i marts."


def test_signs_without_any_trial_action_make_one() -> None:
    document = new()
    for text in ("Tegn", "- De unge møder op", "Milepæle", "- Møde: uge 12"):
        document.add_paragraph(text)
    found = read(document)
    (action,) = found.plan.actions
    assert action.title == "Prøvehandling uden titel"
    assert len(action.signs) == len(action.milestones) == 1


# --- Evaluation, learning, CPR numbers ------------------------------------------------------------
def test_what_is_labelled_is_what_it_says() -> None:
    lines = [
        "Prøvehandling 2",
        "Foreløbig evaluering: Der kom mange.",
        "Endelig evaluering: De blev.",
    ]
    found = two_actions(Evaluering=lines, Læring=["Besøg", "Vi lærte noget."])
    second = found.plan.actions[1].id
    assert [draft.what for draft in found.drafts] == [
        Evaluation(action=second, stage=Stage.INTERIM, text="Der kom mange."),
        Evaluation(action=second, stage=Stage.FINAL, text="De blev."),
        Learning(action=second, text="Vi lærte noget."),
    ]


def test_a_cpr_number_is_told_and_not_shown() -> None:
    form = {
        **FORM,
        "Evaluering": [f"Pia ({CPR}) var glad."],
        "Læring": ["Vi lærte noget."],
        "Tegn": [f"- Pia {CPR} kommer"],
    }
    found = read(in_cells(form))
    said = " ".join(doubts(found)) + repr(found)
    assert CPR not in said
    assert CPR[:6] not in said
    assert [type(draft.what) for draft in found.drafts] == [Learning]
    places = [one.place.da for one in found.unsure if "CPR" in one.message.da]
    assert places[:2] == ["Tegn, punkt 1", "Evaluering, punkt 1"]
    assert CPR not in " ".join(action.id for action in found.plan.actions)


# --- English --------------------------------------------------------------------------------------
def test_a_form_in_english() -> None:
    document = docx.Document()
    for text in (
        *("Plan 2026, Example Municipality", "Community for the young"),
        *("Goals", "More young people belong."),
        *("Trial actions", "Trial action 1: Workshop", "Group: at most 8 participants"),
        *("Signs", "- They come", "Target: at least 15 people (late March 2026)"),
        *("Milestone plan", "- Workshop: early April 2026"),
        *("Learning", "They come if they are asked."),
    ):
        document.add_paragraph(text)
    found = read(document)
    (action,) = found.plan.actions
    assert action.group == malplan.Group(most=8)
    (sign,) = action.signs
    assert isinstance(sign.measure, malplan.Quantitative)
    assert sign.measure.targets[0].due == Period(date(2026, 3, 21), date(2026, 3, 31))
    assert action.milestones[0].period == Period(date(2026, 4, 1), date(2026, 4, 10))


# --- All of it at once ----------------------------------------------------------------------------
def messy() -> Document:
    """A form as it may look in a municipality: marks, numbers, questions of its own, two rows."""
    document = new(["Målplan 2026 – aktiviteter koblet til Ungeløftet"])
    rows: tuple[tuple[tuple[str, ...], ...], ...] = (
        (
            ("Ejer:", "Afdelingschef Dorthe Espenhein"),
            ("Tovholdere:", "Mette Nielsen Duekilde", "Tina Vedel Blidegn"),
            ("Bidragende arbejdspladser:", "Kultur & Fritid: Musikskolen, Toftegården", "ABC"),
        ),
        (
            ("Mål & målgruppe\nHvilken forandring skal hvem opleve?",),
            ("Målsætning & politik", "Hvilken målsætning og hvilken politik understøtter målet?"),
            ("Udfordring", "Hvad er baggrunden for målplanen?"),
        ),
        (
            (
                "Målgruppe:",
                "Udsatte unge på 15-29 år.",
                "",
                "Mål:",
                "Flere unge er i fællesskaber.",
            ),
            ("Målsætning: Alle unge er i uddannelse eller job.", "Politik: Uddannelsespolitikken"),
            ("Ungeløftet er et nationalt projekt.", "@250 modtager ingen ydelse"),
        ),
        (
            ("Tegn", "Hvad er de konkrete tegn på, at prøvehandlingerne virker?"),
            ("Prøvehandlinger", "Hvilke prøvehandlinger sætter vi i gang?"),
        ),
        (
            (
                "Tegn på, at prøvehandling 1 virker:",
                "@Mindst 15 unge kommer",
                "Besøg:",
                "@De bliver",
            ),
            ("1. Workshop for de unge", "En workshop for målgruppen.", "2. Besøg", "@Villa Social"),
        ),
        (
            ("Milepælsplan", "1. Hvornår starter prøvehandlingen?", "2. Hvad er milepælene?"),
            ("Evaluering",),
            ("Læring",),
        ),
        (
            (
                *(
                    "Prøvehandling 1",
                    "#Første møde medio februar",
                    "#De 250 unge findes (hvis muligt)",
                ),
                *("Prøvehandling 2", "#Besøgene: maj/juni", "#Efter en besøgsrunde: det besluttes"),
            ),
            ("",),
            ("",),
        ),
    )
    for cells in rows:
        table = document.add_table(rows=1, cols=len(cells))
        for cell, lines in zip(table.rows[0].cells, cells, strict=True):
            cell.text = lines[0]
            for line in lines[1:]:
                style = {"@": "List Bullet", "#": "List Number"}.get(line[:1])
                cell.add_paragraph(line[1:] if style else line, style=style)
    return document


def test_a_form_of_a_municipality() -> None:
    """The rows are one table, because nothing stands between them."""
    document = messy()
    _, *rest = document.tables
    for table in rest[1:2] + rest[3:4] + rest[5:6]:
        above = table._tbl.getprevious()
        for row in table.rows:
            above.append(row._tr)
    found = read(document)
    plan = found.plan
    assert [one.name for one in plan.workplaces] == ["Kultur & Fritid", "ABC"]
    assert [one.name for one in plan.workplaces[0].workplaces] == ["Musikskolen", "Toftegården"]
    assert plan.target_group is not None
    assert plan.target_group.text == "Udsatte unge på 15-29 år."
    assert [goal.text for goal in plan.goals] == ["Flere unge er i fællesskaber."]
    assert plan.objectives[0].policy == malplan.Policy(title="Uddannelsespolitikken")
    workshop, visit = plan.actions
    assert (workshop.title, visit.title) == ("Workshop for de unge", "Besøg")
    assert [sign.text for sign in workshop.signs] == ["Mindst 15 unge kommer"]
    assert [sign.text for sign in visit.signs] == ["De bliver"]
    assert [step.text for step in workshop.milestones] == [
        "Første møde medio februar",
        "De 250 unge findes (hvis muligt)",
    ]
    assert [step.period is not None for step in visit.milestones] == [True, False]
    assert visit.description == "• Villa Social"
    assert found.drafts == ()
