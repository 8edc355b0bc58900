"""Where a token is found: in the environment, or in the keyring of the machine."""

from __future__ import annotations

import os
import re

from malplan.errors import InvalidValue
from malplan_statistics import messages as words

VARIABLE = "MALPLAN_JOBINDSATS_TOKEN"
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


def _from_keyring() -> str | None:
    try:
        import keyring
    except ImportError:  # it is an extra
        return None
    try:
        return keyring.get_password(SERVICE, USER)
    except Exception:  # noqa: BLE001 - a locked or missing keyring is no token, whatever it raises
        return None
