"""From the figures of a table to the readings of a source, with where they come from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Context, Decimal
from hashlib import sha256

import attrs

from malplan.errors import shown
from malplan.fields import MOST_DECIMALS, MOST_DIGITS, number
from malplan.messages import Message
from malplan.periods import Period
from malplan.records import Provenance
from malplan.sources import Fetched, Reading, Request
from malplan_statistics import messages as words
from malplan_statistics.failures import Unavailable
from malplan_statistics.figures import Figure
from malplan_statistics.times import period_of

_EXACT = Context(prec=2 * MOST_DIGITS)


@attrs.frozen(kw_only=True)
class Found:
    """What was found for a question.

    Attributes:
        source: The name of the source.
        what: The id of the table.
        query: What was asked, as a text.
        licence: Under which terms.
        retrieved: When.
        notices: What there is to say of it already.
    """

    source: str
    what: str
    query: str
    licence: str
    retrieved: datetime
    notices: tuple[Message, ...] = ()


def periods_of(codes: Iterable[str], what: str) -> dict[str, Period]:
    """The periods of a table, by their codes.

    Raises:
        Unavailable: The code of a time cannot be read, or two are the same time.
    """
    found: dict[str, Period] = {}
    for code in codes:
        period = period_of(code)
        if period is None:
            raise Unavailable(words.UNKNOWN_TIME.format(what=what, code=shown(code)))
        found[code] = period
    if len(set(found.values())) < len(found):
        raise Unavailable(words.SAME_TIME_TWICE.format(what=what))
    return found


def fetched(
    request: Request,
    found: Found,
    figures: Iterable[tuple[str, Figure]],
    of: Mapping[str, Figure] | None = None,
) -> Fetched:
    """Make the readings of a request.

    Figures are rounded to what a record can hold, half to even: 15 digits, of which at most 9
    decimals. A time without a figure is left out with a notice, and so is one of a ratio whose
    denominator is 0.

    Args:
        request: What is wanted; what was over before is left out.
        found: Where the figures come from.
        figures: The figure of each time, by the code of the time.
        of: The denominators, by the code of the time, of a ratio.

    Raises:
        Unavailable: The code of a time cannot be read, or two are the same time.
        InvalidValue: A number has more digits before its decimals than a record can hold.
    """
    readings: list[Reading] = []
    missing = not_computed = 0
    by_code = dict(figures)
    for code, period in periods_of(by_code, found.what).items():
        value = by_code[code]
        whole = None if of is None else of.get(code)
        if value is None or (of is not None and whole is None):
            missing += request.wants(period)
            continue
        share = None if whole is None else fitted(whole)
        if share == 0:
            not_computed += request.wants(period)
            continue
        readings.append(Reading(period=period, value=fitted(value), of=share))
    ordered = sorted(readings, key=_order)
    notices = found.notices
    if missing:
        notices += (words.MISSING_LEFT_OUT.format(what=found.what, count=missing),)
    if not_computed:
        notices += (words.NOT_COMPUTED_LEFT_OUT.format(what=found.what, count=not_computed),)
    provenance = Provenance(
        source=found.source,
        query=found.query,
        retrieved=found.retrieved,
        checksum=_checksum(ordered),
        licence=found.licence,
    )
    return Fetched(
        readings=tuple(one for one in ordered if request.wants(one.period)),
        provenance=provenance,
        notices=notices,
    )


def fitted(figure: int | Decimal) -> Decimal:
    """A figure as a record can hold it: rounded half to even, where it has more decimals.

    >>> fitted(Decimal("0.3333333333333"))
    Decimal('0.333333333')

    Raises:
        InvalidValue: It has too many digits before its decimals, or is no finite number.
    """
    exact = Decimal(figure)
    exponent = exact.as_tuple().exponent
    if not isinstance(exponent, int):  # it is not finite
        return number(exact)
    places = min(MOST_DECIMALS, MOST_DIGITS - max(exact.adjusted() + 1, 1))
    if places < 0 or exponent >= -places:
        return number(exact)
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN, _EXACT)
    return number(Decimal(format(rounded.normalize(_EXACT), "f")) if rounded else Decimal(0))


def _order(reading: Reading) -> tuple[str, str]:
    return str(reading.period.start), str(reading.period.end)


def _checksum(readings: Iterable[Reading]) -> str:
    """Of all times, whatever is wanted of them, so that the same table has the same."""
    lines = [
        (one.period.isoformat(), str(one.value), None if one.of is None else str(one.of))
        for one in readings
    ]
    return sha256(json.dumps(lines).encode()).hexdigest()
