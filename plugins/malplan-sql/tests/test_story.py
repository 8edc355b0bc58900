"""The spring that the docs tell is one story, whichever database its log is in."""

from __future__ import annotations

import doctest
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "tutorial" / "follow-a-plan.md"
PLAN = ROOT / "plugins" / "malplan-ungeloeftet" / "src" / "malplan_ungeloeftet"
RECORD_ID = re.compile(r"([0-9a-f]{8})-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


class _Exactly(doctest.OutputChecker):
    """Compares everything but the part of an id that is another one each time."""

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        return super().check_output(want, RECORD_ID.sub(r"\1-…", got), optionflags)


def test_the_story_is_told_as_it_happens(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = PAGE.read_text(encoding="utf-8")
    # The plan comes as a folder, so that its plugin need not be installed, and may be.
    (tmp_path / "malplan.toml").write_text(
        f'plans = [{json.dumps(str(PLAN))}]\n[plugins]\nblock = ["malplan-ungeloeftet"]\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("MALPLAN_STORE", url)
    test = doctest.DocTestParser().get_doctest(text, {}, PAGE.name, str(PAGE), 0)
    told: list[str] = []
    failed, tried = doctest.DocTestRunner(checker=_Exactly()).run(test, out=told.append)
    assert not failed, "".join(told)
    assert tried > 40
