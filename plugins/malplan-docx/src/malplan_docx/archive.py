"""A Word document as an archive in which nothing depends on the time or the machine."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of every part: the first that a zip archive knows (APPNOTE.TXT, 4.4.6)."""
_TYPES = "[Content_Types].xml"
"""The part that comes first, so that what looks at the first bytes knows the file."""


def repacked(data: bytes) -> bytes:
    """The same parts, sorted, with one time for all."""
    target = BytesIO()
    with ZipFile(BytesIO(data)) as parts, ZipFile(target, "w") as archive:
        for name in sorted(parts.namelist(), key=lambda name: (name != _TYPES, name)):
            entry = ZipInfo(name, _LONG_AGO)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0  # else it names the system that made it
            archive.writestr(entry, parts.read(name))
    return target.getvalue()
