"""What the sources say to people, in Danish and in English."""

from __future__ import annotations

from malplan.messages import Message

# --- Settings and options -------------------------------------------------------------------------
NOT_A_TABLE = Message(
    da="navnet på en tabel består af bogstaver og cifre som i {example}; her står ”{value}”",
    en="a table is called something of letters and digits, such as {example}, not “{value}”",
)
NOT_A_CODE = Message(
    da="”{value}” kan ikke være en kode i en tabel: den er tom, for lang, har usynlige "
    "skrifttegn eller ligner et CPR-nummer",
    en="“{value}” cannot be a code of a table: it is empty, too long, has invisible "
    "characters or looks like a CPR number",
)
NO_CODES = Message(da="vælg mindst én værdi for {name}", en="choose at least one value of {name}")
TIME_IS_NOT_CHOSEN = Message(
    da="{name} er tiden og vælges ikke i settings; alle perioder hentes",
    en="{name} is the time and is not chosen in the settings; all times are fetched",
)
RESERVED = Message(
    da="{name} skrives ikke i where; områder vælges med area og perioder med periods",
    en="{name} does not stand in where; areas are chosen in area, and periods in periods",
)
ADDED_UP_WITH_A_PATTERN = Message(
    da="med combine: sum kan {name} ikke vælges med ”{chosen}”, for så kan en total blive lagt "
    "sammen med sine egne dele. Skriv i stedet de koder, der skal lægges sammen",
    en="with combine: sum, {name} cannot be chosen with “{chosen}”, since a total could be added "
    "to its own parts. Name the codes that are to be added up instead",
)
NOT_A_LANGUAGE = Message(
    da="sproget (lang) er da eller en, ikke ”{value}”",
    en="the language (lang) is da or en, not “{value}”",
)
NOT_A_DECIMAL_SIGN = Message(
    da="decimal er et komma eller et punktum, ikke ”{value}”",
    en="decimal is a comma or a full stop, not “{value}”",
)
NOT_A_BASE = Message(
    da="base_url skal begynde med https:// og må ikke indeholde brugernavn, adgangskode, "
    "mellemrum, ? eller #; http:// må kun bruges til maskinen selv (localhost)",
    en="base_url must begin with https:// and hold no user name, password, space, ? or #; http:// "
    "is allowed for this machine itself only (localhost)",
)
NOT_A_FOLDER = Message(
    da="cache_folder er en mappe, ikke ”{value}”", en="cache_folder is a folder, not “{value}”"
)
NOT_SECONDS = Message(
    da="timeout er et antal sekunder fra 0,1 til 600, ikke ”{value}”",
    en="timeout is a number of seconds from 0.1 to 600, not “{value}”",
)
NO_TOKEN = Message(
    da="Jobindsats kræver en adgangsnøgle. Få en hos Styrelsen for Arbejdsmarked og Rekruttering, "
    "og gem den i miljøvariablen {variable} eller i maskinens nøglering: keyring set {service} "
    "{user}",
    en="Jobindsats needs a token. Get one from Styrelsen for Arbejdsmarked og Rekruttering, and "
    "keep it in the environment variable {variable} or in the keyring of the machine: keyring set "
    "{service} {user}",
)
NOT_A_TOKEN = Message(
    da="adgangsnøglen til Jobindsats har skrifttegn, der ikke kan stå i en adgangsnøgle. "
    "Kopiér den igen",
    en="the token of Jobindsats has characters that no token can have. Copy it again",
)
TOKEN_FOR_ANOTHER_HOST = Message(
    da="adgangsnøglen til Jobindsats sendes kun til {host}, og base_url peger på {other}. Er det "
    "en adresse, I stoler på, så skriv den i miljøvariablen: {variable}={other}",
    en="the token of Jobindsats is only sent to {host}, and base_url names {other}. If you trust "
    "that host, name it in the environment variable: {variable}={other}",
)

