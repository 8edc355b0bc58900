"""What is wrong with a record, a moment or a store, and what the log says."""

from __future__ import annotations

from malplan.messages import Message

# --- Moments --------------------------------------------------------------------------------------
NOT_A_MOMENT = Message(
    da="{value} er ikke et tidspunkt. Skriv for eksempel 2026-03-02 eller "
    "2026-03-02T09:30:00+01:00",
    en="{value} is not a moment. Write for example 2026-03-02 or 2026-03-02T09:30:00+01:00",
)
NOT_A_DAY = Message(da="{value} er ikke en dag", en="{value} is not a day")
NO_ZONE = Message(
    da="tidspunktet {value} mangler en tidszone, for eksempel +01:00",
    en="the moment {value} has no time zone, for example +01:00",
)
LOST_HOUR = Message(
    da="klokkeslættet {value} findes ikke, fordi uret stilles frem til sommertid den nat",
    en="there is no {value}, because the clocks go forward to summer time that night",
)
DOUBLED_HOUR = Message(
    da="klokkeslættet {value} kommer to gange, fordi uret stilles tilbage den nat. Skriv {first} "
    "eller {second}",
    en="{value} comes twice, because the clocks go back that night. Write {first} or {second}",
)

UNKNOWN_ZONE = Message(
    da="{name} er ikke en tidszone. Skriv for eksempel Europe/Copenhagen",
    en="{name} is not a time zone. Write for example Europe/Copenhagen",
)

# --- Records --------------------------------------------------------------------------------------
NOT_A_RECORD_ID = Message(
    da="{value} er ikke id’et på en registrering. Id’erne står i loggen (malplan log)",
    en="{value} is not the id of a record. The ids stand in the log (malplan log)",
)
NOT_A_VERSION = Message(
    da="{value} er ikke en udgave af en plan (64 tegn, 0-9 og a-f)",
    en="{value} is not a version of a plan (64 characters, 0-9 and a-f)",
)
NOT_A_CHECKSUM = Message(
    da="{value} er hverken en SHA-256-kontrolsum (64 tegn, 0-9 og a-f) eller ”blake3:” efterfulgt "
    "af en BLAKE3-kontrolsum (64 tegn)",
    en="{value} is neither a SHA-256 (64 characters, 0-9 and a-f) nor blake3: and a BLAKE3 (64)",
)
VALUE_OR_STEP = Message(
    da="skriv enten et tal (value) eller et trin på skalaen (step)",
    en="give either a number (value) or a step on the scale (step)",
)
OF_NEEDS_VALUE = Message(
    da="of siger, hvor mange der var i alt, og hører kun til en andel med et tal (value)",
    en="of says how many there were in all, and goes with the number (value) of a ratio only",
)
EVIDENCE_NEEDS_STEP = Message(
    da="evidence hører til et trin på skalaen (step). Skriv bemærkninger til et tal under comment "
    "(--comment)",
    en="evidence belongs to a step on the scale (step). Write remarks on a number under comment "
    "(--comment)",
)
CPR_IN_RECORD = Message(
    da="teksten indeholder noget, der ligner et CPR-nummer. Der er ikke gemt noget. Slet "
    "nummeret, og prøv igen",
    en="the text holds what looks like a CPR number. Nothing was stored. Take the number out, and "
    "try again",
)
CPR_IN_PLAN = Message(
    da="planen indeholder noget, der ligner et CPR-nummer, og kan ikke tages i brug. Slet "
    "nummeret; malplan check viser, hvor det står",
    en="the plan holds what looks like a CPR number and cannot be adopted by the log. Take the "
    "number out; malplan check shows where it stands",
)
CANNOT_CORRECT = Message(
    da="den slags registrering kan ikke rettes, kun trækkes tilbage (retract)",
    en="a record of this kind cannot be corrected, only retracted",
)
CANNOT_RETRACT = Message(
    da="en sletning kan ikke trækkes tilbage; det, der er slettet for altid, er væk",
    en="a redaction cannot be retracted; what was blanked for good is gone",
)
CORRECTS_ANOTHER_KIND = Message(
    da="en rettelse skal handle om det samme som det, den retter: {kind}, {subject}. Træk den "
    "gamle registrering tilbage, og lav en ny",
    en="a correction must be about the same as what it corrects: {kind}, {subject}. Retract the "
    "old record, and make a new one",
)
NOTHING_TO_CORRECT = Message(
    da="rettelsen ændrer ikke noget. Skriv, hvad der skal være anderledes",
    en="the correction changes nothing. Say what should be different",
)
NOT_IN_THIS_RECORD = Message(
    da="en registrering af typen ”{kind}” har ikke feltet {field}",
    en="a record of the kind “{kind}” has no field {field}",
)
NO_REASON_TO_CORRECT = Message(
    da="en registrering af typen ”{kind}” har ingen begrundelse, der kan rettes. Hvorfor der "
    "bliver rettet, skriver du med --because",
    en="a record of the kind “{kind}” has no reason that could be corrected. Why it is corrected "
    "is written with --because",
)
ALREADY_RETRACTED = Message(
    da="registreringen er allerede trukket tilbage",
    en="the record is retracted already",
)
UNKNOWN_RECORD = Message(
    da="der er ingen registrering med id {id}. malplan log viser id’erne",
    en="there is no record with the id {id}. malplan log shows the ids",
)
CONFLICTING_RECORD = Message(
    da="der er allerede en anden registrering med id {id}. Der er ikke gemt noget",
    en="there is another record with the id {id} already. Nothing was stored",
)

