"""The command line as people and programs call it."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from malplan import InvalidValue, __version__
from malplan.cli import cli, main
from malplan.cli.common import write_content

PLAN = """\
format: 1
id: sommer
title: Sommersvømning (eksempel)
year: 2026
municipality: Eksempel Kommune
coordinators: [{name: En tovholder}]
actions:
- id: kursus
  title: Kursus
  milestones: [{id: start, text: Start, kind: start, period: medio juni}]
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Path:
    """A folder with a malplan.toml and one plan, in which every command runs."""
    text = 'plans = ["planer"]\n[plugins]\nallow = []\n'
    (tmp_path / "malplan.toml").write_text(text, encoding="utf-8")
    (tmp_path / "planer").mkdir()
    (tmp_path / "planer" / "sommer.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def run(*args: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli, list(args), prog_name="malplan")
    assert result.exit_code == code, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def run_json(*args: str, code: int = 0) -> Any:
    return json.loads(run(*args, "--json", code=code).stdout)


def test_list(folder: Path) -> None:
    assert run_json("list") == [
        {
            "id": "sommer",
            "title": "Sommersvømning (eksempel)",
            "year": 2026,
            "municipality": "Eksempel Kommune",
            "from": str(folder / "planer" / "sommer.yaml"),
        }
    ]
    assert "Sommersvømning" in run("list").stdout
    (folder / "planer" / "sommer.yaml").write_text("id: [", encoding="utf-8")
    result = run("list", "--json", code=2)
    assert json.loads(result.stdout) == []
    assert "sommer.yaml" in result.stderr


def test_list_of_nothing(folder: Path) -> None:
    (folder / "planer" / "sommer.yaml").unlink()
    assert "Der er ingen planer" in run("list").stdout
    assert "There are no plans" in run("list", "--lang", "en").stdout
    assert run_json("list") == []


def test_show() -> None:
    data = run_json("show", "sommer")
    assert data["format"] == 1
    assert data["actions"][0]["milestones"][0]["period"] == {
        "text": "medio juni",
        "start": "2026-06-11",
        "end": "2026-06-20",
        "approximate": False,
    }
    assert "Prøvehandling 1: Kursus" in run("show", "sommer").stdout
    assert "Trial action 1: Kursus" in run("show", "planer/sommer.yaml", "--lang", "en").stdout
    for day in ("2026-05-15", "15.5.2026", "15. maj 2026", "fredag den 15. maj 2026"):
        assert "│ 15. maj 2026" in run("show", "sommer", "--on", day).stdout


def test_check() -> None:
    findings = run_json("check", "sommer", code=1)
    assert {
        "plan": "sommer",
        "code": "action-without-sign",
        "severity": "warning",
        "path": "actions/kursus",
        "message": "Prøvehandlingen har ingen tegn. Beskriv, hvad I vil kunne se, høre eller "
        "tælle, hvis den virker.",
    } in findings
    assert run_json("check", "sommer", "--fail-on", "error") == findings
    english = run_json("check", "sommer", "--lang", "en", "--fail-on", "error")
    assert [f["code"] for f in english] == [f["code"] for f in findings]
    assert "The trial action has no signs" in str(english)
    assert "Prøvehandlingen har ingen tegn" in run("check", "sommer", code=1).stdout


def test_check_goes_on_after_a_plan_it_cannot_read() -> None:
    result = run("check", "nowhere.yaml", "sommer", "--json", "--fail-on", "error", code=2)
    assert {finding["plan"] for finding in json.loads(result.stdout)} == {"sommer"}
    assert "nowhere.yaml" in result.stderr


def test_render(folder: Path) -> None:
    assert run("render", "sommer", "--to", "yaml").stdout.startswith("format: 1\nid: sommer\n")
    file = folder / "ud.md"
    assert "ud.md" in run("render", "sommer", "--to", "markdown", "-o", "ud.md").stderr
    assert file.read_text(encoding="utf-8").startswith("# Sommersvømning")
    file.write_text("mine", encoding="utf-8")
    result = run("render", "sommer", "--to", "markdown", "-o", "ud.md", code=2)
    assert "--force" in result.stderr
    assert file.read_text(encoding="utf-8") == "mine"
    run("render", "sommer", "--to", "markdown", "-o", "ud.md", "--force")
    assert file.read_text(encoding="utf-8").startswith("# Sommersvømning")
    assert sorted(path.name for path in folder.iterdir()) == ["malplan.toml", "planer", "ud.md"]


def test_a_file_that_cannot_be_written(folder: Path) -> None:
    result = run("render", "sommer", "--to", "yaml", "-o", "nowhere/x.yaml", code=2)
    assert "kan ikke skrives" in result.stderr
    result = run("render", "sommer", "--to", "yaml", "-o", "planer", "--force", code=2)
    assert "kan ikke skrives" in result.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["malplan.toml", "planer"]


def test_a_written_file_is_what_the_old_one_was(folder: Path) -> None:
    file, link = folder / "ud.json", folder / "link.json"
    file.write_text("gammel", encoding="utf-8")
    file.chmod(0o600)
    link.symlink_to(file)
    run("render", "sommer", "--to", "json", "-o", "link.json", "--force")
    assert link.is_symlink()
    assert json.loads(file.read_text(encoding="utf-8"))["id"] == "sommer"
    assert file.stat().st_mode & 0o777 == 0o600
    run("render", "sommer", "--to", "json", "-o", "ny.json")
    os.umask(mask := os.umask(0))
    assert (folder / "ny.json").stat().st_mode & 0o777 == 0o666 & ~mask


def test_of_many_at_once_one_writes(folder: Path) -> None:
    args = [sys.executable, "-m", "malplan", "render", "sommer", "--to", "json", "-o", "ud.json"]
    started = [subprocess.Popen(args, stderr=subprocess.DEVNULL) for _ in range(4)]
    codes = sorted(process.wait() for process in started)
    assert codes == [0, 2, 2, 2]
    assert json.loads((folder / "ud.json").read_text(encoding="utf-8"))["id"] == "sommer"


def test_a_file_system_without_links_will_do(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    run("render", "sommer", "--to", "json", "-o", "ud.json")
    assert json.loads((folder / "ud.json").read_text(encoding="utf-8"))["id"] == "sommer"
    run("render", "sommer", "--to", "json", "-o", "ud.json", code=2)


def test_a_dash_is_standard_output(folder: Path) -> None:
    assert run("render", "sommer", "--to", "yaml", "-o", "-").stdout.startswith("format: 1")
    assert not (folder / "-").exists()


def test_outputs_and_plugins() -> None:
    outputs = run_json("outputs")
    assert [output["name"] for output in outputs] == ["json", "markdown", "yaml"]
    assert outputs[1] == {
        "name": "markdown",
        "suffix": ".md",
        "media_type": "text/markdown",
        "from": "malplan",
    }
    assert "text/markdown" in run("outputs").stdout
    for plugin in run_json("plugins"):
        assert plugin["status"] == "blocked"
        assert set(plugin) == {"name", "version", "status", "reason", "provides"}
    run("plugins")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("i medio februar", "2026-02-11/2026-02-20  medio februar 2026\n"),
        ("senest 5. maj", "../2026-05-05  senest 5. maj 2026\n"),
        ("fra 5. maj 2027", "2027-05-05/..  fra 5. maj 2027\n"),
        ("snarest", "../..  snarest\n"),
    ],
)
def test_period(text: str, line: str) -> None:
    assert run("period", text, "--year", "2026").stdout == line


