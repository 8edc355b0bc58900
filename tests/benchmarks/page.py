"""The page docs/reference/benchmarks.md, made from one run."""

from __future__ import annotations

from pathlib import Path

from benchmarks.measuring import HEAVY, LEAST, Row, phrases
from benchmarks.report import Measured, page_points, page_table, ratio_text

_REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
PAGE = _REFERENCE / "benchmarks.md"
PICTURE = _REFERENCE / "benchmarks.svg"

_PAGE = """\
# Benchmarks

How long malplan takes, beside what others take for the same. Each ratio comes from one run in which
both took turns, so that it says more than the times, which are those of one machine. Made by
`nox -s bench -- --write-docs`; `nox -s bench` alone prints the table, and fails if a limit does not
hold. A limit in brackets is aimed at only.

{table}

`import malplan` loads {loaded} of {heavy}, and no plugin.

Measured on {on}: {machine}; {versions}.

## What is compared

- **The plan** is Ungeløftet, written as JSON and as YAML: from the bytes to a `Plan`, as a tool reads
  it that holds a workspace.
- **msgspec, types alone** decodes into frozen structs with the same fields and no unknown ones:
  types, dates and choices are checked, and nothing else.
- **msgspec, schema stated** adds what the JSON Schema of a plan says of a field: patterns of texts and
  ids, bounds of whole numbers. Each text has one pattern, the quickest that says it.
- **pydantic, its own JSON** has frozen models without unknown fields. They call malplan's own rules
  for texts, ids and numbers and between fields, see that the words of a period mean its days, and
  that ids and references hold; all of it once the fields are right. It keeps the last of two equal
  keys, and has no limit to the depth.
- **pydantic, same checks** is the same models on data from malplan's reader, which refuses equal
  keys, more than 32 levels and more than 1 MiB. This is the same validation.
- **No phrase seen before**: malplan keeps what it has read of the last 4,096 phrases, because plans
  repeat them. Here that is taken away before each read, from malplan and from pydantic, which calls
  the same reader of phrases. msgspec reads no phrases at all.
- **CSafeLoader + JSON** is PyYAML's C loader alone on the same text, and malplan's time for JSON added.
- **dateparser** reads {phrases} Danish days and months, such as “5. maj 2026”, “maj 2026” and “5.5.2026”,
  with Danish as its only language and the parser held; that both read the same day or month is
  checked before. It keeps no results, so that its figure is the same both times.
- **malplan \\-\\-version** is the whole process, from start to end.
- **SQLAlchemy, same rows** adds rows that are ready, JSON and all, to the same tables in such a file:
  WAL, `synchronous=FULL`, `secure_delete`, one transaction. malplan starts from records, writes their
  JSON, and asks in the same transaction who listens. **Made and checked** begins before there are
  records: each is made from what somebody says, with an id and a moment, and held against the plan. Each time is that of a durable commit; how long
  a disk takes for it differs much.

- **One grouping pass** puts the records into lists by what they are about: the least that anybody would
  do with them. The plan has signs of every kind; every twentieth record corrects one, and every
  hundredth retracts one. **Ten times 1,000** is ten times the time of a tenth of them.
- **MkDocs** builds the same texts, which malplan writes in Markdown, into pages with its own theme and
  without its search, in the same process. malplan's pages are written over those that are there, from the
  log to the file, once without pictures, once with pictures that an earlier run drew, and once with all
  of them drawn anew.
- **docxtpl** fills the same template with fields that are there already.
- **polars, same columns** reads the column of days and nothing more; malplan finds the headings, the encoding
  and the delimiter, reads each day, and counts. Quoted delimiters keep it from the quickest way.
- **json.loads** on the answer of a bank of statistics makes dicts and lists of it; malplan sees beside to what
  was asked for, and adds up the figures of each month exactly.

The best time of many runs counts; the garbage collector is on.

## What is not reached

Against **msgspec with types alone** malplan takes {types_ratio} times as long, and not 5. Python's own `json`
module, which only makes dicts and lists of the text, already takes more than twice what msgspec
takes for everything. **The least in Python** is that module with equal keys refused, and then as many
bare objects as the plan has, made and not looked at: that alone takes {least_ratio} times as long as
msgspec, and no text, number, day or id has been looked at. What malplan adds is in Python: every text is seen to be NFC and printable,
every object is checked as one that Python code makes, and all ids and references are looked up. Against
structs that state the schema, where msgspec looks at every text too, the ratio lies about 5, and on
either side of it from run to run.

## Many plans

Different plans, drawn by the Hypothesis strategies that malplan's own tests use, none of them read
before, and all kept. They are smaller than a real plan, and stranger.

![Time over the number of plans, both axes logarithmic; the table has the numbers.](benchmarks.svg)

{points}
"""


def text(measured: Measured) -> str:
    """The page."""
    return _PAGE.format(
        table=page_table(measured),
        loaded=", ".join(measured.loaded) or "none",
        heavy=", ".join(f"`{name}`" for name in HEAVY),
        on=measured.on.isoformat(),
        machine=measured.machine,
        versions=measured.versions,
        phrases=len(set(phrases())),
        types_ratio=ratio_text(_row(measured, "msgspec, types alone")),
        least_ratio=ratio_text(next(row for row in measured.rows if row.what == LEAST)),
        points=page_points(measured.points),
    )


def _row(measured: Measured, peer: str) -> Row:
    return next(row for row in measured.rows if row.peer == peer)
