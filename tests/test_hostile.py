"""The law: whatever a file holds, reading it gives a plan, or problems with their places.

Never another exception, within a second and 200 MB. The inputs are random bytes, and plans of all
kinds that were changed at random: their bytes, their lines, or any value in them. They are read in
a process with those limits (hostile_reader.py). ``MALPLAN_FUZZ=100000`` tries that many.
"""

from __future__ import annotations

import functools
import json
import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from malplan import InvalidValue, Period, Plan, Settings, Workspace
from malplan.reading import MOST_BYTES
from malplan.testing import strategies

if sys.platform != "linux":
    pytest.skip("the limits are those of Linux", allow_module_level=True)

HERE = Path(__file__).parent
INPUTS = int(os.environ.get("MALPLAN_FUZZ", "400"))
PATIENCE = 20
"""Seconds on the clock after which an answer is no longer waited for."""

WORKSPACE = Workspace(Settings(allow=[]), find_plugins=lambda: ())


# --- The process that reads -----------------------------------------------------------------------
class Reader:
    """Starts the process when it is needed, and again when it is gone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    def __call__(self, content: bytes, suffix: str) -> dict[str, Any]:
        process = self.process or subprocess.Popen(
            [sys.executable, str(HERE / "hostile_reader.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=self.folder,
        )
        self.process = process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{suffix} {len(content)}\n".encode() + content)
        process.stdin.flush()
        ready, _, _ = select.select([process.stdout], [], [], PATIENCE)
        line = process.stdout.readline() if ready else b""
        if not line:
            self.close()
            return {"broken": "no answer in time" if not ready else "the process died"}
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        """End the process."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    reader = Reader(tmp_path_factory.mktemp("hostile"))
    yield reader
    reader.close()


def holds(reader: Reader, content: bytes, *suffixes: str) -> None:
    for suffix in suffixes:
        answer = reader(content, suffix)
        literal = repr(content) if len(content) < 20_000 else f"{content[:200]!r}..."
        assert "broken" not in answer, f"{suffix}: {literal}\n{answer['broken']}"


# --- Plans to change ------------------------------------------------------------------------------
def known_plans() -> list[bytes]:
    """The example in the docs, and the first plan where it is at hand."""
    root = HERE.parent
    found = [p.read_bytes() for p in (root / "plugins").glob("*/src/*/*.yaml")]
    found += [p.read_bytes() for p in (root / "docs" / "examples").glob("*.yaml")]
    how_to = root / "docs" / "how-to" / "add-a-plan.md"
    if how_to.exists():
        blocks = re.findall(r"```yaml\n(.*?)```", how_to.read_text(encoding="utf-8"), re.DOTALL)
        found += [block.encode() for block in blocks]
    return found or [b"format: 1\nid: p\ntitle: P\nyear: 2026\nmunicipality: M\n"]


KNOWN = known_plans()
KNOWN += [
    json.dumps(yaml.load(plan, Loader=yaml.CBaseLoader), ensure_ascii=False, indent=1).encode()
    for plan in KNOWN
]


@st.composite
def plan_texts(draw: st.DrawFn) -> bytes:
    """A plan as YAML or JSON: a known one, or, as that takes longer, sometimes one of any kind."""
    if draw(st.integers(0, 7)):
        return draw(st.sampled_from(KNOWN))
    plan: Plan = draw(strategies.plans())
    return WORKSPACE.render(plan, draw(st.sampled_from(("yaml", "json"))))


