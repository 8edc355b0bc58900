"""The letters of a CSV file: finds out how they are written, and gives them as UTF-8.

Danish files are UTF-8 with or without a byte order mark, Windows-1252 (what Excel calls CSV), or
UTF-16 (what Excel calls Unicode text). A text of Windows-1252 with a Danish letter is no UTF-8.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from malplan.errors import InvalidValue
from malplan.messages import Message
from malplan_tables import messages as words
from malplan_tables.files import Beginning, Hashed
from malplan_tables.settings import Encoding

FIRST_CHUNK, CHUNK = 2**16, 2**22
"""How many bytes are read at a time: few where the headings are."""
MOST_LINE = 2**20
"""The most bytes of a line; people write shorter ones."""

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Letters:
    """Reads a stream in chunks of whole lines, as UTF-8.

    Attributes:
        encoding: How the stream is written, as far as it has been read: plain letters say nothing,
            and count as UTF-8.
    """

    def __init__(
        self, stream: Hashed | Beginning, given: Encoding | None, name: Message | str
    ) -> None:
        self.encoding = Encoding.UTF_8 if given is None else given
        self._stream, self._name = stream, name
        self._is_known = given is not None

    def chunks(self) -> Iterator[bytes]:
        """Pieces of the text, each but the last up to the end of a line.

        Raises:
            InvalidValue: The bytes are no text of that encoding, or of none that is known.
        """
        first = self._stream.read(FIRST_CHUNK)
        codec = self._utf_16(first)
        if codec is not None:
            yield from self._decoded(first, codec)
            return
        if first.startswith(codecs.BOM_UTF8):
            first = first.removeprefix(codecs.BOM_UTF8)
            self.encoding, self._is_known = Encoding.UTF_8, True
        if b"\n" not in first and b"\r" in first.rstrip():  # as old programs of the Macintosh do
            raise InvalidValue(words.OTHER_LINES.format(name=self._name))
        block = first
        while block:
            if not block.endswith(b"\n"):
                block += self._rest_of_line()
            yield self._as_utf_8(block)
            block = self._stream.read(CHUNK)

    def _rest_of_line(self) -> bytes:
        rest = self._stream.readline(MOST_LINE)
        if len(rest) == MOST_LINE and not rest.endswith(b"\n"):
            raise InvalidValue(words.OTHER_LINES.format(name=self._name))
        return rest

    def _utf_16(self, first: bytes) -> str | None:
        """The codec, where the first bytes are UTF-16; where plain letters have a zero says it."""
        if first.startswith(_UTF_16):
            self.encoding = Encoding.UTF_16
            return "utf-16"
        if self._is_known and self.encoding is not Encoding.UTF_16:
            return None
        for start, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
            zeros, others = first[start:200:2], first[1 - start : 200 : 2]
            if len(zeros) > 1 and zeros.count(0) > len(zeros) // 2 and 0 not in others:
                self.encoding = Encoding.UTF_16
                return codec
        if self._is_known:
            return "utf-16"
        if 0 in first:
            raise InvalidValue(words.OTHER_FORMAT.format(name=self._name))
        return None

    def _decoded(self, block: bytes, codec: str) -> Iterator[bytes]:
        decoder = codecs.getincrementaldecoder(codec)()
        left = ""
        while block:
            try:
                text = left + decoder.decode(block)
            except UnicodeDecodeError:
                raise self._unknown() from None
            end = text.rfind("\n") + 1
            if end:
                yield text[:end].encode()
            left = text[end:]
            if len(left) > MOST_LINE or (not end and "\r" in left.rstrip()):
                raise InvalidValue(words.OTHER_LINES.format(name=self._name))
            block = self._stream.read(CHUNK)
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            raise self._unknown() from None
        if left:
            yield left.encode()

    def _as_utf_8(self, block: bytes) -> bytes:
        if block.isascii():  # the same in all of them
            return block
        try:
            if self.encoding is not Encoding.UTF_8:
                return block.decode(self.encoding.value).encode()
            block.decode("utf-8")
        except UnicodeDecodeError:
            if self._is_known:
                raise self._unknown() from None
            self.encoding = Encoding.WINDOWS_1252
            self._is_known = True
            return self._as_utf_8(block)
        self._is_known = True
        return block

    def _unknown(self) -> InvalidValue:
        found = {"name": self._name, "encoding": self.encoding.value}
        return InvalidValue(words.UNKNOWN_LETTERS.format(**found))
