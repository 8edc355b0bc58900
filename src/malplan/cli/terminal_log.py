"""The log, a status, changes and what is due, in the terminal: readable at 80 columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import attrs
from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from malplan.changes import Change, Changes, Snapshot
from malplan.cli.terminal import flowing, grid_of, print_table, printing
from malplan.due import DueItem
from malplan.errors import printable
from malplan.fields import map_texts
from malplan.formats import figure as number
from malplan.history import Validity, known_records, validity
from malplan.measures import Qualitative
from malplan.messages import Language, Message, labels, quoted
from malplan.messages import log as words
from malplan.messages import status as status_words
from malplan.model import Plan
from malplan.numbering import numbers_of
from malplan.periods import Period
from malplan.presentation import heading, place_names
from malplan.privacy import redact
from malplan.records import (
    DecisionMade,
    Evaluation,
    Learning,
    MilestoneMoved,
    Observation,
    Record,
    Redaction,
    Retraction,
    SignState,
)
from malplan.standing import STATES, Part, freshness, state_of
from malplan.status import ActionStatus, MilestoneState, MilestoneStatus, SignStatus, Status
from malplan.telling import VALIDITY, kind_said

_GOOD = frozenset(("met", "done", "decided", "evaluated"))
_BAD = frozenset(("missed", "late", "worse_than_baseline"))
_OPEN = frozenset(("moving", "current", "running", "awaiting_evaluation"))
_STATES: dict[str, Mapping[str, Message]] = {
    "sign": STATES[SignStatus],
    "milestone": STATES[MilestoneStatus],
    "action": STATES[ActionStatus],
}


def _style(state: str) -> str:
    if state in _GOOD:
        return "green"
    return "bold red" if state in _BAD else "cyan" if state in _OPEN else "dim"


def _day(day: date, language: Language) -> str:
    return Period(day, day).in_words(language)


def _moment(moment: datetime, zone: ZoneInfo, language: Language) -> str:
    local = moment.astimezone(zone)
    day = _day(local.date(), language)
    clock = words.CLOCK.format(day=day, hour=f"{local:%H}", minute=f"{local:%M}")
    return clock.text(language)


# --- Status ---------------------------------------------------------------------------------------
def print_status(status: Status, language: Language, zone: ZoneInfo) -> None:
    """Print how a plan stands: each trial action with its signs and milestones, and why."""
    plan: Plan = map_texts(status.plan, redact)
    names = place_names(plan, language)
    with printing() as console:
        console.print(Text(plan.title, style="bold"))
        day = words.STATUS_ON.format(day=_day(status.on, language)).text(language)
        if status.known_at is not None:
            moment = _moment(status.known_at, zone, language)
            day = f"{day}, {words.KNOWN_AT.format(moment=moment).text(language)}"
        console.print(Text(day, style="dim"))
        console.print(Text(freshness(status).text(language), style="dim"))
        for action in status.actions:
            path = f"actions/{action.id}"
            console.print()
            console.print(Rule(Text(names[path], style="bold"), align="left", style="dim"))
            console.print(_stated(action, language))
            signs = [
                (names[f"{path}/signs/{one.id}"], one)
                for one in status.signs
                if one.action == action.id
            ]
            milestones = [
                (names[f"{path}/milestones/{one.id}"], one)
                for one in status.milestones
                if one.action == action.id
            ]
            _print_parts(console, heading(plan, "signs", language), signs, language)
            title = heading(plan, "milestones", language)
            _print_parts(console, title, milestones, language)
            learned = [*action.evaluations, *action.learnings]
            _print_texts(console, learned, language)
        if status.unplaced:
            console.print()
            console.print(Text(f"{words.UNPLACED.text(language)}:", style="bold"))
            for record in status.unplaced:
                told = _told(record, language, _NO_NAMES)
                console.print(Text(f"• {told} ({record.id})"))


def _stated(part: Part, language: Language) -> Text:
    """A state, and why."""
    label = state_of(part).text(language).capitalize()
    because = flowing(part.because.text(language))
    return Text.assemble((f"{label}. ", _style(part.state.value)), because)


def _print_parts(
    console: Console,
    title: str,
    rows: Sequence[tuple[str, Part]],
    language: Language,
) -> None:
    if not rows:
        return
    console.print()
    console.print(Text(title, style="bold"))
    for name, status in rows:
        grid = grid_of(1)
        grid.add_row(Text("•", style="dim"), Text(flowing(name)))
        grid.add_row("", _stated(status, language))
        console.print(grid)


def _print_texts(console: Console, records: Sequence[Record], language: Language) -> None:
    for record in records:
        console.print()
        title = f"{kind_said(record).text(language)}, {_day(record.on, language)}"
        console.print(Text(title, style="bold"))
        what = record.what
        assert isinstance(what, Evaluation | Learning)  # noqa: S101 - a status has no others there
        console.print(Text(flowing(what.text)))


def print_overview(statuses: Iterable[Status], language: Language) -> None:
    """Print how many plans stand, a line each."""
    header = [
        labels.COLUMN_ID.text(language),
        labels.HEADINGS["signs"].text(language),
        words.MILESTONES.text(language),
        words.FRESHNESS.text(language),
    ]
    rows = []
    for status in statuses:
        signs = _counted("sign", (one.state.value for one in status.signs), language)
        late = _counted("milestone", (one.state.value for one in status.milestones), language)
        rows.append([status.plan.id, signs, late, _days_before(status.freshness_days, language)])
    print_table(header, rows)


def _days_before(days: int | None, language: Language) -> str:
    near = {None: words.NO_DAYS, 0: words.SAME_DAY, 1: words.DAY_BEFORE}
    return near.get(days, words.DAYS_BEFORE.format(days=days)).text(language)


def _counted(part: str, states: Iterable[str], language: Language) -> str:
    counts: dict[str, int] = {}
    for state in states:
        counts[state] = counts.get(state, 0) + 1
    order = [*(one.value for one in (SignState if part == "sign" else MilestoneState))]
    return ", ".join(
        f"{_STATES[part][state].text(language)}: {counts[state]}"
        for state in order
        if state in counts
    )


# --- Changes --------------------------------------------------------------------------------------
def print_changes(plan: Plan, changes: Changes, language: Language) -> None:
    """Print what changed between two days."""
    names = {path.rpartition("/")[2]: name for path, name in place_names(plan, language).items()}
    since, until = _day(changes.since, language), _day(changes.until, language)
    with printing() as console:
        console.print(Text(plan.title, style="bold"))
        title = words.CHANGES_BETWEEN.format(since=since, until=until)
        console.print(Text(title.text(language), style="dim"))
        console.print()
        if not changes.changes:
            console.print(Text(words.NO_CHANGES.text(language)))
        in_the_plan = {id: index for index, id in enumerate(names)}
        last = len(names)
        for one in sorted(changes.changes, key=lambda one: in_the_plan.get(one.id, last)):
            grid = grid_of(1)
            grid.add_row(Text("•", style="dim"), Text(flowing(names.get(one.id, one.id))))
            grid.add_row("", _change(one, language))
            console.print(grid)
        if changes.records:
            console.print()
            console.print(Text(words.SINCE_RECORDED.text(language), style="bold"))
            _print_records(console, changes.records, language, _Names.of(plan, language))


def _change(change: Change, language: Language) -> Text:
    before = _stood(change.part, change.before, language) or words.NEW.text(language)
    after = _stood(change.part, change.after, language) or words.NOT_IN_PLAN.text(language)
    return Text(f"{before} → {after}", style="cyan")


def _stood(part: str, snapshot: Snapshot | None, language: Language) -> str:
    if snapshot is None:
        return ""
    state = _STATES[part][snapshot.state].text(language)
    if snapshot.on is not None:
        return f"{state} {_day(snapshot.on, language)}"
    if snapshot.period is not None:
        planned = words.PLANNED.format(period=snapshot.period.message)
        return f"{state} ({planned.text(language)})"
    return state if snapshot.figure is None else f"{state}: {snapshot.figure.text(language)}"


# --- Due ------------------------------------------------------------------------------------------
def print_due(
    items: Sequence[DueItem], plans: Sequence[Plan], on: date, within: int, language: Language
) -> None:
    """Print what is due, late first, each by its last day."""
    names = {
        (plan.id, path.rpartition("/")[2]): name
        for plan in plans
        for path, name in place_names(map_texts(plan, redact), language).items()
    }
    with printing() as console:
        words_for_it = words.DUE_ON_ONE if within == 1 else words.DUE_ON
        title = words_for_it.format(day=_day(on, language), within=within)
        console.print(Text(title.text(language), style="bold"))
        if not items:
            console.print()
            console.print(Text(words.NOTHING_DUE.text(language)))
        order = ("late", "current", "upcoming")
        by_when = sorted(items, key=lambda item: order.index(item.when))
        for when, group in groupby(by_when, key=lambda item: item.when):
            console.print()
            console.print(Rule(Text(words.DUE[when].text(language), style="bold"), align="left",
                               style="dim"))  # fmt: skip
            for item in group:
                grid = grid_of(1)
                name = names.get((item.plan, item.id), item.id)
                if len(plans) > 1:
                    name = f"{item.plan}: {name}"
                grid.add_row(Text("•", style="dim"), Text(flowing(name)))
                left = _left(item, language)
                style = "bold red" if item.when == "late" else "cyan"
                because = flowing(item.because.text(language))
                grid.add_row("", Text.assemble((f"{left}. ", style), because))
                console.print(grid)


def _left(item: DueItem, language: Language) -> str:
    match item.days_left:
        case None if item.part == "evaluation" and item.period is None:
            message = words.EVALUATION_MISSING
        case None:
            message = words.NO_LAST_DAY
        case 0:
            message = words.LAST_DAY
        case 1:
            message = words.DAYS_LEFT_ONE
        case -1:
            message = words.DAYS_OVER_ONE
        case days if days < 0:
            message = words.DAYS_OVER.format(days=-days)
        case days:
            message = words.DAYS_LEFT.format(days=days)
    return message.text(language).capitalize()


# --- The log --------------------------------------------------------------------------------------
@attrs.frozen
class _Names:
    """What people call the parts of a plan, by their ids.

    Attributes:
        parts: "Tegn 1.1", of signs, milestones and trial actions.
        steps: The names of the steps, by sign and step.
    """

    parts: Mapping[str, str] = attrs.field(factory=dict)
    steps: Mapping[tuple[str, str], str] = attrs.field(factory=dict)

    @classmethod
    def of(cls, plan: Plan, language: Language) -> _Names:
        """The names in a plan."""
        numbers = numbers_of(plan)
        parts: dict[str, str] = {}
        steps: dict[tuple[str, str], str] = {}
        for index, action in enumerate(plan.actions, 1):
            parts[action.id] = f"{heading(plan, 'action', language)} {index}"
            for kind, ids in (
                ("sign", [one.id for one in action.signs]),
                ("milestone", [one.id for one in action.milestones]),
            ):
                parts |= {id: f"{heading(plan, kind, language)} {numbers[id]}" for id in ids}
        for sign in plan.signs:
            if isinstance(sign.measure, Qualitative):
                steps |= {(sign.id, step.id): step.name for step in sign.measure.scale}
        return cls(parts, steps)


_NO_NAMES = _Names()


def print_log(
    records: Sequence[Record], plans: Mapping[str, Plan], language: Language, zone: ZoneInfo
) -> None:
    """Print records with their ids, in the order in which they were made.

    Args:
        records: The records.
        plans: The plans of which they are, by id, as far as they are known.
        language: The language of labels.
        zone: Where their moments are.
    """
    counting = validity(known_records(records))
    with printing() as console:
        if not records:
            console.print(Text(words.EMPTY_LOG.text(language)))
        for plan, group in groupby(records, key=lambda record: record.plan):
            console.print(Rule(Text(plan, style="bold"), align="left", style="dim"))
            names = _Names.of(plans[plan], language) if plan in plans else _NO_NAMES
            _print_records(console, tuple(group), language, names, zone, counting)


def _print_records(
    console: Console,
    records: Sequence[Record],
    language: Language,
    names: _Names,
    zone: ZoneInfo | None = None,
    counting: Mapping[str, Validity] = MappingProxyType({}),
) -> None:
    for record in records:
        grid = grid_of(1)
        told = Text(_told(record, language, names))
        counts = counting.get(record.id, Validity.COUNTS)
        if counts is not Validity.COUNTS:
            mark = VALIDITY[counts].text(language)
            told = Text.assemble(told, (f" – {mark}", "dim italic"))
        grid.add_row(Text("•", style="dim"), told)
        for label, text in _details(record):
            detail = f"{label.text(language)}: "
            grid.add_row("", Text.assemble((detail, "dim"), printable(flowing(text))))
        if zone is not None:
            grid.add_row("", Text(_made(record, zone, language), style="dim"))
        grid.add_row("", Text(record.id, style="dim"))
        console.print(grid)


def _made(record: Record, zone: ZoneInfo, language: Language) -> str:
    moment = _moment(record.recorded, zone, language)
    text = words.RECORDED.format(moment=moment).text(language)
    if record.by is None:
        return text
    return f"{text} {words.BY.format(role=printable(record.by)).text(language)}"


def _told(record: Record, language: Language, names: _Names) -> str:
    """A record on one line: its day, what it tells, and of what."""
    what: Any = record.what
    period = getattr(what, "period", None)
    is_observation = isinstance(what, Observation)
    day = period.message if is_observation and period else Period(record.on, record.on).message
    parts = [f"{day.text(language)}: {kind_said(record).text(language)}"]
    subject = record.subject
    if subject is not None:
        name = names.parts.get(subject)
        parts.append(subject if name is None else f"{name} ({subject})")
    said = _said(record, language, names)
    return ", ".join(parts) + (f": {said}" if said else "")


def _said(record: Record, language: Language, names: _Names) -> str:
    what = record.what
    match what:
        case Observation(value=None):
            step = names.steps.get((what.sign, what.step or ""), what.step)
            return quoted(redact(step or "")).text(language)
        case Observation():
            value = number(what.value or 0)
            if what.of is not None:
                value = words.OF.format(value=value, of=number(what.of))
            text = value.text(language)
            is_typed = what.source is not None and what.provenance is None
            source = is_typed and words.SOURCE.format(source=what.source).text(language)
            return f"{text} ({source})" if source else text
        case MilestoneMoved():
            return what.period.message.text(language)
        case DecisionMade():
            return status_words.DECISIONS[what.decision.value].text(language)
        case _:
            return ""


def _details(record: Record) -> Iterator[tuple[Message, str]]:
    what: Any = record.what
    for label, name in ((words.EVIDENCE, "evidence"), (words.TEXT, "text"),
                        (words.BECAUSE, "because")):  # fmt: skip
        text = getattr(what, name, None)
        if isinstance(text, str):
            yield label, text
    if isinstance(what, Observation) and what.provenance is not None:
        yield words.FETCHED, what.provenance.query
    if record.comment is not None:
        yield words.COMMENT, record.comment
    if record.corrects is not None:
        yield words.CORRECTED, record.corrects
    if record.reason is not None:
        yield words.CORRECTED_BECAUSE, record.reason
    if isinstance(what, Retraction):
        yield words.TAKEN_BACK, what.record
    if isinstance(what, Redaction):
        yield words.BLANKED, ", ".join(what.records)
    if record.kind == "plan_adopted" and record.version is not None:
        yield words.VERSION, record.version[:12]
