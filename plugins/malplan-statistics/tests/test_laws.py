"""What must hold of any cube, any time and any number."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import attrs
import httpx
import pytest
from asked import FOLK_CUBE, JOBS_ROWS, MONTHS, cube, request, table
from hypothesis import given, settings
from hypothesis import strategies as st
from serving import Server, json_reply
from test_statbank import INFO

from malplan import fields
from malplan.errors import InvalidValue, SourceFailed
from malplan.periods import Period
from malplan.sources import Fetched
from malplan_statistics import StatBank, StatBankSettings
from malplan_statistics.bodies import read_json
from malplan_statistics.choosing import Combine, choices
from malplan_statistics.cubes import read_cube
from malplan_statistics.describing import of_jobindsats, of_statbank
from malplan_statistics.figures import decimal_sign, number
from malplan_statistics.jobindsats import VersionTwo
from malplan_statistics.series import fitted
from malplan_statistics.tables import read_table
from malplan_statistics.times import code_of, period_of

# --- Times ----------------------------------------------------------------------------------------
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
YEARS = st.integers(1900, 2199)
CODES = st.one_of(
    YEARS.map(str),
    st.builds("{}H{}".format, YEARS, st.integers(1, 2)),
    st.builds("{}K{}".format, YEARS, st.integers(1, 4)),
    st.builds("{}M{:02}".format, YEARS, st.integers(1, 12)),
    st.dates(date(1900, 1, 8), date(2199, 12, 20)).map(
        lambda day: "{}U{:02}".format(*day.isocalendar())
    ),
    DAYS.map(lambda day: f"{day.year}M{day.month:02}D{day.day:02}"),
)


@given(CODES)
def test_every_code_is_a_period_that_has_this_code(code: str) -> None:
    period = period_of(code)
    assert period is not None
    assert code_of(period) == code
    assert period.text == str(period)
    assert Period.parse(period.text) == period


@given(DAYS, st.integers(0, 400))
def test_a_period_with_a_code_is_what_its_code_means(start: date, days: int) -> None:
    if start + timedelta(days) <= date(2199, 12, 31):
        period = Period(start, start + timedelta(days))
        code = code_of(period)
        assert code is None or period_of(code) == period


@given(st.text("0123456789HKQMUDAT-", max_size=10))
def test_what_is_no_code_is_no_period(text: str) -> None:
    period = period_of(text)
    assert period is None or (period.start is not None and period.end is not None)


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        ("2026", (2026, 1, 1), (2026, 12, 31)),
        ("2026H2", (2026, 7, 1), (2026, 12, 31)),
        ("2026K1", (2026, 1, 1), (2026, 3, 31)),
        ("2026Q04", (2026, 10, 1), (2026, 12, 31)),
        ("2024M02", (2024, 2, 1), (2024, 2, 29)),
        ("2026U01", (2025, 12, 29), (2026, 1, 4)),
        ("2026U53", (2026, 12, 28), (2027, 1, 3)),
        ("2026M03D05", (2026, 3, 5), (2026, 3, 5)),
    ],
)
def test_what_codes_mean(code: str, start: tuple[int, ...], end: tuple[int, ...]) -> None:
    assert period_of(code) == Period(date(*start), date(*end))


@pytest.mark.parametrize(
    "code",
    ["2026QMAT01", "2025U53", "2026M13", "2026M00", "2026K5", "2026H0", "2026M02D29", "1899", "26"],
)
def test_what_means_nothing(code: str) -> None:
    assert period_of(code) is None


# --- Cubes ----------------------------------------------------------------------------------------
NUMBERS = st.one_of(
    st.none(),
    st.integers(-(10**9), 10**9),
    st.decimals(-(10**6), 10**6, places=2),
)


CLIENT = httpx.Client()


class Drawn(NamedTuple):
    """A cube as a table of cells by their codes; the time is Tid."""

    dimensions: Mapping[str, list[str]]
    cells: Mapping[tuple[str, ...], Decimal | int | None]


@st.composite
def drawn_cubes(draw: st.DrawFn, *, several: bool = True) -> Drawn:
    count = draw(st.integers(0, 3))
    sizes = st.integers(1, 3 if several else 1)
    dimensions = {f"D{at}": [f"{at}-{code}" for code in range(draw(sizes))] for at in range(count)}
    dimensions["Tid"] = draw(st.lists(CODES, min_size=1, max_size=5, unique_by=period_of))
    # Weeks, months and days that are the same days are one time, and no table has both.
    keys = list(product(*dimensions.values()))
    values = draw(st.lists(NUMBERS, min_size=len(keys), max_size=len(keys)))
    return Drawn(dimensions, dict(zip(keys, values, strict=True)))


def written(drawn: Drawn, order: list[str], *, sparse: bool, lists: bool) -> bytes:
    """The cube with its dimensions in an order, as JSON."""
    dimensions = {name: drawn.dimensions[name] for name in order}
    names = list(drawn.dimensions)
    values = [
        drawn.cells[tuple(codes[order.index(name)] for name in names)]
        for codes in product(*dimensions.values())
    ]
    given: Any = values
    if sparse:
        given = {str(at): value for at, value in enumerate(values) if value is not None}
    data = cube(dimensions, given)
    if lists:
        for name in order:
            category = data["dataset"]["dimension"][name]["category"]
            category["index"] = list(category["index"])
    else:  # in an order of its own
        for name in order:
            category = data["dataset"]["dimension"][name]["category"]
            pairs = list(category["index"].items())
            random.Random(0).shuffle(pairs)
            category["index"] = dict(pairs)
    return json.dumps(data, default=lambda value: float(value)).encode()


def by_time(content: bytes) -> dict[str, Any]:
    read = read_cube(read_json(content, "x"), "EKS1")
    return dict(read.by_time("Tid", add_up=True))


@given(drawn_cubes(), st.data())
def test_a_cube_reads_the_same_in_any_order(drawn: Drawn, data: st.DataObject) -> None:
    order = data.draw(st.permutations(list(drawn.dimensions)))
    sparse, lists = data.draw(st.booleans()), data.draw(st.booleans())
    times = drawn.dimensions["Tid"]
    expected = {}
    for time in times:
        parts = [value for key, value in drawn.cells.items() if key[-1] == time]
        exact = [None if part is None else Decimal(str(part)) for part in parts]
        expected[time] = None if None in exact else sum(one for one in exact if one is not None)
    assert by_time(written(drawn, order, sparse=sparse, lists=lists)) == expected


@given(drawn_cubes(several=False))
def test_one_cell_a_time_needs_no_sum(drawn: Drawn) -> None:
    content = written(drawn, list(drawn.dimensions), sparse=False, lists=True)
    read = read_cube(read_json(content, "x"), "EKS1")
    assert dict(read.by_time("Tid", add_up=False)) == dict(read.by_time("Tid", add_up=True))


def _wrong(**changes: Any) -> dict[str, Any]:
    """A table of one area and two months, in which something of the months is another."""
    made = cube({"OMRÅDE": ["101"], "Tid": MONTHS[:2]}, [10, 20])
    dimension = made["dataset"]["dimension"]
    for name, value in changes.items():
        (dimension if name in dimension else dimension["Tid"]["category"])[name] = value
    return made


CONTRADICTIONS = {
    "two of one name": _wrong(id=["Tid", "Tid"], size=[2, 2]),
    "too many cells": _wrong(size=[10**9, 2]),
    "a position left out": _wrong(index={MONTHS[0]: 0, MONTHS[1]: 2}),
    "a position that is no number": _wrong(index={MONTHS[0]: 0.0, MONTHS[1]: 1}),
    "a code twice": _wrong(index=[MONTHS[0], MONTHS[0]]),
    "a code that is no text": _wrong(index=[1, 2]),
    "another size": _wrong(index=list(MONTHS)),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_table_that_contradicts_itself_is_told(name: str) -> None:
    assert read_cube(_wrong(), "EKS1").values
    with pytest.raises(SourceFailed, match="EKS1"):
        read_cube(CONTRADICTIONS[name], "EKS1")


def test_labels_alone_have_no_order() -> None:
    made = _wrong()
    del made["dataset"]["dimension"]["Tid"]["category"]["index"]
    with pytest.raises(SourceFailed, match="EKS1"):
        read_cube(made, "EKS1")


def test_a_table_without_cells_has_no_figures() -> None:
    made = cube({"OMRÅDE": [], "Tid": MONTHS}, [])
    assert dict(read_cube(made, "EKS1").by_time("Tid", add_up=True)) == {}


def test_a_table_may_have_no_times_or_call_them_otherwise() -> None:
    area = {"id": "OMRÅDE", "text": "område", "values": [{"id": "101", "text": "Nord"}]}
    told = of_statbank("EKS1", {"variables": [area]})
    assert told.example == {"table": "EKS1", "values": {"OMRÅDE": ["101"]}}
    time = {"id": "PERIODE", "text": "periode", "time": True, "values": [{"id": "2026M01"}]}
    told = of_statbank("EKS1", {"variables": [area, time]})
    assert told.example is not None
    assert told.example["time"] == "PERIODE"
    wrongs: tuple[Any, ...] = ([], {"variables": {}})
    for wrong in wrongs:
        with pytest.raises(SourceFailed, match="EKS1"):
            of_statbank("EKS1", wrong)


@pytest.mark.parametrize("bounds", [(None, date(2026, 3, 1)), (date(2026, 3, 1), None)])
def test_a_time_without_both_ends_has_no_code(bounds: tuple[date | None, date | None]) -> None:
    assert code_of(Period(*bounds)) is None


@pytest.mark.parametrize("value", ["101", ["101"], 5])
def test_codes_are_chosen_by_dimension(value: object) -> None:
    with pytest.raises(InvalidValue):
        choices(value)


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.decimals(allow_nan=False)
    | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


def places_in(data: Any) -> Iterator[tuple[Any, Any]]:
    """Each place in which something stands: what holds it, and its key."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in list(pairs):
        yield data, key
        if isinstance(value, dict | list):
            yield from places_in(value)


