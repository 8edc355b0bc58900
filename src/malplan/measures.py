"""How a sign is observed: a number, or a scale of named steps."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum

from attrs import field, frozen

from malplan.errors import Problem
from malplan.fields import EXPECTED, Line, Number, Prose, Slug, Value, problem
from malplan.messages import Message, listed
from malplan.messages import problems as words
from malplan.periods import Period


class Counts(Enum):
    """What a number counts, where that decides who may see it."""

    PEOPLE = "people"
    """People, whom a small number would expose."""


def given_or_withheld(value: Decimal | None, withheld: bool) -> Iterator[Problem]:
    """A problem where a figure is neither given nor held back, or both."""
    if value is None and not withheld:
        yield problem(words.MISSING_KEY.format(key="value"), "value")
    elif value is not None and withheld:
        yield problem(words.WITHHELD_WITH_VALUE, "withheld")


def is_headcount(value: Decimal) -> bool:
    """Whether it can be a number of people: whole, and not below zero."""
    return value >= 0 and value == value.to_integral_value()


def not_a_headcount(value: Decimal | None, *steps: str | int) -> Iterator[Problem]:
    """A problem where a number of people is below zero or not whole."""
    if value is not None and not is_headcount(value):
        said = Message(da=str(value).replace(".", ","), en=str(value))
        yield problem(words.NOT_A_HEADCOUNT.format(value=said), *steps)


class TargetKind(Enum):
    """How a target compares what is observed with its value."""

    AT_LEAST = "at_least"
    """``value`` or more."""
    AT_MOST = "at_most"
    """``value`` or less."""
    BETWEEN = "between"
    """From ``value`` to ``upper``."""
    INCREASE = "increase"
    """At least ``value`` more than the baseline."""
    DECREASE = "decrease"
    """At least ``value`` less than the baseline."""


class Direction(Enum):
    """Which way is better."""

    UP = "up"
    """More is better."""
    DOWN = "down"
    """Less is better."""


_WHOLES = {"%": 100, "pct.": 100, "pct": 100, "procent": 100, "percent": 100, "‰": 1000}


def whole_of(unit: str | None) -> int | None:
    """How much makes the whole, where a unit is one of shares: 100 of "% af de unge".

    A ratio in another unit is a share from 0 to 1.
    """
    words = (unit or "").split()
    return _WHOLES.get(words[0].casefold()) if words else None


class Combine(Enum):
    """How observations make one figure."""

    LATEST = "latest"
    """The latest observation."""
    SUM = "sum"
    """All observations added up."""
    RATIO = "ratio"
    """A numerator over a denominator, never an average of percentages."""
    RUNNING_TOTAL = "running_total"
    """The latest running total of each source, added up."""


@frozen(kw_only=True, repr=False)
class Baseline(Value):
    """Where a quantitative sign stood before.

    Attributes:
        value: The figure, in the unit of the sign; left out where it is ``withheld``.
        as_of: The time it speaks of.
        source: Where it comes from.
        withheld: Whether the figure is held back, so that nobody is exposed.
    """

    value: Number | None = field(default=None, metadata=EXPECTED)
    as_of: Period | None = None
    source: Line | None = None
    withheld: bool = False

    def _invariants(self) -> Iterator[Problem]:
        yield from given_or_withheld(self.value, self.withheld)


@frozen(kw_only=True, repr=False)
class Target(Value):
    """What a quantitative sign should reach, and when.

    Attributes:
        kind: How the observed figure is compared with ``value``.
        value: The figure; for ``between`` the lower one, for ``increase`` and ``decrease`` the
            change from the baseline, above zero.
        upper: The upper figure of ``between``.
        due: When it should be reached; it is missed only after the last day.
    """

    kind: TargetKind
    value: Number
    upper: Number | None = None
    due: Period | None = None

    def _invariants(self) -> Iterator[Problem]:
        if self.kind is TargetKind.BETWEEN:
            if self.upper is None or self.upper <= self.value:
                yield problem(words.BETWEEN_NEEDS_UPPER, "upper")
        elif self.upper is not None:
            yield problem(words.UPPER_ONLY_BETWEEN, "upper")
        if self.kind in (TargetKind.INCREASE, TargetKind.DECREASE) and self.value <= 0:
            yield problem(words.CHANGE_ABOVE_ZERO.format(value=self.value), "value")


DIRECTIONS = {
    TargetKind.AT_LEAST: Direction.UP,
    TargetKind.INCREASE: Direction.UP,
    TargetKind.AT_MOST: Direction.DOWN,
    TargetKind.DECREASE: Direction.DOWN,
}
"""The direction of a target, where its kind has one."""


@frozen(kw_only=True, repr=False)
class Quantitative(Value):
    """A sign that is a number.

    Attributes:
        unit: What is counted or measured.
        targets: What should be reached, one for each due time.
        baseline: Where the number stood before.
        direction: Which way is better; targets must agree with it.
        combine: How observations make one figure: the latest, their sum, a ratio of a numerator
            and a denominator, or the latest running total of each source added up.
        counts: ``people`` where small numbers would expose somebody.
    """

    unit: Line
    targets: tuple[Target, ...] = ()
    baseline: Baseline | None = None
    direction: Direction = Direction.UP
    combine: Combine = Combine.LATEST
    counts: Counts | None = None

    def _invariants(self) -> Iterator[Problem]:
        for index, target in enumerate(self.targets):
            right = DIRECTIONS.get(target.kind, self.direction)
            if right is not self.direction:
                message = words.DIRECTION_DISAGREES.format(
                    kind=target.kind.value, direction=self.direction.value, right=right.value
                )
                yield problem(message, "targets", index, "kind")
            if self.counts is Counts.PEOPLE:
                yield from not_a_headcount(target.value, "targets", index, "value")
                if target.upper is not None:
                    yield from not_a_headcount(target.upper, "targets", index, "upper")
        if self.counts is Counts.PEOPLE and self.baseline:
            yield from not_a_headcount(self.baseline.value, "baseline", "value")


@frozen(kw_only=True, repr=False)
class ScaleStep(Value):
    """A step on the scale of a qualitative sign.

    Attributes:
        id: Unique on the scale.
        name: What the step is called.
        criterion: What it takes to be on this step.
    """

    id: Slug
    name: Line
    criterion: Prose | None = None


@frozen(kw_only=True, repr=False)
class StepTarget(Value):
    """The step that a qualitative sign should reach, and when.

    Attributes:
        step: The id of a step on the sign's scale; a higher one is as good.
        due: When it should be reached.
    """

    step: Slug
    due: Period | None = None


@frozen(kw_only=True, repr=False)
class Qualitative(Value):
    """A sign that is judged on a scale of named steps.

    Attributes:
        scale: The steps, from the lowest to the highest; at least two.
        targets: The steps to reach.
        baseline: The id of the step where it stood before.
    """

    scale: tuple[ScaleStep, ...]
    targets: tuple[StepTarget, ...] = ()
    baseline: Slug | None = None

    def _invariants(self) -> Iterator[Problem]:
        if len(self.scale) < 2:
            yield problem(words.SCALE_TOO_SHORT, "scale")
        seen: set[str] = set()
        for index, step in enumerate(self.scale):
            if step.id in seen:
                yield problem(words.DUPLICATE_STEP.format(id=step.id), "scale", index, "id")
            seen.add(step.id)
        for index, target in enumerate(self.targets):
            if target.step not in seen:
                yield problem(self._not_on_scale(target.step), "targets", index, "step")
        if self.baseline is not None and self.baseline not in seen:
            yield problem(self._not_on_scale(self.baseline), "baseline")

    def _not_on_scale(self, id: str) -> Message:
        steps = listed((step.id for step in self.scale), quotes=True)
        return words.NOT_ON_SCALE.format(id=id, steps=steps)


Measure = Quantitative | Qualitative
"""How a sign is observed; in a file, ``kind: quantitative`` or ``kind: qualitative``."""
