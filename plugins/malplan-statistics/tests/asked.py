"""Cubes, tables and requests that the tests ask with; all of them plainly examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from serving import Asked, Reply, Server, json_reply

from malplan.errors import SourceFailed
from malplan.messages import Message
from malplan.sources import Fetched, Request
from malplan.testing.examples import STATUS_DAY, example_plan
from malplan_statistics import JobindsatsSettings, StatBankSettings

TOKEN = "hemmelig-adgangsnøgle".replace("ø", "o") + "-4711"
FRESH = "max-age=600"


def request(settings: Any, server: Server | None, folder: Path, **more: Any) -> Request:
    options = {"base_url": server.url if server else "", "cache_folder": "cache", "timeout": "20"}
    options |= more.pop("options", {})
    plan = example_plan()
    return Request(
        plan=plan,
        about=plan.signs[0],
        settings=settings,
        today=STATUS_DAY,
        folder=folder,
        options=options,
        **more,
    )


def cube(
    dimensions: Mapping[str, Sequence[str]], values: Any, *, time: str = "Tid", **more: Any
) -> dict[str, Any]:
    """JSON-stat as Statistikbanken writes it."""
    written: dict[str, Any] = {
        name: {
            "label": name.lower(),
            "category": {
                "index": {code: position for position, code in enumerate(codes)},
                "label": {code: f"label {code}" for code in codes},
            },
        }
        for name, codes in dimensions.items()
    }
    written |= {
        "id": list(dimensions),
        "size": [len(codes) for codes in dimensions.values()],
        "role": {"time": [time]},
    }
    return {"dataset": {"dimension": written, "value": values, "source": "Eksempel", **more}}


MONTHS = ("2026M01", "2026M02", "2026M03")
FOLK = StatBankSettings(table="EKS1", values={"OMRÅDE": ("101",)})
FOLK_CUBE = cube({"OMRÅDE": ["101"], "ContentsCode": ["EKS1"], "Tid": MONTHS}, [10, 20.5, 30])


def days_and_values(fetched: Fetched) -> list[tuple[date | None, str]]:
    return [(one.period.start, str(one.value)) for one in fetched.readings]


FOLK_READINGS = [
    (date(2026, 1, 1), "10"),
    (date(2026, 2, 1), "20.5"),
    (date(2026, 3, 1), "30"),
]

JOBS = JobindsatsSettings(
    table="eks01", column="Antal personer", area=("Hele landet",), where={"_ygrp": ("I alt",)}
)
JOBS_ROWS = [
    ["Hele landet", "2026M01", "I alt", "1.010,5"],
    ["Hele landet", "2026M02", "I alt", "*"],
    ["Hele landet", "2026M03", "I alt", "1.030"],
]
JOBS_READINGS = [(date(2026, 1, 1), "1010.5"), (date(2026, 3, 1), "1030")]


def table(rows: Sequence[Sequence[Any]], labels: Sequence[str] = ()) -> list[dict[str, Any]]:
    labels = labels or ("Area", "Periode", "Ydelsesgrupper", "Antal personer")
    return [{"Variables": [{"Label": label} for label in labels], "Data": list(rows)}]


def jobindsats(asked: Asked) -> Reply:
    """What Jobindsats answers with, to whoever has the token."""
    if asked.headers.get("Authorization") != TOKEN:
        return json_reply({"message": "no"}, status=401)
    if asked.method == "GET":
        return json_reply([{"TableID": "eks01", "Period": ["2026QMAT01", *reversed(MONTHS)]}])
    wanted = [row for row in JOBS_ROWS if row[1] in asked.body["period"]]
    return json_reply(table(wanted))


def told(error: SourceFailed) -> Message:
    """What an error says, which must be said in both languages."""
    assert error.message.da != error.message.en
    assert "Traceback" not in error.message.da
    return error.message