@given(st.data())
def test_whatever_is_answered_is_read_or_told(data: st.DataObject) -> None:
    def read_cells(given: Any) -> None:
        list(read_cube(given, "EKS1").by_time("Tid", add_up=True))

    def read_rows(given: Any) -> None:
        read = read_table(given, "EKS1")
        list(read.by_time("Periode", read.figures("Antal personer", ","), add_up=True))

    good: Any
    good, read = data.draw(
        st.sampled_from(
            [
                (FOLK_CUBE, read_cells),
                (table(JOBS_ROWS), read_rows),
                ([{"Period": list(MONTHS)}], lambda given: VersionTwo().periods(given, "EKS1")),
                ([{"Period": list(MONTHS)}], lambda given: of_jobindsats("EKS1", given)),
                (INFO, lambda given: of_statbank("EKS1", given)),
            ]
        )
    )
    answer = json.loads(json.dumps(good))
    for _ in range(data.draw(st.integers(0, 3))):
        holder, key = data.draw(st.sampled_from(list(places_in(answer)) or [([0], 0)]))
        if data.draw(st.booleans()):
            holder[key] = data.draw(JUNK)
        else:
            del holder[key]
    try:
        read(answer)
    except (InvalidValue, SourceFailed) as error:
        assert "EKS1" in error.message.da
        assert error.message.da != error.message.en


