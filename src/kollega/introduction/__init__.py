"""Ny på jobbet: the first ninety days of a new colleague, and what is handed on when somebody leaves."""
