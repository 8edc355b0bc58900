"""Every picture of every plan: it is drawn, it stands alone, and a text says the same."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from decimal import Decimal
from xml.etree.ElementTree import Element

import attrs
import examples
import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import HealthCheck, given, settings
from picture_views import COLORS, languages, pictures_of, views

from malplan.measures import Qualitative, Quantitative, ScaleStep, Target, TargetKind
from malplan.messages import LANGUAGES, Language
from malplan.model import Goal, Milestone, Plan, Sign, TrialAction
from malplan.periods import Period
from malplan.presentation import View
from malplan_web.pictures import Colors, Picture
from malplan_web.pictures.scene import Text, marks_of

SLOW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CHEAP = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {
    "svg": {"width", "height", "viewBox", "font-family"},
    "style": set(),
    "g": {"fill", "stroke-miterlimit", "transform"},
    "defs": set(),
    "linearGradient": {"id", "x1", "x2", "y1", "y2"},
    "stop": {"offset", "stop-color", "stop-opacity", "class"},
    "path": {
        "d", "fill", "fill-opacity", "stroke", "stroke-dasharray", "stroke-linecap", "stroke-linejoin",
        "stroke-width", "transform", "class",
    },
    "text": {"text-anchor", "transform", "font-size", "font-weight", "fill", "class"},
}  # fmt: skip


def texts_drawn(picture: Picture) -> list[str]:
    return [mark.text for mark in marks_of(picture.spec)[1] if isinstance(mark, Text)]


def parsed(picture: Picture) -> Element:
    return fromstring(picture.svg())


@pytest.fixture(scope="module")
def followed() -> dict[str, View]:
    """The example plans with their records."""
    workspace = examples.followed()
    plans = (examples.ungeloeftet(), examples.kom_med())
    return {plan.id: workspace.view(plan, with_status=True) for plan in plans}


# --- Of any plan ----------------------------------------------------------------------------------
@given(views(), languages)
@SLOW
def test_every_picture_is_an_svg_that_stands_alone(view: View, language: Language) -> None:
    for picture in pictures_of(view, language):
        root = parsed(picture)
        assert root.tag == f"{SVG}svg"
        assert root.get("viewBox") == f"0 0 {picture.width} {picture.height}"
        for element in root.iter():
            name = element.tag.removeprefix(SVG)
            assert set(element.keys()) <= ALLOWED[name]
            for attribute in ("fill", "stroke", "stop-color"):
                assert re.fullmatch(
                    r"none|#[0-9a-f]{6}|url\(#g\d+\)", element.get(attribute, "none")
                )
            if name not in ("text", "style"):
                assert not (element.text or "").strip()


@given(views(), languages)
@SLOW
def test_what_altair_is_given_is_vega_lite(view: View, language: Language) -> None:
    from malplan_web.pictures.drawing import vega_lite

    for picture in list(pictures_of(view, language))[:3]:
        described, marks = marks_of(picture.spec)
        found = vega_lite(described["width"], described["height"], marks, validate=True)
        channels = {name for layer in found["layer"] for name in layer["encoding"]}
        assert channels <= {"x", "y", "x2", "y2", "text", "detail", "order"}


@given(views(), languages)
@CHEAP
def test_a_picture_says_in_words_what_it_shows(view: View, language: Language) -> None:
    for picture in pictures_of(view, language):
        assert picture.title
        assert picture.alt.endswith(".")
        assert picture.header
        assert picture.rows
        assert {len(row) for row in picture.rows} == {len(picture.header)}
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", picture.name)


@given(views(), languages)
@CHEAP
def test_everything_drawn_has_a_size_and_lies_inside(view: View, language: Language) -> None:
    for picture in pictures_of(view, language):
        assert 0 < picture.width <= 860
        for mark in marks_of(picture.spec)[1]:
            values = attrs.asdict(mark)
            points = values.get("points", [(values.get("x"), values.get("y"))])
            assert all(-20 <= x <= picture.width + 20 for x, _ in points)
            assert all(-20 <= y <= picture.height + 20 for _, y in points)
            if isinstance(mark, Text):
                assert mark.size >= 12


@given(views(), languages)
@CHEAP
def test_the_names_of_pictures_are_unique(view: View, language: Language) -> None:
    names = [picture.name for picture in pictures_of(view, language)]
    assert len(set(names)) == len(names)


@given(views(), languages)
@CHEAP
def test_the_same_view_gives_the_same_picture(view: View, language: Language) -> None:
    first, second = (list(pictures_of(view, language)) for _ in range(2))
    assert first == second
    assert [one.key() for one in first] == [one.key() for one in second]
    for picture in first:
        canonical = json.dumps(
            json.loads(picture.spec), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        assert picture.spec == canonical


def test_a_plan_without_anything_has_no_pictures() -> None:
    plan = Plan(id="tom", title="Tom", year=2026, municipality="Eksempelkommune")
    assert not list(pictures_of(View.of(plan), "da"))


# --- Always the same ------------------------------------------------------------------------------
DRAW = """
import hashlib, examples
from picture_views import pictures_of
view = examples.followed().view(examples.kom_med(), with_status=True)
for picture in pictures_of(view, "da"):
    print(picture.name, picture.key(), hashlib.sha256(picture.svg()).hexdigest())
