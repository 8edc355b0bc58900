"""Each law of the suites is proven: a plugin that is wrong on purpose breaks it, and no other."""

from __future__ import annotations

import logging
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

import malplan
from malplan import Finding, Message, Plan, Severity
from malplan.testing import CheckSuite, PlanSuite
from malplan.testing._laws import demand

Install = Callable[..., str]


def outcomes(suite: type) -> dict[str, str]:
    """What becomes of each law: nothing, why it is skipped, or what it says."""
    found = {}
    for law in laws_of(suite):
        try:
            getattr(suite(), law)()
        except pytest.skip.Exception as error:
            found[law] = f"skipped: {error}"
        except pytest.fail.Exception as error:
            found[law] = f"failed: {error}"
        else:
            found[law] = ""
    return found


def broken(suite: type) -> dict[str, str]:
    told = outcomes(suite)
    return {law: says for law, says in told.items() if says.startswith("failed")}


def laws_of(suite: type) -> list[str]:
    return [name for name in dir(suite) if name.startswith("test_")]


# --- Plans ----------------------------------------------------------------------------------------
CONTENT = """\
format: 1
id: {id}
title: Sommersvømning på Ærø (eksempel)
year: 2026
municipality: Eksempel Kommune
coordinators: [{name: En tovholder}]
challenge:
  text: Få børn kan svømme.
  key_figures: [{id: boern, text: børn, value: 40, as_of: maj 2026}]
"""
HOOK = """\
from pathlib import Path
import malplan

@malplan.hookimpl
def malplan_register(registry):
    registry.plan(Path(__file__).parent / "{plan}.yaml")
"""
CHECK = """
    class Check:
        code = "mine"
        def check(self, plan):
            said = malplan.Message(da="Nej.", en="No.")
            yield malplan.Finding("mine", malplan.Severity.ERROR, "", said)
    registry.check(Check())
"""
OUTPUT = """
    class Output:
        name, suffix, media_type = "mine", ".txt", "text/plain"
        def write(self, view, stream, *, language, options):
            stream.write(b"x" if language == "da" else %s)
    registry.output(Output())
"""
EXTENSION = """
    import attrs
    @attrs.frozen
    class Own:
        text: str = attrs.field(converter=lambda text: text + "!")
    registry.extension(Own)
"""
REFUSES = EXTENSION.replace(
    'text + "!")', 'text + "!", validator=attrs.validators.max_len(2))'
)  # which is longer when it is read again


SOURCE = """
import attrs
import malplan

@attrs.frozen
class Settings:
    place: str

class Source:
    name, title, settings, option_names = "fremmoede", "Fremmøde (eksempel)", Settings, ()
    def fetch(self, request):
        raise malplan.SourceFailed(malplan.Message(da="Nej.", en="No."))

@malplan.hookimpl
def malplan_register(registry):
    registry.source(Source())
    registry.extension(Settings)
"""
FETCHED = "as_of: maj 2026, source: {name: fremmoede, settings: {place: hal}}"
NEEDS_ANOTHER = (
    CONTENT.replace("as_of: maj 2026", FETCHED) + "extensions: {malplan-fremmoede: {place: hal}}\n"
)
MADE = """
from datetime import date
import malplan

@malplan.hookimpl
def malplan_register(registry):
    may = malplan.Period(date(2025, 5, 1), date(2025, 5, 31), "maj 2026")
    figure = malplan.KeyFigure(id="f", text="børn", value=40, as_of=may)
    registry.plan(malplan.Plan(
        id="sommer", title="T", year=2026, municipality="M",
        coordinators=(malplan.Person(name="A"),),
        challenge=malplan.Challenge(text="Få", key_figures=(figure,)),
    ))
"""

