"""A municipality's own fields, typed by an installed plugin, from the file to the reader."""

from __future__ import annotations

import enum
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner, Result

from malplan import (
    Extension,
    InvalidPlan,
    InvalidPlugin,
    Plan,
    Quantitative,
    Registry,
    Workspace,
)
from malplan.cli import cli

Install = Callable[..., str]

PLUGIN = """\
from __future__ import annotations
import enum
from datetime import date
from decimal import Decimal
import attrs
import malplan

class Phase(enum.Enum):
    IDEA = "idé"
    RUNNING = "i gang"

@attrs.frozen
class Contact:
    phone: str = attrs.field(metadata={"label": malplan.Message(da="telefon", en="phone")})
    phase: Phase = Phase.IDEA

@attrs.frozen
class Own:
    case_number: str = attrs.field()
    budget: Decimal | None = None
    meeting: malplan.Period | None = None
    decided: date | None = None
    contact: Contact | None = None
    others: tuple[Contact, ...] = ()
    tags: tuple[str, ...] = ()
    notes: dict[str, str] = attrs.field(factory=dict)
    age: int = attrs.field(default=0, validator=attrs.validators.ge(0))
    public: bool = False
    area: str = attrs.field(default="by", validator=attrs.validators.in_(("by", "land")))

    @case_number.validator
    def _check(self, attribute, value):
        if value == "afslut":
            raise SystemExit("afsluttet")
        if not value.startswith("27."):
            raise ValueError(f"sagsnummeret {value} begynder ikke med 27.")

@malplan.hookimpl
def malplan_register(registry):
    registry.extension(Own)
"""
PLAN = """\
format: 1
id: own
title: Egen
year: 2026
municipality: Eksempel Kommune
extensions:
  malplan-own:
"""
FULL = """\
case_number: '27.00'
budget: 12500.5
meeting: medio maj
decided: 2026-05-05
contact: {phone: 12 34 56 78, phase: i gang}
others: [{phone: a}, {phone: b}]
tags: [æble, ø]
notes: {hvem: alle}
age: 3
public: ja
"""


@pytest.fixture
def write(install: Install, tmp_path: Path) -> Callable[[str], Path]:
    """Writes a plan with these fields of an installed extension."""
    install("malplan-own", PLUGIN)
    path = tmp_path / "own.yaml"

    def write(fields: str) -> Path:
        path.write_text(PLAN + "".join(f"    {line}\n" for line in fields.splitlines()), "utf-8")
        return path

    return write


def run(*args: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(cli, [str(arg) for arg in args], prog_name="malplan")
    assert result.exit_code == code, result.output
    return result


def test_it_is_read_as_the_plugin_types_it(write: Callable[[str], Path]) -> None:
    plan = Workspace().load(write(FULL))
    own: Any = plan.extensions[0].value
    assert own.budget == Decimal("12500.5")
    assert own.meeting.isoformat() == "2026-05-11/2026-05-20"
    assert own.decided.isoformat() == "2026-05-05"
    assert (own.contact.phone, own.contact.phase.value) == ("12 34 56 78", "i gang")
    assert [other.phone for other in own.others] == ["a", "b"]
    assert (own.tags, own.notes, own.age, own.public) == (("æble", "ø"), {"hvem": "alle"}, 3, True)


@pytest.mark.parametrize("form", ["yaml", "json"])
@pytest.mark.parametrize("fields", [FULL, "case_number: '27.5'"])
def test_it_is_read_back_as_it_is_written(
    write: Callable[[str], Path], tmp_path: Path, form: str, fields: str
) -> None:
    workspace = Workspace()
    plan = workspace.load(write(fields))
    copy = tmp_path / f"copy.{form}"
    copy.write_bytes(workspace.render(plan, form))
    assert workspace.load(copy) == plan
    assert workspace.render(workspace.load(copy), form) == copy.read_bytes()


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        (r"""case_number: "27.\x1b" """, "case_number"),
        (r"""{case_number: "27.", notes: {a: "\u202e"}}""", "notes"),
        (r"""{case_number: "27.", notes: {"a\0": b}}""", "notes"),
        (r"""{case_number: "27.", others: [{phone: "\x07"}]}""", "others/0/phone"),
    ],
)
def test_its_texts_hold_what_all_texts_may_hold(
    write: Callable[[str], Path], fields: str, path: str
) -> None:
    with pytest.raises(InvalidPlan) as caught:
        Workspace().load(write(fields))
    assert [problem.path for problem in caught.value.problems] == [f"extensions/malplan-own/{path}"]


