"""``nox -s mutants``: what became of the mutants, and whether somebody said why some are left."""

from __future__ import annotations

import importlib.metadata
import sys
from datetime import datetime

import click

from mutation import page, results


@click.command()
@click.option("--write-docs", is_flag=True, help="Write the page of the docs.")
def main(write_docs: bool) -> None:
    """Tell what became of the mutants. Exit codes: 0 all is said, 1 a reason lacks or is too many."""
    found = results.mutants()
    click.echo(page.table(found))
    left, reasons = page.survivors(found), page.reasons()
    for function, line in left:
        if (function, line) not in reasons:
            click.echo(f"no reason: {function}: {line}")
    for function, line in sorted(reasons.keys() - set(left)):
        click.echo(f"killed, take its reason away: {function}: {line}")
    if write_docs:
        today, version = datetime.now().astimezone().date(), importlib.metadata.version("mutmut")
        page.PAGE.write_text(page.text(found, left, today, version), encoding="utf-8")
    sys.exit(0 if set(left) == reasons.keys() else 1)


if __name__ == "__main__":
    main()
