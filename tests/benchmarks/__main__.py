"""``nox -s bench``: measure, print the table, and say by the exit code whether every limit holds."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path

import click

from benchmarks import (
    counting,
    cubes,
    measuring,
    page,
    picture,
    report,
    standing,
    storing,
    writing,
)


@click.command()
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write the figures.")
@click.option("--write-docs", is_flag=True, help="Write the page of the docs and its picture.")
@click.option("--seconds", default=20.0, help="How long each group of rows is measured.")
def main(json_file: Path | None, write_docs: bool, seconds: float) -> None:
    """Measure malplan beside its peers. Exit codes: 0 every limit holds, 1 one does not."""
    measured = _measured(seconds)
    click.echo(report.table(measured), nl=False)
    if json_file:
        text = json.dumps(report.data(measured), ensure_ascii=False, indent=2)
        json_file.write_text(text + "\n", encoding="utf-8")
    if write_docs:
        picture.draw(measured.points, page.PICTURE)
        page.PAGE.write_text(page.text(measured), encoding="utf-8")
    sys.exit(0 if measured.holds else 1)


def _measured(seconds: float) -> report.Measured:
    readers = measuring.Readers()
    contents = measuring.drawn_plans(readers, max(measuring.COUNTS))
    return report.Measured(
        rows=(
            *measuring.reading_rows(readers, seconds),
            *measuring.phrase_rows(seconds),
            *measuring.start_rows(seconds),
            *storing.storing_rows(seconds),
            *standing.standing_rows(seconds),
            *writing.writing_rows(seconds),
            *counting.counting_rows(seconds),
            *cubes.cube_rows(seconds),
        ),
        loaded=measuring.loaded_by_import(),
        points=tuple(measuring.many_plans(readers, contents, seconds)),
        machine=report.machine(),
        versions=report.versions(),
        on=datetime.now().astimezone().date(),
    )


if __name__ == "__main__":
    main()
