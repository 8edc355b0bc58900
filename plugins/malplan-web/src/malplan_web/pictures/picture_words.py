"""What pictures say, in both languages."""

from __future__ import annotations

from malplan.messages import Message

NOT_A_COLOR = Message(
    da="”{value}” er ikke en farve. Skriv den som #1d4f91",
    en="“{value}” is not a colour. Write it as #1d4f91",
)
