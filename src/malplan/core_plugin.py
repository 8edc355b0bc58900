"""What malplan itself brings, through the same hook as everyone."""

from __future__ import annotations

from malplan.checks import CHECKS
from malplan.convert import Converters
from malplan.hookspecs import hookimpl
from malplan.outputs.json import JsonOutput
from malplan.outputs.markdown import MarkdownOutput
from malplan.outputs.yaml import YamlOutput
from malplan.registry import Registry
from malplan.stores import MemoryStores


class CorePlugin:
    """The checks of the method, YAML, JSON and Markdown, and a log in memory.

    Args:
        converters: Those of the workspace, so that its policy for periods holds in what is written.
    """

    def __init__(self, converters: Converters) -> None:
        self._converters = converters

    @hookimpl
    def malplan_register(self, registry: Registry) -> None:
        """Register the checks, the outputs and the store."""
        for check in CHECKS:
            registry.check(check)
        for output in (
            YamlOutput(self._converters),
            JsonOutput(self._converters),
            MarkdownOutput(),
        ):
            registry.output(output)
        registry.store(MemoryStores())
