"""A room of its own for the worker's tests: it listens, and writes what it heard to the log."""
