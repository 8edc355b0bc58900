"""The laws of every source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar

import httpx
import pytest
from asked import FOLK, FOLK_CUBE, JOBS, TOKEN, jobindsats, request
from serving import Asked, Reply, Server, json_reply
from test_statbank import INFO

from malplan.sources import Request
from malplan.testing import SourceSuite
from malplan_statistics import Jobindsats, StatBank
from malplan_statistics.tokens import VARIABLE

HEAVY = (*SourceSuite.heavy, "hishel", "httpcore", "keyring", "stamina", "tenacity")


def statbank(asked: Asked) -> Reply:
    if asked.path == "/v1/tableinfo":
        return json_reply(INFO)
    if asked.body["table"] == "EKS1":
        return json_reply(FOLK_CUBE)
    return json_reply(
        {"errorTypeCode": "EXTRACT-NOTFOUND", "message": "Table not found"}, status=400
    )


class Served(SourceSuite):
    """A source with a server for each test."""

    module = "malplan_statistics"
    heavy = HEAVY
    server: Server

    @pytest.fixture(autouse=True)
    def _serve(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        monkeypatch.setenv(VARIABLE, TOKEN)
        with Server() as self.server:
            self.server.answer = statbank if self.source.name == "statbank" else jobindsats
            yield

    def table_of(self, request: Request) -> str:
        table: str = request.settings.table
        return table


class TestStatBank(Served):
    source = StatBank(httpx.Client())
    secrets: ClassVar[tuple[str, ...]] = ("Navn Navnesen",)  # whom to ask, says the bank

    def requests(self, tmp_path: Path) -> Sequence[Request]:
        return [request(FOLK, self.server, tmp_path)]

    def failing(self, tmp_path: Path) -> Sequence[Request]:
        import attrs

        unknown = attrs.evolve(FOLK, table="EKS2")
        return [request(unknown, self.server, tmp_path)]


class TestJobindsats(Served):
    source = Jobindsats()
    secrets: ClassVar[tuple[str, ...]] = (TOKEN,)

    def requests(self, tmp_path: Path) -> Sequence[Request]:
        return [request(JOBS, self.server, tmp_path)]

    def failing(self, tmp_path: Path) -> Sequence[Request]:
        import attrs

        missing = attrs.evolve(JOBS, column="Findes ikke")
        away = request(JOBS, self.server, tmp_path, options={"base_url": "http://127.0.0.1:1"})
        return [request(missing, self.server, tmp_path), away]


del Served
