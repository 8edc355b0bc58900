"""What a calendar says beside the words of the plan, in Danish and in English."""

from __future__ import annotations

from malplan.messages import Message

# --- The calendar ---------------------------------------------------------------------------------
INTERNAL_NAME = Message(da="Intern: {name}", en="Internal: {name}")
ABOUT = Message(
    da="{plan} {year}: tidspunkter og frister.",
    en="{plan} {year}: times and due dates.",
)
LEFT_OUT = Message(
    da="Uden tidspunkt og derfor ikke i kalenderen: {milestone} {numbers}.",
    en="Without a time, and therefore not in the calendar: {milestone} {numbers}.",
)

# --- An event -------------------------------------------------------------------------------------
DUE = Message(da="Frist for {sign}", en="Due date of {sign}")
PLAN_PAGE = Message(da="Planens side", en="The plan's page")

# --- An alarm -------------------------------------------------------------------------------------
ALARM = Message(
    da="{days} dage til sidste dag: {name}",
    en="{days} days to the last day: {name}",
)

# --- The option -----------------------------------------------------------------------------------
NOT_A_LINK = Message(
    da="Tilvalget link skal være en webadresse, der begynder med https:// eller http://, uden "
    "mellemrum, brugernavn og adgangskode: {value}.",
    en="The option link must be a web address that begins with https:// or http://, without "
    "spaces, a user name or a password: {value}.",
)
