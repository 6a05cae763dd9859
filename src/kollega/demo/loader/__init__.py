"""Fills a new installation with the demo's world, through the same services as everything else.

    load(print)

What happened two years ago is done by the clock of that day, in the order it happened; what the
rooms do of themselves (asking the next group, telling people) happens in between, as it would have.
"""

from kollega.demo.loader.stage import LoadError
from kollega.demo.loader.steps import load

__all__ = ["LoadError", "load"]
