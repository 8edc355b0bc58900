"""A picture, and a text that says the same."""

from __future__ import annotations

import functools
import hashlib
from importlib import metadata

import attrs

_DRAWN_BY = ("malplan-web", "altair", "vl-convert-python")
"""What a picture looks like depends on these."""


@attrs.frozen
class Picture:
    """A picture, and a text that says the same.

    Making one is cheap: nothing is drawn before :meth:`svg`.

    Attributes:
        name: A slug that is unique on the page: ``tidslinje-workshop``.
        spec: What is drawn, as canonical JSON: the same spec is the same picture.
        width: In CSS pixels.
        height: In CSS pixels.
        title: A caption, in the language.
        alt: One or two sentences that say what the picture says.
        header: The headings of the table behind it.
        rows: The table behind it: all that is drawn.
        narrow: The same for a small screen, where the picture would not be legible there; it has
            the same title, alt and table. For ``<source media="(max-width: 40rem)">``.
    """

    name: str
    spec: str
    width: int
    height: int
    title: str
    alt: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    narrow: Picture | None = None

    def key(self) -> str:
        """A name for the file: it changes with what is drawn, and with what draws it."""
        drawn_by = (f"{name} {version}" for name, version in _versions())
        return hashlib.sha256("\n".join((*drawn_by, self.spec)).encode()).hexdigest()

    def svg(self) -> bytes:
        """The picture: self-contained, without scripts; the same bytes on every machine.

        It is light or dark as the reader's device is, and light on paper.
        """
        from malplan_web.pictures.drawing import drawn

        return drawn(self.spec)


@functools.cache
def _versions() -> tuple[tuple[str, str], ...]:
    return tuple((name, metadata.version(name)) for name in _DRAWN_BY)
