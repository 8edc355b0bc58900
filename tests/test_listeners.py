"""Who is told of records, and who opens stores: plugins that work, fail, crash and clash."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from following import PLAN
from logs import Clock, everything, install_shared_log, run, workspace

from malplan import (
    AmbiguousName,
    Message,
    Settings,
    StoreFailed,
    UnknownName,
    Workspace,
)
from malplan.plugins import Plugin, Status
from malplan.records import Learning, Observation
from malplan.stores import MemoryStore

Install = Callable[..., str]

LISTENS = """\
import malplan

told, fails = [], []

@malplan.hookimpl
def malplan_recorded(plan, record):
    for error in fails:
        raise error
    told.append((plan.id, record.id))
"""


def seen(value: int = 12) -> Observation:
    return Observation(sign="fremmoede", value=Decimal(value))


def log_of(store: MemoryStore, *names: str) -> Workspace:
    settings = Settings(allow=frozenset(names))
    return Workspace(settings, store=store, clock=Clock())


def plugin(name: str, log: Workspace) -> Plugin:
    return {one.name: one for one in log.plugins}[name]


def told(module: str) -> list[str]:
    return [id for _, id in sys.modules[module].told]


# --- Listening ------------------------------------------------------------------------------------
def test_a_plugin_that_only_listens_is_told_of_every_record(install: Install) -> None:
    module = install("malplan-ear", LISTENS)
    log = log_of(MemoryStore(), "malplan-ear")
    found = plugin("malplan-ear", log)
    assert (found.status, found.provides) == (Status.LOADED, ("listener malplan-ear",))
    first = log.record(PLAN, seen())
    log.logbook.correct(first.id, value=Decimal(13))
    log.logbook.retract(first.id, "Talt to gange")
    log.logbook.redact(first.id, "Et navn")
    assert told(module) == [one.id for one in everything(log)]
    assert {plan for plan, _ in sys.modules[module].told} == {"sommer"}


def test_it_is_told_after_the_record_is_stored(install: Install) -> None:
    module = install("malplan-ear", LISTENS)
    store = MemoryStore()
    log = log_of(store, "malplan-ear")
    _ = log.plugins
    there: list[bool] = []

    class Told(list[Any]):
        def append(self, item: Any) -> None:
            there.append(bool(list(store.records(ids=(item[1],)))))

    sys.modules[module].__dict__["told"] = Told()
    log.record(PLAN, seen())
    assert there == [True, True]


def test_records_made_before_it_was_known_are_not_for_it(install: Install) -> None:
    module = install("malplan-ear", LISTENS)
    store = MemoryStore()
    workspace(store).record(PLAN, seen())
    log = log_of(store, "malplan-ear")
    new = log.record(PLAN, seen())
    assert told(module) == [new.id]


def test_what_was_refused_is_told_to_nobody(install: Install) -> None:
    module = install("malplan-ear", LISTENS)
    log = log_of(MemoryStore(), "malplan-ear")
    with pytest.raises(ValueError, match="no sign"):
        log.record(PLAN, Observation(sign="zzz", value=Decimal(1)))
    assert told(module) == []


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (RuntimeError("gik galt 010190-1234"), "RuntimeError: gik galt [CPR]."),
        (SystemExit(3), "SystemExit: 3."),
        (SystemExit(), "SystemExit."),
        (GeneratorExit(), "GeneratorExit."),
        (StoreFailed(Message(da="loggen er lukket", en="the log is shut")), "loggen er lukket."),
    ],
)
def test_one_that_fails_loses_nothing_and_is_told_again(
    install: Install, error: BaseException, says: str
) -> None:
    bad, good = install("malplan-bad", LISTENS), install("malplan-good", LISTENS)
    log = log_of(MemoryStore(), "malplan-bad", "malplan-good")
    _ = log.plugins
    sys.modules[bad].fails.append(error)
    learning = Learning(action="svoemning", text="T")
    (first,) = (recorded := log.logbook.record_all(PLAN, _drafts(learning))).records
    assert len(recorded.notices) == 2  # of the adopted version too
    for notice in recorded.notices:
        assert "malplan-bad fik ikke besked om registreringen 0" in notice.da
        assert says in notice.da
        assert "Registreringen er gemt" in notice.da
        assert "1234" not in str(notice)
    assert first in everything(log)
    assert told(bad) == []
    sys.modules[bad].fails.clear()
    second = log.record(PLAN, seen())
    everybody = [one.id for one in everything(log)]
    assert told(bad) == everybody
    assert told(good) == everybody
    assert second.id == everybody[-1]


def _drafts(*whats: Any) -> list[Any]:
    from malplan.drafts import Draft

    return [Draft(what=what) for what in whats]


def test_whoever_presses_ctrl_c_means_the_program(install: Install) -> None:
    module = install("malplan-ear", LISTENS)
    log = log_of(MemoryStore(), "malplan-ear")
    _ = log.plugins
    sys.modules[module].fails.append(KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        log.record(PLAN, seen())
    sys.modules[module].fails.clear()
    log.record(PLAN, seen())
    assert told(module) == [one.id for one in everything(log)]


class Forgetful(MemoryStore):
    """A store that cannot keep who was told."""

    def delivered(self, listener: str, ids: Any) -> None:
        raise StoreFailed(Message(da="der er ikke plads", en="there is no room"))


def test_a_store_that_forgets_who_was_told_loses_no_record(install: Install) -> None:
    module = install("malplan-ear", LISTENS)
    log = log_of(Forgetful(), "malplan-ear")
    recorded = log.logbook.record_all(PLAN, _drafts(seen()))
    assert recorded.records[0] in everything(log)
    (notice,) = recorded.notices
    assert "registreringen er gemt" in notice.da
    assert "malplan-ear" in notice.da
    log.record(PLAN, seen())
    assert set(told(module)) == {one.id for one in everything(log)}


def test_a_plan_that_cannot_be_found_is_told_of(install: Install) -> None:
    install("malplan-ear", LISTENS)
    log = log_of(MemoryStore(), "malplan-ear")
    record = log.record(PLAN, seen())
    (adopted,) = [one for one in everything(log) if one.kind == "plan_adopted"]
    recorded = log.logbook.redact(adopted.id, "Et navn")
    assert "malplan-ear fik ikke besked" in recorded.notices[0].da
    assert record in everything(log)


def test_it_is_told_by_the_commands(install: Install, tmp_path: Path) -> None:
    module = install_shared_log(install, tmp_path, more=LISTENS.replace("import malplan\n", ""))
    id = run("record", "sommer", "fremmoede", "12").stdout.strip()
    assert id in told(module)
    sys.modules[module].fails.append(SystemExit(5))
    result = run("record", "sommer", "fremmoede", "13")
    assert len(result.stdout.splitlines()) == 1
    assert "Bemærk: malplan-shared fik ikke besked om registreringen" in result.stderr
    assert "was not told of the record" in run("done", "sommer", "start", "--lang", "en").stderr


# --- After a crash --------------------------------------------------------------------------------
ON_DISK = """\
import os, pickle, signal
from pathlib import Path
import malplan
from malplan.stores import MemoryStore

