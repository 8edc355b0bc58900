"""Makes reference/status.md from the tables of rules, their sentences, and judged examples.

python docs/status.py > docs/reference/status.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import malplan
from malplan import (
    Baseline,
    Combine,
    Direction,
    Message,
    Observation,
    Period,
    Qualitative,
    Quantitative,
    Record,
    ScaleStep,
    Target,
    TargetKind,
)
from malplan.changes import changes_between
from malplan.due import due_items
from malplan.figures import Figure, combined, progress
from malplan.history import entries
from malplan.messages import labels
from malplan.messages import status as words
from malplan.outputs.json import json_text
from malplan.plain_data import changes_data, due_data, status_data
from malplan.reasons import figure_said, number_said
from malplan.status import ACTION_RULES, MILESTONE_RULES, SIGN_RULES

YEAR = 2026

HEAD = """\
# Status

How a plan stands on a day, and why: every rule and every sentence, made from the code.
[Why it is so](../explanation/status.md) is another page. The numbers here are examples.

A status is a function of the plan, the records and the day, and of nothing else. Of the tables
below, the first rule that applies counts. Each state comes with the sentences of its rule, in
Danish and in English, and with the ids of the records behind it.

- **Which plan.** The log judges by the version of the plan that was in force on the day. Before
  the first version was adopted, the first counts. A file that has changed since is told of, not
  judged by.
- **Which records.** Those that speak of the day or of an earlier one, and count: corrected as
  they are now, without what was retracted. With `known_at`, as they were known at that moment.
- **Over.** A time is over when its last day has gone by. On its last day it is not, and a time
  without a last day never is.
"""
SIGNS = """\
## Signs

A sign is judged against each of its targets by itself. The one that counts is the first whose
time is not over, or else the last; where an earlier one was missed, a sentence says so.

Once the time of a target is over, what is judged is what speaks of that time: the observations of
days until its last day. What speaks of later days is told, and changes nothing. An observation of
a period speaks of its last day, as far as that has come. Where a target has no time of its own,
it has that of `when`, if that is a time.
"""
SIGN_WHEN = {
    "no_measure": "The sign has neither a number nor a scale in the plan.",
    "nothing_in_time": "Nothing is recorded of the time until the last day, and it is over.",
    "nothing_yet": "Nothing is recorded, and there is a time that is not over.",
    "nothing_recorded": "Nothing is recorded, and there is no time.",
    "not_computable": "What is recorded fits an earlier measure of the sign, and not this one.",
    "no_baseline": "The target is an increase or a decrease, and the plan has no baseline.",
    "reached": "There is a target, and the figure reaches it.",
    "not_reached": "There is a target, and its time is over.",
    "worse": "It is further from the target than the baseline was.",
    "same": "It is what the baseline was.",
    "as_far": "It is as far from the target as the baseline was, on the other side of it.",
    "better": "It is nearer to the target than the baseline was.",
    "better_without_target": "There is no target, and it is better than the baseline.",
    "below_target": "There is a target, and no baseline to compare with.",
    "nothing_to_compare": "There is neither a target nor a baseline.",
}
SIGN_MORE = {
    "aim": "It is worse than the baseline or the same, and there is a target.",
    "withheld": "A small number of people is [held back](../explanation/privacy.md).",
    "due": "The time of the target is not over.",
    "later": "A number was recorded of days after the time of the target.",
    "later_step": "A step was recorded of days after the time of the target.",
    "earlier_no_data": "Nothing was recorded until the last day of an earlier target.",
    "earlier_missed": "An earlier target of the sign was missed.",
}
FIGURES = """\
### The figure

What the observations of a sign say together depends on `combine` in the plan. All of it is exact;
zero is a figure, and missing is none. Say that these were recorded, and of a ratio 12 of 20, 5 of
10 and 14 of 20:

| day | value | source |
| --- | --- | --- |
| 3 March | 12 | `musikskolen` |
| 10 March | 5 | `villa-social` |
| 17 March | 14 | `musikskolen` |
"""
FIGURES_NOTES = """\
- **The latest** is the one that speaks of the latest day; of the same day, the one that was first
  made later. Who corrects an old one does not make it the latest.
- **A ratio** adds up numerators and denominators, and never takes the average of shares. With the
  unit `%` (or `procent`, `pct.`) it counts in hundredths; with another it is a share from 0 to 1.