@settings(max_examples=10)
@given(drawn_cubes(), st.data())
def test_fetching_twice_asks_once_and_since_is_a_filter(drawn: Drawn, data: st.DataObject) -> None:
    bank = StatBank(CLIENT)
    chosen = StatBankSettings(table="EKS1", combine=Combine.SUM)
    orders = [data.draw(st.permutations(list(drawn.dimensions))) for _ in range(2)]
    since = data.draw(DAYS)
    with Server() as server, TemporaryDirectory() as folder:
        fetched: list[Fetched] = []
        for at, order in enumerate(orders):
            body = written(drawn, order, sparse=at == 0, lists=True)
            server.replies(json_reply(None, Cache_Control="max-age=600")._replace(body=body))
            options = {"cache_folder": str(at)}
            asked = request(chosen, server, Path(folder), options=options)
            fetched += [bank.fetch(asked), bank.fetch(asked)]
            assert len(server.asked) == at + 1
            late = bank.fetch(request(chosen, server, Path(folder), options=options, since=since))
            assert list(late.readings) == [
                one for one in fetched[-1].readings if (one.period.end or date.max) >= since
            ]
            assert late.provenance.checksum == fetched[-1].provenance.checksum
    first, again, other, _ = fetched
    days = [(one.period.start, one.period.end) for one in first.readings]
    assert days == sorted(days, key=str)
    assert again == first
    assert (other.readings, other.provenance.checksum) == (
        first.readings,
        first.provenance.checksum,
    )


