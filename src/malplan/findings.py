"""What a check finds in a plan."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import Any, Protocol, runtime_checkable

import attrs
from attrs.validators import instance_of

from malplan.errors import redacted
from malplan.messages import Message
from malplan.model import Plan
from malplan.privacy import redact

CHECK_FAILED = "check-failed"
"""The code of what is found when a check fails itself."""


class Severity(IntEnum):
    """How much a finding matters; a higher one matters more."""

    ADVICE = 1
    """It would make the plan better still."""
    WARNING = 2
    """The form asks for it, and it is missing or looks wrong."""
    ERROR = 3
    """It is wrong whatever the plan is about."""

    @property
    def code(self) -> str:
        """The name as it is written, ``advice``, ``warning`` or ``error``."""
        return self.name.lower()


def _without_cpr(value: Any) -> Any:
    """What a check gave without CPR numbers; what is neither is left to the validators."""
    if isinstance(value, Message):
        return redacted(value)
    return redact(value) if isinstance(value, str) else value


@attrs.frozen
class Finding:
    """One thing that a plan could do better.

    A message may quote the plan: CPR numbers are taken out before it is kept.

    Attributes:
        code: The code of the check, such as ``action-without-sign``.
        severity: How much it matters.
        path: The place in the plan, by ids: ``actions/workshop/signs/fremmoede``.
        message: What was found and what would be better.
    """

    code: str = attrs.field(validator=instance_of(str))
    severity: Severity = attrs.field(validator=instance_of(Severity))
    path: str = attrs.field(converter=_without_cpr, validator=instance_of(str))
    message: Message = attrs.field(converter=_without_cpr, validator=instance_of(Message))


@runtime_checkable
class Check(Protocol):
    """What ``registry.check`` takes: a rule of the method, or of a municipality's own."""

    @property
    def code(self) -> str:
        """A slug that names the check in every finding."""

    def check(self, plan: Plan) -> Iterable[Finding]:
        """Look at a plan. Pure: the same plan gives the same findings, and nothing is changed."""
