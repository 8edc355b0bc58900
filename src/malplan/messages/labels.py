"""Headings, guiding questions and small words around the content of a plan."""

from __future__ import annotations

from malplan.messages import Message

# --- Headings; a plan's vocabulary may replace them by name ---------------------------------------
HEADINGS: dict[str, Message] = {
    "plan": Message(da="Målplan", en="Plan"),
    "owner": Message(da="Ejer", en="Owner"),
    "coordinators": Message(da="Tovholdere", en="Coordinators"),
    "workplaces": Message(da="Bidragende arbejdspladser", en="Contributing workplaces"),
    "goal": Message(da="Mål", en="Goal"),
    "goals": Message(da="Mål", en="Goals"),
    "target_group": Message(da="Målgruppe", en="Target group"),
    "objectives": Message(da="Målsætning", en="Objective"),
    "policy": Message(da="Politik", en="Policy"),
    "challenge": Message(da="Udfordring", en="Challenge"),
    "key_figures": Message(da="Nøgletal", en="Key figures"),
    "action": Message(da="Prøvehandling", en="Trial action"),
    "actions": Message(da="Prøvehandlinger", en="Trial actions"),
    "hypothesis": Message(da="Hypotese", en="Hypothesis"),
    "sign": Message(da="Tegn", en="Sign"),
    "signs": Message(da="Tegn", en="Signs"),
    "milestone": Message(da="Milepæl", en="Milestone"),
    "milestones": Message(da="Milepælsplan", en="Milestone plan"),
    "evaluation": Message(da="Evaluering", en="Evaluation"),
    "learning": Message(da="Læring", en="Learning"),
}

# --- Guiding questions ----------------------------------------------------------------------------
QUESTIONS: dict[str, Message] = {
    "target_group": Message(
        da="Hvem skal opleve en forandring?",
        en="Who should experience a change?",
    ),
    "goals": Message(
        da="Hvilken forandring skal målgruppen opleve?",
        en="Which change should the target group experience?",
    ),
    "objectives": Message(
        da="Hvilken målsætning i hvilken politik bidrager planen til?",
        en="Which objective of which policy does the plan serve?",
    ),
    "challenge": Message(
        da="Hvad er problemet, og hvor stort er det?",
        en="What is the problem, and how large is it?",
    ),
    "actions": Message(
        da="Hvad vil vi afprøve?",
        en="What will we try?",
    ),
    "signs": Message(
        da="Hvad kan vi se, høre eller tælle, hvis det virker?",
        en="What can we see, hear or count if it works?",
    ),
    "milestones": Message(
        da="Hvornår går vi i gang, hvor lang tid kræver det at nå målet, hvad er "
        "milepælene undervejs, og hvornår er den foreløbige og den endelige evaluering?",
        en="When do we start, how long does it take to reach the goal, what are "
        "the milestones on the way, and when are the interim and the final evaluation?",
    ),
    "evaluation": Message(
        da="Hvilken effekt og værdi har det for målgruppen, undervejs og til sidst?",
        en="What effect and value does it have for the target group, on the way and at the end?",
    ),
    "learning": Message(
        da="Hvad har vi lært, hvordan bruger vi det, og skal vi fortsætte eller stoppe?",
        en="What have we learned, how will we use it, and should we go on or stop?",
    ),
}

# --- Target group, key figures --------------------------------------------------------------------
AGE = Message(da="Alder", en="Age")
AGES = Message(da="{youngest}-{oldest} år", en="{youngest} to {oldest} years old")
AGES_FROM = Message(da="{youngest} år og opefter", en="{youngest} years and older")
AGES_TO = Message(da="til og med {oldest} år", en="up to {oldest} years")
ABOUT = Message(da="ca. {value}", en="about {value}")
UNDATED = Message(da="ikke oplyst", en="not given")
SOURCE = Message(da="Kilde: {source}", en="Source: {source}")
PART_OF = Message(da="heraf", en="of these")
FIGURE = Message(da="Tal", en="Figure")
WITHHELD = Message(da="vises ikke", en="not shown")
WHY_WITHHELD = Message(
    da="Antal under {threshold} personer vises ikke, bortset fra 0. Det samme gælder tal, som de "
    "kan regnes ud fra.",
    en="Numbers below {threshold} people are not shown, except 0. Nor are figures that would give "
    "them away.",
)
WHY_SOME_ARE_WITHHELD = Message(
    da="Små antal personer vises ikke. Det samme gælder tal, som de kan regnes ud fra.",
    en="Small numbers of people are not shown. Nor are figures that would give them away.",
)
INTERNAL = Message(
    da="Intern udgave: Også små antal personer vises. Udgaven må ikke offentliggøres.",
    en="Internal version: small numbers of people are shown too. It is not for publication.",
)
WHAT = Message(da="Hvad", en="What")
DATE = Message(da="Opgjort", en="As of")