def test_its_texts_are_kept_in_one_form(write: Callable[[str], Path]) -> None:
    one, other = (
        Workspace().load(write(f"case_number: '27.{text}'")) for text in ("e\u0301", "\u00e9")
    )
    assert one == other


def test_a_lone_surrogate_in_it_is_told(write: Callable[[str], Path], tmp_path: Path) -> None:
    plan = json.loads(Workspace().render(Workspace().load(write(FULL)), "json"))
    plan["extensions"]["malplan-own"]["case_number"] = "27.\ud800"
    path = tmp_path / "own.json"
    path.write_text(json.dumps(plan), encoding="utf-8")
    assert "U+D800" in run("check", path, code=2).stderr


def test_its_class_may_be_called_as_one_of_the_model(install: Install, tmp_path: Path) -> None:
    renamed = PLUGIN.replace("class Contact", "class Milestone").replace("Contact", "Milestone")
    install("malplan-own", renamed)
    path = tmp_path / "own.yaml"
    path.write_text(PLAN + "".join(f"    {line}\n" for line in FULL.splitlines()), "utf-8")
    assert Workspace().check(Workspace().load(path)) is not None


def test_people_are_shown_what_it_holds(write: Callable[[str], Path]) -> None:
    path = write(FULL)
    shown = run("show", path).stdout
    for line in (
        "Udvidelse fra malplan-own:\n",
        "• case number: 27.00\n",
        "• budget: 12.500,5\n",
        "• meeting: medio maj\n",
        "• decided: 5. maj 2026\n",
        "• contact: telefon: 12 34 56 78, phase: i gang\n",
        "• tags: æble, ø\n",
        "• public: ja\n",
    ):
        assert line in shown
    assert "telefon: b" in shown
    english = run("show", path, "--lang", "en").stdout
    assert "• budget: 12,500.5\n" in english
    assert "phone: 12 34 56 78" in english
    assert "• public: yes\n" in english
    assert "telefon: 12 34 56 78" in run("render", path, "--to", "markdown").stdout
    data = json.loads(run("show", path, "--json").stdout)
    assert data["extensions"]["malplan-own"]["contact"]["phase"] == "i gang"
    assert "budget" not in run("show", write("case_number: '27.5'")).stdout


@pytest.mark.parametrize(
    ("fields", "problems"),
    [
        ("case_number: '27.1'\nbudgt: 5", [(9, "budgt", "Mente du ”budget”")]),
        ("budget: 5", [(7, "case_number", "mangler")]),
        (
            "case_number: []\nbudget: x\ncontact: {phone: {}}\nothers: [{phon: a}, 5]",
            [
                (8, "case_number", "en tekst"),
                (9, "budget", "et tal"),
                (10, "contact/phone", "en tekst"),
                (11, "others/0/phone", "mangler"),
                (11, "others/0/phon", "Mente du ”phone”"),
                (11, "others/1", "navn: værdi"),
            ],
        ),
        (
            "case_number: '27.1'\nmeeting: mdio maj\ncontact: {phone: a, phase: b}\nnotes: x",
            [
                (9, "meeting", "”medio maj”"),
                (10, "contact/phase", "skriv idé eller i gang"),
                (11, "notes", "navn: værdi"),
            ],
        ),
        ("case_number: '28.1'", [(7, "", "sagsnummeret 28.1 begynder ikke med 27.")]),
        ("case_number: 010190-1234", [(7, "", "sagsnummeret [CPR] begynder ikke")]),
        ("case_number: '27.1'\nage: -1", [(7, "", "'age' must be >= 0: -1")]),
        (
            "case_number: '27.1'\narea: hav",
            [(7, "", "'area' must be in ('by', 'land') (got 'hav')")],
        ),
        ("case_number: afslut", [(7, "", "SystemExit: afsluttet")]),
    ],
)
def test_what_is_wrong_in_it_has_its_line_and_is_told_once(
    write: Callable[[str], Path], fields: str, problems: list[tuple[int, str, str]]
) -> None:
    path = write(fields)
    with pytest.raises(InvalidPlan) as caught:
        Workspace().load(path)
    found = caught.value.problems
    places = [(line, f"extensions/malplan-own/{name}".rstrip("/")) for line, name, _ in problems]
    assert [(one.line, one.path) for one in found] == places
    for one, (_, _, says) in zip(found, problems, strict=True):
        assert says in one.message.da
        assert "Attribute(" not in one.message.da
    assert f"own.yaml:{problems[0][0]}: " in run("show", path, code=2).stderr


