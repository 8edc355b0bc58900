"""Where a token is found, in the environment or in the keyring, and where it may be sent."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from malplan.errors import InvalidValue, shown
from malplan_statistics import messages as words
from malplan_statistics.options import is_loopback

VARIABLE = "MALPLAN_JOBINDSATS_TOKEN"
HOST_VARIABLE = "MALPLAN_JOBINDSATS_HOST"
"""It names another host that the token may be sent to, such as a gateway."""
SERVICE, USER = "malplan", "jobindsats"

_TOKEN = re.compile("[!-~]{1,4096}")  # what can stand in a header: printable ASCII


def jobindsats_token() -> str:
    """The token of Jobindsats.

    Raises:
        InvalidValue: There is none, or what there is cannot be one; it is not repeated.
    """
    token = (os.environ.get(VARIABLE) or _from_keyring() or "").strip()
    if not token:
        names = {"variable": VARIABLE, "service": SERVICE, "user": USER}
        raise InvalidValue(words.NO_TOKEN.format(**names))
    if not _TOKEN.fullmatch(token):
        raise InvalidValue(words.NOT_A_TOKEN)
    return token


def token_for(base_url: str, own: str, token: Callable[[], str]) -> str:
    """The token, where it may be sent to an address.

    The address is an option, which a file of settings can name that came with somebody's plan; so
    that another host than the source's own must be named by the environment too.

    Args:
        base_url: The address that is asked.
        own: The address of the source itself.
        token: Finds the token.

    Raises:
        InvalidValue: It may not be sent there, or there is none.
    """
    host, known = urlsplit(base_url).hostname or "", urlsplit(own).hostname or ""
    allowed = {known, os.environ.get(HOST_VARIABLE, "").strip().lower()}
    if host not in allowed and not is_loopback(host):
        raise InvalidValue(
            words.TOKEN_FOR_ANOTHER_HOST.format(
                host=known, other=shown(host), variable=HOST_VARIABLE
            )
        )
    return token()


def _from_keyring() -> str | None:
    try:
        import keyring
    except ImportError:  # it is an extra
        return None
    try:
        return keyring.get_password(SERVICE, USER)
    except Exception:  # noqa: BLE001 - a locked or missing keyring is no token, whatever it raises
        return None
