"""What stands on the page of a plan, ready for its template."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from malplan import Language, Period, View
from malplan.blocks import Block, Section
from malplan.fields import texts_of
from malplan.messages import labels
from malplan.presentation import heading, present
from malplan.standing import freshness
from malplan_web import words
from malplan_web.actions import ActionPart, ActionParts, Shown, Source
from malplan_web.due_lines import WITHIN, DueLine, due_lines
from malplan_web.pictures import Colors, chain
from malplan_web.states import Count, counted, counter

STANDING, CHAIN = "_standing", "_chain"
"""Anchors of a page's own begin with what no id begins with."""


@attrs.frozen
class Standing:
    """How a plan stands, in short.

    Attributes:
        day: The day of which it is told: "Status pr. 5. maj 2026".
        fresh: How long ago anything was recorded.
        signs: What signs are called.
        counts: How many signs are in each state.
        due: What is late and due.
        within: How many days ahead is told of.
    """

    day: str
    fresh: str
    signs: str
    counts: tuple[Count, ...]
    due: tuple[DueLine, ...]
    within: int = WITHIN


@attrs.frozen
class PlanPage:
    """The page of a plan.

    Attributes:
        title: The title of the plan.
        label: What it is: "Målplan 2026, Albertslund Kommune".
        internal: What is to be known of an internal version; empty for any other.
        head: The owner and the rest of the head, with what is held back.
        standing: How it stands, where that is known.
        sections: Goals, target group, objectives, challenge.
        goals: The ids of the goals by their numbers.
        actions: The trial actions.
        none: What stands instead, where there are none.
        chain: The chain of change.
        evaluation: The heading of evaluations, with its question.
        learning: The heading of what was learned, with its question.
        links: What is on the page: anchors and titles.
        texts: What is the plan's and the records' own words.
    """

    title: str
    label: str
    internal: str
    head: tuple[Block, ...]
    standing: Standing | None
    sections: tuple[Section, ...]
    goals: dict[str, str]
    actions: tuple[ActionPart, ...]
    none: Section | None
    chain: Shown | None
    evaluation: Section
    learning: Section
    links: tuple[tuple[str, str], ...]
    texts: frozenset[str]


def plan_page(view: View, language: Language, colors: Colors, source: Source) -> PlanPage:
    """Gather what stands on the page of a plan.

    Args:
        view: The plan.
        language: The language of labels.
        colors: The colours of the pictures.
        source: Gives the address of a picture.
    """
    plan = view.plan
    # How it stands is shown with marks, and an internal version with a banner.
    head, *sections = present(attrs.evolve(view, status=None, internal=False), language)
    by_name = {section.name: section for section in sections}
    parts = ActionParts(view, language, colors, source)
    own = [section for section in sections if section.name == "action"]
    actions = tuple(map(parts.action, plan.actions, own))
    why = tuple(section for section in sections if section.name in _WHY)
    shown_chain = Shown.of(chain(view, language, colors), source)
    standing = _standing(view, language)
    links = [(f"_{section.name}", section.title) for section in why]
    links += [(action.id, action.title) for action in actions]
    if standing:
        links.insert(0, (STANDING, words.STANDING.text(language)))
    if shown_chain:
        links.append((CHAIN, words.CHAIN.text(language)))
    return PlanPage(
        title=plan.title,
        label=f"{heading(plan, 'plan', language)} {plan.year}, {plan.municipality}",
        internal=labels.INTERNAL.text(language) if view.internal else "",
        head=head.blocks,
        standing=standing,
        sections=why,
        goals={str(index): goal.id for index, goal in enumerate(plan.goals, 1)},
        actions=actions,
        none=by_name.get("actions"),
        chain=shown_chain,
        evaluation=by_name["evaluation"],
        learning=by_name["learning"],
        links=tuple(links),
        texts=frozenset(text for _, text in texts_of(plan)).union(*map(_said, actions)),
    )


def _said(action: ActionPart) -> Iterator[str]:
    """What people said of a trial action."""
    decided = () if action.decision is None else (action.decision,)
    evidence = (entry for sign in action.signs for entry in sign.evidence)
    for entry in (*action.evaluations, *action.learnings, *decided, *evidence):
        yield entry.text


_WHY = ("goals", "target_group", "objectives", "challenge")


def _standing(view: View, language: Language) -> Standing | None:
    status = view.status
    if status is None:
        return None
    day = Period(status.on, status.on).in_words(language)
    return Standing(
        day=words.STATUS_ON.format(day=day).text(language),
        fresh=freshness(status).text(language),
        signs=heading(view.plan, "signs", language),
        counts=counted(counter(status.signs, language)),
        due=tuple(due_lines(view, "", language)),
    )