- **A source** of a running total that has been silent since still counts with its last total.
- **What is added up begins at zero**: a sum or a running total without a baseline has 0 as its
  baseline.
- **A scale** has the step of the latest observation, and is never turned into a number. Steps
  have an order, so that a sign can be worse than its baseline or reach its target.
- Observations that do not fit the measure of this version of the plan are left out. If none fits,
  the figure cannot be computed.
"""
PROGRESS = """\
### Progress

How much of the way from the baseline to the target is behind: *raw*, which may be below 0 or
above 1, and *clamped*, within 0 and 1. It knows the kind of the target and the direction:
"""
PROGRESS_NOTES = """\
There is none on a scale, whose steps are not equally far apart; without a target, a figure or a
baseline; and where the baseline is at the target already, since that way has no length. A target
*between* two numbers is reached within them, and the way to it is the distance to the nearer one.
"""
MILESTONES = """\
## Milestones
"""
MILESTONE_WHEN = {
    "dropped": "It was dropped.",
    "reached": "It was reached.",
    "evaluated": "It stands for an evaluation, and that is recorded.",
    "no_time": "It has no time, or one in words alone.",
    "over": "Its time is over.",
    "running": "The first day of its time has come, or it has none.",
    "ahead": "In all other cases.",
}
MILESTONE_MORE = {
    "moved_once": "It was moved once.",
    "moved": "It was moved more than once.",
    "rescheduled": "A version of the plan gave it another time, without a move.",
    "slipped_one": "It is one day later than its first time.",
    "slipped": "It is days later than its first time.",
    "because": "Somebody said why it was moved last, or dropped.",
    "optional": "It is optional, and still ahead.",
}
MILESTONES_NOTES = """\
- **Its time** is the last that it was moved to; where a later version of the plan gives it
  another, that.
- **An evaluation** counts for the milestone of its kind: the first interim evaluation of a trial
  action for the first such milestone by its last day, the second for the second. One that was
  dropped is left out. It can also be recorded as reached.
- **Slippage** is days from the last day of its *first* time, that of the first adopted version,
  to the last day of its time, or to the day it was reached. It is never below 0. That it got a
  first time is no move.
"""
ACTION_WHEN = {
    "decision": (
        "The last decision stops or scales up the trial action, or is not from before its final "
        "evaluation."
    ),
    "final_evaluation": "The final evaluation is recorded.",
    "evaluation_time": "The time of its final evaluation has come.",
    "all_else_done": (
        "All its other milestones are reached or dropped, at least one of them reached."
    ),
    "something_recorded": "Anything is recorded of it, its signs or its milestones.",
    "nothing_recorded": "In all other cases.",
}
ACTION_MORE = {
    "late_one": "One of its milestones is late.",
    "late": "Several of its milestones are late.",
    "missed": "Signs of it were missed.",
    "later_one": "One observation was made or corrected after the final evaluation.",
    "later": "Several observations were made or corrected after the final evaluation.",
}
ACTIONS = """\
## Trial actions
"""
ACTIONS_NOTES = """\
What is late or missed in a trial action is told beside its state, and is none. So is a decision
to continue or to adapt it on the way. The signs in an evaluation stay as they stood on its day.

## Freshness

`freshness_days` says how many days before the day of the status anybody recorded anything: of the
plan, and of each trial action. It is an axis of its own, and changes no state. It goes by when a
record was made, not by the day it speaks of; None if nothing had been recorded by that day. That
a plan was adopted does not count.
"""
DUE_HEAD = """\
## What is due

`due` tells, by last day, of a day and some days ahead:

- a milestone that is late, in its time, or begins within those days;
- a target that is not reached and whose time ends within those days, and one that is over with
  nothing recorded;
- an evaluation that nobody has recorded though it should be there. That is late, and has no time:
"""
DUE_WHEN = {
    "reached": "The milestone of an evaluation was reached, and the evaluation is not recorded.",
    "all_else_done": "The trial action awaits its evaluation, and has no milestone for one ahead.",
}
JSON_HEAD = """\
## JSON

An example: a sign, a milestone and an observation.

