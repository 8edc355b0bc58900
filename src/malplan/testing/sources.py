"""The laws of a source."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from importlib.metadata import EntryPoint
from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar

import attrs

from malplan import hookspecs
from malplan.errors import shown
from malplan.moments import now
from malplan.privacy import has_cpr_number, redact
from malplan.registry import Kind, Registry, Source
from malplan.sources import Fetched, Request
from malplan.testing._fetching import (
    ZONES,
    Attempt,
    attempt,
    borders_of,
    copied,
    days_of,
    demand_both_languages,
    demand_told,
    example_request,
    is_answer,
    machine_in,
    network_watched,
    not_held,
    reason,
    refusal,
    shows,
    state_of,
    wrong_with,
)
from malplan.testing._laws import HEAVY, demand, demand_light, demand_registered, listed, skip

_BY_CHANCE = re.compile(r"\b0x[0-9a-f]+\b|\b[0-9a-f]{32,128}\b", re.IGNORECASE)
"""Where an object is in memory, and checksums: their digits may look like a CPR number."""
_NOTHING = {
    hashlib.sha256(b"").hexdigest(),
    "blake3:af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262",
}
_NONSENSE = ("", "\x00", "æ" * 1000, "../../etc/passwd")


class SourceSuite:
    """The laws of a source, as tests for pytest.

    A plugin's tests inherit them, and say what the source can be asked::

        from malplan.testing import SourceSuite

        class TestCounts(SourceSuite):
            source = Counts()
            module = "malplan_counts"
            secrets = ("Et navn i listen",)

            def requests(self, tmp_path):
                (tmp_path / "counts.json").write_text('{"2026-03-02": 12}')
                return [self.request(CountSettings(file="counts.json"), folder=tmp_path)]

            def failing(self, tmp_path):
                return [self.request(CountSettings(file="missing.json"), folder=tmp_path)]

    A law asks for the requests once, with a folder of its own. What has to be closed afterwards,
    such as a server on this machine, is best a fixture of the class that every test uses
    (``@pytest.fixture(autouse=True)``) and that keeps the address on ``self``.

    Attributes:
        source: The source.
        module: What the entry point names: it must register the source, and load nothing heavy.
        secrets: Texts that nobody may ever see: a token, a name in another column, a text in a row
            that cannot be read. They should stand in what ``requests`` and ``failing`` are answered
            from, or the law says nothing.
        heavy: Top-level names of packages that loading the plugin must not load.
    """

    source: ClassVar[Source]
    module: ClassVar[str | None] = None
    secrets: ClassVar[Collection[str]] = ()
    heavy: ClassVar[Collection[str]] = HEAVY

    # --- What it is asked -------------------------------------------------------------------------
    def requests(self, tmp_path: Path) -> Sequence[Request]:
        """Requests that the source answers with at least one reading, each as often as it is asked.

        The more of them differ (days and weeks, numbers and steps, files and formats), the more
        the laws see. Put into what they are answered from what must not get out: CPR numbers,
        names, rows of other years. Leave ``since`` and ``offline`` as they are; the laws set them.

        Args:
            tmp_path: An empty folder, for files; pass it on as ``folder``.
        """
        raise NotImplementedError

    def failing(self, tmp_path: Path) -> Sequence[Request]:
        """Requests that the source has to refuse, or that cannot be answered.

        A file that is not there, or that lies outside of the folder; rows that are no numbers; a
        server that answers with an error, with a page, or not at all.

        Args:
            tmp_path: An empty folder, for files.
        """
        return ()

    def table_of(self, request: Request) -> str:
        """What ``describe`` is asked about by somebody who wants to ask this; empty for nothing."""
        return ""

    def request(self, settings: Any, **fields: Any) -> Request:
        """A request about the sign of the example plan that is counted.

        Args:
            settings: What the plan says of the source.
            fields: Other fields of the request, such as ``folder`` and ``options``.
        """
        return attrs.evolve(example_request(self.source.name, settings), **fields)

    # --- What it is -------------------------------------------------------------------------------
    def test_it_can_be_registered(self) -> None:
        """``registry.source`` takes it.

        Why: What malplan refuses is found by its author, and not by whoever writes the first plan.
        Catches: A field of the settings that no file can hold, such as a float.
        """
        demand_registered(Registry("tested").source, self.source)

    def test_its_plugin_registers_it(self) -> None:
        """Calling the hook of the plugin brings a source of that name.

        Why: A source that is not registered is one that nobody can use.
        Catches: A source that is written and tested, and whose hook was forgotten.
        """
        if self.module is None:
            skip("set `module` to the module that the entry point names")
        registry = Registry("tested")
        EntryPoint("plugin", self.module, hookspecs.PROJECT).load().malplan_register(registry)
        names = [one.name for one in registry.entries if one.kind is Kind.SOURCE]
        demand(
            self.source.name in names,
            f"{self.module} registers {names or 'no source'}, and not {self.source.name!r}. Call "
            "registry.source in malplan_register.",
        )

    def test_it_loads_nothing_heavy(self) -> None:
        """In a fresh process, importing the plugin and calling its hook loads no heavy package.

        Why: Who lists plans waits for every plugin, also for those that are not asked.
        Catches: ``import pandas`` at the top of a module; it belongs into the function that uses
        it.
        """
        demand_light(self.module, self.heavy)

    def test_a_plan_can_hold_its_settings(self, tmp_path: Path) -> None:
        """Written as YAML or JSON and read again, the settings of each request are the same.

        Why: A plan is written and read, and asks for the same afterwards.
        Catches: An attribute that is set later; a converter that changes again what it has changed.
        """
        settings = self.source.settings
        for request in self._asked(tmp_path):
            demand(
                isinstance(request.settings, settings),
                f"A request has {request.settings!r}, which is no {settings.__name__}.",
            )
            for form in ("yaml", "json"):
                says = not_held(self.source, request.settings, form)
                demand(
                    not says,
                    f"A plan in {form} cannot hold {request.settings!r}: {says}. Use an attrs "
                    "class that is compared by value and takes what it keeps.",
                )

    # --- What it gives ----------------------------------------------------------------------------
    def test_it_answers(self, tmp_path: Path) -> None:
        """Each of ``requests`` gives readings, where they come from, and notices.

        Why: What is of another kind fails only in the host, far from the mistake.
        Catches: A list, a dictionary or a bare number in the place of ``Fetched``.
        """
        for request in self._asked(tmp_path):
            tried = self._fetch(request)
            demand(
                tried.raised is None,
                f"On {request.settings!r} it raises {reason(tried)}. `requests` are those that "
                "are answered.",
            )
            gave = tried.gave
            demand(
                is_answer(gave),
                f"It gave {redact(repr(gave))}. Give malplan.sources.Fetched with a tuple of "
                "Reading, a malplan.records.Provenance and a tuple of Message.",
            )
            demand(gave.readings, f"{request.settings!r} gives no reading. Ask for what is there.")

    def test_it_answers_the_same_again(self, tmp_path: Path) -> None:
        """Asked again after the others, it gives the same readings and the same checksum.

        Why: Who fetches every night would see corrections that are none.
        Catches: The order of a set, a sample, a checksum of the moment, what was kept of another
        question.
        """
        for request, first in self._answers(tmp_path):
            demand(
                self._same(request, first),
                f"{request.settings!r} is answered differently the next time. Use no random "
                "number, no order of a set and no clock, in the checksum neither.",
            )

    def test_it_answers_the_same_elsewhere(self, tmp_path: Path) -> None:
        """On a machine in another time zone, it gives the same readings and the same checksum.

        Why: A moment belongs to a day of Denmark, wherever the server stands.
        Catches: ``datetime.fromtimestamp`` without a zone, which puts an evening on the next day.
        """
        for request, first in self._answers(tmp_path):
            for zone in ZONES:
                with machine_in(zone):
                    same = self._same(request, first)
                demand(
                    same,
                    f"{request.settings!r} is answered differently on a machine in {zone}. Say in "
                    "which zone a moment becomes a day.",
                )

    def test_its_readings_are_in_order(self, tmp_path: Path) -> None:
        """They are sorted by time, and there is one for each; the first and last days are known.

        Why: A sum counts no day twice, and the latest comes last.
        Catches: Two figures for one week, from two groups that were not put together.
        """
        for _, fetched in self._answers(tmp_path):
            periods = [reading.period for reading in fetched.readings]
            open_ones = [str(one) for one in periods if one.start is None or one.end is None]
            demand(not open_ones, f"These times have no first or no last day:{listed(open_ones)}")
            wrong = [
                f"{one} before {other}"
                for one, other in pairwise(periods)
                if days_of(one)[::-1] >= days_of(other)[::-1]
            ]
            demand(
                not wrong,
                "Sort the readings by the last and then the first day, and put together what "
                f"speaks of the same days:{listed(wrong[:5])}",
            )

    def test_a_record_can_hold_every_reading(self, tmp_path: Path) -> None:
        """Each reading has either a value or a step; numbers are Decimal, and not too long.

        Why: A reading becomes a record, which is exact.
        Catches: A float, a mean with thirty decimals, an empty cell that became nothing.
        """
        for _, fetched in self._answers(tmp_path):
            for reading in fetched.readings:
                says = refusal(reading)
                demand(not says, f"No record can hold {redact(repr(reading))}: {says}.")

    def test_it_gives_nothing_from_before(self, tmp_path: Path) -> None:
        """Asked since a day, it gives what it gives of all, without what ended before that day.

        Why: Asked for what is new, it says the same of it as when it is asked for all.
        Catches: Rows left out before they are added up, so that a week that has begun is too small;
        an error where nothing is new.
        """
        for request, everything in self._answers(tmp_path):
            for since in borders_of(everything.readings):
                asked = attrs.evolve(request, since=since)
                wanted = tuple(one for one in everything.readings if asked.wants(one.period))
                tried = self._fetch(asked)
                demand(
                    tried.raised is None,
                    f"Asked since {since}, it raises {reason(tried)}. Where nothing is new, give "
                    "no readings.",
                )
                readings = tried.gave.readings if is_answer(tried.gave) else ()
                demand(
                    readings == wanted and is_answer(tried.gave),
                    f"Asked since {since}, it gives {len(readings)} readings, which are not the "
                    f"{len(wanted)} of all that had not ended before. Make the readings of whole "
                    "periods, then leave out those that request.wants does not want.",
                )

    def test_it_leaves_the_request_as_it_was(self, tmp_path: Path) -> None:
        """The plan, the settings and the options are the same afterwards.

        Why: The next source gets the same plan and the same options.
        Catches: ``options.pop("base_url")``.
        """
        for request in self._asked(tmp_path):
            given = copied(request)
            before = state_of(given)
            self._fetch(given)
            demand(state_of(given) == before, "It changes what it was given. Make a copy.")

    def test_it_says_where_figures_come_from(self, tmp_path: Path) -> None:
        """It names itself, a moment not in the future, and the checksum of what was read.

        Why: Who doubts a figure can find what it was read from.
        Catches: The checksum of a stream that was read to its end; local time that says it is UTC.
        """
        with machine_in(ZONES[0]):
            answers = self._answers(tmp_path)
        for _, fetched in answers:
            told = fetched.provenance
            demand(
                told.source == self.source.name,
                f"It calls itself {told.source!r}, and is registered as {self.source.name!r}.",
            )
            demand(
                told.retrieved <= now(),
                f"It was retrieved in the future, {told.retrieved}. Use datetime.now(UTC).",
            )
            demand(
                told.checksum not in _NOTHING,
                "It gives the checksum of nothing. Make it of the bytes that were read.",
            )

    def test_its_notices_speak_both_languages(self, tmp_path: Path) -> None:
        """Each notice says something in Danish, and the same in English.

        Why: The command line is Danish by default; a web page may not be.
        Catches: The Danish sentence as the English one, or none at all.
        """
        for _, fetched in self._answers(tmp_path):
            for notice in fetched.notices:
                demand_both_languages(notice)

    # --- What it does beside ----------------------------------------------------------------------
    def test_it_prints_nothing(self, tmp_path: Path) -> None:
        """What it has to say stands in its notices and errors, or is logged.

        Why: A line in between breaks what another program reads.
        Catches: A ``print`` that was left behind.
        """
        for request in (*self._asked(tmp_path), *self._refused(tmp_path)):
            printed = self._fetch(request).printed
            demand(not printed, f"It printed {redact(printed)!r}. Give a notice, or log it.")

    def test_it_asks_no_network_when_offline(self, tmp_path: Path) -> None:
        """Offline it answers from what it kept, or says that it cannot.

        Why: Who says ``--offline`` may be in a train, or may not want anybody to know.
        Catches: A connection that is opened before ``offline`` is looked at.
        """
        for request in self._asked(tmp_path):
            self._fetch(request)
            offline = attrs.evolve(request, offline=True)
            with network_watched() as asked:
                tries = [self._fetch(offline), *(one for _, one in self._described([offline]))]
            demand(
                not asked,
                f"It asks the network when it is offline ({asked[:1]}). Look at offline before "
                "anything is opened.",
            )
            for tried in tries:
                demand_told(tried, "Offline")

    def test_it_leaves_nothing_open(self, tmp_path: Path) -> None:
        """It closes every file and every connection that it opens, also where it fails.

        Why: A program that runs for months runs out of files and connections.
        Catches: ``open(path).read()``, or a connection that is closed only where all goes well.
        """
        for tried in self._everything(tmp_path, collect=True):
            demand(not tried.unclosed, f"It leaves open:{listed(tried.unclosed)}\nUse `with`.")

    # --- What fails -------------------------------------------------------------------------------
    def test_what_fails_is_told(self, tmp_path: Path) -> None:
        """Each of ``failing`` is an InvalidValue or a SourceFailed, in Danish and in English.

        Why: A figure that nobody meant is worse than none, and the error of a library says nothing
        to people and may quote a row.
        Catches: A file outside of the folder that is read all the same, a ``KeyError`` that is let
        through.
        """
        requests = self._refused(tmp_path)
        if not requests:
            skip("give `failing` requests that cannot be answered")
        for request in requests:
            tried = self._fetch(request)
            demand(
                tried.raised is not None,
                f"{request.settings!r} should fail, and gives {redact(repr(tried.gave))}. Refuse a "
                "file outside of request.folder, or whatever else is wrong with it.",
            )
            demand_told(tried, f"On {request.settings!r}")

    def test_a_wrong_option_is_told(self, tmp_path: Path) -> None:
        """An option that holds nonsense is taken, or refused with a sentence for people.

        Why: Options are typed on a command line, where people misspell.
        Catches: ``int(options["width"])``, whose error is a traceback on somebody's screen.
        """
        # The network is left alone: without an address, it could be the real one that is asked.
        for request in self._asked(tmp_path):
            for name in self.source.option_names:
                for value in _NONSENSE:
                    options = {**request.options, name: value}
                    tried = self._fetch(attrs.evolve(request, options=options, offline=True))
                    demand_told(tried, f"With the option {name}={value[:20]!r}")

    # --- What it can tell -------------------------------------------------------------------------
    def test_it_describes_what_it_holds(self, tmp_path: Path) -> None:
        """What it describes is a Description, with an example that a plan can hold.

        Why: The example is what people paste into a plan.
        Catches: An example with a field that the settings do not have.
        """
        for table, tried in self._described(self._asked(tmp_path)) or skip("it describes nothing"):
            says = wrong_with(tried, self.source.settings)
            demand(not says, f"Asked about {table!r}, {says}.")

    # --- What it must not show --------------------------------------------------------------------
    def test_it_shows_no_cpr_number(self, tmp_path: Path) -> None:
        """None is in what it gives, tells, prints, logs or raises, also where one is read.

        Why: Figures are counted from lists of people, and a row that is quoted tells of one.
        Catches: A notice that quotes the row that could not be read.
        """
        # A number of ten digits that only looks like one needs other test data.
        for tried in self._everything(tmp_path):
            texts = (_BY_CHANCE.sub("…", text) for text in tried.texts())
            lines = [line for text in texts for line in text.splitlines()]
            leaks = [redact(line) for line in lines if has_cpr_number(line)][:5]
            demand(not leaks, f"A CPR number leaks:{listed(leaks)}\nCount rows, and quote none.")

    def test_it_shows_no_secret(self, tmp_path: Path) -> None:
        """None of ``secrets`` is in what it gives, tells, prints, logs or raises, at any level.

        Why: What is logged is read by others than those who may see a token or a name.
        Catches: A token in an address that is logged; the row in an error that was kept with ``from
        error``.
        """
        if not self.secrets:
            skip("set `secrets` to texts that nobody may see, and put them where it reads")
        for tried in self._everything(tmp_path):
            for secret in self.secrets:
                leaks = [shown(text, 300) for text in tried.texts() if shows(text, secret)][:5]
                demand(
                    not leaks,
                    f"{secret!r} can be read in:{listed(leaks)}\nSay where it was wrong, and not "
                    "what stood there; raise `from None`; send a token in a header.",
                )

    # --- Trying -----------------------------------------------------------------------------------
    def _asked(self, tmp_path: Path) -> Sequence[Request]:
        return self.requests(_folder(tmp_path / "requests"))

    def _refused(self, tmp_path: Path) -> Sequence[Request]:
        return self.failing(_folder(tmp_path / "failing"))

    def _fetch(self, request: Request, *, collect: bool = False) -> Attempt:
        return attempt(lambda: self.source.fetch(request), collect=collect)

    def _same(self, request: Request, first: Fetched) -> bool:
        """Whether a request gets the same as before."""
        gave = self._fetch(request).gave
        if not is_answer(gave):
            return False
        same = gave.provenance.checksum == first.provenance.checksum
        return same and bool(gave.readings == first.readings)

    def _answers(self, tmp_path: Path) -> list[tuple[Request, Fetched]]:
        """All of ``requests``, each with what it gets; where that is nothing, a law says so."""
        asked = self._asked(tmp_path)
        gave = [self._fetch(request).gave for request in asked]
        if not all(is_answer(one) and one.readings for one in gave):
            skip("it does not answer")
        return list(zip(asked, gave, strict=True))

    def _described(self, requests: Sequence[Request]) -> list[tuple[str, Attempt]]:
        """What it tells of each table that can be described, with the table."""
        describe = getattr(self.source, "describe", None)
        if describe is None:
            return []

        def told(table: str, request: Request) -> Attempt:
            names = ("options", "folder", "offline")
            given = {name: getattr(request, name) for name in names}
            return attempt(lambda: describe(table, **given))

        tables = [(self.table_of(request), request) for request in requests]
        return [(table, told(table, request)) for table, request in tables if table]

    def _everything(self, tmp_path: Path, *, collect: bool = False) -> list[Attempt]:
        """Whatever it can be made to say."""
        requests = (*self._asked(tmp_path), *self._refused(tmp_path))
        fetched = [self._fetch(request, collect=collect) for request in requests]
        return [*fetched, *(tried for _, tried in self._described(requests))]


def _folder(path: Path) -> Path:
    """A folder that is there."""
    path.mkdir(exist_ok=True)
    return path
