"""From a file to a plan."""

from __future__ import annotations

import stat
from pathlib import Path

from malplan.convert import Converters
from malplan.errors import InvalidPlan, Problem, os_reason, shown
from malplan.messages import OR, listed
from malplan.messages import problems as words
from malplan.model import Plan
from malplan.period_data import plan_year
from malplan.problems import problems_in
from malplan.reading import MOST_BYTES, decode, read_json, read_yaml

READERS = {".yaml": read_yaml, ".yml": read_yaml, ".json": read_json}
"""How a file is read, by its suffix."""


def read_plan(
    content: bytes, *, suffix: str, converters: Converters, file: str | None = None
) -> Plan:
    """Read a plan from the bytes of a YAML or JSON text.

    Args:
        content: The bytes, UTF-8.
        suffix: ``.yaml``, ``.yml`` or ``.json``.
        converters: How data become plans.
        file: What errors call the file.

    Raises:
        InvalidPlan: With every problem, its line and its path.
    """
    document = READERS[suffix](decode(content, file), file)
    try:
        return converters.json.structure(document.data, Plan)
    except Exception:
        year = document.data.get("year") if isinstance(document.data, dict) else None
        with plan_year(year):
            problems = problems_in(
                document.data,
                Plan,
                lambda data: converters.detailed.structure(data, Plan),
                file=file,
                places=document.places(),
            )
        if not problems:
            raise
        raise InvalidPlan(problems) from None  # the cause quotes the data


def read_plan_file(path: Path, converters: Converters, *, must_match_name: bool = False) -> Plan:
    """Read a plan from a file.

    Args:
        path: A ``.yaml``, ``.yml`` or ``.json`` file of at most 1 MiB.
        converters: How data become plans.
        must_match_name: Whether the plan's id must be the file's name without its suffix.

    Raises:
        InvalidPlan: The file cannot be read, or is no plan; with every problem.
    """
    file = str(path)
    suffix = path.suffix.lower()
    content = _content(path)
    if suffix not in READERS:
        known = listed(READERS, word=OR)
        message = words.UNKNOWN_SUFFIX if suffix else words.NO_SUFFIX
        message = message.format(suffix=shown(path.suffix), known=known)
        raise InvalidPlan([Problem("", message, file)])
    plan = read_plan(content, suffix=suffix, converters=converters, file=file)
    if must_match_name and plan.id != path.stem:
        message = words.WRONG_ID_FOR_FILE.format(id=plan.id, stem=path.name)
        raise InvalidPlan([Problem("id", message, file)])
    return plan


def _content(path: Path) -> bytes:
    try:
        mode = path.stat().st_mode
        if stat.S_ISREG(mode):
            with path.open("rb") as stream:
                return stream.read(MOST_BYTES + 1)
        # A pipe would be waited for, and a device may have no end.
        problem = words.A_FOLDER if stat.S_ISDIR(mode) else words.NOT_A_FILE
    except (FileNotFoundError, NotADirectoryError):
        problem = words.NO_FILE
    except OSError as error:
        problem = words.UNREADABLE_FILE.format(reason=os_reason(error))
    except ValueError:
        problem = words.UNREADABLE_FILE.format(reason=words.NUL_IN_NAME)
    raise InvalidPlan([Problem("", problem, str(path))]) from None
