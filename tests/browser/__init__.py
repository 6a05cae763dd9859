"""The house in a real browser, as people use it."""
