"""Processes that add records to a store: python processes.py {killed|racing} ADDRESS COUNT.

They are forked from one that has imported everything, because to import it takes longer than what
they do. What each has acknowledged comes through a pipe: an id on each line.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator

import attrs
from made import opened, record

import malplan_sql.opening  # noqa: F401 - all that is needed is loaded before the first fork

AT_ONCE = 8
BATCH = 3
"""How many records are added at once, so that half a batch would be seen."""
EACH = 500
Child = tuple[int, int]


def add_for_ever(url: str, say: Callable[[str], object]) -> None:
    store = opened(url)
    while True:
        batch = [record(comment="Æ" * random.randrange(1, 3000)) for _ in range(BATCH)]
        mark = hashlib.sha256(batch[0].id.encode()).hexdigest()
        marked = [attrs.evolve(one, version=mark) for one in batch]
        store.append(marked)
        say("".join(f"{one.id}\n" for one in marked))


def add_some(url: str, say: Callable[[str], object]) -> None:
    store = opened(url)
    for _ in range(EACH):
        one = record()
        store.append([one])
        say(f"{one.id}\n")


def forked(work: Callable[[str, Callable[[str], object]], None], url: str) -> Child:
    reading, writing = os.pipe()
    number = os.fork()
    if number:
        os.close(writing)
        return number, reading
    os.close(reading)
    try:
        work(url, lambda text: os.write(writing, text.encode()))
    except BaseException as error:  # noqa: BLE001 - told to who reads the pipe
        os.write(writing, f"{type(error).__name__}: {error}\n".encode())
    finally:
        os._exit(0)


def said_by(child: Child) -> Iterator[str]:
    with os.fdopen(child[1], encoding="utf-8") as stream:
        yield from (line.rstrip("\n") for line in stream if line.endswith("\n"))


def killed(url: str, count: int) -> list[str]:
    """What processes have acknowledged that were killed while they added."""
    said: list[str] = []
    for begin in range(0, count, AT_ONCE):
        children = [forked(add_for_ever, url) for _ in range(min(AT_ONCE, count - begin))]
        for place, (number, pipe) in enumerate(children):
            if place % 4:  # the others are killed while they open the store, or soon after
                select.select([pipe], [], [], 30)
            time.sleep(random.uniform(0, 0.02))
            os.kill(number, signal.SIGKILL)
        for child in children:
            os.waitpid(child[0], 0)
            said += said_by(child)
    return said


def racing(url: str, count: int) -> list[str]:
    """What processes have acknowledged that began at the same time."""
    children = [forked(add_some, url) for _ in range(count)]
    said = [line for child in children for line in said_by(child)]
    for number, _ in children:
        os.waitpid(number, 0)
    return said


if __name__ == "__main__":
    how, address, many = sys.argv[1:]
    said = {"killed": killed, "racing": racing}[how](address, int(many))
    sys.stdout.write(json.dumps(said))