def test_a_period_in_edtf_and_in_english() -> None:
    assert (
        run("period", "2026-03~", "--edtf").stdout == "2026-03-01/2026-03-31  omkring marts 2026\n"
    )
    english = run("period", "ultimo marts/primo april 2026", "--lang", "en").stdout
    assert english.endswith("  late March to early April 2026\n")
    assert "EDTF" in run("period", "marts", "--edtf", code=2).stderr


def test_period_as_json() -> None:
    assert run_json("period", "omkring 5. maj", "--year", "2026") == {
        "format": 1,
        "start": "2026-05-05",
        "end": "2026-05-05",
        "text": "omkring 5. maj",
        "approximate": True,
        "edtf": "2026-05-05~",
        "words": {"da": "omkring 5. maj 2026", "en": "around 5 May 2026"},
    }
    assert run_json("period", "maj")["start"].endswith("-05-01")
    assert "Mente du ”medio maj”?" in run("period", "mdio maj", "--year", "2026", code=2).stderr
    assert "“medio maj”" in run("period", "mdio maj", "--lang", "en", code=2).stderr


def test_a_redacted_plan_says_so(folder: Path) -> None:
    path = folder / "planer" / "sommer.yaml"
    path.write_text(PLAN.replace("En tovholder", "010190-1234"), encoding="utf-8")
    for command in (
        ["show", "sommer"],
        ["show", "sommer", "--json"],
        ["render", "sommer", "--to", "yaml"],
    ):
        result = run(*command)
        assert "1234" not in result.output
        assert "CPR" in result.stderr
    assert "cpr-number" in {f["code"] for f in run_json("check", "sommer", code=1)}
    path.write_text(PLAN.replace("Sommersvømning", "010190-1234"), encoding="utf-8")
    assert "1234" not in run("check", "sommer", code=1).output
    assert "1234" not in run("list").output
    assert "1234" not in run("list", "--json").output


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["show", "somer"], "Mente du ”sommer”"),
        (["show", "x.yaml"], "filen findes ikke"),
        (["show", "planer/"], "mappe"),
        (["show", "sommer", "--on", "maj 2026"], "15.5.2026"),
        (["show", "sommer", "--on", "15. maj"], "15.5.2026"),
        (["show", "sommer", "--on", " "], "15.5.2026"),
        (["show", "sommer", "--lang", "fr"], "fr"),
        (["show"], "PLAN"),
        (["check"], "PLAN"),
        (["shw"], "Did you mean “show”"),
        (["render", "sommer"], "--to"),
        (["render", "sommer", "--to", "markdwn"], "Mente du ”markdown”"),
        (["render", "sommer", "--to", "pdf"], "json, markdown og yaml"),
        (["check", "sommer", "--fail-on", "x"], "warning"),
        (["period", "maj", "--year", "x"], "x"),
        (["period", "maj", "--year", "1"], "1900"),
        ([], "Usage"),
    ],
)  # fmt: skip
def test_bad_use_is_told_and_exits_with_2(args: list[str], says: str) -> None:
    assert says in run(*args, code=2).stderr


