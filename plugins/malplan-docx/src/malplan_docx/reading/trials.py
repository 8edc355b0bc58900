"""What is tried, from a form: trial actions with their signs and milestones."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from attrs import define, field

from malplan.messages import labels
from malplan_docx.reading import words
from malplan_docx.reading.context import Context, Data, given, one_line, prose, time_data
from malplan_docx.reading.figures import filled, with_note
from malplan_docx.reading.labels import ACTION, MENTIONED, NUMBERED, plain
from malplan_docx.reading.measures import measure_of
from malplan_docx.reading.parts import Entry, Fact, Part, Said, Where
from malplan_docx.reading.purposes import Referring, entries_of, keep
from malplan_docx.reading.times import split_time

_ALIKE = 0.8
_MOST_TITLE = 150


@define
class Action:
    """A trial action while it is put together.

    Attributes:
        data: It, as a file of plans holds it.
        number: The number in its heading; empty if it has none.
    """

    data: Data
    number: str = ""
    signs: list[Data] = field(factory=list)
    milestones: list[Data] = field(factory=list)


@define
class Trials:
    """The trial actions of a form.

    Attributes:
        context: What is known of the form.
        actions: The trial actions.
        numbers: The ids of signs and milestones by the numbers that the form prints, and those of
            goals; each kind by itself.
        referring: What refers to others, to be resolved when all have ids.
    """

    context: Context
    actions: list[Action] = field(factory=list)
    numbers: dict[str, dict[str, str]] = field(
        factory=lambda: {"sign": {}, "goal": {}, "milestone": {}}
    )
    referring: list[Referring] = field(factory=list)

    # --- Which trial action -----------------------------------------------------------------------
    def of(self, part: Part, index: int) -> Action | None:
        """The trial action that a part of another section is about.

        Args:
            part: The part.
            index: Its position among the parts with a heading.
        """
        number, title = heading_of(part.title)
        mentioned = MENTIONED.search(part.title)
        number = number or (mentioned["number"] if mentioned else "")
        if part.title:
            for action in self.actions:
                if number and action.number == number:
                    self._say_heading(part, action, title)
                    return action
            for action in self.actions:
                if _alike(title or part.title, action.data["title"]):
                    self._say_heading(part, action, title or part.title)
                    return action
        if not self.actions:
            return None
        if len(self.actions) == 1 or not part.title:
            if len(self.actions) > 1:
                self.context.doubt(_first(part), words.FIRST_ACTION)
            self._say_heading(part, self.actions[0], part.title)
            return self.actions[0]
        at = int(number) - 1 if number else index
        if not 0 <= at < len(self.actions):
            return None
        self._say_heading(part, self.actions[at], part.title)
        return self.actions[at]

    def _say_heading(self, part: Part, action: Action, title: str) -> None:
        """Tell which trial action a heading was read as, where it is not its title."""
        if title and plain(title) != plain(action.data["title"]):
            heading, known = words.whole_text(part.title), words.shown_text(action.data["title"])
            self.context.doubt(part.where, words.HEADING_OF_ACTION, heading=heading, title=known)

    def make(self, title: str, number: str = "") -> Action:
        """A new trial action."""
        title = one_line(title) or words.UNTITLED.text(self.context.language)
        action = Action({"id": self.context.ids.new(title), "title": title}, number)
        self.actions.append(action)
        return action

    # --- The trial actions themselves -------------------------------------------------------------
    def read_actions(self, parts: list[Part]) -> None:
        """Read the section of the trial actions."""
        titled = [part for part in parts if part.title]
        loose = [part for part in parts if not part.title]
        if not titled:
            for part in loose:
                self._untitled(part)
            return
        for part in titled:
            number, title = heading_of(part.title)
            self._call(part.title)
            same = [one for one in self.actions if number and one.number == number]
            if same and plain(title) in ("", plain(same[0].data["title"])):
                self._fill(same[0], part)
                continue
            if not title and part.prose:
                title = part.prose[0].text
                _drop(part, part.prose[0])
                self.context.doubt(part.where, words.ACTION_TITLE, title=words.shown_text(title))
            self._fill(self.make(title or part.title, number), part)
        for part in loose:
            self.context.doubt(_first(part), words.FIRST_ACTION)
            self._fill(self.actions[0], part)

    def _call(self, title: str) -> None:
        """Keep what a municipality calls a trial action."""
        found = NUMBERED.fullmatch(title)
        if found is not None and not self.context.by_hand:
            self.context.call("action", found["word"])

    def _untitled(self, part: Part) -> None:
        """Trial actions without headings: numbered entries are titles, or else the first line."""
        said = [Entry(one.text, one.where, marked=False) for one in part.texts]
        entries = sorted([*said, *part.entries], key=lambda one: one.where.at)
        titles = [one for one in entries if one.number and one.by_hand] or entries[:1]
        if not titles:
            self._fill(self.make(""), part)
            return
        starts = [one.where.at for one in titles]
        for title, end in zip(titles, [*starts[1:], None], strict=True):
            start = 0 if title is titles[0] else title.where.at
            inside = [
                one
                for one in entries
                if one is not title and one.where.at >= start and (not end or one.where.at < end)
            ]
            own = Part(title.where, entries=[*_below(title), *inside], facts=[*title.facts])
            if not end:
                own.facts += part.facts
                own.places = part.places
            self._title(title.text, title.where, title.number, own)

    def _title(self, text: str, where: Where, number: str, part: Part) -> None:
        """Begin a trial action with its first line; of a long one the first sentence."""
        title, _, rest = text.partition("\n")
        if len(title) > _MOST_TITLE:
            rest, title = text, title[:_MOST_TITLE].rpartition(" ")[0] + " …"
        self.context.doubt(where, words.ACTION_TITLE, title=words.shown_text(title))
        if rest:
            part.texts.insert(0, Said(rest, where))
        self._fill(self.make(title, number), part)

    def _fill(self, action: Action, part: Part) -> None:
        data = action.data
        said = [(one.where.at, prose(one.text)) for one in part.prose]
        for entry in part.entries:
            lines = [text for _, text in entry.below]
            if entry.marked:
                said.append((entry.where.at, prose("\n".join((f"• {entry.text}", *lines)))))
            part.facts += entry.facts
        description = "\n\n".join(text for _, text in sorted(said, key=lambda one: one[0]))
        if description:
            before = data.get("description")
            data["description"] = f"{before}\n\n{description}" if before else description
        for fact in part.facts:
            self._take_fact(data, fact)
        if part.places:
            data.setdefault("places", []).extend(self._place(said.text) for said in part.places)

    def _take_fact(self, data: Data, fact: Fact) -> None:
        text = one_line(fact.text)
        sessions = filled(labels.SESSIONS_EACH, self.context.language).fullmatch(text)
        match fact.name:
            case "status":
                pass
            case "places":
                for name in re.split(r",\s+(?![^(]*\))", text) if text else []:
                    data.setdefault("places", []).append(self._place(name))
            case "group" if "group" not in data:
                data["group"] = self._group(fact.text)
            case "sessions" if (
                sessions and sessions["count"].isdecimal() and "sessions" not in data
            ):
                data["sessions"] = int(sessions["count"])
            case "hypothesis" if "hypothesis" not in data:
                data["hypothesis"] = prose(fact.text)
            case "" if not self.context.by_hand and "hypothesis" not in data:
                self.context.call("hypothesis", fact.label)
                data["hypothesis"] = prose(fact.text)
            case _:
                keep(self.context, fact, data, "description")

    def _group(self, said: str) -> Data:
        before, note = with_note(prose(said))
        for text, description in ((note, before), (prose(said), "")):
            for message in (labels.MOST_ONE, labels.MOST):
                found = filled(message, self.context.language).fullmatch(text)
                if found is None:
                    continue
                most = found.groupdict().get("most", "1")
                if most.isascii() and most.isdigit() and 0 < int(most) <= 1_000_000:
                    return given(most=int(most), description=description)
        return given(description=prose(said))

    def _place(self, text: str) -> Data:
        text, proposed = one_line(text), labels.PROPOSED.text(self.context.language)
        name, note = with_note(text)
        if note == proposed:
            return {"name": name, "settled": False}
        if note.endswith(f", {proposed}"):
            return {"name": name, "activity": note[: -len(proposed) - 2].strip(), "settled": False}
        return given(name=name, activity=note)

    # --- Signs ------------------------------------------------------------------------------------
    def read_signs(self, parts: list[Part]) -> None:
        """Read the section of the signs."""
        for part, action in self._parts(parts):
            for entry in self._listed(part, action):
                action.signs.append(
                    self._sign(entry, f"{self._number(action)}.{len(action.signs) + 1}")
                )

    def _parts(self, parts: list[Part]) -> list[tuple[Part, Action]]:
        """The parts of a section, each with its trial action."""
        found, index = [], -1
        for part in parts:
            index += bool(part.title)
            action = self.of(part, index)
            if action is None:
                number, title = heading_of(part.title)
                self.context.doubt(_first(part), words.ACTION_MADE)
                action = self.make(title or part.title, number)
            found.append((part, action))
        return found

    def _number(self, action: Action) -> int:
        return self.actions.index(action) + 1

    def _listed(self, part: Part, action: Action) -> list[Entry]:
        """The entries of a part; what only leads to them is said of the trial action."""
        entries = entries_of(self.context, [Part(part.where, "", part.texts, part.entries)])
        marked = [entry for entry in entries if entry.marked]
        kept: list[Entry] = []
        for entry in entries:
            is_question = entry.by_hand and entry.text.rstrip().endswith("?")
            if is_question and not entry.below and not entry.facts:
                self.context.doubt(entry.where, words.QUESTION, text=words.whole_text(entry.text))
            elif entry.marked or not marked:
                kept.append(entry)
            else:
                self.context.doubt(entry.where, words.LEADS, text=words.shown_text(entry.text))
                before = action.data.get("description", "")
                facts = (f"{fact.label}: {fact.text}" for fact in entry.facts)
                said = "\n".join((entry.text, *(text for _, text in entry.below), *facts))
                action.data["description"] = f"{before}\n\n{prose(said)}".strip()
        for fact in part.facts:
            if kept:
                kept[-1].facts.append(fact)
            else:
                keep(self.context, fact, action.data, "description")
        return kept

    def _remember(self, kind: str, entry: Entry, position: str, id: str) -> None:
        """Keep by which number people call an entry: the one that is printed, or its position."""
        numbers = self.numbers[kind]
        numbers.setdefault(entry.number or position, id)

    def _sign(self, entry: Entry, position: str) -> Data:
        texts = [entry.text, *(text for _, text in entry.below)]
        sign: Data = {"id": self.context.ids.new(entry.text), "text": prose("\n".join(texts))}
        self._remember("sign", entry, position, sign["id"])
        measured: list[Fact] = []
        for fact in entry.facts:
            text = one_line(fact.text)
            levels = {
                plain(one.text(self.context.language)): name for name, one in labels.LEVELS.items()
            }
            match fact.name:
                case "status":
                    pass
                case "how" if "how" not in sign:
                    sign["how"] = prose(fact.text)
                case "when" if "when" not in sign:
                    sign["when"] = self.context.time(text, fact.where)
                case "source" if "source" not in sign:
                    sign["source"] = text
                case "level" if plain(text) in levels:
                    sign["level"] = levels[plain(text)]
                case "leads_to":
                    self.referring.append((sign, "leads_to", fact))
                case "measure" | "baseline" | "target" | "step" | "scale":
                    measured.append(fact)
                case _:
                    keep(self.context, fact, sign)
        measure, rest = measure_of(self.context, measured)
        for fact in rest:
            keep(self.context, fact, sign, "how")
        sign |= given(measure=measure)
        return sign

    # --- Milestones -------------------------------------------------------------------------------
    def read_milestones(self, parts: list[Part]) -> None:
        """Read the milestone plan."""
        for part, action in self._parts(parts):
            for entry in self._listed(part, action):
                position = f"{self._number(action)}.{len(action.milestones) + 1}"
                action.milestones.append(self._milestone(entry, position))

    def _milestone(self, entry: Entry, position: str) -> Data:
        text, period = entry.text, None
        times = [fact for fact in entry.facts if fact.name == "time"]
        if not times and entry.by_hand:
            context = self.context
            text, period = split_time(text, context.readable)
            if period is None:
                context.doubt(entry.where, words.NO_TIME, text=words.shown_text(text))
        below = (inner for _, inner in entry.below)
        step: Data = {"id": self.context.ids.new(text), "text": prose("\n".join((text, *below)))}
        self._remember("milestone", entry, position, step["id"])
        if period is not None:
            step["period"] = time_data(period, period.text)
        for fact in entry.facts:
            if fact.name == "time" and "period" not in step:
                self._take_time(step, fact)
            elif fact.name != "status":
                keep(self.context, fact, step)
        if entry.by_hand and not times:
            self._guess(step, entry)
        return step

    def _take_time(self, step: Data, fact: Fact) -> None:
        """The time of a milestone, and the notes after it: "ultimo 2026 – endelig evaluering"."""
        said = one_line(fact.text).split(" – ")
        while len(said) > 1 and self._take_note(step, said[-1], fact):
            said.pop()
        time = " – ".join(said)
        if plain(time) == plain(labels.NO_TIME.text(self.context.language)):
            return
        if not self._take_note(step, time, fact):
            step["period"] = self.context.time(time, fact.where)

    def _take_note(self, step: Data, note: str, fact: Fact) -> bool:
        language = self.context.language
        kinds = {plain(one.text(language)): kind for kind, one in labels.MILESTONE_KINDS.items()}
        if plain(note) in kinds:
            step["kind"] = kinds[plain(note)]
        elif plain(note) == plain(labels.OPTIONAL.text(language)):
            step["optional"] = True
        elif found := re.fullmatch(
            rf"{re.escape(labels.AFTER.text(language).split(' ')[0])} (?P<word>.+?) "
            r"(?P<names>\d{1,2}\.\d{1,2}(?:, \d{1,2}\.\d{1,2})*)",
            note,
        ):
            self._call_one("milestone", found["word"])
            self.referring.append((step, "after", Fact("after", "", found["names"], fact.where)))
        else:
            return False
        return True

    def _guess(self, step: Data, entry: Entry) -> None:
        """What kind of milestone somebody means, who does not write as malplan does."""
        for kind, pattern in _KINDS.items():
            if re.search(pattern, entry.text, re.IGNORECASE):
                step["kind"] = kind
                kind_word = labels.MILESTONE_KINDS[kind]
                self.context.doubt(entry.where, words.KIND_GUESSED, kind=kind_word)
                break
        if re.search(_OPTIONAL, entry.text, re.IGNORECASE):
            step["optional"] = True
            self.context.doubt(entry.where, words.OPTIONAL_GUESSED)

    # --- References -------------------------------------------------------------------------------
    def resolve(self) -> None:
        """Turn the numbers that the form refers to into ids."""
        for data, name, fact in self.referring:
            ids: list[str] = []
            for text in re.split(r",\s*|\s+(?:og|and)\s+", one_line(fact.text)):
                id = self._referred(text, name)
                if id is None:
                    self.context.doubt(fact.where, words.REFERENCE, text=words.shown_text(text))
                elif id not in ids:
                    ids.append(id)
            data |= given(**{name: ids})

    def _referred(self, text: str, name: str) -> str | None:
        found = re.fullmatch(
            r"(?:(?P<word>.+?)\s+)?(?P<number>\d{1,2}(?:\.\d{1,2})?)\.?", text.strip()
        )
        if found is None:
            return None
        number = found["number"]
        kind = "milestone" if name == "after" else "sign" if "." in number else "goal"
        if found["word"]:
            self._call_one(kind, found["word"])
        return self.numbers[kind].get(number)

    def _call_one(self, name: str, word: str) -> None:
        """Keep what a municipality calls one of a kind, in the middle of a sentence."""
        usual = labels.HEADINGS[name].text(self.context.language)
        if plain(word) != plain(usual) and not self.context.by_hand:
            self.context.call(name, word[:1].upper() + word[1:])

    def data(self) -> list[Data]:
        """The trial actions, as a file of plans holds them."""
        return [
            one.data | given(signs=one.signs, milestones=one.milestones) for one in self.actions
        ]


_KINDS = {
    "final_evaluation": r"endelige? evaluering|slutevaluering|final evaluation",
    "interim_evaluation": r"foreløbige? evaluering|midtvejsevaluering|interim evaluation",
}
_OPTIONAL = r"hvis (?:det er )?muligt|\beventuelt\b|\bevt\.|if possible"


def heading_of(title: str) -> tuple[str, str]:
    """The number and the title in the heading of a trial action."""
    found = ACTION.fullmatch(title) or NUMBERED.fullmatch(title)
    return (found["number"], (found["title"] or "").strip()) if found else ("", title.strip())


def _alike(one: str, other: str) -> bool:
    one, other = plain(one), plain(other)
    if not one or not other:
        return False
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _first(part: Part) -> Where:
    """Where a part begins."""
    said: list[Said | Entry | Fact] = [*part.texts, *part.entries, *part.facts]
    return min((one.where for one in said), key=lambda where: where.at, default=part.where)


def _below(entry: Entry) -> list[Entry]:
    """What stands below an entry that has become a title."""
    return [Entry(text, entry.where, marked=False) for _, text in entry.below]


def _drop(part: Part, said: Said) -> None:
    """Take out what has become a title."""
    part.texts = [one for one in part.texts if one.where != said.where]
    title = [one for one in part.entries if one.where == said.where]
    part.entries = [one for one in part.entries if one.where != said.where]
    for entry in title:
        part.entries = [*_below(entry), *part.entries]
        part.facts += entry.facts
