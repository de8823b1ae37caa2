"""Café: participatory consultation in which every word leaves a trace.

Only the version lives here, so that ``python3 -m cafe`` works on a machine where
nothing is installed yet: this module must never import a third-party library.
"""

__version__ = "0.1.0"
