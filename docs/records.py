"""Makes reference/records.md from the classes of records and their docstrings.

python docs/records.py > docs/reference/records.md
"""

from __future__ import annotations

import sys
import typing
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import attrs

import malplan
from malplan import Period, Provenance, Record, SignAsItStood, SignState, Stage
from malplan.messages import log as words
from malplan.outputs.json import json_text
from malplan.records import KINDS
from malplan.schema import descriptions_of, summary_of

YEAR = 2026

HEAD = """\
# Records

What the log holds, made from the code. A record is one flat JSON object: the fields of every
record, and those of its `kind`. A field in **bold** must be there; what is left out is none. In
Python the fields of the kind are those of `record.what`.

`malplan log PLAN --json` and `malplan log --all --json` write a list of records, and
`malplan restore` reads it. `malplan record --json` and the others that record write
`{format, records, adopted}`, of which `adopted` is the version of the plan if it was adopted with
them, or `null`.
"""
EVERY = """\
## Every record
"""
EVERY_NOTES = """\
- **`recorded`** is a moment with a time zone, written in the zone of Copenhagen; `on` is a day.
- **What is refused**: a day that has not come; a sign, milestone or trial action that the plan
  does not have; a number where there is a scale, and the other way; a number of people that is
  not whole or is below zero; a share of more than all; a milestone that was reached or dropped
  already, or moved to the time that it has; a second final evaluation; a CPR number in any text.
  All problems are told at once, and nothing is stored.
- **Texts** are bounded and cleaned as in [a plan](plan-format.md). Numbers are exact.
"""
LAWS = """\
## The laws of the log

- **Records are added, never changed.** Their order is the moment they were recorded, then the id.
  What counts is a function of the set of records: who adds them twice, or in another order, gets
  the same.
- **A correction** is a record of the same kind, about the same sign, milestone or trial action,
  whose `corrects` names the old one. It counts in its place. Of several corrections the last
  counts, whichever of them it names. For what is *latest* it keeps the place of the first, so
  that who corrects something old does not make it the latest. A retraction, a redaction and an
  adopted plan cannot be corrected.
- **A retraction** takes a record away, with all that corrects it; both can still be read.
  Retracting a correction alone brings back what it corrected. Retracting the retraction brings
  everything back. What names a record that is not there, or a later one, does nothing.
- **A redaction** is the one exception, for the law: it names the records whose texts were
  blanked, the whole chain of corrections. In place of a text stands `[slettet]`; of an adopted
  plan the content is gone. Numbers, steps, days, moments and ids stay, so that every status stays
  the same, but for a version of the plan that is no more. It cannot be taken back, and doing it
  again does no harm.
- **An adopted plan** is the plan as canonical JSON, and its `version` is the SHA-256 of that. The
  log adopts the plan with the first record, and with the first after it changed. The version in
  force on a day judges that day. A record keeps the version by which it was judged when it was
  made.
- **As it was known then**: with `known_at`, what was recorded later is left out first,
  corrections and retractions too, and then the same laws hold.
- **What later versions of a plan do not have** any more stays in the log, and is told as
  `unplaced`.
"""
NOTES = {
    "observation": (
        "Either `value` or `step` must be there: a number, or a step where the sign has a scale.\n"
        "`of` goes with `value`, `evidence` with `step`."
    ),
}
_KINDS = {
    "prose": "text",
    "line": "text on one line",
    "slug": "id",
    "number": "number",
    "record_id": "id of a record",
    "plan_version": "64 characters, 0-9 and a-f",
    "a_day": "day",
    "moment": "moment",
    "checksum": "64 characters, 0-9 and a-f, after `blake3:` or alone",
}
_PLAIN = {
    str: "text",
    date: "day",
    Period: "time",
    SignAsItStood: "signs as they stood",
    Provenance: "[where it comes from](#where-figures-come-from)",
}


def kind_of(hint: Any) -> str:
    """A type hint in the words of the page."""
    if typing.get_origin(hint) is typing.Annotated:
        return _KINDS[hint.__metadata__[0].__name__]
    arguments = [argument for argument in typing.get_args(hint) if argument is not type(None)]
    if typing.get_origin(hint) is tuple:
        if arguments[0] is SignAsItStood:
            return "list of [signs as they stood](#a-sign-as-it-stood)"
        return "list of ids of records"
    if arguments:
        return " or ".join(kind_of(argument) for argument in arguments)
    if issubclass(hint, Enum):
        return ", ".join(f"`{member.value}`" for member in hint)
    return _PLAIN[hint]