def test_wrong_settings_are_told(folder: Path) -> None:
    (folder / "malplan.toml").write_text("plan = 1", encoding="utf-8")
    assert "Mente du ”plans”" in run("list", code=2).stderr


def test_every_command_has_help_with_an_example_or_options() -> None:
    overview = run("--help").stdout
    for name in ("check", "list", "outputs", "period", "plugins", "render", "show"):
        assert name in overview
        text = run(name, "--help").stdout
        assert "Usage: malplan" in text
        assert "--json" in text or name == "render"
        assert "--lang" in text


def test_the_same_plan_twice_is_told(folder: Path) -> None:
    (folder / "planer" / "sommer.json").write_text("{}", encoding="utf-8")
    for command in ("list", "plugins"):
        assert "sommer.json og " in run(command, "--json").stderr
    assert "sommer.json og " in run("show", "sommer", code=2).stderr


def test_a_template_is_an_option_of_the_format() -> None:
    result = run("render", "sommer", "--to", "markdown", "--template", "min.docx", code=2)
    assert "”template”" in result.stderr


def test_a_command_that_is_not_there_is_told() -> None:
    for args in (["vis"], ["--", "--vis"]):
        result = run(*args, code=2)
        assert "vis" in result.stderr
        assert result.stdout == ""


def test_a_stream_that_cannot_be_told_how_to_write(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(sys, "argv", ["malplan", "--version"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert (ended.value.code, stream.getvalue()) == (0, f"malplan {__version__}\n")


# --- As a program ---------------------------------------------------------------------------------
def program(*args: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "malplan", *args],
        capture_output=True,
        check=False,
        env={**os.environ, **env},
    )


def test_the_module_is_the_same_program() -> None:
    assert program("--version").stdout.decode().strip() == f"malplan {__version__}"


def test_json_is_utf8_on_any_console() -> None:
    for args in (["show", "sommer", "--json"], ["check", "sommer", "--json"]):
        result = program(*args, PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
        assert "ø" in json.dumps(json.loads(result.stdout.decode("utf-8")), ensure_ascii=False)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_poor_console_is_no_reason_to_fail(encoding: str) -> None:
    result = program("show", "sommer", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert result.returncode == 0, result.stderr
    assert b"Kursus" in result.stdout
    assert b"\x1b" not in result.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("args", [["show", "sommer"], ["render", "sommer", "--to", "json"]])
def test_a_full_disk_is_told(args: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [sys.executable, "-m", "malplan", *args],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert result.returncode == 2
    assert "plads på disken" in result.stderr.decode()
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize("args", [["show", "sommer"], ["render", "sommer", "--to", "json"]])
def test_a_reader_that_has_seen_enough_is_no_error(args: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "malplan", *args]
    result = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert result.returncode == 1
    assert result.stderr == b""


@pytest.mark.skipif(sys.platform == "win32", reason="has no shell that closes a descriptor")
def test_without_an_output_the_exit_code_is_all_there_is() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "malplan", "check", "sommer"],
        preexec_fn=lambda: os.close(1),
        stderr=subprocess.PIPE,
        check=False,
    )
    assert result.returncode == 1
    assert b"Traceback" not in result.stderr


def test_no_traceback_for_bad_input(folder: Path) -> None:
    (folder / "x.yaml").write_bytes(b"\xff\xfe\x00")
    result = program("show", "x.yaml")
    assert result.returncode == 2
    assert b"Traceback" not in result.stderr
    assert b"x.yaml:1" in result.stderr


def test_what_is_no_text_does_not_go_to_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    with os.fdopen(os.dup(1), "w") as shown:
        monkeypatch.setattr(sys, "stdout", shown)
        write_content(b"a\0b", None, "da", force=False)  # a pipe takes anything
        monkeypatch.setattr(shown, "isatty", lambda: True)
        write_content(b"abc", None, "da", force=False)
        write_content(b"a\0b", Path("-"), "da", force=False)  # so does who asks for it
        with pytest.raises(InvalidValue, match="-o FILE"):
            write_content(b"a\0b", None, "da", force=False)
    assert capfdbinary.readouterr().out == b"a\0babca\0b"
