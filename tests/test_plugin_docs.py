"""The docs for authors of plugins are whole: every hook, method and status is in them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from malplan import hookspecs
from malplan.plugins import Status
from malplan.registry import Registry
from malplan.settings import ALLOW_VARIABLE, BLOCK_VARIABLE

DOCS = Path(__file__).parents[1] / "docs"
HOOKS = (DOCS / "reference" / "hooks.md").read_text(encoding="utf-8")


def signature(function: Callable[..., Any]) -> str:
    parameters = inspect.signature(function)
    without_self = [one for one in parameters.parameters.values() if one.name != "self"]
    said = str(parameters.replace(parameters=without_self)).replace("'", "")
    return f"\n### `{function.__name__}{said}`\n"


def test_every_hook_is_documented_with_its_signature() -> None:
    marked = f"{hookspecs.PROJECT}_spec"
    hooks = [one for one in vars(hookspecs).values() if getattr(one, marked, None)]
    assert [hook.__name__ for hook in hooks] == re.findall(r"^### `(malplan_\w+)", HOOKS, re.M)
    for hook in hooks:
        assert signature(hook) in HOOKS


def test_every_method_of_the_registry_is_documented_with_its_signature() -> None:
    methods = [
        value
        for name, value in vars(Registry).items()
        if inspect.isfunction(value) and not name.startswith("_")
    ]
    assert len(methods) > 4
    for method in methods:
        assert signature(method) in HOOKS


def test_every_status_and_variable_is_documented() -> None:
    assert re.findall(r"^\| `(\w+)` \| [A-Z]", HOOKS, re.M) == [status.value for status in Status]
    assert f"`{ALLOW_VARIABLE}`" in HOOKS
    assert f"`{BLOCK_VARIABLE}`" in HOOKS
