"""Where things stand: text in its room, boxes in their columns, values and days on their axes."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from picture_views import languages

from malplan.messages import Language
from malplan_web.pictures.layering import Layers, layered
from malplan_web.pictures.lettering import shortened, width_of, wrapped
from malplan_web.pictures.placing import placed
from malplan_web.pictures.time_axis import TimeAxis
from malplan_web.pictures.value_axis import NumberAxis, StepAxis

texts = st.text(max_size=200) | st.text("abc æøå漢字👩 ", max_size=400)
rooms = st.floats(40, 400)


# --- Text -----------------------------------------------------------------------------------------
@given(texts, rooms, st.integers(1, 4))
def test_lines_have_room(text: str, room: float, most: int) -> None:
    lines = wrapped(text, room, 14, most=most)
    assert len(lines) <= most
    assert all(width_of(line, 14) <= room for line in lines)


@given(texts, rooms)
def test_nothing_is_left_out_unless_an_ellipsis_says_so(text: str, room: float) -> None:
    lines = wrapped(text, room, 14, most=1000)
    assert "".join("".join(lines).split()) == "".join(text.split())
    first = wrapped(text, room, 14, most=2)
    assert first == lines or first[-1].endswith("…")


def test_a_long_text_is_shortened_between_words() -> None:
    assert shortened("Workshoppen holdes på biblioteket", 200, 14) == "Workshoppen holdes på …"
    assert shortened("Workshoppen", 400, 14) == "Workshoppen"
    assert shortened("", 400, 14) == ""


# --- Columns --------------------------------------------------------------------------------------
@st.composite
def charts(draw: st.DrawFn) -> tuple[list[list[list[str]]], list[tuple[str, str]]]:
    """Entries in groups in columns, and links between any of them."""
    shape = draw(
        st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=2), min_size=1, max_size=5)
    )
    number = iter(range(1000))
    groups = [[[f"e{next(number)}" for _ in range(size)] for size in column] for column in shape]
    ids = [id for column in groups for group in column for id in group]
    pairs = st.permutations(ids).map(lambda order: (order[0], order[-1]))
    links = draw(st.lists(pairs, unique=True, max_size=12 if len(ids) > 1 else 0))
    return groups, links


def entries(layers: Layers) -> list[list[str]]:
    return [[slot for slot in column if isinstance(slot, str)] for column in layers.columns]


@given(charts())
def test_every_entry_stays_in_its_column_and_with_its_group(
    chart: tuple[list[list[list[str]]], list[tuple[str, str]]],
) -> None:
    groups, links = chart
    layers = layered(groups, links)
    for column, found in zip(groups, entries(layers), strict=True):
        start = 0
        for group in column:
            assert sorted(found[start : start + len(group)]) == sorted(group)
            start += len(group)
        assert start == len(found)
    assert [(route.start, route.end) for route in layers.routes] == links
    for route in layers.routes:
        columns = [
            next(at for at, slots in enumerate(layers.columns) if slot in slots)
            for slot in route.through
        ]
        assert columns == list(range(columns[0], columns[-1] + 1)) or columns[0] == columns[-1]


def test_lines_are_untangled() -> None:
    layers = layered([[["a", "b"]], [["c", "d"]]], [("a", "d"), ("b", "c")])
    assert layers.columns[1] == ("d", "c") or layers.columns[0] == ("b", "a")


@given(charts(), st.integers(10, 90))
def test_boxes_do_not_overlap(
    chart: tuple[list[list[list[str]]], list[tuple[str, str]]], height: int
) -> None:
    layers = layered(*chart)
    slots = [slot for column in layers.columns for slot in column]
    heights = {slot: float(height + 7 * at % 40) for at, slot in enumerate(slots)}
    above = dict.fromkeys(slots[1::3], 20.0)
    tops = placed(layers, heights, above, 12)
    assert tops.keys() == heights.keys()
    for column in layers.columns:
        for upper, lower in pairwise(column):
            room = tops[lower] - tops[upper] - heights[upper]
            assert room >= 12 + above.get(lower, 0) - 0.01
        assert not column or tops[column[0]] >= above.get(column[0], 0) - 0.01


# --- Values ---------------------------------------------------------------------------------------
numbers = st.fractions(max_denominator=1000) | st.integers(-(10**15), 10**15).map(Fraction)
tiny = st.integers(-999, 999).map(lambda value: Fraction(value, 10**12))


@given(st.lists(numbers, min_size=1, max_size=8) | st.lists(tiny, min_size=1, max_size=8),
       st.booleans(), st.booleans(), languages)  # fmt: skip
@settings(max_examples=200)
def test_an_axis_holds_its_values(
    values: list[Fraction], whole: bool, from_zero: bool, language: Language
) -> None:
    whole = whole and all(value.denominator == 1 for value in values)
    axis = NumberAxis.over(values, values[:1], language, whole=whole, from_zero=from_zero)
    assert 2 <= len(axis.ticks) <= 10
    for value in values:
        assert -0.001 <= axis.at(value) <= axis.height + 0.001
    assert axis.ticks[0] <= min(values)
    assert max(values) <= axis.ticks[-1]
    assert len({after - before for before, after in pairwise(axis.ticks)}) == 1
    if from_zero:
        assert Fraction(0) in axis.ticks
    if whole:
        assert all(tick.denominator == 1 for tick in axis.ticks)


def ticks(*values: float, language: Language = "da", **more: bool) -> list[str]:
    given_values = [Fraction(str(value)) for value in values]
    options = {"whole": False, "from_zero": False, **more}
    axis = NumberAxis.over(given_values, [], language, **options)
    return [text.text for text in axis.marks(0, 0, 9) if hasattr(text, "text")]


def test_ticks_are_round_and_written_in_the_language() -> None:
    assert ticks(64.3, 75) == ["60", "65", "70", "75"]
    assert ticks(0, 1, language="en") == ["0", "0.25", "0.5", "0.75", "1"]
    assert ticks(0, 64000) == ["0", "20.000", "40.000", "60.000", "80.000"]
    assert ticks(3, 3, whole=True, from_zero=True) == ["0", "1", "2", "3"]
    assert ticks(0) == ["0", "0,25", "0,5", "0,75", "1"]
    assert ticks(-5, 5) == ["-5", "-2,5", "0", "2,5", "5"]


def test_the_steps_of_a_scale_rise() -> None:
    axis = StepAxis(("lav", "mellem", "høj"))
    places = [axis.at(Fraction(step)) for step in range(3)]
    assert places == sorted(places, reverse=True)
    assert all(0 < place < axis.height for place in places)


# --- Days -----------------------------------------------------------------------------------------
@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.integers(0, 4000), languages)
def test_days_follow_each_other(first: date, later: int, language: Language) -> None:
    last = min(first + timedelta(days=later), date(2199, 12, 31))
    axis = TimeAxis.over(first.year, (last, None), 50, 400, language)
    assert first in axis
    assert last in axis
    assert 50 <= axis.begin(first) < axis.end(first) <= 450.001
    assert axis.begin(first) <= axis.begin(last)
    assert axis.begin(date(axis.first, 1, 1)) == 50


def names(axis: TimeAxis) -> list[str]:
    return [mark.text for mark in axis.names(0) if hasattr(mark, "text")]


def test_months_are_named_as_there_is_room() -> None:
    year = TimeAxis(2026, 2026, 0, 400, "da")
    assert names(year)[4] == "maj"
    assert len(names(year)) == 12
    assert names(TimeAxis(2026, 2026, 0, 150, "en")) == ["Jan", "Apr", "Jul", "Oct"]
    assert names(TimeAxis(2025, 2026, 0, 300, "da"))[-2:] == ["2025", "2026"]
    assert names(TimeAxis(2000, 2020, 0, 300, "da")) == ["2000", "2005", "2010", "2015"]
