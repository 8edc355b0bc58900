"""A table as CSV (RFC 4180), as Excel writes and reads it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from attrs import frozen

from malplan.errors import InvalidValue, shown
from malplan.messages import OR, Language, listed
from malplan_tables.outputs import messages as words
from malplan_tables.outputs.tables import Cell, Table
from malplan_tables.outputs.texts import clipped, defused

_DELIMITERS = {";": ";", ",": ",", "|": "|", "tab": "\t"}
_ENCODINGS = {"utf-8": "utf-8-sig", "utf-8-no-bom": "utf-8", "windows-1252": "cp1252"}
_OF_LANGUAGE: Mapping[Language, tuple[str, str]] = {"da": (";", ","), "en": (",", ".")}
"""What separates values, and decimals: what Excel expects where the language is spoken."""


@frozen
class CsvFormat:
    """How a table is written.

    Attributes:
        delimiter: What separates values.
        decimal_mark: What separates decimals.
        encoding: The name of the encoding, as the option says it.
    """

    delimiter: str
    decimal_mark: str
    encoding: str


def format_of(options: Mapping[str, str], language: Language) -> CsvFormat:
    """How a table is written, as the options say.

    Raises:
        InvalidValue: ``delimiter`` or ``encoding`` is none of those that there are.
    """
    delimiter, decimal_mark = _OF_LANGUAGE[language]
    if "delimiter" in options:
        given = options["delimiter"]
        if given not in _DELIMITERS:
            known = listed(_DELIMITERS, word=OR, quotes=True)
            raise InvalidValue(words.UNKNOWN_DELIMITER.format(value=shown(given), known=known))
        delimiter = _DELIMITERS[given]
    encoding = options.get("encoding", "utf-8")
    if encoding not in _ENCODINGS:
        known = listed(_ENCODINGS, word=OR)
        raise InvalidValue(words.UNKNOWN_ENCODING.format(value=shown(encoding), known=known))
    return CsvFormat(delimiter, decimal_mark, encoding)


class _Unquoted:
    """A value that csv takes for a number, because of ``__float__``, and does not quote."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __float__(self) -> float:
        return float(self._text.replace(",", "."))

    def __str__(self) -> str:
        return self._text


def csv_bytes(table: Table, chosen: CsvFormat) -> bytes:
    """A table as CSV: a line of headings, then a line for each row.

    Texts are quoted and numbers, dates and empty values are not, so that a text never ends where
    it holds a separator.

    Raises:
        InvalidValue: A character does not exist in the encoding.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(
        text, delimiter=chosen.delimiter, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n"
    )
    writer.writerow(_text(column.title) for column in table.columns)
    writer.writerows(_values(row, chosen) for row in table.rows)
    try:
        return text.getvalue().encode(_ENCODINGS[chosen.encoding])
    except UnicodeEncodeError as error:
        character = error.object[error.start]
        raise InvalidValue(
            words.NOT_IN_ENCODING.format(
                character=shown(character),
                code=f"U+{ord(character):04X}",
                encoding=chosen.encoding,
            )
        ) from None


def _values(row: Iterable[Cell], chosen: CsvFormat) -> Iterable[object]:
    for cell in row:
        match cell:
            case None:
                yield _Unquoted("")
            case Decimal():
                yield _Unquoted(f"{cell:f}".replace(".", chosen.decimal_mark))
            case datetime():
                yield _Unquoted(cell.isoformat(" ", "seconds"))
            case date():
                yield _Unquoted(cell.isoformat())
            case _:
                yield _text(cell)


def _text(text: str) -> str:
    return clipped(defused(text))