def test_problems_in_the_plan_and_in_its_extension_come_together(
    write: Callable[[str], Path],
) -> None:
    path = write("case_number: []\nage: x")
    path.write_text(path.read_text("utf-8").replace("title: Egen", "title: ''"), encoding="utf-8")
    with pytest.raises(InvalidPlan) as caught:
        Workspace().load(path)
    assert [one.line for one in caught.value.problems] == [3, 8, 9]


@pytest.mark.parametrize(
    ("name", "code", "says"),
    [
        ("malplan-elsewhere", None, "så installér pakken malplan-elsewhere"),
        ("malplan-onw", None, "Mente du ”malplan-own”?"),
        ("malplan-other", "raise RuntimeError('nej')", "fejl under import: RuntimeError: nej"),
        (
            "malplan-other",
            "import malplan\n@malplan.hookimpl\ndef malplan_register(registry): pass",
            "pluginet malplan-other er installeret, men har ingen udvidelse",
        ),
    ],
)
def test_an_unknown_one_says_what_is_missing(
    write: Callable[[str], Path], install: Install, name: str, code: str | None, says: str
) -> None:
    path = write("")
    path.write_text(PLAN.replace("malplan-own", name) + "    a: b\n", encoding="utf-8")
    if code is not None:
        install(name, code)
    with pytest.raises(InvalidPlan) as caught:
        Workspace().load(path)
    (problem,) = caught.value.problems
    assert (problem.line, problem.path) == (7, f"extensions/{name}")
    assert says in problem.message.da


# --- CPR numbers ----------------------------------------------------------------------------------
CPR = "case_number: 27.1 010190-1234\ncontact: {phone: 010190-1234}\nnotes: {a: 0101901234}"


def test_cpr_numbers_in_it_are_found_and_left_out(write: Callable[[str], Path]) -> None:
    path = write(CPR)
    workspace = Workspace()
    plan = workspace.load(path)
    found = [one.path for one in workspace.check(plan) if one.code == "cpr-number"]
    extension = "extensions/malplan-own"
    assert found == [
        f"{extension}/case_number", f"{extension}/notes", f"{extension}/contact/phone",
    ]  # fmt: skip
    for form in ("yaml", "json", "markdown"):
        assert b"1234" not in workspace.render(plan, form)
    assert "1234" not in repr(plan)
    for args in (["show"], ["show", "--json"], ["check", "--fail-on", "error"]):
        assert "1234" not in run(*args, path, code=1 if args[0] == "check" else 0).output


def test_what_a_class_demands_does_not_keep_a_number_in(workspace: Workspace) -> None:
    @attrs.frozen
    class Demanding:
        number: str = attrs.field(validator=attrs.validators.matches_re(r"\d{6}-\d{4}"))

    plan = Plan(
        id="a",
        title="A",
        year=2026,
        municipality="M",
        extensions=(Extension(name="malplan-own", value=Demanding("010190-1234")),),
    )
    assert b"[CPR]" in workspace.render(plan, "json")
    assert plan.extensions[0].value == Demanding("010190-1234")


