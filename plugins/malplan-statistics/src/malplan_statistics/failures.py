"""How a question fails: what may be better later, apart from what will be refused again."""

from __future__ import annotations

from malplan.errors import SourceFailed
from malplan.messages import Message


class Unavailable(SourceFailed):
    """There was no good answer this time; the last good one may stand in.

    Attributes:
        again: Whether asking again at once is worth it.
        wait: How many seconds the server asks to wait; None where it does not say.
    """

    def __init__(self, message: Message, *, again: bool = False, wait: float | None = None) -> None:
        self.again = again
        self.wait = wait
        super().__init__(message)
