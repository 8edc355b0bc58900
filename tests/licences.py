"""Whether everything that is installed beside it may be: ``python tests/licences.py``.

What malplan is under, MPL-2.0, can be used together with all that is allowed here: licences that
ask for no more than to be named and kept, and two that, as MPL-2.0 itself, ask that changes of
their own files, or of the library, are given on. LGPL is allowed because what is under it is a
library of its own, unchanged, that anyone can put another version in the place of. A licence that
asks something of programs that only use it, such as GPL and AGPL, is not.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib import metadata

ALLOWED = frozenset(
    (
        *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0", "PSF-2.0"),
        *("LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "MPL-2.0"),
    )
)
_OTHERWISE_SAID = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "ISC License (ISCL)": "ISC",
    "LGPL 2.1": "LGPL-2.1-only",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""What older metadata say, as SPDX says it."""


def licences_of(found: metadata.PackageMetadata) -> set[str]:
    """The licences that a distribution names: of several, each is one that it may be used under."""
    if "License-Expression" in found:
        return _alternatives(found["License-Expression"])
    named = [
        one.rpartition(" :: ")[2]
        for one in found.get_all("Classifier", [])
        if one.startswith("License :: ")
    ]
    named = [one for one in named if one != "OSI Approved"]
    if not named:
        return _alternatives(found.get_all("License", ["none"])[0])
    return {_OTHERWISE_SAID.get(one, one) for one in named}


def _alternatives(expression: str) -> set[str]:
    """The licences of an expression (SPDX, annex D), as far as it can be understood alone."""
    if re.search(r"\bAND\b|\bWITH\b", expression):
        parts = set(expression.split(" AND "))  # all of which count at once
        return parts if parts <= ALLOWED else {expression}  # at which a person has to look
    named = (one.strip(" ()") for one in re.split(r"\bOR\b", expression))
    return {_OTHERWISE_SAID.get(one, one) for one in named}


def refused() -> Iterator[str]:
    """A line for each distribution in this environment with no licence that is allowed."""
    for one in metadata.distributions():
        licences = licences_of(one.metadata)
        if not licences & ALLOWED:
            yield f"{one.name} {one.version}: {', '.join(sorted(licences))}"


if __name__ == "__main__":
    sys.exit("\n".join(sorted(refused())) or None)
