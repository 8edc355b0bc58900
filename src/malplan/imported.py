"""What a reader found in a document: a plan, what was recorded in it, and what was unsure."""

from __future__ import annotations

from attrs import frozen

from malplan.drafts import Draft
from malplan.messages import Message
from malplan.model import Plan


@frozen
class Unsure:
    """Something that a reader could not read for certain.

    Attributes:
        place: Where it stands, as people find it in the document: "Milepælsplan, punkt 3".
        message: What was not certain, and what was made of it.
    """

    place: Message
    message: Message


@frozen
class Imported:
    """What a reader found in a document.

    Attributes:
        plan: The plan.
        drafts: What the document says of what happened, such as evaluations, to be recorded.
        unsure: What was unsure, in the order of the document.
    """

    plan: Plan
    drafts: tuple[Draft, ...] = ()
    unsure: tuple[Unsure, ...] = ()
