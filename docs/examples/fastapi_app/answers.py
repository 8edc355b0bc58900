"""What is answered when something is wrong (RFC 9457), in the language that is asked for."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Coroutine, Iterable
from typing import Annotated, Any

from fastapi import Header, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

import malplan
from malplan import Language, Message, Problem

TITLES = {
    400: Message(da="Forespørgslen kan ikke læses", en="The request cannot be read"),
    403: Message(
        da="Det er kun for dem, der arbejder med planerne",
        en="This is for those who work with the plans",
    ),
    404: Message(da="Der er ingen plan eller side her", en="There is no plan or page here"),
    405: Message(da="Det kan man ikke gøre her", en="This cannot be done here"),
    422: Message(da="Det kan ikke bruges, som det er", en="It cannot be used as it is"),
    500: Message(da="Noget gik galt hos os", en="Something went wrong on our side"),
    503: Message(da="Loggen kan ikke bruges lige nu", en="The log cannot be used right now"),
}
MISSING = Message(da="feltet mangler", en="the field is missing")
UNKNOWN_FIELD = Message(da="feltet findes ikke", en="there is no such field")
UNREADABLE = Message(da="værdien kan ikke læses", en="the value cannot be read")

PROBLEM = "application/problem+json"
_LANGUAGES: tuple[Language, ...] = ("da", "en")
_WANTED = re.compile(r"(?:^|,)\s*(da|en)(?:-\w+)*\s*(?:;\s*q=([01](?:\.\d*)?)\s*)?(?=,|$)")

_log = logging.getLogger(__name__)


def language_of(accepted: str) -> Language:
    """The one of malplan's languages that is preferred; Danish, where that is all the same."""
    wanted = dict.fromkeys(_LANGUAGES, 0.0)
    for tag, weight in _WANTED.findall(accepted.lower()):
        wanted[tag] = max(wanted[tag], float(weight or 1))
    return max(_LANGUAGES, key=wanted.__getitem__)


def language(response: Response, accept_language: Annotated[str, Header()] = "") -> Language:
    """The language of the answer, which says so."""
    found = language_of(accept_language)
    response.headers.update({"Content-Language": found, "Vary": "Accept-Language"})
    return found


def answer(request: Request, status: int, problems: Iterable[Problem] = ()) -> JSONResponse:
    """What is wrong, and where."""
    found = language_of(request.headers.get("accept-language", ""))
    title = TITLES.get(status, TITLES[500 if status >= 500 else 400])
    told = [{"path": one.path, "detail": one.message.text(found)} for one in problems]
    return JSONResponse(
        {"title": title.text(found), "status": status, "problems": told},
        status,
        {"Content-Language": found, "Vary": "Accept-Language"},
        PROBLEM,
    )


async def malplan_says(request: Request, error: malplan.MalplanError) -> JSONResponse:
    """What is wrong with what was sent; of what is wrong here only that it is."""
    match error:
        case malplan.UnknownName():
            return answer(request, 404)
        case malplan.InvalidInput() if not isinstance(error, malplan.InvalidPlan):
            return answer(request, 422, error.problems)
        case _:
            _log.error("%s", error)
            return answer(request, 503 if isinstance(error, malplan.StoreFailed) else 500)


async def fastapi_says(request: Request, error: RequestValidationError) -> JSONResponse:
    """What cannot be read, in both languages, and without repeating it."""
    return answer(request, 422, map(_problem, error.errors()))


def _problem(found: dict[str, Any]) -> Problem:
    place = "/".join(str(step) for step in found["loc"][1:])
    if "missing" in found["type"]:
        return Problem(place, MISSING)
    return Problem(place, UNKNOWN_FIELD if "extra" in found["type"] else UNREADABLE)


async def refused(request: Request, error: HTTPException) -> JSONResponse:
    """An address that does not exist, or somebody who may not."""
    return answer(request, error.status_code)


HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    malplan.MalplanError: malplan_says,
    RequestValidationError: fastapi_says,
    HTTPException: refused,
}
