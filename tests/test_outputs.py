"""What people see: Markdown that reads back, 80 columns, a timeline that is honest."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from malplan import Challenge, Period, Plan, Vocabulary, Workspace, load_plan
from malplan.cli.terminal import print_findings, print_plan
from malplan.cli.timeline import TimelineScale
from malplan.outputs.markdown import escape
from malplan.presentation import View, present
from malplan.testing import strategies

WORKSPACE = Workspace(find_plugins=lambda: ())
EXAMPLE = """\
format: 1
id: example
title: Eksempel
year: 2026
municipality: Eksempel Kommune
goals:
- {id: goal, text: Flere cykler}
target_group: {text: Alle, oldest: 17}
challenge:
  text: For få cykler
  key_figures:
  - {id: all, text: cykler, value: 12345.5, unit: stk., about: true, source: Optælling}
  - {id: red, text: røde, value: 5, part_of: all, as_of: maj 2025}
actions:
- id: action
  title: Cykelværksted
  hypothesis: Hvis vi åbner, kommer de
  group: {most: 4}
  sessions: 3
  places: [{name: Torvet}, {name: Havnen, activity: maling, settled: false}]
  signs:
  - id: count
    text: Cykler
    leads_to: [goal]
    measure:
      kind: quantitative
      unit: stk.
      direction: down
      combine: sum
      baseline: {value: 3, as_of: maj 2025, source: Optælling}
      targets:
      - {kind: at_most, value: 2, due: maj}
      - {kind: between, value: 1, upper: 2}
      - {kind: decrease, value: 1}
  - id: mood
    text: Stemning
    level: outcome
    how: Spørg
    when: juni
    source: Skema
    measure:
      kind: qualitative
      scale: [{id: low, name: Lav, criterion: sur}, {id: high, name: Høj}]
      baseline: low
      targets: [{step: high, due: juni}]
  milestones:
  - {id: start, text: Start, kind: start, period: 5. maj}
  - {id: open, text: Åbent, period: senest 1. juni, after: [start]}
  - {id: about, text: Cirka, period: omkring 1. juli}
  - {id: summer, text: Sommer, period: juni/juli, optional: true}
  - {id: never, text: Engang}
