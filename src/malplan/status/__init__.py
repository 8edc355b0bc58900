"""How a plan stands on a day, and why.

:func:`assess` is pure: the same plan, records and day give the same status. Its rules stand in
:mod:`malplan.status.rules`.
"""

from malplan.status.assessing import assess
from malplan.status.publishing import published_status, unsigned_status
from malplan.status.rules import ACTION_RULES, MILESTONE_RULES, SIGN_RULES
from malplan.status.values import (
    ActionState,
    ActionStatus,
    MilestoneState,
    MilestoneStatus,
    SignStatus,
    Status,
    TargetStatus,
)

__all__ = [
    "ACTION_RULES",
    "MILESTONE_RULES",
    "SIGN_RULES",
    "ActionState",
    "ActionStatus",
    "MilestoneState",
    "MilestoneStatus",
    "SignStatus",
    "Status",
    "TargetStatus",
    "assess",
    "published_status",
    "unsigned_status",
]
