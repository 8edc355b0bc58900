"""Which clocks an output asks."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Collection
from types import FrameType

_CLOCKS = {
    "datetime": ("now", "utcnow", "today"),
    "date": ("today",),
    "time": ("time", "time_ns", "localtime", "gmtime", "ctime"),
}
"""What tells the time, by the class or the module that it belongs to."""


def note_clock(
    asked: set[str], packages: Collection[str], frame: FrameType, event: str, called: object
) -> None:
    """Note a clock that is asked by code of these packages.

    Args:
        asked: Takes the name of the clock.
        packages: The packages.
        frame: Who calls.
        event: What happens, as :func:`sys.setprofile` tells it.
        called: What is called.
    """
    owner = getattr(getattr(called, "__self__", None), "__name__", "")
    name = getattr(called, "__name__", "")
    package = str(frame.f_globals.get("__name__", "")).partition(".")[0]
    if event == "c_call" and name in _CLOCKS.get(owner, ()) and package in packages:
        asked.add(f"{owner}.{name}()")


def clocks_asked(work: Callable[[], object], packages: Collection[str]) -> set[str]:
    """The clocks that code of these packages asks itself while something is done.

    What a library does with the time, such as that of a ZIP, is left to it.
    """
    asked: set[str] = set()
    before = sys.getprofile()
    sys.setprofile(functools.partial(note_clock, asked, packages))
    try:
        work()
    finally:
        sys.setprofile(before)
    return asked
