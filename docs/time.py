"""Makes reference/time.md from the tables by which phrases are read, and from phrases in use.

python docs/time.py > docs/reference/time.md
"""

from __future__ import annotations

import inspect
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from malplan import InvalidPeriod, Period
from malplan.danish.openings import OPENINGS
from malplan.danish.terms import TERMS, Unit
from malplan.danish.words import PARTS, UNSCHEDULED_PHRASES
from malplan.spans import Part

YEAR = 2026
IN_USE = Path(__file__).parents[1] / "tests" / "data" / "municipal_phrases.toml"

HEAD = f"""\
# Time words

What a Danish time phrase means, made from the code that reads it. A phrase without a year is in the
plan's year; here it is {YEAR}. Both days are inclusive, `..` is an open end, and *about* marks a
period that is only about right. A period is late after its last day and not before.

```python
>>> import malplan
>>> period = malplan.Period.parse("ultimo marts/primo april", year=2026)
>>> period.isoformat()
'2026-03-21/2026-04-10'
>>> period.in_words("en")
'late March to early April 2026'

```

`malplan period "ultimo marts/primo april"` says the same on the command line.
"""

RANGES = ("medio/ultimo marts", "maj/juni", "maj til juni", "mellem maj og juni", "maj og juni",
          "december/januar", "december/januar 2027", "d. 5.-7. maj", "uge 12-14",
          "uge 28, 29 og 30", "1. og 2. kvartal", "skoleårene 2025/26 og 2026/27")  # fmt: skip
NAMED = ("påske", "påskeferien", "kristi himmelfartsdag", "pinse", "sommerferien", "efterårsferien",
         "vinterferien", "jul", "mellem jul og nytår")  # fmt: skip
PART_OF = ("maj", "2. kvartal", "2. halvår", "efteråret", "2026")
REFUSED = ("vinter 2026", "skoleåret 2026", "årsskiftet", "2026/27", "maj 26", "til april",
           "2. og 4. kvartal", "uge 19 (6. maj)", "tirsdag den 4. maj 2026", "næste år",
           "mdio februar", "juleferien")  # fmt: skip

POLICY = """\
## What a municipality sets

*Primo* and *medio* end on the days that `malplan.toml` says, and a municipality names its own
periods there; a name may be for one year alone, and stands in quotation marks if it has a space or
a letter such as æ, ø or å. Its names come before those above.

`malplan.toml`

```toml
[periods]
primo_ends = 10
medio_ends = 20

[periods.named]
vinterferien = "uge 8"
"påskeferien" = "uge 14"
"sommerferien 2026" = "29. juni til 7. august 2026"
juleferien = "21. december til 3. januar"
```

```console
$ malplan period "inden juleferien" --year 2026
../2026-12-20  senest 20. december 2026
```

In Python the same is a `PeriodPolicy`:

```python
>>> policy = malplan.PeriodPolicy(named={"vinterferien": "uge 8"})
>>> malplan.Period.parse("inden vinterferien", year=2026, policy=policy).isoformat()
'../2026-02-15'

```
"""

EDTF = """\
## EDTF

A period writes itself as EDTF (ISO 8601-2:2019), level 1, and reads level 1 and the seasons,
quarters and half-years of level 2. What it cannot hold it refuses: an uncertain date (`?`, `%`), an
unknown end, a time of day, a set. An unscheduled period has no EDTF.

```python
>>> malplan.Period.parse("omkring maj", year=2026).edtf()
'2026-05~'
>>> str(malplan.Period.from_edtf("2026-33"))
'1. kvartal 2026'
>>> malplan.Period.from_edtf("../2026-06-01").in_words("en")
'by 1 June 2026'

```
"""


OPENING_NOTES = """\
*inden* before a month or a day ends the day before; with a clock time (*inden den 14. marts kl.
12*) that day counts. *fra* is closed by the other side of a range, and *og frem* after a time
opens it. *til* stands before a day only: *til april* may be in April, and may be until it.
*Årsskiftet* is about three weeks, but what ends or begins with it does so at midnight: *senest* and
*efter årsskiftet 2026/27* meet between 31 December and 1 January.
"""
RANGE_NOTES = """\
From the first day of the first to the last day of the last. A word that one side leaves out is
taken from the other. A year on the last alone is that of the first too, or the year before where
the first would come after it; without a year, the last is in the next year where it would come
before the first. *A og B*, and a list with commas, are one period only where nothing lies
between. *A til* a holiday ends the day before it, and *A til og med* a holiday with it. What would
run backwards by less than a month, such as *uge 29-27*, is refused as a slip.
"""
TWICE = """\
A time may be told twice, the second time in brackets: *24. august (uge 35)*. The second must be as
coarse as the first or coarser, and hold it, or be the exact days of a longer one: *sommerferien
(13. juli - 2. august)*. *uge 19 (6. maj)* may be the week or the day, and is refused.
"""
NAMED_NOTES = """\
Church holidays are those of the `holidays` library. The summer holiday begins on the last
Saturday of June (*folkeskoleloven* § 14 a); the municipality decides when it ends, and malplan
takes the second Sunday of August, as some school calendars of 2023 to 2027 have it. The autumn and
the winter holiday are week 42 and week 7, which a municipality may have set otherwise too.
"""
REFUSED_NOTES = """\
What has several meanings, and what cannot be read, is refused with what it could have been;
`InvalidPeriod.candidates` has those phrases.
"""
IN_USE_NOTES = """\
Phrases from plans, minutes and web pages of municipalities and the public bodies nearest to them,
with the year in which they are read. Each is a test.
"""
PART_NOTES = """\
A part stands before a time; *tidligt forår* and *sensommeren* are parts of a season. What a part
is of a month holds for all months alike.
"""


