"""The laws of every source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

from lists import CPR, NAMES, SOURCE, write_csv, write_excel

from malplan.periods import Period
from malplan.sources import Request
from malplan.testing import SourceSuite
from malplan_tables import TableSettings
from malplan_tables.settings import By, DecimalMark, Delimiter, Encoding, What

PEOPLE = [
    ["dato", "navn", "cpr-nummer", "svar", "timer"],
    ["5-3-2026", NAMES[0], CPR[0], "Ja", "1,5"],
    ["12-3-2026", NAMES[1], CPR[1], "Nej", "2"],
    ["12-3-2026", NAMES[2], CPR[2], "Ja", "1"],
    ["", NAMES[2], CPR[2], "Ja", "1"],
]
TYPED: list[list[Any]] = [
    PEOPLE[0],
    [date(2026, 3, 5), NAMES[0], CPR[0], "Ja", Decimal("1.5")],
    [date(2026, 4, 12), NAMES[1], CPR[1], "", 2],
]
WRONG = [PEOPLE[0], [NAMES[0], NAMES[1], CPR[0], NAMES[2], CPR[1]]]


class TestTables(SourceSuite):
    source = SOURCE
    module = "malplan_tables"
    secrets: ClassVar[Sequence[str]] = (*NAMES, *CPR)

    def requests(self, tmp_path: Path) -> list[Request]:
        write_csv(tmp_path / "fremmoede.csv", PEOPLE, "windows-1252")
        write_excel(tmp_path / "svar.xlsx", TYPED, "Svar")
        return [
            self._about(tmp_path, file="fremmoede.csv", date="dato"),
            self._about(tmp_path, file="*.csv", date="dato", by=By.WEEK, where={"svar": "ja"}),
            self._about(
                tmp_path,
                files=("fremmoede.csv", "svar.xlsx"),
                date="dato",
                what=What.SHARE,
                column="svar",
                scale=("Nej", "Ja"),
                at_least="Ja",
                by=By.MONTH,
            ),
            self._about(
                tmp_path,
                file="svar.xlsx",
                sheet="Svar",
                on=Period.parse("marts 2026"),
                what=What.MEAN,
                column="timer",
                least_answers=1,
            ),
            self._about(
                tmp_path,
                file="fremmoede.csv",
                date="dato",
                what=What.DISTINCT,
                column="cpr-nummer",
                by=By.ALL,
                delimiter=Delimiter.SEMICOLON,
                encoding=Encoding.WINDOWS_1252,
                decimals=DecimalMark.COMMA,
                headings=1,
            ),
        ]

    def failing(self, tmp_path: Path) -> list[Request]:
        write_csv(tmp_path / "forkert.csv", WRONG)
        write_excel(tmp_path / "forkert.xlsx", WRONG)
        (tmp_path / "tom.csv").touch()
        (tmp_path / "gammel.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99)
        (tmp_path / "ingen.xlsx").write_bytes(b"PK\x03\x04 Anna Eksempel")
        names = ("forkert.csv", "forkert.xlsx", "tom.csv", "gammel.xls", "ingen.xlsx", "mangler")
        return [
            *(self._about(tmp_path, file=name, date="dato") for name in names),
            self._about(tmp_path, file="forkert.csv", on=Period.parse("2026"), where={"x": "y"}),
            self._about(tmp_path, files=names, date="dato"),
        ]

    def table_of(self, request: Request) -> str:
        names: tuple[str, ...] = request.settings.names
        return names[0]

    def _about(self, folder: Path, **settings: Any) -> Request:
        return self.request(TableSettings(**settings), folder=folder)
