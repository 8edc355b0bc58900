"""An upright axis: of exact numbers, or of the named steps of a scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

import attrs

from malplan.figures import decimal_of
from malplan.formats import number_text
from malplan.messages import Language
from malplan_web.pictures.lettering import width_of, wrapped
from malplan_web.pictures.scene import Mark, Rect, Text
from malplan_web.pictures.time_axis import SMALL

_INTERVALS = 4
_NICE = (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5), Fraction(10))
_STEP = 36
_NAMES = 104


class ValueAxis(Protocol):
    """What an upright axis can say, whatever it measures."""

    @property
    def height(self) -> float:
        """How high it is, in pixels."""

    @property
    def room(self) -> float:
        """How wide its labels are, in pixels."""

    def at(self, value: Fraction) -> float:
        """How far below the top a value lies, in pixels."""

    def marks(self, top: float, left: float, right: float) -> Iterator[Mark]:
        """Its labels, and the hairlines from ``left`` to ``right``."""


@attrs.frozen
class NumberAxis:
    """An axis of numbers, whose ticks are round.

    Attributes:
        ticks: The ticks, from the lowest to the highest, evenly spaced.
        language: In which they are written.
        height: How high it is.
    """

    ticks: tuple[Fraction, ...]
    language: Language
    height: float = 150

    @classmethod
    def over(
        cls,
        values: Iterable[Fraction],
        wanted: Iterable[Fraction],
        language: Language,
        *,
        whole: bool,
        from_zero: bool,
    ) -> NumberAxis:
        """The axis that holds all values.

        Args:
            values: The values; at least one.
            wanted: Those that bound a target: both sides of them must be seen.
            language: In which the ticks are written.
            whole: Whether only whole numbers mean something.
            from_zero: Whether zero must be on it.
        """
        held = [*values, *([Fraction(0)] if from_zero else [])]
        low, high = min(held), max(held)
        if low == high:
            low, high = low - abs(low) / 2, high + abs(high) / 2
        if low == high:
            high += 1
        beside = (high - low) / 10
        floor = Fraction(0) if low >= 0 else low - beside
        for value in wanted:
            low, high = min(low, max(value - beside, floor)), max(high, value + beside)
        step = _nice((high - low) / _INTERVALS)
        if whole:
            step = max(step, Fraction(1))
        first, last = low // step, -(-high // step)
        return cls(tuple(step * at for at in range(first, last + 1)), language)

    @property
    def room(self) -> float:
        """How wide its labels are."""
        return max(width_of(text, SMALL) for text in self._texts)

    @property
    def _texts(self) -> tuple[str, ...]:
        return tuple(number_text(_exact(tick), self.language) for tick in self.ticks)

    def at(self, value: Fraction) -> float:
        """How far below the top a value lies."""
        low, high = self.ticks[0], self.ticks[-1]
        return float((high - value) / (high - low)) * self.height

    def marks(self, top: float, left: float, right: float) -> Iterator[Mark]:
        """The numbers, and the hairlines."""
        for tick, text in zip(self.ticks, self._texts, strict=True):
            y = top + self.at(tick)
            yield Rect(x=left, y=y, width=right - left, height=1, fill="line")
            yield Text(x=left - 6, y=y + 4, text=text, role="muted", size=SMALL, anchor="end")


@attrs.frozen
class StepAxis:
    """An axis of named steps, the lowest at the bottom.

    Attributes:
        names: The names of the steps, from the lowest to the highest.
    """

    names: Sequence[str]

    @property
    def height(self) -> float:
        """How high it is: all steps, and half a step above and below."""
        return float(_STEP * len(self.names))

    @property
    def room(self) -> float:
        """How wide its labels are."""
        return max(width_of(line, SMALL) for name in self.names for line in self._lines(name))

    def at(self, value: Fraction) -> float:
        """How far below the top a step lies."""
        return float(len(self.names) - 1 - value) * _STEP + _STEP / 2

    def marks(self, top: float, left: float, right: float) -> Iterator[Mark]:
        """The names, and the hairlines."""
        for at, name in enumerate(self.names):
            y = top + self.at(Fraction(at))
            yield Rect(x=left, y=y, width=right - left, height=1, fill="line")
            lines = self._lines(name)
            for number, line in enumerate(lines):
                base = y + 4 + 14 * (number - (len(lines) - 1) / 2)
                yield Text(x=left - 6, y=base, text=line, role="muted", size=SMALL, anchor="end")

    @staticmethod
    def _lines(name: str) -> tuple[str, ...]:
        return wrapped(name, _NAMES, SMALL, most=2)


def _nice(step: Fraction) -> Fraction:
    """The next round number: 1, 2, 2.5 or 5, times a power of ten."""
    power = Fraction(10) ** (len(str(int(step))) - 1 if step >= 1 else -_zeros(step))
    return next(nice * power for nice in _NICE if nice * power >= step)


def _zeros(step: Fraction) -> int:
    """How many decimals it takes to see anything of a number below 1."""
    decimals = 1
    while step * 10**decimals < 1:
        decimals += 1
    return decimals


def _exact(tick: Fraction) -> Decimal:
    """A round number as a Decimal, with all of its decimals."""
    places = 0
    while (tick * 10**places).denominator != 1:
        places += 1
    return decimal_of(tick, places)
