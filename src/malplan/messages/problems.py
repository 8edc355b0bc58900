"""What is wrong with an input, and what was expected instead."""

from __future__ import annotations

from malplan.messages import Message

DID_YOU_MEAN = Message(da=". Mente du {names}?", en=". Did you mean {names}?")

# --- Values ---------------------------------------------------------------------------------------
EXPECTED = Message(
    da="her skal stå {kind}, men der står {value}", en="expected {kind}, got {value}"
)
A_TEXT = Message(da="en tekst", en="text")
A_WHOLE_NUMBER = Message(da="et helt tal", en="a whole number")
A_NUMBER = Message(da="et tal", en="a number")
A_YES_OR_NO = Message(
    da="true (ja) eller false (nej)",
    en="true or false",
)
A_DATE = Message(da="en dato som 2026-05-05", en="a date such as 2026-05-05")
A_LIST = Message(da="en liste", en="a list")
A_LIST_AS = Message(da="en liste, for eksempel [{value}]", en="a list, for example [{value}]")
A_MAPPING = Message(
    da="felter skrevet som ”navn: værdi”",
    en="fields written as “name: value”",
)
A_MAPPING_AS = Message(
    da="felter, for eksempel {{{name}: {value}}}", en="fields, for example {{{name}: {value}}}"
)
A_PERIOD = Message(
    da="et tidspunkt som ”medio februar” eller felterne text, start og end",
    en="a time such as “medio februar” or the fields text, start and end",
)
NOTHING = Message(da="ingenting", en="nothing")
A_LIST_VALUE = Message(da="en liste", en="a list")
A_MAPPING_VALUE = Message(da="felter", en="fields")
AN_EMPTY_TEXT = Message(da="en tom tekst", en="an empty text")
ONE_OF = Message(
    da="”{value}” kan ikke bruges her; skriv {choices}{hint}",
    en="“{value}” cannot be used here; write {choices}{hint}",
)
NO_VOCABULARY = Message(
    da="der er ingen ordliste, der hedder ”{name}”; skriv {names} eller ordene selv, som ”actions: "
    "Indsatser”",
    en="there is no vocabulary named “{name}”; write {names} or the words themselves, as “actions: "
    "Indsatser”",
)
DECIMAL_POINT = Message(
    da="skriv {value} med punktum før decimalerne og intet skilletegn mellem tusinderne, som 1.5 "
    "eller 2500",
    en="write {value} with a point before decimals and nothing between thousands, as 1.5 or 2500",
)
TWO_MEANINGS = Message(
    da="{value} kan læses på to måder: skriv {thousands}, hvis punktummet skiller tusinder, "
    "og ellers {decimal}",
    en="{value} can be read in two ways: write {thousands} if the point separates thousands, "
    "and else {decimal}",
)
NOT_EXACT = Message(
    da="tallet {value} er for stort eller for langt: højst {digits} betydende cifre, "
    "heraf højst {places} decimaler",
    en="the number {value} is too large or too long: at most {digits} significant digits, "
    "at most {places} of them decimals",
)
NOT_FLOAT = Message(
    da="tallet {value} er et binært kommatal og derfor ikke nøjagtigt; brug Decimal eller int",
    en="the number {value} is a binary float and so not exact; use Decimal or int",
)
TOO_SMALL = Message(
    da="tallet {value} er for lille: mindst {least}",
    en="the number {value} is too small: at least {least}",
)
TOO_LARGE = Message(
    da="tallet {value} er for stort: højst {most}",
    en="the number {value} is too large: at most {most}",
)
EMPTY_TEXT = Message(da="teksten er tom", en="the text is empty")
ONE_LINE = Message(da="teksten skal stå på én linje", en="the text must be on one line")
FORBIDDEN_CHARACTER = Message(
    da="skrifttegn nr. {position}, {character}, må ikke stå i en tekst",
    en="character number {position}, {character}, cannot stand in a text",
)
NOT_A_SLUG = Message(
    da="”{value}” kan ikke være et id: brug små bogstaver a-z, cifre og enkelte bindestreger, "
    "for eksempel {example}",
    en="“{value}” cannot be an id: use lower-case letters a-z, digits and single hyphens, "
    "for example {example}",
)
LONG_ID = Message(
    da="et id må højst være på {most} tegn; her er {length}",
    en="an id may have at most {most} characters; here are {length}",
)
CPR_IN_ID = Message(
    da="et id må ikke indeholde et CPR-nummer", en="an id must not hold a CPR number"
)