# --- The class ------------------------------------------------------------------------------------
class _Colour(enum.Enum):
    RED = "rød"


@attrs.frozen
class _Tree:
    name: str
    colour: _Colour | None = None
    below: tuple[_Tree, ...] = ()


def test_a_class_may_hold_itself() -> None:
    registry = Registry("malplan-own")
    registry.extension(_Tree)
    assert [entry.name for entry in registry.entries] == ["malplan-own"]


@pytest.mark.parametrize(
    "hint", [list[str], set[int], float, Any, object, str | int, tuple[str, int], dict[int, str]]
)
def test_a_field_that_a_plan_cannot_hold_is_refused(hint: Any) -> None:
    inner = attrs.make_class("Inner", {"field": attrs.field(type=hint)})
    outer = attrs.make_class("Outer", {"inner": attrs.field(type=tuple[inner, ...])})  # type: ignore[valid-type]
    with pytest.raises(InvalidPlugin, match=r"the field Inner\.field has the type"):
        Registry("malplan-own").extension(outer)


@pytest.mark.parametrize(("value", "shown"), [(5, "- 5\n"), ({"a": 1}, "- a: 1\n")])
def test_a_value_of_no_class_is_shown_as_it_is(
    workspace: Workspace, value: object, shown: str
) -> None:
    extension = Extension(name="malplan-own", value=value)
    plan = Plan(id="a", title="A", year=2026, municipality="M", extensions=(extension,))
    assert shown in workspace.render(plan, "markdown").decode()


def test_extensions_have_no_order() -> None:
    one = Extension(name="malplan-b", value=_Tree("b"))
    other = Extension(name="malplan-a", value=_Tree("a"))
    fields: dict[str, Any] = {"id": "p", "title": "P", "year": 2026, "municipality": "M"}
    assert Plan(**fields, extensions=(one, other)) == Plan(**fields, extensions=(other, one))


MEASURED = """\
from __future__ import annotations
import attrs
import malplan

@attrs.frozen
class Own:
    first: malplan.Quantitative | malplan.Qualitative
    second: malplan.Quantitative | malplan.Qualitative | None = None
    nested: tuple[Outer, ...] = ()

@attrs.frozen
class Inner:
    tag: str

@attrs.frozen
class Middle:
    inner: Inner

@attrs.frozen
class Outer:
    middle: Middle

@malplan.hookimpl
def malplan_register(registry):
    registry.extension(Own)
"""


def test_it_may_hold_measures_and_lists_of_what_is_deep(install: Install, tmp_path: Path) -> None:
    install("malplan-own", MEASURED)
    path = tmp_path / "own.yaml"
    fields = (
        "first: {kind: quantitative, unit: unge}\n"
        "second: {kind: qualitative, scale: [{id: a, name: A}, {id: b, name: B}]}\n"
        "nested: [{middle: {inner: {tag: dybt}}}]\n"
    )
    path.write_text(PLAN + "".join(f"    {line}\n" for line in fields.splitlines()), "utf-8")
    workspace = Workspace()
    plan = workspace.load(path)
    (extension,) = plan.extensions
    own: Any = extension.value
    assert own.first == Quantitative(unit="unge")
    assert [step.id for step in own.second.scale] == ["a", "b"]
    for to in ("yaml", "json"):
        again = tmp_path / f"own.{to}"
        again.write_bytes(workspace.render(plan, to, internal=True))
        assert workspace.load(again) == plan
    assert "dybt" in workspace.render(plan, "markdown").decode()
    known = json.loads(run("schema").stdout)["$defs"]["Own"]["properties"]
    for name in ("first", "second"):
        assert known[name]["$ref"] == "#/$defs/measure"
    assert "null" not in str(known["first"])


def test_who_stops_a_class_stops_the_program(install: Install, tmp_path: Path) -> None:
    install("malplan-own", PLUGIN.replace("SystemExit", "KeyboardInterrupt"))
    path = tmp_path / "own.yaml"
    path.write_text(f"{PLAN}    case_number: afslut\n", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        Workspace().load(path)