WRONG_PLANS: dict[str, tuple[str, dict[str, str], str]] = {
    "not-installed": ("test_it_loads_alone", {"name": "malplan-elsewhere"}, "pip install"),
    "broken": ("test_it_loads_alone", {"code": "raise OSError('nej')"}, "OSError: nej"),
    "too-new": ("test_it_loads_alone", {"requires": "malplan>=999"}, "incompatible"),
    "no-plan": ("test_it_loads_alone", {"code": HOOK[: HOOK.index("    reg")] + CHECK}, "no plan"),
    "asks-nothing": ("test_it_asks_for_a_range_of_malplan", {"requires": ""}, "depend"),
    "asks-nonsense": ("test_it_asks_for_a_range_of_malplan", {"requires": "?"}, "depend"),
    "asks-for-others": (
        "test_it_asks_for_a_range_of_malplan",
        {"requires": "malplan-other>=1"},
        "depend",
    ),
    "asks-for-any": ("test_it_asks_for_a_range_of_malplan", {"requires": "malplan"}, "no range"),
    "asks-for-one": (
        "test_it_asks_for_a_range_of_malplan",
        {"requires": f"malplan=={malplan.__version__}"},
        "no range",
    ),
    "heavy": ("test_it_loads_nothing_heavy", {"code": "import yaml\n" + HOOK}, "loads yaml"),
    "heavy-hook": (
        "test_it_loads_nothing_heavy",
        {"code": HOOK + "    import babel.numbers, rich.text\n"},
        "loads babel, rich",
    ),
    "leans-on-another": ("test_it_imports_no_other_plugin", {"code": HOOK}, "another plugin"),
    "left-out": ("test_its_files_are_in_the_wheel", {}, "package-data"),
    "outside": (
        "test_its_files_are_in_the_wheel",
        {"code": HOOK.replace("parent /", "parent.parent /")},
        "outside the package",
    ),
    "unreadable": (
        "test_every_plan_reads",
        {"content": CONTENT.replace("title:", "titel:").replace("2026\n", "x\n", 1)},
        "unknown field “titel”",
    ),
    "misnamed": (
        "test_every_plan_is_named_by_its_file",
        {"content": CONTENT.replace("{id}", "vinter")},
        "has the id vinter",
    ),
    "taken": ("test_every_id_is_its_own", {}, "several plans are named “sommer”"),
    "changes": (
        "test_every_plan_reads_back",
        {"code": HOOK + EXTENSION, "content": CONTENT + "extensions: {malplan-x: {text: a}}\n"},
        "extensions",
    ),
    "refuses-itself": (
        "test_every_plan_reads_back",
        {"code": HOOK + REFUSES, "content": CONTENT + "extensions: {malplan-x: {text: a}}\n"},
        "extensions",
    ),
    "in-error": ("test_the_checks_find_no_error", {"code": HOOK + CHECK}, "sommer [mine]: No."),
    "not-expected": (
        "test_the_checks_find_what_is_expected",
        {"content": CONTENT.replace("coordinators: [{name: En tovholder}]\n", "")},
        'expected_findings = (\n    "sommer/coordinators: no-coordinator",\n)',
    ),
    "cpr-number": (
        "test_there_is_no_cpr_number",
        {"content": CONTENT.replace("(eksempel)", "010190-1234")},
        "sommer: title",
    ),
    "cpr-in-a-comment": (
        "test_there_is_no_cpr_number",
        {"content": CONTENT.replace("challenge", "# Om 0101901234\nchallenge")},
        "sommer.yaml:7",
    ),
    "time-as-words": (
        "test_every_time_is_understood",
        {"content": CONTENT.replace("maj 2026", "{text: maj 2026}")},
        "key_figures/boern/as_of: maj 2026",
    ),
    "time-of-another-year": ("test_every_time_is_understood", {"code": MADE}, "as_of: maj 2026"),
    "mojibake": (
        "test_danish_letters_are_whole",
        {"content": CONTENT.replace("svømning", "svÃ¸mning")},
        "title: SommersvÃ¸mning",
    ),
    "output-fails": (
        "test_every_output_writes_it",
        {"code": HOOK + OUTPUT % "1 / 0"},
        "sommer, mine, en: the output mine from malplan-x failed: ZeroDivisionError",
    ),
    "output-is-empty": (
        "test_every_output_writes_it",
        {"code": HOOK + OUTPUT % "b''"},
        "sommer, mine, en: nothing",
    ),
}  # fmt: skip


def prepare(install: Install, site: Path, name: str, changed: dict[str, str]) -> None:
    """What a wrong plugin needs around it."""
    if name == "leans-on-another":
        changed["code"] = f"import {install('malplan-other', plan='other')}\n{HOOK}"
    if name == "taken":
        install("malplan-other")
    if name == "outside":
        (site / "sommer.yaml").write_text(CONTENT.replace("{id}", "sommer"), encoding="utf-8")