# --- Keys -----------------------------------------------------------------------------------------
UNKNOWN_KEY = Message(da="feltet ”{key}” findes ikke her{hint}", en="unknown field “{key}”{hint}")
KNOWN_KEYS = Message(da=". Her kan stå: {keys}", en=". Known here: {keys}")
DECIMAL_COMMA = Message(
    da=". Er det decimalerne i et tal, så skriv tallet med punktum, som 1.5",
    en=". If it is the decimals of a number, write the number with a point, as 1.5",
)
NO_TEXT = Message(
    da="Formatet er ikke tekst, som terminalen kan vise. Skriv det i en fil med -o FIL",
    en="The format is no text that a terminal can show. Write it to a file with -o FILE",
)
COMMA_IN_TEXT = Message(
    da=". Er det en del af en tekst med komma, så sæt anførselstegn om hele teksten",
    en=". If it is a part of a text with a comma, put the whole text in quotation marks",
)
MISSING_KEY = Message(da="feltet ”{key}” mangler", en="the field “{key}” is missing")
DUPLICATE_KEY = Message(
    da="feltet ”{key}” står her igen; det står også i linje {line}",
    en="the field “{key}” is here again; it is also in line {line}",
)
DUPLICATE_JSON_KEY = Message(
    da="feltet ”{key}” står to gange samme sted",
    en="the field “{key}” is in the same place twice",
)
KEY_NOT_TEXT = Message(da="et feltnavn skal være en tekst", en="a field name must be a text")
UNKNOWN_EXTENSION = Message(
    da="udvidelsen ”{name}” er ikke installeret. Er navnet rigtigt, så installér pakken "
    "{name}{hint}",
    en="the extension “{name}” is not installed. If the name is right, install the package "
    "{name}{hint}",
)
NO_EXTENSION = Message(
    da="pluginet {name} er installeret, men har ingen udvidelse",
    en="the plugin {name} is installed, but has no extension",
)
UNEXPLAINED = Message(da="kunne ikke læses: {reason}", en="could not be read: {reason}")

MORE_PROBLEMS = Message(
    da="der er flere problemer; her er de første {count}",
    en="there are more problems; these are the first {count}",
)

