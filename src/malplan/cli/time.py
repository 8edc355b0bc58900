"""``malplan period``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from malplan.cli.common import echo_json, json_option, language_option, reports_errors
from malplan.messages import LANGUAGES, Language
from malplan.model import FORMAT
from malplan.periods import Period
from malplan.settings import Settings


@click.command("period")
@click.argument("text", metavar="TEXT")
@click.option(
    "--year", type=int, help="The year of a phrase that names none; by default this year."
)
@click.option("--edtf", "is_edtf", is_flag=True, help="TEXT is EDTF (ISO 8601-2): 2026-05~.")
@json_option
@language_option
@reports_errors
def period_command(
    text: str, year: int | None, is_edtf: bool, as_json: bool, language: Language
) -> None:
    """Say which days a Danish time phrase means, and the usual words for them.

    An open bound is shown as two dots. Names of periods, such as sommerferien, mean what
    malplan.toml says.

    Example: malplan period "ultimo marts/primo april" --year 2026
    """
    if is_edtf:
        period = Period.from_edtf(text)
    else:
        year = year if year is not None else datetime.now(ZoneInfo("Europe/Copenhagen")).year
        period = Period.parse(text, year=year, policy=Settings.find(Path.cwd()).policy)
    if not as_json:
        said = period.in_words(language) if period.scheduled else period.text
        click.echo(f"{period.isoformat()}  {said}")
        return
    echo_json(
        {
            "format": FORMAT,
            "start": period.start.isoformat() if period.start else None,
            "end": period.end.isoformat() if period.end else None,
            "text": period.text,
            "approximate": period.approximate,
            "edtf": period.edtf(),
            "words": {language: period.in_words(language) for language in LANGUAGES},
        }
    )
