"""A limit to how long a question may take altogether.

httpx limits each wait for the next bytes. A server that sends one byte now and then passes that
limit for ever, so that the connection itself is shut when the time is up.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from threading import Timer
from typing import Any

_MOST_AT_ONCE = 20.0
"""How many seconds a single wait may take, for a connection or for the next bytes."""

_OPENED = ("connect_tcp.complete", "start_tls.complete")


class Deadline:
    """When a question must be answered, through all its attempts.

    Attributes:
        seconds: How long it may take.
        over: Whether a connection was shut because the time was up.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.over = False
        self._end = time.monotonic() + seconds
        self._socket: socket.socket | None = None

    @property
    def left(self) -> float:
        """How many seconds are left, at least none."""
        return max(0.0, self._end - time.monotonic())

    @property
    def extensions(self) -> dict[str, Any]:
        """What a request says of it to httpx and httpcore."""
        wait = max(0.01, min(_MOST_AT_ONCE, self.left))
        waits = dict.fromkeys(("connect", "read", "write", "pool"), wait)
        return {"timeout": waits, "trace": self._trace}

    def _trace(self, event: str, details: Mapping[str, Any]) -> None:
        if event.endswith(_OPENED):
            self._socket = details["return_value"].get_extra_info("socket")

    @contextmanager
    def watch(self) -> Iterator[None]:
        """Shut what is open when the time is up."""
        timer = Timer(self.left, self._shut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _shut(self) -> None:
        self.over = True
        if self._socket is not None:
            with suppress(OSError):
                # Of the plain socket: TLS would say goodbye, which another thread may be doing.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
