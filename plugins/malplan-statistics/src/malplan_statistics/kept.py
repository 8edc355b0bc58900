"""Answers that are kept: the last good one of each question, in a file that is written whole.

A file holds a line of JSON about the answer, and the answer itself. Nothing of the request is in it
but its address. hishel's own storage, in SQLite, would keep the headers of requests too, and knows
no answers to POST.
"""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import attrs

from malplan.files import write_file

_MOST_OF_A_FILE = 64 * 1024 * 1024

KEPT_HEADERS = (
    "cache-control",
    "content-type",
    "date",
    "etag",
    "expires",
    "last-modified",
    "pragma",
    "vary",
)
"""What of the server's headers says how long an answer is fresh, and how to ask for a newer one."""


@attrs.frozen(kw_only=True)
class Kept:
    """An answer.

    Attributes:
        key: The SHA-256 of the question.
        url: Where it was asked.
        retrieved: When the answer was retrieved.
        headers: What the server said of it, of :data:`KEPT_HEADERS`.
        body: The answer, unpacked.
    """

    key: str
    url: str
    retrieved: datetime
    headers: dict[str, str]
    body: bytes = attrs.field(repr=False)


class KeptAnswers:
    """The files of a folder, each named by the SHA-256 of what its answer is about."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, name: str) -> Kept | None:
        """The answer of that name; None where there is none, or its file was damaged."""
        try:
            with (self._file(name)).open("rb") as stream:
                content = stream.read(_MOST_OF_A_FILE)
        except OSError:
            return None
        head, _, body = content.partition(b"\n")
        try:
            about = json.loads(head)
            return _kept(about, body) if about["sha256"] == sha256(body).hexdigest() else None
        except (ValueError, KeyError, TypeError, RecursionError):
            return None

    def write(self, name: str, kept: Kept) -> None:
        """Keep an answer in place of the one before.

        Raises:
            FileRefused: The file cannot be written.
            OSError: The folder cannot be made.
        """
        about = {
            "key": kept.key,
            "url": kept.url,
            "retrieved": kept.retrieved.isoformat(),
            "headers": kept.headers,
            "sha256": sha256(kept.body).hexdigest(),
        }
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_file(self._file(name), json.dumps(about).encode() + b"\n" + kept.body, force=True)

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.answer"


def _kept(about: dict[str, Any], body: bytes) -> Kept:
    headers = {
        name: str(about["headers"][name]) for name in KEPT_HEADERS if name in about["headers"]
    }
    retrieved = datetime.fromisoformat(about["retrieved"])
    if retrieved.tzinfo is None:
        raise ValueError("a moment without a zone")
    return Kept(
        key=str(about["key"]),
        url=str(about["url"]),
        retrieved=retrieved,
        headers=headers,
        body=body,
    )
