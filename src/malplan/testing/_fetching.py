"""How a source is watched while it works: what it gives, says, asks, and in which time zone."""

from __future__ import annotations

import contextlib
import copy
import functools
import gc
import io
import json
import os
import socket
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import quote, quote_plus

import attrs

from malplan.convert import Converters
from malplan.data_sources import DataSource
from malplan.errors import InvalidInput, InvalidValue, MalplanError, SourceFailed, reason_of
from malplan.fields import map_parts, texts_of
from malplan.loading import read_plan
from malplan.messages import Message
from malplan.model import Plan, Sign, TrialAction
from malplan.moments import moment, now
from malplan.outputs.json import JsonOutput
from malplan.outputs.yaml import YamlOutput
from malplan.periods import Period
from malplan.presentation import View
from malplan.privacy import redact
from malplan.records import Observation, Provenance
from malplan.registry import Output, Source
from malplan.sources import Description, Fetched, Reading, Request
from malplan.testing._laws import demand, overheard
from malplan.testing.examples import STATUS_DAY, YEAR, example_plan

_DAY = timedelta(days=1)


# --- One attempt ----------------------------------------------------------------------------------
@attrs.frozen
class Attempt:
    """What came of asking a source once.

    Attributes:
        gave: What it returned; None if it raised.
        raised: What it raised.
        printed: What it printed.
        said: What it printed, logged at any level, and warned of.
        unclosed: What it opened and did not close.
    """

    gave: Any
    raised: BaseException | None
    printed: str
    said: str
    unclosed: tuple[str, ...]

    def texts(self) -> Iterator[str]:
        """Every text in which somebody could find something."""
        yield from (*_texts_in(self.gave), *_texts_of_error(self.raised), self.said)


def attempt(ask: Callable[[], Any], *, collect: bool = False) -> Attempt:
    """Ask a source, and hear everything that it says meanwhile.

    Args:
        ask: Asks it.
        collect: Whether what nobody holds any more is looked for at once.
    """
    gave, raised, printed = None, None, io.StringIO()
    with overheard() as said, warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        # What is logged goes to a handler of its own, so that what is printed is known apart.
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            try:
                gave = ask()
            except KeyboardInterrupt:
                raise
            except BaseException as error:  # noqa: BLE001 - whatever it is, it is told
                raised = error
                traceback.clear_frames(error.__traceback__)  # they hold what was left open
            if collect:
                gc.collect(1)  # what is new
    warnings_said = [(one.category, str(one.message)) for one in warned]
    heard = "\n".join((printed.getvalue(), said.getvalue(), *(text for _, text in warnings_said)))
    unclosed = tuple(text for kind, text in warnings_said if issubclass(kind, ResourceWarning))
    return Attempt(gave, raised, printed.getvalue(), heard, unclosed)


def _texts_in(gave: Any) -> Iterator[str]:
    # The checksum is left out: among its figures there can be what looks like a CPR number.
    provenance = getattr(gave, "provenance", None)
    checksum = provenance.checksum if isinstance(provenance, Provenance) else None
    found = [repr(gave)]
    if attrs.has(type(gave)):
        found += [text for _, text in texts_of(gave)]
    yield from (text.replace(checksum, "") if checksum else text for text in found)


def _texts_of_error(error: BaseException | None) -> Iterator[str]:
    """What an error says, and what a traceback would say of those behind it."""
    while error is not None:
        yield from (repr(error), str(error), *getattr(error, "__notes__", ()))
        if isinstance(error, MalplanError):
            yield from (error.message.da, error.message.en)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def shows(text: str, secret: str) -> bool:
    """Whether a secret stands in a text, if only as in an address, in JSON or in a ``repr``."""
    quoted = (repr(secret), ascii(secret), json.dumps(secret), repr(secret.encode())[1:])
    forms = (quote(secret), quote_plus(secret), *(one[1:-1] for one in quoted))
    seen = _folded(text)
    return secret in text or any(_folded(one) in seen for one in (secret, *forms) if _folded(one))


def _folded(text: str) -> str:
    # What is escaped twice has more backslashes and nothing else.
    return text.replace("\\", "").casefold()


# --- Requests -------------------------------------------------------------------------------------
COUNTED = "fremmoede"
"""The sign of the example plan that is counted."""


def example_request(name: str, settings: Any) -> Request:
    """A request of a source, about the sign of the example plan that is counted."""
    asked = DataSource(name=name, settings=settings)

    def with_source(part: Any) -> Any:
        is_it = isinstance(part, Sign) and part.id == COUNTED
        return attrs.evolve(part, source=asked) if is_it else part

    plan: Plan = map_parts(example_plan(), with_source)
    about = next(sign for sign in plan.signs if sign.id == COUNTED)
    return Request(plan=plan, about=about, settings=settings, today=STATUS_DAY)


def _plan_of(sign: Sign) -> Plan:
    action = TrialAction(id="handling", title="En handling", signs=(sign,))
    return Plan(id="plan", title="En plan", year=YEAR, municipality="M", actions=(action,))


def copied(request: Request) -> Request:
    """A request that shares nothing that can be changed with another one."""
    return attrs.evolve(
        request,
        plan=copy.deepcopy(request.plan),
        about=copy.deepcopy(request.about),
        settings=copy.deepcopy(request.settings),
        options=dict(request.options),
    )


def state_of(request: Request) -> Any:
    """All that a request holds, as plain data."""
    write = _converters().json.unstructure
    parts = (write(request.plan, Plan), write(request.about), write(request.settings))
    rest = (request.today, request.since, request.folder, request.offline)
    return copy.deepcopy((parts, dict(request.options), rest))


