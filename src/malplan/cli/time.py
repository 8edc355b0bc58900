"""``malplan period``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from malplan.cli.common import echo_json, json_option, language_option, reports_errors
from malplan.messages import Language
from malplan.model import FORMAT
from malplan.periods import Period
from malplan.settings import Settings


@click.command("period")
@click.argument("text", metavar="TEXT")
@click.option(
    "--year", type=int, help="The year of a phrase that names none; by default this year."
)
@json_option
@language_option
@reports_errors
def period_command(text: str, year: int | None, as_json: bool, language: Language) -> None:
    """Say which days a Danish time phrase means.

    An open bound is shown as two dots.

    Example: malplan period "ultimo marts/primo april" --year 2026
    """
    year = year if year is not None else datetime.now(ZoneInfo("Europe/Copenhagen")).year
    period = Period.parse(text, year=year, policy=Settings.find(Path.cwd()).policy)
    if not as_json:
        click.echo(period.isoformat())
        return
    echo_json(
        {
            "format": FORMAT,
            "start": period.start.isoformat() if period.start else None,
            "end": period.end.isoformat() if period.end else None,
            "text": period.text,
            "approximate": period.approximate,
        }
    )
