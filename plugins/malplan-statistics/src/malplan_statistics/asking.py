"""Asks a server, with a limit to size and time.

It asks again where that helps; where it does not, the last good answer stands in.
"""

from __future__ import annotations

import json
import logging
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

import attrs
import httpx
import stamina

from malplan.errors import FileRefused, InvalidValue, SourceFailed, shown
from malplan.messages import EMPTY, Message
from malplan.moments import now
from malplan_statistics import messages as words
from malplan_statistics.bodies import read_json, unpacked
from malplan_statistics.deadlines import Deadline
from malplan_statistics.failures import Unavailable
from malplan_statistics.kept import Kept, KeptAnswers
from malplan_statistics.transport import Sending, Sent, Storage, answer, kept_headers

if TYPE_CHECKING:
    from malplan_statistics.options import Options

T = TypeVar("T")

_ATTEMPTS = 4
_LONGEST_WAIT = 30.0
"""How many seconds a server may ask to wait before the next attempt, with Retry-After."""

_MOST_OF_AN_ERROR = 100_000
_AGAIN = frozenset({408, 429, 500, 502, 503, 504})

# A retry is no news to who did not ask for logs.
logging.getLogger("stamina").addHandler(logging.NullHandler())


@attrs.frozen(kw_only=True)
class Question:
    """What is asked.

    Attributes:
        what: What it is about, for people: the id of a table.
        path: Where, after the base address; each part of it is quoted already.
        body: What is sent as JSON, with POST; None for GET.
        about: What the last good answer is kept as, where the body changes from time to time.
    """

    what: str
    path: str
    body: Any = None
    about: Any = None

    def sent(self, base_url: str) -> Sent:
        """The question as it is sent."""
        url = f"{base_url}{self.path}"
        method = "GET" if self.body is None else "POST"
        content = None if self.body is None else _canonical(self.body)
        name = content if self.about is None else _canonical(self.about)
        start = f"{method} {url}\n".encode()
        return Sent(
            method=method,
            url=url,
            content=content,
            key=sha256(start + (content or b"")).hexdigest(),
            name=sha256(start + (name or b"")).hexdigest(),
        )


def _canonical(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, sort_keys=True).encode()


@attrs.frozen(kw_only=True)
class Answer(Generic[T]):
    """What was answered.

    Attributes:
        value: What was read of it.
        retrieved: When it was retrieved.
        notices: That it was kept, and how old it is.
    """

    value: T
    retrieved: datetime
    notices: tuple[Message, ...] = ()


