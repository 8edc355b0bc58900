"""Who asks: the app's own job, and the one thing to replace."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, HTTPException, Response


def role_of_whoever_asks() -> str | None:
    """The role in which somebody works with the plans; None for everybody else.

    Replace it by what the intranet knows. Until then nobody sees more than may be published, and
    nobody records.
    """
    return None


Role = Annotated[str | None, Depends(role_of_whoever_asks)]


def role_of_a_colleague(role: Role) -> str:
    """The role of somebody who works with the plans; others are refused."""
    if role is None:
        raise HTTPException(403)
    return role


def wants_internal(role: Role, response: Response, internal: bool = False) -> bool:
    """Whether small numbers of people are shown: to those who work with the plans and ask for it.

    What is shown so is kept nowhere on the way.
    """
    if internal:
        role_of_a_colleague(role)
        response.headers["Cache-Control"] = "no-store"
    return internal
