"""``malplan import``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import attrs
import click

from malplan.cli.common import (
    echo_json,
    force_option,
    json_option,
    language_option,
    plugins_running,
    with_workspace,
    write_content,
)
from malplan.errors import InvalidInput, InvalidPlan, InvalidValue
from malplan.imported import Imported
from malplan.logbook import Logbook
from malplan.messages import Language
from malplan.messages import labels as words
from malplan.model import Plan
from malplan.outputs.json import json_text
from malplan.records import Record
from malplan.stores import MemoryStore
from malplan.texts import slug
from malplan.workspace import Workspace

FINDINGS = 1


@click.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write the plan to this file; - is standard output.",
)
@click.option(
    "--records",
    "records_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write here what the document says of what happened; malplan restore takes it.",
)
@click.option(
    "--from",
    "reader",
    metavar="READER",
    help="What reads the document; by default the one for such files.",
)
@force_option
@json_option
@language_option
@with_workspace
def import_command(
    workspace: Workspace,
    file: Path,
    output: Path | None,
    records_file: Path | None,
    reader: str | None,
    force: bool,
    as_json: bool,
    language: Language,
) -> None:
    """Read a document that people filled in, such as the form in Word, as a plan.

    The plan is written as YAML. What was unsure is told with its place, and the exit code is then
    1: look at it. The id of the plan is the name of the file that it is written to.

    Example: malplan import form.docx -o ungeloeftet.yaml --records records.json
    """
    with plugins_running():
        found = _named_by(workspace.import_plan(file, reader), output)
        records = _recorded(workspace, found)
        content = workspace.render(found.plan, "yaml", internal=True)
    if as_json:
        echo_json(_data(workspace, found, records))
    elif output is None or output == Path("-"):
        write_content(content, None, language, force=force)
    if output is not None and output != Path("-"):
        write_content(content, output, language, force=force)
    if records_file is not None:
        data = [workspace.converters.archived.unstructure(one, Record) for one in records]
        listed = f"{json_text(data)}\n".encode()
        write_content(listed, records_file, language, force=force)
    elif found.drafts and not as_json:
        note = words.UNWRITTEN_RECORDS.format(count=len(found.drafts)).text(language)
        click.echo(f"{words.NOTE.text(language)}: {note}", err=True)
    for one in found.unsure:
        click.echo(f"{one.place.text(language)}: {one.message.text(language)}", err=True)
    if found.unsure:
        sys.exit(FINDINGS)


def _named_by(found: Imported, output: Path | None) -> Imported:
    """A plan is called as its file is, so that a folder of plans can hold it."""
    if output is None or output == Path("-"):
        return found
    try:
        id = slug(output.stem)
    except InvalidValue:
        return found
    return attrs.evolve(found, plan=attrs.evolve(found.plan, id=id))


def _recorded(workspace: Workspace, found: Imported) -> tuple[Record, ...]:
    """What happened, as records of a log of its own.

    Raises:
        InvalidPlan: Something of it does not fit the plan; with every problem.
    """
    if not found.drafts:
        return ()
    store = MemoryStore()
    try:
        Logbook(
            store,
            converters=workspace.converters,
            find_plan=workspace.load,
            zone=workspace.settings.timezone,
        ).record_all(found.plan, found.drafts)
    except InvalidInput as error:
        raise InvalidPlan(error.problems) from None
    return tuple(store.records())


def _data(workspace: Workspace, found: Imported, records: tuple[Record, ...]) -> dict[str, Any]:
    """What was found, as plain data."""
    return {
        "plan": workspace.converters.json.unstructure(found.plan, Plan),
        "records": [workspace.converters.archived.unstructure(one, Record) for one in records],
        "unsure": [
            {
                "place": {"da": one.place.da, "en": one.place.en},
                "message": {"da": one.message.da, "en": one.message.en},
            }
            for one in found.unsure
        ],
    }
