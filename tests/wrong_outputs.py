"""Outputs that are wrong on purpose, each in one way; a plugin that loads something heavy."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

import malplan
from malplan import Language, Registry, View
from malplan.messages import labels
from malplan.site_folder import SiteFolder


class Right:
    """The plan's names, how many came, and what must be said of an internal version."""

    name, suffix, media_type = "right", ".txt", "text/plain"
    shows_status = True
    option_names = ("end",)

    def text(self, view: View, language: Language) -> str:
        plan, status = view.plan, view.status
        lines = [plan.title, *(labels.INTERNAL.text(language) for _ in range(view.internal))]
        lines += [plan.owner.name] if plan.owner else []
        lines += [one.because.text(language) for one in status.signs] if status else []
        return "\n".join(lines)

    def write(
        self, view: View, stream: BinaryIO, *, language: Language, options: Mapping[str, str]
    ) -> None:
        stream.write(f"{self.text(view, language)}{options.get('end', '')[:10]!r}".encode())

    def write_site(
        self,
        views: Iterable[View],
        folder: SiteFolder,
        *,
        language: Language,
        options: Mapping[str, str],
    ) -> None:
        for view in views:
            folder.write(f"{view.plan.id}.txt", self.text(view, language).encode())


class Unnamed(Right):
    suffix = "txt"


class Fails(Right):
    def text(self, view: View, language: Language) -> str:
        if not view.plan.goals:
            raise RuntimeError("no goals")
        return super().text(view, language)


class Counts(Right):
    written = 0

    def text(self, view: View, language: Language) -> str:
        type(self).written += 1
        return f"{super().text(view, language)} {self.written if not view.internal else ''}"


class Zoned(Right):
    def text(self, view: View, language: Language) -> str:
        zone = time.strftime("%Z") if view.on and not view.internal else ""
        return f"{super().text(view, language)} {zone} {os.environ.get('TZ', '')}"


class Closes(Right):
    def write(self, view: View, stream: BinaryIO, **given: Any) -> None:
        super().write(view, stream, **given)
        if not stream.seekable():
            stream.close()


class Hides(Right):
    def write(self, view: View, stream: BinaryIO, **given: Any) -> None:
        try:
            super().write(view, stream, **given)
        except OSError:
            stream.close()


class Talks(Right):
    def text(self, view: View, language: Language) -> str:
        logging.getLogger("talks").warning("Skriver …")
        return super().text(view, language)


class Trips(Right):
    def write(
        self, view: View, stream: BinaryIO, *, language: Language, options: Mapping[str, str]
    ) -> None:
        if "\0" in options.get("end", ""):
            raise KeyError("end")
        super().write(view, stream, language=language, options=options)


class Joins(Right):
    def text(self, view: View, language: Language) -> str:
        return super().text(view, language).replace("[CPR]", "010190-1234")


class Remembers(Right):
    owner: Any = None

    def text(self, view: View, language: Language) -> str:
        if view.plan.owner is not None:
            type(self).owner = view.plan.owner.name
        told = "" if view.plan.owner or self.owner is None else self.owner
        return f"{super().text(view, language)}{told}"


class Tells(Right):
    people: Any = None

    def text(self, view: View, language: Language) -> str:
        signs = view.status.signs if view.status else ()
        if signs and signs[0].figure is not None and view.internal:
            type(self).people = signs[0].figure.value
        told = "" if view.internal else self.people
        return f"{super().text(view, language)}{told}"


class KeepsQuiet(Right):
    def text(self, view: View, language: Language) -> str:
        internal = labels.INTERNAL.text(language)
        return super().text(view, language).replace(internal, "")


class AddsUp(Right):
    def write_site(self, views: Iterable[View], folder: SiteFolder, **given: Any) -> None:
        there = len(list(folder.path.rglob("*.txt"))) if folder.path.exists() else 0
        super().write_site(views, folder, **given)
        folder.write(f"{there}.txt", b"")


class HoldsOn(Right):
    def write_site(self, views: Iterable[View], folder: SiteFolder, **given: Any) -> None:
        super().write_site(list(views), folder, **given)


@malplan.hookimpl
def malplan_register(registry: Registry) -> None:
    import mailbox  # noqa: F401 - stands for something heavy

    registry.output(Right())
