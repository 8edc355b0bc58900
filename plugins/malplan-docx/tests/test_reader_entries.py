"""What stands in a cell of a form by hand: its signs, milestones and key figures, one by one."""

from __future__ import annotations

import pytest
from by_hand import CPR, doubts, new, read, two_actions

import malplan
from malplan import MilestoneKind, Period
from malplan.messages import labels


@pytest.mark.parametrize("mark", ["• ", "- ", "– ", "* ", "·\t", "\uf0b7 ", "o ", "1. ", "a) "])
def test_typed_marks_are_marks(mark: str) -> None:
    document = new()
    for text in ("Tegn", f"{mark}De unge møder op", f"{mark}De unge\u00a0bliver"):
        document.add_paragraph(text)
    assert [sign.text for sign in read(document).plan.signs] == [
        "De unge møder op",
        "De unge\u00a0bliver",
    ]


@pytest.mark.parametrize("style", ["List Bullet", "List Number", "List Bullet 2", "Normal"])
def test_lists_of_word_are_lists(style: str) -> None:
    document = new()
    document.add_paragraph("Tegn")
    for text in ("De unge møder op", "De unge bliver"):
        document.add_paragraph(text, style=style)
    assert len(read(document).plan.signs) == 2


def test_facts_may_follow_on_lines_of_their_own() -> None:
    document = new()
    document.add_paragraph("Prøvehandling 1: Workshop")
    document.add_paragraph("Tegn")
    document.add_paragraph(
        "1.1 De unge møder op\nMåltal: mindst 15 personer (april)\nNiveau: effekt"
    )
    document.add_paragraph("1.2 De unge bliver")
    document.add_paragraph("Fører til: tegn 1.1")
    first, second = read(document).plan.signs
    assert isinstance(first.measure, malplan.Quantitative)
    assert first.measure.targets[0].due == Period.parse("april", year=2026)
    assert first.level is malplan.Level.OUTCOME
    assert second.leads_to == (first.id,)


def sign_of(*facts: str) -> tuple[malplan.Sign, list[str]]:
    """The one sign of a form with these facts below it, and what was unsure."""
    document = new()
    document.add_paragraph("Prøvehandling 1: Workshop")
    document.add_paragraph("Tegn")
    document.add_paragraph("\n".join(("1.1 De unge er med", *facts)))
    found = read(document)
    (sign,) = found.plan.signs
    return sign, doubts(found)


def test_a_baseline_says_when_and_whence() -> None:
    sign, unsure = sign_of("Udgangspunkt: 10 unge (februar 2025, Jobindsats)")
    assert isinstance(sign.measure, malplan.Quantitative)
    assert sign.measure.baseline is not None
    assert sign.measure.baseline.as_of == Period.parse("februar 2025")
    assert sign.measure.baseline.source == "Jobindsats"
    sign, unsure = sign_of("Udgangspunkt: 10 unge (Jobindsats)", "Måltal: højst 5 unge (april)")
    assert isinstance(sign.measure, malplan.Quantitative)
    assert sign.measure.baseline is not None
    assert sign.measure.baseline.as_of is None
    assert sign.measure.baseline.source == "Jobindsats"
    assert sign.measure.direction is malplan.Direction.DOWN
    assert unsure == []


def test_a_baseline_that_is_held_back_is_no_number() -> None:
    held_back = labels.WITHHELD.text("da")
    sign, unsure = sign_of("Måltal: mindst 15 unge", f"Udgangspunkt: {held_back}")
    assert isinstance(sign.measure, malplan.Quantitative)
    assert sign.measure.baseline is not None
    assert sign.measure.baseline.withheld
    assert unsure == []


def test_a_unit_may_have_brackets_of_its_own() -> None:
    sign, _ = sign_of("Tal eller skala: kr. (i alt)")
    assert isinstance(sign.measure, malplan.Quantitative)
    assert sign.measure.unit == "kr. (i alt)"


@pytest.mark.parametrize(
    ("facts", "left"),
    [
        (("Udgangspunkt: 10 unge", "Udgangspunkt: 12 unge"), "12 unge"),
        (("Måltal: mindst 15 personer", "Måltal: mindst 16 procent"), "mindst 16 procent"),
        (("Måltal: mindst 15 personer", "Måltal: mindst mange"), "mindst mange"),
        (("Skala: glad",), "glad"),
        (("Skala: slet ikke → lidt → meget", "Måltal: vildt"), "vildt"),
        (("Skala: slet ikke → lidt → meget", "Udgangspunkt: ukendt"), "ukendt"),
        (("Skala: slet ikke → lidt → meget", "Ønsket trin: vildt"), "vildt"),
    ],
)
def test_a_fact_that_fits_no_measure_stays_with_its_sign(facts: tuple[str, ...], left: str) -> None:
    sign, unsure = sign_of(*facts)
    assert left in (sign.how or "")
    assert [one for one in unsure if f"”{left}”" in one]


