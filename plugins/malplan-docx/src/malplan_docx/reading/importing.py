"""From a Word document to a plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from malplan import Draft, Imported, InvalidPlan, Language, PeriodPolicy, Plan, Unsure
from malplan.convert import Converters
from malplan.fields import map_texts, texts_of
from malplan.period_data import plan_year
from malplan.privacy import has_cpr_number, redact
from malplan.problems import problems_in
from malplan_docx.reading import words
from malplan_docx.reading.context import Context, Data, given
from malplan_docx.reading.document import Document, document_of, lines_of
from malplan_docx.reading.head import Head, head_data, owner, people, workplaces
from malplan_docx.reading.labels import language_of
from malplan_docx.reading.parts import Part, Where, parts_of
from malplan_docx.reading.purposes import (
    challenge,
    goals,
    moved_target_group,
    objectives,
    target_group,
)
from malplan_docx.reading.sections import Form, form_of
from malplan_docx.reading.told import Told
from malplan_docx.reading.trials import Trials
from malplan_docx.safety import opened


def imported(stream: BinaryIO, policy: PeriodPolicy) -> Imported:
    """What a Word document says.

    Raises:
        InvalidValue: It is no Word document, holds macros, or could do harm.
        InvalidPlan: What it says is no plan; with every problem.
    """
    document = document_of(opened(stream))
    form = form_of(document)
    language = language_of(line.text for line in lines_of(document.blocks))
    return _Importer(document, form, language, policy).imported()


class _Importer:
    """Reads one form."""

    def __init__(
        self, document: Document, form: Form, language: Language, policy: PeriodPolicy
    ) -> None:
        self._document, self._form, self._policy = document, form, policy
        self._head = Head(form, document, language)
        self._context = Context(
            language, self._head.year, policy, titles=form.titles, by_hand=form.by_hand
        )

    def imported(self) -> Imported:
        """The plan, the drafts and the doubts."""
        context = self._context
        self._say_of_document()
        data = head_data(context, self._head)
        data |= self._why()
        trials = Trials(context)
        actions = self._parts("actions")
        trials.read_actions(actions)
        titles = [action.data["title"] for action in trials.actions]
        trials.read_signs(self._parts("signs", titles))
        trials.read_milestones(self._parts("milestones", titles))
        trials.numbers["goal"] = self._goals
        trials.referring += self._referring
        trials.resolve()
        told = Told(context, trials)
        drafts: list[Draft] = [
            *told.evaluations(self._parts("evaluation", titles)),
            *told.learnings(self._parts("learning", titles)),
        ]
        data["actions"] = trials.data()
        for name, title in self._form.titles.items():
            context.call(name, title)
        data = {"format": 1, "id": context.ids.new(self._head.title), **data}
        data |= given(vocabulary=dict(sorted(context.vocabulary.items())))
        plan = _plan(data, self._policy)
        if any(has_cpr_number(text) for _, text in texts_of(plan)):
            plan = map_texts(plan, redact)
        doubts = tuple(doubt for _, doubt in sorted(context.doubts, key=lambda one: one[0]))
        return Imported(plan, tuple(drafts), (*self._warnings(), *doubts))

    def _parts(self, name: str, titles: list[str] | None = None) -> list[Part]:
        parts = list(parts_of(name, self._form.sections.get(name, ()), titles or ()))
        if name not in ("evaluation", "learning"):  # which leave the text out, and say so
            for where, text in (one for part in parts for one in part.said()):
                if has_cpr_number(text):
                    self._context.doubt(where, words.CPR_IN_PLAN)
        return parts

    def _why(self) -> Data:
        """Everything but the trial actions."""
        context = self._context
        aims = self._parts("goals")
        groups = self._parts("target_group")
        if not groups and "goals" not in self._form.titles:
            groups = moved_target_group(context, aims)
        found, entries, self._referring = goals(context, aims)
        self._goals: dict[str, str] = {}
        for index, (goal, entry) in enumerate(zip(found, entries, strict=True), 1):
            self._goals.setdefault(entry.number or str(index), goal["id"])
        return given(
            owner=owner(self._parts("owner")),
            coordinators=people(self._parts("coordinators")),
            workplaces=workplaces(self._parts("workplaces")),
            goals=found,
            target_group=target_group(context, groups),
            objectives=objectives(context, self._parts("objectives")),
            challenge=challenge(context, self._parts("challenge")),
        )

    # --- What was unsure --------------------------------------------------------------------------
    def _say_of_document(self) -> None:
        context = self._context
        for at, section, message in self._form.guesses:
            context.doubt(Where(at, section), message)
        for spot in self._form.head:
            if has_cpr_number(spot.line.text):
                context.doubt(Where(spot.at, "head"), words.CPR_IN_PLAN)
        for spot in self._form.sections.get("extension", ()):
            text = words.whole_text(spot.line.text)
            context.doubt(Where(spot.at, "extension"), words.EXTENSION, text=text)

    def _warnings(self) -> Iterator[Unsure]:
        """What is said of the document as a whole."""
        changes, left_out = self._document.changes, self._document.left_out
        if changes:
            message = words.CHANGES_ONE if changes == 1 else words.CHANGES.format(count=changes)
            yield Unsure(words.WHOLE, message)
        if left_out:
            yield Unsure(words.WHOLE, words.LEFT_OUT.format(count=left_out))


def _plan(data: Data, policy: PeriodPolicy) -> Plan:
    """The plan that data describe.

    Raises:
        InvalidPlan: With every problem.
    """
    converters = Converters(policy)
    try:
        plan: Plan = converters.json.structure(data, Plan)
    except Exception:
        with plan_year(data.get("year")):
            problems = problems_in(
                data, Plan, lambda held: converters.detailed.structure(held, Plan), file=None
            )
        if not problems:
            raise
        raise InvalidPlan(problems) from None  # the cause quotes the data
    return plan
