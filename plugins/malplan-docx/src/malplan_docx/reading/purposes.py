"""Why a plan is made, from a form: goals, target group, objectives, challenge, key figures."""

from __future__ import annotations

import re
from decimal import Decimal

from malplan.messages import labels
from malplan_docx.reading import words
from malplan_docx.reading.context import Context, Data, given, one_line, prose
from malplan_docx.reading.figures import bracketed, figure_of, filled, with_note
from malplan_docx.reading.labels import plain
from malplan_docx.reading.parts import Entry, Fact, Part, Said

PEOPLE = re.compile(
    r"(?:personer?|mennesker?|unge|børn|borgere?|deltagere?|elever|medarbejdere?|kvinder|mænd|"
    r"voksne|ældre|forældre|drenge|piger|studerende|people|persons?|participants?|citizens?|"
    r"children|pupils|students|employees|women|men|adults|parents)\b",
    re.IGNORECASE,
)
"""Units that count people; small numbers of them are held back in what is published."""


def counts_people(unit: str, *values: Decimal | None) -> bool:
    """Whether figures are numbers of people, as far as their unit tells."""
    whole = all(one is None or (one >= 0 and one == one.to_integral_value()) for one in values)
    return whole and PEOPLE.match(unit) is not None


def entries_of(context: Context, parts: list[Part]) -> list[Entry]:
    """The entries of a section; paragraphs that malplan does not write there are entries too."""
    return [entry for part in parts for entry in _entries_in(context, part)]


def _entries_in(context: Context, part: Part) -> list[Entry]:
    titles = [Said(part.title, part.where)] if part.title else []
    found = [
        Entry(said.text, said.where, by_hand=True, marked=False) for said in (*titles, *part.texts)
    ]
    first = len(found)
    for entry in part.entries:
        last = found[-1] if len(found) > first else None
        # Beside entries of a list, a paragraph is what somebody added to the one above.
        if last is None or not last.marked or entry.marked or entry.text[-1] in ":?":
            found.append(entry)
            continue
        context.doubt(last.where, words.ADDED, text=words.shown_text(entry.text))
        last.below += [(1, entry.text), *entry.below]
        last.facts += entry.facts
    if len(found) > first:
        found[-1].facts += part.facts
    else:
        found += [
            Entry(f"{fact.label}: {fact.text}", fact.where, by_hand=True, marked=False)
            for fact in part.facts
        ]
    return found


def keep(context: Context, fact: Fact, data: Data, name: str = "text") -> None:
    """Add a fact that nobody can read to a text, so that it is not lost."""
    message = words.FACT_KEPT if fact.label else words.ADDED
    label, text = words.shown_text(fact.label), words.shown_text(fact.text)
    context.doubt(fact.where, message, label=label, text=text)
    said = prose(f"{fact.label}: {fact.text}" if fact.label else fact.text)
    data[name] = "\n\n".join(filter(None, (data.get(name), said)))


# --- Goals and objectives -------------------------------------------------------------------------
Referring = tuple[Data, str, Fact]
"""A part of a plan, which of its fields refers to others, and what the form says there."""


def goals(context: Context, parts: list[Part]) -> tuple[list[Data], list[Entry], list[Referring]]:
    """The goals, what the form says of each, and what they lead to."""
    found, entries, referring = [], [], []
    for entry in entries_of(context, parts):
        goal = given(
            text=prose(entry.text), description="\n\n".join(prose(t) for _, t in entry.below)
        )
        goal = {"id": context.ids.new(entry.text), **goal}
        for fact in entry.facts:
            if fact.name == "leads_to":
                referring.append((goal, "leads_to", fact))
            else:
                keep(context, fact, goal, "description")
        found.append(goal)
        entries.append(entry)
    return found, entries, referring


def objectives(context: Context, parts: list[Part]) -> list[Data]:
    """The objectives, each with its policy."""
    found: list[Data] = []
    policy_follows = False
    for entry in entries_of(context, parts):
        text, policy = prose("\n".join((entry.text, *(inner for _, inner in entry.below)))), ""
        if plain(text) == plain(labels.HEADINGS["policy"].text(context.language)):
            policy_follows = True
            continue
        if policy_follows and found:
            found[-1]["policy"] = {"title": one_line(text)}
            policy_follows = False
            continue
        if entry.by_hand:
            before, inside = with_note(text)
            if "politik" in inside.casefold() or "policy" in inside.casefold():
                text, policy = before, one_line(inside)
                context.doubt(entry.where, words.POLICY_GUESSED, text=words.shown_text(policy))
        objective: Data = {"id": context.ids.new(text), "text": text}
        for fact in entry.facts:
            if policy or (not fact.name and entry.by_hand):
                keep(context, fact, objective)
                continue
            policy = one_line(fact.text)
            context.call("policy", fact.label)
        if policy:
            objective["policy"] = {"title": policy}
        found.append(objective)
    return found


# --- The target group -----------------------------------------------------------------------------
def target_group(context: Context, parts: list[Part]) -> Data | None:
    """Whom the plan is for."""
    prose_said: list[str] = []
    characteristics: list[str] = []
    facts: list[Fact] = []
    for part in parts:
        prose_said += [part.title] if part.title else []
        prose_said += [said.text for said in part.prose]
        for entry in part.entries:
            if entry.marked:
                characteristics.append(one_line(entry.text))
                characteristics += [one_line(text) for _, text in entry.below]
            facts += entry.facts
        facts += part.facts
    if not prose_said:
        prose_said, characteristics = characteristics[:1], characteristics[1:]
    if not prose_said and not facts:
        return None
    text = "\n\n".join(map(prose, prose_said))
    group = given(text=text or facts[0].text, characteristics=characteristics)
    for fact in facts:
        ages = _ages(context, fact.text) if fact.name == "age" else None
        if ages is None:
            keep(context, fact, group)
        else:
            group |= ages
    return group


