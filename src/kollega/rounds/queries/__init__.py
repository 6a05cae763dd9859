"""Reads: lists of rounds, a round with its people, times and cases, notes, where a question is up."""
