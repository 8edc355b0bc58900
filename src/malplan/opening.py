"""Opens the store of a log with the plugin that can."""

from __future__ import annotations

from pathlib import Path

from malplan.errors import MalplanError, StoreFailed
from malplan.messages import records as words
from malplan.registry import Entry
from malplan.stores import Store, StoreType, shown_address


def opened(entry: Entry, url: str, folder: Path) -> Store:
    """Open a store.

    Args:
        entry: What opens stores of such addresses.
        url: The address.
        folder: What a relative path in it is relative to.

    Raises:
        StoreFailed: It cannot be opened.
    """
    stores: StoreType = entry.value
    try:
        return stores.open(url, folder=folder)
    except (MalplanError, KeyboardInterrupt):
        raise
    except BaseException as error:  # noqa: BLE001 - a plugin may fail in any way
        # What it says and what caused it may hold the password.
        reason = words.STORE_RAISED.format(origin=entry.origin, kind=type(error).__name__)
        message = words.STORE_FAILED.format(store=shown_address(url), reason=reason)
        raise StoreFailed(message) from None
