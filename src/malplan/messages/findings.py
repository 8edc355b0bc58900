"""What the checks say: what is missing, why it matters, and how to do better."""

from __future__ import annotations

from malplan.messages import Message

GOAL_WITHOUT_SIGN = Message(
    da="Intet tegn fører frem til målet. Skriv målets id i leads_to på mindst ét tegn, så det kan "
    "ses, om I nærmer jer målet.",
    en="No sign leads to the goal. Write the goal's id in leads_to of at least one sign, so that "
    "it can be seen whether you get closer to it.",
)
ACTION_WITHOUT_SIGN = Message(
    da="Prøvehandlingen har ingen tegn. Beskriv, hvad I vil kunne se, høre eller tælle, hvis den "
    "virker.",
    en="The trial action has no signs. Describe what you would see, hear or count if it works.",
)
ACTION_WITHOUT_MEASURABLE_SIGN = Message(
    da="Ingen af prøvehandlingens tegn kan måles endnu. Giv mindst ét af dem et tal eller en skala "
    "(measure).",
    en="None of the trial action's signs can be measured yet. Give at least one of them a number "
    "or a scale (measure).",
)
FEW_MEASURABLE_SIGNS = Message(
    da="Kun {measurable} af planens {total} tegn kan måles. Et tegn behøver ikke være et tal: en "
    "skala med navngivne trin er også et mål.",
    en="Only {measurable} of the plan's {total} signs can be measured. A sign need not be a "
    "number: a scale of named steps is a measure too.",
)
SIGN_WITHOUT_MEASUREMENT = Message(
    da="Der står ikke, {what} tegnet måles. Skriv det, så I kan følge tegnet på samme måde hver "
    "gang.",
    en="It does not say {what} the sign is measured. Write it down, so that you can follow the "
    "sign in the same way every time.",
)
HOW = Message(da="hvordan", en="how")
WHEN = Message(da="hvornår", en="when")
HOW_AND_WHEN = Message(da="hvordan og hvornår", en="how and when")
SIGN_WITHOUT_BASELINE = Message(
    da="Tegnet har intet udgangspunkt (baseline). Skriv, hvor tallet ligger i dag, så det kan ses, "
    "om det flytter sig.",
    en="The sign has no baseline. Write where the number stands today, so that it can be seen "
    "whether it moves.",
)
NO_HYPOTHESIS = Message(
    da="Prøvehandlingen har ingen hypotese. Skriv, hvad I venter der sker, og hvorfor: Hvis vi …, "
    "så …, fordi …",
    en="The trial action has no hypothesis. Write what you expect to happen, and why: If we …, "
    "then …, because …",
)
NO_START = Message(
    da="Det fremgår ikke, hvornår prøvehandlingen starter. Giv den milepæl, der starter den, "
    "kind: start.",
    en="It does not say when the trial action starts. Give the milestone that starts it "
    "kind: start.",
)
NO_INTERIM_EVALUATION = Message(
    da="Der er ikke planlagt nogen foreløbig evaluering. Sæt tid af undervejs til at se på tegnene "
    "sammen, mens prøvehandlingen endnu kan ændres.",
    en="No interim evaluation is planned. Set time aside on the way to look at the signs together, "
    "while the trial action can still be changed.",
)
NO_FINAL_EVALUATION = Message(
    da="Der er ikke planlagt nogen endelig evaluering. Skriv, hvornår I gør op, om prøvehandlingen "
    "skal fortsætte, tilpasses, stoppe eller udbredes.",
    en="No final evaluation is planned. Write when you will decide whether the trial action should "
    "continue, be adapted, stop or be scaled up.",
)
FINAL_EVALUATION_TOO_EARLY = Message(
    da="Den endelige evaluering ({evaluation}) ligger før milepælen {milestone} ({period}). Flyt "
    "den ene af dem, så evalueringen kan få det hele med.",
    en="The final evaluation ({evaluation}) comes before the milestone {milestone} ({period}). "
    "Move one of them, so that the evaluation can take everything in.",
)
UNSCHEDULED_MILESTONE = Message(
    da="Milepælen har intet tidspunkt. Skriv det så groft, som I ved det: ”medio maj” eller "
    "”3. kvartal” er nok.",
    en="The milestone has no time. Write it as coarsely as you know it: “medio maj” or "
    "“3. kvartal” will do.",
)
MILESTONE_OUTSIDE_YEAR = Message(
    da="Milepælen ({period}) ligger helt eller delvist uden for planens år, {year}. Ret "
    "tidspunktet, eller flyt milepælen til næste års plan.",
    en="The milestone ({period}) lies wholly or partly outside the plan's year, {year}. Correct "
    "the time, or move the milestone to next year's plan.",
)
FIGURES_DO_NOT_ADD_UP = Message(
    da="Delene ({parts}) giver tilsammen {sum}, men helheden er {whole}. Ret tallene, eller skriv, "
    "hvad der mangler.",
    en="The parts ({parts}) add up to {sum}, but the whole is {whole}. Correct the figures, or "
    "write what is missing.",
)
BROKEN_CHAIN = Message(
    da="{count} af prøvehandlingens {total} tegn fører ikke frem til et mål. Skriv i leads_to, "
    "hvilket tegn eller mål hvert af dem skal føre til.",
    en="{count} of the trial action's {total} signs do not lead to a goal. Write in leads_to which "
    "sign or goal each of them should lead to.",
)
LONG_WITHOUT_INTERIM_EVALUATION = Message(
    da="Prøvehandlingen løber fra {start} til {end} uden en foreløbig evaluering. Varer den mere "
    "end omkring tre måneder, så læg en foreløbig evaluering ind undervejs.",
    en="The trial action runs from {start} to {end} without an interim evaluation. If it takes "
    "more than about three months, put in an interim evaluation on the way.",
)
NO_COORDINATOR = Message(
    da="Planen har ingen tovholder. Skriv, hvem der holder den på sporet.",
    en="The plan has no coordinator. Write who keeps it on course.",
)
CPR_NUMBER = Message(
    da="Teksten indeholder noget, der ligner et CPR-nummer. Slet det: En målplan må ikke indeholde "
    "oplysninger om enkeltpersoner i målgruppen. Er det et andet nummer, så skriv cifrene i andre "
    "grupper.",
    en="The text holds what looks like a CPR number. Delete it: a målplan must not hold "
    "information about individuals in the target group. If it is another number, group its digits "
    "differently.",
)
CHECK_FAILED = Message(
    da="Tjekket {check} fra {origin} kunne ikke gennemføres: {reason}",
    en="The check {check} from {origin} could not be carried out: {reason}",
)
