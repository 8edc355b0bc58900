"""The address of the page that the events of a calendar point at."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from malplan.errors import InvalidValue, shown
from malplan.texts import CONTROLS
from malplan_ical import words

_UNFIT = re.compile(rf"[{CONTROLS}\s\"<>\\^`{{|}}\ud800-\udfff]")
"""What no address may hold (RFC 3986, appendix A), and what would look like another one."""

_SECRET = re.compile("//.*@", re.DOTALL)
"""A name and a password; rather too much than too little."""

_KEPT = "!#$%&'()*+,/:;=?@[]"
"""Delimiters, and the sign of what is encoded already; letters and ``-._~`` are kept anyway."""


def web_address(text: str) -> str:
    """A web address as a calendar writes it: letters such as æ are encoded (RFC 3987, 3.1).

    >>> web_address("https://ballerup.dk/målplaner")
    'https://ballerup.dk/m%C3%A5lplaner'

    Raises:
        InvalidValue: It is no address of the web, or would give a name or a password to everybody
            who reads the calendar. The password is not repeated.
    """
    text = text.strip()
    if _UNFIT.search(text) or not _is_of_the_web(text):
        raise InvalidValue(words.NOT_A_LINK.format(value=shown(_SECRET.sub("//…@", text))))
    return quote(text, safe=_KEPT)


def _is_of_the_web(text: str) -> bool:
    try:
        parts = urlsplit(text)
        _ = parts.port  # raises, if it is no number
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
