"""What of a plan may be published: small counts are held back, and what would give them away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from malplan.fields import map_parts, map_texts, parts_of, texts_of
from malplan.measures import Baseline, Counts, Quantitative, whole_of
from malplan.model import KeyFigure, Person, Plan
from malplan.privacy import (
    DEFAULT_THRESHOLD,
    has_cpr_number,
    is_small,
    redact,
    withheld_parts,
    withheld_share,
)

_NO_NAME = "…"


def published(
    plan: Plan, *, threshold: int = DEFAULT_THRESHOLD, without_names: bool = False
) -> Plan:
    """The plan as it may be published.

    Key figures and baselines that count people are held back where they are small, and so are the
    figures that would give them away: those of which they are a part, and the other parts. Targets
    are what is wanted, and stay. What was held back before stays held back.

    Args:
        plan: The plan; it stays as it is.
        threshold: The first number of people that is not small.
        without_names: Whether the fields that hold names are left out: the owner and the
            coordinators. A text is as it was written.

    Returns:
        A plan that says of each such figure that it is held back; the same plan, where there is
        nothing to hold back.
    """
    figures = [part for _, part in parts_of(plan) if isinstance(part, KeyFigure)]
    withheld = _Figures(figures, threshold).withheld()

    def publish(part: Any) -> Any:
        if isinstance(part, KeyFigure) and part.id in withheld:
            return _held_back(part)
        if isinstance(part, Quantitative) and _is_exposing(part, threshold):
            return _changed(part, baseline=_held_back(part.baseline))
        return part

    changed: Plan = map_parts(nameless(plan) if without_names else plan, publish)
    return changed


def redacted(plan: Plan) -> Plan:
    """The plan with ``[CPR]`` for every CPR number in its texts; the same plan, if it has none."""
    if not any(has_cpr_number(text) for _, text in texts_of(plan)):
        return plan
    changed: Plan = map_texts(plan, redact)
    return changed


def nameless(plan: Plan) -> Plan:
    """The plan without the owner and the coordinators; a person in an extension has no name."""
    if plan.owner or plan.coordinators:
        plan = attrs.evolve(plan, owner=None, coordinators=())
    changed: Plan = map_parts(
        plan, lambda part: _changed(part, name=_NO_NAME) if isinstance(part, Person) else part
    )
    return changed


def has_withheld(plan: Plan) -> bool:
    """Whether any figure of the plan is held back."""
    kinds = (KeyFigure, Baseline)
    return any(part.withheld for _, part in parts_of(plan) if isinstance(part, kinds))


def _held_back(part: Any) -> Any:
    return part if part is None or part.withheld else _changed(part, value=None, withheld=True)


def _changed(part: Any, **changes: object) -> Any:
    return attrs.evolve(part, **changes)


def _is_exposing(measure: Quantitative, threshold: int) -> bool:
    value = None if measure.baseline is None else measure.baseline.value
    return measure.counts is Counts.PEOPLE and value is not None and is_small(value, threshold)


# --- Key figures ----------------------------------------------------------------------------------
class _Figures:
    """The key figures of a plan, and which of them give others away."""

    def __init__(self, figures: list[KeyFigure], threshold: int) -> None:
        self.figures = {figure.id: figure for figure in figures}
        self.threshold = threshold
        people = {id for id, one in self.figures.items() if one.counts is Counts.PEOPLE}
        # The whole of people is people, and so is a part in their unit, whatever is said of it.
        joined = True
        while joined:
            before = len(people)
            for part, whole in self._pairs():
                if part.id in people and _may_be_people(whole):
                    people.add(whole.id)
                elif whole.id in people and part.unit == whole.unit and _may_be_people(part):
                    people.add(part.id)
            joined = len(people) > before
        self.people = people

    def _pairs(self) -> Iterator[tuple[KeyFigure, KeyFigure]]:
        """Each part with its whole."""
        for part in self.figures.values():
            if part.part_of in self.figures:
                yield part, self.figures[part.part_of]

    def withheld(self) -> frozenset[str]:
        """The ids of the figures that are to be held back."""
        counts = {
            id: figure.value
            for id, figure in self.figures.items()
            if id in self.people and figure.value is not None
        }
        part_of = {part.id: whole.id for part, whole in self._pairs() if part.id in self.people}
        rough = {id for id, figure in self.figures.items() if figure.about}
        withheld = withheld_parts(counts, part_of, self.threshold, rough=rough)
        return withheld | frozenset(self._shares(withheld))

    def _shares(self, withheld: frozenset[str]) -> Iterator[str]:
        """The shares that say in per cent what is held back, or that are small themselves.

        Shares of the same whole are held back together: they add up to all of it.
        """
        hidden = withheld | {id for id, figure in self.figures.items() if figure.withheld}
        touched = hidden | {self.figures[id].part_of for id in hidden}
        shares: dict[str, list[KeyFigure]] = {}
        for part, whole in self._pairs():
            if part.id not in self.people and whole.id in self.people and _hundred(part):
                shares.setdefault(whole.id, []).append(part)
        for id, parts in shares.items():
            if id in touched or any(self._is_small_share(part, self.figures[id]) for part in parts):
                yield from (part.id for part in parts)

    def _is_small_share(self, part: KeyFigure, whole: KeyFigure) -> bool:
        hundred = _hundred(part)
        # Where one of them is held back, all shares of the whole are, and none is looked at.
        assert part.value is not None  # noqa: S101
        assert whole.value is not None  # noqa: S101
        assert hundred is not None  # noqa: S101
        # A share is rounded: 33 % of 6 are two.
        people = (part.value * whole.value / hundred).to_integral_value()
        return withheld_share(people, whole.value, self.threshold)


def _hundred(figure: KeyFigure) -> int | None:
    """How much makes the whole, where a figure is a share."""
    return whole_of(figure.unit)


def _may_be_people(figure: KeyFigure) -> bool:
    value = figure.value
    whole_number = value is None or (value >= 0 and value == value.to_integral_value())
    return whole_number and _hundred(figure) is None