# --- The network ----------------------------------------------------------------------------------
NO_CONNECTION = Message(
    da="der er ingen forbindelse til {host}. Se efter, om netværket virker, eller prøv igen senere",
    en="there is no connection to {host}. See whether the network works, or try again later",
)
BAD_CERTIFICATE = Message(
    da="certifikatet fra {host} er ikke gyldigt, så intet er hentet. Er maskinens ur og "
    "certifikater i orden, så spørg dem, der driver {host}",
    en="the certificate of {host} is not valid, so that nothing was fetched. If the clock and the "
    "certificates of this machine are right, ask those who run {host}",
)
TOO_SLOW = Message(
    da="{host} nåede ikke at svare færdigt på {seconds} sekunder. Prøv igen senere, eller "
    "giv mere tid med tilvalget timeout",
    en="{host} had not finished answering within {seconds} seconds. Try again later, or give more "
    "time with the option timeout",
)
CUT_SHORT = Message(
    da="forbindelsen til {host} blev afbrudt midt i svaret. Prøv igen senere",
    en="the connection to {host} was cut in the middle of the answer. Try again later",
)
SERVER_ERROR = Message(
    da="der er en fejl hos {host} (HTTP {status}). Prøv igen senere",
    en="{host} has an error of its own (HTTP {status}). Try again later",
)
TOO_MANY_REQUESTS = Message(
    da="{host} beder om, at der spørges sjældnere (HTTP 429). Prøv igen om {wait}",
    en="{host} asks for fewer requests (HTTP 429). Try again in {wait}",
)
TOO_MANY_REQUESTS_LATER = Message(
    da="{host} beder om, at der spørges sjældnere (HTTP 429). Prøv igen senere",
    en="{host} asks for fewer requests (HTTP 429). Try again later",
)
NO_ACCESS = Message(
    da="{host} afviser adgangen (HTTP {status}). Se efter, om adgangsnøglen er rigtig og stadig "
    "gælder",
    en="{host} refuses access (HTTP {status}). See whether the token is right and still valid",
)
NO_WAY_IN = Message(
    da="{host} afviser adgangen (HTTP {status}). Spørg jeres it-afdeling, om {host} er spærret",
    en="{host} refuses access (HTTP {status}). Ask your IT department whether {host} is blocked",
)
NOT_THERE = Message(
    da="{host} kender ikke {what} (HTTP {status}). Se efter, om tabellen er skrevet rigtigt og "
    "stadig findes",
    en="{host} does not know {what} (HTTP {status}). See whether the table is spelled right and is "
    "still there",
)
REFUSED = Message(
    da="{host} afviser forespørgslen om {what} (HTTP {status}). Se efter, om settings passer til "
    "tabellen",
    en="{host} will not answer the question about {what} (HTTP {status}). See whether the settings "
    "fit the table",
)
REFUSED_WHY = Message(
    da="{host} afviser forespørgslen om {what}: ”{reason}” ({code}). Ret settings i planen",
    en="{host} will not answer the question about {what}: “{reason}” ({code}). Correct the "
    "settings in the plan",
)
REDIRECTED_AWAY = Message(
    da="{host} henviser til en anden adresse, som der ikke hentes fra. Er adressen ændret, så ret "
    "tilvalget base_url",
    en="{host} redirects to another place, which is not asked. If the address has changed, correct "
    "the option base_url",
)
REDIRECTED_ROUND = Message(
    da="{host} bliver ved med at henvise videre. Prøv igen senere",
    en="{host} keeps redirecting. Try again later",
)
TOO_LARGE = Message(
    da="svaret fra {host} er større end {limit} MB. Vælg færre værdier i settings",
    en="the answer of {host} is larger than {limit} MB. Choose fewer values in the settings",
)
UNKNOWN_ENCODING = Message(
    da="svaret fra {host} er komprimeret på en måde, der ikke er bedt om. Prøv igen senere",
    en="the answer of {host} is packed in a way that was not asked for. Try again later",
)
NOT_JSON = Message(
    da="{host} svarede med noget andet end data, måske en fejlside. Prøv igen senere",
    en="{host} answered with something else than data, perhaps a page about an error. Try again "
    "later",
)
BROKEN_JSON = Message(
    da="svaret fra {host} er ufuldstændigt eller beskadiget og kan ikke læses. Prøv igen senere",
    en="the answer of {host} is incomplete or broken and cannot be read. Try again later",
)
WRONG_CHARSET = Message(
    da="svaret fra {host} er ikke i tegnsættet UTF-8, så æ, ø og å kan ikke læses. Prøv igen "
    "senere",
    en="the answer of {host} is not in the character set UTF-8, so that æ, ø and å cannot be read. "
    "Try again later",
)
NOT_KEPT = Message(
    da="der er ikke gemt noget svar om {what}, og netværket må ikke bruges. Hent først én gang "
    "over netværket",
    en="no answer about {what} is kept, and the network may not be used. Fetch once with a network",
)
FOLDER_FAILED = Message(
    da="Svaret kunne ikke gemmes i {folder}, så det skal hentes igen næste gang.",
    en="The answer could not be kept in {folder}, so that it has to be fetched again next time.",
)
FROM_KEPT = Message(
    da="Tallene i {what} er fra et gemt svar, hentet for {age} siden.",
    en="The figures about {what} are from an answer that was kept, retrieved {age} ago.",
)
LAST_GOOD = Message(
    da="Tallene i {what} er fra det seneste brugbare svar, hentet for {age} siden. Årsag: "
    "{reason}.",
    en="The last good figures about {what} are used, retrieved {age} ago, because {reason}.",
)
UNDER_A_MINUTE = Message(da="under et minut", en="less than a minute")
MINUTE = Message(da="1 minut", en="1 minute")
MINUTES = Message(da="{count} minutter", en="{count} minutes")
HOUR = Message(da="1 time", en="1 hour")
HOURS = Message(da="{count} timer", en="{count} hours")
DAY = Message(da="1 dag", en="1 day")
DAYS = Message(da="{count} dage", en="{count} days")

