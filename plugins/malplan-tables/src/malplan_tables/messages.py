"""What people read about tables, in Danish and in English."""

from __future__ import annotations

from malplan.messages import Message

TITLE = Message(da="Tabeller i filer (CSV og Excel)", en="Tables in files (CSV and Excel)")

# --- Settings -------------------------------------------------------------------------------------
FILE_OR_FILES = Message(
    da="skriv enten file eller files, men ikke begge", en="write either file or files, not both"
)
OUTSIDE = Message(
    da="”{name}” ligger uden for den mappe, der læses fra. Skriv stien inde fra mappen, uden ..",
    en="“{name}” leads out of the folder that is read from. Write the name relative to the "
    "folder, without ..",
)
DATE_OR_ON = Message(
    da="skriv enten date (kolonnen med datoen) eller on (det tidsrum, hele filen gælder for), men "
    "ikke begge",
    en="write either date (the column with the day) or on (the time that the whole file speaks "
    "of), not both",
)
OPEN_PERIOD = Message(
    da="”{period}” skal have en første og en sidste dag",
    en="“{period}” needs a first and a last day",
)
BY_WITH_ON = Message(
    da="by kan ikke bruges sammen med on: Hele filen er ét tal",
    en="by cannot be used with on: the whole file is one figure",
)
NEEDS_COLUMN = Message(da="{what} kræver en kolonne (column)", en="{what} needs a column (column)")
COLUMN_OF_ROWS = Message(
    da="column bruges ikke, når der tælles rækker. Skriv what, for eksempel what: sum",
    en="column is not used where rows are counted. Write what, for example sum or mean",
)
ONLY_FOR_SHARE = Message(da="{key} hører kun til what: share", en="{key} belongs to what: share")
NEEDS_AT_LEAST = Message(
    da="share kræver at_least: det laveste svar, der skal tælle med",
    en="share needs at_least: the answer that counts, as do all above it",
)
WRONG_SCALE = Message(
    da="en skala skal have mindst to svar, og alle skal være forskellige",
    en="a scale needs at least two answers, all different",
)
NOT_ON_SCALE = Message(
    da="svaret findes ikke på skalaen. Den har {scale}",
    en="the answer is not on the scale. It has {scale}",
)
NUMBER_OR_SCALE = Message(
    da="skriv et tal, eller skriv svarene fra lavest til højest under scale",
    en="must be a number, or there must be a scale (scale) of the answers from lowest to highest",
)
NOT_A_FILTER = Message(
    da="skriv navnet på en kolonne og den tekst, der skal stå i den; her står {value}",
    en="must be columns and what must stand in them, but is {value}",
)

TWICE_FILTERED = Message(da="den samme kolonne står to gange", en="the same column is there twice")

