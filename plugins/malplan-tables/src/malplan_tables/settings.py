"""What a plan says of a table: where it is, which day a row speaks of, and what is counted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from pathlib import PurePosixPath, PureWindowsPath
from typing import Annotated

from attrs import field, frozen

from malplan.errors import InvalidValue, Problem, shown
from malplan.fields import Line, Value, Whole, problem
from malplan.messages import listed
from malplan.periods import Period
from malplan.privacy import DEFAULT_THRESHOLD
from malplan_tables import messages as words

STANDARD_INPUT = "-"
"""What a plan calls the standard input."""


class What(Enum):
    """What is counted."""

    ROWS = "rows"
    """How many rows there are: how many came."""
    SUM = "sum"
    """The numbers of a column added up."""
    MEAN = "mean"
    """The mean of the numbers of a column."""
    SHARE = "share"
    """How many answers of a column count, of how many answers there are."""
    DISTINCT = "distinct"
    """How many different entries a column has: how many different people came."""


class By(Enum):
    """How long the time is that one figure speaks of."""

    DAY = "day"
    WEEK = "week"
    """From Monday to Sunday."""
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    ALL = "all"
    """One figure, from the first day of the rows to the last."""


class DecimalMark(Enum):
    """What stands before the decimals of numbers that are written as text."""

    COMMA = "comma"
    """As in 1.234,5."""
    POINT = "point"
    """As in 1,234.5."""


class Delimiter(Enum):
    """What stands between the cells of a CSV file."""

    SEMICOLON = "semicolon"
    COMMA = "comma"
    TAB = "tab"
    BAR = "bar"


class Encoding(Enum):
    """How a CSV file writes its letters."""

    UTF_8 = "utf-8"
    UTF_16 = "utf-16"
    WINDOWS_1252 = "windows-1252"
    ISO_8859_1 = "iso-8859-1"


def _filter(value: object) -> dict[str, str]:
    """The rule of ``where``: the name of a column and what stands in it, both texts."""
    if not isinstance(value, dict) or not all(
        isinstance(one, str) for pair in value.items() for one in pair
    ):
        raise InvalidValue(words.NOT_A_FILTER.format(value=shown(value)))
    found = {composed(name).strip(): composed(text).strip() for name, text in value.items()}
    if len(found) < len(value):
        raise InvalidValue(words.TWICE_FILTERED)
    return found


Filter = Annotated[dict[str, str], _filter]
_Row = Annotated[int, Whole(1, 1_000_000)]
_Answers = Annotated[int, Whole(1, 1_000_000)]

_NEEDS_COLUMN = (What.SUM, What.MEAN, What.SHARE, What.DISTINCT)
_PLAIN_NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,9})?")


@frozen(kw_only=True, repr=False)
class TableSettings(Value):
    """What a plan says of a table in a file.

    The first row that holds anything has the headings, and each row below it is a person who
    came, an answer or a day. Nothing but figures leaves the file.

    Attributes:
        file: The name of the file, relative to the folder that is read from:
            ``fremmoede.csv``, ``lister/*.xlsx`` for all that match, or ``-`` for the standard
            input. CSV (.csv, .txt, .tsv) or Excel (.xlsx).
        files: Several such names, instead of ``file``; their rows are counted together.
        sheet: The sheet of an Excel file; the first one where it is left out.
        headings: The number of the row with the headings, where other rows stand above it.
        date: The heading of the column with the day of each row.
        on: The time that the whole file speaks of, instead of ``date``: ``marts 2026``.
        what: What is counted: rows, the sum or the mean of a column, the share of answers that
            count, or how many different entries a column has.
        column: The heading of the column that is added up, averaged or answered, or that tells
            people apart.
        at_least: Of a share: the answer that counts, as do all above it: a number, or an answer
            of ``scale``.
        scale: The answers by name, from the lowest to the highest: ``[Nej, Delvist, Ja]``. Without
            it the answers are numbers.
        where: Which rows are counted: the heading of a column and what must stand in it. Capital
            letters make no difference.
        by: The time that one figure speaks of: day (the default), week, month, quarter,
            half_year, year, or all of it.
        least_answers: Of a mean: the fewest answers it takes. A mean of fewer would show what
            one person answered, and is left out. 1 where no row is a person.
        decimals: What stands before the decimals of numbers that are written as text.
        delimiter: What stands between the cells of a CSV file; found out where it is left out.
        encoding: How a CSV file writes its letters; found out where it is left out.

    Raises:
        InvalidPlan: What is said contradicts itself; with every problem.
    """

    file: Line | None = None
    files: tuple[Line, ...] = ()
    sheet: Line | None = None
    headings: _Row | None = None
    date: Line | None = None
    on: Period | None = None
    what: What = What.ROWS
    column: Line | None = None
    at_least: Line | None = None
    scale: tuple[Line, ...] = ()
    where: Filter = field(factory=dict, hash=False)  # a dict has none
    by: By | None = None
    least_answers: _Answers = DEFAULT_THRESHOLD
    decimals: DecimalMark = DecimalMark.COMMA
    delimiter: Delimiter | None = None
    encoding: Encoding | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all files."""
        return self.files if self.file is None else (self.file,)

    @property
    def grouped(self) -> By:
        """The time that one figure speaks of."""
        return self.by or By.DAY

    def _invariants(self) -> Iterator[Problem]:
        if (self.file is None) == (not self.files):
            yield problem(words.FILE_OR_FILES, "file")
        if self.file is not None and leaves_folder(self.file):
            yield problem(words.OUTSIDE.format(name=shown(self.file)), "file")
        for index, name in enumerate(self.files):
            if leaves_folder(name):
                yield problem(words.OUTSIDE.format(name=shown(name)), "files", index)
        yield from self._wrong_times()
        yield from self._wrong_column()
        yield from self._wrong_share()

    def _wrong_times(self) -> Iterator[Problem]:
        if (self.date is None) == (self.on is None):
            yield problem(words.DATE_OR_ON, "date")
        if self.on is not None and (self.on.start is None or self.on.end is None):
            yield problem(words.OPEN_PERIOD.format(period=shown(self.on.text)), "on")
        if self.on is not None and self.by is not None:
            yield problem(words.BY_WITH_ON, "by")

    def _wrong_column(self) -> Iterator[Problem]:
        if self.what in _NEEDS_COLUMN and self.column is None:
            yield problem(words.NEEDS_COLUMN.format(what=self.what.value), "column")
        if self.what is What.ROWS and self.column is not None:
            yield problem(words.COLUMN_OF_ROWS, "column")

    def _wrong_share(self) -> Iterator[Problem]:
        if self.what is not What.SHARE:
            if self.at_least is not None:
                yield problem(words.ONLY_FOR_SHARE.format(key="at_least"), "at_least")
            if self.scale:
                yield problem(words.ONLY_FOR_SHARE.format(key="scale"), "scale")
            return
        answers = [folded(answer) for answer in self.scale]
        if len(self.scale) == 1 or len(set(answers)) < len(answers):
            yield problem(words.WRONG_SCALE, "scale")
        if self.at_least is None:
            yield problem(words.NEEDS_AT_LEAST, "at_least")
        elif self.scale and folded(self.at_least) not in answers:
            names = listed(self.scale, quotes=True)
            yield problem(words.NOT_ON_SCALE.format(scale=names), "at_least")
        elif not self.scale and not _PLAIN_NUMBER.fullmatch(self.at_least):
            yield problem(words.NUMBER_OR_SCALE, "at_least")

    @property
    def least_number(self) -> Decimal:
        """The number from which on an answer counts, where the answers are numbers."""
        return Decimal((self.at_least or "").replace(",", "."))


def folded(text: str) -> str:
    """A text as it is compared with another.

    Capital letters, outer spaces and how letters are put together do not count: the canonical
    caseless match of the Unicode Standard (section 3.13, D145).
    """
    return composed(unicodedata.normalize("NFD", text).strip().casefold())


def composed(text: str) -> str:
    """A text in Unicode NFC: å is one letter, though macOS may write it as an a and a ring."""
    return unicodedata.normalize("NFC", text)


def leaves_folder(name: str) -> bool:
    """Whether the name of a file leads out of the folder that it is relative to."""
    if name == STANDARD_INPUT:
        return False
    posix, windows = PurePosixPath(name), PureWindowsPath(name)
    return (
        posix.is_absolute()
        or bool(windows.drive or windows.root)
        or ".." in posix.parts
        or ".." in windows.parts
        or name.startswith("~")
    )
