"""Each law of outputs is proven: an output that is wrong on purpose breaks it, and no other."""

from __future__ import annotations

import inspect
import io
import time
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any, BinaryIO

import pytest
import wrong_outputs as wrong
from proving import broken_laws, laws_of

from malplan import InvalidValue, Message, Period, data_sources, measures, model, records
from malplan.fields import Value, parts_of
from malplan.outputs.json import JsonOutput
from malplan.outputs.markdown import MarkdownOutput
from malplan.outputs.yaml import YamlOutput
from malplan.registry import Output
from malplan.testing import OutputSuite
from malplan.testing import _hostile as hostile
from malplan.testing._clock import note_clock


class TestMarkdown(OutputSuite):
    output = MarkdownOutput()


class TestYaml(OutputSuite):
    output = YamlOutput()
    says_internal = False


class TestJson(OutputSuite):
    output = JsonOutput()
    says_internal = False


WRONG: dict[str, Output] = {
    "test_it_can_be_registered": wrong.Unnamed(),
    "test_it_writes_every_plan": wrong.Fails(),
    "test_texts_stay_texts": wrong.Unescaped(),
    "test_it_asks_no_clock": wrong.Clocked(),
    "test_it_writes_the_same_again": wrong.Counts(),
    "test_it_writes_the_same_elsewhere": wrong.Zoned(),
    "test_it_leaves_the_stream_open": wrong.Closes(),
    "test_it_does_not_hide_a_failing_stream": wrong.Hides(),
    "test_it_prints_nothing": wrong.Talks(),
    "test_a_wrong_option_is_told": wrong.Trips(),
    "test_it_shows_no_cpr_number": wrong.Joins(),
    "test_it_leaves_names_out": wrong.Remembers(),
    "test_it_tells_no_small_count": wrong.Tells(),
    "test_an_internal_version_says_so": wrong.KeepsQuiet(),
    "test_a_site_is_written_the_same_again": wrong.AddsUp(),
    "test_a_site_takes_one_plan_after_the_other": wrong.HoldsOn(),
}
PROVEN_OTHERWISE = {"test_it_loads_nothing_heavy"}


def outcomes(tested: Output, *laws: str) -> dict[str, str]:
    class Suite(OutputSuite):
        output = tested

    return broken_laws(Suite, *laws)


def test_an_output_that_never_writes_is_told_once() -> None:
    assert list(outcomes(wrong.NeverWrites())) == ["test_it_writes_every_plan"]


def test_a_right_output_keeps_every_law() -> None:
    assert not outcomes(wrong.Right())


@pytest.mark.parametrize(("law", "output"), WRONG.items(), ids=WRONG)
def test_a_wrong_output_breaks_its_law(law: str, output: Output) -> None:
    assert law in outcomes(output, law)


def test_an_output_that_is_wrong_in_one_way_breaks_few_laws() -> None:
    assert list(outcomes(wrong.Stamped())) == ["test_it_asks_no_clock"]
    assert list(outcomes(wrong.KeepsQuiet())) == ["test_an_internal_version_says_so"]
    assert list(outcomes(wrong.HoldsOn())) == ["test_a_site_takes_one_plan_after_the_other"]


def test_of_a_zip_every_file_is_looked_into() -> None:
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b.txt", "dybt inde")
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", "yderst")
        archive.writestr("b.zip", inner.getvalue())
    assert OutputSuite().text_of(outer.getvalue()) == "yderst\ndybt inde"


def test_an_option_may_be_refused() -> None:
    class Refuses(wrong.Right):
        option_names = ("width",)

        def write(
            self, view: Any, stream: BinaryIO, *, language: Any, options: Mapping[str, str]
        ) -> None:
            if not options.get("width", "80").isdecimal():
                raise InvalidValue(Message(da="Bredden er et tal.", en="The width is a number."))
            super().write(view, stream, language=language, options={})

    class Suite(OutputSuite):
        output = Refuses()

    Suite().test_a_wrong_option_is_told()


def test_a_stream_may_be_wrapped() -> None:
    class Wraps(wrong.Right):
        def write(
            self, view: Any, stream: BinaryIO, *, language: Any, options: Mapping[str, str]
        ) -> None:
            held = io.BytesIO()
            super().write(view, held, language=language, options=options)
            text = io.TextIOWrapper(stream, "utf-8", newline="")
            text.write(held.getvalue().decode())
            text.flush()
            text.detach()

    class Suite(OutputSuite):
        output = Wraps()

    Suite().test_it_leaves_the_stream_open()


def texts_of(tested: Output) -> None:
    class Suite(OutputSuite):
        output = tested

    Suite().test_texts_stay_texts()


