"""The words of Danish time, and what each of them names."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from malplan.phrasing import UNSCHEDULED
from malplan.spans import MONTHS, Part

UNSCHEDULED_PHRASES = frozenset(
    {
        UNSCHEDULED,
        "løbende",
        "snarest",
        "snarest muligt",
        "hurtigst muligt",
        "dato følger",
        "efter aftale",
        "efter behov",
        "på et senere tidspunkt",
    }
)
"""Phrases that say that there is no time, or none yet."""

MONTH_NUMBERS: Mapping[str, int] = MappingProxyType(
    {name: number for number, name in enumerate(MONTHS, 1)}
    # "jul" is Christmas, not an abbreviation of July.
    | {name[:3]: number for number, name in enumerate(MONTHS, 1) if name != "juli"}
    | {"sept": 9}
)

_ORDINAL_WORDS = (
    *("første", "anden", "tredje", "fjerde", "femte", "sjette", "syvende", "ottende", "niende"),
    *("tiende", "ellevte", "tolvte", "trettende", "fjortende", "femtende", "sekstende"),
    *("syttende", "attende", "nittende", "tyvende", "enogtyvende", "toogtyvende", "treogtyvende"),
    *("fireogtyvende", "femogtyvende", "seksogtyvende", "syvogtyvende", "otteogtyvende"),
    *("niogtyvende", "tredivte", "enogtredivte"),
)
ORDINALS: Mapping[str, int] = MappingProxyType(
    {word: number for number, word in enumerate(_ORDINAL_WORDS, 1)} | {"andet": 2}
)

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
WEEKDAY_NUMBERS: Mapping[str, int] = MappingProxyType(
    {name: number for number, name in enumerate(WEEKDAYS)}
    | {name[:3]: number for number, name in enumerate(WEEKDAYS)}
    | {"tirs": 1, "tors": 3}
)
"""Counted from Monday as 0, as :meth:`datetime.date.weekday` does."""

SEASONS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {"forår": (3, 5), "sommer": (6, 8), "efterår": (9, 11), "vinter": (12, 14), "vintr": (12, 14)}
)
"""The first and the last month of each season; above 12 is in the next year."""

PARTS: Mapping[str, Part] = MappingProxyType(
    {
        "primo": Part.PRIMO,
        "medio": Part.MEDIO,
        "ultimo": Part.ULTIMO,
        "ult.": Part.ULTIMO,
        "start": Part.START,
        "start af": Part.START,
        "starten": Part.START,
        "starten af": Part.START,
        "starten på": Part.START,
        "begyndelsen": Part.START,
        "begyndelsen af": Part.START,
        "først i": Part.START,
        "først på": Part.START,
        "tidligt i": Part.START,
        "tidligt på": Part.START,
        "midt": Part.MIDDLE,
        "midt i": Part.MIDDLE,
        "midt på": Part.MIDDLE,
        "midten af": Part.MIDDLE,
        "slut": Part.END,
        "slutningen": Part.END,
        "slutningen af": Part.END,
        "sidst i": Part.END,
        "sidst på": Part.END,
        "sent i": Part.END,
        "sent på": Part.END,
        "første halvdel af": Part.FIRST_HALF,
        "1. halvdel af": Part.FIRST_HALF,
        "anden halvdel af": Part.SECOND_HALF,
        "sidste halvdel af": Part.SECOND_HALF,
        "2. halvdel af": Part.SECOND_HALF,
        "indgangen til": Part.FIRST_DAY,
        "indgangen af": Part.FIRST_DAY,
        "udgangen af": Part.LAST_DAY,
        "udløbet af": Part.LAST_DAY,
    }
)
"""What names a part of the term that follows."""

SEASON_PARTS: Mapping[str, Part] = MappingProxyType(
    {
        "tidlig": Part.START,
        "tidligt": Part.START,
        "det tidlige": Part.START,
        "den tidlige": Part.START,
        "sen": Part.END,
        "sent": Part.END,
        "det sene": Part.END,
        "den sene": Part.END,
    }
)
"""What names a part of a season: "tidligt forår", "sensommeren"."""

PARTS_OF_THE_YEAR: Mapping[str, Part] = MappingProxyType(
    {"begyndelse": Part.START, "start": Part.START, "slutning": Part.END, "udgang": Part.LAST_DAY}
)
"""What may follow "årets"."""

LATIN = ("primo", "medio", "ultimo")