# --- The plan as a whole --------------------------------------------------------------------------
DUPLICATE_ID = Message(
    da="id’et ”{id}” bruges {count} gange; et id må kun bruges én gang i en plan",
    en="the id “{id}” is used {count} times; an id may be used only once in a plan",
)
DUPLICATE_STEP = Message(
    da="trinnet ”{id}” står to gange på skalaen", en="the step “{id}” is on the scale twice"
)
DANGLING = Message(
    da="der er {none} med id’et ”{id}” i planen{hint}",
    en="there is {none} with the id “{id}” in the plan{hint}",
)
NO_SIGN_OR_GOAL = Message(da="intet tegn eller mål", en="no sign or goal")
NO_GOAL = Message(da="intet mål", en="no goal")
NO_KEY_FIGURE = Message(da="intet nøgletal", en="no key figure")
NO_MILESTONE = Message(da="ingen milepæl", en="no milestone")
NOT_ON_SCALE = Message(
    da="”{id}” er ikke et trin på tegnets skala; den har trinene {steps}",
    en="“{id}” is not a step on the sign's scale; it has the steps {steps}",
)
SELF_REFERENCE = Message(da="”{id}” peger på sig selv", en="“{id}” refers to itself")
CYCLE = Message(
    da="{names} henviser til hinanden i ring",
    en="{names} refer to each other in a circle",
)
AGES = Message(
    da="den laveste alder ({youngest}) er højere end den højeste ({oldest})",
    en="the lowest age ({youngest}) is above the highest ({oldest})",
)
BETWEEN_NEEDS_UPPER = Message(
    da="et måltal af typen ”between” skal have både en nedre (value) og en øvre grænse "
    "(upper), og den øvre skal være størst",
    en="a “between” target needs both a lower (value) and an upper limit (upper), and the "
    "upper must be the larger",
)
UPPER_ONLY_BETWEEN = Message(
    da="en øvre grænse (upper) hører kun til et måltal af typen ”between”",
    en="an upper limit (upper) belongs to a “between” target only",
)
CHANGE_ABOVE_ZERO = Message(
    da="en ændring skal være et tal over nul; her står {value}",
    en="a change must be a number above zero; here is {value}",
)
DIRECTION_DISAGREES = Message(
    da="et måltal af typen ”{kind}” passer ikke til direction: {direction}; skriv direction: "
    "{right}",
    en="a “{kind}” target does not go with direction: {direction}; write direction: {right}",
)
NOT_A_HEADCOUNT = Message(
    da="et antal personer skal være et helt tal og mindst 0; her står {value}",
    en="a number of people must be a whole number and at least 0; here is {value}",
)
WITHHELD_WITH_VALUE = Message(
    da="et tal, der holdes tilbage (withheld), kan ikke også stå i value; slet et af de to felter",
    en="a figure that is held back (withheld) cannot stand in value too; delete one of the two "
    "fields",
)
SCALE_TOO_SHORT = Message(
    da="en skala skal have mindst to trin", en="a scale needs at least two steps"
)
EXTENSION_TWICE = Message(
    da="udvidelsen ”{name}” står to gange", en="the extension “{name}” is there twice"
)
UNKNOWN_FORMAT = Message(
    da="planen har format {format}, men denne udgave af malplan læser format {known}; hent "
    "en nyere udgave",
    en="the plan has format {format}, but this malplan reads format {known}; get a newer one",
)

