"""Outputs that are wrong on purpose, each in one way; a plugin that loads something heavy."""

from __future__ import annotations

import csv
import html
import io
import json
import logging
import os
import re
import time
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, BinaryIO

import malplan
from malplan import Language, Registry, View
from malplan.messages import labels
from malplan.site_folder import SiteFolder
from malplan.testing.examples import NAMES


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


class NeverWrites(Right):
    def text(self, view: View, language: Language) -> str:
        raise RuntimeError("nothing at all")


class Counts(Right):
    written = 0

    def text(self, view: View, language: Language) -> str:
        type(self).written += 1
        return f"{super().text(view, language)} {self.written if not view.internal else ''}"


class Zoned(Right):
    def text(self, view: View, language: Language) -> str:
        zone = time.strftime("%Z") if view.on and not view.internal else ""
        return f"{super().text(view, language)} {zone} {os.environ.get('TZ', '')}"


class Clocked(Right):
    """Asks the clock where the view says no day."""

    def text(self, view: View, language: Language) -> str:
        today = date.today()  # noqa: DTZ011 - this is what is wrong
        return f"{super().text(view, language)} {view.on or today}"


class Stamped(Right):
    """Says when it was written, to the microsecond."""

    def text(self, view: View, language: Language) -> str:
        return f"{super().text(view, language)} {datetime.now(UTC)}"


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


class Page(Right):
    """A page, of which the texts stand in elements, attributes and a comment."""

    suffix, media_type = ".html", "text/html"

    def safe(self, text: str) -> str:
        return html.escape(text)

    def text(self, view: View, language: Language) -> str:
        title = self.safe(view.plan.title)
        goals = [f"<li title='{title}'>{self.safe(goal.text)}</li>" for goal in view.plan.goals]
        internal = labels.INTERNAL.text(language) * view.internal
        return f"<title>{title}</title><p>{internal}<ul>{''.join(goals)}</ul>"

    def write(
        self, view: View, stream: BinaryIO, *, language: Language, options: Mapping[str, str]
    ) -> None:
        stream.write(self.text(view, language).encode())

    def write_site(self, views: Iterable[View], folder: SiteFolder, **given: Any) -> None:
        for view in views:
            folder.write(
                f"{view.plan.id}{self.suffix}", self.text(view, given["language"]).encode()
            )


class Unescaped(Page):
    def safe(self, text: str) -> str:
        return text


class Unquoted(Page):
    def safe(self, text: str) -> str:
        return html.escape(text, quote=False)


class OfSources(Page):
    """What few plans have is not escaped: the words of where data come from."""

    def text(self, view: View, language: Language) -> str:
        found = [sign.source.shown for sign in view.plan.signs if sign.source is not None]
        return super().text(view, language) + "".join(found)


class OfTheLog(Page):
    """What only an internal edition has is not escaped."""

    def text(self, view: View, language: Language) -> str:
        return super().text(view, language) + "".join(one.comment or "" for one in view.records)


class Linked(Page):
    """Its texts are escaped; but who follows the link runs what stands there."""

    def text(self, view: View, language: Language) -> str:
        return f'<a href=" {self.safe(view.plan.title)}">x</a>'


class Marked(Page):
    """Markdown, of which the texts are letters and spaces."""

    suffix, media_type = ".md", "text/markdown"

    def safe(self, text: str) -> str:
        return re.sub(r"[^A-Za-zæøåÆØÅ0-9 ]", " ", text)

    def text(self, view: View, language: Language) -> str:
        return f"# {' '.join(self.safe(view.plan.title).split())}\n"


class Unmarked(Marked):
    """Nothing is escaped but what HTML takes."""

    def safe(self, text: str) -> str:
        return html.escape(text)


class LinkedMarkdown(Marked):
    def safe(self, text: str) -> str:
        address = re.sub(r"[^\w: ]", " ", text)
        return f"[x](<{address}>)"


class Fronted(Marked):
    """Right: between the lines at the top of the file is no Markdown."""

    def text(self, view: View, language: Language) -> str:
        title = json.dumps(view.plan.title)
        return f"---\ntitle: {title}\n---\n{super().text(view, language)}"


class SecondLine(Marked):
    """The first line is escaped, and the others may be headings."""

    def text(self, view: View, language: Language) -> str:
        first, _, rest = (view.plan.goals[0].description or "").partition("\n")
        return f"{super().text(view, language)}\n{self.safe(first)}\n{rest}"


