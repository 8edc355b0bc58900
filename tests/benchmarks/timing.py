"""Measuring: everything that is compared, in turns, and the best time of each."""

from __future__ import annotations

import gc
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence

import attrs


@attrs.frozen
class Task:
    """Something to measure.

    Attributes:
        run: What is measured.
        prepare: What comes before each measurement and is not measured: a run of its own, so that
            the processor is warm, unless something else is said.
        times: How often ``run`` runs between two looks at the clock: as short a time as can be
            told, because in a short time nothing else comes between.
    """

    run: Callable[[], object]
    prepare: Callable[[], object] = attrs.field(
        default=attrs.Factory(lambda self: self.run, takes_self=True)
    )
    times: int = 5


def best(tasks: Mapping[str, Task], *, seconds: float) -> dict[str, float]:
    """The best time of each task, in seconds for one run.

    The tasks take turns, so that what else the machine does falls on all of them. The garbage
    collector is on, as in a program; what was there before is put aside, so that nobody pays for
    the size of what was imported.
    """
    gc.collect()
    gc.freeze()
    found = dict.fromkeys(tasks, float("inf"))
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        for name, task in tasks.items():
            task.prepare()
            before = time.perf_counter()
            for _ in range(task.times):
                task.run()
            found[name] = min(found[name], (time.perf_counter() - before) / task.times)
    gc.unfreeze()
    return found


def best_process(commands: Mapping[str, Sequence[str]], *, seconds: float) -> dict[str, float]:
    """The best time of each command, in seconds, from its start to its end."""

    def runner(command: Sequence[str]) -> Task:
        return Task(lambda: subprocess.run(command, check=True, capture_output=True), times=1)

    return best({name: runner(command) for name, command in commands.items()}, seconds=seconds)