@pytest.mark.parametrize("name", WRONG_PLANS)
def test_a_wrong_plan_breaks_its_law_and_no_other(install: Install, site: Path, name: str) -> None:
    law, given, says = WRONG_PLANS[name]
    changed = dict(given)
    prepare(install, site, name, changed)
    distribution = changed.pop("name", "malplan-x")
    install("malplan-x", **{"code": HOOK, "content": CONTENT, **changed})
    if name == "left-out":
        record = site / "malplan_x-1.0.dist-info" / "RECORD"
        lines = record.read_text("utf-8").splitlines(keepends=True)
        record.write_text("".join(line for line in lines if ".yaml" not in line), "utf-8")

    suite = type("Suite", (PlanSuite,), {"distribution": distribution})
    told = broken(suite)
    assert list(told) == [law], told
    assert says in told[law]
    assert "1234" not in told[law]


def test_what_is_expected_and_not_found_any_more_breaks_its_law(install: Install) -> None:
    install("malplan-x", HOOK, content=CONTENT)

    class Suite(PlanSuite):
        distribution = "malplan-x"
        expected_findings = ("sommer/coordinators: no-coordinator",)

    assert list(broken(Suite)) == ["test_the_checks_find_what_is_expected"]
    (says,) = broken(Suite).values()
    assert "any more:\n  - sommer/coordinators: no-coordinator\n" in says


def test_a_right_plan_keeps_every_law(install: Install) -> None:
    install("Malplan_X", HOOK, content=CONTENT)
    suite = type("Suite", (PlanSuite,), {"distribution": "malplan.x"})
    assert set(outcomes(suite).values()) == {""}


def test_words_that_are_no_time_of_malplan_may_stand_beside_days(install: Install) -> None:
    content = CONTENT.replace(
        "maj 2026", "{text: når isen går, start: 2026-03-01, end: 2026-03-31}"
    )
    install("malplan-x", HOOK, content=content)
    suite = type("Suite", (PlanSuite,), {"distribution": "malplan-x"})
    assert set(outcomes(suite).values()) == {""}


def test_a_plan_may_need_the_plugins_that_it_declares(install: Install) -> None:
    install("malplan-fremmoede", SOURCE)
    install("malplan-between", requires="malplan-fremmoede", plan="between")
    suite = type("Suite", (PlanSuite,), {"distribution": "malplan-x"})

    def asking_for(requirement: str) -> type[PlanSuite]:
        requires = f"malplan>=0.1\nRequires-Dist: {requirement}"
        install("malplan-x", HOOK, content=NEEDS_ANOTHER, requires=requires)
        return suite

    for undeclared in ("attrs", 'malplan-fremmoede; extra == "all"'):
        with pytest.raises(pytest.fail.Exception) as caught:
            asking_for(undeclared)().test_every_plan_reads()
        says = str(caught.value)
        assert says.count("Declare malplan-fremmoede in dependencies in pyproject.toml") == 1
        assert "key_figures/boern/source/name" in says
        assert "extensions/malplan-fremmoede" in says
    asking_for("Malplan.Fremmoede>=1")().test_every_plan_reads()
    assert set(outcomes(asking_for("malplan-between")).values()) == {""}


def test_a_plan_of_a_dependency_is_not_taken_for_its_own(install: Install) -> None:
    install("malplan-other")
    requires = "malplan>=0.1\nRequires-Dist: malplan-other"
    install("malplan-x", HOOK, content=CONTENT, requires=requires)
    with pytest.raises(pytest.fail.Exception, match="several plans are named"):
        type("Suite", (PlanSuite,), {"distribution": "malplan-x"})().test_every_id_is_its_own()


def test_an_editable_plugin_says_what_it_cannot_see(install: Install, site: Path) -> None:
    install("malplan-x", HOOK, content=CONTENT)
    editable = '{"dir_info": {"editable": true}, "url": "file:///x"}'
    (site / "malplan_x-1.0.dist-info" / "direct_url.json").write_text(editable, "utf-8")
    told = outcomes(type("Suite", (PlanSuite,), {"distribution": "malplan-x"}))
    assert {law for law, says in told.items() if says} == {"test_its_files_are_in_the_wheel"}