def _ages(context: Context, text: str) -> Data | None:
    for message in (labels.AGES, labels.AGES_FROM, labels.AGES_TO):
        found = filled(message, context.language).fullmatch(" ".join(text.split()))
        if found is not None:
            ages = found.groupdict()
            if all(one.isascii() and one.isdigit() and len(one) < 4 for one in ages.values()):
                return {name: int(age) for name, age in ages.items()}
    return None


# --- The challenge --------------------------------------------------------------------------------
def challenge(context: Context, parts: list[Part]) -> Data | None:
    """What makes the plan necessary, with its key figures."""
    texts: list[str] = []
    figures: list[Data] = []
    for part in parts:
        is_figures = _holds_figures(context, part)
        if is_figures:
            context.call("key_figures", part.title)
        elif part.title:
            texts.append(part.title)
        texts += [prose(said.text) for said in part.prose if not is_figures or part.texts]
        for entry in part.entries:
            figure = _key_figure(context, entry, figures) if is_figures else None
            if figure is not None:
                figures.append(figure)
            elif entry.marked or is_figures:
                texts.append(_as_text(context, entry, is_figures))
            else:  # its text is among the paragraphs already
                texts += _kept(context, entry.facts)
        texts += _kept(context, part.facts)
    if not texts and not figures:
        return None
    title = context.titles.get("challenge") or words.SECTIONS["challenge"].text(context.language)
    return given(text="\n\n".join(texts) or title, key_figures=figures)


def _kept(context: Context, facts: list[Fact]) -> list[str]:
    kept: Data = {}
    for fact in facts:
        keep(context, fact, kept)
    return [*kept.values()]


def _holds_figures(context: Context, part: Part) -> bool:
    usual = plain(part.title) == plain(labels.HEADINGS["key_figures"].text(context.language))
    return usual or any(entry.number for entry in part.entries if not entry.by_hand)


def _as_text(context: Context, entry: Entry, is_figures: bool) -> str:
    """An entry that is no key figure, as text of the challenge."""
    text = f"{entry.number}: {entry.text}" if entry.number else entry.text
    if is_figures:
        context.doubt(entry.where, words.FIGURE_KEPT, text=words.shown_text(text))
    facts = [f"{fact.label}: {fact.text}" for fact in entry.facts]
    return "\n\n".join(prose(one) for one in (f"• {text}", *(t for _, t in entry.below), *facts))


def _key_figure(context: Context, entry: Entry, before: list[Data]) -> Data | None:
    said, text = entry.number, entry.text
    if not said and entry.by_hand:
        said, _, text = entry.text.partition(": ")
    figure = _value(context, said)
    if figure is None or not text:
        return None
    figure = {"id": "", "text": prose(text), **figure}
    _take_source(context, figure)
    _take_whole(context, entry, figure, before)
    figure["id"] = context.ids.new(figure["text"])
    for fact in entry.facts:
        if fact.name != "date":
            keep(context, fact, figure)
        elif plain(fact.text) != plain(labels.UNDATED.text(context.language)):
            figure["as_of"] = context.time(fact.text, fact.where)
    for _, inner in entry.below:
        figure["text"] += f"\n\n{prose(inner)}"
    return figure


def _value(context: Context, said: str) -> Data | None:
    if plain(said) == plain(labels.WITHHELD.text(context.language)):
        return {"withheld": True}
    about = filled(labels.ABOUT, context.language).fullmatch(said)
    figure = figure_of(about["value"] if about else said, context.language)
    if figure is None:
        return None
    value, unit = figure
    counts = "people" if counts_people(unit, value) else None
    return {"value": value, **given(unit=one_line(unit), about=about is not None, counts=counts)}


def _take_source(context: Context, figure: Data) -> None:
    source = filled(labels.SOURCE, context.language)
    for text, inside in bracketed(figure["text"]):
        found = source.fullmatch(inside)
        if found is not None and found["source"].strip():
            figure |= {"text": text, "source": one_line(found["source"])}
            return


def _take_whole(context: Context, entry: Entry, figure: Data, before: list[Data]) -> None:
    """What a figure is a part of: the nearest before it that is no part itself."""
    word = labels.PART_OF.text(context.language)
    if not figure["text"].startswith(f"{word} "):
        return
    whole = next((one for one in reversed(before) if "part_of" not in one), None)
    if whole is None:
        context.doubt(entry.where, words.WHOLE_NOT_FOUND, word=word)
        return
    figure |= {"text": figure["text"][len(word) :].strip(), "part_of": whole["id"]}


def moved_target_group(context: Context, goals: list[Part]) -> list[Part]:
    """Where goals and target group share a heading, what is said of the target group."""
    for part in goals:
        for entry in part.entries:
            if entry.by_hand and re.match(
                r"målgruppen?\b|target group\b", entry.text, re.IGNORECASE
            ):
                part.entries.remove(entry)
                text = words.shown_text(entry.text)
                context.doubt(entry.where, words.TARGET_GROUP_GUESSED, text=text)
                return [Part(entry.where, texts=[Said(entry.text, entry.where)])]
    return []
