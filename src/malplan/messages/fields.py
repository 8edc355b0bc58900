"""What the fields and words of a plan are called in Danish, to tell who writes one so."""

from __future__ import annotations

from collections.abc import Iterable

from malplan.messages.labels import HEADINGS

FIELDS_IN_DANISH: dict[str, tuple[str, ...]] = {
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


WORDS_IN_DANISH: dict[str, tuple[str, ...]] = {
    "at_least": ("mindst", "minimum"),
    "at_most": ("højst", "maksimalt"),
    "between": ("mellem",),
    "decrease": ("fald", "falder"),
    "down": ("ned", "nedad", "falder", "faldende"),
    "final_evaluation": ("endelig evaluering", "slutevaluering", "slut", "afslutning"),
    "impact": ("afledt effekt",),
    "increase": ("stigning", "stiger"),
    "interim_evaluation": ("foreløbig evaluering", "midtvejsevaluering"),
    "latest": ("seneste", "nyeste"),
    "outcome": ("effekt", "virkning"),
    "output": ("umiddelbart resultat", "resultat"),
    "people": ("personer", "unge", "borgere"),
    "qualitative": ("kvalitativ", "skala"),
    "quantitative": ("kvantitativ", "tal"),
    "ratio": ("andel",),
    "running_total": ("løbende total", "samlet tal"),
    "start": ("opstart", "begyndelse"),
    "step": ("skridt", "trin"),
    "sum": ("lægges sammen", "samlet"),
    "up": ("op", "opad", "stiger", "stigende"),
}
"""The words that some fields take, and what people call them, in small letters."""


def field_called(word: str, fields: Iterable[str]) -> str | None:
    """The one of these fields that has a Danish name; None where none has."""
    return _called(word, fields, FIELDS_IN_DANISH)


def word_called(word: str, choices: Iterable[str]) -> str | None:
    """The one of these words, of which a field takes one, that has a Danish name."""
    return _called(word, choices, WORDS_IN_DANISH)


def _called(word: str, known: Iterable[str], danish: dict[str, tuple[str, ...]]) -> str | None:
    said = " ".join(word.casefold().replace("_", " ").split())
    return next((name for name in known if said in danish.get(name, ())), None)
