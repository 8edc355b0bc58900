"""Labels of the log: what each kind of record is called, and what the commands say."""

from __future__ import annotations

from malplan.messages import Message

KINDS: dict[str, Message] = {
    "observation": Message(da="Måling eller vurdering", en="Observation"),
    "milestone_reached": Message(da="Milepæl nået", en="Milestone reached"),
    "milestone_moved": Message(da="Milepæl flyttet", en="Milestone moved"),
    "milestone_dropped": Message(da="Milepæl opgivet", en="Milestone dropped"),
    "evaluation": Message(da="Evaluering", en="Evaluation"),
    "learning": Message(da="Læring", en="Learning"),
    "decision": Message(da="Beslutning", en="Decision"),
    "retraction": Message(da="Trukket tilbage", en="Retraction"),
    "redaction": Message(da="Tekst slettet for altid", en="Blanked for good"),
    "plan_adopted": Message(da="Plan taget i brug", en="Plan adopted"),
}
STAGES: dict[str, Message] = {
    "interim": Message(da="Foreløbig evaluering", en="Interim evaluation"),
    "final": Message(da="Endelig evaluering", en="Final evaluation"),
}
OF = Message(da="{value} af {of}", en="{value} of {of}")
SOURCE = Message(da="kilde: {source}", en="source: {source}")
FETCHED = Message(da="Hentet fra", en="Fetched from")
COMMENT = Message(da="Bemærkning", en="Comment")
EVIDENCE = Message(da="Belæg", en="Evidence")
BECAUSE = Message(da="Begrundelse", en="Reason")
CORRECTED_BECAUSE = Message(da="Rettet, fordi", en="Corrected because")
CORRECTED = Message(da="Retter", en="Corrects")
COUNTS = Message(da="gælder", en="counts")
GONE = Message(da="gælder ikke længere", en="does not count any more")
REPLACED = Message(da="er rettet senere", en="was corrected later")
TAKEN_BACK = Message(da="Trækker tilbage", en="Retracts")
BLANKED = Message(da="Sletter tekster i", en="Blanked the texts of")
VERSION = Message(da="Udgave", en="Version")
RECORDED = Message(da="registreret {moment}", en="recorded {moment}")
BY = Message(da="af {role}", en="by {role}")
EMPTY_LOG = Message(da="Der er ikke registreret noget endnu.", en="Nothing is recorded yet.")
RESTORED = Message(
    da="{count} registreringer fra filen står nu i loggen",
    en="{count} records of the file are in the log now",
)
RESTORED_ONE = Message(
    da="1 registrering fra filen står nu i loggen",
    en="1 record of the file is in the log now",
)

# --- Status, changes, due -------------------------------------------------------------------------
STATUS_ON = Message(da="Status pr. {day}", en="Status on {day}")
KNOWN_AT = Message(
    da="ud fra det, der var registreret {moment}",
    en="by what had been recorded {moment}",
)
FRESH_TODAY = Message(da="Sidste registrering: samme dag", en="Last recorded: the same day")
FRESH_ONE = Message(da="Sidste registrering: 1 dag før", en="Last recorded: 1 day before")
FRESH = Message(da="Sidste registrering: {days} dage før", en="Last recorded: {days} days before")
NEVER = Message(
    da="Der er ikke registreret noget endnu",
    en="Nothing is recorded yet",
)
ALL_LATER = Message(
    da="Alt herunder er registreret efter den dag", en="All below was recorded after that day"
)
NOT_BY_THEN = Message(
    da="Der var ikke registreret noget på det tidspunkt", en="Nothing had been recorded by then"
)
UNPLACED = Message(
    da="Registreringer, der ikke hører til noget i planen",
    en="Records of what is not in the plan",
)
CHANGES_BETWEEN = Message(
    da="Ændringer fra {since} til {until}", en="Changes from {since} to {until}"
)
NO_CHANGES = Message(da="Ingen ændringer.", en="No changes.")
NEW = Message(da="ny i planen", en="new in the plan")
NOT_IN_PLAN = Message(da="ikke længere i planen", en="no longer in the plan")
SINCE_RECORDED = Message(
    da="Registreringer, der gælder perioden",
    en="Records of that time",
)
DUE_ON = Message(
    da="Det skal ske fra {day} og {within} dage frem",
    en="What is due: from {day} and {within} days on",
)
DUE_ON_ONE = Message(
    da="Det skal ske fra {day} og 1 dag frem", en="What is due: from {day} and 1 day on"
)
NOTHING_DUE = Message(da="Der er ikke noget, der skal ske.", en="Nothing is due.")
DUE: dict[str, Message] = {
    "late": Message(da="Forsinket", en="Late"),
    "current": Message(da="Aktuelt", en="Current"),
    "upcoming": Message(da="Kommende", en="Upcoming"),
}
DAYS_OVER_ONE = Message(
    da="fristen er overskredet med 1 dag",
    en="1 day late",
)
DAYS_OVER = Message(
    da="fristen er overskredet med {days} dage",
    en="{days} days late",
)
LAST_DAY = Message(da="i dag er sidste dag", en="last day today")
DAYS_LEFT_ONE = Message(da="1 dag tilbage", en="1 day left")
DAYS_LEFT = Message(da="{days} dage tilbage", en="{days} days left")
EVALUATION_MISSING = Message(da="evalueringen mangler", en="the evaluation is missing")
NO_LAST_DAY = Message(da="ingen frist", en="no last day")
PLANNED = Message(da="planlagt: {period}", en="planned: {period}")
NOT_SHOWN = Message(da="vises ikke", en="not shown")
MILESTONES = Message(da="Milepæle", en="Milestones")
CLOCK = Message(da="{day} kl. {hour}.{minute}", en="{day} {hour}:{minute}")
FRESHNESS = Message(da="Sidst registreret", en="Last recorded")
NO_DAYS = Message(da="aldrig", en="never")
SAME_DAY = Message(da="samme dag", en="the same day")
DAY_BEFORE = Message(da="1 dag før", en="1 day before")
DAYS_BEFORE = Message(da="{days} dage før", en="{days} days before")
TEXT = Message(da="Tekst", en="Text")
