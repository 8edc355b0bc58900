from __future__ import annotations

from hypothesis import settings

# How long a plan takes says more of the machine than of the calendar.
settings.register_profile("calendars", deadline=None)
settings.load_profile("calendars")
