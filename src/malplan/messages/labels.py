"""Headings, guiding questions and small words around the content of a plan."""

from __future__ import annotations

from malplan.messages import Message

# --- Headings; a plan's vocabulary may replace them by name ---------------------------------------
HEADINGS: dict[str, Message] = {
    "plan": Message(da="Målplan", en="Plan"),
    "owner": Message(da="Ejer", en="Owner"),
    "coordinators": Message(da="Tovholdere", en="Coordinators"),
    "workplaces": Message(da="Bidragende arbejdspladser", en="Contributing workplaces"),
    "goals": Message(da="Mål", en="Goals"),
    "target_group": Message(da="Målgruppe", en="Target group"),
    "objectives": Message(da="Målsætning", en="Objective"),
    "policy": Message(da="Politik", en="Policy"),
    "challenge": Message(da="Udfordring", en="Challenge"),
    "key_figures": Message(da="Nøgletal", en="Key figures"),
    "action": Message(da="Prøvehandling", en="Trial action"),
    "actions": Message(da="Prøvehandlinger", en="Trial actions"),
    "hypothesis": Message(da="Hypotese", en="Hypothesis"),
    "signs": Message(da="Tegn", en="Signs"),
    "milestones": Message(da="Milepælsplan", en="Milestone plan"),
    "evaluation": Message(da="Evaluering", en="Evaluation"),
    "learning": Message(da="Læring", en="Learning"),
}

# --- Guiding questions ----------------------------------------------------------------------------
QUESTIONS: dict[str, Message] = {
    "target_group": Message(
        da="Hvem skal opleve, at noget bliver anderledes?",
        en="Who should find that something becomes different?",
    ),
    "goals": Message(
        da="Hvad skal være anderledes for målgruppen?",
        en="What should be different for the target group?",
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
        da="Hvad vil vi prøve af?",
        en="What will we try?",
    ),
    "signs": Message(
        da="Hvad kan vi se, høre eller tælle, hvis det virker?",
        en="What can we see, hear or count if it works?",
    ),
    "milestones": Message(
        da="Hvornår starter vi, hvad sker der undervejs, og hvornår evaluerer vi?",
        en="When do we start, what happens on the way, and when do we evaluate?",
    ),
    "evaluation": Message(
        da="Hvilken effekt og værdi har det for målgruppen, undervejs og til sidst?",
        en="What effect and value does it have for the target group, on the way and at the end?",
    ),
    "learning": Message(
        da="Hvad har vi lært, hvordan bruger vi det, og skal prøvehandlingen fortsætte eller "
        "stoppe?",
        en="What have we learned, how will we use it, and should the trial action go on or stop?",
    ),
}

# --- Target group, key figures --------------------------------------------------------------------
AGE = Message(da="Alder", en="Age")
AGES = Message(da="{youngest}-{oldest} år", en="{youngest} to {oldest} years old")
AGES_FROM = Message(da="fra {youngest} år", en="{youngest} years and older")
AGES_TO = Message(da="til og med {oldest} år", en="up to {oldest} years")
ABOUT = Message(da="ca. {value}", en="about {value}")
UNDATED = Message(da="uden dato", en="no date")
SOURCE = Message(da="Kilde: {source}", en="Source: {source}")
PART_OF = Message(da="heraf", en="of these")
FIGURE = Message(da="Tal", en="Figure")
WHAT = Message(da="Hvad", en="What")
DATE = Message(da="Opgjort", en="As of")

# --- Trial actions --------------------------------------------------------------------------------
GROUP = Message(da="Gruppe", en="Group")
MOST = Message(da="højst {most} deltagere", en="at most {most} participants")
PLACES = Message(da="Steder", en="Places")
PROPOSED = Message(da="foreslået", en="proposed")
SESSIONS = Message(da="Mødegange", en="Sessions")
SESSIONS_EACH = Message(da="{count} på hvert sted", en="{count} at each place")
NO_ACTIONS = Message(da="Planen har ingen prøvehandlinger endnu.", en="No trial actions yet.")
NO_SIGNS = Message(da="Ingen tegn endnu.", en="No signs yet.")
NO_MILESTONES = Message(da="Ingen milepæle endnu.", en="No milestones yet.")