# --- Files ----------------------------------------------------------------------------------------
NO_FILE = Message(
    da="Filen {name} findes ikke i den mappe, der læses fra{hint}",
    en="There is no file {name} in the folder that is read from{hint}",
)
NO_MATCH = Message(
    da="Ingen filer i den mappe, der læses fra, passer til {name}",
    en="No file in the folder that is read from matches {name}",
)
NOT_A_FILE = Message(da="{name} er ikke en almindelig fil", en="{name} is no ordinary file")
UNREADABLE = Message(da="{name} kan ikke læses: {reason}", en="{name} cannot be read: {reason}")
STANDARD_INPUT = Message(da="standardinput", en="standard input")
NOTHING_PIPED = Message(
    da="Der kommer ikke noget fra standardinput. Send en tabel ind, for eksempel med <, eller "
    "skriv navnet på en fil",
    en="Nothing comes from standard input. Send a table in, for example with <, or write the name "
    "of a file",
)
READ_ALREADY = Message(
    da="Standardinput er allerede læst og kan kun læses én gang. Gem tabellen i en fil, og skriv "
    "filens navn de steder i planen, hvor der står -",
    en="Standard input was read already, and can be read once only. Save the table in a file, and "
    "write its name where the plan says -",
)
OLD_EXCEL = Message(
    da="{name} er i det gamle Excel-format (.xls) eller har en adgangskode. Gem den som "
    "Excel-projektmappe (.xlsx) uden adgangskode, eller som CSV",
    en="{name} is in the old Excel format (.xls) or has a password. Save it as an Excel workbook "
    "(.xlsx) without a password, or as CSV",
)
MACROS = Message(
    da="{name} indeholder makroer og bliver ikke læst. Gem den som Excel-projektmappe (.xlsx) "
    "uden makroer, eller som CSV",
    en="{name} contains macros and is not read. Save it as an Excel workbook (.xlsx) without "
    "macros, or as CSV",
)
OTHER_FORMAT = Message(
    da="{name} er hverken CSV eller Excel (.xlsx). Gem den i et af de formater",
    en="{name} is neither CSV nor Excel (.xlsx). Save it as one of them",
)
LARGE_FILE = Message(
    da="{name} er for stor. En Excel-fil må højst fylde {most} MB; gem den som CSV",
    en="{name} is too large. An Excel file may be at most {most} MB; save it as CSV",
)
BOMB = Message(
    da="{name} fylder unormalt meget, når den pakkes ud, og bliver ikke læst. Gem den som CSV",
    en="{name} becomes unusually large when it is unpacked, and is not read. Save it as CSV",
)
BROKEN = Message(
    da="{name} er beskadiget eller ikke en Excel-fil. Åbn den i Excel, og gem den igen",
    en="{name} is damaged or no Excel file. Open it in Excel, and save it again",
)
NO_SHEET = Message(
    da="{name} har intet ark ”{sheet}”. Den har {sheets}{hint}",
    en="{name} has no sheet “{sheet}”. It has {sheets}{hint}",
)
NO_SHEETS = Message(da="{name} har ingen ark med celler", en="{name} has no sheet with cells")
SHEET_OF_CSV = Message(
    da="{name} er ikke en Excel-fil og har ingen ark. Fjern sheet",
    en="{name} is no Excel file and has no sheets. Remove sheet",
)
UNKNOWN_LETTERS = Message(
    da="{name} kan ikke læses med tegnsættet {encoding}. Skriv encoding i planen, eller gem filen "
    "som CSV UTF-8",
    en="{name} cannot be read with the encoding {encoding}. Write encoding in the plan, or save "
    "the file as CSV UTF-8",
)
OTHER_LINES = Message(
    da="{name} har linjer, der er alt for lange eller slutter på en måde, der ikke kan læses. Gem "
    "den som CSV UTF-8",
    en="{name} has lines that are far too long or end in a way that cannot be read. Save it as "
    "CSV UTF-8",
)
EMPTY_FILE = Message(da="{name} er tom", en="{name} is empty")

# --- Headings -------------------------------------------------------------------------------------
NO_HEADING = Message(
    da="{name} har ingen kolonne, der hedder ”{column}” i række {row}{hint}",
    en="{name} has no column that is called “{column}” in row {row}{hint}",
)
NO_HEADING_ROW = Message(
    da="{name} har ingen række med overskrifter, der kan læses",
    en="{name} has no row with headings that can be read",
)
NO_HEADINGS = Message(
    da="{name}, række {row}: her skulle overskrifterne stå, men rækken ligner data. Skriv "
    "overskrifter over den, eller skriv headings i planen",
    en="{name}, row {row}: the headings should stand here, but the row looks like data. Write "
    "headings above it, or write headings in the plan",
)
TWO_HEADINGS = Message(
    da="{name} har flere kolonner med overskriften ”{column}”. Giv dem hver sin",
    en="{name} has several columns with the heading “{column}”. Give each its own",
)