def test_figures_that_are_none_are_text_of_the_challenge() -> None:
    document = new()
    document.add_heading("Udfordring", 2)
    document.add_paragraph("Mange er alene.")
    document.add_heading("Nøgletal", 3)
    lines = ("350 personer: heraf uden ydelse", "20 personer: unge i alt (kilde: )")
    others = ("mangfoldige: unge i kommunen", "heraf: uden", "30 personer:")
    for text in (*lines, *others):
        document.add_paragraph(f"• {text}")
    found = read(document)
    challenge = found.plan.challenge
    assert challenge is not None
    assert [one.text for one in challenge.key_figures] == [
        "heraf uden ydelse",
        "unge i alt (kilde: )",
    ]
    assert challenge.text == "\n\n".join(("Mange er alene.", *(f"• {one}" for one in others)))
    assert len([one for one in doubts(found) if "Nøgletal" in one]) == 1 + len(others)


def test_an_age_that_nobody_has_is_text_of_the_target_group() -> None:
    document = new()
    for text in ("Målgruppe", "Unge", "Alder: 1500-2900 år"):
        document.add_paragraph(text)
    group = read(document).plan.target_group
    assert group is not None
    assert group.text == "Unge\n\nAlder: 1500-2900 år"


def test_the_municipality_may_stand_in_the_margin() -> None:
    document = new(["Målplan 2026", "Fællesskaber for unge"])
    document.sections[0].header.paragraphs[0].text = "Eksempel Kommune"
    found = read(document)
    assert found.plan.municipality == "Eksempel Kommune"
    assert any("Eksempel Kommune" in one for one in doubts(found))


def test_a_cpr_number_in_the_head_is_told_and_not_shown() -> None:
    document = new(["Målplan 2026", "Fællesskaber", "Eksempel Kommune", f"Om {CPR}"])
    found = read(document)
    assert any("CPR" in one for one in doubts(found))
    assert CPR not in repr(found)


def test_fields_of_a_municipality_are_told_of() -> None:
    document = new()
    document.add_paragraph("Tegn")
    document.add_paragraph("- De unge kommer")
    document.add_heading(labels.EXTENSION.format(name="malplan-egen").text("da"), 2)
    document.add_paragraph("Sagsnummer 27")
    found = read(document)
    assert [sign.text for sign in found.plan.signs] == ["De unge kommer"]
    assert any("Sagsnummer 27" in one for one in doubts(found))


def test_milestones_in_a_table_of_their_own() -> None:
    document = new()
    document.add_paragraph("Prøvehandling 1: Workshop")
    document.add_paragraph("Milepælsplan")
    table = document.add_table(rows=3, cols=2)
    for row, texts in zip(
        table.rows,
        (
            ("Milepæl", "Tidspunkt"),
            ("Første møde", "medio februar – start"),
            ("Slut", "når vi er klar"),
        ),
        strict=True,
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    found = read(document)
    first, last = found.plan.actions[0].milestones
    assert (first.text, first.kind) == ("Første møde", MilestoneKind.START)
    assert first.period == Period.parse("medio februar", year=2026)
    assert last.period is not None
    assert last.period.text == "når vi er klar"
    assert any("når vi er klar" in doubt for doubt in doubts(found))


def test_milestones_in_rows_of_a_table_in_a_cell() -> None:
    document = new()
    cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
    cell.text = "Milepælsplan"
    inner = cell.add_table(rows=2, cols=2)
    for row, texts in zip(
        inner.rows, (("Medio februar", "Første møde"), ("Uge 14", "Workshop")), strict=True
    ):
        for one, text in zip(row.cells, texts, strict=True):
            one.text = text
    steps = read(document).plan.actions[0].milestones
    assert [step.text for step in steps] == ["Første møde", "Workshop"]
    assert [step.period for step in steps] == [
        Period.parse("medio februar", year=2026),
        Period.parse("uge 14", year=2026),
    ]


def test_questions_of_the_form_are_no_milestones() -> None:
    questions = ["1. Hvornår starter den enkelte prøvehandling?", "2. Hvor lang tid skal der til?"]
    found = two_actions(
        Milepælsplan=[*questions, "- Uge 12: Møde", "Hvornår er den endelige evaluering?"]
    )
    (step,) = found.plan.actions[0].milestones
    assert step.text.startswith("Møde")
