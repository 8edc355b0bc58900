"""Why a store cannot be used, in Danish and in English; each completes a sentence."""

from __future__ import annotations

from malplan import Message

# --- Addresses ------------------------------------------------------------------------------------
NOT_AN_ADDRESS = Message(
    da="adressen kan ikke læses. Skriv for eksempel sqlite:///log.db eller "
    "postgresql://bruger@server/database",
    en="the address cannot be read. Write for example sqlite:///log.db or "
    "postgresql://user@server/database",
)
NO_FILE_NAMED = Message(
    da="adressen nævner ingen fil. Skriv den efter tre skråstreger, for eksempel sqlite:///log.db",
    en="the address names no file. Write it after three slashes, for example sqlite:///log.db",
)
UNKNOWN_OPTION = Message(
    da="adressen må kun have indstillingen timeout (sekunder), for eksempel "
    "sqlite:///log.db?timeout=5",
    en="the address may have the option timeout (seconds) only, for example "
    "sqlite:///log.db?timeout=5",
)
NO_DRIVER = Message(
    da='driveren til databasen mangler. Installér den: pip install "malplan-sql[postgresql]"',
    en='the driver of the database is missing. Install it: pip install "malplan-sql[postgresql]"',
)
OTHER_DATABASE = Message(
    da="malplan-sql kender kun SQLite og PostgreSQL, ikke {name}",
    en="malplan-sql knows SQLite and PostgreSQL only, not {name}",
)

# --- What is there --------------------------------------------------------------------------------
NOT_OURS = Message(
    da="filen er ikke en log fra malplan, og malplan har ikke rørt den. Vælg en anden sti, eller "
    "flyt filen",
    en="the file is no log of malplan, and was not touched. Choose another path, or move the file",
)
A_FOLDER = Message(
    da="det er en mappe. Skriv også filens navn, for eksempel sqlite:////mappe/log.db",
    en="it is a folder. Write the name of the file too, for example sqlite:////folder/log.db",
)
TABLES_OF_OTHERS = Message(
    da="databasen har allerede en tabel, der hedder record, og som ikke hører til malplan. Vælg "
    "en anden database eller et andet skema",
    en="the database already has a table named record that is not malplan’s. Choose another "
    "database or another schema",
)
NEWER = Message(
    da="den er lavet af en nyere udgave af malplan-sql (skema {found}; denne kender {known}). "
    "Opdatér malplan-sql. Loggen er ikke ændret",
    en="it was made by a newer version of malplan-sql (schema {found}; this one knows {known}). "
    "Update malplan-sql. The log was not touched",
)
NOT_UNICODE = Message(
    da="databasen kan ikke gemme alle tegn ({encoding}). Lav den med kodningen UTF8",
    en="the database cannot hold every character ({encoding}). Make it with the encoding UTF8",
)

# --- What went wrong ------------------------------------------------------------------------------
BUSY = Message(
    da="andre skriver i den lige nu. Der er ikke gemt noget. Prøv igen om lidt",
    en="others are writing to it just now. Nothing was stored. Try again in a while",
)
NO_SPACE = Message(
    da="der er ikke plads til mere. Der er ikke gemt noget. Frigør plads, og prøv igen ({code})",
    en="there is no space left. Nothing was stored. Make room, and try again ({code})",
)
BAD_DISK = Message(
    da="der kan ikke læses fra eller skrives til disken; måske er den fuld. Der er ikke gemt "
    "noget ({code})",
    en="the disk cannot be read or written; it may be full. Nothing was stored ({code})",
)
NO_ACCESS = Message(
    da="der er ikke adgang til at læse og skrive i den ({code})",
    en="it may not be read and written ({code})",
)
DAMAGED = Message(
    da="filen er beskadiget ({code}). Gendan den fra en sikkerhedskopi",
    en="the file is damaged ({code}). Restore it from a backup",
)
NO_ANSWER = Message(
    da="databasen svarer ikke, eller forbindelsen blev afbrudt. Kontrollér adressen, brugeren og "
    "adgangskoden, og at serveren kører",
    en="the database does not answer, or the connection broke. Check the address, the user and the "
    "password, and that the server runs",
)
UNEXPECTED = Message(da="databasen melder {code}", en="the database says {code}")
OLD_COPY_REMAINS = Message(
    da="teksterne er slettet, men en gammel kopi kan ligge tilbage, fordi andre bruger loggen. Kør "
    "kommandoen igen, når de er færdige, så bliver den fjernet",
    en="the texts are blanked, but an old copy may remain, because others use the log. Run it "
    "again when they are done, and it will be removed",
)
NOT_CLEANED = Message(
    da="teksterne er slettet, men en gammel kopi kan ligge tilbage, fordi oprydningen stoppede "
    "({code}). Kør kommandoen igen, så bliver den fjernet",
    en="the texts are blanked, but an old copy may remain, because cleaning up stopped ({code}). "
    "Run it again, and it will be removed",
)
WAL_REMAINS = Message(
    da="teksterne er slettet i tabellen, men kan stadig stå i serverens transaktionslog (WAL), "
    "indtil serveren rydder op i den, og det har brugeren ikke lov til at sætte i gang. En "
    "administrator kan give brugeren ret til CHECKPOINT og pg_switch_wal(); kør så kommandoen "
    "igen, så bliver oprydningen gjort færdig. Ellers rydder serveren selv op med tiden",
    en="the texts are blanked in the table, but what the server writes ahead (WAL) may still hold "
    "them until it has moved on, and this user may not make it do so. An administrator can grant "
    "the user CHECKPOINT and pg_switch_wal(); running the command again then finishes the job. "
    "Without that, the server moves on by itself in time",
)
