"""What of a status may be published: no small count of people, and nothing that tells one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

import attrs

from malplan.figures import Figure
from malplan.measures import Combine, Counts, Quantitative
from malplan.messages import status as words
from malplan.numbering import numbers_of
from malplan.privacy import DEFAULT_THRESHOLD, is_small, withheld_share, withheld_totals
from malplan.publishing import published
from malplan.reasons import Reason, reason
from malplan.records import Evaluation, Record, SignState, unsigned
from malplan.status.rules import is_over
from malplan.status.signs import judge
from malplan.status.values import ActionStatus, SignStatus, Status, TargetStatus


def published_status(
    status: Status, *, threshold: int = DEFAULT_THRESHOLD, without_names: bool = False
) -> Status:
    """The status as it may be published.

    A figure that counts people is left out where it is small, or where its difference to another
    figure of the same sign would be. The state of the sign stays where it does not tell the
    figure: where another small figure would have it too. Of people only figures are shown and no
    observations; what was recorded of something that the plan does not have is left out. In which
    role and with which comment something was recorded is left out too. Other texts are the
    writer's.

    Args:
        status: The status; it stays as it is.
        threshold: The first number of people that is not small.
        without_names: Whether the fields of the plan that hold names are left out.
    """
    status = unsigned_status(status)
    signs = tuple(_sign(one, status, threshold) for one in status.signs)
    hidden = {one.id for one in signs if one.reasons and one.reasons[0].rule == WITHHELD}
    by_id = {one.id: one for one in status.signs}
    numbers = numbers_of(status.plan)
    actions = tuple(_action(one, hidden, numbers, by_id, threshold) for one in status.actions)
    plan = published(status.plan, threshold=threshold, without_names=without_names)
    # What is judged is a part of the plan, and so what is shown of it is that of the plan shown.
    shown_signs = {one.id: one for one in plan.signs}
    shown_actions = {one.id: one for one in plan.actions}
    return attrs.evolve(
        status,
        plan=plan,
        signs=tuple(attrs.evolve(one, sign=shown_signs[one.id]) for one in signs),
        actions=tuple(attrs.evolve(one, action=shown_actions[one.id]) for one in actions),
        unplaced=(),
    )


def unsigned_status(status: Status) -> Status:
    """The status without roles, comments and reasons of corrections, which the log alone tells."""

    def figure(held: Figure | None) -> Figure | None:
        if held is None or held.latest is None:
            return held
        return attrs.evolve(held, latest=unsigned(held.latest))

    def target(one: TargetStatus) -> TargetStatus:
        return attrs.evolve(one, figure=figure(one.figure))

    def each(records: Iterable[Record]) -> tuple[Record, ...]:
        return tuple(map(unsigned, records))

    def sign(one: SignStatus) -> SignStatus:
        targets = tuple(map(target, one.targets))
        # One of them, and not only like it: that is how it is known which counts.
        judged = targets[one.targets.index(one.judged)] if targets else target(one.judged)
        return attrs.evolve(one, figure=figure(one.figure), judged=judged, targets=targets)

    signs = tuple(map(sign, status.signs))
    actions = tuple(
        attrs.evolve(
            one,
            evaluations=each(one.evaluations),
            learnings=each(one.learnings),
            decision=None if one.decision is None else unsigned(one.decision),
        )
        for one in status.actions
    )
    return attrs.evolve(status, signs=signs, actions=actions, unplaced=each(status.unplaced))


WITHHELD = "withheld"
"""The rule that is told of a state that must not be shown."""
_ADDED_UP = (Combine.SUM, Combine.RUNNING_TOTAL)


def _of_people(sign: SignStatus) -> Quantitative | None:
    measure = sign.sign.measure
    if isinstance(measure, Quantitative) and measure.counts is Counts.PEOPLE:
        return measure
    return None


# --- Signs ----------------------------------------------------------------------------------------
def _sign(sign: SignStatus, status: Status, threshold: int) -> SignStatus:
    measure = _of_people(sign)
    if measure is None:
        return sign
    targets = sign.targets or (sign.judged,)
    figures = [*(one.figure for one in targets), sign.figure]
    withheld = _must_be_withheld(measure, figures, threshold)
    baseline = measure.baseline
    hides_baseline = (
        baseline is not None and baseline.value is not None and is_small(baseline.value, threshold)
    )
    told = withheld and _state_tells_the_figure(measure, targets, status, threshold)
    shown = tuple(
        _target(one, withheld=withheld, told=told, hides_baseline=hides_baseline) for one in targets
    )
    judged = shown[targets.index(sign.judged)]
    more = sign.reasons[len(sign.judged.reasons) :]
    return attrs.evolve(
        sign,
        judged=judged,
        targets=shown if sign.targets else (),
        figure=None if withheld else _alone(sign.figure),
        reasons=judged.reasons if told else (*judged.reasons, *more),
    )


def _must_be_withheld(
    measure: Quantitative, figures: Sequence[Figure | None], threshold: int
) -> bool:
    """Whether any of the figures of a sign, or the difference of two, is a small count."""
    found = [one for one in figures if one is not None]
    if measure.combine is Combine.RATIO:
        return any(
            withheld_share(one.numerator or 0, one.denominator or 0, threshold) for one in found
        )
    values = [one.value for one in found if one.value is not None]
    counts = [int(value) for value in values]
    if measure.combine in _ADDED_UP:
        return bool(withheld_totals(counts, threshold))
    return any(is_small(count, threshold) for count in counts)


def _state_tells_the_figure(
    measure: Quantitative, targets: Sequence[TargetStatus], status: Status, threshold: int
) -> bool:
    """Whether the states of a sign whose figure is held back must be held back too.

    Small counts that stand alike against all targets are told apart by nothing. Those that stand
    alone are not shown; nor is the smallest of the other groups, where one alone would be left
    that is not shown.
    """
    values = {None if one.figure is None else one.figure.value for one in targets}
    if measure.combine is Combine.RATIO or len(values) != 1:
        return True
    alike: dict[tuple[SignState, ...], list[int]] = {}
    for count in range(1, threshold):
        states = tuple(_would_stand(measure, one, count, status) for one in targets)
        alike.setdefault(states, []).append(count)
    groups = sorted(alike.values(), key=len)
    hidden = [group[0] for group in groups if len(group) == 1]
    if len(hidden) == 1 and len(groups) > 1:
        hidden += groups[1]
    return values <= set(hidden)


def _would_stand(
    measure: Quantitative, target: TargetStatus, count: int, status: Status
) -> SignState:
    """How a sign would stand if its figure were another."""
    figure = target.figure
    if figure is None:
        return target.state
    over = is_over(target.due, status.on)
    other = attrs.evolve(figure, value=Fraction(count))
    return judge(measure, target.target, target.due, over=over, figure=other).state


def _target(
    target: TargetStatus, *, withheld: bool, told: bool, hides_baseline: bool
) -> TargetStatus:
    if told:
        hidden = reason(words.SIGN_REASONS, WITHHELD, figure=words.WITHHELD)
        return attrs.evolve(
            target, state=SignState.NO_DATA, reasons=(hidden,), figure=None, progress=None
        )
    return attrs.evolve(
        target,
        reasons=tuple(_reasons(target.reasons, withheld=withheld, hides_baseline=hides_baseline)),
        figure=None if withheld else _alone(target.figure),
        progress=None if withheld or hides_baseline else target.progress,
    )


def _reasons(
    reasons: Sequence[Reason], *, withheld: bool, hides_baseline: bool
) -> Iterator[Reason]:
    for one in reasons:
        seen = dict(one.seen)
        if withheld and "later" in seen:
            continue
        if withheld and "figure" in seen:
            seen["figure"] = words.WITHHELD
        if hides_baseline and "baseline" in seen:
            seen["baseline"] = words.WITHHELD_BASELINE
        yield attrs.evolve(one, seen=tuple(seen.items()))


def _alone(figure: Figure | None) -> Figure | None:
    """The figure without the observations behind it."""
    return None if figure is None else attrs.evolve(figure, latest=None, records=())


# --- Trial actions --------------------------------------------------------------------------------
def _action(
    action: ActionStatus,
    hidden: Collection[str],
    numbers: Mapping[str, str],
    by_id: Mapping[str, SignStatus],
    threshold: int,
) -> ActionStatus:
    missed = tuple(id for id in action.missed if id not in hidden)
    reasons = [one for one in action.reasons if one.rule != "missed"]
    if missed:
        names = tuple(numbers[id] for id in missed)
        at = 1 + sum(one.rule in ("late", "late_one") for one in reasons)
        reasons.insert(at, reason(words.ACTION_REASONS, "missed", names=names))
    evaluations = tuple(_evaluation(one, hidden, by_id, threshold) for one in action.evaluations)
    return attrs.evolve(action, missed=missed, reasons=tuple(reasons), evaluations=evaluations)


def _evaluation(
    record: Record,
    hidden: Collection[str],
    by_id: Mapping[str, SignStatus],
    threshold: int,
) -> Record:
    """An evaluation without the signs whose figures must not be told."""
    what = record.what
    assert isinstance(what, Evaluation)  # noqa: S101 - a status has no others there

    def may_be_shown(id: str, value: object, of: object) -> bool:
        if id not in by_id:  # the plan does not have it any more, nor what it counts
            return False
        measure = _of_people(by_id[id])
        if measure is None:
            return True
        if id in hidden or measure.combine in _ADDED_UP:  # today's total less that one is a count
            return False
        figures = (int(str(value or 0)), int(str(of or 0)))
        if measure.combine is Combine.RATIO:
            return not withheld_share(*figures, threshold)
        return not is_small(figures[0], threshold)

    signs = tuple(one for one in what.signs if may_be_shown(one.sign, one.value, one.of))
    return attrs.evolve(record, what=attrs.evolve(what, signs=signs))
