"""Why a template cannot be used, in Danish and in English."""

from __future__ import annotations

from malplan import Message

UNUSABLE = Message(
    da="Skabelonen {file} kan ikke bruges: {reason}",
    en="The template {file} cannot be used: {reason}",
)

# --- Each completes that sentence -----------------------------------------------------------------
UNKNOWN_FIELD = Message(
    da="feltet ”{name}”{place} findes ikke{known}{hint}",
    en="there is no field “{name}”{place}{known}{hint}",
)
IN = Message(da=" i {tag}", en=" in {tag}")
KNOWN_FIELDS = Message(da=". Felterne her er {names}", en=". The fields here are {names}")
FORBIDDEN_FIELD = Message(
    da="den må kun bruge de felter, der er beskrevet. Jinja siger: {reason}",
    en="it may only use the fields that are documented. Jinja says: {reason}",
)
SYNTAX = Message(
    da="et felt eller en løkke er skrevet forkert{place}. Jinja siger: {reason}",
    en="a field or a loop is written wrong{place}. Jinja says: {reason}",
)
FAILED = Message(
    da="den kan ikke udfyldes. Python siger: {reason}",
    en="it cannot be filled in. Python says: {reason}",
)
NOT_XML = Message(
    da="der kommer ikke et Word-dokument ud af den. Hver løkke skal begynde og slutte i den samme "
    "celle, med {{%p for … %}} og {{%p endfor %}} i hver sit afsnit",
    en="what comes out of it is no Word document. Each loop must begin and end in the same cell, "
    "with {{%p for … %}} and {{%p endfor %}} in paragraphs of their own",
)
FETCHES = Message(
    da="den henter noget andre steder fra, når dokumentet åbnes: {what}. Sæt det ind i skabelonen "
    "i stedet for at henvise til det",
    en="it fetches something from elsewhere when the document is opened: {what}. Put that into the "
    "template instead of referring to it",
)
NOT_MARKED = Message(
    da="udgaven må ikke offentliggøres, men det står ingen steder. Skriv {{ plan.internal }} "
    "øverst i skabelonen eller i sidehovedet",
    en="the edition is not for publication, but nothing says so. Write {{ plan.internal }} at "
    "the top of the template or in the page header",
)

# --- The command that copies the shipped template -------------------------------------------------
COPIED = Message(da="Skabelonen er gemt som {file}", en="The template was saved as {file}")
THERE_ALREADY = Message(
    da="{file} findes allerede. Brug --force for at overskrive den",
    en="{file} is there already. Use --force to overwrite it",
)
NOT_WRITTEN = Message(
    da="{file} kan ikke skrives: {reason}", en="{file} cannot be written: {reason}"
)
