"""Forms of malplan that somebody edited in Word."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from by_hand import doubts, new, read, saved
from docx.document import Document
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.text.paragraph import Paragraph
from forms import opened, paragraphs, ungeloeftet, written
from test_reader_round_trip import as_shown

import malplan
from malplan import Imported, Plan
from malplan.fields import map_texts

SIGN = "De unge bliver mere bevidste om deres ønsker og kompetencer."


def form() -> Document:
    return opened(written(ungeloeftet()))


def plan() -> Plan:
    return ungeloeftet().plan


def at(document: Document, text: str) -> Paragraph:
    """The first paragraph that holds a text."""
    return next(one for one in paragraphs(document) if text in one.text)


def xml(markup: str) -> Any:
    return parse_xml(re.sub("^<([a-z]+:[A-Za-z]+)", rf"<\1 {nsdecls('w')}", markup))


def run(text: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


BY = 'w:id="1" w:author="Mette" w:date="2026-03-01T00:00:00Z"'


def added_row(table: Any) -> Any:
    return table.add_row()


def signs(found: Imported) -> list[str]:
    return [sign.text for sign in found.plan.actions[1].signs]


# --- Nothing edited -------------------------------------------------------------------------------
def test_ungeloeftet_comes_back_as_it_is() -> None:
    found = read(written(ungeloeftet()))
    # A line feed that is no blank line is a space in every output.
    wanted = map_texts(plan(), lambda text: re.sub(r"(?<!\n)\n(?!\n)", " ", text))
    assert with_ids_of(wanted, found.plan) == wanted
    assert found.drafts == ()
    assert len(found.unsure) == 2
    assert all("Tidspunktet" in doubt for doubt in doubts(found))


def with_ids_of(wanted: Plan, found: Plan) -> Plan:
    """The plan with the ids of another one, part by part."""
    ids = dict(zip(ids_of(found), ids_of(wanted), strict=True))
    converter = malplan.make_converter()
    data = converter.unstructure(found)

    def renamed(held: Any) -> Any:
        if isinstance(held, dict):
            return {name: renamed(one) for name, one in held.items()}
        if isinstance(held, list | tuple):
            return [renamed(one) for one in held]
        return ids.get(held, held) if isinstance(held, str) else held

    return converter.structure(renamed(data), Plan)


def ids_of(plan: Any) -> list[str]:
    found = [plan.id, *(one.id for one in (*plan.goals, *plan.objectives, *plan.key_figures))]
    for action in plan.actions:
        found += [action.id, *(one.id for one in (*action.signs, *action.milestones))]
    return found


# --- Edits that change nothing --------------------------------------------------------------------
def bold_everything(document: Document) -> None:
    for one in paragraphs(document):
        for piece in one.runs:
            piece.bold = True


def bold_nothing(document: Document) -> None:
    for one in paragraphs(document):
        for piece in one.runs:
            piece.style = None
            piece.bold = False


def empty_paragraphs(document: Document) -> None:
    for one in list(paragraphs(document)):
        one.insert_paragraph_before("")
        one.insert_paragraph_before(" \u00a0 ")


def split_runs(document: Document) -> None:
    """As Word does when it checks the spelling of a text."""
    for one in paragraphs(document):
        for piece in one.runs:
            if len(piece.text) > 3 and "\t" not in piece.text and "\n" not in piece.text:
                half = xml("<w:r><w:t/></w:r>")
                half[0].text = piece.text[2:]
                half[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                if piece._r.rPr is not None:
                    half.insert(0, deepcopy(piece._r.rPr))
                piece.text = piece.text[:2]
                piece._r.addnext(half)
                piece._r.addnext(xml('<w:proofErr w:type="spellStart"/>'))


def no_styles(document: Document) -> None:
    """Everything was pasted as text, but headings kept their look."""
    for one in paragraphs(document):
        name = one.style.name if one.style else ""
        if name and name.startswith("Malplan"):
            one.style = document.styles["Normal"]


def wrapped(before: str, after: str) -> Callable[[Document], None]:
    """Every run in an element that only wraps it."""

    def edit(document: Document) -> None:
        for one in paragraphs(document):
            for piece in list(one.runs):
                around = xml(f"{before}{after}")
                innermost = around
                while len(innermost):
                    innermost = innermost[-1]
                piece._r.addprevious(around)
                innermost.append(piece._r)

    return edit


def merged_cells(document: Document) -> None:
    """Two cells of the second row of the form become one that spans both, as Word writes it."""
    table = document.tables[2]
    for row in table.rows:
        first, second = row._tr.tc_lst[:2]
        for child in list(second):
            if child.tag != qn("w:tcPr"):
                first.append(child)
        row._tr.remove(second)
        first.get_or_add_tcPr().append(xml('<w:gridSpan w:val="2"/>'))


EDITS = {
    "bold": bold_everything,
    "not bold": bold_nothing,
    "empty paragraphs": empty_paragraphs,
    "split runs": split_runs,
    "content controls": wrapped("<w:sdt><w:sdtPr><w:id w:val=\"7\"/></w:sdtPr><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    "smart tags": wrapped('<w:smartTag w:uri="urn:x" w:element="place">', "</w:smartTag>"),
    "hyperlinks": wrapped('<w:hyperlink w:anchor="x">', "</w:hyperlink>"),
    "insertions": wrapped(f"<w:ins {BY}>", "</w:ins>"),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_what_changes_nothing_changes_nothing(name: str) -> None:
    document = form()
    EDITS[name](document)
    found = read(document)
    assert as_shown(found.plan, "da") == as_shown(plan(), "da")
    assert len(found.unsure) == (3 if name == "insertions" else 2)


def test_a_form_whose_styles_are_lost_still_says_nearly_all() -> None:
    document = form()
    no_styles(document)
    found = read(document).plan
    ours, wanted = as_shown(found, "da"), as_shown(plan(), "da")
    # Nothing says any more what is below what, but no word of it is lost.
    differing = [name for name in wanted if ours[name] != wanted[name]]
    assert differing == ["workplaces", "target_group"]
    assert sorted(words_of(ours)) == sorted(words_of(wanted))


def words_of(shown: Any) -> list[str]:
    if isinstance(shown, str):
        return shown.split()
    held = shown.values() if isinstance(shown, dict) else shown if isinstance(shown, tuple) else ()
    return [word for one in held for word in words_of(one)]


# --- Edits that change something ------------------------------------------------------------------
def test_a_bullet_that_was_moved() -> None:
    document = form()
    moved, before = at(document, SIGN), at(document, "Flere unge bliver løbende")
    facts = moved._p.getnext()
    before._p.addprevious(moved._p)
    before._p.addprevious(facts)
    found = read(document)
    assert signs(found)[0] == SIGN
    assert len(signs(found)) == 6
    goal = found.plan.goals[1].id
    assert found.plan.actions[1].signs[1].leads_to == (goal,)


def test_references_follow_the_numbers_that_are_printed() -> None:
    document = form()
    moved, before = at(document, "Effekt af forløbet"), at(document, "Første skridt er")
    following = moved._p
    for _ in range(4):
        one, following = following, following.getnext()
        before._p.addprevious(one)
    found = read(document).plan.actions[0].signs
    assert found[0].text.startswith("Effekt af forløbet")
    first = next(sign for sign in found if sign.text.startswith("Næste skridt"))
    assert first.leads_to == (found[0].id,)


def test_a_bullet_that_was_added() -> None:
    document = form()
    added = at(document, SIGN).insert_paragraph_before("De unge ringer selv", style="Malplan Item")
    assert added.text in signs(read(document))
    document = form()
    at(document, SIGN).insert_paragraph_before("• De unge ringer selv", style="Normal")
    assert "De unge ringer selv" in signs(read(document))


def test_a_paragraph_that_was_added_goes_to_what_it_stands_under() -> None:
    document = form()
    at(document, SIGN).insert_paragraph_before("Det ser vi allerede.", style="Normal")
    found = read(document)
    assert signs(found)[0].endswith("\n\nDet ser vi allerede.")
    assert any("Det ser vi allerede." in doubt for doubt in doubts(found))


def test_a_row_that_was_added_goes_on_with_the_section_above() -> None:
    document = form()
    row = added_row(document.tables[3])
    row.cells[2].text = "De unge kommer, når unge inviterer dem."
    found = read(document)
    assert [draft.what for draft in found.drafts] == [
        malplan.Learning(
            action=found.plan.actions[0].id, text="De unge kommer, når unge inviterer dem."
        )
    ]


def test_a_soft_break_is_a_paragraph() -> None:
    document = form()
    at(document, "Rammen er ikke lagt fast").runs[0].add_break()
    at(document, "Rammen er ikke lagt fast").add_run("Det finder vi ud af.")
    found = read(document).plan.actions[0].description
    assert found is not None
    assert found.endswith("\n\nDet finder vi ud af.")


def test_merged_cells_are_read() -> None:
    document = form()
    merged_cells(document)
    found = read(document)
    # Signs and trial actions stood side by side, and now one after the other.
    assert as_shown(found.plan, "da") == as_shown(plan(), "da")


def test_a_cell_that_is_merged_with_the_one_below() -> None:
    document = form()
    table = document.tables[1]
    table.cell(0, 0).merge(table.cell(1, 0))
    found = read(document)
    assert as_shown(found.plan, "da") == as_shown(plan(), "da")


def test_what_cannot_be_read_is_kept_where_it_stands() -> None:
    document = form()
    target = at(document, "Måltal")
    target.runs[-1].text = ": en hel del"
    found = read(document)
    sign = found.plan.actions[0].signs[0]
    assert sign.how == "Måltal: en hel del"
    assert sign.measure is None
    assert any("”Måltal” kunne ikke læses" in doubt for doubt in doubts(found))


def test_a_reference_to_nothing_is_told() -> None:
    document = form()
    at(document, "Fører til: tegn 1.2").runs[-1].text = ": tegn 1.2, tegn 9.9"
    found = read(document)
    assert len(found.plan.actions[0].signs[0].leads_to) == 1
    assert any("”tegn 9.9”" in doubt for doubt in doubts(found))


def test_every_problem_of_an_edited_form_is_told_at_once() -> None:
    document = form()
    at(document, "15-29 år").runs[-1].text = ": 29-15 år"
    at(document, "Alle Albertslunds unge").runs[-1].text = "x" * 10
    at(document, "Fører til: tegn 1.5").runs[-1].text = ": tegn 1.1"
    with pytest.raises(malplan.InvalidPlan) as caught:
        read(document)
    paths = [problem.path for problem in caught.value.problems]
    assert any(path.startswith("target_group") for path in paths)
    assert len(paths) >= 2
    assert all(problem.line is None for problem in caught.value.problems)


# --- Tracked changes ------------------------------------------------------------------------------
def test_tracked_changes_are_taken_as_accepted() -> None:
    document = form()
    paragraph = at(document, SIGN)._p
    for child in list(paragraph)[1:]:
        paragraph.remove(child)
    paragraph.append(xml(run("2.2")))
    paragraph.append(xml("<w:r><w:tab/></w:r>"))
    paragraph.append(xml(run("De unge bliver ")))
    paragraph.append(xml(f"<w:del {BY}>{run('mere ', 'delText')}</w:del>"))
    paragraph.append(xml(f"<w:ins {BY}>{run('langt mere ')}</w:ins>"))
    paragraph.append(xml(f"<w:moveFrom {BY}>{run('kloge ')}</w:moveFrom>"))
    paragraph.append(xml(f"<w:moveTo {BY}>{run('bevidste')}</w:moveTo>"))
    found = read(document)
    assert signs(found)[1] == "De unge bliver langt mere bevidste"
    assert found.unsure[0] == malplan.Unsure(
        place=malplan.Message(da="Hele dokumentet", en="The whole document"),
        message=malplan.Message(
            da="Dokumentet har 4 registrerede ændringer. De er læst, som om de var accepteret.",
            en="The document has 4 tracked changes. They are read as if they had been accepted.",
        ),
    )


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    document = new()
    for text in ("Tegn", "- De unge ", "møder op"):
        document.add_paragraph(text)
    properties = document.paragraphs[-2]._p.get_or_add_pPr()
    properties.append(xml(f"<w:rPr><w:del {BY}/></w:rPr>"))
    assert [sign.text for sign in read(document).plan.signs] == ["De unge møder op"]


def test_a_paragraph_whose_end_was_deleted_ends_before_a_table_and_with_the_document() -> None:
    document = new()
    for text in ("Tegn", "- De unge møder op"):
        document.add_paragraph(text)
    properties = document.paragraphs[-1]._p.get_or_add_pPr()
    properties.append(xml(f"<w:rPr><w:del {BY}/></w:rPr>"))
    document.add_table(rows=1, cols=1).cell(0, 0).text = "- De unge bliver"
    last = document.add_paragraph("- De unge kommer igen")
    last._p.get_or_add_pPr().append(xml(f"<w:rPr><w:del {BY}/></w:rPr>"))
    told = [sign.text for sign in read(document).plan.signs]
    assert told == ["De unge møder op", "De unge bliver", "De unge kommer igen"]


def test_what_word_marks_in_other_ways_is_read_too() -> None:
    document = new()
    for text in ("Tegn", "- De unge kommer ()"):
        document.add_paragraph(text)
    element = document.paragraphs[-1]._p
    element.append(xml('<w:r><w:footnoteReference w:id="7"/></w:r>'))  # to no note
    element.append(xml(f"<w:andet>{run(' altid')}</w:andet>"))
    element.addnext(xml(f"<w:del {BY}><w:p>{run('- væk')}</w:p></w:del>"))
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "- De bliver"
    table.cell(0, 1).text = "- Slettet"
    table.cell(0, 1)._tc.get_or_add_tcPr().append(xml(f"<w:cellDel {BY}/>"))
    found = read(document)
    assert [sign.text for sign in found.plan.signs] == ["De unge kommer () altid", "De bliver"]
    assert any("1 registreret ændring" in one for one in doubts(found))


def test_a_document_inside_the_document_is_told_of() -> None:
    document = new()
    document.add_paragraph("Tegn")
    document.paragraphs[-1]._p.addnext(xml("<w:altChunk/>"))
    document.add_paragraph("- De unge møder op")
    found = read(document)
    assert [sign.text for sign in found.plan.signs] == ["De unge møder op"]
    assert doubts(found)


@pytest.mark.parametrize(
    "fact", ["Klassifikation: unummereret", "Erstatter: Planen for sidste år", "Status: god"]
)
def test_what_the_head_says_and_no_plan_holds_is_told(fact: str) -> None:
    document = new(["Målplan 2026", "Fællesskaber", "Eksempel Kommune", fact])
    document.add_paragraph("Tegn")
    document.add_paragraph("- De unge møder op")
    assert any(fact.partition(": ")[2] in one for one in doubts(read(document)))


def test_a_row_that_was_deleted_is_gone() -> None:
    document = form()
    row = added_row(document.tables[0])
    row.cells[0].text = "En anden ejer"
    row._tr.get_or_add_trPr().append(xml(f"<w:del {BY}/>"))
    owner = read(document).plan.owner
    assert owner is not None
    assert owner.name == "Dorthe Espenhein"


# --- Where Word keeps text ------------------------------------------------------------------------
INSIDE = {
    "a content control": f"<w:sdt><w:sdtContent>{run('møder')}</w:sdtContent></w:sdt>",
    "a smart tag": f'<w:smartTag w:uri="urn:x" w:element="y">{run("møder")}</w:smartTag>',
    "a hyperlink": f'<w:hyperlink w:anchor="x">{run("møder")}</w:hyperlink>',
    "a field": f'<w:fldSimple w:instr="PAGE">{run("møder")}</w:fldSimple>',
    "a move": f"<w:moveTo {BY}>{run('møder')}</w:moveTo>",
    "custom XML": f'<w:customXml w:uri="urn:x" w:element="y">{run("møder")}</w:customXml>',
    "another direction": f'<w:bdo w:val="ltr">{run("møder")}</w:bdo>',
}
OUTSIDE = {
    "deleted text": f"<w:del {BY}>{run('møder', 'delText')}</w:del>",
    "an instruction": run("PAGE", "instrText"),
    "hidden text": "<w:r><w:rPr><w:vanish/></w:rPr><w:t>møder</w:t></w:r>",
    "a comment": '<w:r><w:commentReference w:id="0"/></w:r>',
    "a placeholder": "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
    f"{run('Klik her for at skrive')}</w:sdtContent></w:sdt>",
}


@pytest.mark.parametrize("name", [*INSIDE, *OUTSIDE])
def test_text_is_read_wherever_it_is_seen_and_nowhere_else(name: str) -> None:
    document = new()
    document.add_paragraph("Tegn")
    paragraph = document.add_paragraph("- De unge ")._p
    paragraph.append(xml({**INSIDE, **OUTSIDE}[name]))
    paragraph.append(xml(run(" op")))
    (sign,) = read(document).plan.signs
    assert sign.text.split() == ["De", "unge", *(["møder"] if name in INSIDE else []), "op"]


def test_paragraphs_in_a_content_control_and_in_a_text_box_are_read() -> None:
    document = new()
    body = document.element.body
    document.add_paragraph("Tegn")
    body.insert(
        len(body) - 1, xml(f"<w:sdt><w:sdtContent><w:p>{run('- Et')}</w:p></w:sdtContent></w:sdt>")
    )
    box = f"<w:pict><w:txbxContent><w:p>{run('- To')}</w:p></w:txbxContent></w:pict>"
    document.add_paragraph()._p.append(xml(f"<w:r>{box}</w:r>"))
    assert [sign.text for sign in read(document).plan.signs] == ["Et", "To"]


def test_what_is_said_twice_for_old_programs_is_read_once() -> None:
    document = new()
    document.add_paragraph("Tegn")
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = f"<w:txbxContent><w:p>{run('- Et')}</w:p></w:txbxContent>"
    document.add_paragraph()._p.append(
        xml(
            f'<w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice Requires="wps">{box}</mc:Choice>'
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    assert [sign.text for sign in read(document).plan.signs] == ["Et"]


# --- Status ---------------------------------------------------------------------------------------
def test_how_a_plan_stands_is_no_part_of_it() -> None:
    workspace = malplan.Workspace(find_plugins=lambda: (), store=malplan.MemoryStore())
    for what in (
        malplan.Observation(sign="fremmoede", value=Decimal(16)),
        malplan.MilestoneReached(milestone="hold-workshop"),
        malplan.Evaluation(
            action="workshop", stage=malplan.Stage.FINAL, text="De kom.\n\nDe blev."
        ),
        malplan.Learning(action="workshop", text="Spørg de unge."),
        malplan.DecisionMade(
            action="workshop", decision=malplan.Decision.SCALE, because="Det virker."
        ),
    ):
        workspace.record(plan(), what)
    view = workspace.view(plan(), with_status=True)
    languages: tuple[malplan.Language, ...] = ("da", "en")
    for language in languages:
        found = read(written(view, language))
        assert as_shown(found.plan, "da") == as_shown(plan(), "da") or language == "en"
        first = found.plan.actions[0].id
        assert [draft.what for draft in found.drafts] == [
            malplan.Evaluation(action=first, stage=malplan.Stage.FINAL, text="De kom.\n\nDe blev."),
            malplan.Learning(action=first, text="Spørg de unge."),
            malplan.DecisionMade(
                action=first, decision=malplan.Decision.SCALE, because="Det virker."
            ),
        ]
        assert all(draft.on is not None for draft in found.drafts)
        assert len(found.unsure) == 2


def test_the_same_document_is_read_the_same_way() -> None:
    data = saved(form())
    assert read(data) == read(data)
    assert read(io.BytesIO(data).getvalue()).plan == read(data).plan
