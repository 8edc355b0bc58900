"""What a plan says of where its data come from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, cast

import attrs
from attrs import field, frozen

from malplan.errors import InvalidPlan, InvalidValue, Problem, shown
from malplan.fields import UNNAMED, Line, Slug, Value, problem, texts_of
from malplan.messages import problems as words
from malplan.messages import sources as source_words
from malplan.texts import prose


@frozen(kw_only=True, repr=False)
class DataSource(Value):
    """Where data come from: words for people, and where a source has them, how to fetch them.

    In a file, words alone are a text: ``source: Jobindsats``.

    Attributes:
        text: Where they come from, as people say it.
        name: The name of the source that fetches them, such as ``statbank``.
        settings: What it is asked for, typed by the source.
    """

    text: Line | None = field(default=None, metadata=UNNAMED)
    name: Slug | None = None
    settings: Any = None

    def _invariants(self) -> Iterator[Problem]:
        if self.text is None and self.name is None:
            yield problem(source_words.TEXT_OR_NAME)
        if self.name is None and self.settings is not None:
            yield problem(source_words.SETTINGS_NEED_NAME, "settings")
        # The rules of texts stand in type hints that a class of somebody else's need not have.
        if attrs.has(type(self.settings)):
            for path, text in texts_of(self.settings):
                try:
                    prose(text or "-")  # an empty text is theirs to refuse
                except InvalidValue as error:
                    yield problem(error.message, "settings", *path.split("/"))

    @property
    def shown(self) -> str:
        """What people read, which is the words, or else the name of the source."""
        return self.text or self.name or ""


def data_source(value: object) -> DataSource:
    """A source of data; a text is the words for people."""
    if isinstance(value, DataSource):
        return value
    if not isinstance(value, str):
        raise InvalidValue(words.EXPECTED.format(kind=words.A_TEXT, value=shown(value)))
    try:
        return DataSource(text=value)
    except InvalidPlan as error:
        raise InvalidValue(error.problems[0].message) from None


From = Annotated[DataSource, data_source]
"""The hint of a field that takes a source of data, or the words for people alone."""


def or_words(given: DataSource | str | None) -> DataSource | None:
    """Tells type checkers that such a field takes words too; its rule makes a source of them."""
    return cast("DataSource | None", given)
