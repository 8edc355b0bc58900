"""What malplan promises to those who import it."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import cattrs
import pytest

import malplan
import malplan.testing
from malplan import Period, Plan


def test_every_public_name_is_there_and_documented() -> None:
    assert malplan.__all__ == sorted(malplan.__all__, key=lambda name: (not name.isupper(), name))
    assert set(malplan.__all__) <= set(dir(malplan))
    for name in malplan.__all__:
        value = getattr(malplan, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            assert inspect.getdoc(value), name


def public_names() -> list[str]:
    """What docs/reference/versions.md says is public, a name on each line."""
    modules = (malplan, malplan.testing)
    return sorted(f"{one.__name__}.{name}" for one in modules for name in one.__all__)


def test_no_public_name_goes_away_unnoticed() -> None:
    """A name that is gone, or new, is a line of public_names.txt in the same change."""
    kept = Path(__file__).parent / "data" / "public_names.txt"
    assert public_names() == kept.read_text(encoding="utf-8").split()


def test_every_public_method_is_documented() -> None:
    for name in malplan.__all__:
        value = getattr(malplan, name)
        if not inspect.isclass(value) or value.__module__.startswith("typing"):
            continue
        for attribute, member in vars(value).items():
            if not attribute.startswith("_") and callable(member):
                assert inspect.getdoc(member), f"{name}.{attribute}"


def test_everything_for_tests_is_there_and_documented() -> None:
    assert malplan.testing.__all__ == sorted(malplan.testing.__all__)
    for name in malplan.testing.__all__:
        assert inspect.getdoc(getattr(malplan.testing, name)), name


@pytest.mark.parametrize("module", [malplan, malplan.testing])
def test_what_is_not_public_is_an_attribute_error(module: ModuleType) -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = module.no_such_name


def test_importing_malplan_loads_nothing_heavy() -> None:
    code = (
        "import sys, malplan; malplan.hookimpl; "
        "print(sorted({name.split('.')[0] for name in sys.modules}))"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    for heavy in ("yaml", "rich", "click", "babel", "pendulum", "cattrs", "attr", "hypothesis"):
        assert f"'{heavy}'" not in out
    assert "'malplan_" not in out  # nor any plugin


def test_the_version_loads_no_more_than_click() -> None:
    code = (
        "import sys; sys.argv=['malplan','--version']\n"
        "from malplan.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(sorted({name.split('.')[0] for name in sys.modules}))"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    for heavy in ("yaml", "rich", "babel", "pendulum", "cattrs", "attr", "packaging"):
        assert f"'{heavy}'" not in out


def test_a_converter_of_ones_own() -> None:
    converter = cattrs.Converter(forbid_extra_keys=True)
    malplan.configure_converter(converter)
    plan = Plan(id="a", title="A", year=2026, municipality="M")
    assert converter.structure(converter.unstructure(plan), Plan) == plan
    period = malplan.make_converter().structure("maj 2026", Period)
    assert period == Period.parse("maj 2026")


def test_plans_are_loaded_from_files(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("format: 1\nid: a\ntitle: A\nyear: 2026\nmunicipality: M\n", encoding="utf-8")
    assert malplan.load_plan(path) == malplan.load_plan(str(path))
    assert malplan.check(malplan.load_plan(path))
