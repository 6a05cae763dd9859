"""Digital kollega: ask a colleague across the municipal border without breaking secrecy."""

__version__ = "0.1.0"
