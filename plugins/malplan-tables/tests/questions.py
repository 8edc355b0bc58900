"""What can be asked of a list, and the same counted by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from lists import Row

from malplan_tables.settings import By, What

SCALE = ("Nej", "Delvist", "Ja")

settings_of_questions: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "date": st.just("dato"),
        "by": st.sampled_from(list(By)),
        "where": st.sampled_from([{}, {"svar": "ja"}, {"svar": "NEJ"}]),
    }
).flatmap(
    lambda common: st.sampled_from(
        [
            common | {"what": What.ROWS},
            common | {"what": What.SUM, "column": "antal"},
            common | {"what": What.MEAN, "column": "antal", "least_answers": 1},
            common | {"what": What.SHARE, "column": "antal", "at_least": "2,5"},
            common | {"what": What.SHARE, "column": "svar", "scale": SCALE, "at_least": "delvist"},
            common | {"what": What.DISTINCT, "column": "svar"},
        ]
    )
)


def start_of(day: date, by: By) -> date:
    """The first day of the time in which a day lies; told by other means than the source's."""
    match by:
        case By.DAY:
            return day
        case By.WEEK:
            year, week, _ = day.isocalendar()
            return date.fromisocalendar(year, week, 1)
        case By.MONTH:
            return day.replace(day=1)
        case By.QUARTER:
            return date(day.year, (1, 4, 7, 10)[(day.month - 1) // 3], 1)
        case By.HALF_YEAR:
            return date(day.year, 1 if day.month < 7 else 7, 1)
        case By.YEAR:
            return date(day.year, 1, 1)
        case By.ALL:
            return date(1, 1, 1)


def by_hand(rows: Sequence[Row], question: dict[str, Any]) -> list[tuple[Decimal, Decimal | None]]:
    """The values and denominators in the order of time, counted the slow way."""
    wanted = question["where"].get("svar", "").lower()
    kept = [row for row in rows if not wanted or row[2].strip().lower() == wanted]
    found: dict[date, list[Row]] = {}
    for row in kept:
        found.setdefault(start_of(row[0], question["by"]), []).append(row)
    return [_figure(found[start], question) for start in sorted(found)]


def _figure(rows: list[Row], question: dict[str, Any]) -> tuple[Decimal, Decimal | None]:
    match question["what"]:
        case What.ROWS:
            return Decimal(len(rows)), None
        case What.SUM:
            return Decimal(sum(Decimal(number) for _, number, _ in rows)), None
        case What.MEAN:
            total = sum((Fraction(number) for _, number, _ in rows), Fraction())
            mean = total / len(rows)
            exact = Decimal(mean.numerator * 10**12 // mean.denominator).scaleb(-12)
            return exact.quantize(Decimal("0.000001"), ROUND_HALF_EVEN), None
        case What.DISTINCT:
            return Decimal(len({said.strip().lower() for _, _, said in rows})), None
        case _ if question["column"] == "antal":
            counting = sum(number >= Decimal("2.5") for _, number, _ in rows)
        case _:
            counting = sum(said.strip() in ("Delvist", "Ja", "ja") for _, _, said in rows)
    return Decimal(counting), Decimal(len(rows))
