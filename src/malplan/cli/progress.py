"""Progress of long work, for who watches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from malplan.messages import Language, Message


@contextmanager
def progress(total: int, text: Message, language: Language) -> Iterator[Callable[[object], None]]:
    """A bar on standard error while there is work; nothing where nobody watches.

    Args:
        total: How many steps there are.
        text: What is done.
        language: The language of the text.

    Yields:
        What is called at each step.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    if total < 2 or not console.is_terminal:  # a bar that is switched off may leave an empty line
        yield lambda _: None
        return
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
        transient=True,
    )
    with bar:
        task = bar.add_task(text.text(language), total=total)

        def advance(_: object) -> None:
            bar.advance(task)

        yield advance
