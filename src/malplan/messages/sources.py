"""What people read about sources of data, and about what was fetched from them."""

from __future__ import annotations

from malplan.messages import Message

# --- Registering ----------------------------------------------------------------------------------
NOT_A_SOURCE = Message(
    da="en datakilde skal have name, title, settings (en attrs-klasse), option_names og fetch; "
    "{value} mangler {missing}",
    en="a source needs name, title, settings (an attrs class), option_names and fetch; {value} "
    "lacks {missing}",
)
SAME_SOURCE = Message(
    da="flere datakilder har navnet ”{name}”: {origins}. Fjern eller blokér alle på nær én",
    en="several sources are named “{name}”: {origins}. Remove or block all but one",
)
UNKNOWN_SOURCE = Message(
    da="der er ingen datakilde ”{name}”{hint}", en="there is no source “{name}”{hint}"
)

# --- In a plan ------------------------------------------------------------------------------------
SOURCE_NOT_INSTALLED = Message(
    da="ingen datakilde hedder ”{name}”. Er navnet rigtigt, så installér det plugin, der har "
    "den{hint}",
    en="no source is named “{name}”. If the name is right, install the plugin that has it{hint}",
)
TEXT_OR_NAME = Message(
    da="under source skal der stå en tekst (text) eller navnet på en datakilde (name)",
    en="a source needs a text, or the name of a source of data",
)
SETTINGS_NEED_NAME = Message(
    da="settings kræver navnet på den datakilde, de hører til (name)",
    en="settings need the name of the source that they belong to",
)

# --- Fetching -------------------------------------------------------------------------------------
SOURCE_FAILED = Message(
    da="datakilden {name} fra {origin} fejlede: {reason}",
    en="the source {name} from {origin} failed: {reason}",
)
NOT_FETCHED = Message(
    da="den skal returnere malplan.sources.Fetched, men returnerede {value}",
    en="it must return malplan.sources.Fetched, but gave {value}",
)
CANNOT_DESCRIBE = Message(
    da="datakilden {name} fra {origin} kan ikke beskrive sine tabeller",
    en="the source {name} from {origin} cannot describe its tables",
)
NO_SOURCE = Message(
    da="”{id}” har ingen datakilde at hente fra. Skriv source med name og settings i planen",
    en="“{id}” has no source to fetch from. Write source with a name and settings in the plan",
)
NOTHING_TO_FETCH = Message(
    da="Planen {plan} har ingen tegn med en datakilde.",
    en="The plan {plan} has no sign with a source of data.",
)
NO_KEY_FIGURES = Message(
    da="Planen {plan} har ingen nøgletal.", en="The plan {plan} has no key figures."
)
UNKNOWN_OPTION = Message(
    da="ingen af datakilderne har tilvalget ”{name}”{hint}",
    en="none of the sources has an option “{name}”{hint}",
)
NOT_DATED = Message(
    da="et tal skal gælde bestemte dage, men det gør ”{period}” ikke",
    en="a reading must speak of known days, but {period} does not",
)
NOT_OVER_YET = Message(
    da="Perioder, der ikke er slut endnu, er ikke med: {count}",
    en="periods that are not over yet are left out: {count}",
)
NO_LONGER_SAID = Message(
    da="datakilden har ikke længere tal for {count} af de tidspunkter, der er i loggen. Er tallene "
    "forkerte, så træk dem tilbage med malplan retract",
    en="the source no longer speaks of {count} of the times that the log has figures for. If they "
    "are wrong, take them back with malplan retract",
)
SAID_OTHERWISE = Message(
    da="Datakilden har nu i stedet et tal for {period}.",
    en="The source now gives the figure for {period}.",
)
READ_TWICE = Message(da="der er to tal for ”{period}”", en="there are two readings of {period}")
NOT_BEGUN_YET = Message(
    da="Perioder, der ikke er begyndt endnu, er ikke med: {count}",
    en="{count} periods have not begun and are left out",
)

# --- On a terminal --------------------------------------------------------------------------------
FETCHING = Message(da="Henter", en="Fetching")
SIGN = Message(da="Tegn", en="Sign")
SOURCE = Message(da="Datakilde", en="Source")
NEW = Message(da="Nye", en="New")
CORRECTED = Message(da="Rettede", en="Corrected")
UNCHANGED = Message(da="Uændrede", en="Unchanged")
FAILED = Message(da="mislykkedes", en="failed")
FIGURE = Message(da="Nøgletal", en="Key figure")
IN_THE_PLAN = Message(da="I planen", en="In the plan")
AS_OF = Message(da="Opgjort", en="As of")
NEWEST = Message(da="Nyeste", en="Newest")
NO_READING = Message(da="intet tal fundet", en="no figure found")
NOT_FETCHABLE = Message(da="ingen datakilde", en="no source of data")
NO_SOURCES = Message(
    da="Der er ingen datakilder. Installér malplan-tables eller malplan-statistics.",
    en="There are no sources of data. Install malplan-tables or malplan-statistics.",
)
SETTINGS = Message(da="Indstillinger i planen", en="Settings in the plan")
OPTIONS = Message(da="Tilvalg med --set", en="Options of --set")
PART = Message(da="Kolonne eller variabel", en="Column or variable")
CONTENT = Message(da="Indhold", en="Content")
COUNT = Message(da="Antal", en="Count")
VALUES = Message(da="Værdier", en="Values")
IN_A_PLAN = Message(da="I en plan kan der stå:", en="In a plan it can be named so:")
