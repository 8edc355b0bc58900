"""What a form says of evaluation and learning: records that can be made of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from malplan import Decision, DecisionMade, Draft, Evaluation, Learning, Stage
from malplan.messages import status as status_words
from malplan.privacy import has_cpr_number
from malplan_docx.reading import words
from malplan_docx.reading.context import Context, one_line, prose
from malplan_docx.reading.figures import with_note
from malplan_docx.reading.parts import Entry, Fact, Part, Said, Where
from malplan_docx.reading.trials import Action, Trials


class Told:
    """Reads what was evaluated, learned and decided.

    Args:
        context: What is known of the form.
        trials: Its trial actions.
    """

    def __init__(self, context: Context, trials: Trials) -> None:
        self._context, self._trials = context, trials

    def evaluations(self, parts: list[Part]) -> Iterator[Draft]:
        """The evaluations; what somebody wrote in prose is one for each trial action."""
        for part, action in self._parts(parts):
            stages = [fact for fact in part.facts if fact.name in ("interim", "final")]
            for entry in part.entries:
                known = [fact for fact in entry.facts if fact.name in ("interim", "final")]
                if known:
                    yield from self._evaluation(action, entry, known[0])
            loose = self._loose(part, ("interim", "final"))
            for fact in stages:
                day = self._day(fact.text)
                if day is None:  # "Endelig evaluering: De unge …"
                    yield from self._kept(
                        Evaluation, fact.where, fact.text, action, stage=Stage(fact.name)
                    )
            loose = [said for said in loose if not self._has_cpr_number(said)]
            if loose:
                where = loose[0].where
                self._context.doubt(where, words.INTERIM)
                text = "\n".join(said.text for said in loose)
                yield from self._kept(Evaluation, where, text, action, stage=Stage.INTERIM)

    def learnings(self, parts: list[Part]) -> Iterator[Draft]:
        """What was learned, and what was decided."""
        for part, action in self._parts(parts):
            for entry in part.entries:
                known = [fact for fact in entry.facts if fact.name in ("learning", "decision")]
                if known:
                    yield from self._learning(action, entry, known[0])
            loose = self._loose(part, ("learning", "decision"))
            loose += [
                Said(f"{fact.label}: {fact.text}", fact.where)
                for fact in part.facts
                if fact.name in ("learning", "decision")
            ]
            for said in loose:
                yield from self._kept(Learning, said.where, said.text, action)

    def _parts(self, parts: list[Part]) -> Iterator[tuple[Part, Action]]:
        index = -1
        for part in parts:
            index += bool(part.title)
            is_empty = not (part.texts or part.entries or part.facts)
            action = self._trials.of(part, index)
            if action is not None and not is_empty:
                yield part, action
            elif action is None:
                for where, text in part.said():
                    self._context.doubt(where, words.NO_ACTION, text=words.whole_text(text))

    def _loose(self, part: Part, names: tuple[str, ...]) -> list[Said]:
        """What stands there without a day, in order."""
        found = list(part.texts)
        for entry in part.entries:
            if not any(fact.name in names for fact in entry.facts):
                lines = [entry.text, *(text for _, text in entry.below)]
                lines += [f"{fact.label}: {fact.text}" for fact in entry.facts]
                found.append(Said("\n".join(lines), entry.where))
        found += [
            Said(f"{fact.label}: {fact.text}", fact.where)
            for fact in part.facts
            if fact.name not in (*names, "status")
        ]
        return sorted(found, key=lambda said: said.where.at)

    def _evaluation(self, action: Action, entry: Entry, fact: Fact) -> Iterator[Draft]:
        day = self._day(fact.text)
        text = "\n".join((entry.text, *(one for _, one in entry.below)))
        if day is None:
            text = f"{text}\n{fact.label}: {fact.text}"
        # How the signs stood, in the other facts, the log works out by itself.
        stage = Stage(fact.name)
        yield from self._kept(Evaluation, entry.where, text, action, day, stage=stage)

    def _learning(self, action: Action, entry: Entry, fact: Fact) -> Iterator[Draft]:
        text = "\n".join((entry.text, *(one for _, one in entry.below)))
        if fact.name == "learning":
            day = self._day(fact.text)
            if day is None:
                text = f"{text}\n{fact.label}: {fact.text}"
            yield from self._kept(Learning, entry.where, text, action, day)
            return
        said, note = with_note(one_line(fact.text))
        decision = self._decision(said)
        if decision is None:
            text = f"{text}\n{fact.label}: {fact.text}"
            yield from self._kept(Learning, entry.where, text, action)
            return
        yield from self._kept(
            DecisionMade, entry.where, text, action, self._day(note), decision=decision
        )

    def _decision(self, text: str) -> Decision | None:
        language = self._context.language
        names = {one.text(language): kind for kind, one in status_words.DECISIONS.items()}
        return Decision(names[text.casefold()]) if text.casefold() in names else None

    def _day(self, text: str) -> date | None:
        period = self._context.readable(one_line(text)) if text else None
        if period is None or period.start is None or period.start != period.end:
            return None
        return period.start

    def _has_cpr_number(self, said: Said) -> bool:
        """Whether there is a CPR number in a text; then it is told, and not shown."""
        found = has_cpr_number(said.text)
        if found:
            self._context.doubt(said.where, words.CPR_IN_RECORD)
        return found

    def _kept(
        self,
        kind: type[Evaluation | Learning | DecisionMade],
        where: Where,
        text: str,
        action: Action,
        day: date | None = None,
        **fields: Stage | Decision,
    ) -> Iterator[Draft]:
        """What is to be recorded, unless there is a CPR number in it."""
        text = prose(text)
        if self._has_cpr_number(Said(text, where)):
            return
        if day is None:
            self._context.doubt(where, words.NO_DAY)
        name = "because" if kind is DecisionMade else "text"
        given = {"action": action.data["id"], name: text, **fields}
        yield Draft(what=kind(**given), on=day)
