"""What people read where a plugin is begun."""

from __future__ import annotations

from malplan.messages import Message

# --- What cannot be made --------------------------------------------------------------------------
WITHOUT_PREFIX = Message(
    da="”{name}” begynder med malplan-, som mappen får i forvejen. Skriv {example}",
    en="“{name}” begins with malplan-, which the folder gets anyway. Write {example}",
)
OWN_NAME = Message(
    da="”{name}” er navnet på noget, som malplan selv har. Vælg et andet navn, for eksempel "
    "{example}",
    en="“{name}” is the name of something of malplan's own. Choose another one, for example "
    "{example}",
)
CPR_IN_PLAN = Message(
    da="Titlen eller kommunens navn indeholder noget, der ligner et CPR-nummer. Udelad det",
    en="The title or the municipality's name holds what looks like a CPR number. Leave it out",
)
FOLDER_IS_THERE = Message(
    da="{folder} findes allerede og er ikke en tom mappe. Vælg et andet navn, eller flyt den først",
    en="{folder} is there already and is no empty folder. Choose another name, or move it first",
)

# --- What was made --------------------------------------------------------------------------------
KINDS = {
    "plan": Message(da="en plan", en="a plan"),
    "source": Message(da="en datakilde", en="a source of data"),
    "output": Message(da="et outputformat", en="an output"),
    "reader": Message(da="et indlæsningsformat til formularer", en="a reader of forms"),
    "store": Message(da="et sted til loggen", en="a store of the log"),
    "check": Message(da="et tjek", en="a check"),
}
MADE = Message(
    da="{folder} er lavet: {kind}, der virker med det samme, og som I kan rette til.",
    en="Made {folder}: {kind} that works at once, for you to change.",
)
NEXT = Message(da="Fortsæt med:", en="Go on with:")
