"""How a plan reaches an output: what may be seen of it, which options count, and what failed."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import attrs

from malplan.errors import (
    InvalidPlugin,
    InvalidValue,
    MalplanError,
    did_you_mean,
    reason_of,
    shown,
)
from malplan.history import known_records
from malplan.messages import Language, Message, listed
from malplan.messages import problems as words
from malplan.model import Plan
from malplan.moments import COPENHAGEN
from malplan.presentation import View
from malplan.publishing import nameless, published
from malplan.records import PlanAdopted, Record
from malplan.registry import Entry
from malplan.series import published_series, series_of
from malplan.site_folder import SiteFolder
from malplan.status import Status, published_status, unsigned_status


def view_of(
    plan: Plan,
    on: date | None,
    *,
    threshold: int,
    internal: bool = False,
    without_names: bool = False,
    status: Status | None = None,
    records: Sequence[Record] = (),
    with_log: bool = False,
    timezone: ZoneInfo = COPENHAGEN,
) -> View:
    """A plan as others may see it, with how it stands.

    Args:
        plan: The plan.
        on: The day it is seen on.
        threshold: The first number of people that is not small.
        internal: Whether small numbers are shown.
        without_names: Whether the fields that hold names are left out.
        status: How the plan stands, if that is to be seen.
        records: The records of the plan, with the status.
        with_log: Whether an internal view holds the records.
        timezone: Where the moments of records are told.
    """
    plan = nameless(plan) if without_names else plan
    public = published(plan, threshold=threshold)
    if internal:
        view = View.of(plan, on, internal=public is not plan)
    else:
        view = View.of(public, on, threshold=threshold)
    view = attrs.evolve(view, timezone=timezone)
    if status is None:
        return view
    series = series_of(status, records)
    shown_status = published_status(status, threshold=threshold, without_names=without_names)
    if not internal:
        shown_series = published_series(series, shown_status)
        return attrs.evolve(view, status=shown_status, series=shown_series)
    told = tuple(_told(records, status, without_names=without_names)) if with_log else ()
    status = unsigned_status(status)
    if without_names:
        status = attrs.evolve(status, plan=nameless(status.plan))
    hidden = view.internal or bool(told) or shown_status != status
    return attrs.evolve(view, status=status, series=series, internal=hidden, records=told)


def _told(records: Iterable[Record], status: Status, *, without_names: bool) -> Iterator[Record]:
    """What the log says, as far as it was known; a plan is shown by the view alone."""
    for record in known_records(records, status.known_at):
        if isinstance(record.what, PlanAdopted):
            record = attrs.evolve(record, what=PlanAdopted())
        yield attrs.evolve(record, by=None) if without_names else record


def options_of(
    entry: Entry, given: Mapping[str, str], settings: Mapping[str, str]
) -> dict[str, str]:
    """The options of an output: what is given comes before what the settings say.

    Raises:
        InvalidValue: The output takes no option of such a name; the nearest is offered.
    """
    known = tuple(getattr(entry.value, "option_names", ()))
    options = {**settings, **given}
    for name in options:
        if name not in known:
            hint: Message = did_you_mean(name, known)
            if not hint:
                names = listed(known)
                hint = words.KNOWN_NAMES.format(names=names) if known else words.NO_OPTIONS
            raise InvalidValue(
                words.UNKNOWN_OPTION.format(name=entry.name, option=shown(name), hint=hint)
            )
    return options


def shows_log(entry: Entry) -> bool:
    """Whether an output shows the records, where those who work with the plan ask for it."""
    return bool(getattr(entry.value, "shows_log", False))


def shows_status(entry: Entry) -> bool:
    """Whether an output shows how a plan stands."""
    return bool(getattr(entry.value, "shows_status", False))


def written(entry: Entry, view: View, language: Language, options: Mapping[str, str]) -> bytes:
    """What an output writes for a plan.

    Raises:
        InvalidValue: An option is wrong.
        InvalidPlugin: The output failed.
    """
    stream = io.BytesIO()
    with _failures(entry):
        entry.value.write(view, stream, language=language, options=options)
    return stream.getvalue()


def write_site(
    entry: Entry,
    views: Iterable[View],
    folder: SiteFolder,
    language: Language,
    options: Mapping[str, str],
) -> None:
    """Let an output write a site, and remove what an earlier one left there.

    Raises:
        InvalidValue: The output writes none, or an option is wrong.
        InvalidPlugin: The output failed.
    """
    if not callable(getattr(entry.value, "write_site", None)):
        raise InvalidValue(words.NO_SITE.format(name=entry.name, origin=entry.origin))
    with _failures(entry):
        entry.value.write_site(views, folder, language=language, options=options)
    folder.finish()


@contextmanager
def _failures(entry: Entry) -> Iterator[None]:
    """What is wrong with the input is told as it is; whatever else an output raises, with it."""
    try:
        yield
    except InvalidPlugin as error:
        raise _failed(entry, error) from error
    except (MalplanError, KeyboardInterrupt):
        raise
    except BaseException as error:
        raise _failed(entry, error) from error


def _failed(entry: Entry, error: BaseException) -> InvalidPlugin:
    values: dict[str, Any] = {"name": entry.name, "origin": entry.origin}
    return InvalidPlugin(words.OUTPUT_FAILED.format(**values, reason=reason_of(error)))