class Disk(MemoryStore):
    def __init__(self, path):
        super().__init__()
        self.path = path
        if path.exists():
            self._records, self._pending = pickle.loads(path.read_bytes())
    def save(self):
        self.path.write_bytes(pickle.dumps((self._records, self._pending)))
    def append(self, records):
        super().append(records)
        if records:
            self.save()
    def undelivered(self, listener):
        found = super().undelivered(listener)
        self.save()
        return found
    def delivered(self, listener, ids):
        super().delivered(listener, ids)
        self.save()

class Disks:
    schemes = ("disk",)
    def open(self, url, *, folder):
        return Disk(folder / "log.pickle")

@malplan.hookimpl
def malplan_register(registry):
    registry.store(Disks())

@malplan.hookimpl
def malplan_recorded(plan, record):
    with open("told.txt", "a") as stream:
        stream.write(record.id + "\\n")
        stream.flush()
    if Path("crash").exists():
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name == "nt", reason="no signal ends a process at once there")
def test_after_a_crash_it_is_told_again(install: Install, site: Path, tmp_path: Path) -> None:
    install_shared_log(install, tmp_path)
    install("malplan-disk", ON_DISK)
    (tmp_path / "malplan.toml").write_text(
        'plans = ["planer"]\nstore = "disk://"\n[plugins]\nallow = ["malplan-disk"]\n', "utf-8"
    )

    def record() -> subprocess.CompletedProcess[bytes]:
        args = [sys.executable, "-m", "malplan", "record", "sommer", "fremmoede", "12", "--on"]
        path = os.pathsep.join([str(site), *filter(None, [os.environ.get("PYTHONPATH")])])
        environment = {**os.environ, "PYTHONPATH": path}
        return subprocess.run(
            [*args, "2026-03-01"], capture_output=True, check=False, env=environment
        )

    (tmp_path / "crash").touch()
    assert record().returncode == -signal.SIGKILL
    crashed = (tmp_path / "told.txt").read_text().split()
    assert len(crashed) == 1
    (tmp_path / "crash").unlink()
    result = record()
    assert result.returncode == 0, result.stderr
    all_told = (tmp_path / "told.txt").read_text().split()
    assert all_told[1:] == [*crashed, *all_told[2:]]
    assert len(set(all_told)) == 3  # the version, and two records, of which the last is new
    assert all_told[-1] == result.stdout.decode().strip()


# --- Stores ---------------------------------------------------------------------------------------
STORE = """\
import malplan
from malplan.stores import MemoryStore

class Stores:
    schemes = ({schemes},)
    def open(self, url, *, folder):
        return MemoryStore()

@malplan.hookimpl
def malplan_register(registry):
    registry.store({what})
"""


