"""What the tables say beside the words of the plan, in Danish and in English."""

from __future__ import annotations

from malplan.messages import Message

# --- Tables; each is a sheet of a workbook, whose title has at most 31 characters -----------------
TABLES: dict[str, Message] = {
    "status": Message(da="Status", en="Status"),
    "actions": Message(da="Prøvehandlinger", en="Trial actions"),
    "signs": Message(da="Tegn", en="Signs"),
    "targets": Message(da="Måltal", en="Targets"),
    "milestones": Message(da="Milepæle", en="Milestones"),
    "observations": Message(da="Målinger og vurderinger", en="Observations"),
    "learnings": Message(da="Evaluering og læring", en="Evaluation and learning"),
    "key_figures": Message(da="Nøgletal", en="Key figures"),
    "log": Message(da="Log", en="Log"),
    "plan": Message(da="Om planen", en="About the plan"),
}

# --- Columns --------------------------------------------------------------------------------------
NUMBER = Message(da="Nr.", en="No.")
TEXT = Message(da="Tekst", en="Text")
TITLE = Message(da="Titel", en="Title")
RESULT = Message(da="Resultat", en="Result")
UNIT = Message(da="Enhed", en="Unit")
NUMERATOR = Message(da="Tæller", en="Numerator")
DENOMINATOR = Message(da="Nævner", en="Denominator")
RESULT_DAY = Message(da="Resultat pr.", en="Result as of")
DAY = Message(da="Dato", en="Date")
FROM = Message(da="Fra", en="From")
TO = Message(da="Til", en="To")
DUE = Message(da="Frist", en="Due")
DUE_FROM = Message(da="Frist fra", en="Due from")
DUE_TO = Message(da="Frist til", en="Due to")
PROGRESS = Message(da="Andel af vejen til måltallet (%)", en="Progress towards target (%)")
COMBINED = Message(da="Opgørelse", en="Computation")
TARGET_VALUE = Message(da="Måltal (tal)", en="Target (number)")
TARGET_UPPER = Message(da="Øvre grænse", en="Upper limit")
KIND = Message(da="Type", en="Kind")
ENDED = Message(da="Nået eller opgivet den", en="Done or dropped on")
FIRST_TIME = Message(da="Først planlagt", en="First planned")
MOVES = Message(da="Antal flytninger", en="Times moved")
SLIPPAGE = Message(da="Dage senere end først planlagt", en="Days later than first planned")
OPTIONAL = Message(da="Kun hvis muligt", en="Only if possible")
AFTER = Message(da="Efter", en="After")
LATE = Message(da="Forsinkede milepæle", en="Late milestones")
MISSED = Message(da="Tegn, der ikke blev nået", en="Signs that were missed")
DECISION = Message(da="Beslutning", en="Decision")
DECISION_DAY = Message(da="Besluttet", en="Decided")
DAYS_SINCE = Message(da="Dage siden registrering", en="Days since anything was recorded")
DESCRIPTION = Message(da="Beskrivelse", en="Description")
FETCHED_FROM = Message(da="Hentet fra", en="Fetched from")
STOOD = Message(da="Tegnene ved evalueringen", en="The signs at the evaluation")
ABOUT = Message(da="Cirka", en="Approximate")
PART_OF = Message(da="Del af", en="Part of")
FIELD = Message(da="Felt", en="Field")
CONTENT = Message(da="Indhold", en="Content")
MUNICIPALITY = Message(da="Kommune", en="Municipality")
YEAR = Message(da="År", en="Year")
NOTE = Message(da="Bemærk", en="Note")
INTERNAL = Message(da="Intern udgave", en="Internal version")
NOTHING_RECORDED = Message(
    da="Der er ingen registreringer og derfor ingen status.",
    en="There are no records, and therefore no status.",
)
VALUE = Message(da="Værdi", en="Value")
SOURCE = Message(da="Kilde", en="Source")
RECORDED = Message(da="Registreret", en="Recorded")
RECORDED_BY = Message(da="Registreret af", en="Recorded by")
VALIDITY = Message(da="Gyldighed", en="Validity")
RECORDS_NAMED = Message(da="Vedrører registrering", en="About record")
ID = Message(da="Id", en="Id")
ADOPTED = Message(da="Udgave {version}", en="Version {version}")
PAGE = Message(da="Side &P af &N", en="Page &P of &N")

# --- Options --------------------------------------------------------------------------------------
UNKNOWN_TABLE = Message(
    da="Der er ingen tabel, der hedder {name}. Mulighederne for tilvalget table er: {known}.",
    en="There is no table named {name}. The option table may be: {known}.",
)
NO_LOG = Message(
    da="Tabellen log findes kun i den interne udgave: Brug --internal.",
    en="The table log exists in the internal version alone: use --internal.",
)
NOTHING_IN_LOG = Message(
    da="Tabellen log findes ikke, for der er ikke registreret noget i planen endnu.",
    en="There is no table log, because nothing is recorded in the plan yet.",
)
UNKNOWN_DELIMITER = Message(
    da="Tilvalget delimiter kan være {known}, men ikke {value}.",
    en="The option delimiter may be {known}, and not {value}.",
)
UNKNOWN_ENCODING = Message(
    da="Tilvalget encoding kan være {known}, men ikke {value}.",
    en="The option encoding may be {known}, and not {value}.",
)
NOT_IN_ENCODING = Message(
    da="Skrifttegnet {character} ({code}) findes ikke i {encoding}. Brug encoding=utf-8.",
    en="The character {character} ({code}) does not exist in {encoding}. Use encoding=utf-8.",
)
