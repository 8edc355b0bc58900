"""What the pages say, and how they are written."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

import attrs
import examples
import pytest

import malplan
from malplan import Draft, InvalidValue, Language, Observation, Quantitative, SiteFolder, View
from malplan.messages import LANGUAGES
from malplan.testing import OutputSuite
from malplan_web import HtmlOutput
from malplan_web.front_page import MOST_DUE, in_order
from malplan_web.pictures import Picture
from malplan_web.sites import page_name


class TestHtml(OutputSuite):
    output = HtmlOutput()
    module: ClassVar[str] = "malplan_web"
    options: ClassVar[dict[str, str]] = {"accent": "#00695c"}
    examples: ClassVar[int] = 8  # each draws its pictures

    def text_of(self, content: bytes) -> str:
        """The page, and the pictures in it."""
        text = content.decode()
        return "\n".join((text, *(data.decode() for data in _embedded(text))))


def _embedded(text: str) -> Iterator[bytes]:
    for data in re.findall(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)", text):
        yield base64.b64decode(data)


@pytest.fixture(scope="module")
def workspace() -> malplan.Workspace:
    return examples.followed()


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was drawn; nothing really is."""
    keys: list[str] = []

    def svg(picture: Picture) -> bytes:
        keys.append(picture.key())
        return b'<svg xmlns="http://www.w3.org/2000/svg"/>'

    monkeypatch.setattr(Picture, "svg", svg)
    return keys


def _page(
    workspace: malplan.Workspace, language: Language = "da", *, internal: bool = False
) -> str:
    content = workspace.render(
        examples.kom_med(), "html", language=language, on=examples.ON, internal=internal
    )
    return content.decode()


# --- One page -------------------------------------------------------------------------------------
@pytest.mark.usefixtures("drawn")
def test_it_says_how_the_plan_stands_and_why(workspace: malplan.Workspace) -> None:
    text = _page(workspace)
    for said in (
        "Status pr. 15. maj 2026. Sidste registrering: 3 dage før.",
        "Dårligere end udgangspunktet.",
        "17 hele uger (4. maj 2026). Det er dårligere end udgangspunktet, 14 hele uger.",
        "Milepæl 2.1: Klasserne har fundet følgevenner.",
        "fristen er overskredet med 15 dage",
        "Her står vi (6. maj 2026)",
        "De fleste stod langs kanten. To gik igen.",
        "De, der kommer alene, kommer ikke igen.",
        "Beslutning: Tilpasse",
    ):
        assert said in text


@pytest.mark.usefixtures("drawn")
def test_in_english_everything_but_the_plan_is_english(workspace: malplan.Workspace) -> None:
    text = _page(workspace, "en")
    assert '<html lang="en">' in text
    assert '<h1 lang="da">Eksempel: Kom med i foreningen</h1>' in text
    assert '<dd lang="da">Hvis børn prøver det' in text
    assert "Status as of 15 May 2026." in text
    assert "1,240 personer" in text
    assert "Decision: Adapt" in text
    labels = re.sub(r"<(\w+)[^>]* lang=\"da\">.*?</\1>", "", text)
    assert not re.search("Prøvehandling|Tegn |Milepæl|Udfordring|Læring", labels)


@pytest.mark.usefixtures("drawn")
def test_without_a_status_it_says_less(workspace: malplan.Workspace) -> None:
    content = malplan.Workspace().render(examples.kom_med(), "html").decode()
    for missing in ("_standing", 'class="mark', "Evaluering</h3>", "Læring</h3>", ">Status<"):
        assert missing not in content


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_held_back_is_explained_once(
    workspace: malplan.Workspace, language: Language
) -> None:
    public, internal = _page(workspace, language), _page(workspace, language, internal=True)
    why = {"da": "Antal under 5 personer", "en": "Numbers below 5 people"}[language]
    assert public.count(why) == 1
    assert why not in internal
    assert 'class="internal"' in internal


@pytest.mark.usefixtures("drawn")
def test_the_policy_names_the_style_that_is_there(workspace: malplan.Workspace) -> None:
    text = _page(workspace)
    policy = re.search('Content-Security-Policy" content="([^"]*)"', text)
    style = re.search("<style>(.*?)</style>", text, re.DOTALL)
    assert policy
    assert style
    hashed = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src &#39;sha256-{hashed}&#39;" in policy[1]
    assert policy[1].startswith("default-src &#39;none&#39;;")
    assert "unsafe" not in policy[1]
    assert not re.search(r"<script|\son\w+=|\sstyle=", text)


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize("people", [1, 3, 4])
def test_a_state_that_is_hidden_is_not_due_either(people: int) -> None:
    """Fewer than four would be no news before the end of May, and four would be met."""
    plan = examples.kom_med()
    (sign,) = plan.actions[1].signs
    assert isinstance(sign.measure, Quantitative)
    target = attrs.evolve(sign.measure.targets[0], value=Decimal(4))
    sign = attrs.evolve(sign, measure=attrs.evolve(sign.measure, targets=(target,)))
    action = attrs.evolve(plan.actions[1], signs=(sign,))
    plan = attrs.evolve(plan, actions=(plan.actions[0], action))
    seen = Draft(what=Observation(sign="par", value=Decimal(people)), on=examples.ON)
    text = examples.following(((plan, (seen,)),)).render(plan, "html", on=examples.ON).decode()
    assert "Vises ikke." in text
    due = text[text.index("Det skal ske") : text.index('id="_goals"')]
    assert "Milepæl 2.2" in due
    assert "Tegn 2.1" not in due