# --- Rows -----------------------------------------------------------------------------------------
IN_ROW = Message(
    da="{name}, række {row}, kolonne ”{column}”: {reason}",
    en="{name}, row {row}, column “{column}”: {reason}",
)
IN_WHOLE_ROW = Message(da="{name}, række {row}: {reason}", en="{name}, row {row}: {reason}")
MORE_PROBLEMS = Message(da="… og {count} flere", en="… and {count} more")
NOT_A_DAY = Message(da="ikke en dato", en="not a date")
NOT_A_YEAR = Message(
    da="datoen skal ligge i årene {first} til {last}",
    en="the date must be in the years {first} to {last}",
)
A_TOTAL = Message(
    da="ikke en dato, men det ligner en sum. Slet rækken, eller læg den i et andet ark",
    en="not a date, but it looks like a total. Delete the row, or put it on another sheet",
)
A_TOTAL_ROW = Message(
    da="det ligner en sum, som ikke skal tælles med. Slet rækken, eller læg den i et andet ark",
    en="looks like a total, which is not to be counted. Delete the row, or put it on another sheet",
)
NOT_A_NUMBER = Message(
    da="ikke et tal skrevet med decimal{mark}",
    en="not a number as it is written with a decimal {mark}",
)
COMMA = Message(da="komma", en="comma")
POINT = Message(da="punktum", en="point")
NOT_AN_ANSWER = Message(da="ikke et svar på skalaen", en="not an answer of the scale")
NO_CACHED_VALUE = Message(
    da="formlen har intet gemt resultat. Åbn filen i Excel, og gem den igen",
    en="the formula has no stored result. Open the file in Excel, and save it again",
)
MORE_CELLS = Message(
    da="flere celler end overskrifter. Er der et skilletegn i en tekst, skal teksten stå i "
    "anførselstegn",
    en="has more cells than there are headings. A delimiter in a text must stand in quotation "
    "marks",
)
WRONG_QUOTES = Message(
    da="et anførselstegn står forkert eller er ikke afsluttet",
    en="a quotation mark stands wrong or is not closed",
)
LONG_CELL = Message(
    da="en celle er alt for lang. Måske er et anførselstegn ikke afsluttet",
    en="a cell is far too long. Perhaps a quotation mark is not closed",
)

# --- What is given --------------------------------------------------------------------------------
LARGE_FIGURE = Message(
    da="{period}: tallet har flere end {digits} cifre og kan ikke bruges",
    en="{period}: the figure has more than {digits} digits and cannot be used",
)
WITHOUT_DAY = Message(
    da="{count} rækker uden dato i kolonnen ”{column}” er ikke talt med",
    en="{count} rows without a date in the column “{column}” are not counted",
)
ROW_WITHOUT_DAY = Message(
    da="1 række uden dato i kolonnen ”{column}” er ikke talt med",
    en="1 row without a date in the column “{column}” is not counted",
)
WITHOUT_ANSWER = Message(
    da="{count} rækker med en tom celle i kolonnen ”{column}” er ikke talt med",
    en="{count} rows with an empty cell in the column “{column}” are not counted",
)
ROW_WITHOUT_ANSWER = Message(
    da="1 række med en tom celle i kolonnen ”{column}” er ikke talt med",
    en="1 row with an empty cell in the column “{column}” is not counted",
)
FEW_ANSWERS = Message(
    da="Perioder uden gennemsnit, fordi færre end {least} svar kan afsløre, hvem der har svaret: "
    "{count}. Vælg længere perioder med by",
    en="Times with fewer than {least} answers have no mean, so that nobody can be recognised: "
    "{count}. Choose a longer time with by",
)
NO_ROWS = Message(da="Ingen rækker passer til det, der tælles", en="No row fits what is counted")

# --- What was counted, in the words of a record; plans are written in Danish ----------------------
COUNTED = {
    "rows": "antal rækker",
    "sum": "summen af ”{column}”",
    "mean": "gennemsnittet af ”{column}”",
    "share": "andelen af svar i ”{column}”, der er mindst ”{at_least}”,",
    "distinct": "antal forskellige i ”{column}”",
}
TIMES = {
    "day": "pr. dag",
    "week": "pr. uge",
    "month": "pr. måned",
    "quarter": "pr. kvartal",
    "half_year": "pr. halvår",
    "year": "pr. år",
    "all": "i alt",
}
FILE_OF_PATTERN = "”{pattern}” (1 fil)"
FILES_OF_PATTERN = "”{pattern}” ({count} filer)"
BY_COLUMN = " {times} efter ”{date}”"
FOR_PERIOD = " for {period}"
WHERE = ", hvor {filters}"
IS = "”{column}” er ”{value}”"

# --- What a file holds ----------------------------------------------------------------------------
DATES = Message(da="datoer", en="dates")
NUMBERS = Message(da="tal", en="numbers")
TEXTS = Message(da="tekst", en="text")
MIXED = Message(da="blandet", en="mixed")
NOTHING = Message(da="tom", en="empty")
ENCODING = Message(da="tegnsæt", en="encoding")
DELIMITER = Message(da="skilletegn", en="delimiter")
HEADING_ROW = Message(da="kolonnerne hedder det, der står i række", en="columns named by row")
ROW_COUNT = Message(da="rækker", en="rows")
FILE_COUNT = Message(da="filer", en="files")
SHEETS = Message(da="ark", en="sheets")