def borders_of(readings: tuple[Reading, ...]) -> list[date]:
    """The days about which it matters whether something ended before them."""
    found = set()
    for reading in (readings[0], readings[len(readings) // 2], readings[-1]):
        for day in (reading.period.start, reading.period.end):
            found |= {day, day + _DAY} if day else set()
    return sorted(found)


def days_of(period: Period) -> tuple[date, date]:
    """The first and the last day of a period that has both."""
    if period.start is None or period.end is None:
        raise ValueError(period)
    return period.start, period.end


# --- Elsewhere ------------------------------------------------------------------------------------
ZONES = ("Pacific/Kiritimati", "Pacific/Pago_Pago")
"""In one of the two, any moment falls on another day than in Denmark: they are the outermost."""


@contextlib.contextmanager
def machine_in(zone: str) -> Iterator[None]:
    """The time zone of the machine is another one meanwhile."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    _take_zone()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        _take_zone()


def _take_zone() -> None:
    if sys.platform != "win32":
        time.tzset()


# --- The network ----------------------------------------------------------------------------------
_ASKS = frozenset(("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"))
_asked: list[list[str]] = []
"""Where it is kept what is asked of the network, as long as somebody wants to know."""
_hooked: list[bool] = []


def _hear(event: str, given: tuple[Any, ...]) -> None:
    if _asked and event in _ASKS:
        local = getattr(socket, "AF_UNIX", None)  # a socket that is a file is no network
        if event != "socket.connect" or given[0].family != local:
            _asked[-1].append(event)


@contextlib.contextmanager
def network_watched() -> Iterator[list[str]]:
    """What is asked of the network meanwhile, by the name of Python's audit event.

    What a library in C asks by itself is not seen.
    """
    if not _hooked:  # a hook cannot be taken away again
        sys.addaudithook(_hear)
        _hooked.append(True)
    asked: list[str] = []
    _asked.append(asked)
    try:
        yield asked
    finally:
        _asked.pop()


@functools.lru_cache(maxsize=2)
def _converters(name: str = "", settings: type | None = None) -> Converters:
    """Converters that know a source by its name; they take long to make."""
    return Converters(source_type=lambda asked: settings if asked == name else None)


# --- What is wrong with what it gave --------------------------------------------------------------
def is_answer(gave: Any) -> bool:
    """Whether it is what ``fetch`` has to return, to its innermost part."""
    if not isinstance(gave, Fetched):
        return False
    whole: Any = gave
    return (
        isinstance(whole.readings, tuple)
        and all(isinstance(one, Reading) for one in whole.readings)
        and all(isinstance(one.period, Period) for one in whole.readings)
        and isinstance(whole.provenance, Provenance)
        and isinstance(whole.notices, tuple)
        and all(isinstance(one, Message) for one in whole.notices)
    )


def refusal(reading: Reading) -> str:
    """Why no record can hold a reading; empty if one can."""
    numbers: tuple[Any, ...] = (reading.value, reading.of)
    for number in numbers:
        if number is not None and not isinstance(number, Decimal):
            return f"{number!r} is no Decimal"
    try:
        Observation(
            sign=COUNTED,
            value=reading.value,
            of=reading.of,
            step=reading.step,
            period=reading.period,
        )
    except InvalidInput as error:
        return str(error)
    return ""


def not_held(source: Source, settings: Any, form: str) -> str:
    """Why a plan, written and read again in a form, does not hold the same settings."""
    converters = _converters(source.name, source.settings)
    output: Output = YamlOutput(converters) if form == "yaml" else JsonOutput(converters)
    stream = io.BytesIO()
    try:
        asked = DataSource(name=source.name, settings=settings)
        plan = _plan_of(Sign(id=COUNTED, text="Et tegn.", source=asked))
        output.write(View.of(plan), stream, language="da", options={})
        read = read_plan(stream.getvalue(), suffix=output.suffix, converters=converters)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told
        return str(reason_of(error))
    held = read.signs[0].source
    if held is not None and held.settings == settings:
        return ""
    return f"it comes back as {held and held.settings!r}"


def wrong_with(tried: Attempt, settings: type) -> str:
    """What is wrong with a description; empty where nothing is."""
    told = tried.gave
    if not isinstance(told, Description):
        return f"it gave {reason(tried)}, and not malplan.sources.Description"
    try:
        if moment(told.retrieved) > now():
            return f"it was told in the future, {told.retrieved}"
        if told.example:
            _converters().json.structure(dict(told.example), settings)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told
        return f"what it tells cannot be used: {reason_of(error)}"
    return ""


def reason(tried: Attempt) -> str:
    """What it gave or raised, as a law tells it."""
    return redact(repr(tried.gave)) if tried.raised is None else str(reason_of(tried.raised))


def demand_both_languages(message: Message) -> None:
    """The law that a message says something in Danish, and the same in English."""
    danish, english = message.da.strip(), message.en.strip()
    demand(
        danish and english and danish != english,
        f"A language is missing: {redact(repr(message))}.",
    )


def demand_told(tried: Attempt, when: str) -> None:
    """The law that it fails, if it does, with a sentence for people."""
    if tried.raised is None:
        return
    if not isinstance(tried.raised, InvalidValue | SourceFailed):
        demand(
            False,
            f"{when} it raises {reason(tried)}. Raise malplan.InvalidValue for what was asked for "
            "wrongly, and malplan.SourceFailed where it was not answered.",
        )
    else:
        demand_both_languages(tried.raised.message)
