"""The laws of every output."""

from __future__ import annotations

import subprocess
import sys
from typing import ClassVar

from malplan.testing import OutputSuite
from malplan_tables.outputs import Csv, Xlsx


class TestCsv(OutputSuite):
    output = Csv()
    examples: ClassVar[int] = 8


class TestXlsx(OutputSuite):
    output = Xlsx()
    examples: ClassVar[int] = 8


def test_they_load_nothing_heavy() -> None:
    """malplan list loads the outputs, and writes nothing."""
    program = "import sys, malplan_tables.outputs; print(*sys.modules)"
    command = [sys.executable, "-c", program]
    loaded = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    assert "malplan_tables.outputs" in loaded
    assert not {"openpyxl", "polars", "babel", "malplan.presentation"} & set(loaded)