# --- The accent -----------------------------------------------------------------------------------
@pytest.mark.usefixtures("drawn")
def test_a_municipality_sets_its_accent(workspace: malplan.Workspace) -> None:
    plan = examples.kom_med()
    text = workspace.render(plan, "html", options={"accent": "#00695C"}).decode()
    assert "--accent: #00695c" in text


@pytest.mark.parametrize("accent", ["grøn", "#fff", "", "red;}", "#00695c;"])
def test_what_is_no_colour_is_told(workspace: malplan.Workspace, accent: str) -> None:
    with pytest.raises(InvalidValue):
        workspace.render(examples.kom_med(), "html", options={"accent": accent})


# --- A site ---------------------------------------------------------------------------------------
def _write(views: Iterator[View], folder: Path, *, force: bool = False) -> dict[str, bytes]:
    site = SiteFolder(folder, force=force)
    HtmlOutput().write_site(views, site, language="da", options={})
    site.finish()
    return {path.name: path.read_bytes() for path in folder.glob("*.html")}


def _views(workspace: malplan.Workspace, plans: list[malplan.Plan]) -> Iterator[View]:
    return workspace.views(plans, examples.ON)


@pytest.mark.usefixtures("drawn")
def test_the_front_page_tells_of_all_plans(workspace: malplan.Workspace, tmp_path: Path) -> None:
    plans = [examples.ungeloeftet(), examples.kom_med()]
    front = _write(_views(workspace, plans), tmp_path)["index.html"].decode()
    card = re.sub(r"<[^>]+>|\s+", " ", front[front.index('id="_plans"') :])
    assert "Det skal ske: Forsinket 1 Aktuelt 3" in re.sub(" +", " ", card)
    for said in (
        "Målplaner 2026",
        "2 planer. For dem alle er det registreret, hvordan det går.",
        "Uddannelsespolitikken",
        "Alle børn har et fællesskab i deres fritid.",
        '<a href="kom-med.html#find-venner">Milepæl 2.1: Klasserne har fundet følgevenner.</a>',
        '<a href="ungeloeftet.html">Aktiviteter koblet til Ungeløftet</a>',
    ):
        assert said in front


@pytest.mark.usefixtures("drawn")
def test_a_site_of_no_plans_says_so(tmp_path: Path) -> None:
    assert "Der er ingen planer endnu." in _write(iter(()), tmp_path)["index.html"].decode()


@pytest.mark.usefixtures("drawn")
def test_of_very_much_that_is_due_the_most_pressing_is_told(
    workspace: malplan.Workspace, tmp_path: Path
) -> None:
    (view,) = _views(workspace, [examples.kom_med()])
    views = [
        attrs.evolve(view, plan=attrs.evolve(view.plan, id=f"plan-{number}"))
        for number in range(30)
    ]
    front = _write(iter(views), tmp_path)["index.html"].decode()
    assert front.count("<b>") > 0
    due = front[front.index('id="_due"') : front.index('id="_plans"')]
    assert due.count("<li>") == MOST_DUE
    assert due.count("Forsinket") == 30
    assert "Yderligere 80 står på planernes egne sider." in due


def test_a_picture_is_drawn_once(
    workspace: malplan.Workspace, drawn: list[str], tmp_path: Path
) -> None:
    (view,) = _views(workspace, [examples.kom_med()])
    twin = attrs.evolve(view, plan=attrs.evolve(view.plan, id="tvilling"))
    _write(iter((view, twin)), tmp_path)
    assert len(drawn) == len(set(drawn)) > 0
    drawn.clear()
    _write(iter((view, twin)), tmp_path, force=True)
    assert drawn == []


@pytest.mark.usefixtures("drawn")
def test_pictures_that_are_not_needed_any_more_go(
    workspace: malplan.Workspace, tmp_path: Path
) -> None:
    _write(_views(workspace, [examples.kom_med()]), tmp_path)
    assert list((tmp_path / "billeder").iterdir())
    _write(iter(()), tmp_path, force=True)
    assert not (tmp_path / "billeder").exists()
    assert not (tmp_path / "kom-med.html").exists()


@pytest.mark.parametrize("id", ["index", "con", "nul", "com1"])
def test_no_plan_takes_a_name_that_is_taken(id: str) -> None:
    assert page_name(id) == f"{id}_.html"


def test_danish_letters_come_last() -> None:
    assert sorted(["Åben", "Ære", "Zebra", "Øl", "abe"], key=in_order) == [
        "abe",
        "Zebra",
        "Ære",
        "Øl",
        "Åben",
    ]


def test_a_moved_milestone_has_the_time_that_counts_beside_the_first() -> None:
    view = examples.followed().view(examples.ungeloeftet(), examples.ON, with_status=True)
    stream = io.BytesIO()
    HtmlOutput().write(view, stream, language="da", options={})
    (row,) = re.findall(
        r'<tr[^>]*id="hoer-konsulenterne">(.*?)</tr>', stream.getvalue().decode(), re.S
    )
    time = row.split("<td")[1]
    assert "først planlagt: medio/ultimo marts" in time
    assert not time.split(">", 1)[1].startswith("medio/ultimo marts")
