"""The laws of a check."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any, ClassVar

import attrs

from malplan.checks import CHECKS
from malplan.convert import Converters
from malplan.errors import reason_of
from malplan.fields import map_texts, parts_of, path_of
from malplan.findings import CHECK_FAILED, Check, Finding, Severity
from malplan.model import Plan
from malplan.privacy import has_cpr_number
from malplan.registry import Registry
from malplan.testing import _generated as generated
from malplan.testing._laws import demand, demand_registered, listed, overheard, skip
from malplan.workspace import Workspace

_RESERVED = {check.code for check in CHECKS} | {CHECK_FAILED}
_CPR_NUMBER = "010190-1234"
"""Nobody's: one of the test numbers that people make up."""
_ID = re.compile(r"[a-z0-9-]+")


class CheckSuite:
    """The laws of a check, as tests for pytest and Hypothesis.

    A plugin's tests inherit them::

        from malplan.testing import CheckSuite

        class TestTooShort(CheckSuite):
            check = TooShort()
            finds = (Path("tests/a-short-title.yaml"),)
            passes = (Path("tests/a-long-title.yaml"),)

    Attributes:
        check: The check.
        finds: Plans, or files of plans, in which it finds something.
        passes: Plans, or files of plans, in which it finds nothing.
        examples: How many generated plans each law is tried on.
    """

    check: ClassVar[Check]
    finds: ClassVar[Collection[Plan | Path]] = ()
    passes: ClassVar[Collection[Plan | Path]] = ()
    examples: ClassVar[int] = 100

    # --- What it is for ---------------------------------------------------------------------------
    def test_its_code_is_its_own(self) -> None:
        """It can be registered, under a code that is not malplan's.

        Why: No plugin can take the place of one of malplan's checks, and what two claim belongs to
        neither.
        Catches: The code ``no-coordinator``, or one with capitals and spaces.
        """
        demand_registered(Registry("tested").check, self.check)
        code = self.check.code
        demand(code not in _RESERVED, f"{code} is a check of malplan's own. Choose another code.")

    def test_it_finds_what_it_is_for(self) -> None:
        """It finds something in each plan of ``finds``.

        Why: A check that never speaks looks as if all were well.
        Catches: A condition that is turned round, or that compares with what the field never holds.
        """
        plans = self._plans(self.finds) or skip("set `finds` to plans in which it finds something")
        silent = [plan.id for plan in plans if not self._items(plan)]
        demand(not silent, f"The check finds nothing in these plans:{listed(silent)}")

    def test_it_lets_pass_what_is_right(self) -> None:
        """It finds nothing in each plan of ``passes``.

        Why: What is found in every plan is soon read by nobody.
        Catches: A rule that no plan can meet.
        """
        plans = self._plans(self.passes) or skip("set `passes` to plans in which it finds nothing")
        found = [f"{plan.id}: {one}" for plan in plans for one in self._items(plan)]
        demand(not found, f"The check should be content with these plans:{listed(found)}")

    # --- What it gives ----------------------------------------------------------------------------
    def test_it_never_raises(self) -> None:
        """Whatever plan it is given, it gives an iterable and does not fail.

        Why: It is asked about every plan, also those that have nothing of what it looks at.
        Catches: ``action.milestones[0]``; a day that is compared with a period that has none.
        """

        def law(plan: Plan) -> None:
            reason = self._run(plan)[1]
            demand(not reason, f"The check fails with {reason} on {plan!r}")

        self._holds(law)

    def test_it_gives_findings_of_its_own(self) -> None:
        """It gives nothing but findings, with its own code and a severity.

        Why: People look a code up to understand it.
        Catches: A text in the place of a finding, the code of another check, a severity in words.
        """

        def law(plan: Plan) -> None:
            for one in self._items(plan):
                demand(
                    isinstance(one, Finding) and isinstance(one.severity, Severity),
                    f"The check gave {one!r}. Give malplan.Finding(code, severity, path, message), "
                    "with a severity of malplan.Severity.",
                )
                demand(
                    one.code == self.check.code,
                    f"The check {self.check.code} gave a finding with the code {one.code}. Give "
                    "self.code.",
                )

        self._holds(law)

    def test_it_speaks_both_languages(self) -> None:
        """Each message says something in Danish, and the same in English.

        Why: The command line is Danish by default; a web page may not be.
        Catches: The Danish sentence as the English one, or none at all.
        """

        def law(plan: Plan) -> None:
            for one in self._findings(plan):
                danish, english = one.message.da.strip(), one.message.en.strip()
                demand(danish and english, f"A language is missing: {one.message!r}.")
                demand(
                    danish != english,
                    f"The Danish and the English sentence are the same: {danish!r}.",
                )

        self._holds(law)

    def test_every_finding_has_a_place(self) -> None:
        """The path of each finding is a place in the plan.

        Why: A tool shows a finding where it belongs.
        Catches: A path by numbers, ``actions/0/signs/1``, or with a field that is misspelt.
        """

        def law(plan: Plan) -> None:
            places = set(_places(plan))
            for one in self._findings(plan):
                demand(
                    one.path in places,
                    f"There is no place {one.path!r} in the plan. Write field names and ids with "
                    "slashes between them, as in actions/workshop/signs/fremmoede, and nothing "
                    "for the whole plan.",
                )

        self._holds(law)

    def test_it_shows_no_cpr_number(self) -> None:
        """What it finds, prints and logs holds no CPR number, even if the plan does.

        Why: What is found, printed and logged is read by others than the plan is.
        Catches: A line for debugging that quotes the plan.
        """

        def law(plan: Plan) -> None:
            plan = _with_cpr_numbers(plan)
            with overheard() as said:
                found = self._items(plan)
            shown = [*(str(one) for one in found), *said.getvalue().splitlines()]
            leaks = [line for line in shown if has_cpr_number(line)]
            demand(not leaks, f"CPR numbers leak from what the check shows:{listed(leaks)}")

        self._holds(law)

    # --- Pure -------------------------------------------------------------------------------------
    def test_it_is_pure(self) -> None:
        """The same plan gives the same findings.

        Why: People compare what is found today with what was found yesterday.
        Catches: A counter in the object, the clock, a file that is read meanwhile.
        """

        def law(plan: Plan) -> None:
            first, second = self._findings(plan), self._findings(plan)
            demand(
                Counter(first) == Counter(second),
                "The check remembers something, or looks at something else than the plan. On the "
                f"same plan it gave first{listed(first)}\nand then{listed(second)}",
            )

        self._holds(law)

    def test_it_keeps_its_order(self) -> None:
        """The same plan gives its findings in the same order.

        Why: A list that jumps about cannot be compared.
        Catches: Going through a set.
        """

        def law(plan: Plan) -> None:
            first, second = self._findings(plan), self._findings(plan)
            demand(
                first == second or Counter(first) != Counter(second),
                "The order of the findings changes. Go through the plan in its own order: first"
                f"{listed(first)}\nand then{listed(second)}",
            )

        self._holds(law)

    def test_it_leaves_the_plan_as_it_was(self) -> None:
        """The plan is the same afterwards.

        Why: The next check looks at the same plan.
        Catches: ``object.__setattr__``, or a mapping of an extension that is changed in place.
        """
        write = Converters().json.unstructure

        def law(plan: Plan) -> None:
            given = copy.deepcopy(plan)
            self._run(given)
            demand(
                write(given, Plan) == write(plan, Plan),
                "The check changes the plan. Make a changed copy with attrs.evolve.",
            )

        self._holds(law)

    # --- Trying -----------------------------------------------------------------------------------
    def _holds(self, law: Callable[[Plan], None]) -> None:
        """Try a law on the plans of the suite, and on generated ones."""
        for plan in (*self._plans((*self.finds, *self.passes)), *generated.plans(self.examples)):
            law(plan)

    @staticmethod
    def _plans(given: Collection[Plan | Path]) -> list[Plan]:
        return [one if isinstance(one, Plan) else Workspace().load(one) for one in given]

    def _run(self, plan: Plan) -> tuple[list[Any], str]:
        """What the check gives for a plan, and what it fails with."""
        try:
            return list(self.check.check(plan)), ""
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is told
            return [], str(reason_of(error))

    def _items(self, plan: Plan) -> list[Any]:
        return self._run(copy.deepcopy(plan))[0]

    def _findings(self, plan: Plan) -> list[Finding]:
        return [one for one in self._items(plan) if isinstance(one, Finding)]


def _places(plan: Plan) -> Iterator[str]:
    """Every place of a plan: its parts, their fields, and what these hold."""
    for steps, part in parts_of(plan):
        here = path_of(steps)
        yield here
        for field in attrs.fields(type(part)):
            place = f"{here}/{field.name}" if here else field.name
            yield place
            held = getattr(part, field.name)
            if isinstance(held, tuple):
                yield from (f"{place}/{index}" for index in range(len(held)))


def _with_cpr_numbers(plan: Plan) -> Plan:
    """The plan with a CPR number in its title and in every text that can be no id."""

    def add(text: str) -> str:
        return text if _ID.fullmatch(text) else f"{text} {_CPR_NUMBER}"

    changed: Plan = map_texts(plan, add)
    return attrs.evolve(changed, title=f"Om {_CPR_NUMBER}")
