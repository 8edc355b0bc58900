"""Views to write, and how a spreadsheet that nobody here wrote would look at a value."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime, time
from decimal import Decimal
from functools import cache

from malplan.fields import map_texts
from malplan.logbook import Logbook
from malplan.messages import Language
from malplan.presentation import View
from malplan.records import Observation
from malplan.stores import MemoryStore
from malplan.testing.examples import STATUS_DAY, example_drafts, example_plan
from malplan.workspace import Workspace
from malplan_tables.outputs import Csv, Xlsx

SLUG = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
UNSEEN = " \t\r\n\u00a0\u00ad\u200b\u200c\u200d\u2060\ufeff\"'”“‘’«»"


@cache
def hostile_view(payload: str, *, internal: bool = False) -> View:
    """The example, and what was recorded of it, with something before every text but the ids."""

    def change(text: str) -> str:
        return text if SLUG.fullmatch(text) else f"{payload}{text}"

    plan = map_texts(example_plan(), change)
    store = MemoryStore()
    logbook = Logbook(
        store,
        converters=Workspace(find_plugins=lambda: ()).converters,
        find_plan=lambda _: plan,
        clock=lambda: datetime.combine(STATUS_DAY, time(9), UTC),
    )
    logbook.record_all(plan, [map_texts(draft, change) for draft in example_drafts()])
    workspace = Workspace(find_plugins=lambda: (), store=store)
    return workspace.view(plan, STATUS_DAY, internal=internal, with_status=True, with_log=True)


def followed_by_a_third() -> View:
    """The example, of which one in three said something."""
    workspace = Workspace(find_plugins=lambda: (), store=MemoryStore())
    plan = example_plan()
    third = Observation(sign="svar", value=Decimal(1), of=Decimal(3))
    workspace.record(plan, third, on=STATUS_DAY)
    return workspace.view(plan, STATUS_DAY, with_status=True)


def csv_of(view: View, language: Language = "da", **options: str) -> bytes:
    stream = io.BytesIO()
    Csv().write(view, stream, language=language, options=options)
    return stream.getvalue()


def xlsx_of(view: View, language: Language = "da") -> bytes:
    stream = io.BytesIO()
    Xlsx().write(view, stream, language=language, options={})
    return stream.getvalue()


def rows_of(content: bytes, delimiter: str = ";") -> list[list[str]]:
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def is_a_formula(value: str) -> bool:
    """Whether a program would compute it: said of the value alone, by what it looks like."""
    seen = value.lstrip(UNSEEN.replace("'", ""))
    return seen[:1] in tuple("=+-@＝＋－＠") and not NUMBER.fullmatch(value)
