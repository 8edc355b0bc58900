"""Why something stands as it does: a rule, and what it saw, said in both languages when asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import frozen

from malplan.figures import Figure, decimal_of, target_words
from malplan.formats import figure as number
from malplan.measures import Combine, Measure, Qualitative, StepTarget, Target
from malplan.messages import Message, labels, listed
from malplan.messages import status as words
from malplan.periods import Period


@frozen
class Reason:
    """One sentence of the reasons: a rule of the status, and what it saw.

    Attributes:
        rule: The name of the rule.
        sentence: Its sentence, with fields.
        seen: What goes into the fields: numbers, days, periods, words.
    """

    rule: str
    sentence: Message
    seen: tuple[tuple[str, Any], ...] = ()

    @property
    def message(self) -> Message:
        """The sentence, filled in."""
        return self.sentence.format(**{name: said(held) for name, held in self.seen})


def reason(table: Mapping[str, Message], rule: str, **seen: Any) -> Reason:
    """A reason from a table of sentences."""
    return Reason(rule, table[rule], tuple(seen.items()))


def because(reasons: tuple[Reason, ...]) -> Message:
    """All reasons, one after the other."""
    messages = [one.message for one in reasons]
    return Message(
        da=" ".join(_sentence(one.da) for one in messages),
        en=" ".join(_sentence(one.en) for one in messages),
    )


def _sentence(text: str) -> str:
    """A text that begins and ends as a sentence does; what people wrote may not."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def said(held: Any) -> Any:
    """A value as a sentence says it."""
    match held:
        case Reason():
            return held.message
        case date():
            return Period(held, held).message
        case Period():
            return held.message
        case Decimal() | Fraction() | int():
            return number_said(held)
        case tuple():
            return listed(held)
        case _:
            return held


def number_said(value: Decimal | Fraction | int) -> Message:
    """A number with at most two decimals."""
    return number(decimal_of(value, 2) if isinstance(value, Fraction) else value)


# --- What signs are about -------------------------------------------------------------------------
def figure_said(measure: Measure, figure: Figure) -> Reason:
    """A figure with its unit and its day, as a part of a sentence."""
    day = figure.on
    if isinstance(measure, Qualitative):
        return Reason("step", words.STEP, (("step", _step(measure, figure.step)), ("day", day)))
    seen = (("value", figure.value), ("unit", measure.unit), ("day", day))
    if measure.combine is Combine.RATIO:
        parts = (("numerator", figure.numerator), ("denominator", figure.denominator))
        return Reason("share", words.SHARE, seen + parts)
    added_up = measure.combine in (Combine.SUM, Combine.RUNNING_TOTAL)
    return Reason("figure", words.TOTAL if added_up else words.FIGURE, seen)


def baseline_said(measure: Measure, start: Fraction) -> Reason:
    """Where a sign stood before, as a part of a sentence."""
    if isinstance(measure, Qualitative):
        step = measure.scale[int(start)].name
        return Reason("step", words.BASELINE_STEP, (("step", step),))
    return Reason("number", words.NUMBER, (("value", start), ("unit", measure.unit)))


def aim_said(measure: Measure) -> dict[str, Message]:
    """What a target of the measure is called."""
    kind = "step" if isinstance(measure, Qualitative) else "number"
    return {
        "aim": words.AIMS[kind],
        "Aim": words.SENTENCE_AIMS[kind],
        "aim_noun": words.AIM_NOUNS[kind],
    }


def target_said(measure: Measure, target: Target | StepTarget) -> Reason:
    """A target, as a part of a sentence."""
    if isinstance(target, StepTarget) or isinstance(measure, Qualitative):
        id = target.step if isinstance(target, StepTarget) else ""
        step = _step(measure, id) if isinstance(measure, Qualitative) else id
        return Reason("target", labels.AT_LEAST_STEP, (("step", step),))
    upper = Decimal(0) if target.upper is None else target.upper
    seen = (("value", target.value), ("upper", upper), ("unit", measure.unit))
    return Reason("target", target_words(target.kind, measure.unit), seen)


def _step(measure: Qualitative, id: str | None) -> str:
    return next((one.name for one in measure.scale if one.id == id), id or "")
