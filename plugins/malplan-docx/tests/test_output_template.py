"""A municipality's own template: what it can say, and what is said of one that cannot be used."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import attrs
import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from forms import lines, opened, ungeloeftet, written

from malplan import InvalidValue, View
from malplan_docx import context
from malplan_docx.__main__ import main
from malplan_docx.context import Below, Cell, Fact, Head, Item
from malplan_docx.environment import FormEnvironment
from malplan_docx.form import form

FIELDS = Path(__file__).parents[3] / "docs" / "reference" / "word-template.md"


def template(folder: Path, *texts: str) -> Path:
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    file = folder / "skabelon.docx"
    document.save(str(file))
    return file


def with_template(file: Path, view: View | None = None) -> bytes:
    return written(view or ungeloeftet(), options={"template": str(file)})


def refusal(file: Path, view: View | None = None) -> InvalidValue:
    with pytest.raises(InvalidValue) as caught:
        with_template(file, view)
    assert caught.value.message.da.startswith("Skabelonen ")
    assert caught.value.message.en.startswith("The template ")
    assert str(file.name)[:50] in caught.value.message.da
    return caught.value


# --- What it can say ------------------------------------------------------------------------------
def test_a_template_of_ones_own_is_filled_in(tmp_path: Path) -> None:
    file = template(
        tmp_path,
        "{{ plan.title }} ({{ plan.year }})",
        "{% if language == 'da' %}Vi vil:{% else %}We want:{% endif %}",
        "{%p for goal in goals['items'] %}",
        "{{ loop.index }}. {{ goal.text }}",
        "{%p endfor %}",
        "{{ signs.parts | length }} {{ signs.title | lower }}",
        "{{ plan.internal or 'Offentlig' }}",
    )
    goals = [f"{index}. {goal.text}" for index, goal in enumerate(ungeloeftet().plan.goals, 1)]
    goals = [" ".join(text.split("\n")) for text in goals]
    title = "Aktiviteter koblet til Ungeløftet (2026)"
    assert lines(opened(with_template(file))) == [title, "Vi vil:", *goals, "2 tegn", "Offentlig"]


def test_the_shipped_template_is_one_like_any_other(tmp_path: Path) -> None:
    file = tmp_path / "kopi.docx"
    assert main([str(file)]) == 0
    assert file.read_bytes() == form()
    assert with_template(file) == written(ungeloeftet())


def test_what_a_template_has_beside_is_kept(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("{{ plan.title }}")
    document.sections[0].header.paragraphs[0].text = "Albertslund, {{ plan.year }}"
    document.core_properties.author = "Center for Børn & Unge"
    document.core_properties.title = "Skabelon"
    file = tmp_path / "skabelon.docx"
    document.save(str(file))
    filled = opened(with_template(file))
    assert filled.sections[0].header.paragraphs[0].text == "Albertslund, 2026"
    assert filled.core_properties.author == "Center for Børn & Unge"
    assert filled.core_properties.title == "Aktiviteter koblet til Ungeløftet"


def test_a_document_that_names_no_language_gets_one(tmp_path: Path) -> None:
    document = Document()
    styles = document.styles.element
    styles.remove(styles.find(qn("w:docDefaults")))
    run = document.add_paragraph("{{ plan.title }}").runs[0]
    properties = run._r.get_or_add_rPr()
    properties.append(OxmlElement("w:lang"))
    file = tmp_path / "skabelon.docx"
    document.save(str(file))
    filled = opened(with_template(file))
    found = [*filled.styles.element.iter(qn("w:lang")), *filled.element.iter(qn("w:lang"))]
    assert [one.get(qn("w:val")) for one in found] == ["da-DK", "da-DK"]


def test_a_cell_in_which_nothing_is_left_is_no_damage(tmp_path: Path) -> None:
    document = Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.paragraphs[0].text = "{%p for note in plan.notes %}"
    cell.add_paragraph("{{ note }}")
    cell.add_paragraph("{%p endfor %}")
    file = tmp_path / "skabelon.docx"
    document.save(str(file))
    (paragraph,) = opened(with_template(file)).tables[0].cell(0, 0).paragraphs
    assert paragraph.text == ""


def test_a_row_of_a_table_is_repeated(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=0, cols=2)
    for left, right in (
        ("{%tr for goal in goals.items %}", ""),
        ("{{ goal.number }}", "{{ goal.text }}"),
        ("{%tr endfor %}", ""),
    ):
        table.add_row().cells[0].text, table.rows[-1].cells[1].text = left, right
    file = tmp_path / "skabelon.docx"
    document.save(str(file))
    (filled,) = opened(with_template(file)).tables
    assert [row.cells[0].text for row in filled.rows] == ["1", "2"]


def test_a_plan_cannot_speak_to_a_template(tmp_path: Path) -> None:
    plan = attrs.evolve(ungeloeftet().plan, title="{{ plan.year }} {% endfor %} <w:p/> & {_{ x }_}")
    file = template(
        tmp_path,
        "{{ plan.title }}",
        "{% autoescape false %}{{ plan.title }}",
        "{% endautoescape %}",
    )
    found = lines(opened(with_template(file, View(plan))))
    assert found[:2] == [plan.title] * 2


# --- What is wrong with one -----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ plan.titel }}", ["”titel” i {{ plan.titel }}", "Mente du ”title”?", "municipality"]),
        ("{{ maal.title }}", ["”maal” i {{ maal.title }}", "goals", "target_group"]),
        ("{{ goal.title }}", ["Mente du ”goals”?"]),
        ("{{ signs.parts[0].name }}", ["”name”", "title, question, texts, items"]),
        ("{{ signs.parts[99].title }}", ["”99”"]),
        ("{{ plan.title.upper.x }}", ["”x”"]),
        ("{% for x in goals.itens %}{% endfor %}", ["Mente du ”items”?"]),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named(text: str, expected: list[str], tmp_path: Path) -> None:
    message = refusal(template(tmp_path, text)).message
    assert "findes ikke" in message.da
    assert "there is no field" in message.en
    for part in expected:
        assert part in message.da


def test_a_wrong_field_in_a_header_is_named(tmp_path: Path) -> None:
    document = Document()
    document.sections[0].footer.paragraphs[0].text = "{{ plan.titel }}"
    file = tmp_path / "skabelon.docx"
    document.save(str(file))
    assert "”titel” i {{ plan.titel }}" in refusal(file).message.da


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Hej", "{{ plan.title }"], "{{ plan.title }"),
        (["{% fro x in goals %}"], "fro"),
        (["{%p for x in goals.items %}", "{{ x.text }}"], "endfor"),
        (["{% endfor %}"], "endfor"),
        (["{{ plan.title | versaler }}"], "versaler"),
        (["{{ plan.title | safe }}"], "safe"),
        (["{{ 'a' if }}"], "'a' if"),
    ],
)
def test_a_field_that_is_written_wrong_is_shown(
    texts: list[str], expected: str, tmp_path: Path
) -> None:
    message = refusal(template(tmp_path, *texts)).message
    assert "skrevet forkert" in message.da
    assert "written wrong" in message.en
    assert expected in message.da


@pytest.mark.parametrize(
    "text",
    [
        "{{ plan.__class__ }}",
        "{{ plan.__class__.__mro__[1].__subclasses__() }}",
        "{{ ''.__class__ }}",
        "{{ plan['__init__']['__globals__'] }}",
        "{{ (plan | attr('__init__')).__globals__ }}",
        "{{ goals.items.__add__ }}",
        "{{ self.__init__ }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ joiner.__init__.__globals__['os'].popen('id').read() }}",
        "{{ '{0.__class__}'.format(plan) }}",
        "{{ '%s' | format(plan.__class__) }}",
        "{{ namespace.__init__ }}",
    ],
)
def test_a_template_runs_no_code(text: str, tmp_path: Path) -> None:
    message = refusal(template(tmp_path, text)).message
    assert "den må kun bruge de felter" in message.da
    assert "may only use the fields" in message.en


@pytest.mark.parametrize(
    "text",
    [
        "{{ 1 / 0 }}",
        "{{ plan.year + plan.title }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{{ plan.title() }}",
        "{% for x in plan.year %}{% endfor %}",
        "{% for x in range(1000000000) %}{% endfor %}",
    ],
)
def test_a_template_that_fails_is_told(text: str, tmp_path: Path) -> None:
    message = refusal(template(tmp_path, text)).message
    assert "kan ikke udfyldes" in message.da
    assert "cannot be filled in" in message.en


def test_a_loop_that_ends_in_another_cell_is_told(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("{%p for item in goals.items %}")
    document.add_table(rows=1, cols=1).cell(0, 0).paragraphs[0].text = "{%p endfor %}"
    file = tmp_path / "skabelon.docx"
    document.save(str(file))
    assert "i den samme celle, med {%p for … %}" in refusal(file).message.da


def test_an_internal_edition_must_be_marked(tmp_path: Path) -> None:
    view = attrs.evolve(ungeloeftet(), internal=True)
    file = template(tmp_path, "{{ plan.title }}")
    message = refusal(file, view).message
    assert " {{ plan.internal }} " in message.da
    assert " {{ plan.internal }} " in message.en
    marked = template(tmp_path, "{{ plan.internal }}")
    assert "Intern udgave" in lines(opened(with_template(marked, view)))[0]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, "filen findes ikke"),
        (b"", "ikke et Word-dokument"),
        (b"PK\x03\x04", "beskadiget"),
        (b"%PDF-1.7", "ikke et Word-dokument"),
    ],
)
def test_what_is_no_template_is_told(content: bytes | None, expected: str, tmp_path: Path) -> None:
    file = tmp_path / "skabelon.docx"
    if content is not None:
        file.write_bytes(content)
    assert expected in refusal(file).message.da


def test_a_folder_and_a_spreadsheet_are_no_templates(tmp_path: Path) -> None:
    assert "det er en mappe" in refusal(tmp_path).message.da
    file = tmp_path / "ark.docx"
    with zipfile.ZipFile(io.BytesIO(form())) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"wordprocessingml.document.main", b"x"))
    assert "ikke et almindeligt Word-dokument" in refusal(file).message.da


# --- What a template can use is told --------------------------------------------------------------
def test_the_docs_tell_every_field() -> None:
    text = FIELDS.read_text(encoding="utf-8")
    told = re.findall(r"^\| `([\w.]+)` \|", text, re.M)
    top = set(context.context_of(ungeloeftet(), "da"))
    inner = {
        f"{name}.{field.name}"
        for name, cls in (
            ("plan", Head),
            ("cell", Cell),
            ("item", Item),
            ("fact", Fact),
            ("below", Below),
        )
        for field in attrs.fields(cls)
    }
    assert top - {"plan"} | inner == set(told)


def test_every_example_of_fields_can_be_used(tmp_path: Path) -> None:
    text = FIELDS.read_text(encoding="utf-8")
    examples = re.findall(r"```jinja\n(.*?)```", text, re.S)
    assert examples
    for example in examples:
        found = lines(opened(with_template(template(tmp_path, *example.splitlines()))))
        assert "Prøvehandling 1: Workshop for de unge (høre de unges stemmer)" in found


def test_fields_and_filters_of_jinja_are_those_of_a_sandbox() -> None:
    environment = FormEnvironment()
    assert environment.autoescape is True
    assert environment.sandboxed
    assert environment.loader is None
    assert not {"safe", "urlize", "xmlattr", "random"} & set(environment.filters)
    assert "lipsum" not in environment.globals


# --- The command that copies it -------------------------------------------------------------------
def test_a_copy_overwrites_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "skabelon.docx"
    file.write_text("mit")
    assert main([str(file)]) == 2
    assert file.read_text() == "mit"
    assert "--force" in capsys.readouterr().err
    assert main([str(file), "--force", "--lang", "en"]) == 0
    assert "was saved as" in capsys.readouterr().out
    assert file.read_bytes() == form()
    assert main([str(tmp_path / "x" / "y.docx")]) == 2
    assert "mappen findes ikke" in capsys.readouterr().err


def test_the_template_is_made_the_same_in_any_process() -> None:
    program = "import sys; from malplan_docx.form import form; sys.stdout.buffer.write(form())"
    env = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    made = subprocess.run([sys.executable, "-c", program], capture_output=True, env=env, check=True)
    assert made.stdout == form()
