"""How a plan stands, and why: the sentences behind every state."""

from __future__ import annotations

from malplan.messages import Message

# --- Figures --------------------------------------------------------------------------------------
FIGURE = Message(da="{value} {unit} ({day})", en="{value} {unit} ({day})")
TOTAL = Message(
    da="i alt {value} {unit} (opgjort {day})", en="{value} {unit} in all (latest {day})"
)
SHARE = Message(
    da="{value} {unit}, nemlig {numerator} af {denominator} (opgjort {day})",
    en="{value} {unit}, that is {numerator} of {denominator} (latest {day})",
)
STEP = Message(da="trinet ”{step}” ({day})", en="the step “{step}” ({day})")
BASELINE_STEP = Message(da="trinet ”{step}”", en="the step “{step}”")
NUMBER = Message(da="{value} {unit}", en="{value} {unit}")
WITHHELD = Message(
    da="Tallet vises ikke, fordi det kan pege på enkelte personer",
    en="The figure is not shown, because it could point at somebody",
)
WITHHELD_BASELINE = Message(da="som ikke vises", en="which is not shown")

# What a target is called: one of a number, and one of a scale; and at the start of a sentence.
AIMS: dict[str, Message] = {
    "number": Message(da="måltallet", en="the target"),
    "step": Message(da="det ønskede trin", en="the target"),
}
SENTENCE_AIMS: dict[str, Message] = {
    "number": Message(da="Måltallet", en="The target"),
    "step": Message(da="Det ønskede trin", en="The target"),
}
AIM_NOUNS: dict[str, Message] = {
    "number": Message(da="måltal", en="target"),
    "step": Message(da="ønsket trin", en="target"),
}

