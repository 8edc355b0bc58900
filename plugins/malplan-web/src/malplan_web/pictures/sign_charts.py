"""How a measured sign went: its figures in time, its baseline and its targets."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial

from malplan.figures import Figure, decimal_of, starting_point, target_words
from malplan.formats import number_text
from malplan.measures import (
    Combine,
    Counts,
    Direction,
    Qualitative,
    Quantitative,
    Target,
    TargetKind,
)
from malplan.messages import Language, Message, labels, quoted
from malplan.messages import status as status_words
from malplan.model import Sign
from malplan.numbering import numbers_of
from malplan.periods import Period
from malplan.presentation import View, heading
from malplan.status import SignStatus
from malplan_web.pictures import picture_words as words
from malplan_web.pictures.badges import Badge
from malplan_web.pictures.colors import Colors
from malplan_web.pictures.picture import Picture
from malplan_web.pictures.sign_layout import Aim, Held, Point, SignScene, laid_out
from malplan_web.pictures.time_axis import TimeAxis
from malplan_web.pictures.value_axis import NumberAxis, StepAxis, ValueAxis

_ADDED_UP = (Combine.SUM, Combine.RUNNING_TOTAL)


def sign_chart(view: View, sign: Sign, language: Language, colors: Colors) -> Picture | None:
    """A chart of a sign: its figures, with the baseline and the targets of the plan.

    Nothing is shown that the view does not hold: of people, at most one figure in public.

    Args:
        view: The plan, and how it stands where that is known.
        sign: The sign, as the plan of the view has it.
        language: The language of labels; content stays as it is.
        colors: The colours.

    Returns:
        The picture; None for a sign without a measure, or of which there is nothing to draw.
    """
    match sign.measure:
        case Quantitative() as measure:
            return _NumberChart(view, sign, measure, language).picture(colors)
        case Qualitative() as measure:
            return _StepChart(view, sign, measure, language).picture(colors)
        case _:
            return None


class _Chart(ABC):
    """What the charts of numbers and of steps have in common.

    The sign is that of the view. The status has its own, from the version that it is judged by;
    what is held back there is held back here too, for its figures are not asked.
    """

    value = words.FIGURE
    aim_label = labels.TARGET
    seen_label = words.MEASURED
    is_stepped = True
    unit = ""
    note = ""

    def __init__(self, view: View, sign: Sign, language: Language) -> None:
        self.view, self.sign, self.language = view, sign, language
        known = view.status.signs if view.status is not None else ()
        self.status: SignStatus | None = next((one for one in known if one.id == sign.id), None)

    # --- What each kind says ----------------------------------------------------------------------
    @abstractmethod
    def point(self, figure: Figure) -> Point | None:
        """A figure; None for one that an earlier version of the plan measured otherwise."""

    @abstractmethod
    def baseline(self) -> Held | None:
        """Where the sign stood before."""

    @abstractmethod
    def aims(self) -> Iterator[Aim]:
        """The targets."""

    @abstractmethod
    def axis(self, scene: SignScene) -> ValueAxis:
        """The upright axis."""

    # --- The picture ------------------------------------------------------------------------------
    def picture(self, colors: Colors) -> Picture | None:
        """The picture, if there is anything to draw."""
        scene = self.scene()
        if not any(True for _ in scene.values):
            return None
        drawn = laid_out(scene, self.axis(scene), partial(self._time_axis, scene))
        number = numbers_of(self.view.plan)[self.sign.id]
        return Picture(
            name=f"tegn-{self.sign.id}",
            spec=drawn.spec(colors),
            width=drawn.width,
            height=drawn.height,
            title=f"{heading(self.view.plan, 'sign', self.language)} {number}: {self.sign.text}",
            alt=" ".join(self._alt(scene)),
            header=tuple(self._say(word) for word in (labels.WHAT, self.value, labels.TIME)),
            rows=tuple(self._rows(scene)),
        )

    def scene(self) -> SignScene:
        """What is drawn."""
        series = self.view.series.get(self.sign.id, ())
        points = tuple(filter(None, map(self.point, series)))
        return SignScene(
            points=points,
            aims=tuple(sorted(self.aims(), key=_last_day)),
            baseline=self.baseline(),
            is_stepped=self.is_stepped,
            state=None if self.status is None else Badge.of(self.status, self.language),
            said=self._latest(points),
            note=self.note,
            unit=self.unit,
            aim_label=self._say(self.aim_label),
            baseline_label=self._say(labels.BASELINE),
        )

    def _time_axis(self, scene: SignScene, left: float, width: float) -> TimeAxis:
        return TimeAxis.over(self.view.plan.year, scene.days, left, width, self.language)

    # --- Words ------------------------------------------------------------------------------------
    def _say(self, message: Message, **values: object) -> str:
        return message.format(**values).text(self.language)

    def _time(self, period: Period | None) -> str:
        return "" if period is None else period.message.text(self.language)

    def _day(self, day: date) -> str:
        return Period(day, day).in_words(self.language)

    def _latest(self, points: Sequence[Point]) -> str:
        """The latest figure, or why there is none."""
        if points:
            latest = points[-1]
            return self._say(words.LATEST, figure=latest.said, day=self._day(latest.on))
        if self.status is None:
            return ""
        seen = (held for one in self.status.reasons for _, held in one.seen)
        if any(held == status_words.WITHHELD for held in seen):
            return f"{self._say(status_words.WITHHELD)}."
        return self._say(words.NO_FIGURES)

    def _alt(self, scene: SignScene) -> Iterator[str]:
        points = scene.points
        if len(points) > 1:
            yield self._say(
                words.COURSE,
                count=len(points),
                first=points[0].said,
                since=self._day(points[0].on),
                last=points[-1].said,
                day=self._day(points[-1].on),
            )
        elif scene.said:
            yield scene.said if scene.said.endswith(".") else f"{scene.said}."
        for text in scene.said_of_plan:
            yield f"{text}."
        if scene.state is not None:
            yield f"{self._say(labels.STATUS)}: {_in_a_sentence(scene.state.text)}."

    def _rows(self, scene: SignScene) -> Iterator[tuple[str, str, str]]:
        if scene.baseline is not None:
            yield scene.baseline_label, scene.baseline.said, scene.baseline.time
        for aim in scene.aims:
            yield scene.aim_label, aim.said, aim.time
        for point in scene.points:
            yield self._say(self.seen_label), point.said, self._day(point.on)
        if scene.said and not scene.points:
            yield self._say(self.seen_label), scene.said, ""
        if scene.state is not None and self.view.status is not None:
            yield self._say(labels.STATUS), scene.state.text, self._day(self.view.status.on)


class _NumberChart(_Chart):
    """A sign that is a number."""

    def __init__(self, view: View, sign: Sign, measure: Quantitative, language: Language) -> None:
        super().__init__(view, sign, language)
        self.measure, self.unit = measure, measure.unit
        self.is_stepped = measure.combine in _ADDED_UP
        if measure.direction is Direction.DOWN:
            self.note = self._say(labels.LOWER_IS_BETTER).capitalize()

    def _number(self, value: Decimal) -> str:
        return number_text(value, self.language)

    def _with_unit(self, value: Decimal) -> str:
        return f"{self._number(value)} {self.measure.unit}"

    def point(self, figure: Figure) -> Point | None:
        if figure.value is None or figure.number is None:
            return None
        number = figure.number
        if self.measure.combine is Combine.RATIO:
            number = decimal_of(figure.value, 2)
        said = self._with_unit(number)
        if figure.numerator is not None and figure.denominator is not None:
            parts = (self._number(figure.numerator), self._number(figure.denominator))
            said = self._say(words.SHARE, share=said, numerator=parts[0], denominator=parts[1])
        return Point(figure.on, figure.value, said, self._number(number))

    def baseline(self) -> Held | None:
        baseline = self.measure.baseline
        if baseline is None:
            return None
        time = self._time(baseline.as_of)
        if baseline.value is None:
            return Held(None, self._say(labels.WITHHELD), time)
        return Held(Fraction(baseline.value), self._with_unit(baseline.value), time)

    def aims(self) -> Iterator[Aim]:
        for target in self.measure.targets:
            said = self._say(
                target_words(target.kind, self.measure.unit),
                value=self._number(target.value),
                upper="" if target.upper is None else self._number(target.upper),
                unit=self.measure.unit,
            )
            low, high = self._bounds(target)
            yield Aim(low, high, target.due or self.sign.when, said, self._time(target.due))

    def _bounds(self, target: Target) -> tuple[Fraction | None, Fraction | None]:
        """From where, and up to where, a target is reached."""
        value, start = Fraction(target.value), self._start()
        match target.kind:
            case TargetKind.AT_LEAST:
                return value, None
            case TargetKind.AT_MOST:
                return None, value
            case TargetKind.BETWEEN:
                return value, Fraction(target.upper or 0)
            case TargetKind.INCREASE:
                return (None if start is None else start + value), None
            case TargetKind.DECREASE:
                return None, (None if start is None else start - value)

    def _start(self) -> Fraction | None:
        """Where a change begins; a baseline that is held back is not to be read off a target."""
        if self.measure.baseline is not None and self.measure.baseline.withheld:
            return None
        return starting_point(self.measure)

    def axis(self, scene: SignScene) -> ValueAxis:
        counts = self.measure.counts is Counts.PEOPLE
        from_zero = counts or self.is_stepped
        wanted = [aim for one in scene.aims for aim in one.bounds]
        return NumberAxis.over(
            scene.values, wanted, self.language, whole=counts, from_zero=from_zero
        )


class _StepChart(_Chart):
    """A sign that is judged on a scale."""

    value = words.STEP
    aim_label = labels.TARGET_STEP
    seen_label = words.JUDGED

    def __init__(self, view: View, sign: Sign, measure: Qualitative, language: Language) -> None:
        super().__init__(view, sign, language)
        self._names = [step.name for step in measure.scale]
        self._at = {step.id: at for at, step in enumerate(measure.scale)}
        self.measure = measure

    def point(self, figure: Figure) -> Point | None:
        at = self._at.get(figure.step or "")
        return None if at is None else Point(figure.on, Fraction(at), self._name(at), "")

    def _name(self, at: int) -> str:
        return quoted(self._names[at]).text(self.language)

    def baseline(self) -> Held | None:
        if self.measure.baseline is None:
            return None
        at = self._at[self.measure.baseline]
        return Held(Fraction(at), self._name(at), "")

    def aims(self) -> Iterator[Aim]:
        for target in self.measure.targets:
            at = self._at[target.step]
            said = self._say(labels.AT_LEAST_STEP, step=self._names[at])
            yield Aim(
                Fraction(at), None, target.due or self.sign.when, said, self._time(target.due)
            )

    def axis(self, scene: SignScene) -> ValueAxis:
        return StepAxis(tuple(self._names))


def _in_a_sentence(text: str) -> str:
    return text[:1].lower() + text[1:]


def _last_day(aim: Aim) -> date:
    end = None if aim.due is None else aim.due.end
    return date.max if end is None else end
