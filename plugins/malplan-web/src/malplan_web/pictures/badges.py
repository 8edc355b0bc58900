"""How states look: the shapes and colours that the page has for them too."""

from __future__ import annotations

from typing import cast

import attrs

from malplan.messages import Language
from malplan.standing import Part
from malplan_web.pictures.scene import Role, Shape, Symbol
from malplan_web.states import mark_of


@attrs.frozen
class Badge:
    """The state of a part: never a colour alone.

    Attributes:
        text: What it is called, as a sentence begins: "Nået".
        shape: Its shape.
        role: Its colour.
    """

    text: str
    shape: Shape
    role: Role

    @classmethod
    def of(cls, part: Part, language: Language) -> Badge:
        """The badge of a sign, a milestone or a trial action."""
        mark = mark_of(part, language)
        return cls(mark.text, cast(Shape, mark.shape), mark.tone)

    def symbol(self, x: float, y: float) -> Symbol:
        """The shape, beside a small text."""
        return Symbol(x=x, y=y, shape=self.shape, role=self.role, size=13)
