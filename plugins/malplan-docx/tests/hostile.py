"""Word documents made wrong on purpose, part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

RELATIONS = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>
</Relationships>"""


def types(main: str = MAIN, more: str = "") -> str:
    return f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>{more}
<Override PartName="/word/document.xml" ContentType="{main}"/>
</Types>"""


def body(inner: str = "") -> str:
    """The text of a form with one goal and one trial action, and what is given."""
    lines = (
        "Målplan 2026, Eksempelkommune",
        "Mål",
        "Flere unge er med.",
        "Prøvehandlinger",
        "Prøvehandling 1: Workshop",
    )
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    return f'<w:document xmlns:w="{W}"><w:body>{paragraphs}{inner}</w:body></w:document>'


def relations(*more: str) -> str:
    """The relationships of the text."""
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(more)}</Relationships>'


def external(kind: str, target: str) -> str:
    """A relationship to something outside the document."""
    return (
        f'<Relationship Id="rIdX" Type="{_OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    )


def form(
    parts: Mapping[str, str | bytes] | None = None, method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """A document of these parts, beside those that it needs."""
    every: dict[str, str | bytes] = {
        "[Content_Types].xml": types(),
        "_rels/.rels": RELATIONS,
        "word/document.xml": body(),
        **(parts or {}),
    }
    return packed(every, method)


def packed(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()
