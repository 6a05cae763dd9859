"""Passages pinned to moments of work."""