def meaning(phrase: str, year: int = YEAR) -> str:
    """The days of a phrase, for a cell of a table."""
    period = Period.parse(phrase, year=year)
    if not period.scheduled:
        return "unscheduled"
    start, end = period.start or "..", period.end or ".."
    days = f"{start}" if start == end else f"{start} to {end}"
    return f"{days}, about" if period.approximate else days


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    cells = ([cell.replace("|", "\\|") for cell in line] for line in lines)
    return "\n".join(f"| {' | '.join(line)} |" for line in cells) + "\n"


def phrases(of: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """A row for each phrase."""
    for phrase in of:
        yield phrase, meaning(phrase)


def terms() -> Iterator[tuple[str, ...]]:
    """A row for each example of each way to write a term, by what it counts in."""
    for unit in Unit:
        for kind in TERMS:
            for example in kind.examples if kind.unit is unit else ():
                yield unit.value, example, meaning(example)


def parts() -> Iterator[tuple[str, ...]]:
    """A row for each part, with what it means of a month, a quarter and so on."""
    for part in Part:
        said = [name for name, which in PARTS.items() if which is part]
        yield (", ".join(said), *(_part_of(said[0], whole) for whole in PART_OF))


def _part_of(part: str, whole: str) -> str:
    try:
        return meaning(f"{part} {whole}").replace(f"{YEAR}-", "")
    except InvalidPeriod:
        return "–"


def openings() -> Iterator[tuple[str, ...]]:
    """A row for each thing that an opening does."""
    for does in dict.fromkeys(OPENINGS.values()):
        said = [name for name, other in OPENINGS.items() if other is does]
        example = f"{said[0]} 5. maj"
        yield ", ".join(said), inspect.getdoc(does) or "", f"{example}: {meaning(example)}"


def refused() -> Iterator[tuple[str, ...]]:
    """A row for each phrase that is refused, with what is answered."""
    for phrase in REFUSED:
        try:
            Period.parse(phrase, year=YEAR)
        except InvalidPeriod as error:
            yield phrase, error.message.da, error.message.en


def in_use() -> Iterator[tuple[str, ...]]:
    """A row for each phrase as somebody wrote it."""
    for row in tomllib.loads(IN_USE.read_text(encoding="utf-8"))["phrase"]:
        days = meaning(row["text"], row["year"]) if row["means"] else "refused"
        source = row["source"]
        link = f"[{row['publisher']}]({source})" if "://" in source else row["publisher"]
        yield row["text"], str(row["year"]), days, link


def page() -> str:
    """The whole page."""
    unscheduled = ", ".join(f"*{phrase}*" for phrase in sorted(UNSCHEDULED_PHRASES))
    return "\n".join(
        (
            HEAD,
            "## Times\n",
            table(("counts in", "phrase", "means"), terms()),
            "## Parts\n",
            PART_NOTES,
            table(("part", *PART_OF), parts()),
            "## Words before a time\n",
            table(("word", "means", "example"), openings()),
            OPENING_NOTES,
            "## Ranges and lists\n",
            RANGE_NOTES,
            table(("phrase", "means"), phrases(RANGES)),
            TWICE,
            "## Named periods\n",
            NAMED_NOTES,
            table(("name", f"in {YEAR}"), phrases(NAMED)),
            POLICY,
            "## No time yet\n",
            f"These say that there is no time: {unscheduled}. Any other words stand as "
            "`{text: når lokalet er klar}` in a plan, and are never read.\n",
            "## What is refused\n",
            REFUSED_NOTES,
            table(("phrase", "answer in Danish", "answer in English"), refused()),
            EDTF,
            "## As municipalities write\n",
            IN_USE_NOTES,
            table(("phrase", "year", "means", "source"), in_use()),
        )
    )


if __name__ == "__main__":
    sys.stdout.write(page())
