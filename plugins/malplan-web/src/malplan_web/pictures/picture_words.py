"""What pictures say, in both languages."""

from __future__ import annotations

from malplan.messages import Message

NOT_A_COLOR = Message(
    da="”{value}” er ikke en farve. Skriv den som #1d4f91",
    en="“{value}” is not a colour. Write it as #1d4f91",
)

# --- Time -----------------------------------------------------------------------------------------
MONTHS = Message(
    da="jan feb mar apr maj jun jul aug sep okt nov dec",
    en="Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
)

# --- Milestones -----------------------------------------------------------------------------------
COUNTED = Message(
    da="Tidslinje med {count} milepæle.",
    en="Timeline of {count} milestones.",
)
COUNTED_ONE = Message(
    da="Tidslinje med 1 milepæl.",
    en="Timeline of 1 milestone.",
)
WITHOUT_TIME = Message(
    da="Intet tidspunkt endnu: {names}.",
    en="No time yet: {names}.",
)
STATES_ON = Message(da="Status pr. {day}: {states}.", en="Status on {day}: {states}.")
NUMBER = Message(da="Nr.", en="No.")
FIRST_PLANNED = Message(da="Først planlagt", en="First planned")
TIME_FIRST = Message(da="{time} (først planlagt: {first})", en="{time} (first planned: {first})")
LEGEND: dict[str, Message] = {
    "day": Message(da="en bestemt dag", en="a certain day"),
    "coarse": Message(
        da="et tidsrum (bløde ender: ingen bestemt dag)",
        en="a span of time (soft ends: no certain day)",
    ),
    "about": Message(da="omtrentligt", en="approximate"),
    "open": Message(da="uden fast start eller slut", en="no fixed start or end"),
    "first": Message(da="først planlagt", en="first planned"),
}

# --- Signs ----------------------------------------------------------------------------------------
FIGURE = Message(da="Tal", en="Figure")
STEP = Message(da="Trin", en="Step")
MEASURED = Message(da="Måling", en="Observation")
JUDGED = Message(da="Vurdering", en="Observation")
LATEST = Message(da="Seneste: {figure} ({day})", en="Latest: {figure} ({day})")
NO_FIGURES = Message(
    da="Der er ingen målinger eller vurderinger at vise.", en="There are no observations to show."
)
SHARE = Message(
    da="{share} ({numerator} af {denominator})", en="{share} ({numerator} of {denominator})"
)
COURSE = Message(
    da="{count} målinger, fra {first} ({since}) til {last} ({day}).",
    en="{count} observations, from {first} ({since}) to {last} ({day}).",
)

# --- The chain of change --------------------------------------------------------------------------
CHAIN = Message(da="Forandringskæde", en="Chain of change")
CHAIN_OF = Message(
    da="Forandringskæde fra prøvehandling til mål ({parts}).",
    en="Chain of change from trial action to goal ({parts}).",
)
NO_LEVEL = Message(da="Intet niveau angivet", en="No level given")