# --- Signs ----------------------------------------------------------------------------------------
SIGN_STATES: dict[str, Message] = {
    "not_due": Message(
        da="ikke afgjort",
        en="not due yet",
    ),
    "no_data": Message(
        da="kan ikke vurderes",
        en="no data",
    ),
    "worse_than_baseline": Message(da="dårligere end udgangspunktet", en="worse than the baseline"),
    "unchanged": Message(da="uændret", en="unchanged"),
    "moving": Message(da="på vej", en="moving"),
    "met": Message(da="nået", en="met"),
    "missed": Message(da="ikke nået", en="missed"),
}
SIGN_REASONS: dict[str, Message] = {
    "no_measure": Message(
        da="Tegnet har hverken et tal eller en skala endnu, så det kan ikke følges.",
        en="The sign has neither a number nor a scale yet, so that it cannot be followed.",
    ),
    "nothing_in_time": Message(
        da="Der er ikke registreret noget for perioden til og med {last_day}, hvor fristen udløb.",
        en="Nothing is recorded of the time until {last_day}, when it was due.",
    ),
    "nothing_yet": Message(
        da="Der er ikke registreret noget endnu, og fristen er ikke udløbet.",
        en="Nothing is recorded yet, and it is not due yet.",
    ),
    "nothing_recorded": Message(
        da="Der er ikke registreret noget, og der er ikke sat nogen frist.",
        en="Nothing is recorded, and no time is set for it.",
    ),
    "not_computable": Message(
        da="Det, der er registreret, kan ikke regnes om til et resultat for tegnet.",
        en="What is recorded cannot be turned into a result for the sign.",
    ),
    "no_baseline": Message(
        da="{figure}. Måltallet er en ændring, men planen oplyser ikke udgangspunktets tal.",
        en="{figure}. The target is a change, but the plan does not give the figure of the "
        "baseline.",
    ),
    "reached": Message(
        da="{figure}. {Aim}, {target}, er nået.",
        en="{figure}. {Aim}, {target}, is met.",
    ),
    "not_reached": Message(
        da="{figure}. Fristen udløb {last_day}, og {aim}, {target}, blev ikke nået.",
        en="{figure}. It was due by {last_day}, and {aim}, {target}, was not met.",
    ),
    "worse": Message(
        da="{figure}. Det er dårligere end udgangspunktet, {baseline}.",
        en="{figure}. That is worse than the baseline, {baseline}.",
    ),
    "same": Message(
        da="{figure}. Det er det samme som udgangspunktet, {baseline}.",
        en="{figure}. That is the same as the baseline, {baseline}.",
    ),
    "as_far": Message(
        da="{figure}. Der er lige så langt til måltallet, {target}, som ved udgangspunktet, "
        "{baseline}.",
        en="{figure}. The target, {target}, is as far away as it was at the baseline, {baseline}.",
    ),
    "better": Message(
        da="{figure}. Det er bedre end udgangspunktet, {baseline}, men {aim}, {target}, er ikke "
        "nået endnu.",
        en="{figure}. That is better than the baseline, {baseline}, but {aim}, {target}, is not "
        "met yet.",
    ),
    "better_without_target": Message(
        da="{figure}. Det er bedre end udgangspunktet, {baseline}. Planen har intet måltal.",
        en="{figure}. That is better than the baseline, {baseline}. The plan has no target.",
    ),
    "below_target": Message(
        da="{figure}. {Aim}, {target}, er ikke nået endnu. Planen oplyser ikke udgangspunktets "
        "tal, så det kan ikke ses, om det går den rigtige vej.",
        en="{figure}. {Aim}, {target}, is not met yet. The plan does not give the figure of the "
        "baseline, so that it cannot be seen whether it goes the right way.",
    ),
    "nothing_to_compare": Message(
        da="{figure}. Planen har hverken et måltal eller et udgangspunkt at holde det op imod.",
        en="{figure}. The plan has neither a target nor a baseline to compare it with.",
    ),
    "aim": Message(da="{Aim} er {target}.", en="{Aim} is {target}."),
    "withheld": Message(da="{figure}.", en="{figure}."),
    "due": Message(
        da="Frist: {due}.",
        en="It is due {due}.",
    ),
    "later": Message(
        da="Målt efter fristen: {later}.",
        en="Measured after it was due: {later}.",
    ),
    "later_step": Message(
        da="Vurderet efter fristen: {later}.", en="Judged after it was due: {later}."
    ),
    "earlier_no_data": Message(
        da="For et tidligere {aim_noun}, {target} ({due}), blev der ikke registreret noget i tide.",
        en="Of an earlier {aim_noun}, {target} ({due}), nothing was recorded in time.",
    ),
    "earlier_missed": Message(
        da="Et tidligere {aim_noun}, {target} ({due}), blev ikke nået.",
        en="An earlier {aim_noun}, {target} ({due}), was not met.",
    ),
}

# --- Milestones -----------------------------------------------------------------------------------
MILESTONE_STATES: dict[str, Message] = {
    "done": Message(da="nået", en="done"),
    "upcoming": Message(da="kommende", en="upcoming"),
    "current": Message(da="aktuel", en="current"),
    "late": Message(da="forsinket", en="late"),
    "unscheduled": Message(da="uden tidspunkt", en="unscheduled"),
    "dropped": Message(da="opgivet", en="dropped"),
}
MILESTONE_REASONS: dict[str, Message] = {
    "dropped": Message(da="Den blev opgivet den {day}.", en="It was dropped on {day}."),
    "reached": Message(da="Den blev nået den {day}.", en="It was reached on {day}."),
    "evaluated": Message(
        da="Evalueringen er fra {day}.",
        en="The evaluation is of {day}.",
    ),
    "no_time": Message(
        da="Der er ikke sat nogen dato, og milepælen er ikke registreret som nået.",
        en="No day is set, and the milestone is not recorded as reached.",
    ),
    "over": Message(
        da="Den planlagte tid, {period}, udløb {last_day}, og milepælen er ikke registreret som "
        "nået.",
        en="Its planned time, {period}, was over on {last_day}, and it is not recorded as reached.",
    ),
    "running": Message(
        da="Planlagt tid: {period}.",
        en="Planned time: {period}.",
    ),
    "ahead": Message(
        da="Planlagt tid: {period}.",
        en="Planned time: {period}.",
    ),
    "moved_once": Message(
        da="Den er flyttet 1 gang; den var først planlagt til: {first}.",
        en="It was moved once; it was first planned for: {first}.",
    ),
    "moved": Message(
        da="Den er flyttet {moves} gange; den var først planlagt til: {first}.",
        en="It was moved {moves} times; it was first planned for: {first}.",
    ),
    "rescheduled": Message(
        da="Planen havde først et andet tidspunkt: {first}.",
        en="The plan first had another time: {first}.",
    ),
    "slipped_one": Message(
        da="Det er 1 dag senere end først planlagt.",
        en="That is 1 day later than first planned.",
    ),
    "slipped": Message(
        da="Det er {days} dage senere end først planlagt.",
        en="That is {days} days later than first planned.",
    ),
    "because": Message(da="Begrundelse: {because}", en="Reason: {because}"),
    "optional": Message(
        da="Den gennemføres kun, hvis det er muligt.", en="It is done only if possible."
    ),
}