class Asker:
    """Asks one server; closes at its end what it opened itself.

    Args:
        options: Where, how long, and where answers are kept.
        client: The caller's own; it is not closed.
        token: Finds the token, when something is sent.
        offline: Whether nothing is asked, so that what is kept has to do.

    Raises:
        InvalidValue: The address is none.
    """

    def __init__(
        self,
        options: Options,
        *,
        client: httpx.Client | None = None,
        token: Callable[[], str] | None = None,
        offline: bool = False,
    ) -> None:
        self._options = options
        self._given = client
        self._own: httpx.Client | None = None
        self._token = token
        self._offline = offline
        self._answers = KeptAnswers(options.cache_folder)
        try:
            self._host = httpx.URL(options.base_url).host
        except httpx.InvalidURL:
            raise InvalidValue(words.NOT_A_BASE) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._own is not None:
            self._own.close()

    def _client(self) -> httpx.Client:
        """The client; it reads certificates first, which takes time that a cache does not need."""
        if self._given is not None:
            return self._given
        if self._own is None:
            self._own = httpx.Client()
        return self._own

    def ask(self, question: Question, read: Callable[[Any], T]) -> Answer[T]:
        """Ask, and read the answer.

        An answer is kept once it is read. Where there is none, or one that cannot be read, the last
        good one stands in, with a notice.

        Args:
            question: What is asked.
            read: Reads the JSON; raises Unavailable where it is not what was asked for.

        Raises:
            SourceFailed: It was refused; or there is no answer now, and none is kept.
            InvalidValue: There is no token, or what ``read`` raises.
        """
        sent = question.sent(self._options.base_url)
        if self._offline:
            kept = self._kept(sent, read)
            if kept is None:
                raise SourceFailed(words.NOT_KEPT.format(what=question.what))
            notice = words.FROM_KEPT.format(what=question.what, age=_age(kept.retrieved))
            return attrs.evolve(kept, notices=(notice,))
        try:
            return self._fresh(question, sent, read)
        except Unavailable as error:
            kept = self._kept(sent, read)
            if kept is None:
                raise
            notice = words.LAST_GOOD.format(
                what=question.what, age=_age(kept.retrieved), reason=error.message
            )
            return attrs.evolve(kept, notices=(notice,))

    def _kept(self, sent: Sent, read: Callable[[Any], T]) -> Answer[T] | None:
        kept = self._answers.read(sent.name)
        if kept is None:
            return None
        try:
            return Answer(value=read(read_json(kept.body, self._host)), retrieved=kept.retrieved)
        except Unavailable:
            return None

    def _fresh(self, question: Question, sent: Sent, read: Callable[[Any], T]) -> Answer[T]:
        deadline = Deadline(self._options.timeout)
        failures: list[Unavailable] = []

        def worth_it(error: Exception) -> bool | float:
            if isinstance(error, Unavailable):
                failures.append(error)
            if not isinstance(error, Unavailable) or not error.again or deadline.left == 0:
                return False
            if error.wait is None:
                return True
            return error.wait if error.wait <= min(_LONGEST_WAIT, deadline.left) else False

        for attempt in stamina.retry_context(
            on=worth_it, attempts=_ATTEMPTS, timeout=self._options.timeout, wait_initial=0.5
        ):
            with attempt:
                if failures and deadline.left == 0:  # the wait took what was left
                    raise failures[-1]
                response, body = self._once(question, sent, deadline)
        value = read(read_json(body, self._host))
        return self._keep(sent, response, body, value)

    def _once(
        self, question: Question, sent: Sent, deadline: Deadline
    ) -> tuple[httpx.Response, bytes]:
        """One attempt, with every failure told as our own."""
        sending = Sending(self._client, sent, deadline, self._token)
        try:
            with deadline.watch():
                response = answer(sent, Storage(self._answers, sent.name), sending)
                try:
                    return response, self._body(question, response, deadline)
                finally:
                    response.close()
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, OSError) as error:
            raise self._failure(error, deadline) from None

    def _body(self, question: Question, response: httpx.Response, deadline: Deadline) -> bytes:
        encoding = response.headers.get("content-encoding", "")
        chunks = self._in_time(response.iter_raw(), deadline)
        if response.status_code == 200:
            media_type = response.headers.get("content-type", "").lower()
            if "html" in media_type:
                raise Unavailable(words.NOT_JSON.format(host=self._host))
            return unpacked(chunks, encoding, self._host)
        said = EMPTY
        if self._token is None and 400 <= response.status_code < 500:
            # What is said of a question with a token might repeat it.
            said = self._said(question, chunks, encoding)
        raise self._refusal(question, response, said)

    def _in_time(self, chunks: Iterator[bytes], deadline: Deadline) -> Iterator[bytes]:
        for chunk in chunks:
            if deadline.left == 0:
                raise self._too_slow(deadline)
            yield chunk
        if deadline.over:
            raise self._too_slow(deadline)

    def _said(self, question: Question, chunks: Iterator[bytes], encoding: str) -> Message:
        """What the server says is wrong with a question; nothing where it is no such error."""
        try:
            content = unpacked(chunks, encoding, self._host, most=_MOST_OF_AN_ERROR)
            data = read_json(content, self._host)
        except Unavailable:
            return EMPTY
        if not isinstance(data, dict) or not isinstance(data.get("errorTypeCode"), str):
            return EMPTY
        code, reason = shown(data["errorTypeCode"]), shown(data.get("message") or "", 300)
        return words.REFUSED_WHY.format(
            host=self._host, what=question.what, code=code, reason=reason
        )

    def _refusal(self, question: Question, response: httpx.Response, said: Message) -> SourceFailed:
        status = response.status_code
        values = {"host": self._host, "status": status, "what": question.what}
        if status == 429:
            wait = _retry_after(response)
            if wait is None:
                return Unavailable(words.TOO_MANY_REQUESTS_LATER.format(**values), again=True)
            message = words.TOO_MANY_REQUESTS.format(
                wait=_duration(timedelta(seconds=wait)), **values
            )
            return Unavailable(message, again=True, wait=wait)
        if status >= 500 or status in _AGAIN:
            message = words.SERVER_ERROR.format(**values)
            return Unavailable(message, again=status in _AGAIN, wait=_retry_after(response))
        if status < 400:
            return Unavailable(words.NOT_JSON.format(**values))
        if status in (401, 403):
            message = words.NO_WAY_IN if self._token is None else words.NO_ACCESS
            return SourceFailed(message.format(**values))
        if said:
            return SourceFailed(said)
        return SourceFailed(
            (words.NOT_THERE if status in (404, 410) else words.REFUSED).format(**values)
        )

    def _failure(self, error: Exception, deadline: Deadline) -> Unavailable:
        if deadline.over or isinstance(error, httpx.TimeoutException):
            return self._too_slow(deadline)
        if _is_about_certificate(error):
            return Unavailable(words.BAD_CERTIFICATE.format(host=self._host))
        if isinstance(error, httpx.RemoteProtocolError | httpx.ReadError | httpx.WriteError):
            return Unavailable(words.CUT_SHORT.format(host=self._host), again=True)
        return Unavailable(words.NO_CONNECTION.format(host=self._host), again=True)

    def _too_slow(self, deadline: Deadline) -> Unavailable:
        seconds = round(deadline.seconds, 1)
        said = str(int(seconds)) if seconds == int(seconds) else str(seconds)
        message = Message(
            da=words.TOO_SLOW.da.format(host=self._host, seconds=said.replace(".", ",")),
            en=words.TOO_SLOW.en.format(host=self._host, seconds=said),
        )
        return Unavailable(message, again=deadline.left > 0)

    def _keep(self, sent: Sent, response: httpx.Response, body: bytes, value: T) -> Answer[T]:
        status = response.extensions["caching"]
        if status["from_cache"]:
            before = self._answers.read(sent.name)
            return Answer(value=value, retrieved=before.retrieved if before else now())
        retrieved = now()
        if not status["stored"]:  # the server forbids it: no-store
            return Answer(value=value, retrieved=retrieved)
        headers = kept_headers(response.headers)
        headers.setdefault("date", format_datetime(retrieved, usegmt=True))
        kept = Kept(key=sent.key, url=sent.url, retrieved=retrieved, headers=headers, body=body)
        try:
            self._answers.write(sent.name, kept)
        except (FileRefused, OSError):
            notice = words.FOLDER_FAILED.format(folder=self._answers.folder)
            return Answer(value=value, retrieved=retrieved, notices=(notice,))
        return Answer(value=value, retrieved=retrieved)


def _retry_after(response: httpx.Response) -> float | None:
    """How many seconds a server asks to wait (RFC 9110, 10.2.3)."""
    said = response.headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - now()).total_seconds())


def _is_about_certificate(error: BaseException) -> bool:
    seen = 0
    at: BaseException | None = error
    while at is not None and seen < 10:
        if isinstance(at, ssl.SSLCertVerificationError):
            return True
        at, seen = at.__cause__ or at.__context__, seen + 1
    return False


def _age(retrieved: datetime) -> Message:
    return _duration(now() - retrieved)


def _duration(time: timedelta) -> Message:
    """How long that is, in the largest unit of which it has one."""
    minutes = max(timedelta(0), time) // timedelta(minutes=1)
    for size, one, many in (
        (60 * 24, words.DAY, words.DAYS),
        (60, words.HOUR, words.HOURS),
        (1, words.MINUTE, words.MINUTES),
    ):
        if count := minutes // size:
            return one if count == 1 else many.format(count=count)
    return words.UNDER_A_MINUTE
