"""How questions go out: below the cache, so that it never sees a token.

Statistikbanken and Jobindsats are asked with POST, which changes nothing there: the body says what
is asked. HTTP caches answer GET alone (RFC 9110, 9.3.3), so that to hishel each question is a GET
with a key of its own, made of its body too, and becomes what it is on the way out.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress

import attrs
import hishel
import httpx
from hishel.httpx import CacheTransport

from malplan.errors import FileRefused
from malplan_statistics import messages as words
from malplan_statistics.deadlines import Deadline
from malplan_statistics.failures import Unavailable
from malplan_statistics.kept import KEPT_HEADERS, KeptAnswers

HEADERS: Mapping[str, str] = {
    "Accept": "application/json",
    "Accept-Encoding": "gzip",
    "Connection": "close",
    "User-Agent": "malplan-statistics",
}
"""What every request says. A connection of its own is one that can be shut when time is up."""

_MOST_REDIRECTS = 3
_CONDITIONS = ("if-none-match", "if-modified-since")


@attrs.frozen(kw_only=True)
class Sent:
    """What is asked over the network.

    Attributes:
        method: GET or POST.
        url: Where.
        content: The body; None for none.
        key: The SHA-256 of all three.
        name: What its answer is kept as.
    """

    method: str
    url: str
    content: bytes | None
    key: str
    name: str


class Storage(hishel.BaseStorage):
    """Shows hishel the answer that is kept; what is new is written elsewhere, when it is good."""

    def __init__(self, answers: KeptAnswers, name: str) -> None:
        super().__init__()
        self._answers = answers
        self._name = name

    def create_entry(
        self,
        request: hishel.Request,
        response: hishel.Response,
        key: str,
        *,
        ttl: float | None = None,
        tti: float | None = None,
    ) -> hishel.Entry:
        """Let an answer through: nobody knows yet whether it is good."""
        return hishel.Entry(id=uuid.uuid4(), request=request, response=response)

    def get_entries(self, key: str) -> list[hishel.Entry]:
        """The answer to this very question."""
        kept = self._answers.read(self._name)
        if kept is None or kept.key != key:
            return []
        headers = hishel.Headers({name.lower(): value for name, value in HEADERS.items()})
        return [
            hishel.Entry(
                id=uuid.UUID(hex=key[:32]),
                request=hishel.Request(method="GET", url=kept.url, headers=headers),
                response=hishel.Response(
                    status_code=200, headers=hishel.Headers(kept.headers), stream=iter([kept.body])
                ),
            )
        ]

    def update_headers(self, id: uuid.UUID, headers: hishel.Headers) -> None:
        """Note what the server said anew of an answer that has not changed."""
        kept = self._answers.read(self._name)
        if kept is not None:
            renewed = attrs.evolve(kept, headers=kept_headers(headers))
            with suppress(FileRefused, OSError):  # then it is asked for again next time
                self._answers.write(self._name, renewed)

    def remove_entry(self, id: uuid.UUID) -> None:
        """Keep it: the last good answer stays until there is another."""


def kept_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Of the headers of an answer, those that are kept."""
    return {name: headers[name] for name in KEPT_HEADERS if name in headers}


class Sending(httpx.BaseTransport):
    """Sends what is asked through an httpx.Client, and follows redirects within the same server."""

    def __init__(
        self,
        client: Callable[[], httpx.Client],
        sent: Sent,
        deadline: Deadline,
        token: Callable[[], str] | None,
    ) -> None:
        self._client = client
        self._sent = sent
        self._deadline = deadline
        self._token = token

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a question.

        Raises:
            Unavailable: The server sends to another place, or round and round.
        """
        url = request.url
        for _ in range(_MOST_REDIRECTS + 1):
            response = self._client().send(
                self._request(request, url), stream=True, auth=None, follow_redirects=False
            )
            if response.status_code not in (301, 302, 303, 307, 308):
                return response
            response.close()
            url = self._next(url, response)
        raise Unavailable(words.REDIRECTED_ROUND.format(host=url.host))

    def _request(self, request: httpx.Request, url: httpx.URL) -> httpx.Request:
        headers = httpx.Headers(HEADERS)
        if self._sent.content is not None:
            headers["Content-Type"] = "application/json; charset=utf-8"
        else:  # a condition is for GET; with POST it would be refused (RFC 9110, 13.1.2)
            headers.update(
                {one: request.headers[one] for one in _CONDITIONS if one in request.headers}
            )
        if self._token is not None:
            headers["Authorization"] = self._token()
        return httpx.Request(
            self._sent.method,
            url,
            headers=headers,
            content=self._sent.content,
            extensions=self._deadline.extensions,
        )

    def _next(self, url: httpx.URL, response: httpx.Response) -> httpx.URL:
        away = Unavailable(words.REDIRECTED_AWAY.format(host=url.host))
        try:
            found = url.join(response.headers["location"])
        except (KeyError, httpx.InvalidURL):
            raise away from None
        same = (found.scheme, found.host, found.port) == (url.scheme, url.host, url.port)
        # With 303, and in practice 301 and 302, a POST becomes a GET, which would ask nothing.
        if not same or found.userinfo or (self._sent.content and response.status_code == 303):
            raise away
        return found


def answer(sent: Sent, storage: Storage, sending: Sending) -> httpx.Response:
    """The answer to a question, from the cache as long as it is fresh (RFC 9111).

    Its extension ``caching`` says whether it came from the cache, and whether it may be kept.
    """
    options = hishel.CacheOptions(shared=False, supported_methods=["GET"])
    transport = CacheTransport(sending, storage=storage, rfc=options)
    extensions = {"caching": {"key": sent.key}}
    return transport.handle_request(
        httpx.Request("GET", sent.url, headers=HEADERS, extensions=extensions)
    )