TOKENS = [
    token.encode()
    for token in (
        *"{}[],:-?&*!|>'\"%@`#~\\/=<. \t\n\r\0\x01\x1b\x7f\x85\u00a0\u2028\u202e\ufeff\ufffe",
        *("---\n", "...\n", "%YAML 9.9\n", "&a ", "*a", "<<: ", "!!str ", "!!python/object:os.x ", "! "),
        *("? ", "- ", ": ", " #", "|\n", ">+9\n", "|-\n", "''", '""', "{{", "[[", "]]", "{}", "[]", "\\ud800"),
        *("null", "~", "true", "nej", "NaN", "Infinity", "-.inf", "1e999999999", "0x10", "1_000", "64.000", "-0"),
        *("id: ", "\n  id: p\n", '"id": "p",', "leads_to: [p]", "period: ", "measure: ", "extensions: {a: 1}"),
        *("medio februar", "maj/", "primo ", "uge 53", "ſommer", "PRİMO maj", "٥. maj", "x #2", "29. februar", "010190-1234", "e\u0301", "😀", "æ"),
    )
] + [b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xff\xfe", b"\xfe\xff", b"\x80", b"\xe5"]  # fmt: skip

Change = Callable[[bytes, int, int, bytes], bytes]
"""Takes a text, a place, a length and a token; gives another text."""


def in_lines(change: Callable[[list[bytes], int, int], None]) -> Change:
    def changed(text: bytes, at: int, size: int, _: bytes) -> bytes:
        lines = text.splitlines(keepends=True) or [b""]
        change(lines, at % len(lines), size)
        return b"".join(lines)

    return changed


def swap(lines: list[bytes], at: int, size: int) -> None:
    other = (at + size) % len(lines)
    lines[at], lines[other] = lines[other], lines[at]


def indent(lines: list[bytes], at: int, size: int) -> None:
    lines[at] = b" " * (size % 9) + (lines[at].lstrip() if size % 2 else lines[at])


def repeat(lines: list[bytes], at: int, size: int) -> None:
    lines[at : at + 1] = lines[at : at + 1] * (size % 5 + 2)


def take_out(lines: list[bytes], at: int, size: int) -> None:
    del lines[at : at + size % 4 + 1]


CHANGES: tuple[Change, ...] = (
    lambda text, at, size, token: text[:at] + token + text[at:],
    lambda text, at, size, token: text[:at] + token + text[at + len(token) :],
    lambda text, at, size, token: text[:at] + token * (size * size + 1) + text[at:],
    lambda text, at, size, token: text[:at] + text[at + size :],
    lambda text, at, size, token: text[:at] + text[at : at + size] * (size + 1) + text[at + size :],
    lambda text, at, size, token: text[:at] + bytes(b ^ (1 << size % 8) for b in text[at : at + 1]) + text[at + 1 :],
    lambda text, at, size, token: text[:at],
    lambda text, at, size, token: text[at:] + text[:at],
    lambda text, at, size, token: text[:at] + KNOWN[size % len(KNOWN)][at : at + size * 40] + text[at:],
    in_lines(swap),
    in_lines(indent),
    in_lines(repeat),
    in_lines(take_out),
)  # fmt: skip


@st.composite
def changed_texts(draw: st.DrawFn) -> bytes:
    """A plan whose bytes and lines were changed in a few places."""
    text = draw(plan_texts())
    for _ in range(draw(st.integers(1, 4))):
        change = draw(st.sampled_from(CHANGES))
        at = draw(st.integers(0, len(text)))
        text = change(text, at, draw(st.integers(0, 60)), draw(st.sampled_from(TOKENS)))
    return text


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from((*strategies.HOSTILE, "medio februar", "29. februar", "010190-1234", "\ud800")),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5) | st.sampled_from(("id", "text", "kind")), inner, max_size=3)
    ),
    max_leaves=8,
)  # fmt: skip


