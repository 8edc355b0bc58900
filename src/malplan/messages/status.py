"""How a plan stands, and why: the sentences behind every state."""

from __future__ import annotations

from malplan.messages import Message

# --- Figures --------------------------------------------------------------------------------------
FIGURE = Message(da="{value} {unit} ({day})", en="{value} {unit} ({day})")
TOTAL = Message(da="i alt {value} {unit} (senest {day})", en="{value} {unit} in all (latest {day})")
SHARE = Message(
    da="{value} {unit}, nemlig {numerator} af {denominator} (senest {day})",
    en="{value} {unit}, that is {numerator} of {denominator} (latest {day})",
)
STEP = Message(da="trinet ”{step}” ({day})", en="the step “{step}” ({day})")
BASELINE_STEP = Message(da="trinet ”{step}”", en="the step “{step}”")
NUMBER = Message(da="{value} {unit}", en="{value} {unit}")
WITHHELD = Message(
    da="Tallet vises ikke, fordi det er så lille, at det kunne pege på enkelte personer",
    en="The figure is not shown, because it is so small that it could point at somebody",
)
WITHHELD_BASELINE = Message(da="som ikke vises", en="which is not shown")

# --- Signs ----------------------------------------------------------------------------------------
SIGN_STATES: dict[str, Message] = {
    "not_due": Message(da="ikke afgjort endnu", en="not due yet"),
    "no_data": Message(da="ingen data", en="no data"),
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
        da="Der er ikke registreret noget om tiden til og med {last_day}, hvor fristen udløb.",
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
        da="{figure}. Måltallet er en ændring, men planen siger ikke, hvad udgangspunktet er.",
        en="{figure}. The target is a change, but the plan does not say what the baseline is.",
    ),
    "reached": Message(
        da="{figure}. Målet, {target}, er nået.", en="{figure}. The target, {target}, is met."
    ),
    "not_reached": Message(
        da="{figure}. Fristen udløb {last_day}, og målet, {target}, blev ikke nået.",
        en="{figure}. It was due by {last_day}, and the target, {target}, was not met.",
    ),
    "worse": Message(
        da="{figure}. Det er dårligere end udgangspunktet, {baseline}.",
        en="{figure}. That is worse than the baseline, {baseline}.",
    ),
    "same": Message(
        da="{figure}. Det er det samme som udgangspunktet, {baseline}.",
        en="{figure}. That is the same as the baseline, {baseline}.",
    ),
    "better": Message(
        da="{figure}. Det er bedre end udgangspunktet, {baseline}, men målet, {target}, er ikke "
        "nået endnu.",
        en="{figure}. That is better than the baseline, {baseline}, but the target, {target}, is "
        "not met yet.",
    ),
    "better_without_target": Message(
        da="{figure}. Det er bedre end udgangspunktet, {baseline}. Planen har intet måltal.",
        en="{figure}. That is better than the baseline, {baseline}. The plan has no target.",
    ),
    "below_target": Message(
        da="{figure}. Målet, {target}, er ikke nået endnu. Planen siger ikke, hvad udgangspunktet "
        "er, så det kan ikke ses, om det går den rigtige vej.",
        en="{figure}. The target, {target}, is not met yet. The plan does not say what the "
        "baseline is, so that it cannot be seen whether it goes the right way.",
    ),
    "nothing_to_compare": Message(
        da="{figure}. Planen har hverken et måltal eller et udgangspunkt at holde det op imod.",
        en="{figure}. The plan has neither a target nor a baseline to compare it with.",
    ),
    "withheld": Message(da="{figure}.", en="{figure}."),
    "due": Message(da="Fristen er {due}.", en="It is due {due}."),
    "later": Message(
        da="Efter fristen er der registreret {later}.", en="After it was due, {later} was recorded."
    ),
    "earlier_missed": Message(
        da="Et tidligere mål, {target} ({due}), blev ikke nået.",
        en="An earlier target, {target} ({due}), was not met.",
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
    "dropped": Message(da="Den blev opgivet {day}.", en="It was dropped on {day}."),
    "reached": Message(da="Den blev nået {day}.", en="It was reached on {day}."),
    "evaluated": Message(
        da="Evalueringen blev registreret {day}.", en="The evaluation was recorded for {day}."
    ),
    "no_time": Message(
        da="Der er ikke sat nogen tid, og den er ikke registreret som nået.",
        en="No time is set, and it is not recorded as reached.",
    ),
    "over": Message(
        da="Tiden, {period}, var forbi {last_day}, og den er ikke registreret som nået.",
        en="Its time, {period}, was over on {last_day}, and it is not recorded as reached.",
    ),
    "running": Message(da="Vi er inde i tiden: {period}.", en="It is in its time now: {period}."),
    "ahead": Message(da="Tiden er ikke kommet: {period}.", en="Its time has not come: {period}."),
    "moved_once": Message(
        da="Den er flyttet 1 gang; første tid var {first}.",
        en="It was moved once; its first time was {first}.",
    ),
    "moved": Message(
        da="Den er flyttet {moves} gange; første tid var {first}.",
        en="It was moved {moves} times; its first time was {first}.",
    ),
    "rescheduled": Message(
        da="Planen havde først en anden tid: {first}.",
        en="The plan first had another time: {first}.",
    ),
    "slipped_one": Message(da="Det er 1 dag senere.", en="That is 1 day later."),
    "slipped": Message(da="Det er {days} dage senere.", en="That is {days} days later."),
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
        da="{day} blev det besluttet at {decision}: {because}",
        en="On {day} it was decided to {decision}: {because}",
    ),
    "final_evaluation": Message(
        da="Den endelige evaluering er fra {day}. Der er ikke truffet nogen beslutning endnu.",
        en="The final evaluation is of {day}. No decision has been made yet.",
    ),
    "evaluation_time": Message(
        da="Tiden for den endelige evaluering er kommet ({period}), og den er ikke registreret.",
        en="The time of the final evaluation has come ({period}), and it is not recorded.",
    ),
    "all_else_done": Message(
        da="Alle andre milepæle er nået eller opgivet, og der er ingen endelig evaluering.",
        en="All other milestones are reached or dropped, and there is no final evaluation.",
    ),
    "something_recorded": Message(
        da="Der er registreret noget, senest om {day}.",
        en="Something is recorded, latest of {day}.",
    ),
    "nothing_recorded": Message(
        da="Der er ikke registreret noget endnu.", en="Nothing is recorded yet."
    ),
    "late_one": Message(da="Milepæl {names} er forsinket.", en="Milestone {names} is late."),
    "late": Message(da="Milepælene {names} er forsinkede.", en="Milestones {names} are late."),
    "missed": Message(
        da="Tegn, der ikke blev nået: {names}.", en="Signs that were missed: {names}."
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
