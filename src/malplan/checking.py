"""Runs the checks over a plan; one that fails is a finding itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from malplan.errors import reason_of, shown
from malplan.fields import parts_of, path_of
from malplan.findings import CHECK_FAILED, Finding, Severity
from malplan.messages import Message
from malplan.messages import findings as finding_words
from malplan.messages import problems as words
from malplan.model import Plan
from malplan.registry import Entry


def findings_of(
    plan: Plan, checks: Iterable[Entry], conflicts: Iterable[Message]
) -> tuple[Finding, ...]:
    """What checks find in a plan, in the order in which a plan is read.

    Args:
        plan: The plan.
        checks: The checks, as they were registered.
        conflicts: A sentence for each code that two plugins claim; it is a finding too.
    """
    places = {path_of(steps): index for index, (steps, _) in enumerate(parts_of(plan))}
    found = [finding for entry in checks for finding in _findings(entry, plan)]
    found += [Finding(CHECK_FAILED, Severity.ERROR, "", message) for message in conflicts]
    return tuple(sorted(found, key=lambda one: (_place(one.path, places), -one.severity, one.code)))


def _findings(entry: Entry, plan: Plan) -> list[Finding]:
    try:
        found = list(entry.value.check(plan))
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - the check of a plugin may fail in any way
        return [_failed(entry, reason_of(error))]
    for one in found:
        if not isinstance(one, Finding):
            return [_failed(entry, words.NOT_A_FINDING.format(value=shown(one)))]
    return found


def _failed(entry: Entry, reason: str | Message) -> Finding:
    message = finding_words.CHECK_FAILED.format(
        check=entry.name, origin=entry.origin, reason=reason
    )
    return Finding(CHECK_FAILED, Severity.ERROR, "", message)


def _place(path: str, places: Mapping[str, int]) -> int:
    while path and path not in places:
        path = path.rpartition("/")[0]
    return places.get(path, 0)