# --- Files ----------------------------------------------------------------------------------------
NO_FILE = Message(da="filen findes ikke", en="there is no such file")
A_FOLDER = Message(
    da="det er en mappe, ikke en fil",
    en="it is a folder, not a file",
)
UNREADABLE_FILE = Message(
    da="filen kan ikke åbnes: {reason}",
    en="the file cannot be opened: {reason}",
)
NO_FOLDER_ON_THE_WAY = Message(
    da="en del af stien er ikke en mappe", en="a part of the path is no folder"
)
NO_SUCH_FOLDER = Message(da="mappen findes ikke", en="there is no such folder")
NO_PERMISSION = Message(da="der er ikke adgang", en="permission is denied")
NO_SPACE = Message(da="der er ikke plads på disken", en="there is no space left on the disk")
UNWRITABLE_OUTPUT = Message(
    da="resultatet kan ikke skrives ud: {reason}", en="the output cannot be written: {reason}"
)
UNWRITABLE_FILE = Message(
    da="{file} kan ikke skrives: {reason}", en="{file} cannot be written: {reason}"
)
FILE_EXISTS = Message(
    da="{file} findes allerede; brug --force for at overskrive den",
    en="{file} is there already; use --force to overwrite it",
)
FOLDER_NOT_EMPTY = Message(
    da="mappen {folder} er ikke tom; brug --force for at skrive i den alligevel",
    en="the folder {folder} is not empty; use --force to write into it all the same",
)
NOT_A_SITE_FILE = Message(
    da="{name} er ikke en fil inde i mappen",
    en="{name} is no file inside the folder",
)
TOO_LARGE_FILE = Message(
    da="filen er for stor til at være en plan: højst 1 MiB ({limit} byte)",
    en="the file is too large to be a plan: at most 1 MiB ({limit} bytes)",
)
NOT_A_FILE = Message(
    da="det er ikke en almindelig fil",
    en="it is not a regular file, but for example a device or a pipe",
)
LINK_LOOP = Message(da="linket peger på sig selv", en="the link points to itself")
LONG_NAME = Message(da="navnet er for langt", en="the name is too long")
NUL_IN_NAME = Message(
    da="der er et NUL-tegn i filnavnet", en="there is a NUL character in the file's name"
)
UNKNOWN_SUFFIX = Message(
    da="endelsen ”{suffix}” er ukendt; en plan er en fil, der ender på {known}",
    en="unknown suffix “{suffix}”; a plan is a file that ends in {known}",
)
NO_SUFFIX = Message(
    da="filens navn har ingen endelse; en plan er en fil, der ender på {known}",
    en="the file's name has no suffix; a plan is a file that ends in {known}",
)
NOT_UTF8 = Message(
    da="filen er ikke gemt som UTF-8 (byte {byte}), men måske som Windows-1252; vælg UTF-8, "
    "når du gemmer den",
    en="the file is not saved as UTF-8 (byte {byte}), but perhaps as Windows-1252; choose "
    "UTF-8 when you save it",
)
NOT_UTF8_BUT_UTF16 = Message(
    da="filen er gemt som UTF-16 eller UTF-32 (i nogle programmer hedder det ”Unicode”); vælg "
    "UTF-8, når du gemmer den",
    en="the file is saved as UTF-16 or UTF-32 (some programs call it “Unicode”); choose UTF-8 "
    "when you save it",
)
EMPTY_FILE = Message(da="filen er tom", en="the file is empty")
ONE_DOCUMENT = Message(
    da="filen må kun indeholde én plan (ét YAML-dokument)",
    en="the file may hold one plan only (one YAML document)",
)
SYNTAX = Message(
    da="teksten kan ikke læses som {language}: {reason}",
    en="the text cannot be read as {language}: {reason}",
)
COLON_IN_TEXT = Message(
    da="linjen er rykket forkert ind, eller der er et kolon i en tekst, som så skal stå i "
    "anførselstegn",
    en="the line is indented wrongly, or there is a colon in a text, which then needs "
    "quotation marks",
)
INDENTATION = Message(
    da="linjen er rykket forkert ind (felter på samme niveau skal begynde lige langt inde), eller "
    "der står noget efter en tekst i anførselstegn eller en parentes",
    en="the line is indented wrongly (fields on the same level must begin at the same column), or "
    "there is something after a quoted text or a bracket",
)
CONTROL_CHARACTER = Message(
    da="der står et kontroltegn, som ikke må stå i en plan",
    en="there is a control character, which cannot be in a plan",
)
TAB = Message(
    da="ryk linjerne ind med mellemrum, ikke med tabulator",
    en="indent YAML with spaces, not with tabs",
)
TOML_NAME = Message(
    da="teksten kan ikke læses som TOML: et navn med æ, ø, å eller mellemrum skal stå i "
    'anførselstegn, for eksempel "påskeferien" = "uge 14"',
    en="the text cannot be read as TOML: a name with æ, ø, å or a space must stand in quotation "
    'marks, for example "påskeferien" = "uge 14"',
)
CUT_BY_COMMENT = Message(
    da="”{rest}” regnes som en kommentar, fordi # står efter et mellemrum. Hører det med til "
    "teksten, så sæt hele teksten i anførselstegn; ellers skriv et mellemrum efter #",
    en="“{rest}” counts as a comment, because # stands after a space. If it belongs to the text, "
    "put the whole text in quotation marks; if not, write a space after #",
)
ALIAS = Message(
    da="henvisninger (*navn) bruges ikke i planer; skriv teksten, hvor den hører til",
    en="aliases (*name) are not used in plans; write the text where it belongs",
)
TAG = Message(
    da="YAML-mærker som {tag} bruges ikke i planer; skriv værdien uden",
    en="YAML tags such as {tag} are not used in plans; write the value without it",
)
TOO_DEEP = Message(
    da="der er flere end {limit} niveauer inde i hinanden",
    en="there are more than {limit} levels inside each other",
)
TOO_MANY_VALUES = Message(
    da="filen rummer flere værdier, end en plan kan have: højst {limit}",
    en="the file holds more values than a plan can have: at most {limit}",
)
DASH_MISPLACED = Message(
    da="her kan ikke stå et punkt med bindestreg; ryk det ind under det felt, det hører til, på en "
    "linje for sig",
    en="an entry with a dash cannot be here; indent it under the field it belongs to, on a line "
    "of its own",
)
NO_COLON = Message(
    da="der mangler et kolon efter feltets navn",
    en="there is no colon after the field's name",
)
NO_COMMA = Message(da="der mangler et komma", en="there is no comma")
COMMA_BEFORE_END = Message(
    da="der er et komma for meget før slutningen",
    en="there is a comma too many before the end",
)
NO_VALUE = Message(
    da="her skal stå en værdi: en tekst i anførselstegn, et tal, true, false, null, [ eller {",
    en="a value must be here: a text in quotation marks, a number, true, false, null, [ or {",
)
NO_NAME = Message(
    da="her skal stå et feltnavn i dobbelte anførselstegn",
    en="a field name in double quotation marks must be here",
)
OPEN_QUOTE = Message(
    da="et anførselstegn bliver ikke lukket igen", en="a quotation mark is never closed"
)
OPEN_LIST = Message(
    da="listen i [ ] mangler et komma mellem to punkter eller en ] til sidst",
    en="the list in [ ] lacks a comma between two entries, or a ] at its end",
)
OPEN_MAPPING = Message(
    da="felterne i { } mangler et komma mellem to felter eller en } til sidst",
    en="the fields in { } lack a comma between two of them, or a } at their end",
)
NOT_FINISHED = Message(
    da="teksten slutter, før den er færdig; mangler der en ] eller }?",
    en="the text ends before it is finished; is there no ] or }?",
)
BLOCK_TEXT = Message(
    da="efter | eller > skal teksten begynde på næste linje",
    en="after | or > the text must begin on the next line",
)
BAD_START = Message(
    da="en tekst kan ikke begynde med dette tegn; sæt teksten i anførselstegn",
    en="a text cannot begin with this character; put the text in quotation marks",
)
BAD_ESCAPE = Message(
    da="omvendt skråstreg (\\) og det, der står efter den, kan ikke læses; skriv tegnet selv, "
    "eller \\\\ for en omvendt skråstreg",
    en="a backslash (\\) and what is after it cannot be read; write the character itself, or "
    "\\\\ for a backslash",
)
RAW_CONTROL_CHARACTER = Message(
    da="en tekst må ikke indeholde tabulator, linjeskift eller andre kontroltegn; et linjeskift "
    "skrives \\n",
    en="a text cannot hold a tab, a line break or another control character; a line break is "
    "written \\n",
)
TEXT_AFTER_END = Message(
    da="der står mere, efter at planen er slut", en="there is more after the end of the plan"
)
NOT_JSON_NUMBER = Message(da="{value} er ikke et tal i JSON", en="{value} is not a number in JSON")
WRONG_ID_FOR_FILE = Message(
    da="planens id er ”{id}”, men filen hedder {stem}; de skal være ens",
    en="the plan's id is “{id}”, but the file is named {stem}; they must be the same",
)

