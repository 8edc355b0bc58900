"""What one form costs, beside docxtpl alone on the same template with the same fields."""

from __future__ import annotations

import io
import time
from collections.abc import Callable

from docxtpl import DocxTemplate
from forms import ungeloeftet, written

from malplan_docx.context import context_of
from malplan_docx.form import form

VIEW = ungeloeftet()
CONTEXT = context_of(VIEW, "da")


def ours() -> bytes:
    """From a plan to a file."""
    return written(VIEW)


def docxtpl_alone() -> bytes:
    """From fields that are there already to a file."""
    template = DocxTemplate(io.BytesIO(form()))
    template.render(CONTEXT, autoescape=True)
    target = io.BytesIO()
    template.save(target)
    return target.getvalue()


def seconds(make: Callable[[], bytes], rounds: int = 7) -> float:
    """The least time of this process that it took."""
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        make()
        taken.append(time.process_time() - start)
    return min(taken)


if __name__ == "__main__":
    one, other = seconds(ours), seconds(docxtpl_alone)
    print(f"{one * 1000:.0f} ms, docxtpl {other * 1000:.0f} ms: {one / other:.2f}")  # noqa: T201
