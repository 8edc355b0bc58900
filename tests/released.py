"""What is published: the distributions that ``nox -s release-check`` has built from this tree.

It is run with the folder that they are in, and not with the tests of the core.
"""

from __future__ import annotations

import os
import tarfile
import tomllib
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[1]
BUILT = Path(os.environ["MALPLAN_BUILT"])
PROJECTS = (ROOT, *sorted(path for path in (ROOT / "plugins").iterdir() if path.is_dir()))
LICENCE = (ROOT / "LICENSE").read_bytes()

everything = pytest.mark.parametrize(
    "project", PROJECTS, ids=[one.name if one != ROOT else "malplan" for one in PROJECTS]
)


def name_of(project: Path) -> str:
    name: str = pyproject(project)["project"]["name"]
    return name.replace("-", "_")


def pyproject(project: Path) -> dict[str, Any]:
    return tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))


def wheel_of(project: Path) -> dict[str, bytes]:
    (file,) = BUILT.glob(f"{name_of(project)}-*.whl")
    with zipfile.ZipFile(file) as wheel:
        return {name: wheel.read(name) for name in wheel.namelist()}


def metadata_of(project: Path) -> Message:
    (content,) = [text for name, text in wheel_of(project).items() if name.endswith("/METADATA")]
    return Parser().parsestr(content.decode())


@everything
def test_a_wheel_holds_all_files_of_the_package_and_no_others(project: Path) -> None:
    package = project / "src" / name_of(project)
    wanted = {
        path.relative_to(package.parent).as_posix()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    held = {name for name in wheel_of(project) if ".dist-info/" not in name}
    assert held == wanted
    assert f"{name_of(project)}/py.typed" in held


@everything
def test_a_wheel_has_the_licence_and_what_it_is_for(project: Path) -> None:
    held = [text for name, text in wheel_of(project).items() if name.endswith("licenses/LICENSE")]
    assert held == [LICENCE]
    said = metadata_of(project)
    assert said["License-Expression"] == "MPL-2.0"
    assert said["Summary"]
    assert str(said.get_payload()).strip() == (project / "README.md").read_text("utf-8").strip()


@everything
def test_an_sdist_has_what_is_needed_to_build_and_test_it(project: Path) -> None:
    (file,) = BUILT.glob(f"{name_of(project)}-*.tar.gz")
    with tarfile.open(file) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    assert {"LICENSE", "README.md", "pyproject.toml"} <= held
    tests = {path.relative_to(project).as_posix() for path in project.glob("tests/*.py")}
    assert tests <= held


def test_all_have_the_same_version() -> None:
    versions = {name_of(one): metadata_of(one)["Version"] for one in PROJECTS}
    assert len(set(versions.values())) == 1, versions


@everything
def test_a_range_of_malplan_takes_in_the_one_it_was_tested_with(project: Path) -> None:
    wanted = [Requirement(one) for one in metadata_of(project).get_all("Requires-Dist", [])]
    ranges = [one.specifier for one in wanted if one.name == "malplan"]
    assert len(ranges) == (project != ROOT)
    version = Version(metadata_of(ROOT)["Version"])
    assert all(version in one for one in ranges)


@everything
def test_what_several_need_begins_with_the_same_version(project: Path) -> None:
    core = {one.name: one for one in map(Requirement, pyproject(ROOT)["project"]["dependencies"])}
    for text in pyproject(project)["project"]["dependencies"]:
        one = Requirement(text)
        if one.name in core:
            assert one.specifier == core[one.name].specifier, text


@everything
def test_it_runs_on_the_same_versions_of_python(project: Path) -> None:
    assert metadata_of(project)["Requires-Python"] == metadata_of(ROOT)["Requires-Python"]
