"""The body of an answer: bounded in size while it is unpacked, and read as JSON."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from malplan_statistics import messages as words
from malplan_statistics.failures import Unavailable

MOST_BYTES = 50_000_000
"""The largest answer, unpacked."""

_GZIP = 16 + zlib.MAX_WBITS  # what zlib calls the format of gzip


def unpacked(chunks: Iterable[bytes], encoding: str, host: str, *, most: int = MOST_BYTES) -> bytes:
    """Read a body to its end.

    It is unpacked here and not by httpx, which unpacks a whole chunk before anybody can count:
    64 kB may become 64 MB, and more where a body is packed twice.

    Args:
        chunks: The body as it comes.
        encoding: The header Content-Encoding.
        host: Who sent it.
        most: How many bytes it may have, unpacked.

    Raises:
        Unavailable: It is too large, cut short or packed in another way.
    """
    match encoding.strip().lower():
        case "" | "identity":
            parts = _plain(chunks)
        case "gzip" | "x-gzip":
            parts = _from_gzip(chunks, host, most)
        case _:
            raise Unavailable(words.UNKNOWN_ENCODING.format(host=host))
    found = bytearray()
    for part in parts:
        found += part
        if len(found) > most:
            raise Unavailable(words.TOO_LARGE.format(host=host, limit=max(1, most // 1_000_000)))
    return bytes(found)


def _plain(chunks: Iterable[bytes]) -> Iterable[bytes]:
    return chunks


def _from_gzip(chunks: Iterable[bytes], host: str, most: int) -> Iterable[bytes]:
    unpacker = zlib.decompressobj(_GZIP)
    piece = min(most + 1, 1_000_000)
    try:
        for chunk in chunks:
            rest = chunk
            while rest and not unpacker.eof:
                yield unpacker.decompress(rest, piece)
                rest = unpacker.unconsumed_tail
        while not unpacker.eof and (part := unpacker.decompress(b"", piece)):
            yield part
    except zlib.error:
        raise Unavailable(words.BROKEN_JSON.format(host=host)) from None
    if not unpacker.eof:
        raise Unavailable(words.CUT_SHORT.format(host=host), again=True)


def read_json(content: bytes, host: str) -> Any:
    """Read JSON (RFC 8259), with exact numbers.

    Raises:
        Unavailable: It is a page, or in another character set than UTF-8, or broken.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unavailable(words.WRONG_CHARSET.format(host=host)) from None
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, ArithmeticError, RecursionError):
        is_page = not text.lstrip().startswith(("{", "["))
        message = words.NOT_JSON if is_page else words.BROKEN_JSON
        raise Unavailable(message.format(host=host)) from None


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no JSON")
