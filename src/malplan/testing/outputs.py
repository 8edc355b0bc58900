"""The laws of an output."""

from __future__ import annotations

import contextlib
import gc
import io
import json
import mimetypes
import os
import subprocess
import sys
import tempfile
import weakref
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, ClassVar, cast

import attrs

from malplan.errors import InvalidInput, InvalidValue, reason_of
from malplan.messages import LANGUAGES, Language
from malplan.messages import labels as words
from malplan.presentation import View
from malplan.privacy import has_cpr_number, redact
from malplan.registry import Output, Registry
from malplan.site_folder import MANIFEST, SiteFolder
from malplan.testing import _generated as generated
from malplan.testing import _hostile as hostile
from malplan.testing import _structure as structure
from malplan.testing._clock import clocks_asked
from malplan.testing._laws import (
    HEAVY,
    demand,
    demand_light,
    demand_registered,
    listed,
    overheard,
    skip,
)
from malplan.testing.examples import NAMES, example_view

_CPR_NUMBER = "010190-1234"
"""Nobody's: one of the test numbers that people make up."""
_SMALL = (1, 4)
"""Two small counts, of which the example says the same."""
_ELSEWHERE = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "4711"}

_WRITES_THE_EXAMPLE = """\
import importlib, json, sys
path, module, name, language, options = json.load(sys.stdin)
sys.path[:] = path
from malplan.testing.examples import example_view
made = getattr(importlib.import_module(module), name)()
made.write(example_view(), sys.stdout.buffer, language=language, options=options)
"""


