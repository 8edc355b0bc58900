"""Why a time phrase, EDTF or a name of a period is refused."""

from __future__ import annotations

from malplan.messages import Message

UNREADABLE_PHRASE = Message(
    da="malplan forstår ikke tidsangivelsen ”{phrase}”{hint}",
    en="malplan does not understand the time “{phrase}”{hint}",
)
UNREADABLE_TIME = Message(
    da="malplan forstår ikke ”{rest}” i tidsangivelsen ”{phrase}”{hint}",
    en="malplan does not understand “{rest}” in the time “{phrase}”{hint}",
)
INCOMPLETE_TIME = Message(
    da="tidsangivelsen ”{phrase}” er ikke færdig{hint}",
    en="the time “{phrase}” is not complete{hint}",
)
TIME_EXAMPLES = Message(
    da=". Skriv for eksempel ”medio februar”, ”maj/juni”, ”5. maj 2026”, ”uge 12” eller "
    "”senest 1. juni”",
    en=". Write for example “medio februar”, “maj/juni”, “5. maj 2026”, “uge 12” or "
    "“senest 1. juni”",
)
NO_TIME_YET = Message(
    da="{problem} Er tidspunktet ikke kendt endnu, så skriv ordene sådan: {{text: når "
    "lokalet er klar}}",
    en="{problem} If the time is not known yet, write the words like this: {{text: når "
    "lokalet er klar}}",
)
AMBIGUOUS_TIME = Message(
    da="”{phrase}” kan forstås på flere måder. Skriv {candidates}",
    en="“{phrase}” can be understood in several ways. Write {candidates}",
)
TIMES_APART = Message(
    da="”{phrase}” er flere perioder, der ikke hænger sammen. Skriv dem hver for sig, eller skriv "
    "{candidates}, hvis I mener hele perioden",
    en="“{phrase}” are times with a gap between them. Write each by itself, or write "
    "{candidates} if it is all of the time",
)
RELATIVE_TIME = Message(
    da="”{phrase}” siger ikke, hvilke dage det er. Skriv datoer, en uge, en måned eller et år",
    en="“{phrase}” does not say which days it is. Write dates, a week, a month or a year",
)
LONG_TIME = Message(
    da="en tidsangivelse på {count} tegn er for lang; der er plads til {most}",
    en="a time of {count} characters is too long; there is room for {most}",
)
WRONG_WEEKDAY = Message(
    da="{day} er en {right}, ikke en {said}", en="{day} is a {right}, not a {said}"
)
YEARS_NOT_IN_A_ROW = Message(
    da="{first} og {second} er ikke to år i træk",
    en="{first} and {second} are not two years in a row",
)
UNKNOWN_NAME = Message(
    da="malplan ved ikke, hvornår ”{name}” er i {year}; det fastsætter kommunen. Skriv datoerne "
    "her, eller skriv dem én gang for alle under [periods.named] i malplan.toml{hint}",
    en="malplan does not know when “{name}” is in {year}; the municipality decides it. Write the "
    "dates here, or write them once and for all under [periods.named] in malplan.toml{hint}",
)
UNKNOWN_HOLIDAY = Message(
    da="malplan ved ikke, hvornår ”{name}” er i {year}. Skriv datoerne",
    en="malplan does not know when “{name}” is in {year}. Write the dates",
)
NO_SUCH_DAY = Message(
    da="{day}. {month} findes ikke",
    en="there is no day {day} in {month}",
)
LEAP_DAY = Message(da="29. februar findes ikke i {year}", en="there is no 29 February in {year}")
NEVER_A_WEEK = Message(da="der er ingen uge {week}", en="there is no week {week}")
NO_SUCH_MONTH = Message(
    da="der er ingen måned nummer {number}", en="there is no month number {number}"
)
NO_SUCH_WEEK = Message(
    da="{year} har ingen uge {week}",
    en="{year} has no week {week}",
)
NO_YEAR = Message(
    da="tidsangivelsen ”{phrase}” mangler et årstal", en="the time “{phrase}” has no year"
)
YEAR_OUT_OF_RANGE = Message(
    da="året {year} ligger uden for {first}-{last}",
    en="the year {year} is outside {first} to {last}",
)
ENDS_BEFORE_START = Message(
    da="perioden slutter ({end}), før den begynder ({start})",
    en="the period ends ({end}) before it begins ({start})",
)
TEXT_AND_DATES_DISAGREE = Message(
    da="ordene ”{text}” betyder {meant}, men start og end siger {given}",
    en="the words “{text}” mean {meant}, but start and end say {given}",
)
POLICY_ORDER = Message(
    da="primo skal slutte, før medio slutter, og medio før den 28.; her står {primo} og {medio}",
    en="primo must end before medio ends, and medio before the 28th; here are {primo} and {medio}",
)

NOT_A_NAME = Message(
    da="”{name}” er ikke et navn på en periode; skriv for eksempel ”sommerferien 2026”",
    en="“{name}” does not name a period; write for example “sommerferien 2026”",
)
NAME_IS_TAKEN = Message(
    da="”{name}” betyder allerede noget som tidsangivelse og kan ikke betyde noget andet",
    en="“{name}” is a time already and cannot mean another",
)
NAME_IS_OPEN = Message(
    da="”{phrase}” mangler en begyndelse eller en slutning; skriv for eksempel ”maj til juni”",
    en="“{phrase}” lacks a beginning or an end; write for example “maj til juni”",
)
NOT_EDTF = Message(
    da="malplan forstår ikke ”{text}” som EDTF: {reason}",
    en="malplan does not understand “{text}” as EDTF: {reason}",
)
EDTF_FORM = Message(
    da="skriv for eksempel 2026-05-05, 2026-05~, 2026-33, 2026-05/2026-06 eller ../2026-06-01",
    en="write for example 2026-05-05, 2026-05~, 2026-33, 2026-05/2026-06 or ../2026-06-01",
)
EDTF_UNCERTAIN = Message(
    da="en periode kan være omtrentlig (~), men ikke usikker (? og %)",
    en="a period can be approximate (~) but not uncertain (? and %)",
)
EDTF_UNKNOWN_END = Message(
    da="en periode kan være åben (..), men ikke have en ukendt ende",
    en="a period can be open (..) but cannot have an unknown end",
)
EDTF_WINTER = Message(
    da="vinteren strækker sig over et årsskifte. Skriv {candidates}",
    en="winter lies in two years. Write {candidates}",
)
