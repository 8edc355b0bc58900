"""Jinja as a template of the form may use it: it can arrange fields, and do nothing else."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import attrs
from jinja2 import StrictUndefined
from jinja2.exceptions import UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup, escape

_MARKUP = ("safe", "urlize", "xmlattr")
"""Filters that would put a text into the document as markup."""
_CHANCE = ("random", "lipsum")
"""A filter and a function by which the same plan would become another document each time."""


class UnknownField(UndefinedError):
    """A template names a field that does not exist.

    Attributes:
        name: The field.
        known: The fields that there are instead: those of the thing that it was looked for in;
            None where it was looked for in nothing, and the name is one of a whole template.
    """

    def __init__(self, obj: object, name: object, message: str | None = None) -> None:
        super().__init__(message)
        self.name = str(name)
        self.known = None if obj is missing else _fields_of(type(obj))


def _fields_of(cls: type) -> tuple[str, ...]:
    return tuple(attrs.fields_dict(cls)) if attrs.has(cls) else ()


class _StrictField(StrictUndefined):
    """A field that does not exist: an error that knows it where it is used."""

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: Callable[..., Exception] = UndefinedError,
    ) -> None:
        if exc is UndefinedError:
            exc = partial(UnknownField, obj, name)
        # Jinja asks for a class, and only ever calls it.
        super().__init__(hint, obj, name, exc)  # type: ignore[arg-type]


class FormEnvironment(ImmutableSandboxedEnvironment):
    """Jinja in a sandbox, which escapes every text and knows no field that is not documented."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=_StrictField, finalize=_as_xml)
        for name in (*_MARKUP, *_CHANCE):
            self.filters.pop(name, None)
            self.globals.pop(name, None)


def _as_xml(value: object) -> object:
    """A value as it stands in the document: escaped, and nothing where there is nothing."""
    if isinstance(value, Markup | _StrictField):
        return value
    if value is None:
        return ""
    text = str(escape(value))
    if "_" in text:  # docxtpl reads {_{ as its own way to write {{
        text = text.replace("{_", "{&#95;").replace("_}", "&#95;}")
    return Markup(text)  # noqa: S704 - escaped above
