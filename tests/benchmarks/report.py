"""What was measured, as a table on a terminal, as data, and as a page of the docs."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import attrs

from benchmarks.measuring import COUNTS, SERIES, Point, Row

_PEERS = ("msgspec", "pydantic", "PyYAML", "dateparser", "click", "sqlalchemy", "polars")


@attrs.frozen
class Measured:
    """One run: the table, the heavy modules that were loaded, the curves, and where."""

    rows: tuple[Row, ...]
    loaded: tuple[str, ...]
    points: tuple[Point, ...]
    machine: str
    versions: str
    on: date

    @property
    def holds(self) -> bool:
        """Whether every limit holds."""
        return not self.loaded and all(row.holds is not False or row.is_aim for row in self.rows)


def machine() -> str:
    """The kind of the machine: processor, cores, operating system and Python."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    system = f"{platform.system()} {platform.machine()}"
    return f"{_processor()}, {os.cpu_count()} cores, {system}, {python}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown processor"
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown processor"


def versions() -> str:
    """The versions of what is compared."""
    return ", ".join(f"{name} {version(name)}" for name in ("malplan", *_PEERS))


# --- Text -----------------------------------------------------------------------------------------
def time_text(seconds: float) -> str:
    """A time with three digits and its unit."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-9:.3g} ns"


def ratio_text(row: Row) -> str:
    """A ratio with two decimals, or none above ten."""
    return f"{row.ratio:.0f}" if row.ratio >= 10 else f"{row.ratio:.2f}"


def _limit_text(row: Row) -> str:
    if row.limit is None:
        return ""
    limit = f"{'≥' if row.faster else '≤'} {row.limit:g}"
    return f"({limit})" if row.is_aim else limit


_NOT_REACHED = "not reached"
_HOLDS = {True: "holds", False: "FAILS", None: ""}


def table(measured: Measured) -> str:
    """The table for a terminal of 80 columns."""
    lines = [f"{'':25}{'malplan':>9}  {'beside':31}{'ratio':>5} limit"]
    before = ""
    for row in measured.rows:
        what, before = "" if row.what == before else row.what, row.what
        beside = f"{row.peer:22} {time_text(row.theirs):>8}"
        lines.append(
            f"{what:25}{time_text(row.ours):>9}  {beside:31}{ratio_text(row):>5} "
            f"{_limit_text(row):6}{_mark(row.holds)}".rstrip()
        )
    lines.append(f"import malplan loads {_loaded(measured)}: {_HOLDS[not measured.loaded]}")
    lines += ["", measured.machine, measured.versions, measured.on.isoformat()]
    return "\n".join(lines) + "\n"


def _mark(holds: bool | None) -> str:
    return {True: "✓", False: "✗", None: ""}[holds]


def _loaded(measured: Measured) -> str:
    return ", ".join(measured.loaded) or "nothing heavy"


def data(measured: Measured) -> dict[str, Any]:
    """The same as plain data; times in seconds."""
    rows = [attrs.asdict(row) | {"ratio": row.ratio, "holds": row.holds} for row in measured.rows]
    return attrs.asdict(measured) | {"rows": rows, "on": measured.on.isoformat()}


# --- The page -------------------------------------------------------------------------------------
def _markdown(head: Sequence[str], rows: Iterable[Sequence[str]], align: str) -> str:
    marks = {"l": ":--", "r": "--:"}
    lines = [head, [marks[one] for one in align], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def page_table(measured: Measured) -> str:
    """The table as Markdown."""
    rows = [
        (
            row.what,
            time_text(row.ours),
            row.peer,
            time_text(row.theirs),
            ratio_text(row),
            _limit_text(row),
            _NOT_REACHED if row.is_aim and not row.holds else _HOLDS[row.holds],
        )
        for row in measured.rows
    ]
    head = ("what", "malplan", "beside", "takes", "ratio", "limit", "")
    return _markdown(head, rows, "lrlrrll")


def page_points(points: Iterable[Point]) -> str:
    """The numbers of the picture as Markdown."""
    found = {(point.reader, point.plans): point.seconds for point in points}
    rows = [(name, *(time_text(found[name, count]) for count in COUNTS)) for name in SERIES]
    head = ("reader", *(f"{count:,} plans" if count > 1 else "1 plan" for count in COUNTS))
    return _markdown(head, rows, "l" + "r" * len(COUNTS))