vocabulary: {actions: Tiltag, action: Tiltag, signs: Tegn og spor}
classifications: [{scheme: KLE, code: "00.30", title: Noget}]
supersedes: older
"""


@pytest.fixture
def bicycles(tmp_path: Path) -> Plan:
    path = tmp_path / "example.yaml"
    path.write_text(EXAMPLE, encoding="utf-8")
    return load_plan(path, WORKSPACE)


# --- Markdown -------------------------------------------------------------------------------------
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def text_of(source: str) -> tuple[str, set[str]]:
    """The text of a Markdown document, and the kinds of inline markup in it."""
    tokens = [child for token in MARKDOWN.parse(source) for child in token.children or ()]
    return "".join(token.content for token in tokens), {token.type for token in tokens}


@given(
    strategies.line_texts()
    | st.lists(st.sampled_from("*_`[]()<>!|~&#-+1.:=a \\"), min_size=1)
    .map("".join)
    .filter(str.strip)
)
@example("1. punkt")
@example("12) punkt")
@example("- punkt")
@example("+ punkt")
@example("# punkt")
@example("=")
@example("&amp; &#38; &")
@example("<b>")
def test_markdown_shows_any_text_as_it_is(text: str) -> None:
    text = text.strip()
    for frame in ("{}", "- {}", "**x:** {}", "# {}", "| a |\n| --- |\n| {} |"):
        shown, kinds = text_of(frame.format(escape(text)))
        assert shown.replace("x: ", "", 1).removeprefix("a" * frame.startswith("|")).strip() == text
        assert kinds <= {"text", "text_special", "strong_open", "strong_close"}


@given(strategies.plans())
@settings(max_examples=30)
def test_markdown_holds_every_text_and_no_html(plan: Plan) -> None:
    source = WORKSPACE.render(plan, "markdown").decode()
    shown, kinds = text_of(source)
    assert "html_inline" not in kinds
    assert not any(token.type == "html_block" for token in MARKDOWN.parse(source))
    assert plan.title in shown
    for sign in plan.signs:
        assert " ".join(sign.text.split("\n")) in shown


def test_markdown_of_an_example(bicycles: Plan) -> None:
    source = WORKSPACE.render(bicycles, "markdown").decode()
    for line in (
        "# Eksempel",
        "*Hvilken forandring skal målgruppen opleve?*",
        "| ca. 12.345,5 stk. | cykler (Kilde: Optælling) | ikke oplyst |",
        "| 5 | heraf røde | maj 2025 |",
        "## Tiltag 1: Cykelværksted",
        "**Hypotese:** Hvis vi åbner, kommer de",
        "### Tegn og spor",
        "  - Måltal: højst 2 stk. (maj)",
        "  - Måltal: mellem 1 og 2 stk.",
        "  - Måltal: et fald på 1 stk. i forhold til udgangspunktet",
        "  - Skala: Lav (sur) → Høj",
        "  - Udgangspunkt: 3 stk. (maj 2025, Optælling)",
        "  - Udgangspunkt: Lav",
        "  - Ønsket trin: mindst ”Høj” (juni)",
        "| 1.2 Åbent | senest 1. juni – efter milepæl 1.1 |",
        "| 1.5 Engang | intet tidspunkt endnu |",
    ):
        assert line in source.replace("\\", ""), line


def test_markdown_keeps_paragraphs_and_addresses_plain() -> None:
    plan = Plan(
        id="p", title="P", year=2026, municipality="M",
        challenge=Challenge(text="a\n\n    b *c*\n\nd@e.dk"),
    )  # fmt: skip
    source = WORKSPACE.render(plan, "markdown").decode()
    assert not any(token.type == "code_block" for token in MARKDOWN.parse(source))
    assert "d\\@e.dk" in source


def test_labels_are_english_when_asked(bicycles: Plan) -> None:
    source = WORKSPACE.render(bicycles, "markdown", language="en").decode()
    assert "about 12,345.5 stk." in source.replace("\\", "")
    assert "## Target group" in source
    assert "### Tegn og spor" in source  # the municipality's own word stays
    assert "Målgruppe" not in source


# --- The terminal ---------------------------------------------------------------------------------
@given(strategies.plans())
@settings(max_examples=20)
def test_the_terminal_takes_any_plan(plan: Plan) -> None:
    print_plan(View.of(plan, date(2026, 5, 15)), "da")
    print_findings(plan, WORKSPACE.check(plan), "en")


def test_the_terminal_is_80_columns_wide(
    bicycles: Plan, capsys: pytest.CaptureFixture[str]
) -> None:
    print_plan(View.of(bicycles, date(2026, 5, 15)), "da")
    lines = capsys.readouterr().out.split("\n")
    assert max(len(line) for line in lines) <= 80
    assert not [line for line in lines if line != line.rstrip()]
    assert "\x1b" not in "".join(lines)
    timeline = "\n".join(lines)
    for words in ("◆ dag", "▒ en hel måned eller mere", "░ cirka", "╌ uden fast", "│ 15. maj 2026"):
        assert words in timeline


def test_findings_say_how_many(bicycles: Plan, capsys: pytest.CaptureFixture[str]) -> None:
    print_findings(bicycles, WORKSPACE.check(bicycles), "en")
    out = capsys.readouterr().out
    assert "The plan has no coordinator." in out
    assert out.rstrip().split("\n")[-1].endswith("of advice")
    print_findings(bicycles, (), "da")
    assert "ingen bemærkninger" in capsys.readouterr().out


# --- Timelines ------------------------------------------------------------------------------------
def bar(phrase: str, on: date | None = None) -> str:
    period = Period.parse(phrase, year=2026)
    return TimelineScale.of(2026, [period], on).bar(period)


def test_a_coarse_period_looks_coarse() -> None:
    assert bar("5. maj") == "·" * 12 + "◆" + "·" * 23
    assert bar("medio februar") == "·" * 4 + "■" + "·" * 31
    assert bar("februar") == "·" * 3 + "▒" * 3 + "·" * 30
    assert bar("maj/juni") == "·" * 12 + "▒" * 6 + "·" * 18
    assert bar("omkring maj") == "·" * 12 + "░" * 3 + "·" * 21
    assert bar("senest 10. januar") == "╌" + "·" * 35
    assert bar("løbende") == "·" * 36
    assert bar("løbende", date(2026, 12, 31)) == "·" * 35 + "│"
    assert bar("maj/juni", date(2026, 5, 15)) == "·" * 12 + "▒┿▒▒▒▒" + "·" * 18
    assert bar("løbende", date(2027, 1, 1)) == "·" * 36


@given(st.lists(strategies.periods(), min_size=1, max_size=4), st.integers(1901, 2198))
def test_every_day_of_every_period_has_its_cell(periods: list[Period], year: int) -> None:
    scale = TimelineScale.of(year, periods)
    assert scale.width <= 36
    assert len(scale.header) == scale.width
    for before, after in zip(scale.cells, scale.cells[1:], strict=False):
        assert (after.start - before.end).days == 1
    for period in periods:
        bar = scale.bar(period)
        assert len(bar) == scale.width
        for day in (period.start, period.end):
            if day is not None:
                cell = scale.cell_of(day)
                assert cell is not None
                assert bar[cell] == scale.mark(period)
        if not period.scheduled:
            assert set(bar) == {"·"}


# --- Privacy --------------------------------------------------------------------------------------
@pytest.mark.parametrize("to", ["yaml", "json", "markdown"])
def test_a_cpr_number_does_not_leave_in_an_output(to: str) -> None:
    plan = Plan(
        id="p", title="Om 010190-1234", year=2026, municipality="M",
        vocabulary=Vocabulary(signs="0101901234"),
    )  # fmt: skip
    content = WORKSPACE.render(plan, to).decode()
    assert "1234" not in content
    assert "CPR" in content
    assert View.of(plan).redacted


@given(strategies.plans())
@settings(max_examples=20)
def test_a_plan_without_one_is_shown_as_it_is(plan: Plan) -> None:
    view = View.of(plan)
    assert view.plan is plan
    assert not view.redacted
    assert [section.name for section in present(view, "da")][-2:] == ["evaluation", "learning"]