def table(cls: Any, *rows: str, leave_out: str = "") -> str:
    """A row for each field of a class, after those that are given."""
    hints = typing.get_type_hints(cls, include_extras=True)
    told = descriptions_of(cls)
    lines = ["| field | holds | |", "| --- | --- | --- |", *rows]
    for field in attrs.fields(cls):
        if field.name != leave_out:
            must = field.default is attrs.NOTHING
            name = f"**`{field.name}`**" if must else f"`{field.name}`"
            lines.append(f"| {name} | {kind_of(hints[field.name])} | {told[field.name]} |")
    return "\n".join([*lines, ""])


# --- An example of each kind ----------------------------------------------------------------------
DAY = date(YEAR, 4, 8)
OTHER = "019d6c2e-0000-7000-8000-000000000001"
EXAMPLES: dict[str, Any] = {
    "observation": malplan.Observation(sign="fremmoede", value=Decimal(16)),
    "milestone_reached": malplan.MilestoneReached(milestone="hold-workshop"),
    "milestone_moved": malplan.MilestoneMoved(
        milestone="hoer-konsulenterne",
        period=Period.parse("uge 16", year=YEAR),
        because="Konsulenterne har først tid efter påske (eksempel).",
    ),
    "milestone_dropped": malplan.MilestoneDropped(
        milestone="ambassadoergruppe", because="Ingen ville være med (eksempel)."
    ),
    "evaluation": malplan.Evaluation(
        action="workshop",
        stage=Stage.INTERIM,
        text="De unge kom, når de blev inviteret af en, de kender (eksempel).",
        signs=(
            SignAsItStood(
                sign="fremmoede", state=SignState.MET, value=Decimal(16), records=(OTHER,)
            ),
        ),
    ),
    "learning": malplan.Learning(
        action="workshop", text="En personlig invitation virker bedre end et opslag (eksempel)."
    ),
    "decision": malplan.DecisionMade(
        action="workshop",
        decision=malplan.Decision.ADAPT,
        because="Næste gang inviterer sagsbehandleren personligt (eksempel).",
    ),
    "retraction": malplan.Retraction(record=OTHER, because="Talt to gange (eksempel)."),
    "redaction": malplan.Redaction(records=(OTHER,), because="Der stod et navn (eksempel)."),
    "plan_adopted": malplan.PlanAdopted(content="{…}"),
}


def example(kind: str, **more: Any) -> str:
    """A record of a kind, as it is written."""
    number = 2 + list(KINDS).index(kind)
    record = Record(
        id=f"019d6c2e-0000-7000-8000-{number:012d}",
        plan="ungeloeftet",
        on=DAY,
        recorded=datetime(YEAR, 4, 9, 8, number, tzinfo=UTC),
        what=EXAMPLES[kind],
        by="tovholder",
        **more,
    )
    data = malplan.make_converter().unstructure(record)
    return f"```json\n{json_text(data)}\n```\n"


def sections() -> Iterator[str]:
    """A section for each kind."""
    for kind, cls in KINDS.items():
        said = words.KINDS[kind]
        yield f"### {kind}\n"
        yield f"*{said.da}* (`{cls.__name__}`). {' '.join(summary_of(cls).split())}\n"
        row = f"| **`kind`** | `{kind}` | What it tells. |"
        yield table(cls, row)
        if kind in NOTES:
            yield f"{NOTES[kind]}\n"
        yield example(kind)


def page() -> str:
    """The whole page."""
    corrected = example(
        "observation",
        corrects=OTHER,
        reason="To kom senere og blev ikke talt med (eksempel).",
    )
    parts = (
        HEAD,
        EVERY,
        table(Record, "| **`kind`** | one of the kinds below | What it tells. |", leave_out="what"),
        EVERY_NOTES,
        "## The kinds\n",
        "The examples are examples; nobody has recorded them.\n",
        *sections(),
        "### Where figures come from\n",
        f"(`Provenance`) {summary_of(Provenance)}\n",
        table(Provenance),
        "### A sign as it stood\n",
        f"(`SignAsItStood`) {summary_of(SignAsItStood)}\n",
        table(SignAsItStood),
        LAWS,
        "A correction as it is written:\n",
        corrected,
    )
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(page())