class Source(Page):
    """A picture whose address is a text."""

    def text(self, view: View, language: Language) -> str:
        return f'<img src="{self.safe(view.plan.title)}">'


class Refreshed(Page):
    def text(self, view: View, language: Language) -> str:
        return f'<meta http-equiv="refresh" content="0; url={self.safe(view.plan.title)}">'


class InlinePicture(Page):
    def text(self, view: View, language: Language) -> str:
        return f'<svg><a xlink:href="{self.safe(view.plan.title)}">x</a></svg>'


class FrontPage(Page):
    def write_site(self, views: Iterable[View], folder: SiteFolder, **given: Any) -> None:
        titles = "".join(f"<li>{view.plan.title}" for view in views)
        folder.write("index.html", titles.encode())


class Picture(Page):
    suffix, media_type = ".svg", "image/svg+xml"

    def text(self, view: View, language: Language) -> str:
        return f"<svg><text>{self.safe(view.plan.title)}</text></svg>"


class LinkedPicture(Picture):
    def text(self, view: View, language: Language) -> str:
        link = f'<a xmlns:x="http://www.w3.org/1999/xlink" x:href="{self.safe(view.plan.title)}"/>'
        return f"<svg>{link}</svg>"


class Targeted(Picture):
    """Right: an attribute that is no address here."""

    def text(self, view: View, language: Language) -> str:
        return f'<sign target="{self.safe(view.plan.title)}"/>'


class Pasted(Picture):
    def safe(self, text: str) -> str:
        return text.replace("<", "&lt;")


class Written(Page):
    """JSON, put together by hand."""

    suffix, media_type = ".json", "application/json"

    def safe(self, text: str) -> str:
        return json.dumps(text)

    def text(self, view: View, language: Language) -> str:
        return f'{{"title": {self.safe(view.plan.title)}, "goals": [{{"id": 1}}]}}'


class Quoted(Written):
    def safe(self, text: str) -> str:
        return f'"{text}"'


class Rows(Page):
    """The goals as lines for a spreadsheet."""

    suffix, media_type, between = ".csv", "text/csv", ";"

    def safe(self, text: str) -> str:
        return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text

    def text(self, view: View, language: Language) -> str:
        rows = io.StringIO()
        cells = csv.writer(rows, delimiter=self.between)
        for goal in view.plan.goals:
            cells.writerow((goal.id, self.safe(goal.text), self.safe(view.plan.title)))
        return rows.getvalue()


class Commas(Rows):
    between = ","


class Computed(Rows):
    def safe(self, text: str) -> str:
        return text.removeprefix("=")


class Joined(Rows):
    def text(self, view: View, language: Language) -> str:
        return "".join(f"{one.id};{one.text};{view.plan.title}\n" for one in view.plan.goals)


class Calendar(Page):
    suffix, media_type = ".ics", "text/calendar"

    def safe(self, text: str) -> str:
        return text.replace("\n", "\\n")

    def text(self, view: View, language: Language) -> str:
        lines = [f"SUMMARY;LANGUAGE=da:{self.safe(goal.text)}" for goal in view.plan.goals]
        return "\r\n".join(("BEGIN:VCALENDAR", *lines, "END:VCALENDAR", ""))


class Broken(Calendar):
    def safe(self, text: str) -> str:
        return text


class Parts(Page):
    """A ZIP of XML, as programs for offices write it."""

    suffix, media_type = ".odt", "application/vnd.oasis.opendocument.text"
    write_site: Any = None

    def write(
        self, view: View, stream: BinaryIO, *, language: Language, options: Mapping[str, str]
    ) -> None:
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("mimetype", self.media_type)
            archive.writestr("content.xml", f"<p>{self.safe(view.plan.title)}</p>")


class LinkedParts(Parts):
    def write(
        self, view: View, stream: BinaryIO, *, language: Language, options: Mapping[str, str]
    ) -> None:
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("_rels/.rels", f'<p Target="{self.safe(view.plan.title)}"/>')


class Named(Parts):
    def safe(self, text: str) -> str:
        return f"{super().safe(text)} {NAMES[0]}"


class BrokenParts(Parts):
    def safe(self, text: str) -> str:
        return text.replace("&", "&amp;")


class NoParts(Parts):
    write = Page.write


@malplan.hookimpl
def malplan_register(registry: Registry) -> None:
    import mailbox  # noqa: F401 - stands for something heavy

    registry.output(Right())
