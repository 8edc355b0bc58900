"""A server on this machine that answers as it is told, also badly."""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple, Self

import httpx


class Asked(NamedTuple):
    """A request that came."""

    method: str
    path: str
    headers: httpx.Headers
    body: Any


class Reply(NamedTuple):
    """What is answered.

    ``announced`` is the length that the header says; ``pause`` the seconds between single bytes;
    ``drips`` says whether the head comes like that too.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = {}
    announced: int | None = None
    pause: float = 0
    drips_head: bool = False


def json_reply(data: Any, *, status: int = 200, **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    content_type = {"Content-Type": "application/json; charset=utf-8"}
    return Reply(json.dumps(data).encode(), status, content_type | named)


def _head(reply: Reply, announced: int) -> bytes:
    lines = [f"HTTP/1.1 {reply.status} X", f"Content-Length: {announced}"]
    lines += [f"{name}: {value}" for name, value in reply.headers.items()]
    return ("\r\n".join([*lines, "Connection: close"]) + "\r\n\r\n").encode()


class Server:
    """Answers with what ``answer`` gives; remembers what was asked."""

    def __init__(self, context: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> None:
        self.asked: list[Asked] = []
        self.answer: Callable[[Asked], Reply] = lambda _: Reply(status=404)
        self.stopped = threading.Event()
        self._server = ThreadingHTTPServer((host, 0), self._handler())
        self._server.daemon_threads = True
        self._server.block_on_close = False
        if context is not None:
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self.port = self._server.server_address[1]
        self.url = f"{'http' if context is None else 'https'}://{host}:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    def replies(self, *replies: Reply) -> None:
        """Answer one after the other, and then always with the last."""
        left = list(replies)
        self.answer = lambda _: left.pop(0) if len(left) > 1 else left[0]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                """Nothing."""

            def handle(self) -> None:
                with suppress(OSError):  # who asked has gone, or does not trust the certificate
                    super().handle()

            def do_POST(self) -> None:
                self._reply("POST")

            def do_GET(self) -> None:
                self._reply("GET")

            def _reply(self, method: str) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = json.loads(self.rfile.read(length)) if length else None
                asked = Asked(method, self.path, httpx.Headers(self.headers.items()), body)
                server.asked.append(asked)
                reply = server.answer(asked)
                announced = len(reply.body) if reply.announced is None else reply.announced
                self._write(_head(reply, announced), reply.pause if reply.drips_head else 0)
                self._write(reply.body, reply.pause)
                self.close_connection = True

            def _write(self, content: bytes, pause: float) -> None:
                if not pause:
                    self.wfile.write(content)
                    return
                for byte in content:
                    if server.stopped.is_set():
                        return
                    self.wfile.write(bytes([byte]))
                    time.sleep(pause)

        return Handler
