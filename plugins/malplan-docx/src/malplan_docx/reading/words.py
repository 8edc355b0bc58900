"""What the reader says of a form: places in it, and what was not certain, in both languages."""

from __future__ import annotations

from malplan import Message
from malplan.errors import shown
from malplan.messages import labels


def shown_text(text: str) -> str:
    """A text of the form as a message quotes it: short, on one line, without CPR numbers."""
    return shown(text, 80)


def whole_text(text: str) -> str:
    """A text of the form that is nowhere but in the message."""
    return shown(text, 2_000)


def safe(message: Message) -> Message:
    """The same of a message."""
    return Message(da=shown_text(message.da), en=shown_text(message.en))


# --- Places ---------------------------------------------------------------------------------------
SECTIONS = {
    **labels.HEADINGS,
    "head": Message(da="Øverst i dokumentet", en="The top of the document"),
    "extension": Message(da="Udvidelser", en="Extensions"),
}
"""What the sections are called."""
WHOLE = Message(da="Hele dokumentet", en="The whole document")
SECTION = Message(da="{section}", en="{section}")
PART = Message(da="{section}, ”{part}”", en="{section}, “{part}”")
POINT = Message(da="{section}, punkt {point}", en="{section}, point {point}")
POINT_OF_PART = Message(
    da="{section}, ”{part}”, punkt {point}", en="{section}, “{part}”, point {point}"
)

# --- The document ---------------------------------------------------------------------------------
CHANGES_ONE = Message(
    da="Dokumentet har 1 registreret ændring. Den er læst, som om den var accepteret.",
    en="The document has 1 tracked change. It is read as if it had been accepted.",
)
CHANGES = Message(
    da="Dokumentet har {count} registrerede ændringer. De er læst, som om de var accepteret.",
    en="The document has {count} tracked changes. They are read as if they had been accepted.",
)
LEFT_OUT = Message(
    da="I dokumentet er der indsat noget i et andet format. Det er ikke læst (antal: {count}).",
    en="Something in another format is inserted in the document. It is not read ({count} in all).",
)
HEADING_BY_ORDER = Message(
    da="Overskriften ”{heading}” er læst som ”{section}” på grund af sin plads i formularen.",
    en="The heading “{heading}” is read as “{section}”, because of where it stands in the form.",
)
CPR_IN_PLAN = Message(
    da="Her står noget, der ligner et CPR-nummer. Det er erstattet med [CPR]; slet det i "
    "dokumentet.",
    en="Something here looks like a CPR number. It is replaced by [CPR]; delete it in the "
    "document.",
)
CPR_IN_RECORD = Message(
    da="Her står noget, der ligner et CPR-nummer. Teksten er derfor ikke taget med.",
    en="Something here looks like a CPR number. The text is therefore left out.",
)

# --- The head -------------------------------------------------------------------------------------
NO_TITLE = Message(
    da="Planens titel blev ikke fundet. Den hedder indtil videre ”{title}”.",
    en="The title of the plan was not found. It is called “{title}” for now.",
)
NO_MUNICIPALITY = Message(
    da="Det fremgår ikke, hvilken kommune planen hører til. Skriv det i feltet municipality.",
    en="The municipality of the plan was not found. Write it into the field municipality.",
)
UNKNOWN_MUNICIPALITY = Message(da="Ikke oplyst", en="Not given")
MUNICIPALITY_FROM = Message(
    da="Kommunen er fundet et andet sted end under titlen: {municipality}.",
    en="The municipality was found elsewhere than below the title: {municipality}.",
)
YEAR_FROM = Message(
    da="Året står ikke under titlen. Det er læst som {year}, som er nævnt i dokumentet.",
    en="The year is not below the title. It is read as {year}, which the document mentions.",
)
YEAR_SAVED = Message(
    da="Året står ikke i dokumentet. Det er læst som {year}, hvor dokumentet sidst blev gemt.",
    en="The document does not say the year. It is read as {year}, when it was last saved.",
)
NOT_IN_PLAN = Message(
    da="Teksten hører ikke til nogen del af planen og er ikke taget med: ”{text}”",
    en="The text belongs to no part of a plan and is not in it: “{text}”",
)
EXTENSION = Message(
    da="Felter fra en udvidelse kan ikke læses i et Word-dokument og er ikke taget med: ”{text}”",
    en="The fields of an extension cannot be read from a Word document and are not in the plan: "
    "“{text}”",
)

