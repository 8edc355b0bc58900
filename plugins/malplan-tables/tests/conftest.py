from __future__ import annotations

from hypothesis import HealthCheck, settings

# How long a table takes says more of the machine than of the source; each example has a folder of
# its own in the one of the test.
settings.register_profile(
    "tables",
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("tables")
