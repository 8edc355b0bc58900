"""Comes soon."""

from __future__ import annotations

from malplan.messages import Language
from malplan.presentation import View
from malplan_web.pictures.colors import Colors
from malplan_web.pictures.picture import Picture


def chain(view: View, language: Language, colors: Colors) -> Picture | None:
    """Comes soon."""
    return None
