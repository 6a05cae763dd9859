"""Alarms on areas, not people: what is thin now, and what is to be expected."""