class OutputSuite:
    """The laws of an output, as tests for pytest and Hypothesis.

    A plugin's tests inherit them::

        from malplan.testing import OutputSuite

        class TestCalendar(OutputSuite):
            output = Calendar()
            module = "malplan_ical"

    Attributes:
        output: The output. Its class can be made without arguments.
        module: What the entry point names: loading it must load nothing heavy.
        options: The options that every law writes with.
        says_internal: Whether an internal version must say that it is; what is for machines need
            not.
        examples: How many generated plans are written.
        heavy: Top-level names of packages that loading the plugin must not load.
    """

    output: ClassVar[Output]
    module: ClassVar[str | None] = None
    options: ClassVar[Mapping[str, str]] = {}
    says_internal: ClassVar[bool] = True
    examples: ClassVar[int] = 25
    heavy: ClassVar[Collection[str]] = HEAVY

    def text_of(self, content: bytes) -> str:
        """Everything in the bytes that somebody could find; a ZIP is taken apart.

        Override it for a format that hides its text.
        """
        if content.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                return "\n".join(self.text_of(archive.read(name)) for name in archive.namelist())
        return content.decode("utf-8", "replace")

    # --- What it is -------------------------------------------------------------------------------
    def test_it_can_be_registered(self) -> None:
        """``registry.output`` takes it.

        Why: What malplan refuses is found by its author, and not by whoever installs it.
        Catches: A suffix without its full stop, a media type that is missing, a name with capitals.
        """
        demand_registered(Registry("tested").output, self.output)
        suffix = self.output.suffix
        demand(suffix.startswith("."), f"The suffix {suffix!r} does not begin with a full stop.")

    def test_it_loads_nothing_heavy(self) -> None:
        """In a fresh process, importing the plugin and calling its hook loads no heavy package.

        Why: Every command waits for every plugin, also for one that it does not use.
        Catches: ``import pandas`` at the top of a module; it belongs into the function that uses
        it.
        """
        demand_light(self.module, self.heavy)

    # --- What it writes ---------------------------------------------------------------------------
    def test_it_writes_every_plan(self) -> None:
        """Whatever plan and log it is given, in both languages, it writes something.

        Why: Plans lack parts, hold the marks of other formats, and have no log yet.
        Catches: A sign without a measure, a milestone without a time, a plan without a log.
        """
        for view in self._generated():
            for language in LANGUAGES:
                stream = io.BytesIO()
                self.output.write(view, stream, language=language, options=self.options)
                demand(stream.getvalue(), f"It wrote nothing for {view.plan!r}")

    def test_texts_stay_texts(self) -> None:
        """Marks of the format in a text of the plan make nothing that harmless text does not make.

        It is seen by the media type, and on a site by the suffix: the elements, attributes and
        addresses of HTML and XML, also in the ZIP of a program for offices and where Markdown
        becomes HTML; the rows, cells and formulas of CSV; the properties of a calendar; the keys of
        JSON. Of other formats nothing is seen.

        Why: Whoever may write a text of a plan must not thereby write a program.
        Catches: A ``<script>`` that is pasted into a page, a quotation mark that ends an attribute,
        a text that begins with ``=`` in a spreadsheet, a line break in a calendar, a link to a text
        that begins with ``javascript:``, a heading in Markdown.
        """
        for internal in (False, True):
            self._demand_texts(internal=internal)
        for begins in hostile.FORMULAS if self.output.media_type == "text/csv" else ():
            content = self._written(hostile.view(begins, hostile=True, internal=True), "da")
            found = structure.formulas_in(content)
            demand(
                not found,
                f"A spreadsheet takes a text of the plan for a formula: {found[:1]}. Write an "
                "apostrophe before a text that begins with =, +, - or @.",
            )

    def test_it_asks_no_clock(self) -> None:
        """Its own code asks for no day and no moment, also where the view tells none.

        Why: A plan is seen on a day that somebody may have chosen, and what was written today and
        yesterday differs where the plan does.
        Catches: ``date.today()`` where ``view.on`` is None, the time of writing.
        """
        asked = self._clocks_asked()
        demand(
            not asked,
            f"It asks {', '.join(sorted(asked))}. The day of the status is view.status.on, and the "
            "day that was asked for is view.on; where both are None, say no day.",
        )

    def test_it_writes_the_same_again(self) -> None:
        """The same view gives the same bytes, also after another plan was written.

        Why: Who writes every night sees what changed, and nothing else.
        Catches: A number made by chance, what was kept of the plan before.
        """
        view = example_view()
        for language in LANGUAGES:
            first = self._written(view, language)
            self._written(self._example(internal=True, people=_SMALL[1]), language)
            self._demand_same(
                self._written(view, language),
                first,
                "The same plan was written differently the second time. Use no random number and "
                "no order of a set; keep nothing from one plan to the next.",
            )

    def test_it_writes_the_same_elsewhere(self) -> None:
        """A process with another time zone, locale and hash seed writes the same bytes.

        Why: A server has another time zone and another language than a laptop.
        Catches: The order of a set, ``strftime("%B")``, local times in a ZIP.
        """
        here = self._written(example_view(), "da")
        cls = type(self.output)
        given = [sys.path, cls.__module__, cls.__qualname__, "da", dict(self.options)]
        result = subprocess.run(  # noqa: S603 - this Python, and a program of our own
            [sys.executable, "-c", _WRITES_THE_EXAMPLE],
            input=json.dumps(given).encode(),
            capture_output=True,
            env={**os.environ, **_ELSEWHERE},
            check=False,
        )
        said = redact(result.stderr.decode("utf-8", "replace"))
        demand(not result.returncode, f"In a fresh process it fails:\n{said}")
        self._demand_same(
            result.stdout,
            here,
            "With another time zone, locale or hash seed it writes other bytes. Say which zone and "
            "locale are meant, sort what has no order, and give a ZIP fixed times.",
        )

    def test_it_leaves_the_stream_open(self) -> None:
        """It writes to the stream and does nothing else with it.

        Why: Whoever opened the stream closes it, and it may be a pipe.
        Catches: ``with stream``, a ``TextIOWrapper`` that closes what it wraps, ``stream.seek``.
        """
        stream = _OnlyTakes()
        self._write(example_view(), cast("BinaryIO", stream), "da")
        demand(not stream.closed, "It closed the stream. Whoever opened it closes it.")
        self._demand_same(
            stream.taken,
            self._written(example_view(), "da"),
            "To a stream that can only be written to it writes something else. Write what has to "
            "be sought in to a buffer of your own first.",
        )

    def test_it_does_not_hide_a_failing_stream(self) -> None:
        """When the disk is full, whoever called it is told.

        Why: Half a file that is taken for a whole one is worse than none.
        Catches: ``except Exception`` around the writing.
        """
        raised = False
        try:
            self._write(example_view(), cast("BinaryIO", _Full()), "da")
        except OSError:
            raised = True
        demand(raised, "The stream raised OSError, and nobody was told. Let it through.")

    def test_it_prints_nothing(self) -> None:
        """What it has to say stands in what it writes.

        Why: What is printed ends up in the file of whoever redirects the output.
        Catches: A ``print`` that was left behind.
        """
        with overheard() as said:
            self._written(example_view(), "da")
        demand(not said.getvalue(), f"It printed or logged: {said.getvalue()!r}")

    def test_a_wrong_option_is_told(self) -> None:
        """An option that holds nonsense is taken, or refused with a sentence for people.

        Why: Options are typed on a command line, where people misspell.
        Catches: ``int(options["width"])``, whose error is a traceback on somebody's screen.
        """
        for name in getattr(self.output, "option_names", ()):
            for value in ("", "\x00", "æ" * 1000, "../../etc/passwd"):
                try:
                    self._write(example_view(), io.BytesIO(), "da", {**self.options, name: value})
                except (InvalidValue, InvalidInput):
                    continue
                except Exception as error:  # noqa: BLE001 - whatever it is, it is told
                    demand(
                        False,
                        f"The option {name}={value[:20]!r} raises {reason_of(error)}. Raise "
                        "malplan.InvalidValue with a sentence for people.",
                    )

    # --- What it must not show --------------------------------------------------------------------
    def test_it_shows_no_cpr_number(self) -> None:
        """It puts no CPR number together, and none is printed, even if the plan holds some.

        Why: The view holds none; an output that shows one has made it.
        Catches: Texts from which what stood between the digits is taken out.
        """
        plan = attrs.evolve(example_view().plan, title=f"Om {_CPR_NUMBER}")
        with overheard() as said:
            content = self._written(View.of(plan), "da")
        leaks = [
            line
            for line in (*self.text_of(content).splitlines(), *said.getvalue().splitlines())
            if has_cpr_number(line)
        ]
        demand(not leaks, f"CPR numbers leak from what it writes:{listed(leaks[:5])}")

    def test_it_leaves_names_out(self) -> None:
        """Where names are off, there is none, also after the same plan was written with them.

        Why: A plan may be published without names where it may not with them.
        Catches: The owner as the author in the properties of the file; a page that is kept by the
        id of its plan.
        """
        for internal in (False, True):
            self._written(self._example(internal=internal), "da")
            text = self.text_of(
                self._written(self._example(internal=internal, without_names=True), "da")
            )
            found = [name for name in NAMES if name in text]
            demand(
                not found,
                f"Names are shown where they are off:{listed(found)}\nShow what the view holds, "
                "and keep nothing from one plan to the next.",
            )

    def test_it_tells_no_small_count(self) -> None:
        """Two plans that differ in a small count alone are published alike.

        Why: From a small number, somebody is recognised by who knows the rest.
        Catches: A bar as long as the number; what was kept of the internal version.
        """
        for language in LANGUAGES:
            published = []
            for people in _SMALL:
                self._written(self._example(internal=True, people=people), language)
                published.append(self._written(example_view(people=people), language))
            one, other = published
            self._demand_same(
                one,
                other,
                f"It can be seen whether {_SMALL[0]} or {_SMALL[1]} people came, which is held "
                "back in what is published. Show what the view holds, and keep nothing from one "
                "plan to the next.",
            )

    def test_an_internal_version_says_so(self) -> None:
        """What shows small counts says that it is not for publication.

        Why: A printout lies on a table, and says nothing of whom it was for.
        Catches: A page without ``malplan.messages.labels.INTERNAL``, or one that always has it.
        """
        if not self.says_internal:
            skip("it is for machines")
        for language in LANGUAGES:
            note = words.INTERNAL.text(language).split(":")[0]
            internal = self.text_of(self._written(self._example(internal=True), language))
            public = self.text_of(self._written(example_view(), language))
            demand(
                note in internal,
                f"The internal version does not say “{note}”. Where view.internal is set, say "
                "malplan.messages.labels.INTERNAL.text(language).",
            )
            demand(note not in public, f"What is published says “{note}”.")

    # --- Sites ------------------------------------------------------------------------------------
    def test_a_site_is_written_the_same_again(self) -> None:
        """The same plans give the same files, into a new folder and over the old one.

        Why: A site is written every night, over the old one.
        Catches: A page that is added to, a name made by chance.
        """
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            first = self._site(folder / "first")
            demand(first, "The site has no files.")
            second = self._site(folder / "second")
            self._demand_same(second, first, "Another folder got other files.")
            again = self._site(folder / "first", force=True)
            self._demand_same(again, first, "Writing the site again left other files.")

    def test_a_site_takes_one_plan_after_the_other(self) -> None:
        """It holds on to no view, so that many plans need no more memory than few.

        Why: All plans of a municipality need no more memory than one.
        Catches: ``list(views)``.
        """
        alive: list[int] = []
        with tempfile.TemporaryDirectory() as name:
            self._site(Path(name), lambda: _counted(alive))
        demand(
            max(alive) <= 2,
            f"It kept {max(alive)} plans at a time. Write the page of a plan before the next is "
            "asked for, and keep what the front page needs of it alone.",
        )

    def _demand_texts(self, *, internal: bool) -> None:
        """The law that texts stay texts, of one of the two editions."""
        written = self._documents(hostile.view(hostile=True, internal=internal))
        harmless = self._documents(hostile.view(hostile=False, internal=internal))
        # A file that is called by what stands in it has another name each time.
        known = {one: structure.finder(one[1]) for one in written if one in harmless}
        if not any(known.values()):
            skip(f"nothing is known of {self.output.media_type}; see to it with a test of its own")
        for (name, media_type), find in known.items():
            one = (name, media_type)
            more = structure.became_more(find, written[one], harmless[one]) if find else ""
            demand(
                not more,
                f"In {name} a text of the plan became more than text: {more}. Escape every text "
                f"for {media_type}, also in attributes and headings. To find it: each text of that "
                f"plan begins with {hostile.MARK}, and then with what it is in the example plan.",
            )
        linked = self._documents(hostile.view(hostile.SCRIPT, hostile=True, internal=internal))
        for one, content in linked.items():
            programs = structure.addresses_in(content, known.get(one))
            demand(
                not programs,
                f"In {one[0]} a text of the plan became an address that runs a program: "
                f"{programs[:1]}. Link to no text, or only to one that begins with https:.",
            )

    def _example(self, **given: Any) -> View:
        """The example plan as this output gets it."""
        return example_view(with_log=bool(getattr(self.output, "shows_log", False)), **given)

    def _documents(self, view: View) -> dict[tuple[str, str], bytes]:
        """What is written of a plan, by names and media types, a site with it."""
        output = self.output
        found = {(f"plan{output.suffix}", output.media_type): self._written(view, "da")}
        if getattr(output, "write_site", None) is not None:
            with tempfile.TemporaryDirectory() as folder:
                site = self._site(Path(folder), lambda: iter((view,)))
            for name, content in site.items():
                if name != MANIFEST:
                    found[name, mimetypes.guess_type(name)[0] or ""] = content
        return found

    def _site(
        self,
        path: Path,
        views: Callable[[], Iterator[View]] | None = None,
        *,
        force: bool = False,
    ) -> dict[str, bytes]:
        write_site = getattr(self.output, "write_site", None)
        if write_site is None:
            skip("it writes no sites")
        folder = SiteFolder(path, force=force)
        views = views or (lambda: iter((example_view(), _renamed(example_view(), "to"))))
        with self._told_once():
            write_site(views(), folder, language="da", options=self.options)
        folder.finish()
        return {
            file.relative_to(path).as_posix(): file.read_bytes()
            for file in sorted(path.rglob("*"))
            if file.is_file()
        }

    # --- Trying -----------------------------------------------------------------------------------
    def _write(
        self,
        view: View,
        stream: BinaryIO,
        language: Language,
        options: Mapping[str, str] | None = None,
    ) -> None:
        chosen = self.options if options is None else options
        with self._told_once():
            self.output.write(view, stream, language=language, options=chosen)

    def _written(self, view: View, language: Language) -> bytes:
        stream = io.BytesIO()
        self._write(view, stream, language)
        return stream.getvalue()

    @contextlib.contextmanager
    def _told_once(self) -> Iterator[None]:
        """Leave out a law that an output cannot keep because it writes no plan at all."""
        try:
            yield
        except Exception:
            never = False
            try:
                view = example_view()
                self.output.write(view, io.BytesIO(), language="da", options=self.options)
            except Exception:  # noqa: BLE001 - whatever it is, another law tells
                never = True
            if never:
                skip("it writes no plan at all, as test_it_writes_every_plan tells")
            raise

    def _clocks_asked(self) -> set[str]:
        packages = {"malplan", type(self.output).__module__.partition(".")[0]}
        without_day = attrs.evolve(example_view(with_status=False), on=None)
        views = (example_view(), without_day)
        return clocks_asked(lambda: [self._written(view, "da") for view in views], packages)

    def _demand_same(self, one: object, other: object, message: str) -> None:
        """The law that two writings are alike; of one that asks the clock, another law tells."""
        if one != other and self._clocks_asked():
            skip("it asks the clock")
        demand(one == other, message)

    def _generated(self) -> Iterator[View]:
        yield example_view(with_status=False)
        yield from generated.views(self.examples)


class _OnlyTakes(io.RawIOBase):
    """A stream that takes bytes, and can do nothing else."""

    def __init__(self) -> None:
        self.taken = b""

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self.taken += bytes(content)
        return len(content)


class _Full(_OnlyTakes):
    """A disk that is full."""

    def write(self, content: Any) -> int:
        raise OSError(28, "No space left on device")


def _renamed(view: View, id: str) -> View:
    status = view.status and attrs.evolve(view.status, plan=attrs.evolve(view.status.plan, id=id))
    return attrs.evolve(view, plan=attrs.evolve(view.plan, id=id), status=status)


def _counted(alive: list[int]) -> Iterator[View]:
    """Views, while it is counted how many of them are still held."""
    made: list[weakref.ref[View]] = []
    for number in range(8):
        view = _renamed(example_view(), f"plan-{number}")
        made.append(weakref.ref(view))
        gc.collect()
        alive.append(sum(one() is not None for one in made))
        yield view
        del view
