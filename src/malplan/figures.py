"""What the observations of a sign say together, and how far that is from a target.

Figures are exact: shares are fractions, and zero, missing and not computable are three things.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from operator import attrgetter

from attrs import frozen

from malplan.history import Entry
from malplan.measures import (
    Combine,
    Direction,
    Measure,
    Qualitative,
    Quantitative,
    StepTarget,
    Target,
    TargetKind,
    whole_of,
)
from malplan.messages import Message, labels
from malplan.records import Observation, Record

_PLACE = attrgetter("place")


def decimal_of(value: Fraction, places: int) -> Decimal:
    """A fraction as a Decimal, rounded to so many places, however large it is."""
    with localcontext() as context:
        context.prec = len(str(abs(value.numerator))) + places + 2
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        rounded = round(exact, places)
        return exact if exact == rounded else rounded


@frozen
class Figure:
    """What the observations of a sign say on a day.

    Attributes:
        value: The number in the unit of the sign, exactly; None if it cannot be computed or is a
            step.
        numerator: Of a ratio, the numerators added up.
        denominator: Of a ratio, the denominators added up.
        step: The id of the step on the scale.
        on: The day of which the latest observation speaks.
        latest: The latest observation, by that day; None where it must not be shown.
        records: The ids of the records that the figure is made of.
    """

    value: Fraction | None
    on: date
    latest: Record | None
    records: tuple[str, ...]
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    step: str | None = None

    @property
    def number(self) -> Decimal | None:
        """The value as a Decimal of at most nine decimals; None if there is none."""
        if self.value is None:
            return None
        return decimal_of(self.value, 9)

    @property
    def computable(self) -> bool:
        """Whether there is a number or a step."""
        return self.value is not None or self.step is not None


def _what(entry: Entry) -> Observation:
    what = entry.record.what
    assert isinstance(what, Observation)  # noqa: S101 - for mypy; callers group by kind
    return what


def combined(measure: Measure, observations: Sequence[Entry]) -> Figure | None:
    """The figure that observations make, as the measure says; None if there are none.

    Observations that do not fit the measure, because an earlier version of the plan had another,
    are left out; if no other is left, the figure cannot be computed.
    """
    if not observations:
        return None
    if isinstance(measure, Qualitative):
        steps = {step.id for step in measure.scale}
        fitting = [entry for entry in observations if _what(entry).step in steps]
    else:
        fitting = [entry for entry in observations if _fits(measure, _what(entry))]
    latest = max(fitting or observations, key=_PLACE)
    if not fitting:
        return Figure(None, latest.record.on, latest.record, (latest.record.id,))
    if isinstance(measure, Qualitative):
        step = _what(latest).step
        return Figure(None, latest.record.on, latest.record, (latest.record.id,), step=step)
    if measure.combine is Combine.RATIO:
        return _ratio(measure, fitting, latest)
    if measure.combine is Combine.RUNNING_TOTAL:
        fitting = _latest_of_each_source(fitting)
    elif measure.combine is Combine.LATEST:
        fitting = [latest]
    value = sum((_value(entry) for entry in fitting), Decimal(0))
    return Figure(Fraction(value), latest.record.on, latest.record, _ids(fitting))


def _fits(measure: Quantitative, what: Observation) -> bool:
    return what.value is not None and (what.of is not None) is (measure.combine is Combine.RATIO)


def _value(entry: Entry) -> Decimal:
    return _what(entry).value or Decimal(0)


def _ids(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(entry.record.id for entry in entries)


def _ratio(measure: Quantitative, fitting: Sequence[Entry], latest: Entry) -> Figure:
    numerator = sum((_value(entry) for entry in fitting), Decimal(0))
    denominator = sum((_what(entry).of or Decimal(0) for entry in fitting), Decimal(0))
    share = Fraction(numerator) / Fraction(denominator) if denominator else None
    value = None if share is None else share * (whole_of(measure.unit) or 1)
    return Figure(value, latest.record.on, latest.record, _ids(fitting), numerator, denominator)


def target_words(kind: TargetKind, unit: str) -> Message:
    """The sentence of a target; a change of what is in per cent is in points."""
    in_points = labels.TARGETS_IN_POINTS.get(kind.value) if whole_of(unit) == 100 else None
    return in_points or labels.TARGETS[kind.value]


def _latest_of_each_source(entries: Sequence[Entry]) -> list[Entry]:
    """A source that has been silent since still counts with its last total."""
    found: dict[str | None, Entry] = {}
    for entry in sorted(entries, key=_PLACE):
        found[_what(entry).source] = entry
    return list(found.values())


# --- Distance from a target -----------------------------------------------------------------------
@frozen
class Progress:
    """How much of the way from the baseline to the target is behind.

    Attributes:
        raw: 0 at the baseline, 1 at the target; below 0 it went the wrong way, above 1 it is more
            than the target.
        clamped: The same within 0 and 1.
    """

    raw: Fraction
    clamped: Fraction


def starting_point(measure: Measure) -> Fraction | None:
    """Where the sign stood before, as a number or the position of a step; None if nobody said.

    What is added up begins at zero.
    """
    if isinstance(measure, Qualitative):
        return None if measure.baseline is None else _position(measure, measure.baseline)
    if measure.baseline is not None and measure.baseline.value is not None:
        return Fraction(measure.baseline.value)
    if measure.combine in (Combine.SUM, Combine.RUNNING_TOTAL):
        return Fraction(0)
    return None


def standing(measure: Measure, figure: Figure) -> Fraction | None:
    """Where the sign stands, as a number or the position of a step."""
    if isinstance(measure, Qualitative):
        return None if figure.step is None else _position(measure, figure.step)
    return figure.value


def _position(measure: Qualitative, step: str) -> Fraction:
    return Fraction([one.id for one in measure.scale].index(step))


def gap(measure: Measure, target: Target | StepTarget | None, value: Fraction) -> Fraction | None:
    """How much is left to the target: zero or less when it is reached.

    Without a target only its order means something: a smaller gap is better. None where a target
    is a change from a baseline that nobody said.
    """
    if isinstance(measure, Qualitative):
        wanted = _position(measure, target.step) if isinstance(target, StepTarget) else Fraction(0)
        return wanted - value
    if not isinstance(target, Target):
        return value if measure.direction is Direction.DOWN else -value
    aim = Fraction(target.value)
    start = starting_point(measure)
    match target.kind:
        case TargetKind.AT_LEAST:
            return aim - value
        case TargetKind.AT_MOST:
            return value - aim
        case TargetKind.BETWEEN:
            return max(aim - value, value - Fraction(target.upper or 0), Fraction(0))
        case TargetKind.INCREASE:
            return None if start is None else start + aim - value
        case _:  # a decrease
            return None if start is None else value - (start - aim)


def progress(
    measure: Measure, target: Target | StepTarget | None, figure: Figure
) -> Progress | None:
    """How much of the way from the baseline to the target is behind.

    None where that is no number: on a scale, whose steps are not equally far apart; without a
    target, a figure or a baseline; and where the baseline is at the target already.
    """
    start, value = starting_point(measure), standing(measure, figure)
    if isinstance(measure, Qualitative) or target is None or start is None or value is None:
        return None
    whole, left = gap(measure, target, start), gap(measure, target, value)
    if whole is None or left is None or whole <= 0:
        return None
    raw = (whole - left) / whole
    return Progress(raw, min(max(raw, Fraction(0)), Fraction(1)))
