"""YAML as an editor types it: by the core schema of YAML 1.2, and not by the field.

A JSON Schema is asked about such data. PyYAML's own loaders follow YAML 1.1, in which ``no`` is
false and 2026-05-05 a date.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

_TYPES: list[tuple[str, str]] = [
    ("null", r"null|Null|NULL|~|"),
    ("bool", r"true|True|TRUE|false|False|FALSE"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"),
    ("float", r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"),
]
"""How a plain scalar of each type looks, in the order of trying (YAML 1.2.2, 10.3.2)."""


class _Loader(yaml.SafeLoader):
    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - as PyYAML declares it


def _int(loader: _Loader, node: yaml.ScalarNode) -> int:
    # "010" is ten, and Python's base 0 would refuse it.
    return int(node.value, {"0o": 8, "0x": 16}.get(node.value[:2], 10))


def _float(loader: _Loader, node: yaml.ScalarNode) -> float:
    return float(re.sub(r"^([-+]?)\.(inf|nan)$", r"\1\2", node.value.lower()))


for _name, _pattern in _TYPES:
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_name}", re.compile(rf"(?:{_pattern})\Z"), None
    )
_Loader.add_constructor("tag:yaml.org,2002:int", _int)
_Loader.add_constructor("tag:yaml.org,2002:float", _float)


def load(text: str) -> Any:
    """The data of one YAML document, typed by how each scalar looks."""
    return yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader with fewer types
