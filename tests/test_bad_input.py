"""Bad input, by the command line: the whole list, in YAML and in JSON.

Each row says what is wrong, and what a coordinator is told: the line, the place in the plan, and
the gist of the sentence. The same field stands on the same line in both formats.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner, Result

from malplan import InvalidPlan
from malplan.cli import cli
from malplan.reading import MOST_BYTES, MOST_LEVELS, MOST_VALUES, read_json

YAML = 'format: 1\nid: p\ntitle: P\nyear: 2026\nmunicipality: M\n'  # fmt: skip
JSON = '{"format": 1,\n"id": "p",\n"title": "P",\n"year": 2026,\n"municipality": "M"'
HUGE = 30 * 1024 * 1024


class Bad(NamedTuple):
    """One kind of bad input.

    Attributes:
        what: What is wrong.
        yaml: It in YAML; None where YAML cannot have it.
        json: It in JSON.
        line: The line that is told, None where the whole file is meant.
        path: The place in the plan that is told; None where the parser may stop before it is known.
        gist: What the Danish sentence says, in either format.
    """

    what: str
    yaml: str | bytes | None
    json: str | bytes | None
    line: int | None
    path: str | None
    gist: str


def more(yaml: str, json: str) -> tuple[str, str]:
    """A plan with something more from its sixth line on."""
    return YAML + yaml, f"{JSON},\n{json}}}"


def with_title(yaml: str, json: str) -> tuple[str, str]:
    """A plan with this title, on the third line."""
    return YAML.replace("P", yaml), JSON.replace('"P"', json) + "}"


def with_milestone(yaml: str, json: str) -> tuple[str, str]:
    """A plan with a milestone whose period, on the eleventh line, is this."""
    return more(
        f"actions:\n- id: a\n  title: A\n  milestones:\n  - {{id: m, text: M,\n     period: {yaml}}}\n",
        '"actions": [\n{"id": "a",\n"title": "A",\n"milestones":\n[{"id": "m", "text": "M",\n'
        f'"period": {json}}}]}}]',
    )


def with_figure(yaml: str, json: str) -> tuple[str, str]:
    """A plan with a key figure of this value, on the eighth line."""
    return more(
        f"challenge:\n  text: C\n  key_figures: [{{id: k, text: K, value: {yaml}}}]\n",
        f'"challenge":\n{{"text": "C",\n"key_figures": [{{"id": "k", "text": "K", "value": {json}}}]}}',
    )


def alias_bomb() -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    return "\n".join(lines)


PERIOD = "actions/a/milestones/m/period"
FIGURE = "challenge/key_figures/k/value"
DEEP = "0" + "/0" * (MOST_LEVELS - 1)
NOT_SO_DEEP = "her skal stå felter"

LIST = (
    # --- Fields -----------------------------------------------------------------------------------
    Bad("an unknown key", *more("titel: x\n", '"titel": "x"'), 6, "titel", "Mente du ”title”?"),
    Bad("an unknown key, near none", *more("zzz: x\n", '"zzz": 1'), 6, "zzz", "Her kan stå: format, id"),
    Bad("a wrong type", *more("goals: x\n", '"goals": "x"'), 6, "goals", "her skal stå en liste, men der står ”x”"),
    Bad("a text cut short by a comment", YAML.replace("title: P", "title: Indsats #2 æ"), None, 3, "title", "”#2 æ” regnes som en kommentar"),
    Bad("a list for a text", *more("supersedes: [a]\n", '"supersedes": ["a"]'), 6, "supersedes", "en tekst, men der står en liste"),
    Bad("a truth for a number", *with_figure("true", "true"), 8, FIGURE, "et tal, men der står ”true”"),
    Bad("an empty text for a number", *with_figure("''", '""'), 8, FIGURE, "et tal, men der står en tom tekst"),
    Bad("a missing field", YAML.replace("title: P\n", ""), JSON.replace('"title": "P",\n', "") + "}", 1, "title", "feltet ”title” mangler"),
    Bad("an empty field", *with_title("", "null"), 3, "title", "feltet ”title” mangler"),
    Bad("the same key twice", *more("title: Q\n", '"title": "Q"'), 6, "title", "står her igen; det står også i linje 3"),
    Bad("the same key, escaped", None, f'{JSON},\n"t\\u0069tle": "Q"}}', 6, "title", "står her igen; det står også i linje 3"),
    # --- The plan as a whole ----------------------------------------------------------------------
    Bad("a duplicate id", *more("goals: [{id: g, text: G},\n  {id: g, text: H}]\n", '"goals": [{"id": "g", "text": "G"},\n{"id": "g", "text": "H"}]'), 7, "goals/g/id", "id’et ”g” bruges 2 gange"),
    Bad("a dangling reference", *more("goals:\n- {id: g, text: G, leads_to: [h]}\n", '"goals":\n[{"id": "g", "text": "G", "leads_to": ["h"]}]'), 7, "goals/g/leads_to/0", "intet mål med id’et ”h”"),
    Bad("a cycle in the chain", *more("goals:\n- {id: g, text: G, leads_to: [h]}\n- {id: h, text: H, leads_to: [g]}\n", '"goals":\n[{"id": "g", "text": "G", "leads_to": ["h"]},\n{"id": "h", "text": "H", "leads_to": ["g"]}]'), 7, "goals/g/leads_to", "”g” og ”h” henviser til hinanden i ring"),
    Bad("a reference to itself", *more("goals:\n- {id: g, text: G, leads_to: [g]}\n", '"goals":\n[{"id": "g", "text": "G", "leads_to": ["g"]}]'), 7, "goals/g/leads_to", "”g” peger på sig selv"),
    Bad("an id that is a path", YAML.replace("id: p", "id: ../../etc"), JSON.replace('"p"', '"../../etc"') + "}", 2, "id", "”../../etc” kan ikke være et id"),
    Bad("an id that is too long", YAML.replace("id: p", f"id: {'p' * 101}"), JSON.replace('"p"', f'"{"p" * 101}"') + "}", 2, "id", "højst være på 100 tegn; her er 101"),
    # --- Time -------------------------------------------------------------------------------------
    Bad("an unreadable period", *with_milestone("mdio februar", '"mdio februar"'), 11, PERIOD, "Mente du ”medio februar”?"),
    Bad("a period of a megabyte", *with_milestone("maj" + "." * 900_000, f'"maj{"." * 900_000}"'), 11, PERIOD, "er for lang; der er plads til 200"),
    Bad("a period as a number", *with_milestone("[5]", "5"), 11, PERIOD, "her skal stå et tidspunkt"),
    Bad("text and dates that disagree", *with_milestone("{text: medio februar, start: 2026-02-01}", '{"text": "medio februar", "start": "2026-02-01"}'), 11, PERIOD, "betyder 2026-02-11/2026-02-20, men start og end siger 2026-02-01/.."),
    Bad("an end before the start", *with_milestone("{start: 2026-02-02, end: 2026-02-01}", '{"start": "2026-02-02", "end": "2026-02-01"}'), 11, PERIOD, "slutter (2026-02-01), før den begynder"),
    # --- Numbers ----------------------------------------------------------------------------------
    Bad("an immense number", *with_figure("1e999999999", "1e999999999"), 8, FIGURE, "for stort eller for langt"),
    Bad("a million digits", *with_figure("9" * 1_000_000, "9" * 1_000_000), 8, FIGURE, "for stort eller for langt"),
    Bad("an exponent beyond numbers", *with_figure("1e99999999999999999999", "1e99999999999999999999"), 8, FIGURE, "et tal"),
    Bad("not a number", *with_figure("NaN", "NaN"), 8, FIGURE, "et tal"),
    Bad("infinity", *with_figure("-Infinity", "-Infinity"), 8, FIGURE, "et tal"),
    Bad("infinity in YAML", with_figure(".inf", "")[0], None, 8, FIGURE, "et tal, men der står ”.inf”"),
    Bad("a hexadecimal number", with_figure("0x10", "")[0], None, 8, FIGURE, "et tal, men der står ”0x10”"),
    Bad("thousands by a point", *with_figure("64.000", '"64.000"'), 8, FIGURE, "skriv 64000"),
    Bad("thousands by underscore", *with_figure("64_000", '"64_000"'), 8, FIGURE, "et tal, men der står ”64_000”"),
    Bad("a decimal comma", *with_figure("'1,5'", '"1,5"'), 8, FIGURE, "skriv 1,5 med punktum"),
    Bad("a decimal comma among fields", with_figure("1,5", "")[0], None, 8, "challenge/key_figures/k/5", "Er det decimalerne i et tal"),
    Bad("digits of another script", *with_figure("٣", '"٣"'), 8, FIGURE, "et tal"),
    Bad("a number in words", *with_figure("12 unge", '"12 unge"'), 8, FIGURE, "et tal, men der står ”12 unge”"),
    # --- Characters -------------------------------------------------------------------------------
    Bad("tabs", YAML + "owner:\n\tname: A\n", None, 7, "", "med mellemrum, ikke med tabulator"),
    Bad("a tab in a text", None, with_title("", '"a\tb"')[1], 3, "", "må ikke indeholde tabulator"),
    Bad("Windows-1252", YAML.replace("P", "Målplan").encode("cp1252"), JSON.replace("P", "Målplan").encode("cp1252"), 3, "", "måske som Windows-1252; vælg UTF-8"),
    Bad("UTF-16", YAML.encode("utf-16"), JSON.encode("utf-16"), 1, "", "UTF-16"),
    Bad("UTF-16 without a mark", YAML.encode("utf-16-le"), JSON.encode("utf-16-le"), 1, "", "UTF-16"),
    Bad("UTF-32", YAML.encode("utf-32-be"), JSON.encode("utf-32-be"), 1, "", "UTF-32"),
    Bad("overlong UTF-8", YAML.encode().replace(b"P", b"\xc0\xaf"), JSON.encode().replace(b"P", b"\xc0\xaf"), 3, "", "0xC0"),
    Bad("a raw surrogate", YAML.encode().replace(b"P", b"\xed\xa0\x80"), JSON.encode().replace(b"P", b"\xed\xa0\x80"), 3, "", "0xED"),
    Bad("control characters", *with_title("P\x01", '"P\x01"'), 3, "", "kontroltegn"),
    Bad("escaped control characters", *with_title('"P\\x01"', '"P\\u0001"'), 3, "title", "U+0001"),
    Bad("marks that turn text around", *with_title("a\u202eb", '"a\u202eb"'), 3, "title", "U+202E"),
    Bad("a lone surrogate", with_title('"\\ud800"', "")[0], None, 3, "", "omvendt skråstreg"),
    Bad("what XML cannot hold", *with_title('"a\\ufffeb"', '"a\\ufffeb"'), 3, "title", "U+FFFE"),
    Bad("a lone surrogate in JSON", None, with_title("", '"\\ud800"')[1], 3, "title", "U+D800"),
    Bad("NUL bytes", "\0" * 100, "\0" * 100, 1, "", "UTF-16"),
    Bad("a NUL byte at the end", YAML + "\0", None, 6, "", "kontroltegn"),
    # --- Files ------------------------------------------------------------------------------------
    Bad("an empty file", "", "", None, "", "filen er tom"),
    Bad("nothing but white space", " \n\t\n", " \n\t\n", None, "", "filen er tom"),
    Bad("nothing but a mark", b"\xef\xbb\xbf", b"\xef\xbb\xbf", None, "", "filen er tom"),
    Bad("nothing but a comment", "# hej\n", None, 1, "", "felter skrevet som ”navn: værdi”, men der står ingenting"),
    Bad("nothing but a start", "---", None, 1, "", "men der står ingenting"),
    Bad("nothing", "null", "null", 1, "", "men der står ingenting"),
    Bad("30 MB", b"a" * HUGE, b"[" * HUGE, None, "", "for stor til at være en plan"),
    # --- YAML and JSON ----------------------------------------------------------------------------
    Bad("an alias bomb", alias_bomb(), None, 2, "a1/0", "henvisninger (*navn) bruges ikke"),
    Bad("an alias for a key", YAML + "*a : b\n", None, 6, "", "henvisninger (*navn) bruges ikke"),
    Bad("a merge key", YAML + "owner: &a {name: A}\ncoordinators:\n- <<: *a\n", None, 8, "coordinators/0/<<", "henvisninger (*navn) bruges ikke"),
    Bad("100,000 nested lists", "[" * 100_000 + "]" * 100_000, "[" * 100_000 + "]" * 100_000, 1, None, f"flere end {MOST_LEVELS} niveauer"),
    Bad("100,000 open lists", "[" * 100_000, "[" * 100_000, 1, None, f"flere end {MOST_LEVELS} niveauer"),
    Bad("a few levels too many", "[" * 33 + "]" * 33, "[" * 33 + "]" * 33, 1, DEEP, f"flere end {MOST_LEVELS} niveauer"),
    Bad("many dashes", "- " * (MOST_BYTES // 2), None, 1, DEEP, f"flere end {MOST_LEVELS} niveauer"),
    Bad("a Python tag", YAML + "owner: !!python/object/apply:os.system [exit]\n", None, 6, "owner", "!!python/object/apply:os.system bruges ikke"),
    Bad("a tag", YAML + "owner: {name: !!str x}\n", None, 6, "owner/name", "!!str bruges ikke"),
    Bad("two plans in one file", YAML + "---\n" + YAML, None, 6, "", "kun indeholde én plan"),
    Bad("two plans in one file, in JSON", None, f"{JSON}}}\n{JSON}}}", 6, "", "der står mere"),
    Bad("a key that is no text", "? [a]\n: b\n", None, 1, "", "et feltnavn skal være en tekst"),
    Bad("a key of a megabyte", f"? {'k' * 900_000}\n: x\n", f'{{"{"k" * 900_000}": 1}}', 1, "title", "mangler"),
    Bad("a colon in a text", with_title("P: Q", "")[0], None, 3, "", "kolon"),
    Bad("no colon", YAML.replace("title:", "title"), JSON.replace('"title":', '"title"') + "}", 3, "", "der mangler et kolon"),
    Bad("an open quotation mark", *with_title('"P', '"P'), 3, "", ""),
    Bad("an open bracket", YAML + "goals: [\n", JSON + ',\n"goals": [\n', 6, "", "slutter, før den er færdig"),
    Bad("a comma too many", None, JSON + ",\n}", 5, "", "et komma for meget"),
    Bad("a comma too many in a list", None, JSON + ',\n"goals": [{},\n\n ]}', 6, "", "et komma for meget"),
    Bad("wrong indentation", YAML + "goals:\n- id: g\n text: G\n", None, 8, "", "rykket forkert ind"),
    Bad("more values than there may be", *more("coordinators:\n" + "- {}\n" * 50_000, '"coordinators":\n[' + "{},\n" * 50_000 + "{}]"), 7 + MOST_VALUES - 7, f"coordinators/{MOST_VALUES - 7}", f"højst {MOST_VALUES}"),
)  # fmt: skip

ROWS = [
    pytest.param(bad, content, suffix, id=f"{bad.what}{suffix}")
    for bad in LIST
    for suffix, content in ((".yaml", bad.yaml), (".json", bad.json))
    if content is not None
]


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path) -> None:
    """No plugin that happens to be installed has a say."""
    (tmp_path / "malplan.toml").write_text("[plugins]\nallow = []\n", encoding="utf-8")


def told(*args: str) -> str:
    """What a command that refuses its input says; it says nothing else, and has no traceback."""
    result: Result = CliRunner().invoke(cli, list(args), prog_name="malplan")
    assert result.exit_code == 2, result.output
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.stdout == ""
    return result.stderr


@pytest.mark.parametrize(("bad", "content", "suffix"), ROWS)
def test_bad_input(bad: Bad, content: str | bytes, suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"plan{suffix}"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    place = f"{file}:{bad.line}" if bad.line else str(file)
    begins = ": ".join(part for part in ("Fejl", place, bad.path) if part) + ": "
    danish = told("check", str(file))
    assert [line for line in danish.splitlines() if line.startswith(begins) and bad.gist in line], (
        danish
    )
    assert all(line.startswith(f"Fejl: {file}") for line in danish.splitlines())
    assert len(danish.splitlines()) <= 201
    assert told("show", str(file)) == danish
    assert told("render", str(file), "--to", "json") == danish
    english = told("check", str(file), "--lang", "en")
    assert len(english.splitlines()) == len(danish.splitlines())
    assert all(line.startswith(f"Error: {file}") for line in english.splitlines())


def test_a_byte_order_mark_is_fine(tmp_path: Path) -> None:
    for suffix, content in ((".yaml", YAML), (".json", JSON + "}")):
        (tmp_path / f"plan{suffix}").write_bytes(b"\xef\xbb\xbf" + content.encode())
        assert CliRunner().invoke(cli, ["show", f"plan{suffix}"]).exit_code == 0


def test_figures_that_do_not_add_up_are_a_finding(tmp_path: Path) -> None:
    figures = "{id: w, text: W, value: 10}, {id: a, text: A, value: 3, part_of: w}, {id: b, text: B, value: 3, part_of: w}"
    (tmp_path / "plan.yaml").write_text(f"{YAML}challenge: {{text: C, key_figures: [{figures}]}}\n")
    result = CliRunner().invoke(cli, ["check", "plan.yaml", "--json"])
    assert result.exit_code == 1
    assert '"figures-do-not-add-up"' in result.stdout
    assert '"challenge/key_figures/w"' in result.stdout


# --- Files that are none --------------------------------------------------------------------------
def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("x")
    for name in ("nowhere.yaml", "nowhere/plan.yaml", "plain/plan.yaml", "../../etc/plan.yaml"):
        assert told("check", name) == f"Fejl: {name}: filen findes ikke\n"


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    assert told("check", "folder.yaml") == "Fejl: folder.yaml: det er en mappe, ikke en fil\n"


def test_another_kind_of_file(tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(b"PK")
    (tmp_path / "plan").write_text(YAML)
    assert "endelsen ”.docx” er ukendt" in told("check", "plan.docx")
    assert "har ingen endelse; en plan er en fil, der ender på .yaml, .yml eller .json" in told(
        "check", f".{os.sep}plan"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system here")
def test_what_is_no_regular_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    assert "det er ikke en almindelig fil" in told("check", "pipe.yaml")
    assert "det er ikke en almindelig fil" in told("check", "zero.yaml")
    assert told("check", "loop.yaml").endswith("filen kan ikke åbnes: linket peger på sig selv\n")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no such permissions here")
def test_a_file_without_permission(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(YAML)
    run_check = ("check", "plan.yaml")
    told("check", "other.yaml")  # so that all is imported
    (tmp_path / "plan.yaml").chmod(0)
    administrator = os.geteuid() == 0  # who may read every file
    if administrator:
        os.seteuid(65534)
    try:
        answer = told(*run_check)
    finally:
        if administrator:
            os.seteuid(0)
    assert answer == "Fejl: plan.yaml: filen kan ikke åbnes: der er ikke adgang\n"


@pytest.mark.skipif(sys.platform == "win32", reason="such names cannot be there")
@pytest.mark.parametrize(
    "name", ["a\nb.yaml", "a\x1b[2Jb.yaml", "a\u202eb.yaml", "010190-1234.yaml"]
)
def test_a_name_that_a_terminal_would_obey(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("x")
    (line,) = told("check", name).splitlines()
    assert line.isprintable()
    assert "1234" not in line


@pytest.mark.skipif(sys.platform != "linux", reason="such names cannot be there")
def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff.yaml")).write_text("x")
    assert told("check", os.fsdecode(b"\xff.yaml")).startswith(
        "Fejl: \N{REPLACEMENT CHARACTER}.yaml:1: "
    )


def test_a_name_that_cannot_be() -> None:
    assert "der er et NUL-tegn i filnavnet" in told("check", "a\0.yaml")
    assert told("check", f"{'a' * 300}.yaml").endswith(
        "filen kan ikke åbnes: navnet er for langt\n"
    )


# --- For real -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "content",
    ["[" * 100_000, "!!python/object/apply:os.system [exit]\n", alias_bomb(), "\0", b"\xff", "- " * (MOST_BYTES // 2)],
    ids=["deep", "code", "aliases", "a control character", "not UTF-8", "long"],
)  # fmt: skip
@pytest.mark.parametrize("suffix", [".yaml", ".json"])
def test_no_traceback_from_a_process(content: str | bytes, suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"plan{suffix}"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    command = [sys.executable, "-m", "malplan", "check", file.name]
    done = subprocess.run(command, capture_output=True, cwd=tmp_path, timeout=30, check=False)
    assert done.returncode == 2
    assert done.stdout == b""
    assert all(line.startswith("Fejl: plan") for line in done.stderr.decode().splitlines())


@pytest.mark.parametrize("value", ["1", '"x"', "null"])
def test_every_value_of_json_counts(value: str) -> None:
    read_json("[" + f"{value}," * (MOST_VALUES - 2) + f"{value}]")
    with pytest.raises(InvalidPlan) as caught:
        read_json("[" + f"{value}," * MOST_VALUES + f"{value}]")
    assert f"højst {MOST_VALUES}" in caught.value.problems[0].message.da
