"""Which clocks an output asks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from types import FrameType

_CLOCKS = {
    "datetime": ("now", "utcnow", "today"),
    "date": ("today",),
    "time": ("time", "time_ns", "localtime", "gmtime", "ctime"),
}
"""What tells the time, by the class or the module that it belongs to."""


def clocks_asked(work: Callable[[], object], packages: Collection[str]) -> set[str]:
    """The clocks that code of these packages asks itself while something is done.

    What a library does with the time, such as that of a ZIP, is left to it.
    """
    asked: set[str] = set()

    def watch(frame: FrameType, event: str, called: object) -> None:
        if event != "c_call":
            return
        owner = getattr(getattr(called, "__self__", None), "__name__", "")
        name = getattr(called, "__name__", "")
        module = str(frame.f_globals.get("__name__", ""))
        if name in _CLOCKS.get(owner, ()) and module.partition(".")[0] in packages:
            asked.add(f"{owner}.{name}()")

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        work()
    finally:
        sys.setprofile(before)
    return asked
