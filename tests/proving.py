"""What the proofs of suites share: which laws something that is wrong on purpose breaks."""

from __future__ import annotations

import pytest


def laws_of(suite: type) -> list[str]:
    """The names of the laws of a suite."""
    return [name for name in dir(suite) if name.startswith("test_")]


def broken_laws(suite: type, *laws: str) -> dict[str, str]:
    """What is said of each law that is not kept, of all or of some; one left out is not broken."""
    found = {}
    for law in laws or laws_of(suite):
        try:
            getattr(suite(), law)()
        except pytest.skip.Exception:
            continue
        except pytest.fail.Exception as error:
            found[law] = str(error)
        except Exception as error:  # noqa: BLE001 - what is tested may raise anything
            found[law] = repr(error)
    return found
