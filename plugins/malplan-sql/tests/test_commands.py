"""The commands over a real file of SQLite, each in a process of its own, as people run them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PLAN = """\
format: 1
id: sommer
title: Sommersvømning (eksempel)
year: 2026
municipality: Eksempel Kommune
actions:
- id: kursus
  title: Kursus
  signs:
  - id: fremmoede
    text: Børnene kommer
    measure:
      kind: quantitative
      unit: børn
      counts: people
      targets: [{kind: at_least, value: 15, due: april}]
  milestones:
  - {id: start, text: Start, kind: start, period: medio marts}
  - {id: workshop, text: Workshop, period: april}
"""
SECRET = "Kun æblegrøden ved det"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    text = 'plans = ["planer"]\nstore = "sqlite:///log.db"\n[plugins]\nallow = ["malplan-sql"]\n'
    (tmp_path / "malplan.toml").write_text(text, encoding="utf-8")
    (tmp_path / "planer").mkdir()
    (tmp_path / "planer" / "sommer.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "below").mkdir()
    return tmp_path


def start(folder: Path, *args: str) -> subprocess.Popen[bytes]:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("MALPLAN_")
    }
    return subprocess.Popen(
        [sys.executable, "-m", "malplan", *args],
        cwd=folder / "below",
        env={**environment, "PYTHONUTF8": "1", "XDG_DATA_HOME": str(folder / "data")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def run(folder: Path, *args: str, code: int = 0) -> str:
    process = start(folder, *args)
    out, err = process.communicate()
    assert process.returncode == code, err.decode()
    assert b"Traceback" not in err
    return (out if code == 0 else err).decode().strip()


def run_json(folder: Path, *args: str) -> Any:
    return json.loads(run(folder, *args, "--json"))


def test_from_the_first_record_to_a_copy_of_the_log(folder: Path) -> None:
    record = ("record", "sommer", "fremmoede")
    first = run(folder, *record, "12", "--on", "2026-04-01", "--comment", SECRET)
    assert (folder / "log.db").is_file()  # beside malplan.toml, and not where the command ran
    second = run(folder, "correct", first, "16", "--because", f"{SECRET} igen")
    run(folder, "done", "sommer", "start", "--on", "2026-03-12")
    run(folder, "move", "sommer", "workshop", "maj", "--because", "Lokalet", "--on", "2026-04-02")
    gone = run(folder, *record, "3", "--on", "2026-04-08")
    run(folder, "retract", gone, "--because", "Talt to gange")
    status = run_json(folder, "status", "sommer", "--on", "2026-05-01")
    (sign,) = status["signs"]
    assert (sign["state"], sign["latest"]["value"], sign["records"]) == ("met", 16, [second])
    assert [one["state"] for one in status["milestones"]] == ["done", "current"]

    run(folder, "redact", second, "--because", "Der stod et navn")
    everything = b"".join(path.read_bytes() for path in folder.glob("log.db*"))
    assert SECRET.encode() not in everything
    text = run(folder, "log", "--all", "--json")
    assert SECRET not in text
    records = json.loads(text)
    assert {first, second, gone} < {one["id"] for one in records}

    (folder / "copy.json").write_text(text, encoding="utf-8")
    copy = ("--store", "sqlite:///copy.db")
    assert run_json(folder, "restore", "../copy.json", *copy)["restored"] == len(records)
    assert (folder / "below" / "copy.db").is_file()  # an option is relative to where it was typed
    assert run_json(folder, "log", "--all", *copy) == records
    assert run_json(folder, "restore", "../copy.json", *copy)["restored"] == len(records)
    assert run_json(folder, "status", "sommer", "--on", "2026-05-01", *copy) == status


def test_who_record_at_the_same_time_lose_nothing(folder: Path) -> None:
    args = ("record", "sommer", "fremmoede", "12", "--on", "2026-04-01")
    started = [start(folder, *args, "--by", f"rolle {number}") for number in range(4)]
    ids = {process.communicate()[0].decode().strip() for process in started}
    assert [process.returncode for process in started] == [0] * 4
    assert len(ids) == 4
    assert ids < {one["id"] for one in run_json(folder, "log", "sommer")}


def test_what_is_no_log_is_told(folder: Path) -> None:
    (folder / "log.db").write_text("mine", encoding="utf-8")
    assert "log.db" in run(folder, "log", "--all", code=2)
    assert (folder / "log.db").read_text(encoding="utf-8") == "mine"


def test_a_password_of_a_server_is_shown_nowhere(folder: Path) -> None:
    url = "postgresql://per:hemmeligt@127.0.0.1:1/log"
    said = run(folder, "log", "--all", "--store", url, code=2)
    assert "127.0.0.1" in said
    assert "hemmeligt" not in said