"""


def drawn_elsewhere(**environment: str) -> str:
    """What another process draws."""
    known = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment}
    done = subprocess.run([sys.executable, "-c", DRAW], env=known, capture_output=True, text=True)
    assert not done.returncode, done.stderr
    return done.stdout


def test_every_process_draws_the_same_bytes() -> None:
    first = drawn_elsewhere(TZ="UTC", LC_ALL="C", PYTHONHASHSEED="1")
    second = drawn_elsewhere(TZ="Pacific/Auckland", LC_ALL="da_DK.UTF-8", PYTHONHASHSEED="2")
    assert first == second
    assert "tidslinje-" in first


def test_what_was_drawn_before_does_not_matter(followed: dict[str, View]) -> None:
    first, second, *_ = pictures_of(followed["kom-med"], "da")
    drawn = first.svg()
    second.svg()
    assert first.svg() == drawn


def test_the_key_changes_with_what_is_drawn(followed: dict[str, View]) -> None:
    view = followed["ungeloeftet"]
    keys = {
        picture.key()
        for language in LANGUAGES
        for colors in (COLORS, Colors.of("#7a1f3d"))
        for picture in pictures_of(view, language, colors)
    }
    # The chart of one sign and two timelines, wide and narrow, and the chain.
    assert len(keys) == 4 * 7


def test_nothing_that_draws_is_loaded_to_know_the_key() -> None:
    code = (
        "import sys, examples\n"
        "from picture_views import pictures_of\n"
        "view = examples.followed().view(examples.kom_med(), with_status=True)\n"
        "assert [one.key() for one in pictures_of(view, 'da')]\n"
        "assert not {'altair', 'vl_convert'} & set(sys.modules)\n"
    )
    known = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code], env=known, check=True)


# --- Hostile texts --------------------------------------------------------------------------------
HOSTILE = (
    "</text><script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "datum.x + 1",
    "{'signal': 'width'}",
    "{{ 7 * 7 }}",
    "%d.%m.%Y",
    "https://example.invalid/x.svg",
    "javascript:alert(1)",
    "url(https://example.invalid/)",
    "&lt;b&gt; &#x41; ]]>",
    "שלום עולם",
    "👩‍👩‍👧 tog 🚲",
    "x" * 300,
    "true",
    "1e5",
    "null",
)


def hostile_plan(text: str) -> Plan:
    """A plan that says nothing else."""
    may = Period.parse("maj", year=2026)
    number = Quantitative(
        unit=text, targets=(Target(kind=TargetKind.AT_LEAST, value=Decimal(3), due=may),)
    )
    steps = (ScaleStep(id="lav", name=text), ScaleStep(id="hoej", name="høj"))
    scale = Qualitative(scale=steps, baseline="lav")
    action = TrialAction(
        id="handling",
        title=text,
        signs=(
            Sign(id="tal", text=text, leads_to=("maal",), measure=number),
            Sign(id="trin", text=text, measure=scale),
        ),
        milestones=(
            Milestone(id="med-tid", text=text, period=may),
            Milestone(id="uden-tid", text=text, period=Period(None, None, text)),
        ),
    )
    return Plan(
        id="fjendtlig",
        title=text,
        year=2026,
        municipality=text,
        goals=(Goal(id="maal", text=text),),
        actions=(action,),
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_only_text(text: str) -> None:
    view = View.of(hostile_plan(text))
    for picture in pictures_of(view, "da"):
        root = parsed(picture)
        names = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert names <= ALLOWED.keys()
        drawn = [element.text or "" for element in root.iter(f"{SVG}text")]
        assert sorted(drawn) == sorted(filter(None, texts_drawn(picture)))


# --- Both themes ----------------------------------------------------------------------------------
def test_a_dark_screen_gets_other_colours_and_paper_does_not(followed: dict[str, View]) -> None:
    for picture in pictures_of(followed["kom-med"], "da"):
        root = parsed(picture)
        style = root.findtext(f"{SVG}style") or ""
        assert style.startswith("@media screen and (prefers-color-scheme:dark){")
        ruled = set(re.findall(r"\.([a-z]-[a-z_]+)\{", style))
        used = {name for element in root.iter() for name in element.get("class", "").split()}
        assert used == ruled
        light = set(dict(COLORS.light.items()).values())
        for element in root.iter():
            for attribute in ("fill", "stroke", "stop-color"):
                value = element.get(attribute, "none")
                assert value in light or value == "none" or value.startswith("url(#g")
