"""Fetches: reads every file that a plan names, and counts their rows together."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from typing import BinaryIO

from malplan.errors import InvalidValue, redacted, shown
from malplan.messages import listed
from malplan.moments import now
from malplan.privacy import redact
from malplan.records import Provenance
from malplan.sources import Fetched, Request
from malplan_tables import messages as words
from malplan_tables.csv_files import count_csv
from malplan_tables.excel_files import MOST_BYTES, count_excel, is_workbook
from malplan_tables.faults import Faults
from malplan_tables.files import Beginning, Hashed, Named, named_files, opened, whole
from malplan_tables.letters import Letters
from malplan_tables.settings import TableSettings
from malplan_tables.tally import Tally

NAME = "tables"
"""What a plan calls the source."""


def fetched(request: Request) -> Fetched:
    """The figures that a plan asks for.

    Raises:
        InvalidValue: A file is not there or cannot be read, or rows of it are wrong: all that is
            wrong, and nothing of what stands in the rows.
    """
    settings: TableSettings = request.settings
    files = named_files(settings.names, request.folder)
    tally, faults = Tally(settings), Faults()
    digests = []
    for file in files:
        try:
            digests.append(_count(file, settings, tally, faults))
        except InvalidValue as error:
            faults.add(error.message)
    faults.tell()
    readings, notices = tally.readings()
    provenance = Provenance(
        source=NAME,
        query=redact(query_of(settings, files)),
        retrieved=now(),
        checksum=checksum_of(digests),
    )
    return Fetched(
        readings=tuple(one for one in readings if request.wants(one.period)),
        provenance=provenance,
        notices=tuple(redacted(notice) for notice in notices),
    )


def _digest(stream: BinaryIO) -> str:
    """The checksum of what a stream holds, from where it is."""
    beginning = Hashed(Beginning(stream))
    while beginning.read(2**20):
        pass
    return beginning.checksum


def _count(file: Named, settings: TableSettings, tally: Tally, faults: Faults) -> str:
    """Count the rows of a file; its checksum."""
    with opened(file) as stream:
        beginning = Beginning(stream)
        if is_workbook(beginning.head, file.name):
            content = whole(beginning.head, stream, file.name, MOST_BYTES)
            digest = _digest(content)
            count_excel(content, file.name, settings, tally, faults)
            return digest
        if settings.sheet is not None:
            raise InvalidValue(words.SHEET_OF_CSV.format(name=file.name))
        text = Hashed(beginning)
        letters = Letters(text, settings.encoding, file.name)
        count_csv(letters, file.name, settings, tally, faults)
        return text.checksum


def checksum_of(digests: Sequence[str]) -> str:
    """The checksum of what was read: of one file its own, of several that of their sorted ones."""
    if len(digests) == 1:
        return digests[0]
    return _digest(io.BytesIO("\n".join(sorted(digests)).encode("ascii")))


def query_of(settings: TableSettings, files: Sequence[Named]) -> str:
    """What was counted, in words, and in which files; of a pattern how many.

    A record stays, and files that are not named in the plan may be called what people are.
    """
    parts = [
        words.COUNTED[settings.what.value].format(
            column=settings.column, at_least=settings.at_least
        )
    ]
    if settings.date is not None:
        times = words.TIMES[settings.grouped.value]
        parts.append(words.BY_COLUMN.format(times=times, date=settings.date))
    elif settings.on is not None:
        parts.append(words.FOR_PERIOD.format(period=settings.on))
    if settings.where:
        filters = [
            words.IS.format(column=name, value=text) for name, text in settings.where.items()
        ]
        parts.append(words.WHERE.format(filters=listed(filters).da))
    sheet = "" if settings.sheet is None else f" ({settings.sheet})"
    names = listed(_names_of(files)).da
    return f"{names}{sheet}: {''.join(parts)}"


def _names_of(files: Sequence[Named]) -> list[str]:
    patterns = Counter(file.pattern for file in files if file.pattern is not None)
    told = [
        (words.FILE_OF_PATTERN if count == 1 else words.FILES_OF_PATTERN).format(
            pattern=shown(pattern, 200), count=count
        )
        for pattern, count in sorted(patterns.items())
    ]
    return [*(file.title for file in files if file.pattern is None), *told]
