"""What the JSON Schema says of each field, the fields of plugins in it, and the command."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, Literal

import attrs
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from malplan import InvalidPlan, json_schema, model
from malplan.cli import cli
from malplan.convert import Converters, Form
from malplan.fields import Line, Value
from malplan.loading import read_plan
from malplan.schema import descriptions_of

FORMS: tuple[Form, ...] = ("yaml", "json")
SCHEMAS = {form: json_schema(form) for form in FORMS}
PLAN = {"id": "p", "title": "P", "year": 2026, "municipality": "M"}
Steps = tuple[str | int, ...]
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(-1e9, 1e9) | st.text(max_size=5)


# --- Descriptions ---------------------------------------------------------------------------------
@pytest.mark.parametrize("form", FORMS)
def test_everything_is_described(form: Form) -> None:
    schema = SCHEMAS[form]
    for name, definition in {"Plan": schema, **schema["$defs"]}.items():
        for field, held in definition["properties"].items():
            assert held["description"], (name, field)
        if name in vars(model):
            told = descriptions_of(getattr(model, name))
            said = {field: held["description"] for field, held in definition["properties"].items()}
            assert said.items() >= told.items()
            assert definition["description"]
    year = schema["properties"]["year"]
    assert year["description"].startswith("The year it is for; phrases such as")
    assert (year["minimum"], year["maximum"]) == (1900, 2199)


def test_required_and_defaults() -> None:
    schema = SCHEMAS["yaml"]
    assert schema["required"] == ["id", "title", "year", "municipality"]
    milestone = schema["$defs"]["Milestone"]["properties"]
    assert milestone["kind"]["default"] == "step"
    assert milestone["optional"]["default"] is False
    assert "default" not in milestone["after"]
    assert "default" not in milestone["id"]
    # What an editor offers.
    assert schema["$defs"]["Target"]["properties"]["kind"]["enum"][-1] == "decrease"
    assert milestone["kind"]["enum"][-1] is None


# --- Extensions -----------------------------------------------------------------------------------
class Colour(Enum):
    """A colour."""

    RED = "red"


@attrs.frozen(kw_only=True)
class Place:
    """A place of the plugin's own.

    Attributes:
        name: What it is called.
    """

    name: Line


@attrs.frozen(kw_only=True)
class Fields(Value):
    """What the plugin adds.

    Attributes:
        code: The code of the project.
    """

    code: str
    colours: tuple[Colour, ...] = ()
    places: list[Place] = attrs.field(factory=list)
    share: Decimal | None = None
    day: date | None = None
    free: dict[str, Any] = attrs.field(factory=dict)
    size: Literal["s", "m"] | float = "s"
    cache: int = attrs.field(default=0, init=False)


EXTENSION = {
    "code": "x",
    "colours": ["red"],
    "places": [{"name": "P"}],
    "share": 0.5,
    "day": "2026-05-05",
    "free": {"a": 1},
}


WITH_FIELDS = Draft202012Validator(json_schema("json", extensions={"malplan-vejle": Fields}))


def test_an_extension_is_typed_by_its_class() -> None:
    schema = json_schema("json", extensions={"malplan-vejle": Fields})
    Draft202012Validator.check_schema(schema)

    def places(fields: Any) -> set[Steps]:
        data = {**PLAN, "extensions": {"malplan-vejle": fields}}
        return {tuple(error.absolute_path)[2:] for error in WITH_FIELDS.iter_errors(data)}

    assert places(EXTENSION) == set()
    assert places({}) == {()}
    assert places(None) == {()}
    assert places({**EXTENSION, "colours": ["blue"]}) == {("colours", 0)}
    assert places({**EXTENSION, "places": [{"navn": "P"}]}) == {("places", 0)}
    assert places({**EXTENSION, "share": "halvt"}) == {("share",)}
    assert places({**EXTENSION, "day": "i dag"}) == {("day",)}
    assert places({**EXTENSION, "cache": 5}) == {()}
    described = schema["$defs"]["Fields"]["properties"]["code"]["description"]
    assert described == "The code of the project."
    # A class of the same name as one of the model's is another one.
    assert schema["$defs"]["Place"] == SCHEMAS["json"]["$defs"]["Place"]


@given(data=st.sampled_from(sorted(EXTENSION)), value=SCALARS)
def test_no_false_alarm_in_an_extension(data: str, value: Any) -> None:
    plan = {**PLAN, "extensions": {"malplan-vejle": {**EXTENSION, data: value}}}
    if not WITH_FIELDS.is_valid(plan):
        converters = Converters(extension_type={"malplan-vejle": Fields}.get)
        with pytest.raises(InvalidPlan):
            read_plan(json.dumps(plan).encode(), suffix=".json", converters=converters)


def test_an_extension_whose_types_nobody_knows() -> None:
    cls = attrs.make_class("Strange", {"x": attrs.field()})
    cls.__annotations__ = {"x": "Nowhere"}
    schema = json_schema(extensions={"malplan-vejle": cls})
    assert schema["$defs"]["Strange"]["properties"] == {"x": {}}


# --- The command ----------------------------------------------------------------------------------
def run(*args: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli, ["schema", *args], prog_name="malplan")
    assert result.exit_code == code, result.output
    return result


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALPLAN_ALLOW_PLUGINS", "")
    assert json.loads(run().stdout) == SCHEMAS["yaml"]
    assert json.loads(run("--for", "json").stdout) == SCHEMAS["json"]
    assert json.loads(run("-o", "-").stdout) == SCHEMAS["yaml"]
    result = run("-o", "malplan.schema.json")
    assert (result.stdout, "malplan.schema.json" in result.stderr) == ("", True)
    written = tmp_path / "malplan.schema.json"
    assert json.loads(written.read_bytes()) == SCHEMAS["yaml"]
    assert "--force" in run("-o", "malplan.schema.json", "--for", "json", code=2).stderr
    assert json.loads(written.read_bytes()) == SCHEMAS["yaml"]
    run("-o", "malplan.schema.json", "--for", "json", "--force")
    assert json.loads(written.read_bytes()) == SCHEMAS["json"]
    run("--for", "toml", code=2)


PLUGIN = """\
import attrs
import malplan

@attrs.frozen
class Fields:
    code: str

@malplan.hookimpl
def malplan_register(registry):
    registry.extension(Fields)
"""


def test_the_fields_of_installed_plugins_are_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "malplan_schema_test.py").write_text(PLUGIN, encoding="utf-8")
    metadata = tmp_path / "malplan_schema_test-1.0.dist-info"
    metadata.mkdir()
    text = "Metadata-Version: 2.1\nName: malplan-schema-test\nVersion: 1.0\n"
    (metadata / "METADATA").write_text(text, encoding="utf-8")
    entry = "[malplan]\nfields = malplan_schema_test\n"
    (metadata / "entry_points.txt").write_text(entry, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("MALPLAN_ALLOW_PLUGINS", "malplan-schema-test")
    schema = json.loads(run().stdout)
    assert list(schema["properties"]["extensions"]["properties"]) == ["malplan-schema-test"]
    monkeypatch.setenv("MALPLAN_ALLOW_PLUGINS", "")
    assert json.loads(run().stdout)["properties"]["extensions"]["properties"] == {}
