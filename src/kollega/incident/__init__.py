"""Recognised after all: taken down at once, assessed, and told."""
