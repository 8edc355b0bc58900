"""What the checks say: what is missing, why it matters, and how to do better."""

from __future__ import annotations

from malplan.messages import Message

GOAL_WITHOUT_SIGN = Message(
    da="Intet tegn fører frem til målet. Angiv for mindst ét tegn, at det fører til målet "
    "(feltet leads_to), så I kan se, om I nærmer jer.",
    en="No sign leads to the goal. Say of at least one sign that it leads to the goal "
    "(the field leads_to), so that you can see whether you get closer to it.",
)
ACTION_WITHOUT_SIGN = Message(
    da="Prøvehandlingen har ingen tegn. Beskriv, hvad I vil kunne se, høre eller tælle, hvis den "
    "virker.",
    en="The trial action has no signs. Describe what you would see, hear or count if it works.",
)
ACTION_WITHOUT_MEASURABLE_SIGN = Message(
    da="Ingen af prøvehandlingens tegn kan måles endnu. Giv mindst ét af dem et tal eller en "
    "skala (feltet measure).",
    en="None of the trial action's signs can be measured yet. Give at least one of them a "
    "number or a scale (the field measure).",
)
FEW_MEASURABLE_SIGNS = Message(
    da="{measurable} af planens {total} tegn kan måles. Et tegn behøver ikke at være et tal: I kan "
    "også måle på en skala med navngivne trin.",
    en="{measurable} of the plan's {total} signs can be measured. A sign need not be a number: you "
    "can also measure on a scale of named steps.",
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
    da="Tegnet har intet udgangspunkt. Skriv, hvad tallet er, før prøvehandlingen går i gang "
    "(0, hvis det er noget nyt), så I kan se, om det ændrer sig (feltet baseline).",
    en="The sign has no baseline. Write what the number is before the trial action begins (0 "
    "if it is something new), so that you can see whether it changes.",
)
NO_HYPOTHESIS = Message(
    da="Prøvehandlingen har ingen hypotese. Skriv, hvad I forventer, der sker, og hvorfor: "
    "Hvis vi …, så …, fordi …",
    en="The trial action has no hypothesis. Write what you expect to happen, and why: If we …, "
    "then …, because …",
)
NO_START = Message(
    da="Det fremgår ikke, hvornår prøvehandlingen starter. Markér den milepæl, der er starten "
    "(feltet kind: start).",
    en="It does not say when the trial action starts. Mark the milestone that is the start "
    "(the field kind: start).",
)
NO_INTERIM_EVALUATION = Message(
    da="Der er ikke planlagt nogen foreløbig evaluering. Sæt tid af undervejs til at se på "
    "tegnene sammen, mens I stadig kan ændre prøvehandlingen.",
    en="No interim evaluation is planned. Set time aside on the way to look at the signs "
    "together, while you can still change the trial action.",
)
NO_FINAL_EVALUATION = Message(
    da="Der er ikke planlagt nogen endelig evaluering. Skriv, hvornår I tager stilling til, om "
    "prøvehandlingen skal fortsætte, tilpasses, stoppe eller udbredes.",
    en="No final evaluation is planned. Write when you will decide whether the trial action "
    "should continue, be adapted, stop or be scaled up.",
)
FINAL_EVALUATION_TOO_EARLY = Message(
    da="Den endelige evaluering ({evaluation}) ligger før milepæl {milestone} ({period}). Flyt "
    "en af dem, så evalueringen kan få det hele med.",
    en="The final evaluation ({evaluation}) comes before milestone {milestone} ({period}). "
    "Move one of them, so that the evaluation can take everything in.",
)
FINAL_MAYBE_EARLY = Message(
    da="Den endelige evaluering ({evaluation}) kan komme, før milepæl {milestone} ({period}) er "
    "nået. Flyt en af dem, så evalueringen kan få det hele med.",
    en="The final evaluation ({evaluation}) may come before milestone {milestone} ({period}) is "
    "reached. Move one of them, so that the evaluation can take everything in.",
)
UNSCHEDULED_MILESTONE = Message(
    da="Milepælen har intet tidspunkt. Skriv det så præcist, I kan: ”medio maj” eller ”3. "
    "kvartal” er nok.",
    en="The milestone has no time. Write it as precisely as you can: “medio maj” or “3. "
    "kvartal” will do.",
)
TIME_NOT_READ = Message(
    da="Milepælen har intet tidspunkt: Ordene ”{text}” står kun under ”text” og bliver ikke læst "
    "som tidspunkt. Skriv ”period: {text}”, hvis det er tidspunktet.",
    en="The milestone has no time: the words “{text}” stand under “text” alone and are not read. "
    "Write “period: {text}” if that is the time.",
)
MILESTONE_OUTSIDE_YEAR = Message(
    da="Milepælen ({period}) ligger helt eller delvist uden for planens år, {year}. Ret "
    "tidspunktet, eller flyt milepælen til det rigtige års plan.",
    en="The milestone ({period}) lies wholly or partly outside the plan's year, {year}. Correct "
    "the time, or move the milestone to the right year's plan.",
)
SIGN_BEFORE_YEAR = Message(
    da="Tegnet skal undersøges eller være nået ({period}), før planens år, {year}, begynder. Ret "
    "tidspunktet (feltet when eller due).",
    en="The sign is to be looked at, or reached ({period}), before the plan's year, {year}, "
    "begins. Correct the time.",
)
FIGURES_DO_NOT_ADD_UP = Message(
    da="Delene ({parts}) giver tilsammen {sum}, men det samlede tal er {whole}. Ret tallene, "
    "eller skriv, hvad der mangler.",
    en="The parts ({parts}) add up to {sum}, but the whole is {whole}. Correct the figures, or "
    "write what is missing.",
)
BROKEN_CHAIN = Message(
    da="Tegn {signs} fører ikke frem til et mål. Angiv, hvilket tegn eller mål hvert af dem "
    "skal føre til (feltet leads_to).",
    en="Signs {signs} do not lead to a goal. Say which sign or goal each of them should lead "
    "to (the field leads_to).",
)
BROKEN_CHAIN_OF_ONE = Message(
    da="Tegn {signs} fører ikke frem til et mål. Angiv, hvilket tegn eller mål det skal føre "
    "til (feltet leads_to).",
    en="Sign {signs} does not lead to a goal. Say which sign or goal it should lead to (the field "
    "leads_to).",
)
LONG_WITHOUT_INTERIM_EVALUATION = Message(
    da="Milepælene strækker sig over mere end tre måneder (fra ”{start}” til ”{end}”), "
    "men der er ikke planlagt nogen foreløbig evaluering. Læg en ind undervejs.",
    en="The milestones span more than about three months (from “{start}” to “{end}”), but no "
    "interim evaluation is planned. Put one in on the way.",
)
NO_COORDINATOR = Message(
    da="Planen har ingen tovholder. Skriv, hvem der er tovholder.",
    en="The plan has no coordinator. Write who the coordinator is.",
)
CPR_NUMBER = Message(
    da="Her står noget, der ligner et CPR-nummer. Slet det: En målplan må ikke indeholde "
    "CPR-numre. Er det et andet nummer, så skriv cifrene med andre mellemrum.",
    en="Here is what looks like a CPR number. Delete it: a målplan must not hold CPR numbers. "
    "If it is another number, write its digits with other spaces.",
)
CHECK_FAILED = Message(
    da="Tjekket {check} fra {origin} kunne ikke gennemføres: {reason}",
    en="The check {check} from {origin} could not be carried out: {reason}",
)
