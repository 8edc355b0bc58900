"""The laws of a plugin that brings plans."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Collection, Iterator
from importlib import metadata
from pathlib import Path
from typing import ClassVar

import attrs
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from malplan.errors import (
    AmbiguousName,
    InvalidPeriod,
    InvalidPlan,
    MalplanError,
    Problem,
    did_you_mean,
    shown,
)
from malplan.fields import parts_of, path_of, texts_of
from malplan.findings import Finding, Severity
from malplan.hookspecs import PROJECT
from malplan.loading import read_plan, read_plan_file
from malplan.messages import LANGUAGES, Message
from malplan.messages import problems as words
from malplan.messages import sources as source_words
from malplan.model import Plan
from malplan.periods import Period
from malplan.plugins import Distribution, Plugin, Status, installed
from malplan.presentation import View
from malplan.privacy import find_cpr_numbers, has_cpr_number
from malplan.settings import Settings
from malplan.testing._laws import HEAVY, demand, listed, loaded_with, skip
from malplan.workspace import RegisteredPlan, Workspace

_LOSSLESS = ("json", "yaml")
_DANISH_WORD = re.compile(r"[^\W_]*[æøåÆØÅ][^\W_]*")
# The bytes of æ, ø, å, Æ, Ø, Å and é in UTF-8, read as Windows-1252; and what stands for a letter
# that could not be read at all.
_BROKEN_LETTER = re.compile("Ã[¦¸¥†˜…©]|\N{REPLACEMENT CHARACTER}")


class PlanSuite:
    """The laws of a plugin that brings plans, as tests for pytest.

    A plugin's tests inherit them::

        from malplan.testing import PlanSuite

        class TestSommersvoemning(PlanSuite):
            distribution = "malplan-sommersvoemning"

    The plugin must be installed. A law that another one has already broken is skipped. Plans are
    read with the plugin and the plugins of malplan that it depends on, as its metadata say, and
    with no other.

    Attributes:
        distribution: The name of the plugin's distribution.
        expected_findings: What the checks find that is true of the plans, with the plan's id
            before its place: ``"sommersvoemning/actions/gratis-uge: no-hypothesis"``.
        heavy: Top-level names of packages that loading the plugin must not load.
    """

    distribution: ClassVar[str]
    expected_findings: ClassVar[Collection[str]] = ()
    heavy: ClassVar[Collection[str]] = HEAVY

    # --- The plugin -------------------------------------------------------------------------------
    def test_it_loads_alone(self) -> None:
        """Without any other plugin, it loads and brings a plan.

        Why: Somebody installs it without whatever else is installed here.
        Catches: An entry point that names no module, an error at import, a hook that registers
        nothing.
        """
        found = self._installed()
        demand(
            found,
            f"No installed distribution {self.distribution} has an entry point in the group "
            f"{PROJECT}. Install the plugin (pip install -e .), or correct `distribution`.",
        )
        plugin = self._plugin()
        demand(
            plugin.status is Status.LOADED,
            f"{plugin.name} is {plugin.status.value}: {plugin.reason}.",
        )
        demand(
            any(what.startswith("plan ") for what in plugin.provides),
            f"{plugin.name} brings no plan. Call registry.plan(…) in malplan_register.",
        )

    def test_it_asks_for_a_range_of_malplan(self) -> None:
        """Its metadata say which versions of malplan it works with.

        Why: malplan tells who has a version that does not fit, and can do so only by what the
        metadata say.
        Catches: A dependency without a version, on one version alone, or on none at all.
        """
        wanted = [
            requirement.specifier
            for requirement in _requirements(self._distribution().requires)
            if canonicalize_name(requirement.name) == PROJECT and not requirement.marker
        ]
        demand(
            wanted,
            f"{self.distribution} does not depend on malplan. Write dependencies = "
            '["malplan>=0.1"] in pyproject.toml, so that malplan can tell when it does not fit.',
        )
        for specifiers in wanted:
            lower = any(
                one.operator in (">=", ">", "~=") or one.version.endswith(".*")
                for one in specifiers
            )
            demand(
                lower,
                f"{self.distribution} asks for malplan{specifiers}, which is no range from a "
                "lowest version on. Write malplan>=0.1, with the version it was tested with.",
            )

    def test_it_loads_nothing_heavy(self) -> None:
        """In a fresh process, importing it and calling its hook loads no heavy package.

        Why: Every command waits for every plugin, also for one that it does not use.
        Catches: ``import pandas`` at the top of a module; it belongs into the function that uses
        it.
        """
        heavy = sorted({name.split(".")[0] for name in self._modules()} & set(self.heavy))
        demand(
            not heavy,
            f"Loading {self.distribution} loads {', '.join(heavy)}, also for those who only list "
            "plans. Import it inside the function that uses it.",
        )

    def test_it_imports_no_other_plugin(self) -> None:
        """It works whatever else is installed.

        Why: Each plugin can be left out or blocked, and the others still work.
        Catches: A function that is borrowed from another plugin.
        """
        own = {_top(point.value) for point in self._distribution().entry_points}
        others = {
            _top(point.value)
            for other in installed()
            for point in other.entry_points
            if other.name != self._distribution().name
        }
        found = sorted({name.split(".")[0] for name in self._modules()} & (others - own))
        demand(
            not found,
            f"{self.distribution} imports {', '.join(found)}, which is another plugin. Import "
            "malplan only, and move what both need into a package of its own.",
        )

    def test_its_files_are_in_the_wheel(self) -> None:
        """Its plans lie in its package, and are installed with it.

        Why: In place every file is found; installed, only those that were packed.
        Catches: A plan that lies beside the package, or that the build backend leaves out.
        """
        files = [one.path for one in self._registered() if one.path]
        packages = [package for package in self._packages() if package]
        for file in files:
            demand(
                any(file.resolve().is_relative_to(package) for package in packages),
                f"{file} lies outside the package, and would not be installed with it. Move it "
                "into the folder of the package.",
            )
        distribution = metadata.distribution(self.distribution)
        if _is_editable(distribution) or distribution.files is None:
            skip("what the wheel holds is seen only where it is installed from one")
        held = {Path(str(file.locate())).resolve() for file in distribution.files}
        missing = [file for file in files if file.resolve() not in held]
        demand(
            not missing,
            "The wheel does not hold these files. Let the build backend include them (hatchling "
            f"does so by itself; setuptools needs package-data):{listed(missing)}",
        )

    # --- Reading ----------------------------------------------------------------------------------
    def test_every_plan_reads(self) -> None:
        """Each plan is read without a problem, where nothing is installed but what it depends on.

        Why: A plan that cannot be read is one that nobody sees.
        Catches: A misspelt field, a reference to an id that is not there, a time that is none; a
        source of a plugin that is installed here, and is not among the dependencies.
        """
        workspace = self._workspace()
        problems: list[Problem] = []
        for registered in self._registered():
            try:
                _read(registered, workspace)
            except InvalidPlan as error:
                problems += error.problems
        undeclared = _brought_by_others(workspace)
        missing = sorted({undeclared[one.message] for one in problems if one.message in undeclared})
        declare = "".join(
            f"Declare {name} in dependencies in pyproject.toml, and install the plugin again: a "
            "plan here needs what it brings. "
            for name in missing
        )
        are_wrong = any(one.message not in undeclared for one in problems)
        do = "Correct the plans" if are_wrong else "Until then they cannot be read"
        demand(not problems, f"{declare}{do}:{listed(problems)}")

    def test_every_plan_is_named_by_its_file(self) -> None:
        """A plan's id is the name of its file without the suffix.

        Why: A plan is listed by its file before it is read, and has to be the plan of that name.
        Catches: A file that was copied from last year's and kept its id, or that was renamed.
        """
        for registered, plan in self._plans():
            demand(
                plan.id == registered.id,
                f"The plan in {registered.path} has the id {plan.id}. Make the id and the name of "
                "the file the same.",
            )

    def test_every_id_is_its_own(self) -> None:
        """No other installed plugin brings a plan of the same id.

        Why: What two plugins claim belongs to neither.
        Catches: An id such as ``unge``, which the plan of another department has too.
        """
        workspace = Workspace()
        conflicts: list[object] = []
        for registered in self._registered():
            try:
                workspace.load(registered.id)
            except AmbiguousName as error:
                conflicts.append(error)
            except MalplanError:
                continue  # another law's
        demand(not conflicts, f"Choose other ids:{listed(conflicts)}")

    def test_every_plan_reads_back(self) -> None:
        """Written as JSON or YAML and read again, each plan is the same.

        Why: Plans are written, changed and read again, and nothing may be lost on the way.
        Catches: An extension that changes what it is given each time it is read.
        """
        workspace = self._workspace()
        changes = [
            f"{registered.id} as {name}: {change}"
            for registered, plan in self._plans()
            for name in _LOSSLESS
            for change in _changes(plan, name, workspace)
        ]
        demand(
            not changes,
            "A plan is another one when it is written and read again. An extension must keep what "
            f"it is given:{listed(changes)}",
        )

    # --- What it says -----------------------------------------------------------------------------
    def test_the_checks_find_no_error(self) -> None:
        """No check finds an error; CPR numbers are another law's.

        Why: An error is wrong whatever the plan is about.
        Catches: A final evaluation before the last milestone, after a milestone was moved.
        """
        found = [
            f"{path} [{one.code}]: {one.message}"
            for path, one in self._findings()
            if one.severity is Severity.ERROR and one.code != "cpr-number"
        ]
        demand(not found, f"Correct what the checks find:{listed(found)}")

    def test_the_checks_find_what_is_expected(self) -> None:
        """What else the checks find is what ``expected_findings`` lists, no more and no less.

        Why: A real plan is seldom perfect; listed, what is missing is known, and what changes is
        noticed.
        Catches: A sign that lost its target when the plan was edited.
        """
        found = {
            f"{path}: {one.code}"
            for path, one in self._findings()
            if one.severity is not Severity.ERROR
        }
        expected = set(self.expected_findings)
        everything = "".join(f'\n    "{line}",' for line in sorted(found))
        demand(
            found == expected,
            "Improve the plan, or write into the suite what is true of it as it is. Not expected:"
            f"{listed(sorted(found - expected))}\nNot found any more:"
            f"{listed(sorted(expected - found))}\nAll that is found:\n\n"
            f"expected_findings = ({everything}\n)",
        )

    def test_there_is_no_cpr_number(self) -> None:
        """No text, and no comment of a file, holds a CPR number.

        Why: A plan is published and its file is copied; what was seen cannot be called back.
        Catches: A number in a comment that somebody made for themselves.
        """
        places = [
            f"{registered.id}: {path}"
            for registered, plan in self._plans()
            for path, text in texts_of(plan)
            if has_cpr_number(text)
        ]
        for registered in self._registered():
            text = _content(registered)
            places += [
                f"{registered.path}:{text.count(chr(10), 0, start) + 1}"
                for start, _ in find_cpr_numbers(text)
            ]
        demand(not places, f"Take the CPR numbers out, also of comments:{listed(places)}")

    def test_every_time_is_understood(self) -> None:
        """A time has days, unless its words cannot say any.

        Why: People read the words and programs the days: both must say the same.
        Catches: ``{text: medio maj}``, which has no days; a year that was changed in one of the
        two.
        """
        wrong = [
            f"{registered.id}: {path}: {period.text}"
            for registered, plan in self._plans()
            for path, period in _periods_of(plan)
            if not _is_understood(period, plan.year)
        ]
        demand(
            not wrong,
            "malplan reads these words as other days than they stand for here, or here they stand "
            "for none. Write the phrase alone, as in period: medio maj, and {text: …} only for "
            f"what is no time yet:{listed(wrong)}",
        )

    def test_danish_letters_are_whole(self) -> None:
        """Danish letters are read as such, and come out as such.

        Why: A name has to come out as people write it.
        Catches: A file that was saved as Windows-1252 and read as UTF-8.
        """
        workspace = self._workspace()
        for registered, plan in self._plans():
            broken = [
                f"{path}: {text}" for path, text in texts_of(plan) if _BROKEN_LETTER.search(text)
            ]
            demand(
                not broken,
                f"{registered.id} was saved in one encoding and read in another. Write the letters "
                f"again, and save the file as UTF-8:{listed(broken)}",
            )
            said = {word for _, text in texts_of(plan) for word in _DANISH_WORD.findall(text)}
            for name in _LOSSLESS:
                written = _written(plan, name, workspace).decode()
                lost = sorted(word for word in said if word not in written)
                demand(
                    not lost, f"{registered.id} loses words when written as {name}:{listed(lost)}"
                )

    def test_every_output_writes_it(self) -> None:
        """Every installed output writes each plan, in Danish and in English.

        Why: Who chooses a format does not know what the plugin was tried with.
        Catches: An output that takes for granted what this plan does not have.
        """
        workspace = Workspace()
        failed = []
        for registered, plan in self._plans():
            for output in workspace.outputs:
                for language in LANGUAGES:
                    try:
                        written = workspace.render(plan, output.name, language=language)
                    except MalplanError as error:
                        failed.append(f"{registered.id}, {output.name}, {language}: {error}")
                    else:
                        if not written:
                            failed.append(f"{registered.id}, {output.name}, {language}: nothing")
        demand(not failed, f"These outputs fail:{listed(failed)}")

    # --- Looking ----------------------------------------------------------------------------------
    def _installed(self) -> Distribution | None:
        name = canonicalize_name(self.distribution)
        return next((one for one in installed() if one.name == name), None)

    def _distribution(self) -> Distribution:
        return self._installed() or skip("it is not installed; see test_it_loads_alone")

    def _alone(self) -> Workspace:
        """With this plugin only: what it brings, even if another one brings the same."""
        return Workspace(Settings(allow=frozenset({self.distribution})))

    def _workspace(self) -> Workspace:
        """With the plugins that it depends on too, whose sources and fields its plans may name."""
        return Workspace(Settings(allow=_with_dependencies(self._distribution())))

    def _plugin(self) -> Plugin:
        name = self._distribution().name
        return next(one for one in self._alone().plugins if one.name == name)

    def _registered(self) -> tuple[RegisteredPlan, ...]:
        if self._plugin().status is not Status.LOADED:
            skip("it does not load; see test_it_loads_alone")
        return self._alone().plans or skip("it brings no plan; see test_it_loads_alone")

    def _plans(self) -> list[tuple[RegisteredPlan, Plan]]:
        workspace = self._workspace()
        try:
            return [(one, _read(one, workspace)) for one in self._registered()]
        except InvalidPlan:
            skip("a plan cannot be read; see test_every_plan_reads")

    def _findings(self) -> Iterator[tuple[str, Finding]]:
        workspace = self._workspace()
        for _, plan in self._plans():
            for finding in workspace.check(plan):
                yield "/".join(filter(None, (plan.id, finding.path))), finding

    def _modules(self) -> Collection[str]:
        modules = loaded_with(self._distribution())
        if modules is None:
            skip("it does not load; see test_it_loads_alone")
        return modules

    def _packages(self) -> Iterator[Path | None]:
        for point in self._distribution().entry_points:
            file = getattr(sys.modules.get(_top(point.value)), "__file__", None)
            yield Path(file).resolve().parent if file else None


# --- Metadata -------------------------------------------------------------------------------------
def _requirements(texts: Collection[str]) -> Iterator[Requirement]:
    for text in texts:
        try:
            yield Requirement(text)
        except InvalidRequirement:
            continue


def _with_dependencies(distribution: Distribution) -> frozenset[str]:
    """A plugin and the installed plugins that it depends on, and those that these depend on."""
    known = {one.name: one for one in installed()}
    found: set[str] = set()
    waiting = [distribution.name]
    while waiting:
        name = waiting.pop()
        if name in known and name not in found:
            found.add(name)
            waiting += (
                canonicalize_name(one.name)
                for one in _requirements(known[name].requires)
                if one.marker is None or one.marker.evaluate({"extra": ""})
            )
    return frozenset(found)


def _brought_by_others(workspace: Workspace) -> dict[Message, str]:
    """What is said of a source, or fields, that only a plugin elsewhere has; and that plugin."""
    sources = {one.name for one in workspace.sources}
    everything = Workspace()
    missing = {
        source_words.SOURCE_NOT_INSTALLED.format(
            name=shown(one.name), hint=did_you_mean(one.name, sources)
        ): one.origin
        for one in everything.sources
        if one.name not in sources
    }
    return missing | {
        words.PLUGIN_NOT_LOADED.format(name=one.name, reason=words.NOT_ALLOWED): one.origin
        for one in everything.extensions
    }


def _top(value: str) -> str:
    """The package of an entry point, of ``package.module:name``."""
    return value.partition(":")[0].partition(".")[0].strip()


def _is_editable(distribution: metadata.Distribution) -> bool:
    """Whether it was installed in place (PEP 610), so that no wheel was made of its files."""
    text = distribution.read_text("direct_url.json")
    return bool(text and json.loads(text).get("dir_info", {}).get("editable"))


# --- Plans ----------------------------------------------------------------------------------------
def _read(registered: RegisteredPlan, workspace: Workspace) -> Plan:
    """A plan whatever its file is called."""
    if registered.path is None:
        return registered.load()
    return read_plan_file(registered.path, workspace.converters)


def _content(registered: RegisteredPlan) -> str:
    return "" if registered.path is None else registered.path.read_text("utf-8", errors="replace")


def _written(plan: Plan, name: str, workspace: Workspace) -> bytes:
    """A plan in a format, CPR numbers and all."""
    output = next(entry.value for entry in workspace.outputs if entry.name == name)
    stream = io.BytesIO()
    output.write(View(plan), stream, language="da", options={})
    return stream.getvalue()


def _changes(plan: Plan, name: str, workspace: Workspace) -> Iterator[str]:
    """What is another when the plan is written and read again."""
    content = _written(plan, name, workspace)
    try:
        again = read_plan(content, suffix=f".{name}", converters=workspace.converters)
    except InvalidPlan as error:
        yield from (str(problem) for problem in error.problems)
        return
    for field in attrs.fields(Plan):
        before, after = getattr(plan, field.name), getattr(again, field.name)
        if before != after:
            yield f"{field.name}: {before!r} became {after!r}"


def _periods_of(plan: Plan) -> Iterator[tuple[str, Period]]:
    for steps, part in parts_of(plan):
        for field in attrs.fields(type(part)):
            held = getattr(part, field.name)
            for period in held if isinstance(held, tuple) else (held,):
                if isinstance(period, Period):
                    yield "/".join(filter(None, (path_of(steps), field.name))), period


def _is_understood(period: Period, year: int) -> bool:
    """Whether its words mean its days, or are no time that malplan knows."""
    try:
        meant = Period.parse(period.text, year=year)
    except InvalidPeriod:
        return True
    return (meant.start, meant.end) == (period.start, period.end)
