"""The laws of every output."""

from __future__ import annotations

from typing import ClassVar

from malplan.testing import OutputSuite
from malplan_ical import IcsOutput


class TestIcs(OutputSuite):
    output = IcsOutput()
    module: ClassVar[str | None] = "malplan_ical"

    def text_of(self, content: bytes) -> str:
        """Without the folds, which could cut what is looked for in two."""
        return content.decode().replace("\r\n ", "")


class TestIcsWithALink(TestIcs):
    options: ClassVar[dict[str, str]] = {"link": "https://intranet/planer/eksempelplan.html"}