def places_in(data: Any, steps: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where anything is."""
    items = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for step, inner in items:
        yield (*steps, step)
        yield from places_in(inner, (*steps, step))


@functools.lru_cache(maxsize=32)
def as_json(text: bytes) -> str:
    return json.dumps(yaml.load(text, Loader=yaml.CBaseLoader))


def parsed(text: bytes) -> Any:
    """The values of a plan, which may be changed."""
    return json.loads(as_json(text))


@st.composite
def changed_values(draw: st.DrawFn) -> bytes:
    """A plan of which values were replaced, taken out, moved or added, as JSON, which is YAML too."""
    data = parsed(draw(plan_texts()))
    for _ in range(draw(st.integers(1, 3))):
        places = list(places_in(data))
        if not places:
            break
        *outer, last = draw(st.sampled_from(places))
        inside = data
        for step in outer:
            inside = inside[step]
        match draw(st.integers(0, 3)):
            case 0:
                del inside[last]
            case 1:
                inside[last] = draw(VALUES)
            case 2:
                found: Any = data
                for step in draw(st.sampled_from(places)):
                    found = found[step]
                inside[last] = json.loads(json.dumps(found))
            case _ if isinstance(inside, dict):
                inside[draw(st.text(max_size=5) | st.sampled_from(("id", "kind", "upper")))] = draw(
                    VALUES
                )
            case _:
                inside.extend(json.loads(json.dumps(inside)))
    return json.dumps(data, indent=1, ensure_ascii=draw(st.booleans())).encode(
        "utf-8", "surrogatepass"
    )


# What was found by the tests below, or by looking for it.
FOUND = (
    b"*a : b",  # an alias for a key
    b"{",  # the parser stops on a line that is not there
    b"---",  # and so it does here
    b"NaN\x01",  # a number that is none, before what is no JSON
    b'{"\\ud800": 1, "\\udc00": 1, "year": NaN}',  # keys that have no place in YAML
    b'{"a": "\xe2\x80\xa8",\n"year": 1, "year": 2}',  # a line end for YAML, not for JSON
    b"coordinators:\n" + b"- {}\n" * 200_000,  # eleven seconds, 672 MB
    b"coordinators:\n" + b"- {}\n" * 9_900,
    b"extensions:\n" + b"".join(b"  k%d: x\n" % n for n in range(9_900)),
    b"? \n" * 200_000,
    b"actions: [{id: a, title: A, milestones: ["
    + b",".join(b"{id: m%d, text: M, period: %s %d}" % (n, b"mdio" * 45, n) for n in range(2_400))
    + b"]}]",  # what each could have been takes its time
    b"actions: [{id: a, title: A, milestones: ["
    + b",".join(b"{id: m%d, text: M, period: mdi%d maj}" % (n, n) for n in range(2_400))
    + b"]}]",
    b"a: *x\n" * 100_000,
    b"x" * 1_000_000,
    b"010190-1234 " * 80_000,
    b"format: 1\nid: " + b"a-" * 400_000,
    b"goals:\n" + b"".join(b"- {id: g%d, text: G, leads_to: [g%d]}\n" % (n, (n + 1) % 1_900) for n in range(1_900)),
    b"actions: [{id: a, title: A, signs: [{id: s, text: S, measure: {kind: qualitative, scale: ["
    + b",".join(b"{id: s%d, name: n}" % n for n in range(1_500))
    + b"], targets: [" + b",".join(b"{step: t%d}" % n for n in range(1_500)) + b"]}}]}]",
)  # fmt: skip


# --- The law --------------------------------------------------------------------------------------
many = settings(
    max_examples=INPUTS,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)  # fmt: skip


@pytest.mark.parametrize("content", FOUND, ids=lambda content: content[:20].decode())
def test_what_was_found(reader: Reader, content: bytes) -> None:
    head = b"format: 1\nid: p\ntitle: P\nyear: 2026\nmunicipality: M\n"
    holds(reader, content, ".yaml", ".json")
    holds(reader, head + content, ".yaml")


def test_what_is_read_is_not_remembered_at_length(reader: Reader) -> None:
    for n in range(300):
        period = "maj" + "." * (500_000 + n)
        milestone = f"{{id: m, text: M, period: {period}}}"
        holds(reader, f"actions: [{{milestones: [{milestone}]}}]".encode(), ".yaml")


PHRASES = ("1", " ", "primo ", "/", "-", ". ", "maj ", "maj/", "i ", "ca. ", "senest ", "uge 12/", "og ", "fra ", "2026 ", "1. ", "ø", "\u00a0")  # fmt: skip


@pytest.mark.parametrize("phrase", PHRASES, ids=repr)
def test_a_long_time_phrase_is_told_in_a_short_time(phrase: str) -> None:
    long = phrase * (100_000 // len(phrase))
    for text in (long, f"maj {long}", f"{long} maj", f"1. {long} maj 2026", f"uge 12{long}/"):
        started = time.process_time()
        try:
            Period.parse(text, year=2026)
        except InvalidValue as error:
            assert len(str(error)) < 1000
        assert time.process_time() - started < 1


@pytest.mark.parametrize("token", TOKENS, ids=repr)
def test_a_megabyte_of_one_thing(reader: Reader, token: bytes) -> None:
    holds(reader, token * (MOST_BYTES // len(token)), ".yaml", ".json")


@many
@given(content=st.binary(max_size=300))
def test_random_bytes(reader: Reader, content: bytes) -> None:
    holds(reader, content, ".yaml", ".json")


@many
@given(tokens=st.lists(st.sampled_from(TOKENS), max_size=40))
def test_random_tokens(reader: Reader, tokens: list[bytes]) -> None:
    holds(reader, b"".join(tokens), ".yaml", ".json")


@many
@given(content=changed_texts())
def test_plans_with_changed_bytes(reader: Reader, content: bytes) -> None:
    holds(reader, content, ".json" if content.lstrip().startswith(b"{") else ".yaml")


@many
@given(content=changed_values())
def test_plans_with_changed_values(reader: Reader, content: bytes) -> None:
    holds(reader, content, ".yaml", ".json")