@pytest.mark.parametrize(
    ("schemes", "what", "says"),
    [
        ("'mine'", "None", "open"),
        ("'mine'", "Stores", "registrér en instans: Stores()"),
        ("'mine'", "MemoryStore()", "open"),
        ("", "Stores()", ""),
        ("5", "Stores()", ""),
        ("'Mine'", "Stores()", "Mine kan ikke være begyndelsen"),
        ("'mine://'", "Stores()", "mine"),
        ("'mine-too'", "Stores()", "mine-too"),
        ("'mine', 'mine'", "Stores()", "to gange"),
        ("'memory'", "Stores()", "malplans eget navn"),
    ],
)
def test_rubbish_for_a_store_is_refused(
    install: Install, schemes: str, what: str, says: str
) -> None:
    code = STORE.replace("{schemes},", f"{schemes}," if schemes else "").replace("{what}", what)
    install("malplan-odd", code)
    found = plugin("malplan-odd", log_of(MemoryStore(), "malplan-odd"))
    assert (found.status, found.provides) == (Status.BROKEN, ())
    assert found.reason is not None
    assert says in found.reason.da


def with_store(*names: str, url: str = "mine://here") -> Workspace:
    return Workspace(Settings(allow=frozenset(names), store=url))


def test_a_store_of_a_plugin_keeps_the_log(install: Install) -> None:
    code = STORE.replace("{schemes}", "'mine', 'yours'").replace("{what}", "Stores()")
    install("malplan-store", code)
    for url in ("mine://here", "yours:", "MINE+driver://here"):
        log = with_store("malplan-store", url=url)
        assert plugin("malplan-store", log).provides == ("store mine", "store yours")
        log.record(PLAN, seen())
        assert len(everything(log)) == 2


def test_two_plugins_with_one_kind_of_store_get_it_neither(install: Install) -> None:
    code = STORE.replace("{schemes}", "'mine'").replace("{what}", "Stores()")
    install("malplan-one", code)
    install("malplan-two", code)
    log = with_store("malplan-one", "malplan-two")
    with pytest.raises(AmbiguousName) as caught:
        _ = log.logbook
    assert "malplan-one og malplan-two kan hver især gemme i mine" in caught.value.message.da
    assert [one.da for one in log.notices] == [caught.value.message.da]
    with_store("malplan-one").record(PLAN, seen())


def test_an_unknown_kind_of_store_says_what_to_install() -> None:
    log = with_store(url="sqlite:///log.db")
    with pytest.raises(UnknownName) as caught:
        _ = log.logbook
    assert caught.value.message.da.startswith("malplan kan ikke gemme i sqlite med de plugins")
    assert caught.value.message.da.endswith("(pip install malplan-sql)")


def test_a_store_that_cannot_be_opened_in_some_way_of_its_own_is_told(install: Install) -> None:
    code = STORE.replace("{schemes}", "'mine'").replace("{what}", "Stores()")
    install("malplan-store", code.replace("return MemoryStore()", "raise SystemExit(url)"))
    log = with_store("malplan-store", url="mine://per:hemmeligt@here")
    with pytest.raises(StoreFailed) as caught:
        _ = log.logbook
    assert "malplan-store kunne ikke åbne den (SystemExit)" in caught.value.message.da
    assert SECRET not in "".join(traceback.format_exception(caught.value))


# --- Passwords ------------------------------------------------------------------------------------
SECRET = "hemmeligt"
ADDRESSES = (
    f"nosuch://per:{SECRET}@server/log",
    f"nosuch+driver://per:{SECRET}@server:99/log?sslpassword={SECRET}",
    f"nosuch://per:{SECRET}@[server/log",
    f"nosuch:per:{SECRET}@server",
    f"//per:{SECRET}@server/log",
    f"per:{SECRET}@server/log",
    f"no-such://per:{SECRET}@server/log",
    f"nosuch://per:{SECRET}#x@server/log",
    f"nosuch://server/log?password={SECRET}",
)


@pytest.mark.parametrize("url", ADDRESSES)
@pytest.mark.parametrize("source", ["option", "variable", "file"])
def test_a_password_is_shown_nowhere(
    tmp_path: Path, url: str, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    option: tuple[str, ...] = ()
    toml = "[plugins]\nallow = []\n"
    if source == "option":
        option = ("--store", url)
    elif source == "variable":
        monkeypatch.setenv("MALPLAN_STORE", url)
    else:
        toml = f"store = {url!r}\n{toml}"
    (tmp_path / "malplan.toml").write_text(toml, encoding="utf-8")
    for args in (("log", "--all"), ("status",), ("status", "--lang", "en")):
        result = run(*args, *option, code=2)
        assert result.stderr
        assert SECRET not in result.output
    found = Workspace.find(tmp_path)
    found = found.with_store(url) if option else found
    assert SECRET not in repr(found.settings)
    with pytest.raises((UnknownName, ValueError)) as caught:
        _ = found.logbook
    assert SECRET not in repr(caught.value) + str(caught.value)
