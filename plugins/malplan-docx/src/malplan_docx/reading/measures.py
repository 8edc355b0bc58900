"""How a sign is observed, from the facts that a form states of it.

Where a unit or a time holds brackets itself, a sentence can be read in several ways. Then the unit
is taken that all facts of the sign agree on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache

from attrs import frozen

from malplan import Language, Message
from malplan.measures import whole_of
from malplan.messages import labels
from malplan_docx.reading.context import Context, Data, Ids, given, one_line, prose
from malplan_docx.reading.figures import bracketed, figure_of, number_of, with_note
from malplan_docx.reading.labels import plain
from malplan_docx.reading.parts import Fact
from malplan_docx.reading.purposes import counts_people

_ARROW = re.compile(r"\s+→\s+")
_CHANGES = ("increase", "decrease")


def measure_of(context: Context, facts: list[Fact]) -> tuple[Data | None, list[Fact]]:
    """The number or the scale that facts describe, and the facts that are left over."""
    facts = [fact for fact in facts if not _says_none(context, fact)]
    is_scale = any(fact.name in ("scale", "step") for fact in facts)
    return (_qualitative if is_scale else _quantitative)(context, facts)


def _says_none(context: Context, fact: Fact) -> bool:
    none = labels.NOT_MEASURABLE.text(context.language)
    return fact.name == "measure" and plain(fact.text) == plain(none)


def _brackets(text: str) -> Iterator[tuple[str, str]]:
    """The ways to read a text with a note at its end, and at last without one."""
    yield from bracketed(text)
    yield text, ""


@cache
def _pattern(message: Message, language: Language) -> re.Pattern[str]:
    """What a sentence looks like with its figures and its unit."""
    text = re.escape(message.text(language))
    text = re.sub(r"\\{(value|upper)\\}", r"(?P<\1>\\S+)", text)
    return re.compile(text.replace(r"\{unit\}", "(?P<unit>.+)"), re.IGNORECASE)


# --- Numbers --------------------------------------------------------------------------------------
@frozen
class _Reading:
    """One way to read a fact.

    A unit of None stands for per cent, in whatever words; an empty one is not said.
    """

    data: Data
    unit: str | None
    note: str = ""

    def fits(self, unit: str) -> bool:
        return whole_of(unit) == 100 if self.unit is None else self.unit in (unit, "")


def _quantitative(context: Context, facts: list[Fact]) -> tuple[Data | None, list[Fact]]:
    readings = [(fact, list(_readings(context, fact))) for fact in facts]
    read = [(fact, ways) for fact, ways in readings if ways]
    units = ["%" if way.unit is None else way.unit for _, ways in read for way in ways]
    best = max(
        dict.fromkeys(unit for unit in units if unit),
        key=lambda unit: sum(any(way.fits(unit) for way in ways) for _, ways in read),
        default=None,
    )
    if best is None:
        return None, facts
    measure: Data = {"kind": "quantitative", "unit": best}
    rest = [fact for fact, ways in readings if not ways]
    for fact, ways in read:
        way = next((way for way in ways if way.fits(best)), None)
        if way is None or (fact.name == "baseline" and "baseline" in measure):
            rest.append(fact)
        elif fact.name == "measure":
            measure |= way.data
        elif fact.name == "baseline":
            measure["baseline"] = way.data | _said_of_baseline(context, fact, way.note)
        else:
            due = given(due=context.time(way.note, fact.where) if way.note else None)
            measure.setdefault("targets", []).append(way.data | due)
    _infer(measure)
    return measure, rest


def _readings(context: Context, fact: Fact) -> Iterator[_Reading]:
    text = one_line(fact.text)
    match fact.name:
        case "measure":
            yield from _of_measure(context.language, text)
        case "baseline":
            for before, note in _brackets(text):
                if before == labels.WITHHELD.text(context.language):
                    yield _Reading({"withheld": True}, "", note)
                figure = figure_of(before, context.language)
                if figure is not None:
                    yield _Reading({"value": figure[0]}, figure[1], note)
        case "target":
            for before, note in _brackets(text):
                yield from _of_target(context.language, before, note)


def _of_measure(language: Language, text: str) -> Iterator[_Reading]:
    """A unit, with notes in brackets after it: "personer (lavere er bedre)"."""
    down = labels.LOWER_IS_BETTER.text(language)
    notes: dict[str, Data] = {down: {"direction": "down"}}
    for name, message in labels.COMBINED.items():
        note = message.text(language)  # of which one has a comma
        notes[note] = {"combine": name}
        notes[f"{note}, {down}"] = {"combine": name, "direction": "down"}
    for unit, note in bracketed(text):
        if note in notes:
            yield _Reading(notes[note], unit)
            return
    yield _Reading({}, text)


def _of_target(language: Language, text: str, note: str) -> Iterator[_Reading]:
    in_points = ((kind, labels.TARGETS_IN_POINTS[kind]) for kind in _CHANGES)
    for kind, message in (*in_points, *labels.TARGETS.items()):
        found = _pattern(message, language).fullmatch(text)
        if found is None:
            continue
        fields = found.groupdict()
        numbers: dict[str, Decimal | None] = {
            name: number_of(fields[name], language) for name in ("value", "upper") if name in fields
        }
        if None not in numbers.values():
            yield _Reading(dict(numbers, kind=kind), fields.get("unit"), note)


def _said_of_baseline(context: Context, fact: Fact, note: str) -> Data:
    """The time and the source in the brackets after a baseline: "februar 2025, Jobindsats"."""
    if not note:
        return {}
    for time, source in ((note, ""), *_halves(note)):
        period = context.readable(time)
        if period is not None:
            return given(as_of=context.time(time, fact.where), source=source)
    return {"source": note}


def _halves(text: str) -> Iterator[tuple[str, str]]:
    for comma in re.finditer(", ", text):
        yield text[: comma.start()].strip(), text[comma.end() :].strip()


def _infer(measure: Data) -> None:
    """What malplan would write, had it written the form: a direction, and what is counted."""
    targets = measure.get("targets", [])
    if targets and all(one["kind"] in ("at_most", "decrease") for one in targets):
        measure["direction"] = "down"
    values: Iterable[Decimal | None] = [
        *(one.get(name) for one in targets for name in ("value", "upper")),
        measure.get("baseline", {}).get("value"),
    ]
    if counts_people(measure["unit"], *(value for value in values if value is not None)):
        measure["counts"] = "people"


# --- Scales ---------------------------------------------------------------------------------------
def _qualitative(context: Context, facts: list[Fact]) -> tuple[Data | None, list[Fact]]:
    said = next((fact for fact in facts if fact.name == "scale"), None)
    targets = [fact for fact in facts if fact.name == "step"]
    before = next((fact for fact in facts if fact.name == "baseline"), None)
    wanted = [list(_wanted(context, fact)) for fact in targets]
    names = [name for ways in wanted for name, _ in ways]
    names += [one_line(before.text)] if before else []
    steps = _steps(said.text, names) if said else []
    if len(steps) < 2:
        return None, facts
    ids = Ids()
    scale = [given(id=ids.new(name), name=name, criterion=criterion) for name, criterion in steps]
    by_name = {step["name"]: step["id"] for step in reversed(scale)}
    measure: Data = {"kind": "qualitative", "scale": scale}
    rest = [
        fact for fact in facts if fact is not said and fact is not before and fact not in targets
    ]
    if before is not None:
        step = by_name.get(one_line(before.text))
        rest += [] if step else [before]
        measure |= given(baseline=step)
    for fact, ways in zip(targets, wanted, strict=True):
        way = next(((by_name[name], due) for name, due in ways if name in by_name), None)
        if way is None:
            rest.append(fact)
            continue
        due = context.time(way[1], fact.where) if way[1] else None
        measure.setdefault("targets", []).append(given(step=way[0], due=due))
    return measure, rest


def _wanted(context: Context, fact: Fact) -> Iterator[tuple[str, str]]:
    """The ways to read which step is wanted, and when."""
    start, end = labels.AT_LEAST_STEP.text(context.language).split("{step}")
    quotes = {"”": '[”“"]', "“": '[“”"]'}
    pattern = "(.+)".join(
        "".join(quotes.get(char, re.escape(char)) for char in text) for text in (start, end)
    )
    for text, note in _brackets(one_line(fact.text)):
        found = re.fullmatch(pattern, text, re.IGNORECASE)
        if found is not None:
            yield found[1].strip(), note


def _steps(text: str, names: list[str]) -> list[tuple[str, str]]:
    """The names and the criteria of the steps; a name that is wanted is one of them, whole."""
    steps = []
    for chunk in filter(None, map(str.strip, _ARROW.split(text))):
        ways = [(before, note) for before, note in bracketed(chunk) if before in names]
        if one_line(chunk) in names:
            ways = [(chunk, "")]
        name, criterion = ways[0] if ways else with_note(chunk)
        if "\n" in name:  # a name has one line, and only what it takes can have more
            name, criterion = one_line(chunk), ""
        steps.append((name, prose(criterion)))
    return steps