# --- Texts ----------------------------------------------------------------------------------------
QUESTION = Message(
    da="Læst som et hjælpespørgsmål, der ikke er med i planen: ”{text}”",
    en="Read as a guiding question, which is not in the plan: “{text}”",
)
ADDED = Message(
    da="Afsnittet er lagt til den tekst, det står under: ”{text}”",
    en="The paragraph is added to the text it stands under: “{text}”",
)
LEADS = Message(
    da="Afsnittet er lagt til prøvehandlingens beskrivelse: ”{text}”",
    en="The paragraph is added to the description of the trial action: “{text}”",
)
FACT_KEPT = Message(
    da="”{label}” kunne ikke læses og er lagt til teksten: ”{text}”",
    en="“{label}” could not be read and is added to the text: “{text}”",
)
TIME_KEPT = Message(
    da="Tidspunktet ”{time}” kan ikke omsættes til en dato. Det er taget med, som det står.",
    en="The time “{time}” cannot be read as a date. It is kept as it stands.",
)
NO_TIME = Message(
    da="Der blev ikke fundet noget tidspunkt i ”{text}”.",
    en="No time was found in “{text}”.",
)
KIND_GUESSED = Message(
    da="Milepælen er læst som {kind}.",
    en="The milestone is read as the {kind}.",
)
OPTIONAL_GUESSED = Message(
    da="Milepælen er læst som en, der kun gennemføres, hvis det er muligt.",
    en="The milestone is read as one that is done only if possible.",
)
REFERENCE = Message(
    da="Der er intet med det nummer i dokumentet: ”{text}”. Henvisningen er ikke taget med.",
    en="Nothing in the document has that number: “{text}”. The reference is left out.",
)
WHOLE_NOT_FOUND = Message(
    da="Der står ”{word}”, men der er intet tidligere tal, som dette kan være en del af.",
    en="It says “{word}”, but no figure before is one that this can be a part of.",
)
FIGURE_KEPT = Message(
    da="”{text}” er ikke læst som et tal. Det er lagt til udfordringens tekst.",
    en="“{text}” is not read as a figure. It is added to the text of the challenge.",
)
TARGET_GROUP_GUESSED = Message(
    da="Læst som målgruppen: ”{text}”", en="Read as the target group: “{text}”"
)
POLICY_GUESSED = Message(
    da="”{text}” er læst som den politik, målsætningen står i.",
    en="“{text}” is read as the policy of the objective.",
)

# --- Trial actions --------------------------------------------------------------------------------
FIRST_ACTION = Message(
    da="Det fremgår ikke, hvilken prøvehandling dette hører til. Det er lagt til den første.",
    en="It is not said which trial action it belongs to. It is added to the first.",
)
HEADING_OF_ACTION = Message(
    da="Det, der står under ”{heading}”, er læst som en del af prøvehandlingen ”{title}”.",
    en="What stands under “{heading}” is read as a part of the trial action “{title}”.",
)
ACTION_MADE = Message(
    da="Prøvehandlingen står ikke under prøvehandlingerne. Den er lavet af det, der står her.",
    en="The trial action does not stand among the trial actions. It is made of what stands here.",
)
ACTION_TITLE = Message(
    da="Første linje er læst som prøvehandlingens titel: ”{title}”",
    en="The first line is read as the title of the trial action: “{title}”",
)
UNTITLED = Message(da="Prøvehandling uden titel", en="Trial action without a title")

# --- Evaluation and learning ----------------------------------------------------------------------
INTERIM = Message(
    da="Det fremgår ikke, om evalueringen er foreløbig eller endelig. Den er læst som foreløbig.",
    en="It is not said whether the evaluation is interim or final. It is read as interim.",
)
NO_DAY = Message(
    da="Det fremgår ikke, hvilken dag dette gælder.",
    en="It is not said which day this is about.",
)
NO_ACTION = Message(
    da="Planen har ingen prøvehandling, som dette kan høre til. Det er ikke taget med: ”{text}”",
    en="The plan has no trial action that this can belong to. It is left out: “{text}”",
)