# --- Against the plan -----------------------------------------------------------------------------
UNKNOWN_SIGN = Message(
    da="planen {plan} har intet tegn ”{id}”{hint}", en="the plan {plan} has no sign “{id}”{hint}"
)
UNKNOWN_MILESTONE = Message(
    da="planen {plan} har ingen milepæl ”{id}”{hint}",
    en="the plan {plan} has no milestone “{id}”{hint}",
)
UNKNOWN_ACTION = Message(
    da="planen {plan} har ingen prøvehandling ”{id}”{hint}",
    en="the plan {plan} has no trial action “{id}”{hint}",
)
IN_THE_PLAN = Message(da=". Planen har {names}", en=". The plan has {names}")
NO_MEASURE = Message(
    da="tegnet ”{id}” har hverken et tal eller en skala endnu. Skriv i planen, hvordan det måles "
    "(feltet measure), før der registreres noget",
    en="the sign “{id}” has neither a number nor a scale yet. Say in the plan how it is measured "
    "(the field measure) before anything is recorded",
)
NEEDS_A_STEP = Message(
    da="tegnet ”{id}” vurderes på en skala. Skriv et af trinene {steps}",
    en="the sign “{id}” is judged on a scale. Give one of the steps {steps}",
)
NEEDS_A_NUMBER = Message(
    da="tegnet ”{id}” er et tal ({unit}). Skriv et tal, for eksempel 12 eller 7,5",
    en="the sign “{id}” is a number ({unit}). Give a number, for example 12 or 7.5",
)
NOT_A_STEP = Message(
    da="”{step}” er ikke et trin på skalaen. Skriv et af trinene {steps}",
    en="“{step}” is not a step on the scale. Give one of the steps {steps}",
)
NEEDS_OF = Message(
    da="tegnet ”{id}” er en andel. Skriv også, hvor mange der var i alt (--of)",
    en="the sign “{id}” is a ratio. Say too how many there were in all (--of)",
)
OF_WITHOUT_RATIO = Message(
    da="tegnet ”{id}” er ikke en andel, så der er ikke noget at dele med (--of)",
    en="the sign “{id}” is no ratio, so that there is nothing to divide by (--of)",
)
RATIO_OVER_ONE = Message(
    da="{value} af {of} kan ikke passe; delen er større end helheden",
    en="{value} of {of} is more than all of them",
)
RATIO_OF_NOTHING = Message(
    da="en andel af {of} kan ikke beregnes; der skal være mindst 1 i alt",
    en="a share of {of} cannot be computed; there must be at least 1 in all",
)
NEGATIVE = Message(
    da="{value} er mindre end nul, og det kan et antal ikke være",
    en="{value} is below zero, which no count can be",
)
IN_THE_FUTURE = Message(
    da="{day} er ikke kommet endnu (i dag er det {today}). Registrér det, når det er sket",
    en="{day} has not come yet (today is {today}). Record it when it has happened",
)
NOT_BEGUN = Message(
    da="{period} er ikke begyndt endnu (i dag er det {today}). Registrér det, når det er sket",
    en="{period} has not begun yet (today is {today}). Record it when it has happened",
)
UNDATED_PERIOD = Message(
    da="”{text}” siger ikke, hvilke dage det drejer sig om. Skriv en dag, en uge eller en måned",
    en="“{text}” does not say which days it is. Write a day, a week or a month",
)
MOVED_TO_NOTHING = Message(
    da="”{text}” siger ikke, hvilke dage det drejer sig om. Skriv det nye tidspunkt så præcist "
    "som muligt, for eksempel ”ultimo april”",
    en="“{text}” does not say which days it is. Write the new time as precisely as you can, for "
    "example “ultimo april”",
)
MOVED_TO_THE_SAME = Message(
    da="milepælen ”{id}” har allerede det tidspunkt: {period}",
    en="the milestone “{id}” has that time already: {period}",
)
ALREADY_DONE = Message(
    da="milepælen ”{id}” blev nået den {day}. Ret registreringen ({record}), eller træk den "
    "tilbage",
    en="the milestone “{id}” was reached on {day}. Correct the record ({record}), or retract it",
)
ALREADY_DROPPED = Message(
    da="milepælen ”{id}” blev opgivet den {day}. Træk registreringen ({record}) tilbage, hvis "
    "milepælen alligevel skal gennemføres",
    en="the milestone “{id}” was dropped on {day}. Retract the record ({record}) if it is to be "
    "done after all",
)
ALREADY_EVALUATED = Message(
    da="prøvehandlingen ”{id}” har en endelig evaluering fra {day}. Ret den ({record}), eller træk "
    "den tilbage",
    en="the trial action “{id}” has a final evaluation of {day}. Correct it ({record}), or retract "
    "it",
)
ANOTHER_PLAN = Message(
    da="registreringen hører til planen {plan}", en="the record belongs to the plan {plan}"
)

