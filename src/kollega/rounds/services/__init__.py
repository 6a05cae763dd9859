"""Writes: standing rounds, taking questions up, planning a round, writing its note."""