`malplan status PLAN --json` writes one object, and without a plan a list of them. A key is always
there; what there is none of is `null`. States are written as in the tables above. The
target of a scale is `{step, due}`.
"""
JSON_CHANGES = """\
`malplan changes PLAN --since DAY --json`. Trial actions come first, then signs, then
milestones, each by id; `before` or `after` is `null` where the plan did not have the part.
`period` and `on` are of milestones: the planned time, and the day when it was reached, dropped or
evaluated; `figure` is of signs. `records` are those that speak of a day after `since` and until
`until`.
"""
JSON_DUE = """\
`malplan due --json`: a list by last day. `part` is `milestone`, `evaluation` or `target`; `when` is
`late`, `current` or `upcoming`; `days_left` is below zero when it is over, and `null` without a
last day. An evaluation that is missing has no `period`; without a milestone it has the id of its
trial action.
"""


# --- Rules ----------------------------------------------------------------------------------------
def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def states(of: Mapping[str, Message]) -> str:
    """The states, and what people read."""
    rows = ((f"`{code}`", message.da, message.en) for code, message in of.items())
    return table(("state", "in Danish", "in English"), rows)


def rules(of: Iterable[Any], when: Mapping[str, str], says: Mapping[str, Message]) -> str:
    """The rules in their order, with what they say."""
    of = tuple(of)
    assert [rule.code for rule in of] == list(when), "a rule is not described"  # noqa: S101
    rows = (
        (f"`{rule.code}`", when[rule.code], f"`{rule.state.value}`", *both(says[rule.code]))
        for rule in of
    )
    return table(("rule", "applies", "state", "says in Danish", "says in English"), rows)


def more(when: Mapping[str, str], of: Iterable[Any], says: Mapping[str, Message]) -> str:
    """The sentences that are added."""
    others = set(says) - {rule.code for rule in of}
    assert others == set(when), "a sentence is not described"  # noqa: S101
    rows = ((f"`{code}`", told, *both(says[code])) for code, told in when.items())
    return table(("added", "where", "says in Danish", "says in English"), rows)


def both(message: Message) -> tuple[str, str]:
    """A sentence with its fields in both languages."""
    return message.da, message.en


# --- Figures and progress -------------------------------------------------------------------------
SEEN = ((3, 12, 20, "musikskolen"), (10, 5, 10, "villa-social"), (17, 14, 20, "musikskolen"))


def record(minute: int, on: date, what: Any, **more: Any) -> Record:
    """A record with an id that is always the same."""
    return Record(
        id=f"019d6c2e-0000-7000-8000-{minute:012d}",
        plan="eksempel",
        on=on,
        recorded=datetime(YEAR, on.month, on.day, 9, minute, tzinfo=UTC),
        what=what,
        **more,
    )


def observed(measure: Any, seen: Iterable[Observation]) -> Figure:
    """The figure of a measure."""
    records = [
        record(minute, date(YEAR, 3, day), what)
        for minute, ((day, *_), what) in enumerate(zip(SEEN, seen, strict=True))
    ]
    figure = combined(measure, entries(records))
    assert figure is not None  # noqa: S101 - something was observed
    return figure


def figures() -> Iterator[tuple[str, ...]]:
    """A row for each way in which observations combine."""
    told = {
        Combine.LATEST: "the latest; the default",
        Combine.SUM: "all added up",
        Combine.RATIO: "numerators and denominators added up",
        Combine.RUNNING_TOTAL: "the latest of each source, added up",
    }
    for combine in Combine:
        is_ratio = combine is Combine.RATIO
        measure = Quantitative(unit="%" if is_ratio else "unge", combine=combine)
        seen = [
            Observation(sign="a", value=value, of=of if is_ratio else None, source=source)
            for _, value, of, source in SEEN
        ]
        said = figure_said(measure, observed(measure, seen)).message
        yield f"`{combine.value}`", told[combine], said.da, said.en


def cases() -> Iterator[tuple[str, ...]]:
    """A row for each kind of target, on its way."""
    up, down = Direction.UP, Direction.DOWN
    for kind, direction, start, value, upper, stands in (
        (TargetKind.AT_LEAST, up, 10, 20, None, 15),
        (TargetKind.AT_LEAST, up, 10, 20, None, 8),
        (TargetKind.AT_LEAST, up, 0, 15, None, 18),
        (TargetKind.AT_LEAST, up, 20, 20, None, 20),
        (TargetKind.AT_MOST, down, 12, 4, None, 6),
        (TargetKind.BETWEEN, up, 2, 8, 12, 5),
        (TargetKind.INCREASE, up, 10, 4, None, 11),
        (TargetKind.DECREASE, down, 10, 4, None, 12),
    ):
        target = Target(kind=kind, value=value, upper=upper)
        measure = Quantitative(
            unit="unge", baseline=Baseline(value=start), targets=(target,), direction=direction
        )
        figure = observed(measure, [Observation(sign="a", value=stands) for _ in SEEN])
        found = progress(measure, target, figure)
        said = labels.TARGETS[kind.value].format(value=value, upper=upper or 0, unit="unge")
        raw, clamped = (None, None) if found is None else (found.raw, found.clamped)
        yield str(start), said.en, str(stands), share(raw), share(clamped)


def share(value: Fraction | None) -> str:
    """A share as people write it."""
    return "none" if value is None else number_said(value).en


# --- JSON -----------------------------------------------------------------------------------------
DUE = Period.parse("ultimo marts/primo april", year=YEAR)
PLAN = malplan.Plan(
    id="eksempel",
    title="Eksempel",
    year=YEAR,
    municipality="Eksempel Kommune",
    actions=(
        malplan.TrialAction(
            id="workshop",
            title="Workshop",
            signs=(
                malplan.Sign(
                    id="fremmoede",
                    text="Der kommer mindst 15 unge.",
                    measure=Quantitative(
                        unit="unge",
                        baseline=Baseline(value=Decimal(5)),
                        targets=(Target(kind=TargetKind.AT_LEAST, value=Decimal(15), due=DUE),),
                    ),
                ),
            ),
            milestones=(malplan.Milestone(id="hold", text="Workshoppen holdes.", period=DUE),),
        ),
    ),
)
SEEN_OF_PLAN = (record(1, date(YEAR, 3, 24), Observation(sign="fremmoede", value=Decimal(12))),)


def assessed(on: date) -> malplan.Status:
    """How the example stands on a day."""
    version = malplan.Workspace(store=malplan.MemoryStore()).logbook.version(PLAN)
    return malplan.assess(PLAN, SEEN_OF_PLAN, on=on, version=version)


def json_block(data: Any) -> str:
    """Data as the command line writes it."""
    return f"```json\n{json_text(data)}\n```\n"


# --- The page -------------------------------------------------------------------------------------
def scale() -> str:
    """The row of a scale beside those of numbers."""
    steps = (("slet-ikke", "slet ikke"), ("lidt", "lidt"), ("meget", "meget"))
    measure = Qualitative(scale=tuple(ScaleStep(id=id, name=name) for id, name in steps))
    seen = [Observation(sign="a", step=step) for step in ("slet-ikke", "meget", "lidt")]
    said = figure_said(measure, observed(measure, seen)).message
    return f"On a scale on which *slet ikke*, *meget* and *lidt* were recorded, it is {said.en}.\n"


def page() -> str:
    """The whole page."""
    before, after = assessed(date(YEAR, 3, 1)), assessed(date(YEAR, 4, 1))
    parts = (
        HEAD,
        SIGNS,
        states(words.SIGN_STATES),
        rules(SIGN_RULES, SIGN_WHEN, words.SIGN_REASONS),
        more(SIGN_MORE, SIGN_RULES, words.SIGN_REASONS),
        FIGURES,
        table(("`combine`", "is", "in Danish", "in English"), figures()),
        scale(),
        FIGURES_NOTES,
        PROGRESS,
        table(("baseline", "target", "figure", "raw", "clamped"), cases()),
        PROGRESS_NOTES,
        MILESTONES,
        states(words.MILESTONE_STATES),
        rules(MILESTONE_RULES, MILESTONE_WHEN, words.MILESTONE_REASONS),
        more(MILESTONE_MORE, MILESTONE_RULES, words.MILESTONE_REASONS),
        MILESTONES_NOTES,
        ACTIONS,
        states(words.ACTION_STATES),
        rules(ACTION_RULES, ACTION_WHEN, words.ACTION_REASONS),
        more(ACTION_MORE, ACTION_RULES, words.ACTION_REASONS),
        ACTIONS_NOTES,
        DUE_HEAD,
        more(DUE_WHEN, (), words.MISSING_EVALUATIONS).replace("| added |", "| evaluation |"),
        JSON_HEAD,
        json_block(status_data(after)),
        JSON_CHANGES,
        json_block(changes_data(changes_between(before, after, SEEN_OF_PLAN))),
        JSON_DUE,
        json_block([due_data(item) for item in due_items(after, within=30)]),
    )
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(page())
