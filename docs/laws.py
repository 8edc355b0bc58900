"""Makes reference/laws.md from the suites of malplan.testing.

python docs/laws.py > docs/reference/laws.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from malplan.testing import (
    CheckSuite,
    OutputSuite,
    PlanSuite,
    ReaderSuite,
    SourceSuite,
    StoreSuite,
)
from malplan.testing._laws import Law, laws_of

SUITES: dict[type, tuple[str, str]] = {
    PlanSuite: ("A plan", "Looks at the installed plugin from outside."),
    CheckSuite: (
        "A check",
        "Tries each law on the plans in `finds` and `passes`, and on `examples` generated ones.",
    ),
    OutputSuite: (
        "An output",
        "Writes an example in which three young people came, the same as if there had been others, "
        "and `examples` generated plans with their logs.",
    ),
    ReaderSuite: ("A reader", "Reads `documents`, and has to refuse `hostile` and other junk."),
    SourceSuite: ("A source", "Asks `requests` and `failing`, each law in a folder of its own."),
    StoreSuite: ("A store", "Opens a store in a new folder for each law."),
}
"""The suites: whose laws they are, which is the heading in the guide too, and how they try them."""

INTRO = """\
# The laws of plugins

Every plugin keeps the laws of its kind. They are tests for pytest: a plugin's own tests inherit a
suite, as [how to test a plugin](../how-to/test-a-plugin.md) shows. This page is made from the code.
For each law it shows what it says, why it is there, and a mistake that it catches.

A law that fails says what to do, and why it is there. One that another law has broken already, or
that cannot be seen where it is run, is skipped and says so.

| suite | of | laws |
| --- | --- | --- |"""


def anchor(title: str) -> str:
    """How a heading is called in a link."""
    return title.lower().replace(" ", "-")


def section(law: Law) -> Iterator[str]:
    """What there is to know about one law."""
    yield f"### {law.name}"
    yield law.says
    yield f"*Why:* {law.why}"
    yield f"*Catches:* {law.catches}"


def page() -> str:
    """The whole page."""
    rows, sections = [], []
    for suite, (title, tries) in SUITES.items():
        laws = laws_of(suite)
        rows.append(f"| [`{suite.__name__}`](#{anchor(title)}) | {title.lower()} | {len(laws)} |")
        guide = f"[How it is used](../how-to/test-a-plugin.md#{anchor(title)})."
        sections += [f"## {title}", f"`{suite.__name__}`. {tries} {guide}"]
        sections += [part for law in laws for part in section(law)]
    return "\n\n".join(["\n".join([INTRO, *rows]), *sections]) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
