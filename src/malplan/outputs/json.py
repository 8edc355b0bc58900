"""JSON: every field of the plan, for machines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, BinaryIO

from malplan.convert import Converters
from malplan.formats import json_number
from malplan.messages import Language
from malplan.model import Plan
from malplan.presentation import View


def json_text(data: Any) -> str:
    """Plain data as indented JSON; Decimal becomes a number, exactly.

    A plan's numbers have at most 15 significant digits, which a binary float holds and prints
    without loss.
    """
    return json.dumps(data, ensure_ascii=False, indent=2, default=json_number, allow_nan=False)


class JsonOutput:
    """The plan as JSON; reading it gives an equal plan."""

    name = "json"
    suffix = ".json"
    media_type = "application/json"

    def __init__(self, converters: Converters | None = None) -> None:
        self._converters = converters or Converters()

    def write(
        self, view: View, stream: BinaryIO, *, language: Language, options: Mapping[str, str]
    ) -> None:
        """Write the plan; the language does not matter."""
        data = self._converters.json.unstructure(view.plan, Plan)
        stream.write(f"{json_text(data)}\n".encode())
