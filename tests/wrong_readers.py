"""Readers that are wrong on purpose, each in one way, of a form with a title and a line on learning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, BinaryIO

import malplan
from malplan import Draft, Imported, InvalidValue, Learning, Message, Plan, TrialAction, Unsure
from malplan.periods import PeriodPolicy
from malplan.privacy import has_cpr_number

DOCUMENT = "MÅLPLAN\nFælles frokost\nMandag passer bedst.\nslut\n".encode()
WITH_CPR = "MÅLPLAN\nFælles frokost\nPer, 010190-1234, var glad.\nslut\n".encode()


def said(da: str, en: str) -> Message:
    return Message(da=da, en=en)


class Right:
    """Reads what begins with "MÅLPLAN" and ends with "slut"."""

    name = "right"
    suffixes: Sequence[str] = (".form",)

    def read(self, stream: BinaryIO, *, policy: PeriodPolicy) -> Any:
        return self.found(self.lines(stream))

    def lines(self, stream: BinaryIO) -> list[str]:
        lines = stream.read().decode("utf-8", "replace").splitlines()
        if len(lines) < 4 or lines[0] != "MÅLPLAN" or lines[-1] != "slut":
            raise InvalidValue(said("det er ingen formular", "it is no form"))
        return lines

    def found(self, lines: list[str]) -> Any:
        plan = Plan(
            id="frokost",
            title=lines[1],
            year=2026,
            municipality="Eksempel Kommune",
            actions=(TrialAction(id="frokost-om-fredagen", title="Frokost"),),
        )
        what = Learning(action="frokost-om-fredagen", text=lines[2])
        if self.refuses(lines[2]):
            return Imported(plan, (), (self.doubt(),))
        return Imported(plan, (Draft(what=what),), (self.doubt(),))

    def refuses(self, text: str) -> bool:
        return has_cpr_number(text)

    def doubt(self) -> Any:
        return Unsure(said("Linje 3", "Line 3"), said("Ingen dato.", "No day."))


class Shouts(Right):
    suffixes = (".FORM",)


class Empty(Right):
    def found(self, lines: list[str]) -> Any:
        return super().found(lines).plan


class Counts(Right):
    count = 0

    def found(self, lines: list[str]) -> Any:
        type(self).count += 1
        return super().found([lines[0], f"{lines[1]} {self.count}", *lines[2:]])


class Closes(Right):
    def lines(self, stream: BinaryIO) -> list[str]:
        lines = super().lines(stream)
        stream.close()
        return lines


class DanishOnly(Right):
    def doubt(self) -> Any:
        return Unsure(said("Linje 3", "Line 3"), said("Ingen dato.", ""))


class Leaks(Right):
    def refuses(self, text: str) -> bool:
        return False


class Trusts(Right):
    def lines(self, stream: BinaryIO) -> list[str]:
        lines = stream.read().decode("utf-8").splitlines()
        if lines[0] != "MÅLPLAN":
            raise InvalidValue(said("det er ingen formular", "it is no form"))
        return lines


class Gullible(Right):
    def lines(self, stream: BinaryIO) -> list[str]:
        stream.read()
        return DOCUMENT.decode().splitlines()


@malplan.hookimpl
def malplan_register(registry: malplan.Registry) -> None:
    import mailbox  # noqa: F401 - stands for something heavy

    registry.reader(Right())