ANOTHER_YEAR = Message(
    da="loggen for {plan} hører til planen for {old}, men denne plan er for {new}. Giv planen for "
    "{new} et nyt id, og skriv det gamle id under supersedes",
    en="the log of {plan} is of the plan for {old}, and this one is for {new}. Give next year’s "
    "plan an id of its own, and write the old one under supersedes",
)
OUTSIDE_ITS_PERIOD = Message(da="{day} ligger ikke i {period}", en="{day} does not lie in {period}")
LONG_RECORD_TEXT = Message(
    da="en tekst på {count} tegn er for lang; der er plads til {most}",
    en="a text of {count} characters is too long; there is room for {most}",
)
UNTIL_BEFORE_SINCE = Message(da="{until} ligger før {since}", en="{until} lies before {since}")

NO_EVIDENCE = Message(
    da="Skriv gerne, hvad der viser, at tegnet er på det trin (--evidence), så andre kan se det",
    en="Say what shows that the sign is on that step (--evidence), so that others can see it",
)

# --- Plan versions --------------------------------------------------------------------------------
ADOPTED = Message(
    da="Planen er taget i brug, som den er nu (udgave {version})",
    en="The plan is adopted as it is now (version {version})",
)
ADOPTED_ALREADY = Message(
    da="Planen er allerede taget i brug, som den er nu (udgave {version})",
    en="The plan is adopted already as it is now (version {version})",
)
NOT_ADOPTED = Message(
    da="Planen er ændret, siden den sidst blev taget i brug. Kør malplan adopt {plan} for at "
    "bruge den nye",
    en="The plan has changed since it was last adopted. Run malplan adopt {plan} to use the new "
    "one",
)
BROKEN_VERSION = Message(
    da="udgaven {version} af planen er ikke den, der blev gemt: indholdet passer ikke til "
    "kontrolsummen",
    en="the version {version} of the plan is not the one that was stored: its content does not "
    "match its checksum",
)
UNREADABLE_VERSION = Message(
    da="udgaven {version} af planen i loggen kan ikke læses: {reason}",
    en="the version {version} of the plan in the log cannot be read: {reason}",
)
NO_PLAN_IN_IT = Message(da="der står ingen plan i den", en="it holds no plan")

