"""Begins a plugin: the files of a small distribution that works at once.

``malplan new`` is what malplan promises, with ``--json`` for programs; this module is no part of
the public API.

The files stand as templates in ``templates``: those of every plugin in ``common``, the others in a
folder of their kind. In a template ``@@{name}`` stands for a value; in its path ``PACKAGE`` is the
import package and ``NAME`` the name of the plugin.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from string import Template
from typing import Literal, get_args

import attrs

from malplan.errors import InvalidValue
from malplan.messages import scaffolding as words
from malplan.privacy import has_cpr_number
from malplan.texts import slug

PluginKind = Literal["source", "output", "reader", "store", "check"]
"""What a plugin may bring, beside a plan."""

KINDS: tuple[PluginKind, ...] = get_args(PluginKind)

_PREFIX = "malplan-"
_TEMPLATE_SUFFIX = ".tmpl"
"""So that no tool takes a template for the file that is made of it."""

_DESCRIPTIONS = {
    "plan": "A målplan, for malplan.",
    "source": "A source of data for the signs of a målplan, for malplan.",
    "output": "Writes a målplan in a format of its own, for malplan.",
    "reader": "Reads a målplan from a form that people filled in, for malplan.",
    "store": "Keeps the log of målplaner in a place of its own, for malplan.",
    "check": "A check of målplaner, for malplan.",
}
_DEPENDENCIES = {"source": ("attrs>=23.2",), "store": ("attrs>=23.2", "filelock>=3.12")}
"""What a kind imports beside malplan."""


@attrs.frozen
class Names:
    """What a plugin is called.

    Attributes:
        name: Its own name, a slug: ``besoegs-tal``.
    """

    name: str

    @property
    def distribution(self) -> str:
        """What pip installs, and the folder: ``malplan-besoegs-tal``."""
        return f"{_PREFIX}{self.name}"

    @property
    def package(self) -> str:
        """What Python imports: ``malplan_besoegs_tal``."""
        return self.distribution.replace("-", "_")

    @property
    def scheme(self) -> str:
        """What the addresses of its stores begin with: letters and digits, a letter first."""
        plain = self.name.replace("-", "")
        return plain if plain[0].isalpha() else f"log{plain}"


@attrs.frozen(kw_only=True)
class PlanHead:
    """What a new plan says at its top.

    Attributes:
        year: The year it is for.
        title: What it is called.
        municipality: Whose it is.
    """

    year: int
    title: str = "Ny målplan (eksempel)"
    municipality: str = "Eksempel Kommune"


def new_plugin(kind: PluginKind, name: str) -> dict[str, str]:
    """The files of a plugin that brings one thing, with an example of it.

    Args:
        kind: What it brings.
        name: Its name, a slug; what it brings has the same name.

    Returns:
        The text of each file, by its path with slashes in the folder of the plugin.

    Raises:
        InvalidValue: The name is no slug, or belongs to malplan.
    """
    names = _names(name)
    if kind == "store":
        slug(names.scheme)  # without hyphens, digits could be a CPR number
    registered = names.scheme if kind == "store" else name
    if (kind, registered) in _own_names():
        example = f"{name}-egen" if kind != "store" else f"{name}-log"
        raise InvalidValue(words.OWN_NAME.format(name=registered, example=example))
    return _filled(kind, names, {})


def new_plan(name: str, head: PlanHead) -> dict[str, str]:
    """The files of a plugin that brings a plan; its content is an example.

    Args:
        name: The name of the plugin and the id of the plan, a slug.
        head: What it says at its top.

    Returns:
        The text of each file, by its path with slashes in the folder of the plugin.

    Raises:
        InvalidValue: The name is no slug, or a text holds a CPR number.
        InvalidPlan: The title, the year or the municipality can be none.
    """
    from malplan.model import Plan

    names = _names(name)
    plan = Plan(id=name, title=head.title, year=head.year, municipality=head.municipality)
    if has_cpr_number(plan.title) or has_cpr_number(plan.municipality):
        raise InvalidValue(words.CPR_IN_PLAN)
    values = {
        "title": _yaml(plan.title),
        "year": str(plan.year),
        "municipality": _yaml(plan.municipality),
    }
    return _filled("plan", names, values)


def _names(name: str) -> Names:
    """The names of a plugin.

    Raises:
        InvalidValue: It is no slug, or has the beginning that it gets anyway.
    """
    slug(name)
    if name.startswith(_PREFIX):
        example = name.removeprefix(_PREFIX)
        raise InvalidValue(words.WITHOUT_PREFIX.format(name=name, example=example))
    return Names(name)


@functools.cache
def _own_names() -> frozenset[tuple[str, str]]:
    """What malplan brings itself, so that no plugin may: the kind and the name of each."""
    from malplan.convert import Converters
    from malplan.core_plugin import CorePlugin
    from malplan.findings import CHECK_FAILED
    from malplan.registry import Registry

    registry = Registry("malplan")
    CorePlugin(Converters()).malplan_register(registry)
    own = {(entry.kind.value, entry.name) for entry in registry.entries}
    return frozenset(own | {("check", CHECK_FAILED)})


# --- Templates ------------------------------------------------------------------------------------
class _Template(Template):
    """``@@{name}`` stands for a value; neither Python nor YAML, TOML or Markdown has that."""

    delimiter = "@@"


def _filled(kind: str, names: Names, values: Mapping[str, str]) -> dict[str, str]:
    """The templates of a kind with the values in their places."""
    dependencies = ("malplan>=0.1", *_DEPENDENCIES.get(kind, ()))
    values = {
        "kind": kind,
        "name": names.name,
        "yaml_name": _yaml(names.name),
        "distribution": names.distribution,
        "package": names.package,
        "scheme": names.scheme,
        "description": _DESCRIPTIONS[kind],
        "dependencies": ", ".join(f'"{one}"' for one in sorted(dependencies)),
        **values,
    }
    root = resources.files("malplan") / "templates"
    files = {}
    for folder in ("common", kind):
        for path, text in _texts(root / folder, ""):
            path = path.replace("PACKAGE", names.package).replace("NAME", names.name)
            files[path] = _Template(text).substitute(values)
    return dict(sorted(files.items()))


def _texts(folder: Traversable, path: str) -> Iterator[tuple[str, str]]:
    """The templates in a folder, by the path of what they make."""
    for one in folder.iterdir():
        if one.is_dir():
            yield from _texts(one, f"{path}{one.name}/")
        else:
            made = one.name.removesuffix(_TEMPLATE_SUFFIX)
            yield f"{path}{made}", one.read_text(encoding="utf-8")


def _yaml(text: str) -> str:
    """A line as a value in YAML, in quotation marks where it needs them."""
    import yaml

    (line,) = yaml.safe_dump([text], allow_unicode=True, width=100_000).splitlines()
    return line.removeprefix("- ")
