"""What is due in a plan, as a list of links says it."""

from __future__ import annotations

import attrs

from malplan import DueItem, Language, View
from malplan.due import due_items
from malplan.messages import log as words
from malplan.presentation import place_names
from malplan.standing import state_of
from malplan_web.states import Mark, due_mark

WITHIN = 30
"""How many days ahead is told of what is coming."""

_WHEN = ("late", "current", "upcoming")


@attrs.frozen
class DueLine:
    """Something that is due.

    Attributes:
        order: What lines are sorted by: late first, then by the last day.
        mark: Whether it is late, current or coming.
        text: What it is: "Milepæl 1.5: Workshoppen holdes."
        time: Its time, in words; empty where it has none.
        left: How many days are left.
        link: Where it stands: ``#hold-workshop``; empty where the page does not have it.
        plan: The title of the plan.
    """

    order: tuple[int, str, str, str]
    mark: Mark
    text: str
    time: str
    left: str
    link: str
    plan: str


def due_lines(view: View, page: str, language: Language) -> list[DueLine]:
    """What is late, under way, or begins or is due soon, the most pressing first.

    Args:
        view: The plan; without a status nothing is told.
        page: The name of the page that the links lead to; empty on the page itself.
        language: The language of labels.
    """
    status = view.status
    if status is None:
        return []
    # Whether a state is hidden must not be told by what is due.
    hidden = {one.id for one in status.signs if state_of(one) == words.NOT_SHOWN}
    found = {
        path.rpartition("/")[2]: name for path, name in place_names(view.plan, language).items()
    }
    lines = [
        _line(item, view, found, page, language)
        for item in due_items(status, WITHIN)
        if not (item.part == "target" and item.id in hidden)
    ]
    return sorted(lines, key=lambda line: line.order)


def _line(
    item: DueItem, view: View, names: dict[str, str], page: str, language: Language
) -> DueLine:
    last_day = item.last_day.isoformat() if item.last_day else "9999"
    return DueLine(
        order=(_WHEN.index(item.when), last_day, item.plan, item.id),
        mark=due_mark(item.when, language),
        text=names.get(item.id, item.text),
        time=item.period.message.text(language) if item.period else "",
        left=_left(item, language),
        link=f"{page}#{item.id}" if item.id in names else page,
        plan=view.plan.title,
    )


def _left(item: DueItem, language: Language) -> str:
    match item.days_left:
        case None if item.period is None:
            message = words.EVALUATION_MISSING
        case None:
            message = words.NO_LAST_DAY
        case 0:
            message = words.LAST_DAY
        case 1:
            message = words.DAYS_LEFT_ONE
        case -1:
            message = words.DAYS_OVER_ONE
        case days if days > 0:
            message = words.DAYS_LEFT.format(days=days)
        case days:
            message = words.DAYS_OVER.format(days=-days)
    return message.text(language)
