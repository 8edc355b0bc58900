"""How long malplan takes, beside what others take for the same: ``nox -s bench``."""