# --- Signs ----------------------------------------------------------------------------------------
LEVELS: dict[str, Message] = {
    "output": Message(da="umiddelbart resultat", en="output"),
    "outcome": Message(da="virkning", en="outcome"),
    "impact": Message(da="afledt effekt", en="impact"),
}
LEVEL = Message(da="Niveau", en="Level")
HOW = Message(da="Måles ved", en="Measured by")
WHEN = Message(da="Måles hvornår", en="Measured when")
DATA_FROM = Message(da="Data fra", en="Data from")
LEADS_TO = Message(da="Fører til", en="Leads to")
BASELINE = Message(da="Udgangspunkt", en="Baseline")
TARGET = Message(da="Mål for tegnet", en="Target")
MEASURE = Message(da="Måling", en="Measure")
SCALE = Message(da="Skala", en="Scale")
NOT_MEASURABLE = Message(da="mangler endnu", en="none yet")
TARGETS: dict[str, Message] = {
    "at_least": Message(da="mindst {value} {unit}", en="at least {value} {unit}"),
    "at_most": Message(da="højst {value} {unit}", en="at most {value} {unit}"),
    "between": Message(
        da="mellem {value} og {upper} {unit}", en="between {value} and {upper} {unit}"
    ),
    "increase": Message(
        da="{value} {unit} mere end ved start", en="{value} {unit} more than before"
    ),
    "decrease": Message(
        da="{value} {unit} mindre end ved start", en="{value} {unit} less than before"
    ),
}
COMBINED: dict[str, Message] = {
    "latest": Message(da="den seneste observation tæller", en="the latest observation counts"),
    "sum": Message(da="observationerne lægges sammen", en="observations are added up"),
    "ratio": Message(
        da="andel: tæller og nævner lægges sammen hver for sig",
        en="share: numerators and denominators are added up separately",
    ),
    "running_total": Message(
        da="den seneste løbende sum fra hver kilde lægges sammen",
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
SIGN = Message(da="Tegn", en="Sign")
GOAL = Message(da="Mål", en="Goal")
MILESTONE = Message(da="Milepæl", en="Milestone")
TIME = Message(da="Tidspunkt", en="Time")
OPTIONAL = Message(da="hvis muligt", en="if possible")
AFTER = Message(da="efter milepæl {names}", en="after milestone {names}")
NO_TIME = Message(da="intet tidspunkt endnu", en="no time yet")
MONTHS = Message(da="JFMAMJJASOND", en="JFMAMJJASOND")
LEGEND_DAY = Message(da="dag", en="day")
LEGEND_PART = Message(da="del af måned", en="part of a month")
LEGEND_COARSE = Message(da="måned eller mere", en="a month or more")
LEGEND_ABOUT = Message(da="omtrentlig", en="approximate")
OUTSIDE = Message(da="{day} ligger uden for tidslinjen", en="{day} is outside the timeline")
LEGEND_OPEN = Message(da="åben", en="open")

# --- The rest -------------------------------------------------------------------------------------
CLASSIFICATIONS = Message(da="Klassifikation", en="Classification")
SUPERSEDES = Message(da="Afløser", en="Supersedes")
EXTENSIONS = Message(da="Udvidelser", en="Extensions")
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
    "eller nævn en mappe med planer i malplan.toml.",
    en="There are no plans. Install a plugin that brings one, for example malplan-ungeloeftet, "
    "or name a folder of plans in malplan.toml.",
)
NO_PLUGINS = Message(da="Der er ingen plugins.", en="There are no plugins.")
STATUSES: dict[str, Message] = {
    "loaded": Message(da="indlæst", en="loaded"),
    "blocked": Message(da="blokeret", en="blocked"),
    "incompatible": Message(da="passer ikke", en="incompatible"),
    "broken": Message(da="virker ikke", en="broken"),
}
COLUMN_ID = Message(da="Id", en="Id")
COLUMN_TITLE = Message(da="Titel", en="Title")
COLUMN_YEAR = Message(da="År", en="Year")
COLUMN_MUNICIPALITY = Message(da="Kommune", en="Municipality")
COLUMN_FROM = Message(da="Fra", en="From")
COLUMN_NAME = Message(da="Navn", en="Name")
COLUMN_SUFFIX = Message(da="Endelse", en="Suffix")
COLUMN_MEDIA_TYPE = Message(da="Medietype", en="Media type")
COLUMN_VERSION = Message(da="Version", en="Version")
COLUMN_STATUS = Message(da="Status", en="Status")
COLUMN_PROVIDES = Message(da="Bidrager med", en="Provides")
WRITTEN = Message(da="Skrev {file}", en="Wrote {file}")
ERROR = Message(da="Fejl", en="Error")
