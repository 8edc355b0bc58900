"""Counts rows by their time; holds figures alone, and of people who are told apart hashes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from enum import Enum

from attrs import define, frozen

from malplan.errors import InvalidValue
from malplan.fields import MOST_DECIMALS, MOST_DIGITS
from malplan.messages import Message
from malplan.periods import Period
from malplan.sources import Reading
from malplan_tables import messages as words
from malplan_tables.cells import (
    FIRST_YEAR,
    LAST_YEAR,
    Cell,
    day_of,
    is_known,
    is_total,
    is_total_row,
    number_of,
    text_of,
)
from malplan_tables.settings import By, DecimalMark, TableSettings, What, folded
from malplan_tables.times import Span, span_of

_EXACT = Context(prec=100)
"""Adds up billions of numbers of thirty digits without rounding, so that the order of rows does
not matter."""
_MOST_KEPT = 50_000
"""How many different rows are remembered, so that equal ones are looked at once."""


class Verdict(Enum):
    """What becomes of a row."""

    COUNTED = "counted"
    PASSED_OVER = "passed over"
    WITHOUT_DAY = "without a day"
    WITHOUT_ANSWER = "without an answer"
    WRONG = "wrong"


@frozen
class Judged:
    """What a row says, of what is asked for.

    Attributes:
        verdict: What becomes of it.
        day: The day it speaks of, where rows have days.
        value: Its number; of a share 1 where the answer counts and 0 where it does not; of what
            tells people apart a hash.
        column: The column in which it is wrong.
        reason: What is wrong; not what stands there.
    """

    verdict: Verdict
    day: date | None = None
    value: Decimal | int = 0
    column: str | None = None
    reason: Message | None = None


@define
class _Figures:
    """What is known of one time."""

    rows: int = 0
    total: Decimal = Decimal(0)
    counting: int = 0
    seen: set[int] | None = None


_PASSED_OVER = Judged(Verdict.PASSED_OVER)


class Tally:
    """Judges rows by the cells that matter, and counts them.

    Attributes:
        columns: The headings of the columns that matter, in the order of the cells it is given.
        missing: How many rows have no day, and how many no answer.
        seeks_totals: Whether rows have no day by which a total could be told from them.
    """

    def __init__(self, settings: TableSettings) -> None:
        asked = (settings.date, settings.column, *settings.where)
        self.columns = tuple(dict.fromkeys(name for name in asked if name is not None))
        self.missing = {Verdict.WITHOUT_DAY: 0, Verdict.WITHOUT_ANSWER: 0}
        self.seeks_totals = settings.date is None
        self._settings = settings
        self._where = [(self._at(name), folded(text)) for name, text in settings.where.items()]
        self._date = None if settings.date is None else self._at(settings.date)
        self._column = None if settings.column is None else self._at(settings.column)
        self._scale = {folded(answer): at for at, answer in enumerate(settings.scale)}
        self._figures: defaultdict[Span, _Figures] = defaultdict(_Figures)
        self._known: dict[tuple[Cell, ...], Judged] = {}

    def _at(self, column: str) -> int:
        return self.columns.index(column)

    # --- Judging ----------------------------------------------------------------------------------
    def judge(self, cells: tuple[Cell, ...]) -> Judged:
        """What the cells that matter say; nothing is counted."""
        if self._settings.what is What.DISTINCT:  # who they are is not kept
            return self._judge(cells)
        found = self._known.get(cells)
        if found is None:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            found = self._known[cells] = self._judge(cells)
        return found

    def judge_row(self, cells: tuple[Cell, ...], row: Sequence[Cell]) -> Judged:
        """The same, of a row that may be a total; as of a day, where it would be counted."""
        judged = self.judge(cells)
        if not self.seeks_totals or judged.verdict is Verdict.PASSED_OVER or not is_total_row(row):
            return judged
        return self._wrong(None, words.A_TOTAL_ROW)

    def _judge(self, cells: tuple[Cell, ...]) -> Judged:
        if any(folded(text_of(cells[at])) != text for at, text in self._where):
            return _PASSED_OVER
        day = None
        if self._date is not None:
            if cells[self._date] == "":
                return Judged(Verdict.WITHOUT_DAY)
            day = day_of(cells[self._date])
            if day is None or not is_known(day):
                return self._wrong(self._settings.date, _no_day(cells[self._date], day))
        if self._column is None:
            return Judged(Verdict.COUNTED, day)
        if cells[self._column] == "":
            return Judged(Verdict.WITHOUT_ANSWER)
        return self._judge_answer(day, cells[self._column])

    def _judge_answer(self, day: date | None, cell: Cell) -> Judged:
        if self._settings.what is What.DISTINCT:
            return Judged(Verdict.COUNTED, day, hash(folded(text_of(cell))))
        if self._scale:
            step = self._scale.get(folded(text_of(cell)))
            if step is None:
                return self._wrong(self._settings.column, words.NOT_AN_ANSWER)
            counts = step >= self._scale[folded(self._settings.at_least or "")]
            return Judged(Verdict.COUNTED, day, int(counts))
        number = number_of(cell, self._settings.decimals)
        if number is None:
            is_comma = self._settings.decimals is DecimalMark.COMMA
            reason = words.NOT_A_NUMBER.format(mark=words.COMMA if is_comma else words.POINT)
            return self._wrong(self._settings.column, reason)
        if self._settings.what is What.SHARE:
            return Judged(Verdict.COUNTED, day, int(number >= self._settings.least_number))
        return Judged(Verdict.COUNTED, day, number)

    def _wrong(self, column: str | None, reason: Message) -> Judged:
        return Judged(Verdict.WRONG, column=column, reason=reason)

    # --- Counting ---------------------------------------------------------------------------------
    def count(self, judged: Judged, times: int = 1) -> None:
        """Count a row that is not wrong, or several equal ones."""
        if judged.verdict in self.missing:
            self.missing[judged.verdict] += times
        if judged.verdict is not Verdict.COUNTED:
            return
        figures = self._figures[self._span(judged.day)]
        figures.rows += times
        match self._settings.what:
            case What.SUM | What.MEAN:
                product = _EXACT.multiply(Decimal(judged.value), Decimal(times))
                figures.total = _EXACT.add(figures.total, product)
            case What.SHARE:
                figures.counting += times * int(judged.value)
            case What.DISTINCT:
                figures.seen = figures.seen or set()
                figures.seen.add(int(judged.value))

    def _span(self, day: date | None) -> Span:
        if day is not None:
            return span_of(day, self._settings.grouped)
        on = self._settings.on
        if on is None or on.start is None or on.end is None:  # the settings see to it
            raise InvalidValue(words.DATE_OR_ON)
        return on.start, on.end

    # --- Figures ----------------------------------------------------------------------------------
    def readings(self) -> tuple[list[Reading], list[Message]]:
        """The figures in the order of time, and what people should know of them.

        Raises:
            InvalidValue: A figure has more digits than malplan takes.
        """
        figures = self._figures
        if self._settings.grouped is By.ALL and figures:
            whole = (min(start for start, _ in figures), max(end for _, end in figures))
            figures = defaultdict(_Figures, {whole: _together(figures.values())})
        readings, few = [], 0
        for (start, end), found in sorted(figures.items()):
            if self._settings.what is What.MEAN and found.rows < self._settings.least_answers:
                few += 1
            else:
                readings.append(self._reading(Period(start, end), found))
        return readings, list(self._notices(few))

    def _reading(self, period: Period, found: _Figures) -> Reading:
        match self._settings.what:
            case What.SUM:
                return Reading(period=period, value=_fitted(found.total, period))
            case What.MEAN:
                mean = _EXACT.divide(found.total, Decimal(found.rows))
                return Reading(period=period, value=_fitted(mean, period))
            case What.SHARE:
                counting, of = Decimal(found.counting), Decimal(found.rows)
                return Reading(period=period, value=counting, of=of)
            case What.DISTINCT:
                return Reading(period=period, value=Decimal(len(found.seen or ())))
            case _:
                return Reading(period=period, value=Decimal(found.rows))

    def _notices(self, few: int) -> Iterator[Message]:
        for verdict, column, one, many in (
            (Verdict.WITHOUT_DAY, self._settings.date, words.ROW_WITHOUT_DAY, words.WITHOUT_DAY),
            (
                *(Verdict.WITHOUT_ANSWER, self._settings.column),
                *(words.ROW_WITHOUT_ANSWER, words.WITHOUT_ANSWER),
            ),
        ):
            if count := self.missing[verdict]:
                yield (one if count == 1 else many).format(count=count, column=column)
        if few:
            yield words.FEW_ANSWERS.format(least=self._settings.least_answers, count=few)
        if not self._figures:
            yield words.NO_ROWS


def _no_day(cell: Cell, day: date | None) -> Message:
    """Why a cell holds no day that can be used."""
    if day is not None:
        return words.NOT_A_YEAR.format(first=FIRST_YEAR, last=LAST_YEAR)
    return words.A_TOTAL if is_total(cell) else words.NOT_A_DAY


def _together(all_figures: Iterable[_Figures]) -> _Figures:
    """The figures of several times as those of one."""
    together = _Figures()
    for one in all_figures:
        together.rows += one.rows
        together.total = _EXACT.add(together.total, one.total)
        together.counting += one.counting
        if one.seen:
            together.seen = (together.seen or set()) | one.seen
    return together


def _fitted(value: Decimal, period: Period) -> Decimal:
    """A number as a record takes it: at most 15 digits, of which at most 9 decimals."""
    if value and value.adjusted() >= MOST_DIGITS:
        raise InvalidValue(words.LARGE_FIGURE.format(period=period, digits=MOST_DIGITS))
    before = max(value.adjusted() + 1, 1) if value else 1
    places = min(MOST_DECIMALS, MOST_DIGITS - before)
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN, _EXACT)
    return Decimal(format(rounded.normalize(_EXACT), "f")) if rounded else Decimal(0)