# --- Trial actions --------------------------------------------------------------------------------
GROUP = Message(da="Gruppe", en="Group")
MOST = Message(da="højst {most} deltagere", en="at most {most} participants")
MOST_ONE = Message(da="højst 1 deltager", en="at most 1 participant")
PLACES = Message(da="Steder", en="Places")
PROPOSED = Message(da="foreslået", en="proposed")
SESSIONS = Message(da="Antal gange", en="Sessions")
SESSIONS_EACH = Message(da="{count} på hvert sted", en="{count} at each place")
NONE_YET = Message(da="Ingen endnu.", en="None yet.")

# --- Signs ----------------------------------------------------------------------------------------
LEVELS: dict[str, Message] = {
    "output": Message(da="umiddelbart resultat", en="output"),
    "outcome": Message(da="effekt", en="outcome"),
    "impact": Message(da="afledt effekt", en="impact"),
}
LEVEL = Message(da="Niveau", en="Level")
HOW = Message(da="Hvordan måles det", en="How it is measured")
WHEN = Message(da="Hvornår måles det", en="When it is measured")
DATA_FROM = Message(da="Data fra", en="Data from")
LEADS_TO = Message(da="Fører til", en="Leads to")
BASELINE = Message(da="Udgangspunkt", en="Baseline")
TARGET = Message(da="Måltal", en="Target")
TARGET_STEP = Message(da="Ønsket trin", en="Target step")
MEASURE = Message(da="Tal eller skala", en="Number or scale")
SCALE = Message(da="Skala", en="Scale")
NOT_MEASURABLE = Message(da="mangler endnu", en="none yet")
TARGETS: dict[str, Message] = {
    "at_least": Message(da="mindst {value} {unit}", en="at least {value} {unit}"),
    "at_most": Message(da="højst {value} {unit}", en="at most {value} {unit}"),
    "between": Message(
        da="mellem {value} og {upper} {unit}", en="between {value} and {upper} {unit}"
    ),
    "increase": Message(
        da="en stigning på {value} {unit} i forhold til udgangspunktet",
        en="an increase of {value} {unit} from the baseline",
    ),
    "decrease": Message(
        da="et fald på {value} {unit} i forhold til udgangspunktet",
        en="a decrease of {value} {unit} from the baseline",
    ),
}
TARGETS_IN_POINTS: dict[str, Message] = {
    "increase": Message(
        da="en stigning på {value} procentpoint i forhold til udgangspunktet",
        en="an increase of {value} percentage points from the baseline",
    ),
    "decrease": Message(
        da="et fald på {value} procentpoint i forhold til udgangspunktet",
        en="a decrease of {value} percentage points from the baseline",
    ),
}
COMBINED: dict[str, Message] = {
    "latest": Message(da="den seneste måling gælder", en="the latest observation counts"),
    "sum": Message(da="målingerne lægges sammen", en="observations are added up"),
    "ratio": Message(
        da="andel, beregnet ud fra de samlede tal", en="share, computed from the totals"
    ),
    "running_total": Message(
        da="det seneste samlede tal fra hver kilde lægges sammen",
        en="the latest running total of each source is added up",
    ),
}
LOWER_IS_BETTER = Message(da="lavere er bedre", en="lower is better")
AT_LEAST_STEP = Message(da="mindst ”{step}”", en="at least “{step}”")
DUE = Message(da="{target} ({period})", en="{target} ({period})")

