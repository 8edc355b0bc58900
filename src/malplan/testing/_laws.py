"""What the suites share: how a law speaks, and how a plugin is looked at from outside."""

from __future__ import annotations

import contextlib
import functools
import inspect
import io
import json
import logging
import subprocess
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, NoReturn

import attrs

from malplan.errors import InvalidPlugin
from malplan.plugins import Distribution

HEAVY = frozenset(
    (
        *("aiohttp", "altair", "babel", "click", "dateparser", "django", "docx", "docxtpl"),
        *("fastapi", "flask", "hypothesis", "holidays", "httpx", "icalendar", "jinja2", "lxml"),
        *("matplotlib", "numpy", "openpyxl", "pandas", "PIL", "polars", "pydantic", "pytest"),
        *("requests", "rich", "scipy", "sqlalchemy", "torch", "urllib3", "vl_convert", "yaml"),
    )
)
"""Packages that take long to import. A plugin imports them where it uses them, and not before."""


@attrs.frozen
class Law:
    """A law of a suite, as the docstring of its method tells it.

    Attributes:
        name: The name of the method.
        says: What has to hold.
        why: Why it is there.
        catches: The mistake that it catches.
    """

    name: str
    says: str
    why: str
    catches: str

    @classmethod
    def of(cls, method: Callable[..., object]) -> Law:
        """Read the docstring of a method: what it says, ``Why:`` and ``Catches:``."""
        says, _, rest = (inspect.getdoc(method) or "").partition("\n\nWhy: ")
        why, _, catches = rest.partition("\nCatches: ")
        parts = (" ".join(part.split()).replace("``", "`") for part in (says, why, catches))
        return cls(method.__name__, *parts)


def laws_of(suite: type) -> list[Law]:
    """The laws of a suite, in the order in which they stand."""
    return [Law.of(held) for name, held in vars(suite).items() if name.startswith("test_")]


def demand(held: object, message: str) -> None:
    """Fail a law with a message that says what to do, and why the law is there."""
    if not held:
        import pytest

        pytest.fail(message + _reason(), pytrace=False)


def _reason() -> str:
    """Why the law is there that is being tried; nothing outside of one."""
    frame = inspect.currentframe()
    while frame is not None:
        name = frame.f_code.co_name
        method = getattr(type(frame.f_locals.get("self")), name, None)
        if name.startswith("test_") and method is not None:
            why = Law.of(method).why
            return f"\n\nWhy: {why}" if why else ""
        frame = frame.f_back
    return ""


def skip(reason: str) -> NoReturn:
    """Leave a law out, because another one has failed or because it cannot be seen here."""
    import pytest

    pytest.skip(reason)


def listed(lines: Iterable[object]) -> str:
    """Lines of a message, each as an item."""
    return "".join(f"\n  - {line}" for line in lines)


def demand_registered(register: Callable[[Any], None], value: object) -> None:
    """The law that a method of the registry takes a thing."""
    try:
        register(value)
    except InvalidPlugin as error:
        says = str(error)
    else:
        says = ""
    demand(not says, f"registry.{register.__name__} refuses it: {says}.")


def demand_light(module: str | None, heavy: Collection[str]) -> None:
    """The law that loading a plugin's module loads nothing heavy."""
    if module is None:
        skip("set `module` to the module that the entry point names")
    loaded = loaded_by(module)
    demand(loaded is not None, f"{module} cannot be loaded in a fresh process.")
    found = sorted({name.split(".")[0] for name in loaded or ()} & set(heavy))
    demand(
        not found,
        f"Loading {module} loads {', '.join(found)}, also for those who only list plans. "
        "Import it in the function that uses it.",
    )


_LOADS_AND_SAYS_WHAT = """\
import contextlib, json, sys
path, values = json.load(sys.stdin)
sys.path[:] = path
import malplan, pluggy
from importlib.metadata import EntryPoint
from malplan import hookspecs

class Anything:
    def __getattr__(self, name):
        return lambda *given: None

manager = pluggy.PluginManager(hookspecs.PROJECT)
manager.add_hookspecs(hookspecs)
before = set(sys.modules)
with contextlib.redirect_stdout(sys.stderr):
    for value in values:
        manager.register(EntryPoint("plugin", value, hookspecs.PROJECT).load())
    manager.hook.malplan_register(registry=Anything())
print("\\nloaded:" + json.dumps(sorted(set(sys.modules) - before)))
"""


def loaded_with(distribution: Distribution) -> Collection[str] | None:
    """The modules that loading a plugin loads, in a fresh process; None if it does not load."""
    return _loaded(tuple(sys.path), tuple(point.value for point in distribution.entry_points))


def loaded_by(module: str) -> Collection[str] | None:
    """The modules that loading a plugin's module loads; None if it does not load."""
    return _loaded(tuple(sys.path), (module,))


@functools.cache
def _loaded(path: tuple[str, ...], values: tuple[str, ...]) -> Collection[str] | None:
    result = subprocess.run(  # noqa: S603 - this Python, and a program of our own
        [sys.executable, "-c", _LOADS_AND_SAYS_WHAT],
        input=json.dumps([path, values]),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if result.returncode:
        return None
    said = next(line for line in result.stdout.splitlines() if line.startswith("loaded:"))
    modules: list[str] = json.loads(said.removeprefix("loaded:"))
    return modules


@contextlib.contextmanager
def overheard() -> Iterator[io.StringIO]:
    """What is printed and logged meanwhile."""
    said = io.StringIO()
    handler, root = logging.StreamHandler(said), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            yield said
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