# --- What was answered ----------------------------------------------------------------------------
NO_CUBE = Message(
    da="svaret om {what} er ikke en tabel i formatet JSON-stat. Prøv igen senere",
    en="the answer about {what} is not a table in the format JSON-stat. Try again later",
)
OTHER_SELECTION = Message(
    da="svaret om {what} har andre værdier for {name}, end der er bedt om. Prøv igen senere",
    en="the answer about {what} has other values of {name} than were asked for. Try again later",
)
NO_TIME = Message(
    da="{what} har ingen tidsvariabel, der hedder ”{name}”{hint}. Ret time i settings",
    en="{what} has no time called “{name}”{hint}. Correct time in the settings",
)
UNKNOWN_TIME = Message(
    da="perioden ”{code}” i {what} kan ikke læses som år, halvår, kvartal, måned, uge eller dag",
    en="the time “{code}” in {what} cannot be read as a year, half-year, quarter, month, week "
    "or day",
)
SAME_TIME_TWICE = Message(
    da="svaret om {what} har samme periode to gange med hver sin kode. Prøv igen senere",
    en="the answer about {what} has the same time twice, with two codes. Try again later",
)
TWO_COLUMNS = Message(
    da="svaret om {what} har to kolonner med navnet ”{name}”. Prøv igen senere",
    en="the answer about {what} has two columns called “{name}”. Try again later",
)
SEVERAL_CELLS = Message(
    da="{what} har flere tal for samme periode, fordi der er flere værdier for {names}. Vælg én "
    "værdi for hver i settings, eller skriv combine: sum for at lægge dem sammen",
    en="{what} has several figures for the same time, because there are several values of {names}. "
    "Choose one value of each in the settings, or write combine: sum to add them up",
)
SEVERAL_ROWS = Message(
    da="{what} har flere rækker for samme periode ({period}). Vælg færre i settings med area og "
    "where, eller skriv combine: sum for at lægge dem sammen",
    en="{what} has several rows for the same time ({period}). Choose fewer in the settings with "
    "area and where, or write combine: sum to add them up",
)
NOT_A_NUMBER = Message(
    da="{what} har noget andet end tal, hvor der skal stå tal. Se efter, om den rigtige kolonne er "
    "valgt",
    en="{what} has something else than numbers where numbers should stand. See whether the right "
    "column is chosen",
)
TWO_MEANINGS = Message(
    da="{what} har tal som 1.234, der kan læses på to måder. Skriv i settings, om decimal er et "
    'komma (decimal: ",") eller et punktum (decimal: ".")',
    en="{what} has numbers such as 1.234 that can be read in two ways. Write in the settings "
    'whether decimal is a comma (decimal: ",") or a full stop (decimal: ".")',
)
NO_COLUMN = Message(
    da="{what} har ingen kolonne ”{name}”{hint}; den har {columns}. Ret settings i planen",
    en="{what} has no column “{name}”{hint}; it has {columns}. Correct the settings in the plan",
)
NO_ROWS = Message(
    da="svaret om {what} er ikke en tabel med kolonner og rækker. Prøv igen senere",
    en="the answer about {what} is not a table with columns and rows. Try again later",
)
NO_PERIODS = Message(
    da="{what} har ingen perioder, der kan læses. Se efter, om tabellen er den rigtige",
    en="{what} has no periods that can be read. See whether the table is the right one",
)
PERIODS_LEFT_OUT = Message(
    da="Perioder i {what}, der ikke kan læses, er ikke med: {codes}.",
    en="Periods of {what} that cannot be read are left out: {codes}.",
)
MISSING_LEFT_OUT = Message(
    da="Perioder uden tal i {what} er ikke med: {count}. Tallene mangler, eller kilden "
    "skjuler dem.",
    en="Times without a figure in {what} are left out: {count}. The figures are missing, or hidden "
    "by the source.",
)
NOT_COMPUTED_LEFT_OUT = Message(
    da="Perioder i {what}, hvor nævneren er 0, er ikke med: {count}. Andelen kan ikke beregnes.",
    en="Times in {what} with a denominator of 0 are left out: {count}. The ratio cannot be "
    "computed.",
)

# --- Where it comes from --------------------------------------------------------------------------
DST_LICENCE = "CC BY 4.0. Kilde: Danmarks Statistik, Statistikbanken"
STAR_LICENCE = "Kilde: Styrelsen for Arbejdsmarked og Rekruttering, Jobindsats.dk"

# --- What a table holds ---------------------------------------------------------------------------
UNIT = Message(da="enhed", en="unit")
UPDATED = Message(da="opdateret", en="updated")
PERIODS = Message(da="perioder", en="periods")