def test_pytest_runs_it_and_tells_what_to_do(install: Install, site: Path, tmp_path: Path) -> None:
    module = install("malplan-x", HOOK, content=CONTENT)
    file = tmp_path / "test_x.py"
    file.write_text(
        "from malplan.testing import PlanSuite\n"
        "class TestX(PlanSuite):\n    distribution = 'malplan-x'\n",
        encoding="utf-8",
    )
    path = os.pathsep.join([str(site), *filter(None, [os.environ.get("PYTHONPATH")])])

    def run() -> str:
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(file)],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            encoding="utf-8",
            check=False,
        ).stdout

    assert f"{len(laws_of(PlanSuite))} passed" in run()
    (site / module / "__init__.py").write_text(
        f"import yaml\n{HOOK.replace('{plan}', 'sommer')}", encoding="utf-8"
    )
    told = run()
    assert "1 failed" in told
    assert "Loading malplan-x loads yaml, also for those who only list plans" in told
    assert "Why: Every command waits for every plugin" in told
    assert "def test_it_loads_nothing_heavy" not in told  # what to do, and no source of malplan's


# --- Checks ---------------------------------------------------------------------------------------
def plan(title: str) -> Plan:
    return Plan(id="p", title=title, year=2026, municipality="M")


class TooShort:
    """A check that is right."""

    code = "too-short"
    path = "title"
    calls = 0

    def check(self, plan: Plan) -> Iterator[Any]:
        self.calls += 1
        if len(plan.title) < 20:
            yield self.finding(plan)

    def finding(self, plan: Plan, path: str = "title") -> Any:
        return Finding(self.code, Severity.ADVICE, path, self.message(plan))

    def message(self, plan: Plan) -> Message:
        return Message(da=f"Titlen ”{plan.title}” er kort.", en=f"“{plan.title}” is short.")


class NoSlug(TooShort):
    code = "For kort"


class Taken(TooShort):
    code = "no-coordinator"


class Reserved(TooShort):
    code = "check-failed"


class Silent(TooShort):
    def check(self, plan: Plan) -> Iterator[Any]:
        yield from ()


class Nagging(TooShort):
    def check(self, plan: Plan) -> Iterator[Any]:
        yield self.finding(plan)


class Raising(TooShort):
    def check(self, plan: Plan) -> Iterator[Any]:
        _ = [action.title for action in plan.actions if not action.signs[0].text]
        yield from super().check(plan)


class Leaving(TooShort):
    def check(self, plan: Plan) -> Iterator[Any]:
        if plan.id == "p" and len(plan.title) >= 20:
            sys.exit(1)
        yield from super().check(plan)


class GivesNothing(TooShort):
    def check(self, plan: Plan) -> Any:
        return list(super().check(plan)) or None


class GivesTexts(TooShort):
    def finding(self, plan: Plan, path: str = "title") -> Any:
        return "for kort"


class Misattributed(TooShort):
    def finding(self, plan: Plan, path: str = "title") -> Any:
        return attrs.evolve(super().finding(plan), code="too-long")


class OneLanguage(TooShort):
    def message(self, plan: Plan) -> Message:
        return Message(da="Titlen er kort.", en=" ")


class SameLanguage(TooShort):
    def message(self, plan: Plan) -> Message:
        return Message(da="TODO", en="TODO")


class Nowhere(TooShort):
    def finding(self, plan: Plan, path: str = "title") -> Any:
        return super().finding(plan, "titel")


class Logging(TooShort):
    def message(self, plan: Plan) -> Message:
        logging.getLogger("malplan_x").debug("looked at %s", plan.title)
        return super().message(plan)


class Printing(TooShort):
    def message(self, plan: Plan) -> Message:
        print(plan.title)  # noqa: T201
        return super().message(plan)


class Remembering(TooShort):
    def message(self, plan: Plan) -> Message:
        return Message(da=f"Nej nr. {self.calls}", en=f"No number {self.calls}")


class Shuffling(TooShort):
    def check(self, plan: Plan) -> Iterator[Any]:
        found = [self.finding(plan, path) for path in ("title", "id", "year")]
        self.calls += 1
        random.Random(self.calls).shuffle(found)
        yield from found if len(plan.title) < 20 else ()


class Changing(TooShort):
    def check(self, plan: Plan) -> Iterator[Any]:
        object.__setattr__(plan, "municipality", "Eksempel Kommune")
        yield from super().check(plan)


