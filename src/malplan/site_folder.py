"""The folder of a site: what an earlier run wrote there is kept where it is the same."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from malplan.errors import FileRefused, InvalidValue, os_reason, shown
from malplan.files import write_file
from malplan.messages import problems as words

MANIFEST = ".malplan-site.json"
"""The file that lists what malplan wrote, so that nothing else is ever removed."""


class SiteFolder:
    """Takes the files of a site.

    Args:
        path: The folder; it is made when the first file is written.
        force: Whether files that are there may be overwritten.

    Raises:
        FileRefused: It is no folder; or it is not empty, and ``force`` is not set.
    """

    def __init__(self, path: Path, *, force: bool = False) -> None:
        self.path = path
        try:
            inside = [one.name for one in path.iterdir()] if path.exists() else []
        except OSError as error:
            raise _unwritable(path, error) from None
        if inside and not force:
            raise FileRefused(words.FOLDER_NOT_EMPTY.format(folder=path))
        self._before = _listed(path / MANIFEST) if MANIFEST in inside else frozenset()
        self._now: set[str] = set()

    def write(self, name: str, content: bytes) -> None:
        """Write a file, whole or not at all; one that holds the same already is left as it is.

        Args:
            name: Its path in the folder, with slashes: ``planer/ungeloeftet.html``.
            content: What it holds.

        Raises:
            InvalidValue: The name leads out of the folder.
            FileRefused: It cannot be written.
        """
        file = self._file(name)
        self._now.add(name)
        try:
            if file.is_file() and file.read_bytes() == content:
                return
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(file, error) from None
        write_file(file, content, force=True)

    def keep(self, name: str) -> bool:
        """Whether an earlier run wrote this file and it is still there; it is kept then."""
        kept = name in self._before and self._file(name).is_file()
        if kept:
            self._now.add(name)
        return kept

    def finish(self) -> None:
        """Remove what an earlier run wrote and this one did not, and list what is there now."""
        for name in sorted(self._before - self._now):
            with suppress(OSError, InvalidValue):
                file = self._file(name)
                file.unlink()
                file.parent.rmdir()  # if nothing is left in it
        listed = json.dumps({"files": sorted(self._now)}, indent=1).encode()
        self.path.mkdir(parents=True, exist_ok=True)
        write_file(self.path / MANIFEST, listed, force=True)

    def _file(self, name: str) -> Path:
        parts = PurePosixPath(name).parts
        if not parts or name.startswith("/") or "\\" in name or ".." in parts or name == MANIFEST:
            raise InvalidValue(words.NOT_A_SITE_FILE.format(name=shown(name)))
        return self.path.joinpath(*parts)


def _listed(manifest: Path) -> frozenset[str]:
    """What an earlier run wrote; nothing, if that cannot be read."""
    try:
        files: Iterable[object] = json.loads(manifest.read_bytes())["files"]
        return frozenset(name for name in files if isinstance(name, str))
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return frozenset()


def _unwritable(path: Path, error: OSError) -> FileRefused:
    return FileRefused(words.UNWRITABLE_FILE.format(file=path, reason=os_reason(error)))
