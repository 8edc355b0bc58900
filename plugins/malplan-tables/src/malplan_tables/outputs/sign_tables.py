"""The tables of what is followed: the status of all parts, signs, targets and observations."""

from __future__ import annotations

from malplan.figures import Figure
from malplan.measures import Measure
from malplan.messages import labels
from malplan.messages import log as log_words
from malplan.model import Sign
from malplan.periods import Period
from malplan.records import Observation, SignState
from malplan.status import SignStatus, TargetStatus
from malplan_tables.outputs import messages as words
from malplan_tables.outputs.cells import Cell, Column, Row
from malplan_tables.outputs.parts import Parts


def _which(parts: Parts) -> tuple[Column, Column]:
    return Column(parts.heading("action"), 32), parts.column(words.NUMBER, 17)


def status(parts: Parts) -> tuple[tuple[Column, ...], list[Row]]:
    """How every trial action, sign and milestone stands, in the order of the plan."""
    columns = (
        *_which(parts),
        parts.column(words.TEXT, 44),
        *parts.standing_columns,
        parts.column(words.RESULT, 14),
        parts.column(words.UNIT, 14),
        *parts.time_columns(labels.TIME, words.FROM, words.TO),
    )
    rows: list[Row] = []
    for index, (title, action) in enumerate(parts.each_action(), 1):
        stands = parts.standing(parts.actions.get(action.id))
        nothing = (None,) * 5
        rows.append((title, parts.action_number(index), action.title, *stands, *nothing))
        for sign in action.signs:
            judged = parts.signs.get(sign.id)
            number, unit, *_ = _result(parts, sign, judged)
            rows.append(
                (
                    *(title, parts.numbered("sign", sign.id), sign.text),
                    *(*parts.standing(judged), number, unit),
                    *parts.time(_due(sign, judged)),
                )
            )
        rows += [
            (
                *(title, parts.numbered("milestone", milestone.id), milestone.text),
                *(*parts.standing(parts.milestones.get(milestone.id)), None, None),
                *parts.time(parts.milestone_time(milestone)),
            )
            for milestone in action.milestones
        ]
    return columns, rows


def signs(parts: Parts) -> tuple[tuple[Column, ...], list[Row]]:
    """The signs, each with its result and the target that counts on the day."""
    columns = (
        *_which(parts),
        Column(parts.heading("sign"), 44),
        *parts.standing_columns,
        *parts.result_columns,
        parts.column(words.RESULT_DAY, 13),
        parts.column(labels.BASELINE, 14),
        parts.column(labels.TARGET, 26),
        *parts.time_columns(words.DUE, words.DUE_FROM, words.DUE_TO),
        parts.column(words.PROGRESS, 14),
        parts.column(words.COMBINED, 26),
        parts.column(labels.LEVEL, 20),
        parts.column(labels.HOW, 36),
        parts.column(labels.WHEN, 20),
        parts.column(labels.DATA_FROM, 24),
        parts.column(labels.LEADS_TO, 20),
    )
    rows: list[Row] = []
    for title, sign in parts.each_sign():
        judged = parts.signs.get(sign.id)
        figure = None if judged is None else judged.figure
        level = None if sign.level is None else parts.say(labels.LEVELS[sign.level.value])
        rows.append(
            (
                *(title, parts.numbered("sign", sign.id), sign.text),
                *parts.standing(judged),
                *_result(parts, sign, judged),
                None if figure is None or not figure.computable else figure.on,
                parts.baseline(sign.measure),
                _targets_said(parts, sign, judged),
                *parts.time(_due(sign, judged)),
                _progress(parts, None if judged is None else judged.judged),
                *(parts.computation(sign.measure), level, sign.how),
                *(parts.time(sign.when)[0], parts.source(sign.source), _leads_to(parts, sign)),
            )
        )
    return columns, rows


