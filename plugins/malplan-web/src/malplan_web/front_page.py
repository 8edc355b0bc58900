"""What stands on the front page of a site: all plans, of each only what is shown there."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator

import attrs

from malplan import Language, Message, Period, View
from malplan.formats import number_text as count_text
from malplan.messages import labels
from malplan.messages import log as log_words
from malplan.presentation import heading
from malplan.standing import freshness
from malplan_web import words
from malplan_web.due_lines import WITHIN, DueLine, due_lines
from malplan_web.states import Count, Mark, counted, counter, mark_of

STANDING, DUE, PLANS, OBJECTIVES = "_standing", "_due", "_plans", "_objectives"
"""Its anchors."""

MOST_DUE = 40
"""How many lines tell what is due; whoever wants more opens a plan."""


@attrs.frozen
class PlanLine:
    """What the front page shows of a plan.

    Attributes:
        page: The name of its page.
        title: Its title.
        year: Its year.
        municipality: Its municipality.
        label: What it is: "Målplan 2026".
        owner: Who owns it; empty where nobody is named.
        fresh: How long ago anything was recorded.
        actions: The titles of its trial actions, with their marks.
        signs: What signs are called.
        counts: How many signs are in each state.
        due: How many things are late, current and coming.
    """

    page: str
    title: str
    year: int
    municipality: str
    label: str
    owner: str
    fresh: str
    actions: tuple[tuple[str, Mark | None], ...]
    signs: str
    counts: tuple[Count, ...]
    due: tuple[Count, ...]


@attrs.frozen
class FrontPage:
    """The front page.

    Attributes:
        title: What it is called.
        municipality: Whose plans these are; empty where they are of several.
        internal: What is to be known of an internal version; empty for any other.
        intro: How many plans there are, and how many are followed.
        day: The day of which it is told how they stand; empty where nobody knows.
        counts: How many signs of all plans are in each state.
        due: What is late and due, the most pressing first.
        more: How much more is due than is told.
        plans: The plans, the latest year first.
        policies: Policies with their objectives, and the plans that serve them.
        links: What is on the page: anchors and titles.
        texts: What is the plans' own words.
        within: How many days ahead is told of.
    """

    title: str
    municipality: str
    internal: str
    intro: str
    day: str
    counts: tuple[Count, ...]
    due: tuple[DueLine, ...]
    more: str
    plans: tuple[PlanLine, ...]
    policies: tuple[tuple[str, tuple[tuple[str, tuple[PlanLine, ...]], ...]], ...]
    links: tuple[tuple[str, str], ...]
    texts: frozenset[str]
    within: int = WITHIN


class Portfolio:
    """Takes plans one by one, and keeps of each what the front page shows.

    Args:
        language: The language of labels.
    """

    def __init__(self, language: Language) -> None:
        self._language = language
        self._plans: list[PlanLine] = []
        self._objectives: dict[tuple[str, str], list[PlanLine]] = {}
        self._counts: Counter[Mark] = Counter()
        self._due: list[DueLine] = []
        self._due_count = 0
        self._internal = False
        self._followed = 0
        self._days: set[str] = set()

    def add(self, view: View, page: str) -> None:
        """Take a plan; ``page`` is the name of its page."""
        due = due_lines(view, page, self._language)
        line = self._line(view, page, due)
        self._plans.append(line)
        self._internal = self._internal or view.internal
        for objective in view.plan.objectives:
            policy = objective.policy.title if objective.policy else ""
            served = self._objectives.setdefault((policy, objective.text), [])
            if line not in served[-1:]:
                served.append(line)
        if view.status is not None:
            self._followed += 1
            self._counts += counter(view.status.signs, self._language)
            self._days.add(Period(view.status.on, view.status.on).in_words(self._language))
        self._due_count += len(due)
        self._due = heapq.nsmallest(MOST_DUE, (*self._due, *due), key=lambda one: one.order)

    def _line(self, view: View, page: str, due: Iterable[DueLine]) -> PlanLine:
        plan, status, language = view.plan, view.status, self._language
        marks = {} if status is None else {a.id: mark_of(a, language) for a in status.actions}
        return PlanLine(
            page=page,
            title=plan.title,
            year=plan.year,
            municipality=plan.municipality,
            label=f"{heading(plan, 'plan', language)} {plan.year}",
            owner=plan.owner.name if plan.owner else "",
            fresh=(log_words.NEVER if status is None else freshness(status)).text(language),
            actions=tuple((action.title, marks.get(action.id)) for action in plan.actions),
            signs=heading(plan, "signs", language),
            counts=() if status is None else counted(counter(status.signs, language)),
            due=counted(Counter(one.mark for one in due)),
        )

    def page(self) -> FrontPage:
        """The front page over all that were taken."""
        plans = tuple(sorted(self._plans, key=_order))
        municipalities = {plan.municipality for plan in plans}
        years = sorted({plan.year for plan in plans})
        span = "–".join(str(year) for year in dict.fromkeys((years[0], years[-1]))) if years else ""
        return FrontPage(
            title=self._say(words.PLANS_OF, years=span).strip(),
            municipality=municipalities.pop() if len(municipalities) == 1 else "",
            internal=self._say(labels.INTERNAL) if self._internal else "",
            intro=self._intro(),
            day=self._say(words.STATUS_ON, day=min(self._days)) if self._days else "",
            counts=counted(self._counts),
            due=tuple(self._due),
            more=self._more(),
            plans=plans,
            policies=self._policies(),
            links=tuple(self._links()),
            texts=frozenset(self._texts()),
        )

    def _intro(self) -> str:
        count = len(self._plans)
        if not count:
            return self._say(words.NO_PLANS)
        one = words.PLAN_COUNT_ONE if count == 1 else words.PLAN_COUNT
        said = [self._say(one, count=count_text(count, self._language))]
        if self._followed and count > 1:
            all_of_them = self._followed == count
            message = words.FOLLOWED_ALL if all_of_them else words.FOLLOWED
            said.append(self._say(message, count=count_text(self._followed, self._language)))
        return " ".join(said)

    def _more(self) -> str:
        more = self._due_count - len(self._due)
        if not more:
            return ""
        return self._say(words.MORE_DUE, count=count_text(more, self._language))

    def _policies(self) -> tuple[tuple[str, tuple[tuple[str, tuple[PlanLine, ...]], ...]], ...]:
        found: dict[str, list[tuple[str, tuple[PlanLine, ...]]]] = {}
        for policy, objective in sorted(self._objectives, key=_names_order):
            plans = sorted(self._objectives[policy, objective], key=_order)
            found.setdefault(policy, []).append((objective, tuple(plans)))
        return tuple((policy, tuple(objectives)) for policy, objectives in found.items())

    def _texts(self) -> Iterator[str]:
        for policy, objective in self._objectives:
            yield from (policy, objective)
        for plan in self._plans:
            yield plan.title
            yield from (title for title, _ in plan.actions)

    def _links(self) -> Iterator[tuple[str, str]]:
        if self._followed:
            yield STANDING, self._say(words.STANDING)
            yield DUE, self._say(words.DUE)
        if self._plans:
            yield PLANS, self._say(words.PLANS)
        if self._objectives:
            yield OBJECTIVES, self._say(words.OBJECTIVES)

    def _say(self, message: Message, **values: object) -> str:
        return message.format(**values).text(self._language)


_DANISH = str.maketrans("æøå", "{|}")


def in_order(text: str) -> str:
    """What a text is sorted by: æ, ø and å come last, whatever the machine's own order is."""
    return text.casefold().translate(_DANISH)


def _order(plan: PlanLine) -> tuple[int, str, str]:
    return -plan.year, in_order(plan.title), plan.page


def _names_order(names: tuple[str, str]) -> tuple[bool, str, str]:
    policy, objective = names
    return not policy, in_order(policy), in_order(objective)