# --- Trial actions --------------------------------------------------------------------------------
ACTION_STATES: dict[str, Message] = {
    "planned": Message(da="planlagt", en="planned"),
    "running": Message(da="i gang", en="running"),
    "awaiting_evaluation": Message(da="afventer evaluering", en="awaiting evaluation"),
    "evaluated": Message(da="evalueret", en="evaluated"),
    "decided": Message(da="besluttet", en="decided"),
}
ACTION_REASONS: dict[str, Message] = {
    "decision": Message(
        da="Det blev den {day} besluttet at {decision} prøvehandlingen: {because}",
        en="On {day} it was decided to {decision} the trial action: {because}",
    ),
    "final_evaluation": Message(
        da="Den endelige evaluering er fra {day}. Der er ikke truffet beslutning endnu.",
        en="The final evaluation is of {day}. No decision has been made yet.",
    ),
    "evaluation_time": Message(
        da="Det er tid til den endelige evaluering ({period}), men den er ikke registreret.",
        en="It is time for the final evaluation ({period}), but it is not recorded.",
    ),
    "all_else_done": Message(
        da="Alle andre milepæle er nået eller opgivet, men den endelige evaluering mangler.",
        en="All other milestones are reached or dropped, but the final evaluation is missing.",
    ),
    "something_recorded": Message(
        da="Der er registreret noget; det seneste gælder {day}.",
        en="Something is recorded; the latest speaks of {day}.",
    ),
    "nothing_recorded": Message(
        da="Der er ikke registreret noget endnu.", en="Nothing is recorded yet."
    ),
    "late_one": Message(da="Milepæl {names} er forsinket.", en="Milestone {names} is late."),
    "late": Message(da="Milepælene {names} er forsinkede.", en="Milestones {names} are late."),
    "missed": Message(
        da="Tegn, der ikke blev nået: {names}.",
        en="Signs that did not reach what was wanted: {names}.",
    ),
    "later_one": Message(
        da="1 registrering er kommet til efter den endelige evaluering.",
        en="1 record came after the final evaluation.",
    ),
    "later": Message(
        da="{count} registreringer er kommet til efter den endelige evaluering.",
        en="{count} records came after the final evaluation.",
    ),
}
DECISIONS: dict[str, Message] = {
    "continue": Message(da="fortsætte", en="continue"),
    "adapt": Message(da="tilpasse", en="adapt"),
    "stop": Message(da="stoppe", en="stop"),
    "scale": Message(da="udbrede", en="scale up"),
}

# --- What is due ----------------------------------------------------------------------------------
MISSING_EVALUATIONS: dict[str, Message] = {
    "reached": Message(
        da="Milepælen er nået, men evalueringen er ikke registreret.",
        en="The milestone is reached, but the evaluation is not recorded.",
    ),
    "all_else_done": ACTION_REASONS["all_else_done"],
}