# --- Numbers --------------------------------------------------------------------------------------
@given(st.decimals(-(10**14), 10**14, allow_nan=False) | st.integers(-(10**15) + 1, 10**15 - 1))
def test_a_figure_becomes_the_nearest_that_a_record_can_hold(figure: Decimal | int) -> None:
    kept = fitted(figure)
    assert fields.number(kept) == kept == fitted(kept)
    exact = Fraction(figure)
    digits = len(str(abs(int(figure))))
    step = Fraction(1, 10 ** min(fields.MOST_DECIMALS, fields.MOST_DIGITS - digits))
    assert Fraction(kept) == round(exact / step) * step  # half to even, as Fraction rounds


@pytest.mark.parametrize("figure", [10**15, Decimal("1e15"), Decimal("999999999999999.5")])
def test_a_figure_that_no_record_can_hold_is_told(figure: Decimal | int) -> None:
    with pytest.raises(InvalidValue):
        fitted(figure)


@pytest.mark.parametrize("text", ["1e-99999999", "-1e-12", "0E-20"])
def test_a_figure_that_is_almost_nothing_is_zero(text: str) -> None:
    assert str(fitted(Decimal(text))) == "0"


@given(st.lists(st.decimals(-(10**8), 10**8, places=1), min_size=1), st.sampled_from(",."))
def test_numbers_that_people_write_are_read(values: list[Decimal], decimal: str) -> None:
    names = str.maketrans(",.", ".," if decimal == "," else ",.")
    texts = [f"{value:,.1f}".translate(names) for value in values]
    assert decimal_sign(texts, "x") == decimal
    assert [number(text, decimal, "x") for text in texts] == values


@given(st.lists(st.integers(-(10**8), 10**8), min_size=1), st.sampled_from(",. "))
def test_whole_numbers_with_thousands_are_read_or_refused(values: list[int], sign: str) -> None:
    texts = [f"{value:,}".replace(",", sign) for value in values]
    groups = [text.lstrip("-").count(sign) for text in texts]
    if sign != " " and 1 in groups and not any(count > 1 for count in groups):
        with pytest.raises(InvalidValue, match="decimal"):
            decimal_sign(texts, "x")
        return
    decimal = decimal_sign(texts, "x")
    assert [number(text, decimal, "x") for text in texts] == values


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("1.234,5", ",", "1234.5"),
        ("1,234.5", ".", "1234.5"),
        ("12,5", ",", "12.5"),
        ("0,123", ",", "0.123"),
        ("1234,567", ",", "1234.567"),
        ("1.234.567", ",", "1234567"),
        ("1 234,5", ",", "1234.5"),
        ("1\u00a0234", None, "1234"),
        ("-3", None, "-3"),
    ],
)
def test_what_numbers_say(text: str, decimal: str | None, value: str) -> None:
    assert decimal_sign([text], "x") == decimal
    assert number(text, decimal, "x") == Decimal(value)


@given(st.text(max_size=30), st.sampled_from(["", "https://", "http://localhost"]))
def test_whatever_the_address_is_it_is_taken_or_refused(text: str, start: str) -> None:
    plan_request = request(StatBankSettings(table="EKS1"), None, Path("/nowhere"), offline=True)
    options = {"base_url": start + text, "cache_folder": "cache"}
    with pytest.raises((InvalidValue, SourceFailed)) as told:
        StatBank().fetch(attrs.evolve(plan_request, options=options))
    assert told.value.message.da != told.value.message.en


@pytest.mark.parametrize("texts", [["1.234"], ["1,234"], ["1.5", "1,5"], ["1.234,5", "1,234.5"]])
def test_what_can_be_read_in_two_ways_is_refused(texts: list[str]) -> None:
    with pytest.raises(InvalidValue, match="decimal"):
        decimal_sign(texts, "x")


@pytest.mark.parametrize(
    "text", ["1.23,4", "1,2,3", "ti", "1e5", "12.34.56", "٣", "1.234.5", "--1"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    for decimal in (",", ".", None):
        with pytest.raises(InvalidValue, match="numbers"):
            number(text, decimal, "x")
