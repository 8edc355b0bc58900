"""YAML: the plan as people write it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, BinaryIO

import yaml

from malplan.convert import Converters
from malplan.messages import Language
from malplan.model import Plan
from malplan.presentation import View

_WIDTH = 96


# libyaml where the wheel has it; mypy cannot follow a base class that is looked up.
class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes paragraphs as blocks and numbers as they are."""

    def ignore_aliases(self, data: Any) -> bool:
        return True  # the reader takes none


def _text(dumper: Any, text: str) -> Any:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _number(dumper: Any, value: Decimal) -> Any:
    text = format(value.normalize(), "f")
    _, point, decimals = text.partition(".")
    if len(decimals) == 3:
        text += "0"  # 64.001 could be read as sixty-four thousand and one
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if point else 'int'}", text)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Decimal, _number)


class YamlOutput:
    """The plan as YAML; reading it gives an equal plan."""

    name = "yaml"
    suffix = ".yaml"
    media_type = "application/yaml"

    def __init__(self, converters: Converters | None = None) -> None:
        self._converters = converters or Converters()

    def write(
        self, view: View, stream: BinaryIO, *, language: Language, options: Mapping[str, str]
    ) -> None:
        """Write the plan; the language does not matter."""
        data = self._converters.yaml.unstructure(view.plan, Plan)
        text = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
        stream.write(text.encode())
