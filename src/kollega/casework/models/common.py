"""What the room's tables share."""

from kollega.core.actor import Role

STAFF = (Role.CASEWORKER, Role.MANAGER, Role.COUNTER)
"""Whose work cases are, and the jobs that count and destroy. Nobody else reads a row of the room."""
