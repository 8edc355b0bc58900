"""Everything that must hold before a change is merged; plain ``nox`` runs it all."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path

import nox

nox.needs_version = ">=2024.10.9"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.error_on_missing_interpreters = True
# uv trusts whom the machine trusts, as pip does: a proxy may stand between it and the index.
os.environ.setdefault("UV_SYSTEM_CERTS", "1")
os.environ.setdefault("UV_NATIVE_TLS", "1")  # what it was called before
# What is installed is compiled when it is first imported, once, and not by each process again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

ROOT = Path(__file__).parent
PLUGINS = sorted(path.name for path in (ROOT / "plugins").iterdir() if path.is_dir())
PROJECT = nox.project.load_toml("pyproject.toml")


def _group(name: str) -> list[str]:
    return list(nox.project.dependency_groups(PROJECT, name))


def _plugin_groups(names: list[str]) -> list[str]:
    """What only the tests of these plugins need."""
    found = (nox.project.load_toml(ROOT / "plugins" / name / "pyproject.toml") for name in names)
    return [
        wanted
        for project in found
        if "test" in project.get("dependency-groups", {})
        for wanted in nox.project.dependency_groups(project, "test")
    ]


_built: dict[Path, Path] = {}
"""The wheels that were built in this run, by the folder of their project."""


def _install_wheels(session: nox.Session, *folders: Path) -> None:
    """Build wheels and install those, so that the tests see what a user gets."""
    missing = [folder for folder in folders if folder not in _built]
    if missing:
        session.install("build", "hatchling>=1.27")
    for folder in missing:
        built = tempfile.mkdtemp()
        build = ("python", "-m", "build", "--wheel", "--no-isolation")
        session.run(*build, "--outdir", built, str(folder), silent=True)
        (_built[folder],) = Path(built).glob("*.whl")
    wheels = [str(_built[folder]) for folder in folders]
    session.install(*wheels)
    # An environment that is used again has a wheel of the same version already.
    session.install("--force-reinstall", "--no-deps", *wheels)


@nox.session
def tests(session: nox.Session) -> None:
    """The core, from its built wheel, with every example in docs and docstrings."""
    session.install(*_group("test"))
    _install_wheels(session, ROOT)
    session.run("pytest", "-n", "auto", *(session.posargs or ["tests"]))
    session.run("pytest", "--doctest-glob=*.md", "docs", "README.md")
    session.run("pytest", "--doctest-modules", "--pyargs", "malplan")


@nox.session(default=False)
@nox.parametrize("part", ["core", *PLUGINS], ids=["core", *PLUGINS])
def coverage(session: nox.Session, part: str) -> None:
    """Which lines and branches the tests reach; too slow to be a part of plain nox.

    All of the core, and 95 of 100 of each plugin, by its own tests: ``nox -s "coverage(core)"``.
    """
    folder = Path(session.virtualenv.location).resolve()
    session.install(*_group("test"), *_plugin_groups([part] if part != "core" else []))
    session.install("-e", ".", *([] if part == "core" else ["-e", f"plugins/{part}"]))
    package = "malplan" if part == "core" else part.replace("-", "_")
    measured = ("pytest", "--cov", package, "--cov-config=pyproject.toml", "--cov-report=")
    env = {"COVERAGE_FILE": str(folder / "data")}
    session.run("coverage", "erase", env=env)
    if part == "core":
        session.run(*measured, "-n", "auto", "tests", env=env)
        more = (*measured, "--cov-append")
        session.run(*more, "--doctest-glob=*.md", "docs", "README.md", env=env)
        session.run(*more, "--doctest-modules", "--pyargs", "malplan", env=env)
    else:
        own = (f"plugins/{part}/pyproject.toml", f"plugins/{part}/tests")
        session.run(*measured, "-c", *own, env=env)
    session.run("coverage", "report", "--show-missing", "--skip-covered", env=env)
    session.run("coverage", "json", "-q", "-o", str(folder / "told.json"), env=env)
    totals = json.loads((folder / "told.json").read_text(encoding="utf-8"))["totals"]
    wanted = 100 if part == "core" else 95
    for what, reached, of in (
        ("lines", totals["covered_lines"], totals["num_statements"]),
        ("branches", totals["covered_branches"], totals["num_branches"]),
    ):
        session.log(f"{part}: {reached} of {of} {what}")
        if reached * 100 < wanted * of:
            session.error(f"{part}: its tests should reach {wanted} of 100 {what}")


@nox.session(default=False)
def fuzz(session: nox.Session) -> None:
    """Many more hostile inputs than the tests try: ``nox -s fuzz -- 100000``."""
    session.install(*_group("test"))
    _install_wheels(session, ROOT)
    (inputs,) = session.posargs or ["20000"]
    session.run("pytest", "tests/test_hostile.py", env={"MALPLAN_FUZZ": inputs})


@nox.session
@nox.parametrize("plugin", [*PLUGINS, "all"], ids=[*PLUGINS, "all"])
def plugins(session: nox.Session, plugin: str) -> None:
    """Each plugin alone with the core; then what must hold of all of them together."""
    chosen = PLUGINS if plugin == "all" else [plugin]
    session.install(*_group("test"), *_plugin_groups(chosen))
    _install_wheels(session, ROOT, *(ROOT / "plugins" / name for name in chosen))
    if plugin == "all":
        session.run("pytest", "tests/together.py")
        pages = "plugins/ or follow-a-workshop or keep-a-key-figure or own-word-form"
        session.run("pytest", "tests/test_examples.py", "-k", pages)
    else:
        session.run("pytest", "-c", f"plugins/{plugin}/pyproject.toml", f"plugins/{plugin}/tests")


@nox.session
@nox.parametrize("pydantic", ["1", "2"])
def fastapi(session: nox.Session, pydantic: str) -> None:
    """The app of the guide beside pydantic 1 and 2, asked over HTTP; with 2 the notebook too."""
    groups = [*_group("web-app"), *_group(f"pydantic-{pydantic}")]
    tests = ["tests/web_app.py"]
    if pydantic == "2":
        groups += _group("notebook")
        tests += ["tests/notebook.py"]
    session.install(*PROJECT["project"]["optional-dependencies"]["testing"], *groups)
    used = ("malplan-sql", "malplan-ungeloeftet", "malplan-web")
    _install_wheels(session, ROOT, *(ROOT / "plugins" / name for name in used))
    session.run("pytest", *tests)


@nox.session
def scaffold(session: nox.Session) -> None:
    """What ``malplan new`` makes: one of each kind installed by itself, tested, linted and used."""
    testing = PROJECT["project"]["optional-dependencies"]["testing"]
    session.install(*testing, "filelock>=3.12", "mypy>=1.11", "pip", "ruff>=0.6", "uv>=0.5")
    _install_wheels(session, ROOT)
    # With everything in one folder, no new environment has to ask an index.
    wheels = tempfile.mkdtemp()
    wanted = (f"{_built[ROOT]}[testing]", "filelock>=3.12", "hatchling>=1.27")
    download = ("python", "-m", "pip", "download", "--dest", wheels)
    session.run(*download, *wanted, silent=True)
    session.run("pytest", "tests/scaffolded.py", env={"WHEELS": wheels})


@nox.session
def types(session: nox.Session) -> None:
    """mypy, strict, over everything; then mypy and pyright over what a user writes."""
    wanted = [*_group("types"), *_plugin_groups(PLUGINS), "nox", "."]
    session.install(*wanted, *(f"./plugins/{name}" for name in PLUGINS))
    session.run("mypy", "src", "tests", "noxfile.py", "docs/examples/fastapi_app")
    for name in PLUGINS:
        session.run("mypy", f"plugins/{name}/src", f"plugins/{name}/tests")
    session.install(*_group("typed"))
    _install_wheels(session, ROOT, *(ROOT / "plugins" / name for name in PLUGINS))
    session.run("pytest", "tests/typed_api.py")


@nox.session
def lint(session: nox.Session) -> None:
    """ruff for style and faults, import-linter for imports, towncrier for notes of changes."""
    session.install(*_group("lint"), ".")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports", "--no-cache")
    notes = ("towncrier", "build", "--draft", "--version", "next", "--date", "2026-01-01")
    session.run(*notes, silent=True)


LOWEST, HIGHEST = ("3.11", "lowest-direct"), ("3.13", "highest")


@nox.session(name="release-check", default=False)
@nox.parametrize("versions", [LOWEST, HIGHEST], ids=["lowest", "highest"])
def release_check(session: nox.Session, versions: tuple[str, str]) -> None:
    """What is published, with the lowest or the highest versions of all that it needs.

    ``nox -s "release-check(lowest)" -- malplan-docx`` tests one distribution.
    The lowest are tested on the oldest Python and the highest on the newest, because old versions
    have no wheels for a new Python. uv finds it on the path, or fetches it.
    """
    session.install(*_group("release"))
    # Not session.create_tmp(), which tests would put their own folders into: inside of this one,
    # pytest would take what is in them for tests of this project.
    built = Path(session.virtualenv.location).resolve() / "built"
    shutil.rmtree(built, ignore_errors=True)
    for folder in (ROOT, *(ROOT / "plugins" / name for name in PLUGINS)):
        # The wheel is built from the sdist, so that the sdist is whole.
        build = ("python", "-m", "build", "--no-isolation", "--outdir", str(built), str(folder))
        session.run(*build, silent=True)
    session.run("twine", "check", "--strict", *sorted(map(str, built.iterdir())))
    session.run("pytest", "--noconftest", "tests/released.py", env={"MALPLAN_BUILT": str(built)})
    for name in session.posargs or ("malplan", *PLUGINS):
        _test_released(session, name, built, *versions)


def _test_released(
    session: nox.Session, name: str, built: Path, python: str, resolution: str
) -> None:
    """One distribution in an environment of its own: its licences, then its tests."""
    environment = built.with_name(f"{name}-{resolution}")
    install = ("uv", "pip", "install", "--python", str(environment), "--resolution", resolution)
    projects = ["pyproject.toml"] if name == "malplan" else [f"plugins/{name}/pyproject.toml"]
    wheels = {f"{one.replace('-', '_')}-*.whl" for one in ("malplan", name)}
    # With its project file beside it, what a wheel needs is direct, and as low as it may be.
    wanted = [arg for one in ("pyproject.toml", *projects) for arg in ("-r", one)]
    wanted += [str(wheel) for pattern in sorted(wheels) for wheel in built.glob(pattern)]
    session.run("uv", "venv", "--clear", "--python", python, str(environment))
    session.run(*install, "--all-extras", *wanted)
    binary = str(environment / ("Scripts" if os.name == "nt" else "bin") / "python")
    session.run(binary, "tests/licences.py", external=True)
    tests = [*_group("test"), *_plugin_groups([] if name == "malplan" else [name])]
    session.run(*install, "--all-extras", *wanted, *tests)
    chosen = ["-n", "auto", "tests"]
    if name != "malplan":
        chosen = ["-c", f"plugins/{name}/pyproject.toml", f"plugins/{name}/tests"]
    session.run(binary, "-m", "pytest", "-q", *chosen, external=True)


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """The benchmarks, as one table; not a part of plain nox. ``-- --help`` says what else."""
    session.install(*_group("bench"), ".", *(f"./plugins/{name}" for name in PLUGINS))
    session.run("python", "-m", "benchmarks", *session.posargs, env={"PYTHONPATH": "tests"})


@nox.session(default=False)
def mutants(session: nox.Session) -> None:
    """Would the tests notice if the code were wrong? Half an hour; ``-- --write-docs``."""
    # malplan itself is not installed: what is tried is its copy in mutants/.
    session.install(*_group("test"), *_group("mutants"), *PROJECT["project"]["dependencies"])
    session.run("mutmut", "run")
    session.run("python", "-m", "mutation", *session.posargs, env={"PYTHONPATH": "tests"})


@nox.session(default=False)
def screenshots(session: nox.Session) -> None:
    """The pictures of the docs, from example records; needs Chromium and LibreOffice."""
    session.install("playwright", ".", *(f"./plugins/{name}" for name in PLUGINS))
    session.run("python", "docs/pictures/screenshots.py", "docs/_static/pictures")


@nox.session
def docs(session: nox.Session) -> None:
    """The HTML pages in docs/_build; a warning, such as a dead reference, is an error."""
    session.install(*_group("docs"), ".[testing]")
    session.run("sphinx-build", "-W", "--keep-going", "-n", "-q", "-E", "docs", "docs/_build")
