"""A plan and its findings in the terminal: readable at 80 columns, coloured only on a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date

import click
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text

from malplan.blocks import (
    Block,
    Fact,
    Item,
    Items,
    Paragraph,
    Section,
    Table,
    Timeline,
    TimelineRow,
)
from malplan.cli.timeline import TimelineScale
from malplan.findings import Finding, Severity
from malplan.messages import Language
from malplan.messages import labels as words
from malplan.model import Plan
from malplan.periods import Period
from malplan.presentation import View, place_names, present

_WIDEST = 100
_LEGEND = 74
"""The most characters of a line of the legend, so that no entry is broken in two."""
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}


@contextmanager
def printing() -> Iterator[Console]:
    """A console whose lines end where their text ends."""
    console = Console(highlight=False, markup=False, emoji=False)
    console.width = min(console.width, _WIDEST)
    with console.capture() as captured:
        yield console
    text = "\n".join(line.rstrip() for line in captured.get().split("\n"))
    click.echo(text, nl=False, color=console.is_terminal or None)


def print_plan(view: View, language: Language) -> None:
    """Print a plan, section by section."""
    head, *sections = present(view, language)
    painter = _Painter(view.on, language)
    with printing() as console:
        console.print(Text(view.plan.title, style="bold"))
        subtitle = f"{head.title} {view.plan.year}, {view.plan.municipality}"
        console.print(Text(subtitle, style="dim"))
        console.print()
        _print_blocks(console, painter, head.blocks)
        for section in sections:
            console.print()
            _print_section(console, painter, section, level=1)


def _print_section(console: Console, painter: _Painter, section: Section, level: int) -> None:
    if level == 1:
        console.print(Rule(Text(section.title, style="bold"), align="left", style="dim"))
    else:
        console.print()
        console.print(Text(section.title, style="bold"))
    if section.question:
        console.print(Text(section.question, style="italic dim"))
    _print_blocks(console, painter, section.blocks)
    for inner in section.sections:
        _print_section(console, painter, inner, level + 1)


def _print_blocks(console: Console, painter: _Painter, blocks: Iterable[Block]) -> None:
    before: Block | None = None
    for block in blocks:
        if before is not None and not (isinstance(before, Fact) and isinstance(block, Fact)):
            console.print()
        console.print(painter.block(block))
        before = block


class _Painter:
    """Turns blocks into what rich prints."""

    def __init__(self, on: date | None, language: Language) -> None:
        self.on, self.language = on, language

    def block(self, block: Block) -> RenderableType:
        match block:
            case Paragraph():
                parts = [Text(flowing(part)) for part in re.split(r"\n\s*\n", block.text)]
                return Group(*(Padding(part, (0, 0, 1, 0)) for part in parts[:-1]), parts[-1])
            case Fact():
                return self._fact(block)
            case Items():
                title = [Text(f"{block.title}:", style="bold")] if block.title else []
                return Group(*title, *(self._item(item) for item in block.items))
            case Table():
                return self._table(block)
            case _:
                return self._timeline(block)

    def _fact(self, fact: Fact) -> Text:
        return Text.assemble((f"{fact.label}: ", "bold"), flowing(fact.text))

    # --- Lists ------------------------------------------------------------------------------------
    def _item(self, item: Item) -> RenderableType:
        grid = grid_of(4 if "." in item.number else 1)
        mark = Text(item.number or "•", style="bold" if item.number else "dim")
        text = flowing(item.text)
        below = item.items
        if len(below) > 1 and not any(inner.items or inner.facts for inner in below):
            # Short entries, such as workplaces, read better on one line.
            text, below = f"{text}: {', '.join(inner.text for inner in below)}", ()
        grid.add_row(mark, Text(text))
        for fact in item.facts:
            grid.add_row("", self._detail(fact))
        for inner in below:
            alone = not inner.items and not inner.facts
            grid.add_row("", Text(flowing(inner.text)) if alone else self._item(inner))
        return grid

    def _detail(self, fact: Fact) -> Text:
        return Text.assemble((f"{fact.label}: ", "dim"), flowing(fact.text))

    def _table(self, table: Table) -> Grid:
        grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
        for index, name in enumerate(table.header):
            right = table.figures and index == 0
            grid.add_column(
                Text(name), justify="right" if right else "left", no_wrap=right, ratio=None
            )
        for row in table.rows:
            grid.add_row(*(Text(cell) for cell in row))
        return grid

    # --- Timelines --------------------------------------------------------------------------------
    def _timeline(self, timeline: Timeline) -> RenderableType:
        scale = TimelineScale.of(timeline.year, [row.period for row in timeline.rows], self.on)
        grid = grid_of(4)
        grid.columns[1].ratio = 1
        grid.add_column(width=scale.width, no_wrap=True)
        grid.add_row("", "", Text(scale.header, style="dim"))
        for row in timeline.rows:
            grid.add_row(
                Text(row.number, style="bold"),
                self._milestone(row),
                Text(scale.bar(row.period), style="cyan"),
            )
        lines = [""]
        for entry in self._legend(scale, timeline):
            joined = f"{lines[-1]}  {entry}" if lines[-1] else entry
            lines = [*lines[:-1], joined] if len(joined) <= _LEGEND else [*lines, entry]
        return Group(grid, *(Text(f"     {line}", style="dim") for line in lines))

    def _milestone(self, row: TimelineRow) -> Text:
        time = row.time if not row.notes else f"{row.time} – {', '.join(row.notes)}"
        scheduled = row.period is not None and row.period.scheduled
        style = "cyan" if scheduled else "dim italic"
        return Text.assemble(flowing(row.text), "\n", (time, style))

    def _legend(self, scale: TimelineScale, timeline: Timeline) -> list[str]:
        used = scale.marks_used([row.period for row in timeline.rows])
        names = {
            scale.DAY: words.LEGEND_DAY,
            scale.PART: words.LEGEND_PART,
            scale.COARSE: words.LEGEND_COARSE,
            scale.ABOUT: words.LEGEND_ABOUT,
            scale.OPEN: words.LEGEND_OPEN,
        }
        parts = [f"{mark} {names[mark].text(self.language)}" for mark in names if mark in used]
        if self.on is not None:
            inside = scale.cell_of(self.on) is not None
            day = Period(self.on, self.on).in_words(self.language)
            mark = f"{scale.TODAY} {day}"
            outside = words.OUTSIDE.format(day=day).text(self.language)
            parts.append(mark if inside else outside)
        return parts


def grid_of(first: int) -> Grid:
    """Two columns: one of that width, and the rest."""
    grid = Grid.grid(padding=(0, 1, 0, 0), expand=True, pad_edge=False)
    grid.add_column(width=first, no_wrap=True)
    grid.add_column(ratio=1)
    return grid


def flowing(text: str) -> str:
    """A paragraph as one run of words; its line breaks are those of the file it came from."""
    return " ".join(text.split())


# --- Findings -------------------------------------------------------------------------------------
def print_findings(plan: Plan, findings: Sequence[Finding], language: Language) -> None:
    """Print the findings of a plan: the gravest first, equal sentences once with their places."""
    plan = View.of(plan).plan
    names = place_names(plan, language)
    with printing() as console:
        console.print(Text.assemble((plan.title, "bold"), (f" ({plan.id})", "dim")))
        for (severity, code, sentence), paths in _grouped(findings, language):
            label = words.SEVERITIES[severity.code].text(language).capitalize()
            console.print()
            console.print(
                Text.assemble((f"{label}: ", _STYLES[severity]), sentence, (f" [{code}]", "dim"))
            )
            grid = grid_of(1)
            for path in paths:
                grid.add_row(Text("•", style="dim"), Text(_place(path, names, language)))
            console.print(grid)
        console.print()
        console.print(Text(_summary(findings, language), style="bold"))


def _place(path: str, names: Mapping[str, str], language: Language) -> str:
    """What people call a place: its name, or that of what it is in with the rest of the path."""
    rest: list[str] = []
    while path and path not in names:
        path, _, last = path.rpartition("/")
        rest.insert(0, last)
    name = names[path] if path else words.WHOLE_PLAN.text(language)
    return f"{name} ({'/'.join(rest)})" if rest else name


def _grouped(
    findings: Sequence[Finding], language: Language
) -> Iterator[tuple[tuple[Severity, str, str], list[str]]]:
    groups: dict[tuple[Severity, str, str], list[str]] = {}
    for finding in findings:
        key = (finding.severity, finding.code, finding.message.text(language))
        groups.setdefault(key, []).append(finding.path)
    return iter(sorted(groups.items(), key=lambda group: -group[0][0]))


def _summary(findings: Sequence[Finding], language: Language) -> str:
    if not findings:
        return words.NO_FINDINGS.text(language)
    parts = []
    for severity in sorted(Severity, reverse=True):
        count = sum(finding.severity is severity for finding in findings)
        if count:
            one, more = words.COUNTED[severity.code]
            parts.append((one if count == 1 else more).format(n=count).text(language))
    return ", ".join(parts)


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under headings."""
    grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in header:
        grid.add_column(Text(name), overflow="fold")
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    with printing() as console:
        console.print(grid)