WRONG_CHECKS: dict[str, tuple[type[TooShort], ...]] = {
    "test_its_code_is_its_own": (NoSlug, Taken, Reserved),
    "test_it_finds_what_it_is_for": (Silent,),
    "test_it_lets_pass_what_is_right": (Nagging,),
    "test_it_never_raises": (Raising, Leaving, GivesNothing),
    "test_it_gives_findings_of_its_own": (GivesTexts, Misattributed),
    "test_it_speaks_both_languages": (OneLanguage, SameLanguage),
    "test_every_finding_has_a_place": (Nowhere,),
    "test_it_shows_no_cpr_number": (Logging, Printing),
    "test_it_is_pure": (Remembering,),
    "test_it_keeps_its_order": (Shuffling,),
    "test_it_leaves_the_plan_as_it_was": (Changing,),
}


def check_suite(check: Any, **more: Any) -> type[CheckSuite]:
    plans = {"finds": (plan("Kort"),), "passes": (plan("En titel, som er lang nok"),)}
    return type("Suite", (CheckSuite,), {"check": check, **plans, **more})


@pytest.mark.parametrize(
    ("law", "wrong"), [(law, wrong) for law, found in WRONG_CHECKS.items() for wrong in found]
)
def test_a_wrong_check_breaks_its_law_and_no_other(law: str, wrong: type[TooShort]) -> None:
    told = broken(check_suite(wrong(), examples=25))
    assert list(told) == [law], told


def test_a_right_check_keeps_every_law(tmp_path: Path) -> None:
    assert set(outcomes(check_suite(TooShort(), examples=25)).values()) == {""}
    path = tmp_path / "kort.yaml"
    path.write_text("format: 1\nid: kort\ntitle: K\nyear: 2026\nmunicipality: M\n", "utf-8")
    assert not broken(check_suite(TooShort(), finds=(path,), examples=1))
    assert list(broken(check_suite(TooShort(), passes=(path,), examples=1))) == [
        "test_it_lets_pass_what_is_right"
    ]


def test_who_stops_a_check_stops_the_tests() -> None:
    class Stops(TooShort):
        def check(self, plan: Plan) -> Iterator[Any]:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        outcomes(check_suite(Stops(), examples=1))


def test_without_plans_it_says_what_cannot_be_seen() -> None:
    told = outcomes(check_suite(TooShort(), finds=(), passes=(), examples=1))
    assert {law for law, says in told.items() if says} == {
        "test_it_finds_what_it_is_for",
        "test_it_lets_pass_what_is_right",
    }


@pytest.mark.parametrize("check", malplan.checks.CHECKS, ids=lambda check: check.code)
def test_the_checks_of_malplan_keep_the_laws(check: Any) -> None:
    told = outcomes(type("Suite", (CheckSuite,), {"check": check, "examples": 25}))
    assert {law for law, says in told.items() if says.startswith("failed")} == {
        "test_its_code_is_its_own"  # it is malplan's
    }


def test_a_finding_holds_no_cpr_number() -> None:
    number = "010190-1234"
    message = Message(da=f"Om {number}.", en=f"About {number}.")
    assert "1234" not in str(Finding("mine", Severity.ADVICE, f"actions/{number}", message))


# --- The suites themselves ------------------------------------------------------------------------
def test_every_law_is_proven() -> None:
    assert sorted({law for law, _, _ in WRONG_PLANS.values()}) == laws_of(PlanSuite)
    assert sorted(WRONG_CHECKS) == laws_of(CheckSuite)


def test_what_is_no_law_fails_with_its_message_alone() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"^Nej\.$"):
        demand(False, "Nej.")
    demand(True, "Nej.")


def test_every_law_says_what_it_is() -> None:
    for suite in (PlanSuite, CheckSuite):
        assert suite.__doc__
        for law in laws_of(suite):
            assert getattr(suite, law).__doc__, law


def test_importing_the_suites_needs_neither_pytest_nor_hypothesis() -> None:
    code = (
        "import sys, malplan; malplan.testing.PlanSuite; malplan.testing.CheckSuite\n"
        "malplan.testing.StoreSuite\n"
        "assert not {'pytest', 'hypothesis'} & set(sys.modules)\n"
        "malplan.testing.strategies; assert 'hypothesis' in sys.modules\n"
        "malplan.testing.nothing"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert "has no attribute 'nothing'" in result.stderr