# --- Milestones -----------------------------------------------------------------------------------
MILESTONE_KINDS: dict[str, Message] = {
    "start": Message(da="start", en="start"),
    "interim_evaluation": Message(da="foreløbig evaluering", en="interim evaluation"),
    "final_evaluation": Message(da="endelig evaluering", en="final evaluation"),
}
TIME = Message(da="Tidspunkt", en="Time")
OPTIONAL = Message(da="gennemføres, hvis det er muligt", en="done if possible")
AFTER = Message(da="efter {milestone} {names}", en="after {milestone} {names}")
NO_TIME = Message(da="intet tidspunkt endnu", en="no time yet")
MONTHS = Message(da="JFMAMJJASOND", en="JFMAMJJASOND")
LEGEND_DAY = Message(da="dag", en="day")
LEGEND_PART = Message(da="en del af en måned", en="part of a month")
LEGEND_COARSE = Message(da="en hel måned eller mere", en="a month or more")
LEGEND_ABOUT = Message(da="cirka", en="approximate")
OUTSIDE = Message(da="{day} ligger uden for tidslinjen", en="{day} is outside the timeline")
LEGEND_OPEN = Message(da="uden fast start eller slut", en="no fixed start or end")

# --- The rest -------------------------------------------------------------------------------------
CLASSIFICATIONS = Message(da="Klassifikation", en="Classification")
SUPERSEDES = Message(da="Afløser", en="Supersedes")
EXTENSION = Message(da="Udvidelse fra {name}", en="Extension from {name}")
YES = Message(da="ja", en="yes")
NO = Message(da="nej", en="no")
STATUS = Message(da="Status", en="Status")
NOT_FILLED_IN = Message(da="Ikke udfyldt endnu.", en="Not filled in yet.")

# --- The command line -----------------------------------------------------------------------------
SEVERITIES: dict[str, Message] = {
    "error": Message(da="fejl", en="error"),
    "warning": Message(da="advarsel", en="warning"),
    "advice": Message(da="råd", en="advice"),
}
COUNTED: dict[str, tuple[Message, Message]] = {
    "error": (Message(da="1 fejl", en="1 error"), Message(da="{n} fejl", en="{n} errors")),
    "warning": (
        Message(da="1 advarsel", en="1 warning"),
        Message(da="{n} advarsler", en="{n} warnings"),
    ),
    "advice": (
        Message(da="1 råd", en="1 piece of advice"),
        Message(da="{n} råd", en="{n} pieces of advice"),
    ),
}
WHOLE_PLAN = Message(da="Hele planen", en="The whole plan")
NO_FINDINGS = Message(da="ingen bemærkninger", en="no findings")
NO_PLANS = Message(
    da="Der er ingen planer. Installér et plugin med en plan, for eksempel malplan-ungeloeftet, "
    "eller angiv en mappe med planer i malplan.toml.",
    en="There are no plans. Install a plugin that brings one, for example malplan-ungeloeftet, "
    "or name a folder of plans in malplan.toml.",
)
NO_PLUGINS = Message(da="Der er ingen plugins.", en="There are no plugins.")
STATUSES: dict[str, Message] = {
    "loaded": Message(da="indlæst", en="loaded"),
    "blocked": Message(da="blokeret", en="blocked"),
    "incompatible": Message(da="passer ikke til denne udgave", en="incompatible"),
    "broken": Message(da="virker ikke", en="broken"),
}
COLUMN_ID = Message(da="Id", en="Id")
COLUMN_TITLE = Message(da="Titel", en="Title")
COLUMN_YEAR = Message(da="År", en="Year")
COLUMN_MUNICIPALITY = Message(da="Kommune", en="Municipality")
COLUMN_FROM = Message(da="Fra", en="From")
COLUMN_NAME = Message(da="Navn", en="Name")
COLUMN_SUFFIX = Message(da="Filendelse", en="Suffix")
COLUMN_MEDIA_TYPE = Message(da="Medietype", en="Media type")
COLUMN_VERSION = Message(da="Version", en="Version")
COLUMN_STATUS = Message(da="Status", en="Status")
COLUMN_PROVIDES = Message(da="Bidrager med", en="Provides")
WRITTEN = Message(da="Gemt som {file}", en="Saved as {file}")
SITE_WRITTEN = Message(da="Gemt i mappen {folder}", en="Saved in the folder {folder}")
WRITING_PAGES = Message(da="Skriver sider", en="Writing pages")
UNWRITTEN_RECORDS = Message(
    da="dokumentet indeholder også evaluering eller læring (registreringer: {count}). Brug "
    "--records for at gemme dem",
    en="the document also tells of evaluation or learning (entries: {count}). Use --records to "
    "keep them",
)
ERROR = Message(da="Fejl", en="Error")
NOTE = Message(da="Bemærk", en="Note")
