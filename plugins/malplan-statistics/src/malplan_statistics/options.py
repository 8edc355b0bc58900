"""What a caller may set of both sources: where they ask, how long, and where answers are kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import attrs

from malplan.errors import InvalidValue, shown
from malplan_statistics import messages as words

OPTION_NAMES = ("base_url", "cache_folder", "timeout")
_SECONDS = 60.0
"""How long all attempts may take together, unless something else is said."""

_ADDRESS = re.compile(r"https?://[!-~]+", re.IGNORECASE)  # printable ASCII without spaces
_SERVER = re.compile(r"(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


@attrs.frozen(kw_only=True)
class Options:
    """The options, looked at.

    Attributes:
        base_url: What comes before the paths, without a slash at its end.
        cache_folder: Where answers are kept.
        timeout: How many seconds a question may take, with all its attempts.
    """

    base_url: str
    cache_folder: Path
    timeout: float

    @classmethod
    def read(cls, given: Mapping[str, str], *, base_url: str, folder: Path) -> Options:
        """Look at what was given.

        Args:
            given: The options by name.
            base_url: The address, where none is given.
            folder: What a relative ``cache_folder`` is relative to.

        Raises:
            InvalidValue: One cannot be. The address is not repeated: a password may be in it.
        """
        cache = given.get("cache_folder")
        return cls(
            base_url=_base(given.get("base_url") or base_url),
            cache_folder=_cache_folder(cache, folder) if cache else _user_folder(),
            timeout=_seconds(given["timeout"]) if given.get("timeout") else _SECONDS,
        )


def _user_folder() -> Path:
    import platformdirs

    return platformdirs.user_cache_path("malplan", appauthor=False) / "statistics"


def _cache_folder(text: str, folder: Path) -> Path:
    try:
        path = Path(text).expanduser() if text.isprintable() else None
    except RuntimeError:  # ~ of somebody who is not there
        path = None
    if path is None:
        raise InvalidValue(words.NOT_A_FOLDER.format(value=shown(text)))
    return folder / path


def _base(text: str) -> str:
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port  # raises, if it is no number
    except ValueError:
        raise InvalidValue(words.NOT_A_BASE) from None
    plain = parts.scheme == "http" and not is_loopback(host)
    refused = plain or "?" in text or "#" in text
    if not _ADDRESS.fullmatch(text) or not _SERVER.fullmatch(parts.netloc) or refused:
        raise InvalidValue(words.NOT_A_BASE)
    return text.rstrip("/")


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _seconds(text: str) -> float:
    try:
        seconds = Decimal(text)
    except InvalidOperation:
        seconds = Decimal(0)
    if not seconds.is_finite() or not Decimal("0.1") <= seconds <= 600:
        raise InvalidValue(words.NOT_SECONDS.format(value=shown(text)))
    return float(seconds)
