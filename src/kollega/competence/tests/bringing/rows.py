"""Odd rows of this part's tables: none, they can all be guessed."""
