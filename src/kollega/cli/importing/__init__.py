"""What `kollega import` brings in: one module for each kind of thing.

A module offers `HELP`, `add_arguments(parser)` and `run(options) -> int`, as the commands themselves do.
"""

KINDS = ("statute", "document", "cards", "staff")
