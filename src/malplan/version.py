"""The version of malplan: here, where a build finds it and reading it costs nothing."""

__version__ = "0.1.0"
