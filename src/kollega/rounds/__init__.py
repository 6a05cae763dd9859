"""Meetings where colleagues think together about questions."""
