"""Looking at what is on the disk, where not everything may be looked at.

``Path.is_file`` and ``Path.is_dir`` raise PermissionError in a folder that may not be entered; the
functions of ``os.path`` do not.
"""

from __future__ import annotations

import os.path
from pathlib import Path


def is_file(path: Path) -> bool:
    """Whether there is a file that can be seen."""
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: Path) -> bool:
    """Whether there is a folder that can be seen."""
    return os.path.isdir(path)  # noqa: PTH112
