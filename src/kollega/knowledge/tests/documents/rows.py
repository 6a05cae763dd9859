"""Rows of this part's tables that cannot be guessed."""
