"""Figures of what the collaboration does, and what an evaluation will need."""
