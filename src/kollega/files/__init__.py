"""Files that come from outside: judged by their content, made anew, read where they can be read.

Usable alone: `inspect(data, name)` is pure, `apart.inspect` does the same in a process of its own
with bounded time and memory.
"""

from kollega.files.found import Inspected, Kind, Left, Limits, Reason, Refused
from kollega.files.inspect import LIMITS, inspect

__all__ = ["LIMITS", "Inspected", "Kind", "Left", "Limits", "Reason", "Refused", "inspect"]
