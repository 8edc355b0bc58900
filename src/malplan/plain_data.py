"""A status, changes and what is due as plain data, which any JSON library writes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from malplan.changes import Changes, Snapshot
from malplan.due import DueItem
from malplan.figures import Figure, Progress, decimal_of
from malplan.formats import json_number
from malplan.measures import StepTarget
from malplan.messages import Message
from malplan.model import FORMAT
from malplan.moments import moment_text
from malplan.periods import Period
from malplan.records import Observation, Provenance, Record
from malplan.sources import Description, FetchReport, FigureNow, Reading
from malplan.status import ActionStatus, MilestoneStatus, SignStatus, Status, TargetStatus


def status_data(status: Status) -> dict[str, Any]:
    """A status as plain data.

    Returns:
        ``format``, ``plan`` (its id), ``version``, ``on``, ``known_at``, ``signs``,
        ``milestones``, ``actions``, ``freshness_days`` and ``unplaced`` (ids of records).
    """
    return {
        "format": FORMAT,
        "plan": status.plan.id,
        "version": status.version,
        "on": status.on.isoformat(),
        "known_at": None if status.known_at is None else moment_text(status.known_at),
        "signs": [_sign(one) for one in status.signs],
        "milestones": [_milestone(one) for one in status.milestones],
        "actions": [_action(one) for one in status.actions],
        "freshness_days": status.freshness_days,
        "unplaced": [record.id for record in status.unplaced],
    }


def changes_data(changes: Changes) -> dict[str, Any]:
    """Changes as plain data: ``changes`` and the ids of ``records``."""
    return {
        "format": FORMAT,
        "plan": changes.plan,
        "since": changes.since.isoformat(),
        "until": changes.until.isoformat(),
        "changes": [
            {
                "part": one.part,
                "id": one.id,
                "before": _snapshot(one.before),
                "after": _snapshot(one.after),
            }
            for one in changes.changes
        ],
        "records": [record.id for record in changes.records],
    }


def due_data(item: DueItem) -> dict[str, Any]:
    """Something that is due as plain data."""
    return {
        "plan": item.plan,
        "part": item.part,
        "id": item.id,
        "action": item.action,
        "text": item.text,
        "when": item.when,
        "period": _period(item.period),
        "days_left": item.days_left,
        "because": _message(item.because),
    }


def fetched_data(report: FetchReport) -> dict[str, Any]:
    """What came of fetching as plain data: one of ``results`` for each sign."""
    return {
        "format": FORMAT,
        "plan": report.plan,
        "results": [
            {
                "id": one.id,
                "source": one.source,
                "new": [record.id for record in one.new],
                "corrected": [record.id for record in one.corrected],
                "unchanged": one.unchanged,
                "provenance": _provenance(one.provenance),
                "notices": [_message(notice) for notice in one.notices],
                "error": None if one.error is None else _message(one.error.message),
            }
            for one in report.results
        ],
        "adopted": None if report.adopted is None else report.adopted.version,
        "notices": [_message(notice) for notice in report.notices],
    }


def figures_data(plan: str, now: Sequence[FigureNow]) -> dict[str, Any]:
    """Key figures beside the newest as plain data: one of ``figures`` for each."""
    return {
        "format": FORMAT,
        "plan": plan,
        "figures": [
            {
                "id": one.figure.id,
                "text": one.figure.text,
                "unit": one.figure.unit,
                "value": _plain(one.figure.value),
                "as_of": _period(one.figure.as_of),
                "newest": None if one.newest is None else _reading(one.newest),
                "provenance": _provenance(one.provenance),
                "notices": [_message(notice) for notice in one.notices],
                "error": None if one.error is None else _message(one.error.message),
            }
            for one in now
        ],
    }


def description_data(described: Description) -> dict[str, Any]:
    """What a table of a source holds as plain data."""
    return {
        "format": FORMAT,
        "id": described.id,
        "title": described.title,
        "facts": {_word(name): said for name, said in described.facts},
        "parts": [
            {
                "id": part.id,
                "title": _word(part.title),
                "count": part.count,
                "values": [{"id": id, "title": title} for id, title in part.values],
            }
            for part in described.parts
        ],
        "example": described.example,
        "retrieved": moment_text(described.retrieved),
    }


# --- Parts ----------------------------------------------------------------------------------------
def _message(message: Message) -> dict[str, str]:
    return {"da": message.da, "en": message.en}


def _period(period: Period | None) -> dict[str, Any] | None:
    if period is None:
        return None
    return {
        "text": period.text,
        "start": None if period.start is None else period.start.isoformat(),
        "end": None if period.end is None else period.end.isoformat(),
        "approximate": period.approximate,
    }


def _word(said: Message | str) -> str:
    """For a program one language is enough."""
    return said if isinstance(said, str) else said.en


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "period": _period(reading.period),
        "value": _plain(reading.value),
        "of": _plain(reading.of),
        "step": reading.step,
    }


def _provenance(held: Provenance | None) -> dict[str, Any] | None:
    if held is None:
        return None
    return {
        "source": held.source,
        "query": held.query,
        "retrieved": moment_text(held.retrieved),
        "checksum": held.checksum,
        "licence": held.licence,
    }


def _sign(sign: SignStatus) -> dict[str, Any]:
    judged = sign.judged
    return {
        "id": sign.id,
        "action": sign.action,
        "state": sign.state.value,
        "because": _message(sign.because),
        "latest": None if sign.latest is None else _observed(sign.latest),
        "figure": None if sign.figure is None else _figure(sign.figure),
        "target": _target(judged),
        "progress": _progress(judged.progress),
        "targets": [
            {"target": _target(one), "state": one.state.value, "because": _message(one.because)}
            for one in sign.targets
        ],
        "records": list(sign.records),
    }


def _observed(record: Record) -> dict[str, Any]:
    what = record.what
    found: dict[str, Any] = {"record": record.id, "on": record.on.isoformat()}
    for name in (
        ("value", "of", "step", "evidence", "source") if isinstance(what, Observation) else ()
    ):
        held = getattr(what, name)
        if held is not None:
            found[name] = _plain(held)
    return found


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "value": _plain(figure.number),
        "numerator": _plain(figure.numerator),
        "denominator": _plain(figure.denominator),
        "step": figure.step,
        "on": figure.on.isoformat(),
    }


def _target(status: TargetStatus) -> dict[str, Any] | None:
    match status.target:
        case None:
            return None
        case StepTarget() as target:
            return {"step": target.step, "due": _period(status.due)}
        case target:
            return {
                "kind": target.kind.value,
                "value": _plain(target.value),
                "upper": _plain(target.upper),
                "due": _period(status.due),
            }


def _progress(progress: Progress | None) -> dict[str, Any] | None:
    if progress is None:
        return None
    return {"raw": _rounded(progress.raw), "clamped": _rounded(progress.clamped)}


def _rounded(value: Fraction) -> Any:
    return _plain(decimal_of(value, 6))


def _plain(value: Any) -> Any:
    """A Decimal as a number of JSON; what is none stays as it is."""
    return json_number(value) if isinstance(value, Decimal) else value


def _milestone(milestone: MilestoneStatus) -> dict[str, Any]:
    return {
        "id": milestone.id,
        "action": milestone.action,
        "state": milestone.state.value,
        "because": _message(milestone.because),
        "period": _period(milestone.period),
        "first_period": _period(milestone.first_period),
        "on": None if milestone.on is None else milestone.on.isoformat(),
        "moves": milestone.moves,
        "slippage_days": milestone.slippage_days,
        "records": list(milestone.records),
    }


def _action(action: ActionStatus) -> dict[str, Any]:
    return {
        "id": action.id,
        "state": action.state.value,
        "because": _message(action.because),
        "late": list(action.late),
        "missed": list(action.missed),
        "evaluations": [record.id for record in action.evaluations],
        "learnings": [record.id for record in action.learnings],
        "decision": None if action.decision is None else action.decision.id,
        "later": list(action.later),
        "freshness_days": action.freshness_days,
        "records": list(action.records),
    }


def _snapshot(snapshot: Snapshot | None) -> dict[str, Any] | None:
    if snapshot is None:
        return None
    return {
        "state": snapshot.state,
        "figure": None if snapshot.figure is None else _message(snapshot.figure),
        "period": _period(snapshot.period),
        "on": None if snapshot.on is None else snapshot.on.isoformat(),
    }