def targets(parts: Parts) -> tuple[tuple[Column, ...], list[Row]]:
    """The targets of all signs, and how the signs stand against each."""
    columns = (
        *_which(parts),
        Column(parts.heading("sign"), 44),
        parts.column(labels.TARGET, 26),
        parts.column(words.TARGET_VALUE, 12),
        parts.column(words.TARGET_UPPER, 12),
        *parts.time_columns(words.DUE, words.DUE_FROM, words.DUE_TO),
        *parts.standing_columns,
        *parts.result_columns,
        parts.column(words.PROGRESS, 14),
    )
    rows: list[Row] = []
    for title, sign in parts.each_sign():
        judged = parts.signs.get(sign.id)
        measure = _measure(sign, judged)
        against = () if judged is None else judged.targets
        if judged is None and measure is not None:
            against = tuple(
                TargetStatus(one, one.due or sign.when, SignState.NOT_DUE, ())
                for one in measure.targets
            )
        for one in against:
            value = getattr(one.target, "value", None)
            upper = getattr(one.target, "upper", None)
            rows.append(
                (
                    *(title, parts.numbered("sign", sign.id), sign.text),
                    *(parts.target(measure, one.target), value, upper),
                    *parts.time(one.due),
                    *parts.target_standing(None if judged is None else one),
                    *parts.result(measure, one.figure, one.reasons),
                    _progress(parts, one),
                )
            )
    return columns, rows


def observations(parts: Parts) -> tuple[tuple[Column, ...], list[Row]]:
    """The results of each sign day by day, as far as they may be seen.

    What was added up stands as it was after that day. Of people, only the last result is shown in
    what is published.
    """
    columns = (
        *_which(parts),
        Column(parts.heading("sign"), 44),
        parts.column(words.DAY, 12),
        *parts.result_columns,
        parts.column(words.COMBINED, 26),
        parts.column(log_words.EVIDENCE, 50),
        parts.column(words.FETCHED_FROM, 30),
    )
    rows: list[Row] = []
    for title, sign in parts.each_sign():
        judged = parts.signs.get(sign.id)
        measure = _measure(sign, judged)
        which = (title, parts.numbered("sign", sign.id), sign.text)
        figures = parts.view.series.get(sign.id, ())
        for figure in figures:
            result = parts.result(measure, figure)
            combined = parts.computation(measure)
            rows.append((*which, figure.on, *result, combined, *_told(figure)))
        if not figures and judged is not None:
            result = parts.result(measure, None, judged.reasons)
            if result[0] is not None:
                rows.append((*which, None, *result, parts.computation(measure), None, None))
    return columns, rows


def _told(figure: Figure) -> tuple[Cell, Cell]:
    """The evidence of the latest observation behind a figure, and where it was fetched from."""
    what = None if figure.latest is None else figure.latest.what
    if not isinstance(what, Observation):
        return None, None
    origin = what.provenance
    if origin is None:
        return what.evidence, None
    return what.evidence, f"{origin.source} ({origin.licence})" if origin.licence else origin.source


# --- Signs ----------------------------------------------------------------------------------------
def _measure(sign: Sign, judged: SignStatus | None) -> Measure | None:
    """The measure that figures were computed by."""
    return sign.measure if judged is None else judged.sign.measure


def _result(parts: Parts, sign: Sign, judged: SignStatus | None) -> tuple[Cell, Cell, Cell, Cell]:
    measure = _measure(sign, judged)
    if judged is None:
        return parts.result(measure, None)
    return parts.result(measure, judged.figure, judged.reasons)


def _due(sign: Sign, judged: SignStatus | None) -> Period | None:
    """When the target that counts is due; without a status, when the first is."""
    if judged is not None:
        return judged.judged.due
    targets = () if sign.measure is None else sign.measure.targets
    return next((one.due for one in targets if one.due is not None), sign.when)


def _targets_said(parts: Parts, sign: Sign, judged: SignStatus | None) -> Cell:
    if judged is not None:
        return parts.target(judged.sign.measure, judged.judged.target)
    targets = () if sign.measure is None else sign.measure.targets
    said = [parts.target(sign.measure, one) for one in targets]
    return "; ".join(str(one) for one in said) or None


def _progress(parts: Parts, target: TargetStatus | None) -> Cell:
    return None if target is None else parts.progress(target.progress)


def _leads_to(parts: Parts, sign: Sign) -> Cell:
    goals = {goal.id for goal in parts.plan.goals}
    return ", ".join(parts.numbered("goal" if id in goals else "sign", id) for id in sign.leads_to)
