"""Telling listeners of records, each at least once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar

from malplan.errors import StoreFailed, reason_of
from malplan.messages import Message
from malplan.messages import records as words
from malplan.model import Plan
from malplan.registry import Entry
from malplan.stores import Store

_log = logging.getLogger("malplan")

_telling: ContextVar[bool] = ContextVar("malplan_telling", default=False)


class Delivery:
    """Tells the listeners of what is in a store.

    Args:
        store: Keeps what each listener was not told yet.
        listeners: What plugins registered.
        find_plan: Finds the plan of a record.
    """

    def __init__(
        self, store: Store, listeners: Sequence[Entry], find_plan: Callable[[str], Plan]
    ) -> None:
        self._store = store
        self._listeners = listeners
        self._find_plan = find_plan

    def prepare(self) -> None:
        """Before something is stored, let the store know who is to be told of it."""
        for listener in self._listeners:
            self._store.undelivered(listener.name)

    def tell(self, plan: Plan | None = None) -> tuple[Message, ...]:
        """Tell the listeners what they were not told yet; what fails comes again next time.

        Args:
            plan: The plan that was recorded in, so that it need not be looked for.

        Returns:
            A sentence for each time that a listener failed.
        """
        if _telling.get():
            return ()  # a listener that records is not told of it while it is being told
        token = _telling.set(True)
        try:
            return tuple(notice for one in self._listeners for notice in self._tell_one(one, plan))
        finally:
            _telling.reset(token)

    def _tell_one(self, listener: Entry, plan: Plan | None) -> Iterator[Message]:
        try:
            yield from self._tell_what_is_new(listener, plan)
        except StoreFailed as error:  # the record is safe; who was told is found out next time
            notice = words.LISTENERS_UNKNOWN.format(origin=listener.origin, reason=error.message)
            _log.warning("%s", notice)
            yield notice

    def _tell_what_is_new(self, listener: Entry, plan: Plan | None) -> Iterator[Message]:
        told = []
        for record in self._store.undelivered(listener.name):
            try:
                same = plan is not None and plan.id == record.plan
                listener.value(plan=plan if same else self._find_plan(record.plan), record=record)
            except KeyboardInterrupt:
                raise
            except BaseException as error:  # noqa: BLE001 - a plugin may fail in any way
                notice = words.LISTENER_FAILED.format(
                    origin=listener.origin, id=record.id, reason=_ended(reason_of(error))
                )
                _log.warning("%s", notice)
                yield notice
            else:
                told.append(record.id)
        if told:
            self._store.delivered(listener.name, told)


def _ended(reason: Message | str) -> Message:
    message = reason if isinstance(reason, Message) else Message(da=reason, en=reason)
    return Message(
        da=message.da if message.da.endswith(".") else f"{message.da}.",
        en=message.en if message.en.endswith(".") else f"{message.en}.",
    )
