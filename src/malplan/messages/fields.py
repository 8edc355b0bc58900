"""What the fields of a plan are called in Danish, so that who writes one so is told its name."""

from __future__ import annotations

from collections.abc import Iterable

from malplan.messages.labels import HEADINGS

_DANISH: dict[str, tuple[str, ...]] = {
    **{name: (label.da.casefold(),) for name, label in HEADINGS.items()},
    "about": ("cirka",),
    "after": ("efter",),
    "as_of": ("opgjort",),
    "baseline": ("udgangspunkt",),
    "code": ("kode",),
    "description": ("beskrivelse",),
    "direction": ("retning",),
    "due": ("frist",),
    "goals": ("mål", "målene"),
    "group": ("gruppe",),
    "how": ("hvordan",),
    "leads_to": ("fører til",),
    "level": ("niveau",),
    "measure": ("måling", "måles", "tal eller skala"),
    "milestones": ("milepæle", "milepælsplan"),
    "most": ("højst",),
    "municipality": ("kommune",),
    "name": ("navn",),
    "oldest": ("ældste",),
    "part_of": ("heraf",),
    "period": ("tid", "tidspunkt", "periode"),
    "places": ("steder",),
    "role": ("rolle", "stilling"),
    "scale": ("skala",),
    "sessions": ("antal gange", "gange"),
    "source": ("kilde", "datakilde", "data fra"),
    "step": ("trin",),
    "supersedes": ("afløser",),
    "targets": ("måltal", "ønsket trin"),
    "text": ("tekst",),
    "title": ("titel",),
    "unit": ("enhed",),
    "upper": ("øvre",),
    "value": ("værdi", "tal"),
    "when": ("hvornår",),
    "workplaces": ("arbejdspladser", "bidragende arbejdspladser"),
    "year": ("år",),
    "youngest": ("yngste",),
}
"""The names of fields, and what people call them, in small letters."""


def field_called(word: str, fields: Iterable[str]) -> str | None:
    """The one of these fields that has a Danish name; None where none has."""
    said = " ".join(word.casefold().replace("_", " ").split())
    return next((name for name in fields if said in _DANISH.get(name, ())), None)
