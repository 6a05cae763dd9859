"""Reads of the organisation: frozen dataclasses, `actor` first."""
