"""Sources of data and what they hold, on a terminal."""

from __future__ import annotations

from malplan.cli.terminal import print_table
from malplan.formats import number_text
from malplan.messages import Language, Message, labels
from malplan.messages import sources as words
from malplan.sources import Description, FigureNow, Reading

_MOST_VALUES = 8
"""How many values of one part are shown; ``--json`` has them all."""


def figure_row(now: FigureNow, language: Language) -> list[str]:
    """One key figure: what it is, what the plan says, and the newest, each with its time."""
    figure = now.figure
    said = (
        labels.WITHHELD.text(language)
        if figure.value is None
        else number_text(figure.value, language)
    )
    return [
        figure.text,
        labels.ABOUT.format(value=said).text(language) if figure.about else said,
        "" if figure.as_of is None else figure.as_of.text,
        _read(now, language),
        "" if now.newest is None else now.newest.period.message.text(language),
    ]


def _read(now: FigureNow, language: Language) -> str:
    if now.error is not None:
        return words.FAILED.text(language)
    if now.newest is None:
        has_source = now.figure.source is not None and now.figure.source.name is not None
        return words.NO_READING.text(language) if has_source else words.NOT_FETCHABLE.text(language)
    return _reading(now.newest, language)


def _reading(reading: Reading, language: Language) -> str:
    if reading.value is None:
        return reading.step or ""
    value = number_text(reading.value, language)
    return value if reading.of is None else f"{value} / {number_text(reading.of, language)}"


def _word(said: Message | str, language: Language) -> str:
    return said if isinstance(said, str) else said.text(language)


def print_description(source: str, described: Description, language: Language) -> None:
    """What a table holds: its title, facts, parts, and settings for a plan."""
    import click

    click.echo(f"{described.id}: {described.title}" if described.title else described.id)
    for name, fact in described.facts:
        click.echo(f"  {_word(name, language)}: {fact}")
    rows = []
    for part in described.parts:
        values = ", ".join(
            id if not title or title == id else f"{id} ({title})"
            for id, title in part.values[:_MOST_VALUES]
        )
        more = part.count is not None and part.count > min(len(part.values), _MOST_VALUES)
        count = "" if part.count is None else str(part.count)
        values = f"{values} …" if more and values else values
        rows.append([part.id, _word(part.title, language), count, values])
    if rows:
        click.echo()
        header = (words.PART, words.CONTENT, words.COUNT, words.VALUES)
        print_table([column.text(language) for column in header], rows)
    if described.example:
        import yaml

        click.echo()
        click.echo(words.IN_A_PLAN.text(language))
        named = {"source": {"name": source, "settings": dict(described.example)}}
        text = yaml.safe_dump(named, allow_unicode=True, sort_keys=False, width=76)
        click.echo("\n".join(f"  {line}" for line in text.splitlines()))