@pytest.mark.parametrize(
    "made", [wrong.Page, wrong.Picture, wrong.Written, wrong.Rows, wrong.Commas, wrong.Calendar,
             wrong.Marked, wrong.Fronted, wrong.Targeted, wrong.Parts],
)  # fmt: skip
def test_texts_that_are_escaped_stay_texts(made: type[Output]) -> None:
    texts_of(made())


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (wrong.Unescaped, "plan.html a text"),
        (wrong.Unquoted, "'onmouseover'"),
        (wrong.OfSources, "plan.html a text"),
        (wrong.OfTheLog, "plan.html a text"),
        (wrong.FrontPage, r"index.html a text .*: \('b',\)"),
        (wrong.Pasted, "no XML"),
        (wrong.Quoted, "no JSON"),
        (wrong.Computed, r"for a formula: \['\+TEKST"),
        (wrong.Joined, "'a row of 5' instead of 'a row of 2'"),
        (wrong.Broken, "'ATTACH'"),
        (wrong.BrokenParts, "no XML"),
        (wrong.NoParts, "no ZIP"),
        (wrong.Unmarked, r"plan.md a text .* more than text: \('strong',\)"),
        (wrong.LinkedMarkdown, r"plan.md .* runs a program: \['javascript:TEKST"),
        (wrong.SecondLine, "plan.md a text .* more than text"),
        (wrong.Source, "plan.html .* runs a program"),
        (wrong.Refreshed, "plan.html .* runs a program"),
        (wrong.InlinePicture, "plan.html .* runs a program"),
        (wrong.Linked, r"plan.html .* runs a program: \['javascript:TEKST"),
        (wrong.LinkedPicture, r"plan.svg .* runs a program: \['javascript:TEKST"),
        (wrong.LinkedParts, r"plan.odt .* runs a program: \['javascript:TEKST"),
    ],
)  # fmt: skip
def test_texts_that_are_not_escaped_are_told(made: type[Output], says: str) -> None:
    with pytest.raises(pytest.fail.Exception, match=says):
        texts_of(made())


def test_what_is_in_a_zip_is_looked_through() -> None:
    assert not outcomes(wrong.Parts(), "test_it_leaves_names_out")
    assert outcomes(wrong.Named(), "test_it_leaves_names_out")


def test_a_format_of_which_nothing_is_known_is_left_out() -> None:
    with pytest.raises(pytest.skip.Exception, match="text/plain"):
        texts_of(wrong.Right())


def test_a_plugin_that_loads_something_heavy_is_told() -> None:
    class Suite(OutputSuite):
        output = wrong.Right()
        module = "wrong_outputs"
        heavy = ("mailbox",)

    with pytest.raises(pytest.fail.Exception, match="mailbox"):
        Suite().test_it_loads_nothing_heavy()


def test_every_law_is_proven_and_says_what_it_is() -> None:
    assert sorted({*WRONG, *PROVEN_OTHERWISE}) == laws_of(OutputSuite)
    for law in laws_of(OutputSuite):
        assert getattr(OutputSuite, law).__doc__, law


@pytest.mark.parametrize(
    ("event", "called", "package", "asked"),
    [
        ("c_call", time.time, __name__, {"time.time()"}),
        ("c_call", datetime.now, __name__, {"datetime.now()"}),
        ("c_return", time.time, __name__, set()),
        ("c_call", time.sleep, __name__, set()),
        ("c_call", time.time, "zipfile", set()),
    ],
)
def test_a_clock_is_noted_where_the_output_itself_asks_it(
    event: str, called: object, package: str, asked: set[str]
) -> None:
    """Said directly too, because nothing can be seen of a function that watches others."""
    noted: set[str] = set()
    frame = inspect.currentframe()
    assert frame is not None
    note_clock(noted, {package.partition(".")[0]}, frame, event, called)
    assert noted == asked


def test_every_field_that_holds_a_text_holds_a_hostile_one() -> None:
    view = hostile.view(hostile=True, internal=True)
    held: dict[tuple[type, str], str] = {}
    for whole in (view.plan, *view.records):
        for _, part in parts_of(whole):
            for name in hostile.texts_of(type(part)):
                key = type(part), name
                held[key] = held.get(key, "") + str(texts_in(getattr(part, name)))
    classes = [
        one
        for module in (model, measures, data_sources, records)
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, Value) and one.__module__ == module.__name__
    ]
    wanted = {(one, name) for one in classes for name in hostile.texts_of(one)}
    wanted.remove((model.Extension, "name"))  # the name of a distribution
    assert wanted <= held.keys()
    assert not [key for key in wanted if hostile.MARK not in held[key]]


def texts_in(held: object) -> object:
    return held.text if isinstance(held, Period) else held
