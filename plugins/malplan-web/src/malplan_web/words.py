"""What the pages say of their own, in both languages; all else is malplan's or the plan's."""

from __future__ import annotations

from malplan import Message

# --- The frame of every page ----------------------------------------------------------------------
SKIP = Message(da="Gå til indholdet", en="Skip to the content")
ALL_PLANS = Message(da="Alle planer", en="All plans")
ON_THIS_PAGE = Message(da="På denne side", en="On this page")
MADE_WITH = Message(da="Siden er lavet med malplan.", en="This page is made with malplan.")

# --- How it stands --------------------------------------------------------------------------------
STANDING = Message(da="Sådan går det", en="How it stands")
STATUS_ON = Message(da="Status pr. {day}", en="Status as of {day}")
DUE = Message(da="Det skal ske", en="What is due")
DUE_WHAT = Message(
    da="Det, der er forsinket, det, der er i gang, og det, der begynder eller har frist inden for "
    "{within} dage.",
    en="What is late, what is under way, and what begins or is due within {within} days.",
)
NOTHING_DUE = Message(
    da="Intet er forsinket, og intet skal ske inden for {within} dage.",
    en="Nothing is late, and nothing is due within {within} days.",
)
MORE_DUE = Message(
    da="Yderligere {count} står på planernes egne sider.",
    en="{count} more on the pages of the plans.",
)

# --- Trial actions and signs ----------------------------------------------------------------------
EVIDENCE = Message(da="Det har vi set og hørt", en="What was seen and heard")
SIGNS_AS_THEY_STOOD = Message(da="Sådan så tegnene ud", en="The signs as they stood")
AS_TABLE = Message(da="Vis som tabel", en="Show as a table")
NOW = Message(da="Her står vi ({day})", en="Where it stands ({day})")
CHAIN = Message(da="Vejen til målet", en="The way to the goal")
CHAIN_QUESTION = Message(
    da="Hvordan skal det, vi afprøver, føre til den forandring, vi ønsker?",
    en="How should what we try lead to the change we want?",
)

# --- The front page -------------------------------------------------------------------------------
PLANS = Message(da="Målplaner", en="Plans")
PLANS_OF = Message(da="Målplaner {years}", en="Plans {years}")
PLAN_COUNT = Message(da="{count} planer.", en="{count} plans.")
PLAN_COUNT_ONE = Message(da="1 plan.", en="1 plan.")
FOLLOWED = Message(
    da="For {count} af dem er det registreret, hvordan det går.",
    en="In {count} of them it is recorded how it is going.",
)
FOLLOWED_ALL = Message(
    da="For dem alle er det registreret, hvordan det går.",
    en="In all of them it is recorded how it is going.",
)
NO_PLANS = Message(da="Der er ingen planer endnu.", en="There are no plans yet.")
SIGNS_OF_ALL = Message(da="Tegn i alle planer", en="Signs in all plans")
OBJECTIVES = Message(da="Målsætninger", en="Objectives")
OBJECTIVES_QUESTION = Message(
    da="Hvilke målsætninger i hvilke politikker bidrager planerne til?",
    en="Which objectives of which policies do the plans serve?",
)
NO_POLICY = Message(da="Uden politik", en="Without a policy")
FIRST_PLANNED = Message(da="først planlagt: {period}", en="first planned: {period}")