# --- Settings and plugins -------------------------------------------------------------------------
NO_FOLDER = Message(da="mappen {folder} findes ikke", en="there is no folder {folder}")
UNKNOWN_PLAN = Message(da="der er ingen plan ”{name}”{hint}", en="there is no plan “{name}”{hint}")
UNKNOWN_OUTPUT = Message(
    da="der er intet outputformat ”{name}”{hint}", en="there is no output “{name}”{hint}"
)
UNKNOWN_READER = Message(
    da="der er intet indlæsningsformat ”{name}”{hint}", en="there is no reader “{name}”{hint}"
)
NO_READER_FOR = Message(
    da="malplan kan ikke indlæse {file}: intet plugin læser den slags filer. Kendte filendelser: "
    "{suffixes}",
    en="malplan cannot import {file}: no plugin reads such files. Known suffixes: {suffixes}",
)
NO_READERS = Message(
    da="malplan kan ikke indlæse {file}: der er intet plugin, som læser udfyldte dokumenter. "
    "Installér malplan-docx for at læse formularer i Word",
    en="malplan cannot import {file}: no plugin reads documents that people filled in. Install "
    "malplan-docx to read forms in Word",
)
READER_FAILED = Message(
    da="indlæsningen med {name} fra {origin} fejlede: {reason}",
    en="the reader {name} from {origin} failed: {reason}",
)
NOT_IMPORTED = Message(
    da="{name} fra {origin} skal returnere malplan.Imported, men gav {value}",
    en="{name} from {origin} has to return malplan.Imported, but gave {value}",
)
KNOWN_NAMES = Message(da=". Der er: {names}", en=". There are: {names}")
NONE_INSTALLED = Message(da=". Der findes slet ingen", en=". There are none at all")
SAME_PLAN = Message(
    da="flere planer har navnet ”{name}”: {origins}. Fjern eller blokér alle på nær én",
    en="several plans are named “{name}”: {origins}. Remove or block all but one",
)
SAME_OUTPUT = Message(
    da="flere outputformater har navnet ”{name}”: {origins}. Fjern eller blokér alle på nær ét",
    en="several outputs are named “{name}”: {origins}. Remove or block all but one",
)
SAME_READER = Message(
    da="flere indlæsningsformater har navnet ”{name}”: {origins}. Fjern eller blokér alle på nær "
    "ét",
    en="several readers are named “{name}”: {origins}. Remove or block all but one",
)
SAME_OTHER = Message(
    da="flere plugins bidrager med ”{name}”: {origins}. Fjern eller blokér alle på nær ét",
    en="several plugins bring “{name}”: {origins}. Remove or block all but one",
)
BLOCKED = Message(da="blokeret i indstillingerne", en="blocked by the settings")
NOT_ALLOWED = Message(
    da="står ikke på listen over tilladte plugins", en="not on the list of allowed plugins"
)
NEEDS_MALPLAN = Message(
    da="kræver malplan {wanted}, men her er malplan {version}",
    en="needs malplan {wanted}, but this is malplan {version}",
)
PLUGIN_RAISED = Message(da="fejl under {step}: {reason}", en="failed at {step}: {reason}")
STEP_IMPORT = Message(da="import", en="import")
STEP_REGISTER = Message(da="registrering", en="registration")
REGISTERS_NOTHING = Message(
    da="har ingen funktion malplan_register, mærket med @malplan.hookimpl",
    en="has no function malplan_register marked with @malplan.hookimpl",
)
NO_PLAN_FILE = Message(da="filen {file} findes ikke", en="there is no file {file}")
NOT_A_PLAN = Message(
    da="registry.plan tager en Plan eller stien til en .yaml- eller .json-fil, ikke {value}",
    en="registry.plan takes a Plan or the path of a .yaml or .json file, not {value}",
)
NOT_AN_OUTPUT = Message(
    da="et outputformat skal have name, suffix, media_type og write; {value} mangler {missing}",
    en="an output needs name, suffix, media_type and write; {value} lacks {missing}",
)
NOT_A_READER = Message(
    da="et indlæsningsformat skal have name, suffixes (endelser som .docx) og read; {value} "
    "mangler {missing}",
    en="a reader needs name, suffixes (such as .docx) and read; {value} lacks {missing}",
)
NOT_A_CHECK = Message(
    da="et tjek skal have code og check; {value} mangler {missing}",
    en="a check needs code and check; {value} lacks {missing}",
)
NOT_A_STORE_TYPE = Message(
    da="{value} kan ikke åbne en log: {missing} mangler. Registrér et objekt med schemes (en "
    "tuple) og open",
    en="{value} cannot open a store: {missing} is missing. Register an object with schemes (a "
    "tuple) and open",
)
NOT_AN_EXTENSION = Message(
    da="en udvidelse skal være en attrs-klasse, ikke {value}",
    en="an extension must be an attrs class, not {value}",
)
NOT_A_FIELD_TYPE = Message(
    da="feltet {field} har typen {type}; en udvidelses felter kan være str, int, bool, Decimal, "
    "date, malplan.Period, en Enum, en attrs-klasse, tuple[…, ...] og dict[str, …] af dem, eller "
    "… | None",
    en="the field {field} has the type {type}; the fields of an extension may be str, int, bool, "
    "Decimal, date, malplan.Period, an Enum, an attrs class, tuple[…, ...] and dict[str, …] of "
    "these, or … | None",
)
RESERVED = Message(
    da="”{name}” er malplans eget navn; vælg et andet",
    en="“{name}” is a name of malplan's own; choose another",
)
NOT_A_PLAN_FILE = Message(
    da="{file} er ikke med som plan: {problem}", en="{file} is left out: {problem}"
)
PLUGIN_NOT_LOADED = Message(
    da="pluginet {name} er ikke indlæst: {reason}",
    en="the plugin {name} is not loaded: {reason}",
)
UNREADABLE_REQUIREMENT = Message(
    da="dets krav til malplan kan ikke læses: {requirement}",
    en="what it requires of malplan cannot be read: {requirement}",
)
NOT_INSTALLED_BLOCKED = Message(
    da="listen over blokerede plugins nævner ”{name}”, som ikke er installeret{hint}",
    en="the list of blocked plugins names “{name}”, which is not installed{hint}",
)
NOT_INSTALLED_ALLOWED = Message(
    da="listen over tilladte plugins nævner ”{name}”, som ikke er installeret{hint}",
    en="the list of allowed plugins names “{name}”, which is not installed{hint}",
)
REGISTRY_CLOSED = Message(
    da="et plugin kan kun registrere noget, mens dets malplan_register kører",
    en="a plugin can register only while its malplan_register runs",
)
LOADS_PLUGINS = Message(
    da="et plugin kan ikke indlæse plugins, mens det selv bliver indlæst",
    en="a plugin cannot load plugins while it is being loaded itself",
)
HOOK_RETURNED = Message(
    da="malplan_register skal være en almindelig funktion uden returværdi, men gav {value}",
    en="malplan_register must be an ordinary function that returns nothing, but gave {value}",
)
A_CLASS = Message(
    da="{name} er en klasse; registrér en instans: {name}()",
    en="{name} is a class; register an instance: {name}()",
)
RELATIVE_PLAN_FILE = Message(
    da="stien {file} afhænger af, hvor programmet startes; skriv Path(__file__).parent foran den",
    en="the path {file} depends on where the program is started; put Path(__file__).parent "
    "before it",
)
REGISTERED_TWICE = Message(da="registrerer ”{name}” to gange", en="registers “{name}” twice")
NOT_A_FINDING = Message(
    da="gav {value} i stedet for et Finding", en="gave {value} instead of a Finding"
)
OUTPUT_FAILED = Message(
    da="outputformatet {name} fra {origin} fejlede: {reason}",
    en="the output {name} from {origin} failed: {reason}",
)
UNKNOWN_OPTION = Message(
    da="outputformatet {name} har intet tilvalg ”{option}”{hint}",
    en="the output {name} has no option “{option}”{hint}",
)
NO_OPTIONS = Message(da=". Det har ingen tilvalg", en=". It has no options")
NO_SITE = Message(
    da="outputformatet {name} fra {origin} kan ikke skrive et websted",
    en="the output {name} from {origin} cannot write a site",
)
CPR_REMOVED = Message(
    da="planen indeholder CPR-numre; de er udeladt her ([CPR]). Kør malplan check for at se hvor",
    en="the plan holds CPR numbers; they are left out here ([CPR]). Run malplan check to see where",
)