# --- Stores ---------------------------------------------------------------------------------------
NOT_A_STORE_URL = Message(
    da="adressen på loggen kan ikke læses ({url}). Skriv for eksempel sqlite:///log.db eller "
    "postgresql://bruger@server/database",
    en="the address of the log cannot be read ({url}). Write for example sqlite:///log.db or "
    "postgresql://user@server/database",
)
UNKNOWN_STORE = Message(
    da="malplan kan ikke gemme i {name} med de plugins, der er installeret. Til SQLite og "
    "PostgreSQL skal malplan-sql installeres (pip install malplan-sql){hint}",
    en="malplan cannot store in {name} with the plugins that are installed. For SQLite and "
    "PostgreSQL, install malplan-sql (pip install malplan-sql){hint}",
)
SAME_STORE = Message(
    da="{origins} kan hver især gemme i {name}, så ingen af dem bliver brugt. Blokér dem, der ikke "
    "skal bruges",
    en="{origins} each store in {name}, so that none of them is used. Block those that should not "
    "be used",
)
NOT_A_SCHEME = Message(
    da="{value} kan ikke være begyndelsen på en adresse. Brug a-z og 0-9, som i sqlite",
    en="{value} cannot be what an address begins with. Use a-z and 0-9, as in sqlite",
)
STORE_RAISED = Message(
    da="pluginet {origin} kunne ikke åbne den ({kind})",
    en="the plugin {origin} could not open it ({kind})",
)
STORE_FAILED = Message(
    da="loggen i {store} kan ikke bruges: {reason}",
    en="the log in {store} cannot be used: {reason}",
)
STORE_UNREADABLE = Message(
    da="en registrering i {store} kan ikke læses ({id}): {reason}",
    en="a record in {store} cannot be read ({id}): {reason}",
)
NOT_A_LOG_FILE = Message(
    da="filen er ikke en log; den skal indeholde en liste med registreringer, sådan som malplan "
    "log --all --json skriver dem",
    en="the file is no log: it must hold a list of records as malplan log --all --json writes them",
)
LISTENER_FAILED = Message(
    da="{origin} fik ikke besked om registreringen {id}: {reason} Registreringen er gemt, og "
    "beskeden sendes igen senere",
    en="{origin} was not told of the record {id}: {reason} The record is stored, and the message "
    "will be repeated",
)
LISTENERS_UNKNOWN = Message(
    da="registreringen er gemt, men det kunne ikke noteres i loggen, om {origin} har fået besked: "
    "{reason}. Beskeden sendes igen senere",
    en="the record is stored, but the log cannot keep whether {origin} was told of it: {reason}. "
    "The message will be repeated",
)
LONG_TEXT = Message(
    da="{file} er for stor; der er plads til 1 MB", en="{file} is too large; there is room for 1 MB"
)
NOT_UTF8 = Message(
    da="filen er ikke UTF-8. Gem den som UTF-8", en="the file is not UTF-8. Save it as UTF-8"
)
NOT_A_RECORD = Message(da="det er ikke en registrering", en="this is not a record")
