"""Files, and folders of files, that are written whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from malplan.errors import FileRefused, os_reason
from malplan.messages import problems, scaffolding


def write_file(path: Path, content: bytes, *, force: bool) -> None:
    """Write a file whole or not at all; what a link points to is replaced, and not the link.

    Raises:
        FileRefused: The file is there and ``force`` is not set, or it cannot be written.
    """
    if path.is_symlink():
        path = path.resolve()
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise _unwritable(path, error) from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        if force:
            temporary.replace(path)
        else:
            _place_new(temporary, path)
    except FileExistsError:
        raise FileRefused(problems.FILE_EXISTS.format(file=path)) from None
    except OSError as error:
        raise _unwritable(path, error) from None
    finally:
        temporary.unlink(missing_ok=True)


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder with all of its files, or none of it; what is there is left as it is.

    Args:
        path: The folder; it may be there if it is empty, and the folder it lies in has to be.
        files: What each file holds, by its path in the folder, with slashes.

    Raises:
        FileRefused: Something is there already, or it cannot be written.
    """
    if path.is_symlink() or (path.exists() and not _is_empty_folder(path)):
        raise FileRefused(scaffolding.FOLDER_IS_THERE.format(folder=path))
    try:
        temporary = Path(tempfile.mkdtemp(dir=path.parent, prefix=".malplan-"))
    except OSError as error:
        raise _unwritable(path, error) from None
    try:
        for name, content in files.items():
            file = temporary / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        temporary.chmod(0o777 & ~_umask())
        if path.exists():
            path.rmdir()  # refuses what came a moment ago
        temporary.rename(path)
    except OSError as error:
        raise _unwritable(path, error) from None
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _is_empty_folder(path: Path) -> bool:
    try:
        return not any(path.iterdir())
    except OSError:  # a file, or a folder that may not be looked into
        return False


def _place_new(temporary: Path, path: Path) -> None:
    """Refuse a file that is there, even one that came a moment ago."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # some file systems have no links
        path.open("xb").close()
        temporary.replace(path)


def _unwritable(path: Path, error: OSError) -> FileRefused:
    return FileRefused(problems.UNWRITABLE_FILE.format(file=path, reason=os_reason(error)))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
