"""``python -m malplan`` is the same program as ``malplan``."""

from malplan.cli import main

main()
